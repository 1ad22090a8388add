package syntax

// Kind says what a node or token is.
type Kind uint8

// String is the kind's name as grammar.txt has it.
func (k Kind) String() string { return kindNames[k] }

// Spelling is how a token of kind k is written, "" for tokens whose text varies and for nodes.
func (k Kind) Spelling() string {
	if k.IsFixed() {
		return kindTexts[k]
	}
	return ""
}

// IsToken reports whether k is a kind of token.
func (k Kind) IsToken() bool { return k <= lastToken }

// IsKeyword reports whether tokens of kind k are keywords, contextual ones included.
func (k Kind) IsKeyword() bool { return KindKwLet <= k && k <= lastToken }

// IsFixed reports whether all tokens of kind k are spelled alike.
func (k Kind) IsFixed() bool {
	return firstFixed <= k && k <= lastToken || k == KindCommentOpen || k == KindCommentClose || k == KindBacktick
}

// firstFixed is the first of the kinds whose tokens are all spelled alike; they end with the keywords.
const firstFixed = KindLParen

// startsStatement reports whether k is a keyword that starts statements, and nothing else.
func (k Kind) startsStatement() bool {
	switch k {
	case KindKwLet, KindKwVar, KindKwReturn, KindKwIf, KindKwFor, KindKwWhile, KindKwBreak, KindKwContinue, KindKwTry:
		return true
	}
	return false
}

// IsList reports whether nodes of kind k are lists: any number of elements, read with Items.
func (k Kind) IsList() bool { return listKinds[k] }

// slotInfo is what a slot of a node holds.
type slotInfo struct {
	name  string
	kind  Kind // the token that stands for it when it is missing
	class slotClass
}

// slotClass says what people call the content of a slot.
type slotClass uint8

const (
	wantToken slotClass = iota
	wantName
	wantExpr
	wantType
	wantDecl
)

// Completion: what can be written at a place, in a file that is half typed.
//
// What is offered depends on the setting (scope.go): names in code (this file), elements, attributes and directives in markup
// (complete_markup.go), paths and exported names in imports (complete_import.go). Items replace the word that is being typed, up to
// the caret and never beyond it.

package feature

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// maxItems is how many items a completion has: more than a person looks through, few enough to be sent while typing.
const maxItems = 200

// ItemKind says what an item stands for.
type ItemKind uint8

// Kinds of items.
const (
	ItemKeyword ItemKind = iota
	ItemFunction
	ItemMethod
	ItemComponent
	ItemVariable
	ItemConstant
	ItemField
	ItemType
	ItemModule
	ItemElement
	ItemAttribute
	ItemValue
	ItemFile
)

// Item is one thing that can be written.
type Item struct {
	Label   string
	Detail  string // its type, or where it comes from
	Doc     string // Markdown
	Kind    ItemKind
	Insert  string // what is written; "" is Label
	Snippet string // what is written by an editor that knows snippets; "" is Insert
	rank    int    // smaller ones come first
}

// Completion is what can be written at a place.
type Completion struct {
	Items      []Item
	Span       source.Span // what the items replace: it ends at the caret
	Incomplete bool        // there are more that begin with what is typed
}

// Triggers are the characters after which an editor should ask without being told to.
func Triggers() []string { return []string{".", "<", "/", "@", `"`, "'", " ", "=", "{"} }

// Complete returns what can be written at offset. The trigger is the character that made the editor ask, "" when its user did or
// typed a word: after white space, quotes, `=`, `/` and an opening brace only what belongs there and nowhere else is offered, since a
// list that opens at every space would take the next line end for a choice.
func Complete(ctx context.Context, f File, offset int, trigger string) Completion {
	offset = min(max(offset, 0), f.text().Len())
	start := wordBefore(f.text(), offset, isNameRune)
	c := &completer{ctx: ctx, file: f, offset: offset, trigger: trigger, span: source.Span{Start: start, End: offset}}
	c.spot = spotAt(f.Tree, offset)
	c.before = spotAt(f.Tree, start)
	c.complete()
	return c.done()
}

type completer struct {
	ctx     context.Context
	file    File
	offset  int
	trigger string
	span    source.Span // the word before the caret
	spot    spot
	before  spot // where the word begins
	items   []Item
}

// done drops what does not match the word, and puts the rest in order.
func (c *completer) done() Completion {
	word := c.file.text().Slice(c.span)
	seen := map[string]bool{}
	items := slices.DeleteFunc(c.items, func(i Item) bool {
		if seen[i.Label] || !matches(i.Label, word) {
			return true
		}
		seen[i.Label] = true
		return false
	})
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(
			cmp.Compare(misfit(a.Label, word), misfit(b.Label, word)),
			cmp.Compare(a.rank, b.rank),
			strings.Compare(a.Label, b.Label),
		)
	})
	if text := c.file.text(); text.Slice(source.Span{Start: c.offset, End: c.offset + 1}) == "(" {
		for i := range items {
			if items[i].Kind == ItemMethod {
				items[i].Snippet = "" // its brackets are there
			}
		}
	}
	out := Completion{Items: items, Span: c.span}
	if len(items) > maxItems {
		out.Items, out.Incomplete = items[:maxItems], true
	}
	return out
}

// matches reports whether the letters of word stand in label, in order, the first at its start or at the start of a word of it.
func matches(label, word string) bool {
	rest := []rune(strings.ToLower(word))
	if len(rest) == 0 {
		return true
	}
	begun := false
	last := ' '
	for _, r := range label {
		starts := !unicode.IsLetter(last) || unicode.IsUpper(r)
		last = r
		if unicode.ToLower(r) != rest[0] || !begun && !starts {
			continue
		}
		begun = true
		if rest = rest[1:]; len(rest) == 0 {
			return true
		}
	}
	return false
}

// misfit is how badly a label that matches fits: 0 if it begins with word.
func misfit(label, word string) int {
	if strings.HasPrefix(strings.ToLower(label), strings.ToLower(word)) {
		return 0
	}
	return 1
}

func (c *completer) add(items ...Item) { c.items = append(c.items, items...) }

// lineBefore is the text of the line before the word.
func (c *completer) lineBefore() string {
	text := c.file.text()
	line, _ := text.LineCol(c.span.Start)
	return text.Slice(source.Span{Start: text.LineSpan(line).Start, End: c.span.Start})
}

// complete finds out what is being written.
func (c *completer) complete() {
	line := c.lineBefore()
	switch {
	case c.spot.inComment():
	case c.importPath(line):
	case c.importNames():
	case c.attributeValue():
	case c.tagName(line):
	case c.trigger != "" && strings.Contains("\"'={/", c.trigger):
	case c.before.setting() == inTag || c.spot.setting() == inTag:
		c.attributes()
	case c.trigger == " ":
	case c.spot.setting() == inText:
	case c.spot.setting() == inContent:
		if strings.HasSuffix(line, "@") {
			c.directives()
		}
	case strings.HasSuffix(strings.TrimRight(line, " \t"), "."):
		c.members()
	case c.declares():
	case c.wantsType():
		c.types()
	default:
		c.names()
	}
}

// left is the last token before the word, and the node around it.
func (c *completer) left() (token, around syntax.Node) {
	token = c.before.token()
	if !token.Ok() {
		return token, token
	}
	return token, parent(c.before.path)
}

// declares reports whether the word is a new name, which nobody can guess.
func (c *completer) declares() bool {
	token, around := c.left()
	switch token.Kind() {
	case syntax.KindKwLet, syntax.KindKwVar, syntax.KindKwFn, syntax.KindKwCatch, syntax.KindKwFor, syntax.KindKwAs:
		return true
	case syntax.KindNumber:
		return token.Span().End == c.span.Start // glued to a number, which is no name
	case syntax.KindKwType, syntax.KindKwModel, syntax.KindKwAction:
		return around.Kind() == syntax.KindTypeDecl || around.Kind() == syntax.KindModelDecl || around.Kind() == syntax.KindActionDecl
	case syntax.KindLParen:
		return hasParams(around)
	case syntax.KindComma:
		switch around.Kind() {
		case syntax.KindParam, syntax.KindForStmt, syntax.KindForDirective, syntax.KindPatternName, syntax.KindTypeField, syntax.KindModelField:
			return true
		}
	case syntax.KindLBrace, syntax.KindLBracket:
		switch around.Kind() {
		case syntax.KindRecordPattern, syntax.KindListPattern, syntax.KindRecordType, syntax.KindModelDecl:
			return true
		}
	}
	return false
}

// hasParams reports whether the brackets of n hold parameters.
func hasParams(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindFnDecl, syntax.KindFnExpr, syntax.KindPageDecl, syntax.KindLayoutDecl, syntax.KindPathsDecl, syntax.KindActionDecl:
		return true
	}
	return false
}

// wantsType reports whether a type is to be written.
func (c *completer) wantsType() bool {
	token, around := c.left()
	switch token.Kind() {
	case syntax.KindColon:
		switch around.Kind() {
		case syntax.KindParam, syntax.KindLetStmt, syntax.KindLetDirective, syntax.KindTypeField, syntax.KindModelField,
			syntax.KindFnTypeParam, syntax.KindMapType:
			return true
		}
	case syntax.KindArrow, syntax.KindKwIs:
		return true
	case syntax.KindEq:
		return around.Kind() == syntax.KindTypeDecl
	case syntax.KindBar:
		return around.Kind() == syntax.KindUnionMember || around.Kind() == syntax.KindUnionType
	case syntax.KindLBracket:
		return around.Kind() == syntax.KindListType || around.Kind() == syntax.KindMapType
	case syntax.KindLt, syntax.KindComma:
		return around.Kind() == syntax.KindTypeArgs || around.Kind() == syntax.KindTypeArg || around.Kind() == syntax.KindFnTypeParam
	case syntax.KindLParen:
		return around.Kind() == syntax.KindParenType || around.Kind() == syntax.KindFnType
	}
	return false
}

// types offers the names of types.
func (c *completer) types() {
	for _, name := range types.BasicNames() {
		c.add(Item{Label: name, Kind: ItemType, rank: 1})
	}
	for _, b := range c.spot.bindings() {
		if b.typ {
			c.add(Item{Label: b.name.Text(), Kind: ItemType})
		}
	}
	for _, s := range c.topSymbols() {
		if s.IsType() || s.Kind == check.SymTop && s.Decl.Kind == names.Model {
			c.add(c.symbolItem(s, 0))
		} else if s.Kind == check.SymNamespace {
			c.add(c.symbolItem(s, 2))
		}
	}
}

// names offers what an expression can begin with, and, where a statement can, what that begins with.
func (c *completer) names() {
	c.arguments()
	info := c.file.infoAt(c.ctx, c.span.Start)
	seen := map[string]bool{}
	for i, b := range c.spot.bindings() {
		name := names.Text(b.name)
		if b.typ || seen[name] {
			continue
		}
		seen[name] = true
		item := Item{Label: name, Kind: ItemVariable, rank: 1}
		if i >= 3 {
			item.rank = 2
		}
		if info != nil {
			if s := info.SymbolOf(b.name); s != nil && !types.IsInvalid(s.Type) {
				item.Detail = types.Brief(s.Type)
			}
		}
		c.add(item)
	}
	for _, s := range c.topSymbols() {
		if s.IsType() || seen[s.Name] {
			continue
		}
		rank := 3
		if s.Kind == check.SymStd && s.Import == nil {
			rank = 4
		}
		c.add(c.symbolItem(s, rank))
	}
	c.keywords()
}

// topSymbols are what the top-level names of the file and the standard names mean.
func (c *completer) topSymbols() []*check.Symbol {
	var out []*check.Symbol
	// An ended context leaves the list short; nobody waits for it any more.
	_ = c.file.Snapshot.With(c.ctx, c.file.Path, func(q check.Queries) {
		top, _ := q.Names(c.file.Path)
		for _, s := range std.Get().Global.Symbols {
			top = append(top, s.Name)
		}
		for _, name := range top {
			if s := check.Lookup(q, c.file.Path, name); s != nil {
				out = append(out, s)
			}
		}
	})
	return out
}

// symbolItem is the item of a name at the top level or of an export.
func (c *completer) symbolItem(s *check.Symbol, rank int) Item {
	item := Item{Label: s.Name, Kind: ItemConstant, Doc: docOf(s), Detail: c.file.origin(s), rank: rank}
	if s.Type != nil && !types.IsInvalid(s.Type) {
		item.Detail = types.Brief(s.Type)
	}
	switch {
	case s.Kind == check.SymNamespace:
		item.Kind = ItemModule
	case s.IsType() || s.Kind == check.SymTop && s.Decl.Kind == names.Model:
		item.Kind, item.Detail = ItemType, ""
	case s.Kind == check.SymTop && s.Decl.Kind == names.Var:
		item.Kind = ItemVariable
	case s.IsFunction():
		item.Kind = ItemFunction
		if isComponent(s) {
			item.Kind = ItemComponent
		}
	}
	return item
}

// statementWords and expressionWords are the keywords that begin statements and expressions; topWords what begins declarations.
var (
	statementWords  = []string{"let", "var", "if", "for", "while", "match", "return", "break", "continue", "try"}
	expressionWords = []string{"true", "false", "none", "fn", "match"}
	topWords        = []string{"import", "export", "fn", "type", "page", "layout", "paths", "action", "model", "test", "client"}
)

// wordSnippets are what some keywords are written with.
var wordSnippets = map[string]string{
	"if":     "if ${1:condition} {\n\t$0\n}",
	"for":    "for ${1:item} in ${2:items} {\n\t$0\n}",
	"while":  "while ${1:condition} {\n\t$0\n}",
	"try":    "try {\n\t$1\n} catch ${2:e} {\n\t$0\n}",
	"match":  "match ${1:value} {\n\t$0\n}",
	"import": "import { $2 } from \"$1\"$0",
	"type":   "type ${1:Name} = {\n\t$0\n}",
	"page":   "page {\n\treturn $0\n}",
	"layout": "layout(content: html) {\n\treturn $0\n}",
	"action": "action ${1:name}($2) {\n\t$0\n}",
	"test":   "test \"${1:name}\" {\n\tassert $0\n}",
}

func (c *completer) keywords() {
	add := func(words []string, rank int) {
		for _, w := range words {
			c.add(Item{Label: w, Kind: ItemKeyword, Snippet: wordSnippets[w], rank: rank})
		}
	}
	if c.beginsStatement() {
		add(statementWords, 5)
		if !inner(c.spot.path, syntax.KindBlock).Ok() || !c.spot.covers(inner(c.spot.path, syntax.KindBlock)) {
			add(topWords, 5)
		}
	}
	for _, w := range expressionWords {
		c.add(Item{Label: w, Kind: ItemKeyword, rank: 6})
	}
}

// beginsStatement reports whether a statement may begin with the word.
func (c *completer) beginsStatement() bool {
	if strings.TrimLeft(c.lineBefore(), " \t") == "" {
		return true
	}
	token, around := c.left()
	return token.Kind() == syntax.KindSemicolon || token.Kind() == syntax.KindLBrace && around.Kind() == syntax.KindBlock
}

// arguments offers the parameters of the function that is being called, to be given by name.
func (c *completer) arguments() {
	token, around := c.left()
	if token.Kind() != syntax.KindLParen && token.Kind() != syntax.KindComma || around.Kind() != syntax.KindCallPart && around.Kind() != syntax.KindArg {
		return
	}
	call := inner(c.before.path, syntax.KindCallPart)
	base := c.callee(call)
	info := c.file.infoAt(c.ctx, c.span.Start)
	if info == nil || !base.Ok() {
		return
	}
	s := info.SymbolOf(base)
	if !s.IsFunction() {
		return
	}
	f, ok := s.Type.(*types.Func)
	if !ok {
		return
	}
	given := map[string]bool{}
	for a := range (syntax.CallPart{Node: call}).Args().Items() {
		arg := syntax.Arg{Node: a}
		if arg.Colon().Ok() {
			given[names.Text(arg.Name())] = true
		}
	}
	for _, p := range f.Params {
		if p.Name != "" && !p.Rest && !given[p.Name] {
			c.add(Item{Label: p.Name + ":", Insert: p.Name + ": ", Detail: types.Brief(p.Type), Kind: ItemField, rank: 0})
		}
	}
}

// callee is the name token that a call is made on; absent where it is no plain name.
func (c *completer) callee(call syntax.Node) syntax.Node {
	postfix := syntax.PostfixExpr{Node: inner(c.before.path, syntax.KindPostfixExpr)}
	last := postfix.Base()
	for part := range postfix.Parts().Items() {
		if part == call {
			break
		}
		last = part
	}
	if last.Kind() == syntax.KindMemberPart {
		return syntax.MemberPart{Node: last}.Name()
	}
	if last.Kind() == syntax.KindIdent {
		return last
	}
	return syntax.Node{}
}

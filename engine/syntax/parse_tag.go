package syntax

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/html"
)

// Start tags and attributes.

// inside says what stands between the tags of an element.
type inside uint8

const (
	insideNothing  inside = iota // the element ends with its start tag
	insideChildren               // markup
	insideRaw                    // raw text
)

// parseStartTag parses a start tag; if nothing stands inside the element, what follows is read in the mode outer.
//
// StartTag = Lt:"<" Name:TagName? Attrs:AttrList Slash:"/"? Gt:">" .
func (p *parser) parseStartTag(outer mode) (w word, in inside, name string) {
	f := p.open()
	ctx := p.within(p.ctx & (ctxHome | ctxLine | ctxHole))
	p.put(&f, 0, p.takeTo(modeTagName))
	if p.at(KindTagName) {
		name = p.tokText()
		p.put(&f, 1, p.takeTo(modeTag))
	}
	p.mode = modeTag
	p.put(&f, 2, p.parseAttrs())
	if p.hasDuplicates(p.stack[len(p.stack)-1]) {
		f.wrong()
	}
	in = insideOf(name)
	swallowed := p.endsUnquoted()
	if p.at(KindSlash) {
		p.put(&f, 3, p.take())
		in = insideNothing
	}
	p.ctx = ctx
	if !p.at(KindGt) && !(swallowed && in == insideChildren) {
		f.wrong()
		in = insideNothing
	}
	next := outer
	switch in {
	case insideChildren:
		next = modeContent
	case insideRaw:
		next = modeRaw
		p.quote = quoteScript
		if name == "style" {
			p.quote = quoteStyle
		}
	}
	if p.at(KindGt) {
		p.put(&f, 4, p.takeTo(next))
	} else {
		p.put(&f, 4, missing(KindGt))
		p.reread(next)
	}
	return p.close(&f, KindStartTag), in, name
}

// hasDuplicates reports whether two attributes in a list have one name.
func (p *parser) hasDuplicates(list word) bool {
	if len(p.mem.children(list)) < 2 {
		return false
	}
	var few [8]string
	names, duplicate := few[:0], false
	p.view(list, p.tok.start-list.full()).each(func(n Node) bool {
		if name := attrNameOf(n); name.Ok() && !name.Missing() {
			span := name.Span()
			names = append(names, NFC(p.slice(span.Start, span.End)))
		}
		return true
	})
	if len(names) > len(few) {
		slices.Sort(names)
		count := len(names)
		return len(slices.Compact(names)) < count
	}
	for i, name := range names {
		duplicate = duplicate || slices.Contains(names[:i], name)
	}
	return duplicate
}

// insideOf is what stands inside an element that does not close itself.
func insideOf(name string) inside {
	switch {
	case !IsElementName(name):
	case html.IsRawText(name):
		return insideRaw
	case html.IsVoid(name):
		return insideNothing
	}
	return insideChildren
}

// endsUnquoted reports whether the last attribute's value lacks its closing quote: it will have swallowed the `>`.
func (p *parser) endsUnquoted() bool {
	w := p.stack[len(p.stack)-1]
	for w.isNode() {
		h := p.mem.head(w.id())
		children := p.mem.children(w)
		if h.flags()&flagError == 0 || len(children) == 0 {
			return false
		}
		w = children[len(children)-1]
		if h.kind() == KindAttrString {
			return w == missing(KindStringClose)
		}
	}
	return false
}

// IsElementName reports whether a tag's name is that of an element, not of a component: it starts with a lower-case ASCII letter
// and has no dot.
func IsElementName(name string) bool {
	return name != "" && 'a' <= name[0] && name[0] <= 'z' && !strings.Contains(name, ".")
}

// AttrList = { Attr | ShorthandAttr | SpreadAttr } .
func (p *parser) parseAttrs() word {
	return p.list(KindAttrList, p.endsTag, func() {
		switch {
		case p.at(KindAttrName):
			p.stack = append(p.stack, p.parseAttr())
		case p.at(KindLBrace):
			p.stack = append(p.stack, p.parseBraceAttr())
		default:
			p.stray(func() bool { return p.endsTag() || p.at(KindAttrName) || p.at(KindLBrace) })
		}
	}, nil)
}

// endsTag reports whether the attributes of a tag end here, with `>` or without.
func (p *parser) endsTag() bool {
	switch p.tok.kind {
	case KindGt, KindLt, KindRBrace, KindSemicolon:
		return true
	case KindSlash:
		end := p.tok.end()
		p.see(end)
		return p.lexer.at(end) == '>'
	case KindAttrName:
		return p.newline() && p.leavesTag()
	}
	return p.isStop() || p.newline() && !p.at(KindLBrace)
}

// leavesTag reports whether the word that starts a line here belongs to the code after a tag that was not finished: brackets or
// a dot follow it, or it is a keyword of statements with something behind it.
func (p *parser) leavesTag() bool {
	end := p.tok.end()
	p.see(end)
	c := p.lexer.at(end)
	if c == '(' || c == ')' || c == ',' || c == ';' {
		return true
	}
	switch p.tokText() {
	case "let", "var", "return", "if", "for", "while", "try", "import", "export", "fn":
		after := p.afterBlanks(end)
		c := p.lexer.at(after)
		return after > end && c != '=' && c != '>' && c != '/' && c != '\n'
	}
	return false
}

// Attr = Name:AttrName Eq:"="? Value:(AttrString | AttrWord | Hole)? .
func (p *parser) parseAttr() word {
	f := p.open()
	if !isAttrName(p.tokText()) {
		f.wrong()
	}
	p.put(&f, 0, p.take())
	if !p.at(KindEq) {
		return p.close(&f, KindAttr)
	}
	p.put(&f, 1, p.takeTo(modeValue))
	p.mode = modeTag
	switch p.tok.kind {
	case KindAttrWord:
		p.put(&f, 2, p.take())
	case KindStringOpen:
		p.put(&f, 2, p.parseAttrString())
	case KindLBrace:
		p.put(&f, 2, p.parseHole(modeTag))
	default:
		f.wrong()
	}
	return p.close(&f, KindAttr)
}

// isAttrName reports whether a word is the name of an attribute: `[A-Za-z_:@][-A-Za-z0-9_:.]*`, or a name of Codescript.
func isAttrName(s string) bool {
	for i, r := range s {
		switch {
		case isXIDContinue(r) && (i > 0 || !isDigitRune(r)), r == ':', r == '@' && i == 0:
		case i > 0 && (r == '-' || r == '.'):
		default:
			return false
		}
	}
	return true
}

func isDigitRune(r rune) bool { return '0' <= r && r <= '9' }

// parseBraceAttr parses an attribute in braces: `{name}` or `{...record}`.
//
// ShorthandAttr = Open:"{" Name:Ident Close:"}" .
// SpreadAttr = Open:"{" Ellipsis:"..." Value:Expr Close:"}" .
func (p *parser) parseBraceAttr() word {
	f := p.open()
	if !p.enter() {
		return p.tooDeepAttr(&f)
	}
	island := p.island
	p.island = len(p.names)
	ctx := p.within(p.ctx&ctxHome | ctxHole | ctxParen)
	p.put(&f, 0, p.takeTo(modeScript))
	kind, slot := KindShorthandAttr, 2
	if p.at(KindEllipsis) {
		kind, slot = KindSpreadAttr, 3
		p.put(&f, 1, p.take())
		p.put(&f, 2, p.parseExpr())
	} else {
		p.put(&f, 1, p.expect(KindIdent))
	}
	if !p.at(KindRBrace) {
		p.skipTo(&f, func() bool { return p.at(KindRBrace) || p.newline() || p.endsHole(modeTag, false) })
	}
	p.leave()
	p.island, p.ctx = island, ctx
	if p.at(KindRBrace) {
		p.put(&f, slot, p.takeTo(modeTag))
	} else {
		p.put(&f, slot, missing(KindRBrace))
		p.reread(modeTag)
	}
	return p.close(&f, kind)
}

// tooDeepAttr keeps an attribute in braces that would nest too deep.
func (p *parser) tooDeepAttr(f *frame) word {
	p.reread(modeScript)
	p.put(f, 0, missing(KindLBrace))
	p.put(f, 1, missing(KindEllipsis))
	p.put(f, 2, p.tooDeep())
	p.put(f, 3, missing(KindRBrace))
	p.reread(modeTag)
	return p.close(f, KindSpreadAttr)
}

// parseAttrString parses a quoted attribute value.
//
// AttrString = Open:StringOpen Parts:AttrPartList Close:StringClose .
func (p *parser) parseAttrString() word {
	f := p.open()
	outer := p.quote
	p.quote = quoteDouble
	if p.tokText() == "'" {
		p.quote = quoteSingle
	}
	p.put(&f, 0, p.takeTo(modeAttr))
	p.put(&f, 1, p.parseAttrParts())
	p.quote = outer
	if p.at(KindStringClose) {
		p.put(&f, 2, p.takeTo(modeTag))
	} else {
		p.put(&f, 2, missing(KindStringClose))
		p.reread(modeTag)
	}
	return p.close(&f, KindAttrString)
}

// AttrPartList = { StringText | Entity | TextEscape | Hole } .
func (p *parser) parseAttrParts() word {
	q := p.quote
	return p.list(KindAttrPartList, func() bool {
		return p.at(KindStringClose) || p.at(KindEof) || p.at(kindStop)
	}, func() {
		if p.at(KindLBrace) {
			p.stack = append(p.stack, p.parseHole(modeAttr))
			p.quote = q
			return
		}
		p.stack = append(p.stack, p.take())
	}, nil)
}

package syntax

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/html"
)

// Elements, their tags, attributes and children.

// parseRootElement parses an element that stands as an expression: the root of a markup island, inside of which end tags look
// for the elements they close.
func (p *parser) parseRootElement() word {
	island := p.island
	p.island = len(p.names)
	w := p.parseElement(modeScript)
	p.island = island
	if p.mem.kindOf(w) == KindElement {
		p.clear(w, flagAncestors)
	}
	return w
}

// parseElement parses an element; what follows it is read in the mode outer.
//
// Element = Start:StartTag Children:(ChildList | RawLineList)? End:EndTag? .
func (p *parser) parseElement(outer mode) word {
	f := p.open()
	deep := !p.enter()
	ctx := p.ctx
	start, inside, name := p.parseStartTag(outer)
	p.put(&f, 0, start)
	switch inside {
	case insideChildren:
		if deep {
			f.wrong()
			p.put(&f, 1, p.skipChildren())
		} else {
			p.put(&f, 1, p.parseChildrenOf(name, ctx))
		}
		p.parseEnd(&f, name, outer)
	case insideRaw:
		p.put(&f, 1, p.parseRawText(name))
		p.ctx = ctx
		p.parseEnd(&f, name, outer)
	default:
		if p.at(KindLtSlash) && p.mem.head(start.id()).flags&flagOwn != 0 && outer == modeContent && p.endTagName() == name {
			p.parseEnd(&f, name, outer) // `<div cl</div>`
		}
	}
	if !deep {
		p.leave()
	}
	return p.close(&f, KindElement)
}

// skipChildren keeps the children of an element that would nest too deep as tokens, up to the end tag that ends it if all tags
// within are closed.
func (p *parser) skipChildren() word {
	mark := len(p.stack)
	for open := 1; !p.at(KindEof) && !p.at(kindStop) && !p.at(KindRBrace); {
		if p.at(KindLtSlash) {
			if open--; open == 0 {
				break
			}
		} else if !p.at(KindLt) {
			p.stack = append(p.stack, p.take())
			continue
		} else {
			open++
		}
		p.stack = append(p.stack, p.takeTo(modeTagName))
		p.mode = modeTag
		if p.at(KindTagName) {
			if insideOf(p.tokText()) != insideChildren {
				open--
			}
			p.stack = append(p.stack, p.take())
		}
		for !p.endsTag() {
			p.stack = append(p.stack, p.take())
		}
		if p.at(KindSlash) {
			open--
			p.stack = append(p.stack, p.take())
		}
		if p.at(KindGt) {
			p.stack = append(p.stack, p.takeTo(modeContent))
		} else {
			p.reread(modeContent)
		}
	}
	p.taint |= flagFixed
	if len(p.stack) == mark {
		p.stack = append(p.stack, missing(KindText))
	}
	p.pushError(mark)
	list := p.closeList(KindChildList, mark)
	p.mem.head(p.mem.children(p.mem.head(list.id()))[0].id()).flags |= flagOwn
	return list
}

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
	if len(p.mem.children(p.mem.head(list.id()))) < 2 {
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
		children := p.mem.children(h)
		if h.flags&flagError == 0 || len(children) == 0 {
			return false
		}
		w = children[len(children)-1]
		if h.kind == KindAttrString {
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

// parseChildrenOf parses the children of an element and leaves the context as outer.
func (p *parser) parseChildrenOf(name string, outer context) word {
	p.names = append(p.names, name)
	ctx := p.ctx & (ctxHome | ctxLine | ctxHole | ctxPre)
	if len(p.names) == p.island+1 {
		ctx &^= ctxPre // the code around an island says something else in this bit
	}
	if IsElementName(name) && html.KeepsSpace(name) {
		ctx |= ctxPre
	}
	p.ctx = ctx
	w := p.parseChildren()
	p.names = p.names[:len(p.names)-1]
	p.ctx = outer
	return w
}

// ChildList = { Text | Entity | TextEscape | Hole | Element | IfDirective | ForDirective | MatchDirective | LetDirective | HtmlComment | Doctype } .
func (p *parser) parseChildren() word {
	return p.list(KindChildList, p.endsChildren, p.parseChild, nil)
}

// parseChild parses a child of an element as an element of a list.
func (p *parser) parseChild() {
	var w word
	switch p.tok.kind {
	case KindLBrace:
		w = p.parseHole(modeContent)
	case KindLt:
		w = p.parseElement(modeContent)
	case KindAt:
		w = p.parseDirective()
	case KindCommentOpen:
		w = p.parseHtmlComment()
	case KindLtSlash:
		p.strayEndTag(modeContent)
		return
	case KindRBrace:
		mark := len(p.stack)
		p.stack = append(p.stack, p.take())
		p.pushError(mark)
		return
	default:
		w = p.take()
	}
	p.stack = append(p.stack, w)
}

// endsChildren reports whether the children of an element or directive end here: at an end tag of an open element of the island,
// at the brace that closes what is around, at a declaration at column 0, at the end of the file.
func (p *parser) endsChildren() bool {
	switch p.tok.kind {
	case KindEof, kindStop:
		return true
	case KindRBrace:
		return p.closesBraces()
	case KindLtSlash:
		return p.endTagDepth() != stray
	case KindText:
		if p.ctx&ctxPre == 0 && headSet[p.lexer.at(p.tok.start)] && p.tok.start > 0 &&
			p.slice(p.tok.start-1, p.tok.start) == "\n" && p.isDeclaration(p.tok.start) {
			p.tok.kind, p.tok.real = kindStop, KindIdent
			return true
		}
	}
	return false
}

// stray is the depth of an end tag that closes nothing.
const stray = -1

// endTagDepth is how many elements are open inside of the one that the current end tag closes, or stray. An end tag without a
// name and `>`, or with the first letters of the innermost name, is one that is being typed.
func (p *parser) endTagDepth() int {
	if len(p.names) == p.island {
		p.taint |= flagAncestors
		return stray
	}
	name := p.endTagName()
	inner := len(p.names) - 1
	if sameName(name, p.names[inner]) {
		return 0
	}
	p.taint |= flagAncestors
	after := p.tok.end() + len(name)
	p.see(after)
	if p.lexer.at(after) != '>' && len(name) < len(p.names[inner]) && p.names[inner][:len(name)] == name {
		return 0
	}
	for i := inner - 1; i >= p.island; i-- {
		if sameName(name, p.names[i]) {
			return inner - i
		}
	}
	if !(IsElementName(name) && html.IsVoid(name)) && !p.endsLater(after) {
		return 0
	}
	return stray
}

// maxEndSearch is how far endsLater looks, in bytes: a screen or two.
const maxEndSearch = 4 << 10

// endsLater reports whether the innermost element has an end tag of its own behind i: before that of an element around it, and
// before a line of code. If it has none, an end tag that matches nothing was meant for it.
func (p *parser) endsLater(i int) bool {
	name := p.names[len(p.names)-1]
	open := 0 // elements of that name that start in between
	for limit := min(i+maxEndSearch, p.size); ; i++ {
		i = p.skip(i, &endSearchSet)
		if i >= limit {
			p.see(min(i, p.size))
			return false
		}
		p.see(i + 1)
		if p.lexer.at(i) == '\n' {
			if c := p.lexer.at(i + 1); c != '<' && !isSpace(c) {
				return false
			}
			continue
		}
		closes := p.lexer.at(i+1) == '/'
		start := i + 1
		if closes {
			start++
		}
		found := ""
		if p.nameStart(start) {
			found = p.slice(start, p.tagNameEnd(start))
		} else if p.lexer.at(start) != '>' {
			continue
		}
		switch {
		case closes && sameName(found, name):
			if open == 0 {
				return true
			}
			open--
		case sameName(found, name):
			open++
		case closes && slices.Contains(p.names[p.island:], found):
			return false
		}
	}
}

// endSearchSet holds the bytes that endsLater may skip.
var endSearchSet = byteSet(func(c byte) bool { return c != '\n' && c != '<' })

// endTagName is the name behind the current `</`.
func (p *parser) endTagName() string {
	start := p.tok.end()
	if !p.nameStart(start) {
		return ""
	}
	return p.slice(start, p.tagNameEnd(start))
}

// closesBraces reports whether a `}` in content closes the braces around the markup. If there are some, it does, unless the rest
// of the line has the end tag of the innermost element: then the `}` was meant as text.
func (p *parser) closesBraces() bool {
	if len(p.names) == p.blockNames {
		return true
	}
	p.taint |= flagFixed | flagAncestors
	if p.braces == 0 {
		return false
	}
	name := p.names[len(p.names)-1]
	i := p.tok.end()
	for {
		i = p.skip(i, &braceRestSet)
		c := p.lexer.at(i)
		if c == '\n' || c == 0 && i >= p.size {
			p.see(i)
			return true
		}
		if c == '<' && p.has(i, "</") && p.has(i+2, name) {
			return false
		}
		i++
	}
}

// braceRestSet holds the bytes that closesBraces may skip.
var braceRestSet = byteSet(func(c byte) bool { return c != '\n' && c != '<' && c != 0 })

// parseEnd parses the end tag of an element, or marks the element as unclosed.
func (p *parser) parseEnd(f *frame, name string, outer mode) {
	if p.at(KindLtSlash) {
		p.names = append(p.names, name)
		closes := p.endTagDepth() == 0
		p.names = p.names[:len(p.names)-1]
		if closes {
			p.put(f, 2, p.parseEndTag(name, outer))
			return
		}
	}
	f.wrong()
	p.reread(outer)
}

// EndTag = LtSlash:"</" Name:TagName? Gt:">" .
func (p *parser) parseEndTag(name string, outer mode) word {
	f := p.open()
	if p.mismatches(name) {
		f.wrong()
	}
	p.put(&f, 0, p.takeTo(modeTagName))
	if p.at(KindTagName) {
		p.put(&f, 1, p.takeTo(modeTag))
	}
	p.mode = modeTag
	if p.at(KindAttrName) && !p.newline() {
		f.wrong()
		p.skipTo(&f, p.endsTag)
	}
	if p.at(KindGt) {
		p.put(&f, 2, p.takeTo(outer))
	} else {
		p.put(&f, 2, missing(KindGt))
		p.reread(outer)
	}
	return p.close(&f, KindEndTag)
}

// mismatches reports whether the end tag at the current `</` is finished and has another name than the element that it ends.
func (p *parser) mismatches(name string) bool {
	found := p.endTagName()
	after := p.tok.end() + len(found)
	p.see(after)
	return p.lexer.at(after) == '>' && !sameName(found, name)
}

// strayEndTag keeps an end tag that closes nothing as an Error element.
func (p *parser) strayEndTag(outer mode) {
	mark := len(p.stack)
	p.stack = append(p.stack, p.takeTo(modeTagName))
	p.mode = modeTag
	if p.at(KindTagName) {
		p.stack = append(p.stack, p.take())
	}
	for !p.endsTag() {
		p.stack = append(p.stack, p.take())
	}
	if p.at(KindGt) {
		p.stack = append(p.stack, p.takeTo(outer))
	} else {
		p.reread(outer)
	}
	p.pushError(mark)
}

// HtmlComment = Open:CommentOpen Lines:RawLineList Close:CommentClose .
func (p *parser) parseHtmlComment() word {
	f := p.open()
	p.quote = quoteComment
	p.put(&f, 0, p.takeTo(modeRaw))
	p.put(&f, 1, p.parseRawLines())
	if p.at(KindCommentClose) {
		p.put(&f, 2, p.takeTo(modeContent))
	} else {
		p.put(&f, 2, missing(KindCommentClose))
		p.reread(modeContent)
	}
	return p.close(&f, KindHtmlComment)
}

// parseRawText parses the text of a <style> or <script>. Without an end tag it ends at a line that looks like the code around.
func (p *parser) parseRawText(name string) word {
	start := p.tok.start
	mark := len(p.stack)
	w := p.parseRawLines()
	if p.at(KindLtSlash) {
		return w
	}
	p.stack = p.stack[:mark]
	p.limit = p.rawEnd(start)
	p.pos, p.mode = start, modeRaw
	p.next()
	for p.at(KindRawLine) {
		p.stack = append(p.stack, p.take())
	}
	p.limit = -1
	p.see(p.size)
	p.taint |= flagFixed // it looked at the indentation of its start tag
	if p.isDeclaration(p.tok.start) {
		p.tok.kind, p.tok.real = kindStop, KindIdent
	}
	return p.closeList(KindRawLineList, mark)
}

// rawEnd is where raw text that starts at start and has no end tag ends: before a line that is indented no deeper than the line
// of the start tag and begins with `<` or `}`, or with a declaration at column 0.
func (p *parser) rawEnd(start int) int {
	line, _ := p.text.LineCol(start - 1)
	tag := p.text.LineSpan(line)
	head := p.text.Slice(tag)
	indent := len(head) - len(strings.TrimLeft(head, " \t"))
	for i := tag.End; ; {
		i = p.skip(i, &notLineFeed)
		if i >= p.size {
			return p.size
		}
		i++
		first := p.skip(i, &blankSet)
		if c := p.lexer.at(first); first-i <= indent && (c == '<' || c == '}') || first == i && p.isDeclaration(i) {
			return i
		}
	}
}

var notLineFeed = byteSet(func(c byte) bool { return c != '\n' })

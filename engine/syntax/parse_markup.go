package syntax

import (
	"strings"

	"github.com/codescript-lang/coder/engine/html"
)

// Elements and what stands inside of them.

// parseRootElement parses an element that stands as an expression: the root of a markup island, inside of which end tags look
// for the elements they close.
func (p *parser) parseRootElement() word {
	island := p.island
	p.island = len(p.names)
	w := p.parseElement(modeScript)
	p.island = island
	if p.mem.kindOf(w) == KindElement {
		p.mem.unmark(w, flagAncestors)
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
		if p.at(KindLtSlash) && p.mem.head(start.id()).flags()&flagOwn != 0 && outer == modeContent && p.endTagName() == name {
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
	p.mem.mark(p.mem.children(list)[0], flagOwn)
	return list
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
		return p.endsOpen(p.preQuote())
	}
	return false
}

// preQuote is what closes the text around here if its white space is kept; nothing else is like it.
func (p *parser) preQuote() quote {
	if p.ctx&ctxPre != 0 {
		return quotePre
	}
	return quoteNone
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
		w := p.take()
		if w.isNode() {
			p.mem.mark(w, flagFixed)
		} else {
			w = w.withLook(maxTokenLook) // where it ends was decided far away: it is never taken over
		}
		p.stack = append(p.stack, w)
	}
	p.limit = -1
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

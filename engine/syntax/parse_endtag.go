package syntax

import (
	"slices"

	"github.com/codescript-lang/coder/engine/html"
)

// End tags: which element each one closes, and what becomes of those that close none.

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
		if len(p.names) == p.blockNames { // it also ends a directive's body
			p.taint |= flagAncestors
		}
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
	for isSpace(p.lexer.at(after)) {
		after++
	}
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

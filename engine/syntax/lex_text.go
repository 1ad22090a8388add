package syntax

import "unicode/utf8"

// Sets of the bytes that text of each kind is made of, beside characters beyond ASCII.
var (
	doubleSet = byteSet(func(c byte) bool { return plainSet[c] || c == '\'' })
	singleSet = byteSet(func(c byte) bool { return plainSet[c] || c == '"' })
	rawSets   = [4]*[256]bool{
		new(byteSet(func(c byte) bool { return c < utf8.RuneSelf && c != '\n' && c != '`' })),
		new(byteSet(func(c byte) bool { return c < utf8.RuneSelf && c != '\n' && c != '-' })),
		new(byteSet(func(c byte) bool { return c < utf8.RuneSelf && c != '\n' && c != '<' })),
		new(byteSet(func(c byte) bool { return c < utf8.RuneSelf && c != '\n' && c != '<' })),
	}
)

// stringPart reads a piece of a string of code: a line of text at most.
func (l *lexer) stringPart(t *token) {
	i := l.pos
	set := &doubleSet
	if l.quote == quoteSingle {
		set = &singleSet
	}
	for {
		i = l.skip(i, set)
		c := l.at(i)
		if c >= utf8.RuneSelf {
			i = l.wide(t, i)
			continue
		}
		if c == '"' && l.quote == quoteTriple && !l.has(i, `"""`) {
			i++
			continue
		}
		if i > l.pos {
			if c == '\n' && l.ctx&ctxLine == 0 {
				i++
			}
			t.kind, t.width = KindStringText, i-l.pos
			return
		}
		l.stringMark(t, i, c)
		return
	}
}

// stringMark reads what is not text in a string of code.
func (l *lexer) stringMark(t *token, i int, c byte) {
	switch {
	case c == '\\':
		l.escape(t, i)
	case c == '{':
		t.kind, t.width = KindLBrace, 1
	case c == '}':
		t.kind, t.width, t.flags = KindStringEscape, 1, t.flags|tokenError
	case c == '\n' && l.ctx&ctxLine == 0:
		t.kind, t.width = KindStringText, 1
	case c == '\n':
		t.kind = kindStop
	case c == 0 && i >= l.size:
		t.kind = KindEof
	case l.quote == quoteTriple:
		t.kind, t.width = KindStringClose, 3
	default:
		t.kind, t.width = KindStringClose, 1
	}
}

// escape reads an escape at i, which marks t if there is no such escape.
func (l *lexer) escape(t *token, i int) {
	t.kind, t.width = KindStringEscape, 2
	c := l.at(i + 1)
	l.see(i + 1)
	switch {
	case c == 'n' || c == 't' || c == 'r' || c == '\\' || c == '"' || c == '\'' || c == '{' || c == '}':
	case c == 'u' && l.at(i+2) == '{':
		end := l.skip(i+3, &nameSet)
		l.see(end)
		if l.at(end) == '}' {
			end++
		}
		t.width = end - i
		if _, ok := decodeEscape(l.slice(i, end)); !ok {
			t.flags |= tokenError
		}
	case c == '\n' || c == '\r' || i+1 >= l.size:
		t.width, t.flags = 1, t.flags|tokenError
	default:
		_, size := l.rune(i + 1)
		l.see(i + utf8.UTFMax)
		t.width, t.flags = 1+size, t.flags|tokenError
	}
}

// attrSet holds what the text of a quoted attribute value is made of, whichever the quote.
var attrSet = byteSet(func(c byte) bool { return plainSet[c] && c != '&' })

// attrPart reads a piece of a quoted attribute value: a line of text at most.
func (l *lexer) attrPart(t *token) {
	i := l.pos
	for {
		i = l.skip(i, &attrSet)
		c := l.at(i)
		switch {
		case c >= utf8.RuneSelf:
			i = l.wide(t, i)
			continue
		case c == '"' && l.quote == quoteSingle, c == '\'' && l.quote == quoteDouble:
			i++
			continue
		case c == '\\' && !l.isTextEscape(i):
			i++
			continue
		case c == '&':
			width := l.entity(i, true)
			if width == 0 {
				i++
				continue
			}
			if i == l.pos {
				t.kind, t.width = KindEntity, width
				return
			}
		}
		if i > l.pos {
			if c == '\n' && !l.endsAttr(i+1) {
				i++
			}
			t.kind, t.width = KindStringText, i-l.pos
			return
		}
		break
	}
	switch c := l.at(i); {
	case c == '\\':
		t.kind, t.width = KindTextEscape, 2
	case c == '{':
		t.kind, t.width = KindLBrace, 1
	case c == '}':
		t.kind, t.width, t.flags = KindTextEscape, 1, t.flags|tokenError
	case c == '\n' && !l.endsAttr(i+1):
		t.kind, t.width = KindStringText, 1
	case c == '\n':
		t.kind = kindStop
	case c == 0 && i >= l.size:
		t.kind = KindEof
	default:
		t.kind, t.width = KindStringClose, 1
	}
}

// endsAttr reports whether the line at i ends an attribute value whose quote did not come: it is empty or starts with `<` or `}`.
func (l *lexer) endsAttr(i int) bool {
	if l.ctx&ctxLine != 0 {
		return true
	}
	i = l.skip(i, &blankSet)
	l.see(i)
	c := l.at(i)
	return c == '\n' || c == '<' || c == '}' || i >= l.size
}

// isTextEscape reports whether `\{` or `\}` stands at i.
func (l *lexer) isTextEscape(i int) bool {
	l.see(i + 1)
	c := l.at(i + 1)
	return c == '{' || c == '}'
}

// rawLine reads a line of raw text with its line end, or what ends the text.
func (l *lexer) rawLine(t *token) {
	i := l.pos
	set := rawSets[l.quote-quoteBacktick]
	for {
		if l.limit >= 0 {
			i = l.rawLimited(t, i)
			break
		}
		i = l.skip(i, set)
		c := l.at(i)
		if c >= utf8.RuneSelf {
			i = l.wide(t, i)
			continue
		}
		if c == '\n' && l.ctx&ctxLine == 0 {
			i++
			break
		}
		if c == '\n' || i >= l.size || l.endsRaw(i) {
			break
		}
		i++
	}
	if i > l.pos {
		t.kind, t.width = KindRawLine, i-l.pos
		return
	}
	switch {
	case i >= l.size || l.limit >= 0 || l.at(i) == '\n':
		t.kind = kindStop
	case l.quote == quoteBacktick:
		t.kind, t.width = KindBacktick, 1
	case l.quote == quoteComment:
		t.kind, t.width = KindCommentClose, len("-->")
	default:
		t.kind, t.width = KindLtSlash, len("</")
	}
}

// rawLimited is the end of the line at i in raw text that ends at l.limit.
func (l *lexer) rawLimited(t *token, i int) int {
	for i < l.limit {
		i = min(l.skip(i, &lineSet), l.limit)
		if i < l.limit && l.at(i) == '\n' {
			return i + 1
		}
		i = min(l.wide(t, i), l.limit)
	}
	return i
}

// endsRaw reports whether raw text ends at i.
func (l *lexer) endsRaw(i int) bool {
	switch l.quote {
	case quoteBacktick:
		return true
	case quoteComment:
		return l.has(i, "-->")
	case quoteStyle:
		return l.hasFold(i, "</style")
	}
	return l.hasFold(i, "</script")
}

package syntax

import (
	"html"
	"unicode"
	"unicode/utf8"
)

// textSet holds what markup text is made of beside characters beyond ASCII.
var textSet = byteSet(func(c byte) bool {
	return c < utf8.RuneSelf && c != '\n' && c != '<' && c != '{' && c != '}' && c != '&' && c != '\\' && c != '@'
})

// content reads a child of an element: a line of text at most. White space is text.
func (l *lexer) content(t *token) {
	i := l.pos
	for {
		i = l.skip(i, &textSet)
		c := l.at(i)
		if c >= utf8.RuneSelf {
			i = l.wide(t, i)
			continue
		}
		if c == '\n' && l.ctx&ctxLine == 0 {
			t.kind, t.width = KindText, i+1-l.pos
			return
		}
		if !l.mark(t, i, c) {
			i++
			continue
		}
		if i > l.pos {
			t.kind, t.width = KindText, i-l.pos
		}
		return
	}
}

// mark reads what may stand at i in content instead of text, and reports whether there is such a thing.
func (l *lexer) mark(t *token, i int, c byte) bool {
	l.see(i + 1)
	second := l.at(i + 1)
	switch c {
	case '<':
		return l.tagOpen(t, i, second)
	case '{':
		t.kind, t.width = KindLBrace, 1
	case '}':
		t.kind, t.width = KindRBrace, 1
	case '\\':
		t.kind, t.width = KindTextEscape, 2
		return l.isTextEscape(i)
	case '&':
		t.width = l.entity(i, false)
		t.kind = KindEntity
		return t.width > 0
	case '@':
		t.kind, t.width = KindTextEscape, 2
		if second != '@' {
			t.kind, t.width = KindAt, 1
			return l.isDirective(i+1) && !l.afterLetter(i)
		}
	case '\n':
		t.kind = kindStop
	default:
		t.kind = KindEof
		return i >= l.size
	}
	return true
}

// tagOpen reads what a `<` at i in content starts, and reports whether that is anything but text.
func (l *lexer) tagOpen(t *token, i int, second byte) bool {
	switch {
	case second == '/':
		t.kind, t.width = KindLtSlash, 2
	case second == '!' && l.has(i, "<!--"):
		t.kind, t.width = KindCommentOpen, len("<!--")
	case second == '!' && l.hasFold(i, "<!doctype"):
		t.kind = KindDoctype
		end := l.skip(i+1, &doctypeSet)
		l.see(end)
		if l.at(end) == '>' {
			end++
		}
		t.width = end - i
	case second == '>' || l.nameStart(i+1):
		t.kind, t.width = KindLt, 1
	default:
		return false
	}
	return true
}

// doctypeSet holds what stands in a document type declaration.
var doctypeSet = byteSet(func(c byte) bool {
	return c != '>' && c != '<' && c != '{' && c != '}' && c != '\n' && c < utf8.RuneSelf
})

// directiveWords are the words that `@` starts a directive before.
var directiveWords = [...]string{"if", "for", "let", "match", "else", "empty"}

// isDirective reports whether a word of a directive stands at i.
func (l *lexer) isDirective(i int) bool {
	for _, w := range directiveWords {
		if l.isWord(i, w) {
			return true
		}
	}
	return false
}

// afterLetter reports whether the character before i belongs to the same text and is a letter or digit.
func (l *lexer) afterLetter(i int) bool {
	if i == l.pos {
		return false
	}
	if c := l.at(i - 1); c < utf8.RuneSelf {
		return nameSet[c] && c != '_'
	}
	r, _ := utf8.DecodeLastRuneInString(l.slice(max(l.pos, i-utf8.UTFMax), i))
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// maxEntity is how long a name of HTML's entities is, in bytes with `&` and `;`, and maxBareEntity the longest that HTML reads
// without `;`.
const (
	maxEntity     = len("&CounterClockwiseContourIntegral;")
	maxBareEntity = len("&thorn") + 1
)

// entity is the width of the character reference at i, 0 if there is none. As in HTML, some names need no `;`, but in an
// attribute only where no letter, digit or `=` follows.
func (l *lexer) entity(i int, inAttr bool) int {
	end := i + 1
	if l.at(end) == '#' {
		return l.numericEntity(i)
	}
	for end-i < maxEntity && nameSet[l.at(end)] && l.at(end) != '_' {
		end++
	}
	l.see(end)
	if end == i+1 {
		return 0
	}
	if name := l.slice(i, end); l.at(end) == ';' && html.UnescapeString(name+";") != name+";" {
		if u := html.UnescapeString(name + ";"); u[len(u)-1] != ';' || len(u) == 1 {
			return end + 1 - i
		}
	}
	for stop := min(end, i+maxBareEntity); stop > i+2; stop-- {
		name := l.slice(i, stop)
		if u := html.UnescapeString(name); u == name || utf8.RuneCountInString(u) > 1 {
			continue
		}
		if c := l.at(stop); inAttr && (nameSet[c] && c != '_' || c == '=') {
			return 0
		}
		return stop - i
	}
	return 0
}

// numericEntity is the width of `&#…` at i, 0 if no digits follow.
func (l *lexer) numericEntity(i int) int {
	end, digits := i+2, 0
	hex := lower(l.at(end)) == 'x'
	if hex {
		end++
	}
	for c := lower(l.at(end)); isDigit(c) || hex && 'a' <= c && c <= 'f'; c = lower(l.at(end)) {
		end++
		digits++
	}
	l.see(end)
	if digits == 0 {
		return 0
	}
	if l.at(end) == ';' {
		end++
	}
	return end - i
}

// spaces moves over white space and makes it the leading trivia of t.
func (l *lexer) spaces(t *token) {
	i := l.skip(l.pos, &blankSet)
	lines := 0
	for ; l.at(i) == '\n'; i = l.skip(i+1, &blankSet) {
		lines++
	}
	l.see(i)
	t.lead = i - l.pos
	if lines > 0 {
		t.flags |= tokenNewline
		if l.at(i-1) == '\n' {
			t.flags |= tokenCol0
		}
	}
	if lines > 1 {
		t.flags |= tokenBlank
	}
}

// tagName reads the name right after `<` or `</`.
func (l *lexer) tagName(t *token) {
	if !l.nameStart(l.pos) {
		l.tag(t)
		return
	}
	t.kind, t.width = KindTagName, l.tagNameEnd(l.pos)-l.pos
}

// tagNameEnd is where the tag name at i ends: names with dots, dashes and colons between them.
func (l *lexer) tagNameEnd(i int) int {
	for {
		i = l.nameEnd(i)
		if c := l.at(i); c != '.' && c != '-' && c != ':' {
			return i
		}
		i++
	}
}

// attrNameSet holds what a word among attributes is made of; what of it is no name of an attribute is reported later.
var attrNameSet = byteSet(func(c byte) bool {
	return c >= utf8.RuneSelf || c > ' ' && c != '"' && c != '\'' && c != '<' && c != '>' && c != '/' && c != '=' && c != '`' &&
		c != '{' && c != '}' && c != '(' && c != ')' && c != ',' && c != ';' && c != 0x7f
})

// tag reads a token among the attributes of a tag.
func (l *lexer) tag(t *token) {
	l.spaces(t)
	i := l.pos + t.lead
	c := l.at(i)
	if l.ctx&ctxLine != 0 && t.flags&tokenNewline != 0 {
		t.kind = kindStop
		return
	}
	switch {
	case attrNameSet[c]:
		l.attrName(t, i)
	case c == '"' || c == '\'':
		t.kind, t.width = KindStringOpen, 1
	case c == 0 && i >= l.size:
		t.kind = KindEof
	case t.flags&tokenCol0 != 0 && l.has(i, docComment) && l.documents(i):
		t.kind, t.real = kindStop, KindIdent
	case c == '/' || c == '>' || c == '=': // never the first byte of a longer token here
		t.kind, t.width = punctuations[c].alone, 1
	case c < utf8.RuneSelf:
		t.kind, t.width = l.punctuation(i, c)
	}
	if t.kind == KindJunk || t.kind == KindNone {
		t.kind, t.width = KindJunk, 1
	}
}

// attrName reads a word among attributes; at column 0 it may start a declaration.
func (l *lexer) attrName(t *token, i int) {
	end := i
	for {
		end = l.skip(end, &attrNameSet)
		if l.at(end) < utf8.RuneSelf {
			break
		}
	}
	l.see(end)
	for k := i; k < end; {
		if l.at(k) < utf8.RuneSelf {
			k++
			continue
		}
		k = l.wide(t, k)
	}
	t.kind, t.width = KindAttrName, end-i
	if t.flags&tokenCol0 != 0 && l.isDeclaration(i) {
		t.kind, t.real = kindStop, KindIdent
	}
}

// docComment begins a line of what is said about the declaration below.
const docComment = "///"

// documents reports whether the doc comment at i, at column 0, stands right above a declaration.
func (l *lexer) documents(i int) bool {
	for l.has(i, docComment) {
		i = min(l.skip(i, &notLineFeed)+1, l.size)
		l.see(i)
	}
	return l.isDeclaration(i)
}

// wordSet holds what an attribute value without quotes is made of.
var wordSet = byteSet(func(c byte) bool {
	return c > ' ' && c != '"' && c != '\'' && c != '=' && c != '<' && c != '>' && c != '`' && c != '{' && c != '}' && c != 0x7f
})

// value reads what stands after the `=` of an attribute. A word on another line, or with a `=` behind it, is the next attribute.
func (l *lexer) value(t *token) {
	l.spaces(t)
	i := l.pos + t.lead
	if t.flags&tokenNewline == 0 && wordSet[l.at(i)] {
		end := l.skip(i, &wordSet)
		after := l.skip(end, &blankSet)
		l.see(after)
		if l.at(after) != '=' {
			for k := i; k < end; k++ {
				if l.at(k) >= utf8.RuneSelf {
					k = l.wide(t, k) - 1
				}
			}
			t.kind, t.width = KindAttrWord, end-i
			return
		}
	}
	*t = token{start: l.pos}
	l.tag(t)
}

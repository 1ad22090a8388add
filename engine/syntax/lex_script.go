package syntax

import "unicode/utf8"

// script reads a token of code with the trivia before it.
func (l *lexer) script(t *token) {
	i := l.trivia(t)
	t.lead = i - l.pos
	c := l.at(i)
	switch {
	case l.ctx&ctxLine != 0 && c == '\n':
		t.kind = kindStop
		return
	case nameSet[c] && !isDigit(c):
		l.name(t, i)
		if t.flags&tokenCol0 != 0 && l.isDeclaration(i) {
			t.real, t.kind = t.kind, kindStop
		}
	case isDigit(c):
		t.kind = KindNumber
		t.width = l.number(i) - i
		if !validNumber(l.slice(i, i+t.width)) {
			t.flags |= tokenError
		}
	case c == '"' || c == '\'':
		l.openString(t, i)
	case c == '`':
		t.kind, t.width = KindBacktick, 1
	case c >= utf8.RuneSelf:
		l.wideToken(t, i)
	case c == 0 && i >= l.size:
		t.kind = KindEof
	default:
		t.kind, t.width = l.punctuation(i, c)
		if t.kind == KindJunk {
			t.flags |= tokenError
		}
	}
}

// name reads a name or keyword at i.
func (l *lexer) name(t *token, i int) {
	t.width = l.nameEnd(i) - i
	t.kind = keyword(l.slice(i, i+t.width))
}

// wideToken reads a token that starts with a character beyond ASCII: a name, or what means nothing.
func (l *lexer) wideToken(t *token, i int) {
	if l.nameStart(i) {
		l.name(t, i)
		return
	}
	t.kind, t.flags = KindJunk, t.flags|tokenError
	if end := l.utf8Run(i); end > i {
		t.width = end - i
		return
	}
	_, t.width = l.rune(i)
}

// trivia moves over white space and comments from l.pos, notes in t what it saw, and returns where they end.
func (l *lexer) trivia(t *token) int {
	i := l.pos
	if i == 0 {
		i = l.header(t)
	}
	lines, sawBlank := 0, false // line ends since the last comment
	for {
		i = l.skip(i, &blankSet)
		switch c := l.at(i); {
		case c == '\n' && l.ctx&ctxLine == 0:
			i++
			lines++
			sawBlank = sawBlank || lines > 1
			t.flags |= tokenNewline
			continue
		case c == '/' && l.at(i+1) == '/':
			i = l.lineComment(t, i)
			lines = 0
		case c == '/' && l.at(i+1) == '*':
			i = l.blockComment(t, i)
			lines = 0
		default:
			l.see(i)
			if c == '/' {
				l.see(i + 1)
			}
			if sawBlank {
				t.flags |= tokenBlank
			}
			if i > l.pos && l.at(i-1) == '\n' {
				t.flags |= tokenCol0
			}
			return i
		}
		t.flags |= tokenComment
	}
}

// header moves over the byte order mark and a first line that starts `#!`.
func (l *lexer) header(t *token) int {
	i := 0
	if l.has(0, "\ufeff") {
		i = len("\ufeff")
	}
	if l.has(i, "#!") {
		i = l.lineComment(t, i)
	}
	return i
}

// lineSet holds the ASCII bytes but the line feed; commentSet also lacks the star.
var (
	lineSet    = byteSet(func(c byte) bool { return c < utf8.RuneSelf && c != '\n' })
	commentSet = byteSet(func(c byte) bool { return c < utf8.RuneSelf && c != '\n' && c != '*' })
)

// lineComment is the end of the line comment at i: its line end or that of the text.
func (l *lexer) lineComment(t *token, i int) int {
	for {
		i = l.skip(i, &lineSet)
		if c := l.at(i); c < utf8.RuneSelf {
			return i
		}
		i = l.wide(t, i)
	}
}

// blockComment is the end of the block comment at i. One without an end runs to the next declaration at column 0 or the end of the
// text, in a one-line string to that of the line, and marks t.
func (l *lexer) blockComment(t *token, i int) int {
	i += len("/*")
	for {
		i = l.skip(i, &commentSet)
		switch c := l.at(i); {
		case c == '*':
			i++
			if l.at(i) == '/' {
				return i + 1
			}
		case c == '\n' && l.ctx&ctxLine == 0:
			i++
			t.flags |= tokenNewline
			if headSet[l.at(i)] && l.isDeclaration(i) && !l.closes(i, quoteBlock) {
				t.flags |= tokenError
				return i
			}
		case c >= utf8.RuneSelf:
			i = l.wide(t, i)
		default:
			t.flags |= tokenError
			return i
		}
	}
}

// number is the end of the number at i: every letter and digit glued on belongs to it, so that what is wrong is one token.
func (l *lexer) number(i int) int {
	start := i
	i = l.nameEnd(i)
	decimal := l.at(start) != '0' || !nameSet[l.at(start+1)] || isDigit(l.at(start+1)) || l.at(start+1) == '_' || lower(l.at(start+1)) == 'e'
	if decimal && l.at(i) == '.' {
		l.see(i + 1)
		if isDigit(l.at(i + 1)) {
			i = l.nameEnd(i + 1)
		}
	}
	if c := l.at(i); decimal && (c == '-' || c == '+') && lower(l.at(i-1)) == 'e' {
		l.see(i + 1)
		if isDigit(l.at(i + 1)) {
			i = l.nameEnd(i + 1)
		}
	}
	return i
}

// plainSet holds what a plain string is made of beside its quotes and characters beyond ASCII.
var plainSet = byteSet(func(c byte) bool {
	return c < utf8.RuneSelf && c != '\n' && c != '"' && c != '\'' && c != '{' && c != '}' && c != '\\'
})

// openString reads a plain string, or the quotes that open another.
func (l *lexer) openString(t *token, i int) {
	q := l.at(i)
	if q == '"' && l.at(i+1) == '"' {
		l.see(i + 2)
		if l.at(i+2) == '"' {
			t.kind, t.width = KindStringOpen, 3
			return
		}
	}
	flags := t.flags
	for k := i + 1; ; k++ {
		k = l.skip(k, &plainSet)
		c := l.at(k)
		if c >= utf8.RuneSelf {
			k = l.wide(t, k) - 1
			continue
		}
		l.see(k)
		if c == q {
			t.kind, t.width = KindPlainString, k+1-i
			return
		}
		if c != '"' && c != '\'' {
			t.kind, t.width, t.flags = KindStringOpen, 1, flags
			return
		}
	}
}

// punctuation reads the operator or bracket c at i.
func (l *lexer) punctuation(i int, c byte) (Kind, int) {
	kinds := &punctuations[c]
	if kinds.alone == 0 {
		return KindJunk, 1
	}
	if kinds.next == "" {
		return kinds.alone, 1
	}
	l.see(i + 1)
	second := l.at(i + 1)
	for k := range len(kinds.next) {
		if kinds.next[k] == second {
			if kinds.pair[k] == KindDotDot {
				l.see(i + 2)
				if l.at(i+2) == '.' {
					return KindEllipsis, 3
				}
			}
			return kinds.pair[k], 2
		}
	}
	return kinds.alone, 1
}

// punctuations has for each first byte the token it is alone, and those it makes with a second byte.
var punctuations = [utf8.RuneSelf]struct {
	alone Kind
	next  string
	pair  [3]Kind
}{
	'(': {alone: KindLParen},
	')': {alone: KindRParen},
	'[': {alone: KindLBracket},
	']': {alone: KindRBracket},
	'{': {alone: KindLBrace},
	'}': {alone: KindRBrace},
	',': {alone: KindComma},
	';': {alone: KindSemicolon},
	':': {alone: KindColon},
	'.': {alone: KindDot, next: ".", pair: [3]Kind{KindDotDot}},
	'?': {alone: KindQuestion, next: ".?", pair: [3]Kind{KindQuestionDot, KindQuestionQuestion}},
	'=': {alone: KindEq, next: ">=", pair: [3]Kind{KindFatArrow, KindEqEq}},
	'+': {alone: KindPlus, next: "=", pair: [3]Kind{KindPlusEq}},
	'-': {alone: KindMinus, next: "=>", pair: [3]Kind{KindMinusEq, KindArrow}},
	'*': {alone: KindStar, next: "=", pair: [3]Kind{KindStarEq}},
	'/': {alone: KindSlash, next: "=", pair: [3]Kind{KindSlashEq}},
	'%': {alone: KindPercent, next: "=", pair: [3]Kind{KindPercentEq}},
	'!': {alone: KindNot, next: "=", pair: [3]Kind{KindNotEq}},
	'<': {alone: KindLt, next: "/=", pair: [3]Kind{KindLtSlash, KindLtEq}},
	'>': {alone: KindGt, next: "=", pair: [3]Kind{KindGtEq}},
	'&': {alone: KindJunk, next: "&", pair: [3]Kind{KindAndAnd}},
	'|': {alone: KindBar, next: "|", pair: [3]Kind{KindOrOr}},
	'@': {alone: KindAt},
}

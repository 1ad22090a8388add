package syntax

import (
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
)

// mode says how the next token is to be read; the parser sets it before it takes the token in front of it.
type mode uint8

const (
	modeScript  mode = iota // code, with trivia
	modeTagName             // right after `<` or `</`
	modeTag                 // among attributes
	modeValue               // right after the `=` of an attribute
	modeContent             // children of an element
	modeAt                  // white space, then the `@` of a directive's next clause
	modeString              // inside a string of code: lexer.quote says which
	modeAttr                // inside a quoted attribute value: lexer.quote says which
	modeRaw                 // lines up to lexer.quote
)

// quote is what ends a string or raw text.
type quote uint8

const (
	quoteDouble quote = iota
	quoteSingle
	quoteTriple
	_
	quoteBacktick // the first of those of raw text: each of the two kinds counts up to four (ctxQuoteMask)
	quoteComment  // `-->`
	quoteStyle    // `</style`
	quoteScript   // `</script`
)

// kindStop is the kind of a token that nothing may take: where a declaration at column 0 begins while something is open, or where
// the line of a one-line string ends. It never gets into a tree.
const kindStop Kind = 255

// token is the token the parser looks at.
type token struct {
	kind  Kind
	real  Kind  // the kind behind kindStop, if a declaration begins here
	flags uint8 // as in a word
	start int   // where the leading trivia begins
	lead  int   // the width of the leading trivia
	width int   // the width after it
	far   int   // one past the last byte that was inspected to read it
}

// end is where the token ends.
func (t *token) end() int { return t.start + t.lead + t.width }

// lexer reads tokens. Invariant: what it returns depends only on the bytes from the start of the token to far, on the mode, the
// quote and the context, and for the first token of a file on its being the first; so what is parsed from equal bytes is equal.
type lexer struct {
	text  *source.Text
	size  int    // of the text
	win   string // a window on the text that starts at base
	base  int
	held  uint // len(win)
	pos   int  // where the next token starts
	far   int  // one past the last byte inspected for the current list element
	mode  mode
	quote quote
	ctx   context
	limit int // in modeRaw: where unclosed raw text ends; -1 if its end has to be found
	count int // tokens read
	// What was last found to close text over lines, and where (lex_open.go).
	closerOf quote
	closer   int
}

// at is the byte at offset i, 0 beyond the end. It is just short enough for the compiler to inline.
func (l *lexer) at(i int) byte {
	if o := uint(i - l.base); o < l.held {
		return l.win[o]
	}
	return l.atFar(i)
}

// maxKept is how long a token may be, in bytes with its trivia, for the window to hold its start: making windows longer copies.
const maxKept = 32 << 10

// atFar moves the window so that it holds the byte at i.
func (l *lexer) atFar(i int) byte {
	if i >= l.size {
		return 0
	}
	if i < l.base || i > l.base+len(l.win) || l.pos < l.base || i-l.pos > maxKept {
		l.base, l.win = i, l.text.Window(i)
	} else {
		if keep := min(l.pos-l.base, len(l.win)); keep > 0 {
			l.base, l.win = l.base+keep, l.win[keep:]
		}
		l.win += l.text.Window(l.base + len(l.win))
	}
	l.held = uint(len(l.win))
	return l.win[i-l.base]
}

// see notes that the byte at i was inspected; the end of the text counts as a byte.
func (l *lexer) see(i int) {
	if i >= l.far {
		l.far = i + 1
	}
}

// skip is the first offset from i on whose byte is not in the set.
func (l *lexer) skip(i int, set *[256]bool) int {
	for {
		o := i - l.base
		if uint(o) < uint(len(l.win)) {
			for o < len(l.win) && set[l.win[o]] {
				o++
			}
			i = l.base + o
			if o < len(l.win) {
				return i
			}
		}
		if i >= l.size || !set[l.atFar(i)] {
			return i
		}
	}
}

// rune decodes the character at i; size 1 with utf8.RuneError for a byte that is not UTF-8, size 0 at the end.
func (l *lexer) rune(i int) (rune, int) {
	if i >= l.size {
		return utf8.RuneError, 0
	}
	last := min(i+utf8.UTFMax, l.size) - 1
	l.at(i)
	if last-l.base >= len(l.win) {
		l.atFar(last)
		if i < l.base {
			return utf8.DecodeRuneInString(l.text.Slice(source.Span{Start: i, End: last + 1}))
		}
	}
	return utf8.DecodeRuneInString(l.win[i-l.base:])
}

// slice is the text between two offsets.
func (l *lexer) slice(start, end int) string {
	if o := start - l.base; o >= 0 && end-l.base <= len(l.win) {
		return l.win[o : end-l.base]
	}
	return l.text.Slice(source.Span{Start: start, End: end})
}

// has reports whether s stands at i, and notes how far it looked.
func (l *lexer) has(i int, s string) bool {
	for k := range len(s) {
		if l.at(i+k) != s[k] {
			l.see(i + k)
			return false
		}
	}
	l.see(i + len(s) - 1)
	return true
}

// hasFold is has for a lower-case s and text in any ASCII case.
func (l *lexer) hasFold(i int, s string) bool {
	for k := range len(s) {
		if lower(l.at(i+k)) != s[k] {
			l.see(i + k)
			return false
		}
	}
	l.see(i + len(s) - 1)
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// next reads the token at l.pos in the lexer's mode into t and moves l.pos behind it.
func (l *lexer) next(t *token) {
	l.count++
	*t = token{start: l.pos}
	outer := l.far
	l.far = l.pos
	switch l.mode {
	case modeScript:
		l.script(t)
	case modeContent:
		l.content(t)
	case modeTag:
		l.tag(t)
	case modeTagName:
		l.tagName(t)
	case modeValue:
		l.value(t)
	case modeString:
		l.stringPart(t)
	case modeAttr:
		l.attrPart(t)
	case modeRaw:
		l.rawLine(t)
	case modeAt:
		l.spaces(t)
		t.kind, t.width = KindAt, 1
	}
	if t.kind != kindStop {
		l.pos = t.end()
	}
	l.see(t.end())
	t.far = l.far
	l.far = max(l.far, outer)
}

// utf8Run is the end of the run of bytes from i on that are not UTF-8; i if there is none.
func (l *lexer) utf8Run(i int) int {
	for {
		r, size := l.rune(i)
		if size != 1 || r != utf8.RuneError {
			l.see(i + utf8.UTFMax - 1)
			return i
		}
		i++
	}
}

// wide checks the characters from i on that are not ASCII and returns where they end; it marks t if bytes are not UTF-8.
func (l *lexer) wide(t *token, i int) int {
	for l.at(i) >= utf8.RuneSelf {
		r, size := l.rune(i)
		if r == utf8.RuneError && size == 1 {
			t.flags |= tokenError
			l.see(i + utf8.UTFMax - 1)
		}
		i += size
	}
	return i
}

// byteSet makes a table of the bytes for which in is true.
func byteSet(in func(c byte) bool) (set [256]bool) {
	for c := range 256 {
		set[c] = in(byte(c))
	}
	return set
}

// Classes of bytes.
var (
	nameSet = byteSet(func(c byte) bool {
		return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
	})
	blankSet = byteSet(func(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' })
	spaceSet = byteSet(func(c byte) bool { return isSpace(c) })
)

// isSpace reports whether c is white space, line feeds included.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// nameStart reports whether a name may start at i.
func (l *lexer) nameStart(i int) bool {
	c := l.at(i)
	l.see(i)
	if c < utf8.RuneSelf {
		return nameSet[c] && !isDigit(c)
	}
	l.see(i + utf8.UTFMax - 1)
	r, _ := l.rune(i)
	return isXIDStart(r)
}

// nameEnd is where the name that goes on at i ends.
func (l *lexer) nameEnd(i int) int {
	for {
		i = l.skip(i, &nameSet)
		if l.at(i) < utf8.RuneSelf {
			l.see(i)
			return i
		}
		l.see(i + utf8.UTFMax - 1)
		r, size := l.rune(i)
		if !isXIDContinue(r) {
			return i
		}
		i += size
	}
}

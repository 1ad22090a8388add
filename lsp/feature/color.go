// Colours: those that style sheets and style attributes write, and the ways to write one.

package feature

import (
	"sync"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// colorMemo keeps the colours of a file, each told from the start of its piece.
type colorMemo struct {
	mu   sync.Mutex
	runs pieceMemo[[]css.ColorAt]
}

// Colors returns the colours that the style sheets and style attributes of a file write, in order.
func Colors(f File) []css.ColorAt {
	m := f.memo()
	m.colors.mu.Lock()
	defer m.colors.mu.Unlock()
	runs := m.colors.runs.of(f.Tree, pieceColors)
	var out []css.ColorAt
	for i, run := range runs {
		for _, c := range run {
			out = append(out, css.ColorAt{Color: c.Color, Span: c.Span.Shift(m.colors.runs.marks[i].Start())})
		}
	}
	return out
}

// pieceColors are the colours in a piece, told from its start.
func pieceColors(n syntax.Node) []css.ColorAt {
	var out []css.ColorAt
	elements(n, func(e syntax.Element) {
		take := func(found []css.ColorAt) {
			for _, c := range found {
				out = append(out, css.ColorAt{Color: c.Color, Span: c.Span.Shift(-n.FullSpan().Start)})
			}
		}
		inlineColors(e, take)
		if s, ok := styleOf(e); ok {
			take(s.Sheet.Colors())
		}
	})
	return out
}

// ColorNotations returns the ways to write a colour, first the one in which it is written in the file now.
func ColorNotations(f File, c css.Color, written source.Span) []string {
	out := c.Notations()
	head := f.text().Slice(written)
	for i, n := range out {
		if notation(n) == notation(head) {
			copy(out[1:i+1], out[:i])
			out[0] = n
			break
		}
	}
	return out
}

// notation is how a colour is written: what stands before its bracket, `#`, or nothing for a name.
func notation(s string) string {
	for i := range len(s) {
		if s[i] == '(' || s[i] == '#' {
			return s[:i+1]
		}
	}
	return ""
}

// Selection: the stretches around a place, from the word outwards.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Selections returns the stretches that hold offset, the smallest first: the word, the token, then whatever is built around it, up to the
// whole file; in a style sheet value, declaration and rule. Each is larger than the one before.
func Selections(tree *syntax.Tree, offset int) []source.Span {
	path := touching(tree, offset)
	var out []source.Span
	grow := func(s source.Span) {
		if s.Start > offset || s.End < offset || len(out) > 0 && !holds(s, out[len(out)-1]) {
			return
		}
		out = append(out, s)
	}
	if last := path[len(path)-1]; last.IsToken() && !isWord(last) && last.Span().Start <= offset {
		grow(wordAt(tree, last.Span(), offset))
	}
	if s, ok := StyleAt(tree, offset); ok {
		for _, span := range s.around(offset) {
			grow(span)
		}
	}
	for i := len(path) - 1; i > 0; i-- {
		n := path[i]
		if n.Kind().IsList() || n.Kind() == syntax.KindMemberPart || n.Kind() == syntax.KindBinaryPart {
			continue // `.b` of `a.b` and `+ b` of `a + b` are nothing by themselves
		}
		if open, shut := ends(n); open.Ok() && shut.Ok() {
			grow(source.Span{Start: open.Span().End, End: shut.Span().Start})
		}
		grow(n.Span())
	}
	grow(source.Span{Start: 0, End: tree.Text().Len()})
	if len(out) == 0 {
		out = append(out, source.Span{Start: offset, End: offset})
	}
	return out
}

// wordAt is the run of letters, digits and dashes around offset in a span; empty where there is none.
func wordAt(tree *syntax.Tree, within source.Span, offset int) source.Span {
	text := tree.Text().Slice(within)
	in := func(r rune) bool { return r == '-' || isNameRune(r) }
	at := min(max(offset-within.Start, 0), len(text))
	start := len(strings.TrimRightFunc(text[:at], in))
	end := len(text) - len(strings.TrimLeftFunc(text[at:], in))
	if start == end {
		return source.Span{Start: -1, End: -1}
	}
	return source.Span{Start: within.Start + start, End: within.Start + end}
}

// around are the parts of a style sheet that hold offset, the smallest first.
func (s Style) around(offset int) []source.Span {
	var out []source.Span
	if d := s.Sheet.DeclarationAt(offset); d != nil {
		if d.Value.Start <= offset {
			out = append(out, d.Value)
		}
		out = append(out, source.Span{Start: d.Name.Start, End: max(d.Name.End, d.Value.End)})
	}
	for i := len(s.Sheet.Blocks) - 1; i >= 0; i-- {
		if b := &s.Sheet.Blocks[i]; b.Span.Start <= offset && offset <= b.Span.End {
			if b.Prelude.Start <= offset && offset <= b.Prelude.End {
				out = append(out, b.Prelude)
			}
			out = append(out, b.Body, b.Span)
		}
	}
	return append(out, source.Span{Start: s.Sheet.Base, End: s.Sheet.Base + len(s.Sheet.Text)})
}

// holds reports whether a is larger than b and around it.
func holds(a, b source.Span) bool {
	return a.Start <= b.Start && a.End >= b.End && a != b
}

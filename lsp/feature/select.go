// Selection: the stretches around a place, from the word outwards.

package feature

import (
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Selections returns the stretches that hold offset, the smallest first: the token, then whatever is built around it, up to the
// whole file. Each is larger than the one before.
func Selections(tree *syntax.Tree, offset int) []source.Span {
	path := touching(tree, offset)
	var out []source.Span
	grow := func(s source.Span) {
		if s.Start > offset || s.End < offset || len(out) > 0 && !holds(s, out[len(out)-1]) {
			return
		}
		out = append(out, s)
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

// holds reports whether a is larger than b and around it.
func holds(a, b source.Span) bool {
	return a.Start <= b.Start && a.End >= b.End && a != b
}

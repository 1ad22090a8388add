package workspace

import (
	"sort"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// What is remembered of a unit has its places counted as if nothing but one byte stood between two tokens. So it stays
// true while comments and white space change, and is put to where the tokens stand when it is shown.
//
// A place between two tokens counts as the end of the first where something ends, and as the start of the second where
// something starts.

// spacing is the tokens of a unit.
type spacing struct {
	starts []int32 // where each token stands in the text, from the unit's start
	packed []int32 // where it stands with one byte between tokens
	widths []int32
}

// bytesPerToken is about how many bytes a token and the space before it take.
const bytesPerToken = 4

// spacingOf lists the tokens of n.
func spacingOf(n syntax.Node) *spacing {
	n4 := n.Span().Len() / bytesPerToken
	s := &spacing{starts: make([]int32, 0, n4), packed: make([]int32, 0, n4), widths: make([]int32, 0, n4)}
	base, packed := n.Span().Start, int32(0)
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		if !n.IsToken() {
			for c := range n.Children() {
				walk(c)
			}
			return
		}
		span := n.Span()
		s.starts = append(s.starts, int32(span.Start-base))
		s.packed = append(s.packed, packed)
		s.widths = append(s.widths, int32(span.Len()))
		packed += int32(span.Len()) + 1
	}
	walk(n)
	return s
}

// beforeUnit stands for any place before the unit: the start of the file's first declaration.
const beforeUnit = -1

// pack counts the place of a span in the text anew.
func (s *spacing) pack(span source.Span) source.Span {
	if span.Start < 0 {
		return source.Span{Start: beforeUnit, End: beforeUnit}
	}
	return move(s.starts, s.packed, s.widths, span)
}

// unpack is the inverse of pack, for the places that pack gives.
func (s *spacing) unpack(span source.Span) source.Span {
	return move(s.packed, s.starts, s.widths, span)
}

// move takes a span among tokens that start at from to where they start at to. A place without width counts as the end
// of a token that ends there.
func move(from, to, widths []int32, span source.Span) source.Span {
	end, atEnd := moveEnd(from, to, widths, span.End)
	if span.Len() <= 0 && atEnd {
		return source.Span{Start: end, End: end}
	}
	start := moveStart(from, to, widths, span.Start)
	if span.Len() <= 0 {
		end = start
	}
	return source.Span{Start: start, End: max(start, end)}
}

// moveEnd moves the end of something and reports whether it lies in a token or at its end.
func moveEnd(from, to, widths []int32, offset int) (moved int, inToken bool) {
	i := before(from, offset)
	if i < 0 {
		return 0, false
	}
	return int(to[i]) + min(offset-int(from[i]), int(widths[i])), offset <= int(from[i]+widths[i])
}

// moveStart moves the start of something.
func moveStart(from, to, widths []int32, offset int) int {
	i := before(from, offset)
	switch {
	case i >= 0 && offset < int(from[i]+widths[i]):
		return int(to[i]-from[i]) + offset
	case i+1 < len(from):
		return int(to[i+1])
	case i >= 0:
		return int(to[i] + widths[i])
	}
	return 0
}

// before is the last token that starts before an offset; -1 if there is none.
func before(from []int32, offset int) int {
	return sort.Search(len(from), func(i int) bool { return int(from[i]) >= offset }) - 1
}

// nothingFound is the result of a unit of which there is nothing to say.
var nothingFound = &check.Result{}

// packed makes what was found in u, whose view is v, stay true. Of its type only what others infer theirs from is kept.
func (v *unitView) packed(u *names.Unit, r *check.Result) *check.Result {
	out := &check.Result{Type: r.Type, Leaves: r.Leaves, Known: r.Known}
	if u.Kind.IsValue() || check.HasOwnSignature(u) {
		out.Type = nil // as in memo.signature
	}
	if len(r.Diags)+len(r.Reads)+len(r.Edges)+len(r.Links) == 0 {
		if out.Type == nil && !out.Leaves && len(out.Known) == 0 {
			return nothingFound
		}
		return out
	}
	s := spacingOf(u.Node) // not kept: few units have something to show
	out.Diags = moveDiagnostics(r.Diags, s.pack)
	for _, x := range r.Reads {
		x.Span = s.pack(x.Span)
		out.Reads = append(out.Reads, x)
	}
	for _, x := range r.Edges {
		x.Span = s.pack(x.Span)
		out.Edges = append(out.Edges, x)
	}
	for _, x := range r.Links {
		x.Span = s.pack(x.Span)
		out.Links = append(out.Links, x)
	}
	return out
}

// moveDiagnostics returns ds with the places in their own file moved.
func moveDiagnostics(ds []diag.Diagnostic, move func(source.Span) source.Span) []diag.Diagnostic {
	out := make([]diag.Diagnostic, len(ds))
	for i, d := range ds {
		d.Span = move(d.Span)
		related := d.Related
		d.Related = nil
		for _, r := range related {
			if r.Path == "" {
				r.Span = move(r.Span)
			}
			d.Related = append(d.Related, r)
		}
		fixes := d.Fixes
		d.Fixes = nil
		for _, f := range fixes {
			edits := f.Edits
			f.Edits = nil
			for _, e := range edits {
				if e.Path == "" {
					e.Span = move(e.Span)
				}
				f.Edits = append(f.Edits, e)
			}
			d.Fixes = append(d.Fixes, f)
		}
		out[i] = d
	}
	return out
}

// spaced returns the tokens of u, whose view is v.
func (v *unitView) spaced(u *names.Unit) *spacing {
	s := v.spacing.Load()
	if s == nil {
		s = spacingOf(u.Node)
		v.spacing.Store(s)
	}
	return s
}

// spot is where a remembered place of u, whose view is v, stands in its file.
func (v *unitView) spot(u *names.Unit, span source.Span) source.Span {
	if span.Start == beforeUnit {
		at := 0
		for n := range u.Node.Tree().Root().Children() {
			if decls, ok := firstItem(n); ok {
				at = decls.Span().Start
			}
			break
		}
		return source.Span{Start: at, End: at}
	}
	return v.spaced(u).unpack(span).Shift(u.Start())
}

func firstItem(list syntax.Node) (syntax.Node, bool) {
	for n := range list.Items() {
		return n, true
	}
	return syntax.Node{}, false
}

// spot is where a remembered place of a unit stands; ok is false when the unit is gone. Whoever asks depends on the
// file's text from then on.
func (m *memo) spot(id names.UnitID, span source.Span) (at source.Span, ok bool) {
	mod, v := m.moduleOf(id.Path), m.view(id)
	if mod == nil || v == nil || mod.Unit(id) == nil {
		return span, false
	}
	return v.spot(mod.Unit(id), span), true
}

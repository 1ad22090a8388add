package names

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
)

// FuzzPrograms edits random programs, half of them broken at first: the module that follows the edits says what a new one says, and each
// name of each unit is bound to a local that is declared in it, or free, whatever stood there before and wherever the unit stands.
func FuzzPrograms(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed, []byte(nil), seed%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, choices []byte, broken bool) {
		p := testkit.NewPrograms(seed, choices)
		written := p.Script()
		if broken {
			written = p.Broken(written)
		}
		text := source.NewText(written)
		tree := syntax.Parse(text)
		m := NewModule("main.code", tree.Root(), nil)
		for range 6 {
			checkBindings(t, m)
			x := p.Edit(text.String())
			e := source.Edit{Span: source.Span{Start: x.Start, End: x.End}, New: x.New}
			next := text.Apply(e)
			tree = syntax.Reparse(tree, []source.Edit{e}, next)
			before := m
			m = NewModule("main.code", tree.Root(), before)
			afresh := NewModule("main.code", syntax.Parse(next).Root(), nil)
			if told(m) != told(afresh) {
				t.Fatalf("after %+v in\n%s\nthe module says\n%s\nand a new one\n%s", e, text, told(m), told(afresh))
			}
			for i, u := range m.Units() {
				if got, want := bound(u), bound(afresh.Units()[i]); got != want {
					t.Fatalf("after %+v in\n%s\n%v is bound as\n%s\nand afresh\n%s", e, text, u.ID, got, want)
				}
			}
			checkChanges(t, before, m)
			text = next
		}
	})
}

// bound writes what the names of a unit mean, with the places relative to it.
func bound(u *Unit) string {
	var b strings.Builder
	r := Resolve(u)
	for _, l := range r.Locals {
		from, held := r.CapturedFrom(l)
		fmt.Fprintf(&b, "%+v held from %d %v\n", *l, from, held)
	}
	fmt.Fprintf(&b, "free %+v\n", r.Free)
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "change of %s at %d %v\n", c.Name, c.Offset, c.Captures)
	}
	for _, d := range r.Duplicates {
		fmt.Fprintf(&b, "%v again %v\n", d.First.Span, d.Local.Span)
	}
	for _, e := range r.Early {
		fmt.Fprintf(&b, "%v early %v\n", e.Local.Span, e.Span)
	}
	return b.String()
}

// checkBindings holds what is true of each resolution.
func checkBindings(t *testing.T, m *Module) {
	t.Helper()
	for _, u := range m.Units() {
		r := Resolve(u)
		whole := u.Node.FullSpan()
		inside := func(s source.Span) bool {
			return s.Start >= 0 && s.Start <= s.End && u.Start()+s.End <= whole.End
		}
		at := func(s source.Span) string {
			return syntax.NFC(m.Tree.Text().Slice(source.Span{Start: u.Start() + s.Start, End: u.Start() + s.End}))
		}
		for _, l := range r.Locals {
			if !inside(l.Span) || at(l.Span) != l.Name || r.LocalAt(l.Span.Start) != l {
				t.Fatalf("%v declares %q at %v, where %q stands, bound to %v", u.ID, l.Name, l.Span, at(l.Span), r.LocalAt(l.Span.Start))
			}
		}
		for _, f := range r.Free {
			if !inside(f.Span) || !strings.HasPrefix(at(f.Span), f.Name) || r.LocalAt(f.Span.Start) != nil {
				t.Fatalf("%v mentions %q at %v, where %q stands, bound to %v", u.ID, f.Name, f.Span, at(f.Span), r.LocalAt(f.Span.Start))
			}
		}
		if !slices.IsSortedFunc(r.Changes, func(a, b Change) int { return cmp.Compare(a.Offset, b.Offset) }) {
			t.Fatalf("%v: changes out of order: %v", u.ID, r.Changes)
		}
		for _, c := range r.Changes {
			if c.Local != nil && !slices.Contains(r.Locals, c.Local) {
				t.Fatalf("%v changes %q, which it does not declare", u.ID, c.Name)
			}
		}
	}
}

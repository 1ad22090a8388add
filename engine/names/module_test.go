package names

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// told is all that a module says, with the places of nodes.
func told(m *Module) string {
	var b strings.Builder
	for i, u := range m.Units() {
		fmt.Fprintf(&b, "%v exported=%v %v %v %q", u.ID, u.Exported, u.Node.Span(), u.Outer.FullSpan(), u.Doc)
		for _, d := range u.Decls {
			fmt.Fprintf(&b, " %s@%v first=%v", d.Name, d.Node.Span(), m.Decl(d.Name) == d)
		}
		if im := u.Import; im != nil {
			fmt.Fprintf(&b, " from %q", im.Spec)
			for _, n := range im.Names {
				fmt.Fprintf(&b, " %s:%s@%v", n.Name, n.Local, n.NameNode.Span())
			}
		}
		e := m.Entries()[i]
		fmt.Fprintf(&b, " entry %v %v %q %v", e.ID, e.Exported, e.Doc, e.Names)
		at, ok := m.Index(u.ID)
		fmt.Fprintf(&b, " found %v %v", ok && at == i, m.LastBefore([]UnitID{u.ID}, m.Units()[len(m.Units())-1].ID) != nil)
		fmt.Fprintf(&b, " %v %v %v\n", m.Unit(u.ID) == u, m.UnitOf(u.Outer) == u, m.UnitAt(u.Outer.Span().Start) == u)
	}
	for _, d := range m.Duplicates() {
		fmt.Fprintf(&b, "again %s@%v\n", d.Name, d.Node.Span())
	}
	fmt.Fprintf(&b, "%v %d imports\n", m.Names(), len(m.Imports()))
	return b.String()
}

// TestModuleFollowsEdits makes random edits of a file in which names are declared more than once: the module that was made from the one
// before says what a new one says, and knows which units are others.
func TestModuleFollowsEdits(t *testing.T) {
	pieces := []string{
		"import { a, b as c } from \"./a\"\n", "import data from \"./d.json\"\n", "fn f() => 1\n", "export fn f() => 2\n", "let x = 1\n", "let { x, y } = r\n",
		"/// Says what.\nexport let z = 3\n", "print(x)\n", "x\n", "y\n", ";\n", "type T = { a: string }\n", "export\n", "fn (\n", "test \"t\" {\n}\n", "page => <p>x</p>\n",
		"export import { q } from \"./q\"\n", "import { k } from \"k\"\n", "let k = 2\n", "// note\n", "\n", "model M {\n\tname: string\n}\n", "action save() {\n}\n", "x", " ", "}", "{", "\"", "layout(c) => c\n",
	}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		var start strings.Builder
		piece := func() string {
			if seed%2 == 0 {
				return pieces[r.IntN(len(pieces))]
			}
			// Mostly names that no other unit has.
			return fmt.Sprintf([]string{"let v%d = 1\n", "fn g%d() => 1\n", "export var w%d = x\n", "let { p%d, q } = r\n", "x\n", "y\n", "f(\"%d\")\n", pieces[r.IntN(len(pieces))]}[r.IntN(8)], r.IntN(1_000))
		}
		for range 10 + 20*(seed%2) {
			start.WriteString(piece())
		}
		text := source.NewText(start.String())
		tree := syntax.Parse(text)
		m := NewModule("main.code", tree.Root(), nil)
		for range 20 {
			at := r.IntN(text.Len() + 1)
			e := source.Edit{Span: source.Span{Start: at, End: min(at+r.IntN(12), text.Len())}}
			if r.IntN(3) > 0 {
				e.New = piece()
			}
			next := text.Apply(e)
			tree = syntax.Reparse(tree, []source.Edit{e}, next)
			before := m
			m = NewModule("main.code", tree.Root(), before)
			if want := told(NewModule("main.code", syntax.Parse(next).Root(), nil)); told(m) != want {
				t.Fatalf("seed %d: after %+v in\n%s\nthe module says\n%s\nand a new one\n%s", seed, e, text, told(m), want)
			}
			checkChanges(t, before, m)
			text = next
		}
	}
}

// checkChanges compares what a module tells about its changes with its units.
func checkChanges(t *testing.T, old, m *Module) {
	t.Helper()
	c := m.Changes(old)
	changes := func(id UnitID) bool { return slices.Contains(c.Units, id) }
	shape := func(m *Module) (out []Entry) {
		for _, e := range m.Entries() {
			e := *e
			e.place = 0
			out = append(out, e)
		}
		return out
	}
	order := func(m, other *Module) (out []UnitID) {
		for _, e := range m.Entries() {
			if other.Unit(e.ID) != nil {
				out = append(out, e.ID)
			}
		}
		return out
	}
	if moved := !slices.Equal(order(m, old), order(old, m)); moved != c.Moved {
		t.Fatalf("moved: %v, said to be: %v:\n%s\n%s", moved, c.Moved, told(old), told(m))
	}
	if same := reflect.DeepEqual(shape(m), shape(old)); m.SameShape(old) && !same {
		t.Fatalf("not the same shape:\n%s\n%s", told(old), told(m))
	}
	for _, name := range append(m.Names(), old.Names()...) {
		a, b := m.Decl(name), old.Decl(name)
		if m.SameDecl(old, name) && (a == nil || b == nil || a.Unit.ID != b.Unit.ID || a.Unit.Exported != b.Unit.Exported || a.Unit.Doc != b.Unit.Doc ||
			a.Import != nil && (a.Import.Name != b.Import.Name || a.Import.From.Spec != b.Import.From.Spec)) {
			t.Fatalf("%s is said to be as it was:\n%s\n%s", name, told(old), told(m))
		}
		if !m.SameDecl(old, name) && !slices.Contains(c.Names, name) {
			t.Fatalf("%s is not said to be another:\n%s\n%s", name, told(old), told(m))
		}
	}
	for _, a := range old.Units() {
		b := m.Unit(a.ID)
		same := b != nil && a.Exported == b.Exported && a.Outer.Text() == b.Outer.Text()
		if !same && !changes(a.ID) {
			t.Fatalf("%v is said to be as it was:\n%s\n%s", a.ID, told(old), told(m))
		}
	}
	for _, b := range m.Units() {
		if old.Unit(b.ID) == nil && !changes(b.ID) {
			t.Fatalf("%v is said to have been there:\n%s\n%s", b.ID, told(old), told(m))
		}
	}
}

// TestModuleWork holds that an edit in one unit has only this looked at, whatever the length of the file, and that the names are not
// put in tables again.
func TestModuleWork(t *testing.T) {
	for _, n := range []int{10, 1_000} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "/// Number %[1]d.\nexport fn f%[1]d(n: number) {\n\treturn n + %[1]d\n}\n\n", i)
		}
		text := source.NewText(b.String())
		tree := syntax.Parse(text)
		before := NewModule("main.code", tree.Root(), nil)
		at := strings.Index(text.String(), "n + 5")
		e := source.Edit{Span: source.Span{Start: at, End: at + 1}, New: "2 * n"}
		m := NewModule("main.code", syntax.Reparse(tree, []source.Edit{e}, text.Apply(e)).Root(), before)
		if before.Work() != 3*n || m.Work() > 2 { // each unit, its ID and its name
			t.Errorf("%d units: %d were looked at at first, %d after the edit", n, before.Work(), m.Work())
		}
		if m.Shape() != before.Shape() {
			t.Errorf("%d units: the shape is another", n)
		}
		if c := m.Changes(before); !slices.Equal(c.Units, []UnitID{m.Decl("f5").Unit.ID}) || len(c.Names) > 0 || c.Moved {
			t.Errorf("%d units: it is not f5 alone that has changed: %v", n, c)
		}
	}
}

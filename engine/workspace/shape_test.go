package workspace

import (
	"fmt"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/types"
)

// TestTypesAreToldApart edits what types.Print writes alike before and after, and holds that whoever uses it is checked again.
func TestTypesAreToldApart(t *testing.T) {
	var fields strings.Builder
	for i := range 3_000 { // more than is ever written of a type
		fmt.Fprintf(&fields, "\tf%d: 1,\n", i)
	}
	large := "export let big = {\n" + fields.String() + "}\n"
	for _, c := range []struct{ name, lib, edited, main string }{
		{"what is in error, and any", "export fn f() => missing()\n", "export fn f() -> any => 1\n",
			"import { f } from \"./lib\"\nvar c: number? = none\nif f() { c = 1 }\nc += f()\n"},
		{"far down in a large type", large, strings.Replace(large, "f2999: 1", "f2999: \"1\"", 1),
			"import { big } from \"./lib\"\nprint(big.f2999 - 1)\n"},
		{"a default of a column", "export model Post { title: string }\n", "export model Post { title: string = \"none\" }\n",
			"import { Post } from \"./lib\"\nprint(Post.create())\n"},
		{"a column of a row of a row", "export model User { name: string }\nexport model Post { author: User }\n", "export model User { name: number }\nexport model Post { author: User }\n",
			"import { Post } from \"./lib\"\nlet p = Post.first()\nif p != none { print(p.author.name - 1) }\n"},
		{"names of two files", "import { T as U } from \"./other\"\nexport type T = { a: number }\nexport fn f(a: T, b: U, c: T) => 1\n",
			"import { T as U } from \"./other\"\nexport type T = { a: number }\nexport fn f(a: T, b: U, c: U) => 1\n",
			"import { f } from \"./lib\"\nprint(f({ a: 1 }, { a: \"\" }, { a: 1 }))\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := newEditor(t, map[string]string{"lib.code": c.lib, "main.code": c.main, "other.code": "export type T = { a: string }\n"})
			before := show(e.all())
			e.change("lib.code", c.edited, true)
			e.sameAsFresh("the edit")
			if show(e.all()) == before {
				t.Errorf("the edit makes no difference: %s", before)
			}
		})
	}
}

// TestHashesOfTypes holds that types are alike when they are built alike, however many parts they share, and that a type of more parts
// than can be counted is looked at in no time.
func TestHashesOfTypes(t *testing.T) {
	m := Open(memory(nil), Config{}).Snapshot().memo()
	double := func(a, b types.Type) types.Type {
		return &types.Record{Fields: []types.Field{{Name: "l", Type: a}, {Name: "r", Type: b}}}
	}
	list := func() types.Type { return &types.List{Elem: types.Number} }
	one := list()
	if m.hasher().typ(double(one, one)).sum() != m.hasher().typ(double(list(), list())).sum() {
		t.Error("the hash tells whether parts are shared")
	}
	node := func() types.Type {
		d := &types.Definition{Name: "Node"}
		n := &types.Named{Def: d}
		d.Complete(double(n, &types.List{Elem: n}))
		return n
	}
	if a, b := node(), node(); m.hasher().typ(a).sum() != m.hasher().typ(b).sum() {
		t.Error("equal recursive types have two hashes")
	}
	big := one
	for range 200 {
		big = double(big, big)
	}
	if m.hasher().typ(big).sum() == m.hasher().typ(double(big, one)).sum() {
		t.Error("unequal types have one hash")
	}
}

// TestDoubledTypes checks a script each of whose values holds the one before twice: in the last is more than there is time or memory for.
func TestDoubledTypes(t *testing.T) {
	const doublings = 60
	var b strings.Builder
	b.WriteString("let a0 = { x: 1 }\n")
	for i := range doublings {
		fmt.Fprintf(&b, "let a%d = { l: a%d, r: a%d }\n", i+1, i, i)
	}
	fmt.Fprintf(&b, "var b = a%d\nprint(b%s.x)\n", doublings, strings.Repeat(".l", doublings))
	e := newEditor(t, map[string]string{"main.code": b.String()})
	if ds := e.all(); len(ds) != 0 {
		t.Errorf("found %s", show(ds))
	}
	e.replace("main.code", "x: 1", "y: 1")
	if ds := e.all(); len(ds) != 1 || ds[0].Code != diag.UnknownField {
		t.Errorf("found %s", show(ds))
	}
}

// TestEditOfWhatWasLetGo edits a file that no editor had open, and whose tree is let go before anybody looks at the edited text.
func TestEditOfWhatWasLetGo(t *testing.T) {
	e := newEditor(t, map[string]string{"main.code": "let a = 1\nprint(a)\n"})
	e.edit("main.code", source.Edit{Span: source.Span{Start: 8, End: 9}, New: "b"})
	for _, f := range e.ws.trees.queue {
		f.file.tree, f.file.kept = nil, false
	}
	e.sameAsFresh("the edit")
}

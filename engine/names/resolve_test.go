package names

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// resolveFirst resolves the first unit of a program.
func resolveFirst(src string) *Resolution {
	m := NewModule("main.code", syntax.Parse(source.NewText(src)).Root(), nil)
	return Resolve(m.Units()[0])
}

// free lists the free names of the first unit, with how they are mentioned.
func free(src string) string {
	forms := [...]string{AsValue: "", AsCall: "()", AsTag: "<>", AsType: ":", AsTarget: "="}
	var out []string
	for _, m := range resolveFirst(src).Free {
		s := m.Name
		if m.Member != "" {
			s += "." + m.Member
		}
		s += forms[m.Form]
		if m.Deferred {
			s += "~"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestFreeNames(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"parameters and locals are bound", "fn f(a, b = a) {\n\tlet c = a + b\n\treturn c\n}", ""},
		{"what is found nowhere is free", "fn f(a) => a + b", "b"},
		{"calls, tags, types and targets", "fn f(a: T) {\n\tg(a)\n\tx = 1\n\treturn <Card a={y} />\n}", "T: g() x= Card<> y"},
		{"members of namespaces", "fn f() => ui.card(<ui.Box />)", "ui.card() ui.Box<>"},
		{"a function literal defers", "fn f(xs) => xs.map(fn(x) => x + y)", "y~"},
		{"a top-level let is no local", "let a = b", "b"},
		{"loops and their index", "fn f(xs) {\n\tfor x, i in xs { print(x, i) }\n\tprint(x)\n}", "print() print() x"},
		{"catch names its error in the handler only", "fn f() {\n\ttry { print(e) } catch e { print(e) }\n}", "print() e print()"},
		{"field names are no names", "fn f(r) => { a: r.b, c }", "c"},
		{"argument names are no names", "fn f() => g(a: 1)", "g()"},
		{"@let is seen to the end of its content", "fn f() => <p>@let x = 1\n{x}</p>", ""},
		{"@for and its index", "fn f(xs) => <p>@for x, i in xs { {x}{i} } @empty { {x} }</p>", "x"},
		{"type parameters", "fn f<T>(a: T, b: U) -> T => a", "U:"},
		{"a default does not see later parameters", "fn f(a = b, b = 1) => a", "b"},
	} {
		if got := free(c.src); got != c.want {
			t.Errorf("%s: free names are %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLearnedNames(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"a value that is only read", "print(a, b.c)", ""},
		{"an assignment", "a = b", "a"},
		{"an assignment of a field", "a.b[c] = d", "a"},
		{"a test and what it guards", "if a.b == none { print(c) } else { d = e }", "a c d e"},
		{"a test in an expression", "let x = a == none && b ? c : d", ""},
		{"a match in an expression", "let x = match a { none => b, else => f(c) }", "a b c"},
		{"a match in a function literal", "let x = fn() => match a { none => b, else => c }", ""},
		{"loops", "for x in a { f(x, b) }", "a b"},
		{"a loop in markup", "let x = <ul>@for y in a { <li>{y}{b}</li> }</ul>", "a b"},
		{"markup under a condition", "let x = <p>@if a { {b} }</p>", ""},
		{"what a function literal in a loop captures", "while a { run(fn() { b(d)\n\tc = 1 }) }", "a"},
		{"what a function literal assigns", "run(fn() { a = 1 })", ""},
		{"a handler", "try { a = f() } catch e { print(e, b) }", "a b"},
		{"types", "if a is T { print(1) }", "a"},
	} {
		var got []string
		for _, m := range resolveFirst(c.src).Free {
			if m.Learns && !slices.Contains(got, m.Name) {
				got = append(got, m.Name)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: learned may be of %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLocalsOfBlocks(t *testing.T) {
	r := resolveFirst("fn f(x) {\n\tlet x = 1\n\tlet y = 2\n\tif x { let y = 3 }\n\treturn y\n}")
	if len(r.Duplicates) != 1 || r.Duplicates[0].Local.Name != "x" {
		t.Errorf("a parameter declared again in its function is a duplicate, an inner shadow is none: %+v", r.Duplicates)
	}
	r = resolveFirst("fn f() {\n\tprint(a)\n\tlet a = 1\n\tlet g = fn() => b\n\tlet b = g\n}")
	if len(r.Early) != 1 || r.Early[0].Local.Name != "a" {
		t.Errorf("a name is mentioned early where it runs early, not in a function literal: %+v", r.Early)
	}
}

func TestChanges(t *testing.T) {
	const src = "fn f() {\n\tvar a = 1\n\twhile true { a = 2 }\n\tlet g = fn() => a\n\treturn g\n}"
	r := resolveFirst(src)
	var got []string
	for _, ch := range r.Changes {
		got = append(got, fmt.Sprintf("%s %d %v", ch.Name, ch.Offset, ch.Captures))
	}
	want := []string{fmt.Sprintf("a %d false", strings.Index(src, "a = 2")), fmt.Sprintf("a %d true", strings.Index(src, "a\n\treturn"))}
	if !slices.Equal(got, want) {
		t.Errorf("changes are %q, want %q", got, want)
	}
	a := r.Locals[0]
	if !a.Assigned || !a.Captured {
		t.Errorf("%+v is assigned and captured", a)
	}
	loop := source.Span{Start: strings.Index(src, "while"), End: strings.Index(src, "\tlet g")}
	if in := r.Within(loop); len(in) != 1 || in[0].Captures {
		t.Errorf("within the loop stands %+v", in)
	}
}

func TestModule(t *testing.T) {
	src := "import { a as b, c } from \"./x\"\nimport data from \"./d.json\"\nexport fn f() => 1\nlet { p, q } = f()\nprint(p)\nfn f() => 2\npage => <p/>"
	m := NewModule("pages/main.code", syntax.Parse(source.NewText(src)).Root(), nil)
	if got := strings.Join(m.Names(), " "); got != "b c data f p q" {
		t.Errorf("names are %q", got)
	}
	if len(m.Duplicates()) != 1 || m.Duplicates()[0].Name != "f" {
		t.Errorf("duplicates are %v", m.Duplicates())
	}
	if d := m.Decl("b"); d.Import == nil || d.Import.Name != "a" || d.Import.From.Spec != "./x" {
		t.Errorf("b is imported as %+v", d.Import)
	}
	var kinds []string
	for _, u := range m.Units() {
		kinds = append(kinds, u.Kind.String())
		if m.Unit(u.ID) != u {
			t.Errorf("%v does not find its unit", u.ID)
		}
	}
	if got := strings.Join(kinds, ","); got != "import,import,fn,let,,fn,page" {
		t.Errorf("units are %q", got)
	}
	if !m.Units()[2].Exported || m.Units()[5].Exported {
		t.Error("the first f is exported, the second is not")
	}
}

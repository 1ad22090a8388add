package check_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
	"github.com/codescript-lang/coder/engine/workspace"
)

// inspect checks a program, which must be clean, and returns what is known where the mark `^` was, with the innermost
// nodes there, the outermost last.
func inspect(t *testing.T, src string) (*check.Info, []syntax.Node) {
	t.Helper()
	offset := strings.Index(src, "^")
	if offset < 0 {
		t.Fatal("no mark ^ in the source")
	}
	src = src[:offset] + src[offset+1:]
	ctx := context.Background()
	snap := workspace.Open(fstest.MapFS{"main.code": {Data: []byte(src)}}, workspace.Config{}).Snapshot()
	ds, err := snap.Diagnostics(ctx, "main.code")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		t.Errorf("%s: %s in\n%s", d.Code, d.Message(diag.English), src)
	}
	info, err := snap.InfoAt(ctx, "main.code", offset)
	if err != nil {
		t.Fatal(err)
	}
	path := snap.Tree("main.code").PathAt(offset)
	var nodes []syntax.Node
	for i := len(path) - 1; i >= 0; i-- {
		nodes = append(nodes, path[i])
	}
	return info, nodes
}

// typeAt is the type of the innermost node at the mark that has one.
func typeAt(t *testing.T, src string) string {
	t.Helper()
	info, nodes := inspect(t, src)
	for _, n := range nodes {
		if typ := info.TypeOf(n); typ != nil {
			return types.Print(typ)
		}
	}
	return ""
}

func TestTypesOfExpressions(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"a let keeps the literal", "let x = 1\nprint(^x)", "1"},
		{"a var takes the wide type", "var x = 1\nx += 1\nprint(^x)", "number"},
		{"a list takes the wide type", "let xs = [1, \"a\"]\nprint(^xs)", "[number | string]"},
		{"an empty var is a list of any", "var xs = []\nxs += [1]\nprint(^xs)", "[any]"},
		{"a default widens", "fn f(a = \"x\") => ^a\nprint(f())", "string"},
		{"a parameter without a type is any", "fn f(a) => ^a\nprint(f(1))", "any"},
		{"a literal's parameter takes the type of its place", "print([1].map(fn(n) => ^n + 1))", "number"},
		{"a generic method", "print([\"a\"].^map(fn(s) => s.length))", "fn(fn(string, number) -> U) -> [U]"},
		{"a range is a list", "for i in 0..3 { print(^i) }", "number"},
		{"an index of a map may be none", "let m: {[string]: number} = { a: 1 }\nprint(^m[\"a\"] ?? 0)", "{[string]: number}"},
		{"a chain through none", "fn f(s: {a: string}?) => s?.^a.length\nprint(f(none))", "string"},
		{"a hole is a string", "let s = ^\"{1}\"\nprint(s)", "string"},
		{"reduce infers from its start", "print([1, 2].reduce(\"\", fn(^acc, n) => acc + string(n)))", "string"},
		{"reduce from an empty list", "print(^[1].reduce([], fn(acc, n) => acc + [n]))", "[number]"},
		{"reduce from none", "print([1, 2].reduce(none, fn(^m, n) => m == none || n > m ? n : m))", "number?"},
		{"the loop over a map", "let m: {[string]: bool} = {}\nfor v, k in m { print(v, ^k) }", "string"},
		{"markup is html", "let h = ^<p>x</p>\nprint(h)", "html"},
		{"a catch names an error", "try { fail(\"x\") } catch e { print(^e.message) }", "Error"},
	} {
		if got := typeAt(t, c.src); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNarrowing(t *testing.T) {
	const head = "type Shape = { kind: \"circle\", r: number } | { kind: \"square\", side: number }\n"
	for _, c := range []struct{ name, src, want string }{
		{"not none", "fn f(s: string?) { if s != none { print(^s) } }\nf(none)", "string"},
		{"none in the else", "fn f(s: string?) { if s != none { print(s) } else { print(^s) } }\nf(none)", "none"},
		{"after leaving", "fn f(s: string?) {\n\tif s == none { return }\n\tprint(^s)\n}\nf(none)", "string"},
		{"through and", "fn f(s: string?) => s != none && ^s.length > 1\nprint(f(none))", "string"},
		{"through or", "fn f(s: string?) => s == none || ^s.length > 1\nprint(f(none))", "string"},
		{"through not", "fn f(s: string?) => !(s == none) && ^s.length > 1\nprint(f(none))", "string"},
		{"through the conditional", "fn f(s: string?) => s == none ? 0 : ^s.length\nprint(f(none))", "string"},
		{"by truth", "fn f(b: bool?) { if b { print(^b) } }\nf(none)", "true"},
		{"by is", "fn f(x: string | number) { if x is string { print(^x) } }\nf(1)", "string"},
		{"a literal field", head + "fn f(s: Shape) { if s.kind == \"circle\" { print(^s.r) } }\nf({ kind: \"circle\", r: 1 })", "{kind: \"circle\", r: number}"},
		{"a literal field that is another", head + "fn f(s: Shape) { if s.kind != \"circle\" { print(^s.side) } }\nf({ kind: \"circle\", r: 1 })", "{kind: \"square\", side: number}"},
		{"a match on a field", head + "fn f(s: Shape) => match s.kind {\n\t\"circle\" => ^s.r\n\t\"square\" => s.side\n}\nprint(f({ kind: \"circle\", r: 1 }))", "{kind: \"circle\", r: number}"},
		{"a path of fields", "fn f(p: {a: {b: string?}}) { if p.a.b != none { print(^p.a.b.length) } }\nf({ a: { b: none } })", "{a: {b: string?}}"},
		{"through the chain", "fn f(p: {a: string?}?) { if p?.a != none { print(^p.a) } }\nf(none)", "{a: string?}"},
		{"a while loop", "fn f(xs: [number]) {\n\tvar x = xs.at(0)\n\twhile x != none {\n\t\tprint(^x)\n\t\tx = xs.at(1)\n\t}\n}\nf([])", "number"},
		{"after both branches", "fn f(a: string?, b: bool) {\n\tvar s = a\n\tif b { s = \"x\" } else { s = \"y\" }\n\tprint(^s)\n}\nf(none, true)", "string"},
		{"not in a function literal", "fn f(a: string?) {\n\tvar s = a\n\ts = a\n\tif s != none { print([1].map(fn(_n) => ^s)) }\n}\nf(none)", "string?"},
	} {
		if got := typeAt(t, c.src); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// callAt is the innermost call at the mark.
func callAt(t *testing.T, src string) *check.Call {
	t.Helper()
	info, nodes := inspect(t, src)
	for _, n := range nodes {
		if call := info.CallOf(n); call != nil {
			return call
		}
		if e, ok := syntax.AsElement(n); ok {
			if call := info.CallOf(e.Start()); call != nil {
				return call
			}
		}
	}
	t.Fatal("no call at the mark")
	return nil
}

func TestCalls(t *testing.T) {
	call := callAt(t, "fn f(a: number, b = 2, c = 3) => a + b + c\nprint(f(^1, c: 4))")
	if len(call.Args) != 2 || call.Args[0].Param != 0 || call.Args[1].Param != 2 || call.Args[1].Name != "c" {
		t.Errorf("arguments by place and name meet %+v", call.Args)
	}
	if call.Callee == nil || call.Callee.Name != "f" || !call.Callee.IsFunction() {
		t.Errorf("the callee is %+v", call.Callee)
	}
	call = callAt(t, "print(1, ^2)")
	if len(call.Args) != 2 || call.Args[0].Param != 0 || call.Args[1].Param != 0 || !call.Func.Params[0].Rest {
		t.Errorf("arguments of print meet %+v", call.Args)
	}
	call = callAt(t, "fn Card(title: string, ...rest: {[string]: any}) => <p {...rest}>{title}</p>\nprint(<^Card data-x=\"1\" title=\"a\" />)")
	if len(call.Args) != 2 || call.Args[0].Param != 1 || call.Args[1].Param != 0 || call.Children != -1 {
		t.Errorf("attributes meet %+v, children %d", call.Args, call.Children)
	}
	call = callAt(t, "fn Box(children: html?) => <p>{children}</p>\nprint(<^Box>x</Box>)")
	if call.Children != 0 {
		t.Errorf("content goes to parameter %d", call.Children)
	}
}

func TestChecksOfAny(t *testing.T) {
	info, nodes := inspect(t, "fn f(x: any) {\n\tlet n: number = ^x\n\treturn n\n}\nprint(f(1))")
	if want := info.CheckAt(nodes[0]); want == nil || types.Print(want) != "number" {
		t.Errorf("an any given to a number is checked against %v", want)
	}
	info, nodes = inspect(t, "fn f(x: number) {\n\tlet n: number = ^x\n\treturn n\n}\nprint(f(1))")
	if want := info.CheckAt(nodes[0]); want != nil {
		t.Errorf("what is known is not checked again, got %s", types.Print(want))
	}
}

func TestLocalsHaveOneSymbol(t *testing.T) {
	info, nodes := inspect(t, "fn f() {\n\tlet a = 1\n\treturn ^a\n}\nprint(f())")
	s := info.SymbolOf(nodes[0])
	if s == nil || s.Kind != check.SymLocal || s.Name != "a" {
		t.Fatalf("the name means %+v", s)
	}
	for _, l := range info.Resolution.Locals {
		if l == s.Local && l.Used && !l.Captured {
			return
		}
	}
	t.Error("the symbol's local is not one of the unit's")
}

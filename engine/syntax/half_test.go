package syntax

import (
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
)

// What stands in front of and behind each half-typed text, so that its neighbours can be seen to stay whole.
const (
	halfBefore = "fn before() {\n\treturn 1\n}\n\n"
	halfAfter  = "\n\nfn after() {\n\treturn 2\n}\n"
)

// halfTyped are texts as they stand while somebody types, each with all that is found in it: line:column-line:column from the
// first line of the text, and the name of the diagnostic.
var halfTyped = []struct{ text, want string }{
	// Declarations.
	{"fn", "1:3-1:3 expected-name"},
	{"fn f", "1:5-1:5 expected-token"},
	{"fn f(", "1:5-1:6 unclosed-bracket"},
	{"fn f(a", "1:5-1:6 unclosed-bracket"},
	{"fn f(a:", "1:5-1:6 unclosed-bracket"},
	{"fn f(a = ", "1:5-1:6 unclosed-bracket"},
	{"fn f()", "1:7-1:7 expected-token"},
	{"fn f() ->", "1:10-1:10 expected-token"},
	{"fn f() =>", "1:10-1:10 expected-expression"},
	{"fn f() {", "1:8-1:9 unclosed-bracket"},
	{"fn f() { return", "1:8-1:9 unclosed-bracket"},
	{"import", "1:7-1:7 expected-name"},
	{"import {", "1:8-1:9 unclosed-bracket"},
	{"import { a }", "1:13-1:13 expected-token"},
	{"import { a } from", "1:18-1:18 expected-token"},
	{"import * as", "1:12-1:12 expected-name"},
	{"export", "1:7-1:7 misplaced-declaration"},
	{"type T", "1:7-1:7 expected-token"},
	{"type T =", "1:9-1:9 expected-token"},
	{"type T = {", "1:10-1:11 unclosed-bracket"},
	{"type T = { a", "1:10-1:11 unclosed-bracket"},
	{"model M {", "1:9-1:10 unclosed-bracket"},
	{"model M { a: ", "1:9-1:10 unclosed-bracket"},
	{"page(", "1:5-1:6 unclosed-bracket"},
	{"test \"a\"", "1:9-1:9 expected-token"},
	{"action a(", "1:9-1:10 unclosed-bracket"},

	// Statements.
	{"let", "1:4-1:4 expected-name"},
	{"let x", "1:6-1:6 expected-token"},
	{"let x =", "1:8-1:8 expected-expression"},
	{"let x:", "1:7-1:7 expected-token"},
	{"let x:\nprint(1)", "1:7-1:7 expected-token"},
	{"fn f() {\n\tlet x: \n\tfor i in 0..2 { g(i) }\n\tg(1)\n}", "2:8-2:8 expected-token"},
	{"type T = {\n\ta:\n\tb: string\n}", "2:4-2:4 expected-token"},
	{"model M {\n\ta:\n\tb: string\n}", "2:4-2:4 expected-token"},
	{"let {", "1:5-1:6 unclosed-bracket"},
	{"if", "1:3-1:3 expected-expression"},
	{"if {", "1:4-1:5 expected-expression"},
	{"if x", "1:5-1:5 expected-token"},
	{"if x {", "1:6-1:7 unclosed-bracket"},
	{"if x {\n} else", "2:7-2:7 expected-token"},
	{"for", "1:4-1:4 expected-name"},
	{"for x", "1:6-1:6 expected-token"},
	{"for x in", "1:9-1:9 expected-expression"},
	{"for x in xs", "1:12-1:12 expected-token"},
	{"while x {", "1:9-1:10 unclosed-bracket"},
	{"try {", "1:5-1:6 unclosed-bracket"},
	{"try {\n}", "2:2-2:2 expected-token"},
	{"match x {", "1:9-1:10 unclosed-bracket"},
	{"match x {\n\t1", "1:9-1:10 unclosed-bracket"},
	{"match x {\n\t1 =>", "1:9-1:10 unclosed-bracket"},
	{"x +=", "1:5-1:5 expected-expression"},
	{"x = ", "1:4-1:4 expected-expression"},

	// Expressions.
	{"f(", "1:2-1:3 unclosed-bracket"},
	{"f(a,", "1:2-1:3 unclosed-bracket"},
	{"f(a, b:", "1:2-1:3 unclosed-bracket"},
	{"f(a +", "1:2-1:3 unclosed-bracket"},
	{"f([1, {a: 2", "1:2-1:3 unclosed-bracket; 1:3-1:4 unclosed-bracket; 1:7-1:8 unclosed-bracket"},
	{"x.", "1:3-1:3 expected-name"},
	{"x?.", "1:4-1:4 expected-name"},
	{"x.y[", "1:4-1:5 unclosed-bracket"},
	{"let a = b ?", "1:12-1:12 expected-expression"},
	{"let a = b ? c", "1:14-1:14 expected-token"},
	{"let a = b ? c :", "1:16-1:16 expected-expression"},
	{"let a = !", "1:10-1:10 expected-expression"},
	{"let a = b is", "1:13-1:13 expected-token"},
	{"let a = fn", "1:11-1:11 expected-token"},
	{"let a = fn(x) =>", "1:17-1:17 expected-expression"},
	{"let a = (1 + 2", "1:9-1:10 unclosed-bracket"},
	{"let a = [1, 2", "1:9-1:10 unclosed-bracket"},
	{"let a = { b", "1:9-1:10 unclosed-bracket"},
	{"let a = { b:", "1:9-1:10 unclosed-bracket"},
	{"let a = { ...", "1:9-1:10 unclosed-bracket"},

	// Strings.
	{"let a = \"b", "1:9-1:10 unterminated-string"},
	{"let a = \"b {", "1:9-1:10 unterminated-string; 1:12-1:13 unclosed-bracket"},
	{"let a = \"b {c", "1:9-1:10 unterminated-string; 1:12-1:13 unclosed-bracket"},
	{"let a = \"b {c\"", "1:12-1:13 unclosed-bracket"},
	{"let a = \"b {f(c\"", "1:12-1:13 unclosed-bracket; 1:14-1:15 unclosed-bracket"},
	{"f('a", "1:2-1:3 unclosed-bracket; 1:3-1:4 unterminated-string"},

	{"let a = \"\"\"", "1:9-1:12 unterminated-string"},
	{"let a = \"\"\"\n\tb {c}\n", "1:9-1:12 unterminated-string"},
	{"let a = \"\"\"\n\tb {c\n", "1:9-1:12 unterminated-string; 2:4-2:5 unclosed-bracket"},
	{"let a = sql\"\"\"\n\tselect", "1:12-1:15 unterminated-string"},
	{"let a = `", "1:9-1:10 unterminated-string"},
	{"f(`a\nb", "1:2-1:3 unclosed-bracket; 1:3-1:4 unterminated-string"},

	// Comments.
	{"let a = 1 /* b", "1:11-1:13 unterminated-comment"},
	{"/*", "1:1-1:3 unterminated-comment"},
	{"f(a, /* b", "1:2-1:3 unclosed-bracket; 1:6-1:8 unterminated-comment"},
	{"let a = <p>{/* b</p>", "1:12-1:13 unclosed-bracket"},

	// Markup.
	{"let a = <", "1:9-1:10 expected-expression"},
	{"let a = <p", "1:10-1:11 unclosed-tag"},
	{"let a = <p>", "1:10-1:11 unclosed-tag"},
	{"let a = <p>text", "1:10-1:11 unclosed-tag"},
	{"let a = <p>text</", "1:16-1:18 unclosed-tag"},
	{"let a = <p>text</p", "1:18-1:19 unclosed-tag"},
	{"let a = <div>text</di", "1:20-1:22 unclosed-tag"},
	{"let a = <p class", "1:10-1:11 unclosed-tag"},
	{"let a = <p class=", "1:10-1:11 unclosed-tag; 1:12-1:17 bad-attribute"},
	{"let a = <p class=\"b", "1:18-1:19 unterminated-string"},
	{"let a = <p class={", "1:10-1:11 unclosed-tag; 1:18-1:19 unclosed-bracket"},
	{"let a = <p>{", "1:10-1:11 unclosed-tag; 1:12-1:13 unclosed-bracket"},
	{"let a = <p>{b</p>", "1:12-1:13 unclosed-bracket"},
	{"let a = <p>{b.</p>", "1:12-1:13 unclosed-bracket"},
	{"let a = <p><b></p>", "1:13-1:14 unclosed-tag"},
	{"let a = <p></b></p>", "1:14-1:15 mismatched-tag"},
	{"print(<p class=\"a\">{xs}</div>)", "1:26-1:29 mismatched-tag"},
	{"let a = <p>b</q>", "1:15-1:16 mismatched-tag"},
	{"let a = <p>b</q >", "1:15-1:16 mismatched-tag"},
	{"let a = <ul>\n\t<li>b</ul>\n\t<li>c</li>\n</ul>", "2:3-2:5 unclosed-tag; 4:3-4:5 stray-end-tag"},
	{"let a = <p><b>c</i></p>", "1:18-1:19 mismatched-tag"},
	{"let a = <p>b</>", "1:13-1:16 mismatched-tag"},
	{"match x { => 1 }", "1:11-1:13 expected-expression"},
	{"let a = <p>@if</p>", "1:15-1:17 expected-expression"},
	{"let a = <p>@if b</p>", "1:17-1:19 expected-token"},
	{"let a = <p>@if b {</p>", "1:18-1:19 unclosed-bracket"},
	{"let a = <p>@for x in</p>", "1:21-1:23 expected-expression"},
	{"let a = <p>@for x in xs {\n</p>", "1:25-1:26 unclosed-bracket"},
	{"let a = <p>@match b {\n</p>", "1:21-1:22 unclosed-bracket"},
	{"let a = <p>@let b</p>", "1:18-1:20 expected-token"},
	{"let a = <>b", "1:9-1:11 unclosed-tag"},
	{"let a = <style>p {", "1:10-1:15 unclosed-tag"},
	{"let a = <pre>b", "1:10-1:13 unclosed-tag"},
	{"let a = <script>let b", "1:10-1:16 unclosed-tag"},
	{"let a = <p><!-- b</p>", "1:10-1:11 unclosed-tag; 1:12-1:16 unterminated-comment"},

	// What people bring from other languages: one finding for each mistake.
	{"if a { } elif b { }", "1:10-1:14 expected-token"},
	{"if a { }\nelif b { }", "2:1-2:5 expected-token"},
	{"if a { } else b { }", "1:15-1:16 expected-token"},
	{"if a { } elseif b { }", "1:10-1:16 expected-token"},
	{"if a { } else (b) { }", "1:15-1:16 expected-token"},
	{"const x = 1", "1:1-1:6 expected-token"},
	{"function f() { }", "1:1-1:9 expected-token"},
	{"function f(a, b) {\n\tprint(a)\n}", "1:1-1:9 expected-token"},
	{"async function f() { }", "1:1-1:15 expected-token"},
	{"for (;;) { }", "1:5-1:9 expected-token"},
	{"for (let i = 0; i < 3; i++) { print(i) }", "1:5-1:28 expected-token"},
	{"for (x of xs) { }", "1:5-1:6 expected-token"},
	{"for (const x of xs) { }", "1:5-1:11 expected-token"},
	{"for x in in xs { }", "1:10-1:12 expected-expression"},
	{"for x of xs { }", "1:7-1:9 expected-token"},
	{"for i = 0; i < 3; i++ { }", "1:5-1:22 expected-token"},
	{"for (x in xs) { }", "1:5-1:6 expected-token"},
	{"foreach x in xs { }", "1:1-1:8 expected-token"},
	{"let f = (x) => x", "1:9-1:15 expected-token"},
	{"let f = x => x", "1:9-1:13 expected-token"},
	{"let f = (x, y) => x + y", "1:9-1:18 expected-token"},
	{"let f = () => 1", "1:9-1:14 expected-token"},
	{"let f = async () => 1", "1:15-1:20 expected-token"},
	{"f(x => x)", "1:3-1:7 expected-token"},
	{"f((x) => x, 2)", "1:3-1:9 expected-token"},
	{"let a = [\n\t(x) => x]", "2:6-2:8 expected-expression"},
	{"f((x, y) => x)", "1:3-1:12 expected-token"},
	{"fn f() -> T = e", "1:13-1:14 expected-token"},
	{"fn f(x) = x", "1:9-1:10 expected-token"},
	{"let f = fn(x) -> x+1", "1:19-1:20 expected-token"},
	{"let f = fn x => x", "1:12-1:13 expected-token"},
	{"let a = b and c", "1:11-1:14 expected-token"},
	{"let a = b or c", "1:11-1:13 expected-token"},
	{"let a = not b", "1:9-1:12 expected-token"},
	{"if a and b { }", "1:6-1:9 expected-token"},
	{"if not a { }", "1:4-1:7 expected-token"},
	{"if a or b { print(1) }", "1:6-1:8 expected-token"},
	{"let a = if (c) 1 else 2", "1:9-1:11 expected-expression"},
	{"let a = if c { 1 } else { 2 }", "1:9-1:11 expected-expression"},
	{"let a = b === c", "1:11-1:14 expected-token"},
	{"let a = b !== c", "1:11-1:14 expected-token"},
	{"x++", "1:2-1:4 expected-token"},
	{"x--", "1:2-1:4 expected-token"},
	{"++x", "1:1-1:3 expected-token"},
	{"let y = x++", "1:10-1:12 expected-token"},
	{"let x := 1", "1:7-1:9 expected-token"},
	{"x := 1", "1:3-1:5 expected-token"},
	{"def f():", "1:1-1:4 expected-token"},
	{"def f(x):\n\treturn x", "1:1-1:4 expected-token; 2:2-2:8 misplaced-statement"},
	{"class A {}", "1:1-1:6 expected-token"},
	{"class A extends B { }", "1:1-1:6 expected-token"},
	{"interface A { a: string }", "1:1-1:10 expected-token"},
	{"enum A { B, C }", "1:1-1:5 expected-token"},
	{"struct A { a: string }", "1:1-1:7 expected-token"},
	{"let a = <p>{% if x %}y{% endif %}</p>", "1:13-1:14 expected-expression"},
	{"let a = <p>{#if x}y{/if}</p>", "1:13-1:14 expected-expression"},
	{"let a = <p>{#each xs as x}y{/each}</p>", "1:13-1:14 expected-expression"},
	{"let a = <p>{if x { 1 }}</p>", "1:13-1:15 expected-expression"},
	{"let a = <p>{for x in xs { 1 }}</p>", "1:13-1:16 expected-expression"},
	{"let a = <p>@else { z }</p>", "1:12-1:17 unexpected-else"},
	{"let a = \"a\" . \"b\"", "1:15-1:18 expected-name"},
	{"let a = $b", "1:9-1:10 unexpected-character"},
	{"$a = 1", "1:1-1:2 unexpected-character"},
	{"echo \"a\"", "1:1-1:5 expected-token"},
	{"print \"a\"", "1:1-1:6 expected-token"},
	{"let a = new Date()", "1:13-1:17 expected-token"},
	{"await f()", "1:7-1:8 expected-token"},
	{"throw \"a\"", "1:1-1:6 expected-token"},
	{"switch a { case 1: b }", "1:1-1:7 expected-token"},
	{"import React", "1:13-1:13 expected-token"},
	{"from a import b", "1:1-1:5 expected-token"},
	{"import { a }, b from \"c\"", "1:13-1:14 expected-token"},
	{"export default fn f() { }", "1:8-1:15 misplaced-declaration"},
	{"export { a }", "1:8-1:9 misplaced-declaration"},
	{"let [a, b] = c, d = e", "1:15-1:16 expected-token"},
	{"let a = 1, b = 2", "1:10-1:11 expected-token"},
	{"var a", "1:6-1:6 expected-token"},
	{"let a: string;", "1:14-1:15 expected-token"},
	{"let a = b as string", "1:11-1:13 expected-token"},
	{"let a = b!", "1:10-1:11 expected-token"},
	{"let a = b!.c", "1:10-1:11 expected-token"},
	{"let a = typeof b", "1:9-1:15 expected-token"},
	{"let a = (b: string) => c", "1:9-1:23 expected-token"},
	{"fn f(string a) { }", "1:13-1:14 expected-token"},
	{"fn f(a: string): number { return 1 }", "1:16-1:17 expected-token"},
	{"int x = 1", "1:5-1:6 expected-token"},
	{"let a = { b = 1 }", "1:13-1:14 expected-token"},
	{"let a = [1 2 3]", "1:12-1:13 expected-token; 1:14-1:15 expected-token"},
	{"let a = { \"b\" => 1 }", "1:15-1:17 expected-token"},
	{"do { } while (a)", "1:1-1:3 expected-token"},
	{"loop { }", "1:1-1:5 expected-token"},
	{"unless a { }", "1:1-1:7 expected-token"},
	{"match a { case 1 => 2 }", "1:16-1:17 expected-token"},
	{"match a { 1: 2 }", "1:12-1:13 expected-token"},
	{"match a { 1 | 2 => 3 }", "1:13-1:14 expected-token"},
	{"try { } catch (e) { }", "1:15-1:16 expected-token"},
	{"try { } except e { }", "1:9-1:15 expected-token"},
	{"try { } finally { }", "1:9-1:16 expected-token"},
	{"# comment", "1:1-1:2 unexpected-character"},
	{"let a = 'b' + \"c", "1:15-1:16 unterminated-string"},
	{"return", "1:1-1:7 misplaced-statement"},
	{"fn f() => { return 1 }", "1:20-1:21 expected-token"},
	{"let a = b |> c", "1:11-1:12 expected-token"},
	{"let a = b <> c", "1:12-1:13 expected-expression"},
	{"let a = b ** c", "1:12-1:13 expected-expression"},
	{"let a = 1..=2", "1:12-1:13 expected-expression"},
	{"let a = b?.[0]", "1:12-1:13 expected-name"},
	{"let a = b?.(c)", "1:12-1:13 expected-name"},
	{"a?.b = 1", "1:1-1:5 bad-assignment"},
	{"f() = 1", "1:1-1:4 bad-assignment"},
	{"a + 1 = 2", "1:1-1:6 bad-assignment"},
	{"type A { b: string }", "1:8-1:9 expected-token"},
	{"type A = { b; c }", "1:13-1:14 expected-token"},
	{"type A = string[]", "1:16-1:17 expected-token"},
	{"type A = (a: string) => number", "1:10-1:11 expected-token"},
	{"type A = fn(string) => number", "1:21-1:23 expected-token"},
	{"model A { b string }", "1:13-1:19 expected-token"},
	{"model A { b: string @unique }", "1:21-1:22 expected-token"},
	{"pub fn f() { }", "1:1-1:4 expected-token"},
	{"func f() { }", "1:1-1:5 expected-token"},
	{"fun f() { }", "1:1-1:4 expected-token"},
}

func TestHalfTyped(t *testing.T) {
	for _, c := range halfTyped {
		tree := parseText(halfBefore + c.text + halfAfter)
		checkTree(t, tree)
		var got []string
		lines := strings.Count(halfBefore, "\n")
		found := tree.Diagnostics()
		for _, d := range found {
			line, col := tree.Text().OffsetToRune(d.Span.Start)
			endLine, endCol := tree.Text().OffsetToRune(d.Span.End)
			got = append(got, place(line-lines, col, endLine-lines, endCol)+" "+string(d.Code))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, g, c.want)
		}
		var names []string
		for d := range (File{tree.Root()}).Decls().Items() {
			fn, ok := AsFnDecl(d)
			if ok && strings.Contains(" before after ", " "+fn.Name().Text()+" ") && !slices.ContainsFunc(found, func(f diag.Diagnostic) bool { return f.Span.Start >= fn.Span().Start && f.Span.End <= fn.Span().End }) {
				names = append(names, fn.Name().Text())
			}
		}
		if g := strings.Join(names, " "); g != "before after" {
			t.Errorf("%q: the whole functions are %q\n%s", c.text, g, dumpOf(t, tree))
		}
	}
}

// Where it is plain what to write instead, the fix writes it, and nothing is left to report.
func TestForeignFixes(t *testing.T) {
	for text, want := range map[string]string{
		"const x = 1":                     "let x = 1",
		"function f() { }":                "fn f() { }",
		"async function f() { }":          "fn f() { }",
		"def f() => 1":                    "fn f() => 1",
		"if a { } elif b { }":             "if a { } else if b { }",
		"let a = b and c or d":            "let a = b && c || d",
		"let a = b === c":                 "let a = b == c",
		"let a = b !== c":                 "let a = b != c",
		"x++":                             "x += 1",
		"x--\nx":                          "x -= 1\nx",
		"let x := 1":                      "let x = 1",
		"for x of xs { }":                 "for x in xs { }",
		"try { } except e { }":            "try { } catch e { }",
		"let f = x => x":                  "let f = fn(x) => x",
		"let f = (x, y) => x":             "let f = fn(x, y) => x",
		"f(() => 1, x => { y: 1 })":       "f(fn() => 1, fn(x) => { y: 1 })",
		"let a = <p>@for x of y { }</p>":  "let a = <p>@for x in y { }</p>",
		"let a = <p on:click={x => x}/>":  "let a = <p on:click={fn(x) => x}/>",
		"let a = [x => x, (y) => y]\n\n1": "let a = [fn(x) => x, fn(y) => y]\n\n1",
	} {
		fixed := text
		found := parseText(text).Diagnostics()
		for i := len(found) - 1; i >= 0; i-- {
			for _, f := range found[i].Fixes {
				e := f.Edits[0]
				fixed = fixed[:e.Span.Start] + e.New + fixed[e.Span.End:]
			}
		}
		if fixed != want || len(parseText(fixed).Diagnostics()) > 0 {
			t.Errorf("%q becomes %q, want %q", text, fixed, want)
		}
	}
}

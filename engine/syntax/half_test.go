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
	{"fn f(", "1:5-1:6 unclosed-bracket; 1:6-1:6 expected-token"},
	{"fn f(a", "1:5-1:6 unclosed-bracket; 1:7-1:7 expected-token"},
	{"fn f(a:", "1:5-1:6 unclosed-bracket; 1:8-1:8 expected-token"},
	{"fn f(a = ", "1:5-1:6 unclosed-bracket; 1:9-1:9 expected-expression"},
	{"fn f()", "1:7-1:7 expected-token"},
	{"fn f() ->", "1:10-1:10 expected-token"},
	{"fn f() =>", "1:10-1:10 expected-expression"},
	{"fn f() {", "1:8-1:9 unclosed-bracket"},
	{"fn f() { return", "1:8-1:9 unclosed-bracket"},
	{"import", "1:7-1:7 expected-name"},
	{"import {", "1:8-1:9 unclosed-bracket; 1:9-1:9 expected-token"},
	{"import { a }", "1:13-1:13 expected-token"},
	{"import { a } from", "1:18-1:18 expected-token"},
	{"import * as", "1:12-1:12 expected-name"},
	{"export", "1:7-1:7 misplaced-declaration"},
	{"type T", "1:7-1:7 expected-token"},
	{"type T =", "1:9-1:9 expected-token"},
	{"type T = {", "1:10-1:11 unclosed-bracket"},
	{"type T = { a", "1:10-1:11 unclosed-bracket; 1:13-1:13 expected-token"},
	{"model M {", "1:9-1:10 unclosed-bracket"},
	{"model M { a: ", "1:9-1:10 unclosed-bracket; 1:13-1:13 expected-token"},
	{"page(", "1:5-1:6 unclosed-bracket; 1:6-1:6 expected-token"},
	{"test \"a\"", "1:9-1:9 expected-token"},
	{"action a(", "1:9-1:10 unclosed-bracket; 1:10-1:10 expected-token"},

	// Statements.
	{"let", "1:4-1:4 expected-name"},
	{"let x", "1:6-1:6 expected-token"},
	{"let x =", "1:8-1:8 expected-expression"},
	{"let x:", "1:7-1:7 expected-token"},
	{"let {", "1:5-1:6 unclosed-bracket; 1:6-1:6 expected-token"},
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
	{"try {", "1:5-1:6 unclosed-bracket; 1:6-1:6 expected-token"},
	{"try {\n}", "2:2-2:2 expected-token"},
	{"match x {", "1:9-1:10 unclosed-bracket"},
	{"match x {\n\t1", "1:9-1:10 unclosed-bracket; 2:3-2:3 expected-token"},
	{"match x {\n\t1 =>", "1:9-1:10 unclosed-bracket; 2:6-2:6 expected-expression"},
	{"x +=", "1:5-1:5 expected-expression"},
	{"x = ", "1:4-1:4 expected-expression"},

	// Expressions.
	{"f(", "1:2-1:3 unclosed-bracket"},
	{"f(a,", "1:2-1:3 unclosed-bracket"},
	{"f(a, b:", "1:2-1:3 unclosed-bracket; 1:8-1:8 expected-expression"},
	{"f(a +", "1:2-1:3 unclosed-bracket; 1:6-1:6 expected-expression"},
	{"f([1, {a: 2", "1:2-1:3 unclosed-bracket; 1:3-1:4 unclosed-bracket; 1:7-1:8 unclosed-bracket"},
	{"x.", "1:3-1:3 expected-name"},
	{"x?.", "1:4-1:4 expected-name"},
	{"x.y[", "1:4-1:5 unclosed-bracket; 1:5-1:5 expected-expression"},
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
	{"let a = { b:", "1:9-1:10 unclosed-bracket; 1:13-1:13 expected-expression"},
	{"let a = { ...", "1:9-1:10 unclosed-bracket; 1:14-1:14 expected-expression"},

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
	{"let a = <p>{b.</p>", "1:12-1:13 unclosed-bracket; 1:15-1:17 expected-name"},
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
			fn, ok := d.AsFnDecl()
			if ok && !slices.ContainsFunc(found, func(f diag.Diagnostic) bool { return f.Span.Start >= fn.Span().Start && f.Span.End <= fn.Span().End }) {
				names = append(names, fn.Name().Text())
			}
		}
		if g := strings.Join(names, " "); g != "before after" {
			t.Errorf("%q: the whole functions are %q\n%s", c.text, g, dumpOf(t, tree))
		}
	}
}

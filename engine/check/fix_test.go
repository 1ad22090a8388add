package check_test

import (
	"context"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/workspace"
)

// lib is a second file that the programs of TestFixesCure may import.
const lib = "export fn greet(name: string) => \"hello {name}\"\n\nexport fn Card(title: string) => <h2>{title}</h2>\n\nfn hidden() => 1\nprint(hidden())\n"

// findingsOf checks a program beside lib.code.
func findingsOf(t *testing.T, src string) []diag.Diagnostic {
	t.Helper()
	snap := workspace.Open(fstest.MapFS{"main.code": {Data: []byte(src)}, "lib.code": {Data: []byte(lib)}}, workspace.Config{}).Snapshot()
	ds, err := snap.Diagnostics(context.Background(), "main.code")
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

// apply makes the edits of a fix in main.code, from the last to the first.
func apply(src string, fix diag.Fix) string {
	edits := slices.Clone(fix.Edits)
	slices.SortFunc(edits, func(a, b diag.Edit) int { return b.Span.Start - a.Span.Start })
	for _, e := range edits {
		src = src[:e.Span.Start] + e.New + src[e.Span.End:]
	}
	return src
}

func TestFixesCure(t *testing.T) {
	for _, c := range []struct {
		code      diag.Code
		src, want string
	}{
		{diag.UnknownName, "let title = 1\nprint(titel)\n", "let title = 1\nprint(title)\n"},
		{diag.UnknownName, "print(greet(\"you\"))\n", "import { greet } from \"./lib\"\nprint(greet(\"you\"))\n"},
		{diag.UnknownName, "#!/usr/bin/env coder\nprint(greet(\"you\"))\n", "#!/usr/bin/env coder\nimport { greet } from \"./lib\"\nprint(greet(\"you\"))\n"},
		{diag.UnknownComponent, "print(<Card title=\"x\" />)\n", "import { Card } from \"./lib\"\nprint(<Card title=\"x\" />)\n"},
		{diag.UnknownField, "print([1].lenght)\n", "print([1].length)\n"},
		{diag.UnknownArgument, "fn f(size = 1) => size\nprint(f(sise: 2))\n", "fn f(size = 1) => size\nprint(f(size: 2))\n"},
		{diag.AssignToLet, "fn f() {\n\tlet a = 1\n\ta = 2\n\treturn a\n}\nprint(f())\n", "fn f() {\n\tvar a = 1\n\ta = 2\n\treturn a\n}\nprint(f())\n"},
		{diag.UnusedName, "fn f() {\n\tlet a = 1\n}\nf()\n", "fn f() {\n\tlet _a = 1\n}\nf()\n"},
		{diag.UnusedImport, "import { greet } from \"./lib\"\nprint(1)\n", "print(1)\n"},
		{diag.UnusedImport, "import { greet, Card } from \"./lib\"\nprint(<Card title=\"x\" />)\n", "import { Card } from \"./lib\"\nprint(<Card title=\"x\" />)\n"},
		{diag.UnusedValue, "fn f(a: number) {\n\ta + 1\n}\nprint(f(1))\n", "fn f(a: number) {\n\treturn a + 1\n}\nprint(f(1))\n"},
		{diag.BadCondition, "fn P(open: bool) => <div>{open && <p>x</p>}</div>\nprint(P(true))\n", "fn P(open: bool) => <div>@if open { <p>x</p> }</div>\nprint(P(true))\n"},
		{diag.BadOperand, "fn f(x: any) => !x is string\nprint(f(1))\n", "fn f(x: any) => !(x is string)\nprint(f(1))\n"},
		{diag.MissingAlt, "print(<img src=\"x.png\">)\n", "print(<img alt=\"\" src=\"x.png\">)\n"},
		{diag.MissingArgument, "import { Card } from \"./lib\"\nprint(<Card />)\n", "import { Card } from \"./lib\"\nprint(<Card title={\"\"} />)\n"},
		{diag.UnknownElement, "print(<artcle>x</artcle>)\n", "print(<article>x</article>)\n"},
	} {
		ds := findingsOf(t, c.src)
		i := slices.IndexFunc(ds, func(d diag.Diagnostic) bool { return d.Code == c.code })
		if i < 0 || len(ds[i].Fixes) == 0 {
			t.Errorf("%q: no %s with a fix among %v", c.src, c.code, ds)
			continue
		}
		got := apply(c.src, ds[i].Fixes[0])
		if got != c.want {
			t.Errorf("%s: the fix makes\n%s, want\n%s", c.code, got, c.want)
		}
		for _, d := range findingsOf(t, got) {
			t.Errorf("%s: fixed, %q still gives %s: %s", c.code, got, d.Code, d.Message(diag.English))
		}
	}
}

package workspace

import (
	"context"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// maxPrefixes is how many prefixes of one file are tried; of longer files they are spread evenly.
const maxPrefixes = 8

// TestPrefixesCheck holds that every prefix of every program of the repository can be checked and inspected: half-typed
// code is what an editor shows all day.
func TestPrefixesCheck(t *testing.T) {
	for _, s := range testkit.Sources(t) {
		ws := Open(fstest.MapFS{}, Config{})
		step := max(1, len(s.Text)/maxPrefixes)
		for end := 0; end <= len(s.Text); end += step {
			checkAll(t, ws, s.Text[:end])
		}
	}
}

// checkAll checks a text as a program and as a page, and inspects each of its units.
func checkAll(t testing.TB, ws *Workspace, text string) {
	t.Helper()
	ctx := context.Background()
	const p = "main.code"
	snap := ws.Change([]Change{{Path: p, Text: source.NewText(text)}})
	if _, err := snap.Diagnostics(ctx, p); err != nil {
		t.Fatal(err)
	}
	m, err := snap.Module(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range m.Units() {
		if _, err := snap.Info(ctx, u.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// FuzzCheck holds that no text crashes the checker, and that checking it after an edit finds what checking it afresh
// finds.
func FuzzCheck(f *testing.F) {
	for _, s := range testkit.Sources(f) {
		if path.Ext(s.Path) == ".code" && len(s.Text) < 2000 {
			f.Add(s.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		ws := Open(fstest.MapFS{}, Config{})
		checkAll(t, ws, strings.ToUpper(text))
		checkAll(t, ws, text)
		fresh := Open(fstest.MapFS{}, Config{})
		checkAll(t, fresh, text)
		was, _ := ws.Snapshot().Diagnostics(context.Background(), "main.code")
		is, _ := fresh.Snapshot().Diagnostics(context.Background(), "main.code")
		if len(was) != len(is) {
			t.Errorf("after an edit %d findings, afresh %d", len(was), len(is))
		}
	})
}

// TestAssigningWhatIsInferred holds that what a function assigns may be inferred from that function: the mistake is told once, and
// where there is none nothing is.
func TestAssigningWhatIsInferred(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"fn r() {\n\tr = 0\n\treturn 1\n}\n\nprint(r())\n", 1}, // a function cannot be assigned
		{"var n: number = f()\n\nfn f() {\n\tn = 1\n\treturn 2\n}\n\nprint(n)\n", 0},
		{"fn f() {\n\tn = 1\n\treturn 2\n}\n\nvar n = 0\nn = f()\nprint(n)\n", 0},
	} {
		ds := newEditor(t, map[string]string{"main.code": c.text}).all()
		if len(ds) != c.want {
			t.Errorf("%s: found %s", c.text, show(ds))
		}
	}
	newEditor(t, map[string]string{"main.code": "var n = f()\n\nfn f() {\n\tn = 1\n\treturn 2\n}\n\nprint(n)\n"}).sameAsFresh("nothing")
}

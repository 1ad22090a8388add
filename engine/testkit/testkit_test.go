package testkit

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

const archive = `A loop variable is fresh in every iteration.
It is a let.
#todo-js: captured late
#unformatted
-- main.code --
print("a")
-- lib/카드.code --
export let x = 1

-- out/stdout --
a
-- out/diag --
`

func parseOne(t *testing.T, text string) Case {
	t.Helper()
	c, err := parse("testdata/lang/a/b.txtar", "a/b", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParseCase(t *testing.T) {
	c := parseOne(t, archive)
	if want := "A loop variable is fresh in every iteration.\nIt is a let."; c.Comment != want {
		t.Errorf("comment = %q, want %q", c.Comment, want)
	}
	if tag, ok := c.Tag("todo-js"); !ok || tag.Value != "captured late" || tag.Line != 3 {
		t.Errorf("todo-js = %+v, %v", tag, ok)
	}
	if tag, ok := c.Tag("unformatted"); !ok || tag.Value != "" {
		t.Errorf("unformatted = %+v, %v", tag, ok)
	}
	if f, ok := c.Source("lib/카드.code"); !ok || f.Line != 8 || f.Data != "export let x = 1\n\n" {
		t.Errorf("source = %+v, %v", f, ok)
	}
	if f, ok := c.Want("stdout"); !ok || f.Line != 11 || f.Data != "a\n" {
		t.Errorf("stdout = %+v, %v", f, ok)
	}
	if f, ok := c.Want("diag"); !ok || f.Data != "" || f.Line != 13 {
		t.Errorf("diag = %+v, %v", f, ok)
	}
	if _, ok := c.Want("html"); ok {
		t.Error("an absent expectation was found")
	}
	if c.IsSite() {
		t.Error("a program was taken for a site")
	}
	data, err := fs.ReadFile(c.FS(), "main.code")
	if err != nil || string(data) != "print(\"a\")\n" {
		t.Errorf("main.code = %q, %v", data, err)
	}
	if _, err := fs.Stat(c.FS(), "out/stdout"); err == nil {
		t.Error("an expectation stands among the sources")
	}
}

func TestParseRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no sentence":   "#unformatted\n-- main.code --\n",
		"twice":         "A.\n-- main.code --\n-- main.code --\n",
		"outside":       "A.\n-- ../main.code --\n",
		"absolute path": "A.\n-- /main.code --\n",
	} {
		if _, err := parse("x.txtar", "x", []byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// recorder is a testing.TB that keeps what is reported to it.
type recorder struct {
	testing.TB
	errors  []string
	skipped bool
}

func (r *recorder) Helper()      {}
func (r *recorder) Name() string { return "TestCorpus/a/b" }
func (r *recorder) Error(args ...any) {
	for _, a := range args {
		r.errors = append(r.errors, a.(string))
	}
}
func (r *recorder) Errorf(format string, args ...any) { r.errors = append(r.errors, format) }
func (r *recorder) Skipf(string, ...any)              { r.skipped = true }

func TestRatchet(t *testing.T) {
	pass := func(*T, *Case) {}
	fail := func(t *T, _ *Case) { t.Fatalf("no %d", 1) }
	for _, tt := range []struct {
		name, tags string
		check      func(*T, *Case)
		errors     int
	}{
		{"passes", "", pass, 0},
		{"fails", "", fail, 2}, // its own text, and how to run it again
		{"known failure", "#todo-eval: not yet\n", fail, 0},
		{"known failure that passes", "#todo-eval: not yet\n", pass, 1},
		{"known failure without a reason", "#todo-eval\n", fail, 1},
		{"known failure of another part", "#todo-js: not yet\n", fail, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := parseOne(t, "A.\n"+tt.tags+"-- main.code --\n")
			r := &recorder{TB: t}
			runCase(r, &c, "eval", tt.check)
			if len(r.errors) != tt.errors {
				t.Errorf("%d errors, want %d: %q", len(r.errors), tt.errors, r.errors)
			}
		})
	}
}

func TestFatalEndsTheCheck(t *testing.T) {
	c := parseOne(t, "A.\n-- main.code --\n")
	r := &recorder{TB: t}
	runCase(r, &c, "eval", func(t *T, _ *Case) {
		t.Fatal("first")
		t.Error("second")
	})
	if len(r.errors) != 2 || r.errors[0] != "first" {
		t.Errorf("errors = %q", r.errors)
	}
}

func TestCompare(t *testing.T) {
	t.Setenv(updateVariable, "")
	c := parseOne(t, "A.\n-- main.code --\n-- out/stdout --\na\n")
	for _, tt := range []struct {
		section, got string
		errors       int
	}{
		{"stdout", "a\n", 0},
		{"stdout", "a", 0},
		{"stdout", "b\n", 1},
		{"stdout", "", 1},
		{"html", "<p></p>", 0},
		{"diag", "", 0},
		{"diag", "main.code:1:1-1:2 error[unknown-name]", 1},
	} {
		r := &recorder{TB: t}
		Compare(r, &c, tt.section, tt.got)
		if len(r.errors) != tt.errors {
			t.Errorf("%s = %q: %d errors, want %d", tt.section, tt.got, len(r.errors), tt.errors)
		}
	}
}

func TestUpdateMode(t *testing.T) {
	c := parseOne(t, "A.\n-- main.code --\n-- out/stdout --\na\n")
	c.Path = "testdata/no/such.txtar"
	t.Run("refused under CI", func(t *testing.T) {
		t.Setenv(updateVariable, "1")
		t.Setenv("CI", "true")
		r := &T{TB: t}
		done := make(chan struct{})
		go func() {
			defer close(done)
			Compare(r, &c, "stdout", "b\n")
		}()
		<-done
		if len(r.failures) != 1 || !strings.Contains(r.failures[0], "refused under CI") {
			t.Errorf("failures = %q", r.failures)
		}
	})
	t.Run("leaves known failures", func(t *testing.T) {
		t.Setenv(updateVariable, "1")
		t.Setenv("CI", "")
		r := &T{TB: t, known: true}
		Compare(r, &c, "stdout", "b\n")
		if len(r.failures) != 1 || !strings.Contains(r.failures[0], "out/stdout differs") {
			t.Errorf("failures = %q", r.failures)
		}
	})
}

func TestRewriteTouchesOneSection(t *testing.T) {
	file := filepath.Join(t.TempDir(), "case.txtar")
	const before = "A.\n-- main.code --\nprint(1)\n-- out/stdout --\n2\n"
	for _, step := range []struct{ section, text, want string }{
		{"out/stdout", "1\n", "A.\n-- main.code --\nprint(1)\n-- out/stdout --\n1\n"},
		{"out/diag", "x\n", "A.\n-- main.code --\nprint(1)\n-- out/stdout --\n2\n-- out/diag --\nx\n"},
		{"out/stdout", "", "A.\n-- main.code --\nprint(1)\n"},
	} {
		if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := rewrite(file, step.section, step.text); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != step.want {
			t.Errorf("%s = %q:\n%s", step.section, step.text, Diff(step.want, string(got)))
		}
	}
}

func TestDiffShowsWhiteSpace(t *testing.T) {
	if d := Diff("a\n", "a\n"); d != "" {
		t.Errorf("equal texts differ: %q", d)
	}
	d := Diff("a\tb\n", "a b  \r\n")
	for _, want := range []string{"-a→\tb\n", "+a b  ␍\n"} {
		if !strings.Contains(d, want) {
			t.Errorf("no %q in\n%s", want, d)
		}
	}
	if d := Diff("a\n", "a  \n"); !strings.Contains(d, "+a··\n") {
		t.Errorf("spaces at the end cannot be seen in\n%s", d)
	}
}

func TestEditsRepeatAndUndo(t *testing.T) {
	const text = "fn 인사(이름: string) => <p>안녕, {이름}! 😀</p>\n\nprint(인사(\"세계\"))\n"
	for _, anyByte := range []bool{false, true} {
		cfg := EditConfig{Seed: 7, Pieces: []string{"<ul><li>하나</li></ul>"}, AnyByte: anyByte}
		a, b := NewEdits(cfg), NewEdits(cfg)
		doc := text
		for range 500 {
			edit := a.Next(doc)
			if again := b.Next(doc); again != edit {
				t.Fatalf("the same seed gave %+v and %+v", edit, again)
			}
			if edit.Start < 0 || edit.End < edit.Start || edit.End > len(doc) {
				t.Fatalf("%+v is outside a text of %d bytes", edit, len(doc))
			}
			next := edit.Apply(doc)
			if back := edit.Undo(doc).Apply(next); back != doc {
				t.Fatalf("undoing %+v gave %q, want %q", edit, back, doc)
			}
			if len(next) > 4096 {
				next = text
			}
			doc = next
		}
	}
}

func TestEditsKeepCharactersWhole(t *testing.T) {
	const text = "가나다 é 😀 라마바"
	edits := NewEdits(EditConfig{Seed: 1})
	for range 2000 {
		edit := edits.Next(text)
		if !utf8.ValidString(text[:edit.Start]) || !utf8.ValidString(text[edit.End:]) {
			t.Fatalf("%+v splits a character", edit)
		}
	}
}

func TestSourcesNameTheirArchive(t *testing.T) {
	sources := Sources(t)
	var inArchive int
	seen := map[string]bool{}
	for _, s := range sources {
		if seen[s.Path] {
			t.Errorf("%s stands twice", s.Path)
		}
		seen[s.Path] = true
		if strings.HasPrefix(s.Path, "testdata/lang/") && strings.Contains(s.Path, ".txtar#") {
			inArchive++
		}
	}
	if inArchive < 150 {
		t.Errorf("%d sources in testdata/lang, want at least 150", inArchive)
	}
}

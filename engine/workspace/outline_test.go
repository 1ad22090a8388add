package workspace

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// TestExcerpt lets go of a file and takes an excerpt for a word: namespaces and what holds the word, in place, and nothing else.
func TestExcerpt(t *testing.T) {
	const text = "// About it.\nimport { a } from \"./a\"\nimport * as all from \"./a\"\nimport { a as word2 } from \"./a\"\n\n/// Says word.\nexport fn one() => 1\n\nexport fn two() => word()\n\nlet three = \"a word\"; let four = 4\n\ntest \"says it\" {\n\texpect(1)\n}\n\nfn word() => a\n"
	files := fstest.MapFS{
		"main.code":  {Data: []byte(text)},
		"wrong.code": {Data: []byte("fn word() => 1\n\nfn f( =>\n")},
		"a.code":     {Data: []byte("export let a = 1\n")},
	}
	ws := Open(files, Config{})
	s := ws.Snapshot()
	ctx := context.Background()
	if _, err := s.AllDiagnostics(ctx); err != nil {
		t.Fatal(err)
	}
	checked := s.Work().Checked
	if m, err := s.excerpt(ctx, "main.code", "word"); m != nil || err != nil {
		t.Errorf("there is an excerpt of a file whose tree is kept: %v, %v", m, err)
	}
	for p := range files {
		ws.sealNow(p)
	}
	m, err := s.excerpt(ctx, "main.code", "word")
	if err != nil || m == nil {
		t.Fatal(m, err)
	}
	var got []string
	for _, u := range m.Units() {
		span := u.Outer.Span()
		got = append(got, text[span.Start:span.End])
	}
	// what says of `one` that it says word stands before it, behind an import
	want := []string{"import * as all from \"./a\"", "import { a as word2 } from \"./a\"", "export fn two() => word()", "let three = \"a word\"", "fn word() => a"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the excerpt has %q, want %q", got, want)
	}
	if m, err := s.excerpt(ctx, "wrong.code", "word"); m != nil || err != nil {
		t.Errorf("there is an excerpt of a file with a syntax error: %v, %v", m, err)
	}
	list, err := s.Declared(ctx, "main.code")
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	for _, d := range list {
		if at := text[d.Span.Start:d.Span.End]; strings.Trim(at, `"`) != d.Name {
			t.Errorf("%s is said to stand at %q", d.Name, at)
		}
		declared = append(declared, d.Kind.String()+" "+d.Name)
	}
	if want := []string{"fn one", "fn two", "let three", "let four", "test says it", "fn word"}; !reflect.DeepEqual(declared, want) {
		t.Errorf("declared are %q, want %q", declared, want)
	}
	if now := s.Work().Checked; now != checked {
		t.Errorf("%d units were checked for it", now-checked)
	}
}

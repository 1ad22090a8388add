package format_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/fmt/format"
)

// selected cuts `[|` and `|]` out of a text, and returns what stood between them.
func selected(t *testing.T, text string) (src string, span source.Span) {
	t.Helper()
	before, rest, ok := strings.Cut(text, "[|")
	inner, after, also := strings.Cut(rest, "|]")
	if !ok || !also {
		t.Fatalf("no selection in %q", text)
	}
	return before + inner + after, source.Span{Start: len(before), End: len(before) + len(inner)}
}

// TestRange holds that what a selection touches is formatted, and nothing else.
func TestRange(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"a declaration", "let  a = 1\n\n\nlet  [||]b = 2\n\n\nlet  c = 3\n", "let  a = 1\n\nlet b = 2\n\n\nlet  c = 3\n"},
		{"a line", "let  a = 1\n[|let  b = 2\n|]let  c = 3\n", "let  a = 1\nlet b = 2\nlet  c = 3\n"},
		{"two lines", "let  a = 1\n[|let  b = 2\nlet  c = 3|]\n", "let  a = 1\nlet b = 2\nlet c = 3\n"},
		{"a statement", "fn f() {\nlet  a = 1\nlet  [||]b = 2;  // c\nlet  c = 3\n}\n", "fn f() {\nlet  a = 1\n\tlet b = 2 // c\nlet  c = 3\n}\n"},
		{"its end", "fn f() {\nlet  a = 1\nlet  b = 2[||]\n}\n", "fn f() {\nlet  a = 1\n\tlet b = 2\n}\n"},
		{"a block", "fn f() {\nlet  a = 1\nif  a > 0 {\nb( )\n[|}|]\n}\n", "fn f() {\nlet  a = 1\n\tif a > 0 {\n\t\tb()\n\t}\n}\n"},
		{"statements of two blocks", "fn f() {\nlet  a = 1\nif  a > 0 {\n[|b( )\n}\nc( )|]\n}\n", "fn f() {\nlet  a = 1\n\tif a > 0 {\n\t\tb()\n\t}\n\tc()\n}\n"},
		{"an element", "let a = <ul>\n<li>{ a }</li>\n<li>{ [||]b }</li>\n</ul>\n", "let a = <ul>\n<li>{ a }</li>\n\t<li>{b}</li>\n</ul>\n"},
		{"an import", "import { a } from \"./b\"\nimport { c[||] } from \"./a\"\nlet  d = 1\n", "import { c } from \"./a\"\nimport { a } from \"./b\"\n\nlet  d = 1\n"},
		{"a text that gets other quotes", "fn f() {\nlet [||]a = 'b\\n'\nc(a)\n}\n", "fn f() {\n\tlet a = \"b\\n\"\nc(a)\n}\n"},
		{"a plain text that gets other quotes", "fn f() {\nlet [||]a = 'b'\nc(a)\n}\n", "fn f() {\n\tlet a = \"b\"\nc(a)\n}\n"},
		{"the end of the file", "let  a = 1\n\n\n[||]", "let  a = 1\n"},
		{"beside an error", "[|let  a = 1\nlet b = (\n\nlet  c = 3\n|]", "let a = 1\nlet b = (\n\nlet c = 3\n"},
		{"beside an error in the same block", "[|fn f() {\n  let  a = 1\n  let b = 1 +\n  return  a\n}\n|]", "fn f() {\n\tlet a = 1\n  let b = 1 +\n\treturn a\n}\n"},
		{"beside an error in the same element", "let a = <ul>\n[|<li>{ a }</li>\n<li>{ b + }</li>|]\n</ul>\n", "let a = <ul>\n\t<li>{a}</li>\n\t<li>{ b + }</li>\n</ul>\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src, span := selected(t, test.src)
			if got := apply(t, src, format.Range(parse(src), span, format.Config{})); got != test.want {
				t.Error(testkit.Diff(test.want, got))
			}
		})
	}
}

// TestOnType holds that what was just closed is formatted, and nothing else.
func TestOnType(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"a block", "fn f() {\nif  a {\nb( )\n}[||]\nc( )\n}\n", "fn f() {\n\tif a {\n\t\tb()\n\t}\nc( )\n}\n"},
		{"a declaration", "fn f() {\nif  a {\nb( )\n}\nc( )\n}[||]\n", "fn f() {\n\tif a {\n\t\tb()\n\t}\n\tc()\n}\n"},
		{"a line", "fn f() {\nlet  a = b( )\n[||]\nc( )\n}\n", "fn f() {\n\tlet a = b()\n\nc( )\n}\n"},
		{"an element", "let a = <ul>\n<li>{ a }</li>[||]\n<li>{ b }</li></ul>\n", "let a = <ul>\n\t<li>{a}</li>\n<li>{ b }</li></ul>\n"},
		{"a hole", "let a = <p>b  { c }[||] d</p>\n", "let a = <p>b  {c} d</p>\n"},
		{"beside an error", "fn f() {\n  let b = 1 +\n  if  a {\nc( )\n}[||]\n}\n", "fn f() {\n  let b = 1 +\n\tif a {\n\t\tc()\n\t}\n}\n"},
		{"nothing", "fn f[||]() {\nb( )\n}\n", "fn f() {\nb( )\n}\n"},
		{"a comment", "let  a = 1 // b }[||]\n", "let  a = 1 // b }\n"},
		{"a comma behind a comment", "let a = f(b/* c */,[||]  d)\n", "let a = f(b/* c */,  d)\n"},
		{"a string", "let  a = \"b }[||]\"\n", "let  a = \"b }\"\n"},
		{"a start tag", "let  a = <p>[||]</p>\n", "let  a = <p></p>\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src, span := selected(t, test.src)
			if got := apply(t, src, format.OnType(parse(src), span.End, format.Config{})); got != test.want {
				t.Error(testkit.Diff(test.want, got))
			}
		})
	}
}

// TestRangesInTurn holds that formatting every declaration by itself formats the file, and so does formatting every line.
func TestRangesInTurn(t *testing.T) {
	c := format.Config{Width: 40}
	for _, s := range testkit.Sources(t) {
		if parse(s.Text).Root().HasError() {
			continue
		}
		t.Run(s.Path, func(t *testing.T) {
			want := formatted(t, s.Text, 40)
			text := s.Text
			for i := 0; ; i++ {
				tree := parse(text)
				file, _ := syntax.AsFile(tree.Root())
				decls := slices.Collect(file.Decls().Children())
				if i >= len(decls) {
					break
				}
				text = apply(t, text, format.Range(tree, decls[i].Span(), c))
			}
			text = apply(t, text, format.Range(parse(text), source.Span{Start: len(text), End: len(text)}, c))
			if text != want {
				t.Errorf("declarations\n%s", testkit.Diff(want, text))
			}
			if lines := strings.Count(s.Text, "\n"); lines < 60 {
				if text := linesInTurn(t, s.Text, c); text != want {
					t.Errorf("lines\n%s", testkit.Diff(want, text))
				}
			}
		})
	}
}

// linesInTurn formats the lines of a text, from the last to the first so that those to come keep their numbers.
func linesInTurn(t *testing.T, text string, c format.Config) string {
	t.Helper()
	for i := strings.Count(text, "\n"); i >= 0; i-- {
		start := 0
		for range min(i, strings.Count(text, "\n")) {
			start += strings.IndexByte(text[start:], '\n') + 1
		}
		line, _, _ := strings.Cut(text[start:], "\n")
		text = apply(t, text, format.Range(parse(text), source.Span{Start: start, End: start + len(line)}, c))
	}
	return text
}

// TestErrorsKept formats what it can of broken files and holds that nothing but white space changed: of files cut off, and of files with an edit in their
// midst.
func TestErrorsKept(t *testing.T) {
	edits := testkit.NewEdits(testkit.EditConfig{Seed: 8, Pieces: []string{"fn f(a) {", "}", "</b>", "<p>", "let a = ", "\"", "(", ","}})
	for _, s := range testkit.Sources(t) {
		for cut := 0; cut < len(s.Text); cut += 1 + len(s.Text)/11 {
			checkErrorsKept(t, s.Text[:cut])
			checkErrorsKept(t, edits.Next(s.Text).Apply(s.Text))
		}
	}
}

// checkErrorsKept holds that formatting a file with syntax errors, as a whole and where something is typed, changes nothing but white space.
func checkErrorsKept(t *testing.T, src string) {
	t.Helper()
	tree := parse(src)
	if !tree.Root().HasError() {
		return
	}
	c := format.Config{Width: 40}
	r := rand.New(rand.NewPCG(9, uint64(len(src))))
	for _, edits := range [][]source.Edit{
		format.Range(tree, source.Span{Start: 0, End: len(src)}, c),
		format.OnType(tree, r.IntN(len(src)+1), c),
	} {
		got := apply(t, src, edits)
		if squeeze(got) != squeeze(src) {
			t.Errorf("the text changed\n%s", testkit.Diff(src, got))
		}
	}
}

var slashes = regexp.MustCompile("/+>")

// squeeze takes out white space and what formatting may write otherwise. Without its quotes a value that ends in `/` looks like the
// slash of a void element, so all slashes before a `>` go.
func squeeze(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\f\v;,|'\"", r) {
			return -1
		}
		return r
	}, s)
	return slashes.ReplaceAllString(s, ">")
}

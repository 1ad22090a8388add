package format_test

import (
	"errors"
	"runtime/debug"
	"sort"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/fmt/format"
)

func TestSyntaxErrorsLeaveTheFile(t *testing.T) {
	const src = "let  a = 1\nlet b = (\n"
	tree := parse(src)
	out, err := format.Source(tree, format.Config{})
	if !errors.Is(err, format.ErrSyntax) || string(out) != src {
		t.Errorf("got %q, %v", out, err)
	}
	if edits, err := format.Edits(tree, format.Config{}); !errors.Is(err, format.ErrSyntax) || edits != nil {
		t.Errorf("got %v, %v", edits, err)
	}
}

func TestEditsAreSmall(t *testing.T) {
	const src = "let a = 1\nlet  b = { x:1 }\nlet c = 'x'\n"
	edits, err := format.Edits(parse(src), format.Config{})
	if err != nil {
		t.Fatal(err)
	}
	touched := 0
	for _, e := range edits {
		touched += e.Span.Len() + len(e.New)
	}
	if len(edits) != 4 || touched != 6 {
		t.Errorf("%d edits touch %d bytes: %v", len(edits), touched, edits)
	}
}

func TestEmpty(t *testing.T) {
	for src, want := range map[string]string{"": "", "\n\n": "", " \t": "", "// a  \n\n\n": "// a\n", "\ufeff": "\ufeff", "#!/usr/bin/env coder\nprint(1)": "#!/usr/bin/env coder\nprint(1)\n"} {
		if got := formatted(t, src, 0); got != want {
			t.Errorf("%q: got %q, want %q", src, got, want)
		}
	}
}

// nested are constructs that can hold themselves, as what opens one, what stands innermost, and what closes it.
var nested = map[string][3]string{
	"lists":       {"[", "1", "]"},
	"records":     {"{ a: ", "1", " }"},
	"parens":      {"(", "1", ")"},
	"calls":       {"f(", "1", ")"},
	"functions":   {"fn() => ", "1", ""},
	"blocks":      {"fn() { f(", "1", ") }"},
	"choices":     {"a ? b : ", "c", ""},
	"conditions":  {"(a ? b : c) ? ", "c", " : d"},
	"minus":       {"-", "1", ""},
	"matches":     {"match a { else => ", "1", " }"},
	"elements":    {"<div>", "", "</div>"},
	"inline":      {"<b>x ", "", " y</b>"},
	"components":  {"<Card>", "", "</Card>"},
	"holes":       {"<p>{", "1", "}</p>"},
	"directives":  {"<p>@if a {", "", "}</p>"},
	"attributes":  {"<p a={", "1", "}/>"},
	"strings":     {"\"{", "1", "}\""},
	"binary":      {"(1 + ", "2", ")"},
	"mixed lists": {"[f(fn() => { a: ", "1", " })]"},
}

// stack is how many bytes of it formatting may take: an eighth of what a goroutine may have on small machines.
const stack = 32 << 20

// TestDepth formats constructs nested as deep as the parser lets them, on a stack of limited size. A file with something nested deeper comes back as it is, and it is said why.
func TestDepth(t *testing.T) {
	defer debug.SetMaxStack(debug.SetMaxStack(stack))
	for name, part := range nested {
		t.Run(name, func(t *testing.T) {
			nest := func(depth int) (string, *syntax.Tree) {
				src := "let x = " + strings.Repeat(part[0], depth) + part[1] + strings.Repeat(part[2], depth) + "\n"
				return src, parse(src)
			}
			deepest := sort.Search(10000, func(depth int) bool {
				_, tree := nest(depth + 1)
				return tree.Root().HasError()
			})
			if deepest < 100 || deepest == 10000 {
				t.Fatalf("the parser takes a depth of %d", deepest)
			}
			src, _ := nest(deepest)
			for _, width := range []int{1, 100} {
				out := formatted(t, src, width)
				if again := formatted(t, out, width); again != out {
					t.Errorf("depth %d, width %d: the second pass changes something", deepest, width)
				}
			}
			for _, depth := range []int{deepest + 1, 10000} {
				src, tree := nest(depth)
				out, err := format.Source(tree, format.Config{})
				if string(out) != src || !errors.Is(err, format.ErrSyntax) {
					t.Errorf("depth %d: changed, error %v", depth, err)
				}
				choice := strings.Contains(part[0], "?") // is cut off before its `?`, and that is what is told of
				if d := tree.Diagnostics(); !choice && d[0].Code != diag.TooDeep {
					t.Errorf("depth %d: %v", depth, d[0])
				}
			}
		})
	}
}

// TestLength formats constructs that are lists in the tree, and long.
func TestLength(t *testing.T) {
	for name, part := range map[string][3]string{
		"sum":        {"let x = 1", " + 1", ""},
		"list":       {"let x = [", "1, ", "]"},
		"chain":      {"let x = a", ".b(1)", ""},
		"else if":    {"if a { f() }", " else if b { g() }", ""},
		"statements": {"", "let a = 1\n", ""},
		"text":       {"let x = <p>", "word ", "</p>"},
		"elements":   {"let x = <ul>", "<li>a</li>", "</ul>"},
		"inline":     {"let x = <p>", "<b>a</b> ", "</p>"},
		"union":      {"type T = 1", " | 2", ""},
		"lines":      {"let x = `", "a\n", "`"},
		"comments":   {"", "// a\n", ""},
		"choices":    {"let x = ", "a ? b : ", "c"},
	} {
		t.Run(name, func(t *testing.T) {
			n := 20000
			if name == "choices" {
				n = 200
			}
			src := part[0] + strings.Repeat(part[1], n) + part[2] + "\n"
			out := formatted(t, src, 0)
			if again := formatted(t, out, 0); again != out {
				t.Errorf("the second pass changes something")
			}
		})
	}
}

func BenchmarkFormat(b *testing.B) {
	var src strings.Builder
	for _, s := range testkit.Sources(b) {
		if strings.HasPrefix(s.Path, "testdata/sites/") && !parse(s.Text).Root().HasError() && !strings.Contains(s.Text, "page") {
			src.WriteString(s.Text)
		}
	}
	text := strings.Repeat(src.String(), 1+1<<20/src.Len())
	tree := parse(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := format.Source(tree, format.Config{}); err != nil {
			b.Fatal(err)
		}
	}
}

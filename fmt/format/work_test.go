// What formatting costs, counted: commands of the document and steps of measuring them. Printing takes one step a command.

package format

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/fmt/layout"
)

// work formats src as one unit and returns what that took.
func work(t *testing.T, src string) (commands, steps int) {
	t.Helper()
	tree := syntax.Parse(source.NewText(src))
	if tree.Root().HasError() {
		t.Fatalf("%v", tree.Diagnostics()[0])
	}
	p := printer{src: src, width: DefaultWidth}
	file, _ := syntax.AsFile(tree.Root())
	p.file(file)
	if p.lost || p.pos != len(src) {
		t.Fatal("a token was lost")
	}
	return p.doc.Len(), p.doc.Work()
}

// TestLinear holds that four times as much source takes four times the work, and that a byte of source takes little of it.
func TestLinear(t *testing.T) {
	const most = 6 // steps a byte: a word and the line before it are some bytes and two commands
	for name, part := range map[string][3]string{
		"a list":             {"let x = [", "1,", "]"},
		"records":            {"let x = [", `{a:"b",c:[d]},`, "]"},
		"text on one line":   {"let x = <p>", "word ", "</p>"},
		"elements":           {"let x = <ul>", "<li>a <b>c</b></li>", "</ul>"},
		"a page on one line": {"let x = <main>", `<section class="a"><h2>b</h2><p>c {d} <a href="e">f</a>, g.</p><ul>@for h in i {<li>{h}</li>}</ul></section>`, "</main>"},
		"calls":              {"let x = a", ".b(fn(c) => 1)", ""},
		"a sum":              {"let x = 1", "+1", ""},
		"a sheet":            {"let x = <style>", "a,b>c{d:e(f,g) h;i:j}", "</style>"},
		"data":               {`let x = <script type="application/json">[1`, `,{"a":[1,2,"b"]}`, "]</script>"},
		"comments":           {"let x = [", "1, // a\n", "]"},
	} {
		t.Run(name, func(t *testing.T) {
			n := 2500
			if name == "a list" {
				n = 25000
			}
			_, small := work(t, part[0]+strings.Repeat(part[1], n)+part[2])
			src := part[0] + strings.Repeat(part[1], 4*n) + part[2]
			commands, large := work(t, src)
			if large > 4*small+4*small/20 {
				t.Errorf("%d steps for %d times, %d for four times as much", small, n, large)
			}
			if large > most*len(src) || commands > large {
				t.Errorf("%d commands and %d steps for %d bytes", commands, large, len(src))
			}
		})
	}
}

// TestNestedIsLinear holds the same for elements in elements, as deep as the parser lets them be.
func TestNestedIsLinear(t *testing.T) {
	for _, tag := range []string{"div", "b", "Card"} {
		nested := func(n int) string {
			return "let x = " + strings.Repeat("<"+tag+">a ", n) + strings.Repeat("</"+tag+">", n)
		}
		_, small := work(t, nested(20))
		_, large := work(t, nested(80))
		if large > 4*small+4*small/20 {
			t.Errorf("%s: %d steps for 20, %d for 80", tag, small, large)
		}
	}
}

// TestCache edits sources at random and holds that formatting with a cache gives what formatting without does.
func TestCache(t *testing.T) {
	var pieces []string
	for _, s := range testkit.Sources(t) {
		if len(s.Text) < 4000 {
			pieces = append(pieces, s.Text)
		}
	}
	r := rand.New(rand.NewPCG(5, 5))
	random := testkit.NewEdits(testkit.EditConfig{Seed: 5, Pieces: pieces})
	for range 60 {
		src := pieces[r.IntN(len(pieces))]
		cache := &Cache{}
		for range 8 {
			tree := syntax.Parse(source.NewText(src))
			width := []int{40, 100}[r.IntN(2)]
			whole := source.Span{Start: 0, End: len(src)}
			want := Range(tree, whole, Config{Width: width})
			got := Range(tree, whole, Config{Width: width, Cache: cache})
			if !slices.Equal(got, want) {
				t.Fatalf("a cache changes the edits\nwant %v\ngot  %v\n%s", want, got, src)
			}
			wantText, _ := Source(tree, Config{Width: width})
			gotText, _ := Source(tree, Config{Width: width, Cache: cache})
			if string(gotText) != string(wantText) {
				t.Fatalf("a cache changes the text\n%s", testkit.Diff(string(wantText), string(gotText)))
			}
			src = random.Next(src).Apply(src)
		}
	}
}

// TestCacheFormatsWhatChanged counts the units that an edit makes new, and those that are kept.
func TestCacheFormatsWhatChanged(t *testing.T) {
	const n = 200
	src := strings.Repeat("fn f(a: number) {\n\treturn  a + 1\n}\n", n)
	cache := &Cache{}
	format := func(src string) int {
		cache.fresh = 0
		if _, err := Edits(syntax.Parse(source.NewText(src)), Config{Cache: cache}); err != nil {
			t.Fatal(err)
		}
		return cache.fresh
	}
	format(src)
	if fresh := format(src); fresh != 0 {
		t.Errorf("%d units were formatted again without an edit", fresh)
	}
	at := len(src)/2 - len(src)/2%(len(src)/n) + len("fn f(a: number) {\n\treturn  a ")
	if fresh := format(src[:at] + "*" + src[at+1:]); fresh != 1 {
		t.Errorf("an edit made %d units new", fresh)
	}
	if len(cache.units) != 2 {
		t.Errorf("%d units are kept of two that differ", len(cache.units))
	}
	if _, err := Edits(syntax.Parse(source.NewText(src)), Config{Width: layout.Unbounded, Cache: cache}); err != nil {
		t.Fatal(err)
	}
	if len(cache.units) != 1 {
		t.Errorf("%d units are kept of one, at a new width", len(cache.units))
	}
}

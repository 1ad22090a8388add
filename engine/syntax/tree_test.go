package syntax

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

func parseText(text string) *Tree { return Parse(source.NewText(text)) }

func dumpOf(t testing.TB, tree *Tree) string {
	t.Helper()
	var b strings.Builder
	if err := tree.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkTree holds what is true of every tree: children tile their parent, tokens give the text, slots hold what the grammar
// says, flags are inherited, and the depth is bounded.
func checkTree(t testing.TB, tree *Tree) {
	t.Helper()
	text := tree.Text().String()
	var b strings.Builder
	var walk func(n Node, depth int)
	walk = func(n Node, depth int) {
		if depth > 40*maxNesting {
			t.Fatalf("the tree is %d deep", depth)
		}
		if n.IsToken() {
			span := n.FullSpan()
			b.WriteString(text[span.Start:span.End])
			if n.Missing() && span.Len() > 0 {
				t.Fatalf("missing %s has a width", n.Kind())
			}
			return
		}
		pos := n.FullSpan().Start
		filled := 0
		for c := range n.Children() {
			if c.FullSpan().Start != pos {
				t.Fatalf("%s at %d begins at %d", c.Kind(), pos, c.FullSpan().Start)
			}
			pos = c.FullSpan().End
			if c.HasError() && !n.HasError() {
				t.Fatalf("%s in %s at %d has an error that its parent has not", c.Kind(), n.Kind(), pos)
			}
			if c.Kind() != KindUnexpected {
				filled++
			}
			walk(c, depth+1)
		}
		if pos != n.FullSpan().End {
			t.Fatalf("%s ends at %d, its children at %d", n.Kind(), n.FullSpan().End, pos)
		}
		if n.Kind().IsList() {
			return
		}
		for i := range slotsOf[n.Kind()] {
			if n.Slot(i).Ok() {
				filled--
			}
		}
		if filled != 0 {
			t.Fatalf("%s at %d has %d children beyond its slots:\n%s", n.Kind(), n.Span().Start, filled, dumpOf(t, tree))
		}
	}
	walk(tree.Root(), 0)
	if b.String() != text {
		t.Fatalf("the tree gives %q for %q", b.String(), text)
	}
}

func TestSourcesParse(t *testing.T) {
	for _, s := range testkit.Sources(t) {
		t.Run(s.Path, func(t *testing.T) { checkTree(t, parseText(s.Text)) })
	}
}

// Cases without expected diagnostics are whole: nothing in them is missing or unexpected.
func TestCleanCasesAreClean(t *testing.T) {
	testkit.Run(t, "testdata/lang", "syntax", func(t *testkit.T, c *testkit.Case) {
		for _, e := range c.Expect {
			if e.Name == "diag" {
				return
			}
		}
		for _, f := range c.Files {
			if !strings.HasSuffix(f.Name, ".code") {
				continue
			}
			tree := parseText(f.Data)
			if tree.Root().HasError() {
				t.Errorf("%s: %s", f.Name, firstError(tree.Root()))
			}
		}
	})
}

// firstError describes the innermost first node with an error.
func firstError(n Node) string {
	for c := range n.Children() {
		if c.HasError() {
			return firstError(c)
		}
	}
	line, col := n.t.text.LineCol(n.Span().Start)
	return fmt.Sprintf("%d:%d: %s %q", line+1, col+1, n.Kind(), n.Text())
}

// diagLines shows diagnostics as out/diag does.
func diagLines(path string, tree *Tree) []string {
	var lines []string
	for _, d := range tree.Diagnostics() {
		line, col := tree.Text().OffsetToRune(d.Span.Start)
		endLine, endCol := tree.Text().OffsetToRune(d.Span.End)
		lines = append(lines, fmt.Sprintf("%s:%d:%d-%d:%d error[%s]", path, line+1, col+1, endLine+1, endCol+1, d.Code))
	}
	return lines
}

// Of the diagnostics that a case expects, those of the stages text and syntax are found, and no others.
func TestCasesHaveTheirSyntaxDiagnostics(t *testing.T) {
	for _, dir := range []string{"testdata/lang", "testdata/diag"} {
		testkit.Run(t, dir, "syntax", func(t *testkit.T, c *testkit.Case) {
			var want, got []string
			for _, e := range c.Expect {
				if e.Name != "diag" {
					continue
				}
				for line := range strings.Lines(e.Data) {
					_, rest, _ := strings.Cut(line, " error[")
					code, _, _ := strings.Cut(rest, "]")
					if diag.IsCode(code) && strings.Contains(line, ".code:") && (diag.Lookup(diag.Code(code)).Stage <= diag.StageSyntax || code == "void-with-content") {
						line, _, _ = strings.Cut(line, "]")
						want = append(want, line+"]")
					}
				}
			}
			for _, f := range c.Files {
				if strings.HasSuffix(f.Name, ".code") {
					got = append(got, diagLines(f.Name, parseText(f.Data))...)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
				t.Errorf("%s", testkit.Diff(w, g))
			}
		})
	}
}

// place shows a range whose lines and columns count from 0 as people count.
func place(line, col, endLine, endCol int) string {
	return fmt.Sprintf("%d:%d-%d:%d", line+1, col+1, endLine+1, endCol+1)
}

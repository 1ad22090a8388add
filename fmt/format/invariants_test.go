package format_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/fmt/format"
	"github.com/codescript-lang/coder/fmt/layout"
)

var widths = []int{1, 20, 40, 80, 100, layout.Unbounded}

// TestInvariants holds for every source of the repository what formatting must keep.
func TestInvariants(t *testing.T) {
	for _, s := range testkit.Sources(t) {
		t.Run(s.Path, func(t *testing.T) { checkInvariants(t, s.Text) })
	}
}

// checkInvariants formats src to several widths and compares before and after. A source with syntax errors must come back as it is.
func checkInvariants(t *testing.T, src string) {
	t.Helper()
	tree := parse(src)
	if tree.Root().HasError() {
		out, err := format.Source(tree, format.Config{})
		if !errors.Is(err, format.ErrSyntax) || string(out) != src {
			t.Errorf("a file with syntax errors was changed, error %v", err)
		}
		checkErrorsKept(t, src)
		return
	}
	want, comments := signature(tree), commentsOf(tree)
	var breaks map[int]bool // where lines end when all lines end that can
	for _, width := range widths {
		c := format.Config{Width: width}
		bytes, err := format.Source(tree, c)
		if err != nil {
			t.Fatalf("width %d: %v", width, err)
		}
		out := string(bytes)
		again := parse(out)
		if again.Root().HasError() {
			t.Fatalf("width %d: the result does not parse: %v\n%s", width, again.Diagnostics(), testkit.Diff(src, out))
		}
		if got := signature(again); got != want {
			t.Fatalf("width %d: the meaning changed\n%s\n%s", width, testkit.Diff(fold(want), fold(got)), testkit.Diff(src, out))
		}
		if got := commentsOf(again); !slices.Equal(got, comments) {
			t.Fatalf("width %d: comments moved\nwant %q\ngot  %q\n%s", width, comments, got, testkit.Diff(src, out))
		}
		second, err := format.Source(again, c)
		if err != nil || string(second) != out {
			t.Fatalf("width %d: the second pass changes something (%v)\n%s", width, err, testkit.Diff(out, string(second)))
		}
		checkEdits(t, tree, out, c)
		checkText(t, out)
		lines := linesOfCode(again)
		if breaks == nil {
			breaks = lineEnds(lines)
		}
		checkWidth(t, lines, breaks, width)
	}
}

// codeLine is a line without the comment that ends it, which does not count for the width.
type codeLine struct {
	text   string
	inside bool // it begins in a token, behind which nothing is measured
}

// linesOfCode returns the lines of a text.
func linesOfCode(tree *syntax.Tree) []codeLine {
	text := tree.Text().String()
	lines := make([]codeLine, 1)
	at := 0
	upTo := func(end int, inside bool) {
		for i, part := range strings.Split(text[at:end], "\n") {
			if i > 0 {
				lines = append(lines, codeLine{inside: inside})
			}
			lines[len(lines)-1].text += part
		}
		at = end
	}
	var visit func(n syntax.Node)
	visit = func(n syntax.Node) {
		for c := range n.Children() {
			visit(c)
		}
		if !n.IsToken() {
			return
		}
		for t := range n.Leading() {
			if t.Kind != syntax.TriviaSpace && t.Kind != syntax.TriviaNewline && t.Kind != syntax.TriviaBlockComment {
				upTo(t.Span.Start, false)
				last := &lines[len(lines)-1].text
				*last = strings.TrimRight(*last, " ")
				at = t.Span.End
			}
		}
		upTo(n.Span().Start, false)
		upTo(n.Span().End, n.Kind() != syntax.KindText)
	}
	visit(tree.Root())
	return lines
}

// lineEnds returns where lines end, as how much stands before that is no white space and not in the gift of the formatter.
func lineEnds(lines []codeLine) map[int]bool {
	ends, at := map[int]bool{}, 0
	for _, line := range lines {
		at += len(squeeze(line.text))
		ends[at] = true
	}
	return ends
}

// checkWidth holds that no line is wider than width if it has a place where a line can end.
func checkWidth(t *testing.T, lines []codeLine, ends map[int]bool, width int) {
	t.Helper()
	at := 0
	for i, line := range lines {
		from := at
		at += len(squeeze(line.text))
		bare := strings.TrimLeft(line.text, "\t")
		if line.inside || layout.Width(bare)+layout.TabWidth*(len(line.text)-len(bare)) <= width {
			continue
		}
		for end := from + 1; end < at; end++ {
			// What closes the brackets of a hugged argument has a line of its own only where that argument stands further in.
			closes := strings.Trim(squeeze(line.text)[end-from:], ")]},") == ""
			if ends[end] && !closes {
				t.Fatalf("width %d: line %d could end behind %q\n%s", width, i+1, squeeze(line.text)[:end-from], line.text)
			}
		}
	}
}

// fold puts the parts of a signature on lines of their own.
func fold(signature string) string { return strings.ReplaceAll(signature, " ", "\n") + "\n" }

// checkEdits holds that the edits of a tree are in order, apart, change nothing but white space and what formatting may write otherwise, and give the formatted
// text.
func checkEdits(t *testing.T, tree *syntax.Tree, want string, c format.Config) {
	t.Helper()
	edits, err := format.Edits(tree, c)
	if err != nil {
		t.Fatal(err)
	}
	src := tree.Text().String()
	if got := apply(t, src, edits); got != want {
		t.Fatalf("width %d: the edits give another text\n%s", c.Width, testkit.Diff(want, got))
	}
	moves := strings.Contains(src, "import") || tree.Root().HasComment() // a comment may be overtaken by a comma
	for _, e := range edits {
		if old := src[e.Span.Start:e.Span.End]; !moves && strings.Trim(squeeze(old)+squeeze(e.New), "/") != "" {
			t.Fatalf("width %d: an edit changes %q to %q", c.Width, old, e.New)
		}
	}
}

// apply makes edits that all refer to src.
func apply(t *testing.T, src string, edits []source.Edit) string {
	t.Helper()
	var out strings.Builder
	at := 0
	for _, e := range edits {
		if e.Span.Start < at || e.Span.End < e.Span.Start {
			t.Fatalf("edits out of order or overlapping: %v", edits)
		}
		out.WriteString(src[at:e.Span.Start])
		out.WriteString(e.New)
		at = e.Span.End
	}
	out.WriteString(src[at:])
	return out.String()
}

// checkText holds what is true of every formatted text.
func checkText(t *testing.T, out string) {
	t.Helper()
	if strings.TrimPrefix(out, "\ufeff") == "" {
		return
	}
	if !strings.HasSuffix(out, "\n") || strings.HasSuffix(out, "\n\n") || strings.HasPrefix(out, "\n") {
		t.Fatalf("the text begins or ends badly:\n%q", out)
	}
}

// TestLineEnds holds that CRLF and LF are formatted alike, and that a byte order mark stays.
func TestLineEnds(t *testing.T) {
	for _, s := range testkit.Sources(t) {
		if strings.Contains(s.Text, "\r") || strings.HasPrefix(s.Text, "\ufeff") || parse(s.Text).Root().HasError() {
			continue
		}
		t.Run(s.Path, func(t *testing.T) {
			want := formatted(t, s.Text, 0)
			crlf := strings.ReplaceAll(s.Text, "\n", "\r\n")
			if got := formatted(t, crlf, 0); got != want {
				t.Errorf("CRLF\n%s", testkit.Diff(want, got))
			}
			checkEdits(t, parse(crlf), want, format.Config{})
			if got := formatted(t, "\ufeff"+s.Text, 0); got != "\ufeff"+want {
				t.Errorf("byte order mark\n%s", testkit.Diff("\ufeff"+want, got))
			}
		})
	}
}

// TestNoMemory holds that the amount of white space makes no difference: spaces in code become tabs and more spaces, and spaces between words line ends.
func TestNoMemory(t *testing.T) {
	for _, s := range testkit.Sources(t) {
		tree := parse(s.Text)
		if tree.Root().HasError() || strings.Contains(s.Text, "coder: leave") {
			continue
		}
		t.Run(s.Path, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(len(s.Text))))
			for range 3 {
				other := respace(r, tree)
				if signature(parse(other)) != signature(tree) {
					t.Fatalf("the test changed the meaning\n%s", testkit.Diff(s.Text, other))
				}
				if want, got := formatted(t, s.Text, 0), formatted(t, other, 0); got != want {
					t.Errorf("from\n%s\n%s", other, testkit.Diff(want, got))
				}
			}
		})
	}
}

// TestWidthIsForgotten holds that how lines were broken makes no difference: what was formatted to another width first comes out the same. In markup line ends
// between elements are kept, and block comments stay on their lines.
func TestWidthIsForgotten(t *testing.T) {
	for _, s := range testkit.Sources(t) {
		tree := parse(s.Text)
		if tree.Root().HasError() || strings.Contains(s.Text, "coder: leave") || strings.Contains(s.Text, "</") || strings.Contains(s.Text, "/*") {
			continue
		}
		t.Run(s.Path, func(t *testing.T) {
			for _, from := range widths {
				other := formatted(t, s.Text, from)
				for _, to := range widths {
					if want, got := formatted(t, s.Text, to), formatted(t, other, to); got != want {
						t.Errorf("from %d to %d\n%s", from, to, testkit.Diff(want, got))
					}
				}
			}
		})
	}
}

// respace returns the text of a tree with other white space where that means nothing.
func respace(r *rand.Rand, tree *syntax.Tree) string {
	var b strings.Builder
	at := 0
	replace := func(start, end int, with string) {
		b.WriteString(tree.Text().Slice(source.Span{Start: at, End: start}))
		b.WriteString(with)
		at = end
	}
	var visit func(n syntax.Node)
	visit = func(n syntax.Node) {
		switch k := n.Kind(); {
		case k == syntax.KindString || k == syntax.KindAttrString || k == syntax.KindElement && keepsBytes(n):
			return
		case k == syntax.KindText:
			text := n.Text()
			if start := n.Span().Start; len(text) > 2 && r.IntN(2) == 0 {
				i := strings.IndexByte(text[1:len(text)-1], ' ') + 1
				if i > 0 && text[i-1] != ' ' && text[i+1] != ' ' && text[i+1] != '\n' {
					replace(start+i, start+i+1, "\n\t ")
				}
			}
			return
		case !n.IsToken():
			for c := range n.Children() {
				visit(c)
			}
			return
		}
		for t := range n.Leading() {
			if t.Kind == syntax.TriviaSpace && strings.Trim(t.Text, " \t") == "" && r.IntN(2) == 0 {
				replace(t.Span.Start, t.Span.End, strings.Repeat(" ", 1+r.IntN(3)))
			}
		}
	}
	visit(tree.Root())
	b.WriteString(tree.Text().Slice(source.Span{Start: at, End: tree.Text().Len()}))
	return b.String()
}

// keepsBytes reports whether an element's content may be kept as it is.
func keepsBytes(n syntax.Node) bool {
	return slices.Contains([]string{"pre", "textarea", "listing"}, tagName(n)) || strings.Contains(n.Text(), "white-space")
}

// fuzzedBytes is the longest source that FuzzFormat looks at, and fuzzSeeds how many it starts from: every input is formatted to six widths and parsed as often, and what is found
// wrong in a long source is found in a short one sooner. While fuzzing makes an interesting input smaller it counts no executions, for a minute each; -fuzzminimizetime=1s is quicker.
const (
	fuzzedBytes = 2 << 10
	fuzzSeeds   = 400
)

func FuzzFormat(f *testing.F) {
	seeds := 0
	for _, s := range testkit.Sources(f) {
		if len(s.Text) <= fuzzedBytes/4 && seeds < fuzzSeeds {
			f.Add(s.Text)
			seeds++
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) <= fuzzedBytes {
			checkInvariants(t, src)
		}
	})
}

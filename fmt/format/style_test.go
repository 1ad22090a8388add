package format_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/fmt/format"
)

func parse(src string) *syntax.Tree { return syntax.Parse(source.NewText(src)) }

// formatted returns src formatted, and fails the test if it has syntax errors.
func formatted(t *testing.T, src string, width int) string {
	t.Helper()
	tree := parse(src)
	out, err := format.Source(tree, format.Config{Width: width})
	if err != nil {
		t.Fatalf("%v: %v\n%s", err, tree.Diagnostics(), src)
	}
	return string(out)
}

// TestStyle holds the examples of STYLE.md.
func TestStyle(t *testing.T) {
	text, err := os.ReadFile("../STYLE.md")
	if err != nil {
		t.Fatal(err)
	}
	var before, heading string
	width, count := 0, 0
	lines := strings.Split(string(text), "\n")
	for i := 0; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], "#") {
			heading = strings.TrimLeft(lines[i], "# ")
		}
		mark, ok := strings.CutPrefix(lines[i], "```")
		if !ok {
			continue
		}
		start := i + 1
		for i++; lines[i] != "```"; i++ {
		}
		body := strings.Join(lines[start:i], "\n") + "\n"
		name, w, _ := strings.Cut(mark, " ")
		switch name {
		case "before":
			before = body
			width, _ = strconv.Atoi(w)
			continue
		case "code":
			before = body
			width, _ = strconv.Atoi(w)
		case "after":
		default:
			t.Fatalf("STYLE.md:%d: a block marked %q", start, mark)
		}
		count++
		t.Run(heading+":"+strconv.Itoa(start), func(t *testing.T) {
			if got := formatted(t, before, width); got != body {
				t.Errorf("STYLE.md:%d\n%s", start, testkit.Diff(body, got))
			}
			if again := formatted(t, body, width); again != body {
				t.Errorf("STYLE.md:%d, formatted again\n%s", start, testkit.Diff(body, again))
			}
		})
	}
	if count == 0 {
		t.Fatal("no examples found")
	}
}

// TestCases holds testdata/format.
func TestCases(t *testing.T) {
	for _, c := range testkit.Load(t, "testdata/format") {
		t.Run(c.Name, func(t *testing.T) {
			in, _ := c.Source("in.code")
			want, ok := c.Source("out.code")
			width := 0
			if tag, ok := c.Tag("width"); ok {
				width, _ = strconv.Atoi(tag.Value)
			}
			if !ok {
				want = in
			}
			if got := formatted(t, in.Data, width); got != want.Data {
				t.Errorf("%s:%d\n%s", c.Path, want.Line, testkit.Diff(want.Data, got))
			}
		})
	}
}

// TestRepository holds that the sources of the repository are formatted.
func TestRepository(t *testing.T) {
	unformatted := map[string]bool{}
	for _, dir := range []string{"testdata/lang"} {
		for _, c := range testkit.Load(t, dir) {
			if _, ok := c.Tag("unformatted"); ok {
				unformatted[c.Path] = true
			}
		}
	}
	for _, s := range testkit.Sources(t) {
		archive, _, _ := strings.Cut(s.Path, "#")
		if unformatted[archive] || strings.HasPrefix(s.Path, "testdata/diag/") || strings.HasPrefix(s.Path, "testdata/format/") {
			continue
		}
		tree := parse(s.Text)
		if tree.Root().HasError() {
			continue
		}
		t.Run(s.Path, func(t *testing.T) {
			if got := formatted(t, s.Text, 0); got != s.Text {
				t.Errorf("%s is not formatted; run coder fmt, or tag the case #unformatted\n%s", s.Path, testkit.Diff(s.Text, got))
			}
		})
	}
}

// The corpus itself: its cases are well made, whatever the engine does with them.

package testkit

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/diag"
)

// areas are the folders of testdata/lang, in the order of the definition.
var areas = []string{"source", "words", "types", "expressions", "statements", "declarations", "markup", "pages", "std", "running", "diagnostics"}

// knownTags are the tags that testdata/README.md explains, besides skip- and todo- for a part.
var knownTags = []string{"unformatted", "note", "get", "cookie", "args", "stdin"}

// knownExpectations are the sections that testdata/README.md explains.
var knownExpectations = []string{"stdout", "html", "status", "diag", "error", "exit", "tree"}

var diagLine = regexp.MustCompile(`^([^:]+):(\d+):(\d+)-(\d+):(\d+) (error|warning)\[([a-z0-9-]+)\](: .+)?$`)

func TestCasesAreWellMade(t *testing.T) {
	for _, dir := range []string{"testdata/lang", "testdata/diag"} {
		for _, c := range Load(t, dir) {
			t.Run(c.Name, func(t *testing.T) { checkCase(t, &c) })
		}
	}
}

func TestAreasAreKnown(t *testing.T) {
	for _, c := range Load(t, "testdata/lang") {
		if area := path.Dir(c.Name); !slices.Contains(areas, area) {
			t.Errorf("%s:1: area %q is not in testdata/README.md", c.Path, area)
		}
	}
}

func checkCase(t *testing.T, c *Case) {
	if _, ok := c.Source("main.code"); !ok && !c.IsSite() {
		t.Errorf("%s:1: neither main.code nor site.code", c.Path)
	}
	for _, tag := range c.Tags {
		part := strings.HasPrefix(tag.Name, "skip-") || strings.HasPrefix(tag.Name, "todo-")
		if !part && !slices.Contains(knownTags, tag.Name) {
			t.Errorf("%s:%d: unknown tag #%s", c.Path, tag.Line, tag.Name)
		}
	}
	for _, f := range c.Expect {
		if !slices.Contains(knownExpectations, f.Name) {
			t.Errorf("%s:%d: unknown section out/%s", c.Path, f.Line, f.Name)
		}
	}
	want, ok := c.Want("diag")
	if !ok {
		return
	}
	var before place
	hasError := false
	for i, line := range strings.Split(strings.TrimSuffix(want.Data, "\n"), "\n") {
		at := fmt.Sprintf("%s:%d", c.Path, want.Line+i)
		p, severity, err := checkDiagLine(c, line)
		if err != nil {
			t.Errorf("%s: %v", at, err)
			continue
		}
		hasError = hasError || severity == "error"
		if i > 0 && !before.less(p) {
			t.Errorf("%s: not sorted by path and place, or two at one place", at)
		}
		before = p
	}
	if hasError && len(c.Expect) > 1 {
		t.Errorf("%s:1: a program with errors does not run, so nothing but out/diag can be expected of it", c.Path)
	}
}

// place is where a diagnostic begins.
type place struct {
	path      string
	line, col int
}

func (p place) less(q place) bool {
	if p.path != q.path {
		return p.path < q.path
	}
	if p.line != q.line {
		return p.line < q.line
	}
	return p.col < q.col
}

// checkDiagLine checks one line of out/diag against the catalogue and the case's sources.
func checkDiagLine(c *Case, line string) (place, string, error) {
	m := diagLine.FindStringSubmatch(line)
	if m == nil {
		return place{}, "", fmt.Errorf("malformed: %q", line)
	}
	var n [4]int
	for i := range n {
		fmt.Sscan(m[i+2], &n[i])
	}
	p := place{m[1], n[0], n[1]}
	if !diag.IsCode(m[7]) {
		return p, m[6], fmt.Errorf("%s is not in the catalogue", m[7])
	}
	if want := diag.Lookup(diag.Code(m[7])).Severity.String(); m[6] != want {
		return p, m[6], fmt.Errorf("%s is an %s, not an %s", m[7], want, m[6])
	}
	f, ok := c.Source(m[1])
	if !ok {
		return p, m[6], fmt.Errorf("the case has no %s", m[1])
	}
	lines := strings.Split(f.Data, "\n")
	for _, end := range [][2]int{{n[0], n[1]}, {n[2], n[3]}} {
		if end[0] < 1 || end[0] > len(lines) || end[1] < 1 || end[1] > utf8.RuneCountInString(lines[end[0]-1])+1 {
			return p, m[6], fmt.Errorf("%d:%d is not in %s", end[0], end[1], m[1])
		}
	}
	if n[2] < n[0] || n[2] == n[0] && n[3] < n[1] {
		return p, m[6], fmt.Errorf("ends before it begins")
	}
	return p, m[6], nil
}

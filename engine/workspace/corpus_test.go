package workspace

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/testkit"
)

// TestCorpus holds that the diagnostics of every case are those that the case expects.
func TestCorpus(t *testing.T) {
	for _, dir := range []string{"testdata/lang", "testdata/diag"} {
		t.Run(dir, func(t *testing.T) {
			testkit.Run(t, dir, "check", func(t *testkit.T, c *testkit.Case) {
				testkit.Compare(t, c, "diag", findings(t, c))
			})
		})
	}
}

// findings writes the diagnostics of all files of a case as out/diag does; messages are shown where the case has them.
func findings(t testing.TB, c *testkit.Case) string {
	want, _ := c.Want("diag")
	expected := strings.Split(want.Data, "\n")
	cfg := Config{}
	if _, site := c.Source("site.code"); !site {
		if _, page := c.Want("html"); page {
			cfg.Page = "main.code"
		}
	}
	snap := Open(c.FS(), cfg).Snapshot()
	found, err := snap.AllDiagnostics(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range found {
		text := snap.Text(d.Path)
		l1, c1 := text.OffsetToRune(d.Span.Start)
		l2, c2 := text.OffsetToRune(d.Span.End)
		line := fmt.Sprintf("%s:%d:%d-%d:%d %s[%s]", d.Path, l1+1, c1+1, l2+1, c2+1, d.Severity(), d.Code)
		message := d.Message(diag.English) // always made: every argument must be there
		if i := len(lines); i < len(expected) && strings.HasPrefix(expected[i], line+": ") {
			line += ": " + message
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// TestSitesAndProgramsAreClean holds that there is nothing to say about the sites and programs that people start from.
func TestSitesAndProgramsAreClean(t *testing.T) {
	root := os.DirFS(testkit.Root(t))
	sites, err := fs.Glob(root, "testdata/sites/*")
	if err != nil || len(sites) == 0 {
		t.Fatalf("no sites: %v", err)
	}
	for _, dir := range append(sites, "testdata/programs") {
		t.Run(path.Base(dir), func(t *testing.T) {
			files, err := fs.Sub(root, dir)
			if err != nil {
				t.Fatal(err)
			}
			snap := Open(files, Config{}).Snapshot()
			found, err := snap.AllDiagnostics(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				line, col := snap.Text(d.Path).OffsetToRune(d.Span.Start)
				t.Errorf("%s/%s:%d:%d: %s[%s]: %s", dir, d.Path, line+1, col+1, d.Severity(), d.Code, d.Message(diag.English))
			}
		})
	}
}

package workspace

import (
	"context"
	"fmt"
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
	var lines []string
	for _, p := range snap.Files() {
		ds, err := snap.Diagnostics(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		text := snap.Text(p)
		for _, d := range ds {
			l1, c1 := text.OffsetToRune(d.Span.Start)
			l2, c2 := text.OffsetToRune(d.Span.End)
			line := fmt.Sprintf("%s:%d:%d-%d:%d %s[%s]", p, l1+1, c1+1, l2+1, c2+1, d.Severity(), d.Code)
			message := d.Message(diag.English) // always made: every argument must be there
			if i := len(lines); i < len(expected) && strings.HasPrefix(expected[i], line+": ") {
				line += ": " + message
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

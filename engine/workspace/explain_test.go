package workspace

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/diag"
)

// TestExplanations holds that the examples of `coder explain` say the truth: Wrong gives its diagnostic and no other,
// Cure none.
func TestExplanations(t *testing.T) {
	for _, e := range diag.Entries() {
		if e.Code == diag.BadMigration {
			continue // depends on the tables of a database
		}
		x := diag.Explain(e.Code)
		for _, d := range findingsIn(t, x.Wrong) {
			if d.Code != e.Code {
				t.Errorf("%s, Wrong: gives %s too: %s at %s %v", e.Code, d.Code, d.Message(diag.English), d.Path, d.Span)
			}
		}
		if len(findingsIn(t, x.Wrong)) == 0 {
			t.Errorf("%s, Wrong: gives nothing", e.Code)
		}
		for _, d := range findingsIn(t, x.Cure) {
			t.Errorf("%s, Cure: gives %s: %s at %s %v", e.Code, d.Code, d.Message(diag.English), d.Path, d.Span)
		}
	}
}

func findingsIn(t *testing.T, files []diag.File) []diag.Diagnostic {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Path] = &fstest.MapFile{Data: []byte(f.Text)}
	}
	snap := Open(fsys, Config{}).Snapshot()
	var out []diag.Diagnostic
	for _, p := range snap.Files() {
		ds, err := snap.Diagnostics(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, ds...)
	}
	return out
}

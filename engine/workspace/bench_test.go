package workspace

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// BenchmarkKeystroke is what passes between a key and the diagnostics of its file, in the module of the example site that
// most pages lean on.
func BenchmarkKeystroke(b *testing.B) {
	ws := Open(os.DirFS(filepath.Join(testkit.Root(b), "testdata/sites/blog")), Config{})
	ctx := context.Background()
	if _, err := ws.Snapshot().AllDiagnostics(ctx); err != nil {
		b.Fatal(err)
	}
	const p = "lib/posts.code"
	text := ws.Snapshot().Text(p)
	at := text.Len()
	for i := 0; b.Loop(); i++ {
		e := source.Edit{Span: source.Span{Start: at, End: at}, New: "x"}
		if i%2 == 1 {
			e = source.Edit{Span: source.Span{Start: at, End: at + 1}}
		}
		text = text.Apply(e)
		snap := ws.Change([]Change{{Path: p, Text: text, Edits: []source.Edit{e}}})
		if _, err := snap.Diagnostics(ctx, p); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is what it takes to find everything in the example site from nothing.
func BenchmarkOpen(b *testing.B) {
	files := os.DirFS(filepath.Join(testkit.Root(b), "testdata/sites/blog"))
	for b.Loop() {
		if _, err := Open(files, Config{}).Snapshot().AllDiagnostics(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

package feature

import (
	"errors"
	"os"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
	"github.com/codescript-lang/coder/fmt/format"
)

// prefixStep is how many bytes lie between the prefixes that TestPrefixes looks at; a prime, so that they fall on every kind of
// place. With CODER_STORM set it looks at every prefix.
const prefixStep = 23

// TestPrefixes types every source file of the repository from left to right, in its place among the others: whatever has been typed
// parses, checks, completes at its end, and is formatted or left alone. A broken invariant panics.
func TestPrefixes(t *testing.T) {
	step := prefixStep
	if os.Getenv("CODER_STORM") != "" {
		step = 1
	}
	ws := workspace.Open(os.DirFS(testkit.Root(t)), workspace.Config{})
	for _, path := range ws.Snapshot().Sources() {
		whole := ws.Snapshot().Text(path).String()
		typed := source.NewText("")
		ws.Change([]workspace.Change{{Path: path, Text: typed}})
		for end := min(step, len(whole)); ; end = min(end+step, len(whole)) {
			edit := source.Edit{Span: source.Span{Start: typed.Len(), End: typed.Len()}, New: whole[typed.Len():end]}
			typed = typed.Apply(edit)
			snap := ws.Change([]workspace.Change{{Path: path, Text: typed, Edits: []source.Edit{edit}}})
			if _, err := snap.Diagnostics(t.Context(), path); err != nil {
				t.Fatalf("%s, the first %d bytes: %v", path, end, err)
			}
			f := File{Snapshot: snap, Path: path, Tree: snap.Tree(path)}
			Complete(t.Context(), f, end, "")
			if _, err := format.Edits(f.Tree, format.Config{}); err != nil && !errors.Is(err, format.ErrSyntax) {
				t.Errorf("%s, the first %d bytes: %v", path, end, err)
			}
			if end == len(whole) {
				break
			}
		}
		ws.Change([]workspace.Change{{Path: path}})
	}
}

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

// What a completion may cost beyond what the diagnostics of the same text have: it looks names up whose types are known by then, and
// reads again what the file exports that was typed in, and the one that was given back to the disk.
const (
	maxCheckedFor = 2
	maxIndexedFor = 2
)

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
		fresh := true // a file has come: all exports are read anew when they are first asked for
		ws.Change([]workspace.Change{{Path: path, Text: typed}})
		for end := min(step, len(whole)); ; end = min(end+step, len(whole)) {
			edit := source.Edit{Span: source.Span{Start: typed.Len(), End: typed.Len()}, New: whole[typed.Len():end]}
			typed = typed.Apply(edit)
			snap := ws.Change([]workspace.Change{{Path: path, Text: typed, Edits: []source.Edit{edit}}})
			if _, err := snap.Diagnostics(t.Context(), path); err != nil {
				t.Fatalf("%s, the first %d bytes: %v", path, end, err)
			}
			f := File{Snapshot: snap, Path: path, Tree: snap.Tree(path)}
			before := snap.Work()
			Complete(t.Context(), f, end, "")
			after := snap.Work()
			checked, indexed := after.Checked-before.Checked, after.Indexed-before.Indexed
			if checked > maxCheckedFor || indexed > maxIndexedFor && !fresh {
				t.Errorf("%s, the first %d bytes: completion checked %d units and read the exports of %d files", path, end, checked, indexed)
			}
			fresh = fresh && indexed == 0
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

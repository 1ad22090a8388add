package feature

import (
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
)

// fillers are files so long that the tree of either is all that is kept: a look at one lets go of everything else.
var fillers = []string{"zz/one.code", "zz/other.code"}

// letGo makes a project forget all trees but that of the next filler.
func letGo(t *testing.T, s *workspace.Snapshot, n int) {
	t.Helper()
	if m, err := s.Module(t.Context(), fillers[n%len(fillers)]); m == nil || err != nil {
		t.Fatal(m, err)
	}
}

// TestReferencesOfWhatWasLetGo looks for everything that the sites and programs declare and mention, once with all trees at hand and once
// with none: the same is found, and the same is edited when it is renamed.
func TestReferencesOfWhatWasLetGo(t *testing.T) {
	step := renameStep
	if os.Getenv("CODER_STORM") != "" {
		step = 1
	}
	root := os.DirFS(testkit.Root(t))
	dirs, err := fs.Glob(root, "testdata/sites/*")
	if err != nil {
		t.Fatal(err)
	}
	seen, excerpts, remembered := 0, 0, 0
	for _, dir := range append(dirs, "testdata/programs") {
		files, err := fs.Sub(root, dir)
		if err != nil {
			t.Fatal(err)
		}
		many := fstest.MapFS{}
		err = fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				var data []byte
				data, err = fs.ReadFile(files, p)
				many[p] = &fstest.MapFile{Data: data}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range fillers {
			many[p] = &fstest.MapFile{Data: []byte(strings.Repeat("// Nothing.\n", 25_000) + "export let nothing = none\n")}
		}
		kept := workspace.Open(files, workspace.Config{}).Snapshot()
		gone := workspace.Open(many, workspace.Config{}).Snapshot()
		if _, err := gone.AllDiagnostics(t.Context()); err != nil {
			t.Fatal(err)
		}
		known := map[target]bool{}
		for _, file := range kept.Sources() {
			f := File{Snapshot: kept, Path: file, Tree: kept.Tree(file)}
			for _, at := range wordsOf(f.Tree) {
				x, refused := f.renaming(t.Context(), at)
				if x == nil || known[x.target] {
					continue
				}
				known[x.target] = true
				if seen++; seen%step != 0 {
					continue
				}
				letGo(t, gone, seen)
				letGo(t, gone, seen+1)
				y := newFinder(t.Context(), gone)
				excerpts += len(y.excerpts(y.candidates(x.target, nil), x.target))
				if x.target.kind == toName {
					list, _ := y.remembered(nil, y.candidates(x.target, nil), x.target)
					remembered += len(list)
				}
				g := File{Snapshot: gone, Path: file, Tree: gone.Tree(file)}
				if a, b := References(t.Context(), f, at), References(t.Context(), g, at); !reflect.DeepEqual(a, b) {
					t.Errorf("%s: %s is mentioned at %v, of what was let go at %v", dir, x.where(kept, file, at), a, b)
				}
				if refused != "" {
					continue
				}
				letGo(t, gone, seen)
				letGo(t, gone, seen+1)
				g.Tree = gone.Tree(file)
				a, no := Rename(t.Context(), f, at, freshName(x.target))
				b, no2 := Rename(t.Context(), g, at, freshName(x.target))
				if !reflect.DeepEqual(a, b) || no != no2 {
					t.Errorf("%s: renaming %s edits %v (%s), of what was let go %v (%s)", dir, x.where(kept, file, at), a, no, b, no2)
				}
			}
		}
	}
	if excerpts < 20 || remembered < 5 {
		t.Errorf("%d excerpts could be searched and %d mentions were remembered: hardly any tree was let go", excerpts, remembered)
	}
}

package workspace

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

func TestFindingsAreLocal(t *testing.T) {
	files := map[string]string{}
	for i := range 50 {
		files[fmt.Sprintf("user%02d.code", i)] = "import { twice } from \"./lib\"\n\nprint(twice({i}))\n"
		files[fmt.Sprintf("other%02d.code", i)] = "fn f(n: number) => n\n\nprint(f(1))\n"
	}
	files["lib.code"] = "export fn twice(n: number) => n * 2\n"
	e := newEditor(t, files)
	f := &Findings{}
	update := func() (looked int) {
		if _, err := f.Update(context.Background(), e.ws.Snapshot(), func(done, _ int) { looked = done }); err != nil {
			t.Fatal(err)
		}
		return looked
	}
	if got := update(); got != len(files) {
		t.Fatalf("looked at %d files first", got)
	}
	for _, c := range []struct {
		path, old, new string
		want           int
	}{
		{"other07.code", "=> n", "=>  n", 1}, // opened, too
		{"other07.code", "=>  n", "=> n + 1", 1},
		{"lib.code", "n * 2", "\"{n}\"", 51},
		{"lib.code", "twice", "double", 51},
	} {
		e.replace(c.path, c.old, c.new)
		if got := update(); got > c.want { // less where the graph has looked already
			t.Errorf("%s for %s in %s concerns %d files, want at most %d", c.new, c.old, c.path, got, c.want)
		}
	}
}

// TestFindingsMissNothing edits all files of some cases at random, lets files come and go, and follows.
func TestFindingsMissNothing(t *testing.T) {
	pieces := []string{"export ", "fn f() => 1\n", "x", "(", ")", "import { a } from \"./b\"\n", "\"", "}", "page => <p>{cookies}</p>\n"}
	for i, c := range testkit.Load(t, "testdata/lang") {
		if len(c.Files) < 2 {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(i), 1))
			disk, texts := fstest.MapFS{}, map[string]*fstest.MapFile{}
			var names []string
			for _, file := range c.Files {
				texts[file.Name] = &fstest.MapFile{Data: []byte(file.Data)}
				disk[file.Name] = texts[file.Name]
				names = append(names, file.Name)
			}
			ws := Open(disk, Config{})
			f := &Findings{}
			told := map[string]string{} // what is said of each file, as it was told that it changed
			update := func() {
				t.Helper()
				changed, err := f.Update(context.Background(), ws.Snapshot(), nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range changed {
					told[p] = show(f.Of(p))
				}
			}
			update()
			for round := range 30 {
				p := names[r.IntN(len(names))]
				switch text := ws.Snapshot().Text(p); {
				case r.IntN(6) == 0: // outside the editor
					if disk[p] == nil {
						disk[p] = texts[p]
					} else {
						delete(disk, p)
					}
					ws.Change([]Change{{Path: p}})
				case text != nil:
					at := r.IntN(text.Len() + 1)
					edit := source.Edit{Span: source.Span{Start: at, End: min(at+r.IntN(3), text.Len())}, New: pieces[r.IntN(len(pieces))]}
					ws.Change([]Change{{Path: p, Text: text.Apply(edit), Edits: []source.Edit{edit}}})
				}
				if r.IntN(3) == 0 {
					continue // several changes at once
				}
				update()
				want, err := ws.Snapshot().AllDiagnostics(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				var got strings.Builder
				for _, p := range slices.Sorted(maps.Keys(told)) {
					got.WriteString(told[p])
				}
				if got.String() != show(want) {
					t.Fatalf("round %d, %s:\n%s", round, p, testkit.Diff(show(want), got.String()))
				}
			}
		})
	}
}

// TestFindingsOfVersionsThatOverlap looks at a version when the next is there already, which knows nothing of what the first then reads.
func TestFindingsOfVersionsThatOverlap(t *testing.T) {
	disk := fstest.MapFS{"a.code": {Data: []byte("print(1)\n")}, "b.code": {Data: []byte("print(1)\n")}}
	ws := Open(disk, Config{})
	first := ws.Snapshot()
	second := ws.Change([]Change{{Path: "a.code", Text: source.NewText("print(2)\n")}})
	f := &Findings{}
	for _, s := range []*Snapshot{first, second} {
		if _, err := f.Update(context.Background(), s, nil); err != nil {
			t.Fatal(err)
		}
	}
	disk["b.code"] = &fstest.MapFile{Data: []byte("print(nobody)\n")}
	changed, err := f.Update(context.Background(), ws.Change([]Change{{Path: "b.code"}}), nil)
	if err != nil || !slices.Equal(changed, []string{"b.code"}) {
		t.Errorf("%v changed, %v", changed, err)
	}
}

package workspace

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
)

// keptFiles is how many files of a workspace have a tree, and the bytes of their texts.
func keptFiles(ws *Workspace) (files, bytes int) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, f := range ws.files {
		f.mu.Lock()
		if f.tree != nil {
			files, bytes = files+1, bytes+f.text.Len()
		}
		f.mu.Unlock()
	}
	return files, bytes
}

// sealNow seals the answers about a file, whether or not its tree was let go.
func (w *Workspace) sealNow(p string) {
	w.graph.mu.Lock()
	defer w.graph.mu.Unlock()
	w.Snapshot().memo().sealAll([]string{p})
}

// manyBytes is a site of n files whose texts are some times what is kept: each is long, for few are checked in less time than many.
func manyBytes(times int) (files fstest.MapFS, n int) {
	const length = 1 << 15
	n = times*maxKept/length + 1
	files = manyFiles(n)
	for _, f := range files {
		f.Data = append(f.Data, strings.Repeat("// It goes on and on.\n", length/22+1)...)
	}
	return files, n
}

// answersOf is how many answers a workspace remembers.
func answersOf(ws *Workspace) (n int) {
	for _, of := range ws.graph.slots {
		n += len(of)
	}
	return n
}

// TestTreesAreLetGo finds what is wrong in a site that is larger than what is kept, and asks for all trees: never more stays than the
// limit says, and no answer has a tree of another file.
func TestTreesAreLetGo(t *testing.T) {
	files, n := manyBytes(3)
	ws := Open(files, Config{})
	s := ws.Snapshot()
	if _, err := s.AllDiagnostics(context.Background()); err != nil {
		t.Fatal(err)
	}
	check := func(when string) {
		t.Helper()
		if got, bytes := keptFiles(ws); got == 0 || got > n/2 || bytes > maxKept {
			t.Errorf("%s: %d of %d files have a tree, of %d bytes of text", when, got, n, bytes)
		}
	}
	check("after a look at all")
	for _, p := range s.Sources() {
		if s.Tree(p) == nil {
			t.Fatalf("%s has no tree", p)
		}
	}
	check("after all trees were asked for")
	if _, err := s.Module(context.Background(), s.Sources()[0]); err != nil { // the graph lets go when it gets a new one
		t.Fatal(err)
	}
	modules := 0
	for _, of := range ws.graph.slots {
		for _, slot := range of {
			if slot.cell == nil {
				continue
			}
			if _, is := slot.cell.value.(*names.Module); is {
				modules++
			}
		}
	}
	if modules > n/2 {
		t.Errorf("the declarations of %d of %d files are kept", modules, n)
	}
}

// TestShedAnswersAreFoundAgain asks about each file of a site of which most was let go: modules, bindings and what is known of a unit are
// as in a workspace that was only asked for this, and nothing is checked for it.
func TestShedAnswersAreFoundAgain(t *testing.T) {
	files, n := manyBytes(2)
	ctx := context.Background()
	s := Open(files, Config{}).Snapshot()
	if _, err := s.AllDiagnostics(ctx); err != nil {
		t.Fatal(err)
	}
	checked := s.Work().Checked
	for i := 0; i < n; i += 7 {
		p := fmt.Sprintf("m%d.code", i)
		fresh := Open(files, Config{}).Snapshot()
		got, err := s.Module(ctx, p)
		want, err2 := fresh.Module(ctx, p)
		if err != nil || err2 != nil || got == nil {
			t.Fatal(p, err, err2)
		}
		if !reflect.DeepEqual(got.Names(), want.Names()) || len(got.Units()) != len(want.Units()) {
			t.Errorf("%s declares %q, want %q", p, got.Names(), want.Names())
		}
		for j, u := range got.Units() {
			a, err := s.Resolution(ctx, u.ID)
			b, err2 := fresh.Resolution(ctx, want.Units()[j].ID)
			if err != nil || err2 != nil || a == nil || !reflect.DeepEqual(a.Free, b.Free) {
				t.Errorf("%s %v: %v, %v: free names are %v, want %v", p, u.ID, err, err2, a, b)
			}
		}
	}
	if now := s.Work().Checked; now != checked {
		t.Errorf("%d units were checked again", now-checked)
	}
}

// TestChangeOfAShedFile changes a file on disk, and one in an editor, whose trees were let go: their users learn of it, and nothing else
// is checked.
func TestChangeOfAShedFile(t *testing.T) {
	files, _ := manyBytes(2)
	files["aa.code"] = &fstest.MapFile{Data: []byte("export fn twice(n: number) => n * 2\n")}
	files["ab.code"] = &fstest.MapFile{Data: []byte("import { twice } from \"./aa\"\n\nexport fn f() -> number => twice(1)\n")}
	ctx := context.Background()
	ws := Open(files, Config{})
	if ds, err := ws.Snapshot().AllDiagnostics(ctx); err != nil || len(ds) != 0 {
		t.Fatal(err, show(ds))
	}
	for _, p := range ws.Snapshot().Sources()[2:] {
		if m, err := ws.Snapshot().Module(ctx, p); err != nil || m == nil {
			t.Fatal(p, err)
		}
	}
	if ws.Snapshot().file("aa.code").tree != nil {
		t.Fatal("the tree was kept, so this test tests nothing")
	}
	changed := []byte("export fn twice(n: number) => \"{n}\"\n")
	files["aa.code"] = &fstest.MapFile{Data: changed}
	s := ws.Change([]Change{{Path: "aa.code"}})
	if ds, err := s.AllDiagnostics(ctx); err != nil || len(ds) != 1 || ds[0].Path != "ab.code" {
		t.Errorf("%v, found %s", err, show(ds))
	}
	if got := s.Work().Checked; got != 2 {
		t.Errorf("%d units were checked, want 2", got)
	}
	s = ws.Change([]Change{{Path: "aa.code", Text: source.NewText("export fn twice(n: number) => n * 3\n")}})
	if ds, err := s.AllDiagnostics(ctx); err != nil || len(ds) != 0 {
		t.Errorf("%v, found %s", err, show(ds))
	}
}

// TestAnswersOfSealedFilesAreFew compares what is remembered of a file in a site larger than what is kept with what is remembered of the
// same in a small one: less than half as much. When an editor has opened one since, an edit has nothing checked but the function in
// which it is made.
func TestAnswersOfSealedFilesAreFew(t *testing.T) {
	ctx := context.Background()
	few := Open(manyFiles(10), Config{})
	files, n := manyBytes(4)
	many := Open(files, Config{})
	for _, ws := range []*Workspace{few, many} {
		if _, err := ws.Snapshot().AllDiagnostics(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if each, each10 := answersOf(many)/n, answersOf(few)/10; 2*each > each10 {
		t.Errorf("%d answers a file are remembered, %d of one whose tree is kept", each, each10)
	}
	p := "m3.code"
	if many.Snapshot().file(p).tree != nil {
		t.Fatal("the tree was kept, so this test tests nothing")
	}
	text := many.Snapshot().Text(p)
	if _, err := many.Change([]Change{{Path: p, Text: text}}).AllDiagnostics(ctx); err != nil {
		t.Fatal(err)
	}
	at := strings.Index(text.String(), "list.map(fn(i) => i.price).sum()")
	edit := source.Edit{Span: source.Span{Start: at, End: at}, New: "1 + "}
	s := many.Change([]Change{{Path: p, Text: text.Apply(edit), Edits: []source.Edit{edit}}})
	if ds, err := s.AllDiagnostics(ctx); err != nil || len(ds) != 0 {
		t.Fatal(err, show(ds))
	}
	if got := s.Work().Checked; got != 1 {
		t.Errorf("%d units were checked, want 1", got)
	}
}

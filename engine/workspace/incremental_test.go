package workspace

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
)

// memory makes a file system of texts by their paths.
func memory(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for p, text := range files {
		m[p] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// editor is a workspace with a text in mind for each file.
type editor struct {
	t     *testing.T
	ws    *Workspace
	disk  fstest.MapFS
	files map[string]string // as the workspace is to see them
}

func newEditor(t *testing.T, files map[string]string) *editor {
	disk := memory(files)
	e := &editor{t, Open(disk, Config{}), disk, maps.Clone(files)}
	e.all()
	return e
}

// all finds everything that is wrong.
func (e *editor) all() []diag.Diagnostic {
	e.t.Helper()
	ds, err := e.ws.Snapshot().AllDiagnostics(context.Background())
	if err != nil {
		e.t.Fatal(err)
	}
	return ds
}

// replace types over the first old text of a file.
func (e *editor) replace(p, old, new string) {
	e.t.Helper()
	at := strings.Index(e.files[p], old)
	if at < 0 {
		e.t.Fatalf("%s has no %q", p, old)
	}
	e.edit(p, source.Edit{Span: source.Span{Start: at, End: at + len(old)}, New: new})
}

func (e *editor) edit(p string, edit source.Edit) {
	text := e.ws.Snapshot().Text(p).Apply(edit)
	e.files[p] = text.String()
	e.ws.Change([]Change{{Path: p, Text: text, Edits: []source.Edit{edit}}})
}

// save edits a file on disk that no editor has open from then on.
func (e *editor) save(p string, edit source.Edit) {
	e.files[p] = e.ws.Snapshot().Text(p).Apply(edit).String()
	e.disk[p] = &fstest.MapFile{Data: []byte(e.files[p])}
	e.ws.Change([]Change{{Path: p}})
}

// checked finds everything that is wrong and says how many units had to be checked for it.
func (e *editor) checked() int {
	e.all()
	return e.ws.Snapshot().Work().Checked
}

// show writes diagnostics so that equal texts mean equal findings, places, fixes and all.
func show(ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%s:%d-%d %s %s %v %v %v\n", d.Path, d.Span.Start, d.Span.End, d.Code, d.Message(diag.English), d.Args, d.Related, d.Fixes)
	}
	return b.String()
}

// sameAsFresh fails when a workspace that was edited finds something else than one that starts from the same texts.
func (e *editor) sameAsFresh(what string) {
	e.t.Helper()
	fresh, err := Open(memory(e.files), Config{}).Snapshot().AllDiagnostics(context.Background())
	if err != nil {
		e.t.Fatal(err)
	}
	if got, want := show(e.all()), show(fresh); got != want {
		e.t.Fatalf("after %s:\n%s", what, testkit.Diff(want, got))
	}
}

// project is a program whose parts lean on each other: units are named after what they lean on.
var project = map[string]string{
	"lib.code": `// What the program stands on.

export type Post = { title: string, size: number }

export fn written(n: number) -> number {
	return n + 1
}

export fn inferred(n: number) => n * 2

export fn ofPost(p: Post) => p.title

fn alone() {
	let unused = 1
	return missing
}

print(alone())
`,
	"main.code": `import { inferred, ofPost, written } from "./lib"

fn usesWritten() {
	return written(1)
}

fn usesInferred() => inferred(2)

fn usesUser() => usesInferred()

fn usesPost() => ofPost({ title: "a", size: 1 })

print(usesWritten(), usesUser(), usesPost())
`,
}

func TestWorkIsLocal(t *testing.T) {
	for _, c := range []struct {
		name           string
		path, old, new string
		want           int
	}{
		{"a comment above", "lib.code", "// What", "// All\n// what", 0},
		{"a comment inside", "lib.code", "\treturn n + 1", "\t// One more.\n\treturn n  +  1 // !", 0},
		{"a comment in a type", "lib.code", "{ title", "{ /* its */ title", 0},
		{"a doc comment", "lib.code", "export fn written", "/// Adds one.\nexport fn written", 0},
		{"white space", "main.code", "\treturn written(1)", "\n\n\treturn written( 1 )", 0},
		{"a body whose result is written", "lib.code", "n + 1", "n + 2", 1},
		{"a body whose result stays", "lib.code", "n * 2", "n * 3", 1},
		{"a body that nobody needs", "lib.code", "let unused = 1", "let unused = 2", 1},
		// inferred, usesInferred and usesUser; what prints the string prints a string as well.
		{"a body whose result changes", "lib.code", "n * 2", "string(n)", 4},
		// written, and usesWritten
		{"a signature", "lib.code", "written(n: number)", "written(n: number, by = 1)", 2},
		// Post, ofPost, usesPost
		{"a type", "lib.code", "size: number", "size: number, more?: string", 3},
		// missing, alone, and the statement that prints what it now returns
		{"a name that was missed", "lib.code", "print(alone())", "fn missing() => 1\n\nprint(alone())", 3},
		// another; and alone, where another name might be the one that was meant
		{"a name that nobody missed", "lib.code", "fn alone()", "fn another() => 1\n\nfn alone()", 2},
		// The same, and the statement, which is known by the declaration before it.
		{"a declaration before a statement", "lib.code", "print(alone())", "fn another() => 1\n\nprint(alone())", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := newEditor(t, project)
			e.replace(c.path, c.old, c.new)
			if got := e.checked(); got != c.want {
				t.Errorf("checked %d units, want %d", got, c.want)
			}
			e.sameAsFresh(c.name)
		})
	}
}

func TestNothingIsCheckedTwice(t *testing.T) {
	e := newEditor(t, project)
	before := e.ws.Snapshot().Work().Checked
	if e.all(); e.ws.Snapshot().Work().Checked != before {
		t.Errorf("asked again, %d units were checked again", e.ws.Snapshot().Work().Checked-before)
	}
	e.replace("lib.code", "n + 1", "n + 2")
	e.replace("lib.code", "n + 2", "n + 1")
	if got := e.checked(); got != 0 {
		t.Errorf("an edit and its undo: %d units checked", got)
	}
	e.ws.Change([]Change{{Path: "."}})
	if got := e.checked(); got != 0 {
		t.Errorf("all files looked at again: %d units checked", got)
	}
}

// TestEditsFindWhatFreshFinds makes random edits and holds that what is found after each is what is found from scratch.
func TestEditsFindWhatFreshFinds(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			e := newEditor(t, project)
			edits := testkit.NewEdits(testkit.EditConfig{Seed: seed, Pieces: slices.Sorted(maps.Values(project))})
			for i := range rounds {
				p := []string{"lib.code", "main.code"}[i%2]
				x := edits.Next(e.files[p])
				before := e.files[p]
				e.edit(p, source.Edit{Span: source.Span{Start: x.Start, End: x.End}, New: x.New})
				e.sameAsFresh(fmt.Sprintf("edit %d of %s at %d-%d by %q", i, p, x.Start, x.End, x.New))
				if i%3 != 0 { // mostly back to something that makes sense
					undo := x.Undo(before)
					e.edit(p, source.Edit{Span: source.Span{Start: undo.Start, End: undo.End}, New: undo.New})
					e.sameAsFresh(fmt.Sprintf("undo of edit %d", i))
				}
			}
		})
	}
}

// TestFixesFollowSpaces holds that a fix that writes something again writes it as it stands now.
func TestFixesFollowSpaces(t *testing.T) {
	e := newEditor(t, map[string]string{"main.code": "fn one(x: number) => x + 1\n\nexport fn even(n: number) => one(n) ? 1 : 2\n"})
	for _, edit := range [][2]string{{"one(n)", "one( n)"}, {"one( n)", "one( /* it */ n)"}, {"even(n: number)", "even( n: number)"}} {
		e.replace("main.code", edit[0], edit[1])
		if got := e.checked(); got != 1 {
			t.Errorf("after %q %d units were checked", edit[1], got)
		}
		e.sameAsFresh(edit[1])
	}
}

// TestManyReaders asks old and new snapshots at once; the race detector watches.
func TestManyReaders(t *testing.T) {
	e := newEditor(t, project)
	want := show(e.all())
	first := e.ws.Snapshot()
	var wg sync.WaitGroup
	for i := range 20 {
		e.replace("lib.code", "// What", fmt.Sprintf("// %d\n// What", i))
		snap := e.ws.Snapshot()
		wg.Go(func() {
			ds, err := first.AllDiagnostics(context.Background())
			if err != nil || show(ds) != want {
				t.Errorf("an old snapshot changed: %v\n%s", err, testkit.Diff(want, show(ds)))
			}
		})
		wg.Go(func() {
			ctx := context.Background()
			m, err := snap.Module(ctx, "main.code")
			if err != nil {
				t.Error(err)
				return
			}
			for _, u := range m.Units() {
				if _, err := snap.Info(ctx, u.ID); err != nil {
					t.Error(err)
				}
			}
			if ds, err := snap.Diagnostics(ctx, "lib.code"); err != nil || len(ds) == 0 {
				t.Errorf("lib.code: %v, %v", ds, err)
			}
			snap.Tree("lib.code").Diagnostics()
		})
	}
	wg.Wait()
}

func TestCancelledQuestionsEnd(t *testing.T) {
	e := newEditor(t, project)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.ws.Snapshot().AllDiagnostics(ctx); err != context.Canceled {
		t.Errorf("error = %v, want that of the context", err)
	}
}

// TestLongChains holds that functions inferred from each other in a long row take no stack, first met from either end.
func TestLongChains(t *testing.T) {
	const links = 5_000
	defer debug.SetMaxStack(debug.SetMaxStack(8 << 20))
	var b strings.Builder
	for i := range links {
		fmt.Fprintf(&b, "fn f%d() => f%d()\n\n", i, i+1)
	}
	fmt.Fprintf(&b, "fn f%d() => 1\n\nlet s: string = f0()\nprint(s)\n", links)
	e := newEditor(t, map[string]string{"main.code": b.String()})
	if ds := e.all(); len(ds) != 1 || ds[0].Code != diag.TypeMismatch {
		t.Errorf("found %s", show(ds))
	}
	e.replace("main.code", "() => 1\n", "() => \"a\"\n")
	if ds := e.all(); len(ds) != 0 {
		t.Errorf("found %s", show(ds))
	}
}

// TestTypingDoesNotPileUp holds that what is remembered does not grow with the number of edits.
func TestTypingDoesNotPileUp(t *testing.T) {
	e := newEditor(t, project)
	before := answersOf(e.ws)
	for i := range sweepEvery + 1 { // two changes each, so that the last sweep is not long ago
		e.replace("main.code", "fn usesPost", fmt.Sprintf("fn name%d() => unknown%d\n\nfn usesPost", i, i))
		if _, err := e.ws.Snapshot().Diagnostics(context.Background(), "main.code"); err != nil {
			t.Fatal(err)
		}
		e.replace("main.code", fmt.Sprintf("fn name%d() => unknown%d\n\n", i, i), "")
	}
	e.all()
	if after := answersOf(e.ws); after > before+100 {
		t.Errorf("%d answers are remembered, %d before typing", after, before)
	}
}

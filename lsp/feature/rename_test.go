package feature

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
)

// renameStep says of how many things one is renamed. With CODER_STORM set all are.
const renameStep = 11

// TestRenameEverything gives every name in the clean sources of the corpus a fresh name, one at a time. What comes of it checks as
// clean, its edited places are the references, and the old name put back gives the old bytes.
func TestRenameEverything(t *testing.T) {
	step := renameStep
	if os.Getenv("CODER_STORM") != "" {
		step = 1
	}
	r := &renamer{step: step, refused: map[string]int{}}
	root := os.DirFS(testkit.Root(t))
	dirs, err := fs.Glob(root, "testdata/sites/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range append(dirs, "testdata/programs") {
		files, err := fs.Sub(root, dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(path.Base(dir), func(t *testing.T) { r.all(t, files, workspace.Config{}) })
	}
	for _, c := range testkit.Load(t, "testdata/lang") {
		_, wrong := c.Want("diag")
		if wrong {
			continue
		}
		cfg := workspace.Config{}
		if _, page := c.Want("html"); page {
			if _, site := c.Source("site.code"); !site {
				cfg.Page = "main.code"
			}
		}
		t.Run(c.Name, func(t *testing.T) { r.all(t, c.FS(), cfg) })
	}
	t.Logf("renamed %d things; refused: %v", r.done, r.refused)
}

// renamer renames things.
type renamer struct {
	step, seen, done int
	refused          map[string]int // by the start of the reason
}

// all renames everything in the files of one project.
func (r *renamer) all(t *testing.T, files fs.FS, cfg workspace.Config) {
	snap := workspace.Open(files, cfg).Snapshot()
	if found, err := snap.AllDiagnostics(t.Context()); err != nil || len(found) > 0 {
		return
	}
	known := map[target]bool{}
	for _, file := range snap.Sources() {
		f := File{Snapshot: snap, Path: file, Tree: snap.Tree(file)}
		for _, at := range wordsOf(f.Tree) {
			x, no := f.renaming(t.Context(), at)
			if x == nil || known[x.target] {
				continue
			}
			known[x.target] = true
			if r.seen++; r.seen%r.step != 0 {
				continue
			}
			if no != "" {
				r.note(x.target, no)
				continue
			}
			r.one(t, f, x, at)
		}
	}
}

// note counts a refusal by its kind: of a reason what no name or place stands in.
func (r *renamer) note(t target, no Refusal) {
	kind := ""
	for _, known := range []string{"standard library", "has no rule", "path of a file", "standard module", "takes its content", "by which the site is read", "takes its name from the field", "would be wrong", "used as a tag", "not looked into", "no key in the data", "has no type", "become attributes"} {
		if strings.Contains(string(no), known) {
			kind = known
		}
	}
	if kind == "" {
		kind = string(no)
	}
	if t.kind == toElement {
		kind = "element: " + kind
	}
	r.refused[kind]++
}

// one renames one thing, and back.
func (r *renamer) one(t *testing.T, f File, x *renaming, at int) {
	old := x.target.name
	fresh := freshName(x.target)
	changes, no := Rename(t.Context(), f, at, fresh)
	if no != "" {
		r.note(x.target, no)
		// A record without a declared type may be given to one with it, and a record may be spread into arguments.
		structural := (x.target.isField() || x.target.kind == toParam) && strings.Contains(string(no), "would be wrong")
		known := slices.ContainsFunc([]string{"takes its name from the field", "not looked into", "become attributes"}, func(reason string) bool {
			return strings.Contains(string(no), reason)
		})
		if x.target.kind != toElement && !structural && !known {
			t.Errorf("%s: %s to %s: %s", x.where(f.Snapshot, f.Path, at), old, fresh, no)
		}
		return
	}
	r.done++
	where := x.where(f.Snapshot, f.Path, at)
	if len(changes.Moves) > 0 {
		return // what a page's address has to do with its file cannot be tried without moving it
	}
	after := changes.Suppose(f.Snapshot)
	if found, err := after.AllDiagnostics(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("%s: renaming %s leaves %v", where, old, found)
		return
	}
	edits := 0
	for _, c := range changes.Files {
		edits += len(c.Edits)
	}
	if x.at.alias.kind == toNothing && len(x.targets) == 1 && x.at.form == formPlain {
		uses := 0
		for _, ref := range References(t.Context(), f, at) {
			if f.Snapshot.Text(ref.Path).Slice(ref.Span) != "" {
				uses++
			}
		}
		if uses < edits && !x.target.isField() {
			t.Errorf("%s: %s has %d references and %d edits", where, old, uses, edits)
		}
	}
	if x.target.isField() && !isName(old) {
		return // it can be written in quotes only, which a new name is not
	}
	g, start := r.renamed(t, after, changes, x.target.kind, fresh)
	back, no := Rename(t.Context(), g, start, old)
	if no != "" {
		t.Errorf("%s: %s cannot be called %s again: %s", where, fresh, old, no)
		return
	}
	again := back.Suppose(after)
	for _, c := range changes.Files {
		// A field and its value that were called alike are written once when they come to be called so again.
		once := func(s string) string { return syntax.NFC(strings.ReplaceAll(s, old+": "+old, old)) }
		if got, want := once(again.Text(c.Path).String()), once(f.Snapshot.Text(c.Path).String()); got != want {
			t.Errorf("%s: renaming %s to %s and back changes %s\n%s", where, old, fresh, c.Path, testkit.Diff(want, got))
		}
	}
}

// renamed is the first place of those that got a name where it can be changed again: in a source, and of what is a field and a local the
// one that decides.
func (r *renamer) renamed(t *testing.T, after *workspace.Snapshot, changes Changes, kind targetKind, fresh string) (f File, at int) {
	for _, home := range changes.Files {
		f = File{Snapshot: after, Path: home.Path, Tree: after.Tree(home.Path)}
		delta := 0
		for _, e := range home.Edits {
			at = e.Span.Start + delta + strings.Index(e.New, fresh)
			delta += len(e.New) - e.Span.Len()
			if f.Tree == nil {
				continue
			}
			if y, _ := f.renaming(t.Context(), at); y != nil && y.target.kind == kind {
				return f, at
			}
		}
	}
	return f, at
}

// freshName is a name that nothing has.
func freshName(t target) string {
	switch {
	case t.kind == toElement && t.name == "section":
		return "article"
	case t.kind == toElement:
		return "section"
	case strings.HasPrefix(t.name, "_"):
		return "_zz9가" // what is not used is called so
	case t.name != "" && 'A' <= t.name[0] && t.name[0] <= 'Z' || t.name[0] >= 0x80:
		return "Zz9가"
	}
	return "zz9가"
}

// wordsOf are where the words of a file stand.
func wordsOf(tree *syntax.Tree) []int {
	var out []int
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		if !n.IsToken() {
			for c := range n.Children() {
				walk(c)
			}
			return
		}
		switch n.Kind() {
		case syntax.KindIdent, syntax.KindTagName, syntax.KindAttrName:
			out = append(out, n.Span().Start)
		case syntax.KindPlainString:
			out = append(out, n.Span().Start+1)
		case syntax.KindStringText, syntax.KindAttrWord:
			at := n.Span().Start
			if i := strings.Index(n.Text(), "#"); i > 0 && i+1 < len(n.Text()) {
				at += i + 1 // behind it an address names an element
			}
			out = append(out, at)
		}
	}
	walk(tree.Root())
	for _, use := range ClassUses(tree) {
		out = append(out, use.Span.Start)
	}
	slices.Sort(out)
	return out
}

// TestApply makes edits that touch each other.
func TestApply(t *testing.T) {
	got := Apply("abcdef", []source.Edit{{Span: source.Span{Start: 0, End: 1}, New: "A"}, {Span: source.Span{Start: 1, End: 1}, New: "-"}, {Span: source.Span{Start: 4, End: 6}, New: ""}})
	if got != "A-bcd" {
		t.Errorf("got %q", got)
	}
}

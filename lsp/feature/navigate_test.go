package feature

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
)

// navigateStep is how many bytes lie between the places that TestNavigateAnywhere asks about, and between the ends of the half-typed
// texts; a prime. With CODER_STORM set every place of more texts is asked about.
const navigateStep = 211

// TestNavigateAnywhere asks where everything leads in whole and in half-typed sources: nothing breaks, and what is declared where it is
// asked about is among its own references.
func TestNavigateAnywhere(t *testing.T) {
	step := navigateStep
	if os.Getenv("CODER_STORM") != "" {
		step = 29
	}
	ws := workspace.Open(os.DirFS(path.Join(testkit.Root(t), "testdata/sites/blog")), workspace.Config{})
	for _, file := range ws.Snapshot().Sources() {
		whole := ws.Snapshot().Text(file).String()
		for end := len(whole); end > 0; end -= step {
			snap := ws.Change([]workspace.Change{{Path: file, Text: source.NewText(whole[:end])}})
			f := File{Snapshot: snap, Path: file, Tree: snap.Tree(file)}
			for at := end % step; at <= end; at += step {
				navigate(t, f, at)
			}
			navigate(t, f, end)
			DocumentLinks(t.Context(), f)
		}
		ws.Change([]workspace.Change{{Path: file}})
	}
}

// scenarioStep says of how many scenarios one is taken. With CODER_STORM set all are.
const scenarioStep = 9

// TestNavigateHalfTyped asks where everything leads in the sources of the scenarios, each cut off or with a few bytes missing somewhere.
func TestNavigateHalfTyped(t *testing.T) {
	step := scenarioStep
	if os.Getenv("CODER_STORM") != "" {
		step = 1
	}
	scenarios, err := filepath.Glob(filepath.Join(testkit.Root(t), "testdata", "lsp", "*.txtar"))
	if err != nil || len(scenarios) == 0 {
		t.Fatal("no scenarios", err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i, scenario := range scenarios {
		archive, err := txtar.ParseFile(scenario)
		if err != nil {
			t.Fatal(err)
		}
		if i%step != 0 {
			continue
		}
		files := fstest.MapFS{}
		for _, f := range archive.Files {
			if f.Name != "script" {
				files[f.Name] = &fstest.MapFile{Data: []byte(strings.NewReplacer("[|", "", "|]", "").Replace(string(f.Data)))}
			}
		}
		ws := workspace.Open(files, workspace.Config{})
		for _, name := range slices.Sorted(maps.Keys(files)) {
			whole := string(files[name].Data)
			at := random.IntN(len(whole) + 1)
			for _, text := range []string{whole[:at], whole[:at] + whole[min(at+1+random.IntN(4), len(whole)):]} {
				snap := ws.Change([]workspace.Change{{Path: name, Text: source.NewText(text)}})
				f := File{Snapshot: snap, Path: name, Tree: snap.Tree(name)}
				for at := random.IntN(7); at <= len(text); at += 1 + random.IntN(9) {
					References(t.Context(), f, at)
					if f.Tree != nil {
						navigate(t, f, at)
						continue
					}
					Definition(t.Context(), f, at)
					Rename(t.Context(), f, at, "zz9")
				}
				DocumentLinks(t.Context(), f)
			}
			ws.Change([]workspace.Change{{Path: name}})
		}
	}
}

// TestNavigateContent asks where the keys and links of content lead, and gives those names others that have one: what comes of it checks
// clean, and the old names put back give the old bytes.
func TestNavigateContent(t *testing.T) {
	snap := workspace.Open(os.DirFS(path.Join(testkit.Root(t), "testdata/sites/blog")), workspace.Config{}).Snapshot()
	led, renamed := 0, map[string]bool{} // by folder and name
	for _, file := range snap.Files() {
		if !strings.HasSuffix(file, ".md") && !strings.HasSuffix(file, ".json") || strings.HasPrefix(file, "static/") {
			continue
		}
		f := File{Snapshot: snap, Path: file}
		led += len(DocumentLinks(t.Context(), f))
		places := []int{0, snap.Text(file).Len()}
		for _, k := range snap.DataKeys(file) {
			places = append(places, k.Span.Start, k.Span.End+1)
		}
		for _, l := range snap.MarkdownLinks(file) {
			places = append(places, l.Span.End)
		}
		for _, at := range places {
			if places, _ := Definition(t.Context(), f, at); len(places) > 0 {
				led++
			}
			name, _, no := PrepareRename(t.Context(), f, at)
			if no != "" || renamed[path.Dir(file)+name] {
				continue
			}
			renamed[path.Dir(file)+name] = true
			changes, no := Rename(t.Context(), f, at, "zz9")
			if no != "" {
				t.Logf("%s: %s: %s", file, name, no)
				continue
			}
			after := changes.Suppose(snap)
			if found, err := after.AllDiagnostics(t.Context()); err != nil || len(found) > 0 {
				t.Errorf("%s: renaming %s leaves %v", file, name, found)
			}
			back, no := Rename(t.Context(), File{Snapshot: after, Path: file}, at, name)
			if no != "" {
				t.Errorf("%s: %s cannot be called so again: %s", file, name, no)
			}
			again := back.Suppose(after)
			for _, c := range changes.Files {
				if got, want := again.Text(c.Path).String(), snap.Text(c.Path).String(); got != want {
					t.Errorf("renaming %s and back changes %s\n%s", name, c.Path, testkit.Diff(want, got))
				}
			}
		}
	}
	if led == 0 || len(renamed) == 0 {
		t.Error("nothing leads anywhere", led, renamed)
	}
}

// navigate asks for everything about one place.
func navigate(t *testing.T, f File, at int) {
	Definition(t.Context(), f, at)
	TypeDefinition(t.Context(), f, at)
	Implementations(t.Context(), f, at)
	CallItems(t.Context(), f, at)
	Callers(t.Context(), f, at)
	Callees(t.Context(), f, at)
	_, span, no := PrepareRename(t.Context(), f, at)
	if no != "" {
		return
	}
	uses := Highlights(t.Context(), f, at)
	if !slices.ContainsFunc(uses, func(r Reference) bool { return r.Span == span }) {
		t.Errorf("%s: what can be renamed at %d is not among its own mentions %v", f.Path, at, uses)
	}
	Rename(t.Context(), f, at, "zz9")
}

// TestMoveEverything moves each source of the sites of the corpus, and each of their folders, somewhere else. What comes of it checks
// as before, but for what the address of a page has to do with its file.
func TestMoveEverything(t *testing.T) {
	root := os.DirFS(testkit.Root(t))
	dirs, err := fs.Glob(root, "testdata/sites/*")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no sites", err)
	}
	for _, dir := range dirs {
		files := fstest.MapFS{}
		err := fs.WalkDir(root, dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, p)
			files[strings.TrimPrefix(p, dir+"/")] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		moveAll(t, files)
	}
}

func moveAll(t *testing.T, files fstest.MapFS) {
	snap := workspace.Open(files, workspace.Config{}).Snapshot()
	var moves []Move
	for p := range files {
		base := path.Base(p)
		switch {
		case base == "site.code" || base == "layout.code" || base == "404.code" || base == "500.code":
		case strings.HasPrefix(p, "pages/") && strings.HasSuffix(p, ".code"):
			moves = append(moves, Move{p, "pages/moved/" + strings.TrimPrefix(p, "pages/")})
		case strings.HasPrefix(p, "static/"):
			moves = append(moves, Move{p, "static/moved/" + strings.TrimPrefix(p, "static/")})
		case strings.HasSuffix(p, ".code"):
			moves = append(moves, Move{p, path.Join("moved", p)})
		}
		if top, _, ok := strings.Cut(p, "/"); ok && top != "pages" && top != "static" && top != "root" {
			moves = append(moves, Move{top, "moved/" + top})
		}
	}
	slices.SortFunc(moves, func(a, b Move) int { return strings.Compare(a.From, b.From) })
	edits := 0
	for _, move := range slices.Compact(moves) {
		changes := MoveFiles(t.Context(), File{Snapshot: snap}, []Move{move})
		edits += len(changes.Files)
		after := fstest.MapFS{}
		for p, f := range files {
			data := string(f.Data)
			for _, c := range changes.Files {
				if c.Path == p {
					data = Apply(data, c.Edits)
				}
			}
			if p == move.From {
				p = move.To
			} else if rest, ok := strings.CutPrefix(p, move.From+"/"); ok {
				p = path.Join(move.To, rest)
			}
			after[p] = &fstest.MapFile{Data: []byte(data)}
		}
		found, err := workspace.Open(after, workspace.Config{}).Snapshot().AllDiagnostics(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			t.Errorf("moving %s to %s: %s at %d: %s %v", move.From, move.To, d.Path, d.Span.Start, d.Code, d.Args)
		}
	}
	if edits == 0 {
		t.Error("nothing followed any file")
	}
}

package workspace

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/codescript-lang/coder/engine/source"
)

// edited opens a file of a workspace whose diagnostics are known as an editor does, makes an edit of one place in it, has all
// diagnostics found again, and says what the edit took.
func edited(t *testing.T, files fstest.MapFS, p, old, new string) (*Workspace, Work) {
	t.Helper()
	ws := Open(files, Config{})
	ctx := context.Background()
	if _, err := ws.Snapshot().AllDiagnostics(ctx); err != nil {
		t.Fatal(err)
	}
	text := ws.Snapshot().Text(p)
	at := strings.Index(text.String(), old)
	if at < 0 {
		t.Fatalf("%s has no %q", p, old)
	}
	if _, err := ws.Change([]Change{{Path: p, Text: text}}).AllDiagnostics(ctx); err != nil {
		t.Fatal(err)
	}
	e := source.Edit{Span: source.Span{Start: at, End: at + len(old)}, New: new}
	snap := ws.Change([]Change{{Path: p, Text: text.Apply(e), Edits: []source.Edit{e}}})
	if _, err := snap.AllDiagnostics(ctx); err != nil {
		t.Fatal(err)
	}
	return ws, snap.Work()
}

// siteSizes are the sizes at which the work of an edit is counted.
func siteSizes() []int {
	if testing.Short() {
		return []int{100, 1_000}
	}
	return []int{100, 1_000, 4_000}
}

// TestWorkDoesNotGrowWithTheSite edits one body of one file: whatever the number of files, the same questions are looked
// at, and one unit is checked.
func TestWorkDoesNotGrowWithTheSite(t *testing.T) {
	var first Work
	for _, n := range siteSizes() {
		_, w := edited(t, manyFiles(n), "m50.code", "{i + 1}.", "{i + 2}.")
		if w.Checked != 1 {
			t.Errorf("%d files: %d units were checked, want 1", n, w.Checked)
		}
		if first == (Work{}) {
			first = w
		}
		if w != first || w.Computed+w.Verified > 40 {
			t.Errorf("%d files: work %+v, of fewer files %+v", n, w, first)
		}
	}
}

// TestSignatureConcernsItsUsers changes the signature of one function that some files of a site use and others do not:
// exactly the users are checked again, with the function itself, and no other file is looked at. The trees of the users are still at hand,
// or were let go.
func TestSignatureConcernsItsUsers(t *testing.T) {
	const users = 50
	for _, c := range []struct {
		name   string
		length int // of a file, at least
		sizes  []int
	}{
		{"kept", 0, []int{100, 1_000}},
		{"sealed", maxKept/users + 1, siteSizes()}, // the files behind the users have no room beside them
	} {
		t.Run(c.name, func(t *testing.T) {
			var first Work
			for _, n := range c.sizes {
				files := fstest.MapFS{"lib.code": {Data: []byte("export fn twice(n: number) => n * 2\n")}}
				for i := range n {
					name, text := fmt.Sprintf("m%d.code", i), "export fn f(n: number) => n\n"
					if i < users { // looked at first
						name, text = fmt.Sprintf("a%d.code", i), "import { twice } from \"./lib\"\n\nexport fn f() => \"{twice(1)}\"\n\nexport fn g() => f()\n"
					}
					text += strings.Repeat("// no more\n", max(0, c.length-len(text))/len("// no more\n")+1)
					files[name] = &fstest.MapFile{Data: []byte(text)}
				}
				ws, w := edited(t, files, "lib.code", "n * 2", "\"{n}\"")
				if w.Checked != users+1 {
					t.Errorf("%d files: %d units were checked, want %d", n, w.Checked, users+1)
				}
				if first == (Work{}) {
					first = w
				}
				if w != first {
					t.Errorf("%d files: work %+v, of fewer files %+v", n, w, first)
				}
				if ds, err := ws.Snapshot().AllDiagnostics(context.Background()); err != nil || len(ds) != 0 {
					t.Errorf("%v, found %s", err, show(ds))
				}
			}
		})
	}
}

// TestWorkInALongFile edits one function of one file: whatever the length of the file, the same questions are answered anew, and
// one unit is checked. They look at the parts of the file, not at its units.
func TestWorkInALongFile(t *testing.T) {
	const short, long = 1_000, 10_000 // lines, of which ten are a unit
	for _, c := range []struct{ name, old, new string }{
		{"a body", "i * 20", "i * 21"},
		{"another name", "found.length > 0 ? \"{found.length} of {limit}\" : \"none\"\n}\n\nexport fn Part20(", "found.length > 0 ? \"{found.length} of {Part7}\" : \"none\"\n}\n\nexport fn Part20("},
		{"an unknown name", "i * 20", "nobody * 20"},
		{"a space", "i * 20", "i  * 20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			work := func(lines int) (w Work, looked int) {
				_, w = edited(t, fstest.MapFS{"main.code": {Data: []byte(longFile(lines))}}, "main.code", c.old, c.new)
				looked, w.Looked = w.Looked, 0
				return w, looked
			}
			w, looked := work(long)
			first, lookedFirst := work(short)
			if w != first || w.Checked > 1 {
				t.Errorf("%d lines: work %+v, of fewer lines %+v", long, w, first)
			}
			more := (long - short) / 10 / partUnits
			if t.Logf("looked at %d, of fewer lines %d", looked, lookedFirst); looked-lookedFirst > 4*more {
				t.Errorf("%d lines: %d answers were looked at, of fewer lines %d: more than for %d parts more", long, looked, lookedFirst, more)
			}
		})
	}
}

// TestNewDeclarationInALongFile declares one function more: it is checked, and whatever the length of the file, what is known of the other
// declarations is not found out again, but by the parts that they are in.
func TestNewDeclarationInALongFile(t *testing.T) {
	const short, long = 1_000, 10_000 // lines, of which ten are a unit
	work := func(lines int) Work {
		_, w := edited(t, fstest.MapFS{"main.code": {Data: []byte(longFile(lines))}}, "main.code", "export fn Part20(", "fn fresh() => 1\n\nexport fn Part20(")
		return w
	}
	w, first := work(long), work(short)
	more := (long - short) / 10 / partUnits
	if w.Checked != 1 || w.Computed+w.Verified-first.Computed-first.Verified > 4*more {
		t.Errorf("%d lines: work %+v, of fewer lines %+v: more than for %d parts more", long, w, first, more)
	}
}

// TestWorkOfDeclarations lets declarations come, go and be named otherwise in a file of a site: whatever its length, the same questions are
// answered anew, as many answers are looked at that may be others, and as many names are put in tables.
func TestWorkOfDeclarations(t *testing.T) {
	var editors []*editor
	for _, n := range []int{100, 1_000, 10_000} {
		files := map[string]string{"main.code": "export let top = 1\n\n" + declarations(n), "site.code": siteOfFile}
		disk := memory(files)
		e := &editor{t, Open(disk, Config{}), disk, files}
		e.replace("main.code", "n + 5\n", "n + 55\n") // before anything is asked: of a long file that is not open less is kept
		e.all()
		editors = append(editors, e)
	}
	for _, c := range []struct {
		name, old, new string
		want           int
	}{
		{"one more", "export fn f7(", "export fn more(n: number) => n\n\nexport fn f7(", 1},
		{"one less", "export fn f7(n: number) {\n\tlet m = n + 7\n\treturn m > 2 ? m : none\n}\n", "// gone\n", 0},
		{"another name", "fn f7(", "fn other(", 1},
		{"one that is not finished", "export fn f7(", "let \n\nexport fn f7(", 1},
		{"a value", "export fn f7(", "export let more = f6(1)\n\nexport fn f7(", 1},
		{"not exported", "export fn f7(", "fn f7(", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var first Work
			for i, e := range editors {
				e.replace("main.code", c.old, c.new) // at first, what nobody asked for before is found
				e.all()
				e.replace("main.code", c.new, c.old)
				e.all()
				e.replace("main.code", c.old, c.new)
				e.all()
				w := e.ws.Snapshot().Work()
				looked := w.Looked
				w.Looked = 0
				if i == 0 {
					first = w
				}
				if w != first || w.Checked != c.want {
					t.Errorf("%d: work %+v, in the shortest file %+v, want %d checked", i, w, first, c.want)
				}
				if most := 1_000 + 4*len(e.files["main.code"])/partUnits; looked > most {
					t.Errorf("%d: %d answers were looked at, more than %d", i, looked, most)
				}
				e.replace("main.code", c.new, c.old)
				e.all()
			}
		})
	}
}

// siteOfFile is what a site says of itself.
const siteOfFile = "export let site: Site = { name: \"S\", url: \"https://s.example\", mode: \"build\" }\n"

// declarations is a file of about n lines, of which five declare a function.
func declarations(n int) string {
	var b strings.Builder
	for i := range n / 5 {
		fmt.Fprintf(&b, "export fn f%[1]d(n: number) {\n\tlet m = n + %[1]d\n\treturn m > 2 ? m : none\n}\n\n", i)
	}
	return b.String()
}

// TestFrontMatterConcernsItsReaders changes data of all kinds: only what reads the data is checked again, and only if their type
// is another.
func TestFrontMatterConcernsItsReaders(t *testing.T) {
	files := fstest.MapFS{
		"posts/a.md":  {Data: []byte("---\ntitle: A\n---\nText.\n")},
		"posts/b.md":  {Data: []byte("---\ntitle: B\n---\nText.\n")},
		"one.json":    {Data: []byte(`{ "a": 1 }`)},
		"reads.code":  {Data: []byte("import posts from \"./posts/*.md\"\nimport one from \"./one.json\"\n\nexport fn titles() => posts.map(fn(p) => p.title)\n\nexport fn a() => one.a\n\nexport fn other() => 1\n")},
		"user.code":   {Data: []byte("import { titles } from \"./reads\"\n\nexport fn all() => titles().join()\n")},
		"others.code": {Data: []byte("export fn f() => 1\n")},
	}
	for _, c := range []struct {
		name, path, old, new string
		want                 int
	}{
		{"text", "posts/a.md", "Text.", "More.", 0},
		{"a title", "posts/a.md", "title: A", "title: Other", 0},
		{"another field", "posts/a.md", "title: A", "title: A\ndraft: true", 1}, // titles, which gives strings as before
		{"another type", "posts/a.md", "title: A", "title: 1", 2},               // titles, and all
		{"a value of JSON", "one.json", "1", "2", 0},
		{"a type of JSON", "one.json", "1", "\"x\"", 1}, // a
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, w := edited(t, files, c.path, c.old, c.new); w.Checked != c.want {
				t.Errorf("%d units were checked, want %d", w.Checked, c.want)
			}
		})
	}
}

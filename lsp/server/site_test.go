// Diagnostics of files that are not open.

package server

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

const siteText = "export let site: Site = { name: \"x\", url: \"https://x.example\" }\n"

// writeFiles writes files below root; an empty text removes one.
func writeFiles(t testing.TB, root string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		file := filepath.Join(root, filepath.FromSlash(files[i]))
		if files[i+1] == "" {
			if err := os.RemoveAll(file); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// changedOutside tells the server of files as an editor that watches them does.
func (e *editor) changedOutside(paths ...string) {
	e.t.Helper()
	var changes []map[string]any
	for _, p := range paths {
		kind := protocol.FileChangeTypeChanged
		if _, err := os.Stat(filepath.Join(e.root, p)); err != nil {
			kind = protocol.FileChangeTypeDeleted
		}
		changes = append(changes, map[string]any{"uri": e.address(p), "type": kind})
	}
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": changes})
}

// problems are the files that the client shows problems of, with their names.
func (e *editor) problems() string {
	var out []string
	for p, told := range e.told {
		if len(told.Diagnostics) > 0 {
			out = append(out, p+": "+codesOf(told.Diagnostics))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func (e *editor) untilProblems(want ...string) {
	e.t.Helper()
	e.until(strings.Join(want, "\n"), func() bool { return e.problems() == strings.Join(want, "\n") })
}

func TestWholeSiteIsTold(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root,
		"site.code", siteText,
		"lib.code", "export fn twice(n: number) => n * 2\n",
		"pages/index.code", "import { twice } from \"../lib\"\n\npage => <p>{twice(2)}</p>\n",
		"pages/bad.code", "page => <p>{nobody}</p>\n",
		"data/posts.json", "[1, 2",
		"pages/data.code", "import posts from \"../data/posts.json\"\n\npage => <p>{posts}</p>\n",
		"data/other.json", "[1, 2")
	e := newEditor(t, editorConfig{root: root})
	e.untilProblems("data/posts.json: bad-data", "pages/bad.code: unknown-name") // before anything is open
	e.open("lib.code", "export fn twice(n: number) => n * 2\n")
	e.await("lib.code")
	e.change("lib.code", splice{10, 15, "double"})
	e.untilProblems("data/posts.json: bad-data", "pages/bad.code: unknown-name", "pages/index.code: unknown-export")
	e.close("lib.code") // back to what the disk has
	e.untilProblems("data/posts.json: bad-data", "pages/bad.code: unknown-name")
	writeFiles(t, root, "pages/bad.code", "", "data/posts.json", "[1, 2]", "pages/new.code", "page => <p>{new}</p>\n")
	e.changedOutside("pages/bad.code", "data/posts.json", "pages/new.code")
	e.untilProblems("pages/new.code: unknown-name")
	writeFiles(t, root, "pages", "") // a whole folder
	e.changedOutside("pages")
	e.untilProblems()
}

// TestOnlyChangedFilesAreTold counts what the client is told while somebody types: nothing of files that are as they were.
func TestOnlyChangedFilesAreTold(t *testing.T) {
	root := t.TempDir()
	for i := range 30 {
		writeFiles(t, root, fmt.Sprintf("p%d.code", i), "import { twice } from \"./lib\"\n\nexport fn f() => twice(nobody)\n")
	}
	const lib = "export fn twice(n: number) {\n\treturn n * 2\n}\n"
	writeFiles(t, root, "site.code", siteText, "lib.code", lib)
	e := newEditor(t, editorConfig{root: root})
	e.until("all are told", func() bool { return len(e.told) == 30 })
	e.open("lib.code", lib)
	e.await("lib.code")
	before := func() (n int) {
		e.mu.Lock()
		defer e.mu.Unlock()
		for p, count := range e.count {
			if p != "lib.code" {
				n += count
			}
		}
		return n
	}()
	for i := range 10 {
		at := strings.Index(e.texts["lib.code"], "* ") + 2
		e.change("lib.code", splice{at, at + 1, fmt.Sprint(i)})
		e.await("lib.code")
	}
	e.change("lib.code", splice{10, 15, "double"})
	e.until("they were looked at", func() bool { return strings.HasPrefix(codesOf(e.told["p29.code"].Diagnostics), "unknown-export") })
	e.mu.Lock()
	defer e.mu.Unlock()
	after := 0
	for p, count := range e.count {
		if p != "lib.code" {
			after += count
		}
	}
	if after-before > 30 {
		t.Errorf("%d notifications about 30 files that changed once", after-before)
	}
	if e.count["lib.code"] < 11 {
		t.Errorf("%d notifications about 12 versions", e.count["lib.code"])
	}
}

func TestSitesOfTheWorkspace(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root,
		"one/site.code", siteText, "one/pages/a.code", "page => <p>{a}</p>\n",
		"two/deep/site.code", siteText, "two/deep/pages/b.code", "page => <p>{b}</p>\n",
		"two/deep/inner/site.code", siteText, "two/deep/inner/pages/c.code", "page => <p>{c}</p>\n",
		"loose.code", "print(nobody)\n")
	e := newEditor(t, editorConfig{root: root})
	e.untilProblems("one/pages/a.code: unknown-name", "two/deep/pages/b.code: unknown-name")
	e.open("two/deep/inner/pages/c.code", "page => <p>{c}</p>\n")
	e.untilProblems("one/pages/a.code: unknown-name", "two/deep/inner/pages/c.code: unknown-name", "two/deep/pages/b.code: unknown-name")
	e.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
		"added": []any{}, "removed": []map[string]any{{"uri": "file://" + filepath.ToSlash(root), "name": "test"}},
	}})
	e.untilProblems("two/deep/inner/pages/c.code: unknown-name")
}

// TestLooseFilesStandAlone opens a file of a folder that is no site and no folder of the workspace: its neighbours are not looked at.
func TestLooseFilesStandAlone(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root, "other.code", "print(nobody)\n")
	e := newEditor(t, editorConfig{root: root, noFolder: true})
	e.open("main.code", "print(me)\n")
	e.untilProblems("main.code: unknown-name")
	e.change("main.code", splice{6, 8, "1"})
	e.await("main.code")
	e.close("main.code")
	e.untilProblems()
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.told) != 1 {
		t.Errorf("it was told of %v", e.told)
	}
}

// TestHomesAreNoProjects names folders that hold more than a project as those of the workspace.
func TestHomesAreNoProjects(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root, "site/site.code", "export let site: Site = { name: \"x\", url: \"https://x.example\" }\n")
	home := filepath.Join(root, "home", "me")
	for _, c := range []struct {
		home, folder string
		taken        bool
	}{
		{home, home, false},
		{home, filepath.Dir(home), false},
		{home, filepath.VolumeName(root) + string(filepath.Separator), false},
		{"", filepath.VolumeName(root) + string(filepath.Separator), false},
		{home, filepath.Join(home, "work"), true},
		{home, filepath.Join(root, "elsewhere"), true},
		{"", home, true},
		{filepath.Join(root, "site"), filepath.Join(root, "site"), true}, // somebody lives in a site
	} {
		p := newProjects(c.home)
		p.addFolder(uri.File(c.folder))
		if taken := len(p.folders) == 1; taken != c.taken {
			t.Errorf("at home in %s, %s is a folder of the workspace: %v", c.home, c.folder, taken)
		}
	}
}

// TestPublishedForEveryVersion changes a text one version at a time: each is told of, the empty list included.
func TestPublishedForEveryVersion(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), noFolder: true})
	e.open("main.code", "let a = 1\n\nprint(a)\n")
	for i := range 20 {
		if list := e.await("main.code"); (len(list) > 0) != (i%2 == 1) {
			t.Fatalf("version %d: %v", e.versions["main.code"], list)
		}
		if i%2 == 0 {
			e.change("main.code", splice{17, 18, "b"})
		} else {
			e.change("main.code", splice{17, 18, "a"})
		}
	}
}

// reports asks for the diagnostics of all files and writes them a line each; the results are remembered for the next time.
func (e *editor) reports(known map[string]string) string {
	e.t.Helper()
	ids := []map[string]any{}
	for u, id := range known {
		ids = append(ids, map[string]any{"uri": u, "value": id})
	}
	var report struct {
		Items []struct {
			URI      string
			Kind     string
			ResultID string
			Items    []struct{ Code string }
		}
	}
	var raw json.RawMessage
	e.call("workspace/diagnostic", map[string]any{"previousResultIds": ids}, &raw)
	if err := json.Unmarshal(raw, &report); err != nil {
		e.t.Fatal(err)
	}
	var out []string
	for _, item := range report.Items {
		known[item.URI] = item.ResultID
		line := e.path(uri.URI(item.URI)) + " " + item.Kind
		for _, d := range item.Items {
			line += " " + d.Code
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func TestWholeSiteIsPulled(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root,
		"site.code", siteText,
		"lib.code", "export fn twice(n: number) => n * 2\n",
		"pages/index.code", "import { twice } from \"../lib\"\n\npage => <p>{twice(2)}</p>\n",
		"pages/bad.code", "page => <p>{nobody}</p>\n")
	e := newEditor(t, editorConfig{root: root, pull: true})
	e.open("lib.code", "export fn twice(n: number) => n * 2\n")
	known := map[string]string{}
	for _, step := range []struct {
		what string
		do   func()
		want string
	}{
		{"first", func() {}, "lib.code full\npages/bad.code full unknown-name"},
		{"again", func() {}, "lib.code unchanged\npages/bad.code unchanged"},
		{"a name goes", func() { e.change("lib.code", splice{10, 15, "double"}) },
			"lib.code unchanged\npages/bad.code unchanged\npages/index.code full unknown-export"},
		{"and comes back", func() { e.change("lib.code", splice{10, 16, "twice"}) },
			"lib.code unchanged\npages/bad.code unchanged\npages/index.code full"},
		{"a file goes", func() {
			writeFiles(t, root, "pages/bad.code", "")
			e.changedOutside("pages/bad.code")
		}, "lib.code unchanged\npages/bad.code full\npages/index.code unchanged"},
	} {
		step.do()
		if got := e.reports(known); got != step.want {
			t.Errorf("%s:\n%s\nwant\n%s", step.what, got, step.want)
		}
	}
	var report protocol.RelatedFullDocumentDiagnosticReport
	e.call("textDocument/diagnostic", map[string]any{"textDocument": e.document("lib.code")}, &report)
	var same protocol.RelatedUnchangedDocumentDiagnosticReport
	e.call("textDocument/diagnostic", map[string]any{"textDocument": e.document("lib.code"), "previousResultId": *report.ResultID}, &same)
	if same.Kind != "unchanged" || same.ResultID != *report.ResultID {
		t.Errorf("asked again: %+v", same)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.told) > 0 {
		t.Errorf("it was told of %v", e.told)
	}
}

// TestPullingClientIsToldToAskAgain changes a name of which another open file makes use: a client does not ask for that by itself.
func TestPullingClientIsToldToAskAgain(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root, "site.code", siteText, "a.code", "import { twice } from \"./lib\"\n\nprint(twice(2))\n")
	e := newEditor(t, editorConfig{root: root, pull: true})
	e.open("lib.code", "export fn twice(n: number) => n * 2\n")
	e.change("lib.code", splice{10, 15, "double"})
	e.until("asked to ask", func() bool { return e.again > 0 })
}

// TestPullingClientIsToldOfOpenFiles adds the page that an open file links to: nobody types, so that the client asks for nothing.
func TestPullingClientIsToldOfOpenFiles(t *testing.T) {
	root := t.TempDir()
	text := "page => <a href=\"/team\">Team</a>\n"
	writeFiles(t, root, "site.code", siteText, "pages/index.code", text)
	e := newEditor(t, editorConfig{root: root, pull: true})
	e.open("pages/index.code", text)
	ask := func() int {
		var report protocol.RelatedFullDocumentDiagnosticReport
		e.call("textDocument/diagnostic", map[string]any{"textDocument": e.document("pages/index.code")}, &report)
		return len(report.Items)
	}
	if got := ask(); got != 1 {
		t.Fatalf("%d findings", got)
	}
	writeFiles(t, root, "pages/team.code", "page => <p>Team</p>\n")
	e.changedOutside("pages/team.code")
	e.until("asked to ask", func() bool { return e.again > 0 })
	if got := ask(); got != 0 {
		t.Fatalf("%d findings", got)
	}
}

func TestProgressIsShown(t *testing.T) {
	root := t.TempDir()
	for i := range 2 * worthShowing {
		writeFiles(t, root, fmt.Sprintf("p%d.code", i), "export fn f() => 1\n")
	}
	writeFiles(t, root, "site.code", siteText)
	e := newEditor(t, editorConfig{root: root, locale: "ko"})
	e.until("it ends", func() bool { return len(e.shows) > 0 && strings.Contains(e.shows[len(e.shows)-1], `"kind":"end"`) })
	e.mu.Lock()
	defer e.mu.Unlock()
	if !strings.Contains(e.shows[0], `"kind":"begin"`) || !strings.Contains(e.shows[0], "검사 중") {
		t.Errorf("it began with %s", e.shows[0])
	}
}

// TestBranchSwitch changes hundreds of files at once.
func TestBranchSwitch(t *testing.T) {
	root := t.TempDir()
	var paths []string
	var before, after []string
	for i := range 300 {
		p := fmt.Sprintf("p%03d.code", i)
		paths = append(paths, p)
		before = append(before, p, "export fn f() => 1\n")
		after = append(after, p, "export fn f() => nobody\n")
	}
	writeFiles(t, root, append(before, "site.code", siteText)...)
	e := newEditor(t, editorConfig{root: root})
	e.open("p000.code", "export fn f() => 1\n")
	e.await("p000.code")
	writeFiles(t, root, after...)
	e.changedOutside(paths...)
	e.until("all are told", func() bool { return strings.Count(e.problems(), "\n") == 298 }) // the open one stays as it is
}

// TestExplanationsExist holds the address behind each diagnostic's name to a page that is there.
func TestExplanationsExist(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), noFolder: true})
	e.open("main.code", "print(nobody)\n")
	d := e.await("main.code")[0]
	file, ok := strings.CutPrefix(string(d.CodeDescription.Href), "https://github.com/codescript-lang/coder/blob/main/")
	if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(file))); !ok || err != nil {
		t.Errorf("%s leads nowhere: %v", d.CodeDescription.Href, err)
	}
}

// TestOwnWatcher changes files outside the editor of a client that watches none.
func TestOwnWatcher(t *testing.T) {
	root := t.TempDir()
	const index = "import { a } from \"../lib\"\n\npage => <p>{a}</p>\n"
	writeFiles(t, root, "site.code", siteText, "lib.code", "export let a = 1\n", "pages/index.code", index)
	p := newPeer(t)
	p.meet(map[string]any{"workspaceFolders": []any{map[string]any{"uri": "file://" + filepath.ToSlash(root), "name": "x"}}})
	uri := "file://" + filepath.ToSlash(root) + "/pages/index.code"
	p.open(uri, index)
	p.diagnosed(uri, 1)
	untilTold := func(path, want string) {
		t.Helper()
		p.until(path+" "+want, func(m incoming) bool {
			return m.Method == "textDocument/publishDiagnostics" && strings.Contains(string(m.Params), path) && strings.Contains(string(m.Params), want)
		})
	}
	writeFiles(t, root, "lib.code", "export let b = 1\n")
	untilTold("/pages/index.code", "unknown-export")
	writeFiles(t, root, "lib.code", "export let a = 1\n")
	untilTold("/pages/index.code", `"diagnostics":[]`)
	writeFiles(t, root, "pages/deep/new/a.code", "page => <p>{nobody}</p>\n") // in folders that are new, too
	untilTold("/pages/deep/new/a.code", "unknown-name")
	writeFiles(t, root, "pages/deep", "")
	untilTold("/pages/deep/new/a.code", `"diagnostics":[]`)
}

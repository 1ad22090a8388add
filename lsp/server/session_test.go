package server

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/bug"
)

// until waits until a condition on what the server has sent holds.
func (e *editor) until(what string, holds func() bool) {
	e.t.Helper()
	limit := time.After(patience)
	for {
		e.mu.Lock()
		ok := holds()
		e.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-e.news:
		case <-limit:
			e.t.Fatalf("never: %s", what)
		}
	}
}

func codesOf(list []protocol.Diagnostic) string {
	var codes []string
	for _, d := range list {
		codes = append(codes, string(d.Code.(protocol.String)))
	}
	return strings.Join(codes, " ")
}

func TestClosingClears(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), noFolder: true})
	e.open("main.code", "print(nobody)\n")
	if got := codesOf(e.await("main.code")); got != "unknown-name" {
		t.Fatal(got)
	}
	e.close("main.code")
	e.until("cleared", func() bool { return len(e.told["main.code"].Diagnostics) == 0 })
	e.open("main.code", "print(nobody)\n")
	e.until("told again", func() bool { return len(e.told["main.code"].Diagnostics) == 1 })
}

func TestPullingClientIsNeverTold(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), pull: true})
	e.open("main.code", "print(nobody)\n")
	if got := codesOf(e.pulled("main.code")); got != "unknown-name" {
		t.Error(got)
	}
	e.change("main.code", splice{6, 12, "1"})
	if got := codesOf(e.pulled("main.code")); got != "" {
		t.Error(got)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.told) > 0 {
		t.Errorf("it was told of %v", e.told)
	}
}

// TestBugsAreLogged breaks an invariant beside a session: its client is told, once for each line that reports.
func TestBugsAreLogged(t *testing.T) {
	bug.Tolerate(t)
	var log bytes.Buffer
	e := newEditor(t, editorConfig{root: t.TempDir(), log: &log})
	for i := range 3 {
		bug.Reportf("the width is -%d", i+1)
	}
	bug.Reportf("the height is 0")
	e.until("both are logged", func() bool { return len(e.logged) >= 2 })
	e.mu.Lock()
	defer e.mu.Unlock()
	slices.Sort(e.logged) // the test's client takes notifications side by side
	if len(e.logged) != 2 || !strings.Contains(e.logged[0], "the height is 0 (") || !strings.Contains(e.logged[1], "the width is -1 (") {
		t.Errorf("logged: %q", e.logged)
	}
	if got := log.String(); strings.Count(got, "level=ERROR") != 2 || !strings.Contains(got, "TestBugsAreLogged") {
		t.Errorf("the server's own log: %s", got)
	}
}

func TestWatching(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir()})
	e.until("files are watched", func() bool {
		return len(e.asked) == 1 && strings.Contains(e.asked[0], "workspace/didChangeWatchedFiles") && strings.Contains(e.asked[0], "code,md")
	})
}

func TestFilesChangedOutside(t *testing.T) {
	root := t.TempDir()
	lib := filepath.Join(root, "lib.code")
	write := func(text string) {
		if err := os.WriteFile(lib, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("export let a = 1\n")
	e := newEditor(t, editorConfig{root: root})
	e.open("main.code", "import { b } from \"./lib\"\n\nprint(b)\n")
	if got := codesOf(e.await("main.code")); got != "unknown-export" {
		t.Fatal(got)
	}
	write("export let b = 1\n")
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []map[string]any{{"uri": e.address("lib.code"), "type": 2}}})
	e.until("the export is seen", func() bool { return len(e.told["main.code"].Diagnostics) == 0 })
}

func TestProjects(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"site/site.code":       "export let site: Site = { name: \"x\", url: \"https://x.example\" }\n",
		"site/pages/a.code":    "page => <p>a</p>\n",
		"tools/one/main.code":  "print(1)\n",
		"tools/two/other.code": "print(1)\n",
	} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := newProjects("")
	p.folders = []string{filepath.Join(root, "tools")}
	for _, c := range []struct{ file, root, path string }{
		{"site/pages/a.code", "site", "pages/a.code"},
		{"tools/one/main.code", "tools", "one/main.code"},
		{"tools/two/other.code", "tools", "two/other.code"},
		{"elsewhere/x.code", "elsewhere", "x.code"},
	} {
		at, err := p.placeOf("file://" + filepath.ToSlash(filepath.Join(root, c.file)))
		if err != nil || at.project.root != filepath.Join(root, c.root) || at.path != c.path {
			t.Errorf("%s is %v, %v", c.file, at, err)
		}
	}
	one, _ := p.placeOf("untitled:Untitled-1")
	two, _ := p.placeOf("untitled:Untitled-2")
	if one.project == two.project || one.path != "Untitled-1.code" {
		t.Errorf("texts that are no files share a project: %v, %v", one, two)
	}
}

// TestFolders opens a file in a folder that then joins the workspace: now it sees the files of the whole folder.
func TestFolders(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "lib.code"), []byte("export let b = 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e := newEditor(t, editorConfig{root: root, noFolder: true})
	e.open("tools/a.code", "import { b } from \"../lib\"\n\nprint(b)\n")
	if got := codesOf(e.await("tools/a.code")); got != "unknown-module" {
		t.Fatal(got)
	}
	e.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
		"added": []map[string]any{{"uri": "file://" + filepath.ToSlash(root), "name": "all"}}, "removed": []any{},
	}})
	e.until("the folder is seen", func() bool { return len(e.told["tools/a.code"].Diagnostics) == 0 })
}

// TestSiteFileRegroups makes the folder around an open file a site.
func TestSiteFileRegroups(t *testing.T) {
	root := t.TempDir()
	e := newEditor(t, editorConfig{root: root, noFolder: true})
	e.open("pages/a.code", "import { b } from \"../lib\"\n\npage => <p>{b}</p>\n")
	if got := codesOf(e.await("pages/a.code")); got != "unknown-module" {
		t.Fatal(got)
	}
	for name, text := range map[string]string{
		"site.code": "export let site: Site = { name: \"x\", url: \"https://x.example\" }\n",
		"lib.code":  "export let b = 1\n",
	} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []map[string]any{{"uri": e.address("site.code"), "type": 1}}})
	e.until("the page is of the site", func() bool { return len(e.told["pages/a.code"].Diagnostics) == 0 })
}

func TestTooLargeIsSaid(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), noFolder: true})
	e.open("main.code", strings.Repeat("// x\n", maxDocument/5+1))
	e.until("said", func() bool { return len(e.shown) == 1 && strings.Contains(e.shown[0], "main.code") })
	e.ask("main.code", 0, asked...)
	if got := codesOf(e.await("main.code")); got != "" {
		t.Error(got)
	}
}

package server

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// TestPlainClientsGetPlainEdits holds that a client that knows nothing of versions and of renamed files gets edits by file, and is
// refused what it could not do.
func TestPlainClientsGetPlainEdits(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), bare: true})
	e.write("site.code", "export let site: Site = { name: \"x\", url: \"https://example.org\", mode: \"dynamic\" }\n")
	e.write("lib.code", "export fn area(n: number) => n\n")
	e.open("main.code", "import { area } from \"./lib\"\n\nprint(area(1))\n")
	e.open("pages/[slug].code", "page(slug: string) => <p>{slug}</p>\n")

	var edit protocol.WorkspaceEdit
	params := map[string]any{"textDocument": e.document("main.code"), "position": map[string]any{"line": 2, "character": 7}, "newName": "size"}
	e.call("textDocument/rename", params, &edit)
	if len(edit.DocumentChanges) > 0 || len(edit.Changes) != 2 {
		t.Fatalf("the edit is %+v", edit)
	}
	if got := e.apply(e.texts["main.code"], edit.Changes[uri.URI(e.address("main.code"))]); got != "import { size } from \"./lib\"\n\nprint(size(1))\n" {
		t.Errorf("main.code becomes %q", got)
	}

	params = map[string]any{"textDocument": e.document("pages/[slug].code"), "position": map[string]any{"line": 0, "character": 6}, "newName": "id"}
	err := e.try("textDocument/rename", params, &edit)
	if err == nil || !strings.Contains(err.Error(), "name of the file") {
		t.Errorf("a file that cannot be renamed is answered with %v", err)
	}
}

// TestMovesWithoutVersions meets a client that says that it renames files but not that it takes edits with versions: the one asks for the
// other.
func TestMovesWithoutVersions(t *testing.T) {
	root := t.TempDir()
	const page = "page(slug: string) => <p>{slug}</p>\n"
	writeFiles(t, root, "site.code", "export let site: Site = { name: \"x\", url: \"https://x.example\", mode: \"dynamic\" }\n", "pages/[slug].code", page)
	p := newPeer(t)
	address := string(uri.File(root))
	p.meet(map[string]any{"rootUri": address, "capabilities": json.RawMessage(`{"workspace": {"workspaceEdit": {"resourceOperations": ["rename"]}}}`)})
	address += "/pages/[slug].code"
	p.open(address, page)
	params := about(address)
	params["position"], params["newName"] = map[string]any{"line": 0, "character": 6}, "id"
	m := p.ask("textDocument/rename", params)
	if part(t, m, "changes") != "" || part(t, m, "documentChanges", 0, "textDocument", "version") != "1" {
		t.Errorf("the edits are %s", m.Result)
	}
	if got := part(t, m, "documentChanges", 1, "newUri"); !strings.HasSuffix(got, `/pages/[id].code"`) || part(t, m, "documentChanges", 2) != "" {
		t.Errorf("the moves are %s", m.Result)
	}
	// It saves the file under its new name, formats it for that and asks for hints, before it opens it.
	params = about(strings.Replace(address, "slug", "id", 1))
	params["options"] = map[string]any{"tabSize": 4, "insertSpaces": false}
	params["range"] = map[string]any{"start": params["position"], "end": params["position"]}
	for _, method := range []string{"textDocument/formatting", "textDocument/inlayHint"} {
		if got := part(t, p.ask(method, params)); got != "null" && got != "[]" {
			t.Errorf("%s about what is not open: %s", method, got)
		}
	}
}

// TestDefinitionsAreLinks holds that a client that knows links of definitions gets the word that each is of.
func TestDefinitionsAreLinks(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir(), links: true})
	e.write("lib.code", "export fn area(n: number) => n\n")
	e.open("main.code", "import { area } from \"./lib\"\n\nprint(area(1))\n")
	var links []protocol.LocationLink
	e.call("textDocument/definition", map[string]any{"textDocument": e.document("main.code"), "position": map[string]any{"line": 0, "character": 24}}, &links)
	if len(links) != 1 || e.path(links[0].TargetURI) != "lib.code" || links[0].OriginSelectionRange == nil ||
		links[0].OriginSelectionRange.Start.Character != 22 || links[0].OriginSelectionRange.End.Character != 27 {
		t.Errorf("the path of an import leads to %+v", links)
	}
}

// TestLibraryIsShown holds that the declarations of the standard library are files that cannot be written to, in which there is nothing to
// report, and from which one can go on.
func TestLibraryIsShown(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir()})
	e.open("main.code", "let r = \"a\".matches(\"b\")\nprint(r)\n")
	var list []protocol.Location
	e.call("textDocument/definition", map[string]any{"textDocument": e.document("main.code"), "position": map[string]any{"line": 0, "character": 14}}, &list)
	if len(list) != 1 {
		t.Fatalf("the definition is at %v", list)
	}
	file, _ := filePath(uriKey(string(list[0].URI)))
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm()&0o222 != 0 {
		t.Fatalf("%s: %v, %v", file, info, err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	e.open(file, string(data))
	if found := e.await(file); len(found) > 0 {
		t.Errorf("the library is said to be wrong: %v", found)
	}
	var symbols []protocol.DocumentSymbol
	e.call("textDocument/documentSymbol", map[string]any{"textDocument": e.document(file)}, &symbols)
	if len(symbols) < 10 {
		t.Errorf("%s has %d symbols", filepath.Base(file), len(symbols))
	}
}

// TestRenamedFilesAreLookedAtAgain holds that a client that watches no files is believed when it says that one was renamed.
func TestRenamedFilesAreLookedAtAgain(t *testing.T) {
	e := newEditor(t, editorConfig{root: t.TempDir()})
	e.write("old.code", "export let a = 1\n")
	e.open("main.code", "import { a } from \"./new\"\n\nprint(a)\n")
	if found := e.await("main.code"); len(found) == 0 {
		t.Fatal("the import leads nowhere yet")
	}
	if err := os.Rename(filepath.Join(e.root, "old.code"), filepath.Join(e.root, "new.code")); err != nil {
		t.Fatal(err)
	}
	e.notify("workspace/didRenameFiles", map[string]any{"files": []map[string]any{{"oldUri": e.address("old.code"), "newUri": e.address("new.code")}}})
	p := &player{editor: e}
	if got := p.eventually("main.code", ""); strings.TrimSpace(got) != "" {
		t.Errorf("still: %s", got)
	}
}

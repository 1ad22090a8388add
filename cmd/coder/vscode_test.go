// The language server in a real VS Code: the extension of editors/vscode, built, packed and installed as its users have it. What is
// done in the editor stands in editors/vscode/test/session.mjs.

package main

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/testkit"
)

// vscodePatience bounds a session: a hang fails with what the editor said instead of with the test binary's own time-out.
const vscodePatience = 8 * time.Minute

// vscode is the extension and what drives it.
type vscode struct {
	t    *testing.T
	ctx  context.Context
	dir  string // of the extension
	home string // of VS Code
}

func newVSCode(t *testing.T) *vscode {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), vscodePatience)
	t.Cleanup(cancel)
	return &vscode{t, ctx, filepath.Join(testkit.Root(t), "editors", "vscode"), testkit.VSCode(t)}
}

// run runs a program below the extension's folder with VS Code's own Node, and returns what it prints.
func (v *vscode) run(program string, args ...string) string {
	v.t.Helper()
	c := exec.CommandContext(v.ctx, program, args...)
	c.Dir = v.dir
	c.Env = append(os.Environ(), "PATH="+filepath.Join(v.home, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1")
	out, err := c.CombinedOutput()
	if err != nil {
		v.t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

// bin is a program of the extension's packages.
func (v *vscode) bin(name string) string {
	return filepath.Join(v.dir, "node_modules", ".bin", name)
}

func TestVSCode(t *testing.T) {
	v := newVSCode(t)
	browser := testkit.Tool(t, "chromium")
	coder, err := exec.LookPath("coder")
	if err != nil {
		t.Fatal(err)
	}
	v.run(v.bin("tsc"))
	vsix := filepath.Join(t.TempDir(), "codescript.vsix")
	if out := v.run(v.bin("vsce"), "package", "--no-dependencies", "--out", vsix); strings.Contains(out, "WARNING") {
		t.Errorf("vsce is not content:\n%s", out)
	}
	given, err := json.Marshal(map[string]string{"root": v.home, "coder": coder, "browser": browser, "vsix": vsix, "dir": t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(v.run(filepath.Join(v.home, "bin", "node"), filepath.Join("test", "session.mjs"), string(given)))
}

// Every text of the extension stands in both languages, and none that is not used.
func TestVSCodeSpeaksKorean(t *testing.T) {
	dir := filepath.Join(testkit.Root(t), "editors", "vscode")
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	keys := func(name string) []string {
		var texts map[string]string
		if err := json.Unmarshal([]byte(read(name)), &texts); err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(maps.Keys(texts))
	}
	matches := func(text, pattern string) []string {
		found := map[string]bool{}
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			found[m[1]] = true
		}
		return slices.Sorted(maps.Keys(found))
	}
	named := matches(read("package.json"), `"%([^%"]+)%"`)
	for _, file := range []string{"package.nls.json", "package.nls.ko.json"} {
		if got := keys(file); !slices.Equal(got, named) {
			t.Errorf("%s has\n%q\npackage.json names\n%q", file, got, named)
		}
	}
	sources, err := filepath.Glob(filepath.Join(dir, "src", "*.ts"))
	if err != nil || len(sources) == 0 {
		t.Fatal("no sources", err)
	}
	code := ""
	for _, file := range sources {
		code += read(filepath.Join("src", filepath.Base(file)))
	}
	if got, want := keys(filepath.Join("l10n", "bundle.l10n.ko.json")), matches(code, `l10n\.t\("([^"]+)"`); !slices.Equal(got, want) {
		t.Errorf("the bundle has\n%q\nthe code says\n%q", got, want)
	}
}

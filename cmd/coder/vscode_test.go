// The language server in a real VS Code: the extension of editors/vscode, built, packed and installed as its users have it. What is
// done in the editor stands in editors/vscode/test/session.mjs.

package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/testkit"
)

// vscodePatience bounds a session: a hang fails with what the editor said instead of with the test binary's own time-out.
const vscodePatience = 5 * time.Minute

// vscode is the extension and what drives it.
type vscode struct {
	t    *testing.T
	ctx  context.Context
	root string // of the repository
	home string // the folder that .ci/vscode fills
}

func newVSCode(t *testing.T) *vscode {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	home, err := exec.Command(filepath.Join(root, ".ci", "vscode"), "where").Output()
	switch {
	case err == nil:
	case os.Getenv("CODER_REQUIRE_TOOLS") != "":
		t.Fatal("VS Code is required and not installed: run make tools")
	default:
		t.Skip("VS Code is not installed: run make tools")
	}
	ctx, cancel := context.WithTimeout(t.Context(), vscodePatience)
	t.Cleanup(cancel)
	return &vscode{t, ctx, root, strings.TrimSpace(string(home))}
}

// run runs a program below the extension's folder with VS Code's own Node, and returns what it prints.
func (v *vscode) run(program string, args ...string) string {
	v.t.Helper()
	c := exec.CommandContext(v.ctx, program, args...)
	c.Dir = filepath.Join(v.root, "editors", "vscode")
	c.Env = append(os.Environ(), "PATH="+filepath.Join(v.home, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1")
	out, err := c.CombinedOutput()
	if err != nil {
		v.t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

// bin is a program of the extension's packages.
func (v *vscode) bin(name string) string {
	return filepath.Join(v.root, "editors", "vscode", "node_modules", ".bin", name)
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
	t.Log(v.run("node", filepath.Join("test", "session.mjs"), string(given)))
}

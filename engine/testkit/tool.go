// Programs that tests drive: a browser, editors, git, Node.

package testkit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Tool returns the path of a program. Where it is not installed the test is skipped; with CODER_REQUIRE_TOOLS set, as wherever all
// tests must run, it fails.
func Tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	missing(t, name)
	return ""
}

func missing(t *testing.T, name string) {
	t.Helper()
	if os.Getenv("CODER_REQUIRE_TOOLS") != "" {
		t.Fatalf("%s is required and not installed: run make tools", name)
	}
	t.Skipf("%s is not installed: run make tools", name)
}

// Header requires that C programs can include a header. Where they cannot the test is skipped, or fails as with Tool.
func Header(t *testing.T, name string) {
	t.Helper()
	if exec.Command(Tool(t, "gcc"), "-E", "-include", name, "-x", "c", os.DevNull).Run() == nil {
		return
	}
	missing(t, name)
}

// VSCode returns the folder that .ci/vscode fills: a real VS Code, and below bin the Node that it runs on. Where it is not installed,
// or the packages of the extension are not, the test is skipped, or fails as with Tool.
func VSCode(t *testing.T) string {
	t.Helper()
	where, err := exec.Command(filepath.Join(Root(t), ".ci", "vscode"), "where").Output()
	if err != nil {
		missing(t, "VS Code")
	}
	return strings.TrimSpace(string(where))
}

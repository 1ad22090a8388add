// The code that README.md shows is code: it parses, and the whole programs among it check and run.

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// readmeBlocks returns the fenced blocks of README.md that name no other language and are not the picture of a folder.
func readmeBlocks(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	parts := strings.Split(string(page), "```")
	for i := 1; i < len(parts); i += 2 {
		if code, ok := strings.CutPrefix(parts[i], "\n"); ok && !strings.HasPrefix(code, "mysite/") {
			blocks = append(blocks, code)
		}
	}
	return blocks
}

func TestReadmeParses(t *testing.T) {
	blocks := readmeBlocks(t)
	if len(blocks) < 8 {
		t.Fatalf("found %d blocks of code in README.md, want at least 8", len(blocks))
	}
	for _, code := range blocks {
		for _, d := range syntax.Parse(source.NewText(code)).Diagnostics() {
			t.Errorf("%s in\n%s", d.Message(diag.English), code)
		}
	}
}

// TestReadmePrograms runs the blocks that print, and compares with what the page says beside them.
func TestReadmePrograms(t *testing.T) {
	want := map[string]string{
		"let names":  "1. Ada, 3 letters\n2. 세종, 2 letters\n",
		"var first":  "1 2\n",
		"type Shape": "",
	}
	for start, printed := range want {
		ran := false
		for _, code := range readmeBlocks(t) {
			if !strings.HasPrefix(code, start) {
				continue
			}
			ran = true
			file := filepath.Join(t.TempDir(), "readme.code")
			if err := os.WriteFile(file, []byte(code), 0o644); err != nil {
				t.Fatal(err)
			}
			var out, complaint bytes.Buffer
			if status := run(t.Context(), []string{"run", file}, streams{strings.NewReader(""), &out, &complaint}); status != exitOK {
				t.Errorf("%s… ends with %d\n%s", start, status, complaint.String())
			}
			if out.String() != printed {
				t.Errorf("%s… prints %q, want %q", start, out.String(), printed)
			}
		}
		if !ran {
			t.Errorf("README.md has no block that starts with %q", start)
		}
	}
}

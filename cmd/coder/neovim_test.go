// The language server in a real editor: Neovim, headless, with the plugin of editors/neovim as its users have it.

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/testkit"
)

// neovimPatience bounds a session: a hang fails with what the editor said instead of with the test binary's own time-out.
const neovimPatience = 2 * time.Minute

func TestNeovim(t *testing.T) {
	nvim := testkit.Tool(t, "nvim")
	script, err := filepath.Abs(filepath.Join("testdata", "neovim.lua"))
	if err != nil {
		t.Fatal(err)
	}
	plugin, err := filepath.Abs(filepath.Join("..", "..", "editors", "neovim"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, text := range map[string]string{
		"site/site.code":              "export let site: Site = { name: \"x\", url: \"https://x.example\" }\n",
		"program/main.code":           "let message = \"안녕 😀\"\nprint(\"글😀\", mesage)\n",
		"site/ui.code":                "/// A box.\nexport fn Card(title: string) => <p>{title}</p>\n",
		"site/pages/blog/[slug].code": "import { Card } from \"../../ui\"\n\npage(slug: string) => <Card title={slugg} />\n\npaths => []\n",
	} {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), neovimPatience)
	defer cancel()
	c := exec.CommandContext(ctx, nvim, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile "+script)
	c.Dir = folder
	state := t.TempDir()
	c.Env = append(os.Environ(), "CODER_PLUGIN="+plugin, "XDG_CACHE_HOME="+state, "XDG_DATA_HOME="+state, "XDG_STATE_HOME="+state, "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
	if out, err := c.CombinedOutput(); err != nil {
		log, _ := os.ReadFile(filepath.Join(state, "nvim", "lsp.log"))
		t.Fatalf("%v\n%s\n%s", err, out, log)
	}
}

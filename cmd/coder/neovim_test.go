// The language server in a real editor: Neovim, headless, with the plugin of editors/neovim as its users have it.

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/codescript-lang/coder/engine/testkit"
)

func TestNeovim(t *testing.T) {
	state, out, err := editorSession(t, []string{"CODER_PLUGIN=" + repositoryFile(t, "editors", "neovim")},
		testkit.Tool(t, "nvim"), "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile "+repositoryFile(t, "cmd", "coder", "testdata", "neovim.lua"))
	if err != nil {
		log, _ := os.ReadFile(filepath.Join(state, "nvim", "lsp.log"))
		t.Fatalf("%v\n%s\n%s", err, out, log)
	}
}

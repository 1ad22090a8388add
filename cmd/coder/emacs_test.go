// The language server in a real editor: Emacs, in batch mode, with the mode of editors/emacs and eglot as its users have them.

package main

import (
	"testing"

	"github.com/codescript-lang/coder/engine/testkit"
)

func TestEmacs(t *testing.T) {
	_, out, err := editorSession(t, []string{"CODER_MODE=" + repositoryFile(t, "editors", "emacs")},
		testkit.Tool(t, "emacs"), "-q", "--batch", "-l", repositoryFile(t, "cmd", "coder", "testdata", "emacs.el"))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

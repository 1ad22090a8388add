// The command line as its users meet it: every script of testdata/cli, run against this very binary.

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary the command itself where a script or a test starts it under the name coder.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"coder": func() { os.Exit(process()) }})
}

func TestScripts(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(root, "testdata", "cli"),
		UpdateScripts:       os.Getenv("CODER_UPDATE") != "" && os.Getenv("CI") == "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("REPO", root)
			e.Setenv("NO_COLOR", "1")
			return nil
		},
	})
}

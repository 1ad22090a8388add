// The hooks that .pre-commit-hooks.yaml offers, run by a real commit.

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/codescript-lang/coder/engine/testkit"
)

// hook is one of the file's, with the fields that say what is run.
type hook struct {
	ID            string `yaml:"id"`
	Entry         string `yaml:"entry"`
	Files         string `yaml:"files"`
	PassFilenames *bool  `yaml:"pass_filenames"`
}

// repository is a Git repository with the hooks installed as pre-commit would run them: over the files of the commit.
type repository struct {
	t      *testing.T
	folder string
}

func newRepository(t *testing.T, ids ...string) *repository {
	r := &repository{t, t.TempDir()}
	r.git("init", "-q")
	data, err := os.ReadFile(repositoryFile(t, ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []hook
	if err := yaml.Unmarshal(data, &hooks); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\nset -e\n"
	for _, h := range hooks {
		if _, err := regexp.Compile(h.Files); err != nil || h.ID == "" {
			t.Errorf("the hook %q takes the files %q: %v", h.ID, h.Files, err)
		}
		for _, id := range ids {
			if h.ID != id {
				continue
			}
			if h.PassFilenames != nil && !*h.PassFilenames {
				script += h.Entry + "\n"
			} else {
				script += fmt.Sprintf("git diff --cached --name-only --diff-filter=ACM | grep -E '%s' | xargs -r %s\n", h.Files, h.Entry)
			}
		}
	}
	if n := strings.Count(script, "coder"); n != len(ids) {
		t.Fatalf("%d of the hooks %v are in the file", n, ids)
	}
	if err := os.WriteFile(filepath.Join(r.folder, ".git", "hooks", "pre-commit"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *repository) git(args ...string) (string, error) {
	c := exec.Command(testkit.Tool(r.t, "git"), append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
	c.Dir = r.folder
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "LC_ALL=C.UTF-8")
	out, err := c.CombinedOutput()
	return string(out), err
}

// commit commits a text as main.code and returns what the hooks said, and whether the commit came about.
func (r *repository) commit(text string) (string, bool) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.folder, "main.code"), []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
	if out, err := r.git("add", "."); err != nil {
		r.t.Fatal(out)
	}
	out, err := r.git("commit", "-qm", "a change")
	return out, err == nil
}

func TestPreCommit(t *testing.T) {
	r := newRepository(t, "coder-fmt-check", "coder-check")
	if out, ok := r.commit("let  x = 1\nprint(x)\n"); ok || !strings.Contains(out, "main.code") {
		t.Errorf("a file that is not formatted: %v %s", ok, out)
	}
	if out, ok := r.commit("let x = 1\nprint(y)\n"); ok || !strings.Contains(out, "error[unknown-name]") {
		t.Errorf("a file with a mistake: %v %s", ok, out)
	}
	if out, ok := r.commit("let x = 1\nprint(x)\n"); !ok {
		t.Errorf("a good file: %s", out)
	}

	r = newRepository(t, "coder-fmt")
	if out, ok := r.commit("let  x = 1\nprint(x)\n"); !ok {
		t.Error(out)
	}
	if data, err := os.ReadFile(filepath.Join(r.folder, "main.code")); err != nil || string(data) != "let x = 1\nprint(x)\n" {
		t.Errorf("after coder fmt the file is %q, %v", data, err)
	}
}

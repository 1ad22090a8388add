// What the tests of real editors share: a folder with a program and a site, and a session in it.

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// editorPatience bounds a session: a hang fails with what the editor said instead of with the test binary's own time-out.
const editorPatience = 8 * time.Minute

// editorFolder makes a folder with a program and a site, both with one mistake.
func editorFolder(t *testing.T) string {
	t.Helper()
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
	return folder
}

// repositoryFile is the absolute path of a file of the repository.
func repositoryFile(t *testing.T, name ...string) string {
	t.Helper()
	file, err := filepath.Abs(filepath.Join(append([]string{"..", ".."}, name...)...))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// editorSession runs an editor in a folder for editors, with state of its own, and returns the folder of that state and what failed.
func editorSession(t *testing.T, env []string, editor string, args ...string) (state string, out []byte, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), editorPatience)
	defer cancel()
	state = t.TempDir()
	c := exec.CommandContext(ctx, editor, args...)
	c.Dir = editorFolder(t)
	c.Env = append(os.Environ(), "HOME="+state, "XDG_CONFIG_HOME="+state, "XDG_CACHE_HOME="+state, "XDG_DATA_HOME="+state,
		"XDG_STATE_HOME="+state, "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
	c.Env = append(c.Env, env...)
	out, err = c.CombinedOutput()
	return state, out, err
}

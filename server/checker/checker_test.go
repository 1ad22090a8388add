package checker

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/testkit"
)

// patience bounds how long a test waits for what must come; it never decides whether it came in time.
const patience = 2 * time.Minute

type watch struct {
	*testing.T
	dir     string
	changes chan Change
	seen    atomic.Int64
	touched map[string]bool // what may be told at any later time: on a busy machine each step of one save may be a change of its own
}

func write(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		p := filepath.Join(dir, files[i])
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// run runs a source until the test ends, which fails if it returns an error.
func run(t *testing.T, s Source) chan Change {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	changes, ended := make(chan Change), make(chan error, 1)
	go func() { ended <- s.Run(ctx, changes) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return changes
}

func watchFolder(t *testing.T, poll bool) *watch {
	t.Helper()
	w := &watch{T: t, dir: t.TempDir(), touched: map[string]bool{}}
	write(t, w.dir, "site.code", "1", "pages/a.code", "1", "pages/b.code", "1")
	f, err := NewFolder(FolderConfig{w.dir, slog.New(slog.DiscardHandler), func() { w.seen.Add(1) }, poll})
	if err != nil {
		t.Fatal(err)
	}
	f.poll = 20 * time.Millisecond
	w.changes = run(t, f)
	if c := <-w.changes; c.Paths != nil || c.Dir == "" {
		t.Fatalf("first change = %+v, want everything", c)
	}
	return w
}

// until collects changes until every path wanted was named, and fails on one that nothing has touched.
func (w *watch) until(want ...string) {
	w.Helper()
	deadline := time.After(patience)
	missing := slices.Clone(want)
	for _, p := range want {
		w.touched[p] = true
	}
	for len(missing) > 0 {
		select {
		case c := <-w.changes:
			for _, p := range c.Paths {
				if !w.touched[p] {
					w.Errorf("%s was reported; wanted %v", p, want)
				}
				missing = slices.DeleteFunc(missing, func(m string) bool { return m == p })
			}
		case <-deadline:
			w.Fatalf("never told of %v", missing)
		}
	}
}

func TestIgnored(t *testing.T) {
	for name, want := range map[string]bool{
		"pages/a.code": false, "static/.well-known/x": false, "data/books.json": false, "content/root/a.md": false, "pages/4913.code": false,
		"root": true, "root/index.html": true, ".git/HEAD": true, "pages/.a.code.swp": true, "pages/a.code~": true, "pages/4913": true, "pages/#a.code#": true,
		"data/site.db": true, "data/site.db-wal": true, "pages/a.code___jb_tmp___": true, "a/node_modules/x.js": true, ".root.builds/1/index.html": true,
	} {
		if Ignored(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestSaves(t *testing.T) {
	for name, poll := range map[string]bool{"events": false, "polling": true} {
		t.Run(name, func(t *testing.T) {
			w := watchFolder(t, poll)
			a := filepath.Join(w.dir, "pages/a.code")
			rename := func(from, to string) {
				if err := os.Rename(from, to); err != nil {
					t.Fatal(err)
				}
			}
			write(t, w.dir, "pages/a.code", "in place")
			w.until("pages/a.code")
			// vim: the old file becomes a backup, a new one takes its place, the backup goes.
			write(t, w.dir, "pages/4913", "")
			os.Remove(filepath.Join(w.dir, "pages/4913"))
			rename(a, a+"~")
			write(t, w.dir, "pages/a.code", "vim")
			os.Remove(a + "~")
			w.until("pages/a.code")
			// Written beside, then moved over: twice, because watching a file would end with the first.
			w.touched["pages/a.code.tmp"] = true
			for _, s := range []string{"moved 1", "moved 2"} {
				write(t, w.dir, "pages/a.code.tmp", s)
				rename(a+".tmp", a)
				w.until("pages/a.code")
			}
			os.Remove(a)
			w.until("pages/a.code")
			write(t, w.dir, "pages/a.code", "again")
			w.until("pages/a.code")
			// Same size, same time.
			info, err := os.Stat(a)
			if err != nil {
				t.Fatal(err)
			}
			write(t, w.dir, "pages/a.code", "AGAIN")
			if err := os.Chtimes(a, info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
			w.until("pages/a.code")
			rename(filepath.Join(w.dir, "pages"), filepath.Join(w.dir, "other"))
			w.until("pages/a.code", "pages/b.code", "other/a.code", "other/b.code")
			write(t, w.dir, "other/b.code", "in a folder that was moved")
			w.until("other/b.code")
		})
	}
}

func TestManyFilesInNewFolders(t *testing.T) {
	w := watchFolder(t, false)
	var want []string
	for i := range 20 {
		for j := range 50 {
			name := fmt.Sprintf("content/d%d/e/f%d.md", i, j)
			want = append(want, name)
			write(t, w.dir, name, name)
		}
	}
	w.until(want...)
	write(t, w.dir, "content/d7/e/f7.md", "edited")
	w.until("content/d7/e/f7.md")
}

func TestUnchangedIsToldAsNothing(t *testing.T) {
	w := watchFolder(t, false)
	write(t, w.dir, "pages/a.code~", "1", ".git/index", "x", "root/index.html", "x", "data/site.db", "x")
	if err := os.Rename(filepath.Join(w.dir, "pages/a.code~"), filepath.Join(w.dir, "pages/a.code")); err != nil {
		t.Fatal(err)
	}
	select {
	case c := <-w.changes:
		if c.Paths == nil || len(c.Paths) != 0 {
			t.Errorf("change = %+v, want an empty one", c)
		}
	case <-time.After(patience):
		t.Fatal("Seen was called, but no change followed")
	}
	if w.seen.Load() == 0 {
		t.Error("Seen was not called")
	}
}

func TestFolderReplaced(t *testing.T) {
	w := watchFolder(t, false)
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	// Removing is not atomic either: some of its steps may be told.
	time.Sleep(2 * settleCap)
	write(t, w.dir, "site.code", "1", "pages/c.code", "new")
	deadline := time.After(patience)
	for {
		select {
		case c := <-w.changes:
			if slices.Contains(c.Paths, "pages/c.code") {
				return
			}
		case <-deadline:
			t.Fatal("never told of the new file")
		}
	}
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func TestGit(t *testing.T) {
	testkit.Tool(t, "git")
	dir, cache := t.TempDir(), t.TempDir()
	git(t, dir, "init", "--quiet", "-b", "main")
	write(t, dir, "site.code", "1", "pages/한 글.code", "1", "pages/b.code", "1")
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "static.txt")); err != nil {
		t.Fatal(err)
	}
	commit := func() string {
		git(t, dir, "add", "-A")
		git(t, dir, "commit", "--quiet", "-m", "x")
		return git(t, dir, "rev-parse", "HEAD")
	}
	first := commit()
	g, err := NewGit(t.Context(), GitConfig{dir, "main", 20 * time.Millisecond, cache, slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	changes := run(t, g)
	c := <-changes
	if c.Commit != first || c.Paths != nil {
		t.Fatalf("first change = %+v", c)
	}
	if b, err := os.ReadFile(filepath.Join(c.Dir, "pages/한 글.code")); err != nil || string(b) != "1" {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := os.Lstat(filepath.Join(c.Dir, "static.txt")); err == nil {
		t.Error("a link was written out")
	}
	write(t, dir, "pages/한 글.code", "2")
	os.Remove(filepath.Join(dir, "pages/b.code"))
	second := commit()
	c2 := <-changes
	if c2.Commit != second || !slices.Equal(c2.Paths, []string{"pages/b.code", "pages/한 글.code"}) {
		t.Errorf("second change = %+v", c2)
	}
	if b, err := os.ReadFile(filepath.Join(c.Dir, "pages/한 글.code")); err != nil || string(b) != "1" {
		t.Errorf("the commit before changed under its readers: %q, %v", b, err)
	}
	// A branch that was rewritten.
	git(t, dir, "reset", "--quiet", "--hard", first)
	write(t, dir, "pages/c.code", "3")
	third := commit()
	for c := <-changes; c.Commit != third; c = <-changes {
		if c.Commit != first {
			t.Fatalf("after a rewrite: %+v", c)
		}
	}
}

func TestGitRefuses(t *testing.T) {
	testkit.Tool(t, "git")
	config := GitConfig{t.TempDir(), "main", time.Second, t.TempDir(), slog.New(slog.DiscardHandler)}
	for _, branch := range []string{"", "-x", "a..b", "a b", "@{-1}"} {
		c := config
		c.Branch = branch
		if _, err := NewGit(t.Context(), c); err == nil {
			t.Errorf("branch %q was accepted", branch)
		}
	}
	for _, url := range []string{config.URL, "--upload-pack=touch x", "ext::sh -c touch% x", filepath.Join(config.URL, "none")} {
		c := config
		c.URL = url
		g, err := NewGit(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		if err := g.Run(t.Context(), make(chan Change)); err == nil {
			t.Errorf("%q was watched", url)
		}
	}
}

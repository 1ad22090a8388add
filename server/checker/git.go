// Watching a branch of a git repository: its newest commit is fetched into a bare repository and written out as a folder. The
// repository's working copy, if it has one, plays no part, and no hook or filter of it is run.

package checker

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// gitTimeout bounds one command: a network that hangs must not stop the Checker for good.
	gitTimeout = 2 * time.Minute
	// maxTreeFiles and maxTreeBytes bound what one commit may write to disk.
	maxTreeFiles = 500_000
	maxTreeBytes = 8 << 30
	// keptTrees is how many written-out commits stay: the one in use, and those that running requests may still read.
	keptTrees = 3
	// fetchedRef holds the newest commit in the bare repository.
	fetchedRef = "refs/coder/newest"
)

// GitConfig says what to watch.
type GitConfig struct {
	URL    string
	Branch string
	Every  time.Duration // between two questions for a new commit
	Cache  string        // a folder for the repository and the commits written out
	Log    *slog.Logger
}

// Git watches a branch.
type Git struct {
	config GitConfig
	repo   string
	trees  string
}

var _ Source = (*Git)(nil)

// NewGit returns a watcher of a branch. It needs the `git` program.
func NewGit(ctx context.Context, c GitConfig) (*Git, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("watching a git branch needs the git program; install it")
	}
	cache, err := filepath.Abs(c.Cache)
	if err != nil {
		return nil, err
	}
	g := &Git{c, filepath.Join(cache, "repository"), filepath.Join(cache, "trees")}
	if err := os.MkdirAll(g.trees, 0o755); err != nil {
		return nil, fmt.Errorf("watch a git branch: %w", err)
	}
	if _, err := g.git(ctx, "check-ref-format", "--branch", c.Branch); err != nil {
		return nil, fmt.Errorf("%q cannot be the name of a branch", c.Branch)
	}
	if _, err := g.git(ctx, "init", "--quiet", "--bare", g.repo); err != nil {
		return nil, err
	}
	return g, nil
}

// Run asks for new commits until ctx ends. It fails only if the very first commit cannot be had; later failures are logged,
// and the commit before stays.
func (g *Git) Run(ctx context.Context, changes chan<- Change) error {
	current := ""
	tick := time.NewTicker(g.config.Every)
	defer tick.Stop()
	for {
		change, err := g.next(ctx, current)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil && current == "":
			return err
		case err != nil:
			g.config.Log.Warn("git", "error", err)
		case change.Commit != current:
			select {
			case changes <- change:
				current = change.Commit
			case <-ctx.Done():
				return nil
			}
			g.dropTrees(current)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// next returns the branch's newest commit, written out; one with the commit given when there is no newer.
func (g *Git) next(ctx context.Context, current string) (Change, error) {
	ref := "refs/heads/" + g.config.Branch
	out, err := g.git(ctx, "ls-remote", "--", g.config.URL, ref)
	if err != nil {
		return Change{}, err
	}
	commit, _, _ := strings.Cut(string(out), "\t")
	if commit == "" {
		return Change{}, fmt.Errorf("%s has no branch %s", g.config.URL, g.config.Branch)
	}
	if commit == current {
		return Change{Commit: commit}, nil
	}
	if _, err := g.git(ctx, "-C", g.repo, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--force", "--",
		g.config.URL, ref+":"+fetchedRef); err != nil {
		return Change{}, err
	}
	// The branch may have moved on since it was asked for: what was fetched counts.
	out, err = g.git(ctx, "-C", g.repo, "rev-parse", "--verify", fetchedRef+"^{commit}")
	if err != nil {
		return Change{}, err
	}
	commit = strings.TrimSpace(string(out))
	dir, err := g.export(ctx, commit)
	if err != nil {
		return Change{}, err
	}
	c := Change{Dir: dir, Commit: commit}
	if current != "" {
		c.Paths, err = g.differences(ctx, current, commit)
	}
	return c, err
}

// differences lists the sources that differ between two commits.
func (g *Git) differences(ctx context.Context, a, b string) ([]string, error) {
	out, err := g.git(ctx, "-C", g.repo, "diff-tree", "-r", "-z", "--name-only", "--no-renames", a, b)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		if name != "" && !Ignored(name) {
			names[name] = true
		}
	}
	return sortedKeys(names), nil
}

// export writes a commit out as a folder, whole or not at all.
func (g *Git) export(ctx context.Context, commit string) (string, error) {
	dir := filepath.Join(g.trees, commit)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	temp, err := os.MkdirTemp(g.trees, "new-")
	if err != nil {
		return "", fmt.Errorf("write commit %s: %w", commit, err)
	}
	defer os.RemoveAll(temp)
	if err := g.extract(ctx, commit, temp); err != nil {
		return "", fmt.Errorf("write commit %s: %w", commit, err)
	}
	if err := os.Chmod(temp, 0o755); err != nil {
		return "", fmt.Errorf("write commit %s: %w", commit, err)
	}
	if err := os.Rename(temp, dir); err != nil {
		return "", fmt.Errorf("write commit %s: %w", commit, err)
	}
	return dir, nil
}

func (g *Git) extract(ctx context.Context, commit, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, gitTimeout)
	defer cancel()
	cmd := g.command(ctx, "-C", g.repo, "archive", "--format=tar", commit)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	failed := untar(out, dir)
	if failed != nil {
		cancel() // git is still writing
	}
	err = cmd.Wait()
	if failed != nil {
		return failed
	}
	return commandError(err, "archive", complaint.Bytes())
}

// untar writes the regular files of an archive below dir. Links are left out: they could lead anywhere.
func untar(r io.Reader, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	archive := tar.NewReader(r)
	files, size := 0, int64(0)
	for {
		h, err := archive.Next()
		if err == io.EOF {
			_, err := io.Copy(io.Discard, r) // the padding after the end, so that git can finish
			return err
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		files, size = files+1, size+h.Size
		if files > maxTreeFiles || size > maxTreeBytes {
			return fmt.Errorf("the commit is too large: more than %d files or %d bytes", maxTreeFiles, int64(maxTreeBytes))
		}
		if err := writeFile(root, h.Name, archive); err != nil {
			return err
		}
	}
}

func writeFile(root *os.Root, name string, content io.Reader) error {
	name = filepath.FromSlash(name)
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Close())
}

// dropTrees removes commits that are no longer served.
func (g *Git) dropTrees(current string) {
	entries, err := os.ReadDir(g.trees)
	if err != nil {
		g.config.Log.Warn("git", "error", err)
		return
	}
	age := func(e fs.DirEntry) time.Time {
		info, err := e.Info()
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == current })
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return age(b).Compare(age(a)) })
	for _, e := range entries[min(len(entries), keptTrees-1):] {
		if err := os.RemoveAll(filepath.Join(g.trees, e.Name())); err != nil {
			g.config.Log.Warn("git", "error", err)
		}
	}
}

// command prepares git so that it never asks anybody and speaks only to repositories.
func (g *Git) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=file:git:http:https:ssh", "LC_ALL=C")
	cmd.WaitDelay = time.Second
	return cmd
}

// git runs one command and returns what it printed.
func (g *Git) git(ctx context.Context, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, gitTimeout)
	defer cancel()
	cmd := g.command(ctx, args...)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err := cmd.Run()
	name := args[0]
	if name == "-C" {
		name = args[2]
	}
	return out.Bytes(), commandError(err, name, complaint.Bytes())
}

// commandError says what git complained about.
func commandError(err error, name string, complaint []byte) error {
	if err == nil {
		return nil
	}
	if text := strings.TrimSpace(string(complaint)); text != "" {
		return fmt.Errorf("git %s: %s", name, text)
	}
	return fmt.Errorf("git %s: %w", name, err)
}

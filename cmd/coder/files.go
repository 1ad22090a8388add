// Which files a command means, and reading them.

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// sourceExt ends the names of Codescript files.
const sourceExt = ".code"

// siteFile makes its folder a site.
const siteFile = "site.code"

// maxFile is the largest source file that is read, in bytes: beyond it a file is not source somebody wrote.
const maxFile = 64 << 20

// sources returns the Codescript files that paths name, each once, in the order of their names: a file is itself, a folder is what
// lies below it but for hidden folders, node_modules, the output of builds, and what git ignores.
func sources(ctx context.Context, paths []string) ([]string, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var found []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("cannot read %s: %w", p, plain(err))
		}
		if !info.IsDir() {
			found = append(found, filepath.Clean(p))
			continue
		}
		below, err := sourcesBelow(p)
		if err != nil {
			return nil, err
		}
		found = append(found, notIgnored(ctx, p, below)...)
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

func sourcesBelow(root string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("cannot read %s: %w", p, plain(err))
		}
		if d.IsDir() {
			if p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || isBuildOutput(p)) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(p) == sourceExt {
			found = append(found, filepath.Clean(p))
		}
		return nil
	})
	return found, err
}

// isBuildOutput reports whether a folder is the output of a site: `root` beside a site.code.
func isBuildOutput(dir string) bool {
	if filepath.Base(dir) != "root" {
		return false
	}
	_, err := os.Stat(filepath.Join(filepath.Dir(dir), siteFile))
	return err == nil
}

// notIgnored takes out what git ignores. Where there is no git or no repository, nothing is ignored.
func notIgnored(ctx context.Context, root string, files []string) []string {
	if len(files) == 0 {
		return files
	}
	git, err := exec.LookPath("git")
	if err != nil {
		return files
	}
	var names bytes.Buffer
	for _, f := range files {
		abs, err := filepath.Abs(f)
		if err != nil {
			return files
		}
		names.WriteString(abs)
		names.WriteByte(0)
	}
	cmd := exec.CommandContext(ctx, git, "-C", root, "check-ignore", "-z", "--stdin")
	cmd.Stdin = &names
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1: none is ignored; 128: no repository
		return files
	}
	ignored := map[string]bool{}
	for name := range strings.SplitSeq(string(out), "\x00") {
		ignored[name] = true
	}
	return slices.DeleteFunc(files, func(f string) bool {
		abs, err := filepath.Abs(f)
		return err == nil && ignored[abs]
	})
}

// readSource reads a source file.
func readSource(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, plain(err))
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("cannot read %s: it has %d MB, and source files may have %d", path, info.Size()>>20, maxFile>>20)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, plain(err))
	}
	return text, nil
}

// plain is err without the operation and path that the caller names in its own words.
func plain(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

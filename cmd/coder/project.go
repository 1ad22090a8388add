// From the paths a user names to projects: which folder a workspace is opened on, and what a file is called in it.

package main

import (
	"os"
	"path/filepath"

	"github.com/codescript-lang/coder/engine/workspace"
)

// project is a workspace over a folder of the file system.
type project struct {
	root string // absolute
	*workspace.Workspace
}

// openProject opens a workspace on a folder.
func openProject(root string) *project {
	return &project{root, workspace.Open(os.DirFS(root), workspace.Config{})}
}

// projectRoot is the folder of the project that a file belongs to: the nearest one above it that holds a site, else the nearest that
// holds a repository, else the file's own.
func projectRoot(file string) (string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	own := filepath.Dir(abs)
	for _, sign := range []string{siteFile, ".git"} {
		for dir := own; ; dir = filepath.Dir(dir) {
			if _, err := os.Stat(filepath.Join(dir, sign)); err == nil {
				return dir, nil
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return own, nil
}

// inside is what a file is called in the project: slash-separated, relative to its root.
func (p *project) inside(file string) (string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(p.root, abs)
	return filepath.ToSlash(rel), err
}

// shown is what a file of the project is called to the user: relative to the working directory where that is shorter than going up
// to the root, else absolute.
func (p *project) shown(path string) string {
	abs := filepath.Join(p.root, filepath.FromSlash(path))
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(here, abs); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(abs)
}

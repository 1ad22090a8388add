// Folders: the sites of the editor's workspace, which are looked at before any file of theirs is open, and which project an open file
// belongs to when that changes.

package server

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
)

// Sites are looked for in a folder of the workspace as deep as people keep them in repositories, and not for long: a folder may be a
// home directory. A site that is not found is looked at when a file of it is opened.
const (
	siteDepth   = 3
	siteFolders = 500 // looked into
)

func (s *session) DidChangeWorkspaceFolders(_ context.Context, p *protocol.DidChangeWorkspaceFoldersParams) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	for _, f := range p.Event.Removed {
		s.projects.removeFolder(f.URI)
	}
	for _, f := range p.Event.Added {
		s.projects.addFolder(f.URI)
	}
	return s.regroup()
}

// regroup finds the sites of the workspace, puts each open document into the project that it belongs to now, and forgets the projects
// that nobody needs any more. The session's fields may be changed.
func (s *session) regroup() error {
	next := s.next()
	s.projects.changed = true
	for _, root := range s.projects.sites() {
		p := s.projects.project(root, &project{root: root})
		if next.snapshots[p] == nil {
			next.snapshots[p] = p.workspace.Snapshot()
		}
	}
	for key, d := range next.documents {
		at, err := s.projects.placeOf(key)
		if err != nil {
			return err
		}
		if at == d.at {
			continue
		}
		moved := *d
		moved.at = at
		next.documents[key] = &moved
		delete(next.at, d.at)
		s.projects.update(next, d.at, nil, nil)
		s.put(next, &moved, nil)
	}
	for p := range next.snapshots {
		if !s.projects.keeps(next, p) {
			s.projects.forget(next, p)
		}
	}
	s.swap(next)
	return nil
}

// sites are the folders of the sites in the folders of the workspace, or around them.
func (p *projects) sites() []string {
	var out []string
	for _, folder := range p.folders {
		if root, _ := p.rootOf(filepath.Join(folder, siteFile)); isSite(root) {
			out = append(out, root)
			continue
		}
		left := siteFolders
		_ = filepath.WalkDir(folder, func(dir string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return nil // what cannot be read holds no site
			}
			if name := d.Name(); dir != folder && (strings.HasPrefix(name, ".") || name == "node_modules") {
				return fs.SkipDir
			}
			if isSite(dir) {
				out = append(out, dir)
				return fs.SkipDir
			}
			if left--; left == 0 {
				return fs.SkipAll
			}
			if rel, err := filepath.Rel(folder, dir); err != nil || strings.Count(rel, string(filepath.Separator))+1 >= siteDepth {
				return fs.SkipDir
			}
			return nil
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// isSite reports whether a folder is that of a site.
func isSite(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, siteFile))
	return err == nil && info.Mode().IsRegular()
}

// Package checker is the Checker: it watches the sources of a site, in a folder or in a branch of a git repository, and tells
// what changed.
//
// A source is made by NewFolder or NewGit and run by Run, which sends Changes until its context ends. The first Change names
// the folder with everything in it. A Change is a settled set: a save that an editor does in five steps is one Change, and a
// file that was touched but holds what it held is in none. Nothing is lost: what events miss, scanning finds (web.md R3).
// Start with Change, then folder.go, then git.go.
package checker

import (
	"context"
	"path"
	"strings"
)

// Change says what is new in the sources.
type Change struct {
	Dir string // the folder that now holds the sources; another one for each commit of a branch
	// Paths lie below Dir, with slashes, sorted: files that were added, changed or removed. nil means everything; an empty
	// list that nothing changed after all, which answers a call of Seen.
	Paths  []string
	Commit string // of a git branch; "" for a folder
}

// Source is something to watch.
type Source interface {
	// Run sends changes until ctx ends and returns nil then. It may be called once. All goroutines it starts end before it does.
	Run(ctx context.Context, changes chan<- Change) error
}

// output is the folder that a build writes into, below a site.
const output = "root"

// editorSuffixes and editorPrefixes are names under which editors keep copies of what is being edited or saved: vi, Emacs,
// JetBrains' "safe write", and the many that write a temporary file first.
var (
	editorSuffixes = []string{"~", ".swp", ".swo", ".swx", ".tmp", ".temp", ".bak", ".orig", "___jb_tmp___", "___jb_old___", ".crdownload", ".part"}
	editorPrefixes = []string{"#", ".#", "~$"}
	// databaseSuffixes are the files of the site's database in data/, which change with every visitor.
	databaseSuffixes = []string{".db", ".db-wal", ".db-shm", ".db-journal"}
)

// Ignored reports whether a path below a site's folder (with slashes) is no source: what is hidden, what a build writes, the
// database, and what editors leave while they save.
func Ignored(name string) bool {
	if name == output || strings.HasPrefix(name, output+"/") {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" || part == "node_modules" || part == "4913" { // vim's probe for the right to write
			return true
		}
	}
	base := path.Base(name)
	if path.Dir(name) == "data" && hasAny(base, databaseSuffixes, strings.HasSuffix) {
		return true
	}
	return hasAny(base, editorSuffixes, strings.HasSuffix) || hasAny(base, editorPrefixes, strings.HasPrefix)
}

func hasAny(s string, list []string, has func(string, string) bool) bool {
	for _, x := range list {
		if has(s, x) {
			return true
		}
	}
	return false
}

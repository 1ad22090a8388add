package workspace

import (
	"hash/maphash"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Config holds facts about the root of a workspace.
type Config struct {
	// Page is the path of a file whose `page` is a site of its own, as `coder serve FILE` serves it; "" when sites are
	// those that have a `site.code`.
	Page string
	// Mode is how sites are going to be served, whatever they say themselves; "" to go by that.
	Mode Mode
}

// Change is one change of a file.
type Change struct {
	// Path is slash-separated and relative to the root. That of a folder, "." included, stands for all files in it that no
	// editor has open.
	Path string
	// Text is what an editor has open; nil gives the file back to the file system, where it is looked at again.
	Text *source.Text
	// Edits lead from the text before to Text, each made after the one before, so that what they leave alone is not parsed
	// again. They may be left out.
	Edits []source.Edit
}

// Workspace is a project over time. One goroutine owns it: it alone calls Change. The Snapshots go to everyone.
type Workspace struct {
	fs       fs.FS
	config   Config
	seed     maphash.Seed
	versions atomic.Uint64 // of files and of folders
	current  atomic.Pointer[Snapshot]

	mu    sync.Mutex    // held while a question is answered
	cells map[key]*cell // the newest answers, of any snapshot
	swept int           // the version at the last sweep

	changes changeIndex
	exports exportIndex

	touchMu sync.Mutex
	touched map[string]int // path: the newest version in which a file was changed
}

// Open makes a workspace over a folder. Nothing is read before it is needed.
func Open(files fs.FS, config Config) *Workspace {
	config.Page = syntax.NFC(config.Page)
	w := &Workspace{fs: files, config: config, seed: maphash.MakeSeed(), cells: map[key]*cell{}, touched: map[string]int{}}
	w.current.Store(&Snapshot{ws: w, files: map[string]*file{}, folders: map[string]*folder{}})
	return w
}

// Snapshot returns the newest version.
func (w *Workspace) Snapshot() *Snapshot { return w.current.Load() }

// Change makes changes, in order, and returns the version after them. It does not wait for questions to older versions.
func (w *Workspace) Change(changes []Change) *Snapshot {
	s := w.current.Load().after(changes)
	w.touch(s.Version, changes)
	w.current.Store(s)
	return s
}

// Suppose returns what the version after some changes would be. The workspace stays as it is. Any goroutine may call it.
func (s *Snapshot) Suppose(changes []Change) *Snapshot { return s.after(changes) }

// after is the version that changes lead to.
func (s *Snapshot) after(changes []Change) *Snapshot {
	s.mu.Lock()
	next := &Snapshot{ws: s.ws, Version: s.Version + 1, listing: s.listing, files: maps.Clone(s.files), folders: s.folders}
	s.mu.Unlock()
	relist := false
	for _, c := range changes {
		p := syntax.NFC(path.Clean(c.Path))
		before := next.files[p]
		if c.Text != nil {
			relist = relist || before == nil || !before.overlay
			next.files[p] = s.ws.opened(c.Text, before, c.Edits)
			continue
		}
		relist = true
		if before != nil {
			next.files[p] = before.again()
		}
		for q, f := range next.files {
			if !f.overlay && (p == "." || strings.HasPrefix(q, p+"/")) {
				next.files[q] = f.again()
			}
		}
	}
	if relist {
		next.listing++
		next.folders = map[string]*folder{}
		return next
	}
	s.mu.Lock()
	next.folders = maps.Clone(s.folders)
	s.mu.Unlock()
	return next
}

// sweepEvery is after how many changes answers about what is no longer there are dropped: seldom enough to cost nothing,
// often enough that a day of typing does not pile up.
const sweepEvery = 1 << 10

// sweep drops the answers about declarations that s does not have, when it is time. The lock is held.
func (w *Workspace) sweep(s *Snapshot) {
	if s.Version < w.swept+sweepEvery {
		return
	}
	w.swept = s.Version
	m := s.memo()
	for k := range w.cells {
		p := k.path
		if k.unit.Path != "" {
			p = k.unit.Path
		}
		if k.kind == kImportable { // about any word that somebody typed
			delete(w.cells, k)
		}
		if !k.kind.isOfCode() {
			continue
		}
		mod := m.moduleOf(p)
		if mod == nil || k.unit.Path != "" && mod.Unit(k.unit) == nil || k.name != "" && mod.Decl(k.name) == nil {
			delete(w.cells, k)
		}
	}
	w.changes.rebuild(w.cells)
}

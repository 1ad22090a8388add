package workspace

import (
	"hash/maphash"
	"io/fs"
	"maps"
	"path"
	"slices"
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
	versions atomic.Uint64 // of the texts of files
	current  atomic.Pointer[Snapshot]
	graph    *graph
	exports  exportIndex

	mu    sync.Mutex       // guards what follows
	files map[string]*file // those that have been looked at, as they were before any change
	log   []logged         // changes that the graph has not seen
	trees keptTrees
}

// logged is what one change may have changed.
type logged struct {
	version int
	inputs  []key
}

// Open makes a workspace over a folder. Nothing is read before it is needed.
func Open(files fs.FS, config Config) *Workspace {
	config.Page = syntax.NFC(config.Page)
	w := &Workspace{fs: files, config: config, seed: maphash.MakeSeed(), graph: newGraph(), files: map[string]*file{}}
	w.current.Store(&Snapshot{ws: w, reached: true, listing: &listing{folders: map[string]*folder{}}})
	return w
}

// Snapshot returns the newest version.
func (w *Workspace) Snapshot() *Snapshot { return w.current.Load() }

// Change makes changes, in order, and returns the version after them. It does not wait for questions to older versions.
func (w *Workspace) Change(changes []Change) *Snapshot {
	s, inputs := w.current.Load().after(changes)
	w.mu.Lock()
	w.log = append(w.log, logged{s.Version, inputs})
	w.mu.Unlock()
	w.current.Store(s)
	return s
}

// Suppose returns what the version after some changes would be. The workspace stays as it is. Any goroutine may call it.
func (s *Snapshot) Suppose(changes []Change) *Snapshot {
	next, inputs := s.after(changes)
	next.supposed = true
	if !s.supposed {
		next.inputs = inputs
	}
	return next
}

// after is the version that changes lead to, and the questions to files and folders that may have other answers there.
func (s *Snapshot) after(changes []Change) (next *Snapshot, inputs []key) {
	next = &Snapshot{ws: s.ws, Version: s.Version + 1, files: s.files, listing: s.listing}
	for _, c := range changes {
		p := syntax.NFC(path.Clean(c.Path))
		before := next.seen(p)
		inputs = append(inputs, key{kind: kFile, path: p})
		if c.Text != nil {
			next.files = next.files.With(p, s.ws.opened(c.Text, before, c.Edits))
			if before == nil || !before.overlay {
				inputs = append(inputs, next.relist(p, true)...)
			}
			continue
		}
		if before != nil {
			next.files = next.files.With(p, before.again())
		}
		for _, q := range next.seenBelow(p) {
			if f := next.seen(q); !f.overlay {
				next.files = next.files.With(q, f.again())
				inputs = append(inputs, key{kind: kFile, path: q})
			}
		}
		inputs = append(inputs, next.relist(p, false)...)
	}
	return next, inputs
}

// seen returns the version of a file that s has, if anybody has looked at it.
func (s *Snapshot) seen(p string) *file {
	if f, ok := s.files.Get(p); ok {
		return f
	}
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	return s.ws.files[p]
}

// seenBelow lists the files in a folder that anybody has looked at.
func (s *Snapshot) seenBelow(dir string) []string {
	found := map[string]bool{}
	for p := range s.files.All() {
		if rest, ok := within(dir, p); ok && rest != "" {
			found[p] = true
		}
	}
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	for p := range s.ws.files {
		if rest, ok := within(dir, p); ok && rest != "" {
			found[p] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// takeChanges returns, once, what the changes up to a version may have changed, and the first version that they led to.
func (w *Workspace) takeChanges(version int) (inputs []key, first int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for ; n < len(w.log) && w.log[n].version <= version; n++ {
		inputs = append(inputs, w.log[n].inputs...)
	}
	if n > 0 {
		first = w.log[0].version
	}
	w.log = slices.Delete(w.log, 0, n)
	return inputs, first
}

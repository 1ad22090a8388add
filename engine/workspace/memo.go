package workspace

import (
	"fmt"
	"hash/maphash"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
)

// What has been computed is kept in cells. A cell holds a value, a hash of it, and the cells that were looked at on the
// way, with the hashes they had then; looking for what is not there is remembered just so. In a new version a cell
// still holds when those it was computed from have the same hashes as then, which is asked of them in the order in
// which they were looked at. A cell that is computed anew with the hash that it had before leaves those that depend on
// it as they are. (After Rust's salsa and rust-analyzer, red-green evaluation.)

// kind is a kind of question.
type kind uint8

const (
	kFile        kind = iota // path: its text
	kFolder                  // path: which files and folders it holds
	kPaths                   // which files there are
	kModule                  // path: what a file declares
	kDecl                    // path, name: a top-level name
	kNames                   // path: all top-level names
	kUnit                    // unit: its text and the resolution of its names
	kBody                    // unit: the check of what is no top-level code
	kTopList                 // path: which top-level code it has
	kTop                     // path: the check of top-level code
	kSignature               // path, name
	kTypeRep                 // path, name: which circle of types it belongs to
	kTypeGroup               // path, name: the definitions of a circle of types
	kImports                 // path: the code files it imports
	kSources                 // path: the files it imports, data included
	kImportGroup             // path: the circle of files it belongs to
	kRecursion               // path: the functions of the circle that infer their result from themselves
	kChanged                 // path: the variables that its functions assign
	kDocument                // path: what a file of JSON or Markdown holds
	kData                    // path, perhaps a pattern: what an import of JSON or Markdown gives
	kDataType                // as kData
	kExports                 // path of a site's folder, or none: which module exports which names
	kImportable              // path as kExports, name
	kRoots                   // where sites are
	kSiteOf                  // path of a folder: the folder of the site that it belongs to
	kSite                    // path of its folder: its pages and what it says of itself
	kPage                    // path: what a site needs to know of a page's file
	kReads                   // unit: what it reads, calls followed
	kDiagnostics             // path
)

// key is one question.
type key struct {
	kind kind
	path string
	name string
	unit names.UnitID
}

// cell is one answer. It is immutable.
type cell struct {
	value any
	hash  uint64
	deps  []dependency
}

type dependency struct {
	key  key
	hash uint64
}

// isOfCode reports whether questions of the kind are about a file of code, so that they are pointless without it.
func (k kind) isOfCode() bool {
	switch k {
	case kFile, kFolder, kPaths, kDocument, kData, kDataType, kExports, kImportable, kRoots, kSiteOf, kSite, kDiagnostics:
		return false
	}
	return true
}

// memo answers questions about one version. It is used under the workspace's lock.
type memo struct {
	snap    *Snapshot
	own     map[key]*cell // answers that hold for this version
	running map[key]bool
	stack   [][]dependency // what the questions being answered have looked at
	// building holds types whose bodies are being read.
	building map[check.Ref]check.Signature
	ordering bool // signatures are being answered in order
	grouping bool // circles of files are
	work     Work
}

// get answers k and notes that it was looked at.
func (m *memo) get(k key) *cell {
	c := m.fetch(k)
	if n := len(m.stack); n > 0 {
		m.stack[n-1] = append(m.stack[n-1], dependency{k, c.hash})
	}
	return c
}

func (m *memo) fetch(k key) *cell {
	if c := m.own[k]; c != nil {
		return c
	}
	if m.running[k] {
		bug.Reportf("workspace: the answer to %v depends on itself", k)
		return &cell{}
	}
	if k.kind == kSignature && !m.ordering {
		m.inOrder(check.Ref{Path: k.path, Name: k.name})
		if c := m.own[k]; c != nil {
			return c
		}
	}
	old := m.snap.ws.cells[k]
	if old != nil && len(old.deps) > 0 && m.holds(k, old) {
		m.own[k] = old
		return old
	}
	m.running[k] = true
	m.stack = append(m.stack, nil)
	value, hash := m.compute(k, old)
	last := len(m.stack) - 1
	c := &cell{value: value, hash: hash, deps: m.stack[last]}
	m.stack = m.stack[:last]
	delete(m.running, k)
	m.own[k] = c
	m.snap.ws.cells[k] = c
	m.snap.ws.changes.note(k, c.deps)
	return c
}

// holds reports whether what old was computed from is still so.
func (m *memo) holds(k key, old *cell) bool {
	m.running[k] = true
	defer delete(m.running, k)
	for _, d := range old.deps {
		if m.running[d.key] || m.fetch(d.key).hash != d.hash {
			return false
		}
	}
	return true
}

// hasher makes the hashes of answers.
type hasher struct{ h maphash.Hash }

func (m *memo) hasher() *hasher {
	h := &hasher{}
	h.h.SetSeed(m.snap.ws.seed)
	return h
}

// add mixes values in, by their text.
func (h *hasher) add(values ...any) *hasher {
	for _, v := range values {
		switch v := v.(type) {
		case string:
			h.h.WriteString(v)
		default:
			fmt.Fprintf(&h.h, "%v", v)
		}
		h.h.WriteByte(0)
	}
	return h
}

func (h *hasher) sum() uint64 { return h.h.Sum64() }

package workspace

import (
	"cmp"
	"runtime"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
)

// What has been computed is kept in cells (graph.go). This file says which questions there are, and how one is answered.

// kind is a kind of question.
type kind uint8

const (
	kFile         kind = iota // path: its text
	kFolder                   // path: which files and folders it holds
	kPaths                    // which files there are
	kExists                   // path: whether there is such a file
	kModule                   // path: what a file declares
	kDecl                     // path, name: a top-level name
	kNames                    // path: all top-level names
	kUnits                    // path: all units
	kOutline                  // path: what stands where at its top level
	kUnit                     // unit: its text and the resolution of its names
	kWritten                  // unit: its text, white space and comments included
	kMentions                 // unit: the declarations of the project that it mentions
	kUses                     // unit: the free names that it reads, and those that it assigns when it is called
	kBody                     // unit: its check
	kPartLearners             // unit: what top-level code may learn of names, of the part that begins with it
	kLearners                 // path: which top-level code may learn something of which names
	kLearnersOf               // path, name: which top-level code may learn something of it
	kIsLearned                // path, name: whether any may
	kKnownBefore              // unit: what is known of top-level values where it begins
	kKnownBehind              // unit: what is known of them behind it
	kSignature                // path, name
	kTypeRep                  // path, name: which circle of types it belongs to
	kTypeGroup                // path, name: the definitions of a circle of types
	kImports                  // path: the code files it imports
	kSources                  // path: the files it imports, data included
	kImportGroup              // path: the circle of files it belongs to
	kCircle                   // path, name: the declarations whose types would be inferred from each other
	kChanged                  // path: the variables that its functions assign
	kUnused                   // path: its top-level names that nobody uses
	kParts                    // path: all units, by parts of a few
	kPart                     // unit: the units of the part that begins with it
	kPartUses                 // unit: as kUses, of the part that begins with it
	kPartNotes                // unit: which units of the part that begins with it there is something to say about
	kPartEffects              // unit: what top-level code does beyond computing its values, of the part that begins with it
	kValues                   // unit: the values of its circle of files that running it reads
	kDocument                 // path: what a file of JSON or Markdown holds
	kData                     // path, perhaps a pattern: what an import of JSON or Markdown gives
	kDataType                 // as kData
	kExported                 // path: the names that a file exports
	kExports                  // path of a site's folder, or none: which module exports which names
	kImportable               // path as kExports, name
	kRoots                    // where sites are
	kSiteOf                   // path of a folder: the folder of the site that it belongs to
	kSite                     // path of its folder: its pages and what it says of itself
	kPage                     // path: what a site needs to know of a page's file
	kAnswers                  // path of a site's folder, name: whether something answers at this address
	kReads                    // unit: what it reads, calls followed
	kDiagnostics              // path
	kAll                      // what is wrong anywhere
)

// key is one question.
type key struct {
	kind    kind
	of      names.Kind // of questions about a unit
	ordinal int32      // of questions about a unit
	path    string
	name    string
}

// question is a key without its path.
type question struct {
	kind    kind
	of      names.Kind
	ordinal int32
	name    string
}

func (k key) question() question { return question{k.kind, k.of, k.ordinal, k.name} }

// about is a question about a unit.
func about(k kind, id names.UnitID) key {
	return key{kind: k, of: id.Kind, ordinal: int32(id.Ordinal), path: id.Path, name: cmp.Or(id.Name, id.After)}
}

// unit is the unit that a question is about.
func (k key) unit() names.UnitID {
	id := names.UnitID{Path: k.path, Kind: k.of, Name: k.name, Ordinal: int(k.ordinal)}
	if k.of == names.Statement {
		id.Name, id.After = "", k.name
	}
	return id
}

// isOfUnit reports whether questions of the kind are about a unit.
func (k kind) isOfUnit() bool {
	switch k {
	case kUnit, kWritten, kMentions, kUses, kBody, kPartLearners, kKnownBefore, kKnownBehind, kValues, kReads, kPart, kPartUses, kPartNotes, kPartEffects:
		return true
	}
	return false
}

// isOfCode reports whether questions of the kind are about a file of code, so that they are pointless without it.
func (k kind) isOfCode() bool {
	switch k {
	case kFile, kExists, kFolder, kPaths, kDocument, kData, kDataType, kExports, kImportable, kRoots, kSiteOf, kSite, kAnswers, kDiagnostics, kAll:
		return false
	}
	return true
}

// memo answers one question about one version, and those that it leads to. It is used by one goroutine. While it asks
// or stores it holds the graph's lock; while it computes it does not, so that others get their answers meanwhile.
type memo struct {
	graph  *graph
	snap   *Snapshot
	looked []dependency // what the questions being answered have looked at, the innermost last
	depth  int          // how many are being answered
	waits  *slot        // the slot that another memo is settling and that this one needs
	// building holds types whose bodies are being read.
	building map[check.Ref]check.Signature
	ordering bool // signatures are being answered in order
	grouping bool // circles of files are
	circling bool // circles of inferred types are
	learning bool // what top-level code knows is

	advancing bool    // on behalf of graph.advance, which holds the lock all the time
	below     int32   // while advancing: what is not higher than this and not queued is settled
	freshened []*slot // while advancing: what it has settled
	spent     int     // the work done, in units of cost
	ran       int     // the answers computed
}

func (m *memo) lock() {
	if !m.advancing {
		m.graph.mu.Lock()
	}
}

func (m *memo) unlock() {
	if !m.advancing {
		m.graph.mu.Unlock()
	}
}

// unlocked calls f without the lock, which is held before and after, also if f does not return.
func (m *memo) unlocked(f func()) {
	m.unlock()
	defer m.lock()
	f()
}

// get answers k and notes that it was looked at.
func (m *memo) get(k key) *cell {
	m.lock()
	defer m.unlock()
	s, c := m.fetch(k)
	if m.depth > 0 && s != nil {
		m.looked = append(m.looked, dependency{s, c.hash})
	}
	return c
}

// peek answers k for somebody who does not depend on it.
func (m *memo) peek(k key) *cell {
	m.lock()
	defer m.unlock()
	_, c := m.fetch(k)
	return c
}

// peekModule returns what a file declares now, for those who only look for where something stands that they know.
func (m *memo) peekModule(p string) *names.Module {
	mod, _ := m.peek(key{kind: kModule, path: p}).value.(*names.Module)
	return mod
}

// isSettled reports whether the answer to k is known without any work.
func (m *memo) isSettled(k key) bool {
	m.lock()
	defer m.unlock()
	if m.isOld() {
		s := m.snap.own[k]
		return s != nil && s.cell != nil
	}
	s := m.graph.at(k)
	return s != nil && m.holdsNow(s)
}

// settleFree answers k, unless somebody is at it: for those who do not need the answer yet.
func (m *memo) settleFree(k key) {
	m.lock()
	defer m.unlock()
	s := m.graph.at(k)
	if m.isOld() {
		s = m.snap.own[k]
	}
	if s == nil || s.by == nil || s.by != m && s.by.isOld() && !m.isOld() {
		m.fetch(k)
	}
}

// isOld reports whether m's version is none that the graph is at, as it has moved on or never goes there: then m finds out
// for itself what is different.
func (m *memo) isOld() bool { return m.snap.supposed || m.snap.Version < m.graph.version }

// holdsNow reports whether the answer of a slot is that of the graph's version.
func (m *memo) holdsNow(s *slot) bool {
	if s.cell == nil || s.stale != 0 {
		return false
	}
	return !m.advancing || s.fresh || !s.queued && s.height <= m.below
}

// fetch answers k. The slot is nil if m is old. The lock is held, but not all the time.
func (m *memo) fetch(k key) (at *slot, c *cell) {
	for ordered := false; ; {
		if m.isOld() {
			return nil, m.fetchOld(k)
		}
		s := m.graph.slot(k)
		switch {
		case m.holdsNow(s) && !m.isPoor(s):
			return s, s.cell
		case s.by == m:
			bug.Reportf("workspace: the answer to %v depends on itself", k)
			return s, &cell{}
		case s.by != nil && !s.by.isOld():
			if !m.await(s) {
				return s, &cell{}
			}
			continue
		case !ordered && m.putInOrder(k):
			ordered = true
			continue
		}
		find := m.settle
		if m.holdsNow(s) {
			find = m.restore
		}
		c, ok := find(s)
		switch {
		case ok && c.isShed():
			continue
		case ok:
			return s, c
		}
		m.keep(k, c)
		return nil, c
	}
}

// putInOrder answers what k stands on, if that may be a long row of answers to questions like k, and reports whether it may: so that such
// rows take no stack. The lock is held, but not all the time.
func (m *memo) putInOrder(k key) bool {
	switch {
	case k.kind == kSignature && !m.ordering:
		m.unlocked(func() { m.inOrder(check.Ref{Path: k.path, Name: k.name}) })
	case k.kind == kBody && k.of.IsTopCode() && !m.learning:
		m.unlocked(func() { m.learnedInOrder(k.unit()) })
	default:
		return false
	}
	return true
}

// await waits until another memo has settled s, and reports false if that one waits for m.
func (m *memo) await(s *slot) bool {
	for by := s.by; by.waits != nil; {
		if by = by.waits.by; by == nil {
			break
		}
		if by == m {
			bug.Reportf("workspace: the answer to %v depends on itself", s.key)
			return false
		}
	}
	m.waits, s.waited = s, true
	m.graph.settled.Wait()
	m.waits = nil
	return true
}

// fetchOld answers k for a version that the graph has left behind.
func (m *memo) fetchOld(k key) *cell {
	for {
		newer := m.graph.at(k)
		if newer != nil && newer.cell != nil && newer.cell.isShed() {
			newer = nil
		}
		if newer != nil && (m.snap.reached && newer.holdsAt(m.snap.Version) || m.snap.supposition.holds(newer)) {
			return newer.cell
		}
		s := m.snap.own[k]
		switch {
		case s == nil:
			m.keep(k, nil)
			s = m.snap.own[k]
		case s.cell != nil:
			return s.cell
		case s.by == m:
			bug.Reportf("workspace: the answer to %v depends on itself", k)
			return &cell{}
		case s.by != nil:
			if !m.await(s) {
				return &cell{}
			}
			continue
		}
		if m.putInOrder(k) && (s.cell != nil || s.by != nil) {
			continue
		}
		s.by = m
		defer m.release(s)
		if newer != nil && newer.cell != nil && len(newer.cell.deps) > 0 {
			if c := newer.cell; m.heldThen(c) {
				s.cell = c
				return c
			}
		}
		var past *cell
		if newer != nil {
			past = newer.cell // much of which may be taken over
		}
		s.cell = m.run(k, past)
		return s.cell
	}
}

// heldThen reports whether what an answer of another version was computed from is so in m's, which the graph has left
// behind.
func (m *memo) heldThen(c *cell) bool {
	for _, d := range c.deps {
		if s := m.snap.own[d.on.key]; s != nil && s.by == m || m.fetchOld(d.on.key).hash != d.hash {
			return false
		}
	}
	return true
}

// keep remembers an answer that holds for m's version only, which the graph has left behind.
func (m *memo) keep(k key, c *cell) {
	if m.snap.own == nil {
		m.snap.own = map[key]*slot{}
	}
	if m.snap.own[k] == nil {
		m.snap.own[k] = &slot{key: k, cell: c}
	}
}

// release gives up a slot that m was settling.
func (m *memo) release(s *slot) {
	if s.by == m {
		s.by = nil
	}
	if s.waited {
		s.waited = false
		m.graph.settled.Broadcast()
	}
}

// settle finds the answer of s anew, or that the old one still holds. It reports false when the graph has moved on
// meanwhile: the answer holds for m's version then, and s does not have it.
func (m *memo) settle(s *slot) (c *cell, ok bool) {
	s.by = m
	defer m.release(s)
	c = s.cell
	if c == nil || len(c.deps) == 0 || !m.holds(c) {
		c = m.run(s.key, s.cell)
	}
	if m.isOld() || s.by != m {
		return c, false
	}
	m.graph.store(s, c, m.advancing)
	if m.advancing && !s.fresh {
		s.fresh = true
		m.freshened = append(m.freshened, s)
	}
	return c, true
}

// holds reports whether what an answer was computed from is still so.
func (m *memo) holds(c *cell) bool {
	m.snap.work.Verified++
	for _, d := range c.deps {
		if m.isOld() || d.on.by == m {
			return false
		}
		if !m.holdsNow(d.on) {
			if s, _ := m.fetch(d.on.key); s != d.on {
				return false
			}
		}
		if d.on.cell.hash != d.hash {
			return false
		}
	}
	return true
}

// countChecked notes that units were checked.
func (m *memo) countChecked(n int) {
	m.lock()
	defer m.unlock()
	m.snap.work.Checked += n
}

// countVisited notes that something was put in tables.
func (m *memo) countVisited(n int) {
	m.lock()
	defer m.unlock()
	m.snap.work.Visited += n
}

// yieldEvery is after how many answers a memo lets others run: about as often as a request waits for without being noticed.
const yieldEvery = 8

// yield lets others run, now and then. Whoever looks at a whole project would else hold a processor until the runtime takes it away,
// 10 ms later, and on a machine with two of them that is what a request waits that comes meanwhile.
func (m *memo) yield() {
	if m.ran++; m.ran%yieldEvery == 0 && !m.advancing {
		runtime.Gosched()
	}
}

// run answers k anew. Old is the answer before, or nil. The lock is held, but not while it computes.
func (m *memo) run(k key, old *cell) *cell {
	units, _ := k.cost()
	m.spent += units
	m.snap.work.Computed++
	start := len(m.looked)
	m.depth++
	m.unlock()
	m.yield()
	c := &cell{}
	defer func() {
		m.lock()
		m.depth--
		if k.kind == kModule {
			m.sealAll(m.snap.ws.takeGone())
		}
		c.deps = m.graph.distinct(m.looked[start:])
		m.snap.work.Looked += len(c.deps)
		m.looked = m.looked[:start]
	}()
	c.value, c.hash = m.compute(k, old)
	return c
}

package workspace

import (
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/codescript-lang/coder/engine/names"
)

// The graph of answers.
//
// Every answer knows which answers it was computed from and which were computed from it. So a change costs what it
// changes: advance starts at the files that changed and goes from answer to user, as long as hashes differ. What it does
// not reach still holds, and nobody looks at it (after Jane Street's Incremental: in the order of height, so that
// whatever an answer stands on is settled before it).
//
// Going on like that to the end would answer questions that nobody asks. When it has done its share of work, advance
// only marks what the rest may concern as stale. A stale answer is settled when it is asked for: it holds if what it
// was computed from has the hashes that it had then, which is asked in the order in which it was looked at (after
// Rust's salsa, red-green evaluation).

// graph holds the newest answers of a workspace.
type graph struct {
	mu       sync.Mutex
	settled  sync.Cond                     // signalled when an answer is settled that somebody waits for
	version  int                           // that of the snapshot for which the answers hold
	slots    map[string]map[question]*slot // by path
	mark     uint32                        // the last mark given out
	swept    int                           // the version at the last sweep
	stores   int                           // how often that was
	unsealed []string                      // files whose trees were let go while somebody found out something about them
	pending  heap                          // slots to settle, while advance runs
	concerns
	cause   int // while advance runs: the first version for which pending answers may not hold
	visited int // while advance runs: as in Work
}

// slot is the place of the answer to one question. It is guarded by graph.mu.
type slot struct {
	key   key
	cell  *cell   // the last answer; nil before the first
	users []*slot // those whose answers were computed from this one, but for
	ruled []*slot // those of which their questions tell whether a new answer concerns them (concerned.go)
	by    *memo   // who is settling it; nil when nobody is

	since  int    // the version from which on the answer holds
	stale  int    // the version from which on it may not; 0 while it holds
	stored int    // graph.stores when the answer, or what it was computed from, was last put down
	height int32  // more than that of any slot that the answer was computed from
	mark   uint32 // scratch: equal to graph.mark when seen in the present walk
	queued bool   // in graph.pending
	fresh  bool   // settled by the run of advance that is going on
	waited bool   // somebody waits for it
	sealed bool   // what the answer was computed from within its file was put together as the file's text (seal.go)
	gone   bool   // no longer in graph.slots
}

// cell is one answer. It is immutable.
type cell struct {
	value any
	hash  uint64
	deps  []dependency // in the order in which they were first looked at
}

type dependency struct {
	on   *slot
	hash uint64
}

func newGraph() *graph {
	g := &graph{slots: map[string]map[question]*slot{}}
	g.settled.L = &g.mu
	return g
}

// at returns the place of the answer to k; nil when there is none.
func (g *graph) at(k key) *slot { return g.slots[k.path][k.question()] }

// slot returns the place of the answer to k.
func (g *graph) slot(k key) *slot {
	of := g.slots[k.path]
	if of == nil {
		of = map[question]*slot{}
		g.slots[k.path] = of
	}
	s := of[k.question()]
	if s == nil {
		s = &slot{key: k}
		of[k.question()] = s
	}
	return s
}

// remove forgets an answer. Those that it was computed from still have it as a user.
func (g *graph) remove(s *slot) {
	s.gone, s.queued = true, false
	of := g.slots[s.key.path]
	if delete(of, s.key.question()); len(of) == 0 {
		delete(g.slots, s.key.path)
	}
	delete(g.stale, s)
}

// holdsAt reports whether the answer is that of a version.
func (s *slot) holdsAt(version int) bool {
	return s.cell != nil && s.since <= version && (s.stale == 0 || version < s.stale)
}

// advanceShare is how much work advance does before it leaves the rest for when it is asked for, in the units of cost:
// that of sixteen declarations that have to be checked, which is less than a reader of diagnostics notices.
const advanceShare = 128

// cost is the work of an answer as advance counts it; never is returned for answers that can be long to compute and of
// which few are asked for.
func (k key) cost() (units int, never bool) {
	switch k.kind {
	case kBody:
		if k.of.IsTopCode() { // a line or two, as opposed to a declaration
			return 2, false
		}
		return 8, false
	case kTypeGroup, kDocument, kData, kDataType, kDiagnostics:
		return 8, false
	case kModule:
		return 4, false
	case kSite, kReads, kExports, kImportable, kAll, kAnswers, kValues, kOutline:
		return 0, true
	}
	return 1, false
}

// advance makes the graph that of s, which is newer. The lock is held.
func (g *graph) advance(s *Snapshot) {
	inputs, cause := s.ws.takeChanges(s.Version)
	g.version, g.cause, g.visited, s.reached = s.Version, cause, 0, true
	m := s.memo()
	m.advancing = true
	defer g.finish(m)
	for _, k := range inputs {
		if in := g.at(k); in != nil {
			g.queue(in)
		}
		if k.kind == kFile {
			g.note(g.version, k.path)
		}
	}
	for share := advanceShare; len(g.pending) > 0; {
		next, height := g.pending.top()
		if !next.queued || next.height != height { // settled meanwhile, or to be settled later
			g.pending.drop()
			continue
		}
		units, never := next.key.cost()
		if never || share <= 0 {
			g.markStale(next)
			continue
		}
		before := m.spent
		m.below = next.height
		m.settle(next)
		share -= max(units, m.spent-before)
	}
}

// finish ends a run of advance. If that did not come to its end, what is left is stale.
func (g *graph) finish(m *memo) {
	m.rest()
	m.snap.work.Visited += g.visited
	for _, left := range g.pending {
		if left.slot.queued {
			g.markStale(left.slot)
		}
	}
	g.pending = g.pending[:0]
	m.below = math.MaxInt32
	m.sweep()
	m.rest()
	m.advancing = false
}

// rest forgets what m has settled for advance.
func (m *memo) rest() {
	for _, s := range m.freshened {
		s.fresh = false
	}
	m.freshened = nil
}

// queue has a slot settled by advance.
func (g *graph) queue(s *slot) {
	if !s.queued && !s.fresh && s.stale == 0 && s.cell != nil {
		s.queued = true
		g.pending.push(s)
	}
}

// markStale marks a slot and all that leads to it.
func (g *graph) markStale(s *slot) {
	todo := []*slot{s}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if s.stale != 0 || s.fresh {
			continue
		}
		s.stale, s.queued, s.sealed = g.cause, false, false
		g.marked(s, g.version)
		s.eachUser(func(u *slot) { todo = append(todo, u) })
	}
}

// settledModule is what a file declares, if that is known for the version that the graph is coming to; else nil.
func (g *graph) settledModule(p string) *names.Module {
	s := g.at(key{kind: kModule, path: p})
	if s == nil || s.cell == nil || s.stale != 0 || s.queued {
		return nil
	}
	mod, _ := s.cell.value.(*names.Module)
	return mod
}

// store gives a slot its answer for the present version. The lock is held.
func (g *graph) store(s *slot, c *cell, advancing bool) {
	old := s.cell
	if old != nil {
		g.stored(s, old, c, g.version)
	}
	if old != c {
		g.link(s, old, c)
		s.cell = c
	}
	g.stores++
	s.since, s.stale, s.stored, s.queued, s.sealed = g.version, 0, g.stores, false, false
	if advancing && old != nil && old.hash != c.hash {
		g.visited += g.concern(s, old.value, c.value, g.settledModule, g.queue)
	}
}

// link makes c the answer of s to those that it was computed from, and drops from them what only old was computed from.
func (g *graph) link(s *slot, old, c *cell) {
	g.mark++
	if old != nil {
		for _, d := range old.deps {
			d.on.mark = g.mark
		}
	}
	had := g.mark
	g.mark++
	height := s.height
	for _, d := range c.deps {
		if d.on.mark != had {
			of := d.on.usersLike(s)
			*of = append(*of, s)
		}
		d.on.mark = g.mark
		height = max(height, d.on.height+1)
	}
	if old != nil {
		for _, d := range old.deps {
			if d.on.mark == had {
				d.on.dropUser(s)
			}
		}
	}
	if height > s.height {
		g.raise(s, height)
	}
}

// distinct copies a list of what was looked at, each once; for what is gone since, the text of its file. The lock is held.
func (g *graph) distinct(looked []dependency) []dependency {
	g.mark++
	n := 0
	for _, d := range looked {
		if d.on.gone {
			d = g.textOf(d.on.key.path)
		}
		if d.on.mark != g.mark {
			d.on.mark = g.mark
			looked[n] = d
			n++
		}
	}
	return slices.Clone(looked[:n])
}

// usersLike are those of the users of s among which one belongs.
func (s *slot) usersLike(user *slot) *[]*slot {
	if s.key.rules(user.key) {
		return &s.ruled
	}
	return &s.users
}

// eachUser calls visit with all users of s.
func (s *slot) eachUser(visit func(*slot)) {
	for _, u := range s.users {
		visit(u)
	}
	for _, u := range s.ruled {
		visit(u)
	}
}

// dropUser forgets one that was computed from s.
func (s *slot) dropUser(user *slot) {
	of := s.usersLike(user)
	if i := slices.Index(*of, user); i >= 0 {
		last := len(*of) - 1
		(*of)[i], (*of)[last] = (*of)[last], nil
		*of = (*of)[:last]
	}
}

// raise makes s at least so high, and those above it higher than it.
func (g *graph) raise(s *slot, height int32) {
	type lift struct {
		s      *slot
		height int32
	}
	todo := []lift{{s, height}}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if at.s.height >= at.height {
			continue
		}
		at.s.height = at.height
		if at.s.queued {
			g.pending.push(at.s) // again, where it belongs now; the entry before is passed over
		}
		at.s.eachUser(func(u *slot) { todo = append(todo, lift{u, at.height + 1}) })
	}
}

// heap is a priority queue of slots by height. A slot may be in it more than once.
type heap []lifted

type lifted struct {
	slot   *slot
	height int32
}

func (h *heap) push(s *slot) {
	q := append(*h, lifted{s, s.height})
	for i := len(q) - 1; i > 0; {
		up := (i - 1) / 2
		if q[up].height <= q[i].height {
			break
		}
		q[up], q[i] = q[i], q[up]
		i = up
	}
	*h = q
}

func (h heap) top() (*slot, int32) { return h[0].slot, h[0].height }

// drop removes the top.
func (h *heap) drop() {
	q := *h
	last := len(q) - 1
	q[0], q[last] = q[last], lifted{}
	q = q[:last]
	for i := 0; ; {
		least := i
		for down := 2*i + 1; down <= 2*i+2 && down < last; down++ {
			if q[down].height < q[least].height {
				least = down
			}
		}
		if least == i {
			break
		}
		q[i], q[least] = q[least], q[i]
		i = least
	}
	*h = q
}

// sweepEvery is after how many versions answers about what is no longer there are dropped: seldom enough to cost nothing,
// often enough that a day of typing does not pile up.
const sweepEvery = 1 << 10

// sweep drops the answers about what m's version does not have and that nothing was computed from, when it is time. The
// lock is held.
func (m *memo) sweep() {
	g := m.graph
	if g.version < g.swept+sweepEvery {
		return
	}
	g.swept = g.version
	var todo []*slot
	for _, of := range g.slots {
		todo = slices.AppendSeq(todo, maps.Values(of))
	}
	known := map[string]declared{}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if len(s.users)+len(s.ruled) > 0 || s.by != nil || s.gone || s.sealed || !m.isGone(s.key, known) {
			continue
		}
		g.remove(s)
		if s.cell == nil {
			continue
		}
		for _, d := range s.cell.deps {
			d.on.dropUser(s)
			todo = append(todo, d.on)
		}
	}
}

// declared is what a file has at the time of a sweep. It is nil where there is no file.
type declared struct {
	units map[names.UnitID]bool
	names map[string]bool
}

func (m *memo) declared(p string) declared {
	list, _ := m.peek(key{kind: kUnits, path: p}).value.([]*names.Entry)
	if list == nil {
		return declared{}
	}
	d := declared{map[names.UnitID]bool{}, map[string]bool{}}
	for _, e := range list {
		d.units[e.ID] = true
		for _, name := range e.Names {
			d.names[name] = true
		}
	}
	return d
}

// isGone reports whether k asks for something that the version of m does not have. Known is what was found out for others.
func (m *memo) isGone(k key, known map[string]declared) bool {
	if k.kind == kImportable || k.kind == kAnswers { // about whatever somebody typed
		return true
	}
	if !k.kind.isOfCode() || !isCode(k.path) {
		return false
	}
	d, ok := known[k.path]
	if !ok {
		d = m.declared(k.path)
		known[k.path] = d
	}
	switch {
	case d.units == nil:
		return true
	case k.kind.isOfUnit():
		return !d.units[k.unit()]
	}
	return k.name != "" && !d.names[k.name]
}

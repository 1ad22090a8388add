package workspace

import (
	"cmp"
	"slices"

	"github.com/codescript-lang/coder/engine/names"
)

// This file bounds the memory of files that no editor has open. What they hold altogether is many times their texts: trees, declarations,
// bindings of names, and thousands of small answers with what each was computed from.
//
// The trees are kept of the files that were looked at last. When a tree is let go, the answers about its file are sealed: those that
// follow from the text of the file alone are dropped, for they cannot change before it does, and those that other files have a part in are kept
// with that part and the text as what they were computed from. So it is known as before whom a change of another file concerns; a
// change of the file itself concerns all that is kept of it. When an editor opens the file, its answers are found again one by
// one as they are asked for, each with all that it was computed from, so that an edit costs what it changes.

// maxKept is how many bytes of text the files have at most whose trees are kept although no editor has them open: ten files of 180 lines, more
// than one declaration leads to. To parse such a file again takes less than a millisecond, and all that is made of a text about
// a dozen times its memory, which the collector of garbage looks through again and again.
const maxKept = 1 << 16

// keptTrees are the trees of files that no editor has open. They are guarded by Workspace.mu.
type keptTrees struct {
	queue []keptTree // the oldest first
	bytes int        // of their texts
	gone  []string   // files whose trees were let go, and whose answers the graph has not sealed
}

type keptTree struct {
	file *file
	path string
}

// keep counts the tree of f, which is the file at p, and lets others go. The lock of no file is held.
func (w *Workspace) keep(f *file, p string) {
	for _, old := range w.kept(f, p) {
		old.file.mu.Lock()
		old.file.tree, old.file.kept = nil, false
		old.file.mu.Unlock()
	}
}

// kept counts the tree of f and returns those that are to be let go for it.
func (w *Workspace) kept(f *file, p string) (over []keptTree) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := &w.trees
	t.queue = append(t.queue, keptTree{f, p})
	t.bytes += f.text.Len()
	n := 0
	for ; n < len(t.queue)-1 && t.bytes > maxKept; n++ {
		t.bytes -= t.queue[n].file.text.Len()
		t.gone = append(t.gone, t.queue[n].path)
	}
	over = slices.Clone(t.queue[:n])
	t.queue = slices.Delete(t.queue, 0, n)
	return over
}

// takeGone returns, once, the files whose trees were let go.
func (w *Workspace) takeGone() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	gone := w.trees.gone
	w.trees.gone = nil
	return gone
}

// sealAll seals files, and what could not be sealed before. The lock is held.
func (m *memo) sealAll(paths []string) {
	g := m.graph
	later := g.unsealed[:0]
	for _, p := range g.unsealed {
		if !m.seal(p) {
			later = append(later, p)
		}
	}
	for _, p := range paths {
		if !m.seal(p) && !slices.Contains(later, p) {
			later = append(later, p)
		}
	}
	g.unsealed = later
}

// outlives reports whether answers of the kind are kept of a sealed file though they follow from its text: what somebody asks for all
// files, and what takes long to find out again.
func (k kind) outlives() bool {
	switch k {
	case kFile, kBody, kOutline, kDiagnostics, kImports, kSources, kExported, kPage:
		return true
	}
	return false
}

// seal seals a file. It reports false when somebody is finding out something about it. The lock is held.
func (m *memo) seal(p string) bool {
	g := m.graph
	of := g.slots[p]
	text := of[question{kind: kFile}]
	if text == nil || text.cell == nil {
		return true
	}
	if text.stale != 0 {
		return false
	}
	list := make([]*slot, 0, len(of))
	var stale []*slot
	for _, s := range of {
		switch {
		case s.by != nil || s.queued:
			return false
		case s.cell == nil: // the graph moved on before there was an answer
			g.remove(s)
		case s.stale != 0:
			stale = append(stale, s)
		default:
			list = append(list, s)
		}
	}
	for _, s := range stale {
		g.sealStale(s)
	}
	slices.SortFunc(list, func(a, b *slot) int { return cmp.Compare(a.height, b.height) }) // what an answer stands on comes before it
	list = append(list, m.lastWords(of[question{kind: kModule}], text)...)
	g.mark++
	text.mark = g.mark // of all that follows from the text
	for _, s := range list {
		if s != text && len(s.cell.deps) > 0 && !slices.ContainsFunc(s.cell.deps, func(d dependency) bool { return d.on.mark != g.mark }) {
			s.mark = g.mark
		}
	}
	isOutside := func(u *slot) bool { return u.key.path != p }
	kept := list[:0]
	for _, s := range list {
		if s.mark == g.mark && !s.key.kind.outlives() && !slices.ContainsFunc(s.users, isOutside) {
			g.remove(s)
		} else {
			kept = append(kept, s)
		}
	}
	onlyText := []dependency{g.textOf(p)}
	left := make(map[question]*slot, len(kept)) // a map keeps the room of what is deleted from it
	var users []*slot
	for _, s := range kept {
		left[s.key.question()] = s
		if s.mark == g.mark { // its users in the file have the text for it from now on
			s.users = slices.Clone(slices.DeleteFunc(s.users, func(u *slot) bool { return !isOutside(u) }))
			s.ruled = nil // which are all in the file
		}
		if s != text && g.sealOne(s, onlyText) {
			users = append(users, s)
		}
	}
	for _, s := range stale {
		if !s.gone {
			left[s.key.question()] = s
		}
	}
	g.slots[p] = left
	text.users = append(text.users, users...)
	return true
}

// lastWords answers from a module that is about to be let go what is asked for all files, where it is not answered already.
func (m *memo) lastWords(module, text *slot) []*slot {
	if module == nil || module.gone || module.stale != 0 {
		return nil
	}
	mod, _ := module.cell.value.(*names.Module)
	if mod == nil {
		return nil
	}
	var out []*slot
	add := func(s *slot, value any, hash uint64) {
		if s.cell == nil {
			out = append(out, s)
		}
		m.graph.store(s, &cell{value: value, hash: hash, deps: []dependency{m.graph.textOf(mod.Path)}}, false)
	}
	if s := m.graph.slot(key{kind: kOutline, path: mod.Path}); s.stale == 0 {
		known, _ := s.value().(*outline)
		imported, indexed := m.importedNames(mod)
		if known == nil || indexed && !known.indexed {
			o := outlineOf(mod)
			o.imported, o.indexed = imported, indexed
			add(s, o, text.cell.hash)
		}
	}
	if s := m.graph.slot(key{kind: kExported, path: mod.Path}); s.cell == nil {
		list, hash := m.exportedBy(mod.Path, mod.Entries())
		add(s, list, hash)
	}
	return out
}

// sealOne has an answer keep what other files have a part in; what g.mark marks is put together as the text. It reports whether the
// answer follows from the text at all.
func (g *graph) sealOne(s *slot, onlyText []dependency) bool {
	deps := make([]dependency, 0, len(s.cell.deps))
	for _, d := range s.cell.deps {
		if d.on.mark != g.mark {
			deps = append(deps, d)
		}
	}
	switch len(deps) {
	case len(s.cell.deps):
		return false
	case 0:
		deps = onlyText // shared: there are many
	default:
		// The text first: what the other answers about the file are is only to be asked if it is still the same.
		deps = append(slices.Clone(onlyText), deps...)
	}
	s.cell, s.sealed = &cell{value: s.cell.value, hash: s.cell.hash, deps: deps}, true
	g.stores++ // a change that was followed until now would have come here another way
	s.stored = g.stores
	s.letGo()
	return true
}

// sealStale has an answer that may not hold any more be found anew when somebody asks for it, whatever it was computed from.
func (g *graph) sealStale(s *slot) {
	for _, d := range s.cell.deps {
		d.on.dropUser(s)
	}
	if len(s.users)+len(s.ruled) == 0 && !s.key.kind.outlives() {
		g.remove(s)
		return
	}
	s.cell = &cell{value: s.cell.value, hash: s.cell.hash}
	s.letGo()
}

// letGo drops a value that holds the tree of its file.
func (s *slot) letGo() {
	switch s.key.kind {
	case kModule, kUnit:
		s.cell.value = shed{}
	}
}

// value is the value of the last answer; nil before the first.
func (s *slot) value() any {
	if s.cell == nil {
		return nil
	}
	return s.cell.value
}

// textOf is the text of a file as what an answer was computed from. The lock is held.
func (g *graph) textOf(p string) dependency {
	s := g.slot(key{kind: kFile, path: p})
	if s.cell == nil {
		return dependency{on: s}
	}
	return dependency{s, s.cell.hash}
}

// shed stands for an answer that holds the tree of its file and was let go.
type shed struct{}

// isShed reports whether the answer has to be computed again before anybody can use it.
func (c *cell) isShed() bool {
	_, is := c.value.(shed)
	return is
}

// isPoor reports whether an answer that holds is to be found again: its value was let go, or an editor has its file open now. That is
// not done to circles: which others one is found from depends on which are known by then (importGroup, circle).
func (m *memo) isPoor(s *slot) bool {
	return s.cell.isShed() || s.sealed && s.key.kind != kImportGroup && s.key.kind != kCircle && m.snap.isOpen(s.key.path)
}

// restore computes an answer again that holds. It reports false when the graph has moved on meanwhile: the answer holds for m's version
// then, and s does not have it.
func (m *memo) restore(s *slot) (c *cell, ok bool) {
	s.by = m
	defer m.release(s)
	c = m.run(s.key, nil)
	if m.isOld() || s.by != m {
		return c, false
	}
	m.graph.store(s, c, m.advancing)
	return c, true
}

package workspace

import (
	"slices"

	"github.com/codescript-lang/coder/engine/names"
)

// This file bounds the memory of trees. What was found out about a file is small beside its tree, its declarations and the bindings of its
// names, and these are made again from the text in less time than a check of it takes. So those of files that no editor has open are let go,
// those first that were made first. An answer that was let go keeps its hash and what it was computed from: whoever only wants to know
// whether it still holds does not have it made again.

// maxKept is Config.MaxKept where that is 0: the texts of a small project altogether, and of a large one more than one declaration leads
// to. All that is made of a text takes about twelve times its memory.
const maxKept = 1 << 20

// keptTrees are the trees of files that no editor has open. They are guarded by Workspace.mu.
type keptTrees struct {
	queue []keptTree // the oldest first
	bytes int        // of their texts
	gone  []string   // files whose trees were let go, and whose answers the graph still has
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
	for ; n < len(t.queue)-1 && t.bytes > w.config.MaxKept; n++ {
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

// shed stands for an answer that was let go.
type shed struct{}

// isShed reports whether the answer has to be computed again before anybody can use it.
func (c *cell) isShed() bool {
	_, is := c.value.(shed)
	return is
}

// shed lets go of the answers that hold the tree of a file, or are made of the names in it. The lock is held.
func (g *graph) shed(p string) {
	s := g.slots[key{kind: kModule, path: p}]
	if s == nil || s.cell == nil {
		return
	}
	mod, _ := s.cell.value.(*names.Module)
	if mod == nil {
		return
	}
	for _, e := range mod.Entries() {
		if of := g.slots[about(kUnit, e.ID)]; of != nil {
			of.shed()
		}
	}
	s.shed()
}

func (s *slot) shed() {
	if s.cell != nil && len(s.cell.deps) > 0 {
		s.cell = &cell{value: shed{}, hash: s.cell.hash, deps: s.cell.deps}
	}
}

// restore computes an answer again that was let go and that holds. It reports false when the graph has moved on meanwhile: the answer
// holds for m's version then, and s does not have it.
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

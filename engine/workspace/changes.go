package workspace

import (
	"context"
	"maps"
	"slices"
)

// This file tells which files a change may concern. The graph notes them as it goes from what changed to what was computed
// from it, so nobody looks at the others.

// concern is a file of which a version may have changed the diagnostics, or which files of data it imports.
type concern struct {
	version int
	path    string
}

// maxConcerns is how many concerns are kept: who has not asked for so long looks at everything.
const maxConcerns = 1 << 14

// concerns is what the graph has noted. It is guarded by the graph's lock.
type concerns struct {
	relisted  bool                // files have come or gone, or belong to other sites
	exporting map[string]struct{} // files whose exports may be others
	log       []concern           // by version
	since     int                 // the version from which on the log is whole
	stale     map[*slot]struct{}  // answers about concerns that may not hold
}

// note notes that the diagnostics of a file may be others than before.
func (x *concerns) note(version int, path string) {
	if len(x.log) >= maxConcerns {
		x.since, x.log = version, nil
	}
	x.log = append(x.log, concern{version, path})
}

// stored notes what a new answer concerns. The old cell is not nil.
func (x *concerns) stored(s *slot, old, c *cell, version int) {
	switch s.key.kind {
	case kDiagnostics, kSources:
		if s.stale != 0 || old.hash != c.hash {
			x.note(version, s.key.path)
		}
		delete(x.stale, s)
	case kExported:
		if s.stale != 0 || old.hash != c.hash {
			x.noteExports(s.key.path)
		}
	case kSiteOf:
		x.relisted = x.relisted || s.stale != 0 || old.hash != c.hash
	case kPaths:
		x.relisted = x.relisted || s.stale != 0 || old.hash != c.hash
		was, _ := old.value.([]string)
		is, _ := c.value.([]string)
		for _, p := range differing(was, is) {
			x.note(version, p)
		}
	}
}

// marked notes that an answer is stale.
func (x *concerns) marked(s *slot, version int) {
	switch s.key.kind {
	case kExported:
		x.noteExports(s.key.path)
		return
	case kPaths, kSiteOf:
		x.relisted = true
		return
	case kDiagnostics, kSources:
	default:
		return
	}
	if x.stale == nil {
		x.stale = map[*slot]struct{}{}
	}
	x.stale[s] = struct{}{}
	x.note(version, s.key.path)
}

func (x *concerns) noteExports(path string) {
	if x.exporting == nil {
		x.exporting = map[string]struct{}{}
	}
	x.exporting[path] = struct{}{}
}

// takeExports returns, once, the files whose exports may be others than before; all is true when that may be any.
func (g *graph) takeExports(m *memo) (all bool, changed []string) {
	m.lock()
	defer m.unlock()
	all, changed = g.relisted, slices.Sorted(maps.Keys(g.exporting))
	g.relisted, g.exporting = false, nil
	return all, changed
}

// differing lists what only one of two sorted lists has.
func differing(a, b []string) []string {
	var out []string
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case len(a) == 0 || b[0] < a[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// ChangedSince returns the files whose diagnostics may differ from those in an earlier version of the same workspace, sorted,
// those that are there no more included; all is true when that cannot be told, as when earlier is nil. What it costs depends on
// the change and not on how many files there are. It only knows of files whose diagnostics somebody has asked for, and of those
// that came since. The error is the context's.
func (s *Snapshot) ChangedSince(ctx context.Context, earlier *Snapshot) (paths []string, all bool, err error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, false, err
	}
	m.peek(key{kind: kPaths}) // so that it is noted which come and go
	m.lock()
	defer m.unlock()
	x := &m.graph.concerns
	if earlier == nil || earlier.Version < x.since || !earlier.reached || !s.reached {
		return nil, true, nil
	}
	for i := len(x.log) - 1; i >= 0 && x.log[i].version > earlier.Version; i-- {
		paths = append(paths, x.log[i].path)
	}
	for s := range x.stale {
		paths = append(paths, s.key.path)
	}
	slices.Sort(paths)
	return slices.Compact(paths), false, nil
}

package workspace

import (
	"context"
	"maps"
	"slices"
)

// This file tells which files a change may concern, without looking at the others.
//
// What one file looks at in another is remembered by file: when an answer about a file is computed, the answers about other
// files that it looked at are noted, with their hashes. After a change, only those answers about the changed file are asked for
// that another file ever looked at; where none has another hash the change concerns nobody else. A file that is
// concerned is treated like a changed one in turn. Notes of what is not looked at any more stay until the next sweep: they
// can make a file seem concerned that is not.

// node is a file, as the question kFile about it; or a question that belongs to no file, such as which files there are.
type node = key

// nodeOf is what an answer belongs to.
func nodeOf(k key) node {
	switch {
	case k.unit.Path != "":
		return node{kind: kFile, path: k.unit.Path}
	case k.kind.isOfCode(), k.kind == kFile, k.kind == kDocument, k.kind == kDiagnostics:
		return node{kind: kFile, path: k.path}
	}
	return k
}

// watched is an answer that others look at.
type watched struct {
	hash uint64 // at the version that the index has come to, or when it was first looked at
	by   map[node]bool
}

// concern is a file that a version may have changed the diagnostics of.
type concern struct {
	version int
	path    string
}

// changeIndex knows what a change may concern. It is guarded by the workspace's lock.
type changeIndex struct {
	answers map[node]map[key]*watched // by what they belong to
	at      *Snapshot                 // the version it has come to; nil before it was first asked
	paths   []string                  // the files of that version
	since   int                       // the version from which on concerns are known
	log     []concern                 // by version
}

// note remembers what the answer to k looked at.
func (x *changeIndex) note(k key, deps []dependency) {
	to := nodeOf(k)
	for _, d := range deps {
		from := nodeOf(d.key)
		if from == to {
			continue
		}
		if x.answers == nil {
			x.answers = map[node]map[key]*watched{}
		}
		of := x.answers[from]
		if of == nil {
			of = map[key]*watched{}
			x.answers[from] = of
		}
		w := of[d.key]
		if w == nil {
			w = &watched{hash: d.hash, by: map[node]bool{}}
			of[d.key] = w
		}
		w.by[to] = true
	}
}

// rebuild forgets what is not looked at any more.
func (x *changeIndex) rebuild(cells map[key]*cell) {
	old := x.answers
	x.answers = nil
	for k, c := range cells {
		x.note(k, c.deps)
	}
	for from, of := range x.answers {
		for k, w := range of {
			if before := old[from][k]; before != nil {
				w.hash = before.hash
			}
		}
	}
}

// maxConcerns is how many concerns are kept: who has not asked for so long looks at everything.
const maxConcerns = 1 << 14

// ChangedSince returns the files whose diagnostics may differ from those in an earlier version of the same workspace, sorted,
// those that are there no more included; all is true when that cannot be told, as when earlier is nil. What it costs depends on
// the change and not on how many files there are. It only knows of files whose diagnostics somebody has asked for, and of those
// that came since. The error is the context's.
func (s *Snapshot) ChangedSince(ctx context.Context, earlier *Snapshot) (paths []string, all bool, err error) {
	s.ws.mu.Lock()
	defer s.ws.mu.Unlock()
	x := &s.ws.changes
	if x.at == nil {
		x.at, x.since, x.paths = s, s.Version, s.list()
	}
	if s.Version > x.at.Version {
		if err := x.advance(ctx, s); err != nil {
			return nil, false, err
		}
	}
	if earlier == nil || earlier.Version < x.since {
		return nil, true, nil
	}
	for i := len(x.log) - 1; i >= 0 && x.log[i].version > earlier.Version; i-- {
		paths = append(paths, x.log[i].path)
	}
	slices.Sort(paths)
	return slices.Compact(paths), false, nil
}

// advance finds what the changes between the version that x has come to and s concern.
func (x *changeIndex) advance(ctx context.Context, s *Snapshot) error {
	concerned, todo := map[node]bool{}, []node(nil)
	add := func(n node) {
		if !concerned[n] {
			concerned[n] = true
			todo = append(todo, n)
		}
	}
	for _, n := range x.changed(s) {
		add(n)
	}
	m := s.memo()
	news := map[*watched]uint64{}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, k := range slices.Collect(maps.Keys(x.answers[n])) { // answering adds to the map
			if err := ctx.Err(); err != nil {
				return err
			}
			w := x.answers[n][k]
			if h := m.fetch(k).hash; h != w.hash {
				news[w] = h
				for to := range w.by {
					add(to)
				}
			}
		}
	}
	for w, h := range news {
		w.hash = h
	}
	for n := range concerned {
		if n.kind == kFile {
			x.log = append(x.log, concern{s.Version, n.path})
		}
	}
	if len(x.log) > maxConcerns {
		x.since, x.log = s.Version, nil
	}
	x.at = s
	return nil
}

// changed lists what may be new in s: files that were changed, that came or that went, and, where folders were read again, those.
func (x *changeIndex) changed(s *Snapshot) []node {
	var out []node
	if s.listing != x.at.listing {
		for n := range x.answers {
			if n.kind == kFolder || n.kind == kPaths {
				out = append(out, n)
			}
		}
		for _, p := range x.listed(s) {
			out = append(out, node{kind: kFile, path: p})
		}
	}
	x.at.mu.Lock()
	before := maps.Clone(x.at.files)
	x.at.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	for p, f := range s.files {
		if before[p] != f {
			out = append(out, node{kind: kFile, path: p})
		}
	}
	return out
}

// listed takes the files that s has as those that are known, and returns those that came or went.
func (x *changeIndex) listed(s *Snapshot) []string {
	now := s.list()
	isOld, isNew := map[string]bool{}, map[string]bool{}
	for _, p := range x.paths {
		isOld[p] = true
	}
	var out []string
	for _, p := range now {
		isNew[p] = true
		if !isOld[p] {
			out = append(out, p)
		}
	}
	for _, p := range x.paths {
		if !isNew[p] {
			out = append(out, p)
		}
	}
	x.paths = now
	return out
}

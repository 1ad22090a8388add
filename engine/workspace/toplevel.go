package workspace

import (
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
)

// This file answers what one statement of a file tells those after it: what is known of top-level values at that place. Each asks
// for the names that it mentions, and goes from the last statement before it that may have learned something of a name to the one before
// that, as values do in static single assignment. So a statement is checked again when what it stands on changes, wherever in the
// file, and most stand on no other.

// learner is a unit of top-level code that may learn or forget something of a name.
type learner struct {
	name string
	unit names.UnitID
}

// partLearners lists what top-level code of a part may learn, in order.
func (m *memo) partLearners(first names.UnitID) ([]learner, uint64) {
	var out []learner
	h := m.hasher()
	for _, e := range m.partOf(first) {
		if !e.id.Kind.IsTopCode() {
			continue
		}
		for _, name := range m.usesOf(e.id).learned {
			out = append(out, learner{name, e.id})
			h.text(name).unit(e.id)
		}
	}
	return out, h.sum()
}

// learners are, by name, the units of a file that may learn something of it, in order.
type learners map[string]learnerList

// learnerList is the units that may learn something of one name, in order.
type learnerList []names.UnitID

func (m *memo) learners(p string) (learners, uint64) {
	out := learners{}
	h := m.hasher()
	for _, first := range m.partsOf(p) {
		for _, l := range answer[[]learner](m, about(kPartLearners, first)) {
			out[l.name] = append(out[l.name], l.unit)
			h.text(l.name).unit(l.unit)
		}
	}
	return out, h.sum()
}

func (m *memo) learnersOf(p, name string) (learnerList, uint64) {
	list := answer[learners](m, key{kind: kLearners, path: p})[name]
	h := m.hasher()
	for _, id := range list {
		h.unit(id)
	}
	return list, h.sum()
}

func (m *memo) learned(p, name string) (bool, uint64) {
	if len(answer[learners](m, key{kind: kLearners, path: p})[name]) > 0 {
		return true, 1
	}
	return false, 0
}

// isLearned reports whether any top-level code of a file may learn something of a name.
func (m *memo) isLearned(p, name string) bool {
	return answer[bool](m, key{kind: kIsLearned, path: p, name: name})
}

// lastLearners lists, of the names that a unit mentions, the last units before it that may learn something of them.
func (m *memo) lastLearners(id names.UnitID) []learner {
	v, mod := m.view(id), m.peekModule(id.Path)
	if v == nil || mod == nil {
		return nil
	}
	m.get(key{kind: kTopList, path: id.Path}) // on which it depends which is before which
	var out []learner
	seen := map[string]bool{}
	for _, f := range v.res.Free {
		if f.Form == names.AsType || seen[f.Name] {
			continue
		}
		seen[f.Name] = true
		if !m.isLearned(id.Path, f.Name) {
			continue
		}
		list := answer[learnerList](m, key{kind: kLearnersOf, path: id.Path, name: f.Name})
		if last := mod.LastBefore(list, id); last != nil {
			out = append(out, learner{f.Name, *last})
		}
	}
	return out
}

// knownBefore is what is known, where a unit of top-level code begins, of the names that it mentions.
func (m *memo) knownBefore(id names.UnitID) ([]check.Known, uint64) {
	var out []check.Known
	for _, l := range m.lastLearners(id) {
		for _, k := range answer[[]check.Known](m, about(kKnownBehind, l.unit)) {
			if k.Name == l.name {
				out = append(out, k)
			}
		}
	}
	return out, m.hasher().known(out).sum()
}

// knownBehind is what is known behind a unit of top-level code of the names that it may learn something of.
func (m *memo) knownBehind(id names.UnitID) ([]check.Known, uint64) {
	r := m.result(id)
	if r == nil {
		return nil, 0
	}
	return r.Known, m.hasher().known(r.Known).sum()
}

// Known implements check.Queries.
func (q *queries) Known(before names.UnitID, name string) []check.Known {
	if !q.m.isLearned(before.Path, name) {
		return nil
	}
	var out []check.Known
	for _, k := range answer[[]check.Known](q.m, about(kKnownBefore, before)) {
		if k.Name == name {
			out = append(out, k)
		}
	}
	return out
}

// learnedInOrder answers what is known behind the units that a unit of top-level code stands on, those first that stand on no other: so
// that a long row of them takes no stack.
func (m *memo) learnedInOrder(id names.UnitID) {
	m.learning = true
	looked := len(m.looked) // what is looked at here decides nothing
	next := func(id names.UnitID) []names.UnitID {
		var out []names.UnitID
		for _, l := range m.lastLearners(id) {
			if !m.isSettled(about(kKnownBehind, l.unit)) {
				out = append(out, l.unit)
			}
		}
		return out
	}
	if len(next(id)) > 0 {
		for _, comp := range components([]names.UnitID{id}, next) {
			for _, before := range comp {
				if before != id {
					m.settleFree(about(kKnownBehind, before))
				}
			}
		}
	}
	m.looked = m.looked[:looked]
	m.learning = false
}

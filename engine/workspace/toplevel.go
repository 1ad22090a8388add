package workspace

import (
	"hash/maphash"
	"slices"
	"sort"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/table"
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
		if !e.ID.Kind.IsTopCode() {
			continue
		}
		for _, name := range m.usesOf(e.ID).learned {
			out = append(out, learner{name, e.ID})
			h.text(name).unit(e.ID)
		}
	}
	return out, h.sum()
}

// learners are the units of a file that may learn something, and by name those that may learn something of it, in order.
type learners struct {
	parts  []learnersOfPart // those of each part
	byName table.Table[string, learnerList]
}

// learnersOfPart is what the units of a part may learn. It is the same list as long as nothing in it changes.
type learnersOfPart []learner

// learnerList is the units that may learn something of one name, in order.
type learnerList []names.UnitID

func (m *memo) learners(p string, old *cell) (*learners, uint64) {
	out := &learners{}
	h := m.hasher()
	for _, first := range m.partsOf(p) {
		c := m.get(about(kPartLearners, first))
		list, _ := c.value.([]learner)
		out.parts = append(out.parts, list)
		maphash.WriteComparable(&h.h, c.hash)
	}
	before := &learners{}
	if old != nil {
		if known, ok := old.value.(*learners); ok {
			before = known
		}
	}
	mod := m.peekModule(p)
	if mod == nil {
		return out, h.sum()
	}
	out.byName = before.byName
	out.follow(before, func(id names.UnitID) int { // on the parts it depends which is before which
		at, _ := mod.Index(id)
		return at
	})
	return out, h.sum()
}

// differ returns what units learn that one of two files has and the other has not, or elsewhere: all that is in the parts between those that
// both begin and end with.
func (l *learners) differ(o *learners) (own, others []learner) {
	a, b := l.parts, o.parts
	for len(a) > 0 && len(b) > 0 && a[0].is(b[0]) {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].is(b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return slices.Concat(a...), slices.Concat(b...)
}

// is reports whether two lists are the same, at best without a look at them.
func (l learnersOfPart) is(o learnersOfPart) bool {
	return len(l) == len(o) && (len(l) == 0 || &l[0] == &o[0] || slices.Equal(l, o))
}

// follow puts the lists by name right that are those of another version. Index tells which unit is before which.
func (l *learners) follow(before *learners, index func(names.UnitID) int) {
	come, gone := l.differ(before)
	was, is := map[string][]names.UnitID{}, map[string][]names.UnitID{}
	for _, x := range gone {
		was[x.name] = append(was[x.name], x.unit)
		is[x.name] = nil
	}
	for _, x := range come {
		is[x.name] = append(is[x.name], x.unit)
	}
	edit := l.byName.Edit()
	for name, added := range is {
		known, _ := l.byName.Get(name)
		list := make(learnerList, 0, len(known)-len(was[name])+len(added))
		for rest := was[name]; len(known) > 0; known = known[1:] {
			if len(rest) > 0 && known[0] == rest[0] {
				rest = rest[1:]
			} else {
				list = append(list, known[0])
			}
		}
		if len(added) > 0 { // all that is left is before all of them, or behind
			at := index(added[0])
			i := sort.Search(len(list), func(i int) bool { return index(list[i]) > at })
			list = slices.Insert(list, i, added...)
		}
		if len(list) > 0 {
			edit.Put(name, list)
		} else {
			edit.Drop(name)
		}
	}
	l.byName = edit.Table()
}

func (l *learners) of(name string) learnerList {
	list, _ := l.byName.Get(name)
	return list
}

func (m *memo) learnersOf(p, name string) (learnerList, uint64) {
	list := answer[*learners](m, key{kind: kLearners, path: p}).of(name)
	h := m.hasher()
	for _, id := range list {
		h.unit(id)
	}
	return list, h.sum()
}

func (m *memo) learned(p, name string) (bool, uint64) {
	if len(answer[*learners](m, key{kind: kLearners, path: p}).of(name)) > 0 {
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
	v, mod := m.view(id), m.moduleOf(id.Path) // which tells which is before which
	if v == nil || mod == nil {
		return nil
	}
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

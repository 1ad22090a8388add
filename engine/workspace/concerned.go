package workspace

import (
	"slices"

	"github.com/codescript-lang/coder/engine/names"
)

// This file tells which users of an answer a new value concerns, where an answer has a user for each declaration, or each part, of a file
// of which one is edited: the others need not be looked at.

// concernedBy returns what tells whether the answer to a question that looked at that of k may be another with a new value whose hash
// differs from that of the value before. The lock is held.
func (g *graph) concernedBy(k key, before, after any) func(user key) bool {
	switch was := before.(type) {
	case *names.Module:
		if is, ok := after.(*names.Module); ok && was != nil && is != nil {
			return concernedByModule(was, is)
		}
	case topList:
		if is, ok := after.(topList); ok {
			same := sameOrder(was, is)
			return func(user key) bool { return user.kind != kKnownBefore || !same }
		}
	case parts:
		if is, ok := after.(parts); ok {
			return concernedByParts(was, is)
		}
	case learners:
		if is, ok := after.(learners); ok {
			return func(user key) bool { return !slices.Equal(was[user.name], is[user.name]) } // each user is about one name
		}
	case learnerList:
		if is, ok := after.(learnerList); ok {
			return g.concernedByLearners(k.path, was, is)
		}
	}
	return func(key) bool { return true }
}

func concernedByModule(was, is *names.Module) func(user key) bool {
	sameShape, changes := is.SameShape(was), is.Changes(was)
	return func(user key) bool {
		switch user.kind {
		case kUnit:
			return changes(user.unit())
		case kDecl:
			return !sameShape && !is.SameDecl(was, user.name)
		case kNames, kUnits, kTopList, kImports, kSources:
			return !sameShape
		}
		return true
	}
}

// sameOrder reports whether what is in both lists is in the same order in both. In each list each is once.
func sameOrder(was, is []names.UnitID) bool {
	before, behind := common(was, is)
	was, is = was[before:len(was)-behind], is[before:len(is)-behind]
	if len(was) == 0 || len(is) == 0 {
		return true
	}
	at := make(map[names.UnitID]int, len(was))
	for i, id := range was {
		at[id] = i
	}
	last := -1
	for _, id := range is {
		if i, ok := at[id]; ok {
			if i < last {
				return false
			}
			last = i
		}
	}
	return true
}

// common returns how many elements two lists have in common at their start, and how many of the others at their end.
func common[T comparable](a, b []T) (before, behind int) {
	for before < min(len(a), len(b)) && a[before] == b[before] {
		before++
	}
	for behind < min(len(a), len(b))-before && a[len(a)-1-behind] == b[len(b)-1-behind] {
		behind++
	}
	return before, behind
}

func concernedByParts(was, is parts) func(user key) bool {
	byFirst := make(map[names.UnitID][]unitEntry, len(was))
	for _, part := range was {
		byFirst[part[0].id] = part
	}
	same := map[names.UnitID]bool{}
	for _, part := range is {
		old := byFirst[part[0].id]
		same[part[0].id] = slices.EqualFunc(old, part, func(a, b unitEntry) bool {
			return a.id == b.id && a.exported == b.exported && slices.Equal(a.names, b.names)
		})
	}
	return func(user key) bool { return user.kind != kPart || !same[user.unit()] }
}

// concernedByLearners tells of the units of a file whether the last learner before them may be another. Those that are in another order now
// are concerned by that.
func (g *graph) concernedByLearners(p string, was, is learnerList) func(user key) bool {
	var mod *names.Module
	if s := g.at(key{kind: kModule, path: p}); s != nil && s.cell != nil && s.stale == 0 && !s.queued {
		mod, _ = s.cell.value.(*names.Module)
	}
	before, behind := common(was, is)
	return func(user key) bool {
		if user.kind != kKnownBefore || mod == nil {
			return true
		}
		at, ok := mod.Index(user.unit())
		if !ok {
			return true
		}
		if before > 0 { // one before it is still the last, or it is that one
			if last, ok := mod.Index(is[before-1]); ok && at <= last {
				return false
			}
		}
		if behind > 0 {
			if first, ok := mod.Index(is[len(is)-behind]); ok && first < at {
				return false
			}
		}
		return true
	}
}

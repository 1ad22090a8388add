package workspace

import (
	"slices"

	"github.com/codescript-lang/coder/engine/names"
)

// This file tells which users of an answer a new value concerns, where an answer has a user for each declaration, or each part, of a file
// of which one is edited: the others need not be looked at, nor even searched through.

// rules reports whether the new answer to a question tells by the question of a user whether it concerns that one. Of such users there
// may be one for each declaration.
func (k key) rules(user key) bool {
	switch k.kind {
	case kModule:
		return user.kind == kUnit || user.kind == kWritten || user.kind == kDecl || user.kind == kKnownBefore
	case kParts:
		return user.kind == kPart
	case kLearners:
		return user.kind == kLearnersOf || user.kind == kIsLearned
	case kLearnersOf:
		return user.kind == kKnownBefore
	}
	return false
}

// concern calls visit with those users of s whose answers may be others with a new value whose hash differs from that of the value
// before, and returns how many it had to look at. Module is what a file declares after the change; nil when that is not known. The lock
// is held.
func (g *graph) concern(s *slot, before, after any, module func(path string) *names.Module, visit func(*slot)) (looked int) {
	concerns := func(key) bool { return true }
	concerned, known := []key(nil), false // of those that s rules
	switch was := before.(type) {
	case *names.Module:
		if is, ok := after.(*names.Module); ok && was != nil && is != nil {
			var moved bool
			concerns = concernedByModule(was, is)
			if concerned, moved = changedUnits(was, is); moved {
				looked += len(s.ruled)
				for _, u := range s.ruled {
					if u.key.kind == kKnownBefore {
						visit(u)
					}
				}
			}
			known = true
		}
	case parts:
		if is, ok := after.(parts); ok {
			concerned, known = changedParts(was, is), true
		}
	case *learners:
		if is, ok := after.(*learners); ok && was != nil && is != nil {
			concerned, known = changedLearners(s.key.path, was, is), true
		}
	case learnerList:
		if is, ok := after.(learnerList); ok {
			mod := module(s.key.path)
			if known = mod != nil; known {
				concerned = changedKnown(mod, s.ruled, was, is)
			}
		}
	}
	looked += len(s.users) + len(concerned)
	for _, u := range s.users {
		if concerns(u.key) {
			visit(u)
		}
	}
	for _, k := range concerned {
		if u := g.at(k); u != nil {
			visit(u)
		}
	}
	if !known {
		looked += len(s.ruled)
		for _, u := range s.ruled {
			visit(u)
		}
	}
	return looked
}

func concernedByModule(was, is *names.Module) func(user key) bool {
	sameShape := is.SameShape(was)
	return func(user key) bool {
		switch user.kind {
		case kNames, kImports, kSources, kParts:
			return !sameShape
		}
		return true
	}
}

// changedUnits lists the questions about units and names of a file that a new module concerns. What is known before a unit is another
// matter: it depends on which units are before which, and moved says whether that may be otherwise.
func changedUnits(was, is *names.Module) (concerned []key, moved bool) {
	c := is.Changes(was)
	for _, id := range c.Units {
		concerned = append(concerned, about(kUnit, id), about(kWritten, id))
	}
	for _, name := range c.Names {
		if !is.SameDecl(was, name) {
			concerned = append(concerned, key{kind: kDecl, path: is.Path, name: name})
		}
	}
	return concerned, c.Moved
}

// changedParts lists the questions about the parts of a file that are others.
func changedParts(was, is parts) (concerned []key) {
	before, behind := common(was, is)
	old := map[names.UnitID]uint64{}
	for _, part := range was[before : len(was)-behind] {
		old[part.first()] = part.hash
	}
	for _, part := range is[before : len(is)-behind] {
		hash, known := old[part.first()]
		if delete(old, part.first()); !known || hash != part.hash {
			concerned = append(concerned, about(kPart, part.first()))
		}
	}
	for first := range old {
		concerned = append(concerned, about(kPart, first))
	}
	return concerned
}

// changedLearners lists the questions about names of the file at p that other units may learn something of.
func changedLearners(p string, was, is *learners) (concerned []key) {
	seen := map[string]bool{}
	own, others := is.differ(was)
	for _, x := range append(own, others...) {
		if !seen[x.name] && !slices.Equal(was.of(x.name), is.of(x.name)) {
			concerned = append(concerned, key{kind: kLearnersOf, path: p, name: x.name}, key{kind: kIsLearned, path: p, name: x.name})
		}
		seen[x.name] = true
	}
	return concerned
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

// changedKnown lists the questions about what is known before units of a file that other learners of a name concern, of which users are
// those that were asked. Those units that are in another order now are concerned by that.
func changedKnown(mod *names.Module, users []*slot, was, is learnerList) (concerned []key) {
	from, to := 0, len(mod.Entries()) // the units that have another one of the list before them now
	before, behind := common(was, is)
	if before > 0 {
		if at, ok := mod.Index(is[before-1]); ok {
			from = at + 1
		}
	}
	if behind > 0 {
		if at, ok := mod.Index(is[len(is)-behind]); ok {
			to = at + 1
		}
	}
	if to-from < len(users) {
		for _, e := range mod.Entries()[from:max(from, to)] {
			concerned = append(concerned, about(kKnownBefore, e.ID))
		}
		return concerned
	}
	for _, u := range users {
		if at, ok := mod.Index(u.key.unit()); !ok || at >= from && at < to {
			concerned = append(concerned, u.key)
		}
	}
	return concerned
}

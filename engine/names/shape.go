package names

import (
	"cmp"
	"slices"
	"sort"

	"github.com/codescript-lang/coder/engine/table"
)

// This file keeps what can be told of the units of a file from without, from version to version: where one comes or goes, what is known of the
// others is not put together again.

// Shape is what can be told of the units of a file from without. It is immutable, and the same object in all versions of a file between
// which it did not change.
type Shape struct {
	entries    []*Entry
	byName     table.Table[string, declPlace] // the first of each name
	byID       table.Table[localID, *Entry]
	duplicates []declPlace
	plain      bool // no two units have one name, and no name is declared twice
}

// Entry is what can be told of a unit from without. It is immutable, and the same object in all shapes between which it did not change.
type Entry struct {
	ID       UnitID
	Exported bool
	Doc      string   // Markdown, may be empty
	Names    []string // that it gives, in order

	place int64 // greater than those of the units before it
}

// localID names a unit in its file.
type localID struct {
	kind    Kind
	ordinal int
	name    string // Name, of a statement After
}

func (id UnitID) local() localID { return localID{id.Kind, id.Ordinal, cmp.Or(id.Name, id.After)} }

// declPlace is a name of a unit, counted.
type declPlace struct {
	unit *Entry
	decl int
}

// isLike reports whether both say the same, but for how many units of the kind and name there are before.
func (e *Entry) isLike(o *Entry) bool {
	return e.ID.Kind == o.ID.Kind && e.ID.Name == o.ID.Name && e.Exported == o.Exported && e.Doc == o.Doc && slices.Equal(e.Names, o.Names)
}

// index is where in the shape an entry of it is.
func (s *Shape) index(e *Entry) int {
	return sort.Search(len(s.entries), func(i int) bool { return s.entries[i].place >= e.place })
}

// SameNames reports whether both have the same units in the same order and these give the same names.
func (s *Shape) SameNames(o *Shape) bool {
	return s == o || slices.EqualFunc(s.entries, o.entries, func(a, b *Entry) bool {
		return a == b || a.ID == b.ID && slices.Equal(a.Names, b.Names)
	})
}

// with is the shape of a file of which all units but the first and last ones are others, and how many names and IDs were put in tables
// for it.
func (s *Shape) with(path string, units []*Unit, before, behind int) (out *Shape, work int) {
	after := len(s.entries) - behind
	same := before+len(units) == after
	added := make([]*Entry, len(units))
	for i, u := range units {
		e := &Entry{ID: UnitID{Path: path, Kind: u.Kind, Name: u.name()}, Exported: u.Exported, Doc: u.Doc}
		for _, d := range u.Decls {
			e.Names = append(e.Names, d.Name)
		}
		same = same && u.Kind != Import && e.isLike(s.entries[before+i]) // of an import, all that it says shows
		added[i] = e
	}
	if same {
		return s, 0
	}
	list, removed := slices.Concat(s.entries[:before], added, s.entries[after:]), s.entries[before:after]
	switch end := before + len(added); {
	case !place(list, removed, before, end):
		spread(list)
		return shapeOf(list)
	case s.canPatch(removed, added):
		return s.patched(list, removed, before, end)
	}
	return shapeOf(list)
}

// The places of new units: those that are met together have room for many between them, and those that come one behind the other, as
// lines are typed, take little of it. A file has no more than 1<<26 units.
const (
	placeRoom = 1 << 36
	placeStep = 1 << 18
)

// place gives the new entries of a list, those from one up to another, places between their neighbours: those of as many that they stand for, if
// they are as many. It reports false when there is no room.
func place(list, removed []*Entry, from, to int) bool {
	if len(removed) == to-from {
		for i, e := range removed {
			list[from+i].place = e.place
		}
		return true
	}
	var low int64
	if from > 0 {
		low = list[from-1].place
	}
	step := int64(placeRoom)
	if to < len(list) {
		step = (list[to].place - low) / int64(to-from+1)
		if from > 0 {
			step = min(step, placeStep)
		}
	}
	for i := from; i < to; i++ {
		list[i].place = low + step*int64(i-from+1)
	}
	return step > 0 && (to == 0 || list[to-1].place < (1<<26)*placeRoom)
}

// spread gives all entries of a list new places.
func spread(list []*Entry) {
	for i := range list {
		e := *list[i]
		e.place = placeRoom * int64(i+1)
		list[i] = &e
	}
}

// shapeOf is the shape of a file with some entries, of which the ordinals may be wrong.
func shapeOf(list []*Entry) (out *Shape, work int) {
	out = &Shape{entries: list, plain: true}
	byName, byID := make(map[string]declPlace, len(list)), make(map[localID]*Entry, len(list))
	ordinals := map[localID]int{} // the last of those with the same kind and name
	last := ""                    // name of a unit
	called := map[string]bool{}
	for i, e := range list {
		id := localID{kind: e.ID.Kind, name: e.ID.Name}
		after := ""
		if e.ID.Kind == Statement {
			id.name, after = last, last
		}
		if e.ID.Name != "" {
			last = e.ID.Name
			out.plain = out.plain && !called[last]
			called[last] = true
		}
		if _, known := byID[id]; known {
			ordinals[id]++
			id.ordinal = ordinals[id]
		}
		e = e.as(after, id.ordinal)
		list[i], byID[id] = e, e
		for j, name := range e.Names {
			if _, known := byName[name]; known {
				out.duplicates = append(out.duplicates, declPlace{e, j})
				out.plain = false
			} else {
				byName[name] = declPlace{e, j}
			}
		}
	}
	out.byName = table.Of(byName)
	out.byID = table.Of(byID)
	return out, len(byName) + len(byID)
}

// as is an entry with another place among its like.
func (e *Entry) as(after string, ordinal int) *Entry {
	if e.ID.Ordinal == ordinal && e.ID.After == after {
		return e
	}
	other := *e
	other.ID.Ordinal, other.ID.After = ordinal, after
	return &other
}

// canPatch reports whether the shape after some entries were removed and others added where they were differs only in these and in the IDs
// of the statements behind them: so it is where no name is declared twice, and none of the units that have to be counted comes or goes but
// statements.
func (s *Shape) canPatch(removed, added []*Entry) bool {
	if !s.plain {
		return false
	}
	isRemoved := func(e *Entry) bool { return slices.Contains(removed, e) }
	const many = 64 // are put in new tables as fast
	if len(removed) > many || len(added) > many {
		return false
	}
	sameImport := func(i int) bool { // of which the names alone are others
		return len(removed) == len(added) && removed[i].ID.Kind == added[i].ID.Kind && removed[i].ID.Name == added[i].ID.Name
	}
	for i, e := range removed {
		if e.ID.Kind == Import && !sameImport(i) {
			return false
		}
		if e.ID.Kind != Statement && e.ID.Name == "" {
			if _, others := s.byID.Get(localID{kind: e.ID.Kind, ordinal: 1}); others {
				return false
			}
		}
	}
	var given []string
	unnamed := map[Kind]bool{}
	for i, e := range added {
		if e.ID.Kind == Import && !sameImport(i) {
			return false
		}
		if e.ID.Kind != Statement && e.ID.Name == "" {
			if other, known := s.byID.Get(localID{kind: e.ID.Kind}); unnamed[e.ID.Kind] || known && !isRemoved(other) {
				return false
			}
			unnamed[e.ID.Kind] = true
		}
		for _, name := range e.Names {
			if at, known := s.byName.Get(name); known && !isRemoved(at.unit) || slices.Contains(given, name) {
				return false
			}
			if _, known := s.byID.Get(localID{kind: Import, name: name}); known {
				return false
			}
			given = append(given, name)
		}
	}
	return true
}

// patched is the shape with a list of entries in which those from one up to another stand for removed ones, where canPatch says so.
func (s *Shape) patched(list, removed []*Entry, from, to int) (out *Shape, work int) {
	last, ordinal := "", 0 // the name of the last unit with one, and how many statements there were since
	for i := from - 1; i >= 0 && last == ""; i-- {
		if last = list[i].ID.Name; list[i].ID.Kind == Statement {
			ordinal++
		}
	}
	byName, byID := s.byName.Edit(), s.byID.Edit()
	drop := func(e *Entry) {
		byID.Drop(e.ID.local())
		for _, name := range e.Names {
			byName.Drop(name)
		}
	}
	for _, e := range removed {
		drop(e)
	}
	behind := to // the statements there count on
	for ; behind < len(list) && list[behind].ID.Name == ""; behind++ {
		drop(list[behind])
	}
	for i, e := range list[from:behind] {
		switch {
		case e.ID.Name != "":
			last, ordinal = e.ID.Name, 0
		case e.ID.Kind == Statement:
			e = e.as(last, ordinal)
			list[from+i] = e
			ordinal++
		}
		byID.Put(e.ID.local(), e)
		for j, name := range e.Names {
			byName.Put(name, declPlace{e, j})
		}
	}
	return &Shape{entries: list, byName: byName.Table(), byID: byID.Table(), plain: true}, byName.Work + byID.Work
}

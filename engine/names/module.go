package names

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"sync/atomic"

	"github.com/codescript-lang/coder/engine/syntax"
)

// Module is what one file declares. It is immutable, and any number of goroutines may use it.
//
// Of each version of a file a module is made, while most units stay as they are but for where they stand. So a module keeps apart where
// its units are (marks), which is new with each version, and what they are from without (shape), which it shares with the version before
// unless that changed. The units themselves are made when they are asked for.
type Module struct {
	Path  string
	Tree  *syntax.Tree // that of all nodes
	shape *Shape
	marks []syntax.Mark // the units' outer nodes, in order
	units []atomic.Pointer[Unit]
	work  int
}

// Shape is what can be told of the units of a file from without. It is immutable, and the same object in all versions of a file between
// which it did not change.
type Shape struct {
	entries    []*Entry
	byName     map[string]declPlace // the first of each name
	byID       map[localID]int
	duplicates []declPlace
}

// Entry is what can be told of a unit from without. It is immutable.
type Entry struct {
	ID       UnitID
	Exported bool
	Doc      string   // Markdown, may be empty
	Names    []string // that it gives, in order
}

// localID names a unit in its file.
type localID struct {
	kind    Kind
	ordinal int
	name    string // Name, of a statement After
}

func (id UnitID) local() localID { return localID{id.Kind, id.Ordinal, cmp.Or(id.Name, id.After)} }

// declPlace is a name of a unit, both counted.
type declPlace struct{ unit, decl int }

// NewModule lists what the file at path declares. What did not change since an older version of the file, which may be nil, is taken over.
func NewModule(path string, root syntax.Node, old *Module) *Module {
	m := &Module{Path: path, Tree: root.Tree(), shape: &Shape{}}
	file, ok := syntax.AsFile(root)
	if !ok {
		return m
	}
	if old == nil {
		old = &Module{shape: &Shape{}}
	}
	m.marks = make([]syntax.Mark, 0, len(old.marks)+1)
	before := 0
	for n := range file.Decls().Items() { // the items that are as before
		if before == len(m.marks) && before < len(old.marks) && sameItem(n, old.outer(before)) {
			before++
		}
		m.marks = append(m.marks, n.Mark())
	}
	behind := 0
	for before+behind < min(len(m.marks), len(old.marks)) {
		n := m.outer(len(m.marks) - 1 - behind)
		if !sameItem(n, old.outer(len(old.marks)-1-behind)) {
			break
		}
		behind++
	}
	m.read(old, before, behind)
	return m
}

// sameItem reports whether an item says the same as one of an older version, or as much about its unit: a single name gives no names.
func sameItem(a, b syntax.Node) bool {
	return a.Is(b) || a.IsToken() && b.IsToken() && a.Kind() == b.Kind() && !a.CommentBefore() && !b.CommentBefore()
}

// outer is the outer node of a unit.
func (m *Module) outer(i int) syntax.Node { return m.Tree.Node(m.marks[i]) }

// read looks at the items that are not as they were: those but for the first and the last. Items that are no units are dropped.
func (m *Module) read(old *Module, before, behind int) {
	end := len(m.marks) - behind
	var units []*Unit
	marks := m.marks[:before]
	for _, mark := range m.marks[before:end] {
		if u, ok := newUnit(m.Tree.Node(mark)); ok {
			u.Doc = u.Outer.DocComment()
			units, marks = append(units, u), append(marks, u.Outer.Mark())
		}
	}
	m.marks, m.work = append(marks, m.marks[end:]...), len(units)
	m.shape = old.shape.with(m.Path, units, before, behind)
	m.units = make([]atomic.Pointer[Unit], len(m.marks))
	for i, u := range units {
		u.ID = m.shape.entries[before+i].ID
		m.units[before+i].Store(u)
	}
}

// with is the shape of a file of which all units but the first and last ones are others.
func (s *Shape) with(path string, units []*Unit, before, behind int) *Shape {
	after := len(s.entries) - behind
	same := before+len(units) == after && s.byID != nil
	list := slices.Clone(s.entries[:before])
	for i, u := range units {
		e := &Entry{ID: UnitID{Path: path, Kind: u.Kind, Name: u.name()}, Exported: u.Exported, Doc: u.Doc}
		for _, d := range u.Decls {
			e.Names = append(e.Names, d.Name)
		}
		same = same && u.Kind != Import && e.isLike(s.entries[before+i]) // of an import, all that it says shows
		list = append(list, e)
	}
	if same {
		return s
	}
	list = append(list, s.entries[after:]...)
	out := &Shape{entries: list, byName: make(map[string]declPlace, len(list)), byID: make(map[localID]int, len(list))}
	ordinals := map[localID]int{} // the last of those with the same kind and name
	last := ""                    // name of a unit
	for i, e := range list {
		id := localID{kind: e.ID.Kind, name: e.ID.Name}
		after := ""
		if e.ID.Kind == Statement {
			id.name, after = last, last
		}
		last = cmp.Or(e.ID.Name, last)
		if _, known := out.byID[id]; known {
			ordinals[id]++
			id.ordinal = ordinals[id]
		}
		if e.ID.Ordinal != id.ordinal || e.ID.After != after {
			other := *e
			other.ID.Ordinal, other.ID.After = id.ordinal, after
			list[i] = &other
		}
		out.byID[id] = i
		for j, name := range e.Names {
			if _, known := out.byName[name]; known {
				out.duplicates = append(out.duplicates, declPlace{i, j})
			} else {
				out.byName[name] = declPlace{i, j}
			}
		}
	}
	return out
}

// isLike reports whether both say the same, but for how many units of the kind and name there are before.
func (e *Entry) isLike(o *Entry) bool {
	return e.ID.Kind == o.ID.Kind && e.ID.Name == o.ID.Name && e.Exported == o.Exported && e.Doc == o.Doc && slices.Equal(e.Names, o.Names)
}

// SameNames reports whether both have the same units in the same order and these give the same names.
func (s *Shape) SameNames(o *Shape) bool {
	return s == o || slices.EqualFunc(s.entries, o.entries, func(a, b *Entry) bool {
		return a == b || a.ID == b.ID && slices.Equal(a.Names, b.Names)
	})
}

// Work is how many items had to be looked at to make the module: all but those that an older version had.
func (m *Module) Work() int { return m.work }

// Shape returns what can be told of the units from without.
func (m *Module) Shape() *Shape { return m.shape }

// Entries are the units as far as they can be told from without, in order. They must not be changed.
func (m *Module) Entries() []*Entry { return m.shape.entries }

// at makes a unit.
func (m *Module) at(i int) *Unit {
	if u := m.units[i].Load(); u != nil {
		return u
	}
	u, _ := newUnit(m.outer(i))
	u.ID, u.Doc = m.shape.entries[i].ID, m.shape.entries[i].Doc
	if !m.units[i].CompareAndSwap(nil, u) {
		return m.units[i].Load() // somebody else made it: there is one of each
	}
	return u
}

// Units returns all units in order. Making them takes time: who needs only some asks for these.
func (m *Module) Units() []*Unit {
	out := make([]*Unit, len(m.units))
	for i := range out {
		out[i] = m.at(i)
	}
	return out
}

// Of yields the units of some kinds in order.
func (m *Module) Of(kinds ...Kind) iter.Seq[*Unit] {
	return func(yield func(*Unit) bool) {
		for i, e := range m.shape.entries {
			if slices.Contains(kinds, e.ID.Kind) && !yield(m.at(i)) {
				return
			}
		}
	}
}

// First returns the first unit of a kind; nil when there is none.
func (m *Module) First(k Kind) *Unit {
	for u := range m.Of(k) {
		return u
	}
	return nil
}

// Unit returns the unit with an ID; nil when there is none.
func (m *Module) Unit(id UnitID) *Unit {
	if id.Path != m.Path {
		return nil
	}
	if i, ok := m.shape.byID[id.local()]; ok {
		return m.at(i)
	}
	return nil
}

// UnitAt returns the last unit that starts at or before a byte offset, its doc comment not counted; nil when there is none.
func (m *Module) UnitAt(offset int) *Unit {
	i := sort.Search(len(m.marks), func(i int) bool { return m.marks[i].Start() > offset }) - 1
	if i >= 0 && m.outer(i).Span().Start > offset {
		i--
	}
	if i < 0 {
		return nil
	}
	return m.at(i)
}

// UnitOf returns the unit of which a node of the tree is the outer one; nil when there is none.
func (m *Module) UnitOf(outer syntax.Node) *Unit {
	mark := outer.Mark()
	i := sort.Search(len(m.marks), func(i int) bool { return m.marks[i].Start() >= mark.Start() })
	for ; i < len(m.marks) && m.marks[i].Start() == mark.Start(); i++ {
		if m.marks[i] == mark {
			return m.at(i)
		}
	}
	return nil
}

// Decl returns the first declaration of a top-level name; nil when there is none.
func (m *Module) Decl(name string) *Decl {
	if at, ok := m.shape.byName[name]; ok {
		return m.at(at.unit).Decls[at.decl]
	}
	return nil
}

// Duplicates are the names that were declared before in the file, in order.
func (m *Module) Duplicates() []*Decl {
	out := make([]*Decl, len(m.shape.duplicates))
	for i, at := range m.shape.duplicates {
		out[i] = m.at(at.unit).Decls[at.decl]
	}
	return out
}

// Imports are the imports of the file in order.
func (m *Module) Imports() []*ImportDecl {
	var out []*ImportDecl
	for u := range m.Of(Import) {
		out = append(out, u.Import)
	}
	return out
}

// Names returns the top-level names in the order of the file.
func (m *Module) Names() []string {
	out := make([]string, 0, len(m.shape.byName))
	for i, e := range m.shape.entries {
		for j, name := range e.Names {
			if m.shape.byName[name] == (declPlace{i, j}) {
				out = append(out, name)
			}
		}
	}
	return out
}

// TopCodeAfter returns the unit of top-level code that runs next after another; nil when there is none.
func (m *Module) TopCodeAfter(id UnitID) *Unit {
	i, ok := m.Index(id)
	for i++; ok && i < len(m.shape.entries); i++ {
		if m.shape.entries[i].ID.Kind.IsTopCode() {
			return m.at(i)
		}
	}
	return nil
}

// Index returns how many units stand before the one with an ID; false when there is none.
func (m *Module) Index(id UnitID) (int, bool) {
	i, ok := m.shape.byID[id.local()]
	return i, ok
}

// LastBefore returns the last unit of a list, which is in the order of the file, that stands before another; nil when there is none.
func (m *Module) LastBefore(list []UnitID, id UnitID) *UnitID {
	at, ok := m.Index(id)
	if !ok {
		return nil
	}
	n := sort.Search(len(list), func(i int) bool {
		j, ok := m.Index(list[i])
		return !ok || j >= at
	})
	if n == 0 {
		return nil
	}
	return &list[n-1]
}

// IsSetBefore reports whether a top-level name has its value when a unit runs.
func (m *Module) IsSetBefore(name string, by UnitID) bool {
	decl, isThere := m.shape.byName[name]
	at, ok := m.Index(by)
	return isThere && ok && decl.unit < at && m.shape.entries[decl.unit].ID.Kind.IsTopCode()
}

// SameShape reports whether both modules have the same units in the same order, as far as can be told from without:
// their kinds, names, doc comments, and imports with all that they say.
func (m *Module) SameShape(old *Module) bool {
	if m.shape == old.shape {
		return true
	}
	return slices.EqualFunc(m.shape.entries, old.shape.entries, func(a, b *Entry) bool {
		return a == b || a.ID == b.ID && a.isLike(b)
	}) && m.sameImports(old)
}

// SameDecl reports whether a name is declared by the same unit in both modules, as far as SameShape goes, or by none.
func (m *Module) SameDecl(old *Module, name string) bool {
	a, isThere := m.shape.byName[name]
	b, wasThere := old.shape.byName[name]
	if !isThere || !wasThere {
		return isThere == wasThere
	}
	x, y := m.shape.entries[a.unit], old.shape.entries[b.unit]
	if x.ID.Kind == Import {
		return x.ID == y.ID && a.decl == b.decl && m.outer(a.unit).Is(old.outer(b.unit))
	}
	return x == y || x.ID == y.ID && x.isLike(y) && a.decl == b.decl
}

func (m *Module) sameImports(old *Module) bool {
	for i, e := range m.shape.entries {
		if e.ID.Kind == Import && !m.outer(i).Is(old.outer(i)) {
			return false
		}
	}
	return true
}

// Changes returns what reports whether a unit says something else than in an older module, or is there in one of them only. White space
// and comments count, where it stands does not.
func (m *Module) Changes(old *Module) func(UnitID) bool {
	var changed []localID
	if m.shape == old.shape {
		for i, e := range m.shape.entries {
			if !m.same(i, old, i) {
				changed = append(changed, e.ID.local())
			}
		}
	} else {
		for id, i := range m.shape.byID {
			if j, ok := old.shape.byID[id]; !ok || !m.same(i, old, j) || m.shape.entries[i].Exported != old.shape.entries[j].Exported {
				changed = append(changed, id)
			}
		}
		for id := range old.shape.byID {
			if _, ok := m.shape.byID[id]; !ok {
				changed = append(changed, id)
			}
		}
	}
	const few = 8 // may be searched faster than found in a table
	if len(changed) <= few {
		return func(id UnitID) bool { return slices.Contains(changed, id.local()) }
	}
	table := make(map[localID]bool, len(changed))
	for _, id := range changed {
		table[id] = true
	}
	return func(id UnitID) bool { return table[id.local()] }
}

// same reports whether a unit says the same as one of an older module.
func (m *Module) same(i int, old *Module, j int) bool {
	a, b := m.outer(i), old.outer(j)
	return a.Is(b) || a.IsToken() && b.IsToken() && a.Text() == b.Text()
}

package names

import (
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
	m.marks = append(marks, m.marks[end:]...)
	m.shape, m.work = old.shape.with(m.Path, units, before, behind)
	m.work += len(units)
	m.units = make([]atomic.Pointer[Unit], len(m.marks))
	for i, u := range units {
		u.ID = m.shape.entries[before+i].ID
		m.units[before+i].Store(u)
	}
}

// Work is how many items had to be looked at to make the module, all but those that an older version had, and how many names and IDs had
// to be put in tables or taken out of them.
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
	if e, ok := m.shape.byID.Get(id.local()); ok {
		return m.at(m.shape.index(e))
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
	if at, ok := m.shape.byName.Get(name); ok {
		return m.decl(at)
	}
	return nil
}

func (m *Module) decl(at declPlace) *Decl { return m.at(m.shape.index(at.unit)).Decls[at.decl] }

// Duplicates are the names that were declared before in the file, in order.
func (m *Module) Duplicates() []*Decl {
	out := make([]*Decl, len(m.shape.duplicates))
	for i, at := range m.shape.duplicates {
		out[i] = m.decl(at)
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
	again := map[declPlace]bool{}
	for _, at := range m.shape.duplicates {
		again[at] = true
	}
	var out []string
	for _, e := range m.shape.entries {
		for j, name := range e.Names {
			if len(again) == 0 || !again[declPlace{e, j}] {
				out = append(out, name)
			}
		}
	}
	return out
}

// TopCodeAfter returns the unit of top-level code that runs next after another; nil when there is none.
func (m *Module) TopCodeAfter(id UnitID) *Unit {
	e, ok := m.shape.byID.Get(id.local())
	if !ok {
		return nil
	}
	for i := m.shape.index(e) + 1; i < len(m.shape.entries); i++ {
		if m.shape.entries[i].ID.Kind.IsTopCode() {
			return m.at(i)
		}
	}
	return nil
}

// Index returns how many units stand before the one with an ID; false when there is none.
func (m *Module) Index(id UnitID) (int, bool) {
	if e, ok := m.shape.byID.Get(id.local()); ok {
		return m.shape.index(e), true
	}
	return 0, false
}

// LastBefore returns the last unit of a list, which is in the order of the file, that stands before another; nil when there is none.
func (m *Module) LastBefore(list []UnitID, id UnitID) *UnitID {
	at, ok := m.shape.byID.Get(id.local())
	if !ok {
		return nil
	}
	n := sort.Search(len(list), func(i int) bool {
		other, ok := m.shape.byID.Get(list[i].local())
		return !ok || other.place >= at.place
	})
	if n == 0 {
		return nil
	}
	return &list[n-1]
}

// IsSetBefore reports whether a top-level name has its value when a unit runs.
func (m *Module) IsSetBefore(name string, by UnitID) bool {
	decl, isThere := m.shape.byName.Get(name)
	at, ok := m.shape.byID.Get(by.local())
	return isThere && ok && decl.unit.place < at.place && decl.unit.ID.Kind.IsTopCode()
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
	a, isThere := m.shape.byName.Get(name)
	b, wasThere := old.shape.byName.Get(name)
	if !isThere || !wasThere {
		return isThere == wasThere
	}
	x, y := a.unit, b.unit
	if x.ID.Kind == Import {
		return x.ID == y.ID && a.decl == b.decl && m.outer(m.shape.index(x)).Is(old.outer(old.shape.index(y)))
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

// Changes is what differs between two modules of a file.
type Changes struct {
	Units []UnitID // that say something else, or are in one of them only; white space and comments count, where they stand does not
	Names []string // for which SameDecl may be false
	Moved bool     // whether units that are in both are in another order
}

// Changes returns what differs from an older module. It looks at what stands between the units that both begin and end with.
func (m *Module) Changes(old *Module) Changes {
	is, was := m.shape.entries, old.shape.entries
	before, behind := 0, 0
	for before < min(len(is), len(was)) && is[before] == was[before] && m.same(before, old, before) {
		before++
	}
	for behind < min(len(is), len(was))-before && is[len(is)-1-behind] == was[len(was)-1-behind] && m.same(len(is)-1-behind, old, len(was)-1-behind) {
		behind++
	}
	var c Changes
	at := make(map[localID]int, len(was)-before-behind)
	for i := before; i < len(was)-behind; i++ {
		at[was[i].ID.local()] = i
	}
	last := -1
	for i := before; i < len(is)-behind; i++ {
		e := is[i]
		j, known := at[e.ID.local()]
		if known {
			delete(at, e.ID.local())
			c.Moved = c.Moved || j < last
			last = j
		}
		if !known || !m.same(i, old, j) || e.Exported != was[j].Exported {
			c.Units = append(c.Units, e.ID)
		}
		if !known || e != was[j] {
			c.Names = append(c.Names, e.Names...)
		}
	}
	for i := before; i < len(was)-behind; i++ {
		e := was[i]
		if _, gone := at[e.ID.local()]; gone {
			c.Units = append(c.Units, e.ID)
		}
		if now, ok := m.shape.byID.Get(e.ID.local()); !ok || now != e {
			c.Names = append(c.Names, e.Names...)
		}
	}
	return c
}

// same reports whether a unit says the same as one of an older module.
func (m *Module) same(i int, old *Module, j int) bool {
	a, b := m.outer(i), old.outer(j)
	return a.Is(b) || a.IsToken() && b.IsToken() && a.Text() == b.Text()
}

package workspace

import (
	"cmp"
	"hash/fnv"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
)

// This file answers what is asked about all units of a file by parts of some neighbouring units: after an edit of one unit its part is
// looked at again, and of the other parts what was known of them.

// Parts have partUnits units on average, and at most maxPartUnits. The fewer, the more parts there are to look at; the more, the more
// units in that of an edit. For a file of 10,000 lines, some 1,500 units, both come to about fifty.
const (
	partUnits    = 32
	maxPartUnits = 4 * partUnits
)

// parts are the units of a file, a few at a time.
type parts []*part

// part is some neighbouring units of a file. It is immutable, and the same object as long as it has the same units.
type part struct {
	units []*names.Entry // one or more
	hash  uint64
}

func (p *part) first() names.UnitID { return p.units[0].ID }

// parts divides the units of a file. Where a part begins is told from the name of its first unit, so that a unit that comes or goes
// leaves all but the part that it is in as they are.
func (m *memo) parts(p string, old *cell) (parts, uint64) {
	mod := m.moduleOf(p)
	if mod == nil {
		return nil, 0
	}
	var before parts
	if old != nil {
		before, _ = old.value.(parts)
	}
	out := m.divide(mod.Entries(), before)
	h := m.hasher().number(len(out))
	for _, part := range out {
		maphash.WriteComparable(&h.h, part.hash)
	}
	return out, h.sum()
}

// divide divides units as parts does. The parts that begin and end with the same units as those before are these.
func (m *memo) divide(units []*names.Entry, old parts) parts {
	var out parts
	for _, part := range old {
		// That which stands last before another unit may end elsewhere now.
		n := len(part.units)
		if n >= len(units) || !slices.Equal(part.units, units[:n]) || !beginsPart(units[n].ID) && n < maxPartUnits {
			break
		}
		out, units = append(out, part), units[n:]
	}
	old = old[len(out):]
	at := make(map[*names.Entry]int, len(old)) // where a part begins that was there before
	for i, part := range old {
		at[part.units[0]] = i
	}
	first := 0
	for i := 0; i <= len(units); i++ {
		if i < len(units) && (i == 0 || !beginsPart(units[i].ID) && i-first < maxPartUnits) {
			continue
		}
		if i > first {
			out = append(out, m.newPart(units[first:i]))
		}
		if first = i; i == len(units) {
			break
		}
		if from, known := at[units[i]]; known && isRest(old[from:], units[i:]) {
			return append(out, old[from:]...)
		}
	}
	return out
}

// isRest reports whether parts are all of some units.
func isRest(rest parts, units []*names.Entry) bool {
	for _, part := range rest {
		n := len(part.units)
		if n > len(units) || !slices.Equal(part.units, units[:n]) {
			return false
		}
		units = units[n:]
	}
	return len(units) == 0
}

func (m *memo) newPart(units []*names.Entry) *part {
	h := m.hasher()
	for _, e := range units {
		h.unit(e.ID).flag(e.Exported).list(e.Names)
	}
	return &part{slices.Clone(units), h.sum()} // not the whole list of this version
}

// beginsPart picks one of partUnits units by their names. The choice is the same in each run, so that counted work is.
func beginsPart(id names.UnitID) bool {
	h := fnv.New32a()
	h.Write([]byte(id.Name + id.After))
	return (h.Sum32()^uint32(id.Kind)^uint32(id.Ordinal))%partUnits == 0
}

// partsOf names the parts of a file by their first units.
func (m *memo) partsOf(p string) []names.UnitID {
	all := answer[parts](m, key{kind: kParts, path: p})
	out := make([]names.UnitID, len(all))
	for i, part := range all {
		out[i] = part.first()
	}
	return out
}

// part lists the units of the part that begins with one; nil when none does.
func (m *memo) part(first names.UnitID) ([]*names.Entry, uint64) {
	for _, part := range answer[parts](m, key{kind: kParts, path: first.Path}) {
		if part.first() == first {
			return part.units, part.hash
		}
	}
	return nil, 0
}

func (m *memo) partOf(first names.UnitID) []*names.Entry {
	return answer[[]*names.Entry](m, about(kPart, first))
}

// partUses is what the units of a part use, without the imports, and without what they use of themselves.
func (m *memo) partUses(first names.UnitID) (*usesAnswer, uint64) {
	out := &usesAnswer{}
	for _, e := range m.partOf(first) {
		if e.ID.Kind == names.Import {
			continue
		}
		others := func(to, from []string) []string {
			for _, name := range from {
				if !slices.Contains(e.Names, name) {
					to = append(to, name)
				}
			}
			return to
		}
		u := m.usesOf(e.ID)
		out.read, out.targets = others(out.read, u.read), others(out.targets, u.targets)
		out.assigned = append(out.assigned, u.assigned...)
	}
	return out, out.sort(m.hasher())
}

// changed lists the top-level variables of a file that its functions assign.
func (m *memo) changed(p string) (map[string]bool, uint64) {
	var all usesAnswer
	for _, first := range m.partsOf(p) {
		if u := answer[*usesAnswer](m, about(kPartUses, first)); u != nil {
			all.assigned = append(all.assigned, u.assigned...)
		}
	}
	hash := all.sort(m.hasher())
	out := map[string]bool{}
	for _, name := range all.assigned {
		out[name] = true
	}
	return out, hash
}

// unusedName is a top-level name that is not exported and that no other unit reads.
type unusedName struct {
	by   names.UnitID // the unit that gives it
	name string
	free bool // nor does any assign it
}

// unused lists the names of a file that nobody uses: a function that only calls itself is not used. Those that begin with an underscore
// are not meant to be.
func (m *memo) unused(p string) ([]unusedName, uint64) {
	firsts := m.partsOf(p)
	uses := make([]*usesAnswer, len(firsts))
	for i, first := range firsts {
		uses[i] = cmp.Or(answer[*usesAnswer](m, about(kPartUses, first)), &usesAnswer{})
	}
	// Most names are used near by: the search goes round, from the part that has the name.
	anywhere := func(from int, name string, of func(*usesAnswer) []string) bool {
		for i := range uses {
			if _, ok := slices.BinarySearch(of(uses[(from+i)%len(uses)]), name); ok {
				return true
			}
		}
		return false
	}
	var out []unusedName
	h := m.hasher()
	for i, part := range answer[parts](m, key{kind: kParts, path: p}) {
		for _, e := range part.units {
			if e.Exported {
				continue
			}
			for _, name := range e.Names {
				if strings.HasPrefix(name, "_") || anywhere(i, name, func(u *usesAnswer) []string { return u.read }) {
					continue
				}
				assigned := anywhere(i, name, func(u *usesAnswer) []string { return u.targets })
				if assigned && e.ID.Kind == names.Import {
					continue
				}
				out = append(out, unusedName{e.ID, name, !assigned})
				h.unit(e.ID).text(name).flag(assigned)
			}
		}
	}
	return out, h.sum()
}

// partNotes names the units of a part that there is something to say about.
type partNotes struct {
	found     []names.UnitID // the check found something in them, or links
	leaving   []names.UnitID // what stands after them is never reached
	assigning []names.UnitID // they assign top-level variables when they are called
	circular  []names.UnitID // the first functions of circles whose results are inferred from each other
	first     names.UnitID
	early     []valueNote // of values that no statement before it in the part gives
	outside   []string    // the names of those, each once
}

// valueNote is a top-level value of a file that top-level code of it reads.
type valueNote struct {
	by   names.UnitID
	name string
}

func (m *memo) partNotes(first names.UnitID) (*partNotes, uint64) {
	out := &partNotes{first: first}
	h := m.hasher()
	set, outside := map[string]bool{}, map[string]bool{}
	for _, e := range m.partOf(first) {
		if e.ID.Kind.IsTopCode() {
			for _, r := range answer[[]valueRead](m, about(kValues, e.ID)) {
				if name := r.to.Name; r.to.Path == first.Path && !set[name] {
					out.early = append(out.early, valueNote{e.ID, name})
					h.number(1).unit(e.ID).text(name)
					if !outside[name] {
						outside[name] = true
						out.outside = append(out.outside, name)
					}
				}
			}
			for _, name := range e.Names {
				set[name] = true
			}
		}
		if r := m.result(e.ID); r != nil {
			if len(r.Diags)+len(r.Links) > 0 {
				out.found = append(out.found, e.ID)
				h.number(2).unit(e.ID)
			}
			if r.Leaves {
				out.leaving = append(out.leaving, e.ID)
				h.number(5).unit(e.ID)
			}
		}
		if e.ID.Kind != names.Import && len(m.usesOf(e.ID).assigned) > 0 {
			out.assigning = append(out.assigning, e.ID)
			h.number(3).unit(e.ID)
		}
		if m.isFirstOfCircle(e) {
			out.circular = append(out.circular, e.ID)
			h.number(4).unit(e.ID)
		}
	}
	return out, h.sum()
}

// isFirstOfCircle reports whether a unit is a function whose result would be inferred from itself through functions alone, and the
// first of those in the order of files and places.
func (m *memo) isFirstOfCircle(e *names.Entry) bool {
	if e.ID.Kind != names.Fn && e.ID.Kind != names.ClientFn || len(e.Names) == 0 {
		return false
	}
	ref := check.Ref{Path: e.ID.Path, Name: e.Names[0]}
	if !m.isInferred(ref) || !m.isRecursive(ref) {
		return false
	}
	if d := answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name}); d.decl.Unit != e.ID {
		return false // the name is that of another
	}
	circle := m.circleOfFunctions(ref)
	return len(circle) > 0 && slices.MinFunc(circle, m.compareFirst) == ref
}

// topEffect is something that top-level code does beyond computing its values.
type topEffect struct {
	by   names.UnitID
	span source.Span // as remembered: of what does it, or of the call that leads there
	name string      // what is called there
}

// partEffects lists what the top-level code of a part does beyond computing its values, at each place once.
func (m *memo) partEffects(first names.UnitID) ([]topEffect, uint64) {
	var out []topEffect
	h := m.hasher()
	// What is only mentioned is not run, and the values of other top-level code are its own affair.
	runs := func(e check.Edge) bool { return !e.Deferred && e.Form != names.AsValue }
	for _, e := range m.partOf(first) {
		if !e.ID.Kind.IsTopCode() {
			continue
		}
		reported := map[source.Span]bool{}
		for _, r := range m.reach(e.ID, runs) {
			if r.Read.Deferred || !r.Read.Effect.IsAction() && !r.Read.Write {
				continue
			}
			x := topEffect{e.ID, r.Read.Span, r.Read.Name}
			if len(r.Via) > 0 {
				x.span, x.name = r.Via[0].Edge.Span, r.Via[0].Edge.To.Name
			}
			if !reported[x.span] {
				reported[x.span] = true
				out = append(out, x)
				h.unit(x.by).span(x.span).text(x.name)
			}
		}
	}
	return out, h.sum()
}

package workspace

import (
	"slices"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
)

// This file draws from each unit the few facts that questions about whole files are made of, and answers these. The facts of
// a unit seldom change when its text does, so that most edits concern no question about the file.

// mention is a declaration of the project that a unit mentions.
type mention struct {
	to   check.Ref
	kind names.Kind
	form names.Form
}

// mentionsAnswer is what kMentions answers.
type mentionsAnswer struct {
	ownSignature bool // check.HasOwnSignature
	list         []mention
}

// mentions lists what a unit mentions of the project, each once in each form.
func (m *memo) mentions(id names.UnitID) (*mentionsAnswer, uint64) {
	v, u := m.view(id), m.unitNow(id)
	if v == nil || u == nil {
		return nil, 0
	}
	out := &mentionsAnswer{ownSignature: check.HasOwnSignature(u)}
	h := m.hasher().flag(out.ownSignature)
	seen := map[mention]bool{}
	for _, f := range v.res.Free {
		ref, d, ok := m.resolve(id.Path, f)
		if x := (mention{ref, d.Kind, f.Form}); ok && !seen[x] {
			seen[x] = true
			out.list = append(out.list, x)
			h.ref(ref).number(int(d.Kind), int(f.Form))
		}
	}
	return out, h.sum()
}

// usesAnswer is what kUses answers: free names, sorted, each once.
type usesAnswer struct {
	read     []string // in any other form than as a target, and targets too, if the name is imported
	targets  []string // assigned anywhere
	assigned []string // assigned when something is called, as opposed to while the module starts
	learned  []string // something else may be known of them after the unit, if it is top-level code (names.Mention.Learns)
}

func (m *memo) uses(id names.UnitID) (*usesAnswer, uint64) {
	v := m.view(id)
	if v == nil {
		return nil, 0
	}
	out := &usesAnswer{}
	for _, f := range v.res.Free {
		if f.Learns && id.Kind.IsTopCode() {
			out.learned = append(out.learned, f.Name)
		}
		if f.Form != names.AsTarget {
			out.read = append(out.read, f.Name)
			continue
		}
		out.targets = append(out.targets, f.Name)
		if f.Deferred || !id.Kind.IsTopCode() {
			out.assigned = append(out.assigned, f.Name)
		}
	}
	return out, out.sort(m.hasher())
}

// sort puts the names in order, each once, and returns their hash.
func (u *usesAnswer) sort(h *hasher) uint64 {
	for _, list := range []*[]string{&u.read, &u.targets, &u.assigned, &u.learned} {
		slices.Sort(*list)
		*list = slices.Clip(slices.Compact(*list))
		h.list(*list)
	}
	return h.sum()
}

func (m *memo) usesOf(id names.UnitID) *usesAnswer {
	if u := answer[*usesAnswer](m, about(kUses, id)); u != nil {
		return u
	}
	return &usesAnswer{}
}

// units lists all units of a file, as far as they can be told from without.
func (m *memo) units(p string) ([]*names.Entry, uint64) {
	all := m.get(key{kind: kParts, path: p})
	mod := m.peekModule(p) // the parts have the same units
	if mod == nil {
		return nil, 0
	}
	return mod.Entries(), all.hash
}

func (m *memo) unitsOf(p string) []*names.Entry {
	return answer[[]*names.Entry](m, key{kind: kUnits, path: p})
}

// valueRead is a top-level value that running a unit reads, and the mention in the unit that leads there.
type valueRead struct {
	to check.Ref
	by names.Mention // its span as remembered
}

// values lists the top-level values that running a unit reads, direct calls followed. It is about the files that import
// each other with the unit's: no other can lead back to them.
func (m *memo) values(id names.UnitID) ([]valueRead, uint64) {
	known, seen := map[check.Ref]bool{}, map[check.Ref]bool{}
	var out []valueRead
	type visit struct {
		path string
		view *unitView
		next int // of the view's free mentions
		by   *names.Mention
	}
	todo := []visit{{path: id.Path, view: m.view(id)}} // in the order in which it runs
	for len(todo) > 0 {
		at := &todo[len(todo)-1]
		if at.view == nil || at.next == len(at.view.res.Free) {
			todo = todo[:len(todo)-1]
			continue
		}
		f := at.view.res.Free[at.next]
		at.next++
		if f.Deferred || f.Form == names.AsType || f.Form == names.AsTarget {
			continue
		}
		by := at.by
		if by == nil {
			by = &f
		}
		ref, d, ok := m.resolve(at.path, f)
		switch {
		case !ok || !m.isNear(id.Path, ref.Path):
		case d.Kind.IsValue():
			if !known[ref] {
				known[ref] = true
				out = append(out, valueRead{ref, *by})
			}
		case (d.Kind == names.Fn || d.Kind == names.ClientFn) && f.Form != names.AsValue && !seen[ref]:
			seen[ref] = true
			todo = append(todo, visit{path: ref.Path, view: m.view(d.Unit), by: by})
		}
	}
	slices.SortFunc(out, func(a, b valueRead) int { return compareRefs(a.to, b.to) })
	h := m.hasher()
	v, u := m.view(id), m.unitNow(id)
	for i := range out {
		if v != nil && u != nil {
			out[i].by.Span = v.spaced(u).pack(out[i].by.Span)
		}
		h.ref(out[i].to).text(out[i].by.Name).span(out[i].by.Span)
	}
	return out, h.sum()
}

// fileExports is what one file of a site exports.
type fileExports struct {
	path  string
	names []string // sorted
}

// exports lists which file of a site exports what. Without a site it is about the files that are in none.
func (m *memo) exports(dir string) ([]fileExports, uint64) {
	var out []fileExports
	h := m.hasher()
	for _, p := range answer[[]string](m, key{kind: kPaths}) {
		if site, _ := m.siteOf(p); !isCode(p) || site != dir {
			continue
		}
		f := fileExports{path: p}
		for _, e := range m.exportsOf(p) {
			if !e.Private {
				f.names = append(f.names, e.Name)
			}
		}
		if len(f.names) > 0 {
			slices.Sort(f.names)
			out = append(out, f)
			h.text(p).list(f.names)
		}
	}
	return out, h.sum()
}

// importable lists the modules of a site that export a name.
func (m *memo) importable(dir, name string) ([]string, uint64) {
	var out []string
	for _, f := range answer[[]fileExports](m, key{kind: kExports, path: dir}) {
		if _, ok := slices.BinarySearch(f.names, name); ok {
			out = append(out, f.path)
		}
	}
	out = append(out, standardModules(name)...)
	return out, m.hasher().list(out).sum()
}

// standardModules lists the standard modules that export a name.
func standardModules(name string) []string {
	var out []string
	for _, mod := range std.Get().Modules {
		if mod.Symbol(name) != nil {
			out = append(out, mod.Path)
		}
	}
	return out
}

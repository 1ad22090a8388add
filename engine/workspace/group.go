package workspace

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
)

// This file finds circles: of files that import each other, of types that name each other, of functions that infer
// their result from each other.

// components returns the strongly connected components of the graph that next spans from roots, in the order in which
// they are finished: what a component leads to comes before it (Tarjan, 1972; with a stack of its own).
func components[N comparable](roots []N, next func(N) []N) [][]N {
	type frame struct {
		node N
		succ []N
		i    int
	}
	index, low, on := map[N]int{}, map[N]int{}, map[N]bool{}
	var stack []N
	var out [][]N
	for _, root := range roots {
		if _, seen := index[root]; seen {
			continue
		}
		var frames []frame
		enter := func(n N) {
			index[n], low[n], on[n] = len(index), len(index), true
			stack = append(stack, n)
			frames = append(frames, frame{node: n, succ: next(n)})
		}
		enter(root)
		for len(frames) > 0 {
			f := &frames[len(frames)-1]
			if f.i < len(f.succ) {
				s := f.succ[f.i]
				f.i++
				if _, seen := index[s]; !seen {
					enter(s)
				} else if on[s] {
					low[f.node] = min(low[f.node], index[s])
				}
				continue
			}
			n := f.node
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				up := frames[len(frames)-1].node
				low[up] = min(low[up], low[n])
			}
			if low[n] != index[n] {
				continue
			}
			var comp []N
			for {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				on[top] = false
				comp = append(comp, top)
				if top == n {
					break
				}
			}
			out = append(out, comp)
		}
	}
	return out
}

// circles returns the components whose nodes lead to themselves.
func circles[N comparable](nodes []N, next func(N) []N) [][]N {
	return slices.DeleteFunc(components(nodes, next), func(comp []N) bool {
		return len(comp) == 1 && !slices.Contains(next(comp[0]), comp[0])
	})
}

// imports lists the code files that a file imports, sorted.
func (m *memo) imports(p string) ([]string, uint64) {
	mod := m.moduleOf(p)
	var list []string
	if mod != nil {
		for _, im := range mod.Imports() {
			if target, to := names.ImportPath(p, im.Spec); to == names.ToCode {
				list = append(list, target)
			}
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return list, m.hasher().list(list).sum()
}

// sources lists the files that a file imports, code and data, sorted.
func (m *memo) sources(p string) ([]string, uint64) {
	mod := m.moduleOf(p)
	var list []string
	if mod != nil {
		for _, im := range mod.Imports() {
			switch target, to := names.ImportPath(p, im.Spec); to {
			case names.ToCode:
				list = append(list, target)
			case names.ToJSON, names.ToContent:
				if isPattern(target) {
					list = append(list, m.matching(target)...)
				} else {
					list = append(list, target)
				}
			}
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return list, m.hasher().list(list).sum()
}

// importGroup lists the files that import each other with p, p included, sorted. A file whose circle is known leads
// nowhere new: if it leads back to p, p is in that circle. So each file is walked through once, not once for each that imports it.
func (m *memo) importGroup(p string) ([]string, uint64) {
	m.groupsInOrder(p)
	var shared []string // the circle of p, if another of its files knows it
	next := func(q string) []string {
		return slices.DeleteFunc(slices.Clone(answer[[]string](m, key{kind: kImports, path: q})), func(to string) bool {
			k := key{kind: kImportGroup, path: to}
			known := m.isSettled(k)
			if known { // also noted: another circle there may be another one here
				if circle := answer[[]string](m, k); slices.Contains(circle, p) {
					shared = circle
				}
			}
			return known
		})
	}
	group := []string{p}
	for _, comp := range components([]string{p}, next) {
		if slices.Contains(comp, p) {
			group = comp
		}
	}
	if shared != nil {
		group = shared
	} else {
		slices.Sort(group)
	}
	return group, m.hasher().list(group).sum()
}

// groupsInOrder answers the circles of the files that p leads to, those first that lead to no other.
func (m *memo) groupsInOrder(p string) {
	if m.grouping {
		return
	}
	m.grouping = true
	looked := len(m.looked) // what is looked at here decides nothing
	next := func(q string) []string {
		if m.isSettled(key{kind: kImportGroup, path: q}) {
			return nil
		}
		return answer[[]string](m, key{kind: kImports, path: q})
	}
	for _, comp := range components([]string{p}, next) {
		for _, q := range comp {
			m.settleFree(key{kind: kImportGroup, path: q})
		}
	}
	m.looked = m.looked[:looked]
	m.grouping = false
}

// resolve follows a free name of the file p to the declaration of the project that it means.
func (m *memo) resolve(p string, f names.Mention) (check.Ref, check.Decl, bool) {
	ref := check.Ref{Path: p, Name: f.Name}
	d := answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name})
	if d.ok && d.decl.Import != nil {
		im := d.decl.Import
		if im.Target != names.ToCode {
			return ref, check.Decl{}, false
		}
		name := im.Name
		if name == names.Namespace {
			name = f.Member
		}
		ref = check.Ref{Path: im.Path, Name: name}
		d = answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name})
	}
	if !d.ok || d.decl.Import != nil {
		return ref, check.Decl{}, false
	}
	return ref, d.decl, true
}

// mentioned lists the declarations that the unit of ref mentions, of those that keep accepts.
func (m *memo) mentioned(ref check.Ref, keep func(mention) bool) []check.Ref {
	d := answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name})
	if !d.ok {
		return nil
	}
	list := answer[*mentionsAnswer](m, about(kMentions, d.decl.Unit))
	if list == nil {
		return nil
	}
	var out []check.Ref
	for _, x := range list.list {
		if keep(x) {
			out = append(out, x.to)
		}
	}
	return out
}

// typeRep names the circle of types that ref belongs to, by its first member.
func (m *memo) typeRep(ref check.Ref) (check.Ref, uint64) {
	group := m.typeCircle(ref)
	return group[0], m.hasher().ref(group[0]).sum()
}

func (m *memo) typeCircle(ref check.Ref) []check.Ref {
	next := func(r check.Ref) []check.Ref {
		return m.mentioned(r, func(x mention) bool {
			return x.form == names.AsType && (x.kind == names.Type || x.kind == names.Model)
		})
	}
	group := []check.Ref{ref}
	for _, comp := range components([]check.Ref{ref}, next) {
		if slices.Contains(comp, ref) {
			group = comp
		}
	}
	slices.SortFunc(group, compareRefs)
	return group
}

func compareRefs(a, b check.Ref) int {
	if c := strings.Compare(a.Path, b.Path); c != 0 {
		return c
	}
	return strings.Compare(a.Name, b.Name)
}

// typeGroup builds the definitions of a circle of types.
func (m *memo) typeGroup(rep check.Ref) (map[check.Ref]check.Signature, uint64) {
	var units []*names.Unit
	var rs []*names.Resolution
	for _, ref := range m.typeCircle(rep) {
		d := answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name})
		if !d.ok {
			continue
		}
		if v, u := m.view(d.decl.Unit), m.unitNow(d.decl.Unit); v != nil && u != nil {
			units, rs = append(units, u), append(rs, v.res)
		}
	}
	out := map[check.Ref]check.Signature{}
	check.TypeGroup(&queries{m, rep.Path}, units, rs, func(ref check.Ref, sig check.Signature) {
		out[ref] = sig
		if m.building == nil {
			m.building = map[check.Ref]check.Signature{}
		}
		m.building[ref] = sig
	})
	h := m.hasher()
	for _, u := range units {
		ref := check.Ref{Path: u.ID.Path, Name: u.ID.Name}
		delete(m.building, ref)
		h.signature(out[ref])
	}
	return out, h.sum()
}

// inferred lists the declarations that the type of ref would be inferred from: none if its own head tells it. Only those in files that
// lead back to that of ref matter.
func (m *memo) inferred(ref check.Ref) []check.Ref {
	if !m.isInferred(ref) {
		return nil
	}
	return m.mentioned(ref, func(x mention) bool {
		return x.form != names.AsType && m.isNear(ref.Path, x.to.Path) && m.isInferred(x.to)
	})
}

// isNear reports whether the files at two paths are one, or import each other. Of one it is known without a look at what it imports.
func (m *memo) isNear(p, q string) bool {
	if p == q {
		return true
	}
	_, found := slices.BinarySearch(answer[[]string](m, key{kind: kImportGroup, path: p}), q)
	return found
}

// isInferred reports whether the type of a declaration cannot be told from its head.
func (m *memo) isInferred(ref check.Ref) bool {
	d := answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name})
	if !d.ok || d.decl.Import != nil {
		return false
	}
	a := answer[*mentionsAnswer](m, about(kMentions, d.decl.Unit))
	return a != nil && !a.ownSignature
}

// circle lists the declarations whose types would be inferred from each other, ref included, sorted; none if the type of ref would not
// be inferred from itself. As with files, a declaration whose circle is known leads nowhere new.
func (m *memo) circle(ref check.Ref) ([]check.Ref, uint64) {
	m.circlesInOrder(ref)
	var shared []check.Ref // the circle of ref, if another of its declarations knows it
	next := func(r check.Ref) []check.Ref {
		return slices.DeleteFunc(m.inferred(r), func(to check.Ref) bool {
			k := key{kind: kCircle, path: to.Path, name: to.Name}
			known := m.isSettled(k)
			if known { // also noted: another circle there may be another one here
				if circle := answer[[]check.Ref](m, k); slices.Contains(circle, ref) {
					shared = circle
				}
			}
			return known
		})
	}
	var circle []check.Ref
	for _, comp := range components([]check.Ref{ref}, next) {
		if slices.Contains(comp, ref) && (len(comp) > 1 || slices.Contains(m.inferred(ref), ref)) {
			circle = comp
		}
	}
	if shared != nil {
		circle = shared
	} else {
		slices.SortFunc(circle, compareRefs)
	}
	h := m.hasher()
	for _, r := range circle {
		h.ref(r)
	}
	return circle, h.sum()
}

// circlesInOrder answers the circles of the declarations that ref leads to, those first that lead to no other.
func (m *memo) circlesInOrder(ref check.Ref) {
	if m.circling {
		return
	}
	m.circling = true
	looked := len(m.looked) // what is looked at here decides nothing
	next := func(r check.Ref) []check.Ref {
		if m.isSettled(key{kind: kCircle, path: r.Path, name: r.Name}) {
			return nil
		}
		return m.inferred(r)
	}
	for _, comp := range components([]check.Ref{ref}, next) {
		for _, r := range comp {
			if r != ref {
				m.settleFree(key{kind: kCircle, path: r.Path, name: r.Name})
			}
		}
	}
	m.looked = m.looked[:looked]
	m.circling = false
}

// isRecursive reports whether the type of a declaration would be inferred from itself.
func (m *memo) isRecursive(ref check.Ref) bool {
	return len(answer[[]check.Ref](m, key{kind: kCircle, path: ref.Path, name: ref.Name})) > 0
}

// circleOfFunctions lists the functions whose results would be inferred from each other through functions alone, ref included, in no
// order; none if that of ref would not.
func (m *memo) circleOfFunctions(ref check.Ref) []check.Ref {
	isFn := map[check.Ref]bool{}
	for _, r := range answer[[]check.Ref](m, key{kind: kCircle, path: ref.Path, name: ref.Name}) {
		d := answer[declAnswer](m, key{kind: kDecl, path: r.Path, name: r.Name})
		isFn[r] = d.ok && (d.decl.Kind == names.Fn || d.decl.Kind == names.ClientFn)
	}
	if !isFn[ref] {
		return nil
	}
	// What is assigned is looked at for its type, and gives nothing to the result.
	next := func(r check.Ref) []check.Ref {
		return m.mentioned(r, func(x mention) bool { return x.form != names.AsType && x.form != names.AsTarget && isFn[x.to] })
	}
	for _, circle := range circles([]check.Ref{ref}, next) {
		if slices.Contains(circle, ref) {
			return circle
		}
	}
	return nil
}

// compareFirst orders declarations by file, and those of a file by place.
func (m *memo) compareFirst(a, b check.Ref) int {
	if a.Path != b.Path {
		return strings.Compare(a.Path, b.Path)
	}
	gives := func(name string) func(*names.Entry) bool {
		return func(e *names.Entry) bool { return slices.Contains(e.Names, name) }
	}
	units := m.unitsOf(a.Path)
	return slices.IndexFunc(units, gives(a.Name)) - slices.IndexFunc(units, gives(b.Name))
}

// inOrder answers the signatures that the signature of ref needs, those first that need no other: so that a chain of
// functions, each inferred from the next, takes no stack.
func (m *memo) inOrder(ref check.Ref) {
	m.ordering = true
	looked := len(m.looked) // what is looked at here decides nothing
	next := func(r check.Ref) []check.Ref {
		if m.isSettled(key{kind: kSignature, path: r.Path, name: r.Name}) {
			return nil
		}
		d := answer[declAnswer](m, key{kind: kDecl, path: r.Path, name: r.Name})
		if !d.ok {
			return nil
		}
		a := answer[*mentionsAnswer](m, about(kMentions, d.decl.Unit))
		if a == nil {
			return nil
		}
		return slices.DeleteFunc(m.mentioned(r, func(x mention) bool { return !a.ownSignature || x.form == names.AsType }), func(to check.Ref) bool {
			return m.isSettled(key{kind: kSignature, path: to.Path, name: to.Name})
		})
	}
	if len(next(ref)) == 0 {
		m.looked, m.ordering = m.looked[:looked], false
		return
	}
	for _, comp := range components([]check.Ref{ref}, next) {
		for _, r := range comp {
			m.settleFree(key{kind: kSignature, path: r.Path, name: r.Name})
		}
	}
	m.looked = m.looked[:looked]
	m.ordering = false
}

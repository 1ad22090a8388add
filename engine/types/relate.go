package types

import "strings"

// This file decides which type fits where.

// A Mismatch says where and why one type does not fit another.
type Mismatch struct {
	Path    string // where inside the value, as `.posts[].title`; empty at the value itself
	Want    Type   // nil when Missing
	Got     Type   // nil when Missing
	Missing string // the name of a field that is asked and not known to be there
}

// Identical reports whether a and b have the same values and the same look: names are seen through, exactness,
// parameter names and defaults are ignored.
func Identical(a, b Type) bool {
	r := relation{mode: identical}
	return r.relate(a, b, 0)
}

// Assignable reports whether a value of type src may be given to a place of type dst. Any fits everywhere; NeedsCheck
// says when that must be checked at run time.
func Assignable(src, dst Type) bool {
	r := relation{mode: assign}
	return r.relate(src, dst, 0)
}

// Explain is Assignable with the reason when src does not fit; nil when it does. Of a union, the reason is that of the
// member that got furthest.
func Explain(src, dst Type) *Mismatch {
	if Assignable(src, dst) {
		return nil
	}
	r := relation{mode: assign, explain: true}
	r.relate(src, dst, 0)
	if r.why == nil {
		return &Mismatch{Want: dst, Got: src}
	}
	return r.why
}

// NeedsCheck reports whether src fits dst only because a part of it is `any`, so that the value must be checked when
// it is given.
func NeedsCheck(src, dst Type) bool {
	r := relation{mode: assign}
	return r.relate(src, dst, 0) && r.throughAny
}

// subtype reports whether every value of a is a value of b; `any` is only within `any`.
func subtype(a, b Type) bool {
	r := relation{mode: sub}
	return r.relate(a, b, 0)
}

type mode uint8

const (
	assign mode = iota
	sub
	identical
)

// maxDepth bounds the recursion through types; deeper parts are taken to fit. A type this deep arises only from
// a declaration that mentions itself with ever growing arguments.
const maxDepth = 100

// fewParts is how many pairs of parts are compared before it is remembered which were: nearly all types have fewer. A
// record that holds another one twice, which does so too, and so on, has more than there is time for, and few of them
// are different.
const fewParts = 200

type relation struct {
	mode       mode
	exact      bool // exactness counts (identical only)
	throughAny bool
	explain    bool
	path       []string
	why        *Mismatch
	assumed    map[pair]bool
	count      int
	known      map[pair]fit // of the parts behind the first few
}

// fit is whether one type fits another, and whether only because a part of it is any.
type fit struct{ holds, throughAny bool }

// pair is two types being related, so that recursive types come to an end: what is asked again is taken to hold.
type pair struct{ a, b any }

func pairKey(t Type) any {
	n, ok := t.(*Named)
	if !ok {
		return t
	}
	if len(n.Args) == 0 {
		return n.Def
	}
	return n.Def.Module + "#" + Print(n)
}

func (r *relation) relate(a, b Type, depth int) bool {
	if a == b || depth > maxDepth {
		return true
	}
	na, an := a.(*Named)
	nb, bn := b.(*Named)
	if an || bn {
		key := pair{pairKey(a), pairKey(b)}
		if key.a == key.b || r.assumed[key] {
			return true
		}
		if an && na.Def.body == nil || bn && nb.Def.body == nil {
			return false // while types are being read, a name is only itself
		}
		if r.assumed == nil {
			r.assumed = map[pair]bool{}
		}
		r.assumed[key] = true
		ok := r.relateUnder(a, b, depth)
		if !ok {
			delete(r.assumed, key)
		}
		return ok
	}
	if r.count++; r.count <= fewParts {
		return r.relateUnder(a, b, depth)
	}
	before := r.throughAny
	key := pair{a, b}
	found, known := r.known[key]
	if !known {
		r.throughAny = false
		found.holds = r.relateUnder(a, b, depth)
		found.throughAny = r.throughAny
		if r.known == nil {
			r.known = map[pair]fit{}
		}
		r.known[key] = found
	}
	r.throughAny = before || found.throughAny
	return found.holds
}

func (r *relation) relateUnder(srcName, dstName Type, depth int) bool {
	a, b := Under(srcName), Under(dstName)
	if a == b {
		return true
	}
	if r.mode == identical {
		return r.same(a, b, depth)
	}
	if b == Type(Any) || b == Type(Invalid) || a == Type(Never) || (a == Type(Invalid) && r.mode == assign) {
		return true
	}
	if a == Type(Any) && r.mode == assign {
		r.throughAny = true
		return true
	}
	if u, ok := a.(*Union); ok {
		for _, m := range u.Members {
			if !r.relate(m, dstName, depth+1) {
				return false
			}
		}
		return true
	}
	if u, ok := b.(*Union); ok {
		return r.toUnion(srcName, dstName, u, depth)
	}
	if r.fits(a, b, depth) {
		return true
	}
	r.fail(&Mismatch{Want: dstName, Got: srcName})
	return false
}

// toUnion tries each member of dst.
func (r *relation) toUnion(src, dstName Type, dst *Union, depth int) bool {
	if Under(src) == Type(Bool) {
		src = Bool // a bool fits a union that names both of its values
		both := 0
		for _, m := range dst.Members {
			if l, ok := Under(m).(Literal); ok && l.Kind == Bool {
				both++
			}
		}
		if both == 2 {
			return true
		}
	}
	before := r.why
	var furthest *Mismatch
	for _, m := range dst.Members {
		any := r.throughAny
		r.why = nil
		if r.relate(src, m, depth+1) {
			r.why = before
			return true
		}
		r.throughAny = any
		if r.why != nil && len(r.why.Path) > len(r.pathString()) && (furthest == nil || len(r.why.Path) > len(furthest.Path)) {
			furthest = r.why
		}
	}
	r.why = before
	if furthest == nil {
		furthest = &Mismatch{Want: dstName, Got: src}
	}
	r.fail(furthest)
	return false
}

// fits relates two types that are neither names nor unions.
func (r *relation) fits(a, b Type, depth int) bool {
	switch b := b.(type) {
	case Basic:
		l, ok := a.(Literal)
		return ok && l.Kind == b
	case *List:
		a, ok := a.(*List)
		return ok && r.inside("[]", a.Elem, b.Elem, depth)
	case *Map:
		a, ok := a.(*Map)
		return ok && r.inside("[]", a.Elem, b.Elem, depth)
	case *Record:
		a, ok := a.(*Record)
		return ok && r.record(a, b, depth)
	case *Func:
		a, ok := a.(*Func)
		return ok && r.function(a, b, depth)
	case *Object:
		a, ok := a.(*Object)
		return ok && a.Name == b.Name
	}
	return false
}

// inside relates a part of a value, reached by step.
func (r *relation) inside(step string, a, b Type, depth int) bool {
	r.path = append(r.path, step)
	ok := r.relate(a, b, depth+1)
	r.path = r.path[:len(r.path)-1]
	return ok
}

func (r *relation) record(a, b *Record, depth int) bool {
	for _, want := range b.Fields {
		have, ok := a.Field(want.Name)
		switch {
		case !ok && want.Optional && a.Exact:
			continue
		case !ok, have.Optional && !want.Optional:
			r.path = append(r.path, "."+want.Name)
			r.fail(&Mismatch{Missing: want.Name})
			r.path = r.path[:len(r.path)-1]
			return false
		}
		if !r.inside("."+want.Name, have.Type, want.Type, depth) {
			return false
		}
	}
	return true
}

// function relates functions: one that takes fewer parameters fits where more are given, one that needs more does not.
func (r *relation) function(a, b *Func, depth int) bool {
	if len(a.TypeParams) > 0 {
		inf := NewInference(a.TypeParams)
		for i, p := range a.Params {
			if i < len(b.Params) {
				inf.Match(p.Type, b.Params[i].Type)
			}
		}
		a = Substitute(&Func{Params: a.Params, Result: a.Result}, inf.Solve()).(*Func)
	}
	explain := r.explain
	r.explain = false // a path into a function says nothing about a value
	defer func() { r.explain = explain }()
	for i, p := range a.Params {
		if p.Rest {
			break
		}
		if i >= len(b.Params) {
			if !p.Default {
				return false
			}
			continue
		}
		if !r.relate(b.Params[i].Type, p.Type, depth+1) {
			return false
		}
	}
	return r.relate(a.Result, b.Result, depth+1)
}

// same decides identity of two types that are not names.
func (r *relation) same(a, b Type, depth int) bool {
	switch a := a.(type) {
	case *List:
		b, ok := b.(*List)
		return ok && r.relate(a.Elem, b.Elem, depth+1)
	case *Map:
		b, ok := b.(*Map)
		return ok && r.relate(a.Elem, b.Elem, depth+1)
	case *Record:
		b, ok := b.(*Record)
		if !ok || len(a.Fields) != len(b.Fields) || (r.exact && a.Exact != b.Exact) {
			return false
		}
		for _, f := range a.Fields {
			g, ok := b.Field(f.Name)
			if !ok || f.Optional != g.Optional || !r.relate(f.Type, g.Type, depth+1) {
				return false
			}
		}
		return true
	case *Func:
		b, ok := b.(*Func)
		return ok && r.sameFunc(a, b, depth)
	case *Union:
		b, ok := b.(*Union)
		return ok && r.sameMembers(a, b, depth)
	case *Object:
		b, ok := b.(*Object)
		return ok && a.Name == b.Name
	}
	return false // Basic, Literal and Param are comparable and were compared
}

func (r *relation) sameFunc(a, b *Func, depth int) bool {
	if len(a.Params) != len(b.Params) || len(a.TypeParams) != len(b.TypeParams) {
		return false
	}
	if len(a.TypeParams) > 0 {
		bind := make(map[*Param]Type, len(b.TypeParams))
		for i, p := range b.TypeParams {
			bind[p] = a.TypeParams[i]
		}
		b = Substitute(&Func{Params: b.Params, Result: b.Result}, bind).(*Func)
	}
	for i, p := range a.Params {
		q := b.Params[i]
		if p.Rest != q.Rest || !r.relate(p.Type, q.Type, depth+1) {
			return false
		}
	}
	return r.relate(a.Result, b.Result, depth+1)
}

func (r *relation) sameMembers(a, b *Union, depth int) bool {
	am, bm := Members(a), Members(b)
	if len(am) != len(bm) {
		return false
	}
	for _, m := range am {
		found := false
		for _, n := range bm {
			if r.relate(m, n, depth+1) {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// fail records why, unless a deeper reason is known.
func (r *relation) fail(why *Mismatch) {
	if !r.explain || r.why != nil {
		return
	}
	if why.Path == "" {
		why.Path = r.pathString()
	}
	r.why = why
}

func (r *relation) pathString() string { return strings.Join(r.path, "") }

// Meet reports whether a and b may have a value in common, so that comparing them by == can be true.
func Meet(a, b Type) bool {
	m := meeting{}
	return m.of(a, b, 0)
}

// meeting compares two types.
type meeting struct {
	count int
	known map[pair]bool // of the parts behind the first few
}

func (r *meeting) of(a, b Type, depth int) bool {
	if depth > maxDepth || IsAny(a) || IsAny(b) {
		return true
	}
	if r.count++; r.count <= fewParts {
		return r.whole(a, b, depth)
	}
	key := pair{a, b}
	if meets, known := r.known[key]; known {
		return meets
	}
	if r.known == nil {
		r.known = map[pair]bool{}
	}
	r.known[key] = r.whole(a, b, depth)
	return r.known[key]
}

func (r *meeting) whole(a, b Type, depth int) bool {
	for _, m := range Members(a) {
		for _, n := range Members(b) {
			if r.member(Under(m), Under(n), depth) {
				return true
			}
		}
	}
	return false
}

func (r *meeting) member(a, b Type, depth int) bool {
	switch x := a.(type) {
	case Literal:
		if y, ok := b.(Literal); ok {
			return x == y
		}
		return b == Type(x.Kind)
	case Basic:
		if y, ok := b.(Literal); ok {
			return x == y.Kind
		}
		return x == Any || b == Type(Any) || a == b
	case *List:
		y, ok := b.(*List)
		return ok && r.part(x.Elem, y.Elem, depth)
	case *Map:
		y, ok := b.(*Map)
		return ok && r.part(x.Elem, y.Elem, depth)
	case *Record:
		y, ok := b.(*Record)
		if !ok {
			return false
		}
		for _, f := range x.Fields {
			g, ok := y.Field(f.Name)
			if !ok && y.Exact && !f.Optional {
				return false
			}
			if ok && !(f.Optional && g.Optional) && !r.of(f.Type, g.Type, depth+1) {
				return false
			}
		}
		for _, g := range y.Fields {
			if _, ok := x.Field(g.Name); !ok && x.Exact && !g.Optional {
				return false
			}
		}
		return true
	case *Func:
		_, ok := b.(*Func)
		return ok
	case *Object:
		y, ok := b.(*Object)
		return ok && x.Name == y.Name
	case *Param:
		return true // nothing is known of what it stands for
	}
	return false
}

// part is of for the elements of lists and maps, where `never` stands for "empty".
func (r *meeting) part(a, b Type, depth int) bool {
	return Under(a) == Type(Never) || Under(b) == Type(Never) || r.of(a, b, depth+1)
}

package types

// This file builds unions and takes them apart: join, narrow, widen.

// maxMembers bounds how far unions are flattened; a union that mentions itself through names would never end.
const maxMembers = 10_000

// NewUnion returns the union of ts in the order given: flat, without duplicates, literals absorbed by their wide
// type, `true | false` made bool. It is Any when a member is, and Never when there is none.
func NewUnion(ts ...Type) Type {
	u := unionBuilder{}
	for _, t := range ts {
		u.add(t)
	}
	return u.build()
}

// Optional returns `t?`.
func Optional(t Type) Type { return NewUnion(t, None) }

type unionBuilder struct {
	members []Type
	seen    map[Literal]bool // the literals among members
	wide    [String + 1]bool // the wide types that can absorb literals
	top     Type             // Any or Invalid once met
}

func (u *unionBuilder) add(t Type) {
	switch t := t.(type) {
	case *Union:
		for _, m := range t.Members {
			u.add(m)
		}
		return
	case Literal:
		if u.wide[t.Kind] || u.seen[t] {
			return
		}
		if u.seen == nil {
			u.seen = map[Literal]bool{}
		}
		u.seen[t] = true
		if t.Kind == Bool && u.seen[BoolLit(!t.Bool)] {
			u.add(Bool)
			return
		}
		u.members = append(u.members, t)
		return
	case Basic:
		switch t {
		case Never:
			return
		case Any, Invalid:
			if u.top == nil || t == Any {
				u.top = t
			}
			return
		case Bool, Number, String:
			u.absorb(t)
		}
	}
	for i, m := range u.members {
		if !Identical(m, t) {
			continue
		}
		r := relation{mode: identical, exact: true}
		if !r.relate(m, t, 0) {
			u.members[i] = inexact(m)
		}
		return
	}
	u.members = append(u.members, t)
}

// absorb takes the literals of b out, putting b in the place of the first.
func (u *unionBuilder) absorb(b Basic) {
	if u.wide[b] {
		return
	}
	u.wide[b] = true
	kept := u.members[:0:0]
	placed := false
	for _, m := range u.members {
		if l, ok := m.(Literal); ok && l.Kind == b {
			if !placed {
				kept, placed = append(kept, b), true
			}
			continue
		}
		kept = append(kept, m)
	}
	u.members = kept
}

func (u *unionBuilder) build() Type {
	switch {
	case u.top != nil:
		return u.top
	case len(u.members) == 0:
		return Never
	case len(u.members) == 1:
		return u.members[0]
	}
	return &Union{Members: u.members}
}

// Members returns the types that t is a union of, looking through names that stand for unions. Any other type is its
// own single member, with its name; Never has none.
func Members(t Type) []Type {
	var out []Type
	var walk func(t Type, depth int)
	walk = func(t Type, depth int) {
		if len(out) >= maxMembers || depth > maxUnfold {
			return
		}
		switch u := Under(t).(type) {
		case *Union:
			for _, m := range u.Members {
				walk(m, depth+1)
			}
		default:
			if u != Type(Never) {
				out = append(out, t)
			}
		}
	}
	walk(t, 0)
	return out
}

// splitMembers is Members with bool as its two literals.
func splitMembers(t Type) []Type {
	ms := Members(t)
	var out []Type
	for _, m := range ms {
		if Under(m) == Type(Bool) {
			out = append(out, BoolLit(true), BoolLit(false))
			continue
		}
		out = append(out, m)
	}
	return out
}

// Cases returns the members of t that a complete match must name, bool as `true` and `false`, and whether t is made of
// such cases only: literals and none.
func Cases(t Type) (cases []Type, finite bool) {
	cases = splitMembers(t)
	for _, c := range cases {
		switch u := Under(c).(type) {
		case Literal:
		case Basic:
			if u != None {
				return cases, false
			}
		default:
			return cases, false
		}
	}
	return cases, len(cases) > 0
}

// HasNone reports whether none is a value of t; Any does not count.
func HasNone(t Type) bool {
	for _, m := range Members(t) {
		if Under(m) == Type(None) {
			return true
		}
	}
	return false
}

// filter returns the union of what keep gives for each member of t, keeping t itself when nothing changes.
func filter(t Type, members []Type, keep func(Type) (Type, bool)) Type {
	var out []Type
	changed := false
	for _, m := range members {
		k, ok := keep(m)
		if !ok || k != m {
			changed = true
		}
		if ok {
			out = append(out, k)
		}
	}
	if !changed {
		return t
	}
	return NewUnion(out...)
}

// Exclude returns t without the members whose every value is a w: what is left after `x is W` failed.
func Exclude(t, w Type) Type {
	if IsAny(t) {
		return t
	}
	return filter(t, splitMembers(t), func(m Type) (Type, bool) { return m, !subtype(m, w) })
}

// Narrow returns what of t is a w: what is left after `x is W` held. Of a member that is neither within w nor apart
// from it, w stands.
func Narrow(t, w Type) Type {
	if IsAny(t) {
		return w
	}
	wide := splitMembers(w)
	return filter(t, splitMembers(t), func(m Type) (Type, bool) {
		if subtype(m, w) {
			return m, true
		}
		var parts []Type
		for _, p := range wide {
			if subtype(p, m) || Meet(m, p) {
				parts = append(parts, p)
			}
		}
		if len(parts) == 0 {
			return nil, false
		}
		return NewUnion(parts...), true
	})
}

// Truthy returns what of t counts as true in a condition: all but false and none.
func Truthy(t Type) Type {
	if IsAny(t) {
		return t
	}
	return filter(t, splitMembers(t), func(m Type) (Type, bool) {
		u := Under(m)
		return m, u != Type(None) && u != Type(BoolLit(false))
	})
}

// Falsy returns what of t counts as false in a condition.
func Falsy(t Type) Type {
	if IsAny(t) {
		return t
	}
	return filter(t, splitMembers(t), func(m Type) (Type, bool) {
		u := Under(m)
		return m, u == Type(None) || u == Type(BoolLit(false))
	})
}

// NarrowField returns the members of t whose field called name can have a value that passes a test: those for which narrow, which makes of a
// type what of it passes, leaves something. Members without such a field stay.
func NarrowField(t Type, name string, narrow func(Type) Type) Type {
	if IsAny(t) {
		return t
	}
	return filter(t, Members(t), func(m Type) (Type, bool) {
		r, ok := Under(m).(*Record)
		if !ok {
			return m, true
		}
		f, ok := r.Field(name)
		return m, !ok || narrow(f.Read()) != Type(Never)
	})
}

// Widen returns t with literals replaced by their wide types, through records and lists: the type of a list's
// elements when no type is expected of them.
func Widen(t Type) Type {
	return mapParts(t, func(t Type) Type {
		if l, ok := t.(Literal); ok {
			return l.Kind
		}
		return t
	})
}

// Open is Widen that also forgets that records are exact: the type of a place that may later hold another value, or
// of an inferred type parameter.
func Open(t Type) Type {
	return mapParts(t, func(t Type) Type {
		switch t := t.(type) {
		case Literal:
			return t.Kind
		case *Record:
			if t.Exact {
				return &Record{Fields: t.Fields}
			}
		}
		return t
	})
}

// inexact returns t with no record in it exact.
func inexact(t Type) Type {
	return mapParts(t, func(t Type) Type {
		if r, ok := t.(*Record); ok && r.Exact {
			return &Record{Fields: r.Fields}
		}
		return t
	})
}

// Settle is Open for a `var`: what its first value leaves unsaid, the elements of an empty list, is `any`.
func Settle(t Type) Type {
	return mapParts(Open(t), func(t Type) Type {
		if l, ok := t.(*List); ok && l.Elem == Type(Never) {
			return &List{Elem: Any}
		}
		return t
	})
}

// Join is the type of a value that is one of ts: their union, without the empty lists that a list among them takes.
func Join(ts ...Type) Type {
	u := NewUnion(ts...)
	members, ok := u.(*Union)
	if !ok {
		return u
	}
	return filter(u, members.Members, func(m Type) (Type, bool) {
		l, ok := m.(*List)
		if !ok || l.Elem != Type(Never) {
			return m, true
		}
		for _, other := range members.Members {
			if o, ok := Under(other).(*List); ok && o != l {
				return m, false
			}
		}
		return m, true
	})
}

// mapParts rebuilds t from f's answers for its parts, inner ones first, through unions, lists, maps and records. What
// did not change is not copied, and a part that is in several places stays one: in a type that is made by doubling another one, and so on,
// it is in more of them than there is time for. Declared names are left as they are: their types were written, not inferred.
func mapParts(t Type, f func(Type) Type) Type {
	m := mapping{f: f}
	return m.of(t)
}

type mapping struct {
	f    func(Type) Type
	done map[*Record]Type // only records double
}

func (m *mapping) of(t Type) Type {
	switch t := t.(type) {
	case *List:
		if e := m.of(t.Elem); e != t.Elem {
			return m.f(&List{Elem: e})
		}
	case *Map:
		if e := m.of(t.Elem); e != t.Elem {
			return m.f(&Map{Elem: e})
		}
	case *Record:
		if out, ok := m.done[t]; ok {
			return out
		}
		out := m.record(t)
		if m.done == nil {
			m.done = map[*Record]Type{}
		}
		m.done[t] = out
		return out
	case *Union:
		ms := make([]Type, len(t.Members))
		changed := false
		for i, member := range t.Members {
			ms[i] = m.of(member)
			changed = changed || ms[i] != member
		}
		if changed {
			return NewUnion(ms...)
		}
	}
	return m.f(t)
}

func (m *mapping) record(r *Record) Type {
	var fields []Field
	for i, fd := range r.Fields {
		if n := m.of(fd.Type); n != fd.Type {
			if fields == nil {
				fields = append([]Field(nil), r.Fields...)
			}
			fields[i].Type = n
		}
	}
	if fields != nil {
		return m.f(&Record{Fields: fields, Exact: r.Exact})
	}
	return m.f(r)
}

package value

import "unsafe"

// Share marks the object v refers to, if any, as held in more than one place, and returns v.
func (v Value) Share() Value {
	switch v.Kind() {
	case KindList:
		if l := (*List)(v.p); l.mark == 0 {
			l.mark = markShared
		}
	case KindRecord:
		if r := (*Record)(v.p); r.mark == 0 {
			r.mark = markShared
		}
	case KindMap:
		if m := (*Map)(v.p); m.mark == 0 {
			m.mark = markShared
		}
	}
	return v
}

// IsShared tells whether an update of a place that holds v would copy.
func (v Value) IsShared() bool {
	switch v.Kind() {
	case KindList:
		return (*List)(v.p).mark != 0
	case KindRecord:
		return (*Record)(v.p).mark != 0
	case KindMap:
		return (*Map)(v.p).mark != 0
	}
	return false
}

// Copies counts how often Own copied, so that tests can hold loops to be linear.
type Copies struct {
	Objects int // objects copied
	Values  int // elements of them
}

// Own makes sure that what place holds may be changed in place: a shared list, record or map is replaced by an unshared copy of it.
// Room is how many elements the caller is about to add.
func Own(place *Value, room int, c *Copies) {
	switch place.Kind() {
	case KindList:
		l := (*List)(place.p)
		if l.mark == 0 {
			return
		}
		items := make([]Value, len(l.Items), len(l.Items)+room)
		shareAll(items, l.Items)
		c.add(len(items))
		*place = MakeList(items)
	case KindRange:
		*place = MakeList(place.Expand())
	case KindRecord:
		r := (*Record)(place.p)
		if r.mark == 0 {
			return
		}
		n := NewRecord(r.Shape)
		shareAll(n.Vals, r.Vals)
		c.add(len(n.Vals))
		*place = MakeRecord(n)
	case KindMap:
		m := (*Map)(place.p)
		if m.mark == 0 {
			return
		}
		n := m.clone(room)
		for i := range n.entries {
			n.entries[i].Val.Share()
		}
		c.add(len(n.entries))
		*place = MakeMap(n)
	}
}

func (c *Copies) add(values int) {
	if c != nil {
		c.Objects++
		c.Values += values
	}
}

func shareAll(to, from []Value) {
	for i, v := range from {
		to[i] = v.Share()
	}
}

// Freeze marks everything reachable from v, through closures and cells, so that reading it never writes. Freezing what is frozen is free.
func Freeze(v Value) {
	work := []Value{v}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		switch v.Kind() {
		case KindList:
			if l := (*List)(v.p); l.freeze() {
				work = append(work, l.Items...)
			}
		case KindRecord:
			if r := (*Record)(v.p); r.freeze() {
				work = append(work, r.Vals...)
			}
		case KindMap:
			if m := (*Map)(v.p); m.freeze() {
				for i := range m.entries {
					work = append(work, m.entries[i].Val)
				}
			}
		case KindBox:
			if b := (*Box)(v.p); !b.Frozen {
				b.Frozen = true
				work = append(work, b.V)
			}
		case KindFunc:
			work = append(work, (*Func)(v.p).Code.Captured()...)
		}
	}
}

func (m *mark) freeze() bool {
	if *m&markFrozen != 0 {
		return false
	}
	*m |= markShared | markFrozen
	return true
}

// Identical tells whether a and b are the same number, text or object, without looking inside.
func Identical(a, b Value) bool { return a == b }

// pointer returns the address of v's object, for equality.
func (v Value) pointer() unsafe.Pointer { return v.p }

package value

import "unsafe"

// Shape is the names of a record's fields, in order, shared by the records that have the same. It is not changed after it was made.
type Shape struct {
	Names  []string
	fields []Slot
	index  map[string]int // for shapes too long to search
}

// Slot is a field of a Shape; its address is what an inline cache remembers.
type Slot struct {
	Shape *Shape
	Index int
}

// searchable is how many names are compared one by one before a map is faster.
const searchable = 8

// NewShape makes a shape; names are different from each other.
func NewShape(names []string) *Shape {
	s := &Shape{Names: names, fields: make([]Slot, len(names))}
	for i := range names {
		s.fields[i] = Slot{s, i}
	}
	if len(names) > searchable {
		s.index = make(map[string]int, len(names))
		for i, name := range names {
			s.index[name] = i
		}
	}
	return s
}

// Slot returns the field called name, or nil.
func (s *Shape) Slot(name string) *Slot {
	if s.index != nil {
		if i, ok := s.index[name]; ok {
			return &s.fields[i]
		}
		return nil
	}
	for i, n := range s.Names {
		if n == name {
			return &s.fields[i]
		}
	}
	return nil
}

// Shapes makes shapes and remembers them, so that records with the same names have the same one. Not for concurrent use while it grows;
// Base, if any, is only read.
type Shapes struct {
	Base  *Shapes
	empty *Shape
	next  map[step]*Shape
}

type step struct {
	from *Shape
	name string
}

// Empty returns the shape without fields.
func (t *Shapes) Empty() *Shape {
	if t.Base != nil {
		return t.Base.Empty()
	}
	if t.empty == nil {
		t.empty = NewShape(nil)
	}
	return t.empty
}

// With returns the shape that has name after from's names; from does not have it.
func (t *Shapes) With(from *Shape, name string) *Shape {
	if t.Base != nil {
		if s := t.Base.next[step{from, name}]; s != nil {
			return s
		}
	}
	if s := t.next[step{from, name}]; s != nil {
		return s
	}
	if t.next == nil {
		t.next = map[step]*Shape{}
	}
	names := make([]string, len(from.Names)+1)
	copy(names, from.Names)
	names[len(from.Names)] = name
	s := NewShape(names)
	t.next[step{from, name}] = s
	return s
}

// Of returns the shape with the given names, which are different from each other.
func (t *Shapes) Of(names ...string) *Shape {
	s := t.Empty()
	for _, name := range names {
		s = t.With(s, name)
	}
	return s
}

// Len returns how many shapes were made here.
func (t *Shapes) Len() int { return len(t.next) }

// Record is the object of a record. Vals stand by the shape's names; written only by whoever owns it.
type Record struct {
	mark
	Shape *Shape
	Vals  []Value
}

// Small records are one allocation.
type (
	record2 struct {
		Record
		vals [2]Value
	}
	record4 struct {
		Record
		vals [4]Value
	}
	record8 struct {
		Record
		vals [8]Value
	}
)

// NewRecord makes a record whose fields are to be filled in before anybody sees it.
func NewRecord(s *Shape) *Record {
	n := len(s.Names)
	switch {
	case n <= 2:
		r := &record2{}
		r.Shape, r.Vals = s, r.vals[:n:n]
		return &r.Record
	case n <= 4:
		r := &record4{}
		r.Shape, r.Vals = s, r.vals[:n:n]
		return &r.Record
	case n <= 8:
		r := &record8{}
		r.Shape, r.Vals = s, r.vals[:n:n]
		return &r.Record
	}
	return &Record{Shape: s, Vals: make([]Value, n)}
}

// MakeRecord makes the value of a record.
func MakeRecord(r *Record) Value { return object(KindRecord, unsafe.Pointer(r)) }

// Record returns the record v is, or nil.
func (v Value) Record() *Record {
	if v.Kind() != KindRecord {
		return nil
	}
	return (*Record)(v.p)
}

// Get returns a field; ok is false where there is none.
func (r *Record) Get(name string) (Value, bool) {
	if s := r.Shape.Slot(name); s != nil {
		return r.Vals[s.Index], true
	}
	return None, false
}

// Field returns a field of a record or an entry of a map; a missing one is none.
func (v Value) Field(name string) Value {
	var f Value
	ok := false
	switch v.Kind() {
	case KindRecord:
		f, ok = (*Record)(v.p).Get(name)
	case KindMap:
		f, ok = (*Map)(v.p).Get(name)
	}
	if !ok {
		return None
	}
	return f
}

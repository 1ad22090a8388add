package value

import "unsafe"

// List is the object of a list. Items may be read by anybody and written only by whoever owns it (see Own).
type List struct {
	mark
	Items []Value
}

// mark is the ownership mark of an object.
type mark uint8

const (
	markShared mark = 1 << iota
	markFrozen      // everything reachable is shared, too
)

// MakeList makes a list of items, which belong to it from now on.
func MakeList(items []Value) Value { return object(KindList, unsafe.Pointer(&List{Items: items})) }

// List returns the list v is, or nil; a range is no List, see Expand.
func (v Value) List() *List {
	if v.Kind() != KindList {
		return nil
	}
	return (*List)(v.p)
}

// IsList tells whether v is a list to a program: a list or a range.
func (v Value) IsList() bool {
	k := v.Kind()
	return k == KindList || k == KindRange
}

// Expand returns the items of a list or a range, the latter written out; nil of another kind of value.
func (v Value) Expand() []Value {
	switch v.Kind() {
	case KindList:
		return (*List)(v.p).Items
	case KindRange:
		r := (*Range)(v.p)
		items := make([]Value, r.Count)
		for i := range items {
			items[i] = Number(r.Item(i))
		}
		return items
	}
	return nil
}

// Count returns how many elements a list or range has.
func (v Value) Count() int {
	switch v.Kind() {
	case KindList:
		return len((*List)(v.p).Items)
	case KindRange:
		return (*Range)(v.p).Count
	}
	return 0
}

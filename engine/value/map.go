package value

import "unsafe"

// Map is the object of a map: entries in order of insertion. Changed only by whoever owns it.
type Map struct {
	mark
	entries []Entry
	index   map[string]int32 // from key to entry, once there are more than searchable
	dead    int              // entries that were removed
}

// Entry is one entry of a map.
type Entry struct {
	Key  string
	Val  Value
	dead bool
}

// NewMap makes a map with room for n entries.
func NewMap(n int) *Map { return &Map{entries: make([]Entry, 0, n)} }

// MakeMap makes the value of a map.
func MakeMap(m *Map) Value { return object(KindMap, unsafe.Pointer(m)) }

// Map returns the map v is, or nil.
func (v Value) Map() *Map {
	if v.Kind() != KindMap {
		return nil
	}
	return (*Map)(v.p)
}

// Len returns how many entries there are.
func (m *Map) Len() int { return len(m.entries) - m.dead }

// Walk returns how many places there are to call At with.
func (m *Map) Walk() int { return len(m.entries) }

// At returns the entry at a place of the walk; ok is false where it was removed.
func (m *Map) At(i int) (e *Entry, ok bool) {
	e = &m.entries[i]
	return e, !e.dead
}

func (m *Map) find(key string) int {
	if m.index != nil {
		if i, ok := m.index[key]; ok {
			return int(i)
		}
		return -1
	}
	for i := range m.entries {
		if e := &m.entries[i]; e.Key == key && !e.dead {
			return i
		}
	}
	return -1
}

// Get returns the value of a key.
func (m *Map) Get(key string) (Value, bool) {
	if i := m.find(key); i >= 0 {
		return m.entries[i].Val, true
	}
	return None, false
}

// Ref returns where the value of a key is kept, or nil; valid until the map changes.
func (m *Map) Ref(key string) *Value {
	if i := m.find(key); i >= 0 {
		return &m.entries[i].Val
	}
	return nil
}

// Set puts a value; a new key goes to the end.
func (m *Map) Set(key string, v Value) {
	if i := m.find(key); i >= 0 {
		m.entries[i].Val = v
		return
	}
	m.entries = append(m.entries, Entry{Key: key, Val: v})
	switch {
	case m.index != nil:
		m.index[key] = int32(len(m.entries) - 1)
	case len(m.entries) > searchable:
		m.reindex()
	}
}

// Delete removes a key, if it is there.
func (m *Map) Delete(key string) {
	i := m.find(key)
	if i < 0 {
		return
	}
	m.entries[i] = Entry{dead: true}
	m.dead++
	if m.index != nil {
		delete(m.index, key)
	}
	if m.dead > searchable && m.dead > len(m.entries)/2 {
		m.compact()
	}
}

func (m *Map) compact() {
	live := m.entries[:0]
	for _, e := range m.entries {
		if !e.dead {
			live = append(live, e)
		}
	}
	clear(m.entries[len(live):])
	m.entries, m.dead = live, 0
	m.reindex()
}

func (m *Map) reindex() {
	if len(m.entries) <= searchable {
		m.index = nil
		return
	}
	m.index = make(map[string]int32, len(m.entries)+1)
	for i := range m.entries {
		if e := &m.entries[i]; !e.dead {
			m.index[e.Key] = int32(i)
		}
	}
}

func (m *Map) clone(extra int) *Map {
	c := NewMap(m.Len() + extra)
	for _, e := range m.entries {
		if !e.dead {
			c.entries = append(c.entries, e)
		}
	}
	c.reindex()
	return c
}

// AsMap returns v as a map: a map itself, a record as a new map of its fields, else nil.
func (v Value) AsMap() *Map {
	switch v.Kind() {
	case KindMap:
		return (*Map)(v.p)
	case KindRecord:
		r := (*Record)(v.p)
		m := NewMap(len(r.Vals))
		for i, name := range r.Shape.Names {
			r.Vals[i].Share()
			m.Set(name, r.Vals[i])
		}
		return m
	}
	return nil
}

package check

import (
	"maps"

	"github.com/codescript-lang/coder/engine/types"
)

// This file keeps what is learned of names on the way through the code.

// flow holds, by reference (see reference), the type that is known at the current place where it is narrower than the
// declared one. Branches are looked at one after the other from the same state: what one changed is taken back with
// rewind and put together with merge.
type flow struct {
	known map[string]types.Type
	trail []flowChange
}

// flowChange is what a key was before it changed; nil when nothing was known.
type flowChange struct {
	key string
	old types.Type
}

func newFlow() *flow { return &flow{known: map[string]types.Type{}} }

// set records that key is a t now; nil that nothing is known but its declaration.
func (f *flow) set(key string, t types.Type) {
	old := f.known[key]
	if old == t {
		return
	}
	f.trail = append(f.trail, flowChange{key, old})
	f.put(key, t)
}

func (f *flow) put(key string, t types.Type) {
	if t == nil {
		delete(f.known, key)
	} else {
		f.known[key] = t
	}
}

// forget drops what is known of root and of its fields.
func (f *flow) forget(root string) {
	if len(f.known) == 0 {
		return
	}
	for key := range maps.Clone(f.known) {
		if key == root || len(key) > len(root) && key[:len(root)] == root && key[len(root)] == '.' {
			f.set(key, nil)
		}
	}
}

// mark is a state that rewind can go back to.
func (f *flow) mark() int { return len(f.trail) }

// delta is what branches changed: by key, what is known at their end, nil for nothing.
type delta map[string]types.Type

// since returns what has changed since a mark.
func (f *flow) since(mark int) delta {
	d := delta{}
	for _, ch := range f.trail[mark:] {
		d[ch.key] = f.known[ch.key]
	}
	return d
}

// rewind goes back to a mark and returns what had changed since.
func (f *flow) rewind(mark int) delta {
	d := f.since(mark)
	for i := len(f.trail) - 1; i >= mark; i-- {
		f.put(f.trail[i].key, f.trail[i].old)
	}
	f.trail = f.trail[:mark]
	return d
}

// merge goes on from the ends of the branches that can be left at their end.
func (f *flow) merge(branches []delta) {
	if len(branches) == 0 {
		return
	}
	keys := map[string]bool{}
	for _, b := range branches {
		for k := range b {
			keys[k] = true
		}
	}
	for k := range keys {
		var ts []types.Type
		for _, b := range branches {
			t, changed := b[k]
			if !changed {
				t = f.known[k]
			}
			if t == nil {
				ts = nil
				break
			}
			ts = append(ts, t)
		}
		if ts == nil {
			f.set(k, nil)
		} else {
			f.set(k, types.NewUnion(ts...))
		}
	}
}

// fact is one thing learned from a test.
type fact struct {
	key string
	typ types.Type
}

// apply takes facts for granted from here on.
func (f *flow) apply(facts []fact) {
	for _, x := range facts {
		f.set(x.key, x.typ)
	}
}

// either returns what holds when the facts of a hold, or those of b do; known gives what held before.
func (f *flow) either(a, b []fact) []fact {
	last := map[string]types.Type{}
	for _, x := range b {
		last[x.key] = x.typ
	}
	var out []fact
	seen := map[string]bool{}
	for i := len(a) - 1; i >= 0; i-- {
		if t, ok := last[a[i].key]; ok && !seen[a[i].key] {
			out = append(out, fact{a[i].key, types.NewUnion(a[i].typ, t)})
		}
		seen[a[i].key] = true
	}
	return out
}

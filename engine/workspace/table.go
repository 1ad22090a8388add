package workspace

import (
	"iter"
	"maps"
)

// table is a map by path of which each version is immutable: a new one shares all but what it changes. The zero table is
// empty.
type table[V any] struct {
	buckets *[tableBuckets]map[string]V
}

// tableBuckets is how many parts a table is cut into: so many that a copy of one part costs nothing even with thousands
// of paths, and so few that a list of all parts costs nothing either.
const tableBuckets = 256

// bucketOf is the part of a table that holds a path (FNV-1a, Fowler, Noll and Vo).
func bucketOf(p string) int {
	h := uint32(2166136261)
	for i := range len(p) {
		h = (h ^ uint32(p[i])) * 16777619
	}
	return int(h % tableBuckets)
}

func (t table[V]) get(p string) (V, bool) {
	if t.buckets == nil {
		var zero V
		return zero, false
	}
	v, ok := t.buckets[bucketOf(p)][p]
	return v, ok
}

// with returns t with another value at p.
func (t table[V]) with(p string, v V) table[V] { return t.changed(map[string]V{p: v}, nil) }

// changed returns t with other values at some paths, and none at others.
func (t table[V]) changed(values map[string]V, gone []string) table[V] {
	next := new([tableBuckets]map[string]V)
	if t.buckets != nil {
		*next = *t.buckets
	}
	var own [tableBuckets]bool // buckets that t does not share
	bucket := func(p string) map[string]V {
		i := bucketOf(p)
		if !own[i] {
			own[i] = true
			if next[i] = maps.Clone(next[i]); next[i] == nil {
				next[i] = map[string]V{}
			}
		}
		return next[i]
	}
	for p, v := range values {
		bucket(p)[p] = v
	}
	for _, p := range gone {
		delete(bucket(p), p)
	}
	return table[V]{next}
}

// all lists what is in t, in no order.
func (t table[V]) all() iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		if t.buckets == nil {
			return
		}
		for _, b := range t.buckets {
			for p, v := range b {
				if !yield(p, v) {
					return
				}
			}
		}
	}
}

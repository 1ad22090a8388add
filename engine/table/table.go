// Package table has maps that are kept from version to version: what a file declares, the files of a workspace.
package table

import (
	"hash/maphash"
	"iter"
	"maps"
)

// bucketKeys is about how many keys are in one part of a table when it is made: so few that to copy a part costs nothing, and so many that to
// list all parts costs little.
const bucketKeys = 32

// crowded is how many times bucketKeys the parts of a table come to hold before it is made anew with more of them.
const crowded = 4

// Table is a map of which each version is immutable: a new one shares all but what it changes. The zero table is empty. Any number of
// goroutines may read one at once.
type Table[K comparable, V any] struct {
	seed    maphash.Seed
	buckets []map[K]V
	keys    int
}

// Of is a table of what is in a map.
func Of[K comparable, V any](all map[K]V) Table[K, V] { return of(maps.All(all), len(all)) }

func of[K comparable, V any](all iter.Seq2[K, V], keys int) Table[K, V] {
	t := Table[K, V]{maphash.MakeSeed(), make([]map[K]V, keys/bucketKeys+1), keys}
	for k, v := range all {
		b := &t.buckets[t.bucket(k)]
		if *b == nil {
			*b = map[K]V{}
		}
		(*b)[k] = v
	}
	return t
}

func (t Table[K, V]) bucket(k K) int {
	return int(maphash.Comparable(t.seed, k) % uint64(len(t.buckets)))
}

// Get returns the value at k; false when there is none.
func (t Table[K, V]) Get(k K) (v V, ok bool) {
	if t.keys == 0 {
		return v, false
	}
	v, ok = t.buckets[t.bucket(k)][k]
	return v, ok
}

// All lists what is in t, in no order.
func (t Table[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for _, b := range t.buckets {
			for k, v := range b {
				if !yield(k, v) {
					return
				}
			}
		}
	}
}

// With returns t with another value at k.
func (t Table[K, V]) With(k K, v V) Table[K, V] {
	e := t.Edit()
	e.Put(k, v)
	return e.Table()
}

// Edit is a new version of a table in the making. It is for one goroutine.
type Edit[K comparable, V any] struct {
	Work int // how many keys were put or dropped

	next Table[K, V]
	own  map[int]bool // parts that the version before does not share
}

// Edit begins a new version of t, which stays as it is.
func (t Table[K, V]) Edit() *Edit[K, V] {
	if t.buckets == nil {
		t = Of[K, V](nil)
	}
	t.buckets = append([]map[K]V(nil), t.buckets...)
	return &Edit[K, V]{next: t, own: map[int]bool{}}
}

// part is the part of the new version that holds a key.
func (e *Edit[K, V]) part(k K) map[K]V {
	i := e.next.bucket(k)
	if !e.own[i] {
		e.own[i] = true
		if e.next.buckets[i] = maps.Clone(e.next.buckets[i]); e.next.buckets[i] == nil {
			e.next.buckets[i] = map[K]V{}
		}
	}
	return e.next.buckets[i]
}

// Put gives k a value.
func (e *Edit[K, V]) Put(k K, v V) {
	e.Work++
	part := e.part(k)
	before := len(part)
	part[k] = v
	e.next.keys += len(part) - before
}

// Drop takes k out, if it is there.
func (e *Edit[K, V]) Drop(k K) {
	e.Work++
	part := e.part(k)
	before := len(part)
	delete(part, k)
	e.next.keys += len(part) - before
}

// Table ends the edit with its version. One that has grown out of its parts has more of them: that costs as much as it holds, but comes only
// after as many keys again.
func (e *Edit[K, V]) Table() Table[K, V] {
	if t := e.next; t.keys > crowded*bucketKeys*len(t.buckets) {
		return of(t.All(), t.keys)
	}
	return e.next
}

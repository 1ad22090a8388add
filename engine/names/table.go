package names

import "maps"

// table is a map of which each version is immutable: a new one shares all but what it changes. The zero table is not made.
type table[K comparable, V any] struct {
	spread  func(K) uint32
	buckets []map[K]V
}

// bucketKeys is about how many keys of a table are in one part of it when it is made: so few that to copy a part costs nothing, and so many that
// to list all parts costs little.
const bucketKeys = 32

// spreadName tells names apart (FNV-1a, Fowler, Noll and Vo).
func spreadName(name string) uint32 {
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h
}

// tableOf is a table of what is in a map.
func tableOf[K comparable, V any](all map[K]V, spread func(K) uint32) table[K, V] {
	t := table[K, V]{spread, make([]map[K]V, len(all)/bucketKeys+1)}
	for k, v := range all {
		b := &t.buckets[t.bucket(k)]
		if *b == nil {
			*b = map[K]V{}
		}
		(*b)[k] = v
	}
	return t
}

func (t table[K, V]) isMade() bool { return t.buckets != nil }

func (t table[K, V]) bucket(k K) int { return int(t.spread(k) % uint32(len(t.buckets))) }

func (t table[K, V]) get(k K) (v V, ok bool) {
	if t.buckets == nil {
		return v, false
	}
	v, ok = t.buckets[t.bucket(k)][k]
	return v, ok
}

// tableEdit makes a new version of a table.
type tableEdit[K comparable, V any] struct {
	table[K, V]
	own  map[int]bool // parts that the version before does not share
	work int
}

func (t table[K, V]) edit() *tableEdit[K, V] {
	return &tableEdit[K, V]{table: table[K, V]{t.spread, append([]map[K]V(nil), t.buckets...)}, own: map[int]bool{}}
}

// part is the part of the new version that holds a key.
func (e *tableEdit[K, V]) part(k K) map[K]V {
	e.work++
	i := e.bucket(k)
	if !e.own[i] {
		e.own[i] = true
		if e.buckets[i] = maps.Clone(e.buckets[i]); e.buckets[i] == nil {
			e.buckets[i] = map[K]V{}
		}
	}
	return e.buckets[i]
}

func (e *tableEdit[K, V]) put(k K, v V) { e.part(k)[k] = v }

func (e *tableEdit[K, V]) drop(k K) { delete(e.part(k), k) }

// A bounded memory: what was used longest ago goes first.

package site

import (
	"container/list"
	"sync"
)

// Recent keeps values by key up to a total size and forgets those used longest ago. It is safe for concurrent use.
type Recent[K comparable, V any] struct {
	limit int

	mu      sync.Mutex
	entries map[K]*list.Element
	order   *list.List // of *recentEntry[K, V], most recently used first
	size    int
}

type recentEntry[K comparable, V any] struct {
	key   K
	value V
	size  int
}

// NewRecent returns an empty memory for values of limit bytes in all.
func NewRecent[K comparable, V any](limit int) *Recent[K, V] {
	return &Recent[K, V]{limit: limit, entries: map[K]*list.Element{}, order: list.New()}
}

// Get returns the value of a key, which counts as its use.
func (r *Recent[K, V]) Get(key K) (v V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.entries[key]
	if e == nil {
		return v, false
	}
	r.order.MoveToFront(e)
	return e.Value.(*recentEntry[K, V]).value, true
}

// Put keeps a value of a size in bytes. A key that is there keeps its value, and what takes more than half of the whole is not
// kept: it would push out everything else.
func (r *Recent[K, V]) Put(key K, value V, size int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if size > r.limit/2 || r.entries[key] != nil {
		return
	}
	r.entries[key] = r.order.PushFront(&recentEntry[K, V]{key, value, size})
	r.size += size
	for r.size > r.limit {
		last := r.order.Remove(r.order.Back()).(*recentEntry[K, V])
		delete(r.entries, last.key)
		r.size -= last.size
	}
}

// Clear forgets everything.
func (r *Recent[K, V]) Clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.entries)
	r.order.Init()
	r.size = 0
}

// Size returns how many values are kept and the bytes they take.
func (r *Recent[K, V]) Size() (values, bytes int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.entries), r.size
}

// The pages that are the same for everybody, kept for the version of the sources they were drawn from.

package dynamic

import (
	"container/list"
	"context"
	"sync"

	"github.com/codescript-lang/coder/server/site"
	"golang.org/x/sync/singleflight"
)

const (
	// maxCacheBytes bounds what is kept: some thousand pages.
	maxCacheBytes = 64 << 20
	// entryBytes is what an entry costs beside its body, roughly.
	entryBytes = 1 << 10
)

// cache keeps answers, least recently used first to go. It is safe for concurrent use.
type cache struct {
	limit   int
	drawing singleflight.Group // one drawing for all who wait for the same page

	mu      sync.Mutex
	version string // of every entry
	entries map[string]*list.Element
	recent  *list.List // of *entry, most recently used first
	size    int        // bytes
}

type entry struct {
	path   string
	answer *site.Answer
}

var _ site.Keeper = (*cache)(nil)

func newCache(limit int) *cache {
	return &cache{limit: limit, entries: map[string]*list.Element{}, recent: list.New()}
}

// Keep returns the page as drawn before, or draws it. Whoever asks while it is being drawn waits for that drawing.
func (c *cache) Keep(ctx context.Context, v *site.Version, m site.Match, draw func(context.Context) (*site.Answer, error)) (*site.Answer, error) {
	version := v.Program.Version()
	if a := c.get(version, m.Path); a != nil {
		return a, nil
	}
	// One visitor's leaving must not fail the others, so the drawing does not end with the request; draw has its own limits.
	got, err, _ := c.drawing.Do(version+m.Path, func() (any, error) {
		a, err := draw(context.WithoutCancel(ctx))
		if err == nil && a != nil {
			c.put(version, m.Path, a)
		}
		return a, err
	})
	if err != nil {
		return nil, err
	}
	return got.(*site.Answer), nil
}

func (c *cache) get(version, path string) *site.Answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[path]
	if e == nil || version != c.version {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*entry).answer
}

func (c *cache) put(version, path string, a *site.Answer) {
	size := entryBytes + len(a.Body)
	if size > c.limit/2 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if version != c.version {
		// A page of the version before that was still being drawn throws nothing good away for long: the next request of
		// the new version begins afresh.
		clear(c.entries)
		c.recent.Init()
		c.version, c.size = version, 0
	}
	if c.entries[path] != nil {
		return
	}
	c.entries[path] = c.recent.PushFront(&entry{path, a})
	c.size += size
	for c.size > c.limit {
		last := c.recent.Remove(c.recent.Back()).(*entry)
		delete(c.entries, last.path)
		c.size -= entryBytes + len(last.answer.Body)
	}
}

// The pages that are the same for everybody, kept for the version of the sources they were drawn from.

package dynamic

import (
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

// cache keeps answers by their address. It is safe for concurrent use.
type cache struct {
	drawing singleflight.Group // one drawing for all who wait for the same page
	pages   *site.Recent[string, *site.Answer]

	mu      sync.Mutex
	version string // of every page kept
}

var _ site.Keeper = (*cache)(nil)

func newCache(limit int) *cache { return &cache{pages: site.NewRecent[string, *site.Answer](limit)} }

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
	if version != c.version {
		return nil
	}
	a, _ := c.pages.Get(path)
	return a
}

func (c *cache) put(version, path string, a *site.Answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if version != c.version {
		// A page of the version before that was still being drawn throws nothing good away for long: the next request of
		// the new version begins afresh.
		c.pages.Clear()
		c.version = version
	}
	c.pages.Put(path, a, entryBytes+len(a.Body))
}

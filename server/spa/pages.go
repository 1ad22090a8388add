// Pages in the page store: drawn once for each version of the sources, by whichever machine is asked first.

package spa

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/store"
)

const (
	// keptVersions is how many versions of the sources keep their pages, for machines that are still on an older one.
	keptVersions = 5
	// maxStored bounds the pages of one version: a page may answer any address, but the disk is not for everyone to fill.
	maxStored = 100_000
)

// pages is the part of the store this mode uses. It is safe for concurrent use.
type pages struct {
	store store.Pages

	mu      sync.Mutex
	version string // of the last put
	stored  int    // pages put for that version by this process
}

func newPages(s store.Pages) *pages { return &pages{store: s} }

// get returns a page as an answer that has its parts only; nil when it is not in the store.
func (p *pages) get(ctx context.Context, v *site.Version, path string) (*site.Answer, error) {
	page, err := p.store.Page(ctx, v.Program.Version(), path)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	// A byte before the head, as every document has: an answer whose head ends at 0 has none.
	body := "\n" + page.Head + page.Content
	head := site.Span{Start: 1, End: 1 + len(page.Head)}
	return &site.Answer{Status: page.Status, Type: "text/html; charset=utf-8", Title: page.Title, Body: []byte(body), Head: head,
		Content: site.Span{Start: head.End, End: len(body)}}, nil
}

// put keeps a page, and drops those of old versions when a new one begins.
func (p *pages) put(ctx context.Context, v *site.Version, path string, a *site.Answer) error {
	version := v.Program.Version()
	p.mu.Lock()
	fresh := version != p.version
	if fresh {
		p.version, p.stored = version, 0
	}
	p.stored++
	full := p.stored > maxStored
	p.mu.Unlock()
	if full {
		return nil
	}
	if fresh {
		if err := p.store.KeepGenerations(ctx, version, keptVersions); err != nil {
			return err
		}
	}
	page := partsOf(a)
	return p.store.PutPage(ctx, version, store.Page{Path: path, Status: http.StatusOK, Title: page.Title, Head: page.Head, Content: page.Content, ETag: pageETag(a)})
}

// Answering from the current generation, and from the pages that are live.

package build

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/codescript-lang/coder/server/site"
)

const (
	// follow is how often a server looks whether another process has made another generation current (`coder rollback`).
	follow = time.Second
	// maxTries is how often a request is tried again when its generation was removed under it, which takes keep builds in the
	// time of one request.
	maxTries = 3
)

// generation is one that is being served. It is counted, and closed when the last request that reads it has ended.
type generation struct {
	located
	files *site.FileSet
	users atomic.Int64 // requests, and one for being current
}

// acquire counts a request in; it fails for a generation that is closed already.
func (g *generation) acquire() bool {
	for {
		n := g.users.Load()
		if n == 0 {
			return false
		}
		if g.users.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

func (g *generation) release() {
	if g.users.Add(-1) == 0 {
		g.files.Close() // read only: nothing can be lost
	}
}

// Handler answers from the current generation. It is safe for concurrent use.
type Handler struct {
	builder *Builder
	live    *site.Live
	r       *site.Responder
	now     atomic.Pointer[generation] // nil before the first build
}

// NewHandler returns a handler for what a builder has written, starting with what is there.
func NewHandler(b *Builder, c site.Config) (*Handler, error) {
	h := &Handler{builder: b, live: c.Live, r: site.NewResponder(c)}
	err := h.Refresh()
	if err != nil {
		// What `root` points to is damaged or gone: the newest generation that is whole takes its place.
		if _, err := b.Rollback(); err != nil && !errors.Is(err, ErrNone) {
			return nil, err
		} else if err == nil {
			return h, h.Refresh()
		}
	}
	return h, nil
}

// Refresh serves what is current now, if that is another generation.
func (h *Handler) Refresh() error {
	h.builder.mu.Lock()
	defer h.builder.mu.Unlock()
	name := h.builder.current()
	old := h.now.Load()
	if old != nil && old.name == name {
		return nil
	}
	l, err := h.builder.locate()
	if err != nil || l == nil {
		return err
	}
	root, err := os.OpenRoot(l.dir)
	if err != nil {
		return fmt.Errorf("serve a build: %w", err)
	}
	g := &generation{located: *l, files: site.NewFileSet(root, l.marker.Files)}
	g.users.Store(1)
	if old = h.now.Swap(g); old != nil {
		old.release()
	}
	return nil
}

// Shows reports whether what is served was built from a version of the sources, static files and all.
func (h *Handler) Shows(v *site.Version) bool {
	g := h.use()
	if g == nil {
		return false
	}
	defer g.release()
	manifest := g.marker.Files[site.ManifestPath]
	return g.marker.Tool == h.builder.config.Tool && g.marker.Version == v.Program.Version() && manifest != nil &&
		manifest.Hash == site.HashBytes(v.Assets.Manifest())
}

// Follow serves what other processes make current, until ctx ends.
func (h *Handler) Follow(ctx context.Context) {
	tick := time.NewTicker(follow)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := h.Refresh(); err != nil {
				h.builder.config.Log.Warn("the current build cannot be served; the one before stays", "error", err)
			}
		}
	}
}

// Close ends serving; requests that are being answered end well.
func (h *Handler) Close() {
	if g := h.now.Swap(nil); g != nil {
		g.release()
	}
}

// Ready reports whether there is something to serve.
func (h *Handler) Ready(context.Context) error {
	if h.now.Load() == nil {
		return errors.New("nothing has been built yet")
	}
	return nil
}

// use returns the current generation, counted; nil when there is none.
func (h *Handler) use() *generation {
	for {
		g := h.now.Load()
		if g == nil || g.acquire() {
			return g
		}
	}
}

// ServeHTTP answers with a file of the current generation, a live page, or 404.html.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.r.ServeDev(w, r) {
		return
	}
	if h.r.Dev && h.live.Broken() {
		h.r.Send(nil, w, r, h.r.Broken(r))
		return
	}
	for range maxTries {
		if h.try(w, r) {
			return
		}
	}
	h.r.Send(nil, w, r, h.r.Fail(nil, r, http.StatusServiceUnavailable, nil))
}

// try answers from one generation; it reports false, having written nothing, when the generation was removed meanwhile.
func (h *Handler) try(w http.ResponseWriter, r *http.Request) bool {
	g := h.use()
	if g == nil {
		h.r.Send(nil, w, r, h.r.Broken(r))
		return true
	}
	defer g.release()
	// The newest version that compiles; the files may still be those of the one before while a build runs.
	v := h.live.Version(r.Context())
	m, isPage := site.Match{}, false
	if v != nil {
		m, isPage = v.Routes.Match(r.URL.EscapedPath())
	}
	if isPage && m.Page.Live {
		h.r.Send(v, w, r, h.r.Answer(v, w, r))
		return true
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		h.r.Send(v, w, r, h.r.Fail(v, r, http.StatusMethodNotAllowed, nil))
		return true
	}
	address := site.CleanAddress(r.URL.EscapedPath())
	if to, ok := g.marker.Redirects[address]; ok {
		h.r.Send(v, w, r, &site.Answer{Status: to.Status, Location: to.To})
		return true
	}
	if address != "" && address != notFoundAddress && g.files.Has(address) {
		site.SetPagePolicy(w.Header(), v, g.marker.Pages[address].Scripts)
		return g.files.Serve(w, r, address) == nil
	}
	if to := strings.TrimSuffix(r.URL.EscapedPath(), "/"); to != r.URL.EscapedPath() && g.hasPage(to) {
		if r.URL.RawQuery != "" {
			to += "?" + r.URL.RawQuery
		}
		h.r.Send(v, w, r, &site.Answer{Status: http.StatusPermanentRedirect, Location: to})
		return true
	}
	if v != nil && h.r.ServeFile(v, w, r) {
		return true // a static file that a live page knows already, and the next build will hold
	}
	site.SetPagePolicy(w.Header(), v, g.marker.Scripts)
	return g.files.ServeNotFound(w, r, notFoundAddress) == nil
}

// hasPage reports whether an address (percent-encoded) is a page's.
func (g *generation) hasPage(escaped string) bool {
	_, ok := g.marker.Pages[site.CleanAddress(escaped)]
	return ok
}

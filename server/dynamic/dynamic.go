// Package dynamic is the mode in which every request is answered by running its page: with cookies and sessions, and with the
// sources as they are at that moment. A page that the checker has shown to be the same for everybody is drawn once for each
// version of the sources. Read this file for the order of things, cache.go for what is kept.
package dynamic

import (
	"net/http"

	"github.com/codescript-lang/coder/server/site"
)

// Handler answers requests. It is safe for concurrent use and has no goroutine of its own.
type Handler struct {
	live *site.Live
	r    *site.Responder
}

// New returns a handler; c.Keeper is set here.
func New(c site.Config) *Handler {
	c.Keeper = newCache(maxCacheBytes)
	return &Handler{c.Live, site.NewResponder(c)}
}

// ServeHTTP answers with a static file or a page.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := h.live.Version(r.Context())
	if h.r.ServeDev(w, r) {
		return
	}
	if v == nil {
		h.r.Send(nil, w, r, h.r.Broken(r))
		return
	}
	if h.r.ServeFile(v, w, r) {
		return
	}
	h.r.Send(v, w, r, h.r.Answer(v, w, r))
}

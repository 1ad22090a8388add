// Package spa is the mode in which the site's frame is loaded once and pages are then shown in it.
//
// A request for a page gets the whole document, so that it works without JavaScript and has its true status; marks in it show
// where the page begins and ends. From then on client.js asks for pages by sealed paths (seal.go) at /_coder/page/ and is
// answered with their title, head and content as JSON. Pages that are the same for everybody come out of the page store.
package spa

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/store"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const pagePrefix = "/_coder/page/"

//go:embed client.js
var clientSource string

// clientScript returns client.js as it is sent: without indentation and without lines that are only comments. It has no text
// over several lines, which this would change.
func clientScript() []byte {
	var b strings.Builder
	for line := range strings.Lines(clientSource) {
		if line = strings.TrimLeft(line, "\t"); line != "\n" && !strings.HasPrefix(line, "//") {
			b.WriteString(line)
		}
	}
	return []byte(b.String())
}

// Config is what the mode needs.
type Config struct {
	site.Config
	Pages store.Pages
	Now   func() time.Time
}

// Handler answers requests. It is safe for concurrent use and has no goroutine of its own.
type Handler struct {
	config Config
	r      *site.Responder
	pages  *pages
	script []byte // the browser's part
	path   string // its address, with its hash
}

// New returns a handler.
func New(c Config) *Handler {
	script := clientScript()
	return &Handler{config: c, r: site.NewResponder(c.Config), pages: newPages(c.Pages), script: script,
		path: "/_coder/spa." + site.HashBytes(script) + ".js"}
}

// ServeHTTP answers with a static file, a document or a page for the browser's part.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := h.config.Live.Version(r.Context())
	switch {
	case h.r.ServeDev(w, r):
	case v == nil:
		h.r.Send(nil, w, r, h.r.Broken(r))
	case r.URL.Path == h.path:
		(&site.Answer{Status: http.StatusOK, Type: "text/javascript; charset=utf-8", Body: h.script, Fixed: true}).Send(w, r, nil)
	case strings.HasPrefix(r.URL.Path, pagePrefix):
		h.servePage(v, w, r)
	case h.r.ServeFile(v, w, r):
	default:
		a := h.r.Answer(v, w, r)
		shell, err := h.shell(v, r, a)
		if err != nil {
			site.Logger(r).Error("the page is sent without its script", "error", err)
			shell = a
		}
		h.r.Send(v, w, r, shell)
	}
}

// clientConfig is what the browser's part is told.
type clientConfig struct {
	clientKey
	Build string `json:"build"`
	Now   int64  `json:"now"` // milliseconds
	ETag  string `json:"etag"`
	Empty bool   `json:"empty,omitempty"`
}

// clientKey is the session's sealing key.
type clientKey struct {
	ID  uint32 `json:"kid"`
	Key string `json:"k"` // base64
}

func (h *Handler) key(ctx context.Context, id store.SessionID) (clientKey, error) {
	kid, key, err := sealKey(ctx, h.config.Keys, id)
	return clientKey{kid, base64.StdEncoding.EncodeToString(key)}, err
}

// shell adds to a document what the browser's part needs: marks around the page, the session's key and the script. An answer
// without a page in a layout is returned as it is.
func (h *Handler) shell(v *site.Version, r *http.Request, a *site.Answer) (*site.Answer, error) {
	if !hasPage(a) {
		return a, nil
	}
	b := h.r.Bind(r, a)
	key, err := h.key(r.Context(), b.Session)
	if err != nil {
		return nil, err
	}
	content := a.Body[a.Content.Start:a.Content.End]
	empty := v.Settings.EmptyShell && a.Status == http.StatusOK && r.Method != http.MethodPost
	if empty {
		content = nil
	}
	config, err := json.Marshal(clientConfig{key, v.Program.Version(), h.config.Now().UnixMilli(), pageETag(a), empty})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(len(a.Body) + 512)
	out.Write(a.Body[:a.Head.Start])
	out.WriteString("<!--coder:head-->")
	out.Write(a.Body[a.Head.Start:a.Head.End])
	// json.Marshal writes <, > and & as escapes, so the text cannot end the element.
	fmt.Fprintf(&out, `<!--/coder:head--><script type="application/json" id="coder-spa">%s</script><script src="%s" defer></script>`, config, h.path)
	out.Write(a.Body[a.Head.End:a.Content.Start])
	out.WriteString("<!--coder:page-->")
	out.Write(content)
	out.WriteString("<!--/coder:page-->")
	out.Write(a.Body[a.Content.End:])
	b.Body = out.Bytes()
	return b, nil
}

// hasPage reports whether an answer is a document with a page in a layout.
func hasPage(a *site.Answer) bool {
	return a.Location == "" && strings.HasPrefix(a.Type, "text/html") && a.Head.End > 0 &&
		a.Head.End <= a.Content.Start && a.Content.Start <= a.Content.End && a.Content.End <= len(a.Body)
}

// hasScript reports whether the parts of a page hold a script that a browser would run.
func hasScript(a *site.Answer) bool {
	for _, part := range []site.Span{a.Head, a.Content} {
		z := html.NewTokenizer(bytes.NewReader(a.Body[part.Start:part.End]))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind != html.StartTagToken {
				continue
			}
			if t := z.Token(); t.DataAtom == atom.Script && !isData(t) {
				return true
			}
		}
	}
	return false
}

// isData reports whether a script element holds data, which its type says (HTML §4.12.1: a data block).
func isData(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "type" {
			return strings.HasSuffix(a.Val, "json")
		}
	}
	return false
}

// pageETag names the parts of a page.
func pageETag(a *site.Answer) string {
	return site.HashBytes([]byte(a.Title + "\x00" + string(a.Body[a.Head.Start:a.Head.End]) + "\x00" + string(a.Body[a.Content.Start:a.Content.End])))
}

// pageAnswer is the JSON for one page. Title and content are null for a page that is not there, which Page then holds.
type pageAnswer struct {
	Title    *string    `json:"title"`
	Content  *string    `json:"content"`
	Head     *string    `json:"head,omitempty"`
	ETag     string     `json:"etag,omitempty"`
	Build    string     `json:"build,omitempty"`
	Page     *parts     `json:"page,omitempty"`
	Location string     `json:"location,omitempty"`
	Key      *clientKey `json:"key,omitempty"`
	Reload   bool       `json:"reload,omitempty"`
}

// parts are those of a page.
type parts struct {
	Title   string `json:"title"`
	Head    string `json:"head"`
	Content string `json:"content"`
}

// servePage answers a sealed path. Whatever is wrong with it has one answer, at which the script loads the page the plain way.
func (h *Handler) servePage(v *site.Version, w http.ResponseWriter, r *http.Request) {
	inner, err := h.unseal(r)
	if err != nil {
		if !errors.Is(err, errSealed) {
			site.Logger(r).Error("sealed path", "error", err)
		}
		h.reload(w, r)
		return
	}
	a, err := h.answer(v, w, inner)
	if err != nil {
		site.Logger(r).Error("page", "error", err)
		h.reload(w, r)
		return
	}
	p := pageAnswer{Build: v.Program.Version()}
	status := a.Status
	switch {
	case a.Location != "" && site.IsLocal(a.Location):
		p.Location, status = a.Location, http.StatusOK
	case a.Location != "" || a.Status >= http.StatusInternalServerError || !hasPage(a) || hasScript(a):
		// Somewhere else, a failure, no page at all, or one with scripts of its own, which run when a document is loaded and
		// under its policy: the browser's business. What a form did is done all the same, and is
		// not done twice: only a GET is repeated.
		if inner.Method == http.MethodPost && a.Location != "" {
			p.Location, status = a.Location, http.StatusOK
			break
		}
		h.reload(w, r)
		return
	default:
		whole := partsOf(a)
		p.ETag = pageETag(a)
		if a.Status == http.StatusNotFound {
			p.Page = &whole
		} else {
			p.Title, p.Head, p.Content = &whole.Title, &whole.Head, &whole.Content
		}
	}
	if id := site.SessionID(r); !a.Session.IsZero() && a.Session != id {
		key, err := h.key(r.Context(), a.Session)
		if err != nil {
			site.Logger(r).Error("page", "error", err)
			h.reload(w, r)
			return
		}
		p.Key = &key
	}
	h.sendJSON(w, r, status, p, a.Cookies)
}

func partsOf(a *site.Answer) parts {
	return parts{a.Title, string(a.Body[a.Head.Start:a.Head.End]), string(a.Body[a.Content.Start:a.Content.End])}
}

// answer draws the page of the inner request, or takes it from the page store.
func (h *Handler) answer(v *site.Version, w http.ResponseWriter, inner *http.Request) (*site.Answer, error) {
	m, ok := v.Routes.Match(inner.URL.EscapedPath())
	keep := ok && inner.Method == http.MethodGet && m.Page.Draw == site.DrawOnce && !(h.config.Dev && h.config.Live.Broken())
	if keep {
		if a, err := h.pages.get(inner.Context(), v, m.Path); err != nil || a != nil {
			return a, err
		}
	}
	a := h.r.Answer(v, w, inner)
	if keep && a.Status == http.StatusOK && hasPage(a) && !a.IsPrivate() {
		if err := h.pages.put(inner.Context(), v, m.Path, a); err != nil {
			site.Logger(inner).Warn("page store", "error", err) // the page is there all the same
		}
	}
	return a, nil
}

// unseal returns the request that a sealed path stands for.
func (h *Handler) unseal(r *http.Request) (*http.Request, error) {
	purposes := []purpose{forNavigation, forPrefetch}
	switch r.Method {
	case http.MethodGet:
	case http.MethodPost:
		purposes = []purpose{forForm}
	default:
		return nil, errSealed
	}
	if from := r.Header.Get("Sec-Fetch-Site"); from != "" && from != "same-origin" {
		return nil, errSealed
	}
	address, p, err := open(r.Context(), h.config.Keys, site.SessionID(r), r.Host, strings.TrimPrefix(r.URL.Path, pagePrefix), h.config.Now(), purposes...)
	if err != nil {
		return nil, err
	}
	u, err := url.ParseRequestURI(address)
	if err != nil || !site.IsLocal(address) {
		return nil, errSealed
	}
	inner := r.Clone(r.Context())
	inner.URL, inner.RequestURI = u, address
	if p == forPrefetch {
		inner.Header.Set("Sec-Purpose", "prefetch")
	}
	return inner, nil
}

// reload is the answer to whatever is wrong.
func (h *Handler) reload(w http.ResponseWriter, r *http.Request) {
	h.sendJSON(w, r, http.StatusConflict, pageAnswer{Reload: true}, nil)
}

func (h *Handler) sendJSON(w http.ResponseWriter, r *http.Request, status int, p pageAnswer, cookies []*http.Cookie) {
	body, err := json.Marshal(p)
	if err != nil {
		site.Logger(r).Error("page", "error", err)
		status, body = http.StatusConflict, []byte(`{"title":null,"content":null,"reload":true}`)
	}
	a := site.Answer{Status: status, Type: "application/json", Body: body, Cookies: cookies, Reads: site.ReadSession}
	a.Send(w, r, nil)
}

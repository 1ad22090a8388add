// Answers: what a page's drawing becomes on the wire, with the headers that follow from what was read.

package site

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/server/store"
)

// Answer is a whole answer, ready to be sent. One that is kept for several visitors must not be changed.
type Answer struct {
	Status   int
	Type     string // content type
	Body     []byte
	Location string // of a redirect
	Title    string // of a document
	Head     Span   // in Body, as in Drawing
	Content  Span
	Reads    Reads
	Vary     []string // header names the answer depends on
	Inputs   []string // as in Drawing
	Scripts  []string // as Drawing.ScriptHashes
	Cookies  []*http.Cookie
	Fixed    bool // the address changes with the content, so browsers may keep it for ever
	// Session is the id that the browser holds once it has this answer; zero when it holds none.
	Session store.SessionID
	// update is Live.updates of the sources that a page with their errors shows; 0 for a page of a Version.
	update uint64
}

// IsPrivate reports whether the answer is for one visitor only.
func (a *Answer) IsPrivate() bool { return a.Reads&private != 0 || len(a.Cookies) > 0 }

// cacheControl says who may keep the answer. Nobody may show it again without asking (the ETag makes asking cheap), so that a
// change is seen at once; no-store is left out even for private pages, because it would also forbid going back quickly.
func (a *Answer) cacheControl() string {
	switch {
	case a.IsPrivate():
		return "private, no-cache"
	case a.Fixed:
		return forever
	}
	return "public, no-cache"
}

// vary lists the request headers that the answer depends on.
func (a *Answer) vary() []string {
	names := slices.Clone(a.Vary)
	if a.IsPrivate() {
		names = append(names, "Cookie")
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Send writes the answer, compressed as the browser likes it, or 304 when it has it already.
func (a *Answer) Send(w http.ResponseWriter, r *http.Request, wider map[string]string) {
	h := w.Header()
	for _, c := range a.Cookies {
		h.Add("Set-Cookie", c.String())
	}
	h.Set("Cache-Control", a.cacheControl())
	for _, name := range a.vary() {
		h.Add("Vary", name)
	}
	if strings.HasPrefix(a.Type, "text/html") {
		h.Set("Content-Security-Policy", contentSecurityPolicy(wider, a.Scripts))
	}
	if a.Location != "" {
		h.Set("Location", a.Location)
		w.WriteHeader(a.Status)
		return
	}
	h.Set("Content-Type", a.Type)
	body, encoding := a.Body, Encoding("")
	if Compressible(a.Type) {
		h.Add("Vary", "Accept-Encoding")
		if len(body) >= minCompress {
			encoding = negotiate(r.Header.Get("Accept-Encoding"), Zstd, Gzip)
		}
	}
	if a.Status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		tag := etag(HashBytes(a.Body), encoding)
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if small, ok := compressNow(encoding, body); ok {
		body = small
		h.Set("Content-Encoding", string(encoding))
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.Status)
	if r.Method != http.MethodHead {
		w.Write(body) // a visitor who left cannot be told
	}
}

// matches reports whether an If-None-Match header names a tag (weak comparison, RFC 9110 §13.1.2).
func matches(header, tag string) bool {
	for item := range strings.SplitSeq(header, ",") {
		item = strings.TrimSpace(item)
		if item == "*" || strings.TrimPrefix(item, "W/") == tag {
			return true
		}
	}
	return false
}

// IsLocal reports whether a browser reads an address as one on the same site: a path from the root, not a host. Browsers take
// `\` for `/` and drop tabs and newlines, so these are refused with all control characters (web.md S9).
func IsLocal(address string) bool {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.HasPrefix(address, `/\`) {
		return false
	}
	if strings.ContainsFunc(address, func(c rune) bool { return c < 0x20 || c == 0x7f || c == '\\' }) {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == "" && u.User == nil
}

// newAnswer turns a drawing into an answer. The request is nil when the page was drawn without one.
func newAnswer(d *Drawing, q *Request) *Answer {
	a := &Answer{Status: d.Status, Type: d.Type, Body: d.Body, Location: d.Location, Title: d.Title, Head: d.Head, Content: d.Content,
		Reads: d.Reads, Inputs: d.Inputs, Scripts: d.ScriptHashes}
	if a.Type == "" && a.Location == "" {
		a.Type = "text/html; charset=utf-8"
	}
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	if q != nil {
		a.Reads |= q.reads
		a.Vary = slices.Sorted(maps.Keys(q.vary))
	}
	return a
}

// asciiLocation writes an address as a header may hold it.
func asciiLocation(address string) string {
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c <= 0x20 || c >= 0x7f {
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)+0x100, 16)[1:]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

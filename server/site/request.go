// The request as a page sees it. Every method notes what was read, which decides who may keep the answer.

package site

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/codescript-lang/coder/server/store"
	"golang.org/x/net/http/httpguts"
)

const (
	// maxCookies bounds how many cookies one answer sets: browsers keep about fifty for a site.
	maxCookies = 50
	// maxCookieBytes is what every browser keeps of one cookie, name and value together (RFC 6265 §6.1).
	maxCookieBytes = 4096
	// maxCookieDays is the longest life that browsers grant a cookie.
	maxCookieDays = 400
	// userKey is the session's key that `user` reads: setting or removing it is logging in or out.
	userKey = "user"
)

// ErrBadCookie says that a cookie cannot be sent as the page wants it.
var ErrBadCookie = errors.New("bad cookie")

// Request is one request while a page answers it. It belongs to one goroutine.
type Request struct {
	http   *http.Request
	deps   *requestDeps
	reads  Reads
	vary   map[string]bool // header names read
	query  url.Values      // parsed once
	form   *Form           // nil when the page is drawn by GET
	set    map[string]*http.Cookie
	id     store.SessionID // from the cookie, or made to bind tokens; zero when there is none
	fresh  bool            // id was made for this request
	loaded bool
	data   map[string]json.RawMessage // the session as the page sees it, once loaded
	change store.SessionChange
}

// requestDeps is what requests ask beyond themselves.
type requestDeps struct {
	sessions store.Sessions
	forgery  *forgery
}

// newRequest wraps r; its session's cookie is read, the session itself only when asked for.
func newRequest(r *http.Request, deps *requestDeps) *Request {
	return &Request{http: r, deps: deps, vary: map[string]bool{}, set: map[string]*http.Cookie{}, id: SessionID(r)}
}

// SessionID returns the id in the session's cookie, which need not name a session; zero when there is none.
func SessionID(r *http.Request) (id store.SessionID) {
	if c, err := r.Cookie(sessionCookie(r)); err == nil {
		id, _ = store.ParseSessionID(c.Value)
	}
	return id
}

// isSecure reports whether the visitor's connection is encrypted.
func isSecure(r *http.Request) bool { return r.TLS != nil }

// sessionCookie names the cookie. The prefix makes browsers refuse one that another host or a plain connection tries to plant.
func sessionCookie(r *http.Request) string {
	if isSecure(r) {
		return "__Host-coder"
	}
	return "coder"
}

// Method is GET, HEAD or POST.
func (q *Request) Method() string { q.reads |= ReadAddress; return q.http.Method }

// Path is the address's path, decoded.
func (q *Request) Path() string { q.reads |= ReadAddress; return q.http.URL.Path }

// URL is the whole address: scheme, host, path and query.
func (q *Request) URL() string {
	q.reads |= ReadAddress | ReadHeaders
	q.vary["Host"] = true
	u := *q.http.URL
	u.Host, u.Scheme = q.http.Host, "http"
	if isSecure(q.http) {
		u.Scheme = "https"
	}
	return u.String()
}

// Query returns the parameters of the address; those that cannot be decoded are left out.
func (q *Request) Query() url.Values {
	q.reads |= ReadAddress
	if q.query == nil {
		q.query = q.http.URL.Query()
		q.query.Del(ActionQuery)
	}
	return q.query
}

// Header returns a header's value; several are joined by ", ". Cookies are not among them: they have a method of their own.
func (q *Request) Header(name string) (string, bool) {
	name = http.CanonicalHeaderKey(name)
	q.reads |= ReadHeaders
	q.vary[name] = true
	values := q.http.Header.Values(name)
	if name == "Cookie" || len(values) == 0 {
		return "", false
	}
	return strings.Join(values, ", "), true
}

// HeaderNames lists the headers there are, sorted. The answer then depends on all of them.
func (q *Request) HeaderNames() []string {
	q.reads |= ReadHeaders
	q.vary["*"] = true
	names := slices.Sorted(maps.Keys(q.http.Header))
	return slices.DeleteFunc(names, func(n string) bool { return n == "Cookie" })
}

// IP is the visitor's address, without a port.
func (q *Request) IP() string {
	q.reads |= ReadIP
	host, _, err := net.SplitHostPort(q.http.RemoteAddr)
	if err != nil {
		return q.http.RemoteAddr
	}
	return host
}

// Cookie returns a cookie's value, as set earlier in this request or sent by the browser. The session's cookie cannot be read.
func (q *Request) Cookie(name string) (string, bool) {
	q.reads |= ReadCookies
	if c, ok := q.set[name]; ok {
		return unescapeCookie(c.Value), c.MaxAge >= 0
	}
	c, err := q.http.Cookie(name)
	if err != nil || isReservedCookie(name) {
		return "", false
	}
	return unescapeCookie(c.Value), true
}

// SetCookie sends a cookie that lives for a number of days; 0 means until the browser closes. Any text may be its value.
func (q *Request) SetCookie(name, value string, days float64) error {
	if days < 0 || days > maxCookieDays || days != days {
		return fmt.Errorf("%w: it may live 0 to %d days, not %v", ErrBadCookie, maxCookieDays, days)
	}
	return q.putCookie(&http.Cookie{Name: name, Value: url.PathEscape(value), MaxAge: int(days * 24 * 60 * 60)})
}

// RemoveCookie makes the browser forget a cookie.
func (q *Request) RemoveCookie(name string) error {
	return q.putCookie(&http.Cookie{Name: name, MaxAge: -1})
}

func (q *Request) putCookie(c *http.Cookie) error {
	q.reads |= ReadCookies
	switch _, there := q.set[c.Name]; {
	case !httpguts.ValidHeaderFieldName(c.Name):
		return fmt.Errorf("%w: %q cannot be its name; use only letters, digits, - and _", ErrBadCookie, c.Name)
	case isReservedCookie(c.Name):
		return fmt.Errorf("%w: %q belongs to the session", ErrBadCookie, c.Name)
	case len(c.Name)+len(c.Value) > maxCookieBytes:
		return fmt.Errorf("%w: %s is %d bytes, at most %d; keep large data in the session", ErrBadCookie, c.Name, len(c.Value), maxCookieBytes)
	case !there && len(q.set) == maxCookies:
		return fmt.Errorf("%w: at most %d in one answer", ErrBadCookie, maxCookies)
	}
	c.Path, c.SameSite, c.Secure, c.HttpOnly = "/", http.SameSiteLaxMode, isSecure(q.http), true
	q.set[c.Name] = c
	return nil
}

func isReservedCookie(name string) bool { return name == "coder" || name == "__Host-coder" }

// unescapeCookie undoes what SetCookie did, and leaves what others wrote as it is.
func unescapeCookie(v string) string {
	if s, err := url.PathUnescape(v); err == nil {
		return s
	}
	return v
}

// SessionGet returns a value of the session as JSON.
func (q *Request) SessionGet(ctx context.Context, key string) (json.RawMessage, bool, error) {
	q.reads |= ReadSession
	if err := q.load(ctx); err != nil {
		return nil, false, err
	}
	v, ok := q.data[key]
	return v, ok, nil
}

// load reads the session once.
func (q *Request) load(ctx context.Context) error {
	if q.loaded {
		return nil
	}
	if !q.id.IsZero() {
		s, err := q.deps.sessions.Session(ctx, q.id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		q.data = s.Data
	}
	if q.data == nil {
		q.data = map[string]json.RawMessage{}
	}
	q.loaded = true
	return nil
}

// SessionSet puts a value (JSON; nil removes the key) into the session, to be kept if the page succeeds.
func (q *Request) SessionSet(ctx context.Context, key string, value json.RawMessage) error {
	q.reads |= ReadSession
	if err := q.load(ctx); err != nil {
		return err
	}
	if value == nil {
		delete(q.data, key)
	} else {
		q.data[key] = value
	}
	if q.change.Set == nil {
		q.change.Set = map[string]json.RawMessage{}
	}
	q.change.Set[key] = value
	q.change.Rotate = q.change.Rotate || key == userKey
	return nil
}

// SessionClear empties the session.
func (q *Request) SessionClear(ctx context.Context) error {
	q.reads |= ReadSession
	if err := q.load(ctx); err != nil {
		return err
	}
	clear(q.data)
	q.change = store.SessionChange{Clear: true, Rotate: true}
	return nil
}

// User returns what the session holds under "user": who logged in.
func (q *Request) User(ctx context.Context) (json.RawMessage, bool, error) {
	v, ok, err := q.SessionGet(ctx, userKey)
	q.reads |= ReadUser
	return v, ok, err
}

// Form returns what was sent with an action, and what was wrong with it; it is empty when a page is drawn by GET.
func (q *Request) Form() *Form {
	q.reads |= ReadForm
	if q.form == nil {
		return &Form{}
	}
	return q.form
}

// FormAddress is what the `action` attribute of a form for an action of the page being drawn must say.
func (q *Request) FormAddress(action string) string {
	return q.http.URL.EscapedPath() + "?" + url.Values{ActionQuery: {action}}.Encode()
}

// FormToken is the value of the hidden field TokenField of a form; it makes the answer the visitor's own.
func (q *Request) FormToken(ctx context.Context) (string, error) {
	q.reads |= ReadSession
	return q.deps.forgery.token(ctx, q.SessionID())
}

// SessionID returns the id that binds tokens to this browser. A browser that has none is given one, which names no session.
func (q *Request) SessionID() store.SessionID {
	if q.id.IsZero() {
		q.id, q.fresh = store.NewSessionID(), true
	}
	return q.id
}

// commit keeps what the page did to the session and returns the cookies to send, the session's first.
func (q *Request) commit(ctx context.Context) ([]*http.Cookie, error) {
	var cookies []*http.Cookie
	if !q.change.IsZero() {
		after, err := q.deps.sessions.ChangeSession(ctx, q.id, q.change)
		if err != nil {
			return nil, err
		}
		switch {
		case after.IsZero() && !q.id.IsZero():
			// What was bound to the emptied session must not outlive it.
			q.id, q.fresh = store.SessionID{}, false
			cookies = append(cookies, q.idCookie("", -1))
		case after != q.id:
			q.id, q.fresh = after, false
			cookies = append(cookies, q.idCookie(after.String(), int(store.SessionAbsolute/time.Second)))
		}
	}
	if q.fresh {
		cookies = append(cookies, q.idCookie(q.id.String(), 0))
	}
	for _, name := range slices.Sorted(maps.Keys(q.set)) {
		cookies = append(cookies, q.set[name])
	}
	return cookies, nil
}

func (q *Request) idCookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{Name: sessionCookie(q.http), Value: value, MaxAge: maxAge, Path: "/", HttpOnly: true,
		Secure: isSecure(q.http), SameSite: http.SameSiteLaxMode}
}

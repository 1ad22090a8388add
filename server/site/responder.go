// From a request to an answer: the page is found, its action or itself is run, and failures become pages. Shared by the modes,
// which decide only how a page that does not depend on the request is drawn (a Keeper).

package site

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/server/store"
)

// drawTimeout bounds how long a page may take; the engine's own limits on steps and memory end a runaway page sooner.
const drawTimeout = 10 * time.Second

// Keeper draws a page that is the same for every visitor, or returns what was drawn before. The answer is shared: it is not changed.
type Keeper interface {
	Keep(ctx context.Context, v *Version, m Match, draw func(context.Context) (*Answer, error)) (*Answer, error)
}

// Config is what answering needs.
type Config struct {
	Live     *Live
	Sessions store.Sessions
	Keys     *KeyRing
	Log      *slog.Logger
	Keeper   Keeper
	// Lang is the language in which the log tells of errors of pages.
	Lang diag.Lang
	// Dev shows errors with their places to whoever asks: only for the developer's own machine.
	Dev bool
}

// Responder answers requests for pages. It is safe for concurrent use.
type Responder struct {
	Config
	deps requestDeps
}

// NewResponder returns a Responder.
func NewResponder(c Config) *Responder {
	return &Responder{c, requestDeps{c.Sessions, newForgery(c.Keys)}}
}

// ServeFile answers with a static file if the address is one's; it reports whether it has answered.
func (p *Responder) ServeFile(v *Version, w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if r.URL.Path == ManifestPath {
		(&Answer{Status: http.StatusOK, Type: "application/json", Body: v.Assets.Manifest()}).Send(w, r, nil)
		return true
	}
	address := r.URL.Path
	if !v.Assets.Has(address) {
		// A page that was drawn before an edit still finds its files, in their new state.
		if address = v.Assets.Current(address); address == "" {
			return false
		}
	}
	if err := v.Assets.Serve(w, r, address); err != nil {
		Logger(r).Warn("static file", "error", err)
		p.Fail(v, r, http.StatusNotFound, nil).Send(w, r, nil)
	}
	return true
}

// Send sends a page's answer with the headers that the site adds; v may be nil.
func (p *Responder) Send(v *Version, w http.ResponseWriter, r *http.Request, a *Answer) {
	if p.Dev {
		a = withDevScript(a, p.updateOf(v, a))
	}
	var wider map[string]string
	if v != nil {
		wider = v.Settings.CSP
	}
	a.Send(w, r, wider)
}

// Answer answers a request for a page: always with something to send, be it an error page.
func (p *Responder) Answer(v *Version, w http.ResponseWriter, r *http.Request) *Answer {
	if p.Dev && p.Live.Broken() {
		return p.Broken(r)
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		return p.Fail(v, r, http.StatusMethodNotAllowed, nil)
	}
	ctx, cancel := context.WithTimeout(r.Context(), drawTimeout)
	defer cancel()
	r = r.WithContext(ctx)
	escaped := r.URL.EscapedPath()
	if strings.ContainsRune(r.URL.Path, 0) {
		return p.Fail(v, r, http.StatusBadRequest, nil)
	}
	m, ok := v.Routes.Match(escaped)
	if !ok {
		if to, ok := withoutSlash(v, r); ok {
			return &Answer{Status: http.StatusPermanentRedirect, Location: to}
		}
		return p.NotFound(v, r)
	}
	if r.Method == http.MethodPost {
		return p.act(v, w, r, m)
	}
	if p.Keeper != nil && m.Page.Draw <= DrawOnce {
		a, err := p.Keeper.Keep(ctx, v, m, func(ctx context.Context) (*Answer, error) { return DrawPlain(ctx, v, m) })
		if err != nil {
			return p.failed(v, r, err)
		}
		if a == nil {
			return p.NotFound(v, r)
		}
		return a
	}
	return p.draw(v, r, m, newRequest(r, &p.deps), 0)
}

// Bind returns a copy of an answer that is tied to the visitor's browser: its Session is set, by a cookie of an id that names
// no session if the browser has none yet.
func (p *Responder) Bind(r *http.Request, a *Answer) *Answer {
	b := *a
	b.Reads |= ReadSession
	if b.Session.IsZero() {
		q := newRequest(r, &p.deps)
		for _, c := range a.Cookies {
			if c.Name == sessionCookie(r) {
				q.id = store.SessionID{} // the answer takes it away
			}
		}
		b.Session = q.SessionID()
		if q.fresh {
			b.Cookies = append(slices.Clip(a.Cookies), q.idCookie(q.id.String(), 0))
		}
	}
	return &b
}

// withoutSlash returns where an address that ends in a slash leads without it, if a page is there.
func withoutSlash(v *Version, r *http.Request) (string, bool) {
	to := strings.TrimSuffix(r.URL.EscapedPath(), "/")
	if to == "" || to == r.URL.EscapedPath() {
		return "", false
	}
	if _, ok := v.Routes.Match(to); !ok {
		return "", false
	}
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	return asciiLocation(to), true
}

// finish puts the assets' addresses in.
func finish(v *Version, a *Answer) *Answer {
	if strings.HasPrefix(a.Type, "text/html") {
		var used []string
		a.Body, used = v.Assets.Fix(a.Body, &a.Head, &a.Content)
		a.Inputs = slices.Clip(a.Inputs) // shared by all drawings of the page
		for _, address := range used {
			a.Inputs = append(a.Inputs, assetInput+address)
		}
	}
	return a
}

// DrawPlain draws a page that asks nothing of the request. It returns nil for one that says notFound().
func DrawPlain(ctx context.Context, v *Version, m Match) (*Answer, error) {
	d, err := v.Program.Draw(ctx, Call{Page: m.Page, Params: m.Params})
	if err != nil {
		return nil, err
	}
	switch d.Kind {
	case NotFound:
		return nil, nil
	case Redirect:
		return redirect(d, nil)
	case Invalid:
		return nil, invalidPage(m.Page.File + ": ")
	}
	return finish(v, newAnswer(d, nil)), nil
}

// draw runs the page for a request; status, if not 0, replaces a plain 200.
func (p *Responder) draw(v *Version, r *http.Request, m Match, q *Request, status int) *Answer {
	d, err := v.Program.Draw(r.Context(), Call{Page: m.Page, Params: m.Params, Request: q})
	if err != nil {
		return p.failed(v, r, err)
	}
	return p.respond(v, r, d, q, status)
}

// respond turns what a page or action gave into an answer and keeps what it did to the session.
func (p *Responder) respond(v *Version, r *http.Request, d *Drawing, q *Request, status int) *Answer {
	var a *Answer
	switch d.Kind {
	case NotFound:
		a = p.NotFound(v, r)
		a = &Answer{Status: a.Status, Type: a.Type, Body: a.Body, Title: a.Title, Head: a.Head, Content: a.Content, Scripts: a.Scripts,
			Reads: a.Reads | q.reads, Vary: a.Vary, Session: a.Session, Cookies: a.Cookies}
	case Redirect:
		var err error
		if a, err = redirect(d, q); err != nil {
			return p.failed(v, r, err)
		}
	case Invalid:
		return p.failed(v, r, invalidPage(""))
	case Document:
		a = finish(v, newAnswer(d, q))
		if status != 0 && a.Status == http.StatusOK {
			a.Status = status
		}
	}
	cookies, err := q.commit(r.Context())
	if err != nil {
		return p.failed(v, r, err)
	}
	a.Cookies = append(a.Cookies, cookies...)
	a.Session = q.id
	return a
}

// invalidPage is the error of a page that answers as only actions may; where stands before it.
func invalidPage(where string) *RunError {
	return NewRunError(diag.Both{
		English: "%sinvalid(…) is an answer for actions; a page returns html or another response",
		Korean:  "%sinvalid(…)는 액션의 응답입니다. 페이지는 html이나 다른 응답을 돌려줍니다",
	}, where)
}

// redirect checks where a redirect leads: only an address that the source wrote out may leave the site.
func redirect(d *Drawing, q *Request) (*Answer, error) {
	to := asciiLocation(d.Location)
	if !d.AnySite && !IsLocal(to) {
		return nil, NewRunError(diag.Both{
			English: "redirect to %q: not an address on this site; it must begin with a single /",
			Korean:  "%q: 이 사이트의 주소가 아니어서 보낼 수 없습니다. / 하나로 시작해야 합니다",
		}, d.Location)
	}
	a := newAnswer(d, q)
	a.Location, a.Body = to, nil
	if a.Status < 300 || a.Status > 399 {
		a.Status = http.StatusSeeOther
	}
	return a, nil
}

// act answers a POST: the form is checked and read, the action run, and the page shown again if something was wrong.
func (p *Responder) act(v *Version, w http.ResponseWriter, r *http.Request, m Match) *Answer {
	if p.deps.forgery.fromElsewhere(r) {
		return p.Fail(v, r, http.StatusForbidden, nil)
	}
	action := r.URL.Query().Get(ActionQuery)
	if !slices.Contains(m.Page.Actions, action) {
		w.Header().Set("Allow", "GET, HEAD")
		return p.Fail(v, r, http.StatusMethodNotAllowed, nil)
	}
	form, err := parseForm(w, r)
	if err != nil {
		var bad *errBadForm
		if errors.As(err, &bad) {
			return p.Fail(v, r, bad.status, bad)
		}
		return p.failed(v, r, err)
	}
	defer form.close()
	q := newRequest(r, &p.deps)
	if !vouched(r) {
		ok, err := p.deps.forgery.checkToken(r.Context(), q.id, form.Fields.Get(TokenField))
		if err != nil {
			return p.failed(v, r, err)
		}
		if !ok {
			return p.Fail(v, r, http.StatusForbidden, nil)
		}
	}
	form.Fields.Del(TokenField)
	q.form = form
	d, err := v.Program.Draw(r.Context(), Call{Page: m.Page, Params: m.Params, Request: q, Action: action})
	if err != nil {
		return p.failed(v, r, err)
	}
	if d.Kind == Invalid {
		form.Errors = d.Invalid
		return p.draw(v, r, m, q, http.StatusUnprocessableEntity)
	}
	return p.respond(v, r, d, q, 0)
}

// NotFound answers with the site's 404 page, or the built-in one.
func (p *Responder) NotFound(v *Version, r *http.Request) *Answer {
	if a := p.own(v, r, v.Routes.NotFound, http.StatusNotFound); a != nil {
		return a
	}
	return p.Fail(v, r, http.StatusNotFound, nil)
}

// own draws the site's own page for a status; nil when there is none or it fails too.
func (p *Responder) own(v *Version, r *http.Request, page *Page, status int) *Answer {
	if page == nil {
		return nil
	}
	get := r.Clone(r.Context())
	get.Method = http.MethodGet
	q := newRequest(get, &p.deps)
	d, err := v.Program.Draw(r.Context(), Call{Page: page, Request: q})
	if err != nil || d.Kind != Document {
		Logger(r).Error("error page", "page", page.File, "error", err)
		return nil
	}
	a := finish(v, newAnswer(d, q))
	a.Status, a.Session = status, q.id
	// What an error page does to the session is not kept: it may be shown because the session cannot be.
	for _, c := range q.set {
		a.Cookies = append(a.Cookies, c)
	}
	return a
}

// failed answers when a page failed: with the site's 500 page in production, with the place for the developer.
func (p *Responder) failed(v *Version, r *http.Request, err error) *Answer {
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return &Answer{Status: http.StatusServiceUnavailable, Type: "text/plain; charset=utf-8"} // the visitor has left
	}
	Logger(r).Error("page failed", "error", ErrorIn(err, p.Lang))
	if !p.Dev {
		if a := p.own(v, r, v.Routes.Failure, http.StatusInternalServerError); a != nil {
			return a
		}
	}
	return p.Fail(v, r, http.StatusInternalServerError, err)
}

// Fail answers with a built-in page; v may be nil, and err is shown to the developer only.
func (p *Responder) Fail(v *Version, r *http.Request, status int, err error) *Answer {
	own := ""
	if v != nil {
		own = v.Settings.Lang
	}
	f := failure{Status: status, Lang: chooseLanguage(own, r.Header.Get("Accept-Language")), Dev: p.Dev && status >= 500}
	if status >= 500 {
		f.ID = RequestID(r)
	}
	switch {
	case !p.Dev || err == nil:
	case errors.As(err, &f.Failed):
		f.Failed = f.Failed.In(diag.ParseLang(f.Lang))
	default:
		f.Detail = err.Error()
	}
	return f.render()
}

// Broken answers with the diagnostics of the newest sources, or, not in development, that the site is not ready.
func (p *Responder) Broken(r *http.Request) *Answer {
	if !p.Dev {
		return p.Fail(nil, r, http.StatusServiceUnavailable, nil)
	}
	update := p.Live.updates.Load()
	problems := slices.DeleteFunc(slices.Clone(p.Live.Problems()), func(q Problem) bool { return q.Severity != "error" })
	lang := chooseLanguage("", r.Header.Get("Accept-Language"))
	for i := range problems {
		if said := problems[i].Messages.In(diag.ParseLang(lang)); said != "" {
			problems[i].Message = said
		}
	}
	a := failure{Status: http.StatusInternalServerError, Lang: lang, Problems: problems, Dev: true}.render()
	a.update = update
	return a
}

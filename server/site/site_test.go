package site_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/site/sitetest"
	"github.com/codescript-lang/coder/server/store"
)

// world is a small site with a server of its own, without a mode: every page is drawn for each request.
type world struct {
	*testing.T
	dir   string
	live  *site.Live
	store store.Store
	r     *site.Responder
	h     http.Handler
	logs  bytes.Buffer
}

var files = map[string]string{
	"pages/index.code":       "#title: Front\n<h1>Front</h1><img src=\"/assets/img/a.png\">",
	"pages/about.code":       "#title: About\n#head: <meta name=\"x\" content=\"/assets/style.css\">\n<h1>About</h1>",
	"pages/blog/[slug].code": "#title: Post\n<h1>{slug}</h1>",
	"pages/count.code":       "#draw: request\n#do: count\n",
	"pages/form.code":        "#draw: request\n#do: form\n#actions: save login leave\n",
	"pages/panic.code":       "#draw: request\n#do: panic\n",
	"pages/fail.code":        "#draw: request\n#do: fail\n",
	"pages/go.code":          "#draw: request\n#do: go\n",
	"pages/theme.code":       "#draw: request\n#do: theme\n",
	"pages/lang.code":        "#draw: request\n#do: lang\n",
	"pages/long.code":        "#title: Long\n" + strings.Repeat("<p>a long page</p>\n", 200),
	"static/style.css":       "body { color: red }\n" + strings.Repeat("p { margin: 0 }\n", 100),
	"static/img/a.png":       "\x89PNG not really",
	"static/robots.txt":      "User-agent: *\n",
	"static/.env":            "SECRET=1\n",
	"static/.git/config":     "secret\n",
	"static/.well-known/x":   "known\n",
}

func funcs() map[string]sitetest.Func {
	return map[string]sitetest.Func{
		"count": func(ctx context.Context, c site.Call) (*site.Drawing, error) {
			v, _, err := c.Request.SessionGet(ctx, "n")
			if err != nil {
				return nil, err
			}
			n := 0
			json.Unmarshal(v, &n)
			text, _ := json.Marshal(n + 1)
			err = c.Request.SessionSet(ctx, "n", text)
			return sitetest.Document("Count", "", fmt.Sprintf("<p>%d</p>", n+1)), err
		},
		"form": func(ctx context.Context, c site.Call) (*site.Drawing, error) {
			token, err := c.Request.FormToken(ctx)
			f := c.Request.Form()
			return sitetest.Document("Form", "", fmt.Sprintf(`<form method="post" action="%s"><input type="hidden" name="%s" value="%s"></form><p>%v %v</p>`,
				c.Request.FormAddress("save"), site.TokenField, token, f.Errors, f.Fields.Get("name"))), err
		},
		"save": func(ctx context.Context, c site.Call) (*site.Drawing, error) {
			f := c.Request.Form()
			if f.Fields.Get("name") == "" {
				return &site.Drawing{Kind: site.Invalid, Invalid: []site.FieldError{{"name", "is missing"}}}, nil
			}
			return &site.Drawing{Kind: site.Redirect, Location: "/about?name=" + url.QueryEscape(f.Fields.Get("name"))}, nil
		},
		"login": func(ctx context.Context, c site.Call) (*site.Drawing, error) {
			err := c.Request.SessionSet(ctx, "user", json.RawMessage(`"ann"`))
			return &site.Drawing{Kind: site.Redirect, Location: "/"}, err
		},
		"leave": func(ctx context.Context, c site.Call) (*site.Drawing, error) {
			err := c.Request.SessionClear(ctx)
			return &site.Drawing{Kind: site.Redirect, Location: "/"}, err
		},
		"panic": func(context.Context, site.Call) (*site.Drawing, error) { panic("a bug") },
		"fail": func(context.Context, site.Call) (*site.Drawing, error) {
			return nil, &site.RunError{Message: "index 5 is out of range", Frames: []site.Frame{{Function: "f", Path: "pages/fail.code", Line: 3, Column: 2}}}
		},
		"go": func(_ context.Context, c site.Call) (*site.Drawing, error) {
			return &site.Drawing{Kind: site.Redirect, Location: c.Request.Query().Get("to")}, nil
		},
		"theme": func(_ context.Context, c site.Call) (*site.Drawing, error) {
			old, _ := c.Request.Cookie("theme")
			err := c.Request.SetCookie("theme", c.Request.Query().Get("set"), 1)
			return sitetest.Document("Theme", "", "<p>"+old+"</p>"), err
		},
		"lang": func(_ context.Context, c site.Call) (*site.Drawing, error) {
			v, _ := c.Request.Header("accept-language")
			return sitetest.Document("Lang", "", "<p>"+v+"</p>"), nil
		},
	}
}

func newWorld(t *testing.T, dev bool) *world {
	t.Helper()
	w := &world{T: t, dir: t.TempDir()}
	if err := sitetest.Write(w.dir, files); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.store, err = store.Open(t.Context(), store.Config{Path: filepath.Join(w.dir, "data", "site.db"), Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.store.Close() })
	log := slog.New(slog.NewTextHandler(&w.logs, nil))
	w.live = site.NewLive(&sitetest.Compiler{Do: funcs()}, log)
	if err := w.live.Update(t.Context(), w.dir, nil); err != nil {
		t.Fatal(err)
	}
	w.r = site.NewResponder(site.Config{Live: w.live, Sessions: w.store, Keys: site.NewKeyRing(w.store, time.Now), Log: log, Dev: dev})
	w.h = site.Around(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		v := w.live.Version(r.Context())
		if w.r.ServeDev(rw, r) || w.r.ServeFile(v, rw, r) {
			return
		}
		w.r.Send(v, rw, r, w.r.Answer(v, rw, r))
	}), log)
	return w
}

// do sends a request; headers are name, value, name, value.
func (w *world) do(method, target, body string, headers ...string) *http.Response {
	w.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.h.ServeHTTP(rec, r)
	return rec.Result()
}

func (w *world) get(target string, headers ...string) *http.Response {
	w.Helper()
	return w.do("GET", target, "", headers...)
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (w *world) want(r *http.Response, status int, parts ...string) string {
	w.Helper()
	body := text(w, r)
	if r.StatusCode != status {
		w.Errorf("status = %d, want %d; body: %.300s", r.StatusCode, status, body)
	}
	for _, p := range parts {
		if !strings.Contains(body, p) {
			w.Errorf("%q is missing in %.600s", p, body)
		}
	}
	return body
}

func TestPages(t *testing.T) {
	w := newWorld(t, false)
	r := w.get("/")
	w.want(r, 200, "<h1>Front</h1>")
	for name, want := range map[string]string{"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, no-cache", "X-Content-Type-Options": "nosniff"} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self';") || !strings.Contains(csp, "require-trusted-types-for 'script'") {
		t.Errorf("policy = %q", csp)
	}
	w.want(w.get("/", "If-None-Match", r.Header.Get("ETag")), 304)
	w.want(w.get("/blog/%EA%B0%80"), 200, "<h1>가</h1>")
	w.want(w.get("/nothing"), 404, "Nothing is here")
	w.want(w.get("/nothing", "Accept-Language", "ko-KR,ko;q=0.9,en;q=0.8"), 404, "페이지를 찾을 수 없습니다", `lang="ko"`)
	if r := w.do("HEAD", "/", ""); r.StatusCode != 200 || text(t, r) != "" || r.ContentLength <= 0 {
		t.Errorf("HEAD: %v", r)
	}
	if r := w.get("/about/?a=1"); r.StatusCode != 308 || r.Header.Get("Location") != "/about?a=1" {
		t.Errorf("/about/: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	for _, m := range []string{"PUT", "DELETE", "PATCH", "TRACE", "BREW"} {
		if r := w.do(m, "/", ""); r.StatusCode != 405 || r.Header.Get("Allow") == "" {
			t.Errorf("%s: %d", m, r.StatusCode)
		}
	}
}

func TestHostilePaths(t *testing.T) {
	w := newWorld(t, false)
	outside := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(outside, []byte("SECRET"), 0o644); err != nil {
		t.Fatal(err)
	}
	static := filepath.Join(w.dir, "static")
	if err := os.Symlink(outside, filepath.Join(static, "link.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc", filepath.Join(static, "etc")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(static, "pipe.txt"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := w.live.Update(t.Context(), w.dir, nil); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{
		"/assets/link.txt", "/assets/etc/passwd", "/assets/pipe.txt", "/assets/.env", "/assets/.git/config", "/assets/", "/assets", "/assets/img", "/assets/img/",
		"/assets/../site.code", "/assets/%2e%2e/pages/index.code", "/assets/..%2f..%2fetc/passwd", "/assets/..%5c..%5cetc", "/assets//style.css",
		"/assets/./style.css", "/assets/%00", "/assets/style.css%00", "/assets/style.css%00.png", "/assets/img%2fa.png%2f..", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
		"/..%c0%af..%c0%afetc/passwd", "/%5cevil.example/", "//evil.example/", "//evil.example/about/", "/pages/index.code", "/data/site.db", "/.env", "/static/style.css", "/site.code",
		"/assets/style.css/", "/blog/..%2f..", "/blog/%2e%2e%2f", "/%ff", "/about%2f",
	} {
		r := w.get(p)
		if body := text(t, r); r.StatusCode != 404 && r.StatusCode != 400 || strings.Contains(body, "SECRET") || strings.Contains(body, "root:") {
			t.Errorf("%s: %d, Location %q, %.80s", p, r.StatusCode, r.Header.Get("Location"), body)
		}
	}
	// A file of the set whose place something else has taken since.
	style := filepath.Join(static, "style.css")
	for name, swap := range map[string]func() error{
		"symlink": func() error { return os.Symlink(outside, style) },
		"pipe":    func() error { return syscall.Mkfifo(style, 0o644) },
		"folder":  func() error { return os.Mkdir(style, 0o755) },
		"nothing": func() error { return nil },
	} {
		if err := os.RemoveAll(style); err != nil {
			t.Fatal(err)
		}
		if err := swap(); err != nil {
			t.Fatal(err)
		}
		if r := w.get("/assets/style.css"); r.StatusCode != 404 || strings.Contains(text(t, r), "SECRET") {
			t.Errorf("%s in its place: %d", name, r.StatusCode)
		}
	}
}

func TestStaticFiles(t *testing.T) {
	w := newWorld(t, false)
	page := w.want(w.get("/"), 200)
	m := regexp.MustCompile(`href="(/assets/style\.[-\w]{10}\.css)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no address with a hash in %s", page)
	}
	r := w.get(m[1])
	w.want(r, 200, "color: red")
	if cc := r.Header.Get("Cache-Control"); !strings.Contains(cc, "immutable") {
		t.Errorf("Cache-Control = %q", cc)
	}
	r = w.get("/assets/style.css")
	w.want(r, 200, "color: red")
	tag := r.Header.Get("ETag")
	if r.Header.Get("Content-Type") != "text/css; charset=utf-8" || strings.HasPrefix(tag, "W/") || r.Header.Get("Cache-Control") != "public, no-cache" {
		t.Errorf("headers: %v", r.Header)
	}
	w.want(w.get("/assets/style.css", "If-None-Match", tag), 304)
	if r := w.get("/assets/style.css", "Range", "bytes=0-3"); r.StatusCode != 206 || text(t, r) != "body" {
		t.Errorf("range: %d", r.StatusCode)
	}
	if r := w.get("/assets/style.css", "Range", "bytes=999999-"); r.StatusCode != 416 {
		t.Errorf("range past the end: %d", r.StatusCode)
	}
	w.want(w.get("/assets/style.AAAAAAAAAA.css"), 200, "color: red")
	w.want(w.get("/robots.txt"), 200, "User-agent")
	w.want(w.get("/.well-known/x"), 200, "known")
	var list struct {
		Files []struct{ Path, URL, Hash string }
	}
	if err := json.Unmarshal([]byte(w.want(w.get("/static.json"), 200)), &list); err != nil || len(list.Files) != 4 {
		t.Errorf("static.json: %v, %v", list, err)
	}
	// Changed after it was read: never under the old name for its bytes.
	if err := os.WriteFile(filepath.Join(w.dir, "static/style.css"), []byte("b{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	r = w.get("/assets/style.css")
	w.want(r, 200, "b{}")
	if r.Header.Get("ETag") == tag {
		t.Error("new bytes, old ETag")
	}
	if r := w.get(m[1]); strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
		t.Error("new bytes would be kept for ever under the old hash")
	}
}

func TestFix(t *testing.T) {
	w := newWorld(t, false)
	a := w.live.Version(t.Context()).Assets
	same := "<!doctype html>\r\n<p a='\"/assets/style.css\"'>=\"/assets/style.css\" <!-- =\"/assets/style.css\" --><script>x=\"/assets/style.css\"</script><a href=\"/assets/none.css\"><style>a{}</style></p>\x00<"
	if got, _ := a.Fix([]byte(same)); string(got) != same {
		t.Errorf("changed to %q", got)
	}
	d := sitetest.Document("T", `<link href="/assets/img/a.png">`, `<img src="/assets/img/a.png"><i>`)
	body, used := a.Fix(d.Body, &d.Head, &d.Content)
	if len(used) != 2 {
		t.Errorf("used = %v", used)
	}
	if got := string(body[d.Head.Start:d.Head.End]); !regexp.MustCompile(`^<link href="/assets/img/a\.[-\w]{10}\.png">$`).MatchString(got) {
		t.Errorf("head = %s", got)
	}
	if got := string(body[d.Content.Start:d.Content.End]); !regexp.MustCompile(`^<img src="/assets/img/a\.[-\w]{10}\.png"><i>$`).MatchString(got) {
		t.Errorf("content = %s", got)
	}
}

func TestCompression(t *testing.T) {
	w := newWorld(t, false)
	for header, want := range map[string]string{"": "", "gzip": "gzip", "zstd, gzip": "zstd", "gzip, zstd;q=0.5": "gzip", "br": "", "gzip;q=0": "", "*": "zstd", "identity": "", "*;q=0": "", "zstd;q=x": ""} {
		r := w.get("/long", "Accept-Encoding", header)
		if got := r.Header.Get("Content-Encoding"); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
		if !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%q: Vary = %v", header, r.Header.Values("Vary"))
		}
	}
	if r := w.get("/about", "Accept-Encoding", "gzip"); r.Header.Get("Content-Encoding") != "" {
		t.Error("a tiny page was compressed")
	}
	a, b := w.get("/long", "Accept-Encoding", "gzip").Header.Get("ETag"), w.get("/long").Header.Get("ETag")
	if a == b {
		t.Error("two representations share a strong ETag")
	}
}

func TestFailures(t *testing.T) {
	w := newWorld(t, false)
	r := w.get("/panic")
	w.want(r, 500, "Something broke", r.Header.Get("X-Request-Id"))
	if !strings.Contains(w.logs.String(), "a bug") || !strings.Contains(w.logs.String(), r.Header.Get("X-Request-Id")) {
		t.Error("the log does not tell of the panic")
	}
	body := w.want(w.get("/fail"), 500, "Something broke")
	if strings.Contains(body, "out of range") {
		t.Error("a visitor sees the page's error")
	}
	w.want(w.get("/"), 200)
	dev := newWorld(t, true)
	dev.want(dev.get("/fail"), 500, "index 5 is out of range", "pages/fail.code:3:2", "/_coder/dev.js")

	if err := sitetest.Write(w.dir, map[string]string{"pages/500.code": "<h1>Own 500</h1>", "pages/404.code": "<h1>Own 404</h1>"}); err != nil {
		t.Fatal(err)
	}
	w.live.Update(t.Context(), w.dir, nil)
	w.want(w.get("/fail"), 500, "Own 500")
	w.want(w.get("/nothing"), 404, "Own 404")
}

func TestBrokenEdit(t *testing.T) {
	for _, dev := range []bool{false, true} {
		w := newWorld(t, dev)
		if err := sitetest.Write(w.dir, map[string]string{"pages/about.code": "<h1>New</h1>\n\tBROKEN <b>"}); err != nil {
			t.Fatal(err)
		}
		if err := w.live.Update(t.Context(), w.dir, nil); err == nil {
			t.Error("no error for broken sources")
		}
		if dev {
			w.want(w.get("/about"), 500, "expected an expression", "pages/about.code:2:1", "<mark>\tBROKE</mark>N &lt;b&gt;", "/_coder/dev.js")
		} else {
			w.want(w.get("/about"), 200, "<h1>About</h1>")
		}
		if err := sitetest.Write(w.dir, map[string]string{"pages/about.code": "<h1>New</h1>"}); err != nil {
			t.Fatal(err)
		}
		if err := w.live.Update(t.Context(), w.dir, nil); err != nil {
			t.Error(err)
		}
		w.want(w.get("/about"), 200, "<h1>New</h1>")
	}
}

// cookie returns the session's cookie of an answer as a header, or "".
func cookie(r *http.Response) string {
	for _, c := range r.Cookies() {
		if c.Name == "coder" || c.Name == "__Host-coder" {
			return c.Name + "=" + c.Value
		}
	}
	return ""
}

func TestSession(t *testing.T) {
	w := newWorld(t, false)
	if c := cookie(w.get("/")); c != "" {
		t.Errorf("a page without a session set %s", c)
	}
	planted := "coder=" + store.NewSessionID().String()
	r := w.get("/count", "Cookie", planted)
	w.want(r, 200, "<p>1</p>")
	mine := cookie(r)
	if mine == "" || mine == planted {
		t.Fatalf("cookie = %q: a planted id was taken over", mine)
	}
	if set := r.Header.Get("Set-Cookie"); !strings.Contains(set, "HttpOnly") || !strings.Contains(set, "SameSite=Lax") {
		t.Errorf("Set-Cookie: %s", set)
	}
	if r.Header.Get("Cache-Control") != "private, no-cache" || !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Cookie") {
		t.Errorf("headers of a private page: %v", r.Header)
	}
	w.want(w.get("/count", "Cookie", planted), 200, "<p>1</p>")
	w.want(w.get("/count", "Cookie", mine), 200, "<p>2</p>")

	r = w.do("POST", "/form?_action=login", "x=1", "Cookie", mine, "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
	w.want(r, 303)
	after := cookie(r)
	if after == "" || after == mine {
		t.Fatal("logging in did not change the id")
	}
	w.want(w.get("/count", "Cookie", mine), 200, "<p>1</p>")
	w.want(w.get("/count", "Cookie", after), 200, "<p>3</p>")
	r = w.do("POST", "/form?_action=leave", "x=1", "Cookie", after, "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
	if c := r.Header.Get("Set-Cookie"); !strings.Contains(c, "Max-Age=0") {
		t.Errorf("logging out: Set-Cookie: %s", c)
	}
	w.want(w.get("/count", "Cookie", after), 200, "<p>1</p>")

	tls := httptest.NewRequest("GET", "https://example.com/count", nil)
	rec := httptest.NewRecorder()
	w.h.ServeHTTP(rec, tls)
	if set := rec.Result().Header.Get("Set-Cookie"); !strings.HasPrefix(set, "__Host-coder=") || !strings.Contains(set, "Secure") || !strings.Contains(set, "Path=/") {
		t.Errorf("Set-Cookie on https: %s", set)
	}
	if rec.Result().Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS on https")
	}
}

func TestCookiesAndVary(t *testing.T) {
	w := newWorld(t, false)
	r := w.get("/theme?set=" + url.QueryEscape("a b;\r\nX: 1 한"))
	w.want(r, 200)
	if len(r.Cookies()) != 1 || r.Header.Get("X") != "" {
		t.Fatalf("cookies: %v", r.Header)
	}
	c := r.Cookies()[0]
	w.want(w.get("/theme?set=", "Cookie", c.Name+"="+c.Value), 200, "a b;\r\nX: 1 한")
	if r := w.get("/theme?set=" + strings.Repeat("x", 5000)); r.StatusCode != 500 {
		t.Errorf("a cookie too large: %d", r.StatusCode)
	}
	r = w.get("/lang", "Accept-Language", "ko")
	w.want(r, 200, "<p>ko</p>")
	if v := strings.Join(r.Header.Values("Vary"), ","); !strings.Contains(v, "Accept-Language") || r.Header.Get("Cache-Control") != "public, no-cache" {
		t.Errorf("Vary = %q, Cache-Control = %q", v, r.Header.Get("Cache-Control"))
	}
}

func TestForgery(t *testing.T) {
	w := newWorld(t, false)
	form := w.get("/form")
	page := w.want(form, 200)
	mine := cookie(form)
	token := regexp.MustCompile(`name="_coder-token" value="([^"]+)"`).FindStringSubmatch(page)
	if mine == "" || token == nil || !strings.Contains(page, `action="/form?_action=save"`) {
		t.Fatalf("form = %s, cookie %q", page, mine)
	}
	const kind = "application/x-www-form-urlencoded"
	post := func(headers ...string) *http.Response {
		return w.do("POST", "/form?_action=save", url.Values{"name": {"Ann"}, site.TokenField: {token[1]}}.Encode(), append(headers, "Content-Type", kind)...)
	}
	for _, c := range []struct {
		want    int
		headers []string
	}{
		{303, []string{"Sec-Fetch-Site", "same-origin"}},
		{303, []string{"Sec-Fetch-Site", "none"}},
		{403, []string{"Sec-Fetch-Site", "cross-site"}},
		{403, []string{"Sec-Fetch-Site", "same-site"}},
		{403, []string{"Sec-Fetch-Site", "cross-site", "Cookie", mine}}, // a right token does not help another site
		{303, []string{"Origin", "http://example.com"}},
		{403, []string{"Origin", "http://evil.example"}},
		{403, []string{"Origin", "null"}},
		{303, []string{"Cookie", mine}},
		{403, nil},
		{403, []string{"Cookie", "coder=" + store.NewSessionID().String()}},
	} {
		if r := post(c.headers...); r.StatusCode != c.want {
			t.Errorf("%v: %d, want %d", c.headers, r.StatusCode, c.want)
		}
	}
	for i := range len(token[1]) {
		b := []byte(token[1])
		b[i] = map[bool]byte{true: 'B', false: 'A'}[b[i] == 'A']
		body := url.Values{"name": {"Ann"}, site.TokenField: {string(b)}}.Encode()
		if r := w.do("POST", "/form?_action=save", body, "Content-Type", kind, "Cookie", mine); r.StatusCode != 403 {
			t.Fatalf("token with byte %d changed: %d", i, r.StatusCode)
		}
	}
}

func TestForms(t *testing.T) {
	w := newWorld(t, false)
	const kind = "application/x-www-form-urlencoded"
	post := func(target, kind, body string) *http.Response {
		return w.do("POST", target, body, "Content-Type", kind, "Sec-Fetch-Site", "same-origin")
	}
	r := post("/form?_action=save", kind, "name=A+B")
	w.want(r, 303)
	if to := r.Header.Get("Location"); to != "/about?name=A+B" {
		t.Errorf("Location = %q", to)
	}
	w.want(post("/form?_action=save", kind, "name="), 422, "{name is missing}")
	w.want(post("/form?_action=none", kind, "name=x"), 405)
	w.want(post("/about?_action=save", kind, "name=x"), 405)
	w.want(post("/form?_action=save", "application/json", "{}"), 415)
	w.want(post("/form?_action=save", kind, "name=%ff"), 400)
	w.want(post("/form?_action=save", kind, "name=%zz"), 400)
	w.want(post("/form?_action=save", kind, strings.Repeat("a&", 1000)), 413)
	w.want(post("/form?_action=save", kind, "name="+strings.Repeat("x", 1<<20)), 413)
	w.want(post("/form?_action=save", "multipart/form-data; boundary=x", "junk"), 400)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("name", "Ann")
	f, _ := m.CreateFormFile("photo", "../../x.png")
	f.Write(make([]byte, 2<<20)) // larger than what stays in memory
	m.Close()
	w.want(post("/form?_action=save", m.FormDataContentType(), b.String()), 303)
}

func TestRedirectsStayHere(t *testing.T) {
	w := newWorld(t, false)
	for _, to := range []string{"/", "/a?b=c#d", "/글", "/a//b", "/a/../b"} {
		if r := w.get("/go?to=" + url.QueryEscape(to)); r.StatusCode != 303 {
			t.Errorf("%q: %d", to, r.StatusCode)
		}
	}
	for _, to := range []string{"", "//evil.example", `/\evil.example`, `\\evil.example`, "http://evil.example", "https:evil.example", "javascript:alert(1)",
		"/\t/evil.example", "\t//evil.example", " //evil.example", "/\r\nX: 1", "evil.example", "///evil.example", "/%zz"} {
		r := w.get("/go?to=" + url.QueryEscape(to))
		if r.StatusCode == 500 {
			continue
		}
		// What was encoded on the way is a harmless path.
		if u, err := url.Parse(r.Header.Get("Location")); err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") {
			t.Errorf("%q: %d to %q", to, r.StatusCode, r.Header.Get("Location"))
		}
	}
}

func TestServerDrains(t *testing.T) {
	started, finish := make(chan struct{}), make(chan struct{})
	mode := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(started)
		<-finish
		io.WriteString(w, "done")
	})
	log := slog.New(slog.DiscardHandler)
	s := site.NewServer(site.ServerConfig{Mode: mode, Log: log, Ready: func(context.Context) error { return nil }})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	base := "http://" + l.Addr().String()
	for _, p := range []string{"/healthz", "/readyz"} {
		r, err := http.Get(base + p)
		if err != nil || r.StatusCode != 200 {
			t.Fatalf("%s: %v, %v", p, r, err)
		}
		r.Body.Close()
	}
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get(base + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		b, _ := io.ReadAll(r.Body)
		answer <- string(b)
	}()
	<-started
	stop()
	close(finish)
	if got := <-answer; got != "done" {
		t.Errorf("the running request got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestKeysRotate(t *testing.T) {
	w := newWorld(t, false)
	now := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	a, b := site.NewKeyRing(w.store, clock), site.NewKeyRing(w.store, clock)
	id, secret, err := a.Sealing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, ok, err := b.Opening(t.Context(), id); err != nil || !ok || got != secret {
		t.Fatalf("another machine does not know the key: %v, %v", ok, err)
	}
	for range 24 * 60 {
		now = now.Add(time.Minute)
		x, _, err := a.Sealing(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, ok, err := b.Opening(t.Context(), x); err != nil || !ok {
			t.Fatalf("at %s the other machine does not know key %d: %v", now, x, err)
		}
	}
	if next, _, _ := a.Sealing(t.Context()); next == id {
		t.Error("the key did not change in a day")
	}
	if _, ok, _ := a.Opening(t.Context(), id); !ok {
		t.Error("yesterday's key does not open any more")
	}
	now = now.Add(48 * time.Hour)
	if _, ok, _ := a.Opening(t.Context(), id); ok {
		t.Error("the key opens for ever")
	}
}

func TestLiveReload(t *testing.T) {
	w := newWorld(t, true)
	server := httptest.NewServer(w.h)
	t.Cleanup(server.Close) // after the streams below, which it would wait for
	shown := func() string {
		update := regexp.MustCompile(`data-update="(\d+)"`).FindStringSubmatch(text(t, w.get("/about")))
		if update == nil {
			t.Fatal("the page does not say what it shows")
		}
		return update[1]
	}
	listen := func(update string) func() string {
		r, err := http.Get(server.URL + "/_coder/dev?" + update)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Body.Close() })
		return func() string {
			buf := make([]byte, 100)
			n, err := r.Body.Read(buf)
			if err != nil {
				t.Fatal(err)
			}
			return string(buf[:n])
		}
	}
	before := shown()
	next := listen(before)
	if got := next(); got != "retry: 500\n\n" {
		t.Fatalf("the newest page is told %q", got)
	}
	if err := w.live.Update(t.Context(), w.dir, nil); err != nil {
		t.Fatal(err)
	}
	if got := next(); !strings.Contains(got, "reload") {
		t.Errorf("after a change: %q", got)
	}
	if got := listen(before)(); !strings.Contains(got, "reload") {
		t.Errorf("a page that is older than its question is told %q", got)
	}
	sitetest.Write(w.dir, map[string]string{"pages/about.code": "BROKEN"})
	w.live.Update(t.Context(), w.dir, nil)
	if got := listen(shown())(); got != "retry: 500\n\n" {
		t.Errorf("a page that shows the newest errors is told %q", got)
	}
}

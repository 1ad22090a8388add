package spa

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/site/sitetest"
	"github.com/codescript-lang/coder/server/store"
)

type world struct {
	*testing.T
	dir      string
	compiler *sitetest.Compiler
	live     *site.Live
	store    store.Store
	h        *Handler
	now      time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, dir: t.TempDir(), now: time.Now()}
	w.compiler = &sitetest.Compiler{Do: map[string]sitetest.Func{
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
			return sitetest.Document("Form", "", fmt.Sprint(c.Request.Form().Errors)), nil
		},
		"save": func(ctx context.Context, c site.Call) (*site.Drawing, error) {
			if c.Request.Form().Fields.Get("name") == "" {
				return &site.Drawing{Kind: site.Invalid, Invalid: []site.FieldError{{Field: "name", Message: "is missing"}}}, nil
			}
			return &site.Drawing{Kind: site.Redirect, Location: "/about"}, nil
		},
		"away": func(context.Context, site.Call) (*site.Drawing, error) {
			return &site.Drawing{Kind: site.Redirect, Location: "https://example.org/", AnySite: true}, nil
		},
		"text": func(context.Context, site.Call) (*site.Drawing, error) {
			return &site.Drawing{Type: "text/plain", Body: []byte("plain")}, nil
		},
		"query": func(_ context.Context, c site.Call) (*site.Drawing, error) {
			return sitetest.Document("Query", "", "<p>"+c.Request.Query().Get("q")+"</p>"), nil
		},
	}}
	if err := sitetest.Write(w.dir, map[string]string{
		"pages/index.code": "#title: Front\n<h1>Front</h1>", "pages/about.code": "#title: A & <b>\n#head: <meta name=\"x\">\n<h1>About</h1>",
		"pages/404.code": "#title: Gone\n<h1>Own 404</h1>", "pages/count.code": "#draw: request\n#do: count\n", "pages/form.code": "#draw: request\n#do: form\n#actions: save\n",
		"pages/away.code": "#do: away\n", "pages/text.code": "#do: text\n", "pages/fail.code": "#do: none\n", "pages/query.code": "#draw: request\n#do: query\n",
		"static/style.css": "body{}",
	}); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.store, err = store.Open(t.Context(), store.Config{Path: filepath.Join(w.dir, "data", "site.db"), Now: func() time.Time { return w.now }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.store.Close() })
	log := slog.New(slog.DiscardHandler)
	w.live = site.NewLive(w.compiler, log)
	w.update()
	now := func() time.Time { return w.now }
	w.h = New(Config{Config: site.Config{Live: w.live, Sessions: w.store, Keys: site.NewKeyRing(w.store, now), Log: log}, Pages: w.store, Now: now})
	return w
}

func (w *world) update() {
	w.Helper()
	if err := w.live.Update(w.Context(), w.dir, nil); err != nil {
		w.Fatal(err)
	}
}

func (w *world) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	site.Around(w.h, slog.New(slog.DiscardHandler)).ServeHTTP(rec, r)
	return rec
}

// browser is what a page knows after it has been loaded.
type browser struct {
	*world
	cookie string
	kid    uint32
	key    []byte
	body   string
}

var configPattern = regexp.MustCompile(`<script type="application/json" id="coder-spa">(.*?)</script>`)

func (w *world) load(path, cookie string) *browser {
	w.Helper()
	rec := w.do("GET", path, "", "Cookie", cookie)
	b := &browser{world: w, cookie: cookie, body: rec.Body.String()}
	for _, c := range rec.Result().Cookies() {
		b.cookie = c.Name + "=" + c.Value
	}
	m := configPattern.FindStringSubmatch(b.body)
	if m == nil {
		w.Fatalf("%s: no configuration in %s", path, b.body)
	}
	b.take([]byte(m[1]))
	return b
}

func (b *browser) take(config []byte) {
	var c clientConfig
	if err := json.Unmarshal(config, &c); err != nil {
		b.Fatal(err)
	}
	b.kid = c.ID
	b.key, _ = base64.StdEncoding.DecodeString(c.Key)
}

// seal does what client.js does.
func (b *browser) seal(p purpose, address string) string {
	b.Helper()
	plain := make([]byte, (10+len(address)+31)/32*32)
	binary.BigEndian.PutUint64(plain, uint64(b.now.UnixMilli()))
	binary.BigEndian.PutUint16(plain[8:], uint16(len(address)))
	copy(plain[10:], address)
	block, err := aes.NewCipher(b.key)
	if err != nil {
		b.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		b.Fatal(err)
	}
	out := binary.BigEndian.AppendUint32([]byte{1}, b.kid)
	nonce := make([]byte, 12)
	rand.Read(nonce)
	out = append(out, nonce...)
	return base64.RawURLEncoding.EncodeToString(gcm.Seal(out, nonce, plain, []byte("coder/spa/v1\n"+string(p)+"\nexample.com")))
}

func (b *browser) get(path string) (int, pageAnswer) {
	b.Helper()
	return b.send("GET", b.seal(forNavigation, path), "")
}

func (b *browser) send(method, token, body string, headers ...string) (int, pageAnswer) {
	b.Helper()
	rec := b.do(method, pagePrefix+token, body, append([]string{"Cookie", b.cookie, "Sec-Fetch-Site", "same-origin", "Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
	var p pageAnswer
	if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil {
		b.Fatalf("%v in %s", err, rec.Body)
	}
	for _, c := range rec.Result().Cookies() {
		b.cookie = c.Name + "=" + c.Value
	}
	if p.Key != nil {
		b.kid = p.Key.ID
		b.key, _ = base64.StdEncoding.DecodeString(p.Key.Key)
	}
	return rec.Code, p
}

func TestShell(t *testing.T) {
	w := newWorld(t)
	b := w.load("/about", "")
	for _, part := range []string{`<!--coder:head--><meta name="x"><!--/coder:head-->`, `<main><!--coder:page--><h1>About</h1><!--/coder:page--></main>`, "<title>A &amp; &lt;b&gt;</title>"} {
		if !strings.Contains(b.body, part) {
			t.Errorf("%q is missing in %s", part, b.body)
		}
	}
	if len(b.key) != 32 || b.cookie == "" {
		t.Errorf("key of %d bytes, cookie %q", len(b.key), b.cookie)
	}
	script := regexp.MustCompile(`<script src="([^"]+)" defer></script>`).FindStringSubmatch(b.body)
	if script == nil {
		t.Fatal("no script")
	}
	rec := w.do("GET", script[1], "", "Accept-Encoding", "gzip")
	if rec.Code != 200 || !strings.Contains(rec.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("script: %d %v", rec.Code, rec.Header())
	}
	if copies, err := site.CompressCopies("text/javascript", w.h.script, site.Seldom); err != nil || len(copies[site.Brotli]) > 4096 {
		t.Errorf("the script is %d bytes compressed, %v; at most 4096", len(copies[site.Brotli]), err)
	}
	if rec := w.do("GET", "/none", ""); rec.Code != 404 || !strings.Contains(rec.Body.String(), "<!--coder:page--><h1>Own 404</h1>") {
		t.Errorf("missing page: %d %s", rec.Code, rec.Body)
	}
	if rec := w.do("GET", "/text", ""); rec.Body.String() != "plain" {
		t.Errorf("what is no document was changed: %s", rec.Body)
	}
	if rec := w.do("GET", "/static.json", ""); !strings.Contains(rec.Body.String(), "/assets/style.css") {
		t.Errorf("static.json: %s", rec.Body)
	}
	w.compiler.Settings.EmptyShell = true
	w.update()
	if b := w.load("/about", ""); !strings.Contains(b.body, "<!--coder:page--><!--/coder:page-->") || !strings.Contains(b.body, `"empty":true`) {
		t.Errorf("empty shell: %s", b.body)
	}
}

func TestPages(t *testing.T) {
	w := newWorld(t)
	b := w.load("/", "")
	code, p := b.get("/about")
	if code != 200 || p.Title == nil || *p.Title != "A & <b>" || *p.Content != "<h1>About</h1>" || *p.Head != `<meta name="x">` || p.ETag == "" {
		t.Errorf("about: %d %+v", code, p)
	}
	draws := w.compiler.Draws.Load()
	if _, again := b.get("/about"); again.ETag != p.ETag || w.compiler.Draws.Load() != draws {
		t.Error("the page did not come out of the store")
	}
	if code, p := b.get("/query?q=a%20b"); code != 200 || *p.Content != "<p>a b</p>" {
		t.Errorf("query: %d %+v", code, p)
	}
	code, p = b.get("/none")
	if code != 404 || p.Title != nil || p.Content != nil || p.Page == nil || p.Page.Title != "Gone" || p.Page.Content != "<h1>Own 404</h1>" {
		t.Errorf("missing page: %d %+v", code, p)
	}
	if code, p := b.get("/about/"); code != 200 || p.Location != "/about" {
		t.Errorf("redirect: %d %+v", code, p)
	}
	for _, path := range []string{"/away", "/text", "/fail", "/assets/style.css"} {
		if code, p := b.get(path); path != "/assets/style.css" && (code != 409 || !p.Reload) {
			t.Errorf("%s: %d %+v, want the plain way", path, code, p)
		}
	}
	if err := sitetest.Write(w.dir, map[string]string{"pages/about.code": "#title: New\n<h1>New</h1>"}); err != nil {
		t.Fatal(err)
	}
	w.update()
	if _, p := b.get("/about"); *p.Content != "<h1>New</h1>" {
		t.Errorf("after an edit: %s", *p.Content)
	}
}

func TestSessionAndKeyMoveTogether(t *testing.T) {
	w := newWorld(t)
	b := w.load("/", "")
	before := b.cookie
	for n := 1; n <= 3; n++ {
		if code, p := b.get("/count"); code != 200 || *p.Content != fmt.Sprintf("<p>%d</p>", n) || (p.Key != nil) != (n == 1) {
			t.Fatalf("count %d: %d %+v", n, code, p)
		}
	}
	if b.cookie == before {
		t.Error("the session kept the id from before it was one")
	}
	if b := w.load("/count", b.cookie); !strings.Contains(b.body, "<p>4</p>") {
		t.Errorf("the document shows %s", b.body)
	}
}

func TestForms(t *testing.T) {
	w := newWorld(t)
	b := w.load("/form", "")
	post := func(p purpose, body string) (int, pageAnswer) {
		return b.send("POST", b.seal(p, "/form?_action=save"), body)
	}
	if code, p := post(forForm, "name=Ann"); code != 200 || p.Location != "/about" {
		t.Errorf("saved: %d %+v", code, p)
	}
	if code, p := post(forForm, "name="); code != 422 || !strings.Contains(*p.Content, "is missing") {
		t.Errorf("invalid: %d %+v", code, p)
	}
	if code, p := post(forNavigation, "name=Ann"); code != 409 || !p.Reload {
		t.Errorf("a path sealed for reading was posted to: %d %+v", code, p)
	}
	if code, p := b.send("GET", b.seal(forForm, "/form"), ""); code != 409 || !p.Reload {
		t.Errorf("a path sealed for a form was read: %d %+v", code, p)
	}
	if code, _ := b.send("GET", b.seal(forPrefetch, "/about"), ""); code != 200 {
		t.Errorf("prefetch: %d", code)
	}
}

func TestOnlyLivingTokensOpen(t *testing.T) {
	w := newWorld(t)
	b, other := w.load("/", ""), w.load("/", "")
	token := b.seal(forNavigation, "/about")
	refusal := w.do("GET", pagePrefix+"x", "")
	refused := func(name string, code int, body string) {
		t.Helper()
		if code != 409 || body != refusal.Body.String() {
			t.Errorf("%s: %d %s", name, code, body)
		}
	}
	ask := func(token, cookie string, headers ...string) (int, string) {
		rec := w.do("GET", pagePrefix+token, "", append([]string{"Cookie", cookie}, headers...)...)
		return rec.Code, rec.Body.String()
	}
	if code, _ := ask(token, b.cookie); code != 200 {
		t.Fatalf("the token itself: %d", code)
	}
	raw, _ := base64.RawURLEncoding.DecodeString(token)
	for i := range raw {
		for bit := range 8 {
			bad := bytes.Clone(raw)
			bad[i] ^= 1 << bit
			code, body := ask(base64.RawURLEncoding.EncodeToString(bad), b.cookie)
			refused(fmt.Sprintf("byte %d, bit %d", i, bit), code, body)
		}
	}
	for name, c := range map[string]struct{ token, cookie string }{
		"another session": {token, other.cookie}, "no session": {token, ""}, "nothing": {"", b.cookie}, "cut": {token[:len(token)-4], b.cookie},
		"longer": {token + "AAAA", b.cookie}, "padded": {token + "=", b.cookie}, "huge": {strings.Repeat("A", maxToken+1), b.cookie}, "no base64": {"%zz!", b.cookie},
		"another host": {func() string { b := *b; s := b.seal(forNavigation, "/about"); return s }(), b.cookie},
	} {
		if strings.Contains(c.token, "%zz") {
			c.token = "!!!!"
		}
		headers := []string{}
		if name == "another host" {
			r := httptest.NewRequest("GET", "http://evil.example"+pagePrefix+c.token, nil)
			r.Header.Set("Cookie", c.cookie)
			rec := httptest.NewRecorder()
			w.h.ServeHTTP(rec, r)
			refused(name, rec.Code, rec.Body.String())
			continue
		}
		code, body := ask(c.token, c.cookie, headers...)
		refused(name, code, body)
	}
	for _, from := range []string{"cross-site", "same-site", "none"} {
		code, body := ask(token, b.cookie, "Sec-Fetch-Site", from)
		refused(from, code, body)
	}
	for _, inner := range []string{"", "about", "//evil.example/", "http://evil.example/", `/\evil.example`, "/a\x00b", "/a\r\nb", "/%zz"} {
		if code, p := b.get(inner); code != 409 || !p.Reload {
			t.Errorf("%q: %d %+v", inner, code, p)
		}
	}
	for _, d := range []time.Duration{window + time.Second, -window - time.Second} {
		w.now = w.now.Add(d)
		code, body := ask(token, b.cookie)
		refused(fmt.Sprint("after ", d), code, body)
		w.now = w.now.Add(-d)
	}
	for _, method := range []string{"PUT", "HEAD", "DELETE", "OPTIONS"} {
		if rec := w.do(method, pagePrefix+token, "", "Cookie", b.cookie); rec.Code != 409 {
			t.Errorf("%s: %d", method, rec.Code)
		}
	}
	// A day later the key has changed, and yesterday's page still works; three days later it does not.
	w.now = w.now.Add(24*time.Hour - time.Minute)
	w.load("/", b.cookie)
	w.now = w.now.Add(3 * time.Minute)
	if code, _ := b.get("/about"); code != 200 {
		t.Errorf("a day later: %d", code)
	}
	w.now = w.now.Add(48 * time.Hour)
	if code, _ := b.get("/about"); code != 409 {
		t.Errorf("three days later: %d", code)
	}
}

func FuzzOpen(f *testing.F) {
	w := &world{now: time.Unix(1, 0)}
	s, err := store.Open(context.Background(), store.Config{Path: filepath.Join(f.TempDir(), "x.db"), Now: func() time.Time { return w.now }})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	ring := site.NewKeyRing(s, func() time.Time { return w.now })
	f.Add("AQ")
	f.Fuzz(func(t *testing.T, token string) {
		if address, _, err := open(t.Context(), ring, store.SessionID{1}, "h", token, w.now, forNavigation); err == nil {
			t.Errorf("%q opened as %q", token, address)
		}
		unpack([]byte(token), w.now)
	})
}

// TestClientSeals runs the real script in Node, with the little of a browser that sealing needs, and opens what it sealed.
func TestClientSeals(t *testing.T) {
	node := testkit.Tool(t, "node")
	w := newWorld(t)
	b := w.load("/", "")
	config := configPattern.FindStringSubmatch(b.body)[1]
	program := `
const nothing = () => {}
globalThis.window = globalThis
Object.assign(globalThis, { isSecureContext: true, addEventListener: nothing, navigation: { addEventListener: nothing },
	location: { host: "example.com", origin: "http://example.com", pathname: "/", search: "" } })
globalThis.document = { getElementById: () => ({ textContent: ` + "String.raw`" + config + "`" + `, remove: nothing }), addEventListener: nothing };
` + string(w.h.script) + `
for (const [p, a] of [["nav", "/about"], ["prefetch", "/query?q=%ED%95%9C"], ["form", "/form?_action=save"]]) console.log(await coder.seal(p, a))
`
	cmd := exec.Command(node, "--input-type=module", "-")
	cmd.Stdin = strings.NewReader(program)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	tokens := strings.Fields(string(out))
	if len(tokens) != 3 {
		t.Fatalf("node printed %s", out)
	}
	if code, p := b.send("GET", tokens[0], ""); code != 200 || *p.Content != "<h1>About</h1>" {
		t.Errorf("nav: %d %+v", code, p)
	}
	if code, p := b.send("GET", tokens[1], ""); code != 200 || *p.Content != "<p>한</p>" {
		t.Errorf("prefetch: %d %+v", code, p)
	}
	if code, p := b.send("POST", tokens[2], url.Values{"name": {"Ann"}}.Encode()); code != http.StatusOK || p.Location != "/about" {
		t.Errorf("form: %d %+v", code, p)
	}
}

// TestPagesWithScripts: only a document's load runs scripts, so a page that has some is left to it.
func TestPagesWithScripts(t *testing.T) {
	for content, want := range map[string]bool{
		"<p>text</p>": false, "<script>f()</script>": true, `<SCRIPT type=module src="/a.js"></script>`: true,
		`<script type="application/ld+json">{}</script>`: false, "<!-- <script>f()</script> -->": false, "<title><script></title>": false,
	} {
		d := sitetest.Document("t", "", content)
		if got := hasScript(&site.Answer{Body: d.Body, Head: d.Head, Content: d.Content}); got != want {
			t.Errorf("%s: %v, want %v", content, got, want)
		}
	}
}

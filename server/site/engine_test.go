package site_test

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/site/sitetest"
	"github.com/codescript-lang/coder/server/store"
)

// newSite serves real sources, drawn for each request.
func newSite(t *testing.T, dir string, c site.SourcesConfig) *world {
	t.Helper()
	w := &world{T: t, dir: dir}
	var err error
	if w.store, err = store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "site.db"), Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.store.Close() })
	log := slog.New(slog.NewTextHandler(&w.logs, nil))
	w.live = site.NewLive(site.NewSources(c), log)
	if err := w.live.Update(t.Context(), dir, nil); err != nil {
		t.Fatalf("%v\n%v", err, w.live.Problems())
	}
	w.r = site.NewResponder(site.Config{Live: w.live, Sessions: w.store, Keys: site.NewKeyRing(w.store, time.Now), Log: log})
	w.h = site.Around(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		v := w.live.Version(r.Context())
		if !w.r.ServeFile(v, rw, r) {
			w.r.Send(v, rw, r, w.r.Answer(v, rw, r))
		}
	}), log)
	return w
}

// TestExampleSite visits the example site's pages.
func TestExampleSite(t *testing.T) {
	w := newSite(t, filepath.Join("..", "..", "testdata", "sites", "blog"), site.SourcesConfig{})
	defer func() {
		if t.Failed() {
			t.Log(w.logs.String())
		}
	}()
	front := w.want(w.get("/"), 200, "<!doctype html>", "<title>")
	for _, link := range regexp.MustCompile(` href="(/[^"]*)"`).FindAllStringSubmatch(front, -1) {
		if r := w.get(strings.ReplaceAll(link[1], "&amp;", "&")); r.StatusCode != 200 {
			t.Errorf("%s: %d", link[1], r.StatusCode)
		}
	}
	w.want(w.get("/nothing-here"), 404)
	v := w.live.Version(t.Context())
	if a := w.r.Answer(v, httptest.NewRecorder(), httptest.NewRequest("GET", "/about", nil)); a.Title != "About · Release Diary" || a.Content.End <= a.Content.Start || a.Head.End == 0 {
		t.Errorf("title %q, head %v, content %v", a.Title, a.Head, a.Content)
	}
	r := w.get("/visits")
	w.want(r, 200)
	w.want(w.get("/visits", "Cookie", cookie(r)), 200)
	form := w.get("/guestbook")
	page := w.want(form, 200, `name="_coder-token"`)
	action := regexp.MustCompile(`<form[^>]* action="([^"]+)"`).FindStringSubmatch(page)
	if action == nil {
		t.Fatal("no form in the guestbook")
	}
	post := func(body string, headers ...string) *http.Response {
		return w.do("POST", action[1], body, append(headers, "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")...)
	}
	w.want(post("name=&message=hello"), 422, "Please write your name.", "hello")
	signed := post("name=Ann&message=hello+you")
	w.want(signed, 303)
	w.want(w.get("/guestbook", "Cookie", cookie(signed)), 200, "hello you")
}

// TestFieldTypes sends every kind of field to an action.
func TestFieldTypes(t *testing.T) {
	dir := t.TempDir()
	if err := sitetest.Write(dir, map[string]string{
		"site.code": `export let site: Site = { name: "T", url: "https://example.com", lang: "en" }` + "\n",
		"pages/index.code": `action save(name: string, age: number?, count: number = 7, ok: bool, kind: "a" | "b", tags: [string], photo: file?) {
	return json({ name, age, count, ok, kind, tags, photo: photo == none })
}

page {
	return <form action={save}><p>{form.errors["age"]}{form.errors["kind"]}{form.errors["name"]}</p></form>
}
`}); err != nil {
		t.Fatal(err)
	}
	w := newSite(t, dir, site.SourcesConfig{})
	post := func(body string) *http.Response {
		return w.do("POST", "/?_action=save", body, "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
	}
	w.want(post("name=A&age=&ok=on&kind=b&tags=x&tags=y"), 200, `{"name":"A","age":null,"count":7,"ok":true,"kind":"b","tags":["x","y"],"photo":true}`)
	w.want(post("name=A&age=1.5&count=2&kind=a"), 200, `{"name":"A","age":1.5,"count":2,"ok":false,"kind":"a","tags":[],"photo":true}`)
	w.want(post("name=A&age=old&kind=a"), 422, "Please enter a number.")
	w.want(post("name=A&kind=c"), 422, "Please choose one of the options.")
	w.want(post("kind=a"), 422, "Please fill in this field.")
}

// TestDeveloperReads breaks a page: the developer's page says what is wrong in the language of its reader, the log in its own.
func TestDeveloperReads(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		t.Helper()
		if err := sitetest.Write(dir, map[string]string{"site.code": `export let site: Site = { name: "T", url: "https://example.com" }` + "\n", "pages/index.code": text}); err != nil {
			t.Fatal(err)
		}
	}
	write("page => <h1>{[1, 2][5]}</h1>\n")
	w := newSite(t, dir, site.SourcesConfig{Lang: diag.Korean})
	w.r.Dev, w.r.Lang = true, diag.Korean
	w.want(w.get("/", "Accept-Language", "ko"), 500, "인덱스 5가 범위를 벗어났습니다. `list`의 길이는 2입니다", "pages/index.code:1:14")
	w.want(w.get("/", "Accept-Language", "de, en;q=0.5"), 500, "index 5 is out of range for a list of 2")
	if !strings.Contains(w.logs.String(), "인덱스 5가 범위를 벗어났습니다") {
		t.Errorf("logged: %s", w.logs.String())
	}
	write("page => <h1>{nothing}</h1>\n")
	if err := w.live.Update(t.Context(), dir, []string{"pages/index.code"}); !errors.Is(err, site.ErrBroken) {
		t.Fatal(err)
	}
	read := func(accept string) string {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Language", accept)
		return string(w.r.Broken(r).Body)
	}
	const english, korean = "unknown name `nothing`", "`nothing`이라는 이름이 없습니다"
	if got := read("en"); !strings.Contains(got, english) || strings.Contains(got, korean) {
		t.Errorf("for a reader of English: %s", got)
	}
	if got := read("ko-KR"); !strings.Contains(got, korean) || strings.Contains(got, english) {
		t.Errorf("for a reader of Korean: %s", got)
	}
	if !strings.Contains(w.logs.String(), korean) {
		t.Errorf("logged: %s", w.logs.String())
	}
}

// TestOnePage serves a file by itself.
func TestOnePage(t *testing.T) {
	dir := t.TempDir()
	if err := sitetest.Write(dir, map[string]string{"hello.code": "page {\n\treturn <h1>Hello</h1>\n}\n"}); err != nil {
		t.Fatal(err)
	}
	w := newSite(t, dir, site.SourcesConfig{Page: "hello.code"})
	w.want(w.get("/"), 200, "<!doctype html><html><head><meta charset", "</head><body><h1>Hello</h1></body></html>")
	w.want(w.get("/hello"), 404)
	if err := sitetest.Write(dir, map[string]string{"hello.code": "page {\n\treturn <h1>Hello\n}\n"}); err != nil {
		t.Fatal(err)
	}
	if err := w.live.Update(t.Context(), dir, []string{"hello.code"}); err == nil {
		t.Error("no error for a broken page")
	}
	if p := w.live.Problems(); len(p) == 0 || p[0].Path != "hello.code" || p[0].Line == 0 || p[0].Source == "" {
		t.Errorf("problems = %+v", p)
	}
	w.want(w.get("/"), 200, "<h1>Hello</h1>")
	if err := sitetest.Write(dir, map[string]string{"hello.code": "page {\n\treturn <h1>Again</h1>\n}\n"}); err != nil {
		t.Fatal(err)
	}
	if err := w.live.Update(t.Context(), dir, []string{"hello.code"}); err != nil {
		t.Error(err)
	}
	w.want(w.get("/"), 200, "<h1>Again</h1>")
}

// TestInlineScripts: a script that the source writes out is allowed by its hash, in the layout and in a component, and no other.
func TestInlineScripts(t *testing.T) {
	dir := t.TempDir()
	if err := sitetest.Write(dir, map[string]string{
		"site.code":             "export let site: Site = { name: \"x\", url: \"https://x.example\" }\n",
		"pages/layout.code":     "layout(content: html) => <html lang=\"en\"><head><title>x</title><script>let a = 1\r\nlet b = \"</p>\"</script></head><body>{content}</body></html>\n",
		"components/clock.code": "export fn Clock() => <p>12<script type=\"module\">clock()</script></p>\n",
		"pages/index.code":      "import { Clock } from \"../components/clock\"\n\npage => <main><Clock/></main>\n",
		"pages/plain.code":      "page => <main>plain</main>\n",
	}); err != nil {
		t.Fatal(err)
	}
	w := newSite(t, dir, site.SourcesConfig{})
	// printf 'let a = 1\nlet b = "</p>"' | openssl dgst -sha256 -binary | base64, and of clock()
	layout, clock := "'sha256-YoYj364Ic2+O3ECgegQVI0qx2FC5Zk/OA0O+Vv4FQyw='", "'sha256-ubdm3ZO2bBg20qyBJtmdi/DvMFyq6h7okFeU8fL03I0='"
	for path, want := range map[string][2]bool{"/": {true, true}, "/plain": {true, false}} {
		policy := w.get(path).Header.Get("Content-Security-Policy")
		if got := [2]bool{strings.Contains(policy, layout), strings.Contains(policy, clock)}; got != want || strings.Contains(policy, "script-src 'self' 'unsafe") {
			t.Errorf("%s: %v, want %v in %s", path, got, want, policy)
		}
	}
}

// TestBuildModeOfAnotherSite: what only a build asks for is told with its place, whatever the site says of itself.
func TestBuildModeOfAnotherSite(t *testing.T) {
	dir := t.TempDir()
	if err := sitetest.Write(dir, map[string]string{
		"site.code":           "export let site: Site = { name: \"x\", url: \"https://x.example\", mode: \"dynamic\" }\n",
		"pages/index.code":    "// a comment\npage => <p>{cookies.get(\"a\")}</p>\n",
		"pages/a/[slug].code": "page(slug: string) => <p>{slug}</p>\n",
	}); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[string]string{"": "", "spa": "", "build": "pages/a/[slug].code:1:1 missing-paths pages/index.code:2:1 needs-request"} {
		var got []string
		_, problems, err := site.NewSources(site.SourcesConfig{Mode: mode}).Compile(t.Context(), dir, nil)
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%s:%d:%d %s", p.Path, p.Line, p.Column, p.Name))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("mode %q: %q, %v; want %q", mode, got, err, want)
		}
	}
}

// TestStaticFilesAreCompressed: also where nobody has made copies of them before.
func TestStaticFilesAreCompressed(t *testing.T) {
	dir := t.TempDir()
	style := strings.Repeat("p { color: red }\n", 200)
	if err := sitetest.Write(dir, map[string]string{
		"site.code": "export let site: Site = { name: \"x\", url: \"https://x.example\" }\n", "pages/index.code": "page => <p>x</p>\n",
		"static/style.css": style, "static/small.css": "p{}", "static/noise.png": "\x89PNG" + style,
	}); err != nil {
		t.Fatal(err)
	}
	w := newSite(t, dir, site.SourcesConfig{})
	for _, c := range []struct{ path, accept, encoding, vary string }{
		{"/assets/style.css", "gzip, br", "br", "Accept-Encoding"},
		{"/assets/style.css", "zstd", "zstd", "Accept-Encoding"},
		{"/assets/style.css", "gzip;q=1, br;q=0", "gzip", "Accept-Encoding"},
		{"/assets/style.css", "", "", "Accept-Encoding"},
		{"/assets/small.css", "br", "", ""},
		{"/assets/noise.png", "br", "", ""},
	} {
		r := w.get(c.path, "Accept-Encoding", c.accept)
		w.want(r, 200)
		if got := r.Header.Get("Content-Encoding"); got != c.encoding || r.Header.Get("Vary") != c.vary {
			t.Errorf("%s for %q: encoding %q, vary %q", c.path, c.accept, got, r.Header.Get("Vary"))
		}
		if again := w.get(c.path, "Accept-Encoding", c.accept, "If-None-Match", r.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s for %q: %d, want 304", c.path, c.accept, again.StatusCode)
		}
	}
	if part := w.get("/assets/style.css", "Range", "bytes=0-3"); part.StatusCode != 206 || w.want(part, 206) != "p { " {
		t.Errorf("a part: %d", part.StatusCode)
	}
}

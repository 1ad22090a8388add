package site_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

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
		"pages/index.code": `action save(name: string, age: number?, count: number = 7, ok: bool, kind: "a" | "b", tags: [string], day: time?, photo: file?) {
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

// TestOnePage serves a file by itself.
func TestOnePage(t *testing.T) {
	dir := t.TempDir()
	if err := sitetest.Write(dir, map[string]string{"hello.code": "page {\n\treturn <h1>Hello</h1>\n}\n"}); err != nil {
		t.Fatal(err)
	}
	w := newSite(t, dir, site.SourcesConfig{Page: "hello.code"})
	w.want(w.get("/"), 200, "<h1>Hello</h1>")
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

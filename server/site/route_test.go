package site

import (
	"fmt"
	"strings"
	"testing"
)

func router(t *testing.T, files ...string) *Router {
	t.Helper()
	var pages []Page
	for _, f := range files {
		p := Page{File: f}
		if strings.Contains(f, "[id]") {
			p.Params = []ParamType{{"id", true}}
		}
		pages = append(pages, p)
	}
	r, err := NewRouter(pages)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// show writes a match as "file name=value …".
func show(m Match, ok bool) string {
	if !ok {
		return "none"
	}
	s := strings.TrimSuffix(strings.TrimPrefix(m.Page.File, "pages/"), ".code")
	for _, p := range m.Params {
		switch p.Kind {
		case NumberParam:
			s += fmt.Sprintf(" %s=#%v", p.Name, p.Number)
		case RestParam:
			s += fmt.Sprintf(" %s=%q", p.Name, p.Rest)
		default:
			s += fmt.Sprintf(" %s=%s", p.Name, p.Text)
		}
	}
	return s
}

func TestMatch(t *testing.T) {
	r := router(t, "pages/index.code", "pages/about.code", "pages/blog/index.code", "pages/blog/new.code", "pages/blog/[slug].code",
		"pages/blog/[slug]/edit.code", "pages/docs/[...rest].code", "pages/post/[id].code", "pages/feed.xml.code", "pages/가/[slug].code",
		"pages/blog/new/list.code", "pages/404.code", "pages/500.code")
	for _, c := range [][2]string{
		{"/", "index"}, {"/about", "about"}, {"/blog", "blog/index"}, {"/blog/new", "blog/new"},
		{"/blog/x", "blog/[slug] slug=x"}, {"/blog/a%20b", "blog/[slug] slug=a b"}, {"/blog/new/edit", "blog/[slug]/edit slug=new"},
		{"/docs/a/b%25/c", `docs/[...rest] rest=["a" "b%" "c"]`}, {"/docs", "none"}, {"/feed.xml", "feed.xml"}, {"/feed", "none"},
		{"/post/7", "post/[id] id=#7"}, {"/post/-1.5", "post/[id] id=#-1.5"}, {"/post/x", "none"}, {"/post/007", "none"},
		{"/post/1e3", "none"}, {"/post/NaN", "none"}, {"/post/-0", "none"}, {"/post/0", "post/[id] id=#0"}, {"/post/Infinity", "none"}, {"/post/0x1p4", "none"},
		{"/404", "none"}, {"/500", "none"}, {"/index", "none"}, {"/blog/index", "blog/[slug] slug=index"},
		{"/%EA%B0%80/x", "가/[slug] slug=x"}, {"/%E1%84%80%E1%85%A1/x", "가/[slug] slug=x"}, // the second is decomposed
		{"/blog/%E1%84%80%E1%85%A1", "blog/[slug] slug=가"},
		{"/blog//", "none"}, {"//about", "none"}, {"/blog/..", "none"}, {"/blog/%2e%2e", "none"}, {"/blog/a%2Fb", "none"},
		{"/blog/a%5Cb", "none"}, {"/blog/%00", "none"}, {"/blog/%ff", "none"}, {"/blog/%zz", "none"}, {"", "none"}, {"about", "none"},
		{"/docs" + strings.Repeat("/a", maxSegments), "none"},
	} {
		m, ok := r.Match(c[0])
		if got := show(m, ok); got != c[1] {
			t.Errorf("%s: got %s, want %s", c[0], got, c[1])
		}
	}
	if r.NotFound == nil || r.Failure == nil {
		t.Error("the pages for failures were not found")
	}
}

func TestRouterRefuses(t *testing.T) {
	for _, files := range [][]string{
		{"pages/a.code", "pages/a/index.code"},
		{"pages/[a].code", "pages/[b].code"},
		{"pages/[...a].code", "pages/[...b].code"},
		{"pages/[...a]/b.code"},
		{"lib/a.code"},
		{"pages/가.code", "pages/\u1100\u1161.code"},
	} {
		var pages []Page
		for _, f := range files {
			pages = append(pages, Page{File: f})
		}
		if _, err := NewRouter(pages); err == nil {
			t.Errorf("%v was accepted", files)
		}
	}
}

func TestPathIsTheInverseOfMatch(t *testing.T) {
	r := router(t, "pages/index.code", "pages/blog/[slug].code", "pages/docs/[...rest].code", "pages/post/[id].code")
	for _, p := range []string{"/", "/blog/a%20b", "/blog/%EA%B0%80", "/docs/a/b%2525", "/post/7"} {
		m, ok := r.Match(p)
		if !ok {
			t.Fatalf("%s: no page", p)
		}
		if got, err := r.Path(m.Page, m.Params); err != nil || got != p {
			t.Errorf("%s: came back as %s, %v", p, got, err)
		}
	}
	m, _ := r.Match("/blog/x")
	for _, bad := range []Params{nil, {{Name: "slug", Text: ""}}, {{Name: "slug", Text: ".."}}, {{Name: "slug", Text: "a/b"}}} {
		if got, err := r.Path(m.Page, bad); err == nil {
			t.Errorf("%v: gave %s", bad, got)
		}
	}
}

package workspace

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
)

var siteFiles = map[string]string{
	"a/site.code": `export let site: Site = {
	name: "A", url: "https://a.example", mode: "build", live: ["/live/*", "/deep/**"], width: 80,
}
`,
	"a/pages/index.code":       "page => <p>a</p>\n",
	"a/pages/about.code":       "page => <p>a</p>\n",
	"a/pages/404.code":         "page => <p>a</p>\n",
	"a/pages/feed.xml.code":    "page => text(\"<rss/>\", type: \"application/rss+xml\")\n",
	"a/pages/blog/[slug].code": "page(slug: string) => <p>{slug}</p>\n\npaths => [{ slug: \"x\" }]\n",
	"a/pages/blog/new.code":    "page => <p>a</p>\n",
	"a/pages/blog/layout.code": "layout(content: html) => <main>{content}</main>\n",
	"a/pages/layout.code":      "layout(content: html) => <main>{content}</main>\n",
	"a/pages/[...rest].code":   "page(rest: [string]) => <p>{rest.join()}</p>\n\npaths => [{ rest: [\"x\"] }]\n",
	"a/pages/live/[id].code":   "import { theme } from \"../../lib\"\n\npage(id: number) => <p class={theme()}>{id}</p>\n",
	"a/pages/deep/a/b.code":    "action save(name: string) {\n\tprint(name)\n\treturn redirect(\"/\")\n}\n\npage => <form action={save}></form>\n",
	"a/pages/helper.code":      "export fn helper() => 1\n",
	"a/lib.code":               "// Shared.\n\nexport fn theme() => cookies.get(\"theme\") ?? \"light\"\n",
	"a/static/style.css":       "",
	"a/static/img/x.png":       "",
	"a/root/.coder-build":      "{}",
	"a/root/old.code":          "broken(",
	"b/site.code":              "export let site: Site = { name: \"B\", url: \"https://b.example\" }\n",
	"b/pages/index.code":       "page => <p>b</p>\n",
	"one.code":                 "page => <p>{request.path}</p>\n",
	".hidden/x.code":           "broken(",
	"node_modules/x/x.code":    "broken(",
	"c/pages/not-a-site.code":  "page => <p>c</p>\n",
}

func TestSite(t *testing.T) {
	ctx := context.Background()
	snap := Open(memory(siteFiles), Config{}).Snapshot()
	if ds, err := snap.AllDiagnostics(ctx); err != nil || len(ds) > 0 {
		t.Fatalf("%v, found %s", err, show(ds))
	}
	sites, err := snap.Sites(ctx)
	if err != nil || !slices.Equal(sites, []string{"a", "b"}) {
		t.Fatalf("sites = %v, %v", sites, err)
	}
	site, err := snap.Site(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if site.Mode != ModeBuild || site.Width != 80 || !slices.Equal(site.Live, []string{"/live/*", "/deep/**"}) {
		t.Errorf("mode %q, width %d, live %q", site.Mode, site.Width, site.Live)
	}
	if !slices.Equal(site.Static, []string{"img/x.png", "style.css"}) {
		t.Errorf("static = %q", site.Static)
	}
	var got []string
	for _, p := range site.Pages {
		line := p.Path
		if p.Route != nil {
			line = p.Route.String() + " " + line
		}
		for _, l := range p.Layouts {
			line += " " + strings.TrimSuffix(l, "layout.code")
		}
		line += fmt.Sprint(" ", p.Paths, p.Live, p.Actions)
		for _, r := range p.Reads {
			line += " " + string(r.Read.Effect)
		}
		got = append(got, line)
	}
	want := []string{
		"/ a/pages/index.code a/pages/ false false []",
		"/about a/pages/about.code a/pages/ false false []",
		"/blog/new a/pages/blog/new.code a/pages/ a/pages/blog/ false false []",
		"/blog/{slug} a/pages/blog/[slug].code a/pages/ a/pages/blog/ true false []",
		"/deep/a/b a/pages/deep/a/b.code a/pages/ false true [save]",
		"/feed.xml a/pages/feed.xml.code a/pages/ false false []",
		"/live/{id} a/pages/live/[id].code a/pages/ false true [] cookies",
		"/{...rest} a/pages/[...rest].code a/pages/ true false []",
		"a/pages/404.code a/pages/ false false []",
	}
	if !slices.Equal(got, want) {
		t.Errorf("pages:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if site.NotFound == nil || site.NotFound.Path != "a/pages/404.code" || site.Failed != nil {
		t.Errorf("pages for errors: %v, %v", site.NotFound, site.Failed)
	}
	if none, err := snap.Site(ctx, "c"); none != nil || err != nil {
		t.Errorf("a folder without site.code: %v, %v", none, err)
	}
}

func TestReadsStandWhereTheyAre(t *testing.T) {
	ctx := context.Background()
	ws := Open(memory(siteFiles), Config{})
	check := func() {
		t.Helper()
		snap := ws.Snapshot()
		p, err := snap.Page(ctx, "a/pages/live/[id].code")
		if err != nil || p == nil || len(p.Reads) != 1 || len(p.Reads[0].Via) != 1 {
			t.Fatalf("page = %+v, %v", p, err)
		}
		r := p.Reads[0]
		if got := snap.Text("a/lib.code").Slice(r.Read.Span); !strings.HasPrefix(got, "cookies") {
			t.Errorf("the read is at %q", got)
		}
		if got := snap.Text(p.Path).Slice(r.Via[0].Edge.Span); got != "theme" {
			t.Errorf("the call is at %q", got)
		}
	}
	check()
	text := ws.Snapshot().Text("a/lib.code")
	for _, e := range []source.Edit{
		{Span: source.Span{Start: 0, End: 0}, New: "// More.\n"},
		{Span: source.Span{Start: strings.Index(text.String(), "cookies"), End: strings.Index(text.String(), "cookies")}, New: "/* here */ "},
	} {
		ws.Change([]Change{{Path: "a/lib.code", Text: text.Apply(e), Edits: []source.Edit{e}}})
		check()
		ws.Change([]Change{{Path: "a/lib.code"}})
	}
}

func TestSinglePage(t *testing.T) {
	ctx := context.Background()
	snap := Open(memory(siteFiles), Config{Page: "one.code"}).Snapshot()
	site, err := snap.Site(ctx, ".")
	if err != nil || len(site.Pages) != 1 || site.Pages[0].Route.String() != "/" || len(site.Pages[0].Reads) != 1 {
		t.Errorf("site = %+v, %v", site, err)
	}
	page, err := Open(memory(siteFiles), Config{}).Snapshot().Page(ctx, "one.code")
	if err != nil || page == nil || len(page.Reads) != 1 {
		t.Errorf("page = %+v, %v", page, err)
	}
}

func TestReservedFolder(t *testing.T) {
	files := map[string]string{"site.code": siteFiles["b/site.code"], "root/x.txt": ""}
	e := newEditor(t, files)
	if ds := e.all(); len(ds) != 1 || ds[0].Code != diag.ReservedFolder {
		t.Errorf("found %s", show(ds))
	}
	e.ws.Change([]Change{{Path: "root/.coder-build", Text: source.NewText("{}")}})
	if ds := e.all(); len(ds) != 0 {
		t.Errorf("with the marker found %s", show(ds))
	}
}

// spy notes which paths of a file system are opened.
type spy struct {
	fs.FS
	mu     sync.Mutex
	opened map[string]bool
}

func (s *spy) Open(name string) (fs.File, error) {
	s.mu.Lock()
	s.opened[name] = true
	s.mu.Unlock()
	return s.FS.Open(name)
}

// TestOnlyWhatIsNeededIsRead holds that a program costs the files that it imports, and the folders above them.
func TestOnlyWhatIsNeededIsRead(t *testing.T) {
	files := map[string]string{
		"x/main.code": "import { a } from \"./lib\"\n\nprint(a)\n", "x/lib.code": "export let a = 1\n",
		"x/other.code": "", "y/z.code": "",
	}
	s := &spy{FS: memory(files), opened: map[string]bool{}}
	snap := Open(s, Config{}).Snapshot()
	if len(s.opened) > 0 {
		t.Errorf("Open read %v", s.opened)
	}
	if ds, err := snap.Check(context.Background(), "x/main.code"); err != nil || len(ds) > 0 {
		t.Errorf("%v, found %s", err, show(ds))
	}
	for _, p := range []string{"x/main.code", "x/lib.code", "x", "."} {
		delete(s.opened, p)
	}
	if len(s.opened) > 0 {
		t.Errorf("also read %v", s.opened)
	}
}

// TestFilesComeAndGo holds that what was missing is found once it is there, and the other way round.
func TestFilesComeAndGo(t *testing.T) {
	e := newEditor(t, map[string]string{"main.code": "import { a } from \"./lib\"\n\nprint(a)\n"})
	codes := func() string {
		var out []string
		for _, d := range e.all() {
			out = append(out, string(d.Code))
		}
		return strings.Join(out, " ")
	}
	if got := codes(); got != "unknown-module" {
		t.Errorf("without the module: %s", got)
	}
	e.ws.Change([]Change{{Path: "lib.code", Text: source.NewText("export let a = 1\n")}})
	if got := codes(); got != "" {
		t.Errorf("with the module open: %s", got)
	}
	e.ws.Change([]Change{{Path: "lib.code", Text: source.NewText("let a = 1\nprint(a)\n")}})
	if got := codes(); got != "unknown-export" {
		t.Errorf("without the export: %s", got)
	}
	e.ws.Change([]Change{{Path: "lib.code"}})
	if got := codes(); got != "unknown-module" {
		t.Errorf("with the module closed: %s", got)
	}
}

func TestDecomposedNamesOnDisk(t *testing.T) {
	files := map[string]string{
		"main.code": "import { a } from \"./글/글\"\nimport posts from \"./글/*.md\"\n\nprint(a, posts[0].slug)\n",
		"\u1100\u1173\u11af/\u1100\u1173\u11af.code": "export let a = 1\n",
		"\u1100\u1173\u11af/e\u0301.md":              "x\n",
	}
	snap := Open(memory(files), Config{}).Snapshot()
	if ds, err := snap.AllDiagnostics(context.Background()); err != nil || len(ds) > 0 {
		t.Errorf("%v, found %s", err, show(ds))
	}
	if want := []string{"main.code", "글/é.md", "글/글.code"}; !slices.Equal(snap.Files(), want) {
		t.Errorf("files = %q", snap.Files())
	}
}

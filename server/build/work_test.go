// What a build costs, counted: pages drawn, files written, bodies compressed.

package build

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/server/site"
)

func TestWhatIsTheSameIsWrittenOnce(t *testing.T) {
	w := newWorld(t, t.TempDir())
	long := strings.Repeat("p{color:red}\n", 200)
	r := w.mustBuild(map[string]string{
		"pages/index.code":      "#include: content/a.md\n<h1>Front</h1>" + strings.Repeat("<p>text</p>\n", 200),
		"pages/b/[slug].code":   "#paths: x y\n#include: content/a.md\n{slug}{include}",
		"static/a.css":          long,
		"static/copy/b.css":     long,
		"content/a.md":          "a",
		"static/small.css":      "p{}",
		"static/picture.png":    "\x89PNG" + strings.Repeat("p", 5000),
		"static/robots.txt":     "User-agent: *",
		"pages/feed/[id].code":  "#paths: 1\n#include: content/feed.md\n{include}",
		"content/feed.md":       "feed",
		"content/unrelated.md":  "x",
		"pages/unrelated.code":  "#include: content/unrelated.md\n{include}",
		"pages/unrelated2.code": "#include: content/unrelated.md\n{include}",
	})
	// Files: 6 pages, of which two are alike; 4 static files, of which two were alike; 404.html, static.json, sitemap.xml.
	if want := (Work{Written: 5 + 4 + 3, Compressed: 3}); r.Work != want {
		t.Errorf("the first build: %+v; want %+v: a page, a.css and 404.html are long enough", r.Work, want)
	}
	page := filepath.Join(w.dir, "root/index.html")
	before, err := os.Stat(page)
	if err != nil {
		t.Fatal(err)
	}
	if r = w.mustBuild(map[string]string{"content/a.md": "b"}); r.Drawn != 3 || r.Changed != 2 || r.Work != (Work{Written: 2}) {
		t.Errorf("three pages read the file, two show it: %+v", r)
	}
	after, err := os.Stat(page)
	if err != nil || !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Errorf("a page that was drawn as it had been is another file (%v)", err)
	}
	os.Rename(filepath.Join(w.dir, "pages/index.code"), filepath.Join(w.dir, "pages/moved.code"))
	if r = w.mustBuild(map[string]string{"pages/index.code": "new"}); r.Work != (Work{Written: 2}) || r.Changed != 2 {
		t.Errorf("a page moved to another address: %+v; want its bytes taken over, and the new one and the site map written", r)
	}
	os.Remove(filepath.Join(w.dir, "pages/moved.code"))
	if r = w.mustBuild(nil); r.Removed != 1 || r.Changed != 0 {
		t.Errorf("a page was removed: %+v", r)
	}
}

func TestExampleSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "testdata", "sites", "blog"))); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	live := site.NewLive(site.NewSources(site.SourcesConfig{Mode: "build", Lang: diag.English}), log)
	b, err := New(Config{filepath.Join(dir, "root"), "test", log})
	if err != nil {
		t.Fatal(err)
	}
	build := func(changed ...string) *Report {
		t.Helper()
		if err := live.Update(t.Context(), dir, changed); err != nil {
			t.Fatal(err, live.Problems())
		}
		r, err := b.Build(t.Context(), live.Version(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	posts, err := filepath.Glob(filepath.Join(dir, "content/posts/*.md"))
	if err != nil || len(posts) == 0 {
		t.Fatal("no posts", err)
	}
	first := build()
	if first.Drawn != first.Pages || first.Changed != first.Pages || first.Pages < len(posts) {
		t.Errorf("the first build: %+v", first)
	}
	middle := posts[len(posts)/2]
	text, err := os.ReadFile(middle)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(middle, append(text, "\nOne more line at the end.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	rel, err := filepath.Rel(dir, middle)
	if err != nil {
		t.Fatal(err)
	}
	// Only the post itself shows its last lines; lists show excerpts.
	if r := build(filepath.ToSlash(rel)); r.Changed != 1 || r.Work != (Work{Written: 1, Compressed: 1}) || r.Pages != first.Pages {
		t.Errorf("one post was edited: %+v", r)
	}
}

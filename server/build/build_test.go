package build

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/site/sitetest"
	"github.com/codescript-lang/coder/server/store"
	"github.com/klauspost/compress/gzip"
)

var files = map[string]string{
	"pages/index.code":         "#title: Front\n<h1>Front</h1>",
	"pages/about.code":         "#title: About\n<h1>About</h1>" + strings.Repeat("<p>text</p>\n", 200),
	"pages/blog/[slug].code":   "#title: Post\n#paths: a b 다\n#include: content/posts.md\n<h1>{slug}</h1>{include}",
	"pages/feed.xml.code":      "#do: feed\n",
	"pages/old.code":           "#do: old\n",
	"pages/account/[id].code":  "#draw: request\n#live: yes\n<h1>account {id}</h1>",
	"pages/blog/special.code":  "<h1>special</h1>",
	"content/posts.md":         "one",
	"static/style.css":         "body{color:red}",
	"static/robots.txt":        "User-agent: *",
	"static/.well-known/x.txt": "x",
}

type world struct {
	testing.TB
	dir      string
	compiler *sitetest.Compiler
	live     *site.Live
	builder  *Builder
	h        *Handler
}

func compiler() *sitetest.Compiler {
	return &sitetest.Compiler{
		Settings: site.Settings{URL: "https://example.com/"},
		Do: map[string]sitetest.Func{
			"feed": func(context.Context, site.Call) (*site.Drawing, error) {
				return &site.Drawing{Type: "application/rss+xml", Body: []byte("<rss/>")}, nil
			},
			"old": func(context.Context, site.Call) (*site.Drawing, error) {
				return &site.Drawing{Kind: site.Redirect, Location: "/about?a=1&b=2"}, nil
			},
			"fail": func(context.Context, site.Call) (*site.Drawing, error) {
				return nil, &site.RunError{Message: "index 5 is out of range"}
			},
		},
	}
}

func newWorld(t testing.TB, dir string) *world {
	t.Helper()
	w := &world{TB: t, dir: dir, compiler: compiler()}
	log := slog.New(slog.DiscardHandler)
	w.live = site.NewLive(w.compiler, log)
	var err error
	if w.builder, err = New(Config{filepath.Join(w.dir, "root"), "test", log}); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), store.Config{Path: filepath.Join(w.dir, "data", "site.db"), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if w.h, err = NewHandler(w.builder, site.Config{Live: w.live, Sessions: s, Keys: site.NewKeyRing(s, time.Now), Log: log}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.h.Close(); s.Close() })
	return w
}

// build writes files, compiles and builds.
func (w *world) build(files map[string]string) (*Report, error) {
	w.Helper()
	if err := sitetest.Write(w.dir, files); err != nil {
		w.Fatal(err)
	}
	if err := w.live.Update(context.Background(), w.dir, nil); err != nil {
		return nil, err
	}
	report, err := w.builder.Build(context.Background(), w.live.Version(context.Background()))
	if err != nil {
		return nil, err
	}
	err = w.h.Refresh()
	w.builder.Prune()
	return report, err
}

func (w *world) mustBuild(files map[string]string) *Report {
	w.Helper()
	r, err := w.build(files)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

func (w *world) get(path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.h.ServeHTTP(rec, r)
	return rec
}

func (w *world) want(path string, status int, part string) *httptest.ResponseRecorder {
	w.Helper()
	r := w.get(path)
	if r.Code != status || !strings.Contains(r.Body.String(), part) {
		w.Errorf("%s: %d, want %d with %q; got %.200s", path, r.Code, status, part, r.Body)
	}
	return r
}

func read(t testing.TB, path ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOutput(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.want("/", 503, "")
	report := w.mustBuild(files)
	if report.Pages != 8 || report.Drawn != 8 || !slices.Equal(report.Live, []string{"/account/[id]"}) {
		t.Errorf("report = %+v", report)
	}
	root := filepath.Join(w.dir, "root")
	for name, part := range map[string]string{
		"index.html": "<h1>Front</h1>", "about/index.html": "<h1>About</h1>", "blog/a/index.html": "<h1>a</h1>one", "blog/다/index.html": "<h1>다</h1>",
		"feed.xml": "<rss/>", "404.html": "Nothing is here", "old/index.html": `url=/about?a=1&amp;b=2`, "assets/style.css": "red", "robots.txt": "User-agent",
		".well-known/x.txt": "x", "static.json": "/assets/style.css", "sitemap.xml": "<loc>https://example.com/blog/%EB%8B%A4</loc>",
	} {
		if got := read(t, root, name); !strings.Contains(got, part) {
			t.Errorf("%s: %q is missing in %.300s", name, part, got)
		}
	}
	if m := read(t, root, "sitemap.xml"); strings.Contains(m, "feed.xml") || strings.Contains(m, "/old") || strings.Contains(m, "account") {
		t.Errorf("site map: %s", m)
	}
	z, err := gzip.NewReader(strings.NewReader(read(t, root, "about/index.html.gz")))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(z); err != nil || string(plain) != read(t, root, "about/index.html") {
		t.Errorf("the compressed copy differs: %v", err)
	}
	for _, ext := range []string{".br", ".zst"} {
		read(t, root, "about/index.html"+ext)
	}

	w.want("/about", 200, "<h1>About</h1>")
	w.want("/blog/%EB%8B%A4", 200, "<h1>다</h1>")
	w.want("/blog/none", 404, "Nothing is here")
	w.want("/404.html", 404, "")
	w.want("/.coder-build", 404, "")
	w.want("/about/index.html", 404, "")
	w.want("/account/7", 200, "account 7")
	if r := w.get("/about/?x=1"); r.Code != 308 || r.Header().Get("Location") != "/about?x=1" {
		t.Errorf("/about/: %d %q", r.Code, r.Header().Get("Location"))
	}
	if r := w.get("/old"); r.Code != 303 || r.Header().Get("Location") != "/about?a=1&b=2" {
		t.Errorf("/old: %d %q", r.Code, r.Header().Get("Location"))
	}
	if r := w.want("/feed.xml", 200, "<rss/>"); r.Header().Get("Content-Type") != "application/rss+xml" {
		t.Errorf("feed: %v", r.Header())
	}
	for e, want := range map[string]string{"br, gzip, zstd": "br", "gzip": "gzip", "zstd": "zstd", "": ""} {
		r := w.get("/about", "Accept-Encoding", e)
		if got := r.Header().Get("Content-Encoding"); got != want || r.Header().Get("ETag") == "" {
			t.Errorf("%q: %q", e, got)
		}
		if again := w.get("/about", "Accept-Encoding", e, "If-None-Match", r.Header().Get("ETag")); again.Code != 304 {
			t.Errorf("%q: %d, want 304", e, again.Code)
		}
	}
	post := httptest.NewRecorder()
	w.h.ServeHTTP(post, httptest.NewRequest("POST", "/about", nil))
	if post.Code != 405 {
		t.Errorf("POST: %d", post.Code)
	}
}

func TestOnlyWhatChangedIsDrawn(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.mustBuild(files)
	about := func() fs.FileInfo {
		info, err := os.Stat(filepath.Join(w.dir, "root/about/index.html"))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	before, generation := about(), w.builder.current()
	if r := w.mustBuild(nil); r.Drawn != 0 || r.Pages != 8 || r.Generation != generation || w.builder.current() != generation {
		t.Errorf("nothing changed: %+v", r)
	}
	if !os.SameFile(before, about()) {
		t.Error("an unchanged page was written again")
	}
	if r := w.mustBuild(map[string]string{"pages/about.code": "<h1>Über</h1>"}); r.Drawn != 1 {
		t.Errorf("one page changed: %+v", r)
	}
	w.want("/about", 200, "Über")
	w.want("/old", 303, "")
	if r := w.mustBuild(map[string]string{"content/posts.md": "two"}); r.Drawn != 3 {
		t.Errorf("the input of three pages changed: %+v", r)
	}
	w.want("/blog/b", 200, "<h1>b</h1>two")

	old := w.live.Version(t.Context())
	var address string
	old.Assets.Each(func(a string, f *site.File) error {
		if f.Immutable && strings.HasSuffix(a, ".css") {
			address = a
		}
		return nil
	})
	if r := w.mustBuild(map[string]string{"static/style.css": "body{color:blue}"}); r.Drawn != 6 {
		t.Errorf("the style sheet of six pages changed: %+v", r)
	}
	w.want(address, 200, "red")
	for i := range keep + 1 {
		w.mustBuild(map[string]string{"pages/about.code": fmt.Sprint(i)})
	}
	if read(t, w.dir, "root/assets/style.css") != "body{color:blue}" {
		t.Error("the style sheet is wrong")
	}
	if _, err := os.Stat(filepath.Join(w.dir, "root", address)); err == nil {
		t.Error("the old style sheet is kept for ever")
	}
	os.Remove(filepath.Join(w.dir, "pages/about.code"))
	w.mustBuild(nil)
	w.want("/about", 404, "")
	if all, _ := w.builder.generations(); len(all) != keep {
		t.Errorf("%d generations are kept", len(all))
	}
}

func TestFailedBuildLeavesTheOld(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.mustBuild(files)
	for name, bad := range map[string]map[string]string{
		"broken":        {"pages/about.code": "BROKEN"},
		"fails":         {"pages/about.code": "#do: fail\n"},
		"needs request": {"pages/about.code": "#draw: request\nx"},
		"no paths":      {"pages/x/[y].code": "x"},
		"dot":           {"pages/.hidden.code": "x"},
		"status":        {"pages/about.code": "#status: 410\nx"},
	} {
		before := w.builder.current()
		if _, err := w.build(bad); err == nil {
			t.Errorf("%s: no error", name)
		}
		if w.builder.current() != before {
			t.Errorf("%s: a new generation was published", name)
		}
		w.want("/about", 200, "<h1>About</h1>")
		if left, _ := filepath.Glob(filepath.Join(w.builder.dir, temporary+"*")); len(left) > 0 {
			t.Errorf("%s: %v is left", name, left)
		}
		for file := range bad {
			os.Remove(filepath.Join(w.dir, file))
		}
		sitetest.Write(w.dir, files)
	}
	_, err := w.build(map[string]string{"pages/about.code": "#do: fail\n", "pages/index.code": "#do: fail\n"})
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 2 || problems[0].Address != "/" || problems[1].File != "pages/about.code" {
		t.Errorf("problems = %v", err)
	}
}

func TestReservedFolder(t *testing.T) {
	dir := t.TempDir()
	if err := sitetest.Write(dir, map[string]string{"root/notes.txt": "mine"}); err != nil {
		t.Fatal(err)
	}
	if _, err := New(Config{filepath.Join(dir, "root"), "test", slog.New(slog.DiscardHandler)}); !errors.Is(err, ErrReserved) {
		t.Errorf("a foreign folder: %v", err)
	}
	if read(t, dir, "root/notes.txt") != "mine" {
		t.Error("it was touched")
	}
	os.RemoveAll(filepath.Join(dir, "root"))
	if err := os.Symlink("/tmp", filepath.Join(dir, "root")); err != nil {
		t.Fatal(err)
	}
	if _, err := New(Config{filepath.Join(dir, "root"), "test", slog.New(slog.DiscardHandler)}); !errors.Is(err, ErrReserved) {
		t.Errorf("a foreign link: %v", err)
	}
	// A copy of a generation, as `cp -rL` or a checkout makes it, is our own; so is an empty folder.
	w := newWorld(t, t.TempDir())
	w.mustBuild(files)
	root := filepath.Join(w.dir, "root")
	target, err := filepath.EvalSymlinks(root)
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(root)
	if err := os.CopyFS(root, os.DirFS(target)); err != nil {
		t.Fatal(err)
	}
	w.mustBuild(map[string]string{"pages/about.code": "again"})
	os.Remove(root)
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	w.mustBuild(map[string]string{"pages/about.code": "and again"})
	if got := read(t, root, "about/index.html"); !strings.Contains(got, "and again") {
		t.Errorf("about is %s", got)
	}
}

func TestRollback(t *testing.T) {
	w := newWorld(t, t.TempDir())
	if _, err := w.builder.Rollback(); !errors.Is(err, ErrNone) {
		t.Errorf("nothing to go back to: %v", err)
	}
	w.mustBuild(files)
	w.mustBuild(map[string]string{"pages/about.code": "two"})
	w.mustBuild(map[string]string{"pages/about.code": "three"})
	// As another process does it.
	other, err := New(Config{filepath.Join(w.dir, "root"), "test", slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"two", "<h1>About</h1>"} {
		if _, err := other.Rollback(); err != nil {
			t.Fatal(err)
		}
		if err := w.h.Refresh(); err != nil {
			t.Fatal(err)
		}
		w.want("/about", 200, want)
	}
	if _, err := other.Rollback(); !errors.Is(err, ErrNone) {
		t.Errorf("before the first: %v", err)
	}
	w.mustBuild(map[string]string{"pages/about.code": "four"})
	w.want("/about", 200, "four")
}

func TestDamagedGeneration(t *testing.T) {
	w := newWorld(t, t.TempDir())
	w.mustBuild(files)
	w.mustBuild(map[string]string{"pages/about.code": "two"})
	w.h.Close()
	marker := filepath.Join(w.builder.dir, w.builder.current(), markerName)
	if err := os.WriteFile(marker, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	again := newWorld(t, w.dir)
	again.want("/about", 200, "<h1>About</h1>")
	if r := again.mustBuild(nil); r.Pages != 8 {
		t.Errorf("report = %+v", r)
	}
	again.want("/about", 200, "two")
}

// TestNoTornReads asks for pages while generations change: every answer is whole, of one generation, and none is missing.
func TestNoTornReads(t *testing.T) {
	w := newWorld(t, t.TempDir())
	number := func(n int) map[string]string {
		m := map[string]string{"content/n.md": fmt.Sprint(n)}
		for i := range 10 {
			m[fmt.Sprintf("pages/p%d.code", i)] = "#include: content/n.md\n<i>{include}</i>" + strings.Repeat("<p>filler</p>", 30) + "<i>{include}</i>"
		}
		return m
	}
	w.mustBuild(number(0))
	var asked, failed atomic.Int64
	var done atomic.Bool
	check := func(where, body string) {
		asked.Add(1)
		parts := strings.Split(body, "<i>")
		if len(parts) != 3 || !strings.HasSuffix(body, "</html>\n") {
			failed.Add(1)
			t.Errorf("%s: not whole: %.100q", where, body)
			return
		}
		a, _, _ := strings.Cut(parts[1], "<")
		if b, _, _ := strings.Cut(parts[2], "<"); a != b {
			failed.Add(1)
			t.Errorf("%s: torn: %s and %s", where, a, b)
		}
	}
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			for !done.Load() && failed.Load() < 5 {
				path := fmt.Sprintf("/p%d", (i*7+int(asked.Load()))%10)
				r := w.get(path)
				if r.Code != 200 {
					failed.Add(1)
					t.Errorf("%s: %d", path, r.Code)
				}
				check(path, r.Body.String())
				// As another web server reads it.
				b, err := os.ReadFile(filepath.Join(w.dir, "root", path, "index.html"))
				if err != nil {
					failed.Add(1)
					t.Error(err)
				}
				check("root"+path, string(b))
			}
		})
	}
	for n := range 25 {
		w.mustBuild(number(n + 1))
	}
	done.Store(true)
	wg.Wait()
	if asked.Load() < 100 {
		t.Errorf("only %d answers were looked at", asked.Load())
	}
}

const (
	// childEnv names the folder in which this program builds instead of testing.
	childEnv = "CODER_TEST_BUILD_IN"
	// built is the line that it prints after each build.
	built = "built"
)

// TestMain builds for ever in a child process, to be killed by TestCrash.
func TestMain(m *testing.M) {
	dir := os.Getenv(childEnv)
	if dir == "" {
		os.Exit(m.Run())
	}
	c := compiler()
	live := site.NewLive(c, slog.New(slog.DiscardHandler))
	b, err := New(Config{filepath.Join(dir, "root"), "test", slog.New(slog.DiscardHandler)})
	for n := 0; err == nil; n++ {
		text := fmt.Sprint(os.Getpid(), "-", n)
		if err = sitetest.Write(dir, map[string]string{"content/posts.md": "<i>" + text + "</i>"}); err != nil {
			break
		}
		if err = live.Update(context.Background(), dir, nil); err == nil {
			_, err = b.Build(context.Background(), live.Version(context.Background()))
			fmt.Println(built)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// TestCrash kills a building process at any moment: what `root` shows then is one whole generation, and the next build works.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, dir)
	w.mustBuild(files)
	w.h.Close()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), childEnv+"="+dir)
		var complaint bytes.Buffer
		cmd.Stderr = &complaint
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// After a build, and somewhere in one of the next.
		if line, err := bufio.NewReader(out).ReadString('\n'); line != built+"\n" {
			t.Errorf("the child says %q (%v)", line, err)
		}
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		if complaint.Len() > 0 {
			t.Fatal(complaint.String())
		}
		root := filepath.Join(dir, "root")
		m, err := readMarker(root)
		if err != nil {
			t.Fatal(err)
		}
		for address, f := range m.Files {
			if got := site.HashBytes([]byte(read(t, root, f.Name))); got != f.Hash {
				t.Errorf("%s: the bytes are not those of its generation", address)
			}
			for _, name := range f.Copies {
				read(t, root, name)
			}
		}
		if text, _ := json.Marshal(m.Pages["/blog/a"].Inputs); !strings.Contains(read(t, root, "blog/b/index.html"), "<h1>b</h1>") || len(text) < 10 {
			t.Error("the generation is not whole")
		}
	}
	again := newWorld(t, dir)
	again.want("/blog/a", 200, "<h1>a</h1>")
	again.mustBuild(map[string]string{"content/posts.md": "after"})
	again.want("/blog/a", 200, "after")
	if left, _ := filepath.Glob(filepath.Join(again.builder.dir, temporary+"*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

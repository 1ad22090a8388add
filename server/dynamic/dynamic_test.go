package dynamic

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/site/sitetest"
	"github.com/codescript-lang/coder/server/store"
)

type world struct {
	*testing.T
	dir      string
	compiler *sitetest.Compiler
	live     *site.Live
	h        *Handler
}

func newWorld(t *testing.T, files map[string]string) *world {
	t.Helper()
	w := &world{T: t, dir: t.TempDir(), compiler: &sitetest.Compiler{}}
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "site.db"), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	log := slog.New(slog.DiscardHandler)
	w.live = site.NewLive(w.compiler, log)
	w.h = New(site.Config{Live: w.live, Sessions: s, Keys: site.NewKeyRing(s, time.Now), Log: log})
	if files != nil {
		w.edit(files)
	}
	return w
}

func (w *world) edit(files map[string]string) {
	w.Helper()
	if err := sitetest.Write(w.dir, files); err != nil {
		w.Fatal(err)
	}
	if err := w.live.Update(w.Context(), w.dir, nil); err != nil && !strings.Contains(fmt.Sprint(files), "BROKEN") {
		w.Fatal(err)
	}
}

func (w *world) get(path string) (int, string) {
	rec := httptest.NewRecorder()
	w.h.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
	return rec.Code, rec.Body.String()
}

func TestDrawnOnceUntilTheSourcesChange(t *testing.T) {
	w := newWorld(t, map[string]string{"pages/index.code": "<h1>One</h1>", "pages/[slug].code": "<h1>{slug}</h1>", "pages/now.code": "#draw: now\n<h1>now</h1>"})
	for _, path := range []string{"/", "/", "/?a=1", "/x", "/x", "/y"} {
		if code, _ := w.get(path); code != 200 {
			t.Fatalf("%s: %d", path, code)
		}
	}
	if n := w.compiler.Draws.Load(); n != 3 {
		t.Errorf("%d drawings; want 3: /, /x, /y", n)
	}
	w.get("/now")
	w.get("/now")
	if n := w.compiler.Draws.Load(); n != 5 {
		t.Errorf("%d drawings; want 5: a page that reads the time is drawn each time", n)
	}
	w.edit(map[string]string{"pages/index.code": "<h1>Two</h1>"})
	if _, body := w.get("/"); !strings.Contains(body, "Two") {
		t.Errorf("the next request shows %s", body)
	}
	w.edit(map[string]string{"pages/index.code": "BROKEN"})
	if code, body := w.get("/"); code != 200 || !strings.Contains(body, "Two") {
		t.Errorf("after a broken edit: %d %s", code, body)
	}
}

func TestNothingYet(t *testing.T) {
	w := newWorld(t, nil)
	if code, _ := w.get("/"); code != 503 {
		t.Errorf("status %d, want 503", code)
	}
}

func TestOneDrawingForAllWhoWait(t *testing.T) {
	w := newWorld(t, nil)
	begun, finish := make(chan struct{}), make(chan struct{})
	w.compiler.Do = map[string]sitetest.Func{"slow": func(context.Context, site.Call) (*site.Drawing, error) {
		close(begun) // twice would panic
		<-finish
		return sitetest.Document("", "", "slow"), nil
	}}
	w.edit(map[string]string{"pages/index.code": "#do: slow\n"})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if code, body := w.get("/"); code != 200 || !strings.Contains(body, "slow") {
				t.Errorf("%d %s", code, body)
			}
		})
	}
	<-begun
	close(finish)
	wg.Wait()
}

func TestCacheIsBounded(t *testing.T) {
	w := newWorld(t, map[string]string{"pages/index.code": "x"})
	v := w.live.Version(t.Context())
	c := newCache(10 * (entryBytes + 1000))
	keep := func(path string, size int) {
		_, err := c.Keep(t.Context(), v, site.Match{Path: path}, func(context.Context) (*site.Answer, error) {
			return &site.Answer{Body: make([]byte, size)}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range 100 {
		keep(fmt.Sprint("/", i), 1000)
		keep("/0", 1000)
	}
	if pages, size := c.pages.Size(); pages != 10 || size != 10*(entryBytes+1000) {
		t.Errorf("%d pages, %d bytes; want 10 of %d bytes", pages, size, entryBytes+1000)
	}
	for path, want := range map[string]bool{"/0": true, "/99": true, "/5": false} {
		if got := c.get(v.Program.Version(), path) != nil; got != want {
			t.Errorf("%s is kept: %v, want %v", path, got, want)
		}
	}
	keep("/huge", 9*(entryBytes+1000))
	if pages, _ := c.pages.Size(); pages != 10 {
		t.Error("one page pushed out the others")
	}
}

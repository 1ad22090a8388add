// The example site, served by the real command in each of its modes and visited by a real browser.

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// blog copies the example site to a folder of the test's own and returns it.
func blog(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blog")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "testdata", "sites", "blog"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// serve runs `coder serve` and returns the site's address. When the test ends the server is interrupted and must end cleanly.
func serve(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("coder", append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	cmd.Env = append(os.Environ(), "LANG=en_US.UTF-8")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var log lockedBuffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(first), "listening on ")
	if err != nil || !ok {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		t.Fatalf("coder serve printed %q first (%v)\n%s", first, err, log.String())
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, lines)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		<-drained
		if err := cmd.Wait(); err != nil {
			t.Errorf("coder serve ended with %v\n%s", err, log.String())
		}
		if t.Failed() {
			t.Logf("the server's log:\n%s", log.String())
		}
	})
	return address
}

// lockedBuffer collects what a process writes while a test may look at it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestExampleSite(t *testing.T) {
	for _, mode := range []string{"dynamic", "spa", "build"} {
		t.Run(mode, func(t *testing.T) {
			dir := blog(t)
			v := &visit{T: t, mode: mode, dir: dir, site: serve(t, "--mode", mode, dir)}
			v.ctx = newBrowser(t)
			v.readsAndGoesBack()
			v.missesAPage()
			v.switchesTheTheme()
			v.signsTheGuestbook()
			v.countsItsVisits()
			v.searches()
			v.readsKorean()
			if mode == "build" {
				v.seesAnEditWithoutOneFailure()
			}
		})
	}
}

// TestSinglePageByHistory visits the site in single-page mode with a browser that has no Navigation API.
func TestSinglePageByHistory(t *testing.T) {
	dir := blog(t)
	v := &visit{T: t, mode: "spa", dir: dir, site: serve(t, "--mode", "spa", dir)}
	v.ctx = newBrowser(t)
	do(t, v.ctx, beforeEachPage(`delete window.navigation`))
	v.open("/")
	if read[bool](t, v.ctx, `"navigation" in window`) {
		t.Fatal("the Navigation API is still there")
	}
	v.readsAndGoesBack()
	v.missesAPage()
	v.switchesTheTheme()
	v.signsTheGuestbook()
	v.searches()
}

// TestClicksDuringTransition presses what a transition between two pages still covers: the click arrives, also when the transition has ended
// before the button of the mouse is let go, and what is clicked has the focus.
func TestClicksDuringTransition(t *testing.T) {
	v := &visit{T: t, mode: "spa", site: serve(t, "--mode", "spa", blog(t))}
	v.ctx = newBrowser(t)
	do(t, v.ctx, beforeEachPage(`
		const slow = new CSSStyleSheet()
		slow.replaceSync("::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*) { animation-duration: 1h !important }")
		document.adoptedStyleSheets.push(slow)`))
	v.open("/guestbook")
	const (
		button   = `main form button`
		covered  = `document.getAnimations().some((a) => a.effect.pseudoElement?.startsWith("::view-transition"))`
		requests = `performance.getEntriesByType("resource").filter((e) => e.name.includes("/_coder/page/")).length`
	)
	v.follow(button, `document.querySelector("#name-error") != null && `+covered)
	v.mouse(input.DispatchMouseEventTypeMousePressed, "#name")
	v.mouse(input.DispatchMouseEventTypeMouseReleased, "#name")
	waitFor(t, v.ctx, `document.activeElement.id == "name"`)

	v.follow(button, requests+` == 2 && document.activeElement.localName == "h1" && `+covered)
	v.mouse(input.DispatchMouseEventTypeMousePressed, button)
	read[bool](t, v.ctx, `document.getAnimations().forEach((a) => a.finish()), true`)
	waitFor(t, v.ctx, `!document.documentElement.matches(":active-view-transition")`)
	v.mouse(input.DispatchMouseEventTypeMouseReleased, button)
	waitFor(t, v.ctx, requests+` == 3`)
}

// TestWithoutLayout visits a site without layouts: its pages are whole documents, which browsers lay out by their standards.
func TestWithoutLayout(t *testing.T) {
	for _, mode := range []string{"dynamic", "spa", "build"} {
		t.Run(mode, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range map[string]string{
				"site.code":        `export let site: Site = { name: "Bare", url: "https://bare.example", lang: "ko" }` + "\n",
				"pages/index.code": "page => <><head><title>첫 쪽</title></head><h1>One</h1><a href=\"/two\">Two</a></>\n",
				"pages/two.code":   "page => <h1>Two</h1>\n",
			} {
				file := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			ctx := newBrowser(t)
			do(t, ctx, chromedp.Navigate(serve(t, "--mode", mode, dir)+"/"))
			const sound = `document.compatMode + " " + document.characterSet + " " + document.documentElement.lang + " " + document.querySelectorAll("head meta").length + " "`
			if got, want := read[string](t, ctx, sound+`+ document.title`), "CSS1Compat UTF-8 ko 2 첫 쪽"; got != want {
				t.Errorf("the first page is %q, want %q", got, want)
			}
			do(t, ctx, chromedp.Click(chromedp.CSS("a")))
			waitFor(t, ctx, `document.readyState == "complete" && document.querySelector("h1")?.textContent == "Two"`)
			if got, want := read[string](t, ctx, sound), "CSS1Compat UTF-8 ko 2 "; got != want {
				t.Errorf("the second page is %q, want %q", got, want)
			}
		})
	}
}

// TestWithoutScripts visits the site in single-page mode with a browser that runs no scripts: it is a plain site.
func TestWithoutScripts(t *testing.T) {
	dir := blog(t)
	site := serve(t, "--mode", "spa", dir)
	for path, part := range map[string]string{"/": "post-list", "/about": "<h1", "/guestbook": "_coder-token"} {
		resp, err := http.Get(site + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || !strings.Contains(string(body), part) {
			t.Errorf("%s: %q is missing (%v)", path, part, err)
		}
	}
}

// TestDeveloper breaks a page and mends it: the browser shows each by itself.
func TestDeveloper(t *testing.T) {
	dir := blog(t)
	site := serve(t, "--dev", dir)
	ctx := newBrowser(t)
	do(t, ctx, chromedp.Navigate(site+"/about"))
	waitFor(t, ctx, `document.querySelector("main h1") != null`)
	file := filepath.Join(dir, "pages", "about.code")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("page {\n\tlet total = 3 + unknwon\n\treturn <h1>{total}</h1>\n}\n")
	waitFor(t, ctx, fmt.Sprintf(`document.querySelector(".problem code")?.textContent == %q`, filepath.ToSlash(file)+":2:18"))
	do(t, ctx, look(1280, 900, "light"))
	shoot(t, ctx, "dev-error-light")
	do(t, ctx, look(390, 844, "dark"))
	shoot(t, ctx, "dev-error-dark-phone")
	write(strings.Replace(string(text), "<h1>", "<h1>Mended ", 1))
	waitFor(t, ctx, `document.querySelector("main h1")?.textContent.startsWith("Mended")`)
	write("page {\n\treturn <h1>{[1, 2][5]}</h1>\n}\n")
	waitFor(t, ctx, `document.querySelector(".problem h2")?.textContent.includes("out of range")`)
	do(t, ctx, look(1280, 900, "dark"))
	shoot(t, ctx, "dev-run-error-dark")
}

// visit is one reader's way through the site.
type visit struct {
	*testing.T
	ctx             context.Context
	mode, dir, site string
}

// open loads an address of the site as a document.
func (v *visit) open(path string) {
	v.Helper()
	do(v.T, v.ctx, chromedp.Navigate(v.site+path))
	waitFor(v.T, v.ctx, `document.readyState == "complete"`)
}

// follow clicks the first element that a selector finds and waits until a condition holds.
func (v *visit) follow(selector, until string) {
	v.Helper()
	do(v.T, v.ctx, chromedp.Click(chromedp.CSS(selector)))
	waitFor(v.T, v.ctx, until)
}

// mouse lets the left button of the mouse do one thing at the middle of the first element that a selector finds.
func (v *visit) mouse(what input.DispatchMouseEventType, selector string) {
	v.Helper()
	at := read[[]float64](v.T, v.ctx, fmt.Sprintf(`(({x, y, width, height}) => [x + width / 2, y + height / 2])(document.querySelector(%q).getBoundingClientRect())`, selector))
	do(v.T, v.ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: what, X: at[0], Y: at[1], Button: input.MouseButtonLeft, ClickCount: 1})
		return err
	}))
}

// mark leaves a sign in the document that a load of another document would wipe out.
func (v *visit) mark() { read[bool](v.T, v.ctx, `window.stayed = true`) }

// stayed checks that the document is still the one marked in single-page mode, and another one in the other modes.
func (v *visit) stayed() {
	v.Helper()
	if got, want := read[bool](v.T, v.ctx, `window.stayed === true`), v.mode == "spa"; got != want {
		v.Errorf("the document stayed: %v, want %v", got, want)
	}
}

func (v *visit) readsAndGoesBack() {
	v.open("/")
	do(v.T, v.ctx, look(1280, 900, "light"))
	shoot(v.T, v.ctx, v.mode+"-index-light")
	if n := read[int](v.T, v.ctx, `document.querySelectorAll("main .post-list > li").length`); n != 10 {
		v.Errorf("the index shows %d posts, want 10", n)
	}
	v.mark()
	read[bool](v.T, v.ctx, `scrollTo(0, 700), true`)
	waitFor(v.T, v.ctx, `scrollY == 700`)
	title := read[string](v.T, v.ctx, `document.querySelectorAll("main .post-list a")[6].textContent`)
	read[bool](v.T, v.ctx, `document.querySelectorAll("main .post-list a")[6].click(), true`)
	waitFor(v.T, v.ctx, fmt.Sprintf(`document.title.startsWith(%q) && document.querySelector("h1").textContent == %q`, title, title))
	waitFor(v.T, v.ctx, `scrollY == 0`)
	if !read[bool](v.T, v.ctx, `location.pathname.startsWith("/posts/")`) {
		v.Error("the address is not the post's")
	}
	v.stayed()
	shoot(v.T, v.ctx, v.mode+"-post-light")
	read[bool](v.T, v.ctx, `history.back(), true`)
	waitFor(v.T, v.ctx, `location.pathname == "/" && document.querySelector("main .post-list") != null`)
	waitFor(v.T, v.ctx, `Math.abs(scrollY - 700) <= 1`)
	if v.mode == "spa" { // elsewhere the browser may have kept the document, or not
		v.stayed()
	}
	read[bool](v.T, v.ctx, `history.forward(), true`)
	waitFor(v.T, v.ctx, fmt.Sprintf(`document.querySelector("h1").textContent == %q`, title))
	v.open("/")
	v.follow(`.pager a[rel=next]`, `location.pathname == "/page/2" && document.querySelector(".pager a[aria-current]").textContent == "2"`)
	do(v.T, v.ctx, look(390, 844, "dark"))
	shoot(v.T, v.ctx, v.mode+"-page2-dark-phone")
	do(v.T, v.ctx, look(1280, 900, "light"))
}

func (v *visit) missesAPage() {
	v.open("/")
	v.mark()
	read[bool](v.T, v.ctx, `document.querySelector(".brand").setAttribute("href", "/no/such/page"), true`)
	v.follow(`.brand`, `document.querySelector(".notice .count")?.textContent == "404"`)
	v.stayed()
	shoot(v.T, v.ctx, v.mode+"-404")
	if got := v.status("/no/such/page"); got != http.StatusNotFound {
		v.Errorf("a missing page answers %d, want 404", got)
	}
	v.open("/")
}

func (v *visit) switchesTheTheme() {
	v.open("/settings")
	v.follow(`button[value=dark]`, `document.querySelector("button[value=dark]")?.getAttribute("aria-pressed") == "true"`)
	v.open("/")
	waitFor(v.T, v.ctx, `document.documentElement.dataset.theme == "dark"`)
	shoot(v.T, v.ctx, v.mode+"-index-theme-dark")
	v.open("/settings")
	v.follow(`button[value=auto]`, `document.querySelector("button[value=auto]")?.getAttribute("aria-pressed") == "true"`)
}

func (v *visit) signsTheGuestbook() {
	v.open("/guestbook")
	v.mark()
	v.follow(`main form button`, `document.querySelector("#name-error") != null`)
	v.stayed()
	shoot(v.T, v.ctx, v.mode+"-guestbook-error")
	do(v.T, v.ctx,
		chromedp.SendKeys(chromedp.CSS(`#name`), "하늘 <b>"),
		chromedp.SendKeys(chromedp.CSS(`#message`), "안녕하세요 & hello"))
	v.follow(`main form button`, `document.querySelector(".entries strong")?.textContent == "하늘 <b>"`)
	if got := read[string](v.T, v.ctx, `document.querySelector(".entries .message").textContent`); got != "안녕하세요 & hello" {
		v.Errorf("the entry reads %q", got)
	}
	v.stayed()
	shoot(v.T, v.ctx, v.mode+"-guestbook")
}

func (v *visit) countsItsVisits() {
	v.open("/visits")
	waitFor(v.T, v.ctx, `document.querySelector("#visits").textContent == "1"`)
	v.open("/visits")
	waitFor(v.T, v.ctx, `document.querySelector("#visits").textContent == "2"`)
}

func (v *visit) searches() {
	v.open("/search")
	do(v.T, v.ctx, chromedp.SendKeys(chromedp.CSS(`#q`), "windows"))
	v.follow(`main form.search button`, `location.search == "?q=windows" && document.querySelector("[role=status]") != null`)
	if read[int](v.T, v.ctx, `document.querySelectorAll("main .post-list > li").length`) == 0 {
		v.Error("no post found for windows")
	}
}

func (v *visit) readsKorean() {
	v.open("/ko")
	do(v.T, v.ctx, look(390, 844, "light"))
	shoot(v.T, v.ctx, v.mode+"-ko-phone")
	v.follow(`main .post-list a`, `location.pathname.startsWith("/ko/posts/") && document.querySelector("main article h1") != null`)
	shoot(v.T, v.ctx, v.mode+"-ko-post-phone")
	do(v.T, v.ctx, look(1280, 900, "light"))
}

// status asks for an address without the browser.
func (v *visit) status(path string) int {
	v.Helper()
	resp, err := http.Get(v.site + path)
	if err != nil {
		v.Fatal(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// seesAnEditWithoutOneFailure edits a post while a loop asks for pages: the edit shows, and no request fails or is torn.
func (v *visit) seesAnEditWithoutOneFailure() {
	posts, err := filepath.Glob(filepath.Join(v.dir, "content", "posts", "*.md"))
	if err != nil || len(posts) == 0 {
		v.Fatal("no posts", err)
	}
	file := posts[len(posts)-1]
	slug := strings.TrimSuffix(filepath.Base(file), ".md")
	text, err := os.ReadFile(file)
	if err != nil {
		v.Fatal(err)
	}
	v.open("/posts/" + slug)

	stop := make(chan struct{})
	var requests, failures atomic.Int64
	var loops sync.WaitGroup
	for _, path := range []string{"/", "/posts/" + slug, "/archive", "/feed.xml", "/assets/style.css"} {
		loops.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				requests.Add(1)
				resp, err := http.Get(v.site + path)
				if err != nil {
					failures.Add(1)
					continue
				}
				body, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				whole := !strings.Contains(resp.Header.Get("Content-Type"), "html") || bytes.HasSuffix(bytes.TrimSpace(body), []byte("</html>"))
				if err != nil || resp.StatusCode != http.StatusOK || !whole {
					failures.Add(1)
				}
			}
		})
	}
	for i := range 3 {
		sign := fmt.Sprintf("Edited for the %d. time.", i+1)
		if err := os.WriteFile(file, append(bytes.Clone(text), "\n\n"+sign+"\n"...), 0o644); err != nil {
			v.Fatal(err)
		}
		deadline := time.Now().Add(conditionPatience)
		for !strings.Contains(v.body("/posts/"+slug), sign) {
			if time.Now().After(deadline) {
				v.Fatalf("the edit %q never showed", sign)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	close(stop)
	loops.Wait()
	if failures.Load() > 0 {
		v.Errorf("%d of %d requests failed or were torn during rebuilds", failures.Load(), requests.Load())
	}
	v.open("/posts/" + slug)
	waitFor(v.T, v.ctx, `document.querySelector("main article").textContent.includes("Edited for the 3. time.")`)
}

func (v *visit) body(path string) string {
	v.Helper()
	resp, err := http.Get(v.site + path)
	if err != nil {
		v.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		v.Fatal(err)
	}
	return string(body)
}

// Visitors who mean harm, against the real command and, where a browser's own reading counts, in a real browser.

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// target is a small site with what attackers look for.
var target = map[string]string{
	"site.code": `export let site: Site = { name: "Target", url: "https://target.example", live: ["/go", "/theme", "/count", "/form"] }`,
	"pages/layout.code": `layout(content: html) {
	return <>
		<!doctype html>
		<html lang="en"><head><title>Target</title></head><body><nav><a href="/">Home</a> <a id="plain" href="/plain">Plain</a> <a id="lively" href="/lively">Lively</a></nav><main>{content}</main></body></html>
	</>
}`,
	"pages/index.code":  `page => <h1>Home</h1>`,
	"pages/plain.code":  `page => <h1>Plain</h1>`,
	"pages/lively.code": "page => <><h1>Lively</h1><style>h1 { letter-spacing: 7px }</style><script>document.body.dataset.ran = \"yes\"</script></>",
	"pages/go.code":     `page => redirect(request.query["to"] ?? "/")`,
	"pages/theme.code": `page {
	cookies.set("theme", request.query["set"] ?? "none")
	return <p>{cookies.get("theme") ?? ""}</p>
}`,
	"pages/count.code": `page {
	let kept = session.get("n")
	let n = kept is number ? kept + 1 : 1
	session.set("n", n)
	return <p>{n}</p>
}`,
	"pages/form.code": `action save(text: string) { return redirect("/") }

page => <form action={save}><textarea name="text"></textarea><button>Save</button></form>`,
}

// serveTarget serves the site in a mode.
func serveTarget(t *testing.T, mode string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range target {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return serve(t, "--mode", mode, dir)
}

// ask sends one request and follows no redirection.
func ask(t *testing.T, method, address, body string, headers ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func TestHostileRequests(t *testing.T) {
	site := serveTarget(t, "dynamic")
	t.Run("headers", func(t *testing.T) {
		for _, evil := range []string{"a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "/\r\nX-Evil: 1", "/\nSet-Cookie: evil=1", "/a; Domain=evil.example", "/\x00"} {
			for _, path := range []string{"/go?to=", "/theme?set="} {
				r := ask(t, "GET", site+path+url.QueryEscape(evil), "")
				if r.Header.Get("X-Evil") != "" {
					t.Errorf("%s%q: %v", path, evil, r.Header)
				}
				for _, c := range r.Cookies() {
					if c.Name == "evil" || c.Domain != "" {
						t.Errorf("%s%q: the cookie %s", path, evil, c.Raw)
					}
				}
			}
		}
	})
	t.Run("session fixation", func(t *testing.T) {
		planted := "coder=" + strings.Repeat("A", 43)
		r := ask(t, "GET", site+"/count", "", "Cookie", planted)
		var own string
		for _, c := range r.Cookies() {
			if c.Name == "coder" {
				own = "coder=" + c.Value
			}
		}
		if own == "" || own == planted {
			t.Fatalf("the browser was left with %q", own)
		}
		for cookie, want := range map[string]string{planted: "<p>1</p>", own: "<p>2</p>"} {
			body, err := io.ReadAll(ask(t, "GET", site+"/count", "", "Cookie", cookie).Body)
			if err != nil || !strings.Contains(string(body), want) {
				t.Errorf("%s: %s is missing in %s (%v)", cookie, want, body, err)
			}
		}
	})
	t.Run("oversized form", func(t *testing.T) {
		r := ask(t, "POST", site+"/form?_action=save", "text="+strings.Repeat("x", 8<<20), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
		if r.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d, want 413", r.StatusCode)
		}
		if r := ask(t, "GET", site+"/", ""); r.StatusCode != 200 {
			t.Errorf("afterwards: %d", r.StatusCode)
		}
	})
	t.Run("slow clients", func(t *testing.T) { slowClients(t, strings.TrimPrefix(site, "http://")) })
}

// slowClients opens connections that never finish the head of their request: others are answered meanwhile, and they are cut off.
func slowClients(t *testing.T, host string) {
	var slow []net.Conn
	for range 8 {
		c, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "); err != nil {
			t.Fatal(err)
		}
		slow = append(slow, c)
	}
	for range 20 {
		if r := ask(t, "GET", "http://"+host+"/", ""); r.StatusCode != 200 {
			t.Fatalf("status %d while others are slow", r.StatusCode)
		}
	}
	for _, c := range slow {
		// Longer than the server's patience for a head, with room for a busy machine.
		if err := c.SetReadDeadline(time.Now().Add(browserPatience)); err != nil {
			t.Fatal(err)
		}
		for r := bufio.NewReader(c); ; {
			if _, err := r.ReadByte(); err != nil {
				if ne, ok := err.(net.Error); ok && ne.Timeout() {
					t.Error("a slow client was never cut off")
				}
				break
			}
		}
	}
}

// TestRedirectsInABrowser: where browsers read addresses in other ways than Go does, a redirection still stays on the site.
func TestRedirectsInABrowser(t *testing.T) {
	var visits atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visits.Add(1) }))
	defer elsewhere.Close()
	host := strings.TrimPrefix(elsewhere.URL, "http://")
	site := serveTarget(t, "dynamic")
	ctx := newBrowser(t)
	for _, form := range []string{"//%s", `/\%s`, `\\%s`, `\/%s`, "///%s", "/\t/%s", "\t//%s", "/\n/%s", " //%s", "http:%s", "http:/%s", "http:\\%s", "http://%s", "HTTP://%s",
		"/.//%s", "/..//%s", "/%%2f%s", "/%%5c%s", "/%%09/%s", "//user@%s", "/@%s", "\x01//%s", "\u2028//%s", "/\u2044%s", "javascript:location='http://%s'"} {
		to := fmt.Sprintf(form, host)
		do(t, ctx, chromedp.Navigate(site+"/go?to="+url.QueryEscape(to)))
		if got := read[string](t, ctx, `location.origin`); got != site {
			t.Errorf("%q led the browser to %s", to, got)
		}
		if r := ask(t, "GET", site+"/go?to="+url.QueryEscape(to), ""); r.StatusCode < 400 {
			if u, err := r.Location(); err != nil || u.Scheme+"://"+u.Host != site {
				t.Errorf("%q leads Go to %v (%v)", to, u, err)
			}
		}
	}
	if visits.Load() > 0 {
		t.Errorf("the browser went elsewhere %d times", visits.Load())
	}
}

// TestScriptsInPages: a script and a style written out in a page work under the site's policy, in every mode, and a page with a
// script works when it is reached by a link as when it is loaded. Another session cannot use the addresses such a visit leaves.
func TestScriptsInPages(t *testing.T) {
	for _, mode := range []string{"dynamic", "spa", "build"} {
		t.Run(mode, func(t *testing.T) {
			site := serveTarget(t, mode)
			ctx := newBrowser(t)
			const ran = `document.body.dataset.ran == "yes" && getComputedStyle(document.querySelector("h1")).letterSpacing == "7px"`
			do(t, ctx, chromedp.Navigate(site+"/lively"))
			waitFor(t, ctx, ran)
			do(t, ctx, chromedp.Navigate(site+"/"))
			waitFor(t, ctx, `document.readyState == "complete"`)
			do(t, ctx, chromedp.Click(chromedp.CSS(`#plain`)))
			waitFor(t, ctx, `document.querySelector("h1")?.textContent == "Plain"`)
			if mode == "spa" {
				replays(t, read[string](t, ctx, `performance.getEntriesByType("resource").map(e => e.name).find(n => n.includes("/_coder/page/")) ?? ""`))
			}
			do(t, ctx, chromedp.Click(chromedp.CSS(`#lively`)))
			waitFor(t, ctx, `location.pathname == "/lively" && `+ran)
		})
	}
}

// replays asks for a sealed address without the session that it was sealed for.
func replays(t *testing.T, sealed string) {
	t.Helper()
	if sealed == "" {
		t.Error("the browser asked for no sealed address")
		return
	}
	for _, cookie := range []string{"", "coder=" + strings.Repeat("A", 43)} {
		r := ask(t, "GET", sealed, "", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
		body, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusConflict || strings.Contains(string(body), "Plain") {
			t.Errorf("another session got %d: %s (%v)", r.StatusCode, body, err)
		}
	}
}

// The pages of the corpus, served by the real command: what a case says is answered at its address.

package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/testkit"
)

func TestCorpusPages(t *testing.T) {
	served := 0
	for _, c := range testkit.Load(t, "testdata/lang") {
		html, hasHTML := c.Want("html")
		status, hasStatus := c.Want("status")
		if !hasHTML && !hasStatus {
			continue
		}
		served++
		t.Run(c.Name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range c.Files {
				path := filepath.Join(dir, filepath.FromSlash(f.Name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(f.Data), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			what := dir
			if !c.IsSite() {
				what = filepath.Join(dir, "main.code")
			}
			got, body := askCase(t, serve(t, "--mode", "dynamic", what), &c)
			if hasStatus && got != strings.TrimSpace(status.Data) {
				t.Errorf("answered %q, want %q", got, strings.TrimSpace(status.Data))
			}
			if hasHTML && strings.TrimSuffix(body, "\n") != strings.TrimSuffix(html.Data, "\n") {
				t.Errorf("answered\n%s\nwant\n%s", body, html.Data)
			}
		})
	}
	if served < 30 {
		t.Errorf("served %d cases, want at least 30", served)
	}
}

// askCase asks for the address of a case, with its cookies, and follows no redirect. The first result is written as out/status
// is: the status, and where a redirect leads.
func askCase(t *testing.T, site string, c *testkit.Case) (status, body string) {
	t.Helper()
	address := "/"
	if get, ok := c.Tag("get"); ok {
		address = strings.TrimSpace(get.Value)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if cookie, ok := c.Tag("cookie"); ok {
		req.Header.Set("Cookie", strings.TrimSpace(cookie.Value))
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	status = fmt.Sprint(resp.StatusCode)
	if to := resp.Header.Get("Location"); to != "" {
		status += " " + to
	}
	return status, string(text)
}

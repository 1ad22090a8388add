package server

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/uri"
)

// contentRegistered are the folders about whose content the client is asked for each method, by what it was asked so far, each with its
// pattern; and how many registrations hold.
func (e *editor) contentRegistered() (byMethod map[string][]string, held int) {
	byMethod = map[string][]string{}
	ids := map[string]string{} // methods by id
	for _, asked := range e.asked {
		var p struct {
			Registrations []struct {
				ID, Method      string
				RegisterOptions struct {
					DocumentSelector []struct {
						Scheme  string
						Pattern struct{ BaseURI, Pattern string }
					}
				}
			}
			Unregisterations []struct{ ID, Method string }
		}
		if err := json.Unmarshal([]byte(asked), &p); err != nil {
			e.t.Fatal(err)
		}
		for _, r := range p.Registrations {
			if r.ID == "files" {
				continue
			}
			if ids[r.ID] != "" || len(byMethod[r.Method]) > 0 {
				e.t.Errorf("%s is registered twice", r.Method)
			}
			ids[r.ID] = r.Method
			for _, f := range r.RegisterOptions.DocumentSelector {
				byMethod[r.Method] = append(byMethod[r.Method], f.Scheme+" "+e.path(uri.URI(f.Pattern.BaseURI))+" "+f.Pattern.Pattern)
			}
		}
		for _, u := range p.Unregisterations {
			if ids[u.ID] != u.Method {
				e.t.Errorf("%s is not registered as %s", u.Method, u.ID)
			}
			delete(ids, u.ID)
			delete(byMethod, u.Method)
		}
	}
	return byMethod, len(ids)
}

// TestContentOfSites holds that a client that can is asked about the content of the sites that there are, about each once, and about
// nothing else.
func TestContentOfSites(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root, "one/site.code", siteText, "one/content/a.md", "x", "README.md", "x", "loose/a.code", "print(1)\n")
	e := newEditor(t, editorConfig{root: root, content: true})
	asksAbout := func(folders ...string) {
		t.Helper()
		var want []string
		for _, f := range folders {
			want = append(want, "file "+f+" **/*.{md,markdown,json}")
		}
		e.until(strings.Join(folders, " and "), func() bool {
			byMethod, held := e.contentRegistered()
			for _, method := range contentMethods {
				if !slices.Equal(byMethod[method], want) {
					return false
				}
			}
			return held == len(byMethod)
		})
	}
	asksAbout("one")
	e.open("loose/a.code", "print(1)\n")
	e.await("loose/a.code")
	writeFiles(t, root, "two [x]/site.code", siteText)
	e.changedOutside("two [x]/site.code")
	asksAbout("one", "two [x]")
	deep := filepath.Join("a", "b", "c", "d", "e")
	writeFiles(t, root, filepath.Join(deep, "site.code"), siteText) // deeper than sites are looked for
	e.open(filepath.Join(deep, "lib.code"), "export let a = 1\n")
	asksAbout(deep, "one", "two [x]")
	e.close(filepath.Join(deep, "lib.code"))
	writeFiles(t, root, "one", "", "two [x]", "", "a", "")
	e.changedOutside("one/site.code", "two [x]/site.code", filepath.Join(deep, "site.code"))
	asksAbout()
}

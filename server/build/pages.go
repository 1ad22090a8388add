// Which pages there are, and whether each is drawn or taken over from the generation before.

package build

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/server/site"
	"golang.org/x/sync/errgroup"
)

// maxProblems is how many pages at fault a build reports before it gives up.
const maxProblems = 20

// ErrNeedsRequest says that a page cannot be drawn before there is a request.
var ErrNeedsRequest = errors.New("needs-request: the page reads the request, so it cannot be built; list its address in `live` of site.code, or use another mode")

// planned is one address to build.
type planned struct {
	match   site.Match
	address string // percent-encoded
}

// planPages lists the addresses to build, and the patterns of those that are answered per request.
func planPages(ctx context.Context, v *site.Version) (plan []planned, live []string, err error) {
	var problems Problems
	for _, p := range v.Routes.Pages() {
		pattern := v.Routes.Pattern(p)
		if p.Live {
			live = append(live, pattern)
			continue
		}
		if p.Draw == site.DrawRequest {
			problems = append(problems, PageProblem{File: p.File, Err: ErrNeedsRequest})
			continue
		}
		addresses, err := addressesOf(ctx, v, p)
		if err != nil {
			problems = append(problems, PageProblem{File: p.File, Err: err})
		}
		plan = append(plan, addresses...)
	}
	if len(problems) > 0 {
		return nil, nil, problems
	}
	return plan, live, nil
}

// addressesOf lists the addresses of one page.
func addressesOf(ctx context.Context, v *site.Version, p *site.Page) ([]planned, error) {
	list := []site.Params{nil}
	if strings.Contains(v.Routes.Pattern(p), "[") {
		if !p.HasPaths {
			return nil, errors.New("missing-paths: the page has parameters and no `paths` that names their values")
		}
		var err error
		if list, err = v.Program.Paths(ctx, p); err != nil {
			return nil, err
		}
	}
	var plan []planned
	there := map[string]bool{}
	for _, params := range list {
		address, err := v.Routes.Path(p, params)
		if err != nil {
			return nil, err
		}
		m, ok := v.Routes.Match(address)
		if !ok || m.Page != p {
			// A more particular page answers it: paths may list what another page draws.
			continue
		}
		if there[m.Path] {
			return nil, fmt.Errorf("paths names %s twice", m.Path)
		}
		there[m.Path] = true
		plan = append(plan, planned{m, address})
	}
	return plan, nil
}

// fileName returns the file that holds a page: one that every web server finds for the address.
func fileName(address, contentType string) (string, error) {
	name := strings.TrimPrefix(address, "/")
	if strings.HasPrefix(name, ".") && !strings.HasPrefix(name, ".well-known/") {
		return "", site.NewRunError(diag.Both{
			English: "the address %s begins with a dot, which web servers do not serve",
			Korean:  "%s 주소는 점으로 시작해서 웹 서버가 내보내지 않습니다",
		}, address)
	}
	isHTML := strings.HasPrefix(contentType, "text/html")
	switch {
	case isHTML && path.Ext(name) != ".html":
		return path.Join(name, "index.html"), nil
	case name == "":
		return "", site.NewRunError(diag.Both{English: "the front page must be HTML", Korean: "첫 페이지는 HTML이어야 합니다"})
	}
	return name, nil
}

// pages draws or takes over every page of the plan, several at once, and the page for what is not there.
func (w *writer) pages(ctx context.Context, v *site.Version, plan []planned) (drawn int, err error) {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	var mu sync.Mutex
	var problems Problems
	for _, p := range plan {
		group.Go(func() error {
			if w.takeOver(v, p) {
				return nil
			}
			err := w.draw(ctx, v, p)
			mu.Lock()
			defer mu.Unlock()
			drawn++
			var run *site.RunError
			if errors.As(err, &run) {
				problems = append(problems, PageProblem{p.match.Page.File, p.match.Path, err})
				if len(problems) < maxProblems {
					return nil
				}
			}
			return err
		})
	}
	err = group.Wait()
	if len(problems) > 0 {
		slices.SortFunc(problems, func(a, b PageProblem) int { return strings.Compare(a.Address, b.Address) })
		return drawn, problems
	}
	if err != nil {
		return drawn, err
	}
	return drawn, w.notFound(ctx, v)
}

// takeOver links a page of the generation before if all it was drawn from is as it was.
func (w *writer) takeOver(v *site.Version, p planned) bool {
	if w.before == nil || w.before.Tool != w.marker.Tool || p.match.Page.Draw != site.DrawOnce {
		return false
	}
	old, ok := w.before.Pages[p.match.Path]
	if !ok || old.Source != p.match.Page.File || !w.isFresh(v, old.Inputs) {
		return false
	}
	f := w.before.Files[p.match.Path]
	if f == nil || !w.link(p.match.Path, f) {
		return false
	}
	w.rememberInputs(old.Inputs, w.before.Inputs[old.Inputs])
	if to, ok := w.before.Redirects[p.match.Path]; ok {
		w.redirect(p.match.Path, to, old)
	} else {
		w.remember(p.match.Path, old)
	}
	return true
}

// isFresh reports whether a set of inputs of the generation before is as it was.
func (w *writer) isFresh(v *site.Version, id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	fresh, known := w.fresh[id]
	if !known {
		fresh = w.before.Inputs[id].fresh(v)
		w.fresh[id] = fresh
	}
	return fresh
}

// draw draws one page and writes it.
func (w *writer) draw(ctx context.Context, v *site.Version, p planned) error {
	a, err := site.DrawPlain(ctx, v, p.match)
	if err != nil {
		return err
	}
	if a == nil {
		return site.NewRunError(diag.Both{
			English: "paths names this address, but the page answers notFound()",
			Korean:  "paths에는 이 주소가 있는데 페이지는 notFound()로 답합니다",
		})
	}
	from := inputs{}
	for _, input := range a.Inputs {
		from[input] = v.InputHash(input)
	}
	page := markedPage{Source: p.match.Page.File, Inputs: from.id(), Scripts: a.Scripts}
	w.rememberInputs(page.Inputs, from)
	if a.Location != "" {
		if err := w.redirectPage(p.match.Path, a.Location); err != nil {
			return err
		}
		w.redirect(p.match.Path, redirection{a.Location, a.Status}, page)
		return nil
	}
	if a.Status != http.StatusOK {
		return site.NewRunError(diag.Both{
			English: "the page answers with status %d; a built page can only be there",
			Korean:  "페이지가 상태 %d로 답합니다. 미리 만든 페이지는 200으로만 답할 수 있습니다",
		}, a.Status)
	}
	name, err := fileName(p.match.Path, a.Type)
	if err != nil {
		return err
	}
	page.InMap = strings.HasPrefix(a.Type, "text/html")
	page.Address = p.address
	if err := w.add(p.match.Path, name, a.Type, a.Body, site.Often); err != nil {
		return err
	}
	w.remember(p.match.Path, page)
	return nil
}

// redirectPage writes a page that leads elsewhere on web servers that know nothing of redirections.
func (w *writer) redirectPage(address, to string) error {
	name, err := fileName(address, "text/html")
	if err != nil {
		return err
	}
	escaped := html.EscapeString(to)
	body := `<!doctype html><meta charset="utf-8"><meta name="robots" content="noindex"><title>→</title>` +
		`<meta http-equiv="refresh" content="0;url=` + escaped + `"><link rel="canonical" href="` + escaped + `"><a href="` + escaped + `">→</a>` + "\n"
	return w.add(address, name, "text/html; charset=utf-8", []byte(body), site.Often)
}

// notFound writes 404.html: the site's own page, or the built-in one.
func (w *writer) notFound(ctx context.Context, v *site.Version) error {
	a := site.BuiltinPage(http.StatusNotFound, v.Settings.Lang)
	if p := v.Routes.NotFound; p != nil && p.Draw != site.DrawRequest {
		own, err := site.DrawPlain(ctx, v, site.Match{Page: p, Path: notFoundAddress})
		if err != nil {
			return Problems{{File: p.File, Err: err}}
		}
		if own != nil && own.Location == "" {
			a = own
		}
	}
	w.marker.Scripts = a.Scripts
	return w.add(notFoundAddress, "404.html", a.Type, a.Body, site.Often)
}

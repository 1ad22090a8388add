// Workspace symbols: declarations and addresses of a whole project, found by a few of their letters.

package feature

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// FoundSymbol is a declaration or an address.
type FoundSymbol struct {
	Name  string
	Kind  SymbolKind
	Place Place // of its name
	// Obsolete says that its documentation tells not to use it any more.
	Obsolete bool
	score    int
}

// MaxFound is how many symbols are found at most: the best of them, as nobody reads on.
const MaxFound = 256

// FindSymbols returns the declarations of a project, and the addresses of its pages as `/posts/[slug]`, whose names hold the letters of a
// query in their order, whatever their case: the best first. An empty query finds all.
func FindSymbols(ctx context.Context, snapshot *workspace.Snapshot, query string) []FoundSymbol {
	x := newFinder(ctx, snapshot)
	query = syntax.NFC(query)
	var out []FoundSymbol
	add := func(d workspace.Declared, name string, kind SymbolKind, p Place) {
		if score, ok := match(query, name); ok {
			out = append(out, FoundSymbol{name, kind, p, d.Obsolete, score})
		}
	}
	sites := map[string]map[string]string{} // the addresses of pages by path, by folder
	for _, path := range snapshot.Sources() {
		list, err := snapshot.Declared(ctx, path)
		if err != nil {
			break
		}
		for _, d := range list {
			p := Place{Path: path, Span: d.Span}
			switch d.Kind {
			case names.Page:
				add(d, x.pageAddress(sites, path), SymbolPage, p)
			case names.Layout:
				add(d, "layout "+path, SymbolPage, p)
			default:
				add(d, d.Name, kindOf(d.Kind, d.Name), p)
			}
		}
	}
	slices.SortFunc(out, func(a, b FoundSymbol) int {
		return cmp.Or(b.score-a.score, len(a.Name)-len(b.Name), strings.Compare(a.Name, b.Name), comparePlaces(a.Place, b.Place))
	})
	return out[:min(len(out), MaxFound)]
}

// kindOf is what a name of a unit stands for, by the unit's kind.
func kindOf(k names.Kind, name string) SymbolKind {
	switch k {
	case names.Fn, names.ClientFn:
		if isComponentName(name) {
			return SymbolComponent
		}
		return SymbolFunction
	case names.Type:
		return SymbolType
	case names.Model:
		return SymbolModel
	case names.Action:
		return SymbolAction
	case names.Var:
		return SymbolVariable
	case names.Page, names.Layout, names.Paths:
		return SymbolPage
	case names.Test:
		return SymbolTest
	}
	return SymbolConstant
}

// pageAddress is the address of a page as its files spell it; its path when it has none.
func (x *finder) pageAddress(sites map[string]map[string]string, path string) string {
	dir, err := x.snapshot.SiteOf(x.ctx, path)
	if err != nil || dir == "" {
		return "page " + path
	}
	known := sites[dir]
	if known == nil {
		known = map[string]string{}
		sites[dir] = known
		if site, err := x.snapshot.SiteMap(x.ctx, dir); err == nil && site != nil {
			for _, p := range site.Pages {
				if p.Route != nil {
					known[p.Path] = spelledRoute(p.Route)
				}
			}
		}
	}
	if address := known[path]; address != "" {
		return address
	}
	return "page " + path
}

// spelledRoute writes a route as the names of its files do.
func spelledRoute(r workspace.Route) string {
	if len(r) == 0 {
		return "/"
	}
	var b strings.Builder
	for _, s := range r {
		switch {
		case s.Rest:
			b.WriteString("/[..." + s.Param + "]")
		case s.Param != "":
			b.WriteString("/[" + s.Param + "]")
		default:
			b.WriteString("/" + s.Literal)
		}
	}
	return b.String()
}

// Points of a match: for each letter, more where it starts a word or follows the letter before.
const (
	pointsWord  = 8
	pointsNext  = 4
	pointsCase  = 1
	pointsStart = 16 // the name starts with the query
	pointsWhole = 32 // the name is the query
)

// match reports whether name holds the letters of query in their order, and how well: the more, the better.
func match(query, name string) (score int, ok bool) {
	rest := query
	next, start := false, true
	for i, c := range name {
		want, size := utf8.DecodeRuneInString(rest)
		if size == 0 {
			break
		}
		isStart := start || unicode.IsUpper(c)
		start = !unicode.IsLetter(c) && !unicode.IsDigit(c)
		if unicode.ToLower(c) != unicode.ToLower(want) {
			next = false
			continue
		}
		if isStart {
			score += pointsWord
		}
		if next || i == 0 {
			score += pointsNext
		}
		if c == want {
			score += pointsCase
		}
		rest, next = rest[size:], true
	}
	if rest != "" {
		return 0, false
	}
	if len(query) > 0 && len(name) >= len(query) && strings.EqualFold(name[:len(query)], query) {
		score += pointsStart
		if len(name) == len(query) {
			score += pointsWhole
		}
	}
	return score, true
}

// Moves: what follows files and folders that get another path: imports, links to pages, addresses of assets, parameters of pages.

package feature

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// MoveFiles returns the edits that go with files and folders getting other paths. They are to be made before the files move: all paths
// and places are those of before. What cannot be written, such as a link to a page whose new address asks for more, stays as it is and is
// reported by the checker.
func MoveFiles(ctx context.Context, f File, moves []Move) Changes {
	m := &mover{finder: newFinder(ctx, f.Snapshot), moves: moves, sites: map[string]*workspace.Site{}, moving: map[*workspace.Site]bool{}}
	var out Changes
	for _, file := range f.Snapshot.Sources() {
		if ctx.Err() != nil {
			return Changes{}
		}
		v := m.view(file)
		if v == nil {
			continue
		}
		edits := slices.Concat(m.imports(v), m.links(v), m.parameters(v))
		slices.SortFunc(edits, func(a, b source.Edit) int { return a.Span.Start - b.Span.Start })
		edits = slices.CompactFunc(edits, func(a, b source.Edit) bool { return a.Span == b.Span })
		if len(edits) > 0 {
			out.Files = append(out.Files, FileEdits{Path: file, Edits: edits})
		}
	}
	for _, file := range m.contents() {
		if ctx.Err() != nil {
			return Changes{}
		}
		if edits := m.contentEdits(file); len(edits) > 0 {
			out.Files = append(out.Files, FileEdits{Path: file, Edits: edits})
		}
	}
	slices.SortFunc(out.Files, func(a, b FileEdits) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// mover finds what follows moves.
type mover struct {
	*finder
	moves  []Move
	sites  map[string]*workspace.Site // by folder
	moving map[*workspace.Site]bool   // whether a page or asset of them moves
	names  []string                   // of what moves, as addresses may write them; nil until somebody asked
}

// moved is the path of a file, a folder or a pattern after the moves.
func (m *mover) moved(p string) string {
	for _, move := range m.moves {
		if p == move.From {
			return move.To
		}
		if rest, ok := strings.CutPrefix(p, move.From+"/"); ok {
			return path.Join(move.To, rest)
		}
	}
	return p
}

// imports writes the paths of imports that lead elsewhere, or from elsewhere.
func (m *mover) imports(v *fileView) []source.Edit {
	var out []source.Edit
	from := m.moved(v.path)
	for _, im := range v.module.Imports() {
		target, to := names.ImportPath(v.path, im.Spec)
		if to != names.ToCode && to != names.ToJSON && to != names.ToContent {
			continue
		}
		wanted := m.moved(target)
		if now, _ := names.ImportPath(from, im.Spec); now == wanted {
			continue
		}
		spec := names.ImportSpec(from, wanted)
		if strings.HasSuffix(im.Spec, ".code") {
			spec += ".code"
		}
		if span := withoutQuotes(im.PathNode); im.PathNode.Kind() == syntax.KindPlainString && !strings.ContainsAny(spec, `"'{}\`) {
			out = append(out, source.Edit{Span: span, New: spec})
		}
	}
	return out
}

// site is the site that a file belongs to; nil when it is in none.
func (m *mover) site(file string) *workspace.Site {
	dir, err := m.snapshot.SiteOf(m.ctx, file)
	if err != nil || dir == "" {
		return nil
	}
	if _, known := m.sites[dir]; !known {
		m.sites[dir], _ = m.snapshot.SiteMap(m.ctx, dir)
	}
	return m.sites[dir]
}

// links writes the addresses in a file that lead to a page or asset whose address changes.
func (m *mover) links(v *fileView) []source.Edit {
	site := m.site(v.path)
	if site == nil || !m.movesIn(site) {
		return nil
	}
	var out []source.Edit
	for _, l := range livePatterns(v, site) {
		if now := m.live(site, l.pattern); now != "" {
			out = append(out, source.Edit{Span: l.span, New: now})
		}
	}
	return append(out, m.rewrites(site, v.path, m.allAddresses(v))...)
}

// rewrites are the edits of the addresses in a file that change.
func (m *mover) rewrites(site *workspace.Site, file string, list []address) []source.Edit {
	var out []source.Edit
	text := m.snapshot.Text(file)
	for _, a := range list {
		span := a.pathSpan()
		if address, ok := m.address(site, a); ok && address != text.Slice(span) {
			out = append(out, source.Edit{Span: span, New: address})
		}
	}
	return out
}

// contentEdits writes the addresses in a file of Markdown that lead elsewhere, or from elsewhere.
func (m *mover) contentEdits(file string) []source.Edit {
	site := m.site(file)
	inSite := site != nil && m.movesIn(site)
	from := m.moved(file)
	if !inSite && from == file && !m.holds(file, m.spellings()) {
		return nil
	}
	var out []source.Edit
	for _, a := range m.contentLinks(file) {
		if strings.HasPrefix(a.text, "/") {
			if inSite {
				out = append(out, m.rewrites(site, file, []address{a})...)
			}
			continue
		}
		to := m.beside(file, a)
		if to == "" {
			continue
		}
		if wanted := m.moved(to); wanted != to || from != file {
			if now := besideAddress(from, wanted, a.path()); now != besideAddress(file, to, a.path()) {
				out = append(out, source.Edit{Span: a.pathSpan(), New: now})
			}
		}
	}
	return out
}

// spellings are the names of what moves as addresses may write them.
func (m *mover) spellings() []string {
	if m.names == nil {
		for _, move := range m.moves {
			m.names = append(m.names, spellings(path.Base(move.From))...)
		}
	}
	return m.names
}

// movesIn reports whether a page or asset of a site moves.
func (m *mover) movesIn(site *workspace.Site) bool {
	is, known := m.moving[site]
	if !known {
		is = slices.ContainsFunc(site.Pages, func(p *workspace.Page) bool { return m.moved(p.Path) != p.Path }) ||
			slices.ContainsFunc(site.Static, func(file string) bool { f := site.StaticPath(file); return m.moved(f) != f })
		m.moving[site] = is
	}
	return is
}

// address is what an address has to be after the moves; ok is false when it stays, or cannot be written.
func (m *mover) address(site *workspace.Site, a address) (string, bool) {
	if file := site.StaticFile(a.path()); file != "" {
		to := m.moved(file)
		if to == file {
			return "", false
		}
		return site.AssetAddress(to)
	}
	page := pageAt(site, a)
	if page == nil || m.moved(page.Path) == page.Path {
		return "", false
	}
	route, ok := site.RouteOf(m.moved(page.Path))
	if !ok || slices.Equal(route, page.Route) {
		return "", false
	}
	return rewritten(a, page.Route, route)
}

// pageAt is the page that answers an address; nil when none does.
func pageAt(site *workspace.Site, a address) *workspace.Page {
	parts := segments(a.path())
	for _, p := range site.Pages {
		if p.Route != nil && answers(p.Route, parts) {
			return p
		}
	}
	return nil
}

// rewritten is an address of one route as one of another: parameters keep what stands for them.
func rewritten(a address, from, to workspace.Route) (string, bool) {
	raw := a.rawSegments()
	given := map[string]string{}
	var free []string // of from, in order
	for i, s := range from {
		if s.Param == "" || i >= len(raw) {
			continue
		}
		given[s.Param] = raw[i]
		if s.Rest {
			given[s.Param] = strings.Join(raw[i:], "/")
		}
		if !slices.ContainsFunc(to, func(t workspace.Segment) bool { return t.Param == s.Param }) {
			free = append(free, s.Param)
		}
	}
	var b strings.Builder
	for _, s := range to {
		b.WriteByte('/')
		value, known := given[s.Param]
		switch {
		case s.Param == "":
			b.WriteString(escapedSegment(s.Literal))
		case known:
			b.WriteString(value)
		case len(free) > 0: // a parameter that got another name
			b.WriteString(given[free[0]])
			free = free[1:]
		default:
			return "", false
		}
	}
	if len(to) == 0 {
		b.WriteByte('/')
	}
	return b.String(), true
}

// segmentEscapes are what a literal segment of an address cannot hold as it is, where a source may write it.
var segmentEscapes = strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23", " ", "%20", `"`, "%22", "'", "%27", "<", "%3C", ">", "%3E",
	"{", "%7B", "}", "%7D", "&", "%26", `\`, "%5C", "=", "%3D", "`", "%60")

// escapedSegment is a literal segment as an address in a source writes it.
func escapedSegment(s string) string { return segmentEscapes.Replace(s) }

// parameters gives the parameters of a page their new names when its path names them otherwise.
func (m *mover) parameters(v *fileView) []source.Edit {
	to := m.moved(v.path)
	if to == v.path || v.module.First(names.Page) == nil {
		return nil
	}
	was, is := check.PathParams(v.path), check.PathParams(to)
	if len(was) != len(is) {
		return nil
	}
	var out []source.Edit
	for i := range was {
		t := target{kind: toRoute, path: v.path, name: was[i].Name}
		if was[i].Name == is[i].Name || was[i].Rest != is[i].Rest || !isName(is[i].Name) || len(occurrences(v.tree, is[i].Name)) > 0 {
			continue
		}
		r := &renaming{finder: m.finder, target: t, targets: []target{t}, fresh: true}
		for _, use := range m.search(r.targets, []string{v.path}) {
			e, _ := r.edit(&use, is[i].Name)
			out = append(out, e)
		}
	}
	return out
}

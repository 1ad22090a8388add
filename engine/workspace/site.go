package workspace

import (
	"cmp"
	"context"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Names of the files and folders that make a site (codescript.md §8).
const (
	siteFile    = "site.code"
	pagesFolder = "pages"
	layoutFile  = "layout.code"
	rootFolder  = "root"
	static      = "static"
	assets      = "/assets/"
	// buildMarker is the file that the build leaves in what it writes.
	buildMarker = ".coder-build"
)

// maxWidth is the widest line, in columns, that a site can ask the formatter for: nobody reads wider ones.
const maxWidth = 1000

// Mode is how a site is served.
type Mode string

// Modes of sites.
const (
	ModeBuild   Mode = "build"
	ModeDynamic Mode = "dynamic"
	ModeSPA     Mode = "spa"
)

// Site is one site as its files tell. It is immutable.
type Site struct {
	Dir    string // its folder, "." for the root
	File   string // its site.code; "" of a single page
	Mode   Mode   // "" when it does not say, or not in plain text
	Live   []string
	Width  int // of the formatter's lines; 0 when it does not say
	Pages  []*Page
	Static []string // files below static/, relative to it, sorted
	// NotFound and Failed are the pages shown for an address without a page, and for a page that failed; nil when there
	// are none. They are in Pages, too, without an address.
	NotFound, Failed *Page
}

// Page is one page of a site.
type Page struct {
	Path    string          // of its file
	Route   Route           // nil of the pages for errors
	Params  []types.Type    // the types of the route's parameters, in its order
	Layouts []string        // paths of the layouts around it, outermost first
	Paths   bool            // it has `paths`
	Actions []string        // names, in order
	Live    bool            // answered for each request in build mode, too
	Reads   []check.Reached // with places as byte offsets in the files of their units
}

// Segment is one part of a route between slashes.
type Segment struct {
	Literal string // "" of a parameter
	Param   string
	Rest    bool // the parameter takes all that follows
}

// Route is the address of a page. The front page has no segments.
type Route []Segment

// String writes the route as `/blog/{slug}`.
func (r Route) String() string {
	if len(r) == 0 {
		return "/"
	}
	var b strings.Builder
	for _, s := range r {
		b.WriteByte('/')
		switch {
		case s.Rest:
			b.WriteString("{..." + s.Param + "}")
		case s.Param != "":
			b.WriteString("{" + s.Param + "}")
		default:
			b.WriteString(s.Literal)
		}
	}
	return b.String()
}

// key is equal for two routes that answer the same addresses.
func (r Route) key() string {
	var b strings.Builder
	for _, s := range r {
		b.WriteByte('/')
		switch {
		case s.Rest:
			b.WriteString("\x01")
		case s.Param != "":
			b.WriteString("\x00")
		default:
			b.WriteString(s.Literal)
		}
	}
	return b.String()
}

// Matches reports whether the route answers an address given by its segments, decoded.
func (r Route) Matches(segments []string) bool {
	for i, s := range r {
		if s.Rest {
			return len(segments) > i
		}
		if i >= len(segments) || s.Param == "" && s.Literal != segments[i] {
			return false
		}
	}
	return len(segments) == len(r)
}

// compareRoutes orders routes as requests try them: a literal segment before a parameter, that before one that takes
// the rest.
func compareRoutes(a, b Route) int {
	rank := func(s Segment) int {
		switch {
		case s.Rest:
			return 2
		case s.Param != "":
			return 1
		}
		return 0
	}
	for i := range min(len(a), len(b)) {
		if c := rank(a[i]) - rank(b[i]); c != 0 {
			return c
		}
		if c := strings.Compare(a[i].Literal, b[i].Literal); c != 0 {
			return c
		}
	}
	return len(a) - len(b)
}

// Sites returns the folders that hold a site, sorted; "." is the root.
func (s *Snapshot) Sites(ctx context.Context) ([]string, error) {
	return ask[[]string](ctx, s, key{kind: kRoots})
}

// Site returns the site in a folder, with what each page reads; nil when there is none. The error is the context's.
func (s *Snapshot) Site(ctx context.Context, dir string) (*Site, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	site := answer[*Site](m, key{kind: kSite, path: dir})
	if site == nil {
		return nil, ctx.Err()
	}
	out := *site
	out.Pages = nil
	for _, p := range site.Pages {
		page := *p
		page.Reads = m.shown(m.pageReads(p))
		out.Pages = append(out.Pages, &page)
		if site.NotFound == p {
			out.NotFound = &page
		}
		if site.Failed == p {
			out.Failed = &page
		}
	}
	return &out, ctx.Err()
}

// Width returns how many columns the site of a file asks the formatter for; 0 when it does not say, or when there is none. It reads the site's own file only.
// The error is the context's.
func (s *Snapshot) Width(ctx context.Context, p string) (int, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return 0, err
	}
	dir, ok := m.siteOf(syntax.NFC(p))
	if !ok {
		return 0, nil
	}
	site := Site{File: path.Join(dir, siteFile)}
	m.readConfig(&site)
	return site.Width, ctx.Err()
}

// Page returns the page that a file declares, with what it reads: as its site has it, or, outside a site, as a site of
// its own; nil when the file declares none. The error is the context's.
func (s *Snapshot) Page(ctx context.Context, p string) (*Page, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	p = syntax.NFC(p)
	page := answer[*Page](m, key{kind: kPage, path: p})
	if page == nil {
		return nil, nil
	}
	out := *page
	if dir, ok := m.siteOf(p); ok {
		for _, in := range answer[*Site](m, key{kind: kSite, path: dir}).Pages {
			if in.Path == p {
				out = *in
			}
		}
	}
	out.Reads = m.shown(m.pageReads(&out))
	return &out, nil
}

// shown puts the places of reads to where they stand in their files.
func (m *memo) shown(reads []check.Reached) []check.Reached {
	out := slices.Clone(reads)
	for i := range out {
		r := &out[i]
		r.Read.Span, _ = m.spot(r.Unit, r.Read.Span)
		r.Via = slices.Clone(r.Via)
		for j := range r.Via {
			r.Via[j].Edge.Span, _ = m.spot(r.Via[j].Unit, r.Via[j].Edge.Span)
		}
	}
	return out
}

// roots lists the folders of sites.
func (m *memo) roots() ([]string, uint64) {
	var out []string
	if page := m.snap.ws.config.Page; page != "" {
		out = []string{path.Dir(page)}
		return out, m.hasher().text(page).sum()
	}
	for _, p := range answer[[]string](m, key{kind: kPaths}) {
		if path.Base(p) == siteFile {
			out = append(out, path.Dir(p))
		}
	}
	return out, m.hasher().list(out).sum()
}

// siteOf returns the folder of the site that a file belongs to.
func (m *memo) siteOf(p string) (string, bool) {
	if m.snap.ws.config.Page != "" {
		return "", false // one file served as it is: its folder need not be a site's
	}
	dir := answer[string](m, key{kind: kSiteOf, path: path.Dir(p)})
	return dir, dir != ""
}

// siteAbove returns the nearest folder from dir upwards that is a site's; "" if there is none.
func (m *memo) siteAbove(dir string) (string, uint64) {
	out := ""
	switch f := answer[*folder](m, key{kind: kFolder, path: dir}); {
	case slices.Contains(f.files, siteFile):
		out = dir
	case dir != ".":
		out = answer[string](m, key{kind: kSiteOf, path: path.Dir(dir)})
	}
	return out, m.hasher().text(out).sum()
}

// filesBelow lists the files of a folder and of those in it, relative to it, sorted.
func (m *memo) filesBelow(dir string) []string {
	var out []string
	var walk func(rel string, depth int)
	walk = func(rel string, depth int) {
		f := answer[*folder](m, key{kind: kFolder, path: path.Join(dir, rel)})
		for _, name := range f.files {
			out = append(out, path.Join(rel, name))
		}
		for _, name := range f.folders {
			if depth < maxFolderDepth {
				walk(path.Join(rel, name), depth+1)
			}
		}
	}
	walk("", 0)
	slices.Sort(out)
	return out
}

// site finds the pages of a site and what it says of itself; nil when there is none in the folder.
func (m *memo) site(dir string) (*Site, uint64) {
	h := m.hasher()
	if page := m.snap.ws.config.Page; page != "" {
		return m.singlePage(page, h)
	}
	if !slices.Contains(answer[*folder](m, key{kind: kFolder, path: dir}).files, siteFile) {
		return nil, 0
	}
	s := &Site{Dir: dir, File: path.Join(dir, siteFile)}
	m.readConfig(s)
	s.Mode = cmp.Or(m.snap.ws.config.Mode, s.Mode)
	h.text(string(s.Mode)).list(s.Live).number(s.Width)
	s.Static = m.filesBelow(path.Join(dir, static))
	h.list(s.Static)
	layouts := map[string]bool{}
	var pages []string
	for _, rel := range m.filesBelow(path.Join(dir, pagesFolder)) {
		p := path.Join(dir, pagesFolder, rel)
		switch {
		case !isCode(p):
		case path.Base(p) == layoutFile:
			layouts[path.Dir(p)] = true
			h.text(p)
		default:
			pages = append(pages, p)
		}
	}
	for _, p := range pages {
		facts := m.get(key{kind: kPage, path: p})
		page, _ := facts.value.(*Page)
		h.text(p).number(int(facts.hash))
		if page != nil {
			s.addPage(page, layouts)
		}
	}
	slices.SortStableFunc(s.Pages, func(a, b *Page) int {
		if a.Route == nil || b.Route == nil { // those for errors come last
			return btoi(a.Route == nil) - btoi(b.Route == nil)
		}
		return compareRoutes(a.Route, b.Route)
	})
	return s, h.sum()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// addPage gives a page its address and its layouts.
func (s *Site) addPage(facts *Page, layouts map[string]bool) {
	page := *facts
	rel, _ := within(s.Dir, page.Path)
	rel = strings.TrimPrefix(rel, pagesFolder+"/")
	page.Layouts = layoutsOf(page.Path, path.Join(s.Dir, pagesFolder), layouts)
	s.Pages = append(s.Pages, &page)
	switch rel {
	case "404.code":
		s.NotFound = &page
		return
	case "500.code":
		s.Failed = &page
		return
	}
	page.Route = routeOf(rel)
	for _, pattern := range s.Live {
		page.Live = page.Live || page.Route.Covered(pattern)
	}
}

// layoutsOf lists the layouts of the folders from top down to that of a page, outermost first.
func layoutsOf(page, top string, layouts map[string]bool) []string {
	var out []string
	for dir := path.Dir(page); ; dir = path.Dir(dir) {
		if layouts[dir] {
			out = append(out, path.Join(dir, layoutFile))
		}
		if dir == top || dir == "." {
			break
		}
	}
	slices.Reverse(out)
	return out
}

// routeOf is the address of the page in a file, given relative to the folder of pages.
func routeOf(rel string) Route {
	r := Route{}
	parts := strings.Split(strings.TrimSuffix(rel, ".code"), "/")
	for i, part := range parts {
		if i == len(parts)-1 && part == "index" {
			break
		}
		if params := check.PathParams(part + ".code"); len(params) == 1 {
			r = append(r, Segment{Param: params[0].Name, Rest: params[0].Rest})
			continue
		}
		r = append(r, Segment{Literal: syntax.NFC(part)})
	}
	return r
}

// Covered reports whether a pattern of `live` covers the route: `*` is one segment, a final `**` all that follow.
func (r Route) Covered(pattern string) bool {
	parts := splitPath(pattern)
	for i, part := range parts {
		if part == "**" && i == len(parts)-1 {
			return true
		}
		if i >= len(r) || part != "*" && (r[i].Param != "" || r[i].Literal != part) {
			return false
		}
	}
	return len(parts) == len(r)
}

// splitPath cuts an address into its segments, decoded.
func splitPath(p string) []string {
	var out []string
	for part := range strings.SplitSeq(strings.Trim(p, "/"), "/") {
		if part == "" && p != "" && len(out) == 0 && strings.Trim(p, "/") == "" {
			break
		}
		if decoded, err := url.PathUnescape(part); err == nil {
			part = decoded
		}
		out = append(out, syntax.NFC(part))
	}
	return out
}

// singlePage is a site of one file.
func (m *memo) singlePage(p string, h *hasher) (*Site, uint64) {
	facts := m.get(key{kind: kPage, path: p})
	h.number(int(facts.hash))
	s := &Site{Dir: path.Dir(p)}
	if page, _ := facts.value.(*Page); page != nil {
		own := *page
		own.Route = Route{}
		s.Pages = []*Page{&own}
	}
	return s, h.sum()
}

// page is what a site needs to know of a page's file; nil when the file has no page.
func (m *memo) page(p string) (*Page, uint64) {
	page := m.first(p, names.Page)
	if page == nil {
		return nil, 1
	}
	out := &Page{Path: p, Paths: m.first(p, names.Paths) != nil}
	h := m.hasher().flag(out.Paths)
	for _, a := range m.unitsOf(p) {
		if a.ID.Kind == names.Action {
			out.Actions = append(out.Actions, a.ID.Name)
			h.text(a.ID.Name)
		}
	}
	v, u := m.view(*page), m.unitNow(*page)
	if v == nil || u == nil {
		return nil, 2
	}
	f := check.PageSignature(&queries{m, p}, u, v.res)
	for _, param := range check.PathParams(p) {
		var t types.Type = types.Invalid
		for _, par := range f.Params {
			if par.Name == param.Name {
				t = par.Type
			}
		}
		out.Params = append(out.Params, t)
		h.typ(t)
	}
	return out, h.sum()
}

// reads is what a unit reads, calls followed.
func (m *memo) reads(id names.UnitID) ([]check.Reached, uint64) {
	out := m.reach(id, func(check.Edge) bool { return true })
	return out, m.hasher().reached(out).sum()
}

// reach is what a unit is charged with by the edges that follow accepts.
func (m *memo) reach(id names.UnitID, follow func(check.Edge) bool) []check.Reached {
	return check.Reach(id, m.result(id), follow, func(ref check.Ref) (names.UnitID, *check.Result) {
		d := answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name})
		if !d.ok || d.decl.Kind == names.Import {
			return names.UnitID{}, nil
		}
		return d.decl.Unit, m.result(d.decl.Unit)
	})
}

// first finds the first unit of a kind in a file; nil when there is none.
func (m *memo) first(p string, k names.Kind) *names.UnitID {
	for _, e := range m.unitsOf(p) {
		if e.ID.Kind == k {
			return &e.ID
		}
	}
	return nil
}

// readsOf is what a unit reads; nil for a unit that is not there.
func (m *memo) readsOf(id *names.UnitID) []check.Reached {
	if id == nil {
		return nil
	}
	return answer[[]check.Reached](m, about(kReads, *id))
}

// pageReads is what drawing a page reads: the page itself and the layouts around it.
func (m *memo) pageReads(p *Page) []check.Reached {
	out := slices.Clone(m.readsOf(m.first(p.Path, names.Page)))
	for _, layout := range p.Layouts {
		out = append(out, m.readsOf(m.first(layout, names.Layout))...)
	}
	return out
}

// readConfig reads what site.code says in plain text.
func (m *memo) readConfig(s *Site) {
	mod := m.moduleOf(s.File)
	if mod == nil {
		return
	}
	d := mod.Decl("site")
	if d == nil || d.Unit.Kind != names.Let {
		return
	}
	r, ok := syntax.AsRecordExpr((syntax.LetStmt{Node: d.Unit.Node}).Value())
	if !ok {
		return
	}
	for item := range r.Fields().Items() {
		f, ok := syntax.AsRecordField(item)
		if !ok || !f.Colon().Ok() {
			continue
		}
		text, _ := names.StringValue(f.Value())
		switch std.FieldName(f.Name()) {
		case "mode":
			s.Mode = Mode(text)
		case "width":
			if w := f.Value().Number(); w >= 1 && w <= maxWidth {
				s.Width = int(w)
			}
		case "live":
			if l, ok := syntax.AsListExpr(f.Value()); ok {
				for item := range l.Items().Items() {
					if it, ok := syntax.AsListItem(item); ok {
						if pattern, ok := names.StringValue(it.Value()); ok {
							s.Live = append(s.Live, pattern)
						}
					}
				}
			}
		}
	}
}

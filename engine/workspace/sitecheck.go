package workspace

import (
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// This file finds what is only wrong in a site.

// site reports what is wrong in a file as a part of a site.
func (f *fileCheck) site() {
	for u := range f.mod.Of(names.ClientFn) {
		f.serverOnly(u)
	}
	dir, ok := f.m.siteOf(f.path)
	if !ok {
		f.writeInPage(&Page{Path: f.path})
		return
	}
	site := answer[*Site](f.m, key{kind: kSite, path: dir})
	f.topLevelEffects()
	f.sharedState()
	f.links(site)
	if f.path == site.File {
		f.reservedFolder(site)
	}
	for _, p := range site.Pages {
		if p.Path == f.path {
			f.page(site, p)
		}
	}
}

// serverOnly reports what a client component uses of the server.
func (f *fileCheck) serverOnly(u *names.Unit) {
	reported := map[source.Span]bool{}
	v := f.m.view(u.ID)
	for _, r := range f.m.readsOf(&u.ID) {
		switch e := r.Read.Effect; {
		case e.IsOfRequest(), e == std.Models, e == std.Files, e == std.WritesFiles, e == std.Environment, e == std.Process:
		default:
			continue
		}
		span, name := r.Read.Span, r.Read.Name
		if len(r.Via) > 0 {
			span, name = r.Via[0].Edge.Span, r.Via[0].Edge.To.Name
		}
		if !reported[span] {
			reported[span] = true
			f.report(diag.New(diag.ServerOnly, v.spot(u, span), diag.Quote("name", name)))
		}
	}
}

// topLevelEffects reports what top-level code does beyond computing its values.
func (f *fileCheck) topLevelEffects() {
	for _, first := range f.m.partsOf(f.path) {
		for _, e := range answer[[]topEffect](f.m, about(kPartEffects, first)) {
			u, v := f.mod.Unit(e.by), f.m.view(e.by)
			if u != nil && v != nil && !u.Node.HasError() {
				f.report(diag.New(diag.TopLevelEffect, v.spot(u, e.span), diag.Quote("name", e.name)))
			}
		}
	}
}

// sharedState reports functions that change a top-level variable.
func (f *fileCheck) sharedState() {
	for u := range f.noted(func(n *partNotes) []names.UnitID { return n.assigning }) {
		v := f.m.view(u.ID)
		if v == nil {
			continue
		}
		for _, mention := range v.res.Free {
			if mention.Form != names.AsTarget || u.Kind.IsTopCode() && !mention.Deferred {
				continue
			}
			if d := f.mod.Decl(mention.Name); d != nil && d.Unit.Kind == names.Var {
				f.report(diag.New(diag.SharedState, absolute(mention.Span, u), diag.Quote("name", mention.Name)))
			}
		}
	}
}

// links warns of addresses of this site that nothing answers.
func (f *fileCheck) links(site *Site) {
	for _, id := range f.found {
		u, r, v := f.mod.Unit(id), f.m.result(id), f.m.view(id)
		if u == nil || r == nil || v == nil {
			continue
		}
		for _, l := range r.Links {
			address, _, _ := strings.Cut(l.Address, "#")
			address, _, _ = strings.Cut(address, "?")
			if answer[bool](f.m, key{kind: kAnswers, path: site.Dir, name: address}) {
				continue
			}
			d := diag.New(diag.UnknownLink, v.spot(u, l.Span), diag.Quote("path", address))
			if meant := names.Suggest(address, site.addresses()); meant != "" {
				d.Args = append(d.Args, diag.Quote("wanted", meant))
				d = d.As("suggest")
				written := u.Node.Tree().Text().Slice(d.Span)
				if edit := strings.Replace(written, address, meant, 1); strings.Trim(written, "\"'{}") == address {
					d = d.WithFix(diag.Fix{
						Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", address), diag.Quote("wanted", meant)},
						Edits: []diag.Edit{{Span: d.Span, New: edit}},
					})
				}
			}
			f.report(d)
		}
	}
}

// reservedPaths begin addresses that the server answers itself.
var reservedPaths = []string{"/_coder/", "/healthz", "/readyz", "/sitemap.xml"}

// answers reports whether the site in a folder has something at an address.
func (m *memo) answers(dir, address string) (bool, uint64) {
	site := answer[*Site](m, key{kind: kSite, path: dir})
	if site != nil && site.answers(address) {
		return true, 1
	}
	return false, 2
}

// answers reports whether the site has something at an address.
func (s *Site) answers(address string) bool {
	for _, p := range reservedPaths {
		if strings.HasPrefix(address, p) {
			return true
		}
	}
	if s.StaticFile(address) != "" {
		return true
	}
	segments := splitPath(address)
	for _, p := range s.Pages {
		if p.Route != nil && p.Route.Matches(segments) {
			return true
		}
	}
	return false
}

// isTopFile reports whether a static file is also served at the top.
func isTopFile(file string) bool {
	return file == "robots.txt" || file == "favicon.ico" || strings.HasPrefix(file, ".well-known/")
}

// addresses lists the addresses that are known in full.
func (s *Site) addresses() []string {
	var out []string
	for _, p := range s.Pages {
		if p.Route != nil && !slices.ContainsFunc(p.Route, func(s Segment) bool { return s.Param != "" }) {
			out = append(out, p.Route.String())
		}
	}
	for _, file := range s.Static {
		out = append(out, assets+file)
	}
	return out
}

// reservedFolder reports a folder in the place of the build's output that the build did not write.
func (f *fileCheck) reservedFolder(site *Site) {
	if !slices.Contains(answer[*folder](f.m, key{kind: kFolder, path: site.Dir}).folders, rootFolder) {
		return
	}
	out := answer[*folder](f.m, key{kind: kFolder, path: path.Join(site.Dir, rootFolder)})
	if !slices.Contains(out.files, buildMarker) {
		f.report(diag.New(diag.ReservedFolder, source.Span{}, diag.Quote("name", rootFolder)))
	}
}

// page reports what is wrong with a page of a site.
func (f *fileCheck) page(site *Site, p *Page) {
	u := f.mod.First(names.Page)
	if u == nil || u.Node.HasError() {
		return
	}
	f.route(site, p, u)
	f.parameters(p, u)
	f.writeInPage(p)
	if site.Mode != ModeBuild || p.Live || p.Route == nil {
		return
	}
	if len(p.Params) > 0 && !p.Paths {
		at := u.Outer.Span().End
		f.report(diag.New(diag.MissingPaths, u.NameSpan()).WithFix(diag.Fix{
			Title: diag.FixAddPaths, Edits: []diag.Edit{{Span: source.Span{Start: at, End: at}, New: "\n\npaths => []\n"}},
		}))
	}
	f.needsRequest(p, u)
}

// route reports an address that another page has already.
func (f *fileCheck) route(site *Site, p *Page, u *names.Unit) {
	if p.Route == nil {
		return
	}
	for _, other := range site.Pages {
		if other.Route != nil && other.Path < p.Path && other.Route.key() == p.Route.key() {
			f.report(diag.New(diag.DuplicateRoute, u.NameSpan(), diag.Quote("route", p.Route.String()), diag.Quote("path", other.Path)))
			return
		}
	}
}

// addParameter offers to give a page a parameter of its address.
func addParameter(u *names.Unit, want check.PathParam) diag.Fix {
	d := syntax.PageDecl{Node: u.Node}
	text := want.Name + ": " + pathType(want)
	e := diag.Edit{Span: source.Span{Start: d.Keyword().Span().End, End: d.Keyword().Span().End}, New: "(" + text + ")"}
	if d.Open().Ok() {
		e.Span, e.New = source.Span{Start: d.Open().Span().End, End: d.Open().Span().End}, text
		if d.Params().Len() > 0 {
			e.New += ", "
		}
	}
	return diag.Fix{Title: diag.FixInsert, Args: []diag.Arg{diag.Quote("text", text)}, Edits: []diag.Edit{e}}
}

// pathType is the type of a parameter of an address, as it is written.
func pathType(want check.PathParam) string {
	if want.Rest {
		return "[string]"
	}
	return "string"
}

// parameters reports names of the address and parameters of the page that differ.
func (f *fileCheck) parameters(p *Page, u *names.Unit) {
	params := map[string]syntax.Node{}
	var order []string
	for item := range (syntax.PageDecl{Node: u.Node}).Params().Items() {
		if par, ok := syntax.AsParam(item); ok && par.Name().Ok() && !par.Name().Missing() {
			name := names.Text(par.Name())
			params[name] = item
			order = append(order, name)
		}
	}
	inRoute := map[string]bool{}
	for i, want := range check.PathParams(p.Path) {
		inRoute[want.Name] = true
		node, ok := params[want.Name]
		if !ok {
			f.report(diag.New(diag.MissingParameter, u.NameSpan(), diag.Quote("name", want.Name)).WithFix(addParameter(u, want)))
			continue
		}
		wanted := types.NewUnion(types.String, types.Number)
		if want.Rest {
			wanted = &types.List{Elem: types.String}
		}
		if t := p.Params[i]; !types.IsInvalid(t) && !types.Assignable(t, wanted) {
			par := syntax.Param{Node: node}
			d := diag.New(diag.MissingParameter, par.Name().Span(), diag.Quote("name", want.Name),
				diag.Quote("found", types.Brief(t)), diag.Quote("wanted", types.Print(wanted))).As("type")
			if fits := pathType(want); par.Type().Ok() {
				d = d.WithFix(diag.Fix{
					Title: diag.FixAddType, Args: []diag.Arg{diag.Quote("type", fits)}, Edits: []diag.Edit{{Span: par.Type().Span(), New: fits}},
				})
			}
			f.report(d)
		}
	}
	for _, name := range order {
		par := syntax.Param{Node: params[name]}
		if !inRoute[name] && !par.Default().Ok() {
			f.report(f.withoutParameter(diag.New(diag.MissingParameter, par.Name().Span(), diag.Quote("name", name)).As("extra"), u, par))
		}
	}
}

// withoutParameter is a finding about a parameter of a page, with the offer to remove it if nothing uses it.
func (f *fileCheck) withoutParameter(d diag.Diagnostic, u *names.Unit, par syntax.Param) diag.Diagnostic {
	page := syntax.PageDecl{Node: u.Node}
	name := names.Text(par.Name())
	used := slices.ContainsFunc(f.m.view(u.ID).res.Locals, func(l *names.Local) bool { return l.Name == name && (l.Used || l.Assigned) })
	if used || page.Params().HasComment() {
		return d
	}
	span := par.Span()
	if page.Params().Len() == 1 && !page.Arrow().Ok() {
		span = source.Span{Start: page.Open().Span().Start, End: page.Close().Span().End}
	}
	return d.WithFix(diag.Fix{
		Title: diag.FixRemove, Args: []diag.Arg{diag.Quote("text", strings.TrimSuffix(par.Text(), ","))}, Edits: []diag.Edit{{Span: span}},
	})
}

// needsRequest reports a page of a built site that reads a request, with the calls that lead to the read.
func (f *fileCheck) needsRequest(p *Page, u *names.Unit) {
	for _, r := range f.m.pageReads(p) {
		if r.Read.Effect.IsOfRequest() {
			f.report(f.withWay(diag.New(diag.NeedsRequest, u.NameSpan(), diag.Quote("name", r.Read.Name)), r, diag.NoteReads))
			return
		}
	}
	if len(p.Actions) > 0 {
		f.report(diag.New(diag.NeedsRequest, u.NameSpan(), diag.Quote("name", p.Actions[0])).As("action"))
	}
}

// writeInPage reports a page whose drawing changes a model, at the page.
func (f *fileCheck) writeInPage(p *Page) {
	u := f.mod.First(names.Page)
	if u == nil || u.Node.HasError() {
		return
	}
	for _, r := range f.m.pageReads(p) {
		if r.Read.Effect == std.Models && r.Read.Write {
			f.report(f.withWay(diag.New(diag.WriteInPage, u.NameSpan(), diag.Quote("name", r.Read.Name)), r, diag.NoteWrites))
			return
		}
	}
}

// withWay adds the calls that lead to a read, and the read itself, as related places.
func (f *fileCheck) withWay(d diag.Diagnostic, r check.Reached, note diag.Note) diag.Diagnostic {
	for _, via := range r.Via {
		if span, ok := f.m.spot(via.Unit, via.Edge.Span); ok {
			d = d.WithRelated(diag.Related{Path: via.Unit.Path, Span: span, Note: diag.NoteCalls, Args: []diag.Arg{diag.Quote("name", via.Edge.To.Name)}})
		}
	}
	if span, ok := f.m.spot(r.Unit, r.Read.Span); ok {
		d = d.WithRelated(diag.Related{Path: r.Unit.Path, Span: span, Note: note, Args: []diag.Arg{diag.Quote("name", r.Read.Name)}})
	}
	return d
}

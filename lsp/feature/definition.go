// Definition: where what a word means is declared.

package feature

import (
	"context"
	"slices"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Definition returns where what stands at offset is declared, and the span of the word that was asked about; no places when that
// is unknown. Of the name of a class in a style sheet it returns where the class is given; of `page` and `layout` the layout around it,
// if there is one.
func Definition(ctx context.Context, f File, offset int) (places []Place, word source.Span) {
	x, v, m, ok := f.pointed(ctx, offset)
	if !ok {
		return nil, source.Span{}
	}
	if around := x.layoutAround(f.Path, &m); around != "" {
		return []Place{x.filePlace(around)}, m.span
	}
	for _, t := range m.asked() {
		if t.kind == toClass && m.access == accessDeclare {
			places = append(places, x.classUses(v, t)...)
			continue
		}
		places = append(places, x.placesOf(v, t)...)
	}
	return slices.Compact(places), m.span
}

// StandardSource is the text of the declaration file that a place in the standard library is in.
func StandardSource(p Place) string { return std.Get().Source(p.Path) }

// placesOf are where a target is declared, seen from a file.
func (x *finder) placesOf(from *fileView, t target) []Place {
	switch t.kind {
	case toStandard:
		return []Place{{Path: t.path, Standard: true, Span: source.Span{Start: t.at, End: t.at + len(t.name)}}}
	case toModule:
		return []Place{{Path: standardFile(t.path), Standard: true}}
	case toFile:
		return x.filePlaces(t.path)
	case toClass:
		return x.classRules(from, t)
	case toData:
		return x.dataPlaces(t)
	}
	v := x.view(t.path)
	if v == nil {
		return nil
	}
	place := func(span source.Span) []Place { return []Place{{Path: t.path, Span: span}} }
	switch t.kind {
	case toLocal, toElement:
		return place(v.tree.TokenAt(t.at).Span())
	case toName:
		if d := v.module.Decl(t.name); d != nil {
			return place(d.Node.Span())
		}
	case toOperation:
		if d := v.module.Decl(t.owner); d != nil {
			return place(d.Node.Span())
		}
	case toImport:
		d := v.module.Decl(t.name)
		if d == nil || d.Import == nil {
			return nil
		}
		if to := x.importedFile(v, d.Import.From.PathNode); to.kind != toNothing {
			return x.placesOf(from, to)
		}
		return place(d.Node.Span())
	case toParam:
		for item := range x.parameters(target{kind: toName, path: t.path, name: t.owner}).Items() {
			if p, ok := syntax.AsParam(item); ok && names.Text(p.Name()) == t.name {
				return place(p.Name().Span())
			}
		}
	case toRoute:
		if u := v.module.First(names.Page); u != nil {
			for item := range (syntax.PageDecl{Node: u.Node}).Params().Items() {
				if p, ok := syntax.AsParam(item); ok && names.Text(p.Name()) == t.name {
					return place(p.Name().Span())
				}
			}
		}
	case toField:
		return x.fieldPlaces(v, t)
	case toID, toMap:
		return x.idPlaces(v, t)
	case toKey:
		if key := keyOf(parent(v.tree.PathAt(t.at)), t.name); key.Kind() == syntax.KindPlainString {
			return place(withoutQuotes(key))
		} else if key.Ok() {
			return place(key.Span())
		}
	}
	return nil
}

// maxFiles bounds the files that one import by a pattern leads to: more nobody chooses from.
const maxFiles = 100

// filePlaces is where a file begins, or the files that a pattern matches.
func (x *finder) filePlaces(path string) []Place {
	if x.snapshot.Text(path) != nil {
		return []Place{x.filePlace(path)}
	}
	var out []Place
	matching, _ := x.snapshot.Matching(x.ctx, path)
	for _, p := range matching {
		out = append(out, Place{Path: p})
		if len(out) == maxFiles {
			break
		}
	}
	return out
}

// fieldPlaces are where a declared type writes a field: a union may write it in several of its members.
func (x *finder) fieldPlaces(v *fileView, t target) []Place {
	var out []Place
	x.eachField(v, t, func(name syntax.Node) { out = append(out, Place{Path: t.path, Span: name.Span()}) })
	return out
}

// eachField calls f with the names of the fields in a file that are the target.
func (x *finder) eachField(v *fileView, t target, f func(name syntax.Node)) {
	for u := range v.module.Of(names.Type, names.Model) {
		if len(u.Decls) == 0 {
			continue
		}
		var walk func(n syntax.Node, owner string)
		walk = func(n syntax.Node, owner string) {
			if d, ok := syntax.AsTypeField(n); ok {
				if owner == t.owner && std.FieldName(d.Name()) == t.name {
					f(d.Name())
				}
				owner += "." + std.FieldName(d.Name())
			}
			if d, ok := syntax.AsModelField(n); ok && owner == t.owner && names.Text(d.Name()) == t.name {
				f(d.Name())
			}
			if n.IsToken() {
				return
			}
			for c := range n.Children() {
				walk(c, owner)
			}
		}
		walk(u.Node, u.ID.Name)
	}
}

// classRules are where style sheets speak of a class: those of its declaration, of the file, or else of any file.
func (x *finder) classRules(from *fileView, t target) []Place {
	rules := func(v *fileView) []Place {
		var out []Place
		for _, r := range ClassRules(v.tree) {
			if r.Name == t.name && classTarget(v, ClassUse{r.Name, r.Span}) == t {
				out = append(out, Place{Path: v.path, Span: r.Span})
			}
		}
		return out
	}
	if out := rules(from); len(out) > 0 || t.path != "" {
		return out
	}
	var out []Place
	for _, path := range x.snapshot.Mentioning("." + t.name) {
		if v := x.view(path); v != nil {
			out = append(out, rules(v)...)
		}
	}
	return out
}

// classUses are where elements are given a class.
func (x *finder) classUses(from *fileView, t target) []Place {
	paths := []string{from.path}
	if t.path == "" {
		paths = x.snapshot.Mentioning(t.name)
	}
	var out []Place
	for _, path := range paths {
		v := x.view(path)
		if v == nil {
			continue
		}
		for _, use := range ClassUses(v.tree) {
			if use.Name == t.name && classTarget(v, use) == t {
				out = append(out, Place{Path: path, Span: use.Span})
			}
		}
	}
	return out
}

// TypeDefinition returns where the types are declared of which the value at offset is; no places when they have no names.
func TypeDefinition(ctx context.Context, f File, offset int) []Place {
	x := newFinder(ctx, f.Snapshot)
	v := x.view(f.Path)
	if v == nil {
		return nil
	}
	path := touching(f.Tree, offset)
	_, t := f.symbolAt(ctx, path)
	if t == nil {
		t = f.fieldType(ctx, path)
	}
	if t == nil {
		if s, _ := f.symbolAt(ctx, path); s != nil {
			t = s.Type
		}
	}
	var out []Place
	for _, d := range x.declaredTypes(t, nil, 0) {
		out = append(out, x.placesOf(v, d)...)
	}
	return out
}

// declaredTypes adds the declarations of the types that t is made of: of a list its elements', of a function its result's.
func (x *finder) declaredTypes(t types.Type, out []target, depth int) []target {
	if depth > maxOwner {
		return out
	}
	add := func(d target) {
		if d.kind != toNothing && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	switch t := t.(type) {
	case *types.Named:
		switch m := std.Get().Module(t.Def.Module); {
		case t.Def.Module == "":
			add(standardTarget(std.Get().Global.Symbol(t.Def.Name)))
		case m != nil:
			add(standardTarget(m.Symbol(t.Def.Name)))
		default:
			add(target{kind: toName, path: t.Def.Module, name: t.Def.Name})
		}
	case *types.Object:
		if s := std.Get().Global.Symbol(t.Name); s != nil {
			add(standardTarget(s))
			break
		}
		add(x.modelTarget(t))
	case *types.List:
		return x.declaredTypes(t.Elem, out, depth+1)
	case *types.Map:
		return x.declaredTypes(t.Elem, out, depth+1)
	case *types.Func:
		return x.declaredTypes(t.Result, out, depth+1)
	case *types.Union:
		for _, m := range t.Members {
			out = x.declaredTypes(m, out, depth+1)
		}
	}
	return out
}

// Implementations returns what fills in the thing at offset: of a layout the pages that it is drawn around, of a declared type the
// records that are written as one; of anything else its definition.
func Implementations(ctx context.Context, f File, offset int) []Place {
	x, v, m, ok := f.pointed(ctx, offset)
	if !ok {
		return nil
	}
	if v != nil && x.isLayout(v, &m) {
		return x.pagesOf(f.Path)
	}
	for _, t := range m.means {
		if out := x.recordsOf(t); len(out) > 0 {
			return out
		}
	}
	places, _ := Definition(ctx, f, offset)
	return places
}

// isLayout reports whether a word stands for a layout: `layout` itself, or the name of its content, in place of which pages are drawn.
func (x *finder) isLayout(v *fileView, m *mention) bool {
	if m.token.Kind() == syntax.KindKwLayout {
		return true
	}
	l, u := x.local(v, m.token)
	return l != nil && u.Kind == names.Layout && l.Kind == names.LocalParam && l.Depth == 0
}

// layoutAround is the file of the innermost layout around the page or layout that a word declares; "" when there is none.
func (x *finder) layoutAround(file string, m *mention) string {
	site := x.siteOf(file)
	if site == nil || m.access != accessDeclare {
		return ""
	}
	switch m.token.Kind() {
	case syntax.KindKwPage:
		for _, p := range site.Pages {
			if p.Path == file && len(p.Layouts) > 0 {
				return p.Layouts[len(p.Layouts)-1]
			}
		}
	case syntax.KindKwLayout:
		for _, p := range site.Pages {
			if i := slices.Index(p.Layouts, file); i > 0 {
				return p.Layouts[i-1]
			}
		}
	}
	return ""
}

// pagesOf are the pages that a layout is drawn around.
func (x *finder) pagesOf(layout string) []Place {
	site := x.siteOf(layout)
	if site == nil {
		return nil
	}
	var out []Place
	for _, p := range site.Pages {
		if slices.Contains(p.Layouts, layout) {
			out = append(out, x.filePlace(p.Path))
		}
	}
	return out
}

// recordsOf are the records that are written as one of a declared type, in the files that write its first field.
func (x *finder) recordsOf(t target) []Place {
	v := x.view(t.path)
	if t.kind != toName || v == nil {
		return nil
	}
	d := v.module.Decl(t.name)
	if d == nil || d.Unit.Kind != names.Type {
		return nil
	}
	first := ""
	if r, ok := syntax.AsRecordType((syntax.TypeDecl{Node: d.Unit.Node}).Value()); ok {
		for item := range r.Fields().Items() {
			first = std.FieldName(syntax.TypeField{Node: item}.Name())
			break
		}
	}
	if first == "" {
		return nil
	}
	var out []Place
	for _, path := range x.snapshot.Mentioning(first) {
		home := x.view(path)
		if home == nil {
			continue
		}
		for _, at := range occurrences(home.tree, first) {
			record := inner(home.tree.PathAt(at), syntax.KindRecordExpr)
			if !record.Ok() {
				continue
			}
			info := x.info(home, at)
			if info == nil {
				continue
			}
			if named, ok := info.WantedOf(record).(*types.Named); ok && named.Def.Module == t.path && named.Def.Name == t.name {
				if p := (Place{Path: path, Span: record.First().Span()}); !slices.Contains(out, p) {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

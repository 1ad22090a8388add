// Call hierarchy: what calls a function, a component, an action or leads to a page, and what it calls and leads to.

package feature

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// CallItem is something that calls and is called.
type CallItem struct {
	Name   string
	Detail string // the file, or the address of a page
	Kind   SymbolKind
	Place  Place // the whole declaration
	// NameSpan is inside of Place.Span.
	NameSpan source.Span
}

// Call is one side of calls: the other item, and where the calls stand, in the file of the one that calls.
type Call struct {
	Item   CallItem
	Places []source.Span
}

// CallItems returns what the word at offset calls or declares.
func CallItems(ctx context.Context, f File, offset int) []CallItem {
	x, v, m, ok := f.pointed(ctx, offset)
	if !ok {
		return nil
	}
	var out []CallItem
	for _, t := range m.asked() {
		if item, ok := x.callItem(v, t); ok {
			out = append(out, item)
		}
	}
	return out
}

// callItem is a target as something that calls; false for what has no code of its own.
func (x *finder) callItem(from *fileView, t target) (CallItem, bool) {
	switch t.kind {
	case toStandard, toName, toFile:
	default:
		return CallItem{}, false
	}
	places := x.placesOf(from, t)
	if len(places) == 0 {
		return CallItem{}, false
	}
	p := places[0]
	if t.kind == toStandard {
		return CallItem{Name: t.name, Detail: p.Path, Kind: SymbolFunction, Place: p, NameSpan: p.Span}, true
	}
	v := x.view(p.Path)
	if v == nil {
		return CallItem{}, false
	}
	u := v.module.UnitAt(p.Span.Start)
	if u == nil || t.kind == toFile && u.Kind != names.Page && u.Kind != names.Layout {
		return CallItem{}, false
	}
	switch u.Kind {
	case names.Type, names.Model, names.Import:
		return CallItem{}, false
	}
	return x.unitItem(v, u), true
}

// unitItem is a unit as something that calls; statements of the top level stand for their file.
func (x *finder) unitItem(v *fileView, u *names.Unit) CallItem {
	item := CallItem{Detail: v.path, Kind: kindOf(u.Kind, u.ID.Name), Place: Place{Path: v.path, Span: u.Outer.Span()}, NameSpan: u.NameSpan()}
	switch u.Kind {
	case names.Page:
		item.Name = "page"
		item.Detail = x.pageAddress(map[string]map[string]string{}, v.path)
	case names.Layout, names.Paths:
		item.Name = u.Kind.String()
	case names.Test:
		name := syntax.TestDecl{Node: u.Node}.Name()
		item.Name, item.NameSpan = strings.Trim(name.Text(), `"'`), name.Span()
	case names.Statement, names.Import:
		item.Name, item.Kind = path.Base(v.path), SymbolPage
		item.Place.Span, item.NameSpan = source.Span{Start: 0, End: v.tree.Text().Len()}, source.Span{}
	default:
		item.Name = u.ID.Name
	}
	return item
}

// Callers returns what calls the thing declared or mentioned at offset, by path and place.
func Callers(ctx context.Context, f File, offset int) []Call {
	x, _, m, ok := f.pointed(ctx, offset)
	if !ok {
		return nil
	}
	var calls callList
	for _, use := range x.search(m.asked(), nil) {
		home := x.view(use.path)
		if home == nil || use.access == accessDeclare {
			continue // data declares, and calls nothing
		}
		u := home.module.UnitAt(use.span.Start)
		if u == nil || u.Kind == names.Import || isEndTag(home.tree, use) {
			continue
		}
		calls.add(x.unitItem(home, u), use.span)
	}
	return calls.list
}

// isEndTag reports whether a mention is the name in an end tag.
func isEndTag(tree *syntax.Tree, m found) bool {
	return m.token.Kind() == syntax.KindTagName && parent(tree.PathAt(m.span.Start)).Kind() == syntax.KindEndTag
}

// Callees returns what the declaration at offset calls and leads to, in the order of its text; at the start of a file, what its
// statements do.
func Callees(ctx context.Context, f File, offset int) []Call {
	x := newFinder(ctx, f.Snapshot)
	v := x.view(f.Path)
	if v == nil {
		return nil
	}
	var calls callList
	u := v.module.UnitAt(offset)
	if u != nil && u.Kind != names.Statement && u.Kind != names.Import {
		x.callees(v, u, &calls)
		return calls.list
	}
	for u := range v.module.Of(names.Statement) {
		x.callees(v, u, &calls)
	}
	return calls.list
}

// callees adds what a unit calls and leads to.
func (x *finder) callees(v *fileView, u *names.Unit, calls *callList) {
	r, err := x.snapshot.Resolution(x.ctx, u.ID)
	if err != nil || r == nil {
		return
	}
	type use struct {
		target
		span source.Span
	}
	var uses []use
	for _, free := range r.Free {
		if free.Form == names.AsType || free.Form == names.AsTarget {
			continue
		}
		// Of a namespace the member is meant, of anything else the name.
		for _, at := range []int{free.Whole.End - 1, free.Span.Start} {
			m, ok := x.mentionAt(v, at+u.Start())
			if ok && len(m.means) == 1 && (m.means[0].kind == toName || m.means[0].kind == toStandard && free.Form == names.AsCall) {
				uses = append(uses, use{m.means[0], m.span})
				break
			}
		}
	}
	within := u.Outer.Span()
	for _, a := range addresses(v.tree) {
		if to := x.linked(v.path, a); within.Contains(a.Span.Start) && to != "" {
			uses = append(uses, use{target{kind: toFile, path: to}, a.Span})
		}
	}
	slices.SortStableFunc(uses, func(a, b use) int { return a.span.Start - b.span.Start })
	for _, use := range uses {
		// A value that is read is not called.
		if item, ok := x.callItem(v, use.target); ok && item.Kind != SymbolConstant && item.Kind != SymbolVariable {
			calls.add(item, use.span)
		}
	}
}

// callList puts calls of the same item together.
type callList struct{ list []Call }

func (c *callList) add(item CallItem, span source.Span) {
	i := slices.IndexFunc(c.list, func(k Call) bool { return k.Item.Place == item.Place })
	if i < 0 {
		c.list = append(c.list, Call{Item: item})
		i = len(c.list) - 1
	}
	if !slices.Contains(c.list[i].Places, span) {
		c.list[i].Places = append(c.list[i].Places, span)
	}
}

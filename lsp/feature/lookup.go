// Looking up what the word at a place means.

package feature

import (
	"context"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// tagSymbol is what the name of a tag means; nil of an element, or when that is unknown.
func (f File) tagSymbol(ctx context.Context, name syntax.Node) *check.Symbol {
	if !name.Ok() || !names.IsComponentTag(name.Text()) {
		return nil
	}
	if info := f.infoAt(ctx, name.Span().Start); info != nil {
		if s := info.SymbolOf(name); s != nil {
			return s
		}
	}
	var s *check.Symbol
	_ = f.Snapshot.With(ctx, f.Path, func(q check.Queries) { s = check.Lookup(q, f.Path, names.Text(name)) })
	return s
}

// symbolAt is what a name token means, and its type there; nil when that is unknown.
func (f File) symbolAt(ctx context.Context, path []syntax.Node) (*check.Symbol, types.Type) {
	token, around := path[len(path)-1], parent(path)
	if token.Kind() == syntax.KindTagName {
		return f.tagSymbol(ctx, token), nil
	}
	info := f.infoAt(ctx, token.Span().Start)
	if info == nil {
		return nil, nil
	}
	if around.Kind() == syntax.KindMemberPart {
		return info.SymbolOf(token), info.TypeOf(around)
	}
	if s := info.SymbolOf(token); s != nil {
		return s, info.TypeOf(token)
	}
	// What declares a name at the top level, or imports it, is no mention of it.
	var s *check.Symbol
	if around.Kind() == syntax.KindImportName {
		token = importedAs(syntax.ImportName{Node: around})
	}
	_ = f.Snapshot.With(ctx, f.Path, func(q check.Queries) {
		for _, d := range info.Unit.Decls {
			if d.Node == token {
				s = check.Lookup(q, f.Path, d.Name)
			}
		}
	})
	return s, nil
}

// importedAs is the name token under which an import gives a name.
func importedAs(n syntax.ImportName) syntax.Node {
	if n.Alias().Ok() && !n.Alias().Missing() {
		return n.Alias()
	}
	return n.Name()
}

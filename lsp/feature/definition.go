// Definition: where what a word means is declared.

package feature

import (
	"context"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Definition returns where what stands at offset is declared, and the span of the word that was asked about; no places when that
// is unknown, or in the standard library.
func Definition(ctx context.Context, f File, offset int) (places []Place, word source.Span) {
	path := touching(f.Tree, offset)
	token, around := path[len(path)-1], parent(path)
	word = token.Span()
	switch token.Kind() {
	case syntax.KindIdent, syntax.KindTagName:
		if around.Kind() == syntax.KindArg || around.Kind() == syntax.KindMemberPart || around.Kind() == syntax.KindRecordField {
			if p, ok := f.fieldPlace(ctx, path); ok {
				return []Place{p}, word
			}
		}
		s, _ := f.symbolAt(ctx, path)
		return f.declared(ctx, s, token), word
	case syntax.KindAttrName:
		start := syntax.StartTag{Node: inner(path, syntax.KindStartTag)}
		return f.parameterPlace(ctx, f.tagSymbol(ctx, start.Name()), names.Text(token)), word
	case syntax.KindPlainString:
		if d, ok := around.AsImportDecl(); ok && d.Path() == token {
			spec, _ := names.StringValue(token)
			target, to := names.ImportPath(f.Path, syntax.NFC(spec))
			if to != names.ToStd && f.Snapshot.Text(target) != nil {
				return []Place{{Path: target}}, word
			}
		}
	}
	return nil, word
}

// declared is where a symbol is declared.
func (f File) declared(ctx context.Context, s *check.Symbol, mention syntax.Node) []Place {
	if s == nil {
		return nil
	}
	switch s.Kind {
	case check.SymLocal:
		info := f.infoAt(ctx, mention.Span().Start)
		if info == nil {
			return nil
		}
		return []Place{{f.Path, s.Local.Span.Shift(info.Unit.Start())}}
	case check.SymTop:
		if d := f.decl(ctx, s.Ref); d != nil {
			return []Place{{s.Ref.Path, d.Node.Span()}}
		}
	case check.SymNamespace, check.SymData:
		if f.Snapshot.Text(s.Import.Path) != nil {
			return []Place{{Path: s.Import.Path}}
		}
		if d := f.decl(ctx, check.Ref{Path: f.Path, Name: s.Name}); d != nil {
			return []Place{{f.Path, d.Node.Span()}}
		}
	}
	return nil
}

// decl is the declaration of a top-level name; nil when there is none.
func (f File) decl(ctx context.Context, ref check.Ref) *names.Decl {
	m, err := f.Snapshot.Module(ctx, ref.Path)
	if err != nil || m == nil {
		return nil
	}
	return m.Decl(ref.Name)
}

// parameterPlace is where a parameter of a function of the project is declared.
func (f File) parameterPlace(ctx context.Context, s *check.Symbol, name string) []Place {
	if s == nil || s.Kind != check.SymTop {
		return nil
	}
	d := f.decl(ctx, s.Ref)
	if d == nil {
		return nil
	}
	fn, ok := d.Unit.Node.AsFnDecl()
	if !ok {
		return nil
	}
	for item := range fn.Params().Items() {
		if p := (syntax.Param{Node: item}); names.Text(p.Name()) == name {
			return []Place{{s.Ref.Path, p.Name().Span()}}
		}
	}
	return nil
}

// fieldPlace is where the field, or the argument, that a word names is declared, if a declared type or function says so.
func (f File) fieldPlace(ctx context.Context, path []syntax.Node) (Place, bool) {
	token, around := path[len(path)-1], parent(path)
	info := f.infoAt(ctx, token.Span().Start)
	if info == nil {
		return Place{}, false
	}
	switch around.Kind() {
	case syntax.KindMemberPart:
		if m := info.MemberOf(around); m != nil && m.Kind == check.MemberField {
			return f.typeField(ctx, m.Receiver, names.Text(token))
		}
	case syntax.KindArg:
		if d := (syntax.Arg{Node: around}); d.Name() != token || !d.Colon().Ok() {
			return Place{}, false
		}
		if call := info.CallOf(inner(path, syntax.KindCallPart)); call != nil {
			if places := f.parameterPlace(ctx, call.Callee, names.Text(token)); len(places) > 0 {
				return places[0], true
			}
		}
	case syntax.KindRecordField:
		if d := (syntax.RecordField{Node: around}); d.Name() == token && d.Colon().Ok() {
			if t := info.TypeOf(inner(path, syntax.KindRecordExpr)); t != nil {
				return f.typeField(ctx, t, names.Text(token))
			}
		}
	}
	return Place{}, false
}

// typeField is where a field is declared, if t is a declared record or the row of a model.
func (f File) typeField(ctx context.Context, t types.Type, name string) (Place, bool) {
	for _, m := range types.Members(types.Exclude(t, types.None)) {
		named, ok := m.(*types.Named)
		if !ok {
			continue
		}
		ref := check.Ref{Path: named.Def.Module, Name: named.Def.Name}
		d := f.decl(ctx, ref)
		if d == nil {
			continue
		}
		decl, ok := d.Unit.Node.AsTypeDecl()
		if !ok {
			continue
		}
		record, ok := decl.Value().AsRecordType()
		if !ok {
			continue
		}
		for item := range record.Fields().Items() {
			if field := (syntax.TypeField{Node: item}); names.Text(field.Name()) == name {
				return Place{ref.Path, field.Name().Span()}, true
			}
		}
	}
	return Place{}, false
}

package std

import (
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// TypeNames says what the names in a written type stand for.
type TypeNames interface {
	// TypeNamed returns the type called name, or the member of the namespace called name. The token n is where it is
	// written; args are its arguments. It reports what is wrong itself, and then returns types.Invalid.
	TypeNamed(n syntax.Node, name, member string, args []types.Type) types.Type
	// FieldTwice is told of a field that its record type has already; the token n names it.
	FieldTwice(n syntax.Node, name string)
}

// ReadType returns the type that n writes. What is in error is types.Invalid, as is an absent node.
func ReadType(n syntax.Node, look TypeNames) types.Type {
	switch n.Kind() {
	case syntax.KindIdent:
		if n.Missing() {
			return types.Invalid
		}
		return look.TypeNamed(n, names.Text(n), "", nil)
	case syntax.KindKwNone:
		return types.None
	case syntax.KindKwTrue:
		return types.BoolLit(true)
	case syntax.KindKwFalse:
		return types.BoolLit(false)
	case syntax.KindNumber:
		return types.NumberLit(n.Number())
	case syntax.KindPlainString:
		s, _ := names.StringValue(n)
		return types.StringLit(s)
	case syntax.KindNamedType:
		return readNamed(syntax.NamedType{Node: n}, look)
	case syntax.KindOptionalType:
		return types.Optional(ReadType(syntax.OptionalType{Node: n}.Type(), look))
	case syntax.KindUnionType:
		var members []types.Type
		for item := range (syntax.UnionType{Node: n}).Members().Items() {
			if m, ok := syntax.AsUnionMember(item); ok {
				members = append(members, ReadType(m.Type(), look))
			}
		}
		return types.NewUnion(members...)
	case syntax.KindListType:
		return &types.List{Elem: ReadType(syntax.ListType{Node: n}.Element(), look)}
	case syntax.KindParenType:
		return ReadType(syntax.ParenType{Node: n}.Type(), look)
	case syntax.KindRecordType:
		return readRecord(syntax.RecordType{Node: n}, look)
	case syntax.KindMapType:
		d := syntax.MapType{Node: n}
		return &types.Map{Elem: ReadType(d.Value(), look)}
	case syntax.KindFnType:
		return readFn(syntax.FnType{Node: n}, look)
	}
	return types.Invalid
}

func readNamed(d syntax.NamedType, look TypeNames) types.Type {
	var args []types.Type
	if a, ok := syntax.AsTypeArgs(d.Args()); ok {
		for item := range a.Items().Items() {
			if t, ok := syntax.AsTypeArg(item); ok {
				args = append(args, ReadType(t.Type(), look))
			}
		}
	}
	member := ""
	if d.Member().Ok() && !d.Member().Missing() {
		member = names.Text(d.Member())
	}
	if d.Name().Missing() {
		return types.Invalid
	}
	return look.TypeNamed(d.Name(), names.Text(d.Name()), member, args)
}

func readRecord(d syntax.RecordType, look TypeNames) types.Type {
	r := &types.Record{}
	seen := map[string]bool{}
	for item := range d.Fields().Items() {
		f, ok := syntax.AsTypeField(item)
		if !ok {
			continue
		}
		name := FieldName(f.Name())
		if name == "" {
			continue
		}
		if seen[name] {
			look.FieldTwice(f.Name(), name)
			continue
		}
		seen[name] = true
		r.Fields = append(r.Fields, types.Field{
			Name: name, Type: ReadType(f.Type(), look), Optional: f.Question().Ok(), Doc: item.DocComment(),
		})
	}
	return r
}

// FieldName returns the name of a field as a name or a plain string writes it; "" when it is missing.
func FieldName(n syntax.Node) string {
	if !n.Ok() || n.Missing() {
		return ""
	}
	if s, ok := names.StringValue(n); ok {
		return s
	}
	return names.Text(n)
}

func readFn(d syntax.FnType, look TypeNames) types.Type {
	f := &types.Func{}
	for item := range d.Params().Items() {
		p, ok := syntax.AsFnTypeParam(item)
		if !ok {
			continue
		}
		par := types.Parameter{Type: ReadType(p.Type(), look), Rest: p.Ellipsis().Ok()}
		if p.Name().Ok() {
			par.Name = names.Text(p.Name())
		}
		f.Params = append(f.Params, par)
	}
	f.Result = ReadType(d.Result(), look)
	return f
}

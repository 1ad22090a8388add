package lower

import (
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/types"
)

var basicReps = map[types.Basic]ir.Rep{
	types.None: ir.RepNone, types.Bool: ir.RepBool, types.Number: ir.RepNumber, types.String: ir.RepString, types.Time: ir.RepTime,
	types.HTML: ir.RepHTML, types.Response: ir.RepResponse,
}

// rep is what values of a type are known to be; nil is any.
func rep(t types.Type) ir.Rep {
	if t == nil {
		return ir.RepAny
	}
	switch u := types.Under(t).(type) {
	case types.Basic:
		return basicReps[u]
	case types.Literal:
		return basicReps[u.Kind]
	case *types.List:
		return ir.RepList
	case *types.Record:
		return ir.RepRecord
	case *types.Map:
		return ir.RepMap
	case *types.Func:
		return ir.RepFunc
	case *types.Union:
		r := ir.RepAny
		for i, m := range types.Members(u) {
			if i > 0 && rep(m) != r {
				return ir.RepAny
			}
			r = rep(m)
		}
		return r
	}
	return ir.RepAny
}

var basicKinds = map[types.Basic]ir.TypeKind{
	types.Invalid: ir.TypeAny, types.Any: ir.TypeAny, types.Never: ir.TypeNever, types.None: ir.TypeNone, types.Bool: ir.TypeBool,
	types.Number: ir.TypeNumber, types.String: ir.TypeString, types.Time: ir.TypeTime, types.HTML: ir.TypeHTML,
	types.Response: ir.TypeResponse, types.Query: ir.TypeQuery, types.File: ir.TypeFile,
}

// descriptor makes the run-time form of a type. Named types have one each, so that recursive ones end.
func (l *lowerer) descriptor(t types.Type) *ir.Type {
	switch t := t.(type) {
	case types.Basic:
		return &ir.Type{Kind: basicKinds[t]}
	case types.Literal:
		return &ir.Type{Kind: ir.TypeLiteral, Literal: literalExpr(t)}
	case *types.List:
		return &ir.Type{Kind: ir.TypeList, Elem: l.descriptor(t.Elem)}
	case *types.Map:
		return &ir.Type{Kind: ir.TypeMap, Elem: l.descriptor(t.Elem)}
	case *types.Func:
		d := &ir.Type{Kind: ir.TypeFunc}
		if t.Result != nil && !types.IsAny(t.Result) {
			d.Elem = l.descriptor(t.Result)
		}
		return d
	case *types.Record:
		return &ir.Type{Kind: ir.TypeRecord, Fields: l.fields(t.Fields)}
	case *types.Union:
		d := &ir.Type{Kind: ir.TypeUnion}
		for _, m := range t.Members {
			d.Members = append(d.Members, l.descriptor(m))
		}
		return d
	case *types.Named:
		return l.named(t)
	case *types.Object:
		return &ir.Type{Kind: ir.TypeModel, Name: t.Name}
	}
	return &ir.Type{Kind: ir.TypeAny} // a type parameter: nothing is known of it when the program runs
}

func (l *lowerer) named(t *types.Named) *ir.Type {
	key := t.Def.Module + "\n" + types.Print(t)
	if d := l.types[key]; d != nil {
		return d
	}
	d := &ir.Type{Name: types.Print(t)}
	l.types[key] = d
	name := d.Name
	*d = *l.descriptor(types.Under(t))
	d.Name = name
	return d
}

func (l *lowerer) fields(fields []types.Field) []ir.TypeField {
	out := make([]ir.TypeField, len(fields))
	for i, f := range fields {
		out[i] = ir.TypeField{Name: f.Name, Type: l.descriptor(f.Type), Optional: f.Optional}
	}
	return out
}

func literalExpr(t types.Literal) ir.Expr {
	node := ir.Node{Pos: ir.NoPos, R: basicReps[t.Kind]}
	switch t.Kind {
	case types.Number:
		return &ir.Num{Node: node, Value: t.Num}
	case types.String:
		return &ir.Str{Node: node, Value: t.Str}
	}
	return &ir.Bool{Node: node, Value: t.Bool}
}

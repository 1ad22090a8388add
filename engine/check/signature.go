package check

import (
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// HasOwnSignature reports whether the type of u's names can be told from its head, without a look at its body or
// value.
func HasOwnSignature(u *names.Unit) bool {
	switch u.Kind {
	case names.Fn, names.ClientFn:
		d := syntax.FnDecl{Node: u.Node}
		for item := range d.Params().Items() {
			if p, ok := syntax.AsParam(item); ok && p.Default().Ok() && !p.Type().Ok() {
				return false
			}
		}
		return d.Result().Ok()
	case names.Let, names.Var:
		return syntax.LetStmt{Node: u.Node}.Type().Ok()
	}
	return true
}

// UnitSignature returns the type of the name that u declares, as far as that does not need a function's body: the type
// of a function without HasOwnSignature is its Result.Type. Types and models are made by TypeGroup.
func UnitSignature(q Queries, u *names.Unit, r *names.Resolution, name string) Signature {
	c := newChecker(q, u, r)
	c.heads = headTypes
	switch u.Kind {
	case names.Fn, names.ClientFn:
		d := syntax.FnDecl{Node: u.Node}
		f := c.head(d.TypeParams(), d.Params(), d.Result(), nil)
		if f.Result == nil {
			f.Result = types.Invalid
		}
		return Signature{Type: f}
	case names.Action:
		d := syntax.ActionDecl{Node: u.Node}
		f := c.head(syntax.Node{}, d.Params(), syntax.Node{}, func(int, string) types.Type { return types.String })
		f.Result = types.NewUnion(types.HTML, types.Response)
		return Signature{Type: f}
	case names.Let, names.Var:
		d := syntax.LetStmt{Node: u.Node}
		var got types.Type
		if d.Type().Ok() {
			got = c.typ(d.Type())
		} else {
			got = c.expr(d.Value(), nil)
		}
		for _, s := range c.pattern(d.Pattern(), got, d.Value(), u.Kind == names.Var && !d.Type().Ok()) {
			if s.name == name {
				return Signature{Type: s.typ}
			}
		}
	}
	return Signature{Type: types.Invalid}
}

// CircularSignature is the signature of a function whose result or defaults would have to be inferred from itself: what
// is not written is types.Invalid.
func CircularSignature(q Queries, u *names.Unit, r *names.Resolution) Signature {
	c := newChecker(q, u, r)
	c.heads = headWritten
	d := syntax.FnDecl{Node: u.Node}
	f := c.head(d.TypeParams(), d.Params(), d.Result(), nil)
	if f.Result == nil {
		f.Result = types.Invalid
	}
	return Signature{Type: f}
}

// PageSignature returns the type of the page that u declares, with the types of its parameters.
func PageSignature(q Queries, u *names.Unit, r *names.Resolution) *types.Func {
	c := newChecker(q, u, r)
	c.heads = headTypes
	d := syntax.PageDecl{Node: u.Node}
	f := c.head(syntax.Node{}, d.Params(), syntax.Node{}, c.pathParam)
	f.Result = types.NewUnion(types.HTML, types.Response)
	return f
}

// TypeGroup builds the types and models that units declare, which may name each other: rs are their resolutions. The
// queries must answer Signature for refs of the group from known, which is called with each definition, still
// incomplete, before the first body is read.
func TypeGroup(q Queries, units []*names.Unit, rs []*names.Resolution, known func(Ref, Signature)) {
	sigs := make([]Signature, len(units))
	cs := make([]*checker, len(units))
	for i, u := range units {
		cs[i] = newChecker(q, u, rs[i])
		ref := Ref{u.ID.Path, u.ID.Name}
		if u.Kind == names.Model {
			m := newModel(ref)
			sigs[i] = Signature{Type: m.Row, Model: m}
		} else {
			def := &types.Definition{Name: ref.Name, Module: ref.Path, Params: cs[i].typeParams(syntax.TypeDecl{Node: u.Node}.TypeParams())}
			args := make([]types.Type, len(def.Params))
			for j, p := range def.Params {
				args[j] = p
			}
			sigs[i] = Signature{Type: &types.Named{Def: def, Args: args}, Def: def}
		}
		known(ref, sigs[i])
	}
	for i, u := range units {
		if m := sigs[i].Model; m != nil {
			cs[i].completeModel(m, u)
		}
	}
	for i, u := range units {
		if sigs[i].Def != nil {
			sigs[i].Def.Complete(cs[i].typ(syntax.TypeDecl{Node: u.Node}.Value()))
		}
	}
	for i := range units {
		if def := sigs[i].Def; def != nil && endless(def) {
			def.Complete(types.Invalid)
		}
	}
}

// endless reports whether def contains itself other than through a record, list, map or function.
func endless(def *types.Definition) bool {
	seen := map[*types.Definition]bool{}
	var walk func(t types.Type) bool
	walk = func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Union:
			for _, m := range t.Members {
				if walk(m) {
					return true
				}
			}
		case *types.Named:
			if t.Def == def {
				return true
			}
			if !seen[t.Def] {
				seen[t.Def] = true
				return walk(t.Def.Body())
			}
		}
		return false
	}
	return walk(def.Body())
}

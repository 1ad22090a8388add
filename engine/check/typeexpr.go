package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// typ returns the type that n writes.
func (c *checker) typ(n syntax.Node) types.Type {
	return c.record(n, std.ReadType(n, c))
}

// typeParams declares type parameters and returns them.
func (c *checker) typeParams(n syntax.Node) []*types.Param {
	d, ok := syntax.AsTypeParams(n)
	if !ok {
		return nil
	}
	var out []*types.Param
	for item := range d.Names().Items() {
		p, ok := syntax.AsTypeParam(item)
		if !ok || p.Name().Missing() {
			continue
		}
		tp := &types.Param{Name: names.Text(p.Name())}
		out = append(out, tp)
		c.bind(p.Name(), tp)
	}
	return out
}

// TypeNamed implements std.TypeNames.
func (c *checker) TypeNamed(n syntax.Node, name, member string, args []types.Type) types.Type {
	s := c.typeSymbol(n, name)
	if s != nil && member != "" {
		if s.Kind != SymNamespace {
			return c.unknownType(n, name)
		}
		ns := s
		if s = c.memberOf(ns, member); s == nil {
			return c.unknownExport(n, member, ns.Import)
		}
	}
	if s == nil || !isTypeSymbol(s) {
		if b, ok := types.BasicByName(name); ok && member == "" {
			return c.noArgs(n, b, args)
		}
		if s != nil && types.IsInvalid(s.Type) {
			return types.Invalid
		}
		return c.unknownType(n, name)
	}
	c.noteSymbol(n, s)
	if s.Model != nil {
		return c.noArgs(n, s.Model.Row, args)
	}
	named, ok := s.Type.(*types.Named)
	if !ok {
		return c.noArgs(n, s.Type, args)
	}
	if len(args) != len(named.Def.Params) {
		c.wrongTypeArgs(n, len(args), len(named.Def.Params))
		args = make([]types.Type, len(named.Def.Params))
		for i := range args {
			args[i] = types.Invalid
		}
	}
	return &types.Named{Def: named.Def, Args: args}
}

// typeSymbol returns what a name means where a type stands: a type, a model or a namespace; of a value, nothing is
// looked at. Nil when there is none of the name.
func (c *checker) typeSymbol(n syntax.Node, name string) *Symbol {
	if c.res.Local(n, c.base) != nil {
		return c.symbolAt(n)
	}
	d, ok := c.q.Decl(Ref{c.path, name})
	if ok && d.Import != nil && d.Import.Target == names.ToCode && d.Import.Name != names.Namespace {
		d, ok = c.q.Decl(Ref{d.Import.Path, d.Import.Name})
	}
	if ok && d.Import == nil && d.Kind != names.Type && d.Kind != names.Model {
		return nil
	}
	return c.symbolAt(n)
}

// FieldTwice implements std.TypeNames.
func (c *checker) FieldTwice(n syntax.Node, name string) {
	c.duplicate(itemAround(n, syntax.KindTypeField), n, name, "key")
}

// isTypeSymbol reports whether s may stand where a type does: a type, or a model, which is the type of its rows.
func isTypeSymbol(s *Symbol) bool { return s.IsType() || s.Model != nil }

func (c *checker) noArgs(n syntax.Node, t types.Type, args []types.Type) types.Type {
	if len(args) > 0 {
		c.wrongTypeArgs(n, len(args), 0)
	}
	return t
}

func (c *checker) wrongTypeArgs(n syntax.Node, found, wanted int) {
	c.report(diag.New(diag.WrongArgumentCount, n.Span(), diag.Count("found", found), diag.Count("wanted", wanted)))
}

func (c *checker) unknownType(n syntax.Node, name string) types.Type {
	d, variant := diag.New(diag.UnknownName, n.Span(), diag.Quote("name", name)).As("type"), "type-suggest"
	if c.owner.Kind == names.Model {
		d, variant = diag.New(diag.UnknownModel, n.Span(), diag.Quote("name", name)), "suggest"
	}
	if meant := foreignTypes[name]; meant != "" {
		c.report(suggest(d, variant, n, name, meant))
		return types.Invalid
	}
	known := types.BasicNames()
	top, _ := c.q.Names(c.path)
	for _, t := range top {
		if d, ok := c.q.Decl(Ref{c.path, t}); ok && (d.Kind == names.Type || d.Kind == names.Model || d.Import != nil) {
			known = append(known, t)
		}
	}
	for _, s := range c.lib.Global.Symbols {
		if s.Kind == std.TypeName {
			known = append(known, s.Name)
		}
	}
	if meant := names.Suggest(name, known); meant != "" {
		d = suggest(d, variant, n, name, meant)
	}
	c.report(d)
	return types.Invalid
}

// replaceFix replaces the token n.
func replaceFix(n syntax.Node, found, wanted string) diag.Fix {
	return diag.Fix{
		Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", found), diag.Quote("wanted", wanted)},
		Edits: []diag.Edit{{Span: n.Span(), New: wanted}},
	}
}

// unknownExport reports a member that a namespace does not export.
func (c *checker) unknownExport(n syntax.Node, name string, im *Import) types.Type {
	c.report(UnknownExport(c.q, n, name, im))
	return types.Invalid
}

// UnknownExport is the diagnostic for a name that a module does not export, at n.
func UnknownExport(q Queries, n syntax.Node, name string, im *Import) diag.Diagnostic {
	d := diag.New(diag.UnknownExport, n.Span(), diag.Quote("module", im.Path), diag.Quote("name", name))
	if im.Target == names.ToCode {
		if decl, ok := q.Decl(Ref{im.Path, name}); ok && decl.Import == nil && !decl.Exported {
			return d.As("private")
		}
	}
	c := &checker{q: q, lib: std.Get()}
	if meant := names.Suggest(name, c.exportsOf(im)); meant != "" {
		d.Args = append(d.Args, diag.Quote("wanted", meant))
		d = d.As("suggest").WithFix(replaceFix(n, name, meant))
	}
	return d
}

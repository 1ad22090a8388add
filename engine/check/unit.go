package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

const effectModels = std.Models

// Unit checks one unit. Of top-level code what the statements before it tell is asked for.
func Unit(q Queries, u *names.Unit, r *names.Resolution) *Result {
	return newChecker(q, u, r).result()
}

// Inspect is Unit with everything that is learned on the way.
func Inspect(q Queries, u *names.Unit, r *names.Resolution) *Info {
	c := newChecker(q, u, r)
	c.info = newInfo(u)
	c.info.Resolution, c.info.Result = r, c.result()
	return c.info
}

// checker checks one unit.
type checker struct {
	q     Queries
	lib   *std.Library
	owner *names.Unit
	res   *names.Resolution
	path  string
	base  int // where the unit starts now

	heads  headDepth
	info   *Info // nil unless everything is recorded
	diags  []diag.Diagnostic
	reads  []Read
	edges  []Edge
	links  []Link
	locals map[*names.Local]*Symbol
	free   map[string]*Symbol // what free names mean; nil values for unknown ones
	flow   *flow
	fn     *function // the innermost function around, nil at the top level
	loops  []*loop
	markup markupState
	gives  types.Type // the unit's Result.Type
}

func newChecker(q Queries, u *names.Unit, r *names.Resolution) *checker {
	return &checker{
		q: q, lib: std.Get(), owner: u, res: r, path: u.ID.Path, base: u.Start(),
		locals: map[*names.Local]*Symbol{}, free: map[string]*Symbol{}, flow: newFlow(), gives: types.None,
	}
}

// result checks the unit and returns what was found.
func (c *checker) result() *Result {
	var known []Known
	var leaves bool
	if c.owner.Kind.IsTopCode() {
		before := c.begin()
		leaves = c.unit()
		known = c.end(before)
	} else {
		leaves = c.unit()
	}
	return &Result{Diags: c.diags, Type: c.gives, Reads: c.reads, Edges: c.edges, Links: c.links, Leaves: leaves, Known: known}
}

// rel makes a span relative to the unit.
func (c *checker) rel(s source.Span) source.Span {
	return source.Span{Start: s.Start - c.base, End: s.End - c.base}
}

// report adds a diagnostic whose spans are still absolute.
func (c *checker) report(d diag.Diagnostic) {
	d.Span = c.rel(d.Span)
	for i := range d.Related {
		if d.Related[i].Path == "" {
			d.Related[i].Span = c.rel(d.Related[i].Span)
		}
	}
	for i := range d.Fixes {
		for j := range d.Fixes[i].Edits {
			if d.Fixes[i].Edits[j].Path == "" {
				d.Fixes[i].Edits[j].Span = c.rel(d.Fixes[i].Edits[j].Span)
			}
		}
	}
	c.diags = append(c.diags, d)
}

// record remembers the type of n when everything is recorded.
func (c *checker) record(n syntax.Node, t types.Type) types.Type {
	if c.info != nil {
		c.info.types[c.info.place(n)] = t
	}
	return t
}

// read records a read that a member of a value does, where the check stands.
func (c *checker) read(r Read) {
	r.Deferred = c.fn != nil && c.fn.depth > 0
	c.reads = append(c.reads, r)
}

// unit checks the unit and reports whether what stands after it is never reached.
func (c *checker) unit() (leaves bool) {
	for _, d := range c.res.Duplicates {
		c.reportDuplicate(d)
	}
	for _, e := range c.res.Early {
		c.report(diag.New(diag.UsedBeforeSet, c.span(e.Span), diag.Quote("name", e.Local.Name)).WithRelated(diag.Related{
			Span: c.span(e.Local.Span), Note: diag.NoteDeclared, Args: []diag.Arg{diag.Quote("name", e.Local.Name)},
		}))
	}
	n := c.owner.Node
	switch c.owner.Kind {
	case names.Fn, names.ClientFn:
		c.fnDecl(syntax.FnDecl{Node: n})
	case names.Page:
		d := syntax.PageDecl{Node: n}
		c.webDecl(n, d.Params(), d.Result(), d.Body(), types.NewUnion(types.HTML, types.Response), c.pathParam)
	case names.Layout:
		d := syntax.LayoutDecl{Node: n}
		c.webDecl(n, d.Params(), d.Result(), d.Body(), types.HTML, func(int, string) types.Type { return types.HTML })
	case names.Action:
		d := syntax.ActionDecl{Node: n}
		c.webDecl(n, d.Params(), d.Result(), d.Body(), types.NewUnion(types.HTML, types.Response), func(int, string) types.Type { return types.String })
		c.formFields(d.Params())
	case names.Paths:
		d := syntax.PathsDecl{Node: n}
		c.webDecl(n, d.Params(), d.Result(), d.Body(), c.pathsType(), nil)
	case names.Test:
		d := syntax.TestDecl{Node: n}
		c.block(d.Body())
	case names.Type:
		c.typeDecl(syntax.TypeDecl{Node: n})
	case names.Model:
		c.modelDecl(syntax.ModelDecl{Node: n})
	case names.Let, names.Var:
		c.topLet(syntax.LetStmt{Node: n})
	case names.Import:
		c.importNames()
	default:
		leaves = c.statement(n)
	}
	c.freeMentions()
	c.deprecatedMentions()
	c.unusedLocals()
	return leaves
}

// pathParam is the type of a page's parameter that does not say one: that of the segment it stands for.
func (c *checker) pathParam(_ int, name string) types.Type {
	for _, p := range PathParams(c.path) {
		if p.Name == name && p.Rest {
			return &types.List{Elem: types.String}
		}
	}
	return types.String
}

// pathsType is what `paths` gives: a list of records with a field for each parameter of the address.
func (c *checker) pathsType() types.Type {
	r := &types.Record{}
	for _, p := range PathParams(c.path) {
		t := types.NewUnion(types.String, types.Number)
		if p.Rest {
			t = &types.List{Elem: types.String}
		}
		r.Fields = append(r.Fields, types.Field{Name: p.Name, Type: t})
	}
	return &types.List{Elem: r}
}

func (c *checker) typeDecl(d syntax.TypeDecl) {
	if c.info != nil {
		c.noteSymbol(d.Name(), c.topSymbol(c.owner.ID.Name))
	}
	c.typeParams(d.TypeParams())
	sig := c.q.Signature(Ref{c.path, c.owner.ID.Name})
	t := c.typ(d.Value())
	if sig.Def != nil && types.IsInvalid(sig.Def.Body()) && !types.IsInvalid(t) {
		c.report(diag.New(diag.RecursiveType, d.Name().Span(), diag.Quote("name", c.owner.ID.Name)))
	}
	c.record(d.Node, t)
}

func (c *checker) modelDecl(d syntax.ModelDecl) {
	seen := map[string]bool{idField: true}
	for item := range d.Fields().Items() {
		f, ok := syntax.AsModelField(item)
		if !ok || f.Name().Missing() {
			continue
		}
		name := names.Text(f.Name())
		if seen[name] {
			c.duplicate(f.Node, f.Name(), name, "key")
		}
		seen[name] = true
		t := c.typ(f.Type())
		if f.Default().Ok() {
			c.exprTo(f.Default(), t)
		}
	}
}

// topLet checks a `let` or `var` whose names belong to the module.
func (c *checker) topLet(d syntax.LetStmt) {
	var want types.Type
	if d.Type().Ok() {
		want = c.typ(d.Type())
	}
	got := c.value(d.Value(), want)
	c.gives = got
	for _, s := range c.pattern(d.Pattern(), got, d.Value(), c.owner.Kind == names.Var && want == nil) {
		if c.info != nil && s.node.Ok() {
			c.info.symbols[s.node.Span().Start-c.base] = c.topSymbol(s.name)
			c.record(s.node, s.typ)
		}
	}
}

// importNames records what the names of an import mean.
func (c *checker) importNames() {
	if c.info == nil {
		return
	}
	d := syntax.ImportDecl{Node: c.owner.Node}
	note := func(name, local syntax.Node) {
		if local.Ok() && !local.Missing() {
			if s := c.lookup(names.Text(local)); s != nil {
				c.noteSymbol(local, s)
				c.noteSymbol(name, s)
			}
		}
	}
	note(d.Default(), d.Default())
	note(d.Namespace(), d.Namespace())
	for item := range d.Names().Items() {
		if n, ok := syntax.AsImportName(item); ok {
			local := n.Name()
			if n.Alias().Ok() {
				local = n.Alias()
			}
			note(n.Name(), local)
		}
	}
}

// topSymbol is the symbol of a name that this file declares.
func (c *checker) topSymbol(name string) *Symbol {
	d, ok := c.q.Decl(Ref{c.path, name})
	if !ok {
		return nil
	}
	sig := c.q.Signature(Ref{c.path, name})
	return &Symbol{Kind: SymTop, Name: name, Type: sig.Type, Ref: Ref{c.path, name}, Decl: d, Model: sig.Model}
}

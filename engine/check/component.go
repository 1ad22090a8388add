package check

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// childrenParam is the parameter that takes a component's content.
const childrenParam = "children"

// component checks `<Card a="b">…</Card>`: a call by name.
func (c *checker) component(d syntax.Element, start syntax.StartTag) {
	outer := c.markup
	c.markup = markupState{space: outer.space, depth: 1, ids: map[string]syntax.Node{}}
	if outer.ids != nil {
		c.markup.ids = outer.ids // the same markup
	}
	s := c.componentSymbol(d, start.Name())
	args := c.componentArguments(d, start)
	c.children(d.Children())
	c.markup = outer
	if s == nil {
		return
	}
	c.noteSymbol(start.Name(), s)
	f, ok := s.Type.(*types.Func)
	if !ok {
		return
	}
	callee := calleeSite{span: start.Name().Span(), name: start.Name().Text(), named: true, component: true}
	args = c.spreadArguments(args, f, start)
	children := c.childrenPlace(args, f)
	if !c.place(args, withOptional(f, children), callee) {
		return
	}
	inst := c.fill(args, f, nil)
	call := &Call{Callee: s, Func: inst, Args: recorded(args), Children: children}
	c.noteCall(start.Node, call)
	c.record(start.Node, inst.Result)
	if bad := notRenderable(inst.Result); bad != nil {
		c.report(diag.New(diag.UnknownComponent, start.Name().Span(), diag.Text("name", start.Name().Text()), diag.Say("found", diag.AFunction)).As("kind"))
	}
}

// childrenPlace is the parameter that takes the content, which may be missing; -1 when there is none, or an attribute
// fills it.
func (c *checker) childrenPlace(args []argument, f *types.Func) int {
	for _, a := range args {
		if a.label == childrenParam && a.node.Ok() {
			return -1
		}
	}
	return slices.IndexFunc(f.Params, func(p types.Parameter) bool { return p.Name == childrenParam && !p.Rest })
}

// withOptional returns f with the parameter at index i optional, if none fits it: content that is missing is none.
func withOptional(f *types.Func, i int) *types.Func {
	if i < 0 || f.Params[i].Default || !types.Assignable(types.None, f.Params[i].Type) {
		return f
	}
	out := &types.Func{TypeParams: f.TypeParams, Params: slices.Clone(f.Params), Result: f.Result}
	out.Params[i].Default = true
	return out
}

// componentSymbol finds the function that a tag names; nil when there is none, which is reported.
func (c *checker) componentSymbol(e syntax.Element, n syntax.Node) *Symbol {
	name, member, dotted := strings.Cut(names.Text(n), ".")
	var s *Symbol
	if l := c.res.Local(n, c.base); l != nil {
		s = c.locals[l]
	} else {
		s = c.lookup(name)
	}
	if dotted && s != nil && !s.isUnknown() {
		if s.Kind != SymNamespace {
			s = nil
		} else {
			ns := s
			c.noteSymbol(n, ns)
			if s = c.memberOf(ns, member); s == nil {
				d := UnknownExport(c.q, n, member, ns.Import)
				d.Fixes = nil // the token is the whole dotted name
				c.report(d)
				return nil
			}
		}
	}
	switch {
	case s == nil:
		c.unknownComponent(e, n, names.Text(n))
		return nil
	case s.isUnknown():
		return nil // reported elsewhere
	case !s.IsFunction():
		what := diag.AVariable
		if s.IsType() {
			what = diag.AType
		} else if s.Model != nil {
			what = diag.AModel
		}
		c.report(diag.New(diag.UnknownComponent, n.Span(), diag.Text("name", names.Text(n)), diag.Say("found", what)).As("kind"))
		return nil
	}
	return s
}

func (c *checker) unknownComponent(e syntax.Element, n syntax.Node, name string) {
	d := diag.New(diag.UnknownComponent, n.Span(), diag.Text("name", name))
	for _, path := range c.q.Importable(name) {
		spec := names.ImportSpec(c.path, path)
		if path == c.path || c.lib.Module(path) != nil {
			continue
		}
		d.Args = append(d.Args, diag.Quote("module", spec))
		c.report(d.As("import").WithFix(diag.Fix{
			Title: diag.FixImport, Args: []diag.Arg{diag.Quote("name", name), diag.Quote("module", spec)},
			Edits: []diag.Edit{c.importEdit(name, spec)},
		}))
		return
	}
	var known []string
	for _, v := range slices.Concat(c.visible()...) {
		if v != "" && (v[0] < 'a' || v[0] > 'z') {
			known = append(known, v)
		}
	}
	if meant := names.Suggest(name, known); meant != "" {
		d.Args = append(d.Args, diag.Text("wanted", meant))
		d = d.As("suggest").WithFix(tagFix(e, n, name, meant))
	} else if meant := names.Suggest(strings.ToLower(name), html.ElementNames(html.HTML)); meant != "" && strings.EqualFold(meant, name) {
		d.Args = append(d.Args, diag.Text("wanted", meant))
		d = d.As("suggest").WithFix(tagFix(e, n, name, meant))
	}
	if !strings.Contains(name, ".") {
		d = d.WithFix(c.declareComponent(e, name))
	}
	c.report(d)
}

// componentArguments lists the attributes of a component and its content as arguments by name. Spreads are left for
// spreadArguments.
func (c *checker) componentArguments(d syntax.Element, start syntax.StartTag) []argument {
	var args []argument
	if hasContent(d.Children()) {
		args = append(args, argument{label: childrenParam, name: start.Name(), param: -1, typ: types.HTML})
	}
	for n := range start.Attrs().Items() {
		nameNode, name := attributeName(n)
		if name == "" {
			continue
		}
		a := argument{node: n, name: nameNode, label: name, param: -1}
		switch {
		case n.Kind() == syntax.KindShorthandAttr:
			a.value = nameNode
		default:
			c.attributeArgument(&a, syntax.Attr{Node: n})
		}
		args = append(args, a)
	}
	return args
}

// attributeArgument finds the value of an attribute of a component: an expression, a text, or true.
func (c *checker) attributeArgument(a *argument, attr syntax.Attr) {
	v := attr.Value()
	switch v.Kind() {
	case syntax.KindHole:
		if a.value = (syntax.Hole{Node: v}).Value(); !a.value.Ok() {
			a.typ = types.Invalid
		}
	case syntax.KindAttrString:
		for item := range (syntax.AttrString{Node: v}).Parts().Items() {
			if h, ok := syntax.AsHole(item); ok && h.Value().Ok() {
				if t := c.expr(h.Value(), nil); !isText(t) {
					c.mismatch(h.Value(), t, textType)
				}
			}
		}
		a.typ = types.String
		if s, ok := LiteralValue(attr.Node); ok {
			a.typ = types.StringLit(s)
		}
	case syntax.KindAttrWord:
		s, _ := LiteralValue(attr.Node)
		a.typ = types.StringLit(s)
	default:
		a.typ = types.BoolLit(true)
	}
}

// hasContent reports whether a component is given children: anything but white space and comments.
func hasContent(list syntax.Node) bool {
	for n := range list.Items() {
		switch n.Kind() {
		case syntax.KindText:
			if strings.Trim(n.Text(), " \t\n\f\r") != "" {
				return true
			}
		case syntax.KindHole:
			if (syntax.Hole{Node: n}).Value().Ok() {
				return true
			}
		case syntax.KindLetDirective:
		default:
			return true
		}
	}
	return false
}

// spreadArguments adds what `{...rec}` gives a component: an argument for each field of the record that is a parameter
// and is not written out.
func (c *checker) spreadArguments(args []argument, f *types.Func, start syntax.StartTag) []argument {
	given := map[string]bool{}
	for _, a := range args {
		given[a.label] = true
	}
	for n := range start.Attrs().Items() {
		s, ok := syntax.AsSpreadAttr(n)
		if !ok {
			continue
		}
		t := c.expr(s.Value(), nil)
		r, ok := types.Under(t).(*types.Record)
		if !ok {
			if !types.IsAny(t) {
				c.mismatch(s.Value(), t, &types.Record{})
			}
			r = &types.Record{}
			for _, p := range f.Params { // what an `any` holds is seen when it runs
				if !p.Rest {
					r.Fields = append(r.Fields, types.Field{Name: p.Name, Type: types.Invalid})
				}
			}
		}
		for _, field := range r.Fields {
			if given[field.Name] {
				continue
			}
			given[field.Name] = true
			typ := field.Read()
			if field.Optional && slices.ContainsFunc(f.Params, func(p types.Parameter) bool { return p.Name == field.Name && p.Default }) {
				typ = field.Type // where it is missing, the default stands in
			}
			args = append(args, argument{node: n, value: s.Value(), name: s.Value(), label: field.Name, param: -1, typ: typ})
		}
	}
	return args
}

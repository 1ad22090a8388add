package lower

import (
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// context is where markup stands.
type context struct {
	keep    bool // in pre, textarea or listing: white space is kept
	inHTML  bool // inside an <html> written around it: a <head> is the document's own
	foreign bool // inside svg or math: a <title> is no document's
}

// markupExpr lowers markup that stands as a value. Written in a hole of other markup, it stands where that stands.
func (x *unit) markupExpr(n syntax.Node) ir.Expr {
	p := x.piece(n)
	if p.kind == pieceComponent && len(p.out) == 1 {
		if t, ok := p.out[0].(*ir.Text); ok {
			return t.X // a component alone is a call
		}
	}
	return &ir.Markup{Node: ir.Node{Pos: pos(n), R: ir.RepHTML}, Body: ir.Join(p.out)}
}

func lit(s string) ir.Out { return &ir.Lit{Text: s} }

// escaped is literal text between tags.
func escaped(s string) string {
	return string(html.AppendText(nil, strings.ReplaceAll(s, "\x00", "\uFFFD")))
}

// element lowers a fragment, a component or an element.
func (x *unit) element(n syntax.Node) piece {
	d := syntax.Element{Node: n}
	start := syntax.StartTag{Node: d.Start()}
	if !start.Name().Ok() {
		body := x.content(d.Children(), edgesTrimmed)
		p := piece{kind: pieceFragment, out: join(body)}
		p.bodies(body)
		return p
	}
	name := start.Name().NameText()
	if names.IsComponentTag(name) {
		return piece{kind: pieceComponent, out: []ir.Out{&ir.Text{X: x.component(d, start)}}}
	}
	lower := strings.ToLower(name)
	p := piece{kind: pieceInline}
	if html.IsBlock(lower) {
		p.kind = pieceBlock
	}
	p.out = x.htmlElement(d, start, name, lower)
	return p
}

func (x *unit) htmlElement(d syntax.Element, start syntax.StartTag, name, lower string) []ir.Out {
	outer := x.markup
	defer func() { x.markup = outer }()
	if lower == "style" && x.scope != "" && hasAttr(start, "scoped") {
		css := syntax.RawText(d.Children())
		return []ir.Out{&ir.ScopedStyle{ID: x.scope, CSS: scopeCSS(css, "["+x.scope+"]")}}
	}
	if lower == "head" && !x.markup.inHTML && !x.markup.foreign {
		return []ir.Out{&ir.Head{Body: join(x.content(d.Children(), edgesTrimmed))}}
	}
	tag := x.attributes(start, name)
	out := append([]ir.Out{lit("<" + name)}, tag.out...)
	out = append(out, lit(">"))
	out = append(out, tag.after...)
	if html.IsVoid(lower) && !x.markup.foreign {
		return out
	}
	x.markup.inHTML = x.markup.inHTML || lower == "html"
	x.markup.foreign = lower == "svg" || lower == "math" || x.markup.foreign && lower != "foreignobject"
	out = append(out, x.elementContent(d, lower, tag.json)...)
	if lower == "head" && outer.inHTML && !outer.foreign {
		out = append(out, &ir.HeadEnd{})
	}
	out = append(out, lit("</"+name+">"))
	if lower == "title" && !outer.foreign {
		return []ir.Out{&ir.Title{Body: out}}
	}
	return out
}

// elementContent lowers what stands between the tags of an element.
func (x *unit) elementContent(d syntax.Element, lower string, json ir.Expr) []ir.Out {
	children := d.Children()
	switch {
	case json != nil:
		return []ir.Out{&ir.JSON{X: json}}
	case !children.Ok():
		return nil
	case children.Kind() == syntax.KindRawLineList:
		raw := strings.ReplaceAll(syntax.RawText(children), "\x00", "\uFFFD")
		if lower == "script" {
			x.m.ir.Scripts = append(x.m.ir.Scripts, raw)
		}
		return []ir.Out{lit(raw)}
	case html.KeepsSpace(lower):
		x.markup.keep = true
		return padded(ir.Join(join(x.content(children, edgesOfPre))))
	case html.IsBlock(lower):
		return join(x.content(children, edgesTrimmed))
	}
	return join(x.content(children, edgesKept))
}

// padded has a newline written before content that starts with one, because browsers take the first off.
func padded(body []ir.Out) []ir.Out {
	if len(body) == 0 {
		return nil
	}
	first, ok := body[0].(*ir.Lit)
	if !ok {
		return []ir.Out{&ir.Padded{Body: body}}
	}
	if first.Text[0] == '\n' {
		return append([]ir.Out{lit("\n")}, body...)
	}
	return body
}

// piece lowers one node of content that is no text.
func (x *unit) piece(n syntax.Node) piece {
	switch n.Kind() {
	case syntax.KindElement:
		return x.element(n)
	case syntax.KindHole:
		return x.hole(syntax.Hole{Node: n})
	case syntax.KindIfDirective:
		return x.ifDirective(syntax.IfDirective{Node: n})
	case syntax.KindForDirective:
		return x.forDirective(syntax.ForDirective{Node: n})
	case syntax.KindMatchDirective:
		return x.matchDirective(syntax.MatchDirective{Node: n})
	case syntax.KindLetDirective:
		return x.letDirective(syntax.LetDirective{Node: n})
	case syntax.KindHtmlComment:
		return piece{kind: pieceInline, out: []ir.Out{lit(strings.ReplaceAll(n.Text(), "\x00", "\uFFFD"))}}
	case syntax.KindDoctype:
		return piece{kind: pieceBlock, out: []ir.Out{lit(n.Text())}}
	}
	return piece{}
}

// hole lowers `{e}`; one without an expression is a comment.
func (x *unit) hole(d syntax.Hole) piece {
	if !d.Value().Ok() {
		return piece{kind: pieceNothing}
	}
	e := x.expr(d.Value())
	if s, ok := e.(*ir.Str); ok {
		return piece{kind: pieceInline, out: []ir.Out{lit(escaped(s.Value))}}
	}
	return piece{kind: pieceInline, out: []ir.Out{&ir.Text{X: e}}}
}

// blockContent lowers the body of a directive.
func (x *unit) blockContent(n syntax.Node) []piece {
	return x.content(syntax.MarkupBlock{Node: n}.Children(), edgesTrimmed)
}

func (x *unit) ifDirective(d syntax.IfDirective) piece {
	p := piece{kind: pieceDirective}
	var first, last *ir.OutIf
	for item := range d.Clauses().Items() {
		c, ok := syntax.AsIfDirectiveClause(item)
		if !ok {
			continue
		}
		var cond ir.Expr
		if c.Cond().Ok() {
			cond = x.cond(c.Cond())
		}
		body := x.blockContent(c.Body())
		p.bodies(body)
		if cond == nil {
			if last != nil {
				last.Else = join(body)
			}
			continue
		}
		o := &ir.OutIf{Pos: pos(item), Cond: cond, Then: join(body)}
		if last != nil {
			last.Else = []ir.Out{o}
		} else {
			first = o
		}
		last = o
	}
	if first != nil {
		p.out = []ir.Out{first}
	}
	return p
}

func (x *unit) forDirective(d syntax.ForDirective) piece {
	o := &ir.OutFor{Pos: pos(d.Value()), X: x.expr(d.Value())}
	o.Var = x.declare(d.Name(), x.typeOf(d.Name()))
	if d.Index().Ok() {
		o.Index = x.declare(d.Index(), x.typeOf(d.Index()))
	}
	p := piece{kind: pieceDirective, out: []ir.Out{o}}
	body := x.blockContent(d.Body())
	p.bodies(body)
	o.Body = join(body)
	if e, ok := syntax.AsEmptyClause(d.Empty()); ok {
		empty := x.blockContent(e.Body())
		p.bodies(empty)
		o.Empty = join(empty)
	}
	return p
}

func (x *unit) matchDirective(d syntax.MatchDirective) piece {
	o := &ir.OutMatch{Pos: pos(d.Node), X: x.expr(d.Subject())}
	p := piece{kind: pieceDirective, out: []ir.Out{o}}
	for item := range d.Arms().Items() {
		arm, ok := syntax.AsMatchDirectiveArm(item)
		if !ok {
			continue
		}
		body := x.blockContent(arm.Body())
		p.bodies(body)
		if arm.Else().Ok() {
			o.Else = join(body)
		} else {
			o.Arms = append(o.Arms, ir.OutMatchArm{Values: x.patterns(arm.Patterns()), Body: join(body)})
		}
	}
	return p
}

func (x *unit) letDirective(d syntax.LetDirective) piece {
	value := x.expr(d.Value())
	p := piece{kind: pieceNothing}
	let := func(n syntax.Node, e ir.Expr) ir.Stmt {
		p.out = append(p.out, &ir.OutLet{Pos: pos(d.Node), Var: x.declare(n, x.typeOf(n)), X: e})
		return nil
	}
	if d.Pattern().Kind() == syntax.KindIdent {
		let(d.Pattern(), value)
		return p
	}
	whole := &ir.Var{Rep: value.Rep()}
	p.out = append(p.out, &ir.OutLet{Pos: pos(d.Node), Var: whole, X: value})
	for i, n := range names.PatternNames(d.Pattern()) {
		let(n, x.patternPart(d.Pattern(), n, i, read(whole, value.At())))
	}
	return p
}

// component lowers a component's tag: a call whose arguments are the attributes by name, and the content as `children`.
func (x *unit) component(d syntax.Element, start syntax.StartTag) ir.Expr {
	node := ir.Node{Pos: pos(d.Node), R: ir.RepAny}
	call := x.info.CallOf(start.Node)
	if call == nil || call.Func == nil {
		return none(node.Pos)
	}
	node.R = rep(call.Func.Result)
	args := x.attributeArguments(start, call)
	if call.Children >= 0 && call.Children < len(args.byParam) {
		if children := x.children(d); children != nil {
			args.byParam[call.Children] = children
		} else if !call.Func.Params[call.Children].Default {
			args.byParam[call.Children] = none(node.Pos)
		}
	}
	if call.Callee != nil && call.Callee.Kind == check.SymTop && call.Callee.IsFunction() {
		return args.bind(x.callSymbol(call.Callee, nil, call, args.byParam, node))
	}
	for i, a := range args.byParam {
		if a == nil {
			args.byParam[i] = none(node.Pos)
		}
	}
	return args.bind(&ir.CallValue{Node: node, Fn: x.name(start.Name()), Args: args.byParam})
}

// children lowers a component's content; nil when there is nothing but white space.
func (x *unit) children(d syntax.Element) ir.Expr {
	if !d.Children().Ok() {
		return nil
	}
	outer := x.markup
	x.markup = context{keep: outer.keep}
	defer func() { x.markup = outer }()
	body := x.content(d.Children(), edgesTrimmed)
	if isEmpty(body) {
		return nil
	}
	return &ir.Markup{Node: ir.Node{Pos: pos(d.Children()), R: ir.RepHTML}, Body: ir.Join(join(body))}
}

// attributeArguments lowers the attributes of a component, in the order of the source: a later one wins.
func (x *unit) attributeArguments(start syntax.StartTag, call *check.Call) *arguments {
	out := &arguments{at: ir.NoPos, byParam: make([]ir.Expr, len(call.Func.Params))}
	attrs := items(start.Attrs())
	params := make([]int, len(attrs))
	inOrder, last := true, -1
	for i, n := range attrs {
		params[i] = paramOf(call, n)
		inOrder = inOrder && params[i] >= last && params[i] >= 0
		last = params[i]
	}
	for i, n := range attrs {
		if spread, ok := syntax.AsSpreadAttr(n); ok {
			x.spreadArguments(out, call.Func, spread)
		} else if params[i] >= 0 {
			out.add(x, call.Func.Params[params[i]], params[i], syntax.NFC(attrName(n)), x.attrValue(n), inOrder)
		}
	}
	out.finish(call.Func)
	return out
}

// paramOf returns the parameter that the attribute n gives, -1 for a spread.
func paramOf(call *check.Call, n syntax.Node) int {
	for _, a := range call.Args {
		if a.Node.Span() == n.Span() && a.Node.Kind() == n.Kind() && n.Kind() != syntax.KindSpreadAttr && a.Param < len(call.Func.Params) {
			return a.Param
		}
	}
	return -1
}

// spreadArguments gives each parameter the field of its name that the type of a spread has; the rest parameter takes the others.
func (x *unit) spreadArguments(out *arguments, f *types.Func, d syntax.SpreadAttr) {
	value := x.expr(d.Value())
	whole := &ir.Var{Rep: value.Rep()}
	out.vars, out.values = append(out.vars, whole), append(out.values, value)
	out.at = value.At()
	r, ok := types.Under(x.typeAt(d.Value())).(*types.Record)
	if !ok {
		x.spreadRest(out, f, read(whole, value.At()))
		return
	}
	for _, field := range r.Fields {
		e := &ir.Field{Node: ir.Node{Pos: value.At(), R: rep(field.Read())}, X: read(whole, value.At()), Name: field.Name}
		for i, p := range f.Params {
			if p.Rest || p.Name == field.Name {
				if field.Optional && p.Default {
					e := &ir.LeftOut{Node: ir.Node{Pos: value.At(), R: rep(p.Type)}, X: e}
					out.add(x, p, i, field.Name, e, true)
					break
				}
				out.add(x, p, i, field.Name, e, true)
				break
			}
		}
	}
}

// spreadRest gives the rest parameter all of a spread map.
func (x *unit) spreadRest(out *arguments, f *types.Func, e ir.Expr) {
	for i, p := range f.Params {
		if p.Rest {
			rest, _ := out.byParam[i].(*ir.Record)
			if rest == nil {
				rest = &ir.Record{Node: ir.Node{Pos: e.At(), R: ir.RepMap}}
				out.byParam[i] = rest
			}
			rest.Fields = append(rest.Fields, ir.FieldInit{X: e, Spread: true})
		}
	}
}

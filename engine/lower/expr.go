package lower

import (
	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
)

// node is what an expression standing at n, of the type the checker found, begins with.
func (x *unit) node(n syntax.Node) ir.Node { return ir.Node{Pos: pos(n), R: rep(x.info.TypeOf(n))} }

// expr lowers an expression, with the check of an `any` that meets a type there.
func (x *unit) expr(n syntax.Node) ir.Expr {
	e := x.bare(n)
	if t := x.info.CheckAt(n); t != nil {
		return &ir.Check{Node: ir.Node{Pos: pos(n), R: rep(t)}, X: e, Type: x.m.l.descriptor(t)}
	}
	return e
}

func (x *unit) bare(n syntax.Node) ir.Expr {
	switch n.Kind() {
	case syntax.KindIdent:
		return x.name(n)
	case syntax.KindNumber:
		return &ir.Num{Node: ir.Node{Pos: pos(n), R: ir.RepNumber}, Value: n.Number()}
	case syntax.KindPlainString, syntax.KindRawString:
		return text(n.StringValue(), pos(n))
	case syntax.KindString:
		return x.template(n)
	case syntax.KindTaggedString:
		return x.query(syntax.TaggedString{Node: n})
	case syntax.KindKwTrue, syntax.KindKwFalse:
		return &ir.Bool{Node: ir.Node{Pos: pos(n), R: ir.RepBool}, Value: n.Kind() == syntax.KindKwTrue}
	case syntax.KindKwNone:
		return none(pos(n))
	case syntax.KindParenExpr:
		return x.expr(syntax.ParenExpr{Node: n}.Value())
	case syntax.KindListExpr:
		return x.list(syntax.ListExpr{Node: n})
	case syntax.KindRecordExpr:
		return x.record(syntax.RecordExpr{Node: n})
	case syntax.KindFnExpr:
		return x.fnExpr(n)
	case syntax.KindMatchExpr:
		return x.match(syntax.MatchExpr{Node: n})
	case syntax.KindUnaryExpr:
		return x.unary(syntax.UnaryExpr{Node: n})
	case syntax.KindBinaryExpr:
		return x.binary(syntax.BinaryExpr{Node: n})
	case syntax.KindTernaryExpr:
		d := syntax.TernaryExpr{Node: n}
		return &ir.Cond{Node: x.node(n), C: x.cond(d.Cond()), A: x.expr(d.Then()), B: x.expr(d.Else())}
	case syntax.KindIsExpr:
		d := syntax.IsExpr{Node: n}
		return &ir.Is{Node: ir.Node{Pos: pos(n), R: ir.RepBool}, X: x.expr(d.Operand()), Type: x.m.l.descriptor(x.typeAt(d.Type()))}
	case syntax.KindPostfixExpr:
		return x.postfix(syntax.PostfixExpr{Node: n})
	case syntax.KindElement:
		return x.markupExpr(n)
	}
	bug.Reportf("lower: expression %s", n.Kind())
	return none(pos(n))
}

func none(at ir.Pos) ir.Expr { return &ir.None{Node: ir.Node{Pos: at, R: ir.RepNone}} }
func text(s string, at ir.Pos) ir.Expr {
	return &ir.Str{Node: ir.Node{Pos: at, R: ir.RepString}, Value: s}
}

// name lowers a name that stands as a value.
func (x *unit) name(n syntax.Node) ir.Expr {
	if l := x.local(n); l != nil {
		if v := x.vars[l]; v != nil {
			e := &ir.Local{Node: x.node(n), Var: v}
			if e.R == ir.RepAny {
				e.R = v.Rep
			}
			return e
		}
	}
	return x.symbol(x.info.SymbolOf(n), x.node(n))
}

// symbol lowers what a name means as a value.
func (x *unit) symbol(s *check.Symbol, node ir.Node) ir.Expr {
	switch {
	case s == nil:
	case s.Kind == check.SymTop && (s.Decl.Kind == names.Fn || s.Decl.Kind == names.ClientFn):
		if f := x.m.l.funcOf(s.Ref); f != nil {
			return &ir.FuncRef{Node: node, Func: f}
		}
	case s.Kind == check.SymTop && s.Decl.Kind.IsValue():
		if g := x.m.l.globalOf(s.Ref); g != nil {
			return &ir.GlobalRef{Node: node, Global: g}
		}
	case s.Kind == check.SymTop && s.Decl.Kind == names.Model, s.Kind == check.SymModelMethod:
		return &ir.Builtin{Node: node, Name: "model"}
	case s.Kind == check.SymData && (s.Import.Target == names.ToJSON || s.Import.Target == names.ToContent):
		return &ir.GlobalRef{Node: node, Global: x.m.dataOf(s.Import, s.Type)}
	case s.Kind == check.SymStd && s.Std.Kind == std.Func:
		return &ir.BuiltinRef{Node: node, Name: stdName(s.Std)}
	case s.Kind == check.SymStd && s.Std.Module == "" && s.Std.Name == "site":
		return x.site(node)
	case s.Kind == check.SymStd:
		return &ir.Builtin{Node: node, Name: stdName(s.Std)}
	}
	bug.Reportf("lower: the name at %d in %s has no value", node.Pos, x.m.path)
	return none(node.Pos)
}

// site is the constant `site`: what site.code exports, none without a site.
func (x *unit) site(node ir.Node) ir.Expr {
	if m := x.m.l.modules[SiteModule]; m != nil {
		if g := m.globals["site"]; g != nil {
			return &ir.GlobalRef{Node: node, Global: g}
		}
	}
	return none(node.Pos)
}

// stdName is the name by which the back ends know a standard function, method, property or value.
func stdName(s *std.Symbol) string {
	switch {
	case s.Self != nil:
		return string(std.ReceiverOf(s.Self)) + "." + s.Name
	case s.Module != "":
		return s.Module + "." + s.Name
	}
	return s.Name
}

// cond lowers a condition: only false and none are false.
func (x *unit) cond(n syntax.Node) ir.Expr {
	e := x.expr(n)
	if e.Rep() == ir.RepBool {
		return e
	}
	return &ir.Truth{Node: ir.Node{Pos: e.At(), R: ir.RepBool}, X: e}
}

func (x *unit) unary(d syntax.UnaryExpr) ir.Expr {
	if d.Op().Kind() == syntax.KindNot {
		return &ir.Unary{Node: ir.Node{Pos: pos(d.Node), R: ir.RepBool}, Op: ir.OpNot, X: x.cond(d.Operand())}
	}
	e := x.expr(d.Operand())
	if n, ok := e.(*ir.Num); ok {
		return &ir.Num{Node: ir.Node{Pos: pos(d.Node), R: ir.RepNumber}, Value: -n.Value}
	}
	return &ir.Unary{Node: x.node(d.Node), Op: ir.OpNeg, X: e}
}

var operators = map[syntax.Kind]ir.Op{
	syntax.KindPlus: ir.OpAdd, syntax.KindMinus: ir.OpSub, syntax.KindStar: ir.OpMul, syntax.KindSlash: ir.OpDiv, syntax.KindPercent: ir.OpMod,
	syntax.KindEqEq: ir.OpEq, syntax.KindNotEq: ir.OpNe, syntax.KindLt: ir.OpLt, syntax.KindLtEq: ir.OpLe, syntax.KindGt: ir.OpGt,
	syntax.KindGtEq: ir.OpGe, syntax.KindAndAnd: ir.OpAnd, syntax.KindOrOr: ir.OpOr,
}

// binary lowers the operators of one precedence, from left to right.
func (x *unit) binary(d syntax.BinaryExpr) ir.Expr {
	parts := items(d.Rest())
	if len(parts) > 1 && x.isTextChain(d, parts) {
		return x.textChain(d, parts)
	}
	start := pos(d.Node)
	var left ir.Expr
	for i, n := range parts {
		part := syntax.BinaryPart{Node: n}
		kind := part.Op().Kind()
		op := operators[kind]
		node := ir.Node{Pos: start, R: rep(x.info.TypeOf(n))}
		if op == ir.OpAnd || op == ir.OpOr {
			if i == 0 {
				left = x.cond(d.First())
			}
			node.R = ir.RepBool
			left = &ir.Logic{Node: node, Op: op, L: left, R: x.cond(part.Operand())}
			continue
		}
		if i == 0 {
			left = x.expr(d.First())
		}
		right := x.expr(part.Operand())
		switch {
		case kind == syntax.KindQuestionQuestion:
			left = &ir.Coalesce{Node: node, L: left, R: right}
		case kind == syntax.KindDotDot:
			node.R = ir.RepList
			left = &ir.Range{Node: node, From: left, To: right}
		default:
			if op >= ir.OpEq && op <= ir.OpGe {
				node.R = ir.RepBool
			}
			left = &ir.Binary{Node: node, Op: op, L: left, R: right}
		}
	}
	return left
}

// isTextChain tells whether d joins strings only, so that they can be joined at once.
func (x *unit) isTextChain(d syntax.BinaryExpr, parts []syntax.Node) bool {
	if rep(x.info.TypeOf(d.First())) != ir.RepString {
		return false
	}
	for _, n := range parts {
		part := syntax.BinaryPart{Node: n}
		if part.Op().Kind() != syntax.KindPlus || rep(x.info.TypeOf(part.Operand())) != ir.RepString {
			return false
		}
	}
	return true
}

func (x *unit) textChain(d syntax.BinaryExpr, parts []syntax.Node) ir.Expr {
	t := &ir.Template{Node: ir.Node{Pos: pos(d.Node), R: ir.RepString}, Parts: []ir.Expr{x.expr(d.First())}}
	for _, n := range parts {
		t.Parts = append(t.Parts, x.expr(syntax.BinaryPart{Node: n}.Operand()))
	}
	return t
}

// template lowers a string with holes; neighbouring texts are one.
func (x *unit) template(n syntax.Node) ir.Expr {
	t := &ir.Template{Node: ir.Node{Pos: pos(n), R: ir.RepString}}
	for part := range syntax.StringParts(n) {
		if !part.Hole.Ok() {
			t.Parts = addText(t.Parts, part.Text, pos(part.Node))
			continue
		}
		if v := (syntax.Hole{Node: part.Hole}).Value(); v.Ok() {
			t.Parts = append(t.Parts, x.expr(v))
		}
	}
	switch {
	case len(t.Parts) == 0:
		return text("", pos(n))
	case len(t.Parts) == 1:
		if s, ok := t.Parts[0].(*ir.Str); ok {
			return text(s.Value, pos(n))
		}
	}
	return t
}

func addText(parts []ir.Expr, s string, at ir.Pos) []ir.Expr {
	if n := len(parts); n > 0 {
		if last, ok := parts[n-1].(*ir.Str); ok {
			parts[n-1] = text(last.Value+s, last.Pos)
			return parts
		}
	}
	if s == "" {
		return parts
	}
	return append(parts, text(s, at))
}

// query lowers sql"…": holes become parameters.
func (x *unit) query(d syntax.TaggedString) ir.Expr {
	q := &ir.Query{Node: x.node(d.Node), Texts: []string{""}}
	if d.Value().Kind() == syntax.KindPlainString {
		q.Texts[0] = d.Value().StringValue()
		return q
	}
	for part := range syntax.StringParts(d.Value()) {
		if !part.Hole.Ok() {
			q.Texts[len(q.Texts)-1] += part.Text
		} else if v := (syntax.Hole{Node: part.Hole}).Value(); v.Ok() {
			q.Params = append(q.Params, x.expr(v))
			q.Texts = append(q.Texts, "")
		}
	}
	return q
}

func (x *unit) list(d syntax.ListExpr) ir.Expr {
	e := &ir.List{Node: ir.Node{Pos: pos(d.Node), R: ir.RepList}}
	for item := range d.Items().Items() {
		if it, ok := syntax.AsListItem(item); ok && it.Value().Ok() {
			e.Items = append(e.Items, ir.Item{X: x.expr(it.Value()), Spread: it.Ellipsis().Ok()})
		}
	}
	return e
}

func (x *unit) record(d syntax.RecordExpr) ir.Expr {
	e := &ir.Record{Node: ir.Node{Pos: pos(d.Node), R: ir.RepRecord}}
	if x.info.IsMap(d.Node) {
		e.R = ir.RepMap
	}
	for item := range d.Fields().Items() {
		if f, ok := syntax.AsRecordField(item); ok {
			value := f.Value()
			if !f.Colon().Ok() {
				value = f.Name()
			}
			e.Fields = append(e.Fields, ir.FieldInit{Name: std.FieldName(f.Name()), X: x.expr(value)})
		} else if s, ok := syntax.AsRecordSpread(item); ok {
			e.Fields = append(e.Fields, ir.FieldInit{X: x.expr(s.Value()), Spread: true})
		}
	}
	return e
}

func (x *unit) match(d syntax.MatchExpr) ir.Expr {
	e := &ir.Match{Node: x.node(d.Node), X: x.expr(d.Subject())}
	for item := range d.Arms().Items() {
		arm, ok := syntax.AsMatchArm(item)
		if !ok {
			continue
		}
		body := x.expr(arm.Body())
		if arm.Else().Ok() {
			e.Else = body
		} else {
			e.Arms = append(e.Arms, ir.MatchArm{Values: x.patterns(arm.Patterns()), Body: body})
		}
	}
	return e
}

func items(list syntax.Node) []syntax.Node {
	var out []syntax.Node
	for n := range list.Items() {
		out = append(out, n)
	}
	return out
}

// span is from the start of base to the end of the last of parts.
func span(base syntax.Node, parts []syntax.Node) source.Span {
	s := base.Span()
	if len(parts) > 0 {
		s.End = parts[len(parts)-1].Span().End
	}
	return s
}

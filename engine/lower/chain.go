package lower

import (
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/syntax"
)

// chain is `x.f?.g[i](…)` while it is lowered from left to right.
type chain struct {
	x     *unit
	start ir.Pos
	value ir.Expr // what is left of the next part; nil while that is a namespace
	// Not yet a value, since a call may follow: a function by its symbol, with the receiver of a method.
	sym  *check.Symbol
	recv ir.Expr
	// dyn is a `.name` of an `any` that may turn out to be a method.
	dyn *ir.Field
}

func (x *unit) postfix(d syntax.PostfixExpr) ir.Expr {
	c := &chain{x: x, start: pos(d.Node)}
	base := d.Base()
	if base.Kind() == syntax.KindIdent && x.local(base) == nil {
		c.sym = x.info.SymbolOf(base)
	}
	switch {
	case c.sym == nil:
		c.value = x.expr(base)
	case c.sym.Kind == check.SymNamespace:
		c.sym = nil
	case !c.sym.IsFunction():
		c.value, c.sym = x.name(base), nil
	}
	return c.parts(items(d.Parts()))
}

// parts lowers the rest of the chain. After `?.` the rest is what happens when there is a value.
func (c *chain) parts(parts []syntax.Node) ir.Expr {
	for i, n := range parts {
		switch n.Kind() {
		case syntax.KindMemberPart:
			if (syntax.MemberPart{Node: n}).Dot().Kind() == syntax.KindQuestionDot {
				return c.optional(parts[i:])
			}
			c.member(n)
		case syntax.KindIndexPart:
			index := c.x.expr(syntax.IndexPart{Node: n}.Index())
			c.value = &ir.Index{Node: c.node(n), X: c.settle(), I: index}
		case syntax.KindCallPart:
			c.call(n)
		}
		if t := c.x.info.CheckAt(n); t != nil {
			c.value = &ir.Check{Node: ir.Node{Pos: c.start, R: rep(t)}, X: c.settle(), Type: c.x.m.l.descriptor(t)}
		}
	}
	return c.settle()
}

// optional lowers the parts from a `?.` on.
func (c *chain) optional(parts []syntax.Node) ir.Expr {
	left := c.settle()
	v := &ir.Var{}
	rest := &chain{x: c.x, start: c.start, value: read(v, c.start)}
	rest.member(parts[0])
	last := parts[len(parts)-1]
	return &ir.Optional{Node: ir.Node{Pos: c.start, R: rep(c.x.info.TypeOf(last))}, X: left, Var: v, Then: rest.parts(parts[1:])}
}

func (c *chain) node(n syntax.Node) ir.Node {
	return ir.Node{Pos: c.start, R: rep(c.x.info.TypeOf(n))}
}

// settle turns what stands there into a value.
func (c *chain) settle() ir.Expr {
	switch {
	case c.sym != nil && c.recv != nil && c.sym.Kind == check.SymStd:
		c.value = &ir.BuiltinRef{Node: ir.Node{Pos: c.start, R: ir.RepFunc}, Name: stdName(c.sym.Std), Recv: c.recv}
	case c.sym != nil:
		c.value = c.x.symbol(c.sym, ir.Node{Pos: c.start, R: ir.RepFunc})
	case c.dyn != nil:
		c.value = c.dyn
	case c.value == nil:
		c.value = none(c.start)
	}
	c.sym, c.recv, c.dyn = nil, nil, nil
	return c.value
}

func (c *chain) member(n syntax.Node) {
	d := syntax.MemberPart{Node: n}
	m := c.x.info.MemberOf(n)
	field := func() *ir.Field {
		return &ir.Field{Node: c.node(n), X: c.settle(), Name: d.Name().NameText()}
	}
	if m == nil {
		c.value = field()
		return
	}
	switch m.Kind {
	case check.MemberDynamic:
		c.dyn = field()
	case check.MemberField:
		c.value = field()
	case check.MemberProperty:
		c.value = &ir.Builtin{Node: c.node(n), Name: stdName(m.Symbol.Std), Args: []ir.Expr{c.settle()}}
	case check.MemberMethod:
		recv := c.settle()
		c.sym, c.recv = m.Symbol, recv
	case check.MemberName:
		if m.Symbol.IsFunction() {
			c.sym = m.Symbol
		} else {
			c.value = c.x.symbol(m.Symbol, c.node(n))
		}
	}
}

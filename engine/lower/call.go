package lower

import (
	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// call lowers a call of what is left of it in the chain.
func (c *chain) call(n syntax.Node) {
	node := c.node(n)
	call := c.x.info.CallOf(n)
	switch {
	case c.dyn != nil:
		dyn := c.dyn
		c.dyn = nil
		c.value = &ir.CallMethod{Node: node, X: dyn.X, Name: dyn.Name, Args: c.x.byPlace(n)}
	case c.sym != nil && call != nil && call.Func != nil:
		sym, recv := c.sym, c.recv
		c.sym, c.recv = nil, nil
		args := c.x.arguments(call)
		c.value = args.bind(c.x.callSymbol(sym, recv, call, args.byParam, node))
	default:
		c.value = &ir.CallValue{Node: node, Fn: c.settle(), Args: c.x.byPlace(n)}
	}
}

// byPlace lowers the arguments of a call of a value.
func (x *unit) byPlace(n syntax.Node) []ir.Expr {
	var out []ir.Expr
	for item := range (syntax.CallPart{Node: n}).Args().Items() {
		if a, ok := syntax.AsArg(item); ok {
			out = append(out, x.expr(a.Value()))
		}
	}
	return out
}

// callSymbol lowers a call of a declared or standard function, or of a method of recv. Args stand by parameter.
func (x *unit) callSymbol(s *check.Symbol, recv ir.Expr, call *check.Call, args []ir.Expr, node ir.Node) ir.Expr {
	switch {
	case s.Kind == check.SymTop:
		if f := x.m.l.funcOf(s.Ref); f != nil {
			return &ir.Call{Node: node, Func: f, Args: args}
		}
	case s.Kind == check.SymStd:
		return x.callStd(s, recv, call, args, node)
	case s.Kind == check.SymModelMethod:
		return &ir.Builtin{Node: node, Name: "model"}
	}
	bug.Reportf("lower: call of %s", s.Name)
	return none(node.Pos)
}

func (x *unit) callStd(s *check.Symbol, recv ir.Expr, call *check.Call, args []ir.Expr, node ir.Node) ir.Expr {
	e := &ir.Builtin{Node: node, Name: stdName(s.Std)}
	if recv != nil {
		e.Args = append(e.Args, recv)
	}
	for i, a := range args {
		if i < len(call.Func.Params) && call.Func.Params[i].Rest {
			if l, ok := a.(*ir.List); ok { // print takes them one by one
				for _, it := range l.Items {
					e.Args = append(e.Args, it.X)
				}
			}
			continue
		}
		e.Args = append(e.Args, a)
	}
	for len(e.Args) > 0 && e.Args[len(e.Args)-1] == nil {
		e.Args = e.Args[:len(e.Args)-1]
	}
	if e.Name == "redirect" {
		e.Args = x.redirectArgs(call, e.Args, node.Pos)
	}
	return e
}

// redirectArgs adds whether the address is written out, so that it may lead to another site.
func (x *unit) redirectArgs(call *check.Call, args []ir.Expr, at ir.Pos) []ir.Expr {
	for _, a := range call.Args {
		if a.Param == 0 && (a.Node.Kind() == syntax.KindPlainString || a.Node.Kind() == syntax.KindRawString) {
			for len(args) < 2 {
				args = append(args, nil)
			}
			return append(args, &ir.Bool{Node: ir.Node{Pos: at, R: ir.RepBool}, Value: true})
		}
	}
	return args
}

// arguments are the arguments of a call by parameter, and the variables that hold those that had to be evaluated before.
type arguments struct {
	at      ir.Pos
	byParam []ir.Expr
	vars    []*ir.Var
	values  []ir.Expr
}

// bind puts the evaluation of arguments that are written in another order than the parameters around the call.
func (a *arguments) bind(call ir.Expr) ir.Expr {
	if len(a.vars) == 0 {
		return call
	}
	return &ir.Bind{Node: ir.Node{Pos: a.at, R: call.Rep()}, Vars: a.vars, Xs: a.values, Then: call}
}

// arguments lowers the arguments of a call in the order they are written.
func (x *unit) arguments(call *check.Call) *arguments {
	out := &arguments{at: ir.NoPos, byParam: make([]ir.Expr, len(call.Func.Params))}
	inOrder := true
	last := -1
	for _, a := range call.Args {
		inOrder = inOrder && a.Param >= last
		last = a.Param
	}
	for _, a := range call.Args {
		if a.Param < 0 || a.Param >= len(out.byParam) {
			continue
		}
		out.add(x, call.Func.Params[a.Param], a.Param, a.Name, x.expr(a.Node), inOrder)
	}
	out.finish(call.Func)
	return out
}

// add gives a parameter its argument. Unless the arguments stand in order, what is more than a literal goes through a variable.
func (a *arguments) add(x *unit, p types.Parameter, i int, name string, e ir.Expr, inOrder bool) {
	if !inOrder && !isConstant(e) {
		v := &ir.Var{Rep: e.Rep()}
		a.vars, a.values = append(a.vars, v), append(a.values, e)
		a.at = e.At()
		e = read(v, e.At())
	}
	switch {
	case !p.Rest:
		a.byParam[i] = e
	case isMapType(p.Type):
		rest, _ := a.byParam[i].(*ir.Record)
		if rest == nil {
			rest = &ir.Record{Node: ir.Node{Pos: e.At(), R: ir.RepMap}}
			a.byParam[i] = rest
		}
		rest.Fields = append(rest.Fields, ir.FieldInit{Name: name, X: e})
	default:
		rest, _ := a.byParam[i].(*ir.List)
		if rest == nil {
			rest = &ir.List{Node: ir.Node{Pos: e.At(), R: ir.RepList}}
			a.byParam[i] = rest
		}
		rest.Items = append(rest.Items, ir.Item{X: e})
	}
}

// finish gives rest parameters that got nothing their empty map or list.
func (a *arguments) finish(f *types.Func) {
	for i, p := range f.Params {
		if !p.Rest || a.byParam[i] != nil {
			continue
		}
		if isMapType(p.Type) {
			a.byParam[i] = &ir.Record{Node: ir.Node{Pos: ir.NoPos, R: ir.RepMap}}
		} else {
			a.byParam[i] = &ir.List{Node: ir.Node{Pos: ir.NoPos, R: ir.RepList}}
		}
	}
}

func isMapType(t types.Type) bool {
	_, ok := types.Under(t).(*types.Map)
	return ok
}

func isConstant(e ir.Expr) bool {
	switch e.(type) {
	case *ir.Num, *ir.Str, *ir.Bool, *ir.None, *ir.FuncRef:
		return true
	}
	return false
}

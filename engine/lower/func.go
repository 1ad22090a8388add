package lower

import (
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// head is what declarations of functions have in common.
type head struct {
	params syntax.Node // a list, may be absent
	body   syntax.Node
}

func headOf(n syntax.Node) head {
	switch n.Kind() {
	case syntax.KindFnDecl:
		d := syntax.FnDecl{Node: n}
		return head{d.Params(), d.Body()}
	case syntax.KindActionDecl:
		d := syntax.ActionDecl{Node: n}
		return head{d.Params(), d.Body()}
	case syntax.KindPageDecl:
		d := syntax.PageDecl{Node: n}
		return head{d.Params(), d.Body()}
	case syntax.KindLayoutDecl:
		d := syntax.LayoutDecl{Node: n}
		return head{d.Params(), d.Body()}
	case syntax.KindPathsDecl:
		d := syntax.PathsDecl{Node: n}
		return head{d.Params(), d.Body()}
	case syntax.KindTestDecl:
		return head{body: syntax.TestDecl{Node: n}.Body()}
	}
	d := syntax.FnExpr{Node: n}
	return head{d.Params(), d.Body()}
}

// declared lowers a declaration into f.
func (x *unit) declared(f *ir.Func) { x.function(f, x.u.Node) }

// function lowers the parameters and the body of n into f.
func (x *unit) function(f *ir.Func, n syntax.Node) {
	outer, scope := x.fn, x.scope
	x.fn = f
	defer func() { x.fn, x.scope = outer, scope }()

	h := headOf(n)
	if n.Kind() == syntax.KindFnDecl {
		x.scope = scopeOf(x.m.path, f.Name, h.body)
	}
	sig, _ := x.info.TypeOf(n).(*types.Func)
	if sig != nil {
		f.Rep = rep(sig.Result)
	}
	if h.params.Ok() {
		i := 0
		for item := range h.params.Items() {
			if p, ok := syntax.AsParam(item); ok && p.Name().Ok() {
				f.Params = append(f.Params, x.param(p, sig, i))
				f.Rest = f.Rest || p.Ellipsis().Ok()
				i++
			}
		}
	}
	f.Body = x.body(h.body)
}

func (x *unit) param(p syntax.Param, sig *types.Func, i int) ir.Param {
	var t types.Type
	if sig != nil && i < len(sig.Params) {
		t = sig.Params[i].Type
	}
	out := ir.Param{Var: x.declare(p.Name(), t)}
	if p.Default().Ok() {
		out.Default = x.expr(p.Default())
	}
	if t != nil && !types.IsAny(t) {
		out.Type = x.m.l.descriptor(t)
	}
	return out
}

// body lowers a block, or an expression that is returned.
func (x *unit) body(n syntax.Node) *ir.Block {
	if b, ok := syntax.AsBlock(n); ok {
		return x.block(b)
	}
	return &ir.Block{Stmts: []ir.Stmt{&ir.Return{StmtNode: ir.StmtNode{Pos: pos(n)}, X: x.expr(n)}}}
}

// declare makes the variable that the name token n declares.
func (x *unit) declare(n syntax.Node, t types.Type) *ir.Var {
	v := &ir.Var{Name: n.NameText(), Rep: rep(t)}
	if l := x.local(n); l != nil {
		v.Mutable = l.Kind == names.LocalVar
		x.vars[l] = v
	}
	return v
}

// local returns the local that the name token n declares or mentions.
func (x *unit) local(n syntax.Node) *names.Local {
	return x.info.Resolution.Local(n, x.u.Start())
}

// typeOf returns the type of the variable that the name token n declares.
func (x *unit) typeOf(n syntax.Node) types.Type {
	if s := x.info.SymbolOf(n); s != nil {
		return s.Type
	}
	return nil
}

func read(v *ir.Var, at ir.Pos) ir.Expr {
	return &ir.Local{Node: ir.Node{Pos: at, R: v.Rep}, Var: v}
}

func (x *unit) fnExpr(n syntax.Node) ir.Expr {
	f := &ir.Func{Module: x.m.ir, Pos: pos(n)}
	x.function(f, n)
	return &ir.FuncLit{Node: ir.Node{Pos: pos(n), R: ir.RepFunc}, Func: f}
}

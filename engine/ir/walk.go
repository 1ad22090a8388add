package ir

import "github.com/codescript-lang/coder/engine/bug"

// Visitor is what Walk calls, in order of evaluation. A nil function is not called.
type Visitor struct {
	// Expr is called before an expression's parts; false leaves them out.
	Expr func(Expr) bool
	// Decl is called where a variable comes to life, after its initial value was walked; block is the innermost block or nil.
	Decl func(v *Var, block *Block)
	// Ref is called for each variable read or assigned.
	Ref func(v *Var, assigned bool)
	// Stmt is called before a statement's parts.
	Stmt func(Stmt)
	// Out is called before a markup operation's parts.
	Out func(Out)

	block *Block
}

// Func walks fn: its parameters, which so get the first registers, their defaults, its body. Nested function literals are met as expressions and not entered.
func (v *Visitor) Func(fn *Func) {
	for _, p := range fn.Params {
		v.decl(p.Var)
	}
	for _, p := range fn.Params {
		v.expr(p.Default)
	}
	v.walkBlock(fn.Body)
}

func (v *Visitor) decl(x *Var) {
	if x != nil && v.Decl != nil {
		v.Decl(x, v.block)
	}
}

func (v *Visitor) ref(x *Var, assigned bool) {
	if x != nil && v.Ref != nil {
		v.Ref(x, assigned)
	}
}

func (v *Visitor) exprs(xs []Expr) {
	for _, x := range xs {
		v.expr(x)
	}
}

func (v *Visitor) expr(e Expr) {
	if e == nil || v.Expr != nil && !v.Expr(e) {
		return
	}
	switch e := e.(type) {
	case *Num, *Str, *Bool, *None, *GlobalRef, *FuncRef, *FuncLit:
	case *Local:
		v.ref(e.Var, false)
	case *BuiltinRef:
		v.expr(e.Recv)
	case *Unary:
		v.expr(e.X)
	case *Binary:
		v.expr(e.L)
		v.expr(e.R)
	case *Truth:
		v.expr(e.X)
	case *Logic:
		v.expr(e.L)
		v.expr(e.R)
	case *LeftOut:
		v.expr(e.X)
	case *Coalesce:
		v.expr(e.L)
		v.expr(e.R)
	case *Cond:
		v.expr(e.C)
		v.expr(e.A)
		v.expr(e.B)
	case *Optional:
		v.expr(e.X)
		v.decl(e.Var)
		v.expr(e.Then)
	case *Bind:
		for i, x := range e.Xs {
			v.expr(x)
			v.decl(e.Vars[i])
		}
		v.expr(e.Then)
	case *Match:
		v.expr(e.X)
		for _, a := range e.Arms {
			v.exprs(a.Values)
			v.expr(a.Body)
		}
		v.expr(e.Else)
	case *Template:
		v.exprs(e.Parts)
	case *List:
		for _, it := range e.Items {
			v.expr(it.X)
		}
	case *Record:
		for _, f := range e.Fields {
			v.expr(f.X)
		}
	case *ToMap:
		v.expr(e.X)
	case *Range:
		v.expr(e.From)
		v.expr(e.To)
	case *Field:
		v.expr(e.X)
	case *Index:
		v.expr(e.X)
		v.expr(e.I)
	case *Call:
		v.exprs(e.Args)
	case *CallValue:
		v.expr(e.Fn)
		v.exprs(e.Args)
	case *Builtin:
		v.exprs(e.Args)
	case *CallMethod:
		v.expr(e.X)
		v.exprs(e.Args)
	case *Is:
		v.expr(e.X)
	case *Check:
		v.expr(e.X)
	case *Markup:
		v.outs(e.Body)
	case *Query:
		v.exprs(e.Params)
	default:
		bug.Reportf("ir.Walk: expression %T", e)
	}
}

func (v *Visitor) walkBlock(b *Block) {
	if b == nil {
		return
	}
	outer := v.block
	v.block = b
	for _, s := range b.Stmts {
		v.stmt(s)
	}
	v.block = outer
}

func (v *Visitor) stmt(s Stmt) {
	if v.Stmt != nil {
		v.Stmt(s)
	}
	switch s := s.(type) {
	case *Let:
		v.expr(s.X)
		v.decl(s.Var)
	case *SetGlobal:
		v.expr(s.X)
	case *Assign:
		v.expr(s.X)
		v.ref(s.Var, true)
	case *Update:
		for _, step := range s.Place.Path {
			v.expr(step.Index)
		}
		v.expr(s.X)
		v.exprs(s.Args)
		v.ref(s.Place.Var, true)
	case *ExprStmt:
		v.expr(s.X)
	case *Return:
		v.expr(s.X)
	case *If:
		v.expr(s.Cond)
		v.walkBlock(s.Then)
		v.walkBlock(s.Else)
	case *While:
		v.expr(s.Cond)
		v.walkBlock(s.Body)
	case *For:
		v.expr(s.X)
		v.decl(s.Var)
		v.decl(s.Index)
		v.walkBlock(s.Body)
	case *Break, *Continue:
	case *MatchStmt:
		v.expr(s.X)
		for _, a := range s.Arms {
			v.exprs(a.Values)
			v.walkBlock(a.Body)
		}
		v.walkBlock(s.Else)
	case *Try:
		v.walkBlock(s.Body)
		v.decl(s.Var)
		v.walkBlock(s.Catch)
	case *BlockStmt:
		v.walkBlock(s.Body)
	case *Assert:
		v.expr(s.X)
		v.expr(s.L)
		v.expr(s.R)
	default:
		bug.Reportf("ir.Walk: statement %T", s)
	}
}

func (v *Visitor) outs(body []Out) {
	for _, o := range body {
		v.outNode(o)
	}
}

func (v *Visitor) outNode(o Out) {
	if v.Out != nil {
		v.Out(o)
	}
	switch o := o.(type) {
	case *Lit, *HeadEnd, *ScopedStyle, *FormAction, *FormToken:
	case *Text:
		v.expr(o.X)
	case *AttrText:
		v.expr(o.X)
	case *Attr:
		v.expr(o.X)
	case *Address:
		v.parts(o.Parts)
	case *Style:
		v.expr(o.X)
	case *JSON:
		v.expr(o.X)
	case *Attrs:
		for _, it := range o.Items {
			v.parts(it.Parts)
			v.expr(it.X)
		}
	case *Padded:
		v.outs(o.Body)
	case *OutIf:
		v.expr(o.Cond)
		v.outs(o.Then)
		v.outs(o.Else)
	case *OutFor:
		v.expr(o.X)
		v.decl(o.Var)
		v.decl(o.Index)
		v.outs(o.Body)
		v.outs(o.Empty)
	case *OutMatch:
		v.expr(o.X)
		for _, a := range o.Arms {
			v.exprs(a.Values)
			v.outs(a.Body)
		}
		v.outs(o.Else)
	case *OutLet:
		v.expr(o.X)
		v.decl(o.Var)
	case *Head:
		v.outs(o.Body)
	case *Title:
		v.outs(o.Body)
	default:
		bug.Reportf("ir.Walk: markup operation %T", o)
	}
}

func (v *Visitor) parts(parts []AttrPart) {
	for _, p := range parts {
		v.expr(p.X)
	}
}

package eval

import (
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// The forms code is compiled to.
type (
	valueFn func(*frame) value.Value
	numFn   func(*frame) float64
	boolFn  func(*frame) bool
	outFn   func(*frame)
	stmtFn  func(*frame) control
	placeFn func(*frame) *value.Value
)

// control is how a statement ended.
type control uint8

const (
	goOn control = iota
	doBreak
	doContinue
	doReturn // the result is in frame.ret
	doFail   // the error is in Machine.err
)

// compiler compiles one function.
type compiler struct {
	p     *Program
	fn    *ir.Func
	code  *code
	slots int
}

// temps takes n registers for temporaries and returns the first.
func (c *compiler) temps(n int) int {
	first := c.slots
	c.slots += n
	return first
}

// compileFunc fills in the code that was declared for fn.
func compileFunc(p *Program, fn *ir.Func) {
	target := p.codeOf(fn)
	c := &compiler{p: p, fn: fn, code: target, slots: fn.Slots}
	c.keepCaptured()
	body := c.body(fn.Body)
	target.run = c.prologue(body)
	target.slots = c.slots
}

// body compiles a function's block to what gives its result. A body that is one return has no statement at all.
func (c *compiler) body(b *ir.Block) valueFn {
	if len(b.Stmts) == 1 && len(b.Boxes) == 0 {
		if r, ok := b.Stmts[0].(*ir.Return); ok && r.X != nil {
			return c.result(r.X)
		}
	}
	run := c.block(b)
	return func(fr *frame) value.Value {
		if run(fr) == doReturn {
			return fr.ret
		}
		return value.None
	}
}

// prologue puts in front of body what has to happen to arguments: defaults for those left out, cells for those that closures share.
func (c *compiler) prologue(body valueFn) valueFn {
	var steps []outFn
	for _, p := range c.fn.Params {
		slot := p.Var.Slot
		if p.Default != nil {
			def := c.keep(p.Default)
			steps = append(steps, func(fr *frame) {
				if fr.regs[slot].IsUnset() {
					fr.regs[slot] = def(fr)
				}
			})
		}
		if p.Var.Boxed {
			steps = append(steps, func(fr *frame) {
				fr.regs[slot] = value.MakeBox(&value.Box{V: fr.regs[slot]})
			})
		}
	}
	if len(steps) == 0 {
		return body
	}
	return func(fr *frame) value.Value {
		for _, step := range steps {
			if step(fr); fr.m.err != nil {
				return value.None
			}
		}
		return body(fr)
	}
}

// mayFail tells whether evaluating e can note an error; false only where that is certain.
func mayFail(e ir.Expr) bool {
	switch e := e.(type) {
	case nil, *ir.Num, *ir.Str, *ir.Bool, *ir.None, *ir.FuncRef:
		return false
	case *ir.Local:
		return e.Var.Boxed
	case *ir.Unary:
		return e.Op == ir.OpNeg && e.X.Rep() != ir.RepNumber || mayFail(e.X)
	case *ir.Truth:
		return mayFail(e.X)
	case *ir.Logic:
		return mayFail(e.L) || mayFail(e.R)
	case *ir.Coalesce:
		return mayFail(e.L) || mayFail(e.R)
	case *ir.Cond:
		return mayFail(e.C) || mayFail(e.A) || mayFail(e.B)
	case *ir.Binary:
		return !(numeric(e.L, e.R) || texts(e.L, e.R) && e.Op != ir.OpAdd) || mayFail(e.L) || mayFail(e.R)
	}
	return true
}

func numeric(l, r ir.Expr) bool { return l.Rep() == ir.RepNumber && r.Rep() == ir.RepNumber }
func texts(l, r ir.Expr) bool   { return l.Rep() == ir.RepString && r.Rep() == ir.RepString }

// scalar tells whether values of this representation hold nothing that could be shared.
func scalar(r ir.Rep) bool {
	switch r {
	case ir.RepAny, ir.RepList, ir.RepRecord, ir.RepMap:
		return false
	}
	return true
}

// keep compiles e for a place that holds on to the value: what is read from another place is marked as shared.
func (c *compiler) keep(e ir.Expr) valueFn {
	if scalar(e.Rep()) {
		return c.expr(e)
	}
	switch e := e.(type) {
	case *ir.Local, *ir.GlobalRef, *ir.Field, *ir.Index, *ir.Check, *ir.Optional:
		if l, ok := e.(*ir.Local); ok {
			c.code.keep(c.paramIndex(l.Var))
		}
		f := c.expr(e)
		return func(fr *frame) value.Value { return f(fr).Share() }
	case *ir.Cond:
		cond, a, b := c.cond(e.C), c.keep(e.A), c.keep(e.B)
		return func(fr *frame) value.Value {
			if cond(fr) {
				return a(fr)
			}
			return b(fr)
		}
	case *ir.Coalesce:
		return coalesce(c.keep(e.L), c.keep(e.R))
	case *ir.Bind:
		return c.bind(e, c.keep)
	case *ir.Match:
		return c.match(e, c.keep)
	}
	return c.expr(e)
}

// captured finds v among what c's function carries; ok is false for the function's own variables.
func (c *compiler) captured(v *ir.Var) (index int, ok bool) {
	if v.Owner == c.fn {
		return 0, false
	}
	for i, cap := range c.fn.Captures {
		if cap.Var == v {
			return i, true
		}
	}
	return 0, false
}

// constant returns the value of a literal.
func constant(e ir.Expr) (value.Value, bool) {
	switch e := e.(type) {
	case *ir.Num:
		return value.Number(e.Value), true
	case *ir.Str:
		return value.String(e.Value), true
	case *ir.Bool:
		return value.Bool(e.Value), true
	case *ir.None:
		return value.None, true
	}
	return value.None, false
}

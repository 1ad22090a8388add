package eval

import (
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// Borrowing. An argument is held in a second place, the callee's parameter, and so would have to be marked as shared: the next update of
// the variable it came from would copy, in a loop each time. It need not be marked when
//
//   - the callee only reads it: its parameter is not stored, returned, captured, or passed on to someone who does (kept), and
//   - nothing can change the variable while the callee runs: it is a local that no closure uses, or a top-level name that no function
//     assigns (borrowable).
//
// Which parameters are kept is known when all functions are compiled, so call sites ask when they run.

// maxBorrowed is how many parameters a function can borrow; later ones count as kept.
const maxBorrowed = 64

// passing is an argument that is a parameter of the caller: it is kept where the callee keeps its own.
type passing struct {
	from, to           *code
	fromParam, toParam int
}

// keep notes that parameter i may outlive the call; -1 is no parameter.
func (c *code) keep(i int) {
	if i >= 0 && i < maxBorrowed {
		c.kept |= 1 << i
	}
}

func (c *code) keeps(i int) bool { return i >= maxBorrowed || c.kept&(1<<i) != 0 }

// settleBorrowing carries what is kept over from callees to callers.
func (p *Program) settleBorrowing() {
	for changed := true; changed; {
		changed = false
		for _, a := range p.passings {
			if a.to.keeps(a.toParam) && !a.from.keeps(a.fromParam) {
				a.from.keep(a.fromParam)
				changed = true
			}
		}
	}
	p.passings = nil
}

// paramIndex returns which parameter of the function v is, or -1.
func (c *compiler) paramIndex(v *ir.Var) int {
	for i, p := range c.fn.Params {
		if p.Var == v {
			return i
		}
	}
	return -1
}

// keepCaptured notes the parameters that closures use.
func (c *compiler) keepCaptured() {
	for i, p := range c.fn.Params {
		if p.Var.Captured {
			c.code.keep(i)
		}
	}
}

// borrowable tells whether nothing can change what e gives while a callee runs.
func (c *compiler) borrowable(e ir.Expr) bool {
	switch e := e.(type) {
	case *ir.Local:
		_, ok := c.plainSlot(e)
		return ok && !e.Var.Captured
	case *ir.GlobalRef:
		return !e.Global.Assigned
	case *ir.Field:
		return c.borrowable(e.X)
	case *ir.Index:
		return c.borrowable(e.X)
	}
	return false
}

// steady tells whether e is a variable that nothing assigns, so that what it holds stays as it is.
func (c *compiler) steady(e ir.Expr) bool {
	l, ok := e.(*ir.Local)
	return ok && !l.Var.Assigned && c.borrowable(e)
}

// read compiles an operand that is walked, or handed to a function, while code of the program runs, but not held longer.
func (c *compiler) read(e ir.Expr) valueFn {
	if c.steady(e) {
		return c.expr(e)
	}
	return c.keep(e)
}

// argument compiles the argument for parameter i of target.
func (c *compiler) argument(target *code, i int, e ir.Expr) valueFn {
	if scalar(e.Rep()) || i >= maxBorrowed || !c.borrowable(e) {
		return c.keep(e)
	}
	if l, ok := e.(*ir.Local); ok {
		if own := c.paramIndex(l.Var); own >= 0 {
			c.p.passings = append(c.p.passings, passing{c.code, target, own, i})
		}
	}
	f, bit := c.expr(e), uint64(1)<<i
	return func(fr *frame) value.Value {
		v := f(fr)
		if target.kept&bit != 0 {
			return v.Share()
		}
		return v
	}
}

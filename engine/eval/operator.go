package eval

import (
	"math"
	"strconv"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// number reads the number a slot holds without looking at its kind: the checker promised one.
func number(v value.Value) float64 { return v.Float() }

// num compiles an expression that is known to give a number.
func (c *compiler) num(e ir.Expr) numFn {
	switch e := e.(type) {
	case *ir.Num:
		n := e.Value
		return func(*frame) float64 { return n }
	case *ir.Local:
		if slot, ok := c.plainSlot(e); ok {
			return func(fr *frame) float64 { return number(fr.regs[slot]) }
		}
	case *ir.Unary:
		if e.Op == ir.OpNeg && e.X.Rep() == ir.RepNumber {
			x := c.num(e.X)
			return func(fr *frame) float64 { return -x(fr) }
		}
	case *ir.Binary:
		if numeric(e.L, e.R) {
			if f := c.arithmetic(e); f != nil {
				return f
			}
		}
	case *ir.Cond:
		if e.A.Rep() == ir.RepNumber && e.B.Rep() == ir.RepNumber {
			cond, a, b := c.cond(e.C), c.num(e.A), c.num(e.B)
			return func(fr *frame) float64 {
				if cond(fr) {
					return a(fr)
				}
				return b(fr)
			}
		}
	case *ir.Builtin:
		if f := c.mathCall(e); f != nil {
			return f
		}
	}
	f := c.expr(e)
	if e.Rep() == ir.RepNumber {
		return func(fr *frame) float64 { return number(f(fr)) }
	}
	pos := e.At()
	return func(fr *frame) float64 {
		v := f(fr)
		if !v.IsNumber() {
			fr.failAt(pos, ir.FaultExpected, "number", v.TypeName())
			return 0
		}
		return number(v)
	}
}

// plainSlot returns the register of a variable of the function's own that lives in no cell.
func (c *compiler) plainSlot(e ir.Expr) (int, bool) {
	l, ok := e.(*ir.Local)
	if !ok || l.Var.Boxed || l.Var.Owner != c.fn {
		return 0, false
	}
	return l.Var.Slot, true
}

// arithmetic compiles `+ - * / %` of two numbers, with forms of their own for variables and literals, the most frequent operands.
func (c *compiler) arithmetic(e *ir.Binary) numFn {
	if f := c.arithmeticSlot(e); f != nil {
		return f
	}
	l, r := c.num(e.L), c.num(e.R)
	switch e.Op {
	case ir.OpAdd:
		return func(fr *frame) float64 { return l(fr) + r(fr) }
	case ir.OpSub:
		return func(fr *frame) float64 { return l(fr) - r(fr) }
	case ir.OpMul:
		return func(fr *frame) float64 { return l(fr) * r(fr) }
	case ir.OpDiv:
		return func(fr *frame) float64 { return l(fr) / r(fr) }
	case ir.OpMod:
		return func(fr *frame) float64 { return mod(l(fr), r(fr)) }
	}
	return nil
}

func (c *compiler) arithmeticSlot(e *ir.Binary) numFn {
	a, ok := c.plainSlot(e.L)
	if !ok {
		return nil
	}
	if k, ok := e.R.(*ir.Num); ok {
		n := k.Value
		switch e.Op {
		case ir.OpAdd:
			return func(fr *frame) float64 { return number(fr.regs[a]) + n }
		case ir.OpSub:
			return func(fr *frame) float64 { return number(fr.regs[a]) - n }
		case ir.OpMul:
			return func(fr *frame) float64 { return number(fr.regs[a]) * n }
		case ir.OpMod:
			return func(fr *frame) float64 { return mod(number(fr.regs[a]), n) }
		}
		return nil
	}
	b, ok := c.plainSlot(e.R)
	if !ok {
		r := c.num(e.R)
		switch e.Op {
		case ir.OpAdd:
			return func(fr *frame) float64 { x := number(fr.regs[a]); return x + r(fr) }
		case ir.OpSub:
			return func(fr *frame) float64 { x := number(fr.regs[a]); return x - r(fr) }
		case ir.OpMul:
			return func(fr *frame) float64 { x := number(fr.regs[a]); return x * r(fr) }
		}
		return nil
	}
	switch e.Op {
	case ir.OpAdd:
		return func(fr *frame) float64 { return number(fr.regs[a]) + number(fr.regs[b]) }
	case ir.OpSub:
		return func(fr *frame) float64 { return number(fr.regs[a]) - number(fr.regs[b]) }
	case ir.OpMul:
		return func(fr *frame) float64 { return number(fr.regs[a]) * number(fr.regs[b]) }
	}
	return nil
}

// mod is IEEE's remainder with the sign of the dividend, as JavaScript's %.
func mod(a, b float64) float64 {
	if x, y := int64(a), int64(b); y > 0 && x >= 0 && float64(x) == a && float64(y) == b {
		if x == 0 {
			return a // keeps minus zero
		}
		return float64(x % y)
	}
	return math.Mod(a, b)
}

// cond compiles a truth.
func (c *compiler) cond(e ir.Expr) boolFn {
	switch e := e.(type) {
	case *ir.Bool:
		b := e.Value
		return func(*frame) bool { return b }
	case *ir.Unary:
		if e.Op == ir.OpNot {
			x := c.cond(e.X)
			return func(fr *frame) bool { return !x(fr) }
		}
	case *ir.Logic:
		l, r := c.cond(e.L), c.cond(e.R)
		if e.Op == ir.OpAnd {
			return func(fr *frame) bool { return l(fr) && r(fr) }
		}
		return func(fr *frame) bool { return l(fr) || r(fr) }
	case *ir.Truth:
		return c.truth(e)
	case *ir.Is:
		return c.is(e)
	case *ir.Binary:
		if f := c.comparison(e); f != nil {
			return f
		}
	}
	f := c.expr(e)
	if e.Rep() == ir.RepBool {
		return func(fr *frame) bool { return f(fr).Truth() }
	}
	return func(fr *frame) bool { return f(fr).Condition() }
}

func (c *compiler) truth(e *ir.Truth) boolFn {
	if e.X.Rep() == ir.RepBool {
		return c.cond(e.X)
	}
	x := c.expr(e.X)
	return func(fr *frame) bool { return x(fr).Condition() }
}

func (c *compiler) is(e *ir.Is) boolFn {
	x, t, pos := c.expr(e.X), e.Type, e.Pos
	return func(fr *frame) bool {
		ok, o := value.Is(x(fr), t)
		if o != value.Done {
			fr.at = pos
			fr.outcome(o)
		}
		return ok
	}
}

// comparison compiles `== != < <= > >=`; nil for other operators.
func (c *compiler) comparison(e *ir.Binary) boolFn {
	if e.Op < ir.OpEq || e.Op > ir.OpGe {
		return nil
	}
	if numeric(e.L, e.R) {
		return c.compareNumbers(e)
	}
	if e.Op == ir.OpEq || e.Op == ir.OpNe {
		return c.equality(e)
	}
	l, r, op, pos := c.expr(e.L), c.expr(e.R), e.Op, e.Pos
	return func(fr *frame) bool {
		a := l(fr)
		return fr.order(op, a, r(fr), pos)
	}
}

// order compares two numbers, strings or times.
func (fr *frame) order(op ir.Op, a, b value.Value, pos ir.Pos) bool {
	if a.IsNumber() && b.IsNumber() {
		x, y := number(a), number(b)
		switch op {
		case ir.OpLt:
			return x < y
		case ir.OpLe:
			return x <= y
		case ir.OpGt:
			return x > y
		}
		return x >= y
	}
	cmp, ok := value.Compare(a, b)
	if !ok {
		fr.failAt(pos, ir.FaultOperands, op.String(), a.TypeName(), b.TypeName())
		return false
	}
	switch op {
	case ir.OpLt:
		return cmp < 0
	case ir.OpLe:
		return cmp <= 0
	case ir.OpGt:
		return cmp > 0
	}
	return cmp >= 0
}

func (c *compiler) compareNumbers(e *ir.Binary) boolFn {
	if a, ok := c.plainSlot(e.L); ok {
		if k, ok := e.R.(*ir.Num); ok {
			n := k.Value
			switch e.Op {
			case ir.OpLt:
				return func(fr *frame) bool { return number(fr.regs[a]) < n }
			case ir.OpLe:
				return func(fr *frame) bool { return number(fr.regs[a]) <= n }
			case ir.OpGt:
				return func(fr *frame) bool { return number(fr.regs[a]) > n }
			case ir.OpEq:
				return func(fr *frame) bool { return number(fr.regs[a]) == n }
			}
		}
		if b, ok := c.plainSlot(e.R); ok && e.Op == ir.OpLt {
			return func(fr *frame) bool { return number(fr.regs[a]) < number(fr.regs[b]) }
		}
	}
	l, r := c.num(e.L), c.num(e.R)
	switch e.Op {
	case ir.OpEq:
		return func(fr *frame) bool { return l(fr) == r(fr) }
	case ir.OpNe:
		return func(fr *frame) bool { return l(fr) != r(fr) }
	case ir.OpLt:
		return func(fr *frame) bool { return l(fr) < r(fr) }
	case ir.OpLe:
		return func(fr *frame) bool { return l(fr) <= r(fr) }
	case ir.OpGt:
		return func(fr *frame) bool { return l(fr) > r(fr) }
	}
	return func(fr *frame) bool { return l(fr) >= r(fr) }
}

func (c *compiler) equality(e *ir.Binary) boolFn {
	l, r, pos := c.expr(e.L), c.expr(e.R), e.Pos
	want := e.Op == ir.OpEq
	if _, ok := e.R.(*ir.None); ok {
		return func(fr *frame) bool { return l(fr).IsNone() == want }
	}
	if texts(e.L, e.R) {
		return func(fr *frame) bool {
			a := l(fr)
			return (a.Text() == r(fr).Text()) == want
		}
	}
	return func(fr *frame) bool {
		a := l(fr)
		same, o := value.Equal(a, r(fr))
		if o != value.Done {
			fr.at = pos
			fr.outcome(o)
			return false
		}
		return same == want
	}
}

func (c *compiler) unary(e *ir.Unary) valueFn {
	if e.Op == ir.OpNot {
		f := c.cond(e)
		return func(fr *frame) value.Value { return value.Bool(f(fr)) }
	}
	if e.X.Rep() == ir.RepNumber {
		x := c.num(e.X)
		return func(fr *frame) value.Value { return value.Number(-x(fr)) }
	}
	x, pos := c.expr(e.X), e.Pos
	return func(fr *frame) value.Value {
		v := x(fr)
		if !v.IsNumber() {
			return fr.failAt(pos, ir.FaultOperand, "-", v.TypeName())
		}
		return value.Number(-number(v))
	}
}

func (c *compiler) binary(e *ir.Binary) valueFn {
	if numeric(e.L, e.R) {
		if f := c.arithmetic(e); f != nil {
			return func(fr *frame) value.Value { return value.Number(f(fr)) }
		}
	}
	if f := c.comparison(e); f != nil {
		return func(fr *frame) value.Value { return value.Bool(f(fr)) }
	}
	l, r, op, pos := c.expr(e.L), c.expr(e.R), e.Op, e.Pos
	return func(fr *frame) value.Value {
		a := l(fr)
		b := r(fr)
		if a.IsNumber() && b.IsNumber() {
			return value.Number(calculate(op, number(a), number(b)))
		}
		if fr.m.err != nil {
			return value.None
		}
		fr.at = pos
		return fr.operate(op, a, b)
	}
}

func calculate(op ir.Op, a, b float64) float64 {
	switch op {
	case ir.OpAdd:
		return a + b
	case ir.OpSub:
		return a - b
	case ir.OpMul:
		return a * b
	case ir.OpDiv:
		return a / b
	case ir.OpMod:
		return mod(a, b)
	}
	bug.Reportf("eval: numbers have no operator %s", op)
	return math.NaN()
}

// operate is an arithmetic operator on two values of any kind.
func (fr *frame) operate(op ir.Op, a, b value.Value) value.Value {
	ka, kb := a.Kind(), b.Kind()
	switch {
	case ka == value.KindNumber && kb == value.KindNumber:
		return value.Number(calculate(op, number(a), number(b)))
	case op == ir.OpAdd && ka == value.KindString && kb == value.KindString:
		return fr.concat(a, b)
	case op == ir.OpAdd && a.IsList() && b.IsList():
		return fr.joinLists(a, b)
	case op == ir.OpSub && ka == value.KindTime && kb == value.KindTime:
		return value.Number(float64(a.Time().UnixMilli()-b.Time().UnixMilli()) / 1000)
	}
	return fr.fail(ir.FaultOperands, op.String(), a.TypeName(), b.TypeName())
}

func (fr *frame) joinLists(a, b value.Value) value.Value {
	items := fr.items(a.Count() + b.Count())
	if items == nil {
		return value.None
	}
	n := copyShared(items, a)
	copyShared(items[n:], b)
	return value.MakeList(items)
}

// copyShared copies the elements of a list or range, marking them as held twice, and returns how many.
func copyShared(to []value.Value, from value.Value) int {
	if r := from.Range(); r != nil {
		for i := range r.Count {
			to[i] = value.Number(r.Item(i))
		}
		return r.Count
	}
	items := from.List().Items
	for i, v := range items {
		to[i] = v.Share()
	}
	return len(items)
}

// makeRange makes from..to; a range of more elements than a list may have is a limit.
func (fr *frame) makeRange(from, to, step float64) value.Value {
	if step == 0 || step != step {
		return fr.fail(ir.FaultStep)
	}
	n := math.Ceil((to - from) / step)
	if n != n || n < 0 {
		n = 0
	}
	if n > maxRange {
		return fr.fail(ir.FaultRangeSize, strconv.FormatFloat(n, 'g', -1, 64))
	}
	return value.MakeRange(value.Range{From: from, Step: step, Count: int(n)})
}

// maxRange is how many numbers a range may count: whole numbers are exact so far. Writing one out is bounded by ir.MaxItems.
const maxRange = 1 << 53

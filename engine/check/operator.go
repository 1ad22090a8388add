package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// unary checks `!x` and `-x`.
func (c *checker) unary(d syntax.UnaryExpr) types.Type {
	if d.Op().Kind() == syntax.KindNot {
		t, _, _ := c.test(d.Node)
		return t
	}
	t := c.expr(d.Operand(), nil)
	if l, ok := types.Under(t).(types.Literal); ok && l.Kind == types.Number {
		return types.NumberLit(-l.Num)
	}
	if c.operandIs(d.Operand(), t, types.Number) {
		return types.Number
	}
	if !c.maybeNone(d.Operand(), t, types.Number) && !types.IsInvalid(t) {
		c.report(diag.New(diag.BadOperand, d.Span(), diag.Quote("operator", "-"), diag.Quote("found", types.Brief(t))).As("one"))
	}
	return types.Number
}

// operandIs reports whether n, of type t, is a want; an `any` is checked when it runs.
func (c *checker) operandIs(n syntax.Node, t, want types.Type) bool {
	return !types.IsInvalid(t) && types.Assignable(t, want)
}

// maybeNone reports an operand that would do if it were not possibly none.
func (c *checker) maybeNone(n syntax.Node, t, want types.Type) bool {
	if !types.HasNone(t) || types.IsAny(t) {
		return false
	}
	rest := types.Exclude(t, types.None)
	if rest == types.Type(types.Never) || !types.Assignable(rest, want) {
		return false
	}
	c.report(orElse(diag.New(diag.PossiblyNone, n.Span(), diag.Quote("found", n.Text())), n, t, "(", ")"))
	return true
}

// binary checks a chain of operators of one precedence, folded from the left.
func (c *checker) binary(d syntax.BinaryExpr, want types.Type) types.Type {
	switch firstOperator(d) {
	case syntax.KindAndAnd, syntax.KindOrOr:
		t, _, _ := c.logic(d)
		return t
	case syntax.KindEqEq, syntax.KindNotEq:
		t, _, _ := c.equality(d)
		return t
	case syntax.KindQuestionQuestion:
		return c.coalesce(d, want)
	}
	left := c.expr(d.First(), listWant(d, want))
	leftNode := d.First()
	for item := range d.Rest().Items() {
		p, ok := syntax.AsBinaryPart(item)
		if !ok {
			continue
		}
		right := c.expr(p.Operand(), listWant(d, want))
		op := operation{op: p.Op(), left: leftNode, right: p.Operand(), lt: left, rt: right}
		op.span = source.Span{Start: d.First().Span().Start, End: item.Span().End}
		left = c.record(item, c.operate(op))
		leftNode = syntax.Node{} // from now on a part of the chain
	}
	return left
}

// listWant is what the operands of `+` are expected to be where a list is.
func listWant(d syntax.BinaryExpr, want types.Type) types.Type {
	if firstOperator(d) != syntax.KindPlus {
		return nil
	}
	if l, ok := wanted[*types.List](want, nil); ok {
		return l
	}
	return nil
}

// coalesce checks `a ?? b ?? c`.
func (c *checker) coalesce(d syntax.BinaryExpr, want types.Type) types.Type {
	if want != nil {
		want = types.Optional(want)
	}
	left := c.expr(d.First(), want)
	for item := range d.Rest().Items() {
		p, ok := syntax.AsBinaryPart(item)
		if !ok {
			continue
		}
		right := c.value(p.Operand(), want)
		if !types.IsAny(left) {
			left = types.Exclude(left, types.None)
		}
		left = c.record(item, types.Join(left, right))
	}
	return left
}

// operation is one operator with its operands.
type operation struct {
	op          syntax.Node
	left, right syntax.Node // left is absent when it is the chain so far
	lt, rt      types.Type
	span        source.Span
}

// operate returns the type of an arithmetic operation, range or comparison, and reports operands that do not fit.
func (c *checker) operate(o operation) types.Type {
	if types.IsInvalid(o.lt) || types.IsInvalid(o.rt) {
		return invalidResult(o.op.Kind())
	}
	switch o.op.Kind() {
	case syntax.KindPlus:
		return c.plus(o)
	case syntax.KindMinus:
		if c.both(o, types.Time) && !types.IsAny(o.lt) && !types.IsAny(o.rt) {
			return types.Number
		}
		return c.numbers(o, types.Number)
	case syntax.KindDotDot:
		return c.numbers(o, &types.List{Elem: types.Number})
	case syntax.KindLt, syntax.KindLtEq, syntax.KindGt, syntax.KindGtEq:
		for _, t := range []types.Type{types.Number, types.String, types.Time} {
			if c.both(o, t) {
				return types.Bool
			}
		}
		c.badOperation(o, types.Number, types.String, types.Time)
		return types.Bool
	}
	return c.numbers(o, types.Number)
}

// invalidResult is what an operation gives whose operands are in error.
func invalidResult(op syntax.Kind) types.Type {
	switch op {
	case syntax.KindLt, syntax.KindLtEq, syntax.KindGt, syntax.KindGtEq:
		return types.Bool
	case syntax.KindPlus, syntax.KindDotDot:
		return types.Invalid
	}
	return types.Number
}

func (c *checker) both(o operation, t types.Type) bool {
	return types.Assignable(o.lt, t) && types.Assignable(o.rt, t)
}

func (c *checker) numbers(o operation, result types.Type) types.Type {
	if !c.both(o, types.Number) {
		c.badOperation(o, types.Number)
	}
	return result
}

// plus adds numbers, joins strings, joins lists.
func (c *checker) plus(o operation) types.Type {
	anyLeft, anyRight := types.IsAny(o.lt), types.IsAny(o.rt)
	switch {
	case anyLeft && anyRight:
		return types.Any
	case c.both(o, types.Number):
		return types.Number
	case c.both(o, types.String):
		return types.String
	}
	anyList := &types.List{Elem: types.Any}
	if c.both(o, anyList) {
		elem := func(t types.Type) types.Type {
			if types.IsAny(t) {
				return types.Any
			}
			l, _ := joinReceiver(t).(*types.List)
			if l == nil {
				l, _ = types.Under(t).(*types.List)
			}
			if l == nil {
				return types.Any
			}
			return l.Elem
		}
		return &types.List{Elem: types.Join(elem(o.lt), elem(o.rt))}
	}
	c.badOperation(o, types.Number, types.String, anyList)
	return types.Invalid
}

// badOperation reports operands that do not fit: an operand that only may be none at itself, else the operation.
func (c *checker) badOperation(o operation, fits ...types.Type) {
	for _, want := range fits {
		l, r := types.Assignable(o.lt, want), types.Assignable(o.rt, want)
		if r && o.left.Ok() && c.maybeNone(o.left, o.lt, want) {
			return
		}
		if l && c.maybeNone(o.right, o.rt, want) {
			return
		}
		if o.left.Ok() && types.HasNone(o.lt) && types.HasNone(o.rt) && c.maybeNone(o.left, o.lt, want) {
			return
		}
	}
	c.report(textOperand(diag.New(diag.BadOperand, o.span, diag.Quote("operator", o.op.Text()), diag.Quote("left", types.Brief(types.Widen(o.lt))),
		diag.Quote("right", types.Brief(types.Widen(o.rt)))), o))
}

// comparable reports operands of `==` and `!=` that can never be equal, and markup.
func (c *checker) comparable(d syntax.BinaryExpr, part, op syntax.Node, lt, rt types.Type) {
	if types.IsInvalid(lt) || types.IsInvalid(rt) {
		return
	}
	span := source.Span{Start: d.First().Span().Start, End: part.Span().End}
	none := types.Type(types.None)
	for _, t := range []types.Type{lt, rt} {
		if types.Under(lt) == none || types.Under(rt) == none {
			break
		}
		for _, m := range types.Members(t) {
			if types.Under(m) == types.Type(types.HTML) {
				c.report(diag.New(diag.BadOperand, span, diag.Quote("operator", op.Text()), diag.Quote("found", types.Brief(t))).As("one"))
				return
			}
		}
	}
	l, r := types.Widen(lt), types.Widen(rt)
	if !types.Meet(l, r) {
		c.report(diag.New(diag.BadOperand, span, diag.Quote("left", types.Brief(l)), diag.Quote("right", types.Brief(r))).As("equal"))
	}
}

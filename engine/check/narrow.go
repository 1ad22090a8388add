package check

import (
	"strconv"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// This file learns the types of names and their fields from conditions.

// reference is an expression that can be narrowed: a name, or fields of one. Each step has its key in the flow and its
// type at this place.
type reference struct {
	keys  []string
	types []types.Type
}

func (r *reference) last() (string, types.Type) {
	i := len(r.keys) - 1
	return r.keys[i], r.types[i]
}

// rootKey is the key of the name token n; "" when nothing can be learned of it.
func (c *checker) rootKey(n syntax.Node) string {
	if l := c.res.Local(n, c.base); l != nil {
		if l.Kind == names.LocalVar && l.Captured && c.captured(l, n.Span().Start-c.base) {
			return ""
		}
		return strconv.Itoa(l.Span.Start)
	}
	s := c.lookup(names.Text(n))
	if s == nil || s.Kind != SymTop || !s.Decl.Kind.IsValue() {
		return ""
	}
	if s.Decl.Kind == names.Var && (c.q.Changed(s.Ref) || c.owner.Kind.IsTopCode() && c.fn != nil) {
		return ""
	}
	return topKey(names.Text(n))
}

// captured reports whether a function literal may hold the variable l at offset, or whether offset is in one.
func (c *checker) captured(l *names.Local, offset int) bool {
	from, ok := c.res.CapturedFrom(l)
	return ok && from <= offset || c.fn != nil && c.fn.depth > l.Depth
}

// reference returns n as a reference. It reports nothing: n has been checked.
func (c *checker) reference(n syntax.Node) (reference, bool) {
	for n.Kind() == syntax.KindParenExpr {
		n = syntax.ParenExpr{Node: n}.Value()
	}
	base, parts := n, syntax.Node{}
	if p, ok := syntax.AsPostfixExpr(n); ok {
		base, parts = p.Base(), p.Parts()
	}
	if base.Kind() != syntax.KindIdent || base.Missing() {
		return reference{}, false
	}
	key := c.rootKey(base)
	s := c.symbolAt(base)
	if key == "" || s == nil || s.Type == nil || s.IsType() {
		return reference{}, false
	}
	r := reference{keys: []string{key}, types: []types.Type{c.knownType(key, s.Type)}}
	for part := range parts.Items() {
		m, ok := syntax.AsMemberPart(part)
		if !ok || m.Name().Missing() {
			return reference{}, false
		}
		_, t := r.last()
		name := names.Text(m.Name())
		field, ok := fieldType(types.Exclude(t, types.None), name)
		if !ok {
			return reference{}, false
		}
		if types.HasNone(t) {
			field = types.Optional(field)
		}
		key += "." + name
		r.keys = append(r.keys, key)
		r.types = append(r.types, c.knownType(key, field))
	}
	return r, true
}

// knownType is what is known of key here; declared when that is all.
func (c *checker) knownType(key string, declared types.Type) types.Type {
	if t := c.flow.known[key]; t != nil {
		return t
	}
	return declared
}

// fieldType is the type of a field that every member of t has.
func fieldType(t types.Type, name string) (types.Type, bool) {
	if types.IsAny(t) {
		return types.Any, true
	}
	var ts []types.Type
	for _, m := range types.Members(t) {
		var f types.Field
		ok := false
		switch u := types.Under(m).(type) {
		case *types.Record:
			f, ok = u.Field(name)
		case *types.Object:
			f, ok = u.Field(name)
		}
		if !ok {
			return nil, false
		}
		ts = append(ts, f.Read())
	}
	return types.NewUnion(ts...), len(ts) > 0
}

// learn returns what is known of the reference n after a test by which its type becomes that which narrow makes of it.
// A value that is no longer none cannot have come through `?.` from none, and a value whose field the test is of is one of the members
// for which something of that field is left: `s.kind == "circle"`, `r.ok`.
func (c *checker) learn(n syntax.Node, narrow func(types.Type) types.Type) []fact {
	r, ok := c.reference(n)
	if !ok {
		return nil
	}
	key, old := r.last()
	t := narrow(old)
	there := !types.HasNone(t) && !types.IsAny(t)
	var facts []fact
	last := len(r.keys) - 2
	for i, k := range r.keys[:last+1] {
		base := r.types[i]
		if there {
			base = types.Exclude(base, types.None)
		}
		if i == last {
			base = types.NarrowField(base, key[len(k)+1:], narrow)
		}
		if base != r.types[i] {
			facts = append(facts, fact{k, base})
		}
	}
	return append(facts, fact{key, t})
}

// single reports whether t has one value, so that being equal to it, or not, tells a type.
func single(t types.Type) bool {
	switch u := types.Under(t).(type) {
	case types.Literal:
		return true
	case types.Basic:
		return u == types.None
	}
	return false
}

// condition checks n where a condition stands and returns what is known when it holds and when it fails.
func (c *checker) condition(n syntax.Node) (yes, no []fact) {
	t, yes, no := c.test(n)
	if !isCondition(t) {
		c.badCondition(n, t)
	}
	return yes, no
}

// isCondition reports whether t may stand in a condition: bool, `T?` or any.
func isCondition(t types.Type) bool {
	if types.IsAny(t) || types.HasNone(t) || types.Under(t) == types.Type(types.Never) {
		return true
	}
	return types.Assignable(t, types.Bool)
}

func (c *checker) badCondition(n syntax.Node, t types.Type) {
	c.report(asCondition(diag.New(diag.BadCondition, n.Span(), diag.Quote("found", types.Brief(t))), n, t))
}

// test checks an expression and returns its type with what is known when it counts as true and as false.
func (c *checker) test(n syntax.Node) (t types.Type, yes, no []fact) {
	switch n.Kind() {
	case syntax.KindParenExpr:
		t, yes, no = c.test(syntax.ParenExpr{Node: n}.Value())
		return c.record(n, t), yes, no
	case syntax.KindUnaryExpr:
		d := syntax.UnaryExpr{Node: n}
		if d.Op().Kind() == syntax.KindNot {
			no, yes = c.condition(d.Operand())
			return c.record(n, types.Bool), yes, no
		}
	case syntax.KindIsExpr:
		return c.isExpr(syntax.IsExpr{Node: n})
	case syntax.KindBinaryExpr:
		d := syntax.BinaryExpr{Node: n}
		switch firstOperator(d) {
		case syntax.KindAndAnd, syntax.KindOrOr:
			return c.logic(d)
		case syntax.KindEqEq, syntax.KindNotEq:
			return c.equality(d)
		}
	}
	t = c.expr(n, nil)
	return t, c.learn(n, types.Truthy), c.learn(n, types.Falsy)
}

// firstOperator is the kind of the first operator of a chain.
func firstOperator(d syntax.BinaryExpr) syntax.Kind {
	for item := range d.Rest().Items() {
		if p, ok := syntax.AsBinaryPart(item); ok {
			return p.Op().Kind()
		}
	}
	return syntax.KindNone
}

// logic checks a chain of `&&` or `||`. Each operand is looked at with what those before it tell.
func (c *checker) logic(d syntax.BinaryExpr) (t types.Type, yes, no []fact) {
	and := firstOperator(d) == syntax.KindAndAnd
	mark := c.flow.mark()
	defer c.flow.rewind(mark)
	yes, no, markup := c.operand(d, d.First())
	for item := range d.Rest().Items() {
		p, ok := syntax.AsBinaryPart(item)
		if !ok {
			continue
		}
		if and {
			c.flow.apply(yes)
		} else {
			c.flow.apply(no)
		}
		y, f, isMarkup := c.operand(d, p.Operand())
		markup = markup || isMarkup
		if and {
			no = c.flow.either(no, append(yes[:len(yes):len(yes)], f...))
			yes = append(yes[:len(yes):len(yes)], y...)
		} else {
			yes = c.flow.either(yes, append(no[:len(no):len(no)], y...))
			no = append(no[:len(no):len(no)], f...)
		}
		c.record(item, types.Bool)
	}
	if markup {
		return c.record(d.Node, types.Invalid), yes, no
	}
	return c.record(d.Node, types.Bool), yes, no
}

// operand checks an operand of `&&` or `||`. Markup there was meant as `@if`.
func (c *checker) operand(d syntax.BinaryExpr, n syntax.Node) (yes, no []fact, markup bool) {
	t, yes, no := c.test(n)
	if isCondition(t) {
		return yes, no, false
	}
	if types.Under(t) == types.Type(types.HTML) && firstOperator(d) == syntax.KindAndAnd {
		found := diag.New(diag.BadCondition, n.Span()).As("markup")
		c.report(withUseIf(found, d, n))
		return yes, no, true
	}
	c.badCondition(n, t)
	return yes, no, false
}

// withUseIf offers to write `{a && <p/>}` as `@if a { <p/> }`, when the chain is all that stands in a hole.
func withUseIf(found diag.Diagnostic, d syntax.BinaryExpr, markup syntax.Node) diag.Diagnostic {
	text, whole := d.Tree().Text(), d.Node.Span()
	hole := source.Span{Start: whole.Start - 1, End: whole.End + 1}
	if hole.Start < 0 || hole.End > text.Len() || markup.Span().End != whole.End {
		return found
	}
	if around := text.Slice(hole); around[0] != '{' || around[len(around)-1] != '}' {
		return found
	}
	condEnd := whole.Start
	for item := range d.Rest().Items() {
		if p, ok := syntax.AsBinaryPart(item); ok && p.Operand().Span() == markup.Span() {
			condEnd = p.Op().FullSpan().Start
		}
	}
	cond := text.Slice(source.Span{Start: whole.Start, End: condEnd})
	return found.WithFix(diag.Fix{Title: diag.FixUseIf, Edits: []diag.Edit{{
		Span: hole, New: "@if " + cond + " { " + markup.Text() + " }",
	}}})
}

// equality checks a chain of `==` and `!=`, folded from the left.
func (c *checker) equality(d syntax.BinaryExpr) (t types.Type, yes, no []fact) {
	left, lt := d.First(), c.expr(d.First(), nil)
	parts := 0
	for item := range d.Rest().Items() {
		p, ok := syntax.AsBinaryPart(item)
		if !ok {
			continue
		}
		right, rt := p.Operand(), c.expr(p.Operand(), nil)
		c.comparable(d, item, p.Op(), lt, rt)
		yes, no = nil, nil
		if parts == 0 {
			yes, no = c.learnEqual(left, lt, right, rt)
			if p.Op().Kind() == syntax.KindNotEq {
				yes, no = no, yes
			}
		}
		parts++
		lt = c.record(item, types.Bool)
	}
	return c.record(d.Node, types.Bool), yes, no
}

// learnEqual returns what is known when two operands are equal, and when they are not.
func (c *checker) learnEqual(left syntax.Node, lt types.Type, right syntax.Node, rt types.Type) (yes, no []fact) {
	side := func(n syntax.Node, other types.Type) {
		if !single(other) {
			return
		}
		yes = append(yes, c.learn(n, func(t types.Type) types.Type { return types.Narrow(t, other) })...)
		no = append(no, c.learn(n, func(t types.Type) types.Type { return types.Exclude(t, other) })...)
	}
	side(left, rt)
	side(right, lt)
	return yes, no
}

// isExpr checks `e is T`.
func (c *checker) isExpr(d syntax.IsExpr) (t types.Type, yes, no []fact) {
	operand := d.Operand()
	if u, ok := syntax.AsUnaryExpr(operand); ok && u.Op().Kind() == syntax.KindNot {
		inner := u.Operand().Text() + " is " + d.Type().Text()
		c.report(diag.New(diag.BadOperand, d.Span(), diag.Quote("found", inner)).As("not-is").WithFix(diag.Fix{
			Title: diag.FixWrap, Args: []diag.Arg{diag.Quote("text", "!("+inner+")")},
			Edits: []diag.Edit{{Span: d.Span(), New: "!(" + inner + ")"}},
		}))
		operand = u.Operand()
	}
	c.expr(operand, nil)
	w := c.typ(d.Type())
	c.optionalTests(d)
	if hasFunction(w, map[*types.Definition]bool{}) {
		c.report(diag.New(diag.BadOperand, d.Span()).As("is-function"))
		w = types.Invalid
	}
	if types.IsInvalid(w) {
		return c.record(d.Node, types.Bool), nil, nil
	}
	yes = c.learn(operand, func(t types.Type) types.Type { return types.Narrow(t, w) })
	no = c.learn(operand, func(t types.Type) types.Type { return types.Exclude(t, w) })
	return c.record(d.Node, types.Bool), yes, no
}

// optionalTests reports each `?` that a type after `is` has of its own.
func (c *checker) optionalTests(d syntax.IsExpr) {
	report := func(t syntax.Node) {
		if t.Kind() != syntax.KindOptionalType {
			return
		}
		text := t.Text()
		c.report(diag.New(diag.BadOperand, d.Span(), diag.Quote("found", text)).As("is-optional").WithFix(diag.Fix{
			Title: diag.FixWrap, Args: []diag.Arg{diag.Quote("text", "("+text+")")},
			Edits: []diag.Edit{{Span: t.Span(), New: "(" + text + ")"}},
		}))
	}
	u, ok := syntax.AsUnionType(d.Type())
	if !ok {
		report(d.Type())
		return
	}
	for m := range u.Members().Items() {
		report(syntax.UnionMember{Node: m}.Type())
	}
}

// hasFunction reports whether t has functions in it, which cannot be tested.
func hasFunction(t types.Type, seen map[*types.Definition]bool) bool {
	switch t := t.(type) {
	case *types.Func:
		return true
	case *types.List:
		return hasFunction(t.Elem, seen)
	case *types.Map:
		return hasFunction(t.Elem, seen)
	case *types.Record:
		for _, f := range t.Fields {
			if hasFunction(f.Type, seen) {
				return true
			}
		}
	case *types.Union:
		for _, m := range t.Members {
			if hasFunction(m, seen) {
				return true
			}
		}
	case *types.Named:
		if seen[t.Def] {
			return false
		}
		seen[t.Def] = true
		return hasFunction(types.Under(t), seen)
	}
	return false
}

package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// span makes a span of the unit absolute again, for report.
func (c *checker) span(s source.Span) source.Span {
	return source.Span{Start: s.Start + c.base, End: s.End + c.base}
}

// value is expr, or exprTo when a type is expected.
func (c *checker) value(n syntax.Node, want types.Type) types.Type {
	if want == nil {
		return c.expr(n, nil)
	}
	return c.exprTo(n, want)
}

// exprTo checks an expression whose value is given to a place of type want, and returns the type that the value then
// has: that of the expression, or want when it is only known once it runs.
func (c *checker) exprTo(n syntax.Node, want types.Type) types.Type {
	return c.give(n, c.expr(n, want), want)
}

// give reports a value of type got, the expression n, that does not fit a place of type want.
func (c *checker) give(n syntax.Node, got, want types.Type) types.Type {
	if !n.Ok() || types.IsInvalid(got) {
		return types.Invalid
	}
	if !types.Assignable(got, want) {
		c.mismatch(n, got, want)
		return types.Invalid
	}
	if types.NeedsCheck(got, want) {
		if c.info != nil {
			c.info.checks[c.info.place(n)] = want
		}
		return want
	}
	return got
}

// mismatch reports that got does not fit want.
func (c *checker) mismatch(n syntax.Node, got, want types.Type) {
	d := mismatch(n.Span(), got, want)
	instead := placeholder(want)
	switch under := types.Under(types.Widen(got)); {
	case d.Code == diag.PossiblyNone && instead != "none" && n.Kind() != syntax.KindElement:
		d = d.WithFix(wrapFix(n, operandText(n)+" ?? "+instead))
	case d.Code == diag.TypeMismatch && d.Variant == "" && types.Assignable(types.String, want) &&
		(under == types.Type(types.Number) || under == types.Type(types.Bool) || under == types.Type(types.Time)):
		d = d.WithFix(wrapFix(n, "string("+n.Text()+")"))
	case d.Code == diag.TypeMismatch && d.Variant == "field":
		d = missingFields(d, n, got, want)
	}
	c.report(d)
}

// wrapFix offers to write an expression in another way.
func wrapFix(n syntax.Node, text string) diag.Fix {
	return diag.Fix{
		Title: diag.FixWrap, Args: []diag.Arg{diag.Quote("text", text)}, Edits: []diag.Edit{{Span: n.Span(), New: text}},
	}
}

// operandText is an expression as the left side of `??`.
func operandText(n syntax.Node) string {
	switch n.Kind() {
	case syntax.KindTernaryExpr, syntax.KindFnExpr, syntax.KindBinaryExpr, syntax.KindMatchExpr:
		return "(" + n.Text() + ")"
	}
	return n.Text()
}

// mismatch is the diagnostic for a value of type got where want is expected.
func mismatch(span source.Span, got, want types.Type) diag.Diagnostic {
	if types.HasNone(got) && types.Under(got) != types.Type(types.None) {
		if rest := types.Exclude(got, types.None); types.Assignable(rest, want) {
			return diag.New(diag.PossiblyNone, span, diag.Quote("wanted", types.Brief(want))).As("value")
		}
	}
	why := types.Explain(got, want)
	switch {
	case why == nil || why.Path == "":
		return diag.New(diag.TypeMismatch, span, diag.Quote("found", types.Brief(got)), diag.Quote("wanted", types.Brief(want)))
	case why.Missing != "":
		return diag.New(diag.TypeMismatch, span, diag.Quote("found", types.Brief(got)), diag.Quote("name", why.Missing),
			diag.Quote("wanted", types.Brief(want))).As("field")
	}
	return diag.New(diag.TypeMismatch, span, diag.Quote("found", types.Brief(why.Got)), diag.Quote("path", why.Path),
		diag.Quote("wanted", types.Brief(why.Want))).As("at")
}

// expr checks an expression and returns its type. If want is not nil, the value will be given to a place of that type:
// literals then take their form from it and report their parts that do not fit.
func (c *checker) expr(n syntax.Node, want types.Type) types.Type {
	if want != nil && types.IsInvalid(want) {
		want = nil
	}
	return c.record(n, c.exprKind(n, want))
}

func (c *checker) exprKind(n syntax.Node, want types.Type) types.Type {
	switch n.Kind() {
	case syntax.KindIdent:
		return c.name(n)
	case syntax.KindNumber:
		return types.NumberLit(n.Number())
	case syntax.KindPlainString:
		s, _ := names.StringValue(n)
		return types.StringLit(s)
	case syntax.KindKwTrue:
		return types.BoolLit(true)
	case syntax.KindKwFalse:
		return types.BoolLit(false)
	case syntax.KindKwNone:
		return types.None
	case syntax.KindString:
		c.stringParts(syntax.String{Node: n}.Parts())
		return types.String
	case syntax.KindRawString:
		return types.String
	case syntax.KindTaggedString:
		return c.tagged(syntax.TaggedString{Node: n})
	case syntax.KindListExpr:
		return c.list(syntax.ListExpr{Node: n}, want)
	case syntax.KindRecordExpr:
		return c.recordExpr(syntax.RecordExpr{Node: n}, want)
	case syntax.KindFnExpr:
		return c.fnExpr(syntax.FnExpr{Node: n}, want)
	case syntax.KindMatchExpr:
		t, _ := c.match(syntax.MatchExpr{Node: n}, want, asValue)
		return t
	case syntax.KindParenExpr:
		return c.expr(syntax.ParenExpr{Node: n}.Value(), want)
	case syntax.KindUnaryExpr:
		return c.unary(syntax.UnaryExpr{Node: n})
	case syntax.KindBinaryExpr:
		return c.binary(syntax.BinaryExpr{Node: n}, want)
	case syntax.KindIsExpr:
		t, _, _ := c.isExpr(syntax.IsExpr{Node: n})
		return t
	case syntax.KindTernaryExpr:
		return c.ternary(syntax.TernaryExpr{Node: n}, want)
	case syntax.KindPostfixExpr:
		return c.postfix(syntax.PostfixExpr{Node: n}, want)
	case syntax.KindElement:
		c.element(n)
		return types.HTML
	}
	return types.Invalid // what the parser put in the place of an expression is in error already
}

// name checks a name that stands as an expression.
func (c *checker) name(n syntax.Node) types.Type {
	if n.Missing() {
		return types.Invalid
	}
	name := names.Text(n)
	s := c.symbolAt(n)
	switch {
	case s == nil:
		c.unknownName(n, name)
		return types.Invalid
	case s.Kind == SymNamespace, s.IsType():
		if types.IsInvalid(s.Type) && s.Kind == SymTop {
			return types.Invalid
		}
		c.unknownName(n, name)
		return types.Invalid
	}
	c.noteSymbol(n, s)
	if key := c.rootKey(n); key != "" {
		return c.knownType(key, s.Type)
	}
	return s.Type
}

// stringParts checks the holes of a string.
func (c *checker) stringParts(parts syntax.Node) {
	for item := range parts.Items() {
		if h, ok := syntax.AsHole(item); ok && h.Value().Ok() {
			t := c.expr(h.Value(), nil)
			if !isText(t) {
				c.report(asText(diag.New(diag.NotRenderable, h.Value().Span(), diag.Quote("found", types.Brief(t))).As("string"), h.Value(), t))
			}
		}
	}
}

// isText reports whether a value of type t can be put into a string.
func isText(t types.Type) bool {
	if types.IsAny(t) {
		return true
	}
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case types.Literal:
		case types.Basic:
			switch u {
			case types.String, types.Number, types.Bool, types.Time, types.None, types.Any, types.Invalid, types.Never:
			default:
				return false
			}
		default:
			return false
		}
	}
	return true
}

// tagged checks a tagged string; `sql` is the only tag.
func (c *checker) tagged(d syntax.TaggedString) types.Type {
	if name := names.Text(d.Tag()); name != "sql" {
		c.report(diag.New(diag.UnknownName, d.Tag().Span(), diag.Quote("name", name)).As("tag").WithFix(removeFix(name, d.Tag().Span())))
		return types.Invalid
	}
	if s, ok := syntax.AsString(d.Value()); ok {
		for item := range s.Parts().Items() {
			if h, ok := syntax.AsHole(item); ok && h.Value().Ok() {
				c.expr(h.Value(), nil)
			}
		}
	}
	return types.Query
}

// ternary checks `c ? a : b`.
func (c *checker) ternary(d syntax.TernaryExpr, want types.Type) types.Type {
	yes, no := c.condition(d.Cond())
	mark := c.flow.mark()
	c.flow.apply(yes)
	then := c.value(d.Then(), want)
	c.flow.rewind(mark)
	c.flow.apply(no)
	other := c.value(d.Else(), want)
	c.flow.rewind(mark)
	return types.Join(then, other)
}

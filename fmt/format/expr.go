// Expressions.

package format

import "github.com/codescript-lang/coder/engine/syntax"

// expr prints an expression. The comments that lead it are no part of it: they do not break it.
func (p *printer) expr(n syntax.Node) {
	p.comments(n)
	switch n.Kind() {
	case syntax.KindPlainString:
		p.plainString(n)
	case syntax.KindString:
		p.string(syntax.String{Node: n})
	case syntax.KindRawString:
		p.verbatimText(n)
	case syntax.KindTaggedString:
		t := syntax.TaggedString{Node: n}
		p.token(t.Tag())
		p.expr(t.Value())
	case syntax.KindListExpr:
		p.listExpr(syntax.ListExpr{Node: n})
	case syntax.KindRecordExpr:
		p.recordExpr(syntax.RecordExpr{Node: n})
	case syntax.KindFnExpr:
		p.fnExpr(syntax.FnExpr{Node: n}, false)
	case syntax.KindMatchExpr:
		p.matchExpr(syntax.MatchExpr{Node: n})
	case syntax.KindParenExpr:
		e := syntax.ParenExpr{Node: n}
		p.brackets(e.Open(), e.Value(), e.Close())
	case syntax.KindUnaryExpr:
		e := syntax.UnaryExpr{Node: n}
		p.token(e.Op())
		p.expr(e.Operand())
	case syntax.KindBinaryExpr:
		e := syntax.BinaryExpr{Node: n}
		p.doc.Group()
		p.first(e)
		p.doc.Indent()
		p.operands(e)
		p.doc.End()
		p.doc.End()
	case syntax.KindIsExpr:
		e := syntax.IsExpr{Node: n}
		p.expr(e.Operand())
		p.spaced(e.Is())
		p.space()
		p.typ(e.Type())
	case syntax.KindTernaryExpr:
		p.ternary(syntax.TernaryExpr{Node: n})
	case syntax.KindPostfixExpr:
		p.postfix(syntax.PostfixExpr{Node: n})
	case syntax.KindElement:
		p.element(syntax.Element{Node: n})
	default:
		p.token(n)
	}
}

// opens reports whether n is an expression that begins with its own bracket and can therefore stay on the line of what it belongs to: only what it holds
// moves to other lines.
func opens(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindListExpr, syntax.KindRecordExpr, syntax.KindFnExpr, syntax.KindMatchExpr, syntax.KindElement, syntax.KindRawString:
		return true
	case syntax.KindString:
		return isLong(n)
	case syntax.KindTaggedString:
		return isLong(syntax.TaggedString{Node: n}.Value())
	}
	return false
}

// stays reports whether a value stays on the line of the `=` or `=>` before it, whatever its width, since it has places to break of its own.
func stays(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindTernaryExpr, syntax.KindParenExpr:
		return true
	case syntax.KindPostfixExpr:
		return breakable(syntax.PostfixExpr{Node: n})
	}
	return opens(n)
}

// value prints what follows `=` or `=>`: on the same line, or below it and one tab in. An element goes below if its start tag does not fit.
func (p *printer) value(n syntax.Node) {
	if n.Kind() == syntax.KindElement {
		p.doc.Group()
		p.doc.Indent()
		p.separate(n, sepLine, placeInside)
		p.doc.Mark()
		p.expr(n)
		p.doc.End()
		p.doc.End()
		return
	}
	if stays(n) {
		p.space()
		p.expr(n)
		return
	}
	p.doc.Group()
	p.doc.Indent()
	p.separate(n, sepLine, placeInside)
	p.aligned(n)
	p.doc.End()
	p.doc.End()
}

// aligned prints an expression that begins its line if it is broken: its operands begin in the same column.
func (p *printer) aligned(n syntax.Node) {
	b, ok := syntax.AsBinaryExpr(n)
	if !ok {
		p.expr(n)
		return
	}
	p.doc.Group()
	p.expr(b.First())
	p.operands(b)
	p.doc.End()
}

// brackets prints one expression in brackets.
func (p *printer) brackets(open, n, closing syntax.Node) {
	if hugs(n) && !n.CommentBefore() && !closing.CommentBefore() {
		p.token(open)
		p.expr(n)
		p.token(closing)
		return
	}
	p.doc.Group()
	p.token(open)
	p.doc.Indent()
	p.separate(n, sepSoftline, placeFirst)
	p.aligned(n)
	p.end(closing)
	p.doc.End()
	p.softline()
	p.token(closing)
	p.doc.End()
}

// first prints the first operand. If it has operands of its own, their lines stand further in than those of the others.
func (p *printer) first(b syntax.BinaryExpr) {
	if b.First().Kind() != syntax.KindBinaryExpr {
		p.expr(b.First())
		return
	}
	p.doc.Indent()
	p.expr(b.First())
	p.doc.End()
}

// operands prints the operands but the first of one level of precedence, broken before an operator of logic and after any other: a line that starts with `-` would be a
// statement of its own.
func (p *printer) operands(b syntax.BinaryExpr) {
	for n := range b.Rest().Items() {
		part := syntax.BinaryPart{Node: n}
		switch {
		case part.Op().Kind() == syntax.KindDotDot:
			p.token(part.Op())
		case leads(part.Op()) && !opens(part.Operand()):
			p.separate(n, sepLine, placeInside)
			p.token(part.Op())
			p.space()
		case opens(part.Operand()):
			p.spaced(part.Op())
			p.space()
		default:
			p.spaced(part.Op())
			p.separate(part.Operand(), sepLine, placeInside)
		}
		p.expr(part.Operand())
	}
}

// leads reports whether lines are broken before an operator.
func leads(op syntax.Node) bool {
	switch op.Kind() {
	case syntax.KindAndAnd, syntax.KindOrOr, syntax.KindQuestionQuestion:
		return true
	}
	return false
}

// ternary prints `c ? a : b`, broken before `?` and `:`; a choice in the last part goes on in the same column, on one line if it fits.
func (p *printer) ternary(t syntax.TernaryExpr) {
	then := func() {
		p.doc.Indent()
		p.separate(t.Question(), sepLine, placeInside)
		p.token(t.Question())
		p.space()
		p.expr(t.Then())
		p.doc.End()
	}
	p.doc.Group()
	p.expr(t.Cond())
	then()
	p.doc.Indent()
	for {
		p.separate(t.Colon(), sepLine, placeInside)
		p.token(t.Colon())
		p.space()
		next, ok := syntax.AsTernaryExpr(t.Else())
		if !ok {
			break
		}
		t = next
		p.doc.Group()
		p.expr(t.Cond())
		then()
		p.doc.End()
	}
	p.expr(t.Else())
	p.doc.End()
	p.doc.End()
}

func (p *printer) listExpr(e syntax.ListExpr) {
	style := listStyle{edge: sepSoftline, fill: allNumbers(e.Items())}
	p.list(e.Open(), e.Items(), e.Close(), style, func(n syntax.Node, _ bool) {
		item := syntax.ListItem{Node: n}
		p.token(item.Ellipsis())
		p.expr(item.Value())
	})
}

// allNumbers reports whether a list holds nothing but numbers, and more than one.
func allNumbers(list syntax.Node) bool {
	count := 0
	for n := range list.Items() {
		v := syntax.ListItem{Node: n}.Value()
		if u, ok := syntax.AsUnaryExpr(v); ok {
			v = u.Operand()
		}
		if v.Kind() != syntax.KindNumber {
			return false
		}
		count++
	}
	return count > 1
}

func (p *printer) recordExpr(e syntax.RecordExpr) {
	p.list(e.Open(), e.Fields(), e.Close(), listStyle{edge: sepLine}, func(n syntax.Node, _ bool) {
		if s, ok := syntax.AsRecordSpread(n); ok {
			p.token(s.Ellipsis())
			p.expr(s.Value())
			return
		}
		f := syntax.RecordField{Node: n}
		p.name(f.Name())
		if f.Colon().Ok() {
			p.before(f.Colon())
			p.space() // a line that ends after `:` would end the field
			p.expr(f.Value())
		}
	})
}

// fnExpr prints a function literal. If it is to hug, what stands before its body is the head of the group around.
func (p *printer) fnExpr(e syntax.FnExpr, hug bool) {
	p.token(e.Fn())
	p.typeParams(e.TypeParams())
	p.params(e.Open(), e.Params(), e.Close())
	p.result(e.Arrow(), e.Result())
	p.spaced(e.FatArrow())
	block, isBlock := syntax.AsBlock(e.Body())
	switch {
	case hug && hugs(e.Node):
		p.space()
		p.doc.Mark()
	case isBlock:
		p.space()
	default:
		p.value(e.Body())
		return
	}
	if isBlock {
		p.inlineBlock(block)
	} else {
		p.expr(e.Body())
	}
}

// hugs reports whether an expression may open and close on the lines of the brackets around it, or of the call that it ends: one that opens a bracket, a
// call that is no chain, or a function literal with such a body.
func hugs(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindFnExpr:
		body := syntax.FnExpr{Node: n}.Body()
		return body.Kind() == syntax.KindBlock || hugs(body)
	case syntax.KindPostfixExpr:
		c := syntax.PostfixExpr{Node: n}
		return breakable(c) && !isChain(c)
	}
	return opens(n)
}

func (p *printer) matchExpr(e syntax.MatchExpr) {
	p.doc.Group()
	p.token(e.Keyword())
	p.head(e.Subject())
	p.token(e.Open())
	p.doc.Indent()
	at, has := placeFirst, false
	for n := range e.Arms().Items() {
		p.separate(n, sepHardline, at)
		p.matchArm(syntax.MatchArm{Node: n})
		at, has = placeLater, true
	}
	edge := sepHardline
	if !has {
		edge = sepLine
	}
	p.close(e.Close(), has, edge)
	p.token(e.Close())
	p.doc.End()
}

func (p *printer) matchArm(a syntax.MatchArm) {
	p.patterns(a.Patterns())
	p.token(a.Else())
	p.spaced(a.FatArrow())
	switch body := a.Body(); body.Kind() {
	case syntax.KindBlock:
		p.space()
		p.blockNode(body)
	case syntax.KindAssignStmt, syntax.KindReturnStmt, syntax.KindBreakStmt, syntax.KindContinueStmt:
		p.space()
		p.statement(body)
	default:
		p.value(body)
	}
	p.drop(a.Comma())
}

// patterns prints what an arm matches.
func (p *printer) patterns(list syntax.Node) {
	last, ok := lastItem(list)
	if !ok {
		return
	}
	p.doc.Group()
	first := true
	for n := range list.Items() {
		if first {
			p.separate(n, sepNothing, placeFirst)
		} else {
			p.separate(n, sepLine, placeInside)
		}
		p.expr(syntax.MatchPattern{Node: n}.Value())
		if first {
			p.doc.Indent()
		}
		p.comma(n, n == last, listStyle{})
		first = false
	}
	p.lastComma(last)
	p.doc.End()
	p.doc.End()
}

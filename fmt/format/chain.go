// Member chains and calls.

package format

import (
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/layout"
)

// postfix prints a base with its members, indices and calls. A chain is broken before each of its links.
func (p *printer) postfix(e syntax.PostfixExpr) {
	if !isChain(e) {
		p.expr(e.Base())
		for n := range e.Parts().Items() {
			p.part(n)
		}
		return
	}
	p.doc.Group()
	p.expr(e.Base())
	p.doc.Indent()
	walk(e, func(n syntax.Node, link bool) {
		if link {
			p.separate(n, sepSoftline, placeInside)
		}
		p.part(n)
	})
	p.doc.End()
	p.doc.End()
}

// walk visits the parts of a postfix expression, and says which of them begin a link: before the first call the member that is called, after it the first
// member behind each call or index.
func walk(e syntax.PostfixExpr, visit func(n syntax.Node, link bool)) {
	called := false
	var before, held syntax.Node
	emit := func(n syntax.Node, next syntax.Kind) {
		link := n.Kind() == syntax.KindMemberPart
		if called {
			link = link && before.Kind() != syntax.KindMemberPart
		} else {
			link = link && next == syntax.KindCallPart
		}
		called = called || n.Kind() == syntax.KindCallPart
		visit(n, link)
		before = n
	}
	for n := range e.Parts().Items() {
		if held.Ok() {
			emit(held, n.Kind())
		}
		held = n
	}
	emit(held, syntax.KindNone)
}

// isChain reports whether an expression has two links; one is enough behind a bracket, unless its call ends with what may stay on its line.
func isChain(e syntax.PostfixExpr) bool {
	links := 0
	walk(e, func(_ syntax.Node, link bool) {
		if link {
			links++
		}
	})
	return links > 1 || links == 1 && opens(e.Base()) && !endsHugging(e)
}

// endsHugging reports whether the last part of an expression is a call whose last argument may stay on its line.
func endsHugging(e syntax.PostfixExpr) bool {
	last, _ := lastItem(e.Parts())
	call, ok := syntax.AsCallPart(last)
	if !ok {
		return false
	}
	arg, ok := lastItem(call.Args())
	if !ok {
		return false
	}
	value := syntax.Arg{Node: arg}.Value()
	return value.Kind() != syntax.KindPostfixExpr && hugs(value)
}

// breakable reports whether a postfix expression has a place to break.
func breakable(e syntax.PostfixExpr) bool {
	if opens(e.Base()) || isChain(e) {
		return true
	}
	for n := range e.Parts().Items() {
		switch n.Kind() {
		case syntax.KindCallPart:
			c := syntax.CallPart{Node: n}
			if _, ok := lastItem(c.Args()); ok && !isBrief(c) {
				return true
			}
		case syntax.KindIndexPart:
			return true
		}
	}
	return false
}

// part prints one part of a postfix expression.
func (p *printer) part(n syntax.Node) {
	switch n.Kind() {
	case syntax.KindMemberPart:
		m := syntax.MemberPart{Node: n}
		p.tokens(m.Dot(), m.Name())
	case syntax.KindIndexPart:
		i := syntax.IndexPart{Node: n}
		p.brackets(i.Open(), i.Index(), i.Close())
	case syntax.KindCallPart:
		c := syntax.CallPart{Node: n}
		if isBrief(c) {
			arg, _ := lastItem(c.Args())
			p.token(c.Open())
			p.arg(arg, false)
			p.lastComma(arg)
			p.token(c.Close())
			return
		}
		p.list(c.Open(), c.Args(), c.Close(), listStyle{edge: sepSoftline, hugLast: true}, p.arg)
	}
}

// brief is the width up to which a single argument is not worth a line of its own.
const brief = 20

// isBrief reports whether a call has one argument, a short name, number or string: it is never broken.
func isBrief(c syntax.CallPart) bool {
	if c.HasComment() || c.Args().Len() != 1 {
		return false
	}
	arg, _ := lastItem(c.Args())
	a := syntax.Arg{Node: arg}
	return !a.Name().Ok() && a.Value().IsToken() && layout.Width(a.Value().Text()) <= brief
}

// arg prints an argument. If it is to hug and opens a bracket, it places the mark of the list.
func (p *printer) arg(n syntax.Node, hug bool) {
	a := syntax.Arg{Node: n}
	if a.Name().Ok() {
		p.tokens(a.Name(), a.Colon())
		p.space()
	}
	if f, ok := syntax.AsFnExpr(a.Value()); ok {
		p.fnExpr(f, hug)
		return
	}
	if hug && opens(a.Value()) {
		p.doc.Mark()
	}
	p.expr(a.Value())
}

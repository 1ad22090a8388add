// Member chains and calls.

package format

import (
	"unicode"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/layout"
)

// longChain is the number of calls from which a chain that does not fit has each of them on its own line.
const longChain = 3

// postfix prints a base with its members, indices and calls. What comes before a chain's first link stays together; see isLink.
func (p *printer) postfix(e syntax.PostfixExpr) {
	links := chainLength(e)
	if links < 2 {
		p.expr(e.Base())
		for n := range e.Parts().Items() {
			p.part(n, 1)
		}
		return
	}
	var marked syntax.Node
	if links < longChain {
		marked = hugging(e)
	}
	p.doc.Group()
	p.expr(e.Base())
	p.doc.Indent()
	walk(e, func(n syntax.Node, link bool) {
		if link {
			p.separate(n, sepSoftline, placeInside)
		}
		if n == marked {
			p.part(n, 2)
		} else {
			p.part(n, 1)
		}
	})
	p.doc.End()
	p.doc.End()
}

// walk visits the parts of a chain, and says which of them begin a link: the member that is called, or the first after a call. The first link of a short
// base belongs to the base.
func walk(e syntax.PostfixExpr, visit func(n syntax.Node, link bool)) {
	var before syntax.Node
	called, skip := false, isShort(e.Base())
	emit := func(n syntax.Node, next syntax.Kind) {
		link := n.Kind() == syntax.KindMemberPart
		if link {
			if called {
				link = before.Kind() != syntax.KindMemberPart
			} else {
				link = next == syntax.KindCallPart
			}
		}
		if link && skip {
			link, skip = false, false
		}
		called = called || n.Kind() == syntax.KindCallPart
		visit(n, link)
		before = n
	}
	var held syntax.Node
	for n := range e.Parts().Items() {
		if held.Ok() {
			emit(held, n.Kind())
		}
		held = n
	}
	if held.Ok() {
		emit(held, syntax.KindNone)
	}
}

// isShort reports whether a base is a name that a first call stands beside better than below: one no wider than a tab, or one of a model or module.
func isShort(base syntax.Node) bool {
	if base.Kind() != syntax.KindIdent {
		return false
	}
	name := base.Text()
	first, _ := utf8.DecodeRuneInString(name)
	return layout.Width(name) <= layout.TabWidth || unicode.IsUpper(first)
}

// chainLength returns the number of links.
func chainLength(e syntax.PostfixExpr) int {
	links := 0
	walk(e, func(_ syntax.Node, link bool) {
		if link {
			links++
		}
	})
	return links
}

// hugging returns the last part of a chain if it is a call whose last argument opens a bracket.
func hugging(e syntax.PostfixExpr) syntax.Node {
	last, _ := lastItem(e.Parts())
	if call, ok := last.AsCallPart(); ok {
		if arg, ok := lastItem(call.Args()); ok && opens(syntax.Arg{Node: arg}.Value()) {
			return last
		}
	}
	return syntax.Node{}
}

// breakable reports whether a chain has a place to break: a link, or brackets that hold something.
func breakable(e syntax.PostfixExpr) bool {
	if opens(e.Base()) || chainLength(e) >= 2 {
		return true
	}
	for n := range e.Parts().Items() {
		switch n.Kind() {
		case syntax.KindCallPart:
			if _, ok := lastItem(syntax.CallPart{Node: n}.Args()); ok {
				return true
			}
		case syntax.KindIndexPart:
			return true
		}
	}
	return false
}

// part prints one part of a chain. The last argument of a call may mark that many groups.
func (p *printer) part(n syntax.Node, marks int) {
	switch n.Kind() {
	case syntax.KindMemberPart:
		m := syntax.MemberPart{Node: n}
		p.tokens(m.Dot(), m.Name())
	case syntax.KindIndexPart:
		i := syntax.IndexPart{Node: n}
		p.brackets(i.Open(), i.Index(), i.Close())
	case syntax.KindCallPart:
		c := syntax.CallPart{Node: n}
		p.list(c.Open(), c.Args(), c.Close(), listStyle{edge: sepSoftline, marks: marks}, p.arg)
	}
}

// arg prints an argument, which places marks if it opens a bracket.
func (p *printer) arg(n syntax.Node, marks int) {
	a := syntax.Arg{Node: n}
	if a.Name().Ok() {
		p.tokens(a.Name(), a.Colon())
		p.space()
	}
	if f, ok := a.Value().AsFnExpr(); ok {
		p.fnExpr(f, marks)
		return
	}
	if opens(a.Value()) {
		p.mark(marks)
	}
	p.expr(a.Value())
}

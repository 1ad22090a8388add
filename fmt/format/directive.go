// Directives of markup.

package format

import (
	"iter"
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// bodies yields the bodies of a directive.
func bodies(n syntax.Node) iter.Seq[syntax.MarkupBlock] {
	return func(yield func(syntax.MarkupBlock) bool) {
		switch n.Kind() {
		case syntax.KindIfDirective:
			for c := range (syntax.IfDirective{Node: n}).Clauses().Items() {
				if b := (syntax.IfDirectiveClause{Node: c}).Body(); !yield(syntax.MarkupBlock{Node: b}) {
					return
				}
			}
		case syntax.KindForDirective:
			d := syntax.ForDirective{Node: n}
			if !yield(syntax.MarkupBlock{Node: d.Body()}) {
				return
			}
			if e, ok := syntax.AsEmptyClause(d.Empty()); ok {
				yield(syntax.MarkupBlock{Node: e.Body()})
			}
		case syntax.KindMatchDirective:
			for a := range (syntax.MatchDirective{Node: n}).Arms().Items() {
				if b := (syntax.MatchDirectiveArm{Node: a}).Body(); !yield(syntax.MarkupBlock{Node: b}) {
					return
				}
			}
		}
	}
}

// directive prints a directive: with its bodies on lines of their own if it stands alone, else on one line if it fits.
func (p *printer) directive(x *piece) {
	edge := sepLine
	if x.standalone {
		edge = sepHardline
	}
	p.doc.Group()
	switch x.node.Kind() {
	case syntax.KindIfDirective:
		p.ifDirective(syntax.IfDirective{Node: x.node}, edge)
	case syntax.KindForDirective:
		p.forDirective(syntax.ForDirective{Node: x.node}, edge)
	case syntax.KindMatchDirective:
		p.matchDirective(syntax.MatchDirective{Node: x.node}, edge)
	}
	p.doc.End()
}

func (p *printer) ifDirective(d syntax.IfDirective, edge separator) {
	for n := range d.Clauses().Items() {
		c := syntax.IfDirectiveClause{Node: n}
		if c.Else().Ok() {
			p.space()
			p.tokens(c.At(), c.Else())
			p.spaced(c.If())
		} else {
			p.tokens(c.At(), c.If())
		}
		if c.Cond().Ok() {
			p.head(c.Cond())
		} else {
			p.space()
		}
		p.markupBlock(syntax.MarkupBlock{Node: c.Body()}, edge)
	}
}

func (p *printer) forDirective(d syntax.ForDirective, edge separator) {
	p.tokens(d.At(), d.Keyword())
	p.spaced(d.Name())
	if d.Comma().Ok() {
		p.token(d.Comma())
		p.spaced(d.Index())
	}
	p.spaced(d.In())
	p.head(d.Value())
	p.markupBlock(syntax.MarkupBlock{Node: d.Body()}, edge)
	if e, ok := syntax.AsEmptyClause(d.Empty()); ok {
		p.space()
		p.tokens(e.At(), e.Keyword())
		p.space()
		p.markupBlock(syntax.MarkupBlock{Node: e.Body()}, edge)
	}
}

func (p *printer) matchDirective(d syntax.MatchDirective, edge separator) {
	p.tokens(d.At(), d.Keyword())
	p.head(d.Subject())
	p.token(d.Open())
	p.doc.Indent()
	at, sep, has := placeFirst, edge, false
	for n := range d.Arms().Items() {
		p.separate(n, sep, at)
		a := syntax.MatchDirectiveArm{Node: n}
		p.doc.Group()
		p.patterns(a.Patterns())
		p.token(a.Else())
		p.space()
		p.markupBlock(syntax.MarkupBlock{Node: a.Body()}, sepLine)
		p.doc.End()
		at, has = placeLater, true
	}
	if !has {
		edge = sepLine
	}
	p.close(d.Close(), has, edge)
	p.token(d.Close())
}

// markupBlock prints the body of a directive, between the line ends or spaces that edge says.
func (p *printer) markupBlock(b syntax.MarkupBlock, edge separator) {
	p.token(b.Open())
	c := p.content(b.Children(), true)
	if len(c.pieces) > 0 {
		p.doc.Indent()
		p.separator(edge)
		p.doc.Fill()
		p.pieces(c)
		p.doc.End()
		p.doc.End()
		p.pass(c.end)
		p.separator(edge)
	} else {
		p.pass(c.end)
	}
	p.token(b.Close())
}

// letDirective prints `@let x = e`. Its value ends with its line, so it breaks in brackets only.
func (p *printer) letDirective(d syntax.LetDirective) {
	p.tokens(d.At(), d.Keyword())
	p.space()
	p.pattern(d.Pattern())
	p.annotation(d.Colon(), d.Type())
	p.spaced(d.Eq())
	p.space()
	v := d.Value()
	switch {
	case bracketed(v):
		p.expr(v)
	case strings.ContainsAny(v.Text(), "{\n<") || v.HasComment():
		p.verbatim(v)
	default:
		outer := p.oneLine
		p.oneLine = true
		p.expr(v)
		p.oneLine = outer
	}
}

// bracketed reports whether a value breaks in brackets only.
func bracketed(n syntax.Node) bool {
	if c, ok := syntax.AsPostfixExpr(n); ok {
		return breakable(c) && !isChain(c) && (opens(c.Base()) || c.Base().IsToken())
	}
	return opens(n) || n.Kind() == syntax.KindParenExpr
}

// Declarations.

package format

import "github.com/codescript-lang/coder/engine/syntax"

func (p *printer) importDecl(d syntax.ImportDecl) {
	p.token(d.Import())
	p.spaced(d.Default())
	p.spaced(d.Star())
	p.spaced(d.As())
	p.spaced(d.Namespace())
	if d.Open().Ok() {
		p.space()
		p.list(d.Open(), d.Names(), d.Close(), listStyle{edge: sepLine}, func(n syntax.Node, _ bool) {
			name, _ := syntax.AsImportName(n)
			p.token(name.Name())
			p.spaced(name.As())
			p.spaced(name.Alias())
		})
	}
	p.spaced(d.From())
	p.space()
	p.expr(d.Path())
}

func (p *printer) fnDecl(d syntax.FnDecl) {
	if d.Client().Ok() {
		p.token(d.Client())
		p.space()
	}
	p.token(d.Fn())
	p.spaced(d.Name())
	p.typeParams(d.TypeParams())
	p.params(d.Open(), d.Params(), d.Close())
	p.result(d.Arrow(), d.Result())
	p.body(d.FatArrow(), d.Body())
}

// webDecl prints page, layout, paths and action, whose parameters may be left out.
func (p *printer) webDecl(keyword, name, open, params, closing, arrow, result, fatArrow, body syntax.Node) {
	p.token(keyword)
	p.spaced(name)
	if open.Ok() {
		p.params(open, params, closing)
	}
	p.result(arrow, result)
	p.body(fatArrow, body)
}

func (p *printer) typeParams(n syntax.Node) {
	if t, ok := syntax.AsTypeParams(n); ok {
		p.list(t.Open(), t.Names(), t.Close(), listStyle{edge: sepSoftline, noTrailing: true}, func(n syntax.Node, _ bool) {
			name, _ := syntax.AsTypeParam(n)
			p.token(name.Name())
		})
	}
}

func (p *printer) params(open, list, closing syntax.Node) {
	style := listStyle{edge: sepSoftline}
	if last, ok := lastItem(list); ok {
		param, _ := syntax.AsParam(last)
		style.noTrailing = param.Ellipsis().Ok()
	}
	p.list(open, list, closing, style, func(n syntax.Node, _ bool) {
		param, _ := syntax.AsParam(n)
		p.token(param.Ellipsis())
		p.token(param.Name())
		p.annotation(param.Colon(), param.Type())
		if param.Eq().Ok() {
			p.spaced(param.Eq())
			p.space()
			p.expr(param.Default())
		}
	})
}

// annotation prints `: T`.
func (p *printer) annotation(colon, typ syntax.Node) {
	if colon.Ok() {
		p.token(colon)
		p.space()
		p.typ(typ)
	}
}

// result prints ` -> T`.
func (p *printer) result(arrow, typ syntax.Node) {
	if arrow.Ok() {
		p.spaced(arrow)
		p.space()
		p.typ(typ)
	}
}

// body prints ` { … }` or ` => e`.
func (p *printer) body(fatArrow, body syntax.Node) {
	p.spaced(fatArrow)
	if block, ok := syntax.AsBlock(body); ok {
		p.space()
		p.block(block)
	} else {
		p.value(body)
	}
}

func (p *printer) typeDecl(d syntax.TypeDecl) {
	p.token(d.Keyword())
	p.spaced(d.Name())
	p.typeParams(d.TypeParams())
	p.spaced(d.Eq())
	if u, ok := syntax.AsUnionType(d.Value()); ok {
		p.unionBelow(u)
		return
	}
	p.space()
	p.typ(d.Value())
}

func (p *printer) modelDecl(d syntax.ModelDecl) {
	p.token(d.Keyword())
	p.spaced(d.Name())
	p.space()
	p.list(d.Open(), d.Fields(), d.Close(), listStyle{edge: sepLine}, func(n syntax.Node, _ bool) {
		f, _ := syntax.AsModelField(n)
		p.token(f.Name())
		p.annotation(f.Colon(), f.Type())
		p.spaced(f.Unique())
		if f.Eq().Ok() {
			p.spaced(f.Eq())
			p.space()
			p.expr(f.Default())
		}
	})
}

func (p *printer) testDecl(d syntax.TestDecl) {
	p.token(d.Keyword())
	p.space()
	p.expr(d.Name())
	p.space()
	p.blockNode(d.Body())
}

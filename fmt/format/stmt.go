// Statements and blocks.

package format

import (
	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/syntax"
)

// statement prints an element of a list of declarations or statements.
func (p *printer) statement(n syntax.Node) {
	switch n.Kind() {
	case syntax.KindImportDecl:
		p.importDecl(syntax.ImportDecl{Node: n})
	case syntax.KindExportDecl:
		d := syntax.ExportDecl{Node: n}
		p.token(d.Export())
		p.space()
		p.statement(d.Decl())
	case syntax.KindFnDecl:
		p.fnDecl(syntax.FnDecl{Node: n})
	case syntax.KindTypeDecl:
		p.typeDecl(syntax.TypeDecl{Node: n})
	case syntax.KindModelDecl:
		p.modelDecl(syntax.ModelDecl{Node: n})
	case syntax.KindPageDecl:
		d := syntax.PageDecl{Node: n}
		p.webDecl(d.Keyword(), syntax.Node{}, d.Open(), d.Params(), d.Close(), d.Arrow(), d.Result(), d.FatArrow(), d.Body())
	case syntax.KindLayoutDecl:
		d := syntax.LayoutDecl{Node: n}
		p.webDecl(d.Keyword(), syntax.Node{}, d.Open(), d.Params(), d.Close(), d.Arrow(), d.Result(), d.FatArrow(), d.Body())
	case syntax.KindPathsDecl:
		d := syntax.PathsDecl{Node: n}
		p.webDecl(d.Keyword(), syntax.Node{}, d.Open(), d.Params(), d.Close(), d.Arrow(), d.Result(), d.FatArrow(), d.Body())
	case syntax.KindActionDecl:
		d := syntax.ActionDecl{Node: n}
		p.webDecl(d.Keyword(), d.Name(), d.Open(), d.Params(), d.Close(), d.Arrow(), d.Result(), d.FatArrow(), d.Body())
	case syntax.KindTestDecl:
		p.testDecl(syntax.TestDecl{Node: n})
	case syntax.KindLetStmt:
		p.letStmt(syntax.LetStmt{Node: n})
	case syntax.KindAssignStmt:
		s := syntax.AssignStmt{Node: n}
		p.expr(s.Target())
		p.spaced(s.Op())
		p.value(s.Value())
	case syntax.KindReturnStmt:
		s := syntax.ReturnStmt{Node: n}
		p.token(s.Keyword())
		if s.Value().Ok() {
			p.space()
			p.expr(s.Value())
		}
	case syntax.KindBreakStmt:
		p.token(syntax.BreakStmt{Node: n}.Keyword())
	case syntax.KindContinueStmt:
		p.token(syntax.ContinueStmt{Node: n}.Keyword())
	case syntax.KindAssertStmt:
		s := syntax.AssertStmt{Node: n}
		p.token(s.Keyword())
		p.space()
		p.expr(s.Value())
	case syntax.KindIfStmt:
		p.ifStmt(syntax.IfStmt{Node: n})
	case syntax.KindForStmt:
		p.forStmt(syntax.ForStmt{Node: n})
	case syntax.KindWhileStmt:
		s := syntax.WhileStmt{Node: n}
		p.token(s.Keyword())
		p.head(s.Cond())
		p.blockNode(s.Body())
	case syntax.KindTryStmt:
		s := syntax.TryStmt{Node: n}
		p.token(s.Keyword())
		p.space()
		p.blockNode(s.Body())
		p.spaced(s.Catch())
		p.spaced(s.Name())
		p.space()
		p.blockNode(s.Handler())
	default:
		p.expr(n)
	}
}

func (p *printer) letStmt(s syntax.LetStmt) {
	p.token(s.Keyword())
	p.space()
	p.pattern(s.Pattern())
	p.annotation(s.Colon(), s.Type())
	p.spaced(s.Eq())
	p.value(s.Value())
}

func (p *printer) pattern(n syntax.Node) {
	item := func(n syntax.Node, _ bool) { p.token(syntax.PatternName{Node: n}.Name()) }
	switch n.Kind() {
	case syntax.KindRecordPattern:
		d := syntax.RecordPattern{Node: n}
		p.list(d.Open(), d.Names(), d.Close(), listStyle{edge: sepLine}, item)
	case syntax.KindListPattern:
		d := syntax.ListPattern{Node: n}
		p.list(d.Open(), d.Names(), d.Close(), listStyle{edge: sepSoftline}, item)
	default:
		p.token(n)
	}
}

func (p *printer) ifStmt(s syntax.IfStmt) {
	for n := range s.Clauses().Items() {
		c := syntax.IfClause{Node: n}
		if c.Else().Ok() {
			p.spaced(c.Else())
			p.spaced(c.If())
		} else {
			p.token(c.If())
		}
		if c.Cond().Ok() {
			p.head(c.Cond())
		} else {
			p.space()
		}
		p.blockNode(c.Body())
	}
}

func (p *printer) forStmt(s syntax.ForStmt) {
	p.token(s.Keyword())
	p.spaced(s.Name())
	if s.Comma().Ok() {
		p.token(s.Comma())
		p.spaced(s.Index())
	}
	p.spaced(s.In())
	p.head(s.Value())
	p.blockNode(s.Body())
}

// head prints the expression between a keyword and `{`, with a space on either side. Its further lines stand two tabs in, so that they are not taken for the
// lines of the block.
func (p *printer) head(n syntax.Node) {
	p.space()
	if n.Kind() == syntax.KindBinaryExpr {
		p.doc.Indent()
		p.expr(n)
		p.doc.End()
	} else {
		p.expr(n)
	}
	p.space()
}

// blockNode prints a block.
func (p *printer) blockNode(n syntax.Node) {
	b, ok := syntax.AsBlock(n)
	if !ok {
		if !p.lost && !p.lenient {
			bug.Reportf("format: %s is no block", n.Kind())
		}
		p.lost = true
		return
	}
	p.block(b)
}

// block prints `{`, each statement on its own line, and `}`.
func (p *printer) block(b syntax.Block) { p.braces(b, sepHardline) }

// inlineBlock prints the block of a function literal: on one line if it holds one statement that fits there.
func (p *printer) inlineBlock(b syntax.Block) {
	statements := 0
	for n := range b.Body().Children() {
		if n.Kind() != syntax.KindSemicolon {
			statements++
		}
	}
	if statements == 1 {
		p.braces(b, sepLine)
	} else {
		p.braces(b, sepHardline)
	}
}

func (p *printer) braces(b syntax.Block, edge separator) {
	p.doc.Group()
	p.token(b.Open())
	p.doc.Indent()
	has := p.statements(b.Body(), edge)
	if !has {
		edge = sepLine
	}
	p.close(b.Close(), has, edge)
	p.token(b.Close())
	p.doc.End()
}

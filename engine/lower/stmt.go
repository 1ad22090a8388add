package lower

import (
	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

func at(n syntax.Node) ir.StmtNode { return ir.StmtNode{Pos: pos(n)} }

// top lowers a top-level `let`, `var` or statement.
func (x *unit) top() []ir.Stmt {
	if x.u.Kind == names.Statement {
		return x.stmt(x.u.Node)
	}
	d := syntax.LetStmt{Node: x.u.Node}
	value := x.expr(d.Value())
	set := func(n syntax.Node, e ir.Expr) ir.Stmt {
		g := x.m.globals[n.NameText()]
		g.Rep = rep(x.typeOf(n))
		return &ir.SetGlobal{StmtNode: at(x.u.Node), Global: g, X: e}
	}
	return x.pattern(d.Pattern(), value, set)
}

// pattern takes a value apart and gives each name its part by set.
func (x *unit) pattern(pattern syntax.Node, value ir.Expr, set func(n syntax.Node, e ir.Expr) ir.Stmt) []ir.Stmt {
	if pattern.Kind() == syntax.KindIdent {
		return []ir.Stmt{set(pattern, value)}
	}
	whole := &ir.Var{Rep: value.Rep()}
	out := []ir.Stmt{&ir.Let{StmtNode: ir.StmtNode{Pos: value.At()}, Var: whole, X: value}}
	for i, n := range names.PatternNames(pattern) {
		out = append(out, set(n, x.patternPart(pattern, n, i, read(whole, value.At()))))
	}
	return out
}

// patternPart is what the i-th name of a pattern takes from the whole.
func (x *unit) patternPart(pattern, n syntax.Node, i int, whole ir.Expr) ir.Expr {
	node := ir.Node{Pos: pos(n), R: rep(x.typeOf(n))}
	if pattern.Kind() == syntax.KindRecordPattern {
		return &ir.Field{Node: node, X: whole, Name: n.NameText()}
	}
	return &ir.Index{Node: node, X: whole, I: &ir.Num{Node: ir.Node{Pos: pos(n), R: ir.RepNumber}, Value: float64(i)}}
}

func (x *unit) block(b syntax.Block) *ir.Block {
	out := &ir.Block{}
	for n := range b.Body().Items() {
		out.Stmts = append(out.Stmts, x.stmt(n)...)
	}
	return out
}

// blockOf lowers a block, or a statement that stands in the place of one.
func (x *unit) blockOf(n syntax.Node) *ir.Block {
	if b, ok := syntax.AsBlock(n); ok {
		return x.block(b)
	}
	return &ir.Block{Stmts: x.stmt(n)}
}

func (x *unit) stmt(n syntax.Node) []ir.Stmt {
	switch n.Kind() {
	case syntax.KindSemicolon:
		return nil
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		value := x.expr(d.Value())
		return x.pattern(d.Pattern(), value, func(name syntax.Node, e ir.Expr) ir.Stmt {
			return &ir.Let{StmtNode: at(n), Var: x.declare(name, x.typeOf(name)), X: e}
		})
	case syntax.KindAssignStmt:
		return []ir.Stmt{x.assign(syntax.AssignStmt{Node: n})}
	case syntax.KindReturnStmt:
		r := &ir.Return{StmtNode: at(n)}
		if v := (syntax.ReturnStmt{Node: n}).Value(); v.Ok() {
			r.X = x.expr(v)
		}
		return []ir.Stmt{r}
	case syntax.KindBreakStmt:
		return []ir.Stmt{&ir.Break{StmtNode: at(n)}}
	case syntax.KindContinueStmt:
		return []ir.Stmt{&ir.Continue{StmtNode: at(n)}}
	case syntax.KindIfStmt:
		return []ir.Stmt{x.ifStmt(syntax.IfStmt{Node: n})}
	case syntax.KindForStmt:
		return []ir.Stmt{x.forStmt(syntax.ForStmt{Node: n})}
	case syntax.KindWhileStmt:
		d := syntax.WhileStmt{Node: n}
		return []ir.Stmt{&ir.While{StmtNode: at(n), Cond: x.cond(d.Cond()), Body: x.blockOf(d.Body())}}
	case syntax.KindTryStmt:
		return []ir.Stmt{x.tryStmt(syntax.TryStmt{Node: n})}
	case syntax.KindAssertStmt:
		return []ir.Stmt{x.assert(syntax.AssertStmt{Node: n})}
	case syntax.KindMatchExpr:
		return []ir.Stmt{x.matchStmt(syntax.MatchExpr{Node: n})}
	}
	return []ir.Stmt{&ir.ExprStmt{StmtNode: at(n), X: x.expr(n)}}
}

func (x *unit) ifStmt(d syntax.IfStmt) ir.Stmt {
	var first *ir.If
	var last *ir.If
	for item := range d.Clauses().Items() {
		c, ok := syntax.AsIfClause(item)
		if !ok {
			continue
		}
		if !c.Cond().Ok() {
			if last != nil {
				last.Else = x.blockOf(c.Body())
			}
			continue
		}
		s := &ir.If{StmtNode: at(item), Cond: x.cond(c.Cond()), Then: x.blockOf(c.Body())}
		if last != nil {
			last.Else = &ir.Block{Stmts: []ir.Stmt{s}}
		} else {
			first = s
		}
		last = s
	}
	return first
}

func (x *unit) forStmt(d syntax.ForStmt) ir.Stmt {
	s := &ir.For{StmtNode: ir.StmtNode{Pos: pos(d.Value())}, X: x.expr(d.Value())}
	s.Var = x.declare(d.Name(), x.typeOf(d.Name()))
	if d.Index().Ok() {
		s.Index = x.declare(d.Index(), x.typeOf(d.Index()))
	}
	s.Body = x.blockOf(d.Body())
	return s
}

func (x *unit) tryStmt(d syntax.TryStmt) ir.Stmt {
	s := &ir.Try{StmtNode: at(d.Node), Body: x.blockOf(d.Body())}
	if d.Name().Ok() {
		s.Var = x.declare(d.Name(), x.typeOf(d.Name()))
	}
	s.Catch = x.blockOf(d.Handler())
	return s
}

func (x *unit) assert(d syntax.AssertStmt) ir.Stmt {
	s := &ir.Assert{StmtNode: at(d.Node), Text: d.Value().Text()}
	if b, ok := syntax.AsBinaryExpr(d.Value()); ok && b.Rest().Len() == 1 {
		for item := range b.Rest().Items() {
			part := syntax.BinaryPart{Node: item}
			if op := operators[part.Op().Kind()]; op >= ir.OpEq && op <= ir.OpGe {
				s.Op, s.L, s.R = op, x.expr(b.First()), x.expr(part.Operand())
				return s
			}
		}
	}
	s.X = x.cond(d.Value())
	return s
}

func (x *unit) matchStmt(d syntax.MatchExpr) ir.Stmt {
	s := &ir.MatchStmt{StmtNode: at(d.Node), X: x.expr(d.Subject())}
	for item := range d.Arms().Items() {
		arm, ok := syntax.AsMatchArm(item)
		if !ok {
			continue
		}
		body := x.blockOf(arm.Body())
		if arm.Else().Ok() {
			s.Else = body
		} else {
			s.Arms = append(s.Arms, ir.MatchStmtArm{Values: x.patterns(arm.Patterns()), Body: body})
		}
	}
	return s
}

func (x *unit) patterns(list syntax.Node) []ir.Expr {
	var out []ir.Expr
	for item := range list.Items() {
		if p, ok := syntax.AsMatchPattern(item); ok {
			out = append(out, x.expr(p.Value()))
		}
	}
	return out
}

var assignOps = map[syntax.Kind]ir.Op{
	syntax.KindPlusEq: ir.OpAdd, syntax.KindMinusEq: ir.OpSub, syntax.KindStarEq: ir.OpMul, syntax.KindSlashEq: ir.OpDiv,
	syntax.KindPercentEq: ir.OpMod,
}

func (x *unit) assign(d syntax.AssignStmt) ir.Stmt {
	place, ok := x.place(d.Target())
	if !ok {
		bug.Reportf("lower: cannot assign to %s", d.Target().Kind())
		return &ir.BlockStmt{StmtNode: at(d.Node), Body: &ir.Block{}}
	}
	op := assignOps[d.Op().Kind()]
	if op == ir.OpNone {
		if u := x.growth(d, place); u != nil {
			return u
		}
	}
	value := x.expr(d.Value())
	if op == ir.OpNone && len(place.Path) == 0 {
		if place.Var != nil {
			return &ir.Assign{StmtNode: at(d.Node), Var: place.Var, X: value}
		}
		return &ir.SetGlobal{StmtNode: at(d.Node), Global: place.Global, X: value}
	}
	return &ir.Update{StmtNode: at(d.Node), Place: place, Op: op, X: value}
}

// place lowers the target of an assignment: a variable and a path of fields and indices.
func (x *unit) place(n syntax.Node) (p ir.Place, ok bool) {
	base, parts := n, syntax.Node{}
	if d, is := syntax.AsPostfixExpr(n); is {
		base, parts = d.Base(), d.Parts()
	}
	if base.Kind() != syntax.KindIdent {
		return p, false
	}
	if l := x.local(base); l != nil {
		p.Var = x.vars[l]
	} else if s := x.info.SymbolOf(base); s != nil && s.Kind == check.SymTop {
		p.Global = x.m.l.globalOf(s.Ref)
		p.Global.Assigned = p.Global.Assigned || x.fn.Kind != ir.FuncInit
	}
	if p.Var == nil && p.Global == nil {
		return p, false
	}
	if parts.Ok() {
		for part := range parts.Items() {
			switch part.Kind() {
			case syntax.KindMemberPart:
				p.Path = append(p.Path, ir.Step{Pos: pos(n), Name: syntax.MemberPart{Node: part}.Name().NameText()})
			case syntax.KindIndexPart:
				p.Path = append(p.Path, ir.Step{Pos: pos(n), Index: x.expr(syntax.IndexPart{Node: part}.Index())})
			default:
				return p, false
			}
		}
	}
	return p, true
}

// inPlace are the methods that Update does in place.
var inPlace = map[string]bool{
	"list.append": true, "list.insert": true, "list.removeAt": true, "list.set": true, "map.with": true, "map.without": true,
}

// growth recognises `x = x.append(e)`, `x = x + e` and their like, which need not copy. The target is read before the operands in the
// source and after them in an Update, so they must not be able to change it: they call nothing, or it is a local that nobody captures.
func (x *unit) growth(d syntax.AssignStmt, place ir.Place) ir.Stmt {
	target := d.Target()
	if !x.isOwn(target) && hasCall(d.Value()) > 1 {
		return nil
	}
	if b, ok := syntax.AsBinaryExpr(d.Value()); ok {
		if b.Rest().Len() != 1 || !sameText(b.First(), target) || hasCall(target) > 0 {
			return nil
		}
		for item := range b.Rest().Items() {
			part := syntax.BinaryPart{Node: item}
			if op := operators[part.Op().Kind()]; op == ir.OpAdd {
				return &ir.Update{StmtNode: at(d.Node), Place: place, Op: op, X: x.expr(part.Operand())}
			}
		}
		return nil
	}
	return x.methodGrowth(d, place)
}

func (x *unit) methodGrowth(d syntax.AssignStmt, place ir.Place) ir.Stmt {
	p, ok := syntax.AsPostfixExpr(d.Value())
	if !ok || hasCall(d.Target()) > 0 {
		return nil
	}
	parts := items(p.Parts())
	n := len(parts)
	if n < 2 || parts[n-1].Kind() != syntax.KindCallPart || parts[n-2].Kind() != syntax.KindMemberPart {
		return nil
	}
	receiver := d.Tree().Text().Slice(span(p.Base(), parts[:n-2]))
	call := x.info.CallOf(parts[n-1])
	member := x.info.MemberOf(parts[n-2])
	if receiver != d.Target().Text() || call == nil || member == nil || member.Kind != check.MemberMethod {
		return nil
	}
	if m := (syntax.MemberPart{Node: parts[n-2]}); m.Dot().Kind() != syntax.KindDot || member.Symbol.Kind != check.SymStd {
		return nil
	}
	name := stdName(member.Symbol.Std)
	if !inPlace[name] {
		return nil
	}
	args := make([]ir.Expr, len(call.Func.Params))
	for _, a := range call.Args {
		if a.Param < 0 || args[a.Param] != nil || a.Name != "" {
			return nil
		}
		args[a.Param] = x.expr(a.Node)
	}
	return &ir.Update{StmtNode: at(d.Node), Place: place, Method: name, Args: args}
}

// isOwn tells whether n starts with a local that no closure mentions.
func (x *unit) isOwn(n syntax.Node) bool {
	if d, ok := syntax.AsPostfixExpr(n); ok {
		n = d.Base()
	}
	l := x.local(n)
	return l != nil && !l.Captured
}

// hasCall counts the calls in n, components and function literals included.
func hasCall(n syntax.Node) int {
	count := 0
	switch n.Kind() {
	case syntax.KindCallPart, syntax.KindStartTag:
		count++
	case syntax.KindFnExpr:
		return 0 // making a function calls nothing
	}
	if !n.IsToken() {
		for child := range n.Children() {
			count += hasCall(child)
		}
	}
	return count
}

func sameText(a, b syntax.Node) bool { return a.Text() == b.Text() }

// typeAt is the type of an expression, any where the checker has none.
func (x *unit) typeAt(n syntax.Node) types.Type {
	if t := x.info.TypeOf(n); t != nil {
		return t
	}
	return types.Any
}

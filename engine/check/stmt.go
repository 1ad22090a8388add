package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Statements report whether they leave: whether what stands after them is never reached.

// block checks a block.
func (c *checker) block(n syntax.Node) (leaves bool) {
	b, ok := syntax.AsBlock(n)
	if !ok {
		return false
	}
	return c.statements(b.Body())
}

// statements checks a list of statements and warns of the first that is never reached.
func (c *checker) statements(list syntax.Node) (leaves bool) {
	warned := false
	for n := range list.Items() {
		if n.Kind() == syntax.KindSemicolon {
			continue
		}
		if leaves && !warned {
			c.report(diag.New(diag.UnreachableCode, n.Span()).WithFix(removeFrom(list, n)))
			warned = true
		}
		if c.statement(n) {
			leaves = true
		}
	}
	return leaves
}

// removeFrom offers to remove a statement and all behind it.
func removeFrom(list, n syntax.Node) diag.Fix {
	span, passed := n.Span(), false
	for item := range list.Items() {
		if passed = passed || item == n; passed {
			span.End = item.Span().End
		}
	}
	first, _, _ := strings.Cut(n.Text(), "\n")
	return diag.Fix{Title: diag.FixRemove, Args: []diag.Arg{diag.Quote("text", first)}, Edits: []diag.Edit{{Span: span}}}
}

// statement checks one statement, or a declaration that stands where none may.
func (c *checker) statement(n syntax.Node) (leaves bool) {
	switch n.Kind() {
	case syntax.KindBlock:
		return c.block(n)
	case syntax.KindLetStmt:
		c.letStmt(syntax.LetStmt{Node: n})
	case syntax.KindAssignStmt:
		c.assign(syntax.AssignStmt{Node: n})
	case syntax.KindReturnStmt:
		return c.returnStmt(syntax.ReturnStmt{Node: n})
	case syntax.KindBreakStmt:
		if len(c.loops) > 0 {
			c.loops[len(c.loops)-1].breaks = true
		}
		return len(c.loops) > 0 // else it is out of place
	case syntax.KindContinueStmt:
		return len(c.loops) > 0
	case syntax.KindIfStmt:
		return c.ifStmt(syntax.IfStmt{Node: n})
	case syntax.KindForStmt:
		d := syntax.ForStmt{Node: n}
		c.forLoop(n, d.Name(), d.Index(), d.Value(), func() { c.block(d.Body()) })
	case syntax.KindWhileStmt:
		return c.whileStmt(syntax.WhileStmt{Node: n})
	case syntax.KindTryStmt:
		return c.tryStmt(syntax.TryStmt{Node: n})
	case syntax.KindAssertStmt:
		yes, _ := c.condition(syntax.AssertStmt{Node: n}.Value())
		c.flow.apply(yes)
	case syntax.KindMatchExpr:
		_, leaves = c.match(syntax.MatchExpr{Node: n}, nil, asStatement)
		return leaves
	default:
		if n.Kind().IsExpr() {
			return c.exprStmt(n)
		}
	}
	return false
}

// exprStmt checks an expression that stands as a statement: a call, or its value is lost.
func (c *checker) exprStmt(n syntax.Node) (leaves bool) {
	t := c.expr(n, nil)
	if p, ok := syntax.AsPostfixExpr(n); ok {
		last := syntax.KindNone
		for part := range p.Parts().Items() {
			last = part.Kind()
		}
		if last == syntax.KindCallPart {
			return t == types.Type(types.Never)
		}
	}
	if n.IsToken() && n.Missing() {
		return false
	}
	d := diag.New(diag.UnusedValue, n.Span())
	if b, ok := syntax.AsBinaryExpr(n); ok && firstOperator(b) == syntax.KindEqEq {
		d = d.As("equals")
		if target := b.First(); b.Rest().Len() == 1 && (target.Kind() == syntax.KindIdent || target.Kind() == syntax.KindPostfixExpr) {
			op := syntax.BinaryPart{Node: lastItem(b.Rest())}.Op()
			d = d.WithFix(replaceFix(op, "==", "="))
		}
	}
	if c.fn != nil {
		d = d.WithFix(diag.Fix{
			Title: diag.FixInsert, Args: []diag.Arg{diag.Quote("text", "return")},
			Edits: []diag.Edit{{Span: source.Span{Start: n.Span().Start, End: n.Span().Start}, New: "return "}},
		})
	}
	c.report(d)
	return false
}

// letStmt checks a `let` or `var` within a unit.
func (c *checker) letStmt(d syntax.LetStmt) {
	c.let(d.Pattern(), d.Type(), d.Value(), d.Keyword().Kind() == syntax.KindKwVar)
}

func (c *checker) let(pattern, typ, value syntax.Node, isVar bool) {
	var want types.Type
	if typ.Ok() {
		want = c.typ(typ)
	}
	c.bindRecursive(pattern, value, want)
	got := c.value(value, want)
	if want != nil {
		got = want
	}
	for _, p := range c.pattern(pattern, got, value, isVar && want == nil) {
		c.bind(p.node, p.typ)
	}
}

// bindRecursive gives a name its type before its value, a function literal that calls itself, is looked at: the type
// that is written for the name, or the literal's head. Without a result there, that is reported.
func (c *checker) bindRecursive(pattern, value syntax.Node, want types.Type) {
	d, ok := syntax.AsFnExpr(value)
	if !ok || pattern.Kind() != syntax.KindIdent {
		return
	}
	l := c.res.Local(pattern, c.base)
	recursive := slices.ContainsFunc(c.res.Within(c.rel(value.Span())), func(ch names.Change) bool { return ch.Local == l && ch.Captures })
	switch {
	case l == nil || !recursive:
	case want != nil:
		c.bind(pattern, want)
	case d.Result().Ok():
		head := &checker{q: c.q, lib: c.lib, owner: c.owner, res: c.res, path: c.path, base: c.base, heads: headWritten,
			locals: map[*names.Local]*Symbol{}, free: c.free, flow: newFlow()}
		c.bind(pattern, head.head(d.TypeParams(), d.Params(), d.Result(), nil))
	default:
		c.report(diag.New(diag.MissingReturn, pattern.Span(), diag.Quote("name", l.Name)).As("recursive"))
	}
}

// assign checks `x = e`, `x.f = e`, `x[i] = e` and their forms with an operator.
func (c *checker) assign(d syntax.AssignStmt) {
	target := d.Target()
	root := target
	if p, ok := syntax.AsPostfixExpr(target); ok {
		root = p.Base()
	}
	ok := c.assignable(root)
	var place types.Type = types.Invalid
	if ok {
		place = c.targetType(target)
	} else {
		c.expr(target, nil)
	}
	var got types.Type
	if d.Op().Kind() == syntax.KindEq {
		got = c.exprTo(d.Value(), place)
	} else {
		got = c.assignOperator(d, target, place)
	}
	if ok {
		c.assigned(target, root, got)
	}
}

// assigned forgets what was known of the target's root, and learns what it holds now.
func (c *checker) assigned(target, root syntax.Node, got types.Type) {
	if l := c.res.Local(root, c.base); l != nil {
		c.flow.forget(strconv.Itoa(l.Span.Start))
	} else {
		c.flow.forget(topKey(names.Text(root)))
	}
	key := c.rootKey(root)
	if target != root || key == "" || types.IsInvalid(got) {
		return
	}
	s := c.symbolAt(root)
	if s == nil || types.IsAny(s.Type) || len(types.Members(s.Type)) < 2 {
		return
	}
	c.flow.set(key, types.Narrow(s.Type, types.Widen(got)))
}

// assignable reports whether the name at the root of a target is a variable.
func (c *checker) assignable(root syntax.Node) bool {
	if root.Kind() != syntax.KindIdent || root.Missing() {
		return false // reported when the tree was read
	}
	name := names.Text(root)
	s := c.symbolAt(root)
	if s == nil {
		c.unknownName(root, name)
		return false
	}
	variant, fixable := "other", false
	var declared *source.Span
	switch s.Kind {
	case SymLocal:
		switch s.Local.Kind {
		case names.LocalVar:
			return true
		case names.LocalLet:
			variant, fixable = "", true
		case names.LocalParam:
			variant = "parameter"
		case names.LocalLoop:
			variant = "loop"
		}
		span := c.span(s.Local.Span)
		declared = &span
	case SymTop:
		switch {
		case s.Import != nil:
			variant = "import"
		case s.Decl.Kind == names.Var:
			return true
		case s.Decl.Kind == names.Let:
			variant = ""
		}
	case SymData, SymNamespace:
		variant = "import"
	case SymStd:
		if s.Import != nil {
			variant = "import"
		}
	}
	c.noteSymbol(root, s)
	d := diag.New(diag.AssignToLet, root.Span(), diag.Quote("name", name)).As(variant)
	if declared != nil {
		d = d.WithRelated(diag.Related{Span: *declared, Note: diag.NoteDeclared, Args: []diag.Arg{diag.Quote("name", name)}})
	}
	if fixable {
		if kw, ok := c.letKeyword(*declared); ok {
			d = d.WithFix(diag.Fix{
				Title: diag.FixMakeVar, Args: []diag.Arg{diag.Quote("name", name)}, Edits: []diag.Edit{{Span: kw, New: "var"}},
			})
		}
	}
	if variant == "parameter" || variant == "loop" {
		d = c.copied(d, s.Local, s.Type)
	}
	c.report(d)
	return false
}

// letKeyword is the keyword of the statement that declares the name at span alone.
func (c *checker) letKeyword(span source.Span) (source.Span, bool) {
	path := c.owner.Node.Tree().PathAt(span.Start)
	for i := len(path) - 1; i >= 0; i-- {
		if d, ok := syntax.AsLetStmt(path[i]); ok {
			return d.Keyword().Span(), d.Pattern().Kind() == syntax.KindIdent
		}
	}
	return source.Span{}, false
}

// targetType is the type of the place that a target names; what is known of a variable does not bind what it may hold.
func (c *checker) targetType(target syntax.Node) types.Type {
	if target.Kind() == syntax.KindIdent {
		s := c.symbolAt(target)
		c.noteSymbol(target, s)
		return c.record(target, s.Type)
	}
	p, ok := syntax.AsPostfixExpr(target)
	if !ok {
		return c.expr(target, nil)
	}
	t := c.expr(target, nil)
	last := syntax.Node{}
	var before types.Type = types.Invalid
	if s := c.symbolAt(p.Base()); s != nil {
		before = s.Type
		if key := c.rootKey(p.Base()); key != "" {
			before = c.knownType(key, before)
		}
	}
	n, i := p.Parts().Len(), 0
	for part := range p.Parts().Items() {
		if i++; i == n {
			last = part
			break
		}
		before = c.partType(before, part)
	}
	switch last.Kind() {
	case syntax.KindIndexPart: // a map takes a value, and gives one or none
		if m, ok := types.Under(types.Exclude(before, types.None)).(*types.Map); ok {
			return m.Elem
		}
	case syntax.KindMemberPart:
		// What is known of a field does not bind what it may be set to.
		m := syntax.MemberPart{Node: last}
		if r, ok := types.Under(types.Exclude(before, types.None)).(*types.Record); ok {
			if f, ok := r.Field(names.Text(m.Name())); ok {
				return f.Read()
			}
		}
	}
	return t
}

// partType is the declared type of `.name` or `[i]` of a value of type t, without a report.
func (c *checker) partType(t types.Type, part syntax.Node) types.Type {
	t = types.Exclude(t, types.None)
	switch u := types.Under(t).(type) {
	case *types.List:
		return u.Elem
	case *types.Map:
		return u.Elem
	}
	if m, ok := syntax.AsMemberPart(part); ok && m.Name().Ok() {
		if ft, ok := fieldType(t, names.Text(m.Name())); ok {
			return ft
		}
	}
	return types.Any
}

// assignOperator checks `x += e` and its like.
func (c *checker) assignOperator(d syntax.AssignStmt, target syntax.Node, place types.Type) types.Type {
	now := place
	if r, ok := c.reference(target); ok {
		_, now = r.last()
	} else if target.Kind() != syntax.KindIdent {
		now = c.expr(target, nil)
	}
	var want types.Type
	if l, ok := types.Under(place).(*types.List); ok && d.Op().Kind() == syntax.KindPlusEq {
		want = l
	}
	right := c.expr(d.Value(), want)
	if types.IsInvalid(now) || types.IsInvalid(right) {
		return types.Invalid
	}
	o := operation{op: d.Op(), left: target, right: d.Value(), lt: now, rt: right, span: d.Span()}
	var got types.Type = types.Number
	switch d.Op().Kind() {
	case syntax.KindPlusEq:
		got = c.plus(o)
	default:
		got = c.numbers(o, types.Number)
	}
	if types.IsInvalid(got) {
		return got
	}
	if !types.Assignable(got, place) {
		c.mismatch(d.Value(), got, place)
		return types.Invalid
	}
	return got
}

func (c *checker) returnStmt(d syntax.ReturnStmt) bool {
	if c.fn == nil {
		if d.Value().Ok() {
			c.expr(d.Value(), nil)
		}
		return false // out of place
	}
	var got types.Type = types.None
	switch {
	case d.Value().Ok():
		got = c.value(d.Value(), c.fn.want)
	case c.fn.want != nil && !types.Assignable(types.None, c.fn.want):
		c.mismatch(d.Keyword(), types.None, c.fn.want)
	}
	c.fn.returns = append(c.fn.returns, got)
	return true
}

// ifStmt checks a chain of `if … else if … else`.
func (c *checker) ifStmt(d syntax.IfStmt) (leaves bool) {
	start := c.flow.mark()
	var ends []delta
	hasElse := false
	for item := range d.Clauses().Items() {
		clause, ok := syntax.AsIfClause(item)
		if !ok {
			continue
		}
		var yes, no []fact
		if clause.Cond().Ok() {
			yes, no = c.condition(clause.Cond())
		} else {
			hasElse = true
		}
		mark := c.flow.mark()
		c.flow.apply(yes)
		left := c.block(clause.Body())
		end := c.flow.since(start)
		c.flow.rewind(mark)
		if !left {
			ends = append(ends, end)
		}
		c.flow.apply(no)
	}
	end := c.flow.rewind(start)
	if !hasElse {
		ends = append(ends, end)
	}
	c.flow.merge(ends)
	return len(ends) == 0
}

// forLoop checks a loop over a list, map or string; body checks what is in it.
func (c *checker) forLoop(n, name, index, value syntax.Node, body func()) {
	t := c.expr(value, nil)
	elem, key := c.iterate(value, t)
	c.inLoop(n, func() {
		c.bind(name, elem)
		if index.Ok() {
			c.bind(index, key)
		}
		body()
	})
}

// inLoop checks the body of the loop n, which may run again: what it changes is not known at its start. Of a top-level variable that
// function literals assign nothing is ever known.
func (c *checker) inLoop(n syntax.Node, body func()) (breaks bool) {
	for _, ch := range c.res.Within(c.rel(n.Span())) {
		if !ch.Captures || ch.Local != nil && ch.Local.Kind == names.LocalVar {
			c.flow.forget(changedKey(ch))
		}
	}
	l := &loop{}
	c.loops = append(c.loops, l)
	mark := c.flow.mark()
	body()
	c.flow.rewind(mark)
	c.loops = c.loops[:len(c.loops)-1]
	return l.breaks
}

// changedKey is the key in a flow of what a change is of.
func changedKey(ch names.Change) string {
	if ch.Local == nil {
		return topKey(ch.Name)
	}
	return strconv.Itoa(ch.Local.Span.Start)
}

// iterate returns what a loop over a value of type t gives: an element and its index, or a value and its key.
func (c *checker) iterate(value syntax.Node, t types.Type) (elem, key types.Type) {
	if types.IsAny(t) {
		return t, t
	}
	if types.HasNone(t) && types.Under(t) != types.Type(types.None) {
		c.report(orElse(diag.New(diag.PossiblyNone, value.Span(), diag.Quote("found", value.Text())), value, t, "", ""))
		t = types.Exclude(t, types.None)
	}
	var elems, keys []types.Type
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case *types.List:
			elems, keys = append(elems, u.Elem), append(keys, types.Number)
		case *types.Map:
			elems, keys = append(elems, u.Elem), append(keys, types.String)
		default:
			if !types.Assignable(m, types.String) {
				d := diag.New(diag.NotIterable, value.Span(), diag.Quote("found", types.Brief(t)))
				if types.Assignable(t, types.Number) {
					d = d.WithFix(wrapFix(value, "0.."+operandText(value)))
				}
				c.report(d)
				return types.Invalid, types.Invalid
			}
			elems, keys = append(elems, types.String), append(keys, types.Number)
		}
	}
	return types.Join(elems...), types.NewUnion(keys...)
}

// whileStmt checks a loop with a condition. `while true` without a `break` is never left.
func (c *checker) whileStmt(d syntax.WhileStmt) (leaves bool) {
	var no []fact
	breaks := c.inLoop(d.Node, func() {
		var yes []fact
		yes, no = c.condition(d.Cond())
		c.flow.apply(yes)
		c.block(d.Body())
	})
	if !breaks {
		c.flow.apply(no)
	}
	return d.Cond().Kind() == syntax.KindKwTrue && !breaks
}

// tryStmt checks `try { … } catch e { … }`. The handler may start with any part of the body done: what was learned there is not known, and
// what was known before is, but of what the body assigns.
func (c *checker) tryStmt(d syntax.TryStmt) (leaves bool) {
	start := c.flow.mark()
	bodyLeaves := c.block(d.Body())
	end := c.flow.rewind(start)
	for _, ch := range c.res.Within(c.rel(d.Body().Span())) {
		if !ch.Captures {
			c.flow.forget(changedKey(ch))
		}
	}
	if d.Name().Ok() {
		c.bind(d.Name(), c.lib.Global.Symbol("Error").Type)
	}
	handlerLeaves := c.block(d.Handler())
	handled := c.flow.rewind(start)
	var ends []delta
	if !bodyLeaves {
		ends = append(ends, end)
	}
	if !handlerLeaves {
		ends = append(ends, handled)
	}
	c.flow.merge(ends)
	return len(ends) == 0
}

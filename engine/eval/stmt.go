package eval

import (
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// block compiles statements that run one after the other.
func (c *compiler) block(b *ir.Block) stmtFn {
	var fns []stmtFn
	if len(b.Boxes) > 0 {
		fns = append(fns, makeBoxes(b.Boxes))
	}
	for _, s := range b.Stmts {
		fns = append(fns, c.stmt(s, b))
	}
	switch len(fns) {
	case 0:
		return func(*frame) control { return goOn }
	case 1:
		return fns[0]
	case 2:
		a, b := fns[0], fns[1]
		return func(fr *frame) control {
			if ctl := a(fr); ctl != goOn {
				return ctl
			}
			return b(fr)
		}
	}
	return func(fr *frame) control {
		for _, f := range fns {
			if ctl := f(fr); ctl != goOn {
				return ctl
			}
		}
		return goOn
	}
}

// makeBoxes gives variables that closures mention before their statement their cells.
func makeBoxes(vars []*ir.Var) stmtFn {
	return func(fr *frame) control {
		for _, v := range vars {
			fr.regs[v.Slot] = value.MakeBox(&value.Box{V: value.Unset})
		}
		return goOn
	}
}

func (c *compiler) stmt(s ir.Stmt, in *ir.Block) stmtFn {
	switch s := s.(type) {
	case *ir.Let:
		return c.let(s, in)
	case *ir.SetGlobal:
		return c.setGlobal(s)
	case *ir.Assign:
		return c.assign(s)
	case *ir.Update:
		return c.update(s)
	case *ir.ExprStmt:
		x := c.expr(s.X)
		return func(fr *frame) control {
			x(fr)
			return fr.ended()
		}
	case *ir.Return:
		return c.returns(s)
	case *ir.If:
		return c.ifElse(s)
	case *ir.While:
		return c.while(s)
	case *ir.For:
		return c.forEach(s)
	case *ir.Break:
		return func(*frame) control { return doBreak }
	case *ir.Continue:
		return func(*frame) control { return doContinue }
	case *ir.MatchStmt:
		return c.matchStmt(s)
	case *ir.Try:
		return c.try(s)
	case *ir.BlockStmt:
		return c.block(s.Body)
	case *ir.Assert:
		return c.assert(s)
	}
	bug.Reportf("eval: statement %T", s)
	return func(*frame) control { return goOn }
}

// ended is how a statement that may have failed ends.
func (fr *frame) ended() control {
	if fr.m.err != nil {
		return doFail
	}
	return goOn
}

func (c *compiler) let(s *ir.Let, in *ir.Block) stmtFn {
	slot := s.Var.Slot
	if s.Var.Boxed {
		x := c.keep(s.X)
		early := false
		for _, v := range in.Boxes {
			early = early || v == s.Var
		}
		return func(fr *frame) control {
			if !early {
				fr.regs[slot] = value.MakeBox(&value.Box{V: value.Unset})
			}
			cell := fr.regs[slot].Box()
			cell.V = x(fr)
			return fr.ended()
		}
	}
	return c.store(s.X, slot)
}

// store compiles giving a register the value of x.
func (c *compiler) store(x ir.Expr, slot int) stmtFn {
	if x.Rep() == ir.RepNumber {
		n := c.num(x)
		if !mayFail(x) {
			return func(fr *frame) control {
				fr.regs[slot] = value.Number(n(fr))
				return goOn
			}
		}
		return func(fr *frame) control {
			v := n(fr)
			if fr.m.err != nil {
				return doFail
			}
			fr.regs[slot] = value.Number(v)
			return goOn
		}
	}
	f := c.keep(x)
	return func(fr *frame) control {
		v := f(fr)
		if fr.m.err != nil {
			return doFail
		}
		fr.regs[slot] = v
		return goOn
	}
}

func (c *compiler) setGlobal(s *ir.SetGlobal) stmtFn {
	x, place := c.keep(s.X), c.globalPlace(s.Global, s.Pos)
	return func(fr *frame) control {
		v := x(fr)
		if fr.m.err != nil {
			return doFail
		}
		p := place(fr)
		if p == nil {
			return doFail
		}
		*p = v
		return goOn
	}
}

func (c *compiler) assign(s *ir.Assign) stmtFn {
	if s.Var.Owner == c.fn && !s.Var.Boxed {
		return c.store(s.X, s.Var.Slot)
	}
	x, place := c.keep(s.X), c.varPlace(s.Var, s.Pos)
	return func(fr *frame) control {
		v := x(fr)
		if fr.m.err != nil {
			return doFail
		}
		p := place(fr)
		if p == nil {
			return doFail
		}
		*p = v
		return goOn
	}
}

func (c *compiler) returns(s *ir.Return) stmtFn {
	if s.X == nil {
		return func(fr *frame) control {
			fr.ret = value.None
			return doReturn
		}
	}
	x := c.result(s.X)
	return func(fr *frame) control {
		fr.ret = x(fr)
		if fr.m.err != nil {
			return doFail
		}
		return doReturn
	}
}

func (c *compiler) ifElse(s *ir.If) stmtFn {
	cond, then := c.cond(s.Cond), c.block(s.Then)
	other := func(*frame) control { return goOn }
	if s.Else != nil {
		other = c.block(s.Else)
	}
	if !mayFail(s.Cond) {
		return func(fr *frame) control {
			if cond(fr) {
				return then(fr)
			}
			return other(fr)
		}
	}
	return func(fr *frame) control {
		yes := cond(fr)
		if fr.m.err != nil {
			return doFail
		}
		if yes {
			return then(fr)
		}
		return other(fr)
	}
}

// turn tells whether a loop may take another turn.
func (fr *frame) turn() bool {
	m := fr.m
	m.steps--
	return m.steps >= 0 || m.tick(fr)
}

func (c *compiler) while(s *ir.While) stmtFn {
	cond, body, pos := c.cond(s.Cond), c.block(s.Body), s.Pos
	return func(fr *frame) control {
		for cond(fr) {
			if !fr.turn() {
				fr.at = pos
				return doFail
			}
			switch ctl := body(fr); ctl {
			case doBreak:
				return goOn
			case doReturn, doFail:
				return ctl
			}
		}
		return fr.ended()
	}
}

func (c *compiler) forEach(s *ir.For) stmtFn {
	if r, ok := s.X.(*ir.Range); ok && s.Index == nil && !s.Var.Boxed {
		return c.forRange(s, r)
	}
	x, body, pos := c.read(s.X), c.block(s.Body), s.Pos
	set := c.define(s.Var)
	setIndex := func(*frame, value.Value) {}
	if s.Index != nil {
		setIndex = c.define(s.Index)
	}
	return func(fr *frame) control {
		v := x(fr)
		if fr.m.err != nil {
			return doFail
		}
		fr.at = pos
		result := goOn
		fr.each(v, func(x, i value.Value) bool {
			set(fr, x)
			setIndex(fr, i)
			switch ctl := body(fr); ctl {
			case doBreak:
				return false
			case doReturn, doFail:
				result = ctl
				return false
			}
			return true
		})
		if fr.m.err != nil {
			return doFail
		}
		return result
	}
}

// forRange is `for i in a..b` with neither an object for the range nor a call for each turn.
func (c *compiler) forRange(s *ir.For, r *ir.Range) stmtFn {
	from, to, body, slot := c.num(r.From), c.num(r.To), c.block(s.Body), s.Var.Slot
	return func(fr *frame) control {
		i, end := from(fr), to(fr)
		if fr.m.err != nil {
			return doFail
		}
		for ; i < end; i++ {
			if !fr.turn() {
				return doFail
			}
			fr.regs[slot] = value.Number(i)
			switch ctl := body(fr); ctl {
			case doBreak:
				return goOn
			case doReturn, doFail:
				return ctl
			}
		}
		return goOn
	}
}

// each walks a list, a range, a string (code point, index), a map (value, key) until f returns false or there is an error. The walk is
// over v as it is: the caller has read it by read, so that updates of the variable it came from copy.
func (fr *frame) each(v value.Value, f func(x, i value.Value) bool) {
	switch v.Kind() {
	case value.KindList:
		for i, x := range v.List().Items {
			if !fr.turn() || !f(x.Share(), value.Number(float64(i))) {
				return
			}
		}
	case value.KindRange:
		r := v.Range()
		for i := range r.Count {
			if !fr.turn() || !f(value.Number(r.Item(i)), value.Number(float64(i))) {
				return
			}
		}
	case value.KindString:
		fr.eachCharacter(v, f)
	case value.KindMap, value.KindRecord:
		value.EachField(v, func(name string, x value.Value) bool {
			return fr.turn() && f(x.Share(), value.String(name))
		})
	default:
		fr.fail(ir.FaultNotIterable, v.TypeName())
	}
}

func (fr *frame) eachCharacter(v value.Value, f func(x, i value.Value) bool) {
	s := v.Text()
	n := 0
	for start, r := range s {
		size := utf8.RuneLen(r)
		if !fr.turn() || !f(value.Joined(s[start:start+size], size == 1), value.Number(float64(n))) {
			return
		}
		n++
	}
}

func (c *compiler) matchStmt(s *ir.MatchStmt) stmtFn {
	bodies := make([]stmtFn, len(s.Arms))
	values := make([][]ir.Expr, len(s.Arms))
	for i, arm := range s.Arms {
		bodies[i], values[i] = c.block(arm.Body), arm.Values
	}
	choose, x, pos := c.chooser(values), c.expr(s.X), s.Pos
	var other stmtFn
	if s.Else != nil {
		other = c.block(s.Else)
	}
	return func(fr *frame) control {
		v := x(fr)
		if fr.m.err != nil {
			return doFail
		}
		fr.at = pos
		i := choose(fr, v)
		switch {
		case fr.m.err != nil:
			return doFail
		case i >= 0:
			return bodies[i](fr)
		case other != nil:
			return other(fr)
		}
		noArm(fr, pos, v)
		return doFail
	}
}

func (c *compiler) try(s *ir.Try) stmtFn {
	body, catch := c.block(s.Body), c.block(s.Catch)
	set := func(*frame, value.Value) {}
	if s.Var != nil {
		set = c.define(s.Var)
	}
	shape := c.p.shapes.Of("message", "kind")
	return func(fr *frame) control {
		m := fr.m
		out, scratch := len(m.out), len(m.scratch)
		ctl := body(fr)
		if ctl != doFail || m.err == nil || !m.err.Kind.Catchable() || m.err.Exit {
			return ctl
		}
		r := value.NewRecord(shape)
		r.Vals[0] = value.String(m.err.Message)
		r.Vals[1] = value.String(string(m.err.Kind))
		m.err = nil
		m.out, m.scratch = m.out[:out], m.scratch[:scratch]
		set(fr, value.MakeRecord(r))
		return catch(fr)
	}
}

func (c *compiler) assert(s *ir.Assert) stmtFn {
	if s.X != nil {
		cond := c.cond(s.X)
		return func(fr *frame) control {
			if !cond(fr) {
				fr.failAt(s.Pos, ir.FaultAssert, s.Text)
			}
			return fr.ended()
		}
	}
	l, r := c.expr(s.L), c.expr(s.R)
	return func(fr *frame) control {
		a := l(fr)
		b := r(fr)
		if fr.m.err != nil {
			return doFail
		}
		if !fr.compare(s.Op, a, b, s.Pos) && fr.m.err == nil {
			left, _ := value.AppendSource(nil, a)
			right, _ := value.AppendSource(nil, b)
			fr.failAt(s.Pos, ir.FaultAssertSides, s.Text, string(left), string(right))
		}
		return fr.ended()
	}
}

// compare is any comparison of two values that are known.
func (fr *frame) compare(op ir.Op, a, b value.Value, pos ir.Pos) bool {
	if op != ir.OpEq && op != ir.OpNe {
		return fr.order(op, a, b, pos)
	}
	same, o := value.Equal(a, b)
	if o != value.Done {
		fr.at = pos
		fr.outcome(o)
	}
	return same == (op == ir.OpEq)
}

package eval

import (
	"strings"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// outs compiles operations that write markup one after the other. A literal is written by the hole that follows it.
func (c *compiler) outs(body []ir.Out) outFn {
	var fns []outFn
	pre := ""
	for _, o := range body {
		switch o := o.(type) {
		case *ir.Lit:
			pre += o.Text
			continue
		case *ir.Text:
			fns = append(fns, c.hole(pre, o.X))
		default:
			if pre != "" {
				fns = append(fns, literal(pre))
			}
			fns = append(fns, c.out(o))
		}
		pre = ""
	}
	if pre != "" {
		fns = append(fns, literal(pre))
	}
	return sequence(fns)
}

func sequence(fns []outFn) outFn {
	switch len(fns) {
	case 0:
		return func(*frame) {}
	case 1:
		return fns[0]
	}
	return func(fr *frame) {
		for _, f := range fns {
			f(fr)
		}
	}
}

func literal(s string) outFn {
	return func(fr *frame) { fr.m.out = append(fr.m.out, s...) }
}

// markupValue compiles markup as a value: it is drawn at the end of the page's buffer and taken off again.
func (c *compiler) markupValue(e *ir.Markup) valueFn { return captured(c.outs(e.Body), e.Pos) }

func captured(body outFn, pos ir.Pos) valueFn {
	return func(fr *frame) value.Value {
		m := fr.m
		start := len(m.out)
		body(fr)
		fr.at = pos
		fr.charge(len(m.out) - start)
		s := string(m.out[start:])
		m.out = m.out[:start]
		return value.HTML(s)
	}
}

func (c *compiler) out(o ir.Out) outFn {
	switch o := o.(type) {
	case *ir.AttrText:
		return c.attrText(o)
	case *ir.Attr:
		return c.attr(o)
	case *ir.Address:
		return c.address(o)
	case *ir.Style:
		return c.style(o)
	case *ir.JSON:
		return c.json(o)
	case *ir.Attrs:
		return c.attrs(o)
	case *ir.FormAction:
		return c.formAction(o)
	case *ir.FormToken:
		return c.formToken(o)
	case *ir.Padded:
		return c.padded(o)
	case *ir.OutIf:
		cond, then, other := c.cond(o.Cond), c.outs(o.Then), c.outs(o.Else)
		return func(fr *frame) {
			if cond(fr) {
				then(fr)
			} else {
				other(fr)
			}
		}
	case *ir.OutFor:
		return c.outFor(o)
	case *ir.OutMatch:
		return c.outMatch(o)
	case *ir.OutLet:
		return c.outLet(o)
	case *ir.Head:
		return c.marked(value.MarkHead, o.Body)
	case *ir.Title:
		return c.marked(value.MarkTitle, o.Body)
	case *ir.HeadEnd:
		return literal(value.MarkHeadEnd)
	case *ir.ScopedStyle:
		return literal(value.MarkStyle + o.ID + value.MarkSep + o.CSS + value.MarkEnd)
	}
	bug.Reportf("eval: markup operation %T", o)
	return func(*frame) {}
}

func (c *compiler) marked(mark string, body []ir.Out) outFn {
	inner := c.outs(body)
	return func(fr *frame) {
		fr.m.out = append(fr.m.out, mark...)
		inner(fr)
		fr.m.out = append(fr.m.out, value.MarkEnd...)
	}
}

// hole compiles a hole in text with the literal before it. Calls write what they give themselves.
func (c *compiler) hole(pre string, e ir.Expr) outFn {
	pos := e.At()
	switch e := e.(type) {
	case *ir.Markup:
		return c.outs(append([]ir.Out{&ir.Lit{Text: pre}}, e.Body...))
	case *ir.Call:
		if r := e.Rep(); r == ir.RepHTML || r == ir.RepAny {
			run := c.invoke(e, func(*frame) bool { return true })
			return func(fr *frame) {
				fr.m.out = append(fr.m.out, pre...)
				if v := run(fr); !v.IsUnset() {
					fr.at = pos
					fr.text(v)
				}
			}
		}
	case *ir.Bind:
		// Each variable is set by an operation of its own; the last one writes.
		fns := []outFn{literal(pre)}
		for i, x := range e.Xs {
			value, set := c.keep(x), c.define(e.Vars[i])
			fns = append(fns, func(fr *frame) { set(fr, value(fr)) })
		}
		fns = append(fns, c.hole("", e.Then))
		return sequence(fns)
	case *ir.Cond:
		cond, a, b := c.cond(e.C), c.hole("", e.A), c.hole("", e.B)
		return func(fr *frame) {
			fr.m.out = append(fr.m.out, pre...)
			if cond(fr) {
				a(fr)
			} else {
				b(fr)
			}
		}
	}
	x := c.expr(e)
	switch e.Rep() {
	case ir.RepNumber:
		n := c.num(e)
		return func(fr *frame) {
			f := n(fr)
			m := fr.m
			m.out = append(m.out, pre...)
			m.writeNumber(f)
		}
	case ir.RepString:
		return func(fr *frame) {
			v := x(fr)
			m := fr.m
			m.out = append(m.out, pre...)
			m.writeText(v.Text())
		}
	}
	return func(fr *frame) {
		v := x(fr)
		fr.m.out = append(fr.m.out, pre...)
		fr.at = pos
		fr.text(v)
	}
}

// writeText writes text between tags. What needs no escape is appended in one step, in a form that writes to m.out's length only.
func (m *Machine) writeText(s string) {
	if isPlain(s) {
		m.out = append(m.out, s...)
		return
	}
	m.out = appendText(m.out, s)
}

// writeNumber writes a number as it is printed.
func (m *Machine) writeNumber(f float64) {
	var digits [32]byte
	m.out = append(m.out, value.AppendNumber(digits[:0], f)...)
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// hasZero marks the zero bytes of x, and perhaps bytes from 0x80 on.
func hasZero(x uint64) uint64 { return (x - ones) & highs }

// isPlain tells whether s can stand between tags as it is. Eight bytes are looked at at once.
func isPlain(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 |
			uint64(s[7])<<56
		if (hasZero(x)|hasZero(x^'&'*ones)|hasZero(x^'<'*ones)|hasZero(x^'>'*ones))&^(x&highs) != 0 {
			return false
		}
	}
	for i := range len(s) {
		switch s[i] {
		case 0, '&', '<', '>':
			return false
		}
	}
	return true
}

// appendText writes text between tags. NUL, which markup cannot hold and which marks begin with, becomes U+FFFD.
func appendText(dst []byte, s string) []byte {
	return html.AppendText(dst, withoutNUL(s))
}

func withoutNUL(s string) string {
	if strings.IndexByte(s, value.MarkByte) < 0 {
		return s
	}
	return strings.ReplaceAll(s, string(rune(value.MarkByte)), "\uFFFD")
}

// text writes what a hole in text holds.
func (fr *frame) text(v value.Value) {
	fr.nestedText(v, 0, &room{elements: ir.MaxText, end: len(fr.m.out) + ir.MaxText})
}

// room is how much may be written of one hole: what is shared in its lists is written wherever it is held.
type room struct {
	elements int // more of them, be they nothing, take as long as the longest text
	end      int // of the page's buffer
}

func (fr *frame) nestedText(v value.Value, depth int, left *room) {
	m := fr.m
	switch v.Kind() {
	case value.KindString:
		m.writeText(v.Text())
	case value.KindNumber:
		m.writeNumber(v.Float())
	case value.KindHTML:
		m.out = append(m.out, v.Text()...)
	case value.KindTime:
		m.out = value.AppendTime(m.out, v.Time())
	case value.KindNone:
	case value.KindList:
		if depth >= ir.MaxNesting {
			fr.outcome(value.TooDeep)
			return
		}
		for _, x := range v.List().Items {
			if left.elements--; left.elements < 0 || len(m.out) > left.end {
				fr.outcome(value.TooLong)
				return
			}
			if !fr.turn() {
				return
			}
			if fr.nestedText(x, depth+1, left); m.err != nil {
				return
			}
		}
	case value.KindRange:
		for _, x := range v.Expand() {
			m.out = value.AppendNumber(m.out, x.Float())
		}
	default:
		fr.fail(ir.FaultNotInMarkup, v.TypeName())
	}
}

func (c *compiler) padded(o *ir.Padded) outFn {
	body := c.outs(o.Body)
	return func(fr *frame) {
		start := len(fr.m.out)
		body(fr)
		out := fr.m.out
		if len(out) > start && out[start] == '\n' {
			out = append(out, 0)
			copy(out[start+1:], out[start:])
			out[start] = '\n'
			fr.m.out = out
		}
	}
}

func (c *compiler) outFor(o *ir.OutFor) outFn {
	body, empty, pos := c.outs(o.Body), c.outs(o.Empty), o.Pos
	set := c.define(o.Var)
	if r, ok := o.X.(*ir.Range); ok && o.Index == nil {
		from, to := c.num(r.From), c.num(r.To)
		return func(fr *frame) {
			i, end := from(fr), to(fr)
			if !(i < end) {
				empty(fr)
			}
			for ; i < end && fr.turn(); i++ {
				set(fr, value.Number(i))
				body(fr)
			}
		}
	}
	x := c.read(o.X)
	setIndex := func(*frame, value.Value) {}
	if o.Index != nil {
		setIndex = c.define(o.Index)
	}
	return func(fr *frame) {
		v := x(fr)
		if fr.m.err != nil {
			return
		}
		fr.at = pos
		some := false
		fr.each(v, func(x, i value.Value) bool {
			some = true
			set(fr, x)
			setIndex(fr, i)
			body(fr)
			return fr.m.err == nil
		})
		if !some && fr.m.err == nil {
			empty(fr)
		}
	}
}

func (c *compiler) outMatch(o *ir.OutMatch) outFn {
	bodies := make([]outFn, len(o.Arms))
	values := make([][]ir.Expr, len(o.Arms))
	for i, arm := range o.Arms {
		bodies[i], values[i] = c.outs(arm.Body), arm.Values
	}
	choose, x, other, pos := c.chooser(values), c.expr(o.X), c.outs(o.Else), o.Pos
	return func(fr *frame) {
		v := x(fr)
		if fr.m.err != nil {
			return
		}
		fr.at = pos
		if i := choose(fr, v); i >= 0 {
			bodies[i](fr)
		} else {
			other(fr)
		}
	}
}

func (c *compiler) outLet(o *ir.OutLet) outFn {
	x, slot := c.keep(o.X), o.Var.Slot
	if o.Var.Boxed {
		return func(fr *frame) {
			cell := &value.Box{V: value.Unset}
			fr.regs[slot] = value.MakeBox(cell)
			cell.V = x(fr)
		}
	}
	return func(fr *frame) { fr.regs[slot] = x(fr) }
}

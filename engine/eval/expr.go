package eval

import (
	"sync/atomic"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// expr compiles e for a reader that lets go of the value before anything is updated; see keep for the others.
func (c *compiler) expr(e ir.Expr) valueFn {
	if v, ok := constant(e); ok {
		return func(*frame) value.Value { return v }
	}
	switch e := e.(type) {
	case *ir.Local:
		return c.local(e)
	case *ir.GlobalRef:
		return c.global(e)
	case *ir.FuncRef:
		self := c.p.codeOf(e.Func).self
		return func(*frame) value.Value { return self }
	case *ir.FuncLit:
		return c.funcLit(e)
	case *ir.BuiltinRef:
		return c.builtinRef(e)
	case *ir.Unary:
		return c.unary(e)
	case *ir.Binary:
		return c.binary(e)
	case *ir.Truth, *ir.Logic:
		f := c.cond(e)
		return func(fr *frame) value.Value { return value.Bool(f(fr)) }
	case *ir.LeftOut:
		return c.leftOutIfNone(e)
	case *ir.Coalesce:
		return coalesce(c.expr(e.L), c.expr(e.R))
	case *ir.Cond:
		cond, a, b := c.cond(e.C), c.expr(e.A), c.expr(e.B)
		return func(fr *frame) value.Value {
			if cond(fr) {
				return a(fr)
			}
			return b(fr)
		}
	case *ir.Optional:
		return c.optional(e)
	case *ir.Bind:
		return c.bind(e, c.expr)
	case *ir.Match:
		return c.match(e, c.expr)
	case *ir.Template:
		return c.template(e)
	case *ir.List:
		return c.list(e)
	case *ir.Record:
		if e.Rep() == ir.RepMap {
			return c.mapLit(e)
		}
		return c.record(e)
	case *ir.ToMap:
		return c.toMap(e)
	case *ir.Range:
		return c.rangeLit(e)
	case *ir.Field:
		return c.field(e)
	case *ir.Index:
		return c.index(e)
	case *ir.Call:
		return c.call(e)
	case *ir.CallValue:
		return c.callValue(e)
	case *ir.Builtin:
		return c.builtin(e)
	case *ir.CallMethod:
		return c.callMethod(e)
	case *ir.Is:
		f := c.cond(e)
		return func(fr *frame) value.Value { return value.Bool(f(fr)) }
	case *ir.Check:
		return c.check(e)
	case *ir.Markup:
		return c.markupValue(e)
	case *ir.Query:
		return c.query(e)
	}
	bug.Reportf("eval: expression %T", e)
	return func(*frame) value.Value { return value.None }
}

func (c *compiler) local(e *ir.Local) valueFn {
	v := e.Var
	if i, ok := c.captured(v); ok {
		if !v.Boxed {
			return func(fr *frame) value.Value { return fr.caps[i] }
		}
		return func(fr *frame) value.Value { return readBox(fr, fr.caps[i], e) }
	}
	slot := v.Slot
	if v.Boxed {
		return func(fr *frame) value.Value { return readBox(fr, fr.regs[slot], e) }
	}
	return func(fr *frame) value.Value { return fr.regs[slot] }
}

func readBox(fr *frame, cell value.Value, e *ir.Local) value.Value {
	v := cell.Box().V
	if v.IsUnset() {
		return fr.failAt(e.Pos, ir.FaultUnset, e.Var.Name)
	}
	return v
}

func (c *compiler) global(e *ir.GlobalRef) valueFn {
	i, pos, name := c.p.globals[e.Global], e.Pos, e.Global.Name
	return func(fr *frame) value.Value {
		v := fr.m.globals[i]
		if v.IsUnset() {
			return fr.failAt(pos, ir.FaultUnset, name)
		}
		return v
	}
}

func (c *compiler) funcLit(e *ir.FuncLit) valueFn {
	fn := e.Func
	target := c.p.codes[fn]
	if target == nil {
		target = c.p.declare(fn)
		compileFunc(c.p, fn)
	}
	type source struct {
		index int
		outer bool
	}
	sources := make([]source, len(fn.Captures))
	for i, cap := range fn.Captures {
		if cap.Outer >= 0 {
			sources[i] = source{cap.Outer, true}
		} else {
			sources[i] = source{cap.Var.Slot, false}
		}
	}
	proto := funcValue(fn)
	return func(fr *frame) value.Value {
		if !fr.charge(64 + len(sources)*valueSize) {
			return value.None
		}
		cl := &closure{fn: proto, code: target, caps: make([]value.Value, len(sources))}
		cl.fn.Code = cl
		for i, s := range sources {
			if s.outer {
				cl.caps[i] = fr.caps[s.index].Share()
			} else {
				cl.caps[i] = fr.regs[s.index].Share()
			}
		}
		return value.MakeFunc(&cl.fn)
	}
}

func coalesce(l, r valueFn) valueFn {
	return func(fr *frame) value.Value {
		if v := l(fr); !v.IsNone() {
			return v
		}
		return r(fr)
	}
}

func (c *compiler) optional(e *ir.Optional) valueFn {
	x, then, set := c.keep(e.X), c.expr(e.Then), c.define(e.Var)
	return func(fr *frame) value.Value {
		v := x(fr)
		if v.IsNone() {
			return v
		}
		set(fr, v)
		return then(fr)
	}
}

// bind compiles giving variables their values for what follows.
func (c *compiler) bind(e *ir.Bind, compile func(ir.Expr) valueFn) valueFn {
	xs := make([]valueFn, len(e.Xs))
	sets := make([]func(*frame, value.Value), len(e.Xs))
	for i, x := range e.Xs {
		xs[i], sets[i] = c.keep(x), c.define(e.Vars[i])
	}
	then := compile(e.Then)
	return func(fr *frame) value.Value {
		for i, x := range xs {
			sets[i](fr, x(fr))
		}
		return then(fr)
	}
}

// define compiles giving a variable its first value.
func (c *compiler) define(v *ir.Var) func(*frame, value.Value) {
	slot := v.Slot
	if v.Boxed {
		return func(fr *frame, x value.Value) { fr.regs[slot] = value.MakeBox(&value.Box{V: x}) }
	}
	return func(fr *frame, x value.Value) { fr.regs[slot] = x }
}

// match compiles a match expression; arms whose values are all literals are found in a table.
func (c *compiler) match(e *ir.Match, compile func(ir.Expr) valueFn) valueFn {
	bodies := make([]valueFn, len(e.Arms))
	values := make([][]ir.Expr, len(e.Arms))
	for i, arm := range e.Arms {
		bodies[i], values[i] = compile(arm.Body), arm.Values
	}
	choose, x := c.chooser(values), c.expr(e.X)
	var other valueFn
	if e.Else != nil {
		other = compile(e.Else)
	}
	pos := e.Pos
	return func(fr *frame) value.Value {
		v := x(fr)
		i := choose(fr, v)
		switch {
		case i >= 0:
			return bodies[i](fr)
		case other != nil:
			return other(fr)
		}
		return noArm(fr, pos, v)
	}
}

func noArm(fr *frame, pos ir.Pos, v value.Value) value.Value {
	text, _ := value.AppendSource(nil, v)
	return fr.failAt(pos, ir.FaultNoMatch, string(text))
}

// chooser compiles finding the arm whose values hold v: its number, or -1.
func (c *compiler) chooser(arms [][]ir.Expr) func(*frame, value.Value) int {
	table := map[string]int{}
	onlyText := true
	var fns [][]valueFn
	for i, values := range arms {
		row := make([]valueFn, len(values))
		for j, e := range values {
			row[j] = c.expr(e)
			s, ok := e.(*ir.Str)
			if !ok {
				onlyText = false
			} else if _, there := table[s.Value]; !there {
				table[s.Value] = i
			}
		}
		fns = append(fns, row)
	}
	if onlyText && len(table) > 4 {
		return func(_ *frame, v value.Value) int {
			if v.Kind() == value.KindString {
				if i, ok := table[v.Text()]; ok {
					return i
				}
			}
			return -1
		}
	}
	return func(fr *frame, v value.Value) int {
		for i, row := range fns {
			for _, f := range row {
				same, o := value.Equal(v, f(fr))
				if !fr.outcome(o) {
					return -1
				}
				if same {
					return i
				}
			}
		}
		return -1
	}
}

func (c *compiler) list(e *ir.List) valueFn {
	n := len(e.Items)
	fns := make([]valueFn, n)
	spread := false
	for i, it := range e.Items {
		if it.Spread {
			spread = true
			fns[i] = c.expr(it.X)
		} else {
			fns[i] = c.keep(it.X)
		}
	}
	if spread {
		return c.spreadList(e, fns)
	}
	pos := e.Pos
	return func(fr *frame) value.Value {
		fr.at = pos
		items := fr.items(n)
		if items == nil {
			return value.None
		}
		for i, f := range fns {
			items[i] = f(fr)
		}
		return value.MakeList(items)
	}
}

func (c *compiler) spreadList(e *ir.List, fns []valueFn) valueFn {
	pos := e.Pos
	return func(fr *frame) value.Value {
		var items []value.Value
		for i, f := range fns {
			v := f(fr)
			if fr.m.err != nil {
				return value.None
			}
			fr.at = pos
			if !e.Items[i].Spread {
				if !fr.charge(2 * valueSize) {
					return value.None
				}
				items = append(items, v)
				continue
			}
			if !v.IsList() {
				return fr.fail(ir.FaultExpected, "list", v.TypeName())
			}
			if !fr.chargeItems(len(items) + v.Count()) {
				return value.None
			}
			for _, x := range v.Expand() {
				items = append(items, x.Share())
			}
		}
		return value.MakeList(items)
	}
}

func (c *compiler) record(e *ir.Record) valueFn {
	names := make([]string, 0, len(e.Fields))
	seen := map[string]bool{}
	fns := make([]valueFn, len(e.Fields))
	dynamic := false
	for i, f := range e.Fields {
		dynamic = dynamic || f.Spread || seen[f.Name]
		seen[f.Name] = true
		names = append(names, f.Name)
		fns[i] = c.keep(f.X)
	}
	if dynamic {
		return c.spreadRecord(e, fns)
	}
	shape := c.p.shapes.Of(names...)
	size := 48 + len(names)*valueSize
	pos := e.Pos
	return func(fr *frame) value.Value {
		if fr.at = pos; !fr.charge(size) {
			return value.None
		}
		r := value.NewRecord(shape)
		for i, f := range fns {
			r.Vals[i] = f(fr)
		}
		return value.MakeRecord(r)
	}
}

// spreadRecord makes a record some of whose names are known only now: later wins, in the earlier place.
func (c *compiler) spreadRecord(e *ir.Record, fns []valueFn) valueFn {
	pos := e.Pos
	return func(fr *frame) value.Value {
		shape := fr.m.shapes.Empty()
		var vals []value.Value
		put := func(name string, v value.Value) bool {
			if s := shape.Slot(name); s != nil {
				vals[s.Index] = v
			} else {
				shape = fr.m.shapes.With(shape, name)
				vals = append(vals, v)
			}
			return true
		}
		for i, f := range fns {
			v := f(fr)
			if fr.m.err != nil {
				return value.None
			}
			fr.at = pos
			if !e.Fields[i].Spread {
				put(e.Fields[i].Name, v)
			} else if !fr.spread(v, put) {
				return value.None
			}
		}
		if !fr.charge(48 + len(vals)*valueSize) {
			return value.None
		}
		r := value.NewRecord(shape)
		copy(r.Vals, vals)
		return value.MakeRecord(r)
	}
}

// spread calls put for each field of `...v`; none has none.
func (fr *frame) spread(v value.Value, put func(string, value.Value) bool) bool {
	switch v.Kind() {
	case value.KindRecord, value.KindMap:
		value.EachField(v, func(name string, x value.Value) bool { return put(name, x.Share()) })
	case value.KindNone:
	default:
		fr.fail(ir.FaultExpected, "record", v.TypeName())
		return false
	}
	return true
}

func (c *compiler) mapLit(e *ir.Record) valueFn {
	fns := make([]valueFn, len(e.Fields))
	for i, f := range e.Fields {
		fns[i] = c.keep(f.X)
	}
	pos := e.Pos
	return func(fr *frame) value.Value {
		m := value.NewMap(len(fns))
		put := func(name string, v value.Value) bool {
			if !fr.charge(64) {
				return false
			}
			m.Set(name, v)
			return true
		}
		for i, f := range fns {
			v := f(fr)
			if fr.m.err != nil {
				return value.None
			}
			fr.at = pos
			if !e.Fields[i].Spread {
				put(e.Fields[i].Name, v)
			} else if !fr.spread(v, put) {
				return value.None
			}
		}
		return value.MakeMap(m)
	}
}

func (c *compiler) toMap(e *ir.ToMap) valueFn {
	x, pos := c.expr(e.X), e.Pos
	return func(fr *frame) value.Value {
		v := x(fr)
		if v.Kind() == value.KindRecord {
			fr.at = pos
			if fr.charge(64 * len(v.Record().Vals)) {
				return value.MakeMap(v.AsMap())
			}
		}
		return v
	}
}

func (c *compiler) rangeLit(e *ir.Range) valueFn {
	from, to, pos := c.num(e.From), c.num(e.To), e.Pos
	return func(fr *frame) value.Value {
		a, b := from(fr), to(fr)
		fr.at = pos
		return fr.makeRange(a, b, 1)
	}
}

// fieldCache remembers where a field was in the records a place of the program met last. Machines share it, so it is swapped whole.
type fieldCache struct{ slot atomic.Pointer[value.Slot] }

func (c *compiler) field(e *ir.Field) valueFn {
	x, name, pos := c.expr(e.X), e.Name, e.Pos
	cache := &fieldCache{}
	if l, ok := e.X.(*ir.Local); ok && !l.Var.Boxed && l.Var.Owner == c.fn {
		slot := l.Var.Slot
		return func(fr *frame) value.Value {
			if r := fr.regs[slot].Record(); r != nil {
				if s := cache.slot.Load(); s != nil && s.Shape == r.Shape {
					return r.Vals[s.Index]
				}
			}
			return fr.field(fr.regs[slot], name, pos, cache)
		}
	}
	return func(fr *frame) value.Value {
		v := x(fr)
		if r := v.Record(); r != nil {
			if s := cache.slot.Load(); s != nil && s.Shape == r.Shape {
				return r.Vals[s.Index]
			}
		}
		return fr.field(v, name, pos, cache)
	}
}

// field reads a field that was not where the cache said. A missing one of a record is none.
func (fr *frame) field(v value.Value, name string, pos ir.Pos, cache *fieldCache) value.Value {
	switch v.Kind() {
	case value.KindRecord:
		r := v.Record()
		s := r.Shape.Slot(name)
		if s == nil {
			return value.None
		}
		cache.slot.Store(s)
		return r.Vals[s.Index]
	case value.KindMap:
		return v.Field(name)
	case value.KindNone:
		return fr.failAt(pos, ir.FaultNone, name)
	}
	if x, ok := property(v, name); ok {
		return x
	}
	return fr.failAt(pos, ir.FaultNoField, name, v.TypeName())
}

func (c *compiler) index(e *ir.Index) valueFn {
	x, pos := c.expr(e.X), e.Pos
	if e.I.Rep() == ir.RepNumber {
		i := c.num(e.I)
		return func(fr *frame) value.Value {
			v := x(fr)
			f := i(fr)
			if l := v.List(); l != nil {
				if k := int(f); float64(k) == f && uint(k) < uint(len(l.Items)) {
					return l.Items[k]
				}
			}
			return fr.element(v, value.Number(f), pos)
		}
	}
	i := c.expr(e.I)
	return func(fr *frame) value.Value {
		v := x(fr)
		return fr.element(v, i(fr), pos)
	}
}

// element reads v[i]. Of a map a missing key is none.
func (fr *frame) element(v, i value.Value, pos ir.Pos) value.Value {
	if fr.m.err != nil {
		return value.None
	}
	fr.at = pos
	switch v.Kind() {
	case value.KindList:
		items := v.List().Items
		if k, ok := fr.place(i, len(items), "list"); ok {
			return items[k]
		}
		return value.None
	case value.KindRange:
		if k, ok := fr.place(i, v.Count(), "list"); ok {
			return value.Number(v.Range().Item(k))
		}
		return value.None
	case value.KindString:
		if i.IsNumber() && v.IsASCII() {
			if k, ok := fr.place(i, v.Bytes(), "string"); ok {
				return value.ASCII(v.Text()[k : k+1])
			}
			return value.None
		}
		if k, ok := fr.place(i, fr.m.positions.length(v), "string"); ok {
			return fr.m.positions.character(v, k)
		}
		return value.None
	case value.KindMap, value.KindRecord:
		if i.Kind() != value.KindString {
			return fr.fail(ir.FaultExpected, "string", i.TypeName())
		}
		return v.Field(i.Text())
	case value.KindNone:
		text, _ := value.AppendSource(nil, i)
		return fr.fail(ir.FaultNone, "["+string(text)+"]")
	}
	return fr.fail(ir.FaultOperand, "[ ]", v.TypeName())
}

// place turns an index into an int below n, or fails; what names the value that is indexed.
func (fr *frame) place(i value.Value, n int, what string) (int, bool) {
	if !i.IsNumber() {
		fr.fail(ir.FaultExpected, "number", i.TypeName())
		return 0, false
	}
	f := i.Float()
	k := int(f)
	if float64(k) != f {
		fr.fail(ir.FaultNotInteger, value.FormatNumber(f))
		return 0, false
	}
	if uint(k) >= uint(n) {
		fr.fail(ir.FaultIndex, value.FormatNumber(f), what, value.FormatNumber(float64(n)))
		return 0, false
	}
	return k, true
}

// leftOutIfNone compiles an argument that is left out when there is no value for it.
func (c *compiler) leftOutIfNone(e *ir.LeftOut) valueFn {
	x := c.keep(e.X)
	return func(fr *frame) value.Value {
		if v := x(fr); !v.IsNone() {
			return v
		}
		return value.Unset
	}
}

func (c *compiler) check(e *ir.Check) valueFn {
	x, pos, t := c.expr(e.X), e.Pos, e.Type
	return func(fr *frame) value.Value {
		v := x(fr)
		if fr.m.err != nil {
			return value.None
		}
		w, m := value.Conform(v, t, guarded)
		if m == nil {
			return w
		}
		fr.at = pos
		return fr.mismatch(m)
	}
}

// mismatch notes that a value is not of the type asked.
func (fr *frame) mismatch(m *value.Mismatch) value.Value {
	if m.TooDeep {
		fr.outcome(value.TooDeep)
		return value.None
	}
	if m.Path != "" {
		return fr.fail(ir.FaultExpectedAt, m.Expected, m.Found, m.Path)
	}
	return fr.fail(ir.FaultExpected, m.Expected, m.Found)
}

func (c *compiler) query(e *ir.Query) valueFn {
	fns := make([]valueFn, len(e.Params))
	for i, p := range e.Params {
		fns[i] = c.keep(p)
	}
	texts := e.Texts
	return func(fr *frame) value.Value {
		params := make([]value.Value, len(fns))
		for i, f := range fns {
			params[i] = f(fr)
		}
		return value.MakeQuery(&value.Query{Texts: texts, Params: params})
	}
}

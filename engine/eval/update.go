package eval

import (
	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// varPlace compiles finding where a variable's value is kept.
func (c *compiler) varPlace(v *ir.Var, pos ir.Pos) placeFn {
	if i, ok := c.captured(v); ok {
		return func(fr *frame) *value.Value { return boxPlace(fr, fr.caps[i], v, pos) }
	}
	slot := v.Slot
	if v.Boxed {
		return func(fr *frame) *value.Value { return boxPlace(fr, fr.regs[slot], v, pos) }
	}
	return func(fr *frame) *value.Value { return &fr.regs[slot] }
}

func boxPlace(fr *frame, cell value.Value, v *ir.Var, pos ir.Pos) *value.Value {
	b := cell.Box()
	if b.Frozen {
		fr.failAt(pos, ir.FaultFrozen, v.Name)
		return nil
	}
	return &b.V
}

func (c *compiler) globalPlace(g *ir.Global, pos ir.Pos) placeFn {
	i, name := c.p.globals[g], g.Name
	return func(fr *frame) *value.Value {
		if fr.m.frozen {
			fr.failAt(pos, ir.FaultFrozen, name)
			return nil
		}
		return &fr.m.globals[i]
	}
}

func (c *compiler) root(p *ir.Place, pos ir.Pos) placeFn {
	if p.Var != nil {
		return c.varPlace(p.Var, pos)
	}
	return c.globalPlace(p.Global, pos)
}

// change is what an update does to the value at the end of its path; it reads its operands from registers filled before.
type change func(fr *frame, place *value.Value)

// update compiles a change in place: operands first, then the way to the place, owning each object on it, then the change itself.
func (c *compiler) update(s *ir.Update) stmtFn {
	if f := c.quickUpdate(s); f != nil {
		return f
	}
	root := c.root(&s.Place, s.Pos)
	path := make([]pathStep, len(s.Place.Path))
	for i, step := range s.Place.Path {
		path[i] = pathStep{pos: step.Pos, name: step.Name}
		if step.Index != nil {
			path[i].index, path[i].slot = c.expr(step.Index), c.temps(1)
		}
	}
	eval, apply := c.operands(s)
	pos := s.Pos
	return func(fr *frame) control {
		for i := range path {
			if p := &path[i]; p.index != nil {
				fr.regs[p.slot] = p.index(fr)
			}
		}
		eval(fr)
		if fr.m.err != nil {
			return doFail
		}
		fr.at = pos
		place := root(fr)
		if place == nil {
			return doFail
		}
		fr.descend(place, path, apply)
		return fr.ended()
	}
}

// pathStep is a step of a path whose index, if any, stands in a register.
type pathStep struct {
	pos   ir.Pos
	name  string
	index valueFn
	slot  int
}

// descend goes along path from place, taking ownership on the way, and applies the change at its end.
func (fr *frame) descend(place *value.Value, path []pathStep, apply change) {
	if place.IsUnset() {
		fr.fail(ir.FaultUnset, "var")
		return
	}
	for i := range path {
		p := &path[i]
		fr.at = p.pos
		last := i == len(path)-1
		value.Own(place, 1, &fr.m.copies)
		if p.index == nil {
			place = fr.fieldPlace(place, p.name, last)
		} else {
			place = fr.elementPlace(place, fr.regs[p.slot], last)
		}
		if place == nil {
			return
		}
	}
	apply(fr, place)
}

// fieldPlace finds a field of the record at place, which is owned. With create a missing one is added.
func (fr *frame) fieldPlace(place *value.Value, name string, create bool) *value.Value {
	switch place.Kind() {
	case value.KindRecord:
		r := place.Record()
		if s := r.Shape.Slot(name); s != nil {
			return &r.Vals[s.Index]
		}
		if !create {
			fr.fail(ir.FaultNone, name)
			return nil
		}
		grown := value.NewRecord(fr.m.shapes.With(r.Shape, name))
		n := copy(grown.Vals, r.Vals)
		grown.Vals[n] = value.None
		*place = value.MakeRecord(grown)
		return &grown.Vals[n]
	case value.KindMap:
		return fr.mapPlace(place.Map(), name, create)
	case value.KindNone:
		fr.fail(ir.FaultNone, name)
	default:
		fr.fail(ir.FaultNoField, name, place.TypeName())
	}
	return nil
}

// elementPlace finds an element of the list or map at place, which is owned. With create a missing key of a map is added.
func (fr *frame) elementPlace(place *value.Value, i value.Value, create bool) *value.Value {
	switch place.Kind() {
	case value.KindList:
		items := place.List().Items
		if k, ok := fr.place(i, len(items), "list"); ok {
			return &items[k]
		}
		return nil
	case value.KindMap, value.KindRecord:
		if i.Kind() != value.KindString {
			fr.fail(ir.FaultExpected, "string", i.TypeName())
			return nil
		}
		return fr.fieldPlace(place, i.Text(), create)
	case value.KindNone:
		text, _ := value.AppendSource(nil, i)
		fr.fail(ir.FaultNone, "["+string(text)+"]")
		return nil
	}
	fr.fail(ir.FaultOperand, "[ ]", place.TypeName())
	return nil
}

// mapEntrySize is what an entry of a map costs in bytes, key, value and index together.
const mapEntrySize = 72

func (fr *frame) mapPlace(m *value.Map, key string, create bool) *value.Value {
	if p := m.Ref(key); p != nil {
		return p
	}
	if !create {
		fr.fail(ir.FaultNone, key)
		return nil
	}
	if !fr.charge(mapEntrySize) || m.Len() >= ir.MaxItems {
		return nil
	}
	m.Set(key, value.None)
	return m.Ref(key)
}

// operands compiles what an update evaluates before it looks for its place, and the change it makes there.
func (c *compiler) operands(s *ir.Update) (eval outFn, apply change) {
	if s.Method != "" {
		return c.methodChange(s)
	}
	slot := c.temps(1)
	x := c.keep(s.X)
	eval = func(fr *frame) { fr.regs[slot] = x(fr) }
	if s.Op == ir.OpNone {
		return eval, func(fr *frame, place *value.Value) { *place = fr.regs[slot] }
	}
	op := s.Op
	return eval, func(fr *frame, place *value.Value) { fr.combine(op, place, fr.regs[slot]) }
}

// combine is `place op= x`. A list grows in place.
func (fr *frame) combine(op ir.Op, place *value.Value, x value.Value) {
	if place.IsNumber() && x.IsNumber() {
		*place = value.Number(calculate(op, number(*place), number(x)))
		return
	}
	if op == ir.OpAdd && place.IsList() && x.IsList() {
		n := x.Count()
		value.Own(place, n, &fr.m.copies)
		l := place.List()
		if !fr.growList(l, n) {
			return
		}
		start := len(l.Items)
		l.Items = l.Items[:start+n]
		copyShared(l.Items[start:], x)
		return
	}
	if v := fr.operate(op, *place, x); fr.m.err == nil {
		*place = v
	}
}

// growList makes room for n more elements in a list that is owned, doubling so that growing one by one is linear.
func (fr *frame) growList(l *value.List, n int) bool {
	need := len(l.Items) + n
	if need <= cap(l.Items) {
		return true
	}
	size := max(need, 2*cap(l.Items), 4)
	if !fr.chargeItems(size) {
		return false
	}
	grown := make([]value.Value, len(l.Items), size)
	copy(grown, l.Items)
	l.Items = grown
	return true
}

// methodChange compiles `x = x.append(e)` and its relatives.
func (c *compiler) methodChange(s *ir.Update) (outFn, change) {
	base, n := c.temps(len(s.Args)), len(s.Args)
	fns := make([]valueFn, n)
	for i, a := range s.Args {
		fns[i] = c.keep(a)
	}
	run := changes[s.Method]
	if run == nil {
		bug.Reportf("eval: no change in place for %q", s.Method)
		run = func(*frame, *value.Value, []value.Value) {}
	}
	eval := func(fr *frame) {
		for i, f := range fns {
			fr.regs[base+i] = f(fr)
		}
	}
	return eval, func(fr *frame, place *value.Value) { run(fr, place, fr.regs[base:base+n]) }
}

// changes are the methods that have a form that works in place.
var changes = map[string]func(fr *frame, place *value.Value, args []value.Value){
	"list.append":   listAppend,
	"list.insert":   listInsert,
	"list.removeAt": listRemoveAt,
	"list.set":      listSet,
	"map.with":      mapWith,
	"map.without":   mapWithout,
}

// ownList makes the list at place the frame's to change; nil after an error.
func (fr *frame) ownList(place *value.Value, room int) *value.List {
	if !place.IsList() {
		fr.fail(ir.FaultExpected, "list", place.TypeName())
		return nil
	}
	if place.IsShared() && !fr.chargeItems(place.Count()+room) {
		return nil
	}
	value.Own(place, room, &fr.m.copies)
	l := place.List()
	if room > 0 && !fr.growList(l, room) {
		return nil
	}
	return l
}

func listAppend(fr *frame, place *value.Value, args []value.Value) {
	if l := fr.ownList(place, 1); l != nil {
		l.Items = append(l.Items, args[0])
	}
}

func listInsert(fr *frame, place *value.Value, args []value.Value) {
	i, ok := fr.place(args[0], place.Count()+1, "list")
	if !ok {
		return
	}
	if l := fr.ownList(place, 1); l != nil {
		l.Items = append(l.Items, value.None)
		copy(l.Items[i+1:], l.Items[i:])
		l.Items[i] = args[1]
	}
}

func listRemoveAt(fr *frame, place *value.Value, args []value.Value) {
	i, ok := fr.place(args[0], place.Count(), "list")
	if !ok {
		return
	}
	if l := fr.ownList(place, 0); l != nil {
		copy(l.Items[i:], l.Items[i+1:])
		l.Items[len(l.Items)-1] = value.None
		l.Items = l.Items[:len(l.Items)-1]
	}
}

func listSet(fr *frame, place *value.Value, args []value.Value) {
	i, ok := fr.place(args[0], place.Count(), "list")
	if !ok {
		return
	}
	if l := fr.ownList(place, 0); l != nil {
		l.Items[i] = args[1]
	}
}

// ownMap makes the map at place the frame's to change; nil after an error.
func (fr *frame) ownMap(place *value.Value) *value.Map {
	switch place.Kind() {
	case value.KindMap:
		if place.IsShared() && !fr.charge(mapEntrySize*place.Map().Len()) {
			return nil
		}
		value.Own(place, 1, &fr.m.copies)
	case value.KindRecord:
		*place = value.MakeMap(place.AsMap())
	default:
		fr.fail(ir.FaultExpected, "record", place.TypeName())
		return nil
	}
	return place.Map()
}

func mapWith(fr *frame, place *value.Value, args []value.Value) {
	m := fr.ownMap(place)
	if m == nil {
		return
	}
	if p := fr.mapPlace(m, args[0].Text(), true); p != nil {
		*p = args[1]
	}
}

func mapWithout(fr *frame, place *value.Value, args []value.Value) {
	if m := fr.ownMap(place); m != nil {
		m.Delete(args[0].Text())
	}
}

// quickUpdate compiles the updates that loops are made of: a number or a string variable that grows, `xs += [e]`, `xs[i] = e`, `r.f = e`.
func (c *compiler) quickUpdate(s *ir.Update) stmtFn {
	switch {
	case s.Method != "":
		return nil
	case len(s.Place.Path) == 0 && s.Op != ir.OpNone:
		return c.quickCombine(s)
	case len(s.Place.Path) == 1 && s.Place.Path[0].Index != nil && s.Place.Path[0].Index.Rep() == ir.RepNumber:
		return c.quickElement(s)
	}
	return nil
}

// quickCombine is `x op= e` for a variable without a path.
func (c *compiler) quickCombine(s *ir.Update) stmtFn {
	if v := s.Place.Var; v != nil && v.Rep == ir.RepNumber && s.X.Rep() == ir.RepNumber && v.Owner == c.fn && !v.Boxed {
		self := &ir.Local{Node: ir.Node{Pos: s.Pos, R: ir.RepNumber}, Var: v}
		return c.store(&ir.Binary{Node: ir.Node{Pos: s.Pos, R: ir.RepNumber}, Op: s.Op, L: self, R: s.X}, v.Slot)
	}
	list, ok := s.X.(*ir.List)
	if !ok || s.Op != ir.OpAdd || len(list.Items) != 1 || list.Items[0].Spread {
		return nil
	}
	x, root, pos := c.keep(list.Items[0].X), c.root(&s.Place, s.Pos), s.Pos
	return func(fr *frame) control {
		v := x(fr)
		if fr.m.err != nil {
			return doFail
		}
		fr.at = pos
		place := root(fr)
		if place == nil {
			return doFail
		}
		if l := fr.ownList(place, 1); l != nil {
			l.Items = append(l.Items, v)
		}
		return fr.ended()
	}
}

// quickElement is `xs[i] = e` and `xs[i] op= e`; what is no list that may be written goes the long way.
func (c *compiler) quickElement(s *ir.Update) stmtFn {
	root, pos, op := c.root(&s.Place, s.Pos), s.Place.Path[0].Pos, s.Op
	index, x := c.num(s.Place.Path[0].Index), c.keep(s.X)
	slot := c.temps(1)
	path := []pathStep{{pos: pos, slot: slot, index: c.expr(s.Place.Path[0].Index)}}
	return func(fr *frame) control {
		i := index(fr)
		v := x(fr)
		if fr.m.err != nil {
			return doFail
		}
		place := root(fr)
		if place == nil {
			return doFail
		}
		if l := place.List(); l != nil && !place.IsShared() {
			if k := int(i); float64(k) == i && uint(k) < uint(len(l.Items)) {
				if op == ir.OpNone {
					l.Items[k] = v
					return goOn
				}
				if p := &l.Items[k]; p.IsNumber() && v.IsNumber() {
					*p = value.Number(calculate(op, number(*p), number(v)))
					return goOn
				}
			}
		}
		fr.regs[slot] = value.Number(i)
		fr.at = s.Pos
		fr.descend(place, path, func(fr *frame, p *value.Value) {
			if op == ir.OpNone {
				*p = v
			} else {
				fr.combine(op, p, v)
			}
		})
		return fr.ended()
	}
}

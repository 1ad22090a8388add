package value

import (
	"slices"
	"strconv"
	"unsafe"

	"github.com/codescript-lang/coder/engine/ir"
)

// Mismatch says where a value is not of the type asked.
type Mismatch struct {
	Expected string // "string", or a literal as written
	Found    string
	Path     string // ".posts[3].title"; empty for the value itself
	TooDeep  bool

	trail []int // the steps of Path by number, the innermost first: how far reading got
}

// Is tells whether v is a t, deeply. It takes time that grows with the objects of v and the parts of t, not with the places that these are
// held in.
func Is(v Value, t *ir.Type) (bool, Outcome) {
	c := conformer{quiet: true}
	_, m := c.conform(v, t, 0)
	if m != nil && m.TooDeep {
		return false, TooDeep
	}
	return m == nil, Done
}

// Conform gives v as a t: v itself, or, where t asks for maps and v holds records, with those as maps, and, where t asks for functions, with
// what guard makes of those that v holds: what a function takes and gives is known only when it is called. It takes
// as little time as Is.
func Conform(v Value, t *ir.Type, guard func(f Value, result *ir.Type) Value) (Value, *Mismatch) {
	c := conformer{guard: guard}
	return c.conform(v, t, 0)
}

// conformer is one walk through a value. An object that is held in many places would be met in each, and once for each member of the
// unions around it, more often than there is time for where each holds the next one twice. So the walk remembers what became of an object
// and a type, from freeSteps on.
type conformer struct {
	quiet bool                                 // nobody asks for the place of a mismatch, nor for maps
	guard func(f Value, result *ir.Type) Value // nil when quiet
	steps int                                  // values looked at
	found map[asked]answer
}

// asked is a question of the walk: whether an object is of a type.
type asked struct {
	object unsafe.Pointer
	t      *ir.Type
}

type answer struct {
	v Value
	m *Mismatch // its Path and trail begin at the object
}

// kindNames are the names of expected kinds in messages.
var kindNames = map[ir.TypeKind]string{
	ir.TypeNever: "never", ir.TypeNone: "none", ir.TypeBool: "bool", ir.TypeNumber: "number", ir.TypeString: "string", ir.TypeTime: "time",
	ir.TypeHTML: "html", ir.TypeResponse: "response", ir.TypeQuery: "query", ir.TypeFile: "file", ir.TypeFunc: "function",
	ir.TypeList: "list", ir.TypeMap: "record", ir.TypeRecord: "record", ir.TypeModel: "record",
}

var scalarKinds = map[ir.TypeKind]Kind{
	ir.TypeNone: KindNone, ir.TypeBool: KindBool, ir.TypeNumber: KindNumber, ir.TypeString: KindString, ir.TypeTime: KindTime,
	ir.TypeHTML: KindHTML, ir.TypeResponse: KindResponse, ir.TypeQuery: KindQuery, ir.TypeFile: KindFile,
}

var anyMismatch = &Mismatch{}

func (c *conformer) mismatch(v Value, expected string) (Value, *Mismatch) {
	if c.quiet {
		return v, anyMismatch
	}
	return v, &Mismatch{Expected: expected, Found: v.TypeName()}
}

// under adds a step to the front of a mismatch's path: the i-th field or element.
func (c *conformer) under(m *Mismatch, i int, step func() string) *Mismatch {
	if c.quiet || m.TooDeep {
		return m
	}
	m.Path = step() + m.Path
	m.trail = append(m.trail, i)
	return m
}

// further tells whether reading got further before a than before b.
func further(a, b *Mismatch) bool {
	for i := 1; ; i++ {
		switch {
		case i > len(a.trail):
			return false
		case i > len(b.trail):
			return true
		}
		if x, y := a.trail[len(a.trail)-i], b.trail[len(b.trail)-i]; x != y {
			return x > y
		}
	}
}

func (c *conformer) conform(v Value, t *ir.Type, depth int) (Value, *Mismatch) {
	if depth > ir.MaxNesting {
		return v, &Mismatch{TooDeep: true}
	}
	if c.steps++; c.steps < freeSteps || !v.holds() {
		return c.look(v, t, depth)
	}
	q := asked{v.pointer(), t}
	a, known := c.found[q]
	if !known {
		if a.v, a.m = c.look(v, t, depth); a.m != nil && a.m.TooDeep { // here; elsewhere it may not be
			return a.v, a.m
		}
		if c.found == nil {
			c.found = map[asked]answer{}
		}
		c.found[q] = a
	}
	if a.m != nil && !c.quiet { // whose path grows on its way out
		m := *a.m
		m.trail = slices.Clone(m.trail)
		a.m = &m
	}
	if known { // what was made of the object is held in one place more
		a.v.Share()
	}
	return a.v, a.m
}

// holds reports whether other values are in v.
func (v Value) holds() bool {
	k := v.Kind()
	return k == KindList || k == KindRecord || k == KindMap
}

// look is conform of what no answer is known of.
func (c *conformer) look(v Value, t *ir.Type, depth int) (Value, *Mismatch) {
	switch t.Kind {
	case ir.TypeAny:
		return v, nil
	case ir.TypeLiteral:
		lit := literal(t.Literal)
		if same, _ := Equal(v, lit); same && v.Kind() == lit.Kind() {
			return v, nil
		}
		if c.quiet {
			return v, anyMismatch
		}
		text, _ := AppendSource(nil, lit)
		return c.mismatch(v, string(text))
	case ir.TypeUnion:
		return c.union(v, t, depth)
	case ir.TypeList:
		return c.list(v, t, depth)
	case ir.TypeMap:
		return c.mapping(v, t, depth)
	case ir.TypeRecord:
		return c.record(v, t, depth)
	case ir.TypeFunc:
		switch {
		case v.Kind() != KindFunc:
			return c.mismatch(v, kindNames[t.Kind])
		case c.quiet:
			return v, nil
		}
		return c.guard(v, t.Elem), nil
	case ir.TypeModel:
		if v.Kind() == KindRecord {
			return v, nil
		}
	default:
		if k, ok := scalarKinds[t.Kind]; ok && v.Kind() == k {
			return v, nil
		}
	}
	return c.mismatch(v, kindNames[t.Kind])
}

func literal(e ir.Expr) Value {
	switch e := e.(type) {
	case *ir.Num:
		return Number(e.Value)
	case *ir.Str:
		return String(e.Value)
	case *ir.Bool:
		return Bool(e.Value)
	}
	return None
}

// union reports the member that got furthest; of those that got equally far the first that is not none.
func (c *conformer) union(v Value, t *ir.Type, depth int) (Value, *Mismatch) {
	var best *Mismatch
	bestNone := false
	for _, member := range t.Members {
		w, m := c.conform(v, member, depth+1)
		if m == nil || m.TooDeep {
			return w, m
		}
		if best == nil || further(m, best) || bestNone && !further(best, m) {
			best, bestNone = m, member.Kind == ir.TypeNone
		}
	}
	if best == nil {
		return c.mismatch(v, "never")
	}
	return v, best
}

func (c *conformer) list(v Value, t *ir.Type, depth int) (Value, *Mismatch) {
	if v.Kind() == KindRange {
		if v.Count() == 0 {
			return v, nil
		}
		_, m := c.conform(Number(v.Range().From), t.Elem, depth+1)
		return v, m
	}
	l := v.List()
	if l == nil {
		return c.mismatch(v, "list")
	}
	if t.Elem.Kind == ir.TypeAny {
		return v, nil
	}
	var changed []Value
	for i, x := range l.Items {
		y, m := c.conform(x, t.Elem, depth+1)
		if m != nil {
			return v, c.under(m, i, func() string { return "[" + strconv.Itoa(i) + "]" })
		}
		if changed == nil && !Identical(x, y) {
			changed = make([]Value, len(l.Items))
			shareAll(changed, l.Items[:i])
		}
		if changed != nil {
			changed[i] = y.Share()
		}
	}
	if changed != nil {
		return MakeList(changed), nil
	}
	return v, nil
}

func (c *conformer) mapping(v Value, t *ir.Type, depth int) (Value, *Mismatch) {
	if k := v.Kind(); k != KindMap && k != KindRecord {
		return c.mismatch(v, "record")
	}
	var bad *Mismatch
	out := (*Map)(nil)
	if v.Kind() == KindRecord && !c.quiet {
		out = v.AsMap()
	}
	n := -1
	EachField(v, func(name string, x Value) bool {
		n++
		y, m := c.conform(x, t.Elem, depth+1)
		if m != nil {
			bad = c.under(m, n, func() string { return step1(name) })
			return false
		}
		if !c.quiet && !Identical(x, y) {
			if out == nil {
				out = v.Map().clone(0)
				for i := range out.entries {
					out.entries[i].Val.Share()
				}
			}
			out.Set(name, y)
		}
		return true
	})
	if bad != nil || out == nil {
		return v, bad
	}
	return MakeMap(out), nil
}

func step1(name string) string {
	if IsIdentifier(name) {
		return "." + name
	}
	return "[" + string(appendQuoted(nil, name)) + "]"
}

func (c *conformer) record(v Value, t *ir.Type, depth int) (Value, *Mismatch) {
	if k := v.Kind(); k != KindMap && k != KindRecord {
		return c.mismatch(v, "record")
	}
	var out *Record
	for i := range t.Fields {
		f := &t.Fields[i]
		x, there := lookup(v, f.Name)
		if !there && f.Optional {
			continue
		}
		y, m := c.conform(x, f.Type, depth+1)
		if m != nil {
			return v, c.under(m, i, func() string { return step1(f.Name) })
		}
		if c.quiet || Identical(x, y) {
			continue
		}
		if r := v.Record(); r != nil {
			if out == nil {
				out = NewRecord(r.Shape)
				shareAll(out.Vals, r.Vals)
			}
			out.Vals[r.Shape.Slot(f.Name).Index] = y.Share()
		}
	}
	if out == nil {
		return v, nil
	}
	return MakeRecord(out), nil
}

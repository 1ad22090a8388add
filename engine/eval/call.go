package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// result compiles what a function gives. Where the caller wants it written to the page, markup is written there and then, and the
// calls a result consists of write theirs.
func (c *compiler) result(e ir.Expr) valueFn {
	switch e := e.(type) {
	case *ir.Markup:
		body := c.outs(e.Body)
		keep := captured(body, e.Pos)
		return func(fr *frame) value.Value {
			if fr.write {
				body(fr)
				return value.Unset
			}
			return keep(fr)
		}
	case *ir.Call:
		if r := e.Rep(); r == ir.RepHTML || r == ir.RepAny {
			return c.invoke(e, func(fr *frame) bool { return fr.write })
		}
	case *ir.Cond:
		cond, a, b := c.cond(e.C), c.result(e.A), c.result(e.B)
		return func(fr *frame) value.Value {
			if cond(fr) {
				return a(fr)
			}
			return b(fr)
		}
	case *ir.Bind:
		return c.bind(e, c.result)
	case *ir.Match:
		return c.match(e, c.result)
	case *ir.Local:
		// The variable dies with the call, so what it holds moves out; a parameter's value may still be the caller's.
		if slot, ok := c.plainSlot(e); ok && !e.Var.Captured && !c.isParam(e.Var) {
			return func(fr *frame) value.Value { return fr.regs[slot] }
		}
	}
	return c.keep(e)
}

func (c *compiler) isParam(v *ir.Var) bool {
	for _, p := range c.fn.Params {
		if p.Var == v {
			return true
		}
	}
	return false
}

func never(*frame) bool { return false }

// call compiles a call whose result is a value.
func (c *compiler) call(e *ir.Call) valueFn { return c.invoke(e, nil) }

// invoke compiles a call of a declared function; write, unless nil, tells whether the result may go to the page.
func (c *compiler) invoke(e *ir.Call, write func(*frame) bool) valueFn {
	target, pos := c.p.codeOf(e.Func), e.Pos
	if len(e.Args) > len(e.Func.Params) {
		bug.Reportf("eval: call of %q with %d arguments", e.Func.Name, len(e.Args))
		return func(*frame) value.Value { return value.None }
	}
	if write == nil {
		if f := c.quickCall(e, target); f != nil {
			return f
		}
		write = never
	}
	args := make([]valueFn, len(e.Func.Params))
	for i := range args {
		if i < len(e.Args) && e.Args[i] != nil {
			args[i] = c.argument(target, i, e.Args[i])
		} else {
			args[i] = leftOut
		}
	}
	base := c.temps(len(args))
	return func(fr *frame) value.Value {
		temps := fr.regs[base : base+len(args)]
		for i, arg := range args {
			temps[i] = arg(fr)
		}
		if fr.m.err != nil {
			return value.None
		}
		fr.at = pos
		f := fr.push(target)
		if f == nil {
			return value.None
		}
		f.write = write(fr)
		copy(f.regs, temps)
		return target.run(f)
	}
}

// leftOut is an argument that is not given.
func leftOut(*frame) value.Value { return value.Unset }

// arguments compiles the arguments of a call of a function that is not known.
func (c *compiler) arguments(args []ir.Expr) []valueFn {
	fns := make([]valueFn, len(args))
	for i, a := range args {
		fns[i] = c.keep(a)
	}
	return fns
}

// quickCall compiles calls with up to three arguments, all given.
func (c *compiler) quickCall(e *ir.Call, target *code) valueFn {
	if len(e.Args) != len(e.Func.Params) || len(e.Args) > 3 {
		return nil
	}
	for _, a := range e.Args {
		if a == nil {
			return nil
		}
	}
	pos := e.Pos
	switch len(e.Args) {
	case 0:
		return func(fr *frame) value.Value {
			fr.at = pos
			f := fr.push(target)
			if f == nil {
				return value.None
			}
			return target.run(f)
		}
	case 1:
		return c.quickCall1(e, target)
	case 2:
		a0, a1 := c.argument(target, 0, e.Args[0]), c.argument(target, 1, e.Args[1])
		return func(fr *frame) value.Value {
			x := a0(fr)
			y := a1(fr)
			if fr.m.err != nil {
				return value.None
			}
			fr.at = pos
			f := fr.push(target)
			if f == nil {
				return value.None
			}
			f.regs[0], f.regs[1] = x, y
			return target.run(f)
		}
	}
	a0, a1, a2 := c.argument(target, 0, e.Args[0]), c.argument(target, 1, e.Args[1]), c.argument(target, 2, e.Args[2])
	return func(fr *frame) value.Value {
		x := a0(fr)
		y := a1(fr)
		z := a2(fr)
		if fr.m.err != nil {
			return value.None
		}
		fr.at = pos
		f := fr.push(target)
		if f == nil {
			return value.None
		}
		f.regs[0], f.regs[1], f.regs[2] = x, y, z
		return target.run(f)
	}
}

func (c *compiler) quickCall1(e *ir.Call, target *code) valueFn {
	pos := e.Pos
	if e.Args[0].Rep() == ir.RepNumber {
		arg := c.num(e.Args[0])
		return func(fr *frame) value.Value {
			x := arg(fr)
			if fr.m.err != nil {
				return value.None
			}
			fr.at = pos
			f := fr.push(target)
			if f == nil {
				return value.None
			}
			f.regs[0] = value.Number(x)
			return target.run(f)
		}
	}
	arg := c.argument(target, 0, e.Args[0])
	return func(fr *frame) value.Value {
		x := arg(fr)
		if fr.m.err != nil {
			return value.None
		}
		fr.at = pos
		f := fr.push(target)
		if f == nil {
			return value.None
		}
		f.regs[0] = x
		return target.run(f)
	}
}

func (c *compiler) callValue(e *ir.CallValue) valueFn {
	fn, pos := c.expr(e.Fn), e.Pos
	// Where the checker knows the type of the function, one that takes fewer arguments may stand for it.
	known := e.Fn.Rep() == ir.RepFunc
	args := c.arguments(e.Args)
	base := c.temps(len(args))
	return func(fr *frame) value.Value {
		callee := fn(fr)
		temps := fr.regs[base : base+len(args)]
		for i, arg := range args {
			temps[i] = arg(fr)
		}
		if fr.m.err != nil {
			return value.None
		}
		fr.at = pos
		f := callee.Func()
		switch {
		case f == nil:
			return fr.fail(ir.FaultNotCallable, callee.TypeName())
		case known:
			return fr.invoke(f, temps[:min(len(temps), f.Max)])
		}
		return fr.apply(f, temps)
	}
}

// guard is a function that is given where nothing is known of what it will be called with, or of what it gives: each time its
// arguments have to fit the types of its parameters, and what it gives the type that is expected.
type guard struct {
	fn     *value.Func
	result *ir.Type // nil when anything will do
}

// Captured returns the function.
func (g *guard) Captured() []value.Value { return []value.Value{value.MakeFunc(g.fn)} }

// guarded returns v behind a guard if it is a function that needs one.
func guarded(v value.Value, result *ir.Type) value.Value {
	f := v.Func()
	if f == nil {
		return v
	}
	if g, ok := f.Code.(*guard); ok && (result == nil || result == g.result) {
		return v
	}
	c, ok := f.Code.(*closure)
	if result == nil && (!ok || !slices.ContainsFunc(c.code.fn.Params, func(p ir.Param) bool { return p.Type != nil })) {
		return v
	}
	return value.MakeFunc(&value.Func{Name: f.Name, Min: f.Min, Max: f.Max, Code: &guard{f, result}})
}

// call calls the function behind a guard. A function may have come through any number of places, each of which put a guard before it:
// they are gone through in a loop, since their number has no limit as the depth of calls has.
func (g *guard) call(fr *frame, args []value.Value) value.Value {
	at := fr.at
	results := []*ir.Type{g.result}
	f := g.fn
	for inner, ok := f.Code.(*guard); ok; inner, ok = f.Code.(*guard) {
		results = append(results, inner.result)
		f = inner.fn
	}
	v := fr.apply(f, args)
	for _, result := range slices.Backward(results) {
		if fr.m.err != nil {
			return v
		}
		if result == nil {
			continue
		}
		w, m := value.Conform(v, result, guarded)
		if m != nil {
			fr.at = at
			return fr.mismatch(m)
		}
		v = w
	}
	return v
}

// apply calls a function of which the checker knew nothing: the number of arguments and their types have to fit.
func (fr *frame) apply(f *value.Func, args []value.Value) value.Value {
	if len(args) < f.Min || len(args) > f.Max {
		name := f.Name
		if name == "" {
			name = "fn"
		}
		if f.Max != f.Min {
			return fr.fail(ir.FaultArgumentRange, name, strconv.Itoa(f.Min), strconv.Itoa(f.Max), strconv.Itoa(len(args)))
		}
		return fr.fail(ir.FaultArguments, name, strconv.Itoa(f.Min), strconv.Itoa(len(args)))
	}
	if c, ok := f.Code.(*closure); ok {
		for i := range args {
			if t := c.code.fn.Params[i].Type; t != nil {
				v, m := value.Conform(args[i], t, guarded)
				if m != nil {
					return fr.mismatch(m)
				}
				args[i] = v
			}
		}
	}
	return fr.invoke(f, args)
}

// builtin compiles a call of a standard function. The arguments stand in registers of the caller.
func (c *compiler) builtin(e *ir.Builtin) valueFn {
	impl, ok := builtins[e.Name]
	if !ok {
		bug.Reportf("eval: standard function %q is not implemented", e.Name)
		return func(*frame) value.Value { return value.None }
	}
	if f := c.quickBuiltin(e); f != nil {
		return f
	}
	if f := c.mathCall(e); f != nil {
		return func(fr *frame) value.Value { return value.Number(f(fr)) }
	}
	n := max(len(e.Args), impl.min)
	args := make([]valueFn, n)
	for i := range args {
		switch {
		case i >= len(e.Args) || e.Args[i] == nil:
			args[i] = leftOut
		case i == 0 && isMethod(e.Name) && impl.calls:
			args[i] = c.read(e.Args[i])
		case i == 0 && isMethod(e.Name) || impl.reads:
			args[i] = c.expr(e.Args[i])
		default:
			args[i] = c.keep(e.Args[i])
		}
	}
	base, pos, run := c.temps(n), e.Pos, impl.run
	return func(fr *frame) value.Value {
		temps := fr.regs[base : base+n]
		for i, arg := range args {
			temps[i] = arg(fr)
		}
		if fr.m.err != nil {
			return value.None
		}
		fr.at = pos
		return run(fr, temps)
	}
}

// isMethod tells whether the first argument is a receiver, which a method reads and does not keep. Methods that call functions keep it:
// they walk it while the functions may change the variable it came from.
func isMethod(name string) bool {
	for _, prefix := range methodPrefix {
		if prefix != "" && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// quickBuiltin compiles the properties that loops ask for again and again.
func (c *compiler) quickBuiltin(e *ir.Builtin) valueFn {
	switch e.Name {
	case "list.length", "string.length":
		x := c.expr(e.Args[0])
		pos := e.Pos
		return func(fr *frame) value.Value {
			v := x(fr)
			switch v.Kind() {
			case value.KindList, value.KindRange:
				return value.Number(float64(v.Count()))
			case value.KindString:
				return value.Number(float64(fr.m.positions.length(v)))
			}
			return fr.failAt(pos, ir.FaultNoField, "length", v.TypeName())
		}
	}
	return nil
}

func (c *compiler) builtinRef(e *ir.BuiltinRef) valueFn {
	impl, ok := builtins[e.Name]
	if !ok {
		bug.Reportf("eval: standard function %q is not implemented", e.Name)
		return func(*frame) value.Value { return value.None }
	}
	if e.Recv == nil {
		v := nativeValue(e.Name, impl, value.Unset)
		return func(*frame) value.Value { return v }
	}
	recv := c.keep(e.Recv)
	return func(fr *frame) value.Value { return nativeValue(e.Name, impl, recv(fr)) }
}

func nativeValue(name string, impl builtin, recv value.Value) value.Value {
	bound := 0
	if !recv.IsUnset() {
		bound = 1
	}
	n := &native{name: name, impl: impl, recv: recv}
	return value.MakeFunc(&value.Func{Name: shortName(name), Min: impl.min - bound, Max: impl.max - bound, Code: n})
}

// shortName returns a standard function's name without its module or type.
func shortName(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

// callMethod compiles `x.name(…)` of an `any`.
func (c *compiler) callMethod(e *ir.CallMethod) valueFn {
	x, name, pos := c.keep(e.X), e.Name, e.Pos
	args := c.arguments(e.Args)
	base := c.temps(len(args) + 1)
	return func(fr *frame) value.Value {
		temps := fr.regs[base : base+len(args)+1]
		temps[0] = x(fr)
		for i, arg := range args {
			temps[i+1] = arg(fr)
		}
		if fr.m.err != nil {
			return value.None
		}
		fr.at = pos
		return fr.method(temps, name)
	}
}

// method calls a field that is a function, or a method of what args[0] is, with the rest of args.
func (fr *frame) method(args []value.Value, name string) value.Value {
	x := args[0]
	if x.IsNone() {
		return fr.fail(ir.FaultNone, name)
	}
	if f := x.Field(name).Func(); f != nil {
		return fr.apply(f, args[1:])
	}
	impl, ok := builtins[methodPrefix[x.Kind()]+name]
	if !ok || methodPrefix[x.Kind()] == "" || impl.property {
		return fr.fail(ir.FaultNoMethod, name, x.TypeName())
	}
	if len(args) < impl.min || len(args) > impl.max {
		return fr.fail(ir.FaultArguments, name, strconv.Itoa(impl.min-1), strconv.Itoa(len(args)-1))
	}
	if impl.calls {
		for i := range args {
			args[i] = guarded(args[i], nil)
		}
	}
	return impl.run(fr, args)
}

// methodPrefix names where the methods of a kind of value are declared. A record from outside is a map to an `any`.
var methodPrefix = [...]string{
	value.KindNumber: "number.", value.KindString: "string.", value.KindList: "list.", value.KindRange: "list.", value.KindMap: "map.",
	value.KindRecord: "map.", value.KindTime: "time.", value.KindBox: "",
}

// property reads a property of a value that is no record: `length` and the parts of a time.
func property(v value.Value, name string) (value.Value, bool) {
	prefix := methodPrefix[v.Kind()]
	if prefix == "" {
		return value.None, false
	}
	impl, ok := builtins[prefix+name]
	if !ok || !impl.property {
		return value.None, false
	}
	return impl.run(nil, []value.Value{v}), true
}

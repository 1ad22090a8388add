package eval

import (
	"strconv"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// code is a compiled function.
type code struct {
	fn    *ir.Func
	slots int // registers a call needs, temporaries included
	// run runs the body in a frame whose parameters are set (Unset where an argument was left out) and gives the result. Where
	// frame.write is set it may write the result to the page instead and give Unset.
	run func(*frame) value.Value
	// self is the function as a value, for functions that capture nothing.
	self value.Value
	// kept has a bit for each parameter whose value may outlive the call; see borrow.go.
	kept uint64
}

// frame is one call that is running. Frames of a Machine are a list that is made once and used again: a call takes the next one, so that
// how many there are is how deep calls nest.
type frame struct {
	regs   []value.Value
	caps   []value.Value // what the running closure carries
	m      *Machine
	code   *code
	ret    value.Value
	at     ir.Pos // where this call is, when it calls something or fails
	write  bool   // the caller wants the result written to the page
	depth  int
	parent *frame
	next   *frame
	buf    []value.Value
}

// push takes the frame for a call of c from fr, or notes an error and returns nil.
func (fr *frame) push(c *code) *frame {
	m := fr.m
	if m.steps--; m.steps < 0 && !m.tick(fr) {
		return nil
	}
	f := fr.next
	if f == nil {
		if f = fr.grow(); f == nil {
			return nil
		}
	}
	if cap(f.buf) < c.slots {
		f.buf = make([]value.Value, c.slots+4)
	}
	f.regs = f.buf[:c.slots]
	f.code = c
	f.write = false
	return f
}

func (fr *frame) grow() *frame {
	if fr.depth > ir.MaxDepth { // the first frame is top-level code, which is no call
		fr.fail(ir.FaultDepth, strconv.Itoa(ir.MaxDepth))
		return nil
	}
	fr.next = &frame{m: fr.m, parent: fr, depth: fr.depth + 1}
	return fr.next
}

// closure is what a function value runs.
type closure struct {
	fn   value.Func
	code *code
	caps []value.Value
}

// Captured returns the values and cells the closure carries.
func (c *closure) Captured() []value.Value { return c.caps }

// native is a standard function as a value.
type native struct {
	name string
	impl builtin
	recv value.Value // bound receiver; Unset for none
}

// Captured returns the bound receiver.
func (n *native) Captured() []value.Value {
	if n.recv.IsUnset() {
		return nil
	}
	return []value.Value{n.recv}
}

// call calls a function value from a standard function: fr.at says where. More arguments than the function takes are left out, which
// is how a callback that does not ask for the index does not get it.
func (fr *frame) call(fn value.Value, args ...value.Value) value.Value {
	f := fn.Func()
	if f == nil {
		return fr.fail(ir.FaultNotCallable, fn.TypeName())
	}
	if len(args) > f.Max {
		args = args[:f.Max]
	}
	return fr.invoke(f, args)
}

// invoke calls f with args, which it does not keep.
func (fr *frame) invoke(f *value.Func, args []value.Value) value.Value {
	switch c := f.Code.(type) {
	case *closure:
		callee := fr.push(c.code)
		if callee == nil {
			return value.None
		}
		n := copy(callee.regs[:len(c.code.fn.Params)], args)
		for i := n; i < len(c.code.fn.Params); i++ {
			callee.regs[i] = value.Unset
		}
		if c.code.fn.Rest && n < len(c.code.fn.Params) {
			callee.regs[len(c.code.fn.Params)-1] = value.MakeMap(value.NewMap(0))
		}
		callee.caps = c.caps
		return c.code.run(callee)
	case *native:
		if !c.recv.IsUnset() {
			args = append([]value.Value{c.recv}, args...)
		}
		return c.impl.run(fr, args)
	case *guard:
		return c.call(fr, args)
	}
	return value.None
}

// callback is a function value a standard function calls many times, looked into once.
type callback struct {
	fr   *frame
	fn   *value.Func
	c    *closure
	wide bool // takes the index, too
}

// callback prepares fn for calls with one element and its index; ok is false when fn is no function.
func (fr *frame) callback(fn value.Value) (cb callback, ok bool) {
	f := fn.Func()
	if f == nil {
		fr.fail(ir.FaultNotCallable, fn.TypeName())
		return cb, false
	}
	cb = callback{fr: fr, fn: f, wide: f.Min >= 2}
	if c, is := f.Code.(*closure); is && len(c.code.fn.Params) == 1 && !c.code.fn.Rest {
		cb.c = c
	}
	return cb, true
}

// with calls the function with an element and its index, or name; ok is false after an error.
func (cb *callback) with(x, i value.Value) (v value.Value, ok bool) {
	fr := cb.fr
	if cb.c != nil {
		f := fr.push(cb.c.code)
		if f == nil {
			return value.None, false
		}
		f.regs[0] = x
		f.caps = cb.c.caps
		v = cb.c.code.run(f)
		return v, fr.m.err == nil
	}
	args := [2]value.Value{x, i}
	n := 1
	if cb.wide {
		n = 2
	}
	if cb.fn.Max < n {
		n = cb.fn.Max
	}
	v = fr.invoke(cb.fn, args[:n])
	return v, fr.m.err == nil
}

// pair calls the function with two values (reduce, sort); ok is false after an error.
func (cb *callback) pair(a, b value.Value) (v value.Value, ok bool) {
	fr := cb.fr
	if c, is := cb.fn.Code.(*closure); is && len(c.code.fn.Params) == 2 && !c.code.fn.Rest {
		f := fr.push(c.code)
		if f == nil {
			return value.None, false
		}
		f.regs[0], f.regs[1] = a, b
		f.caps = c.caps
		v = c.code.run(f)
		return v, fr.m.err == nil
	}
	v = fr.call(value.MakeFunc(cb.fn), a, b)
	return v, fr.m.err == nil
}

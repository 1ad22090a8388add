// Calls on the way to an origin: what a function with type parameters gives is what it was given for them.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// tracedCall is a call whose function says in type parameters what becomes of what it is given.
type tracedCall struct {
	v        *fileView
	call     *check.Call
	fn       *types.Func // as it is declared
	self     types.Type  // of a method: what it is called on
	receiver syntax.PostfixExpr
	parts    []syntax.Node // of the receiver
	path     []syntax.Node // to the chain that the call is in, where it is asked what becomes of its result; else nil
	end      int           // of the call's parts in the chain
}

// callAt is the call of what the parts before it are; nil when nothing is known of it.
func (t *tracer) callAt(v *fileView, p syntax.PostfixExpr, before []syntax.Node, part syntax.Node) *tracedCall {
	info := t.info(v, part.Span().Start)
	if info == nil {
		return nil
	}
	call := info.CallOf(part)
	if call == nil || call.Callee == nil {
		return nil
	}
	c := &tracedCall{v: v, call: call}
	switch s := call.Callee; {
	case s.Std != nil:
		c.fn = s.Std.Func()
		if s.Std.Kind == std.Method && len(before) > 0 {
			c.self, c.receiver, c.parts = s.Std.Self, p, before[:len(before)-1]
		}
	default:
		c.fn, _ = s.Type.(*types.Func)
	}
	if c.fn == nil {
		return nil
	}
	return c
}

// generic reports whether type parameters say what becomes of the arguments, and not the body of the function.
func (c *tracedCall) generic() bool { return c.call.Callee.Std != nil || len(c.fn.TypeParams) > 0 }

// through goes through a type of the call's function: at a type parameter on with what was given for it, but for one argument.
func (c *tracedCall) through(t *tracer, typ types.Type, steps []string, but syntax.Node) {
	if t.left--; t.left < 0 {
		return
	}
	step := ""
	if len(steps) > 0 {
		step = steps[0]
	}
	switch typ := typ.(type) {
	case *types.Param:
		c.given(t, typ, steps, but)
	case *types.Union:
		for _, m := range typ.Members {
			c.through(t, m, steps, but)
		}
	case *types.List:
		if step == stepElement {
			c.through(t, typ.Elem, steps[1:], but)
		}
	case *types.Map:
		if step == stepElement {
			c.through(t, typ.Elem, steps[1:], but)
		}
	case *types.Record:
		if name, ok := strings.CutPrefix(step, "."); ok {
			if f, has := typ.Field(name); has {
				c.through(t, f.Type, steps[1:], but)
			}
		}
	case *types.Func:
		if step == stepResult {
			c.through(t, typ.Result, steps[1:], but)
		}
		for i, p := range typ.Params {
			if step == stepParam(i) {
				c.through(t, p.Type, steps[1:], but)
			}
		}
	}
}

// toParams calls f with the type parameters that steps through a type lead to, and the steps that are left there.
func (c *tracedCall) toParams(typ types.Type, steps []string, f func(param *types.Param, rest []string)) {
	switch typ := typ.(type) {
	case *types.Param:
		f(typ, steps)
	case *types.List:
		if len(steps) > 0 && steps[0] == stepElement {
			c.toParams(typ.Elem, steps[1:], f)
		}
	case *types.Map:
		if len(steps) > 0 && steps[0] == stepElement {
			c.toParams(typ.Elem, steps[1:], f)
		}
	}
}

// given goes on with what a call gives for a type parameter, by the ways that lead to it in the types of what is given.
func (c *tracedCall) given(t *tracer, param *types.Param, steps []string, but syntax.Node) {
	if c.self != nil {
		waysTo(c.self, param, nil, func(way []string) { t.postfix(c.v, c.receiver, c.parts, append(way, steps...)) })
	}
	c.taken(t, param, steps, but)
}

// taken is given for the arguments, and goes on with what is asked of the result where the type parameter is in it.
func (c *tracedCall) taken(t *tracer, param *types.Param, steps []string, but syntax.Node) {
	if c.path != nil {
		waysTo(c.fn.Result, param, nil, func(way []string) { t.wantedOf(c.v, c.path, c.end, append(way, steps...)) })
	}
	for _, a := range c.call.Args {
		if a.Node == but || a.Param < 0 || a.Param >= len(c.fn.Params) {
			continue
		}
		typ := c.fn.Params[a.Param].Type
		if list, ok := typ.(*types.List); ok && c.fn.Params[a.Param].Rest {
			typ = list.Elem
		}
		waysTo(typ, param, nil, func(way []string) { t.follow(c.v, a.Node, append(way, steps...)) })
	}
}

// waysTo calls f with the steps from a value of a type to each value of a type parameter that it gives. What a function takes it does
// not give.
func waysTo(typ types.Type, param *types.Param, way []string, f func(way []string)) {
	if len(way) > maxOwner {
		return
	}
	on := func(step string) []string { return append(slices.Clone(way), step) }
	switch typ := typ.(type) {
	case *types.Param:
		if typ == param {
			f(slices.Clone(way))
		}
	case *types.Union:
		for _, m := range typ.Members {
			waysTo(m, param, way, f)
		}
	case *types.List:
		waysTo(typ.Elem, param, on(stepElement), f)
	case *types.Map:
		waysTo(typ.Elem, param, on(stepElement), f)
	case *types.Record:
		for _, field := range typ.Fields {
			waysTo(field.Type, param, on("."+field.Name), f)
		}
	case *types.Func:
		waysTo(typ.Result, param, on(stepResult), f)
	}
}

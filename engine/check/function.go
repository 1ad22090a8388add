package check

import (
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// function is a function whose body is being checked.
type function struct {
	outer   *function
	depth   int        // function literals it stands in, itself included
	want    types.Type // what it must return; nil when that is inferred
	returns []types.Type
}

// headDepth says how closely the heads of functions are looked at.
type headDepth uint8

const (
	headChecked headDepth = iota // all of it
	headTypes                    // only as far as types come from it
	headWritten                  // only the types that are written
)

// head reads the head of a function: its result is nil when it does not write one. A parameter with neither type nor
// default gets its type from untyped, by its place and name, if that is not nil, else it is any.
func (c *checker) head(typeParams, params, result syntax.Node, untyped func(i int, name string) types.Type) *types.Func {
	f := &types.Func{TypeParams: c.typeParams(typeParams)}
	for item := range params.Items() {
		p, ok := syntax.AsParam(item)
		if !ok || !p.Name().Ok() || p.Name().Missing() {
			continue
		}
		par := types.Parameter{Name: names.Text(p.Name()), Default: p.Default().Ok(), Rest: p.Ellipsis().Ok()}
		switch {
		case p.Type().Ok():
			par.Type = c.typ(p.Type())
			if par.Default && c.heads == headChecked {
				c.exprTo(p.Default(), par.Type)
			}
		case par.Default && c.heads == headWritten:
			par.Type = types.Invalid
		case par.Default:
			par.Type = types.Settle(c.expr(p.Default(), nil))
		case untyped != nil:
			par.Type = untyped(len(f.Params), par.Name)
		default:
			par.Type = types.Any
		}
		f.Params = append(f.Params, par)
		c.bind(p.Name(), par.Type)
	}
	if result.Ok() {
		f.Result = c.typ(result)
	}
	return f
}

// body checks the body of the function n, which must give a want unless that is nil, and returns what it gives.
func (c *checker) body(want types.Type, body, n syntax.Node) types.Type {
	fn := &function{outer: c.fn, want: want}
	if c.fn != nil {
		fn.depth = c.fn.depth
	}
	if n.Kind() == syntax.KindFnExpr {
		fn.depth++
	}
	loops := c.loops
	c.fn, c.loops = fn, nil
	defer func() { c.fn, c.loops = fn.outer, loops }()

	b, ok := syntax.AsBlock(body)
	switch {
	case ok:
		leaves := c.statements(b.Body())
		if want == nil && body.HasError() { // half-typed: nothing follows from what is not there yet
			if len(fn.returns) == 0 {
				return types.Invalid
			}
			return types.Join(fn.returns...)
		}
		if !leaves {
			c.fallsOff(fn, n)
		}
		return types.Join(fn.returns...)
	case !body.Ok():
		return types.Invalid
	}
	return c.value(body, want)
}

// fallsOff settles a function whose end can be reached, which gives none there.
func (c *checker) fallsOff(fn *function, n syntax.Node) {
	fn.returns = append(fn.returns, types.None)
	if fn.want == nil || types.Assignable(types.None, fn.want) {
		return
	}
	name := nameOf(n)
	c.report(diag.New(diag.MissingReturn, name.Span(), diag.Quote("name", name.Text()), diag.Quote("wanted", types.Brief(fn.want))))
}

// nameOf is where a function says what it is called: its name, else its keyword.
func nameOf(n syntax.Node) syntax.Node {
	switch n.Kind() {
	case syntax.KindFnDecl:
		return syntax.FnDecl{Node: n}.Name()
	case syntax.KindActionDecl:
		return syntax.ActionDecl{Node: n}.Name()
	}
	for child := range n.Children() {
		return child
	}
	return n
}

// fnDecl checks a declared function.
func (c *checker) fnDecl(d syntax.FnDecl) {
	f := c.head(d.TypeParams(), d.Params(), d.Result(), nil)
	got := c.body(f.Result, d.Body(), d.Node)
	if f.Result == nil {
		f.Result = got
	}
	c.gives = f
	c.record(d.Node, f)
	if d.Name().Ok() && !d.Name().Missing() && c.info != nil {
		c.noteSymbol(d.Name(), c.topSymbol(names.Text(d.Name())))
		c.record(d.Name(), f)
	}
}

// webDecl checks a page, layout, action or paths, which gives a want. A parameter without a type gets it from untyped.
func (c *checker) webDecl(n, params, result, body syntax.Node, want types.Type, untyped func(i int, name string) types.Type) {
	f := c.head(syntax.Node{}, params, result, untyped)
	if f.Result == nil {
		f.Result = want
	} else if !types.Assignable(f.Result, want) {
		c.mismatch(result, f.Result, want)
	}
	c.body(f.Result, body, n)
	c.gives = f
	c.record(n, f)
}

// formFields reports the parameters of an action that no form can fill.
func (c *checker) formFields(params syntax.Node) {
	for item := range params.Items() {
		p, ok := syntax.AsParam(item)
		if !ok || !p.Type().Ok() {
			continue
		}
		if t := c.typ(p.Type()); !isFormField(t) {
			c.report(diag.New(diag.TypeMismatch, p.Type().Span(), diag.Quote("name", names.Text(p.Name())), diag.Quote("found", types.Brief(t))).As("form"))
		}
	}
}

// isFormField reports whether a form can give values of t: texts, what is read from one (numbers, bools, times), and files;
// each perhaps not there, or several of one name. Literal types are choices of texts or numbers.
func isFormField(t types.Type) bool {
	if types.IsAny(t) {
		return true
	}
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case types.Basic:
			if u != types.String && u != types.Number && u != types.Bool && u != types.Time && u != types.File && u != types.None {
				return false
			}
		case types.Literal:
		case *types.List:
			if _, nested := types.Under(u.Elem).(*types.List); nested || !isFormField(u.Elem) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// fnExpr checks a function literal. A parameter without a type takes it from the expected function.
func (c *checker) fnExpr(d syntax.FnExpr, want types.Type) types.Type {
	expected, ok := wanted[*types.Func](want, nil)
	if !ok {
		expected = &types.Func{}
	}
	mark := c.flow.mark()
	defer c.flow.rewind(mark)
	c.forgetVariables()
	f := c.head(d.TypeParams(), d.Params(), d.Result(), func(i int, _ string) types.Type {
		if i < len(expected.Params) {
			return expected.Params[i].Type
		}
		return types.Any
	})
	result := f.Result
	if result == nil && expected.Result != nil && !types.IsAny(expected.Result) {
		result = expected.Result
	}
	got := c.body(result, d.Body(), d.Node)
	if f.Result == nil {
		f.Result = got
	}
	return f
}

// forgetVariables drops what is known of variables: a function literal may run when they have changed.
func (c *checker) forgetVariables() {
	roots := map[string]bool{}
	for key := range c.flow.known {
		root, _, _ := strings.Cut(key, ".")
		roots[root] = true
	}
	for root := range roots {
		isVar := false
		if name, _ := splitKey(root); name != "" {
			d, ok := c.q.Decl(Ref{c.path, name})
			isVar = ok && d.Kind == names.Var
		} else if offset, err := strconv.Atoi(root); err == nil {
			l := c.res.LocalAt(offset)
			isVar = l != nil && l.Kind == names.LocalVar
		}
		if isVar {
			c.flow.forget(root)
		}
	}
}

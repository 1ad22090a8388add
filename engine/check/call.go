package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
	"strconv"
	"strings"
)

// argument is one argument on its way to a parameter.
type argument struct {
	node  syntax.Node // what the diagnostics about the argument as a whole point at
	value syntax.Node // the expression; absent for an attribute without one
	name  syntax.Node // where it is given by name
	label string      // the name, "" by place
	param int         // -1 until it has met one
	// typ is the type of an argument that is no expression: an attribute's text, a component's content.
	typ types.Type
}

// shown is what a diagnostic about an argument's value points at.
func (a *argument) shown() syntax.Node {
	if a.value.Ok() {
		return a.value
	}
	if attr, ok := syntax.AsAttr(a.node); ok && attr.Value().Ok() {
		return attr.Value()
	}
	return a.name
}

// call checks `f(…)`.
func (c *checker) call(ch *chain, d syntax.CallPart, hint types.Type) types.Type {
	args := c.arguments(d)
	t := ch.t
	if ch.ns != nil || types.IsInvalid(t) {
		ch.ns = nil
		c.looseArguments(args)
		return types.Invalid
	}
	if types.HasNone(t) && !types.IsAny(t) {
		text := d.Tree().Text().Slice(ch.span())
		c.report(diag.New(diag.PossiblyNone, ch.span(), diag.Quote("found", text)))
		t = types.Exclude(t, types.None)
	}
	if types.IsAny(t) {
		c.looseArguments(args)
		c.noteCall(d.Node, &Call{Callee: ch.sym, Args: recorded(args), Children: -1})
		return types.Any
	}
	f, ok := calledAs(t)
	if !ok {
		c.looseArguments(args)
		found := diag.New(diag.NotCallable, ch.span(), diag.Quote("found", types.Brief(t)))
		if d.Args().Len() == 0 {
			found = found.WithFix(removeFix("()", d.Span()))
		}
		c.report(found)
		return types.Invalid
	}
	if ch.recv != nil {
		c.modelRead(ch.recv, ch.sym.Name, d.Node)
	}
	callee := calleeSite{span: ch.span(), name: d.Tree().Text().Slice(ch.span()), named: ch.sym != nil, call: d}
	callee.shut = d.Close().Span().Start
	for item := range d.Args().Items() { // behind the last argument, with a comma unless it has one
		callee.shut, callee.comma = item.Span().End, !(syntax.Arg{Node: item}).Comma().Ok()
		if !callee.comma {
			callee.shut = d.Close().Span().Start
		}
	}
	if !c.place(args, f, callee) {
		c.looseArguments(args)
		return resultOf(f)
	}
	inst := c.fill(args, f, hint)
	c.noteCall(d.Node, &Call{Callee: ch.sym, Func: inst, Args: recorded(args), Children: -1})
	return inst.Result
}

func (c *checker) noteCall(n syntax.Node, call *Call) {
	if c.info != nil {
		c.info.calls[c.info.place(n)] = call
	}
}

// recorded are the arguments as an Info gives them.
func recorded(args []argument) []Argument {
	out := make([]Argument, 0, len(args))
	for _, a := range args {
		if !a.node.Ok() {
			continue // a component's content
		}
		n := a.value
		if a.node.Kind() != syntax.KindArg {
			n = a.node
		}
		out = append(out, Argument{Param: a.param, Node: n, Name: a.label})
	}
	return out
}

// calledAs returns the function that a value of type t is when it is called.
func calledAs(t types.Type) (*types.Func, bool) {
	ms := types.Members(t)
	if len(ms) == 0 {
		return &types.Func{Result: types.Never}, true
	}
	f, ok := types.Under(ms[0]).(*types.Func)
	if !ok {
		return nil, false
	}
	for _, m := range ms[1:] { // a union of functions is called as the first that fits as all others
		g, ok := types.Under(m).(*types.Func)
		if !ok || len(g.Params) != len(f.Params) {
			return nil, false
		}
		merged := &types.Func{Params: make([]types.Parameter, len(f.Params)), Result: types.NewUnion(f.Result, g.Result)}
		for i := range f.Params {
			merged.Params[i] = f.Params[i]
			merged.Params[i].Type = types.Narrow(f.Params[i].Type, g.Params[i].Type)
		}
		f = merged
	}
	return f, true
}

// resultOf is what a call gives whose arguments are in error.
func resultOf(f *types.Func) types.Type {
	if types.Mentions(f.Result, f.TypeParams) {
		return types.Invalid
	}
	return f.Result
}

// arguments lists the arguments of a call.
func (c *checker) arguments(d syntax.CallPart) []argument {
	var out []argument
	for item := range d.Args().Items() {
		a, ok := syntax.AsArg(item)
		if !ok {
			continue
		}
		arg := argument{node: item, value: a.Value(), param: -1}
		if a.Colon().Ok() && a.Name().Ok() {
			arg.name, arg.label = a.Name(), names.Text(a.Name())
		}
		out = append(out, arg)
	}
	return out
}

// looseArguments checks arguments of which nothing is expected.
func (c *checker) looseArguments(args []argument) {
	for _, a := range args {
		if a.typ == nil && a.value.Ok() {
			c.expr(a.value, nil)
		}
	}
}

// calleeSite is how diagnostics speak of what is called.
type calleeSite struct {
	span      source.Span
	name      string
	named     bool // it takes arguments by name
	component bool
	call      syntax.CallPart // absent of a component
	shut      int             // of a call, where its closing bracket is
	comma     bool            // of a call, something stands before that which a comma must follow
	given     map[string]bool
}

// place finds the parameter of each argument and reports those that have none, and parameters left without. It reports
// false when the call cannot be checked further.
func (c *checker) place(args []argument, f *types.Func, callee calleeSite) bool {
	filled := make([]bool, len(f.Params))
	callee.given = map[string]bool{}
	for _, a := range args {
		callee.given[a.label] = true
	}
	next, ok, byName := 0, true, callee.component
	tooMany := false
	for i := range args {
		a := &args[i]
		if a.label != "" {
			byName = true
			ok = c.placeNamed(a, f, filled, callee) && ok
			continue
		}
		for next < len(f.Params) && filled[next] && !f.Params[next].Rest {
			next++
		}
		if next == len(f.Params) {
			if !tooMany {
				c.report(withoutRest(c.wrongCount(a.value.Span(), len(args), f), callee.call, i))
			}
			tooMany, ok = true, false
			continue
		}
		a.param, filled[next] = next, true
		if !f.Params[next].Rest {
			next++
		}
	}
	if !ok {
		return false
	}
	var missing []types.Parameter
	for i, p := range f.Params {
		if !filled[i] && !p.Default && !p.Rest {
			missing = append(missing, p)
		}
	}
	if len(missing) == 0 {
		return true
	}
	if !byName {
		c.report(c.wrongCount(callee.span, len(args), f).WithFix(callee.addArguments(missing, "")))
		return false
	}
	for _, p := range missing {
		d := diag.New(diag.MissingArgument, callee.span, diag.Quote("callee", callee.name), diag.Quote("name", p.Name))
		if callee.component {
			d = d.WithFix(diag.Fix{
				Title: diag.FixAddArgument, Args: []diag.Arg{diag.Quote("name", p.Name)},
				Edits: []diag.Edit{{Span: source.Span{Start: callee.span.End, End: callee.span.End}, New: " " + p.Name + "={" + placeholder(p.Type) + "}"}},
			})
		} else {
			d = d.WithFix(callee.addArguments([]types.Parameter{p}, ": "))
		}
		c.report(d)
	}
	return false
}

// addArguments offers to write arguments behind those of a call, to be replaced. Sep stands behind the name of one given by name; "" to give them
// by place.
func (s calleeSite) addArguments(params []types.Parameter, sep string) diag.Fix {
	var named, written []string
	for _, p := range params {
		value := placeholder(p.Type)
		if sep != "" {
			value = p.Name + sep + value
		}
		written = append(written, value)
		named = append(named, p.Name)
	}
	text := strings.Join(written, ", ")
	if s.comma {
		text = ", " + text
	}
	return diag.Fix{
		Title: diag.FixAddArgument, Args: []diag.Arg{diag.Quote("name", strings.Join(named, ", "))},
		Edits: []diag.Edit{{Span: source.Span{Start: s.shut, End: s.shut}, New: text}},
	}
}

// placeholder writes a value of type t to be replaced.
func placeholder(t types.Type) string {
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case types.Literal:
			return types.Print(u)
		case *types.List:
			return "[]"
		case *types.Map:
			return "{}"
		case types.Basic:
			switch u {
			case types.Bool:
				return "false"
			case types.Number:
				return "0"
			case types.String:
				return `""`
			case types.HTML:
				return "<></>"
			}
		}
	}
	return "none"
}

// wrongCount is the diagnostic of too many or too few arguments by place.
func (c *checker) wrongCount(span source.Span, found int, f *types.Func) diag.Diagnostic {
	least, most := f.Required(), len(f.Params)
	wanted := diag.Count("wanted", most)
	switch {
	case most > 0 && f.Params[most-1].Rest:
		wanted = diag.Text("wanted", "≥ "+strconv.Itoa(least))
	case least != most:
		wanted = diag.Text("wanted", strconv.Itoa(least)+"–"+strconv.Itoa(most))
	}
	return diag.New(diag.WrongArgumentCount, span, diag.Count("found", found), wanted)
}

// placeNamed finds the parameter of an argument that is given by name.
func (c *checker) placeNamed(a *argument, f *types.Func, filled []bool, callee calleeSite) bool {
	at := a.name.Span()
	if !callee.named {
		c.report(diag.New(diag.UnknownArgument, at, diag.Quote("callee", callee.name), diag.Quote("name", a.label)).As("unnamed").
			WithFix(removeFix(a.label+":", source.Span{Start: at.Start, End: a.shown().Span().Start})))
		return false
	}
	rest := -1
	var known []string
	for i, p := range f.Params {
		if p.Rest {
			rest = i
			continue
		}
		if p.Name != a.label {
			if !filled[i] && !callee.given[p.Name] {
				known = append(known, p.Name)
			}
			continue
		}
		a.param = i
		if filled[i] {
			c.report(withoutItem(diag.New(diag.UnknownArgument, at, diag.Quote("callee", callee.name), diag.Quote("name", a.label)).As("duplicate"), a.node))
			return false
		}
		filled[i] = true
		return true
	}
	if rest >= 0 && isMap(f.Params[rest].Type) {
		a.param = rest
		return true
	}
	d := diag.New(diag.UnknownArgument, at, diag.Quote("callee", callee.name), diag.Quote("name", a.label))
	if meant := names.Suggest(a.label, known); meant != "" {
		d.Args = append(d.Args, diag.Quote("wanted", meant))
		d = d.As("suggest").WithFix(replaceFix(a.name, a.label, meant))
	}
	c.report(withoutItem(d, a.node))
	return false
}

func isMap(t types.Type) bool {
	_, ok := types.Under(t).(*types.Map)
	return ok
}

// paramType is what an argument for parameter p is given to.
func paramType(p types.Parameter) types.Type {
	if !p.Rest {
		return p.Type
	}
	switch t := types.Under(p.Type).(type) {
	case *types.List:
		return t.Elem
	case *types.Map:
		return t.Elem
	}
	return types.Any
}

// fill checks the arguments against their parameters and returns f as this call instantiates it. Function literals come
// last: what their parameters are is learned from the other arguments.
func (c *checker) fill(args []argument, f *types.Func, hint types.Type) *types.Func {
	if len(f.TypeParams) == 0 {
		for i := range args {
			c.fillOne(&args[i], paramType(f.Params[args[i].param]))
		}
		return f
	}
	f = types.Instantiate(f)
	inf := types.NewInference(f.TypeParams)
	hints := types.NewInference(f.TypeParams)
	if hint != nil && !types.IsAny(hint) {
		hints.Match(f.Result, hint)
	}
	literal := func(a *argument) bool { return a.typ == nil && a.value.Kind() == syntax.KindFnExpr }
	var open []int // arguments whose fit is judged when all is known
	got := make([]types.Type, len(args))
	for i := range args {
		if a := &args[i]; !literal(a) {
			got[i] = c.argumentType(a, softWant(paramType(f.Params[a.param]), f.TypeParams, inf, hints))
			inf.Match(paramType(f.Params[a.param]), got[i])
			open = append(open, i)
		}
	}
	for i := range args {
		if a := &args[i]; literal(a) {
			got[i] = c.literalArgument(a, paramType(f.Params[a.param]), f.TypeParams, inf, hints)
			open = append(open, i)
		}
	}
	bind := inf.Solve()
	for _, i := range open {
		a := &args[i]
		c.give(a.shown(), got[i], types.Substitute(paramType(f.Params[a.param]), bind))
	}
	inst := types.Substitute(&types.Func{Params: f.Params, Result: f.Result}, bind).(*types.Func)
	return inst
}

// literalArgument checks a function literal for a parameter of type p. What it gives may widen what its own parameters
// stand for, as `reduce([], fn(all, x) => all + [x])` does: then it is checked once more.
func (c *checker) literalArgument(a *argument, p types.Type, params []*types.Param, inf, hints *types.Inference) types.Type {
	diags, reads, links := len(c.diags), len(c.reads), len(c.links)
	want := literalWant(p, params, inf, hints)
	got := c.expr(a.value, want)
	inf.Match(p, got)
	again := literalWant(p, params, inf, hints)
	if types.Identical(want, again) {
		return got
	}
	c.diags, c.reads, c.links = c.diags[:diags], c.reads[:reads], c.links[:links]
	return c.expr(a.value, again)
}

// literalWant is softWant for a function literal: of what it gives, only what the call's own place tells is expected.
func literalWant(p types.Type, params []*types.Param, inf, hints *types.Inference) types.Type {
	f, ok := types.Under(p).(*types.Func)
	if !ok {
		return softWant(p, params, inf, hints)
	}
	want := softWant(f, params, inf, hints).(*types.Func)
	return &types.Func{Params: want.Params, Result: softWant(f.Result, params, types.NewInference(nil), hints)}
}

// softWant is what is expected of an argument for a parameter of type p while its type parameters are being inferred:
// those known so far are replaced, then those that the call's own place tells; what is still open expects nothing.
func softWant(p types.Type, params []*types.Param, inf, hints *types.Inference) types.Type {
	known, hinted := inf.Known(), hints.Known()
	bind := make(map[*types.Param]types.Type, len(params))
	for _, tp := range params {
		bind[tp] = types.Invalid
		if t, ok := hinted[tp]; ok {
			bind[tp] = t
		}
		if t, ok := known[tp]; ok {
			bind[tp] = t
		}
	}
	return types.Substitute(p, bind)
}

// argumentType checks an argument against a type that may still have open parameters in it.
func (c *checker) argumentType(a *argument, want types.Type) types.Type {
	if a.typ != nil {
		return a.typ
	}
	return c.expr(a.value, want)
}

// fillOne checks one argument against the type of its parameter.
func (c *checker) fillOne(a *argument, want types.Type) {
	switch {
	case a.typ == nil:
		c.exprTo(a.value, want)
	case !types.Assignable(a.typ, want):
		c.mismatch(a.shown(), a.typ, want)
	}
}

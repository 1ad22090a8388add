// Expectation: which type the surroundings ask for at a place, in a file that may be half typed. Completion puts what fits first.

package feature

import (
	"slices"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// fitness is how well a value suits a place.
type fitness uint8

const (
	fits    fitness = iota // it has the type that is asked for
	leads                  // it can be called, or has something, to get there
	differs                // it does not, or nothing is asked for
)

// expectation is what is known of the values that suit a place. The zero expectation asks for nothing.
type expectation struct {
	typ types.Type // nil when any of several will do, or nothing is known
	ok  func(types.Type) bool
}

// of is how well a value of type t suits.
func (e expectation) of(t types.Type) fitness {
	if e.ok == nil || t == nil || types.IsInvalid(t) || types.IsAny(t) {
		return differs
	}
	if e.ok(t) {
		return fits
	}
	if f, ok := t.(*types.Func); ok && !types.IsAny(f.Result) && !types.IsInvalid(f.Result) && f.Result != types.Never && e.ok(f.Result) {
		return leads
	}
	if o, ok := types.Under(t).(*types.Object); ok && len(o.Methods) > 0 {
		return leads
	}
	return differs
}

// wants expects a type.
func wants(t types.Type) expectation {
	if t == nil || types.IsInvalid(t) || types.IsAny(t) {
		return expectation{}
	}
	return expectation{typ: t, ok: func(s types.Type) bool { return types.Assignable(s, t) }}
}

// expecter finds what is expected at places of one declaration.
type expecter struct {
	info *check.Info
	tag  func(start syntax.StartTag) *types.Func // the component of a tag, nil of an element
}

// at is what is expected of the expression that begins at offset, in the innermost node of path. The path ends with the token before
// the expression, or with the node around it.
func (x expecter) at(path []syntax.Node, offset int) expectation {
	for i := len(path) - 1; i >= 0; i-- {
		n := path[i]
		if n.IsToken() || n.Kind().IsList() || past(n, offset) {
			continue
		}
		return x.in(path[:i+1], offset)
	}
	return expectation{}
}

// past reports whether an element of a list is over before offset, its comma being there.
func past(n syntax.Node, offset int) bool {
	var comma syntax.Node
	switch n.Kind() {
	case syntax.KindArg:
		comma = syntax.Arg{Node: n}.Comma()
	case syntax.KindListItem:
		comma = syntax.ListItem{Node: n}.Comma()
	case syntax.KindMatchPattern:
		comma = syntax.MatchPattern{Node: n}.Comma()
	case syntax.KindParam:
		comma = syntax.Param{Node: n}.Comma()
	}
	return comma.Ok() && !comma.Missing() && offset >= comma.Span().End
}

// in is what the last node of path expects of the expression in it that begins at offset.
func (x expecter) in(path []syntax.Node, offset int) expectation {
	n := path[len(path)-1]
	behind := func(token syntax.Node) bool { return token.Ok() && !token.Missing() && offset >= token.Span().End }
	outer := func() expectation { return x.at(path[:len(path)-1], n.Span().Start) }
	switch n.Kind() {
	case syntax.KindParenExpr:
		return outer()
	case syntax.KindTernaryExpr:
		if d := (syntax.TernaryExpr{Node: n}); behind(d.Question()) {
			return outer()
		}
		return condition()
	case syntax.KindLetStmt:
		if d := (syntax.LetStmt{Node: n}); behind(d.Eq()) && d.Type().Ok() {
			return wants(x.info.TypeOf(d.Type()))
		}
	case syntax.KindLetDirective:
		if d := (syntax.LetDirective{Node: n}); behind(d.Eq()) && d.Type().Ok() {
			return wants(x.info.TypeOf(d.Type()))
		}
	case syntax.KindParam:
		if d := (syntax.Param{Node: n}); behind(d.Eq()) && d.Type().Ok() {
			return wants(x.info.TypeOf(d.Type()))
		}
	case syntax.KindModelField:
		if d := (syntax.ModelField{Node: n}); behind(d.Eq()) {
			return wants(x.info.TypeOf(d.Type()))
		}
	case syntax.KindAssignStmt:
		if d := (syntax.AssignStmt{Node: n}); behind(d.Op()) {
			return wants(x.info.TypeOf(d.Target()))
		}
	case syntax.KindReturnStmt:
		return x.result(path)
	case syntax.KindFnDecl, syntax.KindFnExpr, syntax.KindPageDecl, syntax.KindLayoutDecl, syntax.KindActionDecl, syntax.KindPathsDecl:
		return x.result(path)
	case syntax.KindMemberPart:
		return x.at(path[:len(path)-1], offset)
	case syntax.KindPostfixExpr:
		return outer()
	case syntax.KindArg, syntax.KindCallPart:
		if behind((syntax.CallPart{Node: inner(path, syntax.KindCallPart)}).Close()) {
			return expectation{}
		}
		return x.argument(path, offset)
	case syntax.KindListItem, syntax.KindListExpr:
		if n.Kind() == syntax.KindListItem {
			return x.at(path[:len(path)-1], offset)
		}
		if l, ok := types.Under(strip(outer().typ)).(*types.List); ok {
			return wants(l.Elem)
		}
	case syntax.KindRecordField:
		if d := (syntax.RecordField{Node: n}); behind(d.Colon()) {
			return x.field(path, std.FieldName(d.Name()))
		}
	case syntax.KindMatchPattern, syntax.KindMatchArm:
		return x.arm(path, offset)
	case syntax.KindBinaryExpr, syntax.KindBinaryPart:
		return x.operand(path, offset)
	case syntax.KindUnaryExpr:
		if (syntax.UnaryExpr{Node: n}).Op().Kind() == syntax.KindNot {
			return condition()
		}
		return wants(types.Number)
	case syntax.KindIfClause, syntax.KindWhileStmt, syntax.KindIfDirectiveClause, syntax.KindAssertStmt:
		return condition()
	case syntax.KindForStmt, syntax.KindForDirective:
		return expectation{ok: iterable}
	case syntax.KindIndexPart:
		return wants(types.NewUnion(types.Number, types.String))
	case syntax.KindHole:
		return x.hole(path)
	}
	return expectation{}
}

// strip is t without none; Invalid for nil.
func strip(t types.Type) types.Type {
	if t == nil {
		return types.Invalid
	}
	return types.Exclude(t, types.None)
}

// condition expects what can be true or false.
func condition() expectation {
	return expectation{typ: types.Bool, ok: func(t types.Type) bool { return types.Assignable(t, types.Bool) || types.HasNone(t) }}
}

func iterable(t types.Type) bool {
	switch t := types.Under(types.Widen(t)).(type) {
	case *types.List, *types.Map:
		return true
	case types.Basic:
		return t == types.String
	}
	return false
}

// result is what the function around the last node of path says that it gives.
func (x expecter) result(path []syntax.Node) expectation {
	for i := len(path) - 1; i >= 0; i-- {
		var written syntax.Node
		switch n := path[i]; n.Kind() {
		case syntax.KindFnDecl:
			written = syntax.FnDecl{Node: n}.Result()
		case syntax.KindPathsDecl:
			return wants(pathsOf(n.Tree()))
		case syntax.KindPageDecl, syntax.KindLayoutDecl, syntax.KindActionDecl:
			return expectation{ok: func(t types.Type) bool { return types.Assignable(t, answer) }}
		case syntax.KindFnExpr:
			if written = (syntax.FnExpr{Node: n}).Result(); !written.Ok() {
				if f, ok := strip(x.at(path[:i], n.Span().Start).typ).(*types.Func); ok {
					return wants(f.Result)
				}
			}
		default:
			continue
		}
		if !written.Ok() {
			return expectation{}
		}
		return wants(x.info.TypeOf(written))
	}
	return expectation{}
}

// pathsOf is what the `paths` of a file gives: a list of records with the parameters of its page; nil when it has no page.
func pathsOf(tree *syntax.Tree) types.Type {
	for n := range (syntax.File{Node: tree.Root()}).Decls().Items() {
		page, ok := syntax.AsPageDecl(n)
		if !ok {
			continue
		}
		r := &types.Record{}
		for item := range page.Params().Items() {
			p := syntax.Param{Node: item}
			f := types.Field{Name: names.Text(p.Name()), Type: types.String}
			if b, ok := types.BasicByName(p.Type().Text()); ok {
				f.Type = b
			} else if p.Type().Kind() == syntax.KindListType {
				f.Type = &types.List{Elem: types.String}
			}
			r.Fields = append(r.Fields, f)
		}
		return &types.List{Elem: r}
	}
	return nil
}

// answer is what a page, layout or action may give.
var answer = types.NewUnion(types.HTML, types.Response)

// argument is what a call expects at offset.
func (x expecter) argument(path []syntax.Node, offset int) expectation {
	for i := len(path) - 1; i >= 0; i-- {
		call, ok := syntax.AsCallPart(path[i])
		if !ok {
			continue
		}
		f := x.callee(call.Node, syntax.PostfixExpr{Node: inner(path[:i], syntax.KindPostfixExpr)})
		if f == nil {
			break
		}
		at := activeArgument(spot{tree: call.Tree(), offset: offset, path: path}, call, f)
		if at < 0 {
			break
		}
		p := f.Params[at]
		if l, ok := p.Type.(*types.List); ok && p.Rest {
			return wants(l.Elem)
		}
		return wants(p.Type)
	}
	return expectation{}
}

// callee is the type of what a part of an expression calls; nil when that is unknown.
func (x expecter) callee(call syntax.Node, postfix syntax.PostfixExpr) *types.Func {
	name, value := calleeOf(postfix, call)
	if f, ok := x.info.TypeOf(value).(*types.Func); ok {
		return f
	}
	if name.Ok() {
		if s := x.info.SymbolOf(name); s != nil {
			f, _ := s.Type.(*types.Func)
			return f
		}
	}
	return nil
}

// field is what the record that holds the last node of path expects of a field.
func (x expecter) field(path []syntax.Node, name string) expectation {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].Kind() != syntax.KindRecordExpr {
			continue
		}
		var all []types.Type
		for _, r := range x.records(path[:i+1]) {
			if f, ok := r.Field(name); ok {
				all = append(all, f.Type)
			}
		}
		if len(all) > 0 {
			return wants(types.NewUnion(all...))
		}
		if m, ok := types.Under(strip(x.at(path[:i], path[i].Span().Start).typ)).(*types.Map); ok {
			return wants(m.Elem)
		}
		break
	}
	return expectation{}
}

// records are the record types of which the last node of path, a record, may be one, going by the literals in it.
func (x expecter) records(path []syntax.Node) []*types.Record {
	literal := syntax.RecordExpr{Node: path[len(path)-1]}
	expected := x.at(path[:len(path)-1], literal.Span().Start).typ
	if expected == nil {
		return nil
	}
	var out []*types.Record
	for _, m := range types.Members(expected) {
		if r, ok := types.Under(m).(*types.Record); ok && x.mayBe(literal, r) {
			out = append(out, r)
		}
	}
	return out
}

// mayBe reports whether the literals in a record are those that a type has in their places.
func (x expecter) mayBe(literal syntax.RecordExpr, r *types.Record) bool {
	for item := range literal.Fields().Items() {
		d, ok := syntax.AsRecordField(item)
		if !ok || !d.Value().Ok() {
			continue
		}
		f, ok := r.Field(std.FieldName(d.Name()))
		if !ok {
			continue
		}
		text, isText := names.StringValue(d.Value())
		if _, isLiteral := f.Type.(types.Literal); isLiteral && isText && !types.Assignable(types.StringLit(text), f.Type) {
			return false
		}
	}
	return true
}

// arm is what a match expects of a pattern, or of what an arm gives.
func (x expecter) arm(path []syntax.Node, offset int) expectation {
	for i := len(path) - 1; i >= 0; i-- {
		switch n := path[i]; n.Kind() {
		case syntax.KindMatchArm:
			if arrow := (syntax.MatchArm{Node: n}).FatArrow(); arrow.Ok() && !arrow.Missing() && offset >= arrow.Span().End {
				m := inner(path[:i], syntax.KindMatchExpr)
				return x.at(pathBefore(path, m), m.Span().Start)
			}
		case syntax.KindMatchExpr:
			return wants(x.info.TypeOf(syntax.MatchExpr{Node: n}.Subject()))
		case syntax.KindMatchDirective:
			return wants(x.info.TypeOf(syntax.MatchDirective{Node: n}.Subject()))
		}
	}
	return expectation{}
}

// pathBefore is the part of path that leads to n, without n.
func pathBefore(path []syntax.Node, n syntax.Node) []syntax.Node {
	return path[:max(slices.Index(path, n), 0)]
}

// operand is what an operation expects of the operand at offset.
func (x expecter) operand(path []syntax.Node, offset int) expectation {
	for i := len(path) - 1; i >= 0; i-- {
		e, ok := syntax.AsBinaryExpr(path[i])
		if !ok {
			continue
		}
		left, op := e.First(), syntax.Node{}
		for item := range e.Rest().Items() {
			part := syntax.BinaryPart{Node: item}
			if part.Op().Span().End > offset {
				break
			}
			if op.Ok() {
				left = item
			}
			op = part.Op()
		}
		if !op.Ok() { // the first operand: as the whole, where the operation keeps the type
			return expectation{}
		}
		switch op.Kind() {
		case syntax.KindAndAnd, syntax.KindOrOr:
			return condition()
		case syntax.KindQuestionQuestion:
			return x.at(path[:i], e.Span().Start)
		case syntax.KindEqEq, syntax.KindNotEq:
			return wants(x.info.TypeOf(left))
		case syntax.KindMinus, syntax.KindStar, syntax.KindSlash, syntax.KindPercent, syntax.KindDotDot:
			return wants(types.Number)
		}
		if t := x.info.TypeOf(left); t != nil {
			return wants(types.Widen(t))
		}
		break
	}
	return expectation{}
}

// hole is what the surroundings of a hole expect: text and markup, an attribute, or the argument of a component.
func (x expecter) hole(path []syntax.Node) expectation {
	for i := len(path) - 2; i >= 0; i-- {
		switch n := path[i]; n.Kind() {
		case syntax.KindString:
			return expectation{ok: printable}
		case syntax.KindElement, syntax.KindMarkupBlock:
			return expectation{ok: drawable}
		case syntax.KindAttr:
			return x.attribute(syntax.StartTag{Node: inner(path[:i], syntax.KindStartTag)}, syntax.Attr{Node: n})
		}
	}
	return expectation{}
}

func (x expecter) attribute(start syntax.StartTag, attr syntax.Attr) expectation {
	name := names.Text(attr.Name())
	quoted := attr.Value().Kind() == syntax.KindAttrString
	if f := x.tag(start); f != nil {
		if i := parameterOf(f, name); i >= 0 && !f.Params[i].Rest && !quoted {
			return wants(f.Params[i].Type)
		}
		return expectation{ok: printable}
	}
	switch {
	case quoted:
	case html.ContextOf(html.Tag{Name: start.Name().Text()}, attr.Name().Text()) == html.Handler:
		return expectation{typ: &types.Func{Result: types.Any}, ok: func(t types.Type) bool { _, is := t.(*types.Func); return is }}
	case name == "action" || name == "formaction":
		return expectation{ok: func(t types.Type) bool {
			f, is := t.(*types.Func)
			return is && types.Identical(f.Result, answer) || types.Assignable(t, types.String)
		}}
	}
	return expectation{ok: func(t types.Type) bool { return printable(t) || types.Assignable(t, types.Bool) }}
}

// printable reports whether a hole in a string takes a value.
func printable(t types.Type) bool {
	return types.Assignable(t, stringParts)
}

// maxListDepth is how many lists in lists are looked into: a type can be a list of itself.
const maxListDepth = 8

// drawable reports whether a hole in content takes a value.
func drawable(t types.Type) bool {
	for range maxListDepth {
		l, ok := types.Under(strip(t)).(*types.List)
		if !ok {
			return types.Assignable(t, contentParts)
		}
		t = l.Elem
	}
	return false
}

// stringParts and contentParts are what holes in strings and between tags take.
var (
	stringParts  = types.NewUnion(types.String, types.Number, types.Bool, types.Time, types.None)
	contentParts = types.NewUnion(types.String, types.Number, types.Time, types.HTML, types.None)
)

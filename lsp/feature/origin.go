// Origins: where the records were written that a value is made of, for records whose type has no name. A value is followed back through
// names, fields, elements, calls and imports to record literals, to record types written in place, and to files of data. What cannot
// be followed has no origin.

package feature

import (
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// origin is a record without a declared type.
type origin struct {
	v      *fileView
	record syntax.Node // a RecordExpr or RecordType; absent of data
	data   string      // the path that an import of data writes, perhaps a pattern
	in     string      // where the record is in the data, as workspace.DataKey.In
}

// The steps from a value to a part of it: `.name` of a record, and these.
const (
	stepElement = "[]" // of a list or map
	stepResult  = "()" // of a function
)

// stepParam is the step from a function to what it is given in a place.
func stepParam(i int) string { return "(" + strconv.Itoa(i) + ")" }

// maxTraced bounds the nodes that one question follows, and maxTraceDepth how they nest: people write chains of tens.
const (
	maxTraced     = 2000
	maxTraceDepth = 200
)

// tracer follows values back to their origins.
type tracer struct {
	*finder
	left, depth int
	out         []origin
	texts       []Place // strings that the value may be
	declaring   bool    // goes through the names of declared types, too, of which else other things tell
}

func (x *finder) tracer() *tracer { return &tracer{finder: x, left: maxTraced} }

// undeclared are the fields called name of the records that a part of an expression is made of.
func (x *finder) undeclared(name string, trace func(*tracer)) []target {
	t := x.tracer()
	trace(t)
	var out []target
	for _, o := range t.out {
		if f := o.field(name); f.kind != toNothing && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// field is the field of a record; nothing where the record does not write it.
func (o origin) field(name string) target {
	if o.data != "" {
		return target{kind: toData, path: o.data, owner: o.in, name: name}
	}
	if key := keyOf(o.record, name); key.Ok() {
		if owner, ok := writtenOwner(o.v.tree.PathAt(key.Span().Start)); ok {
			return target{kind: toField, path: o.v.path, owner: owner, name: name}
		}
		return target{kind: toKey, path: o.v.path, name: name, at: o.record.Span().Start}
	}
	return target{}
}

// keyOf is the name of a field where a record or a record type writes it: of several the last, which counts; absent when there is none.
func keyOf(record syntax.Node, name string) syntax.Node {
	key, _ := fieldOf(record, name)
	return key
}

// fieldOf is keyOf with what stands for the field.
func fieldOf(record syntax.Node, name string) (key, value syntax.Node) {
	for item := range (syntax.RecordExpr{Node: record}).Fields().Items() {
		if f, ok := syntax.AsRecordField(item); ok && std.FieldName(f.Name()) == name {
			if key, value = f.Name(), f.Value(); !f.Colon().Ok() {
				value = key
			}
		}
	}
	if r, ok := syntax.AsRecordType(record); ok {
		for item := range r.Fields().Items() {
			if f, ok := syntax.AsTypeField(item); ok && std.FieldName(f.Name()) == name {
				key, value = f.Name(), f.Type()
			}
		}
	}
	return key, value
}

// follow goes from an expression or a written type, by steps, to the records that the part is made of.
func (t *tracer) follow(v *fileView, n syntax.Node, steps []string) {
	if t.left--; t.left < 0 || t.depth > maxTraceDepth || !n.Ok() || n.Missing() || t.ctx.Err() != nil {
		return
	}
	t.depth++
	defer func() { t.depth-- }()
	step, rest := "", steps
	if len(steps) > 0 {
		step, rest = steps[0], steps[1:]
	}
	switch n.Kind() {
	case syntax.KindIdent:
		t.name(v, n, steps)
	case syntax.KindRecordExpr, syntax.KindRecordType:
		t.record(v, n, step, rest)
	case syntax.KindPostfixExpr:
		p := syntax.PostfixExpr{Node: n}
		t.postfix(v, p, slices.Collect(p.Parts().Items()), steps)
	case syntax.KindFnExpr, syntax.KindFnDecl:
		t.function(v, n, step, rest)
	case syntax.KindListExpr:
		for item := range (syntax.ListExpr{Node: n}).Items().Items() {
			d := syntax.ListItem{Node: item}
			if d.Ellipsis().Ok() {
				t.follow(v, d.Value(), steps)
			} else if step == stepElement {
				t.follow(v, d.Value(), rest)
			}
		}
	case syntax.KindPlainString, syntax.KindString:
		if step == "" {
			t.texts = append(t.texts, Place{Path: v.path, Span: n.Span()})
		}
	case syntax.KindParenExpr:
		t.follow(v, syntax.ParenExpr{Node: n}.Value(), steps)
	case syntax.KindTernaryExpr:
		d := syntax.TernaryExpr{Node: n}
		t.follow(v, d.Then(), steps)
		t.follow(v, d.Else(), steps)
	case syntax.KindMatchExpr:
		for arm := range (syntax.MatchExpr{Node: n}).Arms().Items() {
			t.follow(v, syntax.MatchArm{Node: arm}.Body(), steps)
		}
	case syntax.KindBinaryExpr:
		d := syntax.BinaryExpr{Node: n}
		t.follow(v, d.First(), steps)
		for part := range d.Rest().Items() {
			t.follow(v, syntax.BinaryPart{Node: part}.Operand(), steps)
		}
	default:
		t.written(v, n, steps)
	}
}

// written goes through a written type that is no record.
func (t *tracer) written(v *fileView, n syntax.Node, steps []string) {
	step, rest := "", steps
	if len(steps) > 0 {
		step, rest = steps[0], steps[1:]
	}
	switch n.Kind() {
	case syntax.KindOptionalType:
		t.follow(v, syntax.OptionalType{Node: n}.Type(), steps)
	case syntax.KindNamedType:
		if d := (syntax.NamedType{Node: n}); !d.Dot().Ok() {
			t.follow(v, d.Name(), steps)
		}
	case syntax.KindParenType:
		t.follow(v, syntax.ParenType{Node: n}.Type(), steps)
	case syntax.KindUnionType:
		for m := range (syntax.UnionType{Node: n}).Members().Items() {
			t.follow(v, syntax.UnionMember{Node: m}.Type(), steps)
		}
	case syntax.KindListType:
		if step == stepElement {
			t.follow(v, syntax.ListType{Node: n}.Element(), rest)
		}
	case syntax.KindMapType:
		if step == stepElement {
			t.follow(v, syntax.MapType{Node: n}.Value(), rest)
		}
	case syntax.KindFnType:
		d := syntax.FnType{Node: n}
		if step == stepResult {
			t.follow(v, d.Result(), rest)
		}
		i := 0
		for p := range d.Params().Items() {
			if step == stepParam(i) {
				t.follow(v, syntax.FnTypeParam{Node: p}.Type(), rest)
			}
			i++
		}
	}
}

// record ends at a record, or goes on with one of its fields.
func (t *tracer) record(v *fileView, n syntax.Node, step string, rest []string) {
	name, isField := strings.CutPrefix(step, ".")
	switch {
	case step == "":
		t.out = append(t.out, origin{v: v, record: n})
	case isField:
		if key, value := fieldOf(n, name); key.Ok() {
			t.follow(v, value, rest)
			return
		}
	case step == stepElement: // of a map
		for item := range (syntax.RecordExpr{Node: n}).Fields().Items() {
			t.follow(v, syntax.RecordField{Node: item}.Value(), rest)
		}
	}
	for item := range (syntax.RecordExpr{Node: n}).Fields().Items() {
		if d, ok := syntax.AsRecordSpread(item); ok {
			steps := rest
			if step != "" {
				steps = append([]string{step}, rest...)
			}
			t.follow(v, d.Value(), steps)
		}
	}
}

// function goes on with what a function gives: what is written as its result, else what it returns.
func (t *tracer) function(v *fileView, n syntax.Node, step string, rest []string) {
	if step != stepResult {
		return
	}
	d := syntax.FnExpr{Node: n}
	result, body := d.Result(), d.Body()
	if f, ok := syntax.AsFnDecl(n); ok {
		result, body = f.Result(), f.Body()
	}
	switch {
	case result.Ok():
		t.follow(v, result, rest)
	case body.Kind() != syntax.KindBlock:
		t.follow(v, body, rest)
	default:
		returns(body, func(value syntax.Node) { t.follow(v, value, rest) })
	}
}

// returns calls f for what the statements below n return, without those of function literals.
func returns(n syntax.Node, f func(value syntax.Node)) {
	if n.IsToken() || n.Kind() == syntax.KindFnExpr || n.Kind() == syntax.KindElement {
		return
	}
	if d, ok := syntax.AsReturnStmt(n); ok {
		f(d.Value())
		return
	}
	for c := range n.Children() {
		returns(c, f)
	}
}

// name goes on with what a name was given.
func (t *tracer) name(v *fileView, n syntax.Node, steps []string) {
	if l, u := t.local(v, n); l != nil {
		t.declared(v, v.tree.PathAt(l.Span.Start+u.Start()), steps)
		return
	}
	d := v.module.Decl(names.Text(n))
	if d == nil {
		return
	}
	if d.Import != nil {
		t.imported(v, d.Import, steps)
		return
	}
	t.declared(v, v.tree.PathAt(d.Node.Span().Start), steps)
}

// imported goes on in the file that an import gives a name from.
func (t *tracer) imported(v *fileView, im *names.Imported, steps []string) {
	path, to := names.ImportPath(v.path, im.From.Spec)
	switch to {
	case names.ToCode:
		if from := t.view(path); from != nil {
			if d := from.module.Decl(im.Name); d != nil && d.Import == nil {
				t.declared(from, from.tree.PathAt(d.Node.Span().Start), steps)
			}
		}
	case names.ToContent, names.ToJSON:
		in := strings.Join(steps, "")
		if strings.Contains(path, "*") {
			rest, ok := strings.CutPrefix(in, stepElement)
			if !ok {
				return
			}
			in = rest
		}
		if !strings.Contains(in, "(") {
			t.out = append(t.out, origin{v: v, data: path, in: in})
		}
	}
}

// declared goes on with what the name at the end of a path is declared as.
func (t *tracer) declared(v *fileView, path []syntax.Node, steps []string) {
	token := path[len(path)-1]
	for i := len(path) - 2; i >= 0; i-- {
		switch n := path[i]; n.Kind() {
		case syntax.KindRecordPattern:
			steps = append([]string{"." + names.Text(token)}, steps...)
		case syntax.KindListPattern:
			steps = append([]string{stepElement}, steps...)
		case syntax.KindPatternName, syntax.KindPatternNameList, syntax.KindParamList:
		case syntax.KindLetStmt:
			d := syntax.LetStmt{Node: n}
			t.either(v, d.Type(), d.Value(), steps)
			return
		case syntax.KindLetDirective:
			d := syntax.LetDirective{Node: n}
			t.either(v, d.Type(), d.Value(), steps)
			return
		case syntax.KindForStmt:
			if d := (syntax.ForStmt{Node: n}); d.Name() == token {
				t.follow(v, d.Value(), append([]string{stepElement}, steps...))
			}
			return
		case syntax.KindForDirective:
			if d := (syntax.ForDirective{Node: n}); d.Name() == token {
				t.follow(v, d.Value(), append([]string{stepElement}, steps...))
			}
			return
		case syntax.KindParam:
			d := syntax.Param{Node: n}
			if d.Type().Ok() || d.Default().Ok() {
				t.either(v, d.Type(), d.Default(), steps)
				return
			}
			if fn, ok := syntax.AsFnExpr(parent(path[:i+1])); ok {
				at := slices.Index(slices.Collect(fn.Params().Items()), n)
				t.wanted(v, upTo(path[:i], syntax.KindFnExpr), append([]string{stepParam(at)}, steps...))
			}
			return
		case syntax.KindFnDecl:
			t.follow(v, n, steps)
			return
		case syntax.KindTypeDecl:
			if t.declaring {
				t.follow(v, syntax.TypeDecl{Node: n}.Value(), steps)
			}
			return
		default:
			return
		}
	}
}

// either goes on with a written type, or with a value where none is written.
func (t *tracer) either(v *fileView, typ, value syntax.Node, steps []string) {
	if typ.Ok() {
		value = typ
	}
	t.follow(v, value, steps)
}

// postfix goes on with what stands before the last part of a chain.
func (t *tracer) postfix(v *fileView, p syntax.PostfixExpr, parts []syntax.Node, steps []string) {
	if len(parts) == 0 {
		t.follow(v, p.Base(), steps)
		return
	}
	if t.left--; t.left < 0 {
		return
	}
	before, last := parts[:len(parts)-1], parts[len(parts)-1]
	switch last.Kind() {
	case syntax.KindIndexPart:
		t.postfix(v, p, before, append([]string{stepElement}, steps...))
	case syntax.KindMemberPart:
		name := syntax.MemberPart{Node: last}.Name()
		if len(before) == 0 && p.Base().Kind() == syntax.KindIdent {
			if l, _ := t.local(v, p.Base()); l == nil {
				if of, ok := t.member(v, names.Text(p.Base()), names.Text(name)); ok {
					t.named(of, steps)
					return
				}
			}
		}
		t.postfix(v, p, before, append([]string{"." + names.Text(name)}, steps...))
	case syntax.KindCallPart:
		c := t.callAt(v, p, before, last)
		if c != nil && c.generic() {
			c.through(t, c.fn.Result, steps, syntax.Node{})
			return
		}
		t.postfix(v, p, before, append([]string{stepResult}, steps...))
	}
}

// named goes on with a declaration.
func (t *tracer) named(of target, steps []string) {
	if v := t.view(of.path); v != nil {
		if d := v.module.Decl(of.name); d != nil {
			t.declared(v, v.tree.PathAt(d.Node.Span().Start), steps)
		}
	}
}

// wanted goes, from the expression at the end of a path, by steps, to the records of the type that is asked for where it stands: what a
// list holds that it is added to, what a function is declared to take and give.
func (t *tracer) wanted(v *fileView, path []syntax.Node, steps []string) {
	if t.left--; t.left < 0 || len(path) < 2 {
		return
	}
	n := path[len(path)-1]
	up := len(path) - 1
	for up > 0 && path[up-1].Kind().IsList() {
		up--
	}
	if up == 0 {
		return
	}
	outer := path[:up]
	around := outer[up-1]
	switch around.Kind() {
	case syntax.KindParenExpr, syntax.KindTernaryExpr, syntax.KindBinaryPart, syntax.KindBinaryExpr, syntax.KindMatchArm, syntax.KindMatchExpr:
		t.wanted(v, outer, steps)
	case syntax.KindListItem:
		if !(syntax.ListItem{Node: around}).Ellipsis().Ok() {
			steps = append([]string{stepElement}, steps...)
		}
		t.wanted(v, upTo(outer, syntax.KindListExpr), steps)
	case syntax.KindRecordField:
		name := syntax.RecordField{Node: around}.Name()
		t.wanted(v, upTo(outer, syntax.KindRecordExpr), append([]string{"." + std.FieldName(name)}, steps...))
	case syntax.KindLetStmt:
		t.follow(v, syntax.LetStmt{Node: around}.Type(), steps)
	case syntax.KindLetDirective:
		t.follow(v, syntax.LetDirective{Node: around}.Type(), steps)
	case syntax.KindParam:
		t.follow(v, syntax.Param{Node: around}.Type(), steps)
	case syntax.KindReturnStmt:
		t.returned(v, outer, steps)
	case syntax.KindFnExpr, syntax.KindFnDecl:
		t.returned(v, path, steps)
	case syntax.KindArg:
		t.argument(v, outer, n, steps)
	case syntax.KindHole:
		t.attribute(v, outer, steps)
	}
}

// wantedOf is wanted for what the first parts of the chain at the end of a path give: what the parts behind them make of it goes on.
func (t *tracer) wantedOf(v *fileView, path []syntax.Node, end int, steps []string) {
	if t.left--; t.left < 0 {
		return
	}
	p := syntax.PostfixExpr{Node: path[len(path)-1]}
	parts := slices.Collect(p.Parts().Items())
	if end == len(parts) {
		t.wanted(v, path, steps)
		return
	}
	next := parts[end]
	step := stepElement
	if next.Kind() == syntax.KindMemberPart {
		if step = "." + names.Text(syntax.MemberPart{Node: next}.Name()); end+1 < len(parts) && parts[end+1].Kind() == syntax.KindCallPart {
			if c := t.callAt(v, p, parts[:end+1], parts[end+1]); c != nil && c.self != nil {
				c.path, c.end = path, end+2
				c.toParams(c.self, steps, func(param *types.Param, rest []string) { c.taken(t, param, rest, syntax.Node{}) })
			}
			return
		}
	}
	if next.Kind() != syntax.KindCallPart && len(steps) > 0 && steps[0] == step {
		t.wantedOf(v, path, end+1, steps[1:])
	}
}

// upTo is a path as far as the innermost node of a kind, which is on it.
func upTo(path []syntax.Node, kind syntax.Kind) []syntax.Node {
	return path[:slices.Index(path, inner(path, kind))+1]
}

// returned goes on with what the function around the end of a path is asked to give.
func (t *tracer) returned(v *fileView, path []syntax.Node, steps []string) {
	for i := len(path) - 2; i > 0; i-- {
		switch n := path[i]; n.Kind() {
		case syntax.KindFnDecl:
			t.follow(v, syntax.FnDecl{Node: n}.Result(), steps)
			return
		case syntax.KindFnExpr:
			if d := (syntax.FnExpr{Node: n}); d.Result().Ok() {
				t.follow(v, d.Result(), steps)
			} else {
				t.wanted(v, path[:i+1], append([]string{stepResult}, steps...))
			}
			return
		}
	}
}

// argument goes on with what a call asks for in the place of an argument.
func (t *tracer) argument(v *fileView, path []syntax.Node, value syntax.Node, steps []string) {
	part, p := inner(path, syntax.KindCallPart), syntax.PostfixExpr{Node: inner(path, syntax.KindPostfixExpr)}
	parts := slices.Collect(p.Parts().Items())
	at := slices.Index(parts, part)
	if at < 0 {
		return
	}
	c := t.callAt(v, p, parts[:at], part)
	if c == nil {
		return
	}
	i := slices.IndexFunc(c.call.Args, func(a check.Argument) bool { return a.Node == value })
	if i < 0 || c.call.Args[i].Param < 0 || c.call.Args[i].Param >= len(c.fn.Params) {
		return
	}
	param := c.fn.Params[c.call.Args[i].Param]
	if c.generic() {
		c.path, c.end = upTo(path, syntax.KindPostfixExpr), at+1
		c.through(t, param.Type, steps, value)
		return
	}
	if param.Rest {
		steps = append([]string{stepElement}, steps...)
	}
	t.parameter(t.symbolTarget(c.call.Callee), param.Name, steps)
}

// parameter goes on with the type that a parameter of a declaration is written with.
func (t *tracer) parameter(of target, name string, steps []string) {
	for item := range t.parameters(of).Items() {
		if p, ok := syntax.AsParam(item); ok && names.Text(p.Name()) == name {
			if v := t.view(of.path); v != nil {
				t.follow(v, p.Type(), steps)
			}
		}
	}
}

// attribute goes on with what a component asks for in the attribute around the hole at the end of a path.
func (t *tracer) attribute(v *fileView, path []syntax.Node, steps []string) {
	if a, ok := syntax.AsAttr(parent(path)); ok {
		start := syntax.StartTag{Node: inner(path, syntax.KindStartTag)}
		t.parameter(t.component(v, start), names.Text(a.Name()), steps)
	}
}

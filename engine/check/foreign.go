// Names of other languages: what is written in Codescript for those that people bring along, where it means the same.

package check

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// foreignValues are names of values in other languages, with what is written here.
var foreignValues = map[string]string{
	"null": "none", "undefined": "none", "nil": "none", "None": "none", "NULL": "none", "nullptr": "none",
	"True": "true", "False": "false", "TRUE": "true", "FALSE": "false", "str": "string", "println": "print",
}

// foreignTypes are names of types in other languages, with what is written here.
var foreignTypes = map[string]string{
	"boolean": "bool", "Boolean": "bool", "str": "string", "char": "string", "Date": "time", "DateTime": "time",
	"int": "number", "integer": "number", "Integer": "number", "float": "number", "double": "number", "decimal": "number",
	"i8": "number", "i16": "number", "i32": "number", "i64": "number", "isize": "number", "int32": "number", "int64": "number",
	"u8": "number", "u16": "number", "u32": "number", "u64": "number", "usize": "number", "uint": "number",
	"f32": "number", "f64": "number", "float32": "number", "float64": "number",
	"null": "none", "undefined": "none", "nil": "none", "void": "none", "unknown": "any",
}

// foreignMembers are names of properties and methods in other languages, with those of the same meaning and arguments.
var foreignMembers = map[string]string{
	"toUpperCase": "upper", "toLowerCase": "lower", "to_uppercase": "upper", "to_lowercase": "lower", "uppercase": "upper", "lowercase": "lower",
	"strip": "trim", "trimLeft": "trimStart", "trimRight": "trimEnd", "lstrip": "trimStart", "rstrip": "trimEnd",
	"includes": "contains", "any": "some", "all": "every", "size": "length", "len": "length", "count": "length",
	"contains_key": "has", "containsKey": "has", "has_key": "has",
}

// foreignEvents are names of events in other libraries, in lower case, where they are not those of HTML.
var foreignEvents = map[string]string{"doubleclick": "dblclick"}

// suggest is a finding about the token n, whose name means nothing, with the offer to write what was meant. The variant is that of its message.
func suggest(d diag.Diagnostic, variant string, n syntax.Node, name, meant string) diag.Diagnostic {
	d.Args = append(d.Args, diag.Quote("wanted", meant))
	return d.As(variant).WithFix(replaceFix(n, name, meant))
}

// foreignCall is a finding about an unknown name that is the object of a call of other languages, with the offer to call what is called
// here; false if it is none.
func foreignCall(d diag.Diagnostic, n syntax.Node, name string) (diag.Diagnostic, bool) {
	if name != "console" {
		return d, false
	}
	postfix := syntax.PostfixExpr{Node: itemAround(n, syntax.KindPostfixExpr)}
	if !postfix.Ok() || postfix.Base() != n {
		return d, false
	}
	var parts []syntax.Node
	for part := range postfix.Parts().Items() {
		parts = append(parts, part)
	}
	if len(parts) != 2 || parts[0].HasComment() || parts[1].Kind() != syntax.KindCallPart {
		return d, false
	}
	member, ok := syntax.AsMemberPart(parts[0])
	if !ok || !slices.Contains([]string{"log", "info", "debug"}, names.Text(member.Name())) {
		return d, false
	}
	d.Args = append(d.Args, diag.Quote("wanted", "print"))
	return d.As("suggest").WithFix(diag.Fix{
		Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", "console."+names.Text(member.Name())), diag.Quote("wanted", "print")},
		Edits: []diag.Edit{{Span: source.Span{Start: n.Span().Start, End: member.Span().End}, New: "print"}},
	}), true
}

// foreignMember is a finding about a member called name that a value of type t does not have, with the offer to write what other languages mean
// by it; false if that is not known.
func (c *checker) foreignMember(d diag.Diagnostic, n syntax.Node, name string, t types.Type, called bool) (diag.Diagnostic, bool) {
	if called && (name == "push" || name == "push_back") {
		return c.pushed(d, n, t)
	}
	if called && (name == "toString" || name == "to_string") {
		return c.toText(d, n, t)
	}
	meant := foreignMembers[name]
	if meant == "" || !slices.Contains(c.memberNames(t), meant) {
		return d, false
	}
	s := c.method(t, meant)
	if s == nil || s.Std == nil {
		return d, false
	}
	if property := s.Std.Kind == std.Property; !called || !property {
		return suggest(d, "suggest", n, name, meant), called != property
	}
	_, _, call, ok := callAround(n)
	if !ok || lastItem(call.Args()).Ok() || call.HasComment() {
		return d, false
	}
	d.Args = append(d.Args, diag.Quote("wanted", meant))
	return d.As("suggest").WithFix(diag.Fix{
		Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", name+"()"), diag.Quote("wanted", meant)},
		Edits: []diag.Edit{{Span: source.Span{Start: n.Span().Start, End: call.Span().End}, New: meant}},
	}), true
}

// callAround is the call of the method whose name is the token n, with the expression it is in; false if it is called otherwise than `x.name(…)`.
func callAround(n syntax.Node) (syntax.PostfixExpr, syntax.MemberPart, syntax.CallPart, bool) {
	postfix := syntax.PostfixExpr{Node: itemAround(n, syntax.KindPostfixExpr)}
	if postfix.Ok() {
		var member syntax.MemberPart
		for part := range postfix.Parts().Items() {
			if call, ok := syntax.AsCallPart(part); ok && member.Ok() {
				return postfix, member, call, !call.Close().Missing()
			}
			member = syntax.MemberPart{}
			if m, ok := syntax.AsMemberPart(part); ok && m.Name() == n && m.Dot().Kind() == syntax.KindDot {
				member = m
			}
		}
	}
	return postfix, syntax.MemberPart{}, syntax.CallPart{}, false
}

// pushed is a finding about `x.push(…)`, with the offer to write `x += […]`: where it is a statement, x a variable or a place in one, and a
// list.
func (c *checker) pushed(d diag.Diagnostic, n syntax.Node, t types.Type) (diag.Diagnostic, bool) {
	if _, ok := types.Under(t).(*types.List); !ok {
		return d, false
	}
	postfix, member, call, ok := callAround(n)
	if !ok || postfix.HasComment() || lastItem(postfix.Parts()) != call.Node || !isStatement(postfix.Node) || !c.isVariable(postfix.Base()) {
		return d, false
	}
	for part := range postfix.Parts().Items() {
		if part == member.Node {
			break
		}
		if m, ok := syntax.AsMemberPart(part); part.Kind() != syntax.KindIndexPart && !(ok && m.Dot().Kind() == syntax.KindDot) {
			return d, false
		}
	}
	if !lastItem(call.Args()).Ok() {
		return d, false
	}
	for item := range call.Args().Items() {
		if arg, ok := syntax.AsArg(item); !ok || arg.Name().Ok() {
			return d, false
		}
	}
	d.Args = append(d.Args, diag.Quote("wanted", "+="))
	return d.As("suggest").WithFix(diag.Fix{
		Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", "."+names.Text(n)), diag.Quote("wanted", "+=")},
		Edits: []diag.Edit{
			{Span: source.Span{Start: member.Dot().FullSpan().Start, End: call.Open().Span().End}, New: " += ["},
			{Span: call.Close().Span(), New: "]"},
		},
	}), true
}

// isStatement reports whether an expression stands among statements.
func isStatement(n syntax.Node) bool {
	path := n.Tree().PathAt(n.Span().Start)
	for i, around := range path {
		if around == n {
			return i > 0 && (path[i-1].Kind() == syntax.KindStmtList || path[i-1].Kind() == syntax.KindDeclList)
		}
	}
	return false
}

// isVariable reports whether an expression is the name of a variable, which can be assigned.
func (c *checker) isVariable(n syntax.Node) bool {
	if n.Kind() != syntax.KindIdent || n.Missing() {
		return false
	}
	switch s := c.symbolAt(n); {
	case s == nil:
		return false
	case s.Kind == SymLocal:
		return s.Local.Kind == names.LocalVar
	default:
		return s.Kind == SymTop && s.Import == nil && s.Decl.Kind == names.Var
	}
}

// toText is a finding about `x.toString()` of a number or bool, with the offer to write `string(x)`.
func (c *checker) toText(d diag.Diagnostic, n syntax.Node, t types.Type) (diag.Diagnostic, bool) {
	under := types.Under(types.Widen(t))
	postfix, member, call, ok := callAround(n)
	if !ok || under != types.Type(types.Number) && under != types.Type(types.Bool) || lastItem(call.Args()).Ok() || postfix.HasComment() {
		return d, false
	}
	if s := c.lookup("string"); s == nil || s.Kind != SymStd {
		return d, false
	}
	for _, l := range c.res.Locals {
		if l.Name == "string" {
			return d, false
		}
	}
	value := n.Tree().Text().Slice(source.Span{Start: postfix.Span().Start, End: member.Dot().FullSpan().Start})
	written := "string(" + strings.TrimSpace(value) + ")"
	d.Args = append(d.Args, diag.Quote("wanted", "string"))
	return d.As("suggest").WithFix(diag.Fix{
		Title: diag.FixWrap, Args: []diag.Arg{diag.Quote("text", written)},
		Edits: []diag.Edit{{Span: source.Span{Start: postfix.Span().Start, End: call.Span().End}, New: written}},
	}), true
}

// asHandler is a finding about the value of type t of an attribute of an event, with the offer to hear the event with it: where it is a
// function and the component one of the browser's.
func (c *checker) asHandler(d diag.Diagnostic, attribute syntax.Node, name string, t types.Type) diag.Diagnostic {
	a, ok := syntax.AsAttr(attribute)
	if _, is := types.Under(t).(*types.Func); !ok || !is || d.Variant != "event" || c.owner.Kind != names.ClientFn {
		return d
	}
	event := strings.TrimPrefix(strings.ToLower(name), "on")
	if own := foreignEvents[event]; own != "" {
		event = own
	}
	if !slices.Contains(html.Events(), event) {
		return d
	}
	return d.WithFix(replaceFix(a.Name(), name, "on:"+event))
}

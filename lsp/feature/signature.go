// Signature help: what the call or component tag around the caret takes, and which of it is being written.

package feature

import (
	"context"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// SignatureTriggers are the characters after which an editor should ask for a signature without being told to.
func SignatureTriggers() []string { return []string{"(", ",", " ", ":", "="} }

// Signature is what a call takes.
type Signature struct {
	Label  string
	Params []source.Span // where each parameter stands in Label, in bytes
	Active int           // the parameter that is being written; -1 if it is none of them
	Doc    string        // Markdown
	From   string        // where it comes from, as an import would write it; may be empty
}

// SignatureAt returns what the innermost call or component tag around offset takes; false where there is none, or where nothing is
// known of what is called.
func SignatureAt(ctx context.Context, f File, offset int) (Signature, bool) {
	offset = min(max(offset, 0), f.text().Len())
	s := spotAt(f.Tree, offset)
	if s.inComment() {
		return Signature{}, false
	}
	for i := len(s.path) - 1; i >= 0; i-- {
		n := s.path[i]
		switch n.Kind() {
		case syntax.KindBlock:
			if s.after(syntax.Block{Node: n}.Open()) && s.covers(n) {
				return Signature{}, false // statements begin anew
			}
		case syntax.KindMarkupBlock:
			if s.after(syntax.MarkupBlock{Node: n}.Open()) && s.covers(n) {
				return Signature{}, false
			}
		case syntax.KindElement:
			if s.after(syntax.Element{Node: n}.Start()) && s.covers(n) {
				return Signature{}, false // and so does content
			}
		case syntax.KindCallPart:
			call := syntax.CallPart{Node: n}
			if s.after(call.Open()) && s.covers(n) {
				return f.callSignature(ctx, s, call, syntax.PostfixExpr{Node: inner(s.path[:i], syntax.KindPostfixExpr)})
			}
		case syntax.KindStartTag:
			start := syntax.StartTag{Node: n}
			if start.Name().Ok() && offset > start.Name().Span().End && s.covers(n) {
				return f.tagSignature(ctx, s, start)
			}
		}
	}
	return Signature{}, false
}

// calleeOf is what a part of an expression is called on: its name, and the node whose type it has. The name is absent where a
// value without one is called.
func calleeOf(postfix syntax.PostfixExpr, call syntax.Node) (name, value syntax.Node) {
	value = postfix.Base()
	for part := range postfix.Parts().Items() {
		if part == call {
			break
		}
		value = part
	}
	switch value.Kind() {
	case syntax.KindMemberPart:
		return syntax.MemberPart{Node: value}.Name(), value
	case syntax.KindIdent:
		return value, value
	}
	return syntax.Node{}, value
}

func (f File) callSignature(ctx context.Context, s spot, call syntax.CallPart, postfix syntax.PostfixExpr) (Signature, bool) {
	name, value := calleeOf(postfix, call.Node)
	info := f.infoAt(ctx, call.Span().Start)
	if info == nil {
		return Signature{}, false
	}
	fn, _ := info.TypeOf(value).(*types.Func)
	word, out := "", Signature{}
	var defaults types.Defaults
	if name.Ok() {
		word = names.Text(name)
		if symbol := info.SymbolOf(name); symbol != nil {
			out.Doc, out.From = docOf(symbol, f.Lang), f.origin(symbol)
			defaults = defaultsOf(ctx, f.Snapshot, symbol)
			if fn == nil {
				fn, _ = symbol.Type.(*types.Func)
			}
		}
	}
	if fn == nil {
		return Signature{}, false
	}
	out.write(word, fn, defaults)
	out.Active = activeArgument(s, call, fn)
	return out, true
}

// activeArgument is the parameter to which the argument at the caret belongs; -1 when it belongs to none.
func activeArgument(s spot, call syntax.CallPart, fn *types.Func) int {
	place := 0
	for item := range call.Args().Items() {
		arg := syntax.Arg{Node: item}
		here := !arg.Comma().Ok() || arg.Comma().Missing() || s.offset < arg.Comma().Span().End
		if here && s.offset >= arg.FullSpan().Start {
			if arg.Colon().Ok() && !arg.Colon().Missing() {
				return slices.IndexFunc(fn.Params, func(p types.Parameter) bool { return p.Name == names.Text(arg.Name()) })
			}
			break
		}
		place++
	}
	if place < len(fn.Params) {
		return place
	}
	if last := len(fn.Params) - 1; last >= 0 && fn.Params[last].Rest {
		return last
	}
	return -1
}

func (f File) tagSignature(ctx context.Context, s spot, start syntax.StartTag) (Signature, bool) {
	symbol := f.tagSymbol(ctx, start.Name())
	if symbol == nil {
		return Signature{}, false
	}
	fn, ok := symbol.Type.(*types.Func)
	if !ok {
		return Signature{}, false
	}
	out := Signature{Doc: docOf(symbol, f.Lang), From: f.origin(symbol)}
	out.write(start.Name().Text(), fn, defaultsOf(ctx, f.Snapshot, symbol))
	out.Active = activeAttribute(s, start, fn)
	return out, true
}

// activeAttribute is the parameter that the attribute at the caret fills; between two attributes the first that is lacking, those
// that must be given before the others.
func activeAttribute(s spot, start syntax.StartTag, fn *types.Func) int {
	given := map[string]bool{"children": true}
	for item := range start.Attrs().Items() {
		name := attributeName(item)
		if name == "" {
			continue
		}
		given[name] = true
		if item.Span().Start <= s.offset && s.covers(item) {
			return parameterOf(fn, name)
		}
	}
	for _, required := range []bool{true, false} {
		for i, p := range fn.Params {
			if !given[p.Name] && !p.Rest && p.Default != required {
				return i
			}
		}
	}
	return parameterOf(fn, "")
}

// attributeName is what an attribute is called; "" of a spread.
func attributeName(n syntax.Node) string {
	switch n.Kind() {
	case syntax.KindAttr:
		return names.Text(syntax.Attr{Node: n}.Name())
	case syntax.KindShorthandAttr:
		return names.Text(syntax.ShorthandAttr{Node: n}.Name())
	}
	return ""
}

// parameterOf is the parameter that an argument called name fills: its own, or the last if that takes the rest.
func parameterOf(fn *types.Func, name string) int {
	i := slices.IndexFunc(fn.Params, func(p types.Parameter) bool { return p.Name == name && !p.Rest })
	if last := len(fn.Params) - 1; i < 0 && last >= 0 && fn.Params[last].Rest {
		return last
	}
	return i
}

// write puts a function into words, as its declaration begins, and notes where its parameters stand in them.
func (s *Signature) write(name string, fn *types.Func, defaults types.Defaults) {
	var b strings.Builder
	head, result := types.Signature(name, &types.Func{TypeParams: fn.TypeParams, Result: fn.Result}), ""
	head = strings.TrimPrefix(strings.TrimPrefix(head, "fn"), " ")
	head, result, _ = strings.Cut(head, "()")
	b.WriteString(head + "(")
	for i, p := range fn.Params {
		if i > 0 {
			b.WriteString(", ")
		}
		start := b.Len()
		b.WriteString(defaults.Parameter(p))
		s.Params = append(s.Params, source.Span{Start: start, End: b.Len()})
	}
	b.WriteString(")" + result)
	s.Label = b.String()
}

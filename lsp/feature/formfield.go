// Fields of forms: the texts that mean a parameter of an action.

package feature

import (
	"slices"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// formField is the parameter of an action that the text at the end of a path means, and where its name stands: the `name` of a field in
// the form of the action, what `invalid` is told in the action, and what `form.errors` and `form.values` are asked in its file.
func (x *finder) formField(v *fileView, path []syntax.Node) (t target, name source.Span) {
	token := path[len(path)-1]
	if attr, ok := syntax.AsAttr(inner(path, syntax.KindAttr)); ok && attr.Name().Text() == "name" {
		if text, literal := check.LiteralValue(attr.Node); literal && (token.Text() == text || token.Kind() == syntax.KindPlainString) {
			t = x.parameter(x.formAction(v, path), syntax.NFC(text))
		}
	} else if text, plain := names.StringValue(token); plain {
		t = x.spokenOf(v, path, syntax.NFC(text))
	}
	if token.Kind() == syntax.KindPlainString {
		return t, withoutQuotes(token)
	}
	return t, token.Span()
}

// formAction is the action of the form around the end of a path.
func (x *finder) formAction(v *fileView, path []syntax.Node) target {
	for _, n := range slices.Backward(path) {
		e, ok := syntax.AsElement(n)
		if !ok {
			continue
		}
		start := syntax.StartTag{Node: e.Start()}
		if start.Name().Text() != "form" {
			continue
		}
		for item := range start.Attrs().Items() {
			a, ok := syntax.AsAttr(item)
			if !ok || a.Name().Text() != "action" {
				continue
			}
			if h, ok := syntax.AsHole(a.Value()); ok && h.Value().Kind() == syntax.KindIdent {
				action, _ := x.top(v, names.Text(h.Value()))
				return action
			}
		}
		return target{}
	}
	return target{}
}

// spokenOf is the parameter that code speaks of by its name.
func (x *finder) spokenOf(v *fileView, path []syntax.Node, name string) target {
	postfix := syntax.PostfixExpr{Node: inner(path, syntax.KindPostfixExpr)}
	base := postfix.Base()
	if base.Kind() != syntax.KindIdent {
		return target{}
	}
	means, _ := x.top(v, names.Text(base))
	if l, _ := x.local(v, base); l != nil || means.kind != toStandard {
		return target{}
	}
	u := v.module.UnitAt(base.Span().Start)
	switch means.name {
	case "invalid":
		if u != nil && u.Kind == names.Action && isFirst(path) {
			return x.parameter(target{kind: toName, path: v.path, name: u.ID.Name}, name)
		}
	case "form":
		for part := range postfix.Parts().Items() {
			if asked := (syntax.MemberPart{Node: part}).Name().Text(); asked == "errors" || asked == "values" {
				return x.onlyParameter(v, name)
			}
			break
		}
	}
	return target{}
}

// isFirst reports whether the end of a path is the first argument of its call.
func isFirst(path []syntax.Node) bool {
	for arg := range (syntax.CallPart{Node: inner(path, syntax.KindCallPart)}).Args().Items() {
		return arg == parent(path)
	}
	return false
}

// onlyParameter is the parameter of that name of the actions of a file, if only one has it.
func (x *finder) onlyParameter(v *fileView, name string) target {
	var out target
	for u := range v.module.Of(names.Action) {
		if p := x.parameter(target{kind: toName, path: v.path, name: u.ID.Name}, name); p.kind != toNothing {
			if out.kind != toNothing {
				return target{}
			}
			out = p
		}
	}
	return out
}

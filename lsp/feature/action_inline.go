// Inlining: a variable's value in the places that name it. Calls are in action_call.go.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// inlines offers to write the value of the variable at the caret in its places, or the body of the function in place of its call.
func (a *actions) inlines() {
	token := a.path[len(a.path)-1]
	if !a.wants(ActionInline) || token.Kind() != syntax.KindIdent && token.Kind() != syntax.KindTagName || a.span.End > token.Span().End {
		return
	}
	info := a.info()
	if info == nil {
		return
	}
	l, declared := local(info, token)
	if l == nil {
		a.inlineCalls(info, token)
		return
	}
	if l.Kind != names.LocalLet || l.Assigned {
		return
	}
	way := a.file.Tree.PathAt(declared.Start)
	decl, list := letAround(way)
	if !decl.Ok() {
		return
	}
	uses := usesOf(info, l)
	if len(uses) == 0 {
		return
	}
	title := a.say(titleInlineVariable, l.Name)
	value := letValue(decl)
	if a.hasError(a.file.Path, value.Span()) {
		return // what is wrong would be said again in each place
	}
	if why := a.whyNotInline(info, decl, list, value, uses); why != nil {
		a.refuse(title, ActionInline, *why)
		return
	}
	a.add(title, ActionInline, func() []source.Edit {
		out := []source.Edit{{Span: lines(a.file.text(), decl.Span())}}
		for _, use := range uses {
			out = append(out, inlined(use, value))
		}
		return out
	})
}

// letAround is the `let` of one name without a type that a way ends in the pattern of, and the list that it stands in; absent of any other.
func letAround(way []syntax.Node) (decl, list syntax.Node) {
	for i := len(way) - 2; i > 0; i-- {
		switch way[i].Kind() {
		case syntax.KindLetStmt:
			d := syntax.LetStmt{Node: way[i]}
			if d.Pattern() == way[len(way)-1] && !d.Type().Ok() && way[i-1].Kind() == syntax.KindStmtList {
				return way[i], way[i-1]
			}
			return decl, list
		case syntax.KindLetDirective:
			d := syntax.LetDirective{Node: way[i]}
			if d.Pattern() == way[len(way)-1] && !d.Type().Ok() {
				return way[i], way[i-1]
			}
			return decl, list
		}
	}
	return decl, list
}

func letValue(decl syntax.Node) syntax.Node {
	if d, ok := syntax.AsLetStmt(decl); ok {
		return d.Value()
	}
	return syntax.LetDirective{Node: decl}.Value()
}

// use is a mention of a variable: the way to its token.
type use []syntax.Node

func (u use) token() syntax.Node { return u[len(u)-1] }

// usesOf are the mentions of a local, without its declaration.
func usesOf(info *check.Info, l *names.Local) []use {
	var out []use
	tree := info.Unit.Node.Tree()
	walkNames(info.Unit.Node, func(token syntax.Node) {
		if found, declared := local(info, token); found == l && declared.Start != token.Span().Start {
			out = append(out, tree.PathAt(token.Span().Start))
		}
	})
	return out
}

// whyNotInline is why a value cannot stand in the places that name it; nil if it can.
func (a *actions) whyNotInline(info *check.Info, decl, list, value syntax.Node, uses []use) *diag.Both {
	if usesVar(info, value) || a.usesTopVar(info, value) {
		return &whyVaries
	}
	if value.HasComment() || decl.HasComment() && decl.First().CommentBefore() {
		return &whySpace
	}
	for _, u := range uses {
		t := info.TypeOf(u.token())
		switch around := parent(u); {
		case u.token().Kind() == syntax.KindTagName:
			return &whyEffects
		case around.Kind() == syntax.KindShorthandAttr:
			// It has no type of its own.
		case t == nil || info.TypeOf(value) == nil || !types.Identical(t, info.TypeOf(value)):
			return &whyNarrowed
		}
		for i := range u {
			if s, ok := syntax.AsString(u[i]); ok && s.Open().Text() != `"""` && strings.Contains(value.Text(), "\n") {
				return &whySpace
			}
		}
	}
	if isShadowed(info, value) {
		return &whyShadowed
	}
	if needsContext(info, value) {
		return &whyNarrowed
	}
	if isStill(value) || len(uses) == 1 && isNext(uses[0], decl, list) && !(acts(info, value) && actsBefore(info, uses[0])) {
		return nil
	}
	return &whyEffects
}

// usesTopVar reports whether an expression names a top-level `var`.
func (a *actions) usesTopVar(info *check.Info, n syntax.Node) bool {
	m, err := a.file.Snapshot.Module(a.ctx, a.file.Path)
	if err != nil || m == nil {
		return true
	}
	found := false
	walkNames(n, func(token syntax.Node) {
		if l, _ := local(info, token); l == nil {
			d := m.Decl(names.Text(token))
			found = found || d != nil && d.Unit.Kind == names.Var
		}
	})
	return found
}

// isShadowed reports whether a name in an expression is also that of another local of the declaration.
func isShadowed(info *check.Info, n syntax.Node) bool {
	found := false
	walkNames(n, func(token syntax.Node) {
		l, _ := local(info, token)
		for _, other := range info.Resolution.Locals {
			found = found || other != l && other.Name == names.Text(token)
		}
	})
	return found
}

// isStill reports whether an expression calls nothing and draws nothing, so that it may be evaluated at another time or again.
func isStill(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindCallPart, syntax.KindElement, syntax.KindMatchExpr, syntax.KindFnExpr, syntax.KindIndexPart:
		return false
	}
	for c := range n.Children() {
		if !isStill(c) {
			return false
		}
	}
	return true
}

// isNext reports whether a use is evaluated once, by what stands next to the declaration in its list.
func isNext(u use, decl, list syntax.Node) bool {
	var next syntax.Node
	passed := false
	for item := range list.Items() {
		if passed && !(item.Kind() == syntax.KindText && strings.TrimSpace(item.Text()) == "") {
			next = item
			break
		}
		passed = passed || item == decl
	}
	for i := len(u) - 2; i > 0; i-- {
		if u[i] == next {
			return true
		}
		if isConditional(u[i], u[i+1]) || isRepeated(u[i], u[i+1]) {
			return false
		}
	}
	return false
}

// isRepeated reports whether child, a part of n, runs as often as somebody wants: a body.
func isRepeated(n, child syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindFnExpr, syntax.KindBlock, syntax.KindMarkupBlock:
		return true
	}
	return false
}

// inlined is the edit that writes a value in a place that names it.
func inlined(u use, value syntax.Node) source.Edit {
	return written(u, textOf(value))
}

// expressionText is an expression as it is to be written elsewhere.
type expressionText struct {
	text  string
	kind  syntax.Kind
	binds strength
}

func textOf(n syntax.Node) expressionText { return expressionText{n.Text(), n.Kind(), strengthOf(n)} }

// written is the edit that writes an expression in a place that names it.
func written(u use, e expressionText) source.Edit {
	token, around := u.token(), parent(u)
	switch d := around; d.Kind() {
	case syntax.KindShorthandAttr:
		name := syntax.ShorthandAttr{Node: d}.Name().Text()
		return source.Edit{Span: d.Span(), New: name + "={" + e.text + "}"}
	case syntax.KindRecordField:
		if !(syntax.RecordField{Node: d}).Colon().Ok() {
			return source.Edit{Span: token.Span(), New: token.Text() + ": " + e.text}
		}
	}
	return source.Edit{Span: token.Span(), New: e.in(around, false)}
}

// in is the text of an expression as a part of n, in brackets where it needs them; goesOn says that more of a chain follows it.
func (e expressionText) in(n syntax.Node, goesOn bool) string {
	asked := strengthAround(n)
	if goesOn {
		asked = bindsPostfix
	}
	if e.binds < asked || e.kind == syntax.KindRecordExpr && startsBlock(n) || e.kind == syntax.KindUnaryExpr && n.Kind() == syntax.KindIsExpr {
		return "(" + e.text + ")"
	}
	return e.text
}

// strength is how tightly an expression holds together (codescript.md §4).
type strength int

const (
	bindsNothing strength = iota
	bindsTernary
	bindsCoalesce
	bindsOr
	bindsAnd
	bindsEqual
	bindsCompare
	bindsIs
	bindsRange
	bindsSum
	bindsProduct
	bindsUnary
	bindsNumber // a number: `1.x` would be read otherwise
	bindsPostfix
)

// operators are the strengths of binary operators.
var operators = map[syntax.Kind]strength{
	syntax.KindStar: bindsProduct, syntax.KindSlash: bindsProduct, syntax.KindPercent: bindsProduct, syntax.KindPlus: bindsSum, syntax.KindMinus: bindsSum,
	syntax.KindDotDot: bindsRange, syntax.KindLt: bindsCompare, syntax.KindLtEq: bindsCompare, syntax.KindGt: bindsCompare, syntax.KindGtEq: bindsCompare,
	syntax.KindEqEq: bindsEqual, syntax.KindNotEq: bindsEqual, syntax.KindAndAnd: bindsAnd, syntax.KindOrOr: bindsOr, syntax.KindQuestionQuestion: bindsCoalesce,
}

func strengthOf(n syntax.Node) strength {
	switch n.Kind() {
	case syntax.KindFnExpr, syntax.KindElement, syntax.KindMatchExpr, syntax.KindRecordExpr:
		return bindsNothing
	case syntax.KindTernaryExpr:
		return bindsTernary
	case syntax.KindBinaryExpr, syntax.KindBinaryPart:
		return operators[firstOperator(n)]
	case syntax.KindIsExpr:
		return bindsIs
	case syntax.KindUnaryExpr:
		return bindsUnary
	case syntax.KindNumber:
		return bindsNumber
	}
	return bindsPostfix
}

// strengthAround is how tightly an expression must hold together to stand in n without brackets. Beside the same operator brackets stay, as it
// may matter which is reckoned first.
func strengthAround(n syntax.Node) strength {
	switch n.Kind() {
	case syntax.KindBinaryExpr, syntax.KindBinaryPart, syntax.KindTernaryExpr, syntax.KindIsExpr, syntax.KindUnaryExpr:
		return strengthOf(n) + 1
	case syntax.KindPostfixExpr:
		return bindsPostfix
	}
	return bindsNothing
}

// startsBlock reports whether a `{` that begins an expression in n would be read as a block.
func startsBlock(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindIfClause, syntax.KindForStmt, syntax.KindWhileStmt, syntax.KindMatchExpr, syntax.KindIfDirectiveClause, syntax.KindForDirective,
		syntax.KindMatchDirective, syntax.KindMatchArm, syntax.KindFnExpr:
		return true
	}
	return false
}

// Extracting: a piece of code gets a name of its own, as a variable before it is used.

package feature

import (
	"path"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// extractions offers to extract what is selected; of a component also what the caret's tag begins.
func (a *actions) extractions() {
	if !a.wants(ActionExtract) {
		return
	}
	info := a.info()
	if info == nil || path.Base(a.file.Path) == "site.code" && info.Unit.Kind.IsTopCode() {
		return // what a site says of itself is read without running it
	}
	if a.isWrong() {
		return
	}
	if way := a.selected(); way != nil {
		n := way[len(way)-1]
		if n.Kind() == syntax.KindElement {
			a.extractComponent(info, way)
		}
		if parent(way).Kind() != syntax.KindElement || n.Kind() != syntax.KindElement {
			a.extractVariable(info, way)
			a.extractFunction(info, way)
		}
		return
	}
	if a.span.Len() > 0 {
		a.extractStatements(info)
		return
	}
	if tag, ok := syntax.AsStartTag(parent(a.path)); ok && a.path[len(a.path)-1] == tag.Name() {
		for i := len(a.path) - 1; i >= 0; i-- {
			if a.path[i].Kind() == syntax.KindElement {
				a.extractComponent(info, a.path[:i+1])
				return
			}
		}
	}
}

// isWrong reports whether there is an error in what is selected: what it means is not known then.
func (a *actions) isWrong() bool {
	found, err := a.file.Snapshot.Diagnostics(a.ctx, a.file.Path)
	if err != nil {
		return true
	}
	span := a.span
	if span.Len() == 0 {
		for i := len(a.path) - 1; i >= 0 && span.Len() == 0; i-- {
			if a.path[i].Kind() == syntax.KindElement {
				span = a.path[i].Span()
			}
		}
	}
	for i := range found {
		if d := &found[i]; d.Severity() == diag.Error && d.Span.Start < span.End && span.Start < d.Span.End {
			return true
		}
	}
	return false
}

// selected is the way to the expression that is selected whole; nil if there is none, or it is a name or constant word.
func (a *actions) selected() []syntax.Node {
	if a.span.Len() == 0 {
		return nil
	}
	for i := len(a.path) - 1; i > 0; i-- {
		n := a.path[i]
		if n.Span() != a.span {
			continue
		}
		if way := a.path[:i+1]; isExpression(way) {
			return way
		}
	}
	return nil
}

// isExpression reports whether the last node of a way is an expression that could stand elsewhere, and more than a name.
func isExpression(way []syntax.Node) bool {
	n, around := way[len(way)-1], parent(way)
	switch n.Kind() {
	case syntax.KindNumber, syntax.KindPlainString, syntax.KindString, syntax.KindRawString, syntax.KindTaggedString, syntax.KindListExpr,
		syntax.KindRecordExpr, syntax.KindFnExpr, syntax.KindMatchExpr, syntax.KindParenExpr, syntax.KindUnaryExpr, syntax.KindBinaryExpr,
		syntax.KindIsExpr, syntax.KindTernaryExpr, syntax.KindPostfixExpr, syntax.KindElement:
	default:
		return false
	}
	switch around.Kind() {
	case syntax.KindImportDecl, syntax.KindTestDecl, syntax.KindTaggedString, syntax.KindTypeField, syntax.KindMatchPattern, syntax.KindUnionType,
		syntax.KindBlock, syntax.KindFile:
		return false
	case syntax.KindRecordField:
		return around.Slot(0) != n
	case syntax.KindAssignStmt:
		return (syntax.AssignStmt{Node: around}).Target() != n
	case syntax.KindMatchArm:
		list := way[len(way)-2]
		return list == around
	case syntax.KindElement, syntax.KindMarkupBlock:
		return n.Kind() == syntax.KindElement
	}
	return !isType(n, around)
}

// extractVariable offers to give an expression a name.
func (a *actions) extractVariable(info *check.Info, way []syntax.Node) {
	n := way[len(way)-1]
	title := a.say(titleExtractVariable, "")
	place, why := a.placeOf(info, way)
	switch {
	case why == nil && narrows(way):
		why = &whyNarrowed
	case why == nil && n.Kind() == syntax.KindElement && !a.spaceStays(way, syntax.KindElement):
		why = &whySpace
	case why == nil && acts(info, n) && actsBefore(info, way):
		why = &whyEffects
	case why == nil && needsContext(info, n):
		return
	}
	if why != nil {
		a.refuse(title, ActionExtract, *why)
		return
	}
	a.add(title, ActionExtract, func() []source.Edit {
		name := a.unusedName(variableName(n))
		by := name
		if n.Kind() == syntax.KindElement && parent(way).Kind() != syntax.KindReturnStmt && isChild(way) {
			by = "{" + name + "}"
		}
		return append(place(name+" = "+alone(n)), source.Edit{Span: n.Span(), New: by})
	})
}

// acts reports whether evaluating code may do something that others can see: whether it calls anything but what is known to only give a value.
func acts(info *check.Info, n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindCallPart:
		call := info.CallOf(n)
		if call == nil || call.Callee == nil || call.Callee.Kind != check.SymStd || call.Callee.Std == nil || len(call.Callee.Std.Effects) > 0 {
			return true
		}
	case syntax.KindStartTag:
		if names.IsComponentTag((syntax.StartTag{Node: n}).Name().Text()) {
			return true
		}
	}
	for c := range n.Children() {
		if acts(info, c) {
			return true
		}
	}
	return false
}

// actsBefore reports whether something acts between the place where a `let` would go and the last node of a way.
func actsBefore(info *check.Info, way []syntax.Node) bool {
	for i := len(way) - 2; i >= 0; i-- {
		switch way[i].Kind() {
		case syntax.KindStmtList, syntax.KindDeclList, syntax.KindMarkupBlock:
			return false
		}
		for c := range way[i].Children() {
			if c == way[i+1] {
				break
			}
			if acts(info, c) {
				return true
			}
		}
		if _, body := arrowBody(way[i]); body == way[i+1] {
			return false
		}
	}
	return false
}

// isChild reports whether the last node of a way stands among the children of an element or directive, not in a hole.
func isChild(way []syntax.Node) bool {
	return len(way) > 1 && way[len(way)-2].Kind() == syntax.KindChildList
}

// variableName is what the value of an expression could be called.
func variableName(n syntax.Node) string {
	switch n.Kind() {
	case syntax.KindNumber:
		return "number"
	case syntax.KindPlainString, syntax.KindString, syntax.KindRawString:
		return "text"
	case syntax.KindListExpr:
		return "items"
	case syntax.KindRecordExpr:
		return "record"
	case syntax.KindElement:
		return "element"
	case syntax.KindFnExpr:
		return "callback"
	case syntax.KindParenExpr:
		return variableName(syntax.ParenExpr{Node: n}.Value())
	case syntax.KindPostfixExpr:
		name := ""
		for part := range (syntax.PostfixExpr{Node: n}).Parts().Items() {
			if m, ok := syntax.AsMemberPart(part); ok {
				name = names.Text(m.Name())
			}
		}
		if name != "" && name[0] != '_' {
			return name
		}
	}
	return "value"
}

// needsContext reports whether an expression means something else where nothing is expected of it: a record that makes a map, an empty
// list, one of literals, a function whose parameters take their types from where it stands.
func needsContext(info *check.Info, n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindRecordExpr:
		if info.IsMap(n) || (syntax.RecordExpr{Node: n}).Fields().Len() == 0 {
			return true
		}
	case syntax.KindListExpr:
		if (syntax.ListExpr{Node: n}).Items().Len() == 0 {
			return true
		}
		if l, ok := types.Under(info.TypeOf(n)).(*types.List); ok && !types.Identical(types.Widen(l.Elem), l.Elem) {
			return true
		}
	case syntax.KindFnExpr:
		for p := range (syntax.FnExpr{Node: n}).Params().Items() {
			if !(syntax.Param{Node: p}).Type().Ok() {
				return true
			}
		}
		return false
	case syntax.KindPostfixExpr:
		// Arguments meet their parameters; only what the chain begins with stands free.
		return needsContext(info, syntax.PostfixExpr{Node: n}.Base())
	}
	for c := range n.Children() {
		if needsContext(info, c) {
			return true
		}
	}
	return false
}

// narrows reports whether a test that the expression is a part of makes a type narrower, so that it must stand where it does.
func narrows(way []syntax.Node) bool {
	n := way[len(way)-1]
	switch n.Kind() {
	case syntax.KindNumber, syntax.KindPlainString:
		return false
	case syntax.KindBinaryExpr:
		switch firstOperator(n) {
		case syntax.KindLt, syntax.KindLtEq, syntax.KindGt, syntax.KindGtEq, syntax.KindPlus, syntax.KindMinus, syntax.KindStar, syntax.KindSlash, syntax.KindPercent:
			return false
		}
	case syntax.KindPostfixExpr:
		last := syntax.KindNone
		for part := range (syntax.PostfixExpr{Node: n}).Parts().Items() {
			last = part.Kind()
		}
		if last == syntax.KindCallPart {
			return false
		}
	}
	for i := len(way) - 2; i >= 0; i-- {
		child := way[i+1]
		switch n := way[i]; n.Kind() {
		case syntax.KindIfClause:
			return syntax.IfClause{Node: n}.Cond() == child
		case syntax.KindIfDirectiveClause:
			return syntax.IfDirectiveClause{Node: n}.Cond() == child
		case syntax.KindWhileStmt:
			return syntax.WhileStmt{Node: n}.Cond() == child
		case syntax.KindTernaryExpr:
			return syntax.TernaryExpr{Node: n}.Cond() == child
		case syntax.KindMatchExpr:
			return syntax.MatchExpr{Node: n}.Subject() == child
		case syntax.KindMatchDirective:
			return syntax.MatchDirective{Node: n}.Subject() == child
		case syntax.KindAssertStmt:
			return true
		case syntax.KindBinaryExpr, syntax.KindBinaryPart, syntax.KindBinaryPartList, syntax.KindUnaryExpr, syntax.KindIsExpr, syntax.KindParenExpr:
			if op := firstOperator(n); op == syntax.KindAndAnd || op == syntax.KindOrOr {
				return true
			}
		default:
			return false
		}
	}
	return false
}

// firstOperator is the first operator of a BinaryExpr; that of a BinaryPart or UnaryExpr.
func firstOperator(n syntax.Node) syntax.Kind {
	switch n.Kind() {
	case syntax.KindBinaryPart:
		return syntax.BinaryPart{Node: n}.Op().Kind()
	case syntax.KindBinaryExpr:
		for item := range (syntax.BinaryExpr{Node: n}).Rest().Items() {
			return syntax.BinaryPart{Node: item}.Op().Kind()
		}
	}
	return syntax.KindNone
}

// placeOf finds where a `let` goes that is to hold the value of the last node of a way: where it is in scope and evaluated as often as the
// expression is. Place makes the edits from what stands behind `let`. Why is the reason if there is none.
func (a *actions) placeOf(info *check.Info, way []syntax.Node) (place func(binding string) []source.Edit, why *diag.Both) {
	e := way[len(way)-1]
	newest := newestLocal(info, e)
	if info.Unit.Kind == names.ClientFn && usesVar(info, e) {
		return nil, &whyVaries
	}
	inLine := false // in a string that ends on its line
	for i := len(way) - 2; i >= 0; i-- {
		n, child := way[i], way[i+1]
		switch n.Kind() {
		case syntax.KindString:
			inLine = inLine || syntax.String{Node: n}.Open().Text() != `"""`
		case syntax.KindStmtList, syntax.KindDeclList:
			return func(binding string) []source.Edit {
				return []source.Edit{insertion(child.Span().Start, "let "+binding+"\n")}
			}, nil
		case syntax.KindChildList:
			if strings.Contains(e.Text(), "\n") && e.Kind() != syntax.KindElement {
				return nil, &whyConditional
			}
			if at, ok := childPlace(way[:i+1], newest); ok {
				end := "\n"
				if rest := a.text(source.Span{Start: at, End: n.Span().End}); strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n") {
					end = ""
				}
				return func(binding string) []source.Edit { return []source.Edit{insertion(at, "\n@let "+binding+end)} }, nil
			}
		case syntax.KindMatchPattern, syntax.KindMatchPatternList, syntax.KindParam, syntax.KindModelField:
			return nil, &whyConditional
		default:
			if isConditional(n, child) {
				return nil, &whyConditional
			}
			if arrow, body := arrowBody(n); arrow.Ok() && body == child {
				if inLine || body.First().CommentBefore() {
					return nil, &whyConditional
				}
				return func(binding string) []source.Edit { return blockEdits(arrow, body, "let "+binding+"\n") }, nil
			}
		}
	}
	return nil, &whyConditional
}

// childPlace is where a `@let` goes in the list of children that a way ends with: at the start of a directive's body, or behind the `@let`
// that gives the newest of the names it needs. In the content of an element it is not needed otherwise.
func childPlace(way []syntax.Node, newest int) (at int, ok bool) {
	list, around := way[len(way)-1], way[len(way)-2]
	for item := range list.Items() {
		if d, is := syntax.AsLetDirective(item); is && item.Span().Start <= newest && newest < item.Span().End {
			at, ok = d.Span().End, true
		}
	}
	if b, is := syntax.AsMarkupBlock(around); is && !ok {
		return b.Open().Span().End, true
	}
	return at, ok
}

// isConditional reports whether child, a part of n, is evaluated only sometimes when n is, or more than once.
func isConditional(n, child syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindTernaryExpr:
		return syntax.TernaryExpr{Node: n}.Cond() != child
	case syntax.KindBinaryPart:
		switch firstOperator(n) {
		case syntax.KindAndAnd, syntax.KindOrOr, syntax.KindQuestionQuestion:
			return true
		}
	case syntax.KindMatchArm, syntax.KindMatchDirectiveArm:
		return true
	case syntax.KindIfClause:
		d := syntax.IfClause{Node: n}
		return d.Cond() == child && d.Else().Ok()
	case syntax.KindIfDirectiveClause:
		d := syntax.IfDirectiveClause{Node: n}
		return d.Cond() == child && d.Else().Ok()
	case syntax.KindWhileStmt:
		return syntax.WhileStmt{Node: n}.Cond() == child
	case syntax.KindPostfixPartList:
		for item := range n.Items() {
			if item == child {
				break
			}
			if m, ok := syntax.AsMemberPart(item); ok && m.Dot().Kind() == syntax.KindQuestionDot {
				return true
			}
		}
	}
	return false
}

// arrowBody is the arrow and the body of a function that is an expression; absent of any other node.
func arrowBody(n syntax.Node) (arrow, body syntax.Node) {
	switch n.Kind() {
	case syntax.KindFnDecl:
		arrow, body = syntax.FnDecl{Node: n}.FatArrow(), syntax.FnDecl{Node: n}.Body()
	case syntax.KindFnExpr:
		arrow, body = syntax.FnExpr{Node: n}.FatArrow(), syntax.FnExpr{Node: n}.Body()
	case syntax.KindPageDecl:
		arrow, body = syntax.PageDecl{Node: n}.FatArrow(), syntax.PageDecl{Node: n}.Body()
	case syntax.KindLayoutDecl:
		arrow, body = syntax.LayoutDecl{Node: n}.FatArrow(), syntax.LayoutDecl{Node: n}.Body()
	case syntax.KindPathsDecl:
		arrow, body = syntax.PathsDecl{Node: n}.FatArrow(), syntax.PathsDecl{Node: n}.Body()
	case syntax.KindActionDecl:
		arrow, body = syntax.ActionDecl{Node: n}.FatArrow(), syntax.ActionDecl{Node: n}.Body()
	}
	return arrow, body
}

// mentions calls f for the names in n that mean a local which is declared outside of n.
func mentions(info *check.Info, n syntax.Node, f func(token syntax.Node, l *names.Local, declared source.Span)) {
	within := n.Span()
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		if n.Kind() == syntax.KindIdent || n.Kind() == syntax.KindTagName {
			if l, declared := local(info, n); l != nil && (declared.Start < within.Start || declared.Start >= within.End) {
				f(n, l, declared)
			}
			return
		}
		for c := range n.Children() {
			walk(c)
		}
	}
	walk(n)
}

// newestLocal is where the last declared of the locals is declared that an expression uses; -1 if it uses none.
func newestLocal(info *check.Info, n syntax.Node) int {
	newest := -1
	mentions(info, n, func(_ syntax.Node, _ *names.Local, declared source.Span) { newest = max(newest, declared.Start) })
	return newest
}

// usesVar reports whether an expression uses a local that is assigned.
func usesVar(info *check.Info, n syntax.Node) bool {
	found := false
	mentions(info, n, func(_ syntax.Node, l *names.Local, _ source.Span) {
		found = found || l.Kind == names.LocalVar && l.Assigned
	})
	return found
}

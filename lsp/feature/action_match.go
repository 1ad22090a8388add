// Branches in their other forms: chains of `if`, `@if` and `? :` that compare one value, as `match`, and back; the branches of an `if` the other way
// round.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// branch is one way that code may go: what must hold, and what comes of it.
type branch struct {
	cond syntax.Node // absent of the last, which takes the rest
	body syntax.Node
}

// clauses are the branches of an `if` or `@if`.
func clauses(n syntax.Node) []branch {
	var out []branch
	if d, ok := syntax.AsIfStmt(n); ok {
		for item := range d.Clauses().Items() {
			c := syntax.IfClause{Node: item}
			out = append(out, branch{c.Cond(), c.Body()})
		}
	}
	if d, ok := syntax.AsIfDirective(n); ok {
		for item := range d.Clauses().Items() {
			c := syntax.IfDirectiveClause{Node: item}
			out = append(out, branch{c.Cond(), c.Body()})
		}
	}
	return out
}

// ternaries are the branches of a chain of `? :`.
func ternaries(n syntax.Node) []branch {
	for out := []branch(nil); ; {
		d, ok := syntax.AsTernaryExpr(n)
		if !ok {
			return append(out, branch{body: n})
		}
		out = append(out, branch{d.Cond(), d.Then()})
		n = d.Else()
	}
}

// toMatch offers to write branches that all compare one value as a `match`: with blocks of statements or markup, or with values.
func (a *actions) toMatch(n syntax.Node, branches []branch) {
	if len(branches) < 2 || insideComment(n) {
		return
	}
	word := "match "
	if n.Kind() == syntax.KindIfDirective {
		word = "@match "
	}
	subject := ""
	var arms strings.Builder
	rest := false
	for _, b := range branches {
		pattern := "else"
		if b.cond.Ok() {
			compared, values, ok := comparison(b.cond)
			if !ok || subject != "" && compared != subject {
				return
			}
			subject, pattern = compared, strings.Join(values, ", ")
		} else {
			rest = true
		}
		arms.WriteString(pattern)
		if n.Kind() == syntax.KindTernaryExpr {
			arms.WriteString(" =>")
		}
		arms.WriteString(" " + b.body.Text() + "\n")
	}
	if subject == "" {
		return
	}
	for _, end := range []string{"", "else { }\n"} {
		edits := []source.Edit{{Span: n.Span(), New: word + subject + " {\n" + arms.String() + end + "}"}}
		if (end == "" || !rest && n.Kind() != syntax.KindTernaryExpr) && a.staysClean(edits) {
			a.add(a.say(titleToMatch, ""), ActionRewrite, func() []source.Edit { return edits })
			return
		}
	}
}

// comparison reads a condition that compares one value with others: `x == "a"`, `x == "a" || x == "b"`.
func comparison(cond syntax.Node) (subject string, values []string, ok bool) {
	d, is := syntax.AsBinaryExpr(cond)
	if !is {
		return "", nil, false
	}
	parts := []syntax.Node{d.First()}
	for item := range d.Rest().Items() {
		parts = append(parts, syntax.BinaryPart{Node: item}.Operand())
	}
	switch firstOperator(cond) {
	case syntax.KindOrOr:
		for _, p := range parts {
			compared, more, ok := comparison(p)
			if !ok || subject != "" && compared != subject {
				return "", nil, false
			}
			subject, values = compared, append(values, more...)
		}
		return subject, values, true
	case syntax.KindEqEq:
		if len(parts) != 2 || onlyOperator(d) != syntax.KindEqEq {
			return "", nil, false
		}
		left, right := parts[0], parts[1]
		if isLiteral(left) {
			left, right = right, left
		}
		if isLiteral(left) || !isLiteral(right) || !isStill(left) || left.Kind() != syntax.KindIdent && left.Kind() != syntax.KindPostfixExpr {
			return "", nil, false
		}
		return left.Text(), []string{right.Text()}, true
	}
	return "", nil, false
}

// onlyOperator is the operator of a chain that has one.
func onlyOperator(d syntax.BinaryExpr) syntax.Kind {
	if d.Rest().Len() != 1 {
		return syntax.KindNone
	}
	return firstOperator(d.Node)
}

func isLiteral(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindNumber, syntax.KindPlainString, syntax.KindKwTrue, syntax.KindKwFalse, syntax.KindKwNone:
		return true
	case syntax.KindUnaryExpr:
		return syntax.UnaryExpr{Node: n}.Operand().Kind() == syntax.KindNumber
	}
	return false
}

// fromMatch offers to write a `match` with `if`, `@if` or `? :`. What is matched is evaluated again for each arm, so that it must be nothing
// but names and fields.
func (a *actions) fromMatch(way []syntax.Node) {
	n := way[len(way)-1]
	info := a.info()
	var subject, list syntax.Node
	if d, ok := syntax.AsMatchExpr(n); ok {
		subject, list = d.Subject(), d.Arms()
	}
	if d, ok := syntax.AsMatchDirective(n); ok {
		subject, list = d.Subject(), d.Arms()
	}
	if info == nil || !isStill(subject) || insideComment(n) || list.Len() == 0 {
		return
	}
	isBool := types.Identical(types.Widen(info.TypeOf(subject)), types.Bool)
	var conds, bodies []string
	values := true
	for item := range list.Items() {
		var patterns, other, body syntax.Node
		if arm, ok := syntax.AsMatchArm(item); ok {
			patterns, other, body = arm.Patterns(), arm.Else(), arm.Body()
			values = values && body.Kind() != syntax.KindBlock && isValue(body)
		} else {
			arm := syntax.MatchDirectiveArm{Node: item}
			patterns, other, body = arm.Patterns(), arm.Else(), arm.Body()
			values = false
		}
		cond := ""
		if !other.Ok() {
			cond = compared(subject, patterns, isBool)
		}
		conds, bodies = append(conds, cond), append(bodies, bodyText(body))
	}
	switch around := parent(way); {
	case n.Kind() == syntax.KindMatchDirective:
		a.offerIf(n, "@", conds, bodies)
	case way[len(way)-2].Kind() == syntax.KindStmtList || around.Kind() == syntax.KindFile:
		a.offerIf(n, "", conds, bodies)
	case values:
		a.offerTernary(n, around, conds, list)
	}
}

// isValue reports whether the body of an arm gives a value.
func isValue(body syntax.Node) bool {
	switch body.Kind() {
	case syntax.KindReturnStmt, syntax.KindBreakStmt, syntax.KindContinueStmt, syntax.KindAssignStmt:
		return false
	}
	return true
}

// bodyText is the body of an arm as a block.
func bodyText(body syntax.Node) string {
	if body.Kind() == syntax.KindBlock || body.Kind() == syntax.KindMarkupBlock {
		return body.Text()
	}
	return "{\n" + body.Text() + "\n}"
}

// compared is the condition under which one of the patterns of an arm is met.
func compared(subject, patterns syntax.Node, isBool bool) string {
	operand := func(n syntax.Node) string {
		if strengthOf(n) <= bindsEqual {
			return "(" + n.Text() + ")"
		}
		return n.Text()
	}
	var out []string
	for item := range patterns.Items() {
		value := syntax.MatchPattern{Node: item}.Value()
		switch {
		case isBool && value.Kind() == syntax.KindKwTrue:
			out = append(out, operand(subject))
		case isBool && value.Kind() == syntax.KindKwFalse && strengthOf(subject) > bindsUnary:
			out = append(out, "!"+subject.Text())
		default:
			out = append(out, operand(subject)+" == "+operand(value))
		}
	}
	return strings.Join(out, " || ")
}

// offerIf offers a chain of `if`; of arms that are all there are the last takes the rest.
func (a *actions) offerIf(n syntax.Node, at string, conds, bodies []string) {
	var b strings.Builder
	for i, cond := range conds {
		switch {
		case i == 0 && cond == "":
			return
		case i == 0:
			b.WriteString(at + "if " + cond)
		case cond == "" || i == len(conds)-1:
			b.WriteString(" " + at + "else")
			if strings.TrimSpace(strings.Trim(bodies[i], "{}")) == "" {
				continue // nothing is done there
			}
		default:
			b.WriteString(" " + at + "else if " + cond)
		}
		b.WriteString(" " + bodies[i])
	}
	text := strings.TrimSuffix(b.String(), " "+at+"else")
	edits := []source.Edit{{Span: n.Span(), New: text}}
	if a.staysClean(edits) {
		a.add(a.say(titleToIf, ""), ActionRewrite, func() []source.Edit { return edits })
	}
}

// offerTernary offers a chain of `? :` for the values of arms.
func (a *actions) offerTernary(n, around syntax.Node, conds []string, list syntax.Node) {
	var values []string
	for item := range list.Items() {
		values = append(values, operand(syntax.MatchArm{Node: item}.Body()))
	}
	if len(values) < 2 {
		return
	}
	var b strings.Builder
	for i, value := range values[:len(values)-1] {
		if conds[i] == "" {
			return
		}
		b.WriteString(conds[i] + " ? " + value + " : ")
	}
	text := expressionText{b.String() + values[len(values)-1], syntax.KindTernaryExpr, bindsTernary}.in(around, false)
	edits := []source.Edit{{Span: n.Span(), New: text}}
	if a.staysClean(edits) {
		a.add(a.say(titleToTernary, ""), ActionRewrite, func() []source.Edit { return edits })
	}
}

// swapBranches offers to write `if c { a } else { b }` as `if !c { b } else { a }`.
func (a *actions) swapBranches(n syntax.Node, branches []branch) {
	if len(branches) != 2 || branches[1].cond.Ok() || insideComment(n) {
		return
	}
	edits := []source.Edit{
		{Span: branches[0].cond.Span(), New: negated(branches[0].cond)},
		{Span: branches[0].body.Span(), New: branches[1].body.Text()},
		{Span: branches[1].body.Span(), New: branches[0].body.Text()},
	}
	if a.staysClean(edits) {
		a.add(a.say(titleSwap, ""), ActionRewrite, func() []source.Edit { return edits })
	}
}

// negated is a condition that holds where another does not.
func negated(n syntax.Node) string {
	switch n.Kind() {
	case syntax.KindParenExpr:
		return negated(syntax.ParenExpr{Node: n}.Value())
	case syntax.KindUnaryExpr:
		if d := (syntax.UnaryExpr{Node: n}); d.Op().Kind() == syntax.KindNot {
			if inner, ok := syntax.AsParenExpr(d.Operand()); ok {
				return inner.Value().Text()
			}
			return d.Operand().Text()
		}
	case syntax.KindBinaryExpr:
		d := syntax.BinaryExpr{Node: n}
		other := map[syntax.Kind]string{syntax.KindEqEq: " != ", syntax.KindNotEq: " == "}[onlyOperator(d)]
		if other != "" {
			for item := range d.Rest().Items() {
				return d.First().Text() + other + syntax.BinaryPart{Node: item}.Operand().Text()
			}
		}
	}
	if strengthOf(n) > bindsUnary {
		return "!" + n.Text()
	}
	return "!(" + n.Text() + ")"
}

// oneString offers to write a chain of `+` between texts as one string with holes.
func (a *actions) oneString(way []syntax.Node) {
	n := way[len(way)-1]
	d := syntax.BinaryExpr{Node: n}
	info := a.info()
	if info == nil || firstOperator(n) != syntax.KindPlus || insideComment(n) || inShortString(way[:len(way)-1], n) || info.TypeOf(n) == nil ||
		!types.Identical(types.Widen(info.TypeOf(n)), types.String) {
		return
	}
	operands := []syntax.Node{d.First()}
	for item := range d.Rest().Items() {
		p := syntax.BinaryPart{Node: item}
		if p.Op().Kind() != syntax.KindPlus {
			return
		}
		operands = append(operands, p.Operand())
	}
	var parts []stringPart
	literal := false
	for _, o := range operands {
		switch t := info.TypeOf(o); {
		case o.Kind() == syntax.KindPlainString || o.Kind() == syntax.KindString && !strings.HasPrefix(o.Text(), `"""`):
			more, _ := textParts(o)
			parts = append(parts, more...)
			literal = true
		case t == nil || !types.Identical(types.Widen(t), types.String) || strings.Contains(o.Text(), "\n"):
			return
		case o.Kind() == syntax.KindParenExpr:
			parts = append(parts, stringPart{"{" + (syntax.ParenExpr{Node: o}).Value().Text() + "}", true})
		default:
			parts = append(parts, stringPart{"{" + o.Text() + "}", true})
		}
	}
	if !literal || hasControl(parts) {
		return
	}
	text := `"` + escaped(parts, "\\\"\n\t\r{}") + `"`
	a.add(a.say(titleToHoles, ""), ActionRewrite, func() []source.Edit { return []source.Edit{{Span: n.Span(), New: text}} })
}

// Rewriting: the same in other words. Elements wrapped, strings in other quotes, conditions and bodies in their other forms; `match` is in
// action_match.go.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// wraps offers to put the element at the caret's tag, or the one that is selected, into a directive or another element.
func (a *actions) wraps() {
	if !a.wants(ActionRewrite) {
		return
	}
	for i := len(a.path) - 1; i > 0; i-- {
		e, ok := syntax.AsElement(a.path[i])
		if !ok {
			continue
		}
		tag := syntax.StartTag{Node: e.Start()}
		caret := a.span.Len() == 0 && a.path[len(a.path)-1] == tag.Name()
		if caret || a.span == e.Span() {
			a.wrap(a.path[:i+1])
		}
		return
	}
}

func (a *actions) wrap(way []syntax.Node) {
	n := way[len(way)-1]
	if name := (syntax.StartTag{Node: syntax.Element{Node: n}.Start()}).Name().Text(); name == "head" || name == "html" || name == "body" || a.isAllowed(n.Span().Start) || inShortString(way, n) {
		return
	}
	put := func(t actionTitle, name, before, after string) {
		a.add(a.say(t, name), ActionRewrite, func() []source.Edit {
			if !isChild(way) {
				before, after = "<>"+before, after+"</>"
			}
			return []source.Edit{insertion(n.Span().Start, before), insertion(n.Span().End, after)}
		})
	}
	if a.spaceStays(way, syntax.KindIfDirective) {
		put(titleWrapIf, "", "@if true {\n", "\n}")
		put(titleWrapFor, "", "@for _ in [1] {\n", "\n}")
	} else {
		a.refuse(a.say(titleWrapIf, ""), ActionRewrite, whySpace)
		a.refuse(a.say(titleWrapFor, ""), ActionRewrite, whySpace)
	}
	if !isChild(way) {
		return
	}
	name := "div"
	if isInlineElement(n) {
		name = "span"
	}
	around := elementsAround(way[:len(way)-1])
	fault, _ := html.Misplaced(name, around)
	inside, _ := html.Misplaced((syntax.StartTag{Node: syntax.Element{Node: n}.Start()}).Name().Text(), append([]string{name}, around...))
	if fault == html.NestingFine && inside == html.NestingFine && namespaceAt(way[:len(way)-1]) == html.HTML {
		edge := "" // white space at the edges of an inline element counts
		if name == "div" {
			edge = "\n"
		}
		put(titleWrapElement, name, "<"+name+">"+edge, edge+"</"+name+">")
	}
}

// elementsAround are the names of the elements that a way leads through, the innermost first, up to a component.
func elementsAround(way []syntax.Node) []string {
	var out []string
	for i := len(way) - 1; i >= 0; i-- {
		switch way[i].Kind() {
		case syntax.KindElement:
			name := (syntax.StartTag{Node: syntax.Element{Node: way[i]}.Start()}).Name().Text()
			if name != "" && !syntax.IsElementName(name) {
				return out
			}
			if name != "" {
				out = append(out, name)
			}
		case syntax.KindHole, syntax.KindFnExpr:
			return out
		}
	}
	return out
}

// rewrites offers the other forms of what the caret stands in.
func (a *actions) rewrites() {
	if !a.wants(ActionRewrite) {
		return
	}
	a.strings()
	for i := len(a.path) - 1; i > 0; i-- {
		n := a.path[i]
		switch n.Kind() {
		case syntax.KindIfStmt, syntax.KindIfDirective:
			if branches := clauses(n); a.atStart(n) {
				if n.Kind() == syntax.KindIfStmt {
					a.toTernary(syntax.IfStmt{Node: n})
				}
				a.toMatch(n, branches)
				a.swapBranches(n, branches)
			}
		case syntax.KindMatchExpr, syntax.KindMatchDirective:
			if a.atStart(n) {
				a.fromMatch(a.path[:i+1])
			}
		case syntax.KindTernaryExpr:
			if a.span.Len() == 0 || a.span == n.Span() {
				a.toIf(a.path[:i+1])
				if a.path[i-1].Kind() != syntax.KindTernaryExpr {
					a.toMatch(n, ternaries(n))
				}
			}
		case syntax.KindBinaryExpr:
			a.oneString(a.path[:i+1])
		case syntax.KindFnDecl, syntax.KindLetStmt, syntax.KindLetDirective:
			a.writeType(n)
		}
		if arrow, body := arrowBody(n); body.Ok() && a.inHead(n, body) {
			a.body(n, arrow, body)
			return
		}
		if n.Kind() == syntax.KindStmtList || n.Kind() == syntax.KindChildList {
			return
		}
	}
}

// atStart reports whether the place is at the first word of n, the `@` before it included, or n is selected.
func (a *actions) atStart(n syntax.Node) bool {
	first := n.First().Span()
	if n.First().Kind() == syntax.KindAt {
		first.End = n.Tree().TokenAt(first.End).Span().End
	}
	return a.span == n.Span() || a.span.Len() == 0 && a.span.Start >= first.Start && a.span.Start <= first.End
}

// inHead reports whether the place is in a function before its body begins.
func (a *actions) inHead(n, body syntax.Node) bool {
	return a.span.Len() == 0 && a.span.Start >= n.Span().Start && a.span.Start <= body.Span().Start
}

// toTernary offers to write `if c { return a } else { return b }` as `return c ? a : b`, and likewise with assignments of one name.
func (a *actions) toTernary(d syntax.IfStmt) {
	var clauses []syntax.IfClause
	for item := range d.Clauses().Items() {
		clauses = append(clauses, syntax.IfClause{Node: item})
	}
	if len(clauses) != 2 || clauses[1].If().Ok() || d.First().CommentBefore() || insideComment(d.Node) {
		return
	}
	first, second := onlyStatement(clauses[0].Body()), onlyStatement(clauses[1].Body())
	var head string
	var yes, no syntax.Node
	switch {
	case first.Kind() == syntax.KindReturnStmt && second.Kind() == syntax.KindReturnStmt:
		head, yes, no = "return ", syntax.ReturnStmt{Node: first}.Value(), syntax.ReturnStmt{Node: second}.Value()
	case first.Kind() == syntax.KindAssignStmt && second.Kind() == syntax.KindAssignStmt:
		x, y := (syntax.AssignStmt{Node: first}), (syntax.AssignStmt{Node: second})
		if x.Target().Kind() != syntax.KindIdent || x.Target().Text() != y.Target().Text() || x.Op().Kind() != y.Op().Kind() {
			return
		}
		head, yes, no = x.Target().Text()+" "+x.Op().Text()+" ", x.Value(), y.Value()
	}
	if !yes.Ok() || !no.Ok() {
		return
	}
	a.add(a.say(titleToTernary, ""), ActionRewrite, func() []source.Edit {
		return []source.Edit{{Span: d.Span(), New: head + operand(clauses[0].Cond()) + " ? " + operand(yes) + " : " + operand(no)}}
	})
}

// operand is an expression as a part of `? :`.
func operand(n syntax.Node) string {
	switch n.Kind() {
	case syntax.KindTernaryExpr, syntax.KindFnExpr:
		return "(" + n.Text() + ")"
	}
	return n.Text()
}

// onlyStatement is the one statement of a block; absent if there are none or more.
func onlyStatement(block syntax.Node) syntax.Node {
	list := syntax.Block{Node: block}.Body()
	if list.Len() != 1 {
		return syntax.Node{}
	}
	for item := range list.Items() {
		return item
	}
	return syntax.Node{}
}

// insideComment reports whether a comment stands in n behind its first token.
func insideComment(n syntax.Node) bool {
	first, found := true, false
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		if !n.HasComment() {
			first = false
			return
		}
		if n.IsToken() {
			found = found || !first && n.CommentBefore()
			first = false
			return
		}
		for c := range n.Children() {
			walk(c)
		}
	}
	walk(n)
	return found
}

// toIf offers to write a returned or assigned `c ? a : b` as an `if`.
func (a *actions) toIf(way []syntax.Node) {
	d, around := syntax.TernaryExpr{Node: way[len(way)-1]}, parent(way)
	head := ""
	switch around.Kind() {
	case syntax.KindReturnStmt:
		head = "return "
	case syntax.KindAssignStmt:
		x := syntax.AssignStmt{Node: around}
		if x.Target().Kind() != syntax.KindIdent {
			return
		}
		head = x.Target().Text() + " " + x.Op().Text() + " "
	default:
		return
	}
	if insideComment(around) || way[len(way)-3].Kind() != syntax.KindStmtList && way[len(way)-2].Kind() != syntax.KindStmtList {
		return
	}
	cond := d.Cond().Text()
	if d.Cond().Kind() == syntax.KindRecordExpr {
		cond = "(" + cond + ")"
	}
	a.add(a.say(titleToIf, ""), ActionRewrite, func() []source.Edit {
		return []source.Edit{{Span: around.Span(), New: "if " + cond + " {\n" + head + d.Then().Text() + "\n} else {\n" + head + d.Else().Text() + "\n}"}}
	})
}

// body offers the other form of a function's body.
func (a *actions) body(n, arrow, body syntax.Node) {
	if arrow.Ok() && body.Kind() != syntax.KindBlock {
		if inShortString(a.path, n) || body.First().CommentBefore() {
			return
		}
		a.add(a.say(titleToBlock, ""), ActionRewrite, func() []source.Edit { return blockEdits(arrow, body, "") })
		return
	}
	only := onlyStatement(body)
	if only.Kind() != syntax.KindReturnStmt || arrow.Ok() || insideComment(body) {
		return
	}
	value := syntax.ReturnStmt{Node: only}.Value()
	if !value.Ok() {
		return
	}
	a.add(a.say(titleToArrow, ""), ActionRewrite, func() []source.Edit {
		return []source.Edit{{Span: body.Span(), New: "=> " + value.Text()}}
	})
}

// blockEdits write a body behind an arrow as a block, with statements before its return.
func blockEdits(arrow, body syntax.Node, before string) []source.Edit {
	head := source.Span{Start: arrow.Span().Start, End: body.Span().Start}
	return []source.Edit{{Span: head, New: "{\n" + before + "return "}, insertion(body.Span().End, "\n}")}
}

// inShortString reports whether n stands in a string that ends on its line.
func inShortString(path []syntax.Node, n syntax.Node) bool {
	for _, p := range path {
		if s, ok := syntax.AsString(p); ok && s.Open().Text() != `"""` {
			return true
		}
		if p == n {
			return false
		}
	}
	return false
}

// strings offers to write the string at the place in other quotes.
func (a *actions) strings() {
	for i := len(a.path) - 1; i > 0; i-- {
		n := a.path[i]
		switch n.Kind() {
		case syntax.KindHole:
			return
		case syntax.KindPlainString, syntax.KindString, syntax.KindRawString:
			if way := a.path[:i+1]; isExpression(way) && parent(way).Kind() != syntax.KindUnionMember {
				a.requote(way)
			}
			return
		}
	}
}

// requote offers the forms in which the value of a string can be written. Text in quotes holds what is escaped elsewhere; backticks hold
// neither holes nor what cannot be typed.
func (a *actions) requote(way []syntax.Node) {
	n := way[len(way)-1]
	if inShortString(way[:len(way)-1], n) {
		return // a hole of a string on one line holds no line end
	}
	parts, plain := textParts(n)
	open := n.Text()[:1]
	if strings.HasPrefix(n.Text(), `"""`) {
		open = `"""`
	}
	offer := func(t actionTitle, text string) {
		a.add(a.say(t, ""), ActionRewrite, func() []source.Edit { return []source.Edit{{Span: n.Span(), New: text}} })
	}
	if !holeOverLines(parts) && open != `"` && (open != "'" || !strings.Contains(n.Text(), `"`)) {
		offer(titleToDouble, `"`+escaped(parts, "\\\"\n\t\r{}")+`"`)
	}
	if plain && isKeyword(parts[0].text) {
		return // it may be one of the texts that a type names, which only quotes write
	}
	if open != `"""` && !hasControl(parts) {
		if text := escaped(parts, "\\\r{}"); !strings.Contains(text, `"""`) && !endsInSpace(text) {
			offer(titleToLong, "\"\"\"\n"+text+"\n\"\"\"")
		}
	}
	if open != "`" && plain && !hasControl(parts) && len(parts) == 1 && !strings.ContainsAny(parts[0].text, "`\r") {
		offer(titleToRaw, "`"+parts[0].text+"`")
	}
}

// stringPart is a piece of a string's value, or a hole as it is written.
type stringPart struct {
	text string
	hole bool
}

// textParts are the pieces of a string, texts joined; plain says that there are no holes.
func textParts(n syntax.Node) (parts []stringPart, plain bool) {
	plain = true
	text := func(s string) {
		if k := len(parts) - 1; k >= 0 && !parts[k].hole {
			parts[k].text += s
		} else {
			parts = append(parts, stringPart{text: s})
		}
	}
	switch n.Kind() {
	case syntax.KindPlainString:
		text(n.StringValue())
	case syntax.KindRawString:
		text(syntax.RawText(syntax.RawString{Node: n}.Lines()))
	default:
		for p := range syntax.StringParts(n) {
			if p.Hole.Ok() {
				plain = false
				parts = append(parts, stringPart{p.Hole.Text(), true})
			} else {
				text(p.Text)
			}
		}
	}
	if len(parts) == 0 {
		text("")
	}
	return parts, plain
}

// isKeyword reports whether a text is one word, as those are that programs compare.
func isKeyword(s string) bool { return !strings.ContainsAny(s, " \n\t\"'\\{}`<>&") }

// holeOverLines reports whether a hole runs over lines.
func holeOverLines(parts []stringPart) bool {
	for _, p := range parts {
		if p.hole && strings.Contains(p.text, "\n") {
			return true
		}
	}
	return false
}

// hasControl reports whether a text holds a character that cannot be seen where it is typed.
func hasControl(parts []stringPart) bool {
	for _, p := range parts {
		if !p.hole && strings.ContainsFunc(p.text, func(r rune) bool {
			return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff
		}) {
			return true
		}
	}
	return false
}

// endsInSpace reports whether a line of a text ends in white space, which would not be seen.
func endsInSpace(text string) bool {
	for line := range strings.Lines(text + "\n") {
		if line = strings.TrimSuffix(line, "\n"); line != strings.TrimRight(line, " \t") {
			return true
		}
	}
	return false
}

// escaped writes parts with the characters in special escaped.
func escaped(parts []stringPart, special string) string {
	names := map[byte]string{'\n': `\n`, '\t': `\t`, '\r': `\r`}
	var b strings.Builder
	for _, p := range parts {
		if p.hole {
			b.WriteString(p.text)
			continue
		}
		for i := range len(p.text) {
			c := p.text[i]
			switch name := names[c]; {
			case strings.IndexByte(special, c) < 0:
				b.WriteByte(c)
			case name != "":
				b.WriteString(name)
			default:
				b.WriteString(`\` + string(c))
			}
		}
	}
	return b.String()
}

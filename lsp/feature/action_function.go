// Extracting functions and components: what is selected becomes the body of a new one behind the declaration, and its locals become
// parameters.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// taken is a local that extracted code uses: a parameter of what it becomes.
type taken struct {
	name string
	typ  types.Type
}

// parameters are the locals of the nodes' surroundings that they use, in order, or why they cannot be parameters.
func (a *actions) parameters(info *check.Info, nodes []syntax.Node, span source.Span) (out []taken, why *diag.Both) {
	seen := map[*names.Local]bool{}
	for _, n := range nodes {
		mentions(info, n, func(token syntax.Node, l *names.Local, declared source.Span) {
			switch {
			case declared.Start >= span.Start && declared.Start < span.End:
			case l.Kind == names.LocalTypeParam:
				why = &whyTypeParameter
			case l.Kind == names.LocalVar && l.Assigned && (l.Captured || info.Unit.Kind == names.ClientFn):
				why = &whyVaries
			case !seen[l]:
				seen[l] = true
				t := info.TypeOf(token)
				if s := info.SymbolOf(token); t == nil && s != nil {
					t = s.Type
				}
				if t != nil && types.IsInvalid(t) {
					why = &whyUnknown
				}
				if l, ok := t.(types.Literal); ok {
					t = types.Widen(l)
				}
				out = append(out, taken{l.Name, t})
			}
		})
	}
	for _, c := range info.Resolution.Within(span.Shift(-info.Unit.Start())) {
		if c.Local == nil || !span.Contains(c.Local.Span.Start+info.Unit.Start()) {
			why = &whyAssigns
		}
	}
	if why == nil && a.callsItself(info, span) {
		why = &whyRecursive
	}
	for _, n := range nodes {
		if why == nil && usesNarrowed(info, n) {
			why = &whyNarrowed
		}
	}
	return out, why
}

// usesNarrowed reports whether code uses a field or a top-level name of which a test somewhere has made the type narrower: a parameter keeps
// that, they do not.
func usesNarrowed(info *check.Info, n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindMemberPart:
		if m, t := info.MemberOf(n), info.TypeOf(n); m != nil && m.Kind == check.MemberField && t != nil {
			if r, ok := types.Under(m.Receiver).(*types.Record); ok {
				if f, ok := r.Field(names.Text(syntax.MemberPart{Node: n}.Name())); ok && !types.Identical(f.Read(), t) {
					return true
				}
			}
		}
	case syntax.KindIdent:
		if l, _ := local(info, n); l == nil {
			if s, t := info.SymbolOf(n), info.TypeOf(n); s != nil && s.Kind == check.SymTop && s.Type != nil && t != nil && !types.Identical(s.Type, t) {
				return true
			}
		}
	}
	for c := range n.Children() {
		if usesNarrowed(info, c) {
			return true
		}
	}
	return false
}

// callsItself reports whether the code of a span names the declaration that it stands in.
func (a *actions) callsItself(info *check.Info, span source.Span) bool {
	for _, m := range info.Resolution.Free {
		at := m.Span.Shift(info.Unit.Start())
		if at.Start < span.Start || at.End > span.End {
			continue
		}
		for _, d := range info.Unit.Decls {
			if d.Name == m.Name {
				return true
			}
		}
	}
	return false
}

// signature writes parameters as a declaration does.
func (a *actions) signature(params []taken) string {
	var out []string
	for _, p := range params {
		if t := a.file.writtenType(a.ctx, p.typ); t != "" {
			out = append(out, p.name+": "+t)
		} else {
			out = append(out, p.name)
		}
	}
	return "(" + strings.Join(out, ", ") + ")"
}

func arguments(params []taken) string {
	var out []string
	for _, p := range params {
		out = append(out, p.name)
	}
	return "(" + strings.Join(out, ", ") + ")"
}

// behind is the edit that writes a declaration behind the one around the place.
func (a *actions) behind(info *check.Info, decl string) source.Edit {
	at := info.Unit.Outer.Span().End
	line, _ := a.file.text().LineCol(at)
	end := a.file.text().LineSpan(line).End
	if strings.HasPrefix(strings.TrimLeft(a.text(source.Span{Start: at, End: end}), " \t"), "//") {
		at = end // a comment on its line belongs to it
	}
	decl = "\n\n" + decl
	if rest := strings.TrimLeft(a.text(source.Span{Start: at, End: a.file.text().Len()}), " \t\r"); strings.TrimLeft(rest, "\n\r\t ") != "" &&
		!strings.HasPrefix(strings.ReplaceAll(rest, "\r", ""), "\n\n") {
		decl += "\n"
	}
	return insertion(at, decl)
}

// isAllowed reports whether a comment above a place silences warnings about what stands there.
func (a *actions) isAllowed(offset int) bool {
	line, _ := a.file.text().LineCol(offset)
	return line > 0 && strings.Contains(a.text(a.file.text().LineSpan(line-1)), "coder: allow(")
}

// alone writes an expression so that it means the same on lines of its own, where a line end may end a statement.
func alone(n syntax.Node) string {
	switch n.Kind() {
	case syntax.KindBinaryExpr, syntax.KindTernaryExpr, syntax.KindIsExpr, syntax.KindUnaryExpr:
		if strings.Contains(n.Text(), "\n") {
			return "(" + n.Text() + ")"
		}
	}
	return n.Text()
}

// extractFunction offers to make an expression the body of a function.
func (a *actions) extractFunction(info *check.Info, way []syntax.Node) {
	n := way[len(way)-1]
	switch n.Kind() {
	case syntax.KindElement, syntax.KindFnExpr, syntax.KindNumber, syntax.KindPlainString:
		return
	}
	title := a.say(titleExtractFunction, "")
	params, why := a.parameters(info, []syntax.Node{n}, n.Span())
	if why == nil && narrows(way) {
		why = &whyNarrowed
	}
	if why != nil {
		a.refuse(title, ActionExtract, *why)
		return
	}
	if needsContext(info, n) {
		return
	}
	a.add(title, ActionExtract, func() []source.Edit {
		name := a.unusedName("extracted")
		return []source.Edit{
			{Span: n.Span(), New: name + arguments(params)},
			a.behind(info, "fn "+name+a.signature(params)+" => "+alone(n)),
		}
	})
}

// extractStatements offers to make the statements that are selected the body of a function.
func (a *actions) extractStatements(info *check.Info) {
	chosen := a.selectedStatements()
	if len(chosen) == 0 || a.isAllowed(a.span.Start) {
		return
	}
	title := a.say(titleExtractFunction, "")
	params, why := a.parameters(info, chosen, a.span)
	var results []syntax.Node
	if why == nil {
		results, why = a.results(info, chosen)
	}
	if why != nil {
		a.refuse(title, ActionExtract, *why)
		return
	}
	a.add(title, ActionExtract, func() []source.Edit {
		name := a.unusedName("extracted")
		call, body := name+arguments(params), a.text(a.span)
		for _, r := range results {
			call = (syntax.LetStmt{Node: r}).Keyword().Text() + " " + syntax.LetStmt{Node: r}.Pattern().Text() + " = " + call
			body += "\nreturn " + syntax.LetStmt{Node: r}.Pattern().Text()
		}
		return []source.Edit{
			{Span: a.span, New: call},
			a.behind(info, "fn "+name+a.signature(params)+" {\n"+body+"\n}"),
		}
	})
}

// selectedStatements are the statements of a block that are selected whole; none if the selection is anything else.
func (a *actions) selectedStatements() []syntax.Node {
	for i := len(a.path) - 1; i > 0; i-- {
		if a.path[i].Kind() != syntax.KindStmtList {
			continue
		}
		var out []syntax.Node
		for item := range a.path[i].Items() {
			if s := item.Span(); s.Start >= a.span.Start && s.End <= a.span.End {
				out = append(out, item)
			} else if s.Start < a.span.End && s.End > a.span.Start {
				return nil
			}
		}
		if len(out) > 0 && out[0].Span().Start == a.span.Start && out[len(out)-1].Span().End == a.span.End {
			return out
		}
		return nil
	}
	return nil
}

// results are the declarations among statements of which the name is used behind them: at most one, of a name alone. Why says what keeps the
// statements from being a function.
func (a *actions) results(info *check.Info, statements []syntax.Node) (out []syntax.Node, why *diag.Both) {
	for _, n := range statements {
		if leaves(info, n, false) {
			return nil, &whyLeaves
		}
	}
	unit := info.Unit.Node
	after := map[*names.Local]bool{}
	walkNames(unit, func(token syntax.Node) {
		if l, declared := local(info, token); l != nil && token.Span().Start >= a.span.End && a.span.Contains(declared.Start) {
			after[l] = true
		}
	})
	for _, n := range statements {
		d, ok := syntax.AsLetStmt(n)
		if !ok {
			continue
		}
		for _, name := range names.PatternNames(d.Pattern()) {
			l, _ := local(info, name)
			if l == nil || !after[l] {
				continue
			}
			if d.Pattern().Kind() != syntax.KindIdent || d.Type().Ok() {
				return nil, &whyManyResults
			}
			out = append(out, n)
			delete(after, l)
		}
	}
	if len(out) > 1 || len(after) > 0 {
		return nil, &whyManyResults
	}
	return out, nil
}

// walkNames calls f for the names in n.
func walkNames(n syntax.Node, f func(token syntax.Node)) {
	if n.Kind() == syntax.KindIdent || n.Kind() == syntax.KindTagName {
		f(n)
		return
	}
	for c := range n.Children() {
		walkNames(c, f)
	}
}

// leaves reports whether code may go elsewhere than to what stands behind it: by return, by break and continue of a loop around it, or by
// failing in a branch, so that what follows knows more.
func leaves(info *check.Info, n syntax.Node, inLoop bool) bool {
	switch n.Kind() {
	case syntax.KindFnExpr:
		return false
	case syntax.KindReturnStmt, syntax.KindAssertStmt: // only a test knows assert
		return true
	case syntax.KindBreakStmt, syntax.KindContinueStmt:
		return !inLoop
	case syntax.KindForStmt, syntax.KindWhileStmt:
		inLoop = true
	case syntax.KindCallPart:
		if info.TypeOf(n) == types.Type(types.Never) {
			return true
		}
	}
	for c := range n.Children() {
		if leaves(info, c, inLoop) {
			return true
		}
	}
	return false
}

// extractComponent offers to make an element a component.
func (a *actions) extractComponent(info *check.Info, way []syntax.Node) {
	n := way[len(way)-1]
	title := a.say(titleExtractComponent, "")
	params, why := a.parameters(info, []syntax.Node{n}, n.Span())
	switch {
	case why != nil:
	case hasScopedStyle(info.Unit.Node):
		why = &whyScoped
	case namespaceAt(way[:len(way)-1]) != html.HTML:
		return // its root would be one of HTML
	case !a.spaceStays(way, syntax.KindElement):
		why = &whySpace
	}
	for _, p := range params {
		if p.name == "children" {
			return
		}
	}
	if a.isAllowed(n.Span().Start) {
		return
	}
	if tag := (syntax.StartTag{Node: syntax.Element{Node: n}.Start()}); !tag.Name().Ok() || tag.Name().Text() == "head" || tag.Name().Text() == "html" {
		return
	}
	if why != nil {
		a.refuse(title, ActionExtract, *why)
		return
	}
	a.add(title, ActionExtract, func() []source.Edit {
		name := a.unusedName("Part")
		tag := "<" + name
		for _, p := range params {
			tag += " {" + p.name + "}"
		}
		return []source.Edit{
			{Span: n.Span(), New: tag + "/>"},
			a.behind(info, "fn "+name+a.signature(params)+" => "+n.Text()),
		}
	})
}

// hasScopedStyle reports whether a declaration has styles of its own.
func hasScopedStyle(n syntax.Node) bool {
	found := false
	elements(n, func(e syntax.Element) {
		if s, ok := styleOf(e); ok && s.Scoped {
			found = true
		}
	})
	return found
}

// spaceStays reports whether the white space beside an element means the same when a component stands in its place, or a directive, for which
// as is KindIfDirective.
func (a *actions) spaceStays(way []syntax.Node, as syntax.Kind) bool {
	return a.spaceStaysFor(way, isBlockElement(way[len(way)-1]), as)
}

// spaceStaysFor is spaceStays for an element that is a block element or not, whatever stands there.
func (a *actions) spaceStaysFor(way []syntax.Node, block bool, as syntax.Kind) bool {
	for _, n := range way[:len(way)-1] {
		if e, ok := syntax.AsElement(n); ok && html.KeepsSpace((syntax.StartTag{Node: e.Start()}).Name().Text()) {
			return false
		}
	}
	if !isChild(way) {
		return true
	}
	n, list := way[len(way)-1], way[len(way)-2]
	var before, after syntax.Node
	space, spaceBefore, spaceAfter, passed := false, false, false, false
	for item := range list.Items() {
		switch {
		case item == n:
			passed, spaceBefore, space = true, space, false
			continue
		case item.Kind() == syntax.KindText && strings.TrimSpace(item.Text()) == "":
			space = true
			continue
		case item.Kind() == syntax.KindLetDirective, isNote(item):
			continue
		}
		text := item.Kind() == syntax.KindText
		if passed {
			spaceAfter = space || text && strings.TrimLeft(item.Text(), " \t\r\n\f") != item.Text()
			after = item
			break
		}
		space = text && strings.TrimRight(item.Text(), " \t\r\n\f") != item.Text()
		before = item
	}
	around := parent(way)
	edge := isBlockElement(around) || !isInlineElement(around) // where white space is nothing
	if before.Kind() == syntax.KindText && !spaceBefore && as == syntax.KindIfDirective {
		return false // `@` behind a letter is text
	}
	ok := func(beside syntax.Node, space bool) bool {
		switch {
		case !beside.Ok():
			return !space || !block || edge
		case !space || isBlockElement(beside):
			return true
		case block:
			return as == syntax.KindIfDirective && (beside.Kind() == syntax.KindText || beside.Kind() == syntax.KindHole || beside.Kind() == syntax.KindElement)
		}
		return beside.Kind() == syntax.KindText || beside.Kind() == syntax.KindHole || isInlineElement(beside)
	}
	return ok(before, spaceBefore) && ok(after, spaceAfter)
}

func isNote(n syntax.Node) bool {
	h, ok := syntax.AsHole(n)
	return ok && !h.Value().Ok()
}

func isBlockElement(n syntax.Node) bool {
	e, ok := syntax.AsElement(n)
	name := (syntax.StartTag{Node: e.Start()}).Name().Text()
	return ok && !names.IsComponentTag(name) && html.IsBlock(name)
}

// isInlineElement reports whether n is an element, not a component or fragment, beside which white space counts.
func isInlineElement(n syntax.Node) bool {
	e, ok := syntax.AsElement(n)
	name := (syntax.StartTag{Node: e.Start()}).Name().Text()
	return ok && name != "" && !names.IsComponentTag(name) && !html.IsBlock(name)
}

// Inlining calls: the body of a function, if it is one expression, in place of a call, the arguments in place of the parameters; likewise the
// markup of a component in place of its tag. Arguments are evaluated once and in their order, as the call does.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// callee is a function whose body is one expression.
type callee struct {
	name   string
	path   string
	unit   *names.Unit
	info   *check.Info
	params []syntax.Param
	body   syntax.Node
	acts   bool    // the body is a statement and gives nothing
	uses   [][]use // by parameter, where the body names it
	free   []syntax.Node
	inner  map[string]bool // names that the body declares
}

// calleeOf is the function that a symbol means; nil if its body is not one expression. Why is the reason if it is, but cannot stand elsewhere.
func (a *actions) calleeOf(s *check.Symbol) (*callee, *diag.Both) {
	if s == nil || s.Kind != check.SymTop || s.Decl.Kind != names.Fn {
		return nil, nil
	}
	m, err := a.file.Snapshot.Module(a.ctx, s.Ref.Path)
	if err != nil || m == nil || m.Decl(s.Ref.Name) == nil {
		return nil, nil
	}
	unit := m.Decl(s.Ref.Name).Unit
	info, err := a.file.Snapshot.Info(a.ctx, unit.ID)
	decl, ok := syntax.AsFnDecl(unit.Node)
	if err != nil || info == nil || !ok || unit.Node.HasError() || decl.TypeParams().Ok() {
		return nil, nil
	}
	c := &callee{name: s.Ref.Name, path: s.Ref.Path, unit: unit, info: info, body: decl.Body(), inner: map[string]bool{}}
	if c.body.Kind() == syntax.KindBlock {
		only := onlyStatement(c.body)
		c.body = syntax.ReturnStmt{Node: only}.Value()
		if only.Kind() != syntax.KindReturnStmt {
			c.body, c.acts = only, only.Kind() == syntax.KindPostfixExpr
			if !c.acts {
				return nil, nil
			}
		}
	}
	if !c.body.Ok() || insideComment(decl.Node) || a.hasError(s.Ref.Path, unit.Node.Span()) {
		return nil, nil
	}
	for item := range decl.Params().Items() {
		p, ok := syntax.AsParam(item)
		if !ok || p.Ellipsis().Ok() {
			return nil, nil
		}
		c.params = append(c.params, p)
	}
	if info.CheckAt(c.body) != nil {
		return c, &whyChecks
	}
	return c, c.read()
}

// read notes what the body names.
func (c *callee) read() (why *diag.Both) {
	c.uses = make([][]use, len(c.params))
	tree := c.body.Tree()
	walkNames(c.body, func(token syntax.Node) {
		l, declared := local(c.info, token)
		switch {
		case l == nil && names.Text(token) == c.name:
			why = &whyRecursive
		case l == nil:
			c.free = append(c.free, token)
		case l.Kind == names.LocalParam && declared.Start < c.body.Span().Start:
			i := slices.IndexFunc(c.params, func(p syntax.Param) bool { return p.Name().Span().Start == declared.Start })
			if i >= 0 {
				c.uses[i] = append(c.uses[i], tree.PathAt(token.Span().Start))
			}
		default:
			c.inner[l.Name] = true
		}
	})
	return why
}

// hasError reports whether there is an error in a span of a file.
func (a *actions) hasError(path string, span source.Span) bool {
	found, err := a.file.Snapshot.Diagnostics(a.ctx, path)
	return err != nil || slices.ContainsFunc(found, func(d diag.Diagnostic) bool {
		return d.Severity() == diag.Error && d.Span.Start < span.End && span.Start < d.Span.End
	})
}

// inlineCalls offers to write the body of the function that a name means in place of the call that names it; where it is declared, of all calls.
func (a *actions) inlineCalls(info *check.Info, token syntax.Node) {
	s := info.SymbolOf(token)
	declares := false
	for _, d := range info.Unit.Decls {
		if d.Node == token {
			_ = a.file.Snapshot.With(a.ctx, a.file.Path, func(q check.Queries) { s = check.Lookup(q, a.file.Path, d.Name) })
			declares = true
		}
	}
	c, why := a.calleeOf(s)
	if c == nil {
		return
	}
	title, edits := a.say(titleInlineFunction, c.name), []source.Edit(nil)
	switch {
	case why != nil:
	case declares:
		title = a.say(titleInlineAll, c.name)
		edits, why = a.allCalls(c)
	default:
		edits, why = a.oneCall(info, c)
	}
	switch {
	case why != nil:
		a.refuse(title, ActionInline, *why)
	case len(edits) > 0 && a.staysClean(edits):
		a.add(title, ActionInline, func() []source.Edit { return edits })
	}
}

// staysClean reports whether edits bring no finding to the file, which is tried out.
func (a *actions) staysClean(edits []source.Edit) bool {
	if a.query.Automatic {
		return false
	}
	sortEdits(edits)
	after := Changes{Files: []FileEdits{{a.file.Path, edits}}}.Suppose(a.file.Snapshot)
	was, err := a.file.Snapshot.Diagnostics(a.ctx, a.file.Path)
	if err != nil {
		return false
	}
	is, err := after.Diagnostics(a.ctx, a.file.Path)
	if err != nil {
		return false
	}
	type finding struct{ code, variant string }
	count := map[finding]int{}
	for _, d := range was {
		count[finding{string(d.Code), d.Variant}]++
	}
	for _, d := range is {
		f := finding{string(d.Code), d.Variant}
		if count[f]--; count[f] < 0 {
			return false
		}
	}
	return true
}

// calling is a mention of a function: what is known of the declaration that it stands in, and the way to it.
type calling struct {
	info *check.Info
	way  []syntax.Node
}

// mentionsOf are the mentions of a top-level name of the file, or false if they are not known.
func (a *actions) mentionsOf(m *names.Module, name string) ([]calling, bool) {
	var out []calling
	for _, u := range m.Units() {
		r, err := a.file.Snapshot.Resolution(a.ctx, u.ID)
		if err != nil || r == nil {
			return nil, false
		}
		for _, mention := range r.Free {
			if mention.Name != name {
				continue
			}
			info, err := a.file.Snapshot.Info(a.ctx, u.ID)
			if err != nil || info == nil {
				return nil, false
			}
			out = append(out, calling{info, m.Tree.PathAt(mention.Span.Start + u.Start())})
		}
	}
	return out, true
}

// removal is the edit that removes a function, with its doc comment.
func (a *actions) removal(c *callee) source.Edit {
	span := c.unit.Outer.Span()
	for t := range c.unit.Outer.Leading() {
		if t.Kind == syntax.TriviaDocComment {
			span.Start = min(span.Start, t.Span.Start)
		}
	}
	return source.Edit{Span: lines(a.file.text(), span)}
}

// oneCall are the edits that write the body in place of the call at the place. The function goes with its last call, unless other files may
// know it; so does its import.
func (a *actions) oneCall(info *check.Info, c *callee) ([]source.Edit, *diag.Both) {
	edits, why := a.call(info, c, a.path)
	if len(edits) == 0 {
		return nil, why
	}
	m, err := a.file.Snapshot.Module(a.ctx, a.file.Path)
	if err != nil || m == nil {
		return nil, nil
	}
	d := m.Decl(names.Text(a.path[len(a.path)-1]))
	if d == nil {
		return edits, nil
	}
	mentions, ok := a.mentionsOf(m, d.Name)
	switch {
	case !ok:
		return nil, nil
	case len(mentions) > 1:
	case d.Unit.Kind == names.Import:
		for _, e := range check.UnusedImport(d).Fixes[0].Edits {
			edits = append(edits, source.Edit{Span: lines(a.file.text(), e.Span), New: e.New})
		}
	case !c.unit.Exported:
		edits = append(edits, a.removal(c))
	}
	return edits, nil
}

// allCalls are the edits that write the body in place of all calls, and remove the function. Other files must not know it, and whatever names
// it must call it.
func (a *actions) allCalls(c *callee) ([]source.Edit, *diag.Both) {
	if c.unit.Exported {
		return nil, &whyExported
	}
	m, err := a.file.Snapshot.Module(a.ctx, c.path)
	if err != nil || m == nil {
		return nil, nil
	}
	mentions, ok := a.mentionsOf(m, c.name)
	if !ok || len(mentions) == 0 {
		return nil, nil
	}
	edits := []source.Edit{a.removal(c)}
	for _, m := range mentions {
		more, why := a.call(m.info, c, m.way)
		if why != nil || len(more) == 0 {
			return nil, why
		}
		for _, e := range more {
			if meets(edits, e.Span) {
				return nil, nil // a call in the arguments of another
			}
		}
		edits = append(edits, more...)
	}
	return edits, nil
}

// call are the edits that write the body in place of the call that the last node of a way names; none if it names no call.
func (a *actions) call(info *check.Info, c *callee, way []syntax.Node) ([]source.Edit, *diag.Both) {
	token := way[len(way)-1]
	for i := len(way) - 2; i >= 0; i-- {
		switch n := way[i]; n.Kind() {
		case syntax.KindPostfixExpr:
			p := syntax.PostfixExpr{Node: n}
			if p.Base() != token {
				return nil, nil
			}
			for part := range p.Parts().Items() {
				call, ok := syntax.AsCallPart(part)
				if !ok {
					return nil, nil
				}
				return a.inPlace(info, c, way[:i+1], call.Node, p.Parts().Len() > 1)
			}
			return nil, nil
		case syntax.KindElement:
			e := syntax.Element{Node: n}
			if start := (syntax.StartTag{Node: e.Start()}); start.Name() == token {
				return a.inTag(info, c, way[:i+1], start)
			}
			return nil, nil
		}
	}
	return nil, nil
}

// inPlace writes the body in place of a call, the expression that a way leads to; more says that the expression goes on behind the call.
func (a *actions) inPlace(info *check.Info, c *callee, way []syntax.Node, call syntax.Node, more bool) ([]source.Edit, *diag.Both) {
	n := way[len(way)-1]
	known := info.CallOf(call)
	list := way[len(way)-2].Kind()
	if known == nil || call.HasComment() || c.acts && (more || list != syntax.KindStmtList && list != syntax.KindDeclList) {
		return nil, nil
	}
	args := make([]argumentText, len(c.params))
	for i, arg := range known.Args {
		if arg.Param < 0 || arg.Param >= len(args) {
			return nil, nil
		}
		args[arg.Param] = argumentText{arg.Node, i, textOf(arg.Node)}
	}
	body, binding, why := a.substituted(info, c, args)
	if why != nil || body == "" {
		return nil, why
	}
	var edits []source.Edit
	if binding != "" {
		place, why := a.placeOf(info, way)
		switch {
		case why != nil:
			return nil, why
		case actsBefore(info, way):
			return nil, &whyEffects
		}
		edits = place(binding)
	}
	body = expressionText{body, c.body.Kind(), strengthOf(c.body)}.in(parent(way), more)
	if strings.Contains(body, "\n") && inShortString(way, n) {
		return nil, &whySpace
	}
	return append(edits, source.Edit{Span: source.Span{Start: n.Span().Start, End: call.Span().End}, New: body}), nil
}

// argumentText is an argument as an expression.
type argumentText struct {
	node  syntax.Node // absent of one that is not given
	place int         // among the arguments, as they are written
	expressionText
}

// substituted is the text of the body with arguments in place of the parameters. An argument that may do something, or is not to be evaluated
// twice, gets a name first: binding is what stands behind its `let`.
func (a *actions) substituted(info *check.Info, c *callee, args []argumentText) (body, binding string, why *diag.Both) {
	if why := a.meansTheSame(info, c); why != nil {
		return "", "", why
	}
	var edits []source.Edit
	var order [][2]int // of arguments that act: their place among the arguments, and where the body uses them
	for i, p := range c.params {
		arg := args[i]
		if !arg.node.Ok() {
			arg = argumentText{p.Default(), 0, textOf(p.Default())}
			if !arg.node.Ok() || !isStill(arg.node) || newestLocal(c.info, arg.node) >= 0 {
				return "", "", &whyEffects
			}
		} else if why := a.fits(info, c, arg.node, p); why != nil {
			return "", "", why
		}
		if arg.kind == syntax.KindChildList {
			hole := parent(c.uses[i][0])
			edits = append(edits, source.Edit{Span: hole.Span().Shift(-c.body.Span().Start), New: arg.text})
			continue
		}
		acting := acts(info, arg.node)
		uses := c.uses[i]
		once := len(uses) == 1 && c.isOnce(uses[0])
		switch {
		case !acting && (isStill(arg.node) || len(uses) == 0 || len(uses) == 1 && (once || isPlainUse(c, uses[0]))):
		case acting && once && !actsBefore(c.info, uses[0]):
			order = append(order, [2]int{arg.place, uses[0].token().Span().Start})
		case binding == "" && len(uses) > 0:
			order = append(order, [2]int{arg.place, -1}) // it comes before the body
			name := a.unusedName(names.Text(p.Name()))
			binding = name + " = " + alone(arg.node)
			arg.expressionText = expressionText{name, syntax.KindIdent, bindsPostfix}
		default:
			return "", "", &whyEffects
		}
		for _, u := range uses {
			if isTrusted(u, arg.kind) {
				return "", "", &whyChecks
			}
			if strings.Contains(arg.text, "\n") && inShortString(u, c.body) {
				return "", "", &whySpace
			}
			e := written(u, arg.expressionText)
			edits = append(edits, source.Edit{Span: e.Span.Shift(-c.body.Span().Start), New: e.New})
		}
	}
	slices.SortFunc(order, func(a, b [2]int) int { return a[0] - b[0] })
	if !slices.IsSortedFunc(order, func(a, b [2]int) int { return a[1] - b[1] }) {
		return "", "", &whyEffects
	}
	sortEdits(edits)
	return Apply(c.body.Text(), edits), binding, nil
}

// isOnce reports whether a use is evaluated exactly once when the body is.
func (c *callee) isOnce(u use) bool {
	for i := len(u) - 2; i > 0; i-- {
		if u[i+1] == c.body {
			return true
		}
		if isConditional(u[i], u[i+1]) || isRepeated(u[i], u[i+1]) {
			return false
		}
	}
	return true
}

// isPlainUse reports whether a use is not in a function that the body makes, which may run often and later.
func isPlainUse(c *callee, u use) bool {
	for i := len(u) - 2; i > 0 && u[i+1] != c.body; i-- {
		if isRepeated(u[i], u[i+1]) {
			return false
		}
	}
	return true
}

// fits is why an argument cannot stand where its parameter is named: a check that the call makes would be lost, a name would mean something
// else, a variable may have changed by then.
func (a *actions) fits(info *check.Info, c *callee, arg syntax.Node, p syntax.Param) (why *diag.Both) {
	if t := info.TypeOf(arg); t != nil && p.Type().Ok() && types.NeedsCheck(t, c.info.TypeOf(p.Type())) {
		return &whyChecks
	}
	if (usesVar(info, arg) || a.usesTopVar(info, arg)) && (acts(c.info, c.body) || hasFunctionLiteral(c.body)) {
		return &whyVaries
	}
	walkNames(arg, func(token syntax.Node) {
		if c.inner[names.Text(token)] {
			why = &whyShadowed
		}
	})
	return why
}

// isTrusted reports whether a string would stand in place of a use where one that is written out is not checked: as an address.
func isTrusted(u use, kind syntax.Kind) bool {
	if kind != syntax.KindPlainString && kind != syntax.KindString {
		return false
	}
	attr, around := inner(u, syntax.KindAttr), parent(u)
	name := syntax.Attr{Node: attr}.Name().Text()
	switch {
	case around.Kind() == syntax.KindShorthandAttr:
		name = (syntax.ShorthandAttr{Node: around}).Name().Text()
	case !attr.Ok() || around != (syntax.Attr{Node: attr}).Value():
		return false
	}
	tag := syntax.StartTag{Node: inner(u, syntax.KindStartTag)}
	return html.ContextOf(html.Tag{Name: tag.Name().Text()}, name) != html.Attr
}

func hasFunctionLiteral(n syntax.Node) bool {
	if n.Kind() == syntax.KindFnExpr {
		return true
	}
	for c := range n.Children() {
		if hasFunctionLiteral(c) {
			return true
		}
	}
	return false
}

// meansTheSame is why the names of a body mean something else where it is called: those of another file, and those that locals hide.
func (a *actions) meansTheSame(info *check.Info, c *callee) *diag.Both {
	theirs, err := a.file.Snapshot.Module(a.ctx, c.path)
	ours, err2 := a.file.Snapshot.Module(a.ctx, a.file.Path)
	if err != nil || err2 != nil || theirs == nil || ours == nil {
		return &whyShadowed
	}
	for _, token := range c.free {
		name := names.Text(token)
		if c.path != a.file.Path && (theirs.Decl(name) != nil || ours.Decl(name) != nil) {
			return &whyShadowed
		}
		for _, l := range info.Resolution.Locals {
			if l.Name == name {
				return &whyShadowed
			}
		}
	}
	return nil
}

// inTag writes the markup of a component in place of its tag, the element that a way leads to.
func (a *actions) inTag(info *check.Info, c *callee, way []syntax.Node, start syntax.StartTag) ([]source.Edit, *diag.Both) {
	n := way[len(way)-1]
	root, ok := syntax.AsElement(c.body)
	known := info.CallOf(start.Node)
	if name := (syntax.StartTag{Node: root.Start()}).Name(); !ok || known == nil || n.HasComment() || !name.Ok() || name.Text() == "head" || names.IsComponentTag(name.Text()) {
		return nil, nil
	}
	if hasScopedStyle(c.unit.Node) || hasScopedStyle(info.Unit.Node) {
		return nil, &whyScoped
	}
	if !a.spaceStaysFor(way, isBlockElement(c.body), syntax.KindElement) {
		return nil, &whySpace
	}
	args := make([]argumentText, len(c.params))
	for i, arg := range known.Args {
		if arg.Param < 0 || arg.Param >= len(args) {
			return nil, nil
		}
		if args[arg.Param], ok = attributeText(arg.Node); !ok {
			return nil, nil
		}
		args[arg.Param].place = i
	}
	if content := (syntax.Element{Node: n}).Children(); hasContent(content) {
		i := c.childrenHole()
		if i < 0 || acts(info, start.Attrs()) || acts(c.info, c.body) {
			return nil, nil // what stands in it would have to be laid out anew, or drawn in another order
		}
		args[i] = argumentText{content, len(known.Args), expressionText{strings.TrimSpace(content.Text()), content.Kind(), bindsPostfix}}
	}
	body, binding, why := a.substituted(info, c, args)
	if why != nil || body == "" || binding != "" {
		return nil, why
	}
	return []source.Edit{{Span: n.Span(), New: body}}, nil
}

// childrenHole is the parameter that takes what stands in a component, if the body shows it in one place: as all that an element holds. It is -1
// otherwise.
func (c *callee) childrenHole() int {
	i := slices.IndexFunc(c.params, func(p syntax.Param) bool { return names.Text(p.Name()) == "children" })
	if i < 0 || len(c.uses[i]) != 1 {
		return -1
	}
	u := c.uses[i][0]
	hole := slices.IndexFunc(u, func(n syntax.Node) bool { return n == parent(u) })
	if u[hole].Kind() != syntax.KindHole || u[hole-1].Kind() != syntax.KindChildList {
		return -1
	}
	for item := range u[hole-1].Items() {
		if item != u[hole] && (item.Kind() != syntax.KindText || strings.TrimSpace(item.Text()) != "" || !isBlockElement(parent(u[:hole+1]))) {
			return -1
		}
	}
	return i
}

// hasContent reports whether there is more than white space among children.
func hasContent(list syntax.Node) bool {
	for n := range list.Items() {
		if n.Kind() != syntax.KindText || strings.TrimSpace(n.Text()) != "" {
			return true
		}
	}
	return false
}

// attributeText is the value of an attribute as an expression, or false if it has none that can be written so.
func attributeText(n syntax.Node) (argumentText, bool) {
	if s, ok := syntax.AsShorthandAttr(n); ok {
		return argumentText{s.Name(), 0, textOf(s.Name())}, true
	}
	a, ok := syntax.AsAttr(n)
	if !ok {
		return argumentText{}, false
	}
	if h, ok := syntax.AsHole(a.Value()); ok && h.Value().Ok() {
		return argumentText{h.Value(), 0, textOf(h.Value())}, true
	}
	s, ok := syntax.AsAttrString(a.Value())
	if !ok {
		return argumentText{}, false
	}
	text := s.Parts().Text()
	for part := range s.Parts().Items() {
		if part.Kind() != syntax.KindStringText && part.Kind() != syntax.KindHole || strings.ContainsAny(part.Text(), "\\\n\"") {
			return argumentText{}, false
		}
	}
	return argumentText{s.Node, 0, expressionText{`"` + text + `"`, syntax.KindPlainString, bindsPostfix}}, true
}

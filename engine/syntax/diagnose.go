package syntax

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/source"
)

// diagnoser reads the findings of the stages text and syntax off a tree. It enters only nodes that are marked as having any, so
// its cost is that of the findings and the way to them.
type diagnoser struct {
	tree     *Tree
	found    []finding
	names    []string // of the open elements of the island, innermost last
	inMarkup bool     // among the children of an element
	template bool     // a tag of a template language was reported in this declaration
}

// diagnose returns the findings of t in the order of their places, one at a place.
func diagnose(t *Tree) []diag.Diagnostic {
	d := &diagnoser{tree: t}
	file := File{t.Root()}
	d.declarations(file.Decls())
	d.enter(file.Slot(1))
	return d.hush()
}

// declarations visits the elements of a file. In a declaration that nests too deep nothing else is reported: the rest of what
// was found there follows from it.
func (d *diagnoser) declarations(list Node) {
	d.marked(list, func(n Node) {
		from := len(d.found)
		d.template = false
		d.element(list, n)
		for _, f := range d.found[from:] {
			if f.Code == diag.TooDeep {
				d.found = append(d.found[:from], f)
				break
			}
		}
	})
}

// marked calls visit for the children of n that have findings, entering only those chunks of a list that hold some.
func (d *diagnoser) marked(n Node, visit func(Node)) {
	pos := n.pos
	for _, w := range n.children() {
		c := Node{n.t, w, pos}
		pos += uint32(w.full())
		switch {
		case n.t.mem.flagsOf(w)&flagError == 0:
		case c.Kind() == n.Kind() && c.Kind().IsList():
			d.marked(c, visit)
		default:
			visit(c)
		}
	}
}

// report adds a finding.
func (d *diagnoser) report(f diag.Diagnostic) { d.found = append(d.found, finding{Diagnostic: f}) }

// reportStray adds a finding about tokens that fit nowhere.
func (d *diagnoser) reportStray(f diag.Diagnostic) {
	d.found = append(d.found, finding{Diagnostic: f, stray: true})
}

// reportMissing adds a finding about what is missing at an offset.
func (d *diagnoser) reportMissing(f diag.Diagnostic, at int) {
	d.found = append(d.found, finding{Diagnostic: f, missing: at + 1})
}

// enter visits a node that is not an element of a list.
func (d *diagnoser) enter(n Node) {
	switch {
	case !n.HasError():
	case n.IsToken():
		if !n.Missing() {
			d.token(n)
		}
	case n.Kind() == KindError && n.head().flags()&flagOwn != 0:
		d.report(diag.New(diag.TooDeep, n.First().Span(), diag.Count("limit", maxNesting)))
	case n.Kind().IsList():
		d.marked(n, func(c Node) { d.element(n, c) })
	case n.Kind() == KindElement:
		d.markup(Element{n})
	case n.Kind() == KindString: // its holes are code
		inMarkup := d.inMarkup
		d.inMarkup = false
		d.slots(n)
		d.inMarkup = inMarkup
	default:
		d.slots(n)
	}
}

// element visits an element of a list.
func (d *diagnoser) element(list, n Node) {
	switch {
	case n.Kind() == KindSemicolon && n.Missing():
		if at, found := d.next(n); !d.foreignWord(at, int(n.pos)) {
			d.reportStray(diag.New(diag.ExpectedToken, at, found).As("separator").WithFix(d.lineFix(d.tree.TokenAt(int(n.pos)).Span().Start)))
		}
	case n.Kind() == KindError && n.head().flags()&flagOwn == 0:
		d.strayTokens(list, n)
	default:
		d.enter(n)
	}
}

// slots visits a node with slots: what it lacks, what is wrong with it itself, what is in it.
func (d *diagnoser) slots(n Node) {
	h := n.head()
	if h.flags()&flagOwn != 0 {
		d.own(n)
	}
	infos := n.slots()
	if first := n.Slot(0); n.Kind() == KindBinaryExpr && first.Missing() {
		d.missing(n, first, infos[0]) // one finding for an operator without operands
		return
	}
	slot := 0
	pos := n.pos
	children := n.children()
	skipped := false // the child before is unexpected
	foreign := false // it stands for what is missing
	for i, w := range children {
		c := Node{n.t, w, pos}
		pos += uint32(w.full())
		if c.Kind() == KindUnexpected && h.flags()&flagUnexpected != 0 {
			rest := Node{}
			if i+1 < len(children) {
				rest = Node{n.t, children[i+1], pos}
			}
			foreign = d.unexpected(n, c, rest, infos[min(slot, len(infos)-1)])
			skipped = true
			continue
		}
		for h.mask()>>slot&1 == 0 && slot < len(infos) {
			slot++
		}
		switch {
		case !c.Missing():
			foreign = false
			d.enter(c)
		case foreign || n.Kind() == KindLetStmt && slot == 0:
		case n.Kind() == KindFnExpr && n.Slot(0).Missing():
			if slot == 0 {
				d.arrow(FnExpr{n})
			}
		case !skipped || infos[slot].class != wantExpr:
			d.missing(n, c, infos[slot])
		}
		skipped = false
		slot++
	}
}

// lacks adds a finding about a missing token.
func (d *diagnoser) lacks(c Node, f diag.Diagnostic) { d.reportMissing(f, int(c.pos)) }

// missing reports what a slot lacks.
func (d *diagnoser) missing(n, c Node, info slotInfo) {
	if d.missingClose(n, c) {
		return
	}
	at, found := d.next(c)
	switch info.class {
	case wantExpr:
		d.lacks(c, diag.New(diag.ExpectedExpression, at, found))
	case wantType:
		d.lacks(c, diag.New(diag.ExpectedToken, at, found, diag.Say("wanted", diag.AType)))
	case wantName:
		f := diag.New(diag.ExpectedName, at, found)
		if next := d.tree.TokenAt(int(c.pos)); next.Kind().isReserved() && next.Span() == at {
			f = f.As("keyword")
		}
		d.lacks(c, f)
	case wantDecl:
		f := diag.New(diag.MisplacedDeclaration, at, found).As("export")
		if export := n.First(); export.Kind() == KindKwExport {
			f = f.WithFix(d.removeFix(source.Span{Start: export.Span().Start, End: int(c.pos)}))
		}
		d.lacks(c, f)
	default:
		if c.Kind() == KindComma {
			at, found = d.nextToken(c)
		}
		d.lacks(c, d.tokenFix(diag.New(diag.ExpectedToken, at, found, wanted(c.Kind())), c))
	}
}

// wanted is a missing token as an argument.
func wanted(k Kind) diag.Arg {
	switch k {
	case KindPlainString:
		return diag.Say("wanted", diag.AString)
	case KindIdent:
		return diag.Say("wanted", diag.AName)
	}
	return diag.Quote("wanted", k.Spelling())
}

// missingClose reports a bracket, quote or tag that is not closed, at its opener, and whether c is such a thing.
func (d *diagnoser) missingClose(n, c Node) bool {
	open := n.Slot(0)
	switch c.Kind() {
	case KindRParen, KindRBracket, KindRBrace:
		open = d.openerOf(n, c.Kind())
		if !open.Missing() {
			f := diag.New(diag.UnclosedBracket, open.Span(), quoted("found", open), wanted(c.Kind()))
			d.lacks(c, d.bracketFix(f, n, open, c))
		}
	case KindGt:
		switch n.Kind() {
		case KindStartTag, KindEndTag: // reported by the element
		default:
			d.lacks(c, diag.New(diag.UnclosedBracket, open.Span(), quoted("found", open), wanted(KindGt)).WithFix(insertFix(int(c.pos), ">", ">")))
		}
	case KindStringClose:
		f := diag.New(diag.UnterminatedString, open.Span(), diag.Quote("wanted", open.Text()))
		if n.Kind() == KindAttrString {
			f = f.As("attribute").WithFix(attributeQuoteFix(AttrString{n}))
		} else {
			f = f.WithFix(d.quoteFix(open, c))
		}
		d.lacks(c, f)
	case KindBacktick:
		d.lacks(c, diag.New(diag.UnterminatedString, open.Span(), diag.Quote("wanted", "`")).WithFix(d.quoteFix(open, c)))
	case KindCommentClose:
		d.lacks(c, diag.New(diag.UnterminatedComment, open.Span(), wanted(KindCommentClose)).WithFix(d.commentFix(open.Span().Start, int(c.pos), "-->")))
	default:
		return false
	}
	return true
}

// openerOf is the bracket that a missing one would close.
func (d *diagnoser) openerOf(n Node, closer Kind) Node {
	opener := map[Kind]Kind{KindRParen: KindLParen, KindRBracket: KindLBracket, KindRBrace: KindLBrace}[closer]
	for c := range n.Children() {
		if c.Kind() == opener {
			return c
		}
	}
	return n.First()
}

func quoted(name string, n Node) diag.Arg { return diag.Quote(name, n.Text()) }

// next is what stands where a token is missing, and its place: the next token, or at the end of a line or the file the end of the
// token before, without width.
func (d *diagnoser) next(missing Node) (source.Span, diag.Arg) {
	at, found := d.nextToken(missing)
	next := d.tree.TokenAt(int(missing.pos))
	end := source.Span{Start: int(missing.pos), End: int(missing.pos)}
	switch {
	case next.Kind() == KindEof:
		return end, diag.Say("found", diag.EndOfFile)
	case next.NewlineBefore():
		return end, diag.Say("found", diag.EndOfLine)
	}
	return at, found
}

// nextToken is the token where another is missing, whatever stands before it.
func (d *diagnoser) nextToken(missing Node) (source.Span, diag.Arg) {
	next := d.tree.TokenAt(int(missing.pos))
	span, text := next.Span(), next.Text()
	switch next.Kind() {
	case KindEof:
		return span, diag.Say("found", diag.EndOfFile)
	case KindText, KindStringText, KindRawLine:
		line := strings.TrimRight(text, " \t\r\n")
		if line == "" {
			return source.Span{Start: span.Start, End: span.Start}, diag.Say("found", diag.EndOfLine)
		}
		_, size := utf8.DecodeRuneInString(line)
		return source.Span{Start: span.Start, End: span.Start + size}, diag.Say("found", diag.MarkupText)
	}
	return span, diag.Quote("found", text)
}

// unexpected reports tokens beside the slots of n, unless the bracket after them is missing too. It reports true where they stand
// for what is missing after them.
func (d *diagnoser) unexpected(n, c, rest Node, info slotInfo) bool {
	first := c.First()
	switch {
	case first.Kind().startsStatement() && (n.Kind() != KindForStmt || info.class == wantExpr): // what is wrong in it is second to where it stands
		d.misplacedStatement(n, c)
		return false
	case n.Kind() == KindHole && d.inMarkup && info.class == wantExpr && isTemplate(first):
		if !d.template {
			d.reportStray(diag.New(diag.ExpectedExpression, first.Span(), quoted("found", first)).As("template"))
		}
		d.template = true
		return true
	case d.foreignTokens(n, c, rest):
		return true
	case d.mistaken(n, first):
		d.marked(c, d.enter)
		return n.Kind() == KindFnType
	}
	d.marked(c, d.enter)
	switch {
	case n.Kind() == KindFnExpr && n.Slot(0).Missing(): // `async`: reported with the `fn` that is missing
	case rest.Missing() || first.Kind() == KindJunk:
	case n.Kind() == KindEndTag: // reported by the element
	case n.Kind() == KindLetDirective:
		d.reportStray(diag.New(diag.ExpectedToken, first.Span(), quoted("found", first), diag.Say("wanted", diag.EndOfLine)))
	case info.class == wantExpr:
		d.reportStray(diag.New(diag.ExpectedExpression, first.Span(), quoted("found", first)))
	case info.class == wantToken:
		d.reportStray(diag.New(diag.ExpectedToken, first.Span(), quoted("found", first), wanted(info.kind)))
	}
	return false
}

// isTemplate reports whether a token starts a tag of a template language in a hole.
func isTemplate(first Node) bool {
	switch first.Kind() {
	case KindPercent, KindSlash, KindColon, KindAt:
		return true
	}
	return first.Kind() == KindJunk && first.Text() == "#"
}

// mistaken reports a token written for another that is much like it, and whether first is one.
func (d *diagnoser) mistaken(n, first Node) bool {
	meant := KindEqEq
	switch {
	case first.Kind() == KindEq && (n.Kind() == KindIfClause || n.Kind() == KindWhileStmt):
	case n.Kind() == KindMatchArm && (first.Kind() == KindColon || first.Kind() == KindArrow):
		meant = KindFatArrow
	case first.Kind() == KindFatArrow && n.Kind() == KindFnType:
		if n.Slot(0).Missing() {
			return true // reported with the `fn` that is missing
		}
		meant = KindArrow
	case first.Kind() == KindEq && takesResult(n):
		meant = KindFatArrow
	case first.Kind() == KindColon && takesResult(n):
		meant = KindFatArrow
		if hasResult(n) {
			meant = KindArrow
		}
	default:
		return false
	}
	d.report(diag.New(diag.ExpectedToken, first.Span(), quoted("found", first), wanted(meant)).
		WithFix(replaceFix(first.Span(), first.Text(), meant.Spelling())))
	return true
}

// takesResult reports whether n is a function or something declared like one.
func takesResult(n Node) bool {
	return slices.ContainsFunc(n.slots(), func(s slotInfo) bool { return s.kind == KindArrow })
}

// hasResult reports whether n has the type of a result.
func hasResult(n Node) bool {
	return n.Slot(1 + slices.IndexFunc(n.slots(), func(s slotInfo) bool { return s.kind == KindArrow })).Ok()
}

// strayTokens reports an Error element of a list.
func (d *diagnoser) strayTokens(list, n Node) {
	first := n.First()
	if isStatements(list.Kind()) {
		f, ok := instead(first.Text(), first.Span())
		if !ok {
			f, ok = instead(n.Text(), n.Span())
		}
		if ok {
			d.reportStray(f)
			return
		}
	}
	d.marked(n, d.enter)
	switch {
	case first.Kind() == KindLtSlash:
		d.strayEndTag(n)
	case first.Kind() == KindJunk: // reported as a token
	case list.Kind() == KindChildList:
		f := diag.New(diag.UnexpectedCharacter, first.Span(), quoted("found", first)).As("brace")
		if first.Text() == "}" {
			f = f.WithFix(replaceFix(first.Span(), "}", `\}`))
		}
		d.report(f)
	case list.Kind() == KindAttrList:
		f := diag.New(diag.BadAttribute, first.Span(), quoted("found", first))
		if !strings.ContainsAny(n.Text(), "\"'") { // a quote too many says that another is wrong
			f = f.WithFix(d.removeFix(n.Span()))
		}
		d.reportStray(f)
	default:
		d.strayItem(list, first)
	}
}

// strayItem reports a token that no element of a list starts with.
func (d *diagnoser) strayItem(list, first Node) {
	found := quoted("found", first)
	switch list.Kind() {
	case KindDeclList, KindStmtList:
		if !first.NewlineBefore() && first.FullSpan().Start > list.FullSpan().Start {
			d.reportStray(diag.New(diag.ExpectedToken, first.Span(), found).As("separator").WithFix(d.lineFix(first.Span().Start)))
			return
		}
		d.reportStray(diag.New(diag.ExpectedExpression, first.Span(), found))
	case KindArgList, KindListItemList:
		d.reportStray(diag.New(diag.ExpectedExpression, first.Span(), found))
	case KindMatchArmList, KindMatchDirectiveArmList:
		d.reportStray(diag.New(diag.ExpectedToken, first.Span(), found, diag.Say("wanted", diag.AnArm)))
	case KindParamList, KindFnTypeParamList:
		d.reportStray(diag.New(diag.ExpectedToken, first.Span(), found, diag.Say("wanted", diag.AParameter)))
	case KindRecordFieldList, KindTypeFieldList, KindModelFieldList:
		d.reportStray(diag.New(diag.ExpectedToken, first.Span(), found, diag.Say("wanted", diag.AField)))
	default:
		d.reportStray(diag.New(diag.ExpectedName, first.Span(), found))
	}
}

// strayEndTag reports an end tag that closes nothing.
func (d *diagnoser) strayEndTag(n Node) {
	span, name := n.First().Span(), ""
	for c := range n.Children() {
		switch c.Kind() {
		case KindTagName:
			span, name = c.Span(), c.Text()
		case KindGt:
			if name == "" {
				span.End = c.Span().End
			}
		}
	}
	remove := d.removeFix(n.Span())
	switch {
	case IsElementName(name) && html.IsVoid(name):
		d.report(diag.New(diag.VoidWithContent, span, diag.Quote("name", name)).WithFix(remove))
	case len(d.names) == 0:
		d.report(diag.New(diag.StrayEndTag, span, diag.Quote("name", name)).WithFix(remove))
	default:
		d.report(diag.New(diag.MismatchedTag, span, diag.Quote("found", name), diag.Quote("wanted", d.names[len(d.names)-1])).WithFix(remove))
	}
}

// markup reports what is wrong with an element and enters its parts.
func (d *diagnoser) markup(e Element) {
	start := StartTag{e.Start()}
	span, name := tagPlace(start)
	own := e.head().flags()&flagOwn != 0
	if own && isTooDeep(e.Children()) {
		d.report(diag.New(diag.TooDeep, span, diag.Count("limit", maxNesting)))
	}
	names, inMarkup := d.names, d.inMarkup
	d.names, d.inMarkup = nil, false
	d.slots(start.Node)
	d.names, d.inMarkup = append(names, name), true
	d.enter(e.Children())
	d.names, d.inMarkup = names, inMarkup
	switch {
	case own && isTooDeep(e.Children()):
	case start.head().flags()&flagOwn != 0 && start.Gt().Missing():
		f := diag.New(diag.UnclosedTag, span, diag.Quote("name", name)).As("start")
		d.lacks(start.Gt(), closedBy(f, start.Node, insertFix(int(start.Gt().pos), ">", ">")))
	case own && !start.Gt().Missing() && !endsMismatched(e.Children()):
		at := e.Span().Start + len(strings.TrimRight(e.Text(), " \t\r\n\f"))
		tag := "</" + name + ">"
		d.reportMissing(closedBy(diag.New(diag.UnclosedTag, span, diag.Quote("name", name)), e.Node, insertFix(at, tag, tag)), e.FullSpan().End)
	}
	if end := (EndTag{e.End()}); end.HasError() {
		d.endTag(end, name)
	}
}

// endTag reports what is wrong with an end tag that closes its element.
func (d *diagnoser) endTag(end EndTag, start string) {
	span, name := end.LtSlash().Span(), end.Name().Text()
	if end.Name().Ok() {
		span = end.Name().Span()
	}
	if end.head().flags()&flagOwn != 0 {
		if !end.Gt().Missing() && !sameName(name, start) {
			if name == "" {
				span.End = end.Gt().Span().End
			}
			d.report(diag.New(diag.MismatchedTag, span, diag.Quote("found", name), diag.Quote("wanted", start)).WithFix(diag.Fix{
				Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", "</"+name+">"), diag.Quote("wanted", "</"+start+">")},
				Edits: []diag.Edit{{Span: source.Span{Start: end.LtSlash().Span().End, End: end.Gt().Span().Start}, New: start}},
			}))
		}
		for c := range end.Node.Children() {
			if c.Kind() == KindUnexpected {
				d.report(diag.New(diag.BadAttribute, c.First().Span(), diag.Quote("name", name)).As("end-tag").WithFix(d.removeFix(c.Span())))
			}
		}
	}
	if end.Gt().Missing() {
		d.report(diag.New(diag.UnclosedTag, span, diag.Quote("name", name)).As("end").WithFix(insertFix(int(end.Gt().pos), ">", ">")))
	}
	d.slots(end.Node)
}

// tagPlace is where a start tag is reported: its name, or `<>`.
func tagPlace(start StartTag) (source.Span, string) {
	if name := start.Name(); name.Ok() {
		return name.Span(), name.Text()
	}
	return source.Span{Start: start.Lt().Span().Start, End: start.Gt().Span().End}, ""
}

// isTooDeep reports whether children were not parsed because they would nest too deep.
func isTooDeep(children Node) bool {
	only := children.lastElement()
	return only.Kind() == KindError && only.head().flags()&flagOwn != 0
}

// endsMismatched reports whether an end tag that closes nothing is among children: it will have been meant for their element.
func endsMismatched(children Node) bool {
	for c := range children.Children() {
		if c.Kind() == KindError && c.First().Kind() == KindLtSlash {
			return true
		}
	}
	return false
}

// own reports what the parser marked about a node itself.
func (d *diagnoser) own(n Node) {
	switch n.Kind() {
	case KindBreakStmt, KindContinueStmt:
		d.report(diag.New(diag.MisplacedStatement, n.Span(), quoted("found", n)).WithFix(d.removeFix(n.Span())))
	case KindReturnStmt:
		d.report(diag.New(diag.MisplacedStatement, ReturnStmt{n}.Keyword().Span()).As("return"))
	case KindAssignStmt:
		if target := (AssignStmt{n}).Target(); !target.HasError() {
			d.report(diag.New(diag.BadAssignment, target.Span(), quoted("found", target)))
		}
	case KindIfStmt, KindTryStmt, KindIfDirective, KindForDirective:
		d.unexpectedElse(n)
	case KindAttr:
		d.attr(Attr{n})
	case KindStartTag:
		d.duplicates(StartTag{n})
	case KindString:
		badIndents(String{n}, func(variant string, at Node) {
			d.report(diag.New(diag.BadIndent, indentPlace(at)).As(variant).WithFix(d.indentFix(String{n}, variant, at)))
		})
	case KindCallPart:
		d.placeAfterName(CallPart{n})
	case KindExportDecl, KindFnDecl, KindImportDecl, KindTypeDecl, KindModelDecl, KindPageDecl, KindLayoutDecl, KindPathsDecl,
		KindActionDecl, KindTestDecl:
		if export := (ExportDecl{n}); n.Kind() != KindExportDecl || !export.Decl().Missing() {
			f := diag.New(diag.MisplacedDeclaration, n.First().Span(), quoted("found", n.First()))
			if fn := (FnDecl{n}); n.Kind() == KindFnDecl && !fn.Client().Ok() && fn.Name().Ok() && !fn.Name().Missing() {
				f = f.WithFix(d.localFunctionFix(fn))
			}
			d.report(f)
		}
	}
}

// unexpectedElse reports a clause without the construct it belongs to.
func (d *diagnoser) unexpectedElse(n Node) {
	first := n.First()
	span, variant := first.Span(), ""
	switch n.Kind() {
	case KindTryStmt:
		variant = "catch"
	case KindIfDirective, KindForDirective:
		variant = "directive"
		if n.Kind() == KindForDirective {
			variant = "empty"
		}
		span.End = d.tree.TokenAt(span.End).Span().End
	}
	d.report(diag.New(diag.UnexpectedElse, span).As(variant))
}

// attr reports a word that is no attribute's name, or a value that is missing.
func (d *diagnoser) attr(a Attr) {
	name := a.Name()
	if !isAttrName(name.Text()) {
		d.report(diag.New(diag.BadAttribute, name.Span(), quoted("found", name)))
		return
	}
	d.report(diag.New(diag.BadAttribute, name.Span(), quoted("name", name)).As("value").WithFix(insertFix(a.Eq().Span().End, `""`, `""`)))
}

// duplicates reports attributes that a tag has already.
func (d *diagnoser) duplicates(start StartTag) {
	seen := map[string]bool{}
	for a := range start.Attrs().Items() {
		if name := attrNameOf(a); name.Ok() && !name.Missing() {
			if text := name.NameText(); seen[text] {
				d.report(diag.New(diag.DuplicateAttribute, name.Span(), quoted("name", name)).WithFix(diag.Fix{
					Title: diag.FixRemove, Args: []diag.Arg{diag.Quote("text", a.Text())}, Edits: []diag.Edit{{Span: a.FullSpan()}},
				}))
			} else {
				seen[text] = true
			}
		}
	}
}

// attrNameOf is the name of an attribute; absent for spreads.
func attrNameOf(a Node) Node {
	switch a.Kind() {
	case KindAttr:
		return Attr{a}.Name()
	case KindShorthandAttr:
		return ShorthandAttr{a}.Name()
	}
	return Node{}
}

// placeAfterName reports the first argument by place behind one by name.
func (d *diagnoser) placeAfterName(call CallPart) {
	named := false
	for a := range call.Args().Items() {
		arg := Arg{a}
		if named && !arg.Name().Ok() && !arg.Value().Missing() {
			first := arg.Value().First()
			d.report(diag.New(diag.ExpectedName, first.Span(), quoted("found", first)))
			return
		}
		named = named || arg.Name().Ok()
	}
}

// indentPlace is the first character of a piece of a string that is not white space; of a closing quote the whole.
func indentPlace(at Node) source.Span {
	span := at.Span()
	if at.Kind() == KindStringClose {
		return span
	}
	text := at.Text()
	rest := strings.TrimLeft(text, " \t\r\n\f\v")
	span.Start += len(text) - len(rest)
	_, size := utf8.DecodeRuneInString(rest)
	span.End = span.Start + size
	return span
}

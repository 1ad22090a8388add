package check

import (
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// This file checks the attributes of elements: their names, their types, and that what fills their holes is safe there.

// attributeName is the name of an attribute of a tag, whichever way it is written; "" of a spread.
func attributeName(n syntax.Node) (syntax.Node, string) {
	switch n.Kind() {
	case syntax.KindAttr:
		name := syntax.Attr{Node: n}.Name()
		return name, name.Text()
	case syntax.KindShorthandAttr:
		name := syntax.ShorthandAttr{Node: n}.Name()
		return name, names.Text(name)
	}
	return syntax.Node{}, ""
}

// LiteralValue is the value of an attribute that has no holes, as a browser reads it: character references decoded. A
// bare name has the empty value. Ok is false for a value that is only known when it runs.
func LiteralValue(n syntax.Node) (value string, ok bool) {
	a, is := syntax.AsAttr(n)
	if !is {
		return "", false
	}
	v := a.Value()
	switch v.Kind() {
	case syntax.KindNone:
		return "", true
	case syntax.KindAttrWord:
		return v.AttrText(), true
	case syntax.KindHole:
		return names.StringValue(syntax.Hole{Node: v}.Value())
	case syntax.KindAttrString:
		lits, holes := AttrLiterals(syntax.AttrString{Node: v})
		if len(holes) == 0 {
			return lits[0], true
		}
	}
	return "", false
}

// AttrLiterals returns the literal text around the holes of an attribute's value, as a browser reads it, and the holes:
// one fewer than the texts.
func AttrLiterals(s syntax.AttrString) (literals []string, holes []syntax.Hole) {
	var b strings.Builder
	for item := range s.Parts().Items() {
		switch item.Kind() {
		case syntax.KindHole:
			h := syntax.Hole{Node: item}
			if !h.Value().Ok() {
				continue // a comment
			}
			literals, holes = append(literals, b.String()), append(holes, h)
			b.Reset()
		default:
			b.WriteString(item.MarkupText())
		}
	}
	return append(literals, b.String()), holes
}

// tagOf describes a start tag to the tables of HTML.
func (c *checker) tagOf(start syntax.StartTag, name string) html.Tag {
	return html.Tag{Name: name, Literal: func(attribute string) html.Literal {
		for n := range start.Attrs().Items() {
			if _, a := attributeName(n); a != "" && strings.EqualFold(a, attribute) {
				v, ok := LiteralValue(n)
				return html.Literal{Value: v, Known: ok, Present: true}
			}
		}
		return html.Literal{}
	}}
}

func hasSpread(start syntax.StartTag) bool {
	for n := range start.Attrs().Items() {
		if n.Kind() == syntax.KindSpreadAttr {
			return true
		}
	}
	return false
}

// attributes checks the attributes of an element.
func (c *checker) attributes(start syntax.StartTag, tag html.Tag, space html.Namespace) {
	for n := range start.Attrs().Items() {
		if s, ok := syntax.AsSpreadAttr(n); ok {
			c.spreadAttr(s, tag)
			continue
		}
		nameNode, name := attributeName(n)
		if name == "" {
			continue
		}
		known, ok := html.AttributeOf(tag.Name, space, name)
		context := html.ContextOf(tag, name)
		if !ok && context != html.Handler && html.IsElement(tag.Name, space) {
			c.unknownAttribute(nameNode, name, tag.Name, space)
		}
		c.attributeValue(n, name, tag, context)
		if value, literal := LiteralValue(n); literal {
			c.literalAttribute(n, name, value, known, ok, tag)
		}
	}
}

// unknownAttribute warns of an attribute that the element does not have.
func (c *checker) unknownAttribute(n syntax.Node, name, element string, space html.Namespace) {
	var known []string
	if e := html.Lookup(element); e != nil && space == html.HTML {
		for _, a := range e.Attributes {
			known = append(known, a.Name)
		}
	}
	for _, a := range html.Globals() {
		known = append(known, a.Name)
	}
	known = append(known, html.AttributeNames(space)...)
	d := diag.New(diag.UnknownAttribute, n.Span(), diag.Text("element", element), diag.Quote("name", name))
	if space == html.HTML && html.IsObsolete(element, name) {
		c.report(withoutItem(d.As("obsolete"), itemAround(n, syntax.KindAttr, syntax.KindShorthandAttr)))
		return
	}
	if meant := names.Suggest(name, known); meant != "" {
		d.Args = append(d.Args, diag.Quote("wanted", meant))
		d = d.As("suggest").WithFix(replaceFix(n, name, meant))
	}
	if space == html.HTML && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
		d = d.WithFix(replaceFix(n, name, "data-"+name))
	}
	c.report(d)
}

// literalAttribute checks a value that is known: whether HTML has it, whether an id is used twice, where a link leads.
func (c *checker) literalAttribute(n syntax.Node, name, value string, known html.Attribute, isKnown bool, tag html.Tag) {
	v := syntax.Attr{Node: n}.Value()
	if isKnown && v.Ok() && v.Kind() != syntax.KindHole && !known.Accepts(value) {
		d := diag.New(diag.UnknownAttribute, v.Span(), diag.Quote("name", name), diag.Quote("found", value),
			diag.Text("wanted", strings.ReplaceAll(known.Values, " ", ", "))).As("value")
		if meant := nearestValue(known, value); meant != "" {
			d = d.WithFix(diag.Fix{
				Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", value), diag.Quote("wanted", meant)},
				Edits: []diag.Edit{{Span: v.Span(), New: `"` + meant + `"`}},
			})
		}
		c.report(d)
	}
	if !v.Ok() {
		return
	}
	if strings.EqualFold(name, "id") && value != "" && c.markup.ids != nil {
		if first, again := c.markup.ids[value]; again {
			c.report(diag.New(diag.DuplicateID, v.Span(), diag.Quote("id", value)).WithRelated(diag.Related{Span: first.Span(), Note: diag.NoteFirst}))
		} else {
			c.markup.ids[value] = v
		}
	}
	if isInternal(value) && html.ContextOf(tag, name).IsAddress() {
		c.links = append(c.links, Link{Address: value, Span: c.rel(v.Span())})
	}
}

// isInternal reports whether an address is one of this site, from its root.
func isInternal(address string) bool {
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.HasPrefix(address, `/\`)
}

// attributeValue checks the holes of an attribute's value: their types, and whether they may stand there.
func (c *checker) attributeValue(n syntax.Node, name string, tag html.Tag, context html.Context) {
	if s, ok := syntax.AsShorthandAttr(n); ok {
		t := c.expr(s.Name(), nil)
		if context == html.Forbidden || context == html.CodeAddress {
			c.unsafe(n, name, tag.Name, context)
			return
		}
		c.attributeType(s.Name(), t, name, context)
		return
	}
	v := syntax.Attr{Node: n}.Value()
	switch v.Kind() {
	case syntax.KindHole:
		h := syntax.Hole{Node: v}
		if !h.Value().Ok() {
			return
		}
		var want types.Type
		if context == html.Handler {
			want = &types.Func{Result: types.Any}
		}
		t := c.attributeExpr(h.Value(), name, tag, context, want)
		if h.Value().Kind() == syntax.KindPlainString {
			return // as safe as if it were written as the value
		}
		// Of a string with holes, addressString judges each hole.
		if context == html.Forbidden || context == html.CodeAddress && h.Value().Kind() != syntax.KindString {
			c.report(c.asHandler(unsafeAttribute(v, name, tag.Name, context), n, name, t))
			return
		}
		if context == html.Handler && c.owner.Kind != names.ClientFn {
			c.report(diag.New(diag.UnsafeAttribute, v.Span(), diag.Quote("name", name)).As("server"))
			return
		}
		if context.IsAddress() {
			c.addressString(h.Value(), name, tag.Name, context)
		}
		c.attributeType(h.Value(), t, name, context)
	case syntax.KindAttrString:
		c.attrString(syntax.AttrString{Node: v}, name, tag, context)
	}
}

// attributeExpr checks the expression of `a={e}`. A form's action may name an action.
func (c *checker) attributeExpr(n syntax.Node, name string, tag html.Tag, context html.Context, want types.Type) types.Type {
	if isAction(tag, name) && n.Kind() == syntax.KindIdent {
		if s := c.symbolAt(n); s != nil && s.Kind == SymTop && s.Decl.Kind == names.Action {
			c.noteSymbol(n, s)
			c.record(n, s.Type)
			return types.Invalid
		}
	}
	if context == html.Style && want == nil {
		if d, ok := syntax.AsRecordExpr(n); ok {
			return c.record(n, c.recordExpr(d, nil))
		}
	}
	return c.expr(n, want)
}

func isAction(tag html.Tag, name string) bool {
	return strings.EqualFold(name, "action") && tag.Name == "form" ||
		strings.EqualFold(name, "formaction") && (tag.Name == "button" || tag.Name == "input")
}

// addressString checks the holes of a string that is the whole of an address.
func (c *checker) addressString(n syntax.Node, name, element string, context html.Context) {
	s, ok := syntax.AsString(n)
	if !ok {
		return
	}
	lits, holes := stringLiterals(s)
	if i, fault := html.CheckHoles(context, lits); fault != html.HoleFine {
		c.unsafeHole(holes[i].Node, name, element, context, fault)
	}
}

// stringLiterals is AttrLiterals for a string.
func stringLiterals(s syntax.String) (literals []string, holes []syntax.Hole) {
	var b strings.Builder
	for part := range syntax.StringParts(s.Node) {
		if part.Hole.Ok() {
			literals, holes = append(literals, b.String()), append(holes, syntax.Hole{Node: part.Hole})
			b.Reset()
			continue
		}
		b.WriteString(part.Text)
	}
	return append(literals, b.String()), holes
}

// attrString checks `a="text {hole}"`.
func (c *checker) attrString(s syntax.AttrString, name string, tag html.Tag, context html.Context) {
	lits, holes := AttrLiterals(s)
	for _, h := range holes {
		t := c.expr(h.Value(), nil)
		if !isText(t) {
			c.mismatch(h.Value(), t, textType)
		}
	}
	if len(holes) == 0 {
		return
	}
	if context == html.Forbidden || context == html.Style || context == html.Handler || context == html.ScriptData {
		for _, h := range holes {
			c.unsafe(h.Node, name, tag.Name, context)
		}
		return
	}
	if i, fault := html.CheckHoles(context, lits); fault != html.HoleFine {
		c.unsafeHole(holes[i].Node, name, tag.Name, context, fault)
	}
}

// unsafe reports a hole or spread that may not stand in an attribute.
func (c *checker) unsafe(n syntax.Node, name, element string, context html.Context) {
	c.report(unsafeAttribute(n, name, element, context))
}

// unsafeAttribute is the finding about a hole or spread that may not stand in an attribute.
func unsafeAttribute(n syntax.Node, name, element string, context html.Context) diag.Diagnostic {
	d := diag.New(diag.UnsafeAttribute, n.Span(), diag.Quote("name", name), diag.Text("element", element))
	switch {
	case context == html.CodeAddress:
		d = d.As("code")
	case context == html.Style:
		d = d.As("style")
		if fix, ok := styleFix(syntax.Attr{Node: itemAround(n, syntax.KindAttr)}.Value()); ok {
			d = d.WithFix(fix)
		}
	case strings.HasPrefix(strings.ToLower(name), "on"):
		d = d.As("event")
	}
	return d
}

func (c *checker) unsafeHole(n syntax.Node, name, element string, context html.Context, fault html.HoleFault) {
	if fault == html.HoleInHost {
		c.report(diag.New(diag.UnsafeAttribute, n.Span()).As("host"))
		return
	}
	c.unsafe(n, name, element, context)
}

// textType is what stands in an attribute, for messages.
var textType = types.NewUnion(types.String, types.Number, types.Bool, types.Time, types.None)

// classType is what `class={…}` takes besides, nested lists being none of it.
var classType = types.NewUnion(textType, &types.List{Elem: types.Optional(types.String)})

// attributeType reports a value that an attribute cannot have.
func (c *checker) attributeType(n syntax.Node, t types.Type, name string, context html.Context) {
	if types.IsAny(t) {
		return
	}
	switch {
	case context == html.Style:
		if !isStyle(t) {
			c.mismatch(n, t, &types.Record{})
		}
	case context == html.ScriptData:
	case context == html.Handler:
		if _, ok := types.Under(t).(*types.Func); !ok {
			c.mismatch(n, t, &types.Func{Result: types.None})
		}
	case strings.EqualFold(name, "class"):
		if !types.Assignable(t, classType) {
			c.mismatch(n, t, classType)
		}
	case !isText(t):
		c.mismatch(n, t, textType)
	}
}

// isStyle reports whether every value of t is a record or map of texts, or none.
func isStyle(t types.Type) bool {
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case *types.Record:
			for _, f := range u.Fields {
				if !isText(f.Read()) {
					return false
				}
			}
		case *types.Map:
			if !isText(u.Elem) {
				return false
			}
		default:
			if u != types.Type(types.None) {
				return false
			}
		}
	}
	return true
}

// spreadAttr checks `{...rec}` on an element.
func (c *checker) spreadAttr(s syntax.SpreadAttr, tag html.Tag) {
	t := c.expr(s.Value(), nil)
	if !html.TakesSpread(tag.Name) {
		c.report(diag.New(diag.UnsafeAttribute, s.Span(), diag.Text("element", tag.Name)).As("spread"))
		return
	}
	if types.IsAny(t) {
		return
	}
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case *types.Record, *types.Map:
		default:
			if u != types.Type(types.None) {
				c.mismatch(s.Value(), t, &types.Record{})
				return
			}
		}
	}
}

package eval

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// attrText compiles a hole inside a quoted value.
func (c *compiler) attrText(o *ir.AttrText) outFn {
	x, pos := c.expr(o.X), o.X.At()
	return func(fr *frame) {
		v := x(fr)
		fr.at = pos
		fr.attrValue(v)
	}
}

// attrValue writes text inside a quoted value, escaped for it.
func (fr *frame) attrValue(v value.Value) {
	m := fr.m
	if v.Kind() == value.KindString {
		m.out = html.AppendAttr(m.out, withoutNUL(v.Text()))
		return
	}
	var ok bool
	if m.out, ok = value.AppendText(m.out, v); !ok {
		fr.fail(ir.FaultNotInAttribute, v.TypeName())
	}
}

func (c *compiler) attr(o *ir.Attr) outFn {
	x, pos := c.expr(o.X), o.X.At()
	start, bare, form := " "+o.Name+`="`, " "+o.Name, o.Bool
	list := o.Name == "class"
	return func(fr *frame) {
		v := x(fr)
		fr.at = pos
		fr.attribute(v, start, bare, form, list)
	}
}

// attribute writes a whole attribute, or nothing; start and bare are its name with and without what begins the value.
func (fr *frame) attribute(v value.Value, start, bare string, form html.BoolForm, list bool) {
	m := fr.m
	switch v.Kind() {
	case value.KindNone:
		return
	case value.KindBool:
		text, written := form.Text(v.Truth())
		switch {
		case !written:
		case text == "":
			m.out = append(m.out, bare...)
		default:
			m.out = append(append(append(m.out, start...), text...), '"')
		}
		return
	case value.KindList:
		if list {
			fr.classes(v, start)
			return
		}
	}
	m.out = append(m.out, start...)
	fr.attrValue(v)
	m.out = append(m.out, '"')
}

// classes writes a class attribute from a list.
func (fr *frame) classes(v value.Value, start string) {
	m := fr.m
	open := false
	for _, x := range v.List().Items {
		if x.IsNone() || x.Kind() == value.KindString && x.Bytes() == 0 {
			continue
		}
		if open {
			m.out = append(m.out, ' ')
		} else {
			m.out = append(m.out, start...)
			open = true
		}
		fr.attrValue(x)
	}
	if open {
		m.out = append(m.out, '"')
	}
}

// attrPart is a piece of an attribute's value when it runs: text, or a hole.
type attrPart struct {
	text string
	x    valueFn
	pos  ir.Pos
}

func (c *compiler) parts(parts []ir.AttrPart) []attrPart {
	compiled := make([]attrPart, len(parts))
	for i, p := range parts {
		compiled[i] = attrPart{text: p.Text}
		if p.X != nil {
			compiled[i].x, compiled[i].pos = c.expr(p.X), p.X.At()
		}
	}
	return compiled
}

func (c *compiler) address(o *ir.Address) outFn {
	parts := c.parts(o.Parts)
	start, bare, context := " "+o.Name+`="`, " "+o.Name, o.Context
	if len(parts) == 1 && parts[0].x != nil {
		x, pos := parts[0].x, parts[0].pos
		return func(fr *frame) {
			v := x(fr)
			fr.at = pos
			fr.wholeAddress(v, start, bare, context)
		}
	}
	base := c.temps(len(parts))
	return func(fr *frame) {
		values := fr.regs[base : base+len(parts)]
		for i, p := range parts {
			if p.x != nil {
				values[i] = p.x(fr)
			}
		}
		fr.m.out = append(fr.m.out, start...)
		fr.addressParts(parts, values, context)
		fr.m.out = append(fr.m.out, '"')
	}
}

// wholeAddress writes an address attribute whose value is one hole.
func (fr *frame) wholeAddress(v value.Value, start, bare string, context html.Context) {
	m := fr.m
	if k := v.Kind(); k == value.KindNone || k == value.KindBool {
		fr.attribute(v, start, bare, html.BoolBare, false)
		return
	}
	w := &m.address
	w.Start(context)
	if s, ok := fr.holeText(v); ok {
		w.Hole(s)
		m.out = append(w.AppendTo(append(m.out, start...)), '"')
	}
}

// addressParts writes the value of an address from its parts; values holds what their holes gave.
func (fr *frame) addressParts(parts []attrPart, values []value.Value, context html.Context) {
	w := &fr.m.address
	w.Start(context)
	for i, p := range parts {
		if p.x == nil {
			w.Literal(p.text)
			continue
		}
		fr.at = p.pos
		s, ok := fr.holeText(values[i])
		if !ok {
			return
		}
		w.Hole(s)
	}
	fr.m.out = w.AppendTo(fr.m.out)
}

// holeText returns the text of a hole in an attribute.
func (fr *frame) holeText(v value.Value) (string, bool) {
	if v.Kind() == value.KindString {
		return withoutNUL(v.Text()), true
	}
	var buf [40]byte
	b, ok := value.AppendText(buf[:0], v)
	if !ok {
		fr.fail(ir.FaultNotInAttribute, v.TypeName())
	}
	return string(b), ok
}

func (c *compiler) style(o *ir.Style) outFn {
	x, pos := c.expr(o.X), o.X.At()
	return func(fr *frame) {
		v := x(fr)
		fr.at = pos
		fr.styleAttribute(v)
	}
}

// styleAttribute writes a style from a record; without a declaration there is no attribute.
func (fr *frame) styleAttribute(v value.Value) {
	m := fr.m
	if k := v.Kind(); k != value.KindRecord && k != value.KindMap {
		if k != value.KindNone {
			fr.fail(ir.FaultNotInStyle, v.TypeName())
		}
		return
	}
	before := len(m.out)
	m.out = append(m.out, ` style="`...)
	start := len(m.out)
	value.EachField(v, func(key string, x value.Value) bool {
		if x.IsNone() {
			return true
		}
		s, ok := fr.holeText(x)
		if ok {
			m.out = html.AppendDeclaration(m.out, start, key, s)
		}
		return ok
	})
	if len(m.out) == start {
		m.out = m.out[:before]
		return
	}
	m.out = append(m.out, '"')
}

func (c *compiler) json(o *ir.JSON) outFn {
	x, pos := c.expr(o.X), o.X.At()
	return func(fr *frame) {
		v := x(fr)
		if fr.m.err != nil {
			return
		}
		fr.at = pos
		text, outcome := value.AppendJSON(nil, v, 0)
		if fr.outcome(outcome) && fr.charge(2*len(text)) {
			fr.m.out = html.AppendScriptJSON(fr.m.out, text)
		}
	}
}

// spreadAttr is an attribute of an element that has a spread, known only when it runs.
type spreadAttr struct {
	name   string
	item   *attrItem // written out in the source; nil for one from a spread
	v      value.Value
	values []value.Value // what the holes of item's parts gave
}

// attrItem is an ir.AttrItem, compiled.
type attrItem struct {
	name    string
	form    html.BoolForm
	context html.Context
	parts   []attrPart
	x       valueFn
	pos     ir.Pos
	spread  bool
}

func (c *compiler) attrs(o *ir.Attrs) outFn {
	items := make([]attrItem, len(o.Items))
	for i, it := range o.Items {
		items[i] = attrItem{name: it.Name, form: it.Bool, context: it.Context, parts: c.parts(it.Parts), spread: it.Spread}
		if it.X != nil {
			items[i].x, items[i].pos = c.expr(it.X), it.X.At()
		}
	}
	element := o.Element
	return func(fr *frame) {
		attrs := fr.collectAttrs(items)
		if fr.m.err != nil {
			return
		}
		tag := html.Tag{Name: element, Literal: func(name string) html.Literal { return literalOf(attrs, name) }}
		for i := range attrs {
			fr.writeAttr(tag, &attrs[i])
		}
	}
}

// collectAttrs evaluates the attributes in order; a later one takes the place of an earlier one of the same name.
func (fr *frame) collectAttrs(items []attrItem) []spreadAttr {
	var attrs []spreadAttr
	put := func(a spreadAttr) {
		same := func(b spreadAttr) bool { return strings.EqualFold(a.name, b.name) }
		if i := slices.IndexFunc(attrs, same); i >= 0 {
			attrs[i] = a
		} else {
			attrs = append(attrs, a)
		}
	}
	for i := range items {
		it := &items[i]
		switch {
		case it.spread:
			v := it.x(fr)
			fr.at = it.pos
			if fr.m.err != nil || !fr.spread(v, func(name string, x value.Value) bool {
				put(spreadAttr{name: name, v: x})
				return true
			}) {
				return nil
			}
		case it.x != nil:
			put(spreadAttr{name: it.name, item: it, v: it.x(fr)})
		default:
			a := spreadAttr{name: it.name, item: it, v: value.Bool(true)}
			if len(it.parts) > 0 {
				a.values = make([]value.Value, len(it.parts))
				for j, p := range it.parts {
					if p.x != nil {
						a.values[j] = p.x(fr)
					}
				}
			}
			put(a)
		}
	}
	return attrs
}

// literalOf is what is known of an attribute when the context of another is asked for: at run time, everything.
func literalOf(attrs []spreadAttr, name string) html.Literal {
	for i := range attrs {
		if a := &attrs[i]; strings.EqualFold(a.name, name) {
			if a.item != nil && len(a.item.parts) == 1 && a.item.parts[0].x == nil {
				return html.Literal{Value: a.item.parts[0].text, Present: true, Known: true}
			}
			return html.Literal{Value: a.v.Text(), Present: true, Known: a.v.Kind() == value.KindString}
		}
	}
	return html.Literal{}
}

func (fr *frame) writeAttr(tag html.Tag, a *spreadAttr) {
	m := fr.m
	start, bare := " "+a.name+`="`, " "+a.name
	context, form := html.Attr, html.BoolBare
	if a.item != nil {
		context, form = a.item.context, a.item.form
		fr.at = a.item.pos
		if len(a.values) > 0 {
			m.out = append(m.out, start...)
			fr.quotedParts(a, context)
			m.out = append(m.out, '"')
			return
		}
	} else {
		if !html.IsAttributeName(a.name) {
			return
		}
		context, form = html.ContextOf(tag, a.name), html.BoolFormOf(a.name)
	}
	switch {
	case context.IsAddress() && (context != html.CodeAddress || a.item != nil):
		fr.wholeAddress(a.v, start, bare, context)
	case context == html.Style:
		if k := a.v.Kind(); a.item != nil || k == value.KindRecord || k == value.KindMap {
			fr.styleAttribute(a.v)
		}
	case context == html.Attr || a.item != nil && context == html.Forbidden:
		fr.attribute(a.v, start, bare, form, strings.EqualFold(a.name, "class"))
	}
}

// quotedParts writes the value of an attribute made of text and holes.
func (fr *frame) quotedParts(a *spreadAttr, context html.Context) {
	if context.IsAddress() {
		fr.addressParts(a.item.parts, a.values, context)
		return
	}
	for i, p := range a.item.parts {
		if p.x == nil {
			fr.m.out = html.AppendAttr(fr.m.out, p.text)
		} else {
			fr.at = p.pos
			fr.attrValue(a.values[i])
		}
	}
}

// quoted returns a name as the language writes strings, for messages.
func quoted(s string) string {
	text, _ := value.AppendSource(nil, value.String(s))
	return string(text)
}

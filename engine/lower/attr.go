package lower

import (
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
)

// tag is the lowered attributes of an element.
type tag struct {
	out   []ir.Out
	after []ir.Out // what follows the start tag: the hidden field of a form
	json  ir.Expr  // the content of a script of data
}

// attributes lowers the attributes of an element called name, the mark of its component's own style included.
func (x *unit) attributes(start syntax.StartTag, name string) tag {
	var t tag
	if x.scope != "" {
		t.out = append(t.out, lit(" "+x.scope))
	}
	if hasSpread(start) {
		x.spreadAttributes(&t, start, name)
		return t
	}
	for n := range start.Attrs().Items() {
		x.attribute(&t, start, name, n)
	}
	return t
}

func hasSpread(start syntax.StartTag) bool {
	for n := range start.Attrs().Items() {
		if n.Kind() == syntax.KindSpreadAttr {
			return true
		}
	}
	return false
}

func hasAttr(start syntax.StartTag, name string) bool {
	for n := range start.Attrs().Items() {
		if a, ok := syntax.AsAttr(n); ok && strings.EqualFold(a.Name().Text(), name) {
			return true
		}
	}
	return false
}

// attrName returns the name of an Attr or ShorthandAttr.
func attrName(n syntax.Node) string {
	if a, ok := syntax.AsAttr(n); ok {
		return a.Name().Text()
	}
	if s, ok := syntax.AsShorthandAttr(n); ok {
		return s.Name().Text()
	}
	return ""
}

// contextOf returns how values are written into an attribute.
func contextOf(start syntax.StartTag, element, name string) html.Context {
	return html.ContextOf(html.Tag{Name: element, Literal: func(other string) html.Literal {
		for n := range start.Attrs().Items() {
			if !strings.EqualFold(attrName(n), other) {
				continue
			}
			s, known := literalValue(n)
			return html.Literal{Value: s, Present: true, Known: known}
		}
		return html.Literal{}
	}}, name)
}

// literalValue returns the value of an attribute without holes.
func literalValue(n syntax.Node) (string, bool) {
	a, ok := syntax.AsAttr(n)
	if !ok {
		return "", false
	}
	v := a.Value()
	switch {
	case !v.Ok():
		return "", true
	case v.Kind() == syntax.KindAttrWord, v.Kind() == syntax.KindAttrString && !hasHoles(v):
		return v.AttrText(), true
	case v.Kind() == syntax.KindHole:
		if s := (syntax.Hole{Node: v}).Value(); s.Kind() == syntax.KindPlainString {
			return s.StringValue(), true
		}
	}
	return "", false
}

func hasHoles(attrString syntax.Node) bool {
	for part := range (syntax.AttrString{Node: attrString}).Parts().Items() {
		if part.Kind() == syntax.KindHole {
			return true
		}
	}
	return false
}

func literalAttr(name, value string) ir.Out {
	return lit(" " + name + `="` + string(html.AppendAttr(nil, strings.ReplaceAll(value, "\x00", "\uFFFD"))) + `"`)
}

// attribute lowers one attribute of an element without a spread.
func (x *unit) attribute(t *tag, start syntax.StartTag, element string, n syntax.Node) {
	name := attrName(n)
	if name == "" {
		return
	}
	if a, ok := syntax.AsAttr(n); ok && !a.Value().Ok() {
		t.out = append(t.out, lit(" "+name))
		return
	}
	if s, ok := literalValue(n); ok {
		t.out = append(t.out, literalAttr(name, s))
		return
	}
	if f := x.actionOf(n); f != nil && strings.EqualFold(element, "form") && strings.EqualFold(name, "action") {
		t.out = append(t.out, &ir.FormAction{Action: f})
		t.after = append(t.after, &ir.FormToken{Action: f})
		return
	}
	context := contextOf(start, element, name)
	if a, ok := syntax.AsAttr(n); ok && a.Value().Kind() == syntax.KindAttrString {
		t.out = append(t.out, x.quotedAttr(name, context, a.Value())...)
		return
	}
	switch context {
	case html.Handler:
		// A handler lives in the browser; what is drawn on the server has none.
	case html.ScriptData:
		t.json = x.attrValue(n)
	case html.Style:
		t.out = append(t.out, &ir.Style{X: x.attrValue(n)})
	case html.Attr, html.Forbidden:
		t.out = append(t.out, &ir.Attr{Name: name, Bool: html.BoolFormOf(name), X: x.attrValue(n)})
	default:
		t.out = append(t.out, &ir.Address{Name: name, Context: context, Parts: []ir.AttrPart{{X: x.attrValue(n)}}})
	}
}

// quotedAttr lowers `name="text {hole}"`.
func (x *unit) quotedAttr(name string, context html.Context, value syntax.Node) []ir.Out {
	parts := x.attrParts(value)
	if context.IsAddress() {
		return []ir.Out{&ir.Address{Name: name, Context: context, Parts: parts}}
	}
	out := []ir.Out{lit(" " + name + `="`)}
	for _, p := range parts {
		if p.X == nil {
			out = append(out, lit(string(html.AppendAttr(nil, p.Text))))
		} else {
			out = append(out, &ir.AttrText{X: p.X})
		}
	}
	return append(out, lit(`"`))
}

// attrParts lowers the parts of a quoted value; neighbouring texts are one.
func (x *unit) attrParts(value syntax.Node) []ir.AttrPart {
	var parts []ir.AttrPart
	for n := range (syntax.AttrString{Node: value}).Parts().Items() {
		if n.Kind() == syntax.KindHole {
			if v := (syntax.Hole{Node: n}).Value(); v.Ok() {
				parts = append(parts, ir.AttrPart{X: x.expr(v)})
			}
			continue
		}
		s := strings.ReplaceAll(n.MarkupText(), "\x00", "\uFFFD")
		if k := len(parts); k > 0 && parts[k-1].X == nil {
			parts[k-1].Text += s
		} else {
			parts = append(parts, ir.AttrPart{Text: s})
		}
	}
	return parts
}

// attrValue lowers the value of an attribute as an expression: a component's argument, or `a={e}` of an element.
func (x *unit) attrValue(n syntax.Node) ir.Expr {
	if s, ok := syntax.AsShorthandAttr(n); ok {
		return x.expr(s.Name())
	}
	a, _ := syntax.AsAttr(n)
	v := a.Value()
	if !v.Ok() {
		return &ir.Bool{Node: ir.Node{Pos: pos(n), R: ir.RepBool}, Value: true}
	}
	switch v.Kind() {
	case syntax.KindHole:
		if e := (syntax.Hole{Node: v}).Value(); e.Ok() {
			return x.expr(e)
		}
		return none(pos(n))
	case syntax.KindAttrString:
		if hasHoles(v) {
			return x.attrTemplate(v)
		}
	}
	return text(v.AttrText(), pos(v))
}

// attrTemplate lowers a quoted value with holes as a string.
func (x *unit) attrTemplate(v syntax.Node) ir.Expr {
	t := &ir.Template{Node: ir.Node{Pos: pos(v), R: ir.RepString}}
	for _, p := range x.attrParts(v) {
		if p.X == nil {
			p.X = text(p.Text, pos(v))
		}
		t.Parts = append(t.Parts, p.X)
	}
	return t
}

// actionOf returns the action that the value of an attribute names, or nil.
func (x *unit) actionOf(n syntax.Node) *ir.Func {
	var name syntax.Node
	if s, ok := syntax.AsShorthandAttr(n); ok {
		name = s.Name()
	} else if a, ok := syntax.AsAttr(n); ok && a.Value().Kind() == syntax.KindHole {
		name = syntax.Hole{Node: a.Value()}.Value()
	}
	if name.Kind() != syntax.KindIdent {
		return nil
	}
	s := x.info.SymbolOf(name)
	if s == nil || s.Kind != check.SymTop || s.Decl.Kind != names.Action {
		return nil
	}
	if m := x.m.l.modules[s.Ref.Path]; m != nil {
		return m.actions[s.Ref.Name]
	}
	return nil
}

// spreadAttributes lowers the attributes of an element that has a spread: which there are is known only when it runs.
func (x *unit) spreadAttributes(t *tag, start syntax.StartTag, element string) {
	o := &ir.Attrs{Element: element}
	for n := range start.Attrs().Items() {
		if s, ok := syntax.AsSpreadAttr(n); ok {
			o.Items = append(o.Items, ir.AttrItem{X: x.expr(s.Value()), Spread: true})
			continue
		}
		name := attrName(n)
		if name == "" {
			continue
		}
		item := ir.AttrItem{Name: name, Bool: html.BoolFormOf(name), Context: contextOf(start, element, name)}
		a, isAttr := syntax.AsAttr(n)
		s, isLiteral := literalValue(n)
		switch {
		case item.Context == html.Handler:
			continue
		case isAttr && !a.Value().Ok():
		case isLiteral:
			item.Context, item.Parts = html.Attr, []ir.AttrPart{{Text: s}}
		case isAttr && a.Value().Kind() == syntax.KindAttrString:
			item.Parts = x.attrParts(a.Value())
		default:
			item.X = x.attrValue(n)
		}
		o.Items = append(o.Items, item)
	}
	t.out = append(t.out, o)
}

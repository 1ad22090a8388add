// Elements: tags, attributes, and how an element stands around its content.

package format

import (
	"strings"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/syntax"
)

// element prints an element, its content one tab in if it does not fit on the line.
func (p *printer) element(e syntax.Element) {
	var c *content
	if p.contentOf(e) == contentFormatted {
		c = p.content(e.Children(), isRoomy(e))
	}
	p.elementWith(e, c)
}

// elementWith prints an element whose content has been looked at already.
func (p *printer) elementWith(e syntax.Element, c *content) {
	p.doc.Group()
	p.startTag(syntax.StartTag{Node: e.Start()})
	switch p.contentOf(e) {
	case contentVerbatim:
		p.keep(e.Children())
	case contentCSS:
		if s := e.Children().FullSpan(); !p.css(s.Start, s.End) {
			p.rawLines(e.Children())
		}
	case contentJSON:
		if s := e.Children().FullSpan(); !p.json(s.Start, s.End) {
			p.rawLines(e.Children())
		}
	case contentScript:
		p.rawLines(e.Children())
	default:
		if len(c.pieces) == 0 {
			p.passContent(e, c)
			if c.space && c.closing == gapLine {
				p.space()
			}
			break
		}
		p.doc.Indent()
		p.gap(c.opening)
		p.doc.Fill()
		p.pieces(c)
		p.doc.End()
		p.doc.End()
		p.passContent(e, c)
		p.gap(c.closing)
	}
	p.endTag(e.End())
	p.doc.End()
}

// elementInside prints an inline element as a part of the running text around it: whole if it fits on a line, else its text breaks as that text does.
func (p *printer) elementInside(e syntax.Element, c *content) {
	p.doc.Group()
	p.startTag(syntax.StartTag{Node: e.Start()})
	p.doc.Fill()
	p.gap(c.opening)
	p.pieces(c)
	p.passContent(e, c)
	p.gap(c.closing)
	p.doc.End()
	p.endTag(e.End())
	p.doc.End()
}

// passContent goes on to the end of an element's content.
func (p *printer) passContent(e syntax.Element, c *content) {
	if e.Children().Ok() {
		p.pass(c.end)
	}
}

// keep prints the bytes of a list of children as they are.
func (p *printer) keep(list syntax.Node) {
	if s := list.FullSpan(); list.Ok() && s.Len() > 0 {
		p.doc.Verbatim(s.Start, s.End)
		p.pos = s.End
	}
}

// contentStyle says what may be done to the content of an element.
type contentStyle uint8

const (
	contentFormatted contentStyle = iota
	contentVerbatim               // every byte counts
	contentCSS                    //
	contentJSON                   //
	contentScript                 // lines whose indentation does not count
)

// contentOf returns what may be done to the content of e. White space at the start of a line of a script counts only in the literals between backquotes, which may run over
// lines.
func (p *printer) contentOf(e syntax.Element) contentStyle {
	start := syntax.StartTag{Node: e.Start()}
	name := start.Name().Text()
	switch {
	case e.Children().Kind() == syntax.KindRawLineList:
		switch typ := strings.ToLower(literalAttr(start, "type")); {
		case name == "style":
			return contentCSS
		case name != "script":
		case strings.HasSuffix(typ, "json") || typ == "importmap" || typ == "speculationrules":
			return contentJSON
		case (typ == "" || typ == "module" || strings.HasSuffix(typ, "javascript")) && !strings.Contains(p.src[e.FullSpan().Start:e.FullSpan().End], "`"):
			return contentScript
		}
		return contentVerbatim
	case html.KeepsSpace(name), setsWhiteSpace(start):
		return contentVerbatim
	}
	return contentFormatted
}

// setsWhiteSpace reports whether the style of an element may say that white space counts.
func setsWhiteSpace(start syntax.StartTag) bool {
	for n := range start.Attrs().Items() {
		if a, ok := syntax.AsAttr(n); ok && a.Name().Text() == "style" && strings.Contains(a.Value().Text(), "white-space") {
			return true
		}
	}
	return false
}

// literalAttr returns the value of an attribute that is written without holes, "" if there is none.
func literalAttr(start syntax.StartTag, name string) string {
	for n := range start.Attrs().Items() {
		if a, ok := syntax.AsAttr(n); ok && a.Name().Text() == name && a.Value().Kind() != syntax.KindHole {
			return strings.Trim(a.Value().Text(), `"'`)
		}
	}
	return ""
}

// isComponent reports whether a tag calls a component: anything but a fragment and a name that starts with a lower-case ASCII letter and has no dot.
func isComponent(name string) bool {
	return name != "" && (name[0] < 'a' || name[0] > 'z' || strings.Contains(name, "."))
}

// isRoomy reports whether white space at the edges of an element's content means nothing.
func isRoomy(e syntax.Element) bool {
	name := syntax.StartTag{Node: e.Start()}.Name().Text()
	return name == "" || isComponent(name) || html.IsBlock(name)
}

// startTag prints a start tag: on one line, or with each attribute on its own. The slash of an element that never has content is left out.
func (p *printer) startTag(t syntax.StartTag) {
	p.token(t.Lt())
	p.token(t.Name())
	slash := t.Slash()
	void := slash.Ok() && !isComponent(t.Name().Text()) && html.IsVoid(t.Name().Text())
	if t.Attrs().Len() < 2 {
		for a := range t.Attrs().Items() {
			p.separate(a, sepNothing, placeInside)
			p.space()
			p.attribute(a)
		}
		if void {
			p.drop(slash)
		} else {
			p.spaced(slash)
		}
		p.token(t.Gt())
		return
	}
	p.doc.Group()
	p.doc.Indent()
	for a := range t.Attrs().Items() {
		p.separate(a, sepLine, placeInside)
		p.attribute(a)
	}
	if void {
		p.drop(slash)
	}
	closing, edge := t.Gt(), p.softline
	if slash.Ok() && !void {
		closing, edge = slash, p.line
	}
	p.end(closing)
	p.doc.End()
	edge()
	if !void {
		p.token(slash)
	}
	p.token(t.Gt())
	p.doc.End()
}

func (p *printer) endTag(n syntax.Node) {
	if t, ok := syntax.AsEndTag(n); ok {
		p.tokens(t.LtSlash(), t.Name(), t.Gt())
	}
}

// attribute prints an attribute, its value in quotes or a hole.
func (p *printer) attribute(n syntax.Node) {
	switch n.Kind() {
	case syntax.KindShorthandAttr:
		a := syntax.ShorthandAttr{Node: n}
		p.tokens(a.Open(), a.Name(), a.Close())
	case syntax.KindSpreadAttr:
		a := syntax.SpreadAttr{Node: n}
		p.tokens(a.Open(), a.Ellipsis())
		p.expr(a.Value())
		p.token(a.Close())
	default:
		a := syntax.Attr{Node: n}
		p.tokens(a.Name(), a.Eq())
		switch v := a.Value(); v.Kind() {
		case syntax.KindAttrString:
			s := syntax.AttrString{Node: v}
			p.quoted(v, s.Open(), s.Parts(), s.Close())
		case syntax.KindAttrWord:
			p.comments(v)
			p.doc.Literal(`"`)
			p.token(v)
			p.doc.Literal(`"`)
		case syntax.KindHole:
			p.holeOf(syntax.Hole{Node: v})
		}
	}
}

// holeOf prints a hole of markup.
func (p *printer) holeOf(h syntax.Hole) {
	if !h.Value().Ok() {
		p.verbatim(h.Node)
		return
	}
	p.brackets(h.Open(), h.Value(), h.Close())
}

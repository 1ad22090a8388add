// Strings: their text is never touched, only quotes that change nothing.

package format

import (
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// longQuote opens and closes a string that runs over lines.
const longQuote = `"""`

// isLong reports whether a string runs over lines.
func isLong(n syntax.Node) bool {
	s, ok := syntax.AsString(n)
	return ok && s.Open().Text() == longQuote
}

// plainString prints a string without holes and escapes.
func (p *printer) plainString(n syntax.Node) {
	text := n.Text()
	if !strings.HasPrefix(text, "'") || strings.Contains(text, `"`) {
		p.token(n)
		return
	}
	p.comments(n)
	s := n.Span()
	p.doc.Literal(`"`)
	p.doc.Text(s.Start+1, s.End-1)
	p.doc.Literal(`"`)
	p.doc.Text(s.End, s.End)
	p.pos = s.End
}

// string prints a string of parts.
func (p *printer) string(s syntax.String) {
	if isLong(s.Node) {
		p.verbatimText(s.Node)
		return
	}
	p.quoted(s.Node, s.Open(), s.Parts(), s.Close())
}

// quoted prints a string on one line, or an attribute's value, with double quotes where it holds none.
func (p *printer) quoted(n, open, parts, closing syntax.Node) {
	requote := open.Text() == "'" && !strings.Contains(n.Text(), `"`)
	quote := func(n syntax.Node) {
		if requote {
			p.replace(n, `"`)
		} else {
			p.token(n)
		}
	}
	quote(open)
	for part := range parts.Items() {
		if hole, ok := syntax.AsHole(part); ok {
			p.hole(hole)
		} else {
			p.token(part)
		}
	}
	quote(closing)
}

// hole prints a hole of a string on one line: as it is, if it holds what belongs on several.
func (p *printer) hole(h syntax.Hole) {
	inside := h.Text()[1:]
	if !h.Value().Ok() || strings.ContainsAny(inside, "{\n<") || h.HasComment() {
		p.verbatimText(h.Node)
		return
	}
	outer := p.oneLine
	p.oneLine = true
	p.token(h.Open())
	p.expr(h.Value())
	p.token(h.Close())
	p.oneLine = outer
}

// verbatimText prints n as the source has it. Lines in it do not break what is around.
func (p *printer) verbatimText(n syntax.Node) {
	p.comments(n)
	s := n.Span()
	p.doc.Text(s.Start, s.End)
	p.pos = s.End
}

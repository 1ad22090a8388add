// Hover over the properties of style sheets and style attributes.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// maxHoverValues is how many keywords of a property are shown: enough to see what kind of thing it takes.
const maxHoverValues = 12

// hoverProperty says what the property of a style sheet at offset is for, and the keywords it may be.
func (f File) hoverProperty(path []syntax.Node, offset int) (Hover, bool) {
	span, p := f.propertyAt(path, offset)
	if p == nil {
		return Hover{}, false
	}
	own, _ := p.Keywords()
	if len(own) > maxHoverValues {
		own = append(own[:maxHoverValues:maxHoverValues], "…")
	}
	if p.Color {
		own = append([]string{"<color>"}, own...)
	}
	says := p.Says()
	h := Hover{Span: span, Lang: "css", Code: p.Name, Doc: f.say(says.English, says.Korean)}
	if len(own) > 0 {
		h.Code += ": " + strings.Join(own, " | ")
	}
	if p.Inherited {
		h.Doc = strings.TrimSpace(h.Doc + " " + f.say("Elements inside inherit it.", "안의 요소들이 물려받는다."))
	}
	return h, true
}

// propertyAt is the property that is named at offset, in a style sheet, in the text of a style attribute or as a key of its record; nil if none
// is.
func (f File) propertyAt(path []syntax.Node, offset int) (source.Span, *css.Property) {
	switch token := path[len(path)-1]; token.Kind() {
	case syntax.KindRawLine, syntax.KindStringText, syntax.KindAttrWord:
		if s, ok := StyleAt(f.Tree, offset); ok {
			if d := s.Sheet.DeclarationAt(offset); d != nil && offset <= d.Name.End {
				return d.Name, css.LookupProperty(d.Property)
			}
		}
	case syntax.KindIdent, syntax.KindPlainString:
		var found *css.Property
		styleFields(styleValue(syntax.StartTag{Node: inner(path, syntax.KindStartTag)}, inner(path, syntax.KindAttr)), func(name string, field syntax.RecordField) {
			if field.Name() == token {
				found = css.LookupProperty(name)
			}
		})
		return token.Span(), found
	}
	return source.Span{}, nil
}

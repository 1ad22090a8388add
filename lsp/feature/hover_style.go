// Hover over the properties of style sheets.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/engine/syntax"
)

// maxHoverValues is how many keywords of a property are shown: enough to see what kind of thing it takes.
const maxHoverValues = 12

// hoverProperty says what the property of a style sheet at offset is for, and the keywords it may be.
func (f File) hoverProperty(path []syntax.Node, offset int) (Hover, bool) {
	if path[len(path)-1].Kind() != syntax.KindRawLine {
		return Hover{}, false
	}
	s, ok := StyleAt(f.Tree, offset)
	if !ok {
		return Hover{}, false
	}
	d := s.Sheet.DeclarationAt(offset)
	if d == nil || offset > d.Name.End {
		return Hover{}, false
	}
	p := css.LookupProperty(s.Sheet.Slice(d.Name))
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
	h := Hover{Span: d.Name, Lang: "css", Code: p.Name, Doc: f.say(says.English, says.Korean)}
	if len(own) > 0 {
		h.Code += ": " + strings.Join(own, " | ")
	}
	if p.Inherited {
		h.Doc = strings.TrimSpace(h.Doc + " " + f.say("Elements inside inherit it.", "안의 요소들이 물려받는다."))
	}
	return h, true
}

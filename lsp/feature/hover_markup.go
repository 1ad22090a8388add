// Hover over what only markup has: the classes of style sheets, and addresses of the site.

package feature

import (
	"context"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// maxHoverRules is how many rules of one class are shown: more than anybody reads at once.
const maxHoverRules = 5

// hoverClass shows the rules of the class that is named at offset, those of the style sheets of its declaration.
func (f File) hoverClass(path []syntax.Node, offset int) (Hover, bool) {
	if !mayNameClass(path) {
		return Hover{}, false
	}
	use, ok := ClassAt(f.Tree, offset)
	if !ok || len(path) < 3 {
		return Hover{}, false
	}
	h := Hover{Span: use.Span, Lang: "css"}
	var rules []string
	shown := map[source.Span]bool{}
	elements(path[2], func(e syntax.Element) {
		s, ok := styleOf(e)
		if !ok {
			return
		}
		for _, r := range s.rules() {
			if r.Name == use.Name && !shown[r.Rule] && len(rules) < maxHoverRules {
				shown[r.Rule] = true
				rules = append(rules, unindent(f.text().Slice(r.Rule)))
			}
		}
	})
	h.Code = strings.Join(rules, "\n")
	return h, len(rules) > 0
}

// mayNameClass reports whether a path ends where a class could be named, so that a style sheet is only read when it matters.
func mayNameClass(path []syntax.Node) bool {
	if path[len(path)-1].Kind() == syntax.KindRawLine {
		return true
	}
	a, ok := syntax.AsAttr(inner(path, syntax.KindAttr))
	return ok && a.Name().Text() == "class"
}

// hoverLink says which page, or which file, an address of the site leads to.
func (f File) hoverLink(ctx context.Context, path []syntax.Node) (Hover, bool) {
	switch path[len(path)-1].Kind() {
	case syntax.KindStringText, syntax.KindPlainString, syntax.KindAttrWord, syntax.KindStringOpen, syntax.KindStringClose, syntax.KindEntity:
	default:
		return Hover{}, false
	}
	a, ok := linkIn(path)
	if !ok {
		return Hover{}, false
	}
	to := newFinder(ctx, f.Snapshot).linked(f.Path, a)
	if to == "" {
		return Hover{}, false
	}
	h := Hover{Span: a.Span, From: to}
	if page, ok := f.describePage(ctx, h, to); ok {
		return page, true
	}
	h.Code = a.path()
	return h, true
}

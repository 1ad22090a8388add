// Linked editing: the two names of an element that change together while one of them is typed.

package feature

import (
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Linked returns where the names in the start and the end tag of the element stand, the start's first, when offset touches one of
// them and both are the same; false elsewhere. The names of a fragment are empty: they are where a name would be typed.
func Linked(tree *syntax.Tree, offset int) (pair [2]source.Span, ok bool) {
	for _, at := range []int{offset, max(offset-1, 0)} {
		e, found := syntax.AsElement(inner(tree.PathAt(at), syntax.KindElement))
		for ; found; e, found = outerElement(tree, e) {
			pair, ok = namesOf(e)
			if ok && (touches(pair[0], offset) || touches(pair[1], offset)) {
				return pair, true
			}
			if e.Start().Span().End >= offset {
				continue // a start tag can hold an element, in a hole of it
			}
			break
		}
	}
	return [2]source.Span{}, false
}

func touches(s source.Span, offset int) bool { return s.Start <= offset && offset <= s.End }

// outerElement is the element around e.
func outerElement(tree *syntax.Tree, e syntax.Element) (syntax.Element, bool) {
	path := tree.PathAt(e.Span().Start)
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == e.Node {
			return syntax.AsElement(inner(path[:i], syntax.KindElement))
		}
	}
	return syntax.Element{}, false
}

// namesOf is where the two names of an element stand, or would; false when it has no end tag, or one that says something else.
func namesOf(e syntax.Element) (pair [2]source.Span, ok bool) {
	start, end := syntax.StartTag{Node: e.Start()}, syntax.EndTag{Node: e.End()}
	if !end.Ok() || end.LtSlash().Missing() || end.Gt().Missing() || start.Name().Text() != end.Name().Text() {
		return pair, false
	}
	return [2]source.Span{nameSpan(start.Name(), start.Lt()), nameSpan(end.Name(), end.LtSlash())}, true
}

// nameSpan is where the name of a tag stands, or would behind the bracket that opens it.
func nameSpan(name, open syntax.Node) source.Span {
	if name.Ok() && !name.Missing() {
		return name.Span()
	}
	at := open.Span().End
	return source.Span{Start: at, End: at}
}

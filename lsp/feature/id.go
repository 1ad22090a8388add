// Ids: the elements that a page gives one, and what speaks of them: addresses behind `#`, attributes that name other elements, style
// sheets. Names of image maps, which `usemap` speaks of, are ids of a kind of their own.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// idUse is a mention of an id.
type idUse struct {
	name     string
	span     source.Span
	declares bool // it gives an element the id
	isMap    bool // it is the name of an image map
	page     string
	// page is the file of another page whose element is meant; "" of the page that the mention is in.
}

// id finds which element the word at offset means by its id; false where no id stands. An id that no element has means nothing.
func (x *finder) id(v *fileView, m *mention, path []syntax.Node, offset int) bool {
	use, ok := x.idAt(v, path, offset)
	if !ok {
		return false
	}
	m.span = use.span
	if use.declares {
		m.access = accessDeclare
		m.set(idTarget(v, use))
		return true
	}
	m.set(x.identified(v, use)...)
	return true
}

// idTarget is the id that a mention gives an element.
func idTarget(v *fileView, use idUse) target {
	t := target{kind: toID, path: v.path, name: use.name}
	if use.isMap {
		t.kind = toMap
	}
	if u := v.module.UnitAt(use.span.Start); u != nil {
		t.owner = u.ID.Kind.String() + " " + u.ID.Name
	}
	return t
}

// idAt is the id at offset, which the path leads to.
func (x *finder) idAt(v *fileView, path []syntax.Node, offset int) (idUse, bool) {
	token := path[len(path)-1]
	if token.Kind() == syntax.KindRawLine {
		if s, ok := StyleAt(v.tree, offset); ok {
			for _, id := range s.Sheet.IDs() {
				if id.Span.Start <= offset && offset <= id.Span.End {
					return idUse{name: id.Name, span: id.Span}, true
				}
			}
		}
		return idUse{}, false
	}
	a, ok := syntax.AsAttr(inner(path, syntax.KindAttr))
	if text := codeString(path); text.Ok() && token.Kind() != syntax.KindAttrWord {
		if _, address := textAddress(path); address {
			return x.fragmentAt(v, text, token, offset)
		}
	}
	if !ok {
		return idUse{}, false
	}
	element := syntax.StartTag{Node: inner(path, syntax.KindStartTag)}.Name().Text()
	if names.IsComponentTag(element) {
		element = "a" // a component hands on what the element has that it draws
	}
	name := strings.ToLower(a.Name().Text())
	if isAddress(element, name) {
		value := a.Value()
		if h, ok := syntax.AsHole(value); ok {
			value = h.Value()
		}
		return x.fragmentAt(v, value, token, offset)
	}
	return idIn(a, element, name, token, offset)
}

// idIn is the id at offset of the value of an attribute that is no address. Both names are as HTML compares them.
func idIn(a syntax.Attr, element, name string, token syntax.Node, offset int) (found idUse, ok bool) {
	isMap := name == "usemap" || name == "name" && element == "map"
	take := func(word ClassUse) {
		if word.Span.Start <= offset && offset <= word.Span.End {
			found = idUse{name: html.DecodeAttr(word.Name), span: word.Span, declares: name == "id" || isMap && name == "name", isMap: isMap}
		}
	}
	known, isKnown := html.AttributeOf(element, html.HTML, name)
	switch {
	case name == "usemap":
		classWords(a.Value(), func(word ClassUse) {
			if rest, ok := strings.CutPrefix(word.Name, "#"); ok {
				take(ClassUse{rest, source.Span{Start: word.Span.Start + 1, End: word.Span.End}})
			}
		})
	case isMap, isKnown && (known.Kind == html.ID || known.Kind == html.IDs):
		classWords(a.Value(), take)
	case token.Kind() == syntax.KindStringText: // what paints, clips or filters a drawing
		for at := 0; ; {
			i := strings.Index(token.Text()[at:], "url(#")
			if i < 0 {
				break
			}
			at += i + len("url(#")
			name, _, _ := strings.Cut(token.Text()[at:], ")")
			take(ClassUse{name, source.Span{Start: token.Span().Start + at, End: token.Span().Start + at + len(name)}})
		}
	}
	return found, found.name != ""
}

// codeString is the string of code around the end of a path; absent outside of one.
func codeString(path []syntax.Node) syntax.Node {
	for _, n := range slices.Backward(path) {
		switch n.Kind() {
		case syntax.KindPlainString, syntax.KindString:
			return n
		case syntax.KindHole, syntax.KindAttrString:
			return syntax.Node{}
		}
	}
	return syntax.Node{}
}

// fragmentAt is the id that an address ends in behind `#`, if offset lies in it.
func (x *finder) fragmentAt(v *fileView, value, token syntax.Node, offset int) (idUse, bool) {
	text, span := token.Text(), token.Span()
	switch token.Kind() {
	case syntax.KindPlainString:
		span = withoutQuotes(token)
		text = v.tree.Text().Slice(span)
	case syntax.KindStringText, syntax.KindAttrWord:
	default:
		return idUse{}, false
	}
	_, fragment, ok := strings.Cut(text, "#")
	at := source.Span{Start: span.End - len(fragment), End: span.End}
	if !ok || fragment == "" || offset < at.Start || lastPart(value).Span() != token.Span() {
		return idUse{}, false
	}
	use := idUse{name: html.DecodeAttr(fragment), span: at}
	if whole, ok := addressOf(value); ok {
		if use.page = x.linked(v.path, whole); use.page == "" {
			return idUse{}, false
		}
	} else if span.Start+1 != at.Start || firstPart(value).Span() != token.Span() {
		return idUse{}, false // another site, or a place that is not known
	}
	return use, true
}

// firstPart is the first piece of an attribute's value that is text or a hole: the value itself where it is one.
func firstPart(value syntax.Node) syntax.Node {
	for part := range piecesOf(value).Items() {
		return part
	}
	return value
}

// lastPart is firstPart for the last piece.
func lastPart(value syntax.Node) syntax.Node {
	for part := range piecesOf(value).Items() {
		value = part
	}
	return value
}

// piecesOf are the pieces of a string of code or of an attribute; absent of anything else.
func piecesOf(value syntax.Node) syntax.Node {
	if s, ok := syntax.AsAttrString(value); ok {
		return s.Parts()
	}
	if s, ok := syntax.AsString(value); ok {
		return s.Parts()
	}
	return syntax.Node{}
}

// identified are the ids that a mention may mean: those of its own declaration, else of its file, else of the files that are drawn on
// the same page, which may be any.
func (x *finder) identified(v *fileView, use idUse) []target {
	home, own := v, idTarget(v, use)
	if use.page != "" && use.page != v.path {
		if home = x.view(use.page); home == nil {
			return nil
		}
	} else if slices.Contains(x.declaredIDs(v, own), own) {
		return []target{own}
	}
	if list := x.declaredIDs(home, own); len(list) > 0 {
		return list
	}
	var out []target
	for _, path := range x.snapshot.Mentioning(use.name) {
		if other := x.view(path); other != nil && other != home {
			out = append(out, x.declaredIDs(other, own)...)
		}
	}
	return out
}

// declaredIDs are the declarations of a file that give an element an id of the name and kind of another, as targets.
func (x *finder) declaredIDs(v *fileView, like target) []target {
	var out []target
	x.eachID(v, like, func(use idUse) {
		if t := idTarget(v, use); !slices.Contains(out, t) {
			out = append(out, t)
		}
	})
	return out
}

// eachID calls f for the places in a file that give an element an id of the name and kind of another.
func (x *finder) eachID(v *fileView, like target, f func(idUse)) {
	attribute := "id"
	if like.kind == toMap {
		attribute = "name"
	}
	for _, at := range v.occurrences(like.name) {
		path := touching(v.tree, at)
		if attr := inner(path, syntax.KindAttr); !attr.Ok() || !strings.EqualFold((syntax.Attr{Node: attr}).Name().Text(), attribute) {
			continue
		}
		if use, ok := x.idAt(v, path, at); ok && use.declares && use.name == like.name && use.isMap == (like.kind == toMap) {
			f(use)
		}
	}
}

// idPlaces are where a declaration gives elements an id.
func (x *finder) idPlaces(v *fileView, t target) []Place {
	var out []Place
	x.eachID(v, t, func(use idUse) {
		if idTarget(v, use) == t {
			out = append(out, Place{Path: v.path, Span: use.span})
		}
	})
	return out
}

// Looking up attributes: of an element, of every element, of SVG and MathML.

package html

import (
	"slices"
	"strings"
)

// Namespace says whose element a name is.
type Namespace uint8

// Namespaces of elements.
const (
	HTML Namespace = iota
	SVG
	MathML
)

// NamespaceOf returns the namespace of an element, given that of the element around it. A
// name that no namespace has is HTML's.
func NamespaceOf(name string, outer Namespace) Namespace {
	switch {
	case name == "svg" || outer == SVG && hasWord(svgElements, name):
		return SVG
	case name == "math" || outer == MathML && hasWord(mathElements, name):
		return MathML
	}
	return HTML
}

// ContentNamespace returns the namespace that the content of an element is read in: inside
// SVG's foreignObject, desc and title, and MathML's text elements, it is HTML again (HTML
// Living Standard 13.2.6, "integration points").
func ContentNamespace(name string, space Namespace) Namespace {
	if space == SVG && hasWord("foreignObject desc title", name) || space == MathML && hasWord("mi mo mn ms mtext annotation-xml", name) {
		return HTML
	}
	return space
}

// IsElement reports whether the namespace has an element of the name. Names of custom
// elements are right in HTML.
func IsElement(name string, space Namespace) bool {
	switch space {
	case SVG:
		return hasWord(svgElements, name)
	case MathML:
		return hasWord(mathElements, name)
	}
	return index[name] != nil || IsCustom(name)
}

// AttributeOf returns what is known of an attribute of an element, or false if the element
// has none of the name. Custom elements have any attribute, as have names with a dash after
// "data", and names with a colon, which belong to somebody else; they are Text.
func AttributeOf(element string, space Namespace, name string) (Attribute, bool) {
	if space == HTML {
		name = lower(name)
		if e := Lookup(element); e != nil {
			if i := slices.IndexFunc(e.Attributes, named(name)); i >= 0 {
				return e.Attributes[i], true
			}
		}
	}
	if i := slices.IndexFunc(globals[:], named(name)); i >= 0 {
		return globals[i], true
	}
	if event, ok := strings.CutPrefix(name, "on"); ok && hasWord(events, event) {
		return Attribute{name, Code, ""}, true
	}
	own := Attribute{name, Text, ""}
	switch {
	case strings.HasPrefix(name, "data-") && len(name) > len("data-"), strings.Contains(name, ":"), IsCustom(element):
		return own, true
	case space == SVG:
		return own, hasWord(svgAttributes, name)
	case space == MathML:
		return own, hasWord(mathAttributes, name)
	case lower(element) == "script" && name == "data":
		return own, true // the language's own: JSON for the script
	}
	return Attribute{}, false
}

// MeaningOf returns what an attribute of an element means, for hover, or false if there is
// nothing to say: of obsolete attributes, handlers, data-* and other names of authors.
func MeaningOf(element, attribute string) (Meaning, bool) {
	attribute = lower(attribute)
	if m, ok := attributeMeanings[lower(element)+" "+attribute]; ok {
		return m, true
	}
	m, ok := attributeMeanings[attribute]
	return m, ok
}

func named(name string) func(Attribute) bool {
	return func(a Attribute) bool { return a.Name == name }
}

// Globals returns the attributes that every element of HTML has, without the handlers of
// events. It is shared: do not change it.
func Globals() []Attribute { return globals[:] }

// Events returns the names of the events whose handlers every element takes.
func Events() []string { return strings.Fields(events) }

// ElementNames returns the names of the namespace's elements; of HTML those in use.
func ElementNames(space Namespace) []string {
	switch space {
	case SVG:
		return strings.Fields(svgElements)
	case MathML:
		return strings.Fields(mathElements)
	}
	var names []string
	for i := range elements {
		if !elements[i].Is(Obsolete) {
			names = append(names, elements[i].Name)
		}
	}
	return names
}

// AttributeNames returns the attributes that a namespace has besides the global ones and,
// in HTML, besides those of one element.
func AttributeNames(space Namespace) []string {
	switch space {
	case SVG:
		return strings.Fields(svgAttributes)
	case MathML:
		return strings.Fields(mathAttributes)
	}
	return nil
}

// Accepts reports whether literal text is a value that the attribute may have. Only kinds
// whose values HTML lists or spells out are judged; anything else is right.
func (a Attribute) Accepts(value string) bool {
	switch a.Kind {
	case Enum:
		return value == "" && a.AllowsEmpty() || hasWord(a.Values, lower(value))
	case ExactEnum:
		return hasWord(a.Values, value)
	case Integer:
		return isDigits(value)
	case SignedInteger:
		return isDigits(strings.TrimPrefix(value, "-"))
	}
	return true
}

// emptyMeansOn are the choosing attributes whose name alone, or an empty value, is right.
const emptyMeansOn = "contenteditable crossorigin hidden popover spellcheck translate writingsuggestions autocorrect preload"

// AllowsEmpty reports whether the name of the attribute may stand alone.
func (a Attribute) AllowsEmpty() bool {
	return a.Kind == Bool || a.Kind == Text || a.Kind == Suggested || a.Kind == Tokens || hasWord(emptyMeansOn, a.Name)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// MissingAttribute returns the first attribute that HTML requires of the tag and that is
// not there; of several that would do, the first.
func MissingAttribute(t Tag) (name string, missing bool) {
	e := Lookup(t.Name)
	if e == nil {
		return "", false
	}
	for _, choice := range e.Required {
		first, _, _ := strings.Cut(choice, "|")
		found := false
		for name := range strings.SplitSeq(choice, "|") {
			found = found || t.literal(name).Present
		}
		if !found {
			return first, true
		}
	}
	return "", false
}

// NeedsAlt reports whether the tag shows an image and has no alt: an img, an area that is a
// link, an image button. An img in a figure with a caption needs one too, for the caption
// does not stand in for it.
func NeedsAlt(t Tag) bool {
	if t.literal("alt").Present {
		return false
	}
	switch lower(t.Name) {
	case "img":
		return true
	case "area":
		return t.literal("href").Present
	case "input":
		kind := t.literal("type")
		return kind.Known && strings.EqualFold(kind.Value, "image")
	}
	return false
}

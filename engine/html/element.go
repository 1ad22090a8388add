// Elements and attributes: what the tables know about them, and looking it up.

package html

import "strings"

// Meaning is one line in own words in each language of the catalogue, for hover.
type Meaning struct{ English, Korean string }

// Flags are properties of an element that the parser, formatter and evaluator go by.
type Flags uint8

// Flags of elements.
const (
	Void          Flags = 1 << iota // has neither content nor end tag
	RawText                         // content is read up to its end tag: script, style
	EscapableText                   // content is text with character references: textarea, title
	Block                           // white space beside its tags is nothing
	KeepSpace                       // white space in it is kept
	Obsolete                        // browsers know it, pages should not use it
)

// Categories are the kinds of content that HTML sorts elements into (section 3.2.5.2), and
// the few more that say what an element may hold.
type Categories uint16

// Categories of elements.
const (
	Metadata Categories = 1 << iota
	Flow
	Sectioning
	Heading
	Phrasing
	Embedded
	Interactive
	ScriptSupporting
	TextContent // may hold text
	Transparent // holds what its parent may
	Anything    // holds whatever there is
)

// Element is what is known of one element.
type Element struct {
	Name              string
	Flags             Flags
	Categories        Categories
	Content           Categories // what it may hold
	Children          string     // elements it may hold besides, separated by spaces
	Parents           string     // if not empty, the only elements it may stand in
	Without           string     // elements that may not stand in it at any depth
	WithoutCategories Categories // likewise
	Required          []string   // attributes it needs; "a|b" is one of them
	Attributes        []Attribute
	Meaning           Meaning
}

// Is reports whether the element has all of the flags.
func (e *Element) Is(f Flags) bool { return e != nil && e.Flags&f == f }

// Kind is the kind of value an attribute takes.
type Kind uint8

// Kinds of values.
const (
	Text          Kind = iota
	Bool               // there or not
	Enum               // one of Values, without regard to case
	ExactEnum          // one of Values
	Enums              // several of Values, separated by spaces; others may be meant
	Suggested          // mostly one of Values, but any text is right
	Tokens             // words separated by spaces
	Integer            // digits
	SignedInteger      // digits, perhaps after a minus sign
	Number
	URL
	URLs // separated by white space
	Srcset
	ID  // the id of an element
	IDs // separated by spaces
	Language
	MediaType
	DateTime
	Color
	StyleText
	Code
)

// Attribute is what is known of one attribute of an element.
type Attribute struct {
	Name   string
	Kind   Kind
	Values string // separated by spaces, for the kinds that choose
}

// index finds elements by lower-case name.
var index = func() map[string]*Element {
	m := make(map[string]*Element, len(elements))
	for i := range elements {
		m[elements[i].Name] = &elements[i]
	}
	return m
}()

// Lookup returns what is known of an HTML element, or nil. Names are compared without
// regard to ASCII case.
func Lookup(name string) *Element {
	if e := index[name]; e != nil {
		return e
	}
	return index[lower(name)]
}

// Elements returns all HTML elements, those in use first, each group by name. It is shared:
// do not change it.
func Elements() []Element { return elements[:] }

// IsVoid reports whether an element has neither content nor end tag.
func IsVoid(name string) bool { return Lookup(name).Is(Void) }

// IsBlock reports whether white space beside the element's tags is nothing.
func IsBlock(name string) bool { return Lookup(name).Is(Block) }

// KeepsSpace reports whether white space in the element is kept, but for a newline right
// after its start tag.
func KeepsSpace(name string) bool { return Lookup(name).Is(KeepSpace) }

// IsRawText reports whether the language reads the element's content up to its end tag, as
// it stands: script and style. The obsolete elements that browsers read so cannot be
// written with markup inside; RawText marks them too.
func IsRawText(name string) bool {
	switch lower(name) {
	case "script", "style":
		return true
	}
	return false
}

// IsCustom reports whether a name is one of a custom element: it begins with a lower-case
// letter and has a dash (HTML Living Standard 4.13.2).
func IsCustom(name string) bool {
	if name == "" || name[0] < 'a' || name[0] > 'z' || !strings.Contains(name, "-") {
		return false
	}
	return !hasWord("annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name missing-glyph", name)
}

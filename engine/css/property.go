// Looking up the tables.

package css

import (
	"slices"
	"strings"
)

// Meaning says in own words what a property is for, in English and Korean.
type Meaning struct{ English, Korean string }

// Property is what is known of one property.
type Property struct {
	Name      string
	Values    string // the keywords that its values may be, separated by spaces
	Color     bool   // its values may be or hold colours
	Inherited bool
	Common    bool    // it is one of those that most style sheets are made of
	Meaning   Meaning // its own; that of a member of a family is put together (Says)
}

// Says returns what the property is for.
func (p *Property) Says() Meaning {
	if p.Meaning != (Meaning{}) {
		return p.Meaning
	}
	return families()[p.Name]
}

// wideKeywords are values of every property (CSS Cascading and Inheritance 5, section 7.3).
const wideKeywords = "inherit initial unset revert revert-layer"

// Properties returns all properties, by name. It is shared: do not change it.
func Properties() []Property { return properties }

// LookupProperty returns what is known of a property, or nil. Names are compared without regard to ASCII case.
func LookupProperty(name string) *Property {
	name = strings.ToLower(name)
	i, ok := slices.BinarySearchFunc(properties, name, func(p Property, name string) int { return strings.Compare(p.Name, name) })
	if !ok {
		return nil
	}
	return &properties[i]
}

// Keywords returns the keywords that values of the property may be: its own first, then those of every property.
func (p *Property) Keywords() (own, wide []string) {
	return strings.Fields(p.Values), strings.Fields(wideKeywords)
}

// AtRules returns the names of the at-rules, without `@`.
func AtRules() []string { return strings.Fields(atRules) }

// Pseudos returns the pseudo-classes and pseudo-elements, with their colons; those that take arguments end in `()`.
func Pseudos() []string { return strings.Fields(pseudos) }

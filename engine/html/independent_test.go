package html

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"
)

// gone are the words of package atom that the HTML Living Standard knows no longer, or not as names of elements and
// attributes, with what became of them. Pages that use one are told so.
var gone = map[string]string{
	"allowpaymentrequest": "attribute of iframe, replaced by allow", "allowusermedia": "attribute of iframe, replaced by allow",
	"manifest": "attribute of html, dropped with the cache it named", "contextmenu": "attribute, dropped with menuitem",
	"dropzone": "attribute, never shipped", "icon": "attribute of command and menuitem", "radiogroup": "attribute of command and menuitem",
	"mediagroup": "attribute, never shipped", "seamless": "attribute of iframe, dropped", "sortable": "attribute of table, never shipped",
	"sorted": "attribute of th, never shipped", "typemustmatch": "attribute of object, dropped", "updateviacache": "option of a script's call, no attribute",
	"workertype": "option of a script's call, no attribute", "menuitem": "element, never shipped", "isindex": "element, dropped before HTML5", "spacer": "element of Netscape",
	"blink": "element of Netscape", "malignmark": "element of MathML that only parsers speak of", "mglyph": "likewise",
	"prompt": "attribute of isindex", "public": "word of the doctype", "system": "word of the doctype",
	"foreignobject":  "SVG's foreignObject as parsers of HTML read it",
	"onautocomplete": "event, never shipped", "onautocompleteerror": "event, never shipped", "ondragexit": "event, dropped",
	"onloadend": "event of requests, not of elements", "onshow": "event of menus that no browser has", "onsort": "event, never shipped",
}

// atoms returns the words that package atom has a number for: HTML's elements, attributes and events as its authors took
// them from the standard, and some that parsers need. The number of a word is its place and length in a text.
func atoms() []string {
	const places, longest = 1 << 12, 32
	var words []string
	for place := range places {
		for size := 1; size <= longest; size++ {
			a := atom.Atom(place<<8 | size)
			if s := a.String(); s != "" && atom.Lookup([]byte(s)) == a {
				words = append(words, s)
			}
		}
	}
	slices.Sort(words)
	return words
}

// isKnown reports whether any element or attribute has the name.
func isKnown(name string) bool {
	for _, space := range []Namespace{HTML, SVG, MathML} {
		if IsElement(name, space) {
			return true
		}
		if _, ok := AttributeOf("div", space, name); ok {
			return true
		}
	}
	for _, e := range Elements() {
		if slices.ContainsFunc(e.Attributes, named(name)) {
			return true
		}
	}
	return false
}

// TestKnowsWhatOthersKnow compares the tables with a list that others keep.
func TestKnowsWhatOthersKnow(t *testing.T) {
	words := atoms()
	if len(words) < 350 {
		t.Fatalf("package atom gave only %d words", len(words))
	}
	for _, w := range words {
		switch known := isKnown(w); {
		case !known && gone[w] == "":
			t.Errorf("%s is neither known nor said to be gone", w)
		case known && gone[w] != "":
			t.Errorf("%s is known, and said to be gone: %s", w, gone[w])
		}
	}
	for w := range gone {
		if !slices.Contains(words, w) {
			t.Errorf("%s is said to be gone, and nobody asks for it", w)
		}
	}
}

// TestAria compares with WAI-ARIA 1.2, which has 82 roles that authors may write (5.4, "none" and "presentation" both; the
// abstract ones are for the standard's own use) and 48 states and properties (6.7), and names what is taken from 1.3.
func TestAria(t *testing.T) {
	const draftRoles = "mark suggestion"
	const draftAttributes = "aria-braillelabel aria-brailleroledescription aria-colindextext aria-description aria-rowindextext"
	const abstract = "command composite input landmark range roletype section sectionhead select structure widget window"
	all := strings.Fields(roles)
	if n := len(all) - len(strings.Fields(draftRoles)); n != 82 {
		t.Errorf("%d roles of WAI-ARIA 1.2, want 82", n)
	}
	for _, r := range all {
		if hasWord(abstract, r) {
			t.Errorf("the role %s is abstract", r)
		}
	}
	var attributes []string
	for _, g := range Globals() {
		if strings.HasPrefix(g.Name, "aria-") {
			attributes = append(attributes, g.Name)
		}
	}
	if n := len(attributes) - len(strings.Fields(draftAttributes)); n != 48 {
		t.Errorf("%d states and properties of WAI-ARIA 1.2, want 48", n)
	}
	for _, name := range strings.Fields(draftRoles + " " + draftAttributes) {
		if !slices.Contains(all, name) && !slices.Contains(attributes, name) {
			t.Errorf("%s is missing", name)
		}
	}
}

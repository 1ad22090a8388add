package html

import (
	"strings"
	"testing"
)

// TestObsoleteAttributes holds that the table speaks of elements that there are, and of attributes that they do not have.
func TestObsoleteAttributes(t *testing.T) {
	for attribute, list := range obsolete {
		for element := range strings.FieldsSeq(list) {
			if element == "*" {
				element = "p"
			}
			if !IsElement(element, HTML) {
				t.Errorf("%s: there is no <%s>", attribute, element)
			}
			if _, known := AttributeOf(element, HTML, attribute); known {
				t.Errorf("<%s> has %s, and it is said to be obsolete", element, attribute)
			}
			if !IsObsolete(strings.ToUpper(element), strings.ToUpper(attribute)) {
				t.Errorf("<%s %s> is not obsolete", element, attribute)
			}
		}
	}
	if IsObsolete("p", "lang") || IsObsolete("p", "border") {
		t.Error("what never was one is obsolete")
	}
}

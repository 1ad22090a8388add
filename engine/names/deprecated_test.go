package names

import "testing"

func TestDeprecated(t *testing.T) {
	for _, c := range []struct {
		doc, reason string
		ok          bool
	}{
		{"", "", false},
		{"Draws a card.", "", false},
		{"Not yet Deprecated: no.", "", false},
		{"Says\nDeprecated: in the middle of a paragraph.", "", false},
		{"Deprecated:", "", true},
		{"Deprecated: use `b`.", "use `b`.", true},
		{"Draws a card.\n\nDeprecated: use\n`b` instead.\n\nMore.", "use `b` instead.", true},
	} {
		if reason, ok := Deprecated(c.doc); reason != c.reason || ok != c.ok {
			t.Errorf("%q: %q %t", c.doc, reason, ok)
		}
	}
}

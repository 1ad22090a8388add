// Looking things up in the catalogue.

package diag

import "github.com/codescript-lang/coder/engine/bug"

// Entry is what the catalogue knows about one code.
type Entry struct {
	Code     Code
	Stage    Stage
	Severity Severity
	Tags     Tags
	Messages []Message // the first has the variant ""
}

// Message is one of the texts of a code.
type Message struct {
	Variant string
	Text    Both
}

// Entries returns the whole catalogue in the order of the language definition. It is shared:
// do not change it.
func Entries() []Entry { return catalogue }

// byCode finds entries by code.
var byCode = func() map[Code]*Entry {
	m := make(map[Code]*Entry, len(catalogue))
	for i := range catalogue {
		m[catalogue[i].Code] = &catalogue[i]
	}
	return m
}()

// IsCode reports whether name is the name of a diagnostic.
func IsCode(name string) bool { return byCode[Code(name)] != nil }

// Lookup returns the catalogue's entry of a code.
func Lookup(code Code) *Entry {
	if e := byCode[code]; e != nil {
		return e
	}
	bug.Reportf("diag: code %q is not in the catalogue", code)
	return &Entry{Code: code, Messages: []Message{{Text: Both{string(code), string(code)}}}}
}

func (e *Entry) message(variant string) Both {
	for _, m := range e.Messages {
		if m.Variant == variant {
			return m.Text
		}
	}
	bug.Reportf("diag: %s has no message %q", e.Code, variant)
	return Both{string(e.Code), string(e.Code)}
}

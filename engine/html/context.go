// Contexts: what may be written into an attribute, decided by one function over one table.

package html

import (
	"slices"
	"strings"
)

// Context says how values are written into a place of markup, and whether they may be.
type Context uint8

// Contexts of attributes. Text between tags needs no table: it is always AppendText's.
const (
	Attr         Context = iota // any text, escaped
	Address                     // one address
	ImageAddress                // one address, which may be an inline bitmap: src of img
	AddressSet                  // image candidates separated by commas: srcset
	AddressList                 // addresses separated by white space: ping
	CodeAddress                 // the address of something that runs, or that moves other addresses
	Style                       // declarations, from a record
	ScriptData                  // JSON written between the tags of a script: data of script
	Handler                     // a function of a client component: on:click
	Forbidden                   // no values, only literal text
)

// IsAddress reports whether values of the context are built with an AddressWriter.
func (c Context) IsAddress() bool { return Address <= c && c <= CodeAddress }

// Literal is what is known about an attribute when the context of another is asked for.
type Literal struct {
	Value   string // if Known
	Present bool   // written on the tag, whatever its value
	Known   bool   // its value is literal text
}

// Tag is what the context of an attribute depends on besides its name. Names may be in any
// case, as browsers read them.
type Tag struct {
	Name string
	// Literal returns what is known of another attribute of the tag. Nil means that there
	// are no others.
	Literal func(attribute string) Literal
}

func (t Tag) literal(attribute string) Literal {
	if t.Literal == nil {
		return Literal{}
	}
	return t.Literal(attribute)
}

// contextRule is one row of the table of contexts; the first that fits decides.
type contextRule struct {
	attributes string // names separated by spaces
	elements   string // "" is every element
	when       condition
	context    Context
}

// condition is what a rule asks of the rest of the tag.
type condition uint8

const (
	always     condition = iota
	codeLink             // rel is unknown or names a link type that loads code
	jsonScript           // type is application/json
	pragma               // http-equiv is there
	risky                // attributeName is unknown or names more than a plain value
)

// codeRels are the link types that load something that runs, styles or configures the page
// (HTML Living Standard 4.6.7; "import" is the withdrawn HTML Imports).
const codeRels = "stylesheet preload modulepreload prefetch import manifest"

// animations are SVG's animation elements: they can write any value into an address of
// another element later on (SVG Animations 2, section 2).
const animations = "animate animatecolor animatemotion animatetransform set discard"

// contextRules holds the table of contexts of the language definition, section 7, except
// for whole families of names, which ContextOf decides itself. Beyond the definition's own
// list it names the rest of HTML's attributes that hold addresses, so that none of them is
// looser than href: imagesrcset, attributionsrc and the old codebase, longdesc, xml:base.
var contextRules = [...]contextRule{
	{"src href xlink:href", "script", always, CodeAddress},
	{"src", "iframe frame embed", always, CodeAddress},
	{"data", "object", always, CodeAddress},
	{"codebase", "object applet", always, CodeAddress},
	{"href", "base", always, CodeAddress},
	{"href", "link", codeLink, CodeAddress},
	{"data", "script", jsonScript, ScriptData},
	{"data", "script", always, Forbidden},
	{"content", "meta", pragma, Forbidden},
	{"attributename", animations, always, Forbidden},
	{"values from to by", animations, risky, Forbidden},
	{"srcdoc", "", always, Forbidden},
	{"style", "", always, Style},
	{"src", "img", always, ImageAddress},
	{"srcset imagesrcset", "", always, AddressSet},
	{"ping attributionsrc", "", always, AddressList},
	{"href src action formaction poster cite background data xlink:href manifest longdesc xml:base", "", always, Address},
}

// holds reports whether the tag meets the condition.
func (c condition) holds(t Tag) bool {
	switch c {
	case codeLink:
		rel := t.literal("rel")
		if rel.Present && !rel.Known {
			return true
		}
		for word := range strings.FieldsSeq(lower(rel.Value)) {
			if hasWord(codeRels, word) {
				return true
			}
		}
		return false
	case jsonScript:
		kind := t.literal("type")
		return kind.Known && strings.EqualFold(strings.TrimSpace(kind.Value), "application/json")
	case pragma:
		return t.literal("http-equiv").Present
	case risky:
		// The name is compared without a prefix, since any prefix can be bound.
		name := t.literal("attributeName")
		target := strings.TrimSpace(name.Value)
		if _, local, ok := strings.Cut(target, ":"); ok {
			target = local
		}
		return name.Present && (!name.Known || ContextOf(Tag{}, target) != Attr)
	}
	return true
}

// ContextOf returns the context of an attribute of a tag. A spread uses it too, with every
// attribute known: what is Forbidden or a CodeAddress there is left out.
func ContextOf(t Tag, attribute string) Context {
	attribute = lower(attribute)
	if rest, ok := strings.CutPrefix(attribute, "on"); ok {
		if strings.HasPrefix(rest, ":") {
			return Handler
		}
		if !strings.Contains(rest, ":") {
			return Forbidden
		}
	}
	if isForeignHandler(attribute) {
		return Forbidden
	}
	element := lower(t.Name)
	for i := range contextRules {
		r := &contextRules[i]
		if hasWord(r.attributes, attribute) && (r.elements == "" || hasWord(r.elements, element)) && r.when.holds(t) {
			return r.context
		}
	}
	return Attr
}

// foreignHandlers are the beginnings of attributes whose text well-known libraries run as a handler, if a page loads them.
var foreignHandlers = [...]string{"x-on:", "v-on:", "hx-on:", "data-hx-on:", "@"}

// isForeignHandler reports whether a library may run the attribute's text.
func isForeignHandler(attribute string) bool {
	return slices.ContainsFunc(foreignHandlers[:], func(start string) bool { return strings.HasPrefix(attribute, start) })
}

// noSpread are the elements whose attributes must be written out, because what one of them
// may hold depends on the others or on which are there.
const noSpread = "script style iframe frame base meta link object embed " + animations

// TakesSpread reports whether attributes may be spread on the element.
func TakesSpread(element string) bool { return !hasWord(noSpread, lower(element)) }

// IsAttributeName reports whether a name that is only known at run time may be written: it
// fits [A-Za-z_:@][-A-Za-z0-9_:.]*.
func IsAttributeName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == ':':
		case c == '@' && i == 0:
		case i > 0 && ('0' <= c && c <= '9' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return s != ""
}

// BoolForm is how a bool is written as the value of an attribute.
type BoolForm uint8

// Forms of bools.
const (
	BoolBare      BoolForm = iota // true is the name alone, false leaves the attribute out
	BoolTrueFalse                 // "true", "false"
	BoolYesNo                     // "yes", "no"
	BoolOnOff                     // "on", "off"
)

// Text returns what the form writes for a value and whether the attribute is written; text
// is empty for a name alone.
func (f BoolForm) Text(value bool) (text string, written bool) {
	words := [...][2]string{BoolTrueFalse: {"false", "true"}, BoolYesNo: {"no", "yes"}, BoolOnOff: {"off", "on"}}
	if f == BoolBare {
		return "", value
	}
	if value {
		return words[f][1], true
	}
	return words[f][0], true
}

// BoolFormOf returns how a bool is written as the value of the attribute.
func BoolFormOf(attribute string) BoolForm {
	attribute = lower(attribute)
	switch attribute {
	case "contenteditable", "draggable", "spellcheck", "writingsuggestions":
		return BoolTrueFalse
	case "translate":
		return BoolYesNo
	case "autocorrect", "autocomplete":
		return BoolOnOff
	}
	if strings.HasPrefix(attribute, "aria-") || strings.HasPrefix(attribute, "data-") {
		return BoolTrueFalse
	}
	return BoolBare
}

// hasWord reports whether word is one of those that list separates by spaces.
func hasWord(list, word string) bool {
	if word == "" {
		return false
	}
	for {
		i := strings.Index(list, word)
		if i < 0 {
			return false
		}
		end := i + len(word)
		if (i == 0 || list[i-1] == ' ') && (end == len(list) || list[end] == ' ') {
			return true
		}
		list = list[end:]
	}
}

// lower folds ASCII letters, the only ones HTML folds in names. It does not allocate when
// there is nothing to fold.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if c := b[i]; 'A' <= c && c <= 'Z' {
					b[i] = c + 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

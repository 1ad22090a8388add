// The making of text: templates with named parameters, Korean particles, languages.

package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/bug"
)

// Lang is a language that messages exist in.
type Lang uint8

// Languages of the catalogue.
const (
	English Lang = iota
	Korean
)

// ParseLang returns the language for a locale name such as "ko", "ko-KR" or "ko_KR.UTF-8";
// English for any other.
func ParseLang(locale string) Lang {
	rest, ok := strings.CutPrefix(strings.ToLower(locale), "ko")
	if ok && (rest == "" || strings.ContainsRune("-_.@", rune(rest[0]))) {
		return Korean
	}
	return English
}

// String returns the language's BCP 47 tag.
func (l Lang) String() string {
	if l == Korean {
		return "ko"
	}
	return "en"
}

// Both is one text in each language. Templates name parameters in braces: {name}. A
// parameter with a particle, {name:은/는}, writes the one that fits how the value sounds;
// {:은/는} fits the text before it. {{ and }} write a brace. A quoted argument brings its own backquotes, except where the
// template has it between backquotes already, as in `</{name}>`.
type Both struct{ English, Korean string }

// In returns the text in the language.
func (b Both) In(l Lang) string {
	if l == Korean {
		return b.Korean
	}
	return b.English
}

// Message returns d's text in the language: one sentence without a full stop.
func (d Diagnostic) Message(l Lang) string {
	return fill(Lookup(d.Code).message(d.Variant).In(l), d.Args, l)
}

// Text returns the related place's note in the language.
func (r Related) Text(l Lang) string { return fill(lookupText(notes, r.Note).In(l), r.Args, l) }

// Text returns the fix's title in the language, as an editor's menu shows it.
func (f Fix) Text(l Lang) string { return fill(lookupText(titles, f.Title).In(l), f.Args, l) }

// maxValue is how many characters of an argument are shown: a message is one line, and an
// argument can be as long as the file.
const maxValue = 80

// fill writes the template with its parameters replaced.
func fill(template string, args []Arg, l Lang) string {
	var b strings.Builder
	quoted := false // between backquotes of the template
	for i := 0; i < len(template); {
		switch c := template[i]; {
		case c == '`':
			quoted = !quoted
			b.WriteByte(c)
			i++
		case (c == '{' || c == '}') && strings.HasPrefix(template[i+1:], string(c)):
			b.WriteByte(c)
			i += 2
		case c == '{':
			end := strings.IndexByte(template[i:], '}')
			if end < 0 {
				bug.Reportf("diag: template %q has an open parameter", template)
				b.WriteString(template[i:])
				return b.String()
			}
			name, particles, _ := strings.Cut(template[i+1:i+end], ":")
			i += end + 1
			heard := b.String()
			if name != "" {
				heard = writeArg(&b, name, args, quoted, l)
			}
			if particles != "" {
				b.WriteString(Particle(heard, particles))
			}
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// writeArg writes the argument of the name and returns its text without backquotes.
func writeArg(b *strings.Builder, name string, args []Arg, quoted bool, l Lang) string {
	arg := Arg{Value: "?", kind: argText}
	found := false
	for _, a := range args {
		if a.Name == name {
			arg, found = a, true
		}
	}
	if !found {
		bug.Reportf("diag: no argument %q among %v", name, args)
	}
	value := arg.Value
	if arg.kind == argPhrase {
		value = lookupText(phrases, Phrase(value)).In(l)
	}
	value = oneLine(value)
	if arg.kind == argQuote && !quoted {
		b.WriteByte('`')
		b.WriteString(value)
		b.WriteByte('`')
	} else {
		b.WriteString(value)
	}
	return value
}

// oneLine makes a value fit for a one-line message: control characters become visible, a
// long value loses its middle.
func oneLine(s string) string {
	if n := utf8.RuneCountInString(s); n > maxValue {
		r := []rune(s)
		s = string(r[:maxValue/2]) + "…" + string(r[n-maxValue/2:])
	}
	clean := func(r rune) rune {
		switch {
		case r == ' ' || r == utf8.RuneError || unicode.IsGraphic(r):
			return r
		case r < 0x20:
			return 0x2400 + r // the control pictures: ␀ to ␟
		case r == 0x7f:
			return '␡'
		}
		return utf8.RuneError
	}
	return strings.Map(clean, s)
}

// lookupText finds the text of a phrase, note or title.
func lookupText[K ~string](table map[K]Both, key K) Both {
	b, ok := table[key]
	if !ok {
		bug.Reportf("diag: no text for %q", string(key))
		return Both{string(key), string(key)}
	}
	return b
}

package types

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxPrinted bounds how many nested parts Print writes; a recursive type without a name cannot be built, but a big
// one can.
const maxPrinted = 2_000

// briefWidth is how many characters Brief gives a type in a message before it leaves the rest out.
const briefWidth = 90

// Print writes t as Codescript does. Invalid is written `any`.
func Print(t Type) string {
	p := printer{left: maxPrinted}
	p.typ(t, precUnion)
	return p.String()
}

// Brief is Print for messages: a long type is cut off with `…`.
func Brief(t Type) string { return Within(t, briefWidth) }

// Within is Print in so many characters: what is longer is cut off with `…`.
func Within(t Type, characters int) string {
	s := Print(t)
	n := 0
	for i := range s {
		if n == characters {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// Defaults are the values that parameters have by default, as they are written, by the parameters' names.
type Defaults map[string]string

// maxDefault is how many characters of a default are shown: what is longer tells a reader less than the signature that it pulls apart.
const maxDefault = 40

// text is a default in a signature: `…` where it is not known, or too long.
func (d Defaults) text(name string) string {
	if s := d[name]; s != "" && utf8.RuneCountInString(s) <= maxDefault && !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return "…"
}

// Signature writes f as the head of a declaration: `fn name<T>(a: T, b: number = …) -> R`.
func Signature(name string, f *Func) string { return Defaults(nil).Signature(name, f) }

// Signature is the function of that name with the defaults that are known.
func (d Defaults) Signature(name string, f *Func) string {
	p := printer{left: maxPrinted}
	p.WriteString("fn " + name)
	if len(f.TypeParams) > 0 {
		p.WriteByte('<')
		for i, tp := range f.TypeParams {
			if i > 0 {
				p.WriteString(", ")
			}
			p.WriteString(tp.Name)
		}
		p.WriteByte('>')
	}
	p.WriteByte('(')
	for i, par := range f.Params {
		if i > 0 {
			p.WriteString(", ")
		}
		p.WriteString(d.Parameter(par))
	}
	p.WriteString(") -> ")
	p.typ(f.Result, precUnion)
	return p.String()
}

// Parameter writes one parameter as a declaration does.
func (d Defaults) Parameter(par Parameter) string {
	p := printer{left: maxPrinted}
	if par.Rest {
		p.WriteString("...")
	}
	if par.Name != "" {
		p.WriteString(par.Name + ": ")
	}
	p.typ(par.Type, precUnion)
	if par.Default {
		p.WriteString(" = " + d.text(par.Name))
	}
	return p.String()
}

// How tightly the surroundings bind: a looser type inside is put in parentheses.
const (
	precUnion  = iota // anything may stand here
	precMember        // a member of a union: no union, no function
	precSuffix        // before `?`
)

type printer struct {
	strings.Builder
	left int
}

func (p *printer) typ(t Type, prec int) {
	if p.left--; p.left < 0 {
		p.WriteString("…")
		return
	}
	switch t := t.(type) {
	case Basic:
		p.WriteString(basicNames[t])
	case Literal:
		p.literal(t)
	case *List:
		p.WriteByte('[')
		p.typ(t.Elem, precUnion)
		p.WriteByte(']')
	case *Map:
		p.WriteString("{[string]: ")
		p.typ(t.Elem, precUnion)
		p.WriteByte('}')
	case *Record:
		p.record(t)
	case *Func:
		p.paren(prec > precUnion, func() { p.function(t) })
	case *Union:
		p.union(t, prec)
	case *Named:
		p.WriteString(t.Def.Name)
		p.args(t.Args)
	case *Param:
		p.WriteString(t.Name)
	case *Object:
		p.WriteString(t.Name)
	}
}

func (p *printer) paren(on bool, inner func()) {
	if on {
		p.WriteByte('(')
	}
	inner()
	if on {
		p.WriteByte(')')
	}
}

func (p *printer) args(args []Type) {
	if len(args) == 0 {
		return
	}
	p.WriteByte('<')
	for i, a := range args {
		if i > 0 {
			p.WriteString(", ")
		}
		p.typ(a, precUnion)
	}
	p.WriteByte('>')
}

func (p *printer) literal(l Literal) {
	switch l.Kind {
	case String:
		p.WriteString(Quote(l.Str))
	case Number:
		p.WriteString(strconv.FormatFloat(l.Num, 'f', -1, 64))
	default:
		p.WriteString(strconv.FormatBool(l.Bool))
	}
}

// Quote writes s as a string of Codescript in double quotes.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\', '{', '}':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			if r < ' ' || r == 0x7f {
				b.WriteString(`\u{` + strconv.FormatInt(int64(r), 16) + `}`)
				continue
			}
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// quoteName writes the name of a field in quotes. There a text has no escapes: one with a double quote stands between single ones, so that it
// can be read back; one that no quotes can hold cannot.
func quoteName(name string) string {
	if strings.Contains(name, `"`) && !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`'\{}`, r) }) {
		return "'" + name + "'"
	}
	return Quote(name)
}

func (p *printer) record(r *Record) {
	p.WriteByte('{')
	for i, f := range r.Fields {
		if i > 0 {
			p.WriteString(", ")
		}
		if isWord(f.Name) {
			p.WriteString(f.Name)
		} else {
			p.WriteString(quoteName(f.Name))
		}
		if f.Optional {
			p.WriteByte('?')
		}
		p.WriteString(": ")
		p.typ(f.Type, precUnion)
		if p.left < 0 {
			break
		}
	}
	p.WriteByte('}')
}

// isWord reports whether name can be written without quotes; names that are not ASCII are taken to be.
func isWord(name string) bool {
	for i, r := range name {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}

func (p *printer) function(f *Func) {
	p.WriteString("fn(")
	for i, par := range f.Params {
		if i > 0 {
			p.WriteString(", ")
		}
		if par.Rest {
			p.WriteString("...")
		}
		p.typ(par.Type, precUnion)
	}
	p.WriteString(") -> ")
	p.typ(f.Result, precUnion)
}

// union writes `T?` for a union of one type and none, and none last otherwise.
func (p *printer) union(u *Union, prec int) {
	var rest []Type
	hasNone := false
	for _, m := range u.Members {
		if m == Type(None) {
			hasNone = true
		} else {
			rest = append(rest, m)
		}
	}
	if hasNone && len(rest) == 1 {
		p.typ(rest[0], precSuffix)
		p.WriteByte('?')
		return
	}
	if hasNone {
		rest = append(rest, None)
	}
	p.paren(prec > precUnion, func() {
		for i, m := range rest {
			if i > 0 {
				p.WriteString(" | ")
			}
			p.typ(m, precMember)
			if p.left < 0 {
				return
			}
		}
	})
}

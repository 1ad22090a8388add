package testkit

import (
	"fmt"
	"strings"
)

// form is what sort of type a kind is.
type form uint8

const (
	isNumber form = iota
	isString
	isBool
	isHTML
	isAny
	isOptional // of elem
	isList     // of elem
	isMap      // of elem
	isRecord   // of fields
	isFunc     // from params to elem
	isUnion    // of records, told apart by their field "kind"
	isWords    // one of the literals
	isBox      // Box<elem>, a generic record
)

// kind is a type as this package knows it.
type kind struct {
	form     form
	text     string // as written
	elem     *kind
	fields   []field
	params   []*kind
	members  []*kind
	literals []string
}

type field struct {
	name     string
	t        *kind
	optional bool // written `name?: T`, t is T
	literal  string
}

// read is what reading a field gives.
func (f field) read() *kind {
	if f.optional {
		return optional(f.t)
	}
	return f.t
}

var (
	number = &kind{form: isNumber, text: "number"}
	text   = &kind{form: isString, text: "string"}
	truth  = &kind{form: isBool, text: "bool"}
	markup = &kind{form: isHTML, text: "html"}
	anyone = &kind{form: isAny, text: "any"}
)

func optional(t *kind) *kind {
	if t.form == isOptional || t.form == isAny {
		return t
	}
	if t.form == isFunc {
		return &kind{form: isOptional, text: "(" + t.text + ")?", elem: t}
	}
	return &kind{form: isOptional, text: t.text + "?", elem: t}
}

func listOf(t *kind) *kind { return &kind{form: isList, text: "[" + t.text + "]", elem: t} }

func mapOf(t *kind) *kind { return &kind{form: isMap, text: "{[string]: " + t.text + "}", elem: t} }

func boxOf(t *kind) *kind {
	return &kind{form: isBox, text: "Box<" + t.text + ">", elem: t, fields: []field{{name: "value", t: t}, {name: "label", t: text, optional: true}}}
}

func funcOf(result *kind, params ...*kind) *kind {
	var b strings.Builder
	b.WriteString("fn(")
	for i, p := range params {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.text)
	}
	b.WriteString(") -> " + result.text)
	return &kind{form: isFunc, text: b.String(), elem: result, params: params}
}

func recordOf(fields ...field) *kind {
	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(f.name)
		if f.optional {
			b.WriteString("?")
		}
		if b.WriteString(": "); f.literal != "" {
			b.WriteString(f.literal)
			continue
		}
		b.WriteString(f.t.text)
	}
	return &kind{form: isRecord, text: "{" + b.String() + "}", fields: fields}
}

// gives reports whether a value of type t can stand where to is asked.
func (t *kind) gives(to *kind) bool {
	return t.text == to.text || to.form == isAny || to.form == isOptional && (t.form == isAny || t.gives(to.elem))
}

// plain reports whether what is written of t has that type, or its literal's, wherever it stands.
func (t *kind) plain() bool {
	return t.form == isNumber || t.form == isString || t.form == isBool || t.form == isHTML
}

// comparable reports whether `==` has a meaning for what is in t.
func (t *kind) comparable() bool {
	switch t.form {
	case isHTML, isFunc, isAny:
		return false
	case isOptional, isList, isMap:
		return t.elem.comparable()
	case isRecord, isBox:
		for _, f := range t.fields {
			if f.t != nil && f.t != t && !f.t.comparable() {
				return false
			}
		}
	case isUnion:
		for _, m := range t.members {
			if !m.comparable() {
				return false
			}
		}
	}
	return true
}

// testable reports whether `is` may ask for t.
func (t *kind) testable() bool { return t.form != isOptional && t.comparable() }

var fieldNames = []string{"a", "b", "size", "제목", "note"}

// typ chooses a type.
func (w *writer) typ(depth int) *kind {
	if len(w.types) > 0 && w.one(4) {
		return choose(w.Programs, w.types...)
	}
	if depth <= 0 {
		return choose(w.Programs, number, number, text, text, truth)
	}
	switch w.n(14) {
	case 0, 1:
		return number
	case 2, 3:
		return text
	case 4:
		return truth
	case 5, 6:
		return optional(w.typ(depth - 1))
	case 7, 8:
		return listOf(w.typ(depth - 1))
	case 9:
		return mapOf(w.typ(depth - 1))
	case 10:
		return w.record(depth - 1)
	case 11:
		return funcOf(w.typ(depth-1), choose(w.Programs, number, text, optional(number)))
	case 12:
		return boxOf(w.typ(depth - 1))
	}
	return choose(w.Programs, markup, anyone, optional(text))
}

func (w *writer) record(depth int) *kind {
	var fields []field
	for _, name := range fieldNames {
		if w.one(2) {
			fields = append(fields, field{name: name, t: w.typ(depth), optional: w.one(4)})
		}
	}
	for i := range fields {
		if fields[i].t.form == isOptional {
			fields[i].optional = false
		}
	}
	if len(fields) == 0 {
		fields = []field{{name: "a", t: number}}
	}
	return recordOf(fields...)
}

// declareType writes the declaration of a type and makes it one to choose.
func (w *writer) declareType(export string) {
	name := w.fresh(choose(w.Programs, "Post", "Shape", "Mode", "글"))
	t := &kind{}
	var written string
	switch w.n(4) {
	case 0:
		t = &kind{form: isWords, literals: []string{`"draft"`, `"live"`, `"숨김"`}[:2+w.n(2)]}
		written = strings.Join(t.literals, " | ")
	case 1:
		t.form = isUnion
		var parts []string
		for _, literal := range []string{`"circle"`, `"square"`, `"글"`}[:2+w.n(2)] {
			m := recordOf(field{name: "kind", literal: literal}, field{name: choose(w.Programs, "r", "side"), t: w.typ(1)})
			t.members = append(t.members, m)
			parts = append(parts, m.text)
		}
		written = strings.Join(parts, " | ")
	default:
		r := w.record(1)
		*t = *r
		written = r.text
		if w.one(3) { // a recursive type
			t.fields = append(t.fields[:len(t.fields):len(t.fields)], field{name: "next", t: t, optional: true})
			written = strings.TrimSuffix(written, "}") + ", next?: " + name + "}"
		}
	}
	t.text = name
	w.line("%stype %s = %s", export, name, written)
	w.types = append(w.types, t)
}

// prelude writes the generic declarations that every file has, so that texts pasted from one into another find them.
func (w *writer) prelude() {
	w.line("type Box<T> = {value: T, label?: string}")
	w.line("")
	w.line("type Link = {value: number, label?: string, next?: Link}")
	w.line("")
	w.line("fn head<T>(xs: [T]) -> T? => xs.at(0)")
	w.line("")
	w.line("fn either<T>(first: bool, a: T, b: T) -> T {")
	w.line("\tif first { return a }")
	w.line("\treturn b")
	w.line("}")
	w.line("")
	w.line("fn boxed<T>(value: T) -> Box<T> => {value: value}")
	w.line("")
	w.line("fn through<T, U>(x: T, f: fn(T) -> U) -> U => f(x)")
	w.line("")
}

// signature writes parameters and puts them into scope.
func (w *writer) signature(params []param) string {
	var parts []string
	for _, p := range params {
		switch {
		case p.hasDefault:
			parts = append(parts, fmt.Sprintf("%s: %s = %s", p.name, p.t.text, w.plain(p.t)))
		default:
			parts = append(parts, p.name+": "+p.t.text)
		}
	}
	for _, p := range params {
		w.declare(variable{name: p.name, t: p.t})
	}
	return strings.Join(parts, ", ")
}

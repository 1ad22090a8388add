package testkit

import (
	"fmt"
	"strings"
)

// expr writes an expression of a type, on one line.
func (w *writer) expr(t *kind, depth int) string {
	if v := w.known(t); v != "" && w.n(10) < 4 {
		return v
	}
	if depth <= 0 {
		return w.plain(t)
	}
	switch w.n(16) {
	case 0:
		return fmt.Sprintf("%s ? %s : %s", w.operand(truth, depth-1), w.operand(t, depth-1), w.operand(t, depth-1))
	case 1:
		if t.form != isOptional && t.form != isAny {
			return fmt.Sprintf("%s ?? %s", w.typed(optional(t), depth-1), w.operand(t, depth-1))
		}
	case 2:
		if call := w.call(t, depth-1); call != "" {
			return call
		}
	case 3:
		return fmt.Sprintf("either(%s, %s, %s)", w.expr(truth, depth-1), w.typed(t, depth-1), w.typed(t, depth-1))
	case 4:
		if t.form != isAny && t.form != isFunc {
			return fmt.Sprintf("boxed(%s).value", w.typed(t, depth-1))
		}
	case 5:
		if t.plain() {
			from := w.typ(1)
			return fmt.Sprintf("through(%s, %s)", w.typed(from, depth-1), w.function(funcOf(t, from), depth-1))
		}
	case 6:
		return w.matching(t, depth-1)
	case 7:
		if v := w.narrowing(t, depth-1); v != "" {
			return v
		}
	}
	return w.ofForm(t, depth)
}

// operand is expr where a tighter operator may stand beside.
func (w *writer) operand(t *kind, depth int) string {
	e := w.expr(t, depth)
	if strings.ContainsAny(e, " -!") {
		return "(" + e + ")"
	}
	return e
}

// given is an expression for a variable of a type, of which mostly no more is known than its type: what a literal gives is narrowed to.
func (w *writer) given(t *kind, depth int) string {
	if w.one(4) {
		return w.expr(t, depth)
	}
	return w.typed(t, depth)
}

// typed is operand where nothing says which type is expected, so that the expression has to say it.
func (w *writer) typed(t *kind, depth int) string {
	if t.plain() {
		return w.operand(t, depth)
	}
	for i := len(w.vars) - 1; i >= 0; i-- {
		if v := w.vars[i]; v.t.text == t.text && !w.shadowed(i) && w.one(2) {
			return v.name
		}
	}
	var e string
	w.inFunction(func() { e = w.expr(t, depth) })
	if strings.HasPrefix(e, "{") || t.form == isFunc {
		e = "(" + e + ")"
	}
	return fmt.Sprintf("(fn() -> %s => %s)()", t.text, e)
}

// known finds something in scope that has a type, or holds something that has it; "" when there is nothing.
func (w *writer) known(t *kind) string {
	var found []string
	for i := len(w.vars) - 1; i >= 0 && len(found) < 8; i-- {
		v := w.vars[i]
		if w.shadowed(i) {
			continue
		}
		if v.t.gives(t) {
			found = append(found, v.name)
		}
		for _, f := range v.t.fields {
			switch {
			case f.literal != "":
				if t.form == isString {
					found = append(found, v.name+"."+f.name)
				}
			case f.read().gives(t):
				found = append(found, v.name+"."+f.name)
			}
		}
		if e := v.t.elem; t.form == isOptional && e != nil {
			switch v.t.form {
			case isList:
				if e.gives(t) {
					found = append(found, v.name+".first()", v.name+".at(-1)")
				}
			case isMap:
				if e.gives(t) {
					found = append(found, v.name+`["a"]`)
				}
			case isOptional:
				for _, f := range e.fields {
					if f.t != nil && f.t.gives(t) {
						found = append(found, v.name+"?."+f.name)
					}
				}
			}
		}
		if v.t.form == isFunc && v.t.elem.gives(t) && len(v.t.params) == 1 {
			found = append(found, v.name+"("+w.plain(v.t.params[0])+")")
		}
	}
	if len(found) == 0 {
		return ""
	}
	return choose(w.Programs, found...)
}

// shadowed reports whether a variable further in has the name of the i-th.
func (w *writer) shadowed(i int) bool {
	for _, v := range w.vars[i+1:] {
		if v.name == w.vars[i].name {
			return true
		}
	}
	return false
}

var texts = []string{`"a"`, `"글"`, `"😀"`, `""`, `'it\u{E9}'`, "`raw {`", `"x\ty"`, `"é"`, `"\{a\}"`}

// plain writes a value of a type that is as simple as it gets.
func (w *writer) plain(t *kind) string {
	switch t.form {
	case isNumber:
		return choose(w.Programs, "0", "1", "2", "1_000", "0.5", "0xff")
	case isString:
		return choose(w.Programs, texts...)
	case isBool:
		return choose(w.Programs, "true", "false")
	case isHTML:
		return choose(w.Programs, "<p>글</p>", "<br>", "<></>")
	case isOptional:
		if w.one(2) {
			return "none"
		}
		return w.plain(t.elem)
	case isList:
		if w.one(3) {
			return "[]"
		}
		return "[" + w.plain(t.elem) + "]"
	case isMap:
		if w.one(3) {
			return "{}"
		}
		return fmt.Sprintf(`{a: %s, "data-글": %s}`, w.plain(t.elem), w.plain(t.elem))
	case isRecord, isBox:
		return w.literal(t, w.plain)
	case isFunc:
		return "fn(_x) => " + w.plain(t.elem)
	case isUnion:
		return w.literal(choose(w.Programs, t.members...), w.plain)
	case isWords:
		return choose(w.Programs, t.literals...)
	}
	return choose(w.Programs, "1", `"any"`, "none", "[1, none]", "{a: 1}")
}

// literal writes a record with a value made for each field.
func (w *writer) literal(t *kind, value func(*kind) string) string {
	var parts []string
	for _, f := range t.fields {
		switch {
		case f.literal != "":
			parts = append(parts, f.name+": "+f.literal)
		case f.optional && (f.t.text == t.text || w.one(2)):
		default:
			parts = append(parts, f.name+": "+value(f.t))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// ofForm writes an expression as only types of its form have it.
func (w *writer) ofForm(t *kind, depth int) string {
	e := func(t *kind) string { return w.expr(t, depth-1) }
	o := func(t *kind) string { return w.typed(t, depth-1) }
	switch t.form {
	case isNumber:
		return w.numeric(e, o)
	case isString:
		return w.textual(e, o)
	case isBool:
		return w.test(e, o)
	case isHTML:
		return w.element(depth - 1)
	case isOptional:
		return w.maybe(t, e, o)
	case isList:
		return w.list(t, e, o, depth)
	case isMap:
		if w.one(3) {
			return fmt.Sprintf("%s.map(%s)", o(mapOf(t.elem)), w.function(funcOf(t.elem, t.elem), depth-1))
		}
		return fmt.Sprintf("{b: %s, \"글 1\": %s}", e(t.elem), e(t.elem))
	case isRecord, isBox:
		if v := w.known(t); v != "" && w.one(3) && t.fields[0].t != nil {
			return fmt.Sprintf("{...%s, %s: %s}", v, t.fields[0].name, e(t.fields[0].t))
		}
		return w.literal(t, e)
	case isFunc:
		return w.function(t, depth-1)
	case isUnion:
		return w.literal(choose(w.Programs, t.members...), e)
	}
	return w.plain(t)
}

func (w *writer) numeric(e, o func(*kind) string) string {
	switch w.n(9) {
	case 0, 1:
		return o(number) + choose(w.Programs, " + ", " - ", " * ", " / ", " % ") + o(number)
	case 2:
		return o(text) + ".length"
	case 3:
		return o(listOf(w.typ(0))) + ".length"
	case 4:
		return fmt.Sprintf("%s.reduce(%s, fn(sum, x) => sum + x)", o(listOf(number)), e(number))
	case 5:
		return "-" + o(number)
	case 6:
		return o(number) + choose(w.Programs, ".round(digits: 1)", ".abs()", ".clamp(0, 9)")
	case 7:
		return fmt.Sprintf("number(%s) ?? 0", e(text))
	}
	return fmt.Sprintf("%s.map(fn(x) => x %s %s).sum()", o(listOf(number)), choose(w.Programs, "+", "*"), o(number))
}

func (w *writer) textual(e, o func(*kind) string) string {
	switch w.n(8) {
	case 0, 1:
		return fmt.Sprintf(`"%s{%s}%s"`, choose(w.Programs, "", "글 ", "😀"), e(choose(w.Programs, number, text, truth, optional(number))), choose(w.Programs, "", ".", `\n`))
	case 2:
		return o(text) + " + " + o(text)
	case 3:
		return o(text) + choose(w.Programs, ".upper()", ".trim()", ".repeat(2)", ".padStart(3)", `.replace("a", "글")`)
	case 4:
		return o(listOf(choose(w.Programs, text, number))) + `.join("-")`
	case 5:
		return fmt.Sprintf("string(%s)", e(w.typ(1)))
	case 6:
		return o(text) + `.split("").reverse().join("")`
	}
	return fmt.Sprintf("%s.slice(0, %s)", o(text), e(number))
}

func (w *writer) test(e, o func(*kind) string) string {
	switch w.n(11) {
	case 9, 10:
		if known, test := w.tell(); test != "" {
			var then string
			w.scoped(func() { w.declare(known); then = o(truth) })
			return choose(w.Programs, test+" && "+then, "!("+test+") || "+then)
		}
	case 0:
		return o(number) + choose(w.Programs, " < ", " >= ", " == ", " != ") + o(number)
	case 1:
		return o(truth) + choose(w.Programs, " && ", " || ") + o(truth)
	case 2:
		return "!" + o(truth)
	case 3:
		return o(optional(w.typ(0))) + choose(w.Programs, " == none", " != none")
	case 4:
		if t := w.typ(0); t.comparable() {
			return fmt.Sprintf("%s.some(fn(x) => x == %s)", o(listOf(t)), o(t))
		}
	case 5:
		if t := w.typ(1); t.comparable() {
			return o(t) + " == " + o(t)
		}
	case 6:
		if t := w.typ(1); t.testable() {
			return fmt.Sprintf("%s is %s", o(anyone), t.text)
		}
	case 7:
		return o(text) + choose(w.Programs, `.contains("글")`, `.startsWith("a")`)
	}
	return o(listOf(number)) + ".contains(" + e(number) + ")"
}

func (w *writer) maybe(t *kind, e, o func(*kind) string) string {
	switch w.n(6) {
	case 0:
		return fmt.Sprintf("head(%s)", o(listOf(t.elem)))
	case 1:
		return fmt.Sprintf("%s.at(%s)", o(listOf(t.elem)), e(number))
	case 2:
		return fmt.Sprintf("%s.find(fn(_x, i) => i == %s)", o(listOf(t.elem)), o(number))
	case 3:
		return fmt.Sprintf("%s?.value", o(optional(boxOf(t.elem))))
	case 4:
		return "none"
	}
	return e(t.elem)
}

func (w *writer) list(t *kind, e, o func(*kind) string, depth int) string {
	switch w.n(7) {
	case 0:
		return fmt.Sprintf("[%s, %s]", e(t.elem), e(t.elem))
	case 1:
		return fmt.Sprintf("[...%s, %s]", o(t), e(t.elem))
	case 2:
		return o(t) + " + " + o(t)
	case 3:
		from := w.typ(0)
		return fmt.Sprintf("%s.map(%s)", o(listOf(from)), w.function(funcOf(t.elem, from), depth-1))
	case 4:
		return fmt.Sprintf("%s.filter(%s)", o(t), w.function(funcOf(truth, t.elem), depth-1))
	case 5:
		if t.elem.form == isNumber {
			return fmt.Sprintf("(%s..%s)", o(number), o(number))
		}
		return fmt.Sprintf("%s.append(%s)", o(t), e(t.elem))
	}
	return o(t) + choose(w.Programs, ".reverse()", ".take(2)", ".slice(1)")
}

// function writes a function literal. Its parameters are given their types where it stands.
func (w *writer) function(t *kind, depth int) (written string) {
	w.inFunction(func() {
		around := w.result
		w.result = t.elem
		written = w.literalOf(t, depth)
		w.result = around
	})
	return written
}

func (w *writer) literalOf(t *kind, depth int) string {
	var names []string
	for _, p := range t.params {
		name := w.name()
		if w.one(4) {
			names = append(names, name+": "+p.text)
		} else {
			names = append(names, name)
		}
		w.declare(variable{name: name, t: p})
	}
	head := "fn(" + strings.Join(names, ", ") + ")"
	if !t.elem.plain() { // nothing says what is expected of a literal
		head += " -> " + t.elem.text
	}
	if w.one(4) {
		local, lt := w.name(), w.typ(1)
		value := w.expr(lt, depth-1)
		w.declare(variable{name: local, t: lt})
		return fmt.Sprintf("%s { let %s: %s = %s; return %s }", head, local, lt.text, value, w.expr(t.elem, depth-1))
	}
	if t.elem.form == isRecord || t.elem.form == isFunc {
		return fmt.Sprintf("%s => (%s)", head, w.expr(t.elem, depth-1))
	}
	return fmt.Sprintf("%s => %s", head, w.operand(t.elem, depth-1))
}

// call writes a call of a declared function; "" when none gives the type.
func (w *writer) call(t *kind, depth int) string {
	for _, i := range w.rnd.Perm(len(w.funcs)) {
		if f := w.funcs[i]; f.result.gives(t) {
			return w.callOf(f, depth)
		}
	}
	return ""
}

func (w *writer) callOf(f function, depth int) string {
	var args []string
	byName := false
	for _, p := range f.params {
		if p.hasDefault && w.one(2) {
			byName = true
			continue
		}
		arg := w.expr(p.t, depth-1)
		if byName || w.one(8) {
			byName = true
			arg = p.name + ": " + arg
		}
		args = append(args, arg)
	}
	return f.name + "(" + strings.Join(args, ", ") + ")"
}

// matching writes a match that gives a type.
func (w *writer) matching(t *kind, depth int) string {
	for i := len(w.vars) - 1; i >= 0; i-- {
		v := w.vars[i]
		if w.shadowed(i) {
			continue
		}
		var arms []string
		switch v.t.form {
		case isWords:
			for _, l := range v.t.literals {
				arms = append(arms, l+" => "+w.operand(t, depth))
			}
			return fmt.Sprintf("match %s { %s }", v.name, strings.Join(arms, ", "))
		case isUnion:
			for _, m := range v.t.members {
				w.declare(variable{name: v.name, t: m, told: v.free || v.told})
				arms = append(arms, m.fields[0].literal+" => "+w.operand(t, depth))
				w.vars = w.vars[:len(w.vars)-1]
			}
			return fmt.Sprintf("match %s.kind { %s }", v.name, strings.Join(arms, ", "))
		case isOptional:
			w.declare(variable{name: v.name, t: v.t.elem, told: v.free || v.told})
			arm := w.operand(t, depth)
			w.vars = w.vars[:len(w.vars)-1]
			return fmt.Sprintf("match %s { none => %s, else => %s }", v.name, w.operand(t, depth), arm)
		}
	}
	return fmt.Sprintf("match %s { %s, %s => %s, else => %s }", w.typed(text, depth), `"a"`, `"글"`, w.operand(t, depth), w.operand(t, depth))
}

// narrowing writes a conditional expression whose test tells something of what is in scope; "" when there is nothing to tell.
func (w *writer) narrowing(t *kind, depth int) string {
	known, test := w.tell()
	if test == "" {
		return ""
	}
	otherwise := w.operand(t, depth)
	var then string
	w.scoped(func() { w.declare(known); then = w.operand(t, depth) })
	return fmt.Sprintf("%s ? %s : %s", test, then, otherwise)
}

// tell finds a variable or a field of which a test tells more: what is known of it where the test holds, and the test; "" when there is
// none.
func (w *writer) tell() (known variable, test string) {
	for i := len(w.vars) - 1; i >= 0; i-- {
		v := w.vars[i]
		if w.shadowed(i) || w.one(3) {
			continue
		}
		known := variable{name: v.name, told: v.free || v.told}
		switch v.t.form {
		case isOptional:
			known.t, test = v.t.elem, v.name+" != none"
			switch {
			case known.t.form != isBool && w.one(4):
				test = v.name
			case known.t.testable() && known.t.form != isUnion && w.one(4):
				test += " && " + v.name + " is " + known.t.text
			}
			return known, test
		case isUnion:
			known.t = choose(w.Programs, v.t.members...)
			return known, fmt.Sprintf("%s.kind == %s", v.name, known.t.fields[0].literal)
		case isAny:
			if known.t = w.typ(1); known.t.testable() {
				return known, fmt.Sprintf("%s is %s", v.name, known.t.text)
			}
		case isRecord:
			for _, f := range v.t.fields {
				if f.t != nil && f.read().form == isOptional {
					known.name, known.t = v.name+"."+f.name, f.read().elem
					return known, known.name + " != none"
				}
			}
		}
	}
	return variable{}, ""
}

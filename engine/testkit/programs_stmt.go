package testkit

import (
	"strings"
)

// statement writes a statement, and those in it, up to so many blocks deep.
func (w *writer) statement(depth int) {
	if depth <= 0 {
		w.simple()
		return
	}
	switch w.n(16) {
	case 0, 1, 2:
		w.binding()
	case 3:
		w.line("if %s {", w.expr(truth, 2))
		w.block(depth - 1)
		switch w.n(3) {
		case 0:
			w.line("} else {")
			w.block(depth - 1)
		case 1:
			w.line("} else if %s {", w.expr(truth, 1))
			w.block(depth - 1)
			w.line("} else {")
			w.block(depth - 1)
		}
		w.line("}")
	case 4, 5:
		w.guard(depth)
	case 6, 7:
		w.loop(depth)
	case 8:
		w.line("try {")
		w.block(depth - 1)
		e := w.name()
		w.line("} catch %s {", e)
		w.within(func() {
			w.declare(variable{name: e + ".message", t: text})
			w.line("print(%s.message)", e)
			w.statement(depth - 1)
		})
		w.line("}")
	case 9:
		w.matches(depth)
	case 10:
		w.closure(depth)
	case 11, 12:
		w.assignment()
	default:
		w.simple()
	}
}

// block writes one to three statements in a scope of their own.
func (w *writer) block(depth int) {
	w.within(func() {
		for range 1 + w.n(3) {
			w.statement(depth)
		}
	})
}

// simple writes a statement of one line.
func (w *writer) simple() {
	switch w.n(6) {
	case 0:
		w.assignment()
	case 1:
		w.binding()
	case 2:
		for i := range w.vars {
			if v := w.vars[len(w.vars)-1-i]; v.t.form == isFunc && !w.shadowed(len(w.vars)-1-i) {
				var args []string
				for _, p := range v.t.params {
					args = append(args, w.expr(p, 1))
				}
				w.line("%s(%s)", v.name, strings.Join(args, ", "))
				return
			}
		}
		fallthrough
	case 3:
		if len(w.funcs) > 0 {
			w.line("%s", w.callOf(choose(w.Programs, w.funcs...), 2))
			return
		}
		fallthrough
	case 4:
		if w.loops > 0 && w.one(3) {
			w.line("if %s { %s }", w.expr(truth, 1), choose(w.Programs, "break", "continue"))
			return
		}
		fallthrough
	default:
		w.line("print(%s, %s)", w.expr(w.typ(2), 2), w.expr(w.typ(1), 1))
	}
}

// binding writes a `let` or a `var`.
func (w *writer) binding() {
	t := w.typ(2)
	if w.one(12) {
		a, b := w.name(), w.name()
		w.line("let [%s, %s] = [%s, %s]", a, b, w.typed(t, 2), w.typed(t, 2))
		w.declare(variable{name: a, t: t})
		w.declare(variable{name: b, t: t})
		return
	}
	if w.one(10) {
		r := recordOf(field{name: w.name(), t: w.typ(1)}, field{name: w.name(), t: w.typ(0)})
		w.line("let {%s, %s} = %s", r.fields[0].name, r.fields[1].name, w.literal(r, func(t *kind) string { return w.expr(t, 1) }))
		for _, f := range r.fields {
			w.declare(variable{name: f.name, t: f.t})
		}
		return
	}
	v := variable{name: w.name(), t: t, free: w.one(2)}
	keyword := "let"
	if v.free {
		keyword = "var"
	}
	// What has other types than its literals, or none of its own, says which it is to have.
	written := ": " + t.text
	if t.plain() && t.form != isBool && w.one(2) {
		written = ""
	}
	switch {
	case t.form == isString && w.one(4):
		w.line("%s %s%s = \"\"\"", keyword, v.name, written)
		w.line("\t글 {%s}", w.expr(number, 1))
		w.line("\t\"two\" 😀")
		w.line("\t\"\"\"")
	case t.form == isHTML:
		w.line("%s %s%s = <section>", keyword, v.name, written)
		w.within(func() { w.content(2) })
		w.line("</section>")
	default:
		w.line("%s %s%s = %s", keyword, v.name, written, w.given(t, 3))
	}
	w.declare(v)
}

// assignment gives another value to a variable that may be assigned, or to a part of it.
func (w *writer) assignment() {
	for i := len(w.vars) - 1; i >= 0; i-- {
		v := w.vars[i]
		if !v.free || w.shadowed(i) || w.one(3) {
			continue
		}
		switch {
		case v.t.form == isNumber && w.one(2):
			w.line("%s %s %s", v.name, choose(w.Programs, "+=", "-=", "*=", "/=", "%="), w.expr(number, 2))
		case v.t.form == isString && w.one(2):
			w.line("%s += %s", v.name, w.expr(text, 2))
		case v.t.form == isList && w.one(2):
			w.line("%s += [%s]", v.name, w.expr(v.t.elem, 2))
		case v.t.form == isMap && w.one(2):
			w.line(`%s["글"] = %s`, v.name, w.expr(v.t.elem, 2))
		case v.t.form == isList && w.one(3):
			w.line("%s[%s] = %s", v.name, w.expr(number, 1), w.given(v.t.elem, 2))
		case v.t.form == isRecord && w.n(3) > 0:
			if f := choose(w.Programs, v.t.fields...); f.t.form == isRecord && f.t != v.t && !f.optional && w.one(2) {
				inner := choose(w.Programs, f.t.fields...)
				w.line("%s.%s.%s = %s", v.name, f.name, inner.name, w.given(inner.read(), 2))
			} else {
				w.line("%s.%s = %s", v.name, f.name, w.given(f.read(), 2))
			}
		default:
			w.line("%s = %s", v.name, w.given(v.t, 2))
		}
		return
	}
	w.binding()
}

// guard writes a test that tells something: of what stands in its block, or of what stands behind it.
func (w *writer) guard(depth int) {
	known, test := w.tell()
	if test == "" {
		w.binding()
		return
	}
	if w.one(2) && test == known.name+" != none" {
		w.line("if %s == none { %s }", known.name, w.leave())
		w.declare(known)
		return
	}
	w.line("if %s {", test)
	w.within(func() {
		w.declare(known)
		w.statement(depth - 1)
		w.statement(depth - 1)
	})
	w.line("}")
}

// leave is a statement behind which the block does not go on.
func (w *writer) leave() string {
	switch {
	case w.loops > 0 && w.one(2):
		return choose(w.Programs, "break", "continue")
	case w.result != nil:
		return "return " + w.expr(w.result, 1)
	case !w.inSite && w.one(2):
		return "exit(1)"
	}
	return `fail("none")`
}

// loop writes a `for` or a `while`.
func (w *writer) loop(depth int) {
	w.loops++
	defer func() { w.loops-- }()
	name := w.name()
	switch w.n(6) {
	case 5: // along a chain
		t := &kind{form: isRecord, text: "Link", fields: []field{{name: "value", t: number}, {name: "label", t: text, optional: true}}}
		t.fields = append(t.fields, field{name: "next", t: t, optional: true})
		w.line("var %s: Link? = {value: %s, next: {value: %s, label: %s}}", name, w.expr(number, 1), w.expr(number, 1), w.expr(text, 1))
		w.line("while %s != none {", name)
		w.within(func() {
			w.declare(variable{name: name, t: t, told: true})
			w.block(depth - 1)
			w.line("%s = %s?.next", name, name)
		})
	case 0:
		t := w.typ(1)
		w.line("for %s in %s {", name, w.typed(listOf(t), 2))
		w.within(func() { w.declare(variable{name: name, t: t}); w.block(depth - 1) })
	case 1:
		index := w.name()
		w.line("for %s, %s in 0..%s {", name, index, w.operand(number, 1))
		w.within(func() {
			w.declare(variable{name: name, t: number})
			w.declare(variable{name: index, t: number})
			w.block(depth - 1)
		})
	case 2:
		t, key := w.typ(1), w.name()
		w.line("for %s, %s in %s {", name, key, w.typed(mapOf(t), 1))
		w.within(func() {
			w.declare(variable{name: name, t: t})
			w.declare(variable{name: key, t: text})
			w.block(depth - 1)
		})
	case 3: // until there is something, or as long as there is
		t := w.typ(0)
		w.line("var %s: %s = %s", name, optional(t).text, w.given(optional(t), 2))
		w.line("while %s != none {", name)
		w.within(func() {
			w.declare(variable{name: name, t: t, told: true})
			w.block(depth - 1)
			w.line("%s = %s", name, w.given(optional(t), 1))
		})
		w.declare(variable{name: name, t: optional(t), free: true})
	default:
		w.line("var %s = 0", name)
		w.line("while %s < 3 {", name)
		w.within(func() {
			w.line("%s += 1", name)
			w.declare(variable{name: name, t: number})
			w.block(depth - 1)
		})
		w.declare(variable{name: name, t: number, free: true})
	}
	w.line("}")
}

// matches writes a match whose arms are blocks and leaving statements.
func (w *writer) matches(depth int) {
	for i := len(w.vars) - 1; i >= 0; i-- {
		v := w.vars[i]
		if w.shadowed(i) || v.t.form != isOptional && v.t.form != isUnion {
			continue
		}
		if v.t.form == isOptional {
			w.line("match %s {", v.name)
			w.line("\tnone => %s", w.leave())
			w.line("\telse {")
			w.indent++
			w.within(func() { w.declare(variable{name: v.name, t: v.t.elem, told: v.free || v.told}); w.statement(depth - 1) })
			w.indent--
		} else {
			w.line("match %s.kind {", v.name)
			for _, m := range v.t.members {
				w.line("\t%s {", m.fields[0].literal)
				w.indent++
				w.within(func() { w.declare(variable{name: v.name, t: m, told: v.free || v.told}); w.statement(depth - 1) })
				w.indent--
				if m != v.t.members[len(v.t.members)-1] {
					w.line("\t}")
				}
			}
		}
		w.line("\t}")
		w.line("}")
		return
	}
	w.line("match %s {", w.expr(number, 1))
	w.line("\t1, 2 => print(%s)", w.expr(w.typ(1), 1))
	w.line("\telse => %s", w.leave())
	w.line("}")
}

// closure writes a function that is a value, that reads what is around it, and may assign it.
func (w *writer) closure(depth int) {
	name, p := w.name(), w.name()
	t, result := w.typ(1), w.typ(1)
	w.line("let %s = fn(%s: %s) -> %s {", name, p, t.text, result.text)
	w.inFunction(func() { w.body(result, depth-1, param{name: p, t: t}) })
	w.line("}")
	w.declare(variable{name: name, t: funcOf(result, t)})
}

// body writes the statements of a function that gives a result.
func (w *writer) body(result *kind, depth int, params ...param) {
	around, loops := w.result, w.loops
	w.result, w.loops = result, 0
	w.within(func() {
		for _, p := range params {
			w.declare(variable{name: p.name, t: p.t})
		}
		for range w.n(4) {
			w.statement(depth)
		}
		w.line("return %s", w.expr(result, 2))
	})
	w.result, w.loops = around, loops
}

// params makes the parameters of a function.
func (w *writer) params(most int) []param {
	var out []param
	leave := false
	for range w.n(most + 1) {
		leave = leave || w.one(4)
		p := param{name: w.name(), t: w.typ(2), hasDefault: leave}
		out = append(out, p)
	}
	return out
}

// declaration writes a declaration of the top level; export is "export " or nothing.
func (w *writer) declaration(export string) {
	if w.one(3) {
		w.line("/// 글 about what follows, with `code`.")
	}
	switch w.n(7) {
	case 0:
		w.declareType(export)
	case 1:
		w.component(export)
	case 2:
		if export == "" {
			w.line("test \"글 %d\" {", w.n(9))
			w.within(func() {
				w.statement(2)
				w.line("assert %s", w.expr(truth, 2))
			})
			w.line("}")
			return
		}
		fallthrough
	default:
		w.declareFunction(export)
	}
	w.line("")
}

// declareFunction writes a function; its result is written, or inferred.
func (w *writer) declareFunction(export string) {
	f := function{name: w.name(), params: w.params(3), result: w.typ(2)}
	w.inFunction(func() {
		arrow := " -> " + f.result.text
		// What is inferred is as wide as what is written where literals have the type that they widen to.
		inferred := f.result.plain() && f.result.form != isBool && w.one(2)
		if inferred {
			arrow = ""
		}
		signature := w.signature(f.params)
		if w.one(3) {
			around := w.result
			w.result = f.result
			e := w.expr(f.result, 3)
			w.result = around
			w.line("%sfn %s(%s)%s => %s", export, f.name, signature, arrow, e)
			return
		}
		w.line("%sfn %s(%s)%s {", export, f.name, signature, arrow)
		if !inferred {
			w.funcs = append(w.funcs, f) // it may call itself
			w.body(f.result, 3)
			w.funcs = w.funcs[:len(w.funcs)-1]
		} else {
			w.body(f.result, 3)
		}
		w.line("}")
	})
	w.funcs = append(w.funcs, f)
}

// component writes a function that gives markup of its attributes and children.
func (w *writer) component(export string) {
	c := component{name: w.fresh(choose(w.Programs, "Card", "Row", "카드")), params: w.params(2), children: w.one(2)}
	w.inFunction(func() {
		signature := w.signature(c.params)
		if c.children {
			if signature != "" {
				signature += ", "
			}
			signature += "children: html? = none"
			w.declare(variable{name: "children", t: optional(markup)})
		}
		w.line("%sfn %s(%s) => <article class=\"a {%s}\">", export, c.name, signature, w.expr(text, 1))
		w.within(func() { w.content(3) })
		w.line("</article>")
	})
	w.comps = append(w.comps, c)
}

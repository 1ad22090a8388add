package testkit

import (
	"fmt"
	"strings"
)

// shownTypes are those whose values markup can show.
var shownTypes = []*kind{number, text, markup, optional(text), optional(number), listOf(text), listOf(markup), listOf(optional(number))}

// element writes an element or a component on one line.
func (w *writer) element(depth int) string {
	if depth > 0 && len(w.comps) > 0 && w.one(2) {
		return w.use(choose(w.Programs, w.comps...), depth)
	}
	switch w.n(5) {
	case 0:
		return fmt.Sprintf("<a href=\"/글/{%s}\">{%s}</a>", w.expr(text, depth-1), w.expr(choose(w.Programs, shownTypes...), depth-1))
	case 1:
		return fmt.Sprintf("<p class={[\"a\", %s ? \"b\" : none]} hidden={%s}>글 &amp; {%s}</p>", w.operand(truth, depth-1), w.expr(truth, depth-1), w.expr(text, depth-1))
	case 2:
		return fmt.Sprintf("<b style={{color: %s}}>😀 @if %s { {%s} } @else { - }</b>", w.expr(text, depth-1), w.expr(truth, depth-1), w.expr(number, depth-1))
	case 3:
		return fmt.Sprintf("<img src=\"/a.png\" alt={%s}>", w.expr(text, depth-1))
	}
	return fmt.Sprintf("<>{%s}<br></>", w.expr(choose(w.Programs, shownTypes...), depth-1))
}

// use writes a component with its attributes.
func (w *writer) use(c component, depth int) string {
	var b strings.Builder
	b.WriteString("<" + c.name)
	for _, p := range c.params {
		if p.hasDefault && w.one(2) {
			continue
		}
		if p.t.form == isString && w.one(2) {
			fmt.Fprintf(&b, ` %s="글 {%s}"`, p.name, w.expr(number, depth-1))
			continue
		}
		fmt.Fprintf(&b, " %s={%s}", p.name, w.expr(p.t, depth-1))
	}
	if !c.children || w.one(2) {
		return b.String() + " />"
	}
	return b.String() + ">" + w.element(depth-1) + "</" + c.name + ">"
}

// content writes the children of an element, line by line, with directives up to so many deep.
func (w *writer) content(depth int) {
	vars := len(w.vars)
	defer func() { w.vars = w.vars[:vars] }()
	for range 1 + w.n(3) {
		if depth <= 0 {
			w.line("%s", w.element(1))
			continue
		}
		switch w.n(9) {
		case 0:
			w.line("@if %s {", w.expr(truth, 1))
			w.inner(depth - 1)
			if w.one(2) {
				w.line("} @else {")
				w.inner(depth - 1)
			}
			w.line("}")
		case 1:
			known, test := w.tell()
			if test == "" {
				w.line("글 😀")
				continue
			}
			w.line("@if %s {", test)
			w.inner(depth-1, known)
			w.line("}")
		case 2:
			t, name, index := w.typ(1), w.name(), w.name()
			w.line("@for %s, %s in %s {", name, index, w.typed(listOf(t), 1))
			w.inner(depth-1, variable{name: name, t: t}, variable{name: index, t: number})
			if w.one(2) {
				w.line("} @empty {")
				w.inner(depth - 1)
			}
			w.line("}")
		case 3:
			t, name := w.typ(1), w.name()
			w.line("@let %s: %s = %s", name, t.text, w.given(t, 2))
			w.declare(variable{name: name, t: t})
		case 4:
			w.line("@match %s {", w.expr(text, 1))
			w.line("\t\"a\", \"글\" {")
			w.indent++
			w.inner(depth - 1)
			w.indent--
			w.line("\t}")
			w.line("\telse { - }")
			w.line("}")
		case 5:
			w.line("<ul id=\"%s\">", w.fresh("id"))
			w.inner(depth - 1)
			w.line("</ul>")
		case 6:
			w.line("{/* 글 */}<!-- {none} --> \\{ @@ &lt;")
		default:
			w.line("글 {%s} %s", w.expr(choose(w.Programs, shownTypes...), 2), w.element(2))
		}
	}
}

// inner is content a level deeper, with names of its own.
func (w *writer) inner(depth int, names ...variable) {
	w.within(func() {
		for _, v := range names {
			w.declare(v)
		}
		w.content(depth)
	})
}

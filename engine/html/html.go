// Package html is HTML as data: elements and what may stand in them, attributes and their
// values, the context a value is written in, and the escaping that context asks for.
//
// Its source is the HTML Living Standard (html.spec.whatwg.org), with WAI-ARIA 1.2, SVG 2
// and MathML Core for their names. The *_table.go files hold the facts, the others the few
// rules over them: element.go looks up, nesting.go compares, context.go, escape.go,
// address.go and style.go keep what is written safe. All of it is constant and may be used
// from any goroutine.
package html

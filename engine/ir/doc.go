// Package ir is the small typed language that both back ends run: the evaluator (engine/eval) and the JavaScript writer (engine/js).
//
// Input: nothing but Go values; engine/lower builds them from a checked tree, tests build them by hand. Output: a Program.
// What a construct means, where a hole of markup is written and how it is escaped, which white space is sent and how an attribute is
// spelled are decided before a Program exists; a back end decides nothing.
//
// Invariants:
//   - A *Var belongs to one *Func (Owner); a function that uses another's Var is a closure over it. Allocate computes slots, boxes and captures.
//   - Positions are byte offsets into the module's source; Module.Place turns one into what people read.
//   - Rep of an expression is a promise of the checker about the value it gives; RepAny promises nothing.
//   - A program is not changed after it was built: back ends may read it from any number of goroutines.
//
// Read first: module.go, then expr.go, stmt.go, markup.go. fault.go has the texts of run-time errors, shared by both back ends.
package ir

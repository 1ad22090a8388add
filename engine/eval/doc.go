// Package eval runs programs of engine/ir.
//
// Compile turns each function into Go closures once: slots instead of names, a closure for each operation chosen by what the checker knew
// (numbers, strings and bools without looking at kinds), constant markup joined. Nothing walks a tree when it runs. A Program is not
// changed after Compile and may be used by any number of goroutines; a Machine runs it and belongs to one goroutine at a time.
//
// A run-time error is not a panic: the operation notes it in Machine.err and gives a harmless value on; whatever calls, loops, stores or
// writes looks at err first. The first error is the one that is kept.
//
//	Invariant: code that has an effect outside its own registers runs only when Machine.err is nil.
//
// The package does no input or output of its own: files, streams, clock, randomness, arguments come in through Host.
//
// Read first: program.go (entry points), frame.go (calls), expr.go, stmt.go, markup.go; the standard library is in std_*.go.
package eval

// Package value holds the values a Codescript program works with when it runs.
//
// A Value is 16 bytes and passed by value. Numbers, bools and none need no heap; a string is a pointer to its bytes and a length.
//
// Values are immutable to programs, yet `x[i] = e` and its relatives must not copy when nobody else holds x. The rule that makes both true:
//
//	Invariant: a List, Record or Map whose shared mark is not set is referred to from exactly one place (a variable, or one element of
//	another such object), apart from references that die before that place is next written.
//
// So whoever stores a value in a second place calls Share on it first, and whoever updates a place calls Own, which copies a shared object
// (marking what it holds as shared, since it is now held twice) and leaves the copy, unshared, in the place. A mark is never taken back.
// Freeze marks everything reachable, after which no reader writes to it: frozen values may be read from any number of goroutines.
//
// Strings are UTF-8 and counted in code points; a flag tells that one is ASCII, so that counting and indexing need no scan.
//
// Read first: value.go, then own.go.
package value

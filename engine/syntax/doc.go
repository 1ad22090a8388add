// Package syntax turns text into a lossless tree: whole (Parse) or after edits (Reparse), for any bytes.
//
// The shape of the tree is grammar.txt; kinds and typed views are generated from it. Every inner node has fixed slots, an absent
// one being an absent Node; a slot whose name ends in List in the grammar is a list, read with Items. Names, numbers, keywords
// and plain strings are tokens and stand as expressions and types without a node around them. White space and comments lead the
// token they stand before; in the content of elements there are none: white space there is Text.
//
// What a text lacks is in the tree as a missing token, which has no width; what fits nowhere is in an Unexpected node beside
// the slots or an Error node among the elements. Diagnostics are read off the tree afterwards.
//
// Read node.go first, then word.go for the memory layout, parse.go for the parser, and reuse.go for what happens after an edit.
package syntax

//go:generate go run ./internal/gen

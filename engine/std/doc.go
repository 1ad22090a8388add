// Package std is the standard library as declarations: what is always there, the methods of the built-in types, the
// standard modules, with types, documentation and what each function reads or does. They are written once, in
// Codescript, in code/*.code; code/README.md says how they are read.
//
// Get returns the library. read.go turns the files into it; typeread.go turns a type as written into a type, for the
// library and for the checker. REFERENCE.md is made from the same files.
package std

//go:generate go run ./internal/gen

// Package types holds the types of Codescript as values: how they are built, compared, narrowed, joined, inferred and
// printed. It knows nothing of source text.
//
// Read type.go first. relate.go decides which type fits where; union.go builds, narrows and joins unions; infer.go
// finds and replaces type parameters; print.go writes types as a program would.
//
// Invariant: no function of this package changes a type that it was given.
package types

// Package source holds program text and the places in it.
package source

// Span is a half-open range [Start, End) of byte offsets in one text.
type Span struct{ Start, End int }

// Package feature has one file for each editor feature: from a snapshot and an offset to plain data.
//
// Everything here speaks byte offsets and values of its own; only lsp/server knows the protocol. A function reads an immutable
// tree or snapshot and may be called by any number of goroutines. Nothing waits, so nothing takes a context but what may walk many
// files. A place outside the text means the nearest place inside; a half-typed file gives what can be said of it.
package feature

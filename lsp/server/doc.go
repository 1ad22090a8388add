// Package server is the language server: the session, the order of things, and the conversion between the protocol and the plain
// data of lsp/feature, whose files it shares the names of.
//
// Serve (server.go) runs one session over one stream. dispatch.go says what happens between a message and the session's method
// for it; session.go what client and server agree on; documents.go how texts are kept in step; projects.go to which project a
// file belongs; diagnostics.go who is told of findings, and when.
//
// Invariant: only the connection's reading goroutine changes the session. It swaps an immutable view; a request sees the view of
// the moment it was received.
package server

// Package server is the language server: the session, the order of things, and the conversion between the protocol and the plain
// data of lsp/feature, whose files it shares the names of.
//
// Serve (server.go) runs one session over one stream. dispatch.go says what happens between a message and the session's method
// for it; session.go what client and server agree on; documents.go how texts are kept in step; projects.go and folders.go to which
// project a file belongs; watch.go how files change outside the editor; publish.go who is told of findings, and when.
//
// Invariant: who changes the session holds its lock, changes a copy of the view and swaps it; a view is immutable, and a request sees
// that of the moment it was received.
package server

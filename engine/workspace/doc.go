// Package workspace holds a project over time: its files, what editors have changed in them, and everything that has
// been found out about them.
//
// Open makes a Workspace over a file system, Change moves it on, and each Snapshot answers questions about one version:
// diagnostics, trees, types, the pages of a site. Answers are computed when they are asked for and remembered by
// declaration, with what each was computed from; after a change, what still holds is taken over (memo.go).
//
// Read workspace.go first, then memo.go, query.go for what is remembered, module.go and site.go for what only shows in
// a whole file or a whole site, content.go and data.go for files that are no code.
//
// Concurrency: all methods may be called from any goroutine. Questions to one Workspace are answered one at a time; a
// snapshot stays true to its version while the workspace moves on.
package workspace

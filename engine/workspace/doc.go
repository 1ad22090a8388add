// Package workspace holds a project over time: its files, what editors have changed in them, and everything that has
// been found out about them.
//
// Open makes a Workspace over a file system, Change moves it on, and each Snapshot answers questions about one version:
// diagnostics, trees, types, the pages of a site, the program to run. Nothing is read before it is needed: a program
// costs the files that it imports. Answers are remembered by declaration, each with what it was computed from; after a
// change, what still holds is taken over (graph.go), and of files that nobody looks at little is kept (seal.go,
// outline.go, uses.go). What is remembered of a declaration counts places by its tokens (places.go), so white space and
// comments change nothing.
//
// Read workspace.go and snapshot.go first, then graph.go and memo.go for how answers are kept and found, query.go, group.go
// and facts.go for what is asked; file.go reads files and folders, module.go and site.go find what only shows in a whole
// file or a whole site, data.go, json.go, markdown.go and frontmatter.go read files that are no code, program.go hands all
// of it to lowering.
//
// Concurrency: one goroutine owns a Workspace and calls Change, which waits for no question. Snapshots may be used by any
// number of goroutines; their questions are answered side by side, each question once. A snapshot stays true to its version
// while the workspace moves on, but for files that nobody had looked at before: these are read as they are then.
package workspace

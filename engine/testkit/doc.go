// Package testkit reads the conformance corpus in testdata and helps every part of the engine run over it. It is imported by tests only.
//
// In: txtar archives, one behaviour a file, as testdata/README.md describes them. Out: a [Case] for each, with its sources as an [fs.FS],
// its expectations by name, and the line of the archive on which each begins, so that a failure can be opened with one click.
//
// Read corpus.go first (what a case is), then run.go (how a consumer runs over all of them, and how known failures ratchet), compare.go
// (diffs and the update mode), sources.go (every source in the repository), edits.go (random edits for storms over the parser) and
// programs.go (random programs, and edits of them, for storms over all that is known of a program).
package testkit

// Package check finds the types of expressions, whether markup is valid and safe, and what each declaration reads; it
// reports all that is wrong beyond syntax, with fixes.
//
// It works a unit at a time (names.Unit). Unit checks one and returns a Result that does not know where the unit
// stands: its diagnostics and places are relative to the unit's start. Inspect does the same and records everything, as
// an Info that knows the type of every node, what every name means and how arguments meet parameters: what lowering
// and the editor's features stand on. Module adds what only shows when a file is seen as a whole, Site what only shows
// in a site.
//
// What a unit needs to know of others it asks through Queries, so that whoever answers can remember what was asked; so a statement of
// top-level code asks what those before it tell of the names that it mentions, and says what it tells of them (known.go).
//
// Read query.go, info.go and unit.go first; then a file for each construct: expr.go, postfix.go, call.go, operator.go,
// function.go, match.go, stmt.go, narrow.go, markup.go, attribute.go, component.go.
package check

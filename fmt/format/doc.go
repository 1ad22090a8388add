// Package format prints Codescript in its one style, from a syntax tree. STYLE.md, beside this package, says what the style is; its examples are tests.
//
// Input is a tree without syntax errors; output is text that parses to the same tree, but for a closed list of tokens: `;` goes where a line ends, the
// comma after the last item of a list stands when the list is broken and the `|` before the first member of a union likewise, commas between match arms
// and missing commas of records follow their lines, string quotes become double, unquoted attribute values get quotes, void elements lose their slash, and imports are sorted.
//
// Every token and every comment is printed once, in order: the printer knows up to where the source has been printed, and a token that does not
// follow there is a bug that leaves the file as it is.
//
// Read printer.go first (tokens, comments), then unit.go (what is laid out at a time, and kept), list.go (what separates elements), then the constructs: decl.go stmt.go type.go expr.go chain.go
// string.go, and for markup markup.go (tags), content.go (white space), directive.go, raw.go, css.go, json.go. How lines are broken is decided in fmt/layout.
package format

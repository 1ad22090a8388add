// Package diag is the catalogue of diagnostics and the one way they are shown.
//
// A Diagnostic is light: a code, a span and arguments. Its text is made from the catalogue
// (catalogue_table.go) in English or Korean only when somebody looks at it. Start with
// Diagnostic here, then Render in render.go, then Explain in explain.go.
package diag

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/codescript-lang/coder/engine/source"
)

// Code is the stable name of a diagnostic, such as "unknown-name". It is never renamed:
// users write it in allow comments.
type Code string

// Severity says whether a diagnostic stops a build.
type Severity uint8

// Severities. Errors stop a build, warnings do not.
const (
	Error Severity = iota
	Warning
)

// String returns "error" or "warning", the words of the output formats.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Stage is the part of the pipeline that finds a diagnostic; one row of the language
// definition's table.
type Stage uint8

// Stages, in the order in which they run.
const (
	StageText Stage = iota
	StageSyntax
	StageNames
	StageTypes
	StageMarkup
	StageSite
)

// Tags are hints for an editor on how to draw a diagnostic's span.
type Tags uint8

// Tags. Editors fade code that could go, and strike out what should not be used any more.
const (
	Unnecessary Tags = 1 << iota
	Obsolete
)

// obsoleteVariant is the message of a code about what is only found out to be obsolete where it is used.
const obsoleteVariant = "obsolete"

// Diagnostic is one finding about a program. It is a value: copy it freely. Construct it
// with New; Path may be left empty in lists that belong to one file.
type Diagnostic struct {
	Path    string      // slash-separated, as the workspace names the file
	Span    source.Span // byte offsets, half-open
	Code    Code
	Variant string // which of the code's messages; "" is the first
	Args    []Arg
	Related []Related
	Fixes   []Fix
}

// Related is a place that helps to understand a diagnostic, with a note of its own from
// the notes table.
type Related struct {
	Path string // "" is the diagnostic's own file
	Span source.Span
	Note Note
	Args []Arg
}

// Fix is an edit that cures a diagnostic. Its edits do not overlap.
type Fix struct {
	Title Title
	Args  []Arg
	Edits []Edit
}

// Edit replaces a span of a file by new text.
type Edit struct {
	Path string // "" is the diagnostic's own file
	Span source.Span
	New  string
}

// Arg is a named value for a message. Make it with Quote, Text, Count or Say.
type Arg struct {
	Name  string
	Value string
	kind  argKind
}

type argKind uint8

const (
	argQuote  argKind = iota // source text: shown in backquotes
	argText                  // shown as it stands
	argPhrase                // Value is a Phrase, shown in the reader's language
)

// Quote is an argument that is source text (a name, a token, a type); it is shown in
// backquotes.
func Quote(name, value string) Arg { return Arg{Name: name, Value: value} }

// Text is an argument shown as it stands.
func Text(name, value string) Arg { return Arg{Name: name, Value: value, kind: argText} }

// Count is a number as an argument.
func Count(name string, n int) Arg { return Text(name, strconv.Itoa(n)) }

// Say is an argument that is said in words, which differ by language.
func Say(name string, p Phrase) Arg { return Arg{Name: name, Value: string(p), kind: argPhrase} }

// New returns a diagnostic with the code's first message.
func New(code Code, span source.Span, args ...Arg) Diagnostic {
	return Diagnostic{Code: code, Span: span, Args: args}
}

// As returns d with another of its code's messages.
func (d Diagnostic) As(variant string) Diagnostic {
	d.Variant = variant
	return d
}

// WithRelated returns d with one more related place.
func (d Diagnostic) WithRelated(r Related) Diagnostic {
	d.Related = append(slices.Clip(d.Related), r)
	return d
}

// WithFix returns d with one more fix; the first is the one to prefer.
func (d Diagnostic) WithFix(f Fix) Diagnostic {
	d.Fixes = append(slices.Clip(d.Fixes), f)
	return d
}

// Severity returns the severity of d's code.
func (d Diagnostic) Severity() Severity { return Lookup(d.Code).Severity }

// Tags returns the tags of d's code and message.
func (d Diagnostic) Tags() Tags {
	tags := Lookup(d.Code).Tags
	if d.Variant == obsoleteVariant {
		tags |= Obsolete
	}
	return tags
}

// pathOf returns the path of a related place or an edit of d.
func (d *Diagnostic) pathOf(path string) string {
	if path == "" {
		return d.Path
	}
	return path
}

// Sort orders ds by path and place and drops all but the first of those at one place: an
// error goes before a warning, an earlier stage before a later one. It works in place and
// returns the shorter slice.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		place := cmp.Or(
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
		)
		if place != 0 {
			return place
		}
		x, y := Lookup(a.Code), Lookup(b.Code)
		return cmp.Or(cmp.Compare(x.Severity, y.Severity), cmp.Compare(x.Stage, y.Stage))
	})
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool {
		return a.Path == b.Path && a.Span == b.Span
	})
}

// HasErrors reports whether any of ds is an error.
func HasErrors(ds []Diagnostic) bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity() == Error })
}

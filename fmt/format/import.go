// Imports: two groups, the standard modules and the others, each in the order of its paths.

package format

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// imported is an import with the text that moves with it: the comments right above it and those on its line.
type imported struct {
	path string
	std  bool
	span source.Span
}

// sortImports returns the edit that sorts the imports of a file; ok is false if they are in order. Imports are sorted within runs.
// A run ends at any other declaration, and at a comment that belongs to no import, one with an empty line below it.
func sortImports(file syntax.File, src string) (edit source.Edit, ok bool) {
	var out strings.Builder
	flush := func(run []imported) {
		if slices.IsSortedFunc(run, compareImports) {
			return
		}
		start, end := run[0].span.Start, run[len(run)-1].span.End
		if !ok {
			edit.Span, ok = source.Span{Start: start, End: start}, true
		}
		slices.SortStableFunc(run, compareImports)
		out.WriteString(src[edit.Span.End:start])
		for i, r := range run {
			if i > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(src[r.span.Start:r.span.End])
		}
		edit.Span.End = end
	}
	var run []imported
	var held []syntax.Node // semicolons, whose comments are those of what follows
	for n := range file.Decls().Children() {
		held = append(held, n)
		if n.Kind() == syntax.KindSemicolon {
			continue
		}
		lead := importLead(held)
		held = held[:0]
		if len(run) > 0 && lead.tail > 0 {
			run[len(run)-1].span.End = lead.tail
		}
		decl, isImport := syntax.AsImportDecl(n)
		if !isImport || lead.parted {
			flush(run)
			run = run[:0]
		}
		if isImport {
			path := strings.Trim(decl.Path().Text(), `"'`)
			span := decl.Span()
			if lead.above > 0 && (len(run) > 0 || n.FullSpan().Start > 0) {
				span.Start = lead.above
			}
			run = append(run, imported{path, isStandard(path), span})
		}
	}
	if lead := importLead(append(held, file.Eof())); len(run) > 0 && lead.tail > 0 {
		run[len(run)-1].span.End = lead.tail
	}
	flush(run)
	edit.New = out.String()
	return edit, ok
}

// isStandard reports whether an import path names a module of the standard library.
func isStandard(path string) bool { return strings.HasPrefix(path, "std/") }

func compareImports(a, b imported) int {
	switch {
	case a.std && !b.std:
		return -1
	case b.std && !a.std:
		return 1
	}
	return strings.Compare(a.path, b.path)
}

// lead says where the comments before an import belong.
type lead struct {
	tail   int  // end of the comments on the line above; 0 if there are none
	above  int  // start of the comments right above the import; 0 if there are none
	parted bool // a comment stands before that has an empty line below it
}

// importLead looks at what leads tokens, of which all but the last are semicolons. An empty line before one of these is not kept.
func importLead(tokens []syntax.Node) lead {
	var l lead
	first := true // on the line of what stands before
	newlines := 0 // since the last comment, or the last token
	part := func() {
		if newlines >= 2 && l.above > 0 {
			l.above, l.parted = 0, true
		}
		newlines = 0
	}
	for _, n := range tokens {
		newlines = 0
		for t := range n.Leading() {
			switch {
			case t.Kind == syntax.TriviaNewline:
				first = false
				newlines++
			case !isComment(t):
			case first:
				l.tail = t.Span.End
			default:
				part()
				if l.above == 0 {
					l.above = t.Span.Start
				}
			}
		}
	}
	part()
	return l
}

// betweenDecls returns what separates a declaration from the one before it.
func betweenDecls(before, n syntax.Node) (separator, place) {
	a, isImport := syntax.AsImportDecl(before)
	b, bothImports := syntax.AsImportDecl(n)
	switch {
	case !isImport:
		return sepHardline, placeLater
	case !bothImports:
		return sepBlank, placeLater
	case isStandard(strings.Trim(a.Path().Text(), `"'`)) != isStandard(strings.Trim(b.Path().Text(), `"'`)):
		return sepBlank, placeLater
	case n.CommentBefore():
		return sepHardline, placeLater
	}
	return sepHardline, placeInside
}

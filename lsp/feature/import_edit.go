// The edit that imports a name: into the import of its module, or as a line of its own where the formatter would put it.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// importer knows the imports that a file begins with.
type importer struct {
	file  File
	decls []syntax.ImportDecl // those at the start of the file, in order
	first syntax.Node         // what stands first
}

func newImporter(f File) *importer {
	i := &importer{file: f, first: syntax.File{Node: f.Tree.Root()}.Eof()}
	for n := range (syntax.File{Node: f.Tree.Root()}).Decls().Items() {
		if len(i.decls) == 0 {
			i.first = n
		}
		d, ok := syntax.AsImportDecl(n)
		if !ok && n.Kind() != syntax.KindSemicolon {
			break
		}
		if ok {
			i.decls = append(i.decls, d)
		}
	}
	return i
}

// spec is how an import names the module at path.
func (i *importer) spec(path string) string {
	if std.Get().Module(path) != nil {
		return path
	}
	return names.ImportSpec(i.file.Path, path)
}

// edit imports name from the module that an import names by spec.
func (i *importer) edit(name, spec string) source.Edit {
	for _, d := range i.decls {
		if written, ok := names.StringValue(d.Path()); ok && i.same(written, spec) && d.Open().Ok() && !d.Open().Missing() && !d.Close().Missing() {
			return intoBraces(d, name)
		}
	}
	line := "import { " + name + " } from " + types.Quote(spec)
	at := 0
	for at < len(i.decls) && !importsBefore(spec, i.written(at)) {
		at++
	}
	switch {
	case len(i.decls) == 0:
		return i.atTop(line)
	case at > 0 && isStd(i.written(at-1)) == isStd(spec):
		return i.below(at-1, "\n"+line)
	case at < len(i.decls) && isStd(i.written(at)) == isStd(spec):
		return i.above(at, line+"\n")
	case at == 0:
		return i.above(0, line+"\n\n") // an empty line parts the groups
	}
	return i.below(at-1, "\n\n"+line)
}

// written is the path of an import as it is written.
func (i *importer) written(at int) string {
	spec, _ := names.StringValue(i.decls[at].Path())
	return spec
}

// above inserts text before an import.
func (i *importer) above(at int, text string) source.Edit {
	start := i.decls[at].Span().Start
	return source.Edit{Span: source.Span{Start: start, End: start}, New: text}
}

// below inserts text behind the line on which an import ends.
func (i *importer) below(at int, text string) source.Edit {
	number, _ := i.file.text().LineCol(i.decls[at].Span().End)
	line := i.file.text().LineSpan(number)
	end := line.Start + len(strings.TrimRight(i.file.text().Slice(line), "\r\n"))
	return source.Edit{Span: source.Span{Start: end, End: end}, New: text}
}

// same reports whether two spellings name one module.
func (i *importer) same(a, b string) bool {
	pathA, toA := names.ImportPath(i.file.Path, syntax.NFC(a))
	pathB, toB := names.ImportPath(i.file.Path, syntax.NFC(b))
	return pathA == pathB && toA == toB
}

// importsBefore is the order of imports that the formatter keeps: the standard modules, then the others, each by path.
func importsBefore(a, b string) bool {
	if isStd(a) != isStd(b) {
		return isStd(a)
	}
	return a < b
}

func isStd(spec string) bool { return strings.HasPrefix(spec, "std/") }

// intoBraces adds a name to those of an import, at its place if they are in order.
func intoBraces(d syntax.ImportDecl, name string) source.Edit {
	var items []syntax.ImportName
	var written []string
	for item := range d.Names().Items() {
		if n, ok := syntax.AsImportName(item); ok {
			items = append(items, n)
			written = append(written, names.Text(n.Name()))
		}
	}
	insert := func(at int, text string) source.Edit {
		return source.Edit{Span: source.Span{Start: at, End: at}, New: text}
	}
	if len(items) == 0 {
		return source.Edit{Span: source.Span{Start: d.Open().Span().End, End: d.Close().Span().Start}, New: " " + name + " "}
	}
	if slices.IsSorted(written) {
		if at, _ := slices.BinarySearch(written, name); at < len(items) {
			return insert(items[at].Span().Start, name+", ")
		}
	}
	last := items[len(items)-1]
	if comma := last.Comma(); comma.Ok() && !comma.Missing() {
		return insert(comma.Span().End, " "+name+",")
	}
	return insert(last.Span().End, ", "+name)
}

// atTop puts the first import of a file behind what belongs to the file as a whole: a byte order mark, a line for the shell, and
// comments with an empty line below them.
func (i *importer) atTop(line string) source.Edit {
	at, newlines, comment := 0, 0, 0
	for t := range i.first.Leading() {
		switch t.Kind {
		case syntax.TriviaNewline:
			newlines++
			if newlines == 2 && comment > 0 {
				at = t.Span.End
			}
		case syntax.TriviaHeader:
			at, newlines = t.Span.End, 0
		case syntax.TriviaLineComment, syntax.TriviaBlockComment, syntax.TriviaDocComment:
			newlines, comment = 0, t.Span.End
		}
	}
	text := i.file.text()
	if at > 0 && text.Slice(source.Span{Start: at - 1, End: at}) != "\n" && at > len("\ufeff") {
		if text.Slice(source.Span{Start: at, End: at + 1}) != "\n" {
			return source.Edit{Span: source.Span{Start: at, End: at}, New: "\n" + line + "\n"}
		}
		at++
	}
	if i.first.Kind() != syntax.KindEof {
		line += "\n"
	}
	return source.Edit{Span: source.Span{Start: at, End: at}, New: line + "\n"}
}

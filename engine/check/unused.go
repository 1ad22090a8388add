package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// UnusedName is the warning about a name at span that nothing reads; its fixes say that this is meant, or remove what declares it:
// decl, if removing it changes nothing else. Decl may be absent.
func UnusedName(span source.Span, name string, decl syntax.Node) diag.Diagnostic {
	d := diag.New(diag.UnusedName, span, diag.Quote("name", name)).WithFix(diag.Fix{
		Title: diag.FixRename, Args: []diag.Arg{diag.Quote("name", "_"+name)},
		Edits: []diag.Edit{{Span: source.Span{Start: span.Start, End: span.Start}, New: "_"}},
	})
	if !removable(decl) {
		return d
	}
	return d.WithFix(diag.Fix{
		Title: diag.FixRemove, Args: []diag.Arg{diag.Quote("text", name)}, Edits: []diag.Edit{{Span: withDoc(decl)}},
	})
}

// removable reports whether a declaration of one name that nothing reads can be left out: whether nothing happens when it runs.
func removable(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindFnDecl, syntax.KindTypeDecl:
		return true
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		return d.Pattern().Kind() == syntax.KindIdent && isQuiet(d.Value())
	case syntax.KindLetDirective:
		d := syntax.LetDirective{Node: n}
		return d.Pattern().Kind() == syntax.KindIdent && isQuiet(d.Value())
	}
	return false
}

// isQuiet reports whether an expression calls nothing when it is evaluated, not by a tag either.
func isQuiet(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindFnExpr:
		return true
	case syntax.KindCallPart, syntax.KindElement, syntax.KindMatchExpr:
		return false
	}
	for c := range n.Children() {
		if !isQuiet(c) {
			return false
		}
	}
	return true
}

// withDoc is the span of a declaration with its doc comment.
func withDoc(n syntax.Node) source.Span {
	span, from := n.Span(), n.Span().Start
	for t := range n.Leading() {
		switch t.Kind {
		case syntax.TriviaDocComment:
			from = min(from, t.Span.Start)
		case syntax.TriviaLineComment, syntax.TriviaBlockComment:
			from = span.Start
		}
	}
	return source.Span{Start: from, End: span.End}
}

// UnusedImport is the warning about an imported name that nothing mentions; its fix removes it, with the whole import if
// it is the only name there. Places are absolute.
func UnusedImport(d *names.Decl) diag.Diagnostic {
	return diag.New(diag.UnusedImport, d.Node.Span(), diag.Quote("name", d.Name)).WithFix(diag.Fix{
		Title: diag.FixRemoveImport, Args: []diag.Arg{diag.Quote("name", d.Name)},
		Edits: []diag.Edit{{Span: importedSpan(d)}},
	})
}

// importedSpan is what to remove so that an import no longer gives a name.
func importedSpan(d *names.Decl) source.Span {
	n := d.Unit.Node
	if len(d.Import.From.Names) > 1 {
		for item := range (syntax.ImportDecl{Node: n}).Names().Items() {
			name, ok := syntax.AsImportName(item)
			if !ok || name.Name().Span() != d.Node.Span() && name.Alias().Span() != d.Node.Span() {
				continue
			}
			span := item.Span()
			if name.Comma().Ok() { // with the white space up to the next name
				rest := n.Tree().Text().Slice(source.Span{Start: span.End, End: n.Span().End})
				for span.End-item.Span().End < len(rest) && isSpace(rest[span.End-item.Span().End]) {
					span.End++
				}
			}
			return span
		}
	}
	span := n.Span()
	if text := n.Tree().Text(); span.End < text.Len() && text.Slice(source.Span{Start: span.End, End: span.End + 1}) == "\n" {
		span.End++
	}
	return span
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

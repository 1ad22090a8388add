// Actions for a whole file: imports in order, what is not used removed, what can be fixed safely fixed. Each comes to nothing when it is
// done again.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/format"
)

// safeFixes are the diagnostics, with the variants of which the first fix only says what the writer must have meant, so that it may
// be made without asking.
var safeFixes = map[diag.Code][]string{
	diag.UnusedImport: {""},
	diag.BadOperand:   {"not-is", "is-optional"},
	diag.BadCondition: {"markup"},
}

// sources offers the actions for the whole file: when they are asked for by name, and of the imports when the place is among them.
func (a *actions) sources() {
	if a.file.Tree.Root().HasError() {
		return
	}
	named := len(a.query.Only) > 0
	imports := a.file.importSpan()
	if a.wants(ActionOrganize) && (named || imports.Len() > 0 && a.query.Span.Start <= imports.End && a.query.Span.End >= imports.Start) {
		if edits := a.organized(imports); len(edits) > 0 {
			a.addDone(titleOrganize, ActionOrganize, edits)
		}
	}
	if !named {
		return
	}
	if a.wants(ActionUnused) {
		if edits := a.fixesOf(func(d *diag.Diagnostic) *diag.Fix { return removal(d) }); len(edits) > 0 {
			a.add(a.say(titleRemoveUnused, ""), ActionUnused, func() []source.Edit { return edits })
		}
	}
	if a.wants(ActionFixAll) {
		if edits := a.fixesOf(safeFix); len(edits) > 0 {
			a.add(a.say(titleFixAll, ""), ActionFixAll, func() []source.Edit { return edits })
		}
	}
}

// addDone offers an action whose edits are formatted already.
func (a *actions) addDone(t actionTitle, kind ActionKind, edits []source.Edit) {
	a.add(a.say(t, ""), kind, func() []source.Edit { return edits })
}

// safeFix is the fix of a diagnostic that may be made without asking; nil if there is none.
func safeFix(d *diag.Diagnostic) *diag.Fix {
	for _, variant := range safeFixes[d.Code] {
		if d.Variant == variant && len(d.Fixes) > 0 {
			return &d.Fixes[0]
		}
	}
	return nil
}

// removal is the fix of a diagnostic that removes what is not used; nil if there is none.
func removal(d *diag.Diagnostic) *diag.Fix {
	switch d.Code {
	case diag.UnusedImport, diag.UnusedName, diag.UnreachableCode:
		for i := range d.Fixes {
			if t := d.Fixes[i].Title; t == diag.FixRemove || t == diag.FixRemoveImport {
				return &d.Fixes[i]
			}
		}
	}
	return nil
}

// fixesOf returns the edits of the fixes that pick takes from the diagnostics of the file. Of two that meet, the first is made.
func (a *actions) fixesOf(pick func(*diag.Diagnostic) *diag.Fix) []source.Edit {
	found, err := a.file.Snapshot.Diagnostics(a.ctx, a.file.Path)
	if err != nil {
		return nil
	}
	var out []source.Edit
	for i := range found {
		fix := pick(&found[i])
		if fix == nil {
			continue
		}
		var edits []source.Edit
		for _, e := range a.file.fixEdits(*fix) {
			if (e.Path == "" || e.Path == a.file.Path) && !meets(out, e.Span) {
				edits = append(edits, source.Edit{Span: e.Span, New: e.New})
			}
		}
		if len(edits) == len(fix.Edits) {
			out = append(out, edits...)
		}
	}
	sortEdits(out)
	return a.file.joinImports(out)
}

// meets reports whether a span touches one of the edits.
func meets(edits []source.Edit, span source.Span) bool {
	for _, e := range edits {
		if span.Start < e.Span.End && e.Span.Start < span.End || span.Len() == 0 && e.Span.Len() == 0 && span == e.Span {
			return true
		}
	}
	return false
}

// joinImports makes of the removals of names of an import one edit, which keeps the others, or removes the import with the last of its names.
func (f File) joinImports(edits []source.Edit) []source.Edit {
	file, _ := syntax.AsFile(f.Tree.Root())
	for n := range file.Decls().Items() {
		d, ok := syntax.AsImportDecl(n)
		if !ok || !d.Open().Ok() || d.Names().HasComment() {
			continue
		}
		var left []string
		all := 0
		for item := range d.Names().Items() {
			all++
			if !meets(edits, item.Span()) {
				left = append(left, strings.TrimRight(strings.TrimSuffix(item.Text(), ","), " \t\r\n"))
			}
		}
		if len(left) == all || len(left) == 0 && (d.Default().Ok() || d.Namespace().Ok()) {
			continue
		}
		one := source.Edit{Span: d.Names().Span(), New: strings.Join(left, ", ")}
		if len(left) == 0 {
			one = source.Edit{Span: lines(f.text(), n.Span())}
		}
		edits = append(slices.DeleteFunc(edits, func(e source.Edit) bool {
			return e.Span.Start >= n.Span().Start && e.Span.Start < n.Span().End
		}), one)
		sortEdits(edits)
	}
	return edits
}

// importSpan is from the first to the last import of the file; empty if there are none.
func (f File) importSpan() source.Span {
	var span source.Span
	file, _ := syntax.AsFile(f.Tree.Root())
	for n := range file.Decls().Items() {
		if n.Kind() == syntax.KindImportDecl {
			if span.Len() == 0 {
				span.Start = n.Span().Start
			}
			span.End = n.Span().End
		}
	}
	return span
}

// organized returns the edits that remove the imports that are not used and sort the others, as formatting does.
func (a *actions) organized(imports source.Span) []source.Edit {
	first := a.fixesOf(func(d *diag.Diagnostic) *diag.Fix {
		if d.Code != diag.UnusedImport {
			return nil
		}
		return removal(d)
	})
	f := a.file
	f.Tree, _ = f.edited(first)
	imports = f.importSpan()
	all, err := format.Edits(f.Tree, f.style(a.ctx, &f.memo().formats))
	if err != nil {
		return nil
	}
	var second []source.Edit
	for _, e := range all {
		if e.Span.Start >= imports.Start && e.Span.End <= imports.End {
			second = append(second, e)
		}
	}
	return compose(a.file.text(), first, second)
}

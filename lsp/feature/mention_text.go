// Mentions in texts: what strings, the values of attributes and style sheets speak of.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
)

// quoted finds what a word means that stands in a string, in an attribute's value or in a style sheet.
func (x *finder) quoted(v *fileView, m *mention, path []syntax.Node, offset int) {
	around := parent(path)
	switch around.Kind() {
	case syntax.KindImportDecl:
		if d := (syntax.ImportDecl{Node: around}); d.Path() == m.token {
			m.set(x.importedFile(v, m.token))
			m.span = withoutQuotes(m.token)
			return
		}
	case syntax.KindRecordField:
		if d := (syntax.RecordField{Node: around}); d.Name() == m.token {
			m.setRecordKey(inner(path, syntax.KindRecordExpr), x.recordKey(v, path, std.FieldName(m.token)))
			m.span = withoutQuotes(m.token)
			return
		}
	case syntax.KindTypeField:
		if d := (syntax.TypeField{Node: around}); d.Name() == m.token {
			m.access = accessDeclare
			m.set(x.writtenField(v, path, std.FieldName(m.token))...)
			m.span = withoutQuotes(m.token)
			return
		}
	}
	if around.Kind() == syntax.KindIndexPart && m.token.Kind() == syntax.KindPlainString && x.indexedField(v, m, path) {
		return
	}
	if x.query(m, path, offset) {
		return
	}
	if around.Kind() == syntax.KindArg && m.token.Kind() == syntax.KindPlainString && x.orderedBy(v, m, path) {
		return
	}
	if use, ok := ClassAt(v.tree, offset); ok {
		m.span = use.Span
		if m.token.Kind() == syntax.KindRawLine {
			m.access = accessDeclare
		}
		m.set(classTarget(v, use))
		return
	}
	if x.id(v, m, path, offset) {
		return
	}
	if field, span := x.formField(v, path); field.kind != toNothing {
		m.span = span
		m.set(field)
		return
	}
	if l, site, ok := x.liveAt(v, offset); ok {
		m.span = l.span
		m.set(l.covered(site)...)
		return
	}
	if l, ok := textAddress(path); ok {
		m.span = l.Span
		if f := x.linked(v.path, l); f != "" {
			m.set(target{kind: toFile, path: f})
		}
	}
}

func withoutQuotes(token syntax.Node) source.Span {
	span := token.Span()
	if span.Len() < 2 {
		return span
	}
	return source.Span{Start: span.Start + 1, End: span.End - 1}
}

// importedFile is what the path of an import leads to.
func (x *finder) importedFile(v *fileView, token syntax.Node) target {
	spec, _ := names.StringValue(token)
	path, to := names.ImportPath(v.path, syntax.NFC(spec))
	switch to {
	case names.ToStd:
		if std.Get().Module(path) != nil {
			return target{kind: toModule, path: path}
		}
	case names.ToCode, names.ToJSON, names.ToContent:
		if strings.Contains(path, "*") || x.snapshot.Text(path) != nil {
			return target{kind: toFile, path: path}
		}
	}
	return target{}
}

// classTarget is what a class stands for: with a scoped style that of its declaration, otherwise the class of that name anywhere.
func classTarget(v *fileView, use ClassUse) target {
	u := v.module.UnitAt(use.Span.Start)
	if u == nil || !strings.Contains(u.Node.Text(), "scoped") {
		return target{kind: toClass, name: use.Name}
	}
	within := u.Node.Span()
	for _, r := range ClassRules(v.tree) {
		if r.Style.Scoped && r.Name == use.Name && within.Contains(r.Span.Start) {
			return target{kind: toClass, path: v.path, owner: u.ID.Kind.String() + " " + u.ID.Name, name: use.Name}
		}
	}
	return target{kind: toClass, name: use.Name}
}

// isAddress reports whether an attribute of an element holds an address.
func isAddress(element, attribute string) bool {
	return html.ContextOf(html.Tag{Name: element}, attribute).IsAddress()
}

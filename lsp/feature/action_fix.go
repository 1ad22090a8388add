// Fixes: the cures that come with diagnostics, and the comment that allows a warning.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// fixes offers the fixes of the diagnostics that the place touches. They are computed for the text of now, so that they never edit a
// text that they were not made for.
func (a *actions) fixes() {
	if !a.wants(ActionFix) {
		return
	}
	found, err := a.file.Snapshot.Diagnostics(a.ctx, a.file.Path)
	if err != nil {
		return
	}
	for i := range found {
		d := &found[i]
		if d.Span.End < a.query.Span.Start || d.Span.Start > a.query.Span.End {
			continue
		}
		for j, fix := range d.Fixes {
			a.out = append(a.out, Action{
				Title: fix.Text(a.file.Lang), Kind: ActionFix, Diagnostic: d, Preferred: j == 0,
				make: func() []diag.Edit { return a.file.fixEdits(fix) },
			})
		}
	}
	for i := range found {
		d := &found[i]
		if d.Severity() == diag.Warning && d.Span.End >= a.query.Span.Start && d.Span.Start <= a.query.Span.End {
			a.allow(d)
		}
	}
}

// fixEdits are the edits of a fix. What it imports goes into the import of its module that is there, or where formatting puts it.
func (f File) fixEdits(fix diag.Fix) []diag.Edit {
	switch fix.Title {
	case diag.FixRemove:
		out := make([]diag.Edit, len(fix.Edits))
		for i, e := range fix.Edits {
			out[i] = e
			if e.New == "" && (e.Path == "" || e.Path == f.Path) {
				out[i].Span = lines(f.text(), e.Span)
			}
		}
		return out
	case diag.FixImport:
	default:
		return fix.Edits
	}
	name, module := "", ""
	for _, arg := range fix.Args {
		switch arg.Name {
		case "name":
			name = arg.Value
		case "module":
			module = arg.Value
		}
	}
	e := newImporter(f).edit(name, module)
	return []diag.Edit{{Span: e.Span, New: e.New}}
}

// lines is a span with the lines that it stands on alone; of two empty lines that would be left, one goes.
func lines(text *source.Text, span source.Span) source.Span {
	first, _ := text.LineCol(span.Start)
	last, _ := text.LineCol(span.End)
	if span.End > span.Start && text.LineSpan(last).Start == span.End {
		last-- // it takes its line end with it
	}
	blank := func(span source.Span) bool { return strings.TrimSpace(text.Slice(span)) == "" }
	before := source.Span{Start: text.LineSpan(first).Start, End: span.Start}
	after := source.Span{Start: min(span.End, text.LineSpan(last).End), End: text.LineSpan(last).End}
	if !blank(before) || !blank(after) {
		return span
	}
	out := source.Span{Start: before.Start, End: min(after.End+1, text.Len())}
	if next := last + 1; next < text.Lines() &&
		blank(text.LineSpan(next)) && (first == 0 || blank(text.LineSpan(first-1))) {
		out.End = min(text.LineSpan(next).End+1, text.Len())
	}
	return source.Span{Start: out.Start, End: max(out.End, span.End)}
}

// allow offers to say in a comment that a warning is meant.
func (a *actions) allow(d *diag.Diagnostic) {
	path := a.file.Tree.PathAt(d.Span.Start)
	comment := "// coder: allow(" + string(d.Code) + ")\n"
	text := a.file.text()
	line, _ := text.LineCol(d.Span.Start)
	at := text.LineSpan(line).Start
walk:
	for i := len(path) - 1; i > 0; i-- {
		n := path[i]
		switch n.Kind() {
		case syntax.KindStringPartList, syntax.KindRawLineList, syntax.KindAttrPartList, syntax.KindStartTag:
			if n.Span().Start < at {
				return // the line above is text, or in a tag
			}
		case syntax.KindElement:
			if html.KeepsSpace((syntax.StartTag{Node: syntax.Element{Node: n}.Start()}).Name().Text()) {
				return
			}
		case syntax.KindChildList:
			if n.Span().Start < at {
				comment = "{/* coder: allow(" + string(d.Code) + ") */}\n"
				break walk
			}
		case syntax.KindMatchDirectiveArmList:
			if n.Span().Start < at { // between arms there is no text
				break walk
			}
		case syntax.KindStmtList, syntax.KindRecordFieldList, syntax.KindArgList:
			break walk
		}
	}
	before := text.Slice(source.Span{Start: at, End: d.Span.Start})
	indent := before[:len(before)-len(strings.TrimLeft(before, " \t"))]
	exact := !strings.HasPrefix(before[len(indent):], "}") // the comment ends a block then, and stands deeper
	a.out = append(a.out, Action{
		Title: a.say(titleAllow, string(d.Code)), Kind: ActionFix, Diagnostic: d, exact: exact,
		make: func() []diag.Edit {
			return []diag.Edit{{Span: source.Span{Start: at, End: at}, New: indent + comment}}
		},
	})
}

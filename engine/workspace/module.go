package workspace

import (
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
)

// This file puts the diagnostics of a file together and finds what only shows when a file is seen as a whole.

// diagnostics finds all that is wrong in one file.
func (m *memo) diagnostics(p string) ([]diag.Diagnostic, uint64) {
	c := m.get(key{kind: kFile, path: p})
	if !isCode(p) {
		if d := answer[*document](m, key{kind: kDocument, path: p}); d != nil {
			return d.diags, m.hasher().diagnostics(d.diags).sum()
		}
		return nil, c.hash
	}
	mod := m.moduleOf(p)
	if mod == nil {
		return nil, c.hash
	}
	f := &fileCheck{m: m, mod: mod, path: p}
	f.out = append(f.out, m.snap.tree(p).Diagnostics()...)
	f.read()
	f.units()
	f.unreachable()
	f.duplicates()
	f.imports()
	f.cycles()
	f.unused()
	f.recursive()
	f.unset()
	f.site()
	for i := range f.out {
		f.out[i].Path = p
	}
	text := m.snap.text(p)
	out := diag.Sort(slices.DeleteFunc(f.out, func(d diag.Diagnostic) bool { return allowed(d, text) }))
	return out, m.hasher().diagnostics(out).sum()
}

// unsettled lists the files whose diagnostics have to be found for kAll.
func (m *memo) unsettled() []string {
	m.lock()
	s := m.graph.at(key{kind: kAll})
	if m.isOld() || s == nil || s.cell == nil {
		m.unlock()
		paths, _ := m.peek(key{kind: kPaths}).value.([]string)
		return slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return !isCode(p) })
	}
	defer m.unlock()
	if m.holdsNow(s) {
		return nil
	}
	var out []string
	for _, d := range s.cell.deps {
		if d.on.key.kind == kDiagnostics && !m.holdsNow(d.on) {
			out = append(out, d.on.key.path)
		}
	}
	return out
}

// all lists what is wrong in all sources and in the data that they import, sorted.
func (m *memo) all() ([]diag.Diagnostic, uint64) {
	seen := map[string]bool{}
	var todo []string
	add := func(p string) {
		if !seen[p] {
			seen[p] = true
			todo = append(todo, p)
		}
	}
	for _, p := range answer[[]string](m, key{kind: kPaths}) {
		if isCode(p) {
			add(p)
		}
	}
	var out []diag.Diagnostic
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		out = append(out, answer[[]diag.Diagnostic](m, key{kind: kDiagnostics, path: p})...)
		if isCode(p) {
			for _, q := range answer[[]string](m, key{kind: kSources, path: p}) {
				add(q)
			}
		}
	}
	out = diag.Sort(out)
	return out, m.hasher().diagnostics(out).sum()
}

// allowPrefix begins what a comment says to silence warnings on the line below.
const allowPrefix = "coder: allow("

// allowed reports whether the line above d silences it. Errors cannot be silenced.
func allowed(d diag.Diagnostic, text *source.Text) bool {
	if d.Severity() != diag.Warning {
		return false
	}
	line, _ := text.LineCol(d.Span.Start)
	if line == 0 {
		return false
	}
	above := strings.TrimSpace(text.Slice(text.LineSpan(line - 1)))
	comment, ok := strings.CutPrefix(above, "//")
	if !ok {
		if comment, ok = strings.CutPrefix(above, "{/*"); !ok {
			return false
		}
		comment = strings.TrimSuffix(comment, "*/}")
	}
	list, ok := strings.CutPrefix(strings.TrimSpace(comment), allowPrefix)
	if !ok {
		return false
	}
	list, _, ok = strings.Cut(list, ")")
	if !ok {
		return false
	}
	for name := range strings.SplitSeq(list, ",") {
		if strings.TrimSpace(name) == string(d.Code) {
			return true
		}
	}
	return false
}

// fileCheck looks at a file as a whole.
type fileCheck struct {
	m    *memo
	mod  *names.Module
	path string
	out  []diag.Diagnostic

	notes []*partNotes   // about the parts of the file
	found []names.UnitID // units in which the check found something
}

func (f *fileCheck) report(d diag.Diagnostic) { f.out = append(f.out, d) }

// absolute makes a span of u absolute.
func absolute(s source.Span, u *names.Unit) source.Span {
	return source.Span{Start: s.Start + u.Start(), End: s.End + u.Start()}
}

// read gathers what is known of the units of the file.
func (f *fileCheck) read() {
	for _, first := range f.m.partsOf(f.path) {
		if notes := answer[*partNotes](f.m, about(kPartNotes, first)); notes != nil {
			f.notes, f.found = append(f.notes, notes), append(f.found, notes.found...)
		}
	}
}

// noted yields the units that are noted in all parts of the file, as of names them.
func (f *fileCheck) noted(of func(*partNotes) []names.UnitID) iter.Seq[*names.Unit] {
	return func(yield func(*names.Unit) bool) {
		for _, notes := range f.notes {
			for _, id := range of(notes) {
				if u := f.mod.Unit(id); u != nil && !yield(u) {
					return
				}
			}
		}
	}
}

// units reports what the check found in the units of the file.
func (f *fileCheck) units() {
	for _, id := range f.found {
		u, r := f.mod.Unit(id), f.m.result(id)
		if u == nil || r == nil || u.Node.HasError() {
			continue
		}
		if v := f.m.view(id); v != nil {
			f.out = append(f.out, moveDiagnostics(r.Diags, func(s source.Span) source.Span { return v.spot(u, s) })...)
		}
	}
}

// unreachable warns of the first statement of each row that is never reached.
func (f *fileCheck) unreachable() {
	var after *names.Unit
	for u := range f.noted(func(n *partNotes) []names.UnitID { return n.leaving }) {
		isFirst := u != after
		if after = f.mod.TopCodeAfter(u.ID); isFirst && after != nil && !after.Node.HasError() {
			f.report(diag.New(diag.UnreachableCode, after.Node.Span()))
		}
	}
}

// duplicates reports top-level names and kinds of pages that the file has already.
func (f *fileCheck) duplicates() {
	for _, d := range f.mod.Duplicates() {
		first := f.mod.Decl(d.Name)
		found := diag.New(diag.DuplicateName, d.Node.Span(), diag.Quote("name", d.Name)).
			WithRelated(diag.Related{Span: first.Node.Span(), Note: diag.NoteFirst})
		f.report(f.withoutTwin(found, d, first))
	}
	firsts := map[names.Kind]*names.Unit{}
	for u := range f.mod.Of(names.Page, names.Layout, names.Paths) {
		if first := firsts[u.Kind]; first != nil {
			f.report(diag.New(diag.DuplicateName, u.NameSpan(), diag.Quote("name", u.Kind.String())).As("declaration").
				WithRelated(diag.Related{Span: first.NameSpan(), Note: diag.NoteFirst}))
			continue
		}
		firsts[u.Kind] = u
	}
}

// withoutTwin is a finding about a name that the file has already, with the offer to remove the declaration if it says the same as the first, or
// to give it another name: what mentions the name means the first.
func (f *fileCheck) withoutTwin(found diag.Diagnostic, d, first *names.Decl) diag.Diagnostic {
	outer := d.Unit.Outer
	if d.Unit.Kind == names.Import || len(d.Unit.Decls) > 1 {
		return found
	}
	if outer.Text() == first.Unit.Outer.Text() {
		head, _, _ := strings.Cut(outer.Text(), "\n")
		return found.WithFix(diag.Fix{Title: diag.FixRemove, Args: []diag.Arg{diag.Quote("text", head)}, Edits: []diag.Edit{{Span: outer.Span()}}})
	}
	name := d.Name + "2"
	for i := 3; f.mod.Decl(name) != nil; i++ {
		name = d.Name + strconv.Itoa(i)
	}
	return found.WithFix(diag.Fix{
		Title: diag.FixRename, Args: []diag.Arg{diag.Quote("name", name)}, Edits: []diag.Edit{{Span: d.Node.Span(), New: name}},
	})
}

// imports reports imports that lead nowhere.
func (f *fileCheck) imports() {
	for _, im := range f.mod.Imports() {
		if im.Unit.Node.HasError() {
			continue
		}
		if d, bad := f.unknownModule(im); bad {
			f.report(d)
			continue
		}
		target, to := names.ImportPath(f.path, im.Spec)
		for _, n := range im.Names {
			if n.Name == names.Namespace && (to == names.ToCode || to == names.ToStd) {
				continue
			}
			f.importedName(n, target, to)
		}
	}
}

// unknownModule reports a path that no module has.
func (f *fileCheck) unknownModule(im *names.ImportDecl) (diag.Diagnostic, bool) {
	target, to := names.ImportPath(f.path, im.Spec)
	d := diag.New(diag.UnknownModule, im.PathNode.Span(), diag.Quote("path", im.Spec))
	switch to {
	case names.ToStd:
		return d.As("std"), std.Get().Module(target) == nil
	case names.ToOutside:
		return d.As("outside"), true
	case names.ToNothing:
		return d.As("kind"), true
	case names.ToCode:
		if answer[bool](f.m, key{kind: kExists, path: target}) {
			return d, false
		}
	case names.ToContent, names.ToJSON:
		if isPattern(target) || answer[bool](f.m, key{kind: kExists, path: target}) {
			return d, false // a pattern that nothing matches is an empty list
		}
	}
	var known []string
	for _, p := range answer[[]string](f.m, key{kind: kPaths}) {
		if path.Ext(p) == path.Ext(target) && p != f.path {
			known = append(known, names.ImportSpec(f.path, p))
		}
	}
	if meant := names.Suggest(im.Spec, known); meant != "" {
		d.Args = append(d.Args, diag.Quote("wanted", meant))
		d = d.As("suggest").WithFix(diag.Fix{
			Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", im.Spec), diag.Quote("wanted", meant)},
			Edits: []diag.Edit{{Span: im.PathNode.Span(), New: `"` + meant + `"`}},
		})
	}
	return d, true
}

// importedName reports a name that the module of an import does not export.
func (f *fileCheck) importedName(n *names.Imported, target string, to names.Target) {
	q := &queries{f.m, f.path}
	im := &check.Import{Path: target, Target: to, Name: n.Name}
	switch to {
	case names.ToJSON, names.ToContent:
		if n.Name == names.Default {
			return
		}
	case names.ToStd:
		if n.Name != names.Default && std.Get().Module(target).Symbol(n.Name) != nil {
			return
		}
	case names.ToCode:
		if d, ok := q.Decl(check.Ref{Path: target, Name: n.Name}); ok && n.Name != names.Default && d.Import == nil && d.Exported {
			return
		}
	}
	if n.NameNode.Missing() {
		return
	}
	name := n.Name
	if name == names.Default || name == names.Namespace {
		name = n.Local
	}
	d := check.UnknownExport(q, n.NameNode, name, im)
	if to == names.ToCode {
		d.Args = replaceArg(d.Args, diag.Quote("module", n.From.Spec))
		if d.Variant == "private" {
			d = f.withExportFix(d, target, n.Name)
		}
	}
	f.report(d)
}

func replaceArg(args []diag.Arg, by diag.Arg) []diag.Arg {
	out := slices.Clone(args)
	for i := range out {
		if out[i].Name == by.Name {
			out[i] = by
		}
	}
	return out
}

// withExportFix offers to export a declaration.
func (f *fileCheck) withExportFix(d diag.Diagnostic, target, name string) diag.Diagnostic {
	decl := f.m.moduleOf(target).Decl(name)
	at := decl.Unit.Start()
	return d.WithFix(diag.Fix{
		Title: diag.FixExport, Args: []diag.Arg{diag.Quote("name", name)},
		Edits: []diag.Edit{{Path: target, Span: source.Span{Start: at, End: at}, New: "export "}},
	})
}

// cycles reports imports in a circle in which a module's top-level code needs a value of another.
func (f *fileCheck) cycles() {
	group := answer[[]string](f.m, key{kind: kImportGroup, path: f.path})
	own := slices.Contains(answer[[]string](f.m, key{kind: kImports, path: f.path}), f.path)
	if len(group) < 2 && !own || !f.m.needsValues(group) {
		return
	}
	for _, im := range f.mod.Imports() {
		target, to := names.ImportPath(f.path, im.Spec)
		if to == names.ToCode && slices.Contains(group, target) {
			f.report(diag.New(diag.ImportCycle, im.PathNode.Span(), diag.Quote("path", im.Spec)))
		}
	}
}

// needsValues reports whether top-level code of one of the files reads a value of another, calls followed.
func (m *memo) needsValues(group []string) bool {
	for _, p := range group {
		for _, e := range m.unitsOf(p) {
			if !e.ID.Kind.IsTopCode() {
				continue
			}
			for _, r := range answer[[]valueRead](m, about(kValues, e.ID)) {
				if r.to.Path != p {
					return true
				}
			}
		}
	}
	return false
}

// unset reports top-level names that are read before they have their value.
func (f *fileCheck) unset() {
	var last names.UnitID
	for _, notes := range f.notes {
		if !slices.ContainsFunc(notes.outside, func(name string) bool { return !f.mod.IsSetBefore(name, notes.first) }) {
			continue
		}
		for _, note := range notes.early {
			if note.by == last || f.mod.IsSetBefore(note.name, note.by) {
				continue
			}
			if u := f.mod.Unit(note.by); u != nil && !u.Node.HasError() {
				last = note.by
				f.unsetIn(u)
			}
		}
	}
}

func (f *fileCheck) unsetIn(u *names.Unit) {
	reported := map[source.Span]bool{}
	for _, r := range answer[[]valueRead](f.m, about(kValues, u.ID)) {
		if r.to.Path != f.path || reported[r.by.Span] || f.mod.IsSetBefore(r.to.Name, u.ID) {
			continue
		}
		reported[r.by.Span] = true
		d := diag.New(diag.UsedBeforeSet, f.m.view(u.ID).spot(u, r.by.Span), diag.Quote("name", r.to.Name))
		if r.by.Name != r.to.Name {
			d.Args = append(d.Args, diag.Quote("call", r.by.Name))
			d = d.As("call")
		}
		f.report(d.WithRelated(diag.Related{
			Span: f.mod.Decl(r.to.Name).Node.Span(), Note: diag.NoteDeclared, Args: []diag.Arg{diag.Quote("name", r.to.Name)},
		}))
	}
}

// unused warns of imports and of top-level names that are neither exported nor used. One that something still assigns cannot be removed.
func (f *fileCheck) unused() {
	for _, unused := range answer[[]unusedName](f.m, key{kind: kUnused, path: f.path}) {
		d := f.mod.Decl(unused.name)
		if d == nil || d.Unit.ID != unused.by || d.Unit.Node.HasError() {
			continue
		}
		if d.Unit.Kind == names.Import {
			f.report(check.UnusedImport(d))
			continue
		}
		var removable syntax.Node
		if unused.free {
			removable = d.Unit.Node
		}
		f.report(check.UnusedName(d.Node.Span(), d.Name, removable))
	}
}

// recursive reports the first function of each circle whose results are inferred from each other.
func (f *fileCheck) recursive() {
	for u := range f.noted(func(n *partNotes) []names.UnitID { return n.circular }) {
		if d := f.mod.Decl(u.ID.Name); d != nil && d.Unit == u && !u.Node.HasError() {
			f.report(diag.New(diag.MissingReturn, d.Node.Span(), diag.Quote("name", d.Name)).As("recursive"))
		}
	}
}

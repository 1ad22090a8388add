package check

import (
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// This file finds what names mean: locals, the names of the file, its imports, the standard names.

// bind gives a local its type, where it is declared.
func (c *checker) bind(n syntax.Node, t types.Type) {
	l := c.res.Local(n, c.base)
	if l == nil {
		return
	}
	s := &Symbol{Kind: SymLocal, Name: l.Name, Type: t, Local: l}
	c.locals[l] = s
	c.noteSymbol(n, s)
	c.record(n, t)
}

func (c *checker) noteSymbol(n syntax.Node, s *Symbol) {
	if c.info != nil && s != nil {
		c.info.symbols[n.Span().Start-c.base] = s
	}
}

// symbolAt returns what the name token n means; nil when that is unknown. It reports nothing.
func (c *checker) symbolAt(n syntax.Node) *Symbol {
	if l := c.res.Local(n, c.base); l != nil {
		if s := c.locals[l]; s != nil {
			return s
		}
		// A function literal that calls itself is met before it has its type.
		return &Symbol{Kind: SymLocal, Name: l.Name, Type: types.Invalid, Local: l}
	}
	return c.lookup(names.Text(n))
}

// lookup returns what a free name means; nil when that is unknown.
func (c *checker) lookup(name string) *Symbol {
	if s, ok := c.free[name]; ok {
		return s
	}
	s := c.find(Ref{c.path, name})
	if s == nil {
		if g := c.lib.Global.Symbol(name); g != nil {
			s = &Symbol{Kind: SymStd, Name: name, Type: g.Type, Std: g}
		}
	}
	c.free[name] = s
	return s
}

// find returns what a top-level name of a file means, imports followed; nil when there is no such name.
func (c *checker) find(ref Ref) *Symbol {
	d, ok := c.q.Decl(ref)
	if !ok {
		return nil
	}
	if d.Import != nil {
		return c.findImported(ref, d)
	}
	sig := c.q.Signature(ref)
	s := &Symbol{Kind: SymTop, Name: ref.Name, Type: sig.Type, Ref: ref, Decl: d, Model: sig.Model}
	if sig.Model != nil {
		s.Type = sig.Model.Table
	}
	return s
}

// findImported follows an import. What cannot be followed is reported at the import; here it only has no type.
func (c *checker) findImported(ref Ref, d Decl) *Symbol {
	broken := &Symbol{Kind: SymData, Name: ref.Name, Type: types.Invalid, Ref: ref, Decl: d, Import: d.Import}
	im := d.Import
	switch im.Target {
	case names.ToJSON, names.ToContent:
		if im.Name == names.Default {
			broken.Type, _ = c.q.Data(im.Path, im.Target)
			if broken.Type == nil {
				broken.Type = types.Invalid
			}
		}
		return broken
	case names.ToStd:
		m := c.lib.Module(im.Path)
		if m == nil {
			return broken
		}
		if im.Name == names.Namespace {
			broken.Kind = SymNamespace
			return broken
		}
		if s := m.Symbol(im.Name); s != nil {
			return &Symbol{Kind: SymStd, Name: ref.Name, Type: s.Type, Std: s, Ref: ref, Decl: d, Import: im}
		}
		return broken
	case names.ToCode:
		if im.Name == names.Namespace {
			if _, ok := c.q.Names(im.Path); ok {
				broken.Kind = SymNamespace
			}
			return broken
		}
		to := Ref{im.Path, im.Name}
		target, ok := c.q.Decl(to)
		if !ok || target.Import != nil || im.Name == names.Default {
			return broken
		}
		s := c.find(to)
		s.Import = im
		return s
	}
	return broken
}

// memberOf returns the exported name of a namespace; nil when there is none.
func (c *checker) memberOf(ns *Symbol, name string) *Symbol {
	if ns.Import.Target == names.ToStd {
		if s := c.lib.Module(ns.Import.Path).Symbol(name); s != nil {
			return &Symbol{Kind: SymStd, Name: name, Type: s.Type, Std: s}
		}
		return nil
	}
	ref := Ref{ns.Import.Path, name}
	if d, ok := c.q.Decl(ref); !ok || !d.Exported || d.Import != nil {
		return nil
	}
	return c.find(ref)
}

// exportsOf lists what a namespace exports.
func (c *checker) exportsOf(im *Import) []string {
	var out []string
	if im.Target == names.ToStd {
		if m := c.lib.Module(im.Path); m != nil {
			for _, s := range m.Symbols {
				out = append(out, s.Name)
			}
		}
		return out
	}
	all, _ := c.q.Names(im.Path)
	for _, name := range all {
		if d, ok := c.q.Decl(Ref{im.Path, name}); ok && d.Exported {
			out = append(out, name)
		}
	}
	return out
}

// unknownName reports a name that means nothing.
func (c *checker) unknownName(n syntax.Node, name string) {
	d := c.suggestName(diag.New(diag.UnknownName, n.Span(), diag.Quote("name", name)), n, name, "")
	if fix, ok := c.declareFix(n, name); ok {
		d = d.WithFix(fix)
	}
	c.report(d)
}

// suggestName adds to an unknown name what was meant: a module that exports it, or a similar name. Variants of the
// message begin with prefix.
func (c *checker) suggestName(d diag.Diagnostic, n syntax.Node, name, prefix string) diag.Diagnostic {
	for _, path := range c.q.Importable(name) {
		if path == c.path {
			continue
		}
		spec := path
		if c.lib.Module(path) == nil {
			spec = names.ImportSpec(c.path, path)
		}
		d.Args = append(d.Args, diag.Quote("module", spec))
		d = d.WithFix(diag.Fix{
			Title: diag.FixImport, Args: []diag.Arg{diag.Quote("name", name), diag.Quote("module", spec)},
			Edits: []diag.Edit{c.importEdit(name, spec)},
		})
		if prefix == "" {
			d = d.As("import")
		}
		return d
	}
	if meant := foreignValues[name]; meant != "" {
		return suggest(d, prefix+"suggest", n, name, meant)
	}
	if foreign, ok := foreignCall(d, n, name); ok {
		return foreign
	}
	if meant := names.Suggest(name, c.visible()...); meant != "" {
		return suggest(d, prefix+"suggest", n, name, meant)
	}
	return d
}

// visible lists names that may have been meant, the nearest first: those of the unit, of the file, and of the language.
func (c *checker) visible() [][]string {
	locals := make([]string, len(c.res.Locals))
	for i, l := range c.res.Locals {
		locals[i] = l.Name
	}
	top, _ := c.q.Names(c.path)
	global := make([]string, len(c.lib.Global.Symbols))
	for i, s := range c.lib.Global.Symbols {
		global[i] = s.Name
	}
	return [][]string{locals, top, global}
}

// importEdit adds an import of name at the start of the file, which does not move when the unit does. The formatter
// gives it its place.
func (c *checker) importEdit(name, spec string) diag.Edit {
	text := c.owner.Node.Tree().Text()
	at := 0
	if first := text.Slice(text.LineSpan(0)); strings.HasPrefix(strings.TrimPrefix(first, byteOrderMark), "#!") {
		at = min(text.LineSpan(0).End+1, text.Len())
	} else if strings.HasPrefix(first, byteOrderMark) {
		at = len(byteOrderMark)
	}
	return diag.Edit{Path: c.path, Span: source.Span{Start: at, End: at}, New: "import { " + name + " } from \"" + spec + "\"\n"}
}

// byteOrderMark may begin a file; it is no part of its first line.
const byteOrderMark = "\ufeff"

// freeMentions turns the unit's free names into edges and effects, whether or not they were met on the way.
func (c *checker) freeMentions() {
	for _, m := range c.res.Free {
		if m.Form == names.AsType {
			continue
		}
		s, span := c.lookup(m.Name), m.Span
		if s != nil && s.Kind == SymNamespace && m.Member != "" {
			s, span = c.memberOf(s, m.Member), m.Whole
		}
		if s == nil {
			continue
		}
		switch s.Kind {
		case SymTop:
			if s.Decl.Kind == names.Type || s.Decl.Kind == names.Action {
				continue // naming an action in a form does not run it
			}
			c.edges = append(c.edges, Edge{To: s.Ref, Span: span, Form: m.Form, Deferred: m.Deferred})
		case SymStd:
			if s.Std.Kind == std.TypeName {
				continue
			}
			for _, e := range s.Std.Effects {
				c.reads = append(c.reads, Read{Effect: e, Name: s.Std.Name, Span: span, Deferred: m.Deferred})
			}
		}
	}
}

// deprecation is that a declaration should not be used any more.
type deprecation struct {
	name   string // "" of any other declaration
	reason string
	member bool // it is one of a namespace
}

// deprecationOf asks whether what a free name means, or its member where it is a namespace, should not be used any more. It asks for
// declarations only: a mention where a type stands may be of what is being found out.
func (c *checker) deprecationOf(name, member string) deprecation {
	ref := Ref{c.path, name}
	out := deprecation{}
	d, ok := c.q.Decl(ref)
	if ok && d.Import != nil && d.Import.Target == names.ToCode {
		if ref = (Ref{d.Import.Path, d.Import.Name}); ref.Name == names.Namespace {
			ref.Name, out.member = member, true
		}
		d, ok = c.q.Decl(ref)
	}
	if ok && d.Import == nil && d.Unit != c.owner.ID { // within itself it is needed
		var is bool
		if out.reason, is = names.Deprecated(d.Doc); is {
			out.name = ref.Name
		}
	}
	return out
}

// deprecatedMentions warns of mentions of what its documentation says should not be used any more.
func (c *checker) deprecatedMentions() {
	known := map[[2]string]deprecation{}
	for _, m := range c.res.Free {
		key := [2]string{m.Name, m.Member}
		old, asked := known[key]
		if !asked {
			old = c.deprecationOf(m.Name, m.Member)
			known[key] = old
		}
		if old.name == "" {
			continue
		}
		span := m.Span
		if old.member {
			span = m.Whole
		}
		d := diag.New(diag.Deprecated, c.span(span), diag.Quote("name", old.name))
		if old.reason != "" {
			d.Args = append(d.Args, diag.Text("reason", old.reason))
			d = d.As("reason")
		}
		c.report(d)
	}
}

// reportDuplicate reports a local that its block has declared before.
func (c *checker) reportDuplicate(d names.Duplicate) {
	found := diag.New(diag.DuplicateName, c.span(d.Local.Span), diag.Quote("name", d.Local.Name))
	found = found.WithRelated(diag.Related{Span: c.span(d.First.Span), Note: diag.NoteFirst})
	c.report(c.renameDuplicate(found, d.Local, d.First))
}

// duplicate reports a key, arm or field that is written twice: the item, which n names.
func (c *checker) duplicate(item, n syntax.Node, name, variant string) {
	c.report(withoutItem(diag.New(diag.DuplicateName, n.Span(), diag.Quote("name", name)).As(variant), item))
}

// unusedLocals warns of locals that nothing reads.
func (c *checker) unusedLocals() {
	for _, l := range c.res.Locals {
		if l.Used || l.Name[0] == '_' || l.Kind == names.LocalParam || l.Kind == names.LocalTypeParam {
			continue
		}
		span := c.span(l.Span)
		var decl syntax.Node
		path := c.owner.Node.Tree().PathAt(span.Start)
		for i := len(path) - 1; i >= 0 && !decl.Ok(); i-- {
			switch path[i].Kind() {
			case syntax.KindLetStmt, syntax.KindLetDirective:
				decl = path[i]
			case syntax.KindStmtList, syntax.KindChildList, syntax.KindForStmt, syntax.KindForDirective, syntax.KindTryStmt:
				i = 0
			}
		}
		if l.Assigned {
			decl = syntax.Node{}
		}
		c.report(UnusedName(span, l.Name, decl))
	}
}

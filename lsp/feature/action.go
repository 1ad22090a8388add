// Code actions: what can be done to the code at a place. The fixes of diagnostics are in action_fix.go, what concerns a whole file in
// action_source.go; the other action_… files change code without changing what it does.
//
// An action is found first, cheaply, and its edits are made when they are asked for. The edits leave a formatted file formatted.

package feature

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// ActionKind is a kind of code actions, as the protocol names it: a kind with a dot is one of the kind before the dot.
type ActionKind string

// Kinds of actions.
const (
	ActionFix      ActionKind = "quickfix"
	ActionExtract  ActionKind = "refactor.extract"
	ActionInline   ActionKind = "refactor.inline"
	ActionRewrite  ActionKind = "refactor.rewrite"
	ActionOrganize ActionKind = "source.organizeImports"
	ActionUnused   ActionKind = "source.removeUnused"
	ActionFixAll   ActionKind = "source.fixAll"
)

// ActionKinds are all kinds.
func ActionKinds() []ActionKind {
	return []ActionKind{ActionFix, ActionExtract, ActionInline, ActionRewrite, ActionOrganize, ActionUnused, ActionFixAll}
}

// isA reports whether k is a kind of kind; the empty kind is that of all.
func (k ActionKind) isA(kind ActionKind) bool {
	return kind == "" || k == kind || strings.HasPrefix(string(k), string(kind)+".")
}

// Action is something that can be done.
type Action struct {
	Title      string
	Kind       ActionKind
	Diagnostic *diag.Diagnostic // that it cures; nil of other kinds than ActionFix
	Preferred  bool             // it is what most would choose
	Disabled   string           // why it cannot be done here; "" of one that can

	make  func() []diag.Edit
	exact bool // its edits need no formatting
}

// Changes are the edits of the action, those of the file itself first. They are none when ctx has ended.
func (a Action) Changes(ctx context.Context, f File) Changes {
	var own []source.Edit
	others := map[string][]source.Edit{}
	for _, e := range a.make() {
		edit := source.Edit{Span: e.Span, New: e.New}
		if e.Path == "" || e.Path == f.Path {
			own = append(own, edit)
		} else {
			others[e.Path] = append(others[e.Path], edit)
		}
	}
	var out Changes
	if !a.exact {
		own = f.tidy(ctx, own)
	}
	if len(own) > 0 {
		out.Files = append(out.Files, FileEdits{f.Path, own})
	}
	for _, name := range slices.Sorted(maps.Keys(others)) {
		sortEdits(others[name])
		out.Files = append(out.Files, FileEdits{name, others[name]})
	}
	if ctx.Err() != nil {
		return Changes{}
	}
	return out
}

// ActionQuery says which actions are wanted.
type ActionQuery struct {
	Span source.Span // selected, or where the caret is
	// Only are the kinds wanted. Without any, actions that concern the whole file are left out where they do not concern the span.
	Only     []ActionKind
	Disabled bool // also those that cannot be done, with the reason
	// Automatic says that the editor asks by itself, as the caret moves, to show that something can be done. What has to be tried out first is left
	// out then: that costs as much as an edit.
	Automatic bool
}

// Actions returns the actions for a place, fixes first. There are none when ctx has ended.
func Actions(ctx context.Context, f File, q ActionQuery) []Action {
	a := &actions{ctx: ctx, file: f, query: q, span: q.Span}
	text := f.text().Slice(a.span)
	a.span.Start += len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	a.span.End = max(a.span.Start, a.span.End-(len(text)-len(strings.TrimRight(text, " \t\r\n"))))
	a.path = touching(f.Tree, a.span.Start)
	if a.span.Len() > 0 {
		a.path = f.Tree.PathAt(a.span.Start)
	}
	a.fixes()
	a.sources()
	if !f.Tree.Root().HasError() {
		a.extractions()
		a.inlines()
		a.wraps()
		a.rewrites()
	}
	if ctx.Err() != nil {
		return nil
	}
	return a.out
}

// actions collects the actions for a place.
type actions struct {
	ctx   context.Context
	file  File
	query ActionQuery
	span  source.Span   // of the query, without white space at its ends
	path  []syntax.Node // to the token at its start
	out   []Action
}

// wants reports whether actions of a kind are asked for, by name or not.
func (a *actions) wants(kind ActionKind) bool {
	if len(a.query.Only) == 0 {
		return true
	}
	return slices.ContainsFunc(a.query.Only, kind.isA)
}

// add offers an action.
func (a *actions) add(title string, kind ActionKind, edits func() []source.Edit) {
	a.out = append(a.out, Action{Title: title, Kind: kind, make: func() []diag.Edit {
		var out []diag.Edit
		for _, e := range edits() {
			out = append(out, diag.Edit{Span: e.Span, New: e.New})
		}
		return out
	}})
}

// refuse mentions an action that cannot be done.
func (a *actions) refuse(title string, kind ActionKind, why diag.Both) {
	if a.query.Disabled {
		a.out = append(a.out, Action{Title: title, Kind: kind, Disabled: why.In(a.file.Lang), make: func() []diag.Edit { return nil }})
	}
}

// say is the title of an action.
func (a *actions) say(t actionTitle, name string) string {
	return strings.ReplaceAll(actionTitles[t].In(a.file.Lang), "{name}", name)
}

// info is what is known of the declaration around the place; nil if there is none.
func (a *actions) info() *check.Info { return a.file.infoAt(a.ctx, a.span.Start) }

// local is the local that a name means, and its declared name's place in the file; nil if it means none.
func local(info *check.Info, n syntax.Node) (*names.Local, source.Span) {
	l := info.Resolution.Local(n, info.Unit.Start())
	if l == nil {
		return nil, source.Span{}
	}
	return l, l.Span.Shift(info.Unit.Start())
}

// text is the source of a span.
func (a *actions) text(span source.Span) string { return a.file.text().Slice(span) }

// insertion is an edit that only adds.
func insertion(at int, text string) source.Edit {
	return source.Edit{Span: source.Span{Start: at, End: at}, New: text}
}

// unusedName is a name like wanted that nothing at the place is called: neither a name of the file, nor a local, nor a standard name.
func (a *actions) unusedName(wanted string) string {
	taken := map[string]bool{}
	mark := func(n string) { taken[n] = true }
	for _, k := range syntax.Keywords() {
		mark(k)
	}
	if m, err := a.file.Snapshot.Module(a.ctx, a.file.Path); err == nil && m != nil {
		for _, n := range m.Names() {
			mark(n)
		}
	}
	if info := a.info(); info != nil {
		for _, l := range info.Resolution.Locals {
			mark(l.Name)
		}
		for _, m := range info.Resolution.Free {
			mark(m.Name)
		}
	}
	_ = a.file.Snapshot.With(a.ctx, a.file.Path, func(q check.Queries) {
		if check.Lookup(q, a.file.Path, wanted) != nil {
			mark(wanted)
		}
	})
	for i, name := 2, wanted; ; i++ {
		if !taken[name] {
			return name
		}
		name = wanted + itoa(i)
	}
}

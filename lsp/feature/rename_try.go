// Trying a renaming out: in the changed texts the new name must mean the thing at exactly the places that were edited.

package feature

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// try refuses changes after which the new name would not mean the same at the same places, or with which errors come. Where an error is that
// a record goes to a place which asks for the old name, the field there is added to the targets, and the renaming is to begin anew.
func (r *renaming) try(name string, c Changes) Refusal {
	if r.target.kind == toRoute || r.fresh && r.isOfNames() && len(r.found) > maxRechecked {
		return ""
	}
	after := c.Suppose(r.snapshot)
	expected, shift := map[Place]bool{}, map[target]target{}
	for _, t := range r.targets {
		renamed := t
		renamed.name = name
		shift[t] = renamed
	}
	path, delta := "", 0
	for i := range r.found {
		m := &r.found[i]
		if m.path != path {
			path, delta = m.path, 0
		}
		edit, at := r.edit(m, name)
		start := edit.Span.Start + delta + at
		expected[Place{Path: path, Span: source.Span{Start: start, End: start + len(name)}}] = true
		for old, renamed := range shift {
			if old.path == path && old.at == m.span.Start && (old.kind == toLocal || old.kind == toElement) {
				renamed.at = start
				shift[old] = renamed
			}
		}
		delta += len(edit.New) - edit.Span.Len()
	}
	for old, renamed := range shift {
		if old.kind == toKey {
			renamed.at = c.moved(old.path, old.at)
			shift[old] = renamed
		}
	}
	y := newFinder(r.ctx, after)
	var targets []target
	for _, t := range r.targets {
		targets = append(targets, shift[t])
	}
	list := r.called(y, targets)
	if r.ctx.Err() != nil {
		return ""
	}
	for i := range list {
		m := &list[i]
		p := Place{Path: m.path, Span: m.span}
		if !expected[p] {
			return r.clash(name, after, p)
		}
		delete(expected, p)
	}
	if len(expected) > 0 {
		return r.clash(name, after, slices.MinFunc(slices.Collect(maps.Keys(expected)), comparePlaces))
	}
	for _, t := range targets {
		if no := r.twice(y, t); no != "" {
			return no
		}
	}
	return r.recheck(name, after, c)
}

// moved is where a place in a file, which no edit holds, is after the changes.
func (c Changes) moved(path string, at int) int {
	to := at
	for _, f := range c.Files {
		if f.Path != path {
			continue
		}
		for _, e := range f.Edits {
			if e.Span.End <= at {
				to += len(e.New) - e.Span.Len()
			}
		}
	}
	return to
}

// isFresh reports whether no source that is edited holds a name.
func (r *renaming) isFresh(name string) bool {
	var sources []string
	for i := range r.found {
		// in data a key that is there twice is found by the check
		if p := r.found[i].path; path.Ext(p) == ".code" && (len(sources) == 0 || sources[len(sources)-1] != p) {
			sources = append(sources, p)
		}
	}
	for _, p := range r.snapshot.MentioningAmong(sources, name) {
		text := r.snapshot.Text(p).String() // no tree, which may have been let go
		if !isASCII(name) {
			text = syntax.NFC(text)
		}
		for range wordsIn(text, name) {
			return false
		}
	}
	return !slices.Contains(syntax.ContextualWords(), name)
}

// isOfNames reports whether names alone decide what the thing means, and not types: then a fresh name neither catches nor is caught.
func (r *renaming) isOfNames() bool {
	return len(r.targets) == 1 && (r.target.kind == toLocal || r.target.kind == toName || r.target.kind == toImport)
}

// clash refuses a name with which something would mean another thing at a place.
func (r *renaming) clash(name string, after *workspace.Snapshot, p Place) Refusal {
	english, korean := "`%[1]s` has another meaning at %[2]s already.", "%[2]s에서 `%[1]s`은(는) 이미 다른 뜻으로 쓰입니다."
	switch r.target.kind {
	case toElement:
		english, korean = "The element at %[2]s would be read otherwise as `%[1]s`.", "%[2]s의 요소를 `%[1]s`(으)로 바꾸면 다르게 읽힙니다."
	case toField, toKey, toData, toParam:
		if r.fresh {
			english, korean = "It cannot be told whether the name at %[2]s has to become `%[1]s`, too.", "%[2]s의 이름도 `%[1]s`(으)로 바꿔야 하는지 알 수 없습니다."
		}
	}
	return Refusal(fmt.Sprintf(r.file.say(english, korean), name, r.where(after, p.Path, p.Span.Start)))
}

// twice refuses a name that is declared at the same place already.
func (r *renaming) twice(y *finder, t target) Refusal {
	v := y.view(t.path)
	if v == nil {
		return ""
	}
	switch t.kind {
	case toName, toImport:
		for _, d := range v.module.Duplicates() {
			if d.Name == t.name {
				return r.clash(t.name, y.snapshot, Place{Path: t.path, Span: d.Node.Span()})
			}
		}
	case toLocal, toParam:
		for _, p := range y.placesOf(v, t) {
			u := v.module.UnitAt(p.Span.Start)
			if u == nil {
				continue
			}
			res, err := y.snapshot.Resolution(y.ctx, u.ID)
			if err != nil || res == nil {
				continue
			}
			for _, d := range res.Duplicates {
				if d.Local.Name == t.name {
					return r.clash(t.name, y.snapshot, Place{Path: t.path, Span: d.Local.Span.Shift(u.Start())})
				}
			}
		}
	}
	return ""
}

// tryRoute refuses a new name for a parameter of an address that its file uses already.
func (r *renaming) tryRoute(name string) Refusal {
	v := r.view(r.target.path)
	for _, at := range occurrences(v.tree, name) {
		if p := v.tree.PathAt(at); p[len(p)-1].Kind() == syntax.KindIdent {
			return r.clash(name, r.snapshot, Place{Path: r.target.path, Span: source.Span{Start: at}})
		}
	}
	return ""
}

// maxRechecked is up to how many edits a renaming is tried out and checked that names alone decide. Beyond it an editor would be kept
// waiting for what is known: a name that no file has cannot be caught.
const maxRechecked = 100

// recheck refuses changes with which an error or a warning comes that was not there before, or with which a record no longer has a field that
// it may lack.
func (r *renaming) recheck(name string, after *workspace.Snapshot, c Changes) Refusal {
	files := map[string]bool{}
	for _, f := range c.Files {
		files[f.Path] = true
	}
	isField := slices.ContainsFunc(r.targets, target.isField)
	switch {
	case isField:
		for _, p := range r.snapshot.Sources() { // a record may be given to any function that asks for one like it
			files[p] = true
		}
	case r.target.kind == toParam:
		for _, p := range r.snapshot.Mentioning(r.target.owner) {
			files[p] = true
		}
	case len(r.found) > maxRechecked:
		return ""
	}
	paths := slices.Sorted(maps.Keys(files))
	known := len(r.targets)
	no := r.compare(r.snapshot, after, c, paths)
	if no != "" || !isField || len(r.targets) > known {
		return no
	}
	was, isChanged := demanding(r.snapshot, r.target.name, name)
	is, isChangedToo := demanding(after, r.target.name, name)
	if !isChanged && !isChangedToo {
		return ""
	}
	return r.compare(was, is, c, paths)
}

// compare refuses changes with which something is found in a file that was not there before, unless what is found tells of more targets.
func (r *renaming) compare(before, after *workspace.Snapshot, c Changes, paths []string) Refusal {
	known := len(r.targets)
	for _, p := range paths {
		was, err := before.Diagnostics(r.ctx, p)
		if err != nil {
			return ""
		}
		is, err := after.Diagnostics(r.ctx, p)
		if err != nil {
			return ""
		}
		if no := r.worse(c, p, was, is); no != nil && len(r.targets) == known {
			return Refusal(fmt.Sprintf(r.file.say("It would be wrong at %s: %s", "%s에 오류가 생깁니다. %s"), r.where(after, p, no.Span.Start), no.Message(r.file.Lang)))
		}
	}
	return ""
}

// worse is the first finding in a file with changes that comes with them and tells of no more targets; nil if there is none.
func (r *renaming) worse(c Changes, path string, was, is []diag.Diagnostic) *diag.Diagnostic {
	type finding struct {
		code diag.Code
		at   int
	}
	more, known := map[diag.Code]int{diag.UnusedName: -len(is)}, map[finding]bool{}
	for _, d := range was {
		more[d.Code]--
		known[finding{d.Code, c.moved(path, d.Span.Start)}] = true
	}
	for _, d := range is {
		more[d.Code]++
	}
	var out *diag.Diagnostic
	for i := range is {
		d := &is[i]
		if more[d.Code] <= 0 || known[finding{d.Code, d.Span.Start}] {
			continue
		}
		if !r.joins(c, path, d.Span) && out == nil {
			out = d
		}
	}
	return out
}

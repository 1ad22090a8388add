// Targets: what a word stands for, told apart from everything else in the project.

package feature

import (
	"context"
	"slices"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// targetKind is what kind of thing a word stands for.
type targetKind uint8

const (
	toNothing   targetKind = iota
	toLocal                // a local of a declaration: path, at
	toName                 // a top-level declaration: path, name
	toImport               // what only one file calls so, an alias, a namespace, data: path, name
	toParam                // a parameter that is given by name: path, owner is the function, component or action
	toRoute                // a parameter of a page's address: path
	toField                // a field of a declared type or model: path, owner is the type, with the fields that lead to the record
	toStandard             // a standard name: path in the library, at
	toModule               // a standard module: path
	toElement              // a plain element: path, at is its start tag's name
	toClass                // a class of style sheets: path of the file, owner is the declaration; both "" of one for the whole site
	toFile                 // a page, or any other file: path
	toOperation            // what can be done with a model: path, owner
	toID                   // the id of elements: path, owner is the declaration
	toMap                  // the name of an image map: the same
	toKey                  // a field where a record without a declared type is written: path, at is the record's start
	toData                 // a field of data: path as it is imported, owner is the record in the data
)

// target is one thing. Two words mean the same where their targets are equal.
type target struct {
	kind  targetKind
	path  string
	owner string
	name  string
	at    int
}

// finder finds what words mean in one snapshot. It keeps what it has found out, and is one goroutine's.
type finder struct {
	ctx       context.Context
	snapshot  *workspace.Snapshot
	views     map[string]*fileView
	records   map[string][]declaredRecord // by field name
	clean     map[string]bool             // files that were looked into and have no syntax error
	holding   map[string][]string         // files whose text holds a word, by the words that were searched for
	data      []dataImport                // nil until somebody asked
	stored    []storedModel               // the same
	addressed map[Place]bool              // texts that become addresses; the same
	files     map[string]bool             // all of the project; the same
}

// fileView is a file of Codescript with what the finder knows of its units.
type fileView struct {
	path        string
	tree        *syntax.Tree
	module      *names.Module
	infos       map[*names.Unit]*check.Info
	resolutions map[*names.Unit]*names.Resolution
	words       map[string][]int // where words stand
	excerpt     bool             // it has only what a search for one name needs
	lacks       bool             // it is an excerpt, and more was needed
}

func newFinder(ctx context.Context, snapshot *workspace.Snapshot) *finder {
	return &finder{ctx: ctx, snapshot: snapshot, views: map[string]*fileView{}, records: map[string][]declaredRecord{}, clean: map[string]bool{}, holding: map[string][]string{}}
}

// view is the file at path; nil when there is none, or when the context has ended.
func (x *finder) view(path string) *fileView {
	if _, known := x.views[path]; !known {
		x.prepare([]string{path})
	}
	return x.views[path]
}

// prepare makes the views of files.
func (x *finder) prepare(paths []string) {
	paths = slices.DeleteFunc(slices.Clone(paths), func(p string) bool { _, known := x.views[p]; return known })
	modules, err := x.snapshot.Modules(x.ctx, paths)
	for i, path := range paths {
		x.views[path] = nil
		if err != nil || modules[i] == nil {
			continue
		}
		x.views[path] = newFileView(modules[i])
		x.clean[path] = !modules[i].Tree.Root().HasError()
	}
}

func newFileView(m *names.Module) *fileView {
	return &fileView{
		path: m.Path, tree: m.Tree, module: m, infos: map[*names.Unit]*check.Info{},
		resolutions: map[*names.Unit]*names.Resolution{}, words: map[string][]int{},
	}
}

// excerpts makes views of what of some files a search for the name of a target needs, of those for which that is less than the whole.
func (x *finder) excerpts(paths []string, t target) map[string]*fileView {
	out := map[string]*fileView{}
	if t.kind != toName {
		return out
	}
	paths = slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return x.views[p] != nil })
	excerpts, err := x.snapshot.Excerpts(x.ctx, paths, t.name)
	if err != nil {
		return out
	}
	for i, path := range paths {
		e := excerpts[i]
		if e.Module == nil {
			continue
		}
		v := newFileView(e.Module)
		v.excerpt = true
		for k, u := range e.Module.Units() {
			v.resolutions[u] = e.Resolutions[k]
		}
		out[path], x.clean[path] = v, true
	}
	return out
}

// resolve finds what the names are bound to in the units of files that hold a target's name.
func (x *finder) resolve(paths []string, t target) {
	var views []*fileView
	var units []*names.Unit
	var ids []names.UnitID
	for _, path := range paths {
		v := x.views[path]
		if v == nil {
			continue
		}
		var last *names.Unit
		for _, at := range v.occurrences(t.name) {
			u := v.module.UnitAt(at)
			if u == nil || u == last || v.resolutions[u] != nil {
				continue
			}
			last = u
			views, units, ids = append(views, v), append(units, u), append(ids, u.ID)
		}
	}
	list, err := x.snapshot.Resolutions(x.ctx, ids)
	if err != nil {
		return
	}
	for i, r := range list {
		views[i].resolutions[units[i]] = r
	}
}

// occurrences are where the file holds a word.
func (v *fileView) occurrences(word string) []int {
	found, known := v.words[word]
	if !known {
		found = occurrences(v.tree, word)
		v.words[word] = found
	}
	return found
}

// info is what is known of the unit at offset; nil when there is none.
func (x *finder) info(v *fileView, offset int) *check.Info {
	u := v.module.UnitAt(offset)
	if u == nil {
		return nil
	}
	if v.excerpt {
		v.lacks = true
		return nil
	}
	info, known := v.infos[u]
	if !known {
		info, _ = x.snapshot.Info(x.ctx, u.ID)
		v.infos[u] = info
	}
	return info
}

// local is the local whose name is declared or mentioned by a token, and its unit; nil when there is none.
func (x *finder) local(v *fileView, token syntax.Node) (*names.Local, *names.Unit) {
	at := token.Span().Start
	u := v.module.UnitAt(at)
	if u == nil {
		return nil, nil
	}
	r, known := v.resolutions[u]
	if !known {
		r, _ = x.snapshot.Resolution(x.ctx, u.ID)
		v.resolutions[u] = r
	}
	if r == nil {
		return nil, u
	}
	return r.LocalAt(at - u.Start()), u
}

// localTarget is what a local stands for: a parameter of a declared function is given by name elsewhere, too.
func localTarget(l *names.Local, u *names.Unit) target {
	if l.Kind == names.LocalParam && l.Depth == 0 {
		switch u.Kind {
		case names.Fn, names.ClientFn, names.Action:
			return target{kind: toParam, path: u.ID.Path, owner: u.ID.Name, name: l.Name}
		case names.Page:
			if slices.ContainsFunc(check.PathParams(u.ID.Path), func(p check.PathParam) bool { return p.Name == l.Name }) {
				return target{kind: toRoute, path: u.ID.Path, name: l.Name}
			}
		}
	}
	return target{kind: toLocal, path: u.ID.Path, name: l.Name, at: l.Span.Start + u.Start()}
}

// top is what a name that is no local means in a file, and the name that only this file has for it, if it has one.
func (x *finder) top(v *fileView, name string) (means, alias target) {
	d := v.module.Decl(name)
	switch {
	case d == nil:
		return standardTarget(std.Get().Global.Symbol(name)), target{}
	case d.Import == nil:
		return target{kind: toName, path: v.path, name: name}, target{}
	}
	return x.imported(v, d.Import)
}

// imported is what an import gives, and the name that only this file has for it, if it has one.
func (x *finder) imported(v *fileView, im *names.Imported) (means, alias target) {
	own := target{kind: toImport, path: v.path, name: im.Local}
	path, to := names.ImportPath(v.path, im.From.Spec)
	switch {
	case im.Name == names.Namespace || im.Name == names.Default:
		return own, own
	case to == names.ToStd:
		means = x.exported(path, to, im.Name)
	case to == names.ToCode:
		means = x.exported(path, to, im.Name)
	}
	if means.kind == toNothing {
		return own, own
	}
	if im.Local != im.Name {
		alias = own
	}
	return means, alias
}

// exported is what a module gives under a name.
func (x *finder) exported(path string, to names.Target, name string) target {
	if to == names.ToStd {
		if m := std.Get().Module(path); m != nil {
			return standardTarget(m.Symbol(name))
		}
		return target{}
	}
	if from := x.view(path); from != nil {
		if d := from.module.Decl(name); d != nil && d.Import == nil {
			return target{kind: toName, path: path, name: name}
		}
	}
	return target{}
}

// member is what `name` behind the dot of a namespace means; ok is false when base is no namespace of the file.
func (x *finder) member(v *fileView, base, name string) (t target, ok bool) {
	d := v.module.Decl(base)
	if d == nil || d.Import == nil || d.Import.Name != names.Namespace {
		return target{}, false
	}
	path, to := names.ImportPath(v.path, d.Import.From.Spec)
	return x.exported(path, to, name), true
}

func standardTarget(s *std.Symbol) target {
	if s == nil {
		return target{}
	}
	return target{kind: toStandard, path: s.File, name: s.Name, at: s.Span.Start}
}

// symbolTarget is what a symbol of the checker stands for.
func (x *finder) symbolTarget(s *check.Symbol) target {
	switch {
	case s == nil:
	case s.Kind == check.SymTop:
		return target{kind: toName, path: s.Ref.Path, name: s.Ref.Name}
	case s.Kind == check.SymStd:
		return standardTarget(s.Std)
	}
	return target{}
}

// parameters are the parameters of a declared function; absent when t is none.
func (x *finder) parameters(t target) syntax.Node {
	v := x.view(t.path)
	if t.kind != toName || v == nil {
		return syntax.Node{}
	}
	d := v.module.Decl(t.name)
	if d == nil {
		return syntax.Node{}
	}
	return parametersOf(d.Unit.Node)
}

// parametersOf are the parameters of the declaration of a function or action; absent of any other.
func parametersOf(n syntax.Node) syntax.Node {
	if fn, ok := syntax.AsFnDecl(n); ok {
		return fn.Params()
	}
	return syntax.ActionDecl{Node: n}.Params()
}

// parameter is the parameter of a function that a name given with an argument means.
func (x *finder) parameter(of target, name string) target {
	for item := range x.parameters(of).Items() {
		if p, ok := syntax.AsParam(item); ok && names.Text(p.Name()) == name && !p.Ellipsis().Ok() {
			return target{kind: toParam, path: of.path, owner: of.name, name: name}
		}
	}
	return target{}
}

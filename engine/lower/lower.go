// Package lower turns checked modules into ir: the one place where a construct's meaning, the white space of markup, the spelling of an
// attribute and the escaping of a hole are decided.
//
// Input: a Project whose modules have no errors, with everything the checker learned (check.Info). Output: an ir.Program. What is in
// error anyway is lowered to something harmless; that is reported as a bug, since callers promise a clean project.
//
// Read first: this file (modules and their order), then func.go, stmt.go, expr.go, chain.go and call.go, markup.go, space.go, attr.go.
package lower

import (
	"strconv"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Project is what lowering asks about the modules it lowers. It answers for one version of the project.
type Project interface {
	// Module returns what the file at path declares; nil when there is no such file.
	Module(path string) *names.Module
	// Info returns what was learned of a unit.
	Info(u *names.Unit) *check.Info
	// Text returns the text of the file at path.
	Text(path string) *source.Text
	// Data returns the value of what an import of JSON or Markdown gives; nil when there is none.
	Data(path string, target names.Target) *ir.Data
}

// SiteModule is the file that describes a site; its export `site` is the constant of that name in all others.
const SiteModule = "site.code"

// Program lowers the modules at paths and all that they import. The last of paths is the program's entry.
func Program(p Project, paths ...string) *ir.Program {
	l := &lowerer{p: p, modules: map[string]*module{}, data: map[string]*ir.Global{}, types: map[string]*ir.Type{}, out: &ir.Program{}}
	for _, path := range paths {
		if m := l.load(path); m != nil {
			l.out.Entry = m.ir
		}
	}
	for _, m := range l.order {
		m.lower()
	}
	for _, m := range l.order {
		ir.Allocate(m.ir)
		l.out.Modules = append(l.out.Modules, m.ir)
	}
	return l.out
}

type lowerer struct {
	p       Project
	modules map[string]*module
	order   []*module             // a module stands after those it imports, as far as there is no circle
	data    map[string]*ir.Global // imported data, by path
	types   map[string]*ir.Type   // descriptors of named types, by how they print
	out     *ir.Program
}

// module is a module on its way: first its names, then, when all modules have theirs, its code.
type module struct {
	l       *lowerer
	path    string
	names   *names.Module
	ir      *ir.Module
	funcs   map[string]*ir.Func
	globals map[string]*ir.Global
	actions map[string]*ir.Func
}

// lines finds places in a text.
type lines struct{ text *source.Text }

// byteOrderMark at the start of a file is no character of its first line.
const byteOrderMark = "\ufeff"

// Place implements ir.Locator.
func (l lines) Place(offset int) (line, column int) {
	line, column = l.text.OffsetToRune(offset)
	if line == 0 && column > 0 && l.text.Len() >= len(byteOrderMark) && l.text.Slice(source.Span{End: len(byteOrderMark)}) == byteOrderMark {
		column--
	}
	return line + 1, column + 1
}

// load declares the names of a module and of those it imports.
func (l *lowerer) load(path string) *module {
	if m, ok := l.modules[path]; ok {
		return m
	}
	decls := l.p.Module(path)
	if decls == nil {
		return nil
	}
	m := &module{
		l: l, path: path, names: decls, funcs: map[string]*ir.Func{}, globals: map[string]*ir.Global{}, actions: map[string]*ir.Func{},
		ir: &ir.Module{Path: path, Lines: lines{l.p.Text(path)}},
	}
	l.modules[path] = m
	for _, imp := range decls.Imports() {
		if to, target := names.ImportPath(path, imp.Spec); target == names.ToCode {
			l.load(to)
		}
	}
	m.declare()
	l.order = append(l.order, m)
	return m
}

// declare makes functions and globals, empty for now.
func (m *module) declare() {
	for _, u := range m.names.Units() {
		switch u.Kind {
		case names.Fn, names.ClientFn:
			f := m.newFunc(u, ir.FuncPlain)
			m.funcs[f.Name] = f
			m.ir.Funcs = append(m.ir.Funcs, f)
			m.export(u, ir.Export{Name: f.Name, Func: f})
		case names.Action:
			f := m.newFunc(u, ir.FuncAction)
			m.actions[f.Name] = f
			m.ir.Actions = append(m.ir.Actions, f)
		case names.Let, names.Var:
			for _, d := range u.Decls {
				g := &ir.Global{Name: d.Name, Var: u.Kind == names.Var}
				m.globals[d.Name] = g
				m.ir.Globals = append(m.ir.Globals, g)
				m.export(u, ir.Export{Name: d.Name, Global: g})
			}
		case names.Page:
			m.ir.Page = m.newFunc(u, ir.FuncPage)
		case names.Layout:
			m.ir.Layout = m.newFunc(u, ir.FuncPage)
		case names.Paths:
			m.ir.Paths = m.newFunc(u, ir.FuncPage)
		case names.Test:
			f := m.newFunc(u, ir.FuncTest)
			m.ir.Tests = append(m.ir.Tests, ir.Test{Name: testName(u), Body: f, Pos: f.Pos})
		}
	}
}

func testName(u *names.Unit) string {
	return syntax.TestDecl{Node: u.Node}.Name().StringValue()
}

func (m *module) export(u *names.Unit, e ir.Export) {
	if u.Exported {
		m.ir.Exports = append(m.ir.Exports, e)
	}
}

func (m *module) newFunc(u *names.Unit, kind ir.FuncKind) *ir.Func {
	f := &ir.Func{Kind: kind, Module: m.ir, Pos: ir.Pos(u.Start())}
	switch kind {
	case ir.FuncPlain, ir.FuncAction:
		f.Name = u.ID.Name
	case ir.FuncPage:
		f.Name = u.Kind.String()
	case ir.FuncTest:
		f.Name = "test " + strconv.Quote(testName(u))
	}
	return f
}

// lower fills in the module's code.
func (m *module) lower() {
	init := &ir.Func{Kind: ir.FuncInit, Module: m.ir, Body: &ir.Block{}}
	funcs := map[names.Kind][]*ir.Func{
		names.Action: m.ir.Actions, names.Page: {m.ir.Page}, names.Layout: {m.ir.Layout}, names.Paths: {m.ir.Paths},
	}
	for _, t := range m.ir.Tests {
		funcs[names.Test] = append(funcs[names.Test], t.Body)
	}
	next := map[names.Kind]int{}
	for _, u := range m.names.Units() {
		switch u.Kind {
		case names.Fn, names.ClientFn:
			m.unit(u).declared(m.funcs[u.ID.Name])
		case names.Action, names.Page, names.Layout, names.Paths, names.Test:
			i := next[u.Kind]
			next[u.Kind]++
			if i < len(funcs[u.Kind]) {
				m.unit(u).declared(funcs[u.Kind][i])
			}
		case names.Let, names.Var, names.Statement:
			x := m.unit(u)
			x.fn = init
			init.Body.Stmts = append(init.Body.Stmts, x.top()...)
		}
	}
	m.ir.Init = init
}

// unit is a declaration or top-level statement being lowered.
type unit struct {
	m      *module
	u      *names.Unit
	info   *check.Info
	fn     *ir.Func // being lowered
	vars   map[*names.Local]*ir.Var
	scope  string // what marks the elements that the component's own style applies to, "" without one
	markup context
}

func (m *module) unit(u *names.Unit) *unit {
	return &unit{m: m, u: u, info: m.l.p.Info(u), vars: map[*names.Local]*ir.Var{}}
}

// funcOf and globalOf find what a reference to a top-level name of any module means.
func (l *lowerer) funcOf(ref check.Ref) *ir.Func {
	if m := l.modules[ref.Path]; m != nil {
		if f := m.funcs[ref.Name]; f != nil {
			return f
		}
	}
	bug.Reportf("lower: no function %s in %s", ref.Name, ref.Path)
	return nil
}

func (l *lowerer) globalOf(ref check.Ref) *ir.Global {
	if m := l.modules[ref.Path]; m != nil {
		if g := m.globals[ref.Name]; g != nil {
			return g
		}
	}
	bug.Reportf("lower: no value %s in %s", ref.Name, ref.Path)
	return nil
}

// dataOf returns the global that holds an imported file; each file is held once.
func (m *module) dataOf(im *check.Import, t types.Type) *ir.Global {
	if g := m.l.data[im.Path]; g != nil {
		return g
	}
	g := &ir.Global{Name: im.Path, Rep: rep(t), Data: m.l.p.Data(im.Path, im.Target)}
	if g.Data == nil {
		bug.Reportf("lower: no data at %s", im.Path)
		g.Data = &ir.Data{}
	}
	m.l.data[im.Path] = g
	m.ir.Globals = append(m.ir.Globals, g)
	return g
}

func pos(n syntax.Node) ir.Pos { return ir.Pos(n.Span().Start) }

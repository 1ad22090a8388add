package lower_test

import (
	"fmt"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// project is files in memory, checked without remembering anything: the smallest thing that answers check.Queries and lower.Project.
type project struct {
	texts   map[string]*source.Text
	modules map[string]*names.Module
	sigs    map[check.Ref]check.Signature
	busy    map[check.Ref]bool
}

// newProject parses and checks files; problem is the first error that is found, "" for none.
func newProject(files map[string]string) (_ *project, problem string) {
	p := &project{map[string]*source.Text{}, map[string]*names.Module{}, map[check.Ref]check.Signature{}, map[check.Ref]bool{}}
	for path, text := range files {
		if !strings.HasSuffix(path, ".code") {
			continue
		}
		path = syntax.NFC(path)
		p.texts[path] = source.NewText(text)
		tree := syntax.Parse(p.texts[path])
		for _, d := range tree.Diagnostics() {
			return nil, fmt.Sprintf("%s: %s at %v", path, d.Code, d.Span)
		}
		p.modules[path] = names.NewModule(path, tree.Root())
	}
	for path, m := range p.modules {
		for _, imp := range m.Imports {
			if to, target := names.ImportPath(path, imp.Spec); target == names.ToCode && p.modules[to] == nil {
				return nil, fmt.Sprintf("%s imports %s, which is not there", path, to)
			}
		}
		for _, u := range m.Units {
			for _, d := range p.Info(u).Result.Diags {
				if diag.Lookup(d.Code).Severity == diag.Error {
					return nil, fmt.Sprintf("%s: %s at %v in %q", path, d.Code, d.Span, u.Node.Text())
				}
			}
		}
	}
	return p, ""
}

func (p *project) Module(path string) *names.Module   { return p.modules[path] }
func (p *project) Text(path string) *source.Text      { return p.texts[path] }
func (p *project) Data(string, names.Target) *ir.Data { return nil }
func (p *project) InSite(string) bool                 { return false }
func (p *project) Importable(string) []string         { return nil }
func (p *project) Changed(check.Ref) bool             { return true }
func (p *project) Names(path string) (all []string, ok bool) {
	m := p.modules[path]
	if m == nil {
		return nil, false
	}
	return m.Names(), true
}

func (p *project) Info(u *names.Unit) *check.Info {
	if !u.Kind.IsTopCode() {
		return check.Inspect(queries{p}, u, names.Resolve(u))
	}
	var units []*names.Unit
	var rs []*names.Resolution
	for _, v := range p.modules[u.ID.Path].Units {
		if v.Kind.IsTopCode() {
			units, rs = append(units, v), append(rs, names.Resolve(v))
		}
		if v == u {
			break
		}
	}
	return check.InspectTop(queries{p}, units, rs, len(units)-1)
}

// queries answers the checker; Data has another meaning there.
type queries struct{ *project }

func (q queries) Data(string, names.Target) (types.Type, bool) { return nil, false }

func (q queries) Decl(ref check.Ref) (check.Decl, bool) {
	m := q.modules[ref.Path]
	if m == nil || m.Decl(ref.Name) == nil {
		return check.Decl{}, false
	}
	d := m.Decl(ref.Name)
	out := check.Decl{Unit: d.Unit.ID, Kind: d.Unit.Kind, Exported: d.Unit.Exported}
	if d.Import != nil {
		path, target := names.ImportPath(ref.Path, d.Import.From.Spec)
		out.Import = &check.Import{Path: path, Target: target, Name: d.Import.Name}
	}
	return out, true
}

func (q queries) Signature(ref check.Ref) check.Signature {
	if s, ok := q.sigs[ref]; ok {
		return s
	}
	m := q.modules[ref.Path]
	if m == nil || m.Decl(ref.Name) == nil || q.busy[ref] {
		return check.Signature{Type: types.Invalid}
	}
	u := m.Decl(ref.Name).Unit
	if u.Kind == names.Type {
		var units []*names.Unit
		var rs []*names.Resolution
		for _, v := range m.Units {
			if v.Kind == names.Type {
				units, rs = append(units, v), append(rs, names.Resolve(v))
			}
		}
		check.TypeGroup(q, units, rs, func(r check.Ref, s check.Signature) { q.sigs[r] = s })
		return q.sigs[ref]
	}
	q.busy[ref] = true
	s := check.UnitSignature(q, u, names.Resolve(u), ref.Name)
	if !check.HasOwnSignature(u) && (u.Kind == names.Fn || u.Kind == names.ClientFn) {
		s.Type = check.Unit(q, u, names.Resolve(u)).Type
	}
	delete(q.busy, ref)
	q.sigs[ref] = s
	return s
}

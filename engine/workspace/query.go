package workspace

import (
	"path"
	"slices"
	"sync/atomic"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/types"
)

// compute answers k anew. Old is the answer of an earlier version, or nil.
func (m *memo) compute(k key, old *cell) (value any, hash uint64) {
	switch k.kind {
	case kFile:
		return m.snap.text(k.path), m.snap.version(k.path)
	case kFolder:
		f := m.snap.folder(k.path)
		return f, m.hasher().list(f.files).list(f.folders).sum()
	case kPaths:
		return m.paths()
	case kExists:
		hash := m.get(key{kind: kFile, path: k.path}).hash
		return hash != 0, min(hash, 1)
	case kModule:
		return m.module(k.path, old)
	case kDecl:
		return m.decl(k.path, k.name)
	case kNames:
		return m.names(k.path)
	case kUnit:
		return m.unit(k.unit(), old)
	case kWritten:
		return nil, m.written(k.unit())
	case kUnits:
		return m.units(k.path)
	case kOutline:
		return m.outline(k.path)
	case kMentions:
		return m.mentions(k.unit())
	case kUses:
		return m.uses(k.unit())
	case kBody:
		return m.body(k.unit())
	case kPartLearners:
		return m.partLearners(k.unit())
	case kLearners:
		return m.learners(k.path, old)
	case kLearnersOf:
		return m.learnersOf(k.path, k.name)
	case kIsLearned:
		return m.learned(k.path, k.name)
	case kKnownBefore:
		return m.knownBefore(k.unit())
	case kKnownBehind:
		return m.knownBehind(k.unit())
	case kSignature:
		return m.signature(check.Ref{Path: k.path, Name: k.name})
	case kTypeRep:
		return m.typeRep(check.Ref{Path: k.path, Name: k.name})
	case kTypeGroup:
		return m.typeGroup(check.Ref{Path: k.path, Name: k.name})
	case kImports:
		return m.imports(k.path)
	case kSources:
		return m.sources(k.path)
	case kImportGroup:
		return m.importGroup(k.path)
	case kCircle:
		return m.circle(check.Ref{Path: k.path, Name: k.name})
	case kChanged:
		return m.changed(k.path)
	case kUnused:
		return m.unused(k.path)
	case kParts:
		return m.parts(k.path, old)
	case kPart:
		return m.part(k.unit())
	case kPartUses:
		return m.partUses(k.unit())
	case kPartNotes:
		return m.partNotes(k.unit())
	case kPartEffects:
		return m.partEffects(k.unit())
	case kValues:
		return m.values(k.unit())
	case kDocument:
		return m.documentOf(k.path)
	case kDataType:
		return m.dataType(k.path)
	case kData:
		return m.data(k.path)
	case kExported:
		return m.exported(k.path)
	case kExports:
		return m.exports(k.path)
	case kImportable:
		return m.importable(k.path, k.name)
	case kRoots:
		return m.roots()
	case kSiteOf:
		return m.siteAbove(k.path)
	case kSite:
		return m.site(k.path)
	case kPage:
		return m.page(k.path)
	case kReads:
		return m.reads(k.unit())
	case kDiagnostics:
		return m.diagnostics(k.path)
	case kAnswers:
		return m.answers(k.path, k.name)
	case kAll:
		return m.all()
	}
	bug.Reportf("workspace: no such question: %d", k.kind)
	return nil, 0
}

// answer returns the value of k as a T; the zero T when there is none.
func answer[T any](m *memo, k key) T {
	v, _ := m.get(k).value.(T)
	return v
}

// paths lists the paths of all files, sorted.
func (m *memo) paths() ([]string, uint64) {
	var out []string
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		f := answer[*folder](m, key{kind: kFolder, path: dir})
		for _, name := range f.files {
			out = append(out, path.Join(dir, name))
		}
		for _, name := range f.folders {
			if isOutput := name == rootFolder && slices.Contains(f.files, siteFile); !isOutput && depth < maxFolderDepth {
				walk(path.Join(dir, name), depth+1)
			}
		}
	}
	walk(".", 0)
	slices.Sort(out)
	return out, m.hasher().list(out).sum()
}

func (m *memo) module(p string, old *cell) (*names.Module, uint64) {
	c := m.get(key{kind: kFile, path: p})
	if !isCode(p) {
		return nil, 0
	}
	tree := m.snap.tree(p)
	if tree == nil {
		return nil, 0
	}
	var before *names.Module
	if old != nil {
		before, _ = old.value.(*names.Module)
	}
	mod := names.NewModule(p, tree.Root(), before)
	m.countVisited(mod.Work())
	return mod, c.hash
}

func (m *memo) moduleOf(p string) *names.Module {
	return answer[*names.Module](m, key{kind: kModule, path: p})
}

// declAnswer is what kDecl answers.
type declAnswer struct {
	decl check.Decl
	ok   bool
}

func (m *memo) decl(p, name string) (declAnswer, uint64) {
	mod := m.moduleOf(p)
	if mod == nil {
		return declAnswer{}, 0
	}
	d := mod.Decl(name)
	if d == nil {
		return declAnswer{}, 1
	}
	out := check.Decl{Unit: d.Unit.ID, Kind: d.Unit.Kind, Exported: d.Unit.Exported, Doc: d.Unit.Doc}
	h := m.hasher().unit(d.Unit.ID).flag(d.Unit.Exported)
	if reason, ok := names.Deprecated(d.Unit.Doc); ok { // otherwise the doc comment is for readers
		h.text(reason)
	}
	if im := d.Import; im != nil {
		target, to := names.ImportPath(p, im.From.Spec)
		out.Import = &check.Import{Path: target, Target: to, Name: im.Name}
		h.text(target, im.Name).number(int(to))
	}
	return declAnswer{out, true}, h.sum()
}

func (m *memo) names(p string) ([]string, uint64) {
	mod := m.moduleOf(p)
	if mod == nil {
		return nil, 0
	}
	list := mod.Names()
	return list, m.hasher().list(list).sum()
}

// unitView is a unit with its names resolved. Where it stands in its file is the file's affair (unitNow).
type unitView struct {
	res     *names.Resolution
	spacing atomic.Pointer[spacing] // nil until it is needed
}

// unit finds a unit. Its hash is that of its tokens and how they are arranged: where it stands, white space and comments make
// no difference.
func (m *memo) unit(id names.UnitID, old *cell) (*unitView, uint64) {
	mod := m.moduleOf(id.Path)
	if mod == nil {
		return nil, 0
	}
	u := mod.Unit(id)
	if u == nil {
		return nil, 1
	}
	h := m.hasher().unit(id).flag(u.Exported)
	h.tree(u.Node, u.Kind == names.Type || u.Kind == names.Model)
	return &unitView{res: names.Resolve(u)}, h.sum()
}

// unitNow finds a unit where it stands now, for those who depend on what it says and not on where; nil when it is gone.
func (m *memo) unitNow(id names.UnitID) *names.Unit {
	if mod := m.peekModule(id.Path); mod != nil {
		return mod.Unit(id)
	}
	return nil
}

func (m *memo) view(id names.UnitID) *unitView {
	return answer[*unitView](m, about(kUnit, id))
}

// body checks a unit.
func (m *memo) body(id names.UnitID) (*check.Result, uint64) {
	v, u := m.view(id), m.unitNow(id)
	if v == nil || u == nil {
		return nil, 0
	}
	m.countChecked(1)
	r := v.packed(u, check.Unit(&queries{m, id.Path}, u, v.res))
	if len(r.Diags) > 0 {
		m.get(about(kWritten, id)) // of which messages and fixes repeat something
	}
	return r, m.hasher().result(r).sum()
}

// written is the hash of the text of a unit.
func (m *memo) written(id names.UnitID) uint64 {
	mod := m.moduleOf(id.Path)
	if mod == nil {
		return 0
	}
	u := mod.Unit(id)
	if u == nil {
		return 1
	}
	return m.hasher().text(u.Node.Text()).sum()
}

// result is what was found in a unit; nil when there is no such unit.
func (m *memo) result(id names.UnitID) *check.Result {
	return answer[*check.Result](m, about(kBody, id))
}

// info checks a unit once more and records everything.
func (m *memo) info(id names.UnitID) *check.Info {
	v, u := m.view(id), m.unitNow(id)
	if v == nil || u == nil {
		return nil
	}
	return check.Inspect(&queries{m, id.Path}, u, v.res)
}

func (m *memo) signature(ref check.Ref) (check.Signature, uint64) {
	none := check.Signature{Type: types.Invalid}
	d := answer[declAnswer](m, key{kind: kDecl, path: ref.Path, name: ref.Name})
	if !d.ok || d.decl.Import != nil {
		return none, 0
	}
	if k := d.decl.Kind; k == names.Type || k == names.Model {
		rep := answer[check.Ref](m, key{kind: kTypeRep, path: ref.Path, name: ref.Name})
		group := answer[map[check.Ref]check.Signature](m, key{kind: kTypeGroup, path: rep.Path, name: rep.Name})
		sig, ok := group[ref]
		if !ok {
			return none, 0
		}
		return sig, m.hasher().signature(sig).sum()
	}
	v, u := m.view(d.decl.Unit), m.unitNow(d.decl.Unit)
	if v == nil || u == nil {
		return none, 0
	}
	switch isValue := d.decl.Kind.IsValue(); {
	case check.HasOwnSignature(u):
	case m.isRecursive(ref) && isValue:
		return none, 2
	case m.isRecursive(ref):
		sig := check.CircularSignature(&queries{m, ref.Path}, u, v.res)
		return sig, m.hasher().signature(sig).sum()
	case !isValue:
		if r := m.result(d.decl.Unit); r != nil {
			return check.Signature{Type: r.Type}, m.hasher().typ(r.Type).sum()
		}
		return none, 0
	}
	sig := check.UnitSignature(&queries{m, ref.Path}, u, v.res, ref.Name)
	return sig, m.hasher().signature(sig).sum()
}

// queries answers what the checker asks about a unit of a file.
type queries struct {
	m    *memo
	path string
}

// Decl implements check.Queries.
func (q *queries) Decl(ref check.Ref) (check.Decl, bool) {
	a := answer[declAnswer](q.m, key{kind: kDecl, path: ref.Path, name: ref.Name})
	return a.decl, a.ok
}

// Names implements check.Queries.
func (q *queries) Names(p string) ([]string, bool) {
	list := answer[[]string](q.m, key{kind: kNames, path: p})
	return list, list != nil
}

// Signature implements check.Queries.
func (q *queries) Signature(ref check.Ref) check.Signature {
	if sig, ok := q.m.building[ref]; ok {
		return sig
	}
	sig := answer[check.Signature](q.m, key{kind: kSignature, path: ref.Path, name: ref.Name})
	if sig.Type == nil {
		sig.Type = types.Invalid
	}
	return sig
}

// Data implements check.Queries.
func (q *queries) Data(p string, _ names.Target) (types.Type, bool) {
	t := answer[types.Type](q.m, key{kind: kDataType, path: p})
	return t, t != nil
}

// Importable implements check.Queries.
func (q *queries) Importable(name string) []string {
	dir, _ := q.m.siteOf(q.path)
	return answer[[]string](q.m, key{kind: kImportable, path: dir, name: name})
}

// Changed implements check.Queries.
func (q *queries) Changed(ref check.Ref) bool {
	return answer[map[string]bool](q.m, key{kind: kChanged, path: ref.Path})[ref.Name]
}

// InSite implements check.Queries.
func (q *queries) InSite(p string) bool {
	_, ok := q.m.siteOf(p)
	return ok
}

var _ check.Queries = (*queries)(nil)

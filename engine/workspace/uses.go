package workspace

import (
	"context"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// This file keeps where files whose trees were let go mention what they import by name, so that a search for a name need not parse them.

// importedName is a name that a file imports from another one, and where it mentions it.
type importedName struct {
	name string // as the other file exports it
	spec string // of that file
	// at is where the name stands in the file, in bytes, that in the import first. It is nil when it is called otherwise, or when it
	// stands somewhere as more than a plain name, as in a tag or in `{name}`: then the file has to be searched.
	at []int32
}

// importedNames lists the names that a file imports from others of the project, by name; ok is false when the names of one of its units are not
// resolved. The lock is held.
func (m *memo) importedNames(mod *names.Module) (list []importedName, ok bool) {
	byLocal := map[string]int{}
	for _, im := range mod.Imports() {
		if _, to := names.ImportPath(mod.Path, im.Spec); to != names.ToCode {
			continue
		}
		for _, n := range im.Names {
			if n.Name == names.Namespace || n.Name == names.Default {
				continue
			}
			e := importedName{name: n.Name, spec: im.Spec}
			d := mod.Decl(n.Local)
			_, basic := types.BasicByName(n.Name)
			if n.Local == n.Name && d != nil && d.Import == n && !basic && n.NameNode.Kind() == syntax.KindIdent && n.NameNode.Text() == n.Name {
				e.at = []int32{int32(n.NameNode.Span().Start)}
				byLocal[n.Local] = len(list)
			}
			list = append(list, e)
		}
	}
	of := m.graph.slots[mod.Path]
	for _, u := range mod.Units() {
		if u.Kind == names.Import || len(byLocal) == 0 {
			continue
		}
		s := of[about(kUnit, u.ID).question()]
		if s == nil || s.cell == nil || s.stale != 0 {
			return nil, false
		}
		v, _ := s.cell.value.(*unitView)
		if v == nil {
			return nil, false
		}
		for _, f := range v.res.Free {
			i, known := byLocal[f.Name]
			if !known || list[i].at == nil {
				continue
			}
			at := u.Start() + f.Span.Start
			if f.Form == names.AsTarget || !isPlainName(mod.Tree.PathAt(at), f.Name) {
				list[i].at = nil
				continue
			}
			list[i].at = append(list[i].at, int32(at))
		}
	}
	slices.SortStableFunc(list, func(a, b importedName) int { return strings.Compare(a.name, b.name) })
	return slices.Clip(list), true
}

// isPlainName reports whether the token at the end of a path is a name that stands for nothing but what it is bound to.
func isPlainName(path []syntax.Node, name string) bool {
	token := path[len(path)-1]
	if token.Kind() != syntax.KindIdent || token.Text() != name {
		return false
	}
	for i := len(path) - 2; i >= 0; i-- {
		switch k := path[i].Kind(); {
		case k.IsList():
		case k == syntax.KindRecordField, k == syntax.KindShorthandAttr, k == syntax.KindTaggedString, k == syntax.KindPatternName:
			return false
		default:
			return true
		}
	}
	return true
}

// Uses are the places, as byte offsets, at which a file mentions a name that it imports, the import first.
type Uses struct {
	At    []int
	Known bool // false of a file that has to be searched
}

// ImportedUses returns for each file where it mentions a name that the file at from exports, as far as that is known without a tree. It
// is of use for names that are mentioned by no other means than imports: not for models, which queries speak of, nor for actions, which
// forms do. The error is the context's.
func (s *Snapshot) ImportedUses(ctx context.Context, paths []string, from, name string) ([]Uses, error) {
	m, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Uses, len(paths))
	for i, p := range paths {
		if p == from || !isASCII(name) || !m.isSealed(p) {
			continue
		}
		if o := answer[*outline](m, key{kind: kOutline, path: p}); o != nil {
			out[i] = o.uses(p, from, name)
		}
	}
	return out, nil
}

// uses is what is known of the mentions of a name of another file, in the file at p.
func (o *outline) uses(p, from, name string) Uses {
	if !o.indexed || !o.sound || len(o.spaces) > 0 {
		return Uses{}
	}
	found := Uses{Known: true}
	at, _ := slices.BinarySearchFunc(o.imported, name, func(e importedName, name string) int { return strings.Compare(e.name, name) })
	for ; at < len(o.imported) && o.imported[at].name == name; at++ {
		e := &o.imported[at]
		if path, _ := names.ImportPath(p, e.spec); path != from {
			continue
		}
		if e.at == nil || len(found.At) > 0 {
			return Uses{}
		}
		for _, offset := range e.at {
			found.At = append(found.At, int(offset))
		}
	}
	return found
}

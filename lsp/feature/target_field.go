// Targets of fields: which declared types a value may be one of.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// maxOwner bounds how many types that name each other are followed to the field of one: people write chains of a few.
const maxOwner = 100

// fields are the fields that `.name` of a value of type t may mean in a file: of a union one of each of its types.
func (x *finder) fields(v *fileView, t types.Type, name string) []target {
	var out []target
	add := func(f target) {
		if f.kind != toNothing && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	var walk func(t types.Type, depth int)
	walk = func(t types.Type, depth int) {
		if depth > maxOwner {
			return
		}
		switch t := t.(type) {
		case *types.Named:
			x.fieldsOfBody(t.Def, t.Def.Body(), name, depth, add, walk)
		case *types.Union:
			for _, m := range t.Members {
				walk(m, depth+1)
			}
		case *types.Object:
			add(x.objectField(t, name))
		case *types.Record:
			if _, has := t.Field(name); has {
				list := x.declaring(t, name)
				if len(list) == 0 {
					list = x.intended(v, t, name)
				}
				for _, f := range list {
					add(f)
				}
			}
		}
	}
	walk(t, 0)
	return out
}

// fieldsOfBody follows the body of a definition to the records that have the field.
func (x *finder) fieldsOfBody(def *types.Definition, body types.Type, name string, depth int, add func(target), walk func(types.Type, int)) {
	switch body := body.(type) {
	case *types.Record:
		if _, has := body.Field(name); has {
			add(x.namedField(def, name))
		}
	case *types.Union:
		for _, m := range body.Members {
			x.fieldsOfBody(def, m, name, depth+1, add, walk)
		}
	case *types.Named, *types.Object:
		walk(body, depth+1)
	}
}

// namedField is a field of a type that the project or the standard library declares.
func (x *finder) namedField(def *types.Definition, name string) target {
	if def.Module == "" || strings.HasPrefix(def.Module, "std/") {
		m := std.Get().Global
		if def.Module != "" {
			m = std.Get().Module(def.Module)
		}
		if m == nil {
			return target{}
		}
		return standardField(m.Symbol(def.Name), name)
	}
	return target{kind: toField, path: def.Module, owner: def.Name, name: name}
}

// objectField is a field of a built-in object, or of the row of a model.
func (x *finder) objectField(o *types.Object, name string) target {
	if s := std.Get().Global.Symbol(o.Name); s != nil && s.Kind == std.TypeName {
		return standardField(s, name)
	}
	model := x.model(o)
	for item := range model.Fields().Items() {
		if f, ok := syntax.AsModelField(item); ok && names.Text(f.Name()) == name {
			return target{kind: toField, path: x.modelTarget(o).path, owner: check.ModelName(o), name: name}
		}
	}
	return target{}
}

// modelTarget is the model that an object is, or is a row of.
func (x *finder) modelTarget(o *types.Object) target {
	name := check.ModelName(o)
	for _, path := range x.snapshot.Mentioning(name) {
		if v := x.view(path); v != nil {
			if d := v.module.Decl(name); d != nil && d.Unit.Kind == names.Model {
				return target{kind: toName, path: path, name: name}
			}
		}
	}
	return target{}
}

// model is the declaration of the model that an object is, or is a row of; absent when it is no model.
func (x *finder) model(o *types.Object) syntax.ModelDecl {
	t := x.modelTarget(o)
	if t.kind == toNothing {
		return syntax.ModelDecl{}
	}
	return syntax.ModelDecl{Node: x.view(t.path).module.Decl(t.name).Unit.Node}
}

// standardField is a field in the declaration of a standard type.
func standardField(s *std.Symbol, name string) target {
	if s == nil {
		return target{}
	}
	if field, ok := standardFieldSpan(s, name); ok {
		return target{kind: toStandard, path: s.File, name: name, at: field.Start}
	}
	return standardTarget(s)
}

// declaredRecord is a record in the type that a declaration gives a name.
type declaredRecord struct {
	record  *types.Record
	printed string
	owner   target // a field without a name
}

// declaring are the fields called name of the declared types that a record without a name may be one of: narrowing a value leaves its
// record without the name of its type, and so does what is made of it. Where several types are alike, none is meant.
func (x *finder) declaring(r *types.Record, name string) []target {
	var same, alike []target
	printed := types.Print(r)
	for _, d := range x.declaredAs(name) {
		switch {
		case d.record == r:
			same = append(same, d.field(name))
		case d.printed == printed:
			alike = append(alike, d.field(name))
		}
	}
	if len(same) > 0 {
		return same
	}
	return alike
}

// intended is the field called name of the type that a record was most likely made for where nothing asks for one: the only
// one that its file declares, or imports something from the file of, which it fits and has the same fields as.
func (x *finder) intended(v *fileView, r *types.Record, name string) []target {
	near := map[string]bool{v.path: true}
	for _, im := range v.module.Imports() {
		path, _ := names.ImportPath(v.path, im.Spec)
		near[path] = true
	}
	var out []target
	for _, d := range x.declaredAs(name) {
		if near[d.owner.path] && len(d.record.Fields) == len(r.Fields) && sameNames(d.record, r) && types.Assignable(r, d.record) {
			out = append(out, d.field(name))
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}

// sameNames reports whether b has all fields of a.
func sameNames(a, b *types.Record) bool {
	for _, f := range a.Fields {
		if _, ok := b.Field(f.Name); !ok {
			return false
		}
	}
	return true
}

// declaredAs are the declared records that have a field of a name.
func (x *finder) declaredAs(name string) []declaredRecord {
	all, known := x.records[name]
	if !known {
		all = x.declaredRecords(name)
		x.records[name] = all
	}
	return all
}

// field is a field of the record.
func (d declaredRecord) field(name string) target {
	t := d.owner
	t.name = name
	return t
}

// declaredRecords are the records with a field of that name in the types that the project declares.
func (x *finder) declaredRecords(name string) []declaredRecord {
	var out []declaredRecord
	for _, path := range x.snapshot.Mentioning(name) {
		v := x.view(path)
		if v == nil {
			continue
		}
		for u := range v.module.Of(names.Type) {
			if len(u.Decls) == 0 || !strings.Contains(u.Node.Text(), name) {
				continue
			}
			ref := check.Ref{Path: path, Name: u.ID.Name}
			var body types.Type
			_ = x.snapshot.With(x.ctx, path, func(q check.Queries) {
				if sig := q.Signature(ref); sig.Def != nil {
					body = sig.Def.Body()
				}
			})
			walkRecords(body, ref.Name, 0, func(r *types.Record, owner string) {
				if _, has := r.Field(name); has {
					out = append(out, declaredRecord{r, types.Print(r), target{kind: toField, path: path, owner: owner}})
				}
			})
		}
	}
	return out
}

// walkRecords calls f for the records that are written in a type, with the name of the type and the fields that lead to each.
func walkRecords(t types.Type, owner string, depth int, f func(*types.Record, string)) {
	if depth > maxOwner {
		return
	}
	switch t := t.(type) {
	case *types.Record:
		f(t, owner)
		for _, field := range t.Fields {
			walkRecords(field.Type, owner+"."+field.Name, depth+1, f)
		}
	case *types.List:
		walkRecords(t.Elem, owner, depth+1, f)
	case *types.Union:
		for _, m := range t.Members {
			walkRecords(m, owner, depth+1, f)
		}
	}
}

// writtenOwner is the name of the declared type around a field in a written type, with the fields that lead to it; false where
// the type has no name.
func writtenOwner(path []syntax.Node) (string, bool) {
	owner := ""
	last := len(path) - 1
	for last > 0 && path[last].Kind() != syntax.KindTypeField {
		last--
	}
	for i, n := range path[:last] {
		switch n.Kind() {
		case syntax.KindTypeDecl:
			owner = names.Text(syntax.TypeDecl{Node: n}.Name())
		case syntax.KindTypeField:
			if owner == "" {
				return "", false
			}
			owner += "." + std.FieldName(syntax.TypeField{Node: n}.Name())
		case syntax.KindRecordType, syntax.KindTypeFieldList, syntax.KindOptionalType, syntax.KindUnionType, syntax.KindUnionMemberList,
			syntax.KindUnionMember, syntax.KindListType, syntax.KindParenType:
		default:
			if owner != "" || i == last-1 {
				return "", false
			}
		}
	}
	return owner, owner != ""
}

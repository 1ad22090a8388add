// Mentions of fields: which record or type the name of a field belongs to where it stands.

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

// writtenField finds which fields the name of one in a written type means: that of the type declared around it, else that of the type
// which the record, written where it is used, was most likely meant as.
func (x *finder) writtenField(v *fileView, path []syntax.Node, name string) []target {
	if owner, ok := writtenOwner(path); ok {
		return []target{{kind: toField, path: v.path, owner: owner, name: name}}
	}
	record := inner(path, syntax.KindRecordType)
	own := origin{v: v, record: record}.field(name)
	info := x.info(v, record.Span().Start)
	if info == nil {
		return []target{own}
	}
	t := info.TypeOf(record)
	if t == nil { // of a parameter only the whole type is known
		if s := info.SymbolOf(syntax.Param{Node: inner(path, syntax.KindParam)}.Name()); s != nil {
			walkRecords(s.Type, "", 0, func(r *types.Record, _ string) {
				if t == nil && isWritten(r, syntax.RecordType{Node: record}) {
					t = r
				}
			})
		}
	}
	if t != nil {
		if list := x.fields(v, t, name); len(list) > 0 {
			return list
		}
	}
	return []target{own}
}

// setRecordKey makes fields the meaning of a key of a record: one that has no other is declared there.
func (m *mention) setRecordKey(record syntax.Node, fields []target) {
	m.set(fields...)
	if len(fields) == 1 && fields[0].kind == toKey && fields[0].at == record.Span().Start {
		m.access = accessDeclare
	}
}

// isWritten reports whether a written type has the fields of r, in their order.
func isWritten(r *types.Record, d syntax.RecordType) bool {
	i := 0
	for item := range d.Fields().Items() {
		if i == len(r.Fields) || std.FieldName(syntax.TypeField{Node: item}.Name()) != r.Fields[i].Name {
			return false
		}
		i++
	}
	return i == len(r.Fields)
}

// memberName finds what a name behind a dot means.
func (x *finder) memberName(v *fileView, m *mention, path []syntax.Node) {
	part, postfix := parent(path), syntax.PostfixExpr{Node: inner(path, syntax.KindPostfixExpr)}
	name := names.Text(m.token)
	if base := postfix.Base(); base.Kind() == syntax.KindIdent {
		for first := range postfix.Parts().Items() {
			if first != part {
				break
			}
			if l, _ := x.local(v, base); l == nil {
				if t, ok := x.member(v, names.Text(base), name); ok {
					m.set(t)
					return
				}
			}
			break
		}
	}
	if isTarget(path) {
		m.access = accessWrite
	}
	info := x.info(v, m.token.Span().Start)
	if info == nil {
		return
	}
	member := info.MemberOf(part)
	if member == nil {
		return
	}
	if member.Kind == check.MemberField {
		m.set(x.fields(v, member.Receiver, name)...)
		if len(m.means) == 0 {
			m.set(x.undeclared(name, func(t *tracer) {
				parts := slices.Collect(postfix.Parts().Items())
				t.postfix(v, postfix, parts[:slices.Index(parts, part)], nil)
			})...)
		}
		return
	}
	if o, ok := operatesOn(member); ok {
		if model := x.modelTarget(o); model.kind != toNothing {
			m.set(target{kind: toOperation, path: model.path, owner: model.name, name: name})
		}
		return
	}
	m.set(x.symbolTarget(member.Symbol))
}

// operatesOn is the model, or its row, that something is done with by a member.
func operatesOn(m *check.Member) (*types.Object, bool) {
	if m == nil || m.Symbol == nil || m.Symbol.Kind != check.SymModelMethod {
		return nil, false
	}
	o, ok := types.Under(m.Receiver).(*types.Object)
	return o, ok
}

// calledMember is what stands before a call, if that is a member.
func calledMember(info *check.Info, postfix syntax.PostfixExpr, call syntax.Node) *check.Member {
	var before syntax.Node
	for part := range postfix.Parts().Items() {
		if part == call && before.Kind() == syntax.KindMemberPart {
			return info.MemberOf(before)
		}
		before = part
	}
	return nil
}

// recordKey finds which fields a key of a record means.
func (x *finder) recordKey(v *fileView, path []syntax.Node, name string) []target {
	record := inner(path, syntax.KindRecordExpr)
	u := v.module.UnitAt(record.Span().Start)
	if u == nil {
		return nil
	}
	if u.Kind == names.Paths {
		for _, p := range check.PathParams(v.path) {
			if p.Name == name {
				return []target{{kind: toRoute, path: v.path, name: name}}
			}
		}
	}
	info := x.info(v, record.Span().Start)
	if info == nil {
		return nil
	}
	t := info.WantedOf(record)
	if t == nil {
		t = info.TypeOf(record)
	}
	if list := x.fields(v, t, name); len(list) > 0 {
		return list
	}
	if _, isRecord := types.Under(t).(*types.Record); !isRecord || info.IsMap(record) || isStyle(path, record) {
		return nil // the key is data
	}
	own := origin{v: v, record: record}.field(name)
	list := x.undeclared(name, func(t *tracer) { t.wanted(v, upTo(path, syntax.KindRecordExpr), nil) })
	return append([]target{own}, slices.DeleteFunc(list, func(t target) bool { return t == own })...)
}

// isStyle reports whether a record on a path is the value of an attribute `style`, whose keys are properties of CSS.
func isStyle(path []syntax.Node, record syntax.Node) bool {
	a, ok := syntax.AsAttr(parent(upTo(path, syntax.KindHole)))
	return ok && a.Name().Text() == "style" && (syntax.Hole{Node: a.Value()}).Value() == record
}

// indexedField finds the field of a record that a literal in brackets reads; false of anything else in brackets.
func (x *finder) indexedField(v *fileView, m *mention, path []syntax.Node) bool {
	part, postfix := inner(path, syntax.KindIndexPart), syntax.PostfixExpr{Node: inner(path, syntax.KindPostfixExpr)}
	info := x.info(v, m.token.Span().Start)
	parts := slices.Collect(postfix.Parts().Items())
	at := slices.Index(parts, part)
	if info == nil || at < 0 {
		return false
	}
	before := postfix.Base()
	if at > 0 {
		before = parts[at-1]
	}
	if _, isRecord := types.Under(info.TypeOf(before)).(*types.Record); !isRecord {
		return false
	}
	m.span = withoutQuotes(m.token)
	name := std.FieldName(m.token)
	if m.set(x.fields(v, info.TypeOf(before), name)...); len(m.means) == 0 {
		m.set(x.undeclared(name, func(t *tracer) { t.postfix(v, postfix, parts[:at], nil) })...)
	}
	return true
}

// orderedBy finds the field of a model that the text given to its `order` names; false for any other text.
func (x *finder) orderedBy(v *fileView, m *mention, path []syntax.Node) bool {
	info := x.info(v, m.token.Span().Start)
	if info == nil {
		return false
	}
	member := calledMember(info, syntax.PostfixExpr{Node: inner(path, syntax.KindPostfixExpr)}, inner(path, syntax.KindCallPart))
	o, ok := operatesOn(member)
	if !ok || member.Symbol.Name != "order" {
		return false
	}
	m.span = withoutQuotes(m.token)
	by, _ := names.StringValue(m.token)
	field, down := strings.CutPrefix(by, "-")
	if down {
		m.span.Start++
	}
	m.set(x.objectField(o, syntax.NFC(field)))
	return true
}

// Mentions: which targets the word at a place means, and in which form it stands there.

package feature

import (
	"context"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// form is how a word stands for its targets.
type form uint8

const (
	formPlain     form = iota
	formRecord         // `{name}` of a record: the field, and the name whose value it takes
	formAttribute      // `{name}` of a tag: the argument, and the name whose value it takes
	formPattern        // `let {name} = …`: the field, and the name that it gives
)

// access is what a word does with its target.
type access uint8

const (
	accessRead access = iota
	accessWrite
	accessDeclare
)

// mention is a word that means something.
type mention struct {
	token  syntax.Node
	span   source.Span // of the word, which may be a part of the token
	form   form
	access access
	// means are the targets, more than one where a field is that of several types. Of a form with two meanings, those as a
	// name; keys are those as a field or argument.
	means, keys []target
	alias       target // the name that only this file has for it, if the word is that
}

// is reports whether the word means t, under whatever name.
func (m *mention) is(t target) bool {
	return m.alias == t || slices.Contains(m.means, t) || slices.Contains(m.keys, t)
}

// pointed is the word at offset of a file and what it means, with what found it out; ok is false where nothing is known of a word, of
// which m then tells the token. The view is nil of a file that is no program: of content and data the keys and links are known.
func (f File) pointed(ctx context.Context, offset int) (x *finder, v *fileView, m mention, ok bool) {
	x = newFinder(ctx, f.Snapshot)
	if v = x.view(f.Path); v != nil {
		m, ok = x.mentionAt(v, offset)
	} else {
		m, ok = x.contentAt(f.Path, offset)
	}
	return x, v, m, ok
}

// mentionAt is the word at offset and what it means; ok is false where nothing is known of one.
func (x *finder) mentionAt(v *fileView, offset int) (m mention, ok bool) {
	path := touching(v.tree, offset)
	token := path[len(path)-1]
	if offset < token.Span().Start || offset > token.Span().End || token.Missing() {
		return mention{}, false
	}
	m = mention{token: token, span: token.Span()}
	switch token.Kind() {
	case syntax.KindIdent:
		x.ident(v, &m, path)
	case syntax.KindTagName:
		x.tag(v, &m, path, offset)
	case syntax.KindAttrName:
		x.attribute(v, &m, path)
	case syntax.KindPlainString, syntax.KindStringText, syntax.KindAttrWord, syntax.KindRawLine:
		x.quoted(v, &m, path, offset)
	case syntax.KindKwPage, syntax.KindKwLayout:
		if k := parent(path).Kind(); k == syntax.KindPageDecl || k == syntax.KindLayoutDecl {
			m.means, m.access = []target{{kind: toFile, path: v.path}}, accessDeclare
		}
	default:
		if token.Kind().IsKeyword() { // a keyword as the name of a field or argument
			x.ident(v, &m, path)
		}
	}
	return m, len(m.means) > 0 || len(m.keys) > 0
}

// set makes t the meaning of the word, if it is anything.
func (m *mention) set(ts ...target) {
	for _, t := range ts {
		if t.kind != toNothing {
			m.means = append(m.means, t)
		}
	}
}

// setKey makes t the meaning of the word as a key.
func (m *mention) setKey(ts ...target) {
	for _, t := range ts {
		if t.kind != toNothing {
			m.keys = append(m.keys, t)
		}
	}
}

// ident finds what a name means by where it stands.
func (x *finder) ident(v *fileView, m *mention, path []syntax.Node) {
	token, around := m.token, parent(path)
	name := names.Text(token)
	declared := func(slot syntax.Node, t target) bool {
		if slot != token {
			return false
		}
		m.access = accessDeclare
		m.set(t)
		return true
	}
	top := target{kind: toName, path: v.path, name: name}
	switch around.Kind() {
	case syntax.KindImportName, syntax.KindImportDecl:
		x.importedName(v, m, around)
		return
	case syntax.KindFnDecl:
		if declared(syntax.FnDecl{Node: around}.Name(), top) {
			return
		}
	case syntax.KindTypeDecl:
		if declared(syntax.TypeDecl{Node: around}.Name(), top) {
			return
		}
	case syntax.KindModelDecl:
		if declared(syntax.ModelDecl{Node: around}.Name(), top) {
			return
		}
	case syntax.KindActionDecl:
		if declared(syntax.ActionDecl{Node: around}.Name(), top) {
			return
		}
	case syntax.KindLetStmt, syntax.KindPatternName:
		if x.pattern(v, m, path) {
			return
		}
	case syntax.KindFnTypeParam:
		if (syntax.FnTypeParam{Node: around}).Name() == token {
			return
		}
	case syntax.KindTypeField:
		if (syntax.TypeField{Node: around}).Name() == token {
			m.access = accessDeclare
			m.set(x.writtenField(v, path, name)...)
			return
		}
	case syntax.KindModelField:
		d := syntax.ModelField{Node: around}
		if d.Name() == token {
			model := syntax.ModelDecl{Node: inner(path, syntax.KindModelDecl)}
			declared(token, target{kind: toField, path: v.path, owner: names.Text(model.Name()), name: name})
			return
		}
	case syntax.KindMemberPart:
		x.memberName(v, m, path)
		return
	case syntax.KindNamedType:
		if d := (syntax.NamedType{Node: around}); d.Member() == token {
			t, _ := x.member(v, names.Text(d.Name()), name)
			m.set(t)
			return
		}
	case syntax.KindArg:
		if d := (syntax.Arg{Node: around}); d.Name() == token && d.Colon().Ok() {
			m.set(x.argument(v, path, name)...)
			return
		}
	case syntax.KindRecordField:
		d := syntax.RecordField{Node: around}
		if d.Name() == token {
			keys := x.recordKey(v, path, name)
			if d.Colon().Ok() {
				m.setRecordKey(inner(path, syntax.KindRecordExpr), keys)
				return
			}
			m.form = formRecord
			m.setKey(keys...)
		}
	case syntax.KindShorthandAttr:
		m.form = formAttribute
		start := syntax.StartTag{Node: inner(path, syntax.KindStartTag)}
		m.setKey(x.attributeTarget(v, start, name))
	case syntax.KindTaggedString:
		return
	}
	if token.Kind() == syntax.KindIdent {
		x.name(v, m, path)
	}
}

// name finds what a name means that stands for a value or a type, or declares a local.
func (x *finder) name(v *fileView, m *mention, path []syntax.Node) {
	if isTarget(path) {
		m.access = accessWrite
	}
	if l, u := x.local(v, m.token); l != nil {
		if m.token.Span() == l.Span.Shift(u.Start()) {
			m.access = accessDeclare
		}
		m.set(localTarget(l, u))
		return
	}
	if _, basic := types.BasicByName(names.Text(m.token)); basic && x.isType(v, m.token) {
		m.set(standardTarget(std.Get().Global.Symbol(names.Text(m.token)))) // also beside a value that is called so
		return
	}
	means, alias := x.top(v, names.Text(m.token))
	m.set(means)
	m.alias = alias
}

// isType reports whether a free name stands where a type does, and the file declares no type of that name.
func (x *finder) isType(v *fileView, token syntax.Node) bool {
	u := v.module.UnitAt(token.Span().Start)
	if u == nil || v.resolutions[u] == nil {
		return false
	}
	if d := v.module.Decl(names.Text(token)); d != nil && (d.Unit.Kind == names.Type || d.Unit.Kind == names.Model || d.Import != nil) {
		return false
	}
	return slices.ContainsFunc(v.resolutions[u].Free, func(f names.Mention) bool {
		return f.Form == names.AsType && f.Span.Start == token.Span().Start-u.Start()
	})
}

// isTarget reports whether the word at the end of a path is, or leads to, what an assignment gives a value.
func isTarget(path []syntax.Node) bool {
	for i := len(path) - 2; i >= 0; i-- {
		switch path[i].Kind() {
		case syntax.KindPostfixExpr, syntax.KindMemberPart, syntax.KindPostfixPartList:
		case syntax.KindAssignStmt:
			return (syntax.AssignStmt{Node: path[i]}).Target() == path[i+1]
		default:
			return false
		}
	}
	return false
}

// importedName finds what a name in an import means.
func (x *finder) importedName(v *fileView, m *mention, around syntax.Node) {
	m.access = accessDeclare
	local := m.token
	n, isName := syntax.AsImportName(around)
	if isName {
		if local = importedAs(n); m.token != local && m.token != n.Name() {
			return // `as`
		}
	}
	for _, d := range v.module.Imports() {
		for _, im := range d.Names {
			if im.Local != names.Text(local) || (!isName || im.NameNode != n.Name()) && im.NameNode != m.token {
				continue
			}
			means, alias := x.imported(v, im)
			if m.token == local {
				m.alias = alias
			} else if means == alias {
				return // it is not known whose name that is
			}
			m.set(means)
			return
		}
	}
}

// pattern finds what a name means that a `let` gives; false for a name in its type or value.
func (x *finder) pattern(v *fileView, m *mention, path []syntax.Node) bool {
	token, around := m.token, parent(path)
	var typ, value syntax.Node
	isTop := false
	for i := len(path) - 1; i >= 0 && !value.Ok(); i-- {
		switch path[i].Kind() {
		case syntax.KindLetStmt:
			d := syntax.LetStmt{Node: path[i]}
			if d.Pattern() != token && d.Pattern() != path[min(i+1, len(path)-1)] {
				return false
			}
			typ, value = d.Type(), d.Value()
			u := v.module.UnitAt(token.Span().Start)
			isTop = u != nil && u.Node == path[i]
		case syntax.KindLetDirective:
			d := syntax.LetDirective{Node: path[i]}
			typ, value = d.Type(), d.Value()
		}
	}
	m.access = accessDeclare
	if isTop {
		m.set(target{kind: toName, path: v.path, name: names.Text(token)})
	} else if l, u := x.local(v, token); l != nil {
		m.set(localTarget(l, u))
	}
	if around.Kind() == syntax.KindPatternName && inner(path, syntax.KindRecordPattern).Ok() {
		m.form = formPattern
		if info := x.info(v, token.Span().Start); info != nil {
			if t := info.TypeOf(value); t != nil {
				m.setKey(x.fields(v, t, names.Text(token))...)
			}
			if len(m.keys) == 0 {
				m.setKey(x.undeclared(names.Text(token), func(t *tracer) { t.either(v, typ, value, nil) })...)
			}
		}
	}
	return true
}

// argument finds what the name of an argument means.
func (x *finder) argument(v *fileView, path []syntax.Node, name string) []target {
	call, postfix := inner(path, syntax.KindCallPart), syntax.PostfixExpr{Node: inner(path, syntax.KindPostfixExpr)}
	if callee := x.calleeOf(v, postfix, call); callee.kind == toName {
		return []target{x.parameter(callee, name)}
	}
	info := x.info(v, call.Span().Start)
	if info == nil {
		return nil
	}
	if o, ok := operatesOn(calledMember(info, postfix, call)); ok {
		return []target{x.objectField(o, name)}
	}
	c := info.CallOf(call)
	if c == nil || c.Callee == nil {
		return nil
	}
	callee := x.symbolTarget(c.Callee)
	if callee.kind == toName {
		return []target{x.parameter(callee, name)}
	}
	return []target{callee}
}

// calleeOf is the declaration that a call names directly, going by names alone.
func (x *finder) calleeOf(v *fileView, postfix syntax.PostfixExpr, call syntax.Node) target {
	base := postfix.Base()
	if base.Kind() != syntax.KindIdent {
		return target{}
	}
	if l, _ := x.local(v, base); l != nil {
		return target{}
	}
	var member syntax.Node
	for part := range postfix.Parts().Items() {
		switch {
		case part == call && member.Ok():
			t, _ := x.member(v, names.Text(base), names.Text(member))
			return t
		case part == call:
			t, _ := x.top(v, names.Text(base))
			return t
		case part.Kind() != syntax.KindMemberPart || member.Ok():
			return target{}
		}
		member = syntax.MemberPart{Node: part}.Name()
	}
	return target{}
}

// tag finds what the name of a tag means: of `<ui.Card>` the part at offset.
func (x *finder) tag(v *fileView, m *mention, path []syntax.Node, offset int) {
	element := syntax.Element{Node: inner(path, syntax.KindElement)}
	start := syntax.StartTag{Node: element.Start()}.Name()
	if !names.IsComponentTag(m.token.Text()) {
		if end := (syntax.EndTag{Node: element.End()}).Name(); m.token == start || m.token == end && start.Text() == end.Text() {
			m.set(target{kind: toElement, path: v.path, name: start.Text(), at: start.Span().Start})
			if m.token == start {
				m.access = accessDeclare
			}
		}
		return
	}
	base, member, dotted := strings.Cut(m.token.Text(), ".")
	if !dotted {
		means, alias := x.top(v, names.Text(m.token))
		m.set(means)
		m.alias = alias
		return
	}
	dot := m.token.Span().Start + len(base)
	if offset <= dot {
		m.span.End = dot
		means, alias := x.top(v, syntax.NFC(base))
		m.set(means)
		m.alias = alias
		return
	}
	m.span.Start = dot + 1
	t, _ := x.member(v, syntax.NFC(base), syntax.NFC(member))
	m.set(t)
}

// attribute finds what the name of an attribute means: the argument of a component.
func (x *finder) attribute(v *fileView, m *mention, path []syntax.Node) {
	m.set(x.attributeTarget(v, syntax.StartTag{Node: inner(path, syntax.KindStartTag)}, names.Text(m.token)))
}

func (x *finder) attributeTarget(v *fileView, start syntax.StartTag, name string) target {
	return x.parameter(x.component(v, start), name)
}

// component is the function that a tag names; nothing for the tag of an element.
func (x *finder) component(v *fileView, start syntax.StartTag) target {
	tag := start.Name()
	if !tag.Ok() || !names.IsComponentTag(tag.Text()) {
		return target{}
	}
	if base, member, dotted := strings.Cut(names.Text(tag), "."); dotted {
		t, _ := x.member(v, base, member)
		return t
	}
	t, _ := x.top(v, names.Text(tag))
	return t
}

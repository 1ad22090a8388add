// Members: what can be written behind a dot.

package feature

import (
	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// members offers the fields and methods of what stands before the dot.
func (c *completer) members() {
	dot, part := c.left()
	if part.Kind() == syntax.KindNamedType {
		c.namespaceTypes(syntax.NamedType{Node: part}.Name())
		return
	}
	if part.Kind() != syntax.KindMemberPart || dot.Kind() != syntax.KindDot && dot.Kind() != syntax.KindQuestionDot {
		return
	}
	postfix := syntax.PostfixExpr{Node: inner(c.before.path, syntax.KindPostfixExpr)}
	base := postfix.Base()
	for p := range postfix.Parts().Items() {
		if p == part {
			break
		}
		base = p
	}
	info := c.file.infoAt(c.ctx, base.Span().Start)
	if info == nil {
		return
	}
	if s := info.SymbolOf(base); s != nil && s.Kind == check.SymNamespace && base.Kind() == syntax.KindIdent {
		for _, e := range c.exports(s.Import) {
			if !e.IsType() {
				c.add(c.symbolItem(e, 0))
			}
		}
		return
	}
	t := info.TypeOf(base)
	if t == nil {
		return
	}
	before := len(c.items)
	c.fieldsOf(t)
	if dot.Kind() == syntax.KindDot && types.HasNone(t) {
		safe := []source.Edit{{Span: source.Span{Start: dot.Span().Start, End: dot.Span().Start}, New: "?"}}
		for i := range c.items[before:] {
			c.items[before+i].Edits = safe
		}
	}
}

// namespaceTypes offers the types that a namespace exports.
func (c *completer) namespaceTypes(name syntax.Node) {
	var s *check.Symbol
	_ = c.file.Snapshot.With(c.ctx, c.file.Path, func(q check.Queries) { s = check.Lookup(q, c.file.Path, name.Text()) })
	if s == nil || s.Kind != check.SymNamespace {
		return
	}
	for _, e := range c.exports(s.Import) {
		if e.IsType() {
			c.add(c.symbolItem(e, 0))
		}
	}
}

// exports are the names that an import leads to; none when the context has ended.
func (c *completer) exports(im *check.Import) []*check.Symbol {
	var out []*check.Symbol
	_ = c.file.Snapshot.With(c.ctx, c.file.Path, func(q check.Queries) { out = check.Exports(q, im) })
	return out
}

// fieldsOf offers the fields and methods of a value of type t; none in it is looked past.
func (c *completer) fieldsOf(t types.Type) {
	t = types.Exclude(t, types.None)
	all := types.Members(t)
	for i, m := range all {
		for _, field := range fieldsOfOne(m) {
			if i > 0 || !everyHas(all[1:], field.Name) {
				continue
			}
			c.add(Item{Label: field.Name, typ: field.Read(), Doc: standardDoc(field.Doc, c.file.Lang), Kind: ItemField, Dot: true})
		}
	}
	if len(all) == 0 {
		return
	}
	if o, ok := types.Under(all[0]).(*types.Object); ok {
		for _, m := range o.Methods {
			c.add(methodItem(m.Name, m.Type))
		}
	}
	for _, s := range std.Get().Methods(commonReceiver(all)) {
		if !takes(s, t) {
			continue
		}
		if f := s.Func(); f != nil {
			item := methodItem(s.Name, f)
			item.Doc, item.defaults = standardDoc(s.Doc, c.file.Lang), s.Defaults
			c.add(item)
		} else {
			c.add(Item{Label: s.Name, typ: s.Type, Doc: standardDoc(s.Doc, c.file.Lang), Kind: ItemField, Dot: true})
		}
	}
}

func fieldsOfOne(t types.Type) []types.Field {
	switch t := types.Under(t).(type) {
	case *types.Record:
		return t.Fields
	case *types.Object:
		return t.Fields
	}
	return nil
}

// everyHas reports whether all of the types have a field.
func everyHas(all []types.Type, name string) bool {
	for _, t := range all {
		has := false
		for _, f := range fieldsOfOne(t) {
			has = has || f.Name == name
		}
		if !has {
			return false
		}
	}
	return true
}

// commonReceiver is where the methods of all of the types are listed; "" when they differ.
func commonReceiver(all []types.Type) std.Receiver {
	first := std.ReceiverOf(all[0])
	for _, t := range all[1:] {
		if std.ReceiverOf(t) != first {
			return ""
		}
	}
	return first
}

// takes reports whether a method or property has a receiver of type t: only a list of numbers has a sum.
func takes(s *std.Symbol, t types.Type) bool {
	inf := types.NewInference(s.SelfParams)
	inf.Match(s.Self, t)
	return types.Assignable(t, types.Substitute(s.Self, inf.Solve()))
}

// methodItem is the item of a method: it is written with its brackets, the caret between them when something belongs there.
func methodItem(name string, f *types.Func) Item {
	item := Item{Label: name, typ: f, Kind: ItemMethod, Snippet: name + "($0)", rank: rankNear}
	if len(f.Params) == 0 {
		item.Snippet, item.Dot = name+"()", true
	}
	return item
}

package check

import (
	"slices"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// wanted returns the member of want, seen through names, that a literal of the form T can become; ok is false when there
// is none or more than one.
func wanted[T types.Type](want types.Type, fits func(T) bool) (found T, ok bool) {
	if want == nil {
		return found, false
	}
	n := 0
	for _, m := range types.Members(want) {
		if t, is := types.Under(m).(T); is && (fits == nil || fits(t)) {
			found = t
			n++
		}
	}
	return found, n == 1
}

// list checks `[a, b, ...c]`. Without an expected type its elements take the wide type.
func (c *checker) list(d syntax.ListExpr, want types.Type) types.Type {
	var elem types.Type
	if l, ok := wanted[*types.List](want, nil); ok && !types.IsInvalid(l.Elem) {
		elem = l.Elem
	}
	var got []types.Type
	for item := range d.Items().Items() {
		it, ok := syntax.AsListItem(item)
		if !ok || !it.Value().Ok() {
			continue
		}
		if !it.Ellipsis().Ok() {
			got = append(got, c.value(it.Value(), elem))
			continue
		}
		var spread types.Type
		if elem != nil {
			spread = &types.List{Elem: elem}
		}
		got = append(got, c.elementOf(it.Value(), c.value(it.Value(), spread)))
	}
	joined := types.Join(got...)
	if elem == nil {
		joined = types.Widen(joined)
	}
	return &types.List{Elem: joined}
}

// elementOf is what a spread of n, a list of type t, gives.
func (c *checker) elementOf(n syntax.Node, t types.Type) types.Type {
	if types.IsAny(t) {
		return t
	}
	var elems []types.Type
	for _, m := range types.Members(t) {
		l, ok := types.Under(m).(*types.List)
		if !ok {
			c.mismatch(n, t, &types.List{Elem: types.Any})
			return types.Invalid
		}
		elems = append(elems, l.Elem)
	}
	return types.Join(elems...)
}

// recordExpr checks `{a: 1, b, ...c}`, which is a map where a map is expected.
func (c *checker) recordExpr(d syntax.RecordExpr, want types.Type) types.Type {
	if m, ok := wanted[*types.Map](want, nil); ok {
		if _, alsoRecord := wanted[*types.Record](want, nil); !alsoRecord {
			return c.mapExpr(d, m)
		}
	}
	r, _ := wanted(want, func(r *types.Record) bool { return c.couldBe(d, r) })
	c.noteWanted(d, want, r)
	b := recordBuilder{exact: true}
	seen := map[string]bool{}
	for item := range d.Fields().Items() {
		if f, ok := syntax.AsRecordField(item); ok {
			name, t, ok := c.recordField(f, r, seen)
			if ok {
				b.set(types.Field{Name: name, Type: t})
			}
			continue
		}
		if s, ok := syntax.AsRecordSpread(item); ok {
			c.spread(&b, s.Value())
		}
	}
	if b.unknown {
		return types.Any
	}
	return &types.Record{Fields: b.fields, Exact: b.exact}
}

// noteWanted records what a literal was taken for: the type asked for, or the member of it whose form is r.
func (c *checker) noteWanted(d syntax.RecordExpr, want types.Type, r *types.Record) {
	if c.info == nil || want == nil {
		return
	}
	for _, m := range types.Members(want) {
		if r != nil && types.Under(m) == types.Type(r) {
			want = m
		}
	}
	c.info.wants[c.info.place(d.Node)] = want
}

// couldBe reports whether the literal d can be meant as an r, going by its fields that are literals: `{kind: "circle"}`
// is no `{kind: "square"}`.
func (c *checker) couldBe(d syntax.RecordExpr, r *types.Record) bool {
	for item := range d.Fields().Items() {
		f, ok := syntax.AsRecordField(item)
		if !ok {
			continue
		}
		field, ok := r.Field(std.FieldName(f.Name()))
		if !ok || !f.Colon().Ok() {
			continue
		}
		if lit := literalType(f.Value()); lit != nil && !types.Meet(lit, field.Read()) {
			if cases, finite := types.Cases(field.Read()); finite && len(cases) > 0 {
				return false
			}
		}
	}
	return true
}

// literalType is the type of a token that is a literal; nil for any other node.
func literalType(n syntax.Node) types.Type {
	switch n.Kind() {
	case syntax.KindNumber:
		return types.NumberLit(n.Number())
	case syntax.KindPlainString:
		s, _ := names.StringValue(n)
		return types.StringLit(s)
	case syntax.KindKwTrue, syntax.KindKwFalse:
		return types.BoolLit(n.Kind() == syntax.KindKwTrue)
	case syntax.KindKwNone:
		return types.None
	}
	return nil
}

// recordField checks one field of a literal whose expected type is r, if that is not nil.
func (c *checker) recordField(f syntax.RecordField, r *types.Record, seen map[string]bool) (name string, t types.Type, ok bool) {
	name = std.FieldName(f.Name())
	if name == "" {
		return "", nil, false
	}
	if seen[name] {
		c.duplicate(f.Node, f.Name(), name, "key")
	}
	seen[name] = true
	var want types.Type
	if r != nil {
		if field, ok := r.Field(name); ok {
			want = field.Type
		}
	}
	value := f.Value()
	if !f.Colon().Ok() {
		value = f.Name()
	}
	return name, c.value(value, want), true
}

// mapExpr checks a record literal that makes a map.
func (c *checker) mapExpr(d syntax.RecordExpr, m *types.Map) types.Type {
	if c.info != nil {
		c.info.maps[c.info.place(d.Node)] = true
	}
	r := &types.Record{}
	seen := map[string]bool{}
	for item := range d.Fields().Items() {
		if f, ok := syntax.AsRecordField(item); ok {
			name := std.FieldName(f.Name())
			r.Fields = []types.Field{{Name: name, Type: m.Elem}}
			c.recordField(f, r, seen)
			continue
		}
		s, ok := syntax.AsRecordSpread(item)
		if !ok {
			continue
		}
		t := c.expr(s.Value(), m)
		if rec, ok := types.Under(t).(*types.Record); ok {
			for _, f := range rec.Fields {
				if !types.Assignable(f.Read(), m.Elem) {
					c.mismatch(s.Value(), f.Read(), m.Elem)
					break
				}
			}
			continue
		}
		c.give(s.Value(), t, m)
	}
	return m
}

// recordBuilder puts the fields of a literal together: later wins, in the earlier place.
type recordBuilder struct {
	fields  []types.Field
	exact   bool
	unknown bool // an `any` was spread
}

func (b *recordBuilder) set(f types.Field) {
	i := slices.IndexFunc(b.fields, func(g types.Field) bool { return g.Name == f.Name })
	if i < 0 {
		b.fields = append(b.fields, f)
		return
	}
	if f.Optional { // may leave the earlier one standing
		f.Type = types.NewUnion(b.fields[i].Type, f.Type)
		f.Optional = b.fields[i].Optional
	}
	b.fields[i] = f
}

// spread adds the fields of n, a record.
func (c *checker) spread(b *recordBuilder, n syntax.Node) {
	t := c.expr(n, nil)
	switch u := types.Under(t).(type) {
	case *types.Record:
		for _, f := range u.Fields {
			b.set(f)
		}
		b.exact = b.exact && u.Exact
		return
	case *types.Object:
		for _, f := range u.Fields {
			b.set(f)
		}
		return
	case *types.Map:
		b.unknown = true
		return
	}
	if types.IsAny(t) {
		b.unknown = true
		return
	}
	c.report(mismatch(n.Span(), t, &types.Record{}))
}

// pattern gives the names of the pattern of a `let` their types, for a value of type got. Wide says that nothing but
// the value tells the type of a `var`.
func (c *checker) pattern(pattern syntax.Node, got types.Type, value syntax.Node, wide bool) []patternName {
	give := func(n syntax.Node, t types.Type) patternName {
		if wide {
			t = types.Settle(t)
		}
		return patternName{names.Text(n), n, t}
	}
	var out []patternName
	switch pattern.Kind() {
	case syntax.KindIdent:
		if !pattern.Missing() {
			out = append(out, give(pattern, got))
		}
	case syntax.KindRecordPattern:
		for _, n := range names.PatternNames(pattern) {
			out = append(out, give(n, c.patternField(n, got, value)))
		}
	case syntax.KindListPattern:
		elem := c.elementOf(value, got)
		for _, n := range names.PatternNames(pattern) {
			out = append(out, give(n, elem))
		}
	}
	return out
}

// patternName is one name that a pattern gives.
type patternName struct {
	name string
	node syntax.Node
	typ  types.Type
}

// patternField is what `{a}` takes from a value of type got.
func (c *checker) patternField(n syntax.Node, got types.Type, value syntax.Node) types.Type {
	if types.HasNone(got) {
		c.report(diag.New(diag.PossiblyNone, value.Span(), diag.Quote("found", value.Text())))
		got = types.Exclude(got, types.None)
	}
	name := names.Text(n)
	if t, ok := fieldType(got, name); ok {
		return t
	}
	c.unknownField(n, name, got, false)
	return types.Invalid
}

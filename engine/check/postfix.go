package check

import (
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// chain is the walk along `x.f[i](…)`.
type chain struct {
	start int        // of the whole expression
	end   int        // of what has been walked, absolute
	t     types.Type // of what has been walked
	key   string     // its reference in the flow, "" when it is none
	sym   *Symbol    // the name or member just walked, when it can be called with names
	recv  *types.Object
	ns    *Symbol // a namespace, of which a member must follow
	// optional says that `?.` was met: the whole is none when what stands before it is.
	optional bool
}

func (ch *chain) span() source.Span { return source.Span{Start: ch.start, End: ch.end} }

// postfix checks fields, items and calls in a row.
func (c *checker) postfix(p syntax.PostfixExpr, want types.Type) types.Type {
	ch := &chain{start: p.Base().Span().Start, end: p.Base().Span().End}
	c.chainBase(ch, p.Base())
	n := p.Parts().Len()
	i := 0
	for part := range p.Parts().Items() {
		i++
		var hint types.Type
		if i == n {
			hint = want
		}
		c.part(ch, part, nextIsCall(p, i), hint)
		ch.end = part.Span().End
		c.record(part, ch.t)
	}
	if ch.optional && !types.IsInvalid(ch.t) {
		return types.Optional(ch.t)
	}
	return ch.t
}

// nextIsCall reports whether the part at index i is a call.
func nextIsCall(p syntax.PostfixExpr, i int) bool {
	j := 0
	for part := range p.Parts().Items() {
		if j == i {
			return part.Kind() == syntax.KindCallPart
		}
		j++
	}
	return false
}

func (c *checker) chainBase(ch *chain, base syntax.Node) {
	if base.Kind() != syntax.KindIdent || base.Missing() {
		ch.t = c.expr(base, nil)
		return
	}
	s := c.symbolAt(base)
	if s != nil && s.Kind == SymNamespace {
		c.noteSymbol(base, s)
		ch.ns, ch.t = s, types.Invalid
		return
	}
	ch.t = c.expr(base, nil)
	if s != nil {
		ch.key = c.rootKey(base)
		if s.IsFunction() || s.Kind == SymTop && s.Decl.Kind == names.Action {
			ch.sym = s
		}
	}
}

// part walks one step.
func (c *checker) part(ch *chain, part syntax.Node, called bool, hint types.Type) {
	switch part.Kind() {
	case syntax.KindMemberPart:
		c.member(ch, syntax.MemberPart{Node: part}, called)
	case syntax.KindIndexPart:
		d := syntax.IndexPart{Node: part}
		ch.t = c.index(ch, d)
		ch.key, ch.sym, ch.recv = "", nil, nil
	case syntax.KindCallPart:
		d := syntax.CallPart{Node: part}
		ch.t = c.call(ch, d, hint)
		ch.key, ch.sym, ch.recv = "", nil, nil
	}
}

// member walks `.name` or `?.name`.
func (c *checker) member(ch *chain, d syntax.MemberPart, called bool) {
	key := ch.key
	ch.key, ch.sym, ch.recv = "", nil, nil
	if !d.Name().Ok() || d.Name().Missing() {
		ch.t = types.Invalid
		return
	}
	name := names.Text(d.Name())
	if ch.ns != nil {
		ns := ch.ns
		ch.ns = nil
		c.namespaceMember(ch, ns, d, name)
		return
	}
	t := ch.t
	if types.Under(t) == types.Type(types.Never) { // an element of an empty list
		ch.t = types.Invalid
		return
	}
	if types.HasNone(t) && !types.IsAny(t) {
		t = types.Exclude(t, types.None)
		if d.Dot().Kind() == syntax.KindQuestionDot {
			ch.optional = true
		} else {
			c.possiblyNone(ch, d)
		}
		if t == types.Type(types.Never) { // none itself
			ch.t = types.Invalid
			return
		}
	}
	if types.IsAny(t) {
		ch.t = t
		c.noteMember(d, &Member{Kind: MemberDynamic, Receiver: t})
		return
	}
	c.typedMember(ch, d, t, name, called)
	if key != "" {
		ch.key = key + "." + name
		if known := c.flow.known[ch.key]; known != nil {
			ch.t = known
		}
	}
}

// possiblyNone reports a field of what may be none.
func (c *checker) possiblyNone(ch *chain, d syntax.MemberPart) {
	text := d.Tree().Text().Slice(ch.span())
	found := diag.New(diag.PossiblyNone, ch.span(), diag.Quote("found", text)).As("field")
	c.report(found.WithFix(diag.Fix{
		Title: diag.FixReplace, Args: []diag.Arg{diag.Quote("found", "."), diag.Quote("wanted", "?.")},
		Edits: []diag.Edit{{Span: d.Dot().Span(), New: "?."}},
	}))
}

func (c *checker) noteMember(d syntax.MemberPart, m *Member) {
	if c.info != nil {
		c.info.members[c.info.place(d.Node)] = m
		c.noteSymbol(d.Name(), m.Symbol)
	}
}

func (c *checker) namespaceMember(ch *chain, ns *Symbol, d syntax.MemberPart, name string) {
	s := c.memberOf(ns, name)
	if s == nil {
		ch.t = c.unknownExport(d.Name(), name, ns.Import)
		return
	}
	if s.IsType() {
		c.unknownName(d.Name(), name)
		ch.t = types.Invalid
		return
	}
	ch.t = s.Type
	if s.IsFunction() {
		ch.sym = s
	}
	c.noteMember(d, &Member{Kind: MemberName, Symbol: s})
}

// typedMember finds a field, property or method of a value of type t, which has no none in it.
func (c *checker) typedMember(ch *chain, d syntax.MemberPart, t types.Type, name string, called bool) {
	if ft, ok := fieldType(t, name); ok {
		ch.t = ft
		c.noteMember(d, &Member{Kind: MemberField, Receiver: t})
		return
	}
	if s := c.method(t, name); s != nil {
		kind := MemberMethod
		if s.Std != nil && s.Std.Kind == std.Property {
			kind = MemberProperty
		}
		ch.t, ch.sym = s.Type, s
		if s.Std != nil {
			ch.t = c.bindReceiver(ch, s.Std, t)
			for _, e := range s.Std.Effects {
				c.read(Read{Effect: e, Name: name, Span: c.rel(d.Name().Span())})
			}
		} else if o, ok := types.Under(t).(*types.Object); ok {
			ch.recv = o
		}
		c.noteMember(d, &Member{Kind: kind, Symbol: s, Receiver: t})
		return
	}
	c.unknownField(d.Name(), name, t, called)
	ch.t = types.Invalid
}

// method returns the method or property called name that every member of t has; nil when there is none.
func (c *checker) method(t types.Type, name string) *Symbol {
	var recv std.Receiver
	for i, m := range types.Members(t) {
		if o, ok := types.Under(m).(*types.Object); ok && i == 0 {
			if op, ok := o.Method(name); ok {
				return &Symbol{Kind: SymModelMethod, Name: name, Type: op.Type}
			}
		}
		r := std.ReceiverOf(m)
		if r == "" || i > 0 && r != recv {
			return nil
		}
		recv = r
	}
	s := c.lib.Method(recv, name)
	if s == nil {
		return nil
	}
	return &Symbol{Kind: SymStd, Name: name, Type: s.Type, Std: s}
}

// bindReceiver returns the type of a method of a value of type t, reporting a receiver that the method does not take.
func (c *checker) bindReceiver(ch *chain, s *std.Symbol, t types.Type) types.Type {
	recv := joinReceiver(t)
	inf := types.NewInference(s.SelfParams)
	inf.Match(s.Self, recv)
	bind := inf.Solve()
	if self := types.Substitute(s.Self, bind); !types.Assignable(recv, self) {
		c.report(mismatch(ch.span(), t, self))
	}
	return types.Substitute(s.Type, bind)
}

// joinReceiver makes one list or map of a union of them.
func joinReceiver(t types.Type) types.Type {
	ms := types.Members(t)
	if len(ms) < 2 {
		return t
	}
	var elems []types.Type
	isMap := false
	for _, m := range ms {
		switch u := types.Under(m).(type) {
		case *types.List:
			elems = append(elems, u.Elem)
		case *types.Map:
			elems, isMap = append(elems, u.Elem), true
		default:
			return t
		}
	}
	if isMap {
		return &types.Map{Elem: types.Join(elems...)}
	}
	return &types.List{Elem: types.Join(elems...)}
}

// unknownField reports a member that t does not have.
func (c *checker) unknownField(n syntax.Node, name string, t types.Type, called bool) {
	if types.IsInvalid(t) {
		return
	}
	code := diag.UnknownField
	members := types.Members(t)
	if called && len(members) > 0 && std.ReceiverOf(members[0]) != "" {
		code = diag.UnknownMethod
	}
	d := diag.New(code, n.Span(), diag.Quote("type", types.Brief(types.Widen(t))), diag.Quote("name", name))
	if foreign, ok := c.foreignMember(d, n, name, t, called); ok {
		d = foreign
	} else if meant := names.Suggest(name, c.memberNames(t)); meant != "" {
		d = suggest(d, "suggest", n, name, meant)
	}
	c.report(d)
}

// memberNames lists what stands after the dot of a value of type t.
func (c *checker) memberNames(t types.Type) []string {
	var out []string
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case *types.Record:
			for _, f := range u.Fields {
				out = append(out, f.Name)
			}
		case *types.Object:
			for _, f := range u.Fields {
				out = append(out, f.Name)
			}
			for _, op := range u.Methods {
				out = append(out, op.Name)
			}
		}
		for _, s := range c.lib.Methods(std.ReceiverOf(m)) {
			out = append(out, s.Name)
		}
	}
	return out
}

// index checks `x[i]`.
func (c *checker) index(ch *chain, d syntax.IndexPart) types.Type {
	t := ch.t
	if ch.ns != nil {
		ch.ns = nil
		return types.Invalid
	}
	if types.HasNone(t) && !types.IsAny(t) {
		text := d.Tree().Text().Slice(ch.span())
		c.report(diag.New(diag.PossiblyNone, ch.span(), diag.Quote("found", text)))
		t = types.Exclude(t, types.None)
	}
	if types.IsAny(t) {
		c.expr(d.Index(), nil)
		return t
	}
	var out []types.Type
	var key types.Type // what the index must be
	for _, m := range types.Members(t) {
		switch u := types.Under(m).(type) {
		case *types.List:
			key, out = types.Number, append(out, u.Elem)
		case *types.Map:
			key, out = types.String, append(out, types.Optional(u.Elem))
		case *types.Record:
			name, ok := names.StringValue(d.Index())
			f, has := u.Field(name)
			if !ok || !has {
				c.badIndex(ch, d, t)
				return types.Invalid
			}
			key, out = types.String, append(out, f.Read())
		default:
			if !types.Assignable(m, types.String) {
				c.badIndex(ch, d, t)
				return types.Invalid
			}
			key, out = types.Number, append(out, types.String)
		}
	}
	if key == nil {
		c.expr(d.Index(), nil)
		return types.Invalid
	}
	c.exprTo(d.Index(), key)
	return types.NewUnion(out...)
}

// badIndex reports `x[i]` on what has no items.
func (c *checker) badIndex(ch *chain, d syntax.IndexPart, t types.Type) {
	c.expr(d.Index(), nil)
	span := ch.span()
	span.End = d.Span().End
	c.report(diag.New(diag.BadOperand, span, diag.Quote("operator", "[]"), diag.Quote("found", types.Brief(t))).As("one"))
}

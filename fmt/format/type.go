// Types.

package format

import "github.com/codescript-lang/coder/engine/syntax"

// typ prints a type. The comments that lead it do not break it.
func (p *printer) typ(n syntax.Node) {
	p.comments(n)
	switch n.Kind() {
	case syntax.KindPlainString:
		p.plainString(n)
	case syntax.KindNamedType:
		t := syntax.NamedType{Node: n}
		p.tokens(t.Name(), t.Dot(), t.Member())
		if args, ok := syntax.AsTypeArgs(t.Args()); ok {
			p.list(args.Open(), args.Items(), args.Close(), listStyle{edge: sepSoftline, noTrailing: true}, func(n syntax.Node, _ bool) {
				p.typ(syntax.TypeArg{Node: n}.Type())
			})
		}
	case syntax.KindOptionalType:
		t := syntax.OptionalType{Node: n}
		p.typ(t.Type())
		p.token(t.Question())
	case syntax.KindUnionType:
		p.union(syntax.UnionType{Node: n})
	case syntax.KindListType:
		t := syntax.ListType{Node: n}
		p.token(t.Open())
		p.typ(t.Element())
		p.token(t.Close())
	case syntax.KindParenType:
		t := syntax.ParenType{Node: n}
		p.token(t.Open())
		p.typ(t.Type())
		p.token(t.Close())
	case syntax.KindRecordType:
		t := syntax.RecordType{Node: n}
		p.list(t.Open(), t.Fields(), t.Close(), listStyle{edge: sepLine}, func(n syntax.Node, _ bool) {
			f := syntax.TypeField{Node: n}
			p.name(f.Name())
			p.token(f.Question())
			p.before(f.Colon()) // a name that is a keyword is one of a field only before a colon
			p.space()
			p.typ(f.Type())
		})
	case syntax.KindMapType:
		t := syntax.MapType{Node: n}
		p.tokens(t.Open(), t.OpenKey())
		p.typ(t.Key())
		p.token(t.CloseKey())
		p.annotation(t.Colon(), t.Value())
		p.token(t.Close())
	case syntax.KindFnType:
		t := syntax.FnType{Node: n}
		p.token(t.Fn())
		p.list(t.Open(), t.Params(), t.Close(), listStyle{edge: sepSoftline, noTrailing: true}, func(n syntax.Node, _ bool) {
			a := syntax.FnTypeParam{Node: n}
			p.tokens(a.Ellipsis(), a.Name())
			if a.Colon().Ok() {
				p.annotation(a.Colon(), a.Type())
			} else {
				p.typ(a.Type())
			}
		})
		p.result(t.Arrow(), t.Result())
	default:
		p.token(n)
	}
}

// union prints `A | B`, broken before each `|`.
func (p *printer) union(u syntax.UnionType) {
	p.doc.Group()
	p.lead(u)
	first := true
	for n := range u.Members().Items() {
		m := syntax.UnionMember{Node: n}
		p.typ(m.Type())
		if first {
			p.doc.Indent()
		}
		p.bar(m)
		first = false
	}
	p.doc.End()
	p.doc.End()
}

// unionBelow prints a union after `=`: on that line, or each member on its own line after a `|`.
func (p *printer) unionBelow(u syntax.UnionType) {
	p.doc.Group()
	p.doc.Indent()
	p.separate(u.Node, sepLine, placeInside)
	if u.Members().Len() > 1 {
		p.ifBroken("| ")
	}
	p.lead(u)
	for n := range u.Members().Items() {
		m := syntax.UnionMember{Node: n}
		p.typ(m.Type())
		p.bar(m)
	}
	p.doc.End()
	p.doc.End()
}

// lead leaves out the `|` before the first member, unless it is what makes a union of a single one.
func (p *printer) lead(u syntax.UnionType) {
	switch {
	case u.Members().Len() > 1:
		p.drop(u.Lead())
	case u.Lead().Ok():
		p.token(u.Lead())
		p.space()
	}
}

// bar prints the `|` after a member, if there is one.
func (p *printer) bar(m syntax.UnionMember) {
	if m.Bar().Ok() {
		p.separate(m.Bar(), sepLine, placeInside)
		p.token(m.Bar())
		p.space()
	}
}

// name prints the name of a field: a name, or a string.
func (p *printer) name(n syntax.Node) {
	if n.Kind() == syntax.KindPlainString {
		p.plainString(n)
	} else {
		p.token(n)
	}
}

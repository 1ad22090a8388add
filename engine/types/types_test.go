package types

import "testing"

func rec(fields ...Field) *Record      { return &Record{Fields: fields} }
func exact(fields ...Field) *Record    { return &Record{Fields: fields, Exact: true} }
func field(n string, t Type) Field     { return Field{Name: n, Type: t} }
func optField(n string, t Type) Field  { return Field{Name: n, Type: t, Optional: true} }
func list(t Type) *List                { return &List{Elem: t} }
func fn(result Type, ps ...Type) *Func { return &Func{Params: params(ps...), Result: result} }

func params(ts ...Type) []Parameter {
	var out []Parameter
	for _, t := range ts {
		out = append(out, Parameter{Type: t})
	}
	return out
}

func TestPrint(t *testing.T) {
	post := &Definition{Name: "Post"}
	post.Complete(rec(field("slug", String)))
	for want, typ := range map[string]Type{
		"string?":                             Optional(String),
		`"a" | "b" | none`:                    NewUnion(StringLit("a"), None, StringLit("b")),
		"bool":                                NewUnion(BoolLit(true), BoolLit(false)),
		"string":                              NewUnion(StringLit("a"), String, StringLit("b")),
		"number | string":                     NewUnion(NumberLit(1), String, Number),
		"any":                                 NewUnion(String, Any),
		"never":                               NewUnion(),
		`{a: number, b?: string, "x-y": any}`: rec(field("a", Number), optField("b", String), field("x-y", Any)),
		`{'a"b': any, "it's": any}`:           rec(field(`a"b`, Any), field("it's", Any)),
		"{[string]: [Post]}":                  &Map{Elem: list(&Named{Def: post})},
		"fn(number, string) -> none":          fn(None, Number, String),
		"(fn() -> number)?":                   Optional(fn(Number)),
		"[(fn() -> number) | string]":         list(NewUnion(fn(Number), String)),
		`"a\"\{\n"`:                           StringLit("a\"{\n"),
		"1.5":                                 NumberLit(1.5),
	} {
		if got := Print(typ); got != want {
			t.Errorf("Print = %s, want %s", got, want)
		}
	}
	sig := &Func{Params: []Parameter{{Name: "a", Type: Number}, {Name: "b", Type: String, Default: true}}, Result: HTML}
	if got, want := Signature("card", sig), "fn card(a: number, b: string = …) -> html"; got != want {
		t.Errorf("Signature = %s, want %s", got, want)
	}
}

func TestAssignable(t *testing.T) {
	ab := rec(field("a", Number), optField("b", Number))
	tree := &Definition{Name: "Tree"}
	tree.Complete(rec(field("kids", list(&Named{Def: tree}))))
	twig := &Definition{Name: "Twig"}
	twig.Complete(rec(field("kids", list(&Named{Def: twig})), field("n", Number)))
	for _, c := range []struct {
		src, dst Type
		want     bool
	}{
		{StringLit("a"), String, true},
		{String, StringLit("a"), false},
		{NumberLit(1), NewUnion(NumberLit(1), NumberLit(2)), true},
		{Bool, NewUnion(BoolLit(true), BoolLit(false), None), true},
		{None, Optional(String), true},
		{Optional(String), String, false},
		{Never, String, true},
		{Any, String, true},
		{list(Any), list(String), true},
		{list(Number), list(String), false},
		{list(Never), list(String), true},
		{rec(field("a", Number), field("c", String)), rec(field("a", Number)), true},
		{rec(field("a", Number)), rec(field("a", Number), field("c", String)), false},
		// "Where an optional field is asked, the given type must name that field or be a literal."
		{rec(field("a", Number)), ab, false},
		{exact(field("a", Number)), ab, true},
		{exact(field("a", Number), field("b", String)), ab, false},
		{rec(optField("a", Number)), rec(field("a", Number)), false},
		// Fewer parameters fit, more do not; parameters are contravariant.
		{fn(Number), fn(Number, String), true},
		{fn(Number, String, String), fn(Number, String), false},
		{fn(Number, Optional(String)), fn(Number, String), true},
		{fn(Number, StringLit("a")), fn(Number, String), false},
		{fn(Optional(Number)), fn(Number), false},
		{&Named{Def: twig}, &Named{Def: tree}, true},
		{&Named{Def: tree}, &Named{Def: twig}, false},
		{&Object{Name: "Request"}, &Object{Name: "Cookies"}, false},
	} {
		if got := Assignable(c.src, c.dst); got != c.want {
			t.Errorf("Assignable(%s, %s) = %v", Print(c.src), Print(c.dst), got)
		}
	}
}

func TestExplain(t *testing.T) {
	src := rec(field("posts", list(rec(field("title", Number)))))
	dst := rec(field("posts", list(rec(field("title", String)))))
	why := Explain(src, dst)
	if why == nil || why.Path != ".posts[].title" || why.Want != Type(String) || why.Got != Type(Number) {
		t.Errorf("Explain = %+v", why)
	}
	if why := Explain(rec(), rec(field("a", Number))); why == nil || why.Missing != "a" {
		t.Errorf("Explain of a missing field = %+v", why)
	}
	// Of a union, the member that got furthest.
	u := NewUnion(String, rec(field("a", rec(field("b", Number)))))
	if why := Explain(rec(field("a", rec(field("b", String)))), u); why == nil || why.Path != ".a.b" {
		t.Errorf("Explain into a union = %+v", why)
	}
	if why := Explain(Number, String); why == nil || why.Path != "" || why.Got != Type(Number) {
		t.Errorf("Explain at the value = %+v", why)
	}
}

func TestNeedsCheck(t *testing.T) {
	if !NeedsCheck(list(Any), list(String)) || NeedsCheck(list(String), list(Any)) || NeedsCheck(Any, Any) {
		t.Error("a check is needed where any meets a type, and only there")
	}
	if NeedsCheck(fn(Number, Any), fn(Number, String)) {
		t.Error("what a function is given is not checked where the function is given")
	}
}

func TestNarrow(t *testing.T) {
	circle := rec(field("kind", StringLit("circle")), field("r", Number))
	square := rec(field("kind", StringLit("square")), field("side", Number))
	shape := &Definition{Name: "Shape"}
	shape.Complete(NewUnion(circle, square))
	s := &Named{Def: shape}
	for _, c := range []struct {
		name string
		got  Type
		want Type
	}{
		{"none taken out", Exclude(Optional(String), None), String},
		{"none left", Narrow(Optional(String), None), None},
		{"is string of string|number", Narrow(NewUnion(String, Number), String), String},
		{"is not string", Exclude(NewUnion(String, Number), String), Number},
		{"any is what the test says", Narrow(Any, String), String},
		{"any stays when the test fails", Exclude(Any, String), Any},
		{"wide narrowed to a literal", Narrow(String, StringLit("a")), StringLit("a")},
		{"wide without a literal", Exclude(String, StringLit("a")), String},
		{"bool without true", Exclude(Bool, BoolLit(true)), BoolLit(false)},
		{"truthy", Truthy(NewUnion(Bool, None, String)), NewUnion(BoolLit(true), String)},
		{"falsy", Falsy(Optional(Bool)), NewUnion(BoolLit(false), None)},
		{"field is circle", NarrowField(s, "kind", func(t Type) Type { return Narrow(t, StringLit("circle")) }), circle},
		{"field is not circle", NarrowField(s, "kind", func(t Type) Type { return Exclude(t, StringLit("circle")) }), square},
		{"member by record type", Narrow(s, circle), circle},
	} {
		if !Identical(c.got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, Print(c.got), Print(c.want))
		}
	}
	if got := Exclude(s, None); got != Type(s) {
		t.Errorf("an unchanged type keeps its name, got %s", Print(got))
	}
}

func TestWiden(t *testing.T) {
	got := Widen(list(NewUnion(NumberLit(1), NumberLit(2), StringLit("a"))))
	if Print(got) != "[number | string]" {
		t.Errorf("Widen = %s", Print(got))
	}
	lit := exact(field("a", NumberLit(1)))
	if w := Widen(lit).(*Record); !w.Exact || w.Fields[0].Type != Type(Number) {
		t.Errorf("Widen keeps exactness, widens fields: %s", Print(w))
	}
	if o := Open(lit).(*Record); o.Exact {
		t.Error("Open forgets exactness")
	}
	if s := Settle(list(Never)); Print(s) != "[any]" {
		t.Errorf("Settle([]) = %s", Print(s))
	}
	if j := Join(list(Never), list(Number)); Print(j) != "[number]" {
		t.Errorf("Join = %s", Print(j))
	}
	if u, ok := NewUnion(lit, rec(field("a", NumberLit(1)))).(*Record); !ok || u.Exact {
		t.Error("one exact and one open record of the same fields are an open record")
	}
}

func TestInference(t *testing.T) {
	T, U := &Param{Name: "T"}, &Param{Name: "U"}
	inf := NewInference([]*Param{T, U})
	inf.Match(list(T), list(NumberLit(1)))
	inf.Match(fn(U, T), fn(Optional(String), Number))
	got := Substitute(&Map{Elem: NewUnion(T, U)}, inf.Solve())
	if Print(got) != "{[string]: number | string | none}" {
		t.Errorf("inferred %s", Print(got))
	}
	inf = NewInference([]*Param{T})
	inf.Match(Optional(T), Optional(String))
	if b := inf.Solve()[T]; b != Type(String) {
		t.Errorf("T? given string?: T is %s", Print(b))
	}
	inf = NewInference([]*Param{T})
	inf.Match(T, NumberLit(1))
	inf.Match(T, Optional(Number))
	if b := inf.Solve()[T]; Print(b) != "number?" {
		t.Errorf("the candidate that takes the others wins: %s", Print(b))
	}
	first := &Func{TypeParams: []*Param{T}, Params: params(list(T)), Result: Optional(T)}
	if !Assignable(first, fn(Optional(Number), list(Number))) || Assignable(first, fn(String, list(Number))) {
		t.Error("a generic function fits as one of its instances")
	}
}

func TestMeet(t *testing.T) {
	for _, c := range []struct {
		a, b Type
		want bool
	}{
		{String, Number, false},
		{Optional(String), None, true},
		{String, None, false},
		{list(Never), list(Number), true},
		{list(String), list(Number), false},
		{rec(field("a", Number)), rec(field("a", String)), false},
		{rec(field("a", Number)), rec(field("b", String)), true},
		{exact(field("a", Number)), exact(field("b", String)), false},
		{Any, Number, true},
	} {
		if Meet(c.a, c.b) != c.want || Meet(c.b, c.a) != c.want {
			t.Errorf("Meet(%s, %s) is not %v", Print(c.a), Print(c.b), c.want)
		}
	}
}

func TestRecursionEnds(t *testing.T) {
	loop := &Definition{Name: "Loop"}
	loop.Complete(NewUnion(&Named{Def: loop}, None))
	l := &Named{Def: loop}
	Members(l)
	Assignable(l, String)
	p := &Param{Name: "T"}
	grow := &Definition{Name: "Grow", Params: []*Param{p}}
	grow.Complete(rec(field("v", p), field("next", &Named{Def: grow, Args: []Type{list(p)}})))
	a, b := &Named{Def: grow, Args: []Type{Number}}, &Named{Def: grow, Args: []Type{String}}
	if Assignable(a, b) {
		t.Error("the first field does not fit")
	}
	Meet(a, a)
}

// TestTypesThatDouble asks about records each of which holds the one before it twice: each question ends, although there are more places
// in the last than could be counted, and what is made of such a type shares its parts, too.
func TestTypesThatDouble(t *testing.T) {
	doubled := func(end Type, levels int) Type {
		for range levels {
			end = &Record{Exact: true, Fields: []Field{{Name: "l", Type: end}, {Name: "r", Type: end}}}
		}
		return end
	}
	const levels = 80
	a, b, wide := doubled(NumberLit(1), levels), doubled(NumberLit(1), levels), doubled(Number, levels)
	if !Identical(a, b) || Identical(a, wide) || !Identical(Widen(a), wide) {
		t.Error("wrong about what is identical")
	}
	if !Assignable(a, wide) || Assignable(wide, a) || Explain(wide, a) == nil || NeedsCheck(a, wide) {
		t.Error("wrong about what fits")
	}
	if !NeedsCheck(doubled(Any, levels), wide) {
		t.Error("wrong about what has to be checked")
	}
	if !Meet(a, b) || !Meet(a, a) || !Meet(a, wide) || Meet(a, doubled(NumberLit(2), levels)) {
		t.Error("wrong about what meets")
	}
	p, q := &Param{Name: "T"}, &Param{Name: "U"}
	generic := doubled(p, levels)
	if !Identical(Substitute(generic, map[*Param]Type{p: NumberLit(1)}), a) || Substitute(a, map[*Param]Type{p: Number}) != a {
		t.Error("wrong about what is put in the place of a parameter")
	}
	if !Mentions(generic, []*Param{q, p}) || Mentions(generic, []*Param{q}) {
		t.Error("wrong about what is mentioned")
	}
	parts := map[Type]bool{}
	var count func(Type)
	count = func(t Type) {
		if r, ok := t.(*Record); ok && !parts[t] {
			parts[t] = true
			for _, f := range r.Fields {
				count(f.Type)
			}
		}
	}
	count(Settle(Widen(a)))
	if len(parts) != levels {
		t.Errorf("%d different parts, made of %d", len(parts), levels)
	}
}

package types

import "slices"

// This file replaces type parameters and finds what they stand for.

// Bindings pairs parameters with arguments. A parameter without an argument is left out.
func Bindings(params []*Param, args []Type) map[*Param]Type {
	if len(params) == 0 {
		return nil
	}
	bind := make(map[*Param]Type, len(params))
	for i, p := range params {
		if i < len(args) {
			bind[p] = args[i]
		}
	}
	return bind
}

// Substitute returns t with the parameters in bind replaced. What does not change is not copied.
func Substitute(t Type, bind map[*Param]Type) Type {
	if len(bind) == 0 {
		return t
	}
	s := substitution{bind: bind}
	return s.of(t)
}

type substitution struct {
	bind map[*Param]Type
	done map[*Record]Type // a record may be in more places than there is time for
}

func (s *substitution) of(t Type) Type {
	switch t := t.(type) {
	case *Param:
		if b, ok := s.bind[t]; ok {
			return b
		}
	case *List:
		if e := s.of(t.Elem); e != t.Elem {
			return &List{Elem: e}
		}
	case *Map:
		if e := s.of(t.Elem); e != t.Elem {
			return &Map{Elem: e}
		}
	case *Record:
		return s.record(t)
	case *Union:
		if ms, changed := s.all(t.Members); changed {
			return NewUnion(ms...)
		}
	case *Named:
		if args, changed := s.all(t.Args); changed {
			return &Named{Def: t.Def, Args: args}
		}
	case *Func:
		return s.function(t)
	}
	return t
}

func (s *substitution) record(r *Record) Type {
	if out, ok := s.done[r]; ok {
		return out
	}
	var out Type = r
	if fields, changed := s.fields(r.Fields); changed {
		out = &Record{Fields: fields, Exact: r.Exact}
	}
	if s.done == nil {
		s.done = map[*Record]Type{}
	}
	s.done[r] = out
	return out
}

func (s *substitution) all(ts []Type) (out []Type, changed bool) {
	for i, t := range ts {
		n := s.of(t)
		if n != t && !changed {
			out, changed = append([]Type(nil), ts...), true
		}
		if changed {
			out[i] = n
		}
	}
	return out, changed
}

func (s *substitution) fields(fs []Field) (out []Field, changed bool) {
	for i, f := range fs {
		n := s.of(f.Type)
		if n != f.Type && !changed {
			out, changed = append([]Field(nil), fs...), true
		}
		if changed {
			out[i].Type = n
		}
	}
	return out, changed
}

func (s *substitution) function(f *Func) Type {
	changed := false
	params := make([]Parameter, len(f.Params))
	for i, p := range f.Params {
		params[i] = p
		params[i].Type = s.of(p.Type)
		changed = changed || params[i].Type != p.Type
	}
	result := s.of(f.Result)
	if !changed && result == f.Result {
		return f
	}
	return &Func{TypeParams: f.TypeParams, Params: params, Result: result}
}

// Instantiate gives f fresh type parameters, so that a function may be inferred within a call of itself.
func Instantiate(f *Func) *Func {
	if len(f.TypeParams) == 0 {
		return f
	}
	bind := make(map[*Param]Type, len(f.TypeParams))
	fresh := make([]*Param, len(f.TypeParams))
	for i, p := range f.TypeParams {
		fresh[i] = &Param{Name: p.Name}
		bind[p] = fresh[i]
	}
	out := Substitute(&Func{Params: f.Params, Result: f.Result}, bind).(*Func)
	return &Func{TypeParams: fresh, Params: out.Params, Result: out.Result}
}

// Mentions reports whether one of params occurs in t.
func Mentions(t Type, params []*Param) bool {
	s := search{params: params}
	return s.in(t)
}

// search looks for type parameters in one type.
type search struct {
	params []*Param
	seen   map[*Record]bool // without any of them
}

func (s *search) in(t Type) bool {
	switch t := t.(type) {
	case *Param:
		return slices.Contains(s.params, t)
	case *List:
		return s.in(t.Elem)
	case *Map:
		return s.in(t.Elem)
	case *Record:
		if s.seen[t] {
			return false
		}
		for _, f := range t.Fields {
			if s.in(f.Type) {
				return true
			}
		}
		if s.seen == nil {
			s.seen = map[*Record]bool{}
		}
		s.seen[t] = true
	case *Union:
		for _, m := range t.Members {
			if s.in(m) {
				return true
			}
		}
	case *Named:
		for _, a := range t.Args {
			if s.in(a) {
				return true
			}
		}
	case *Func:
		for _, p := range t.Params {
			if s.in(p.Type) {
				return true
			}
		}
		return s.in(t.Result)
	}
	return false
}

// Inference collects what is known of type parameters while the arguments of one call are looked at. It is used by
// one goroutine.
type Inference struct {
	params []*Param
	found  map[*Param][]Type
}

// NewInference starts an inference for params.
func NewInference(params []*Param) *Inference {
	return &Inference{params: params, found: make(map[*Param][]Type, len(params))}
}

// Bound reports whether every parameter of the inference that t mentions has been met.
func (inf *Inference) Bound(t Type) bool {
	for _, p := range inf.params {
		if len(inf.found[p]) == 0 && Mentions(t, []*Param{p}) {
			return false
		}
	}
	return true
}

// Solve returns what each parameter stands for: of its candidates the first that takes all others, else the first; none
// among them makes it optional. Parameters that were not met are `any`.
func (inf *Inference) Solve() map[*Param]Type {
	bind := make(map[*Param]Type, len(inf.params))
	for _, p := range inf.params {
		bind[p] = best(inf.found[p])
	}
	return bind
}

// Known is Solve without the parameters that were not met.
func (inf *Inference) Known() map[*Param]Type {
	bind := make(map[*Param]Type, len(inf.params))
	for _, p := range inf.params {
		if len(inf.found[p]) > 0 {
			bind[p] = best(inf.found[p])
		}
	}
	return bind
}

func best(candidates []Type) Type {
	if len(candidates) == 0 {
		return Any
	}
	if i := slices.Index(candidates, Type(None)); i >= 0 && len(candidates) > 1 {
		rest := slices.DeleteFunc(slices.Clone(candidates), func(c Type) bool { return c == Type(None) })
		if len(rest) > 0 {
			return Optional(best(rest))
		}
		return None
	}
	for _, c := range candidates {
		takesAll := true
		for _, d := range candidates {
			if !Assignable(d, c) {
				takesAll = false
				break
			}
		}
		if takesAll {
			return c
		}
	}
	return candidates[0]
}

// Match learns from an argument of type arg being given to a parameter of type param.
func (inf *Inference) Match(param, arg Type) { inf.match(param, arg, 0) }

func (inf *Inference) match(param, arg Type, depth int) {
	if depth > maxDepth || !Mentions(param, inf.params) {
		return
	}
	switch p := param.(type) {
	case *Param:
		inf.found[p] = append(inf.found[p], Open(arg))
	case *Named:
		if a, ok := arg.(*Named); ok && a.Def == p.Def {
			for i := range min(len(p.Args), len(a.Args)) {
				inf.match(p.Args[i], a.Args[i], depth+1)
			}
			return
		}
		inf.match(Under(p), arg, depth+1)
	case *Union:
		inf.matchUnion(p, arg, depth)
	default:
		inf.matchParts(param, Under(arg), depth)
	}
}

// matchUnion gives the members of arg that the plain members of p do not take to the members with parameters.
func (inf *Inference) matchUnion(p *Union, arg Type, depth int) {
	rest := Members(arg)
	for _, m := range p.Members {
		if Mentions(m, inf.params) {
			continue
		}
		kept := rest[:0:0]
		for _, a := range rest {
			if !subtype(a, m) {
				kept = append(kept, a)
			}
		}
		rest = kept
	}
	if len(rest) == 0 {
		return
	}
	for _, m := range p.Members {
		inf.match(m, NewUnion(rest...), depth+1)
	}
}

func (inf *Inference) matchParts(param, arg Type, depth int) {
	if IsAny(arg) {
		return
	}
	switch p := param.(type) {
	case *List:
		if a, ok := arg.(*List); ok {
			inf.match(p.Elem, a.Elem, depth+1)
		}
	case *Map:
		if a, ok := arg.(*Map); ok {
			inf.match(p.Elem, a.Elem, depth+1)
		}
	case *Record:
		if a, ok := arg.(*Record); ok {
			for _, f := range p.Fields {
				if g, ok := a.Field(f.Name); ok {
					inf.match(f.Type, g.Type, depth+1)
				}
			}
		}
	case *Func:
		if a, ok := arg.(*Func); ok {
			for i := range min(len(p.Params), len(a.Params)) {
				if !IsAny(a.Params[i].Type) {
					inf.match(p.Params[i].Type, a.Params[i].Type, depth+1)
				}
			}
			inf.match(p.Result, a.Result, depth+1)
		}
	}
}

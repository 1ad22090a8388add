package workspace

import (
	"hash/maphash"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/types"
)

// This file makes the hashes of types. They tell apart whatever the checker tells apart, which is more than types.Print writes: what is
// in error from `any`, types of one name from two files, exact records, defaults, and what is far down in a large type.

// typ mixes in a type, with what the names in it stand for.
func (h *hasher) typ(t types.Type) *hasher {
	s := &shape{seed: h.h.Seed(), sums: map[types.Type]uint64{}, at: map[any]int{}}
	maphash.WriteComparable(&h.h, s.sum(t))
	for i := 0; i < len(s.named); i++ { // grows on the way
		maphash.WriteComparable(&h.h, s.body(s.named[i]))
	}
	return h
}

// signature mixes in what a name of a file means to others.
func (h *hasher) signature(sig check.Signature) *hasher {
	h.typ(sig.Type)
	if m := sig.Model; m != nil {
		h.typ(m.Row).typ(m.Table).number(len(m.Fields))
		for _, f := range m.Fields {
			h.text(f.Name).flag(f.Unique)
		}
	}
	return h
}

// shape is the walk through one type. A part that is in several places is looked at once: in a type that is made by doubling another
// one, and so on, it is in more of them than there is time for.
type shape struct {
	seed  maphash.Seed
	sums  map[types.Type]uint64 // of parts
	named []any                 // *types.Definition, *types.Object and *types.Param, by which parts may lead back to themselves
	at    map[any]int           // where in named
}

// sum is the hash of a type in which what has a name is a number.
func (s *shape) sum(t types.Type) uint64 {
	switch t.(type) {
	case nil, types.Basic, types.Literal:
		return maphash.Comparable(s.seed, t)
	}
	if sum, ok := s.sums[t]; ok {
		return sum
	}
	sum := s.part(t)
	s.sums[t] = sum
	return sum
}

// part is sum of a type with parts. Each kind of them begins with another word.
func (s *shape) part(t types.Type) uint64 {
	h := &hasher{}
	h.h.SetSeed(s.seed)
	switch t := t.(type) {
	case *types.List:
		s.all(h.text("list"), t.Elem)
	case *types.Map:
		s.all(h.text("map"), t.Elem)
	case *types.Record:
		h.text("record").flag(t.Exact)
		s.fields(h, t.Fields)
	case *types.Union:
		s.all(h.text("union"), t.Members...)
	case *types.Func:
		s.function(h, t)
	case *types.Named:
		s.all(h.text("named").number(s.number(t.Def)), t.Args...)
	case *types.Param:
		h.text("param").number(s.number(t))
	case *types.Object:
		h.text("object").number(s.number(t))
	}
	return h.sum()
}

// number numbers what has a name in the order in which it is met, which is the same in equal types.
func (s *shape) number(named any) int {
	i, known := s.at[named]
	if !known {
		i = len(s.named)
		s.at[named], s.named = i, append(s.named, named)
	}
	return i
}

// body is the hash of what a name stands for.
func (s *shape) body(named any) uint64 {
	h := &hasher{}
	h.h.SetSeed(s.seed)
	switch d := named.(type) {
	case *types.Definition:
		h.text(d.Module, d.Name)
		for _, p := range d.Params {
			h.number(s.number(p))
		}
		s.all(h, d.Body())
	case *types.Object:
		h.text(d.Name)
		s.fields(h, d.Fields)
		h.number(len(d.Methods))
		for _, m := range d.Methods {
			s.function(h.text(m.Name), m.Type)
		}
	case *types.Param:
		h.text(d.Name)
	}
	return h.sum()
}

func (s *shape) all(h *hasher, parts ...types.Type) {
	h.number(len(parts))
	for _, t := range parts {
		maphash.WriteComparable(&h.h, s.sum(t))
	}
}

func (s *shape) fields(h *hasher, fields []types.Field) {
	h.number(len(fields))
	for _, f := range fields {
		s.all(h.text(f.Name).flag(f.Optional), f.Type)
	}
}

func (s *shape) function(h *hasher, f *types.Func) {
	h.text("fn").number(len(f.TypeParams))
	for _, p := range f.TypeParams {
		h.number(s.number(p))
	}
	h.number(len(f.Params))
	for _, p := range f.Params {
		s.all(h.text(p.Name).flag(p.Default).flag(p.Rest), p.Type)
	}
	s.all(h, f.Result)
}

package workspace

import (
	"hash/maphash"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// hasher makes the hashes of answers.
type hasher struct{ h maphash.Hash }

func (m *memo) hasher() *hasher {
	h := &hasher{}
	h.h.SetSeed(m.snap.ws.seed)
	return h
}

// text mixes in texts, each told from its neighbours.
func (h *hasher) text(values ...string) *hasher {
	for _, v := range values {
		h.h.WriteString(v)
		h.h.WriteByte(0)
	}
	return h
}

// list mixes in a list, told from what stands around it.
func (h *hasher) list(values []string) *hasher { return h.number(len(values)).text(values...) }

// number mixes in numbers.
func (h *hasher) number(values ...int) *hasher {
	for _, v := range values {
		maphash.WriteComparable(&h.h, v)
	}
	return h
}

func (h *hasher) flag(v bool) *hasher {
	if v {
		h.h.WriteByte(1)
	} else {
		h.h.WriteByte(2)
	}
	return h
}

func (h *hasher) span(s source.Span) *hasher { return h.number(s.Start, s.End) }

func (h *hasher) ref(r check.Ref) *hasher { return h.text(r.Path, r.Name) }

func (h *hasher) unit(id names.UnitID) *hasher {
	return h.text(id.Path, id.Name, id.After).number(int(id.Kind), id.Ordinal)
}

func (h *hasher) args(args []diag.Arg) *hasher {
	h.number(len(args))
	for _, a := range args {
		maphash.WriteComparable(&h.h, a)
	}
	return h
}

// diagnostics mixes in findings, with all that is shown of them.
func (h *hasher) diagnostics(ds []diag.Diagnostic) *hasher {
	h.number(len(ds))
	for i := range ds {
		d := &ds[i]
		h.text(d.Path, string(d.Code), d.Variant).span(d.Span).args(d.Args).number(len(d.Related), len(d.Fixes))
		for _, r := range d.Related {
			h.text(r.Path, string(r.Note)).span(r.Span).args(r.Args)
		}
		for _, f := range d.Fixes {
			h.text(string(f.Title)).args(f.Args).number(len(f.Edits))
			for _, e := range f.Edits {
				h.text(e.Path, e.New).span(e.Span)
			}
		}
	}
	return h
}

// result mixes in what was found in a unit.
func (h *hasher) result(r *check.Result) *hasher {
	h.typ(r.Type).diagnostics(r.Diags).flag(r.Leaves).known(r.Known)
	h.number(len(r.Reads), len(r.Edges), len(r.Links))
	for _, x := range r.Reads {
		maphash.WriteComparable(&h.h, x)
	}
	for _, x := range r.Edges {
		maphash.WriteComparable(&h.h, x)
	}
	for _, x := range r.Links {
		maphash.WriteComparable(&h.h, x)
	}
	return h
}

// known mixes in what is known of top-level values.
func (h *hasher) known(list []check.Known) *hasher {
	h.number(len(list))
	for _, k := range list {
		h.text(k.Name, k.Path).typ(k.Type)
	}
	return h
}

// reached mixes in reads and the ways to them.
func (h *hasher) reached(list []check.Reached) *hasher {
	h.number(len(list))
	for _, r := range list {
		maphash.WriteComparable(&h.h, r.Read)
		h.unit(r.Unit).number(len(r.Via))
		for _, v := range r.Via {
			maphash.WriteComparable(&h.h, v)
		}
	}
	return h
}

func (h *hasher) sum() uint64 { return h.h.Sum64() }

// tree mixes in the shape and the words of a tree; with docs, also what doc comments say.
func (h *hasher) tree(n syntax.Node, docs bool) {
	h.h.WriteByte(byte(n.Kind()))
	if n.IsToken() {
		h.text(n.Text())
		if docs && n.CommentBefore() && n.DocComment() != "" {
			h.text(n.DocComment())
		}
		return
	}
	for c := range n.Children() {
		h.tree(c, docs)
	}
	h.h.WriteByte(0)
}

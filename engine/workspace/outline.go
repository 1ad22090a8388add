package workspace

import (
	"context"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// This file keeps what stands where at the top level of files whose trees were let go, so that a search through all files of a
// project parses of each only what can hold something.

// Declared is one declaration of a file: a name that it gives, or a page, layout or test.
type Declared struct {
	Kind names.Kind
	Name string      // what a test says; "" of a page or layout
	Span source.Span // of the name in bytes; of a page or layout, of its keyword
	// Obsolete says that its documentation tells not to use it any more.
	Obsolete bool
}

// outline is what kOutline answers. It holds no tree.
type outline struct {
	sound    bool    // without a syntax error
	starts   []int32 // where units begin
	spaces   []int   // which of them import a namespace: what is meant behind its dot is told by nothing else
	declared []Declared
	indexed  bool // whether imported is known
	imported []importedName
}

// outlineOf draws the outline of a module.
func outlineOf(mod *names.Module) *outline {
	units := mod.Units()
	out := &outline{sound: !mod.Tree.Root().HasError(), starts: make([]int32, len(units))}
	for i, u := range units {
		out.starts[i] = int32(u.Outer.Span().Start)
		switch u.Kind {
		case names.Statement, names.Paths:
		case names.Import:
			if slices.ContainsFunc(u.Decls, func(d *names.Decl) bool { return d.Import != nil && d.Import.Name == names.Namespace }) {
				out.spaces = append(out.spaces, i)
			}
		case names.Page, names.Layout:
			out.declared = append(out.declared, Declared{Kind: u.Kind, Span: u.NameSpan()})
		case names.Test:
			name := syntax.TestDecl{Node: u.Node}.Name()
			out.declared = append(out.declared, Declared{Kind: u.Kind, Name: strings.Trim(name.Text(), `"'`), Span: name.Span()})
		default:
			_, obsolete := names.Deprecated(u.Doc)
			for _, d := range u.Decls {
				out.declared = append(out.declared, Declared{Kind: u.Kind, Name: d.Name, Span: d.Node.Span(), Obsolete: obsolete})
			}
		}
	}
	return out
}

// outline draws the outline of a file; its hash is that of the text.
func (m *memo) outline(p string) (*outline, uint64) {
	mod := m.moduleOf(p)
	if mod == nil {
		return nil, 0
	}
	return outlineOf(mod), m.get(key{kind: kFile, path: p}).hash
}

// Declared returns what a `.code` file declares, in order, without imports, statements and `paths`; nothing when there is no such file.
// The error is the context's.
func (s *Snapshot) Declared(ctx context.Context, p string) ([]Declared, error) {
	o, err := ask[*outline](ctx, s, key{kind: kOutline, path: syntax.NFC(p)})
	if o == nil {
		return nil, err
	}
	return o.declared, err
}

// Excerpt is a module of some declarations of a file, with what the names in its units are bound to, in their order.
type Excerpt struct {
	Module      *names.Module
	Resolutions []*names.Resolution
}

// Excerpts returns, for each file, those declarations whose text may hold a word, and the namespaces that it imports, where this is much
// less work than the whole module; nothing where it is not, or where only the whole can tell. Everything stands where it does in the file, but
// units may have other ordinals, so that they are not what other questions know by their IDs. The error is the context's.
func (s *Snapshot) Excerpts(ctx context.Context, paths []string, word string) ([]Excerpt, error) {
	out := make([]Excerpt, len(paths))
	err := sideBySide(len(paths), func(i int) error {
		m, err := s.excerpt(ctx, paths[i], word)
		if m != nil {
			out[i] = Excerpt{m, make([]*names.Resolution, len(m.Units()))}
			for k, u := range m.Units() {
				out[i].Resolutions[k] = names.Resolve(u)
			}
		}
		return err
	})
	return out, err
}

func (s *Snapshot) excerpt(ctx context.Context, p, word string) (*names.Module, error) {
	p = syntax.NFC(p)
	m, err := s.begin(ctx)
	if err != nil || word == "" || !isASCII(word) {
		return nil, err // how else it may be spelled is for the whole
	}
	text := s.text(p)
	if text == nil || !m.isSealed(p) {
		return nil, nil
	}
	o := answer[*outline](m, key{kind: kOutline, path: p})
	if o == nil || !o.sound {
		return nil, nil
	}
	whole := text.String()
	var cut []byte
	for _, i := range o.holding(whole, word) {
		cut = append(padded(cut, int(o.starts[i])), whole[o.starts[i]:o.end(i, whole)]...)
	}
	tree := syntax.Parse(source.NewText(cut))
	if tree.Root().HasError() {
		return nil, nil
	}
	return names.NewModule(p, tree.Root(), nil), nil
}

// isSealed reports whether of the file at p no tree is kept.
func (m *memo) isSealed(p string) bool {
	m.lock()
	defer m.unlock()
	s := m.graph.at(key{kind: kOutline, path: p})
	return !m.isOld() && s != nil && s.sealed && m.holdsNow(s) && !m.isPoor(s)
}

// end is where the next unit begins.
func (o *outline) end(i int, text string) int {
	if i+1 < len(o.starts) {
		return int(o.starts[i+1])
	}
	return len(text)
}

// holding lists the units of a text that hold a word, and the imports of namespaces, in order.
func (o *outline) holding(text, word string) []int {
	out := slices.Clone(o.spaces)
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			break
		}
		unit, found := slices.BinarySearch(o.starts, int32(at+i))
		if !found {
			unit--
		}
		if unit >= 0 {
			out = append(out, unit)
		}
		at = o.end(unit, text)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// padded appends blank lines to b up to an offset.
func padded(b []byte, offset int) []byte {
	const blank = "                                                               \n"
	for n := offset - len(b); n > 0; n = offset - len(b) {
		b = append(b, blank[max(len(blank)-n, 0):]...)
	}
	return b
}

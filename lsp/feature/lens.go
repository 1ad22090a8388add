// Code lenses: what stands above a page and a test in the editor.

package feature

import (
	"context"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// LensKind says what a lens is of.
type LensKind uint8

// Kinds of lenses.
const (
	LensPage LensKind = iota // the page's address and how it is drawn; opens it
	LensTest                 // runs the test
)

// Lens is a line above a declaration that can be clicked.
type Lens struct {
	Span source.Span // of the keyword
	Kind LensKind
	Name string // of a test
}

// Lenses returns the lenses of a file, in order; none if ctx has ended.
func Lenses(ctx context.Context, f File) []Lens {
	m, err := f.Snapshot.Module(ctx, f.Path)
	if err != nil || m == nil {
		return nil
	}
	var out []Lens
	for u := range m.Of(names.Page, names.Test) {
		switch u.Kind {
		case names.Page:
			out = append(out, Lens{Span: u.NameSpan(), Kind: LensPage})
		case names.Test:
			d := syntax.TestDecl{Node: u.Node}
			if d.Name().Kind() == syntax.KindPlainString {
				out = append(out, Lens{Span: d.Keyword().Span(), Kind: LensTest, Name: d.Name().StringValue()})
			}
		}
	}
	return out
}

// PageLens is what the lens above a page says, and the page's address, as `/blog/{slug}`; false where the page has none.
func PageLens(ctx context.Context, f File) (title, address string, ok bool) {
	p, err := f.Snapshot.Page(ctx, f.Path)
	if err != nil || p == nil || p.Route == nil && f.site(ctx) != nil {
		return "", "", false
	}
	address = p.Route.String()
	return address + " — " + f.manner(p), address, true
}

// TestLens is what the lens above a test says.
func TestLens(f File) string { return f.say("Run test", "테스트 실행") }

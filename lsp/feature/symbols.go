// Document symbols: the outline of one file.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// SymbolKind says what a symbol stands for; the server maps it to the protocol's kinds.
type SymbolKind uint8

// Kinds of symbols.
const (
	SymbolFunction SymbolKind = iota
	SymbolComponent
	SymbolConstant
	SymbolVariable
	SymbolType
	SymbolModel
	SymbolField
	SymbolPage
	SymbolAction
	SymbolTest
	SymbolElement
)

// Symbol is one line of the outline.
type Symbol struct {
	Name     string
	Detail   string // parameters, or a type, as written; may be empty
	Kind     SymbolKind
	Span     source.Span // the whole declaration
	NameSpan source.Span // inside Span: what is selected when the symbol is gone to
	Children []Symbol
}

// maxSymbols bounds the outline of one file: more than this nobody reads, and clients draw it slowly.
const maxSymbols = 10_000

// Outline is the outline of one file, declaration by declaration. It is immutable.
type Outline struct {
	Decls []OutlineDecl // in the order of the text
	known map[syntax.NodeID]*DeclSymbols
}

// OutlineDecl is what one declaration adds to an outline.
type OutlineDecl struct {
	Start int // the byte that the spans of its symbols count from
	*DeclSymbols
}

// DeclSymbols are the symbols of one declaration; their spans count from its start. It is the same object in the outlines of all
// versions of a file between which the declaration did not change.
type DeclSymbols struct {
	Symbols []Symbol
	count   int // with those inside others
}

// NewOutline returns the outline of a file. What did not change since an older outline of the file, which may be nil, is taken over.
func NewOutline(tree *syntax.Tree, old *Outline) *Outline {
	file, _ := syntax.AsFile(tree.Root())
	out := &Outline{known: map[syntax.NodeID]*DeclSymbols{}}
	left := maxSymbols
	for n := range file.Decls().Items() {
		if n.IsToken() {
			continue
		}
		start := n.Span().Start
		var d *DeclSymbols
		if old != nil {
			d = old.known[n.ID()]
		}
		if d == nil {
			o := outline{left: left, base: start}
			d = &DeclSymbols{Symbols: o.list(n)}
			d.count = left - o.left
		}
		out.known[n.ID()] = d
		if d.count == 0 {
			continue
		}
		if left -= d.count; left < 0 {
			break
		}
		out.Decls = append(out.Decls, OutlineDecl{start, d})
	}
	return out
}

// Symbols returns the outline of a file in the order of its text: declarations with their fields, and the elements of their markup.
func Symbols(tree *syntax.Tree) []Symbol {
	var out []Symbol
	for _, d := range NewOutline(tree, nil).Decls {
		out = append(out, shifted(d.Symbols, d.Start)...)
	}
	return out
}

// shifted are symbols with their spans moved.
func shifted(list []Symbol, by int) []Symbol {
	out := make([]Symbol, len(list))
	for i, s := range list {
		s.Span, s.NameSpan, s.Children = s.Span.Shift(by), s.NameSpan.Shift(by), shifted(s.Children, by)
		out[i] = s
	}
	return out
}

// outline collects symbols until left of them are used up. Their spans count from base.
type outline struct{ left, base int }

// list returns what n adds to the outline: itself, or what is inside.
func (o *outline) list(n syntax.Node) []Symbol {
	if n.IsToken() || o.left == 0 || !holdsSymbols(n.Kind()) {
		return nil
	}
	s, ok := o.symbol(n)
	if !ok {
		return o.within(n)
	}
	o.left--
	if s.NameSpan.Len() == 0 {
		s.NameSpan = n.First().Span()
	}
	s.Span, s.NameSpan = n.Span().Shift(-o.base), s.NameSpan.Shift(-o.base)
	s.Children = o.within(n)
	return []Symbol{s}
}

// holdsSymbols reports whether a node of a kind may be, or be around, a symbol.
func holdsSymbols(k syntax.Kind) bool {
	switch k {
	case syntax.KindEndTag, syntax.KindImportDecl, syntax.KindTypeParams, syntax.KindRawLineList, syntax.KindNamedType,
		syntax.KindMemberPart, syntax.KindRecordPattern, syntax.KindListPattern, syntax.KindHtmlComment:
		return false
	}
	return true
}

// within returns the symbols in the children of n.
func (o *outline) within(n syntax.Node) []Symbol {
	var found []Symbol
	for c := range n.Children() {
		found = append(found, o.list(c)...)
	}
	return found
}

// symbol describes n if it is a line of the outline of its own.
func (o *outline) symbol(n syntax.Node) (Symbol, bool) {
	switch n.Kind() {
	case syntax.KindFnDecl:
		d := syntax.FnDecl{Node: n}
		s := named(d.Name(), SymbolFunction)
		s.Detail = signature(d.Open(), d.Close())
		if isComponentName(s.Name) {
			s.Kind = SymbolComponent
		}
		return s, s.Name != ""
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		s := named(d.Pattern(), SymbolConstant)
		s.Detail = d.Type().Text()
		if d.Keyword().Text() == "var" {
			s.Kind = SymbolVariable
		}
		return s, d.Pattern().Kind() == syntax.KindIdent && s.Name != ""
	case syntax.KindTypeDecl:
		s := named(syntax.TypeDecl{Node: n}.Name(), SymbolType)
		return s, s.Name != ""
	case syntax.KindModelDecl:
		s := named(syntax.ModelDecl{Node: n}.Name(), SymbolModel)
		return s, s.Name != ""
	case syntax.KindTypeField:
		f := syntax.TypeField{Node: n}
		s := named(f.Name(), SymbolField)
		s.Detail = oneLine(f.Type().Text())
		return s, s.Name != ""
	case syntax.KindModelField:
		f := syntax.ModelField{Node: n}
		s := named(f.Name(), SymbolField)
		s.Detail = oneLine(f.Type().Text())
		return s, s.Name != ""
	case syntax.KindPageDecl:
		d := syntax.PageDecl{Node: n}
		return Symbol{Name: "page", Detail: signature(d.Open(), d.Close()), Kind: SymbolPage, NameSpan: d.Keyword().Span()}, true
	case syntax.KindLayoutDecl:
		d := syntax.LayoutDecl{Node: n}
		return Symbol{Name: "layout", Detail: signature(d.Open(), d.Close()), Kind: SymbolPage, NameSpan: d.Keyword().Span()}, true
	case syntax.KindPathsDecl:
		return Symbol{Name: "paths", Kind: SymbolPage, NameSpan: syntax.PathsDecl{Node: n}.Keyword().Span()}, true
	case syntax.KindActionDecl:
		d := syntax.ActionDecl{Node: n}
		s := named(d.Name(), SymbolAction)
		s.Detail = signature(d.Open(), d.Close())
		return s, s.Name != ""
	case syntax.KindTestDecl:
		s := named(syntax.TestDecl{Node: n}.Name(), SymbolTest)
		s.Name = strings.Trim(s.Name, `"'`)
		return s, s.Name != ""
	case syntax.KindElement:
		start := syntax.StartTag{Node: syntax.Element{Node: n}.Start()}
		s := named(start.Name(), SymbolElement)
		s.Name += markOf(start)
		return s, s.Name != ""
	}
	return Symbol{}, false
}

func named(name syntax.Node, kind SymbolKind) Symbol {
	return Symbol{Name: name.Text(), Kind: kind, NameSpan: name.Span()}
}

// signature is the source text from an opening to a closing bracket, on one line.
func signature(open, shut syntax.Node) string {
	if !open.Ok() || !shut.Ok() {
		return ""
	}
	return oneLine(open.Tree().Text().Slice(source.Span{Start: open.Span().Start, End: shut.Span().End}))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// isComponentName reports whether a function of this name is used as a tag: a tag that starts with a lower-case ASCII letter is an element.
func isComponentName(name string) bool {
	return name != "" && !('a' <= name[0] && name[0] <= 'z') && name[0] != '_'
}

// markOf is what tells an element from its neighbours, as a selector writes it: `#id`, else `.class`, where literal.
func markOf(start syntax.StartTag) string {
	mark := ""
	for a := range start.Attrs().Items() {
		attr, ok := syntax.AsAttr(a)
		if !ok {
			continue
		}
		value := strings.Trim(attr.Value().Text(), `"'`)
		if value == "" || strings.ContainsAny(value, "{ \n") {
			continue
		}
		switch attr.Name().Text() {
		case "id":
			return "#" + value
		case "class":
			mark = "." + value
		}
	}
	return mark
}

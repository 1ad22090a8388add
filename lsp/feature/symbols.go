// Document symbols: the outline of one file.

package feature

import (
	"strings"
	"sync"

	"github.com/codescript-lang/coder/engine/names"
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
	Name      string
	Detail    string // parameters, or a type, as written; may be empty
	Kind      SymbolKind
	Range     Stretch // the whole declaration
	NameRange Stretch // inside Range: what is selected when the symbol is gone to
	Obsolete  bool    // its documentation says that it should not be used any more
	Children  []Symbol
}

// Stretch is a range in lines and columns, both from 0; columns in the units of the file's memo.
type Stretch struct{ StartLine, StartColumn, EndLine, EndColumn uint32 }

// from is a stretch that is told from the start of a piece, told from where at is told from.
func (s Stretch) from(at linecol) Stretch {
	start, end := linecol{s.StartLine, s.StartColumn}.from(at), linecol{s.EndLine, s.EndColumn}.from(at)
	return Stretch{start.line, start.col, end.line, end.col}
}

// maxSymbols bounds the outline of one file: more than this nobody reads, and clients draw it slowly.
const maxSymbols = 10_000

// OutlinePiece is what one declaration or statement adds to the outline, and where the piece of the file starts that it is in.
type OutlinePiece struct {
	Line, Column uint32
	*PieceSymbols
}

// PieceSymbols are the symbols of one piece; lines, and columns on its first line, count from its start. It is immutable, and the same
// object in the outlines of all versions of a file between which the piece did not change.
type PieceSymbols struct {
	Symbols []Symbol
	count   int // with those inside others
	end     linecol
}

// outlineMemo keeps the symbols of a file.
type outlineMemo struct {
	mu   sync.Mutex
	runs pieceMemo[*PieceSymbols]
}

// Outline returns the outline of a file in the order of its text: declarations with their fields, and the elements of their markup.
// Pieces without symbols are left out.
func Outline(f File) []OutlinePiece {
	m := f.memo()
	m.outline.mu.Lock()
	defer m.outline.mu.Unlock()
	runs := m.outline.runs.of(f.Tree, func(n syntax.Node) *PieceSymbols { return newPieceSymbols(n, m.columns) })
	out := make([]OutlinePiece, 0, len(runs))
	var at linecol
	left := maxSymbols
	for _, run := range runs {
		if left -= run.count; left < 0 {
			break
		}
		if run.count > 0 {
			out = append(out, OutlinePiece{at.line, at.col, run})
		}
		at = run.end.from(at)
	}
	return out
}

// Symbols returns the outline with all places told from the start of the file.
func Symbols(f File) []Symbol {
	var out []Symbol
	for _, p := range Outline(f) {
		out = append(out, placed(p.Symbols, linecol{p.Line, p.Column})...)
	}
	return out
}

// placed are symbols of a piece that starts at a place.
func placed(list []Symbol, at linecol) []Symbol {
	out := make([]Symbol, len(list))
	for i, s := range list {
		s.Range, s.NameRange, s.Children = s.Range.from(at), s.NameRange.from(at), placed(s.Children, at)
		out[i] = s
	}
	return out
}

func newPieceSymbols(n syntax.Node, columns Columns) *PieceSymbols {
	o := outline{left: maxSymbols, ruler: newRuler(n, columns)}
	out := &PieceSymbols{end: o.ruler.end()}
	if k := n.Kind(); k != syntax.KindError && k != syntax.KindUnexpected {
		out.Symbols = o.list(n)
		if _, obsolete := names.Deprecated(n.DocComment()); obsolete {
			for i := range out.Symbols {
				out.Symbols[i].Obsolete = true
			}
		}
	}
	out.count = maxSymbols - o.left
	return out
}

// outline collects symbols of a piece until left of them are used up.
type outline struct {
	left  int
	ruler *ruler
}

// list returns what n adds to the outline: itself, or what is inside.
func (o *outline) list(n syntax.Node) []Symbol {
	if n.IsToken() || o.left == 0 || !holdsSymbols(n.Kind()) {
		return nil
	}
	s, name, ok := o.symbol(n)
	if !ok {
		return o.within(n)
	}
	o.left--
	if name.Len() == 0 {
		name = n.First().Span()
	}
	s.Range, s.NameRange = o.stretch(n.Span()), o.stretch(name)
	s.Children = o.within(n)
	return []Symbol{s}
}

func (o *outline) stretch(span source.Span) Stretch {
	start, end := o.ruler.place(span.Start), o.ruler.place(span.End)
	return Stretch{start.line, start.col, end.line, end.col}
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

// symbol describes n if it is a line of the outline of its own. The span is that of its name.
func (o *outline) symbol(n syntax.Node) (Symbol, source.Span, bool) {
	switch n.Kind() {
	case syntax.KindFnDecl:
		d := syntax.FnDecl{Node: n}
		s, name := named(d.Name(), SymbolFunction)
		s.Detail = signature(d.Open(), d.Close())
		if isComponentName(s.Name) {
			s.Kind = SymbolComponent
		}
		return s, name, s.Name != ""
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		s, name := named(d.Pattern(), SymbolConstant)
		s.Detail = d.Type().Text()
		if d.Keyword().Text() == "var" {
			s.Kind = SymbolVariable
		}
		return s, name, d.Pattern().Kind() == syntax.KindIdent && s.Name != ""
	case syntax.KindTypeDecl:
		s, name := named(syntax.TypeDecl{Node: n}.Name(), SymbolType)
		return s, name, s.Name != ""
	case syntax.KindModelDecl:
		s, name := named(syntax.ModelDecl{Node: n}.Name(), SymbolModel)
		return s, name, s.Name != ""
	case syntax.KindTypeField:
		f := syntax.TypeField{Node: n}
		s, name := named(f.Name(), SymbolField)
		s.Detail = oneLine(f.Type().Text())
		return s, name, s.Name != ""
	case syntax.KindModelField:
		f := syntax.ModelField{Node: n}
		s, name := named(f.Name(), SymbolField)
		s.Detail = oneLine(f.Type().Text())
		return s, name, s.Name != ""
	case syntax.KindPageDecl:
		d := syntax.PageDecl{Node: n}
		return Symbol{Name: "page", Detail: signature(d.Open(), d.Close()), Kind: SymbolPage}, d.Keyword().Span(), true
	case syntax.KindLayoutDecl:
		d := syntax.LayoutDecl{Node: n}
		return Symbol{Name: "layout", Detail: signature(d.Open(), d.Close()), Kind: SymbolPage}, d.Keyword().Span(), true
	case syntax.KindPathsDecl:
		return Symbol{Name: "paths", Kind: SymbolPage}, syntax.PathsDecl{Node: n}.Keyword().Span(), true
	case syntax.KindActionDecl:
		d := syntax.ActionDecl{Node: n}
		s, name := named(d.Name(), SymbolAction)
		s.Detail = signature(d.Open(), d.Close())
		return s, name, s.Name != ""
	case syntax.KindTestDecl:
		s, name := named(syntax.TestDecl{Node: n}.Name(), SymbolTest)
		s.Name = strings.Trim(s.Name, `"'`)
		return s, name, s.Name != ""
	case syntax.KindElement:
		start := syntax.StartTag{Node: syntax.Element{Node: n}.Start()}
		s, name := named(start.Name(), SymbolElement)
		s.Name += markOf(start)
		return s, name, s.Name != ""
	}
	return Symbol{}, source.Span{}, false
}

func named(name syntax.Node, kind SymbolKind) (Symbol, source.Span) {
	return Symbol{Name: name.Text(), Kind: kind}, name.Span()
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

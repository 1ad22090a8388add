// Inlay hints: what the code does not say and a reader may wonder: types that are inferred, what arguments are called, and which element a
// far end tag ends.

package feature

import (
	"context"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// HintKind says what a hint tells.
type HintKind uint8

// Kinds of hints.
const (
	HintType HintKind = iota
	HintArgument
	HintEnd
)

// Hint is a text shown between the characters of a file.
type Hint struct {
	Offset int // the byte that it is shown before
	Kind   HintKind
	Parts  []HintPart
	// Insert is what writes the hint into the code, at Offset; "" where the code has no place for it.
	Insert string
}

// HintPart is a piece of a hint.
type HintPart struct {
	Text string
	At   Place // what it names is declared there, if Named
	// Named says that the part is the name of a type.
	Named bool
}

const (
	// longElement is how many lines an element has whose end tag says what it ends: less than that is seen at a glance.
	longElement = 20
	// longHint is how many characters of a type a hint shows: beyond it hints push the code out of sight.
	longHint = 48
)

// Hints returns the hints in a part of a file, in order. Only the declarations there are looked at; none when ctx has ended.
func Hints(ctx context.Context, f File, within source.Span) []Hint {
	h := &hinter{ctx: ctx, file: f, within: within}
	for n := range pieces(f.Tree) {
		if span := n.FullSpan(); span.Start > within.End {
			break
		} else if span.End >= within.Start && ctx.Err() == nil {
			if h.info = f.infoAt(ctx, n.Span().Start); h.info != nil {
				h.node(n)
			}
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	return h.out
}

type hinter struct {
	ctx    context.Context
	file   File
	within source.Span
	info   *check.Info // of the declaration
	finder *finder     // made when a type is named
	out    []Hint
}

func (h *hinter) node(n syntax.Node) {
	if span := n.FullSpan(); n.IsToken() || span.End < h.within.Start || span.Start > h.within.End {
		return
	}
	switch n.Kind() {
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		h.let(d.Pattern(), d.Type(), d.Value())
	case syntax.KindLetDirective:
		d := syntax.LetDirective{Node: n}
		h.let(d.Pattern(), d.Type(), d.Value())
	case syntax.KindForStmt:
		h.name(syntax.ForStmt{Node: n}.Name(), nil)
	case syntax.KindForDirective:
		h.name(syntax.ForDirective{Node: n}.Name(), nil)
	case syntax.KindFnExpr:
		for p := range (syntax.FnExpr{Node: n}).Params().Items() {
			if d := (syntax.Param{Node: p}); !d.Type().Ok() && !d.Default().Ok() {
				h.name(d.Name(), nil)
			}
		}
	case syntax.KindCallPart:
		h.arguments(syntax.CallPart{Node: n})
	}
	for c := range n.Children() {
		h.node(c)
	}
	if e, ok := syntax.AsElement(n); ok {
		h.end(e)
	}
	if d, ok := syntax.AsFnDecl(n); ok && !d.Arrow().Ok() && d.Close().Ok() && !d.Close().Missing() {
		h.result(d)
	}
}

// add shows a hint if it stands in the part asked for, and keeps hints in order.
func (h *hinter) add(hint Hint) {
	if hint.Offset < h.within.Start || hint.Offset > h.within.End || len(hint.Parts) == 0 {
		return
	}
	at := len(h.out)
	for at > 0 && h.out[at-1].Offset > hint.Offset {
		at--
	}
	h.out = append(h.out, Hint{})
	copy(h.out[at+1:], h.out[at:])
	h.out[at] = hint
}

// let tells the types of the names of a `let`, unless its value says them.
func (h *hinter) let(pattern, typ, value syntax.Node) {
	if typ.Ok() || !value.Ok() {
		return
	}
	if pattern.Kind() == syntax.KindIdent {
		if !saysItsType(value) {
			h.name(pattern, h.info.TypeOf(value))
		}
		return
	}
	for _, n := range names.PatternNames(pattern) {
		h.name(n, nil)
		if k := len(h.out) - 1; k >= 0 && h.out[k].Offset == n.Span().End {
			h.out[k].Insert = "" // a name of a pattern has no place for its type
		}
	}
}

// saysItsType reports whether a reader sees of what type a value is.
func saysItsType(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindNumber, syntax.KindPlainString, syntax.KindString, syntax.KindRawString, syntax.KindTaggedString, syntax.KindElement,
		syntax.KindFnExpr, syntax.KindKwTrue, syntax.KindKwFalse, syntax.KindKwNone, syntax.KindRecordExpr:
		return true
	case syntax.KindParenExpr:
		return saysItsType(syntax.ParenExpr{Node: n}.Value())
	}
	return false
}

// name tells the type of a name where it is declared; t is nil where only what declares it knows.
func (h *hinter) name(n syntax.Node, t types.Type) {
	if !n.Ok() || n.Missing() || strings.HasPrefix(n.Text(), "_") {
		return
	}
	if s := h.info.SymbolOf(n); s != nil && s.Type != nil {
		t = s.Type // of a `var` the wide one
	}
	if t == nil || types.IsAny(t) || t == types.Type(types.Never) {
		return
	}
	hint := Hint{Offset: n.Span().End, Kind: HintType, Parts: h.parts(": ", t)}
	if insertable(n) {
		hint.Insert = h.written(": ", t)
	}
	h.add(hint)
}

// insertable reports whether a type can be written behind a name: behind that of a loop it cannot.
func insertable(n syntax.Node) bool {
	path := n.Tree().PathAt(n.Span().Start)
	switch parent(path).Kind() {
	case syntax.KindLetStmt, syntax.KindLetDirective, syntax.KindParam:
		return true
	}
	return false
}

// written is how a type is written in the file behind a mark; "" if it cannot be.
func (h *hinter) written(mark string, t types.Type) string {
	text := h.file.writtenType(h.ctx, t)
	if text == "" {
		return ""
	}
	return mark + text
}

// result tells what a declared function gives, unless that is markup or nothing.
func (h *hinter) result(d syntax.FnDecl) {
	f, ok := h.info.Result.Type.(*types.Func)
	if !ok || types.IsAny(f.Result) || f.Result == types.Type(types.None) || f.Result == types.Type(types.HTML) || f.Result == types.Type(types.Never) {
		return
	}
	h.add(Hint{Offset: d.Close().Span().End, Kind: HintType, Parts: h.parts(" -> ", f.Result), Insert: h.written(" -> ", f.Result)})
}

// parts writes a type as a hint. The names of types in it lead to their declarations.
func (h *hinter) parts(mark string, t types.Type) []HintPart {
	text := types.Within(t, longHint)
	out := []HintPart{{Text: mark}}
	if h.finder == nil {
		h.finder = newFinder(h.ctx, h.file.Snapshot)
	}
	from := h.finder.view(h.file.Path)
	if from == nil {
		return []HintPart{{Text: mark + text}}
	}
	for _, d := range h.finder.declaredTypes(t, nil, 0) {
		before, after, found := strings.Cut(text, d.name)
		places := h.finder.placesOf(from, d)
		if !found || len(places) != 1 || d.name == "" {
			continue
		}
		if before != "" {
			out = append(out, HintPart{Text: before})
		}
		out = append(out, HintPart{Text: d.name, At: places[0], Named: true})
		text = after
	}
	if text != "" {
		out = append(out, HintPart{Text: text})
	}
	return out
}

// arguments tells what the arguments of a call that are given by place are called, where neither they nor the callee say it.
func (h *hinter) arguments(d syntax.CallPart) {
	call := h.info.CallOf(d.Node)
	if call == nil || call.Func == nil || call.Callee == nil || !call.Callee.IsFunction() && call.Callee.Kind != check.SymModelMethod {
		return
	}
	if call.Callee.Kind == check.SymStd && len(call.Func.Params) == 1 {
		return // `xs.take(2)`, `print(…)`
	}
	seen := -1
	for _, a := range call.Args {
		if a.Name != "" || a.Param < 0 || a.Param == seen || !a.Node.Ok() {
			continue
		}
		seen = a.Param
		p := call.Func.Params[a.Param]
		if p.Name == "" || a.Node.Span().Len() == 0 || speaks(a.Node, p.Name) {
			continue
		}
		h.add(Hint{Offset: a.Node.Span().Start, Kind: HintArgument, Parts: []HintPart{{Text: p.Name + ":"}}})
	}
}

// speaks reports whether an argument says by itself what it is: a name or field like that of the parameter, a function, markup.
func speaks(n syntax.Node, parameter string) bool {
	name := ""
	switch n.Kind() {
	case syntax.KindFnExpr, syntax.KindElement, syntax.KindRecordExpr:
		return true
	case syntax.KindIdent:
		name = n.Text()
	case syntax.KindPostfixExpr:
		for part := range (syntax.PostfixExpr{Node: n}).Parts().Items() {
			if m, ok := syntax.AsMemberPart(part); ok {
				name = m.Name().Text()
			}
		}
	}
	name, parameter = strings.ToLower(name), strings.ToLower(parameter)
	return name != "" && (strings.Contains(name, parameter) || strings.Contains(parameter, name))
}

// end tells at the end tag of a long element what it ends.
func (h *hinter) end(e syntax.Element) {
	end := syntax.EndTag{Node: e.End()}
	if !end.Ok() || end.Gt().Missing() {
		return
	}
	text := h.file.text()
	first, _ := text.LineCol(e.Span().Start)
	last, _ := text.LineCol(e.Span().End)
	if last-first < longElement {
		return
	}
	start := syntax.StartTag{Node: e.Start()}
	tag, told := "<"+start.Name().Text(), false
	for item := range start.Attrs().Items() {
		a, ok := syntax.AsAttr(item)
		if name := a.Name().Text(); ok && (name == "id" || name == "class") && !strings.Contains(a.Text(), "\n") && len(a.Text()) <= longHint {
			tag, told = tag+" "+a.Text(), true
		}
	}
	if !told {
		return // the end tag says as much
	}
	h.add(Hint{Offset: end.Gt().Span().End, Kind: HintEnd, Parts: []HintPart{{Text: h.file.say("end of ", "") + tag + ">" + h.file.say("", " 끝")}}})
}

// Semantic tokens: what each word of a file is, for colouring beyond what a grammar of patterns can tell.

package feature

import (
	"context"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// TokenType says what a token is.
type TokenType uint8

// Types of tokens, in the order of TokenTypes.
const (
	TokenKeyword TokenType = iota
	TokenComment
	TokenString
	TokenNumber
	TokenOperator
	TokenFunction
	TokenMethod
	TokenParameter
	TokenVariable
	TokenProperty
	TokenTypeName
	TokenTypeParameter
	TokenNamespace
	TokenComponent
	TokenElement
	TokenAttribute
)

// TokenMods are further facts about a token.
type TokenMods uint8

// Facts, in the order of TokenModifiers.
const (
	ModDeclaration TokenMods = 1 << iota
	ModReadonly
	ModLibrary
	ModDocumentation
)

// TokenTypes are the protocol's names of the types. Elements of markup have no standard name; "class" is what themes colour the
// names of components with.
func TokenTypes() []string {
	return []string{
		"keyword", "comment", "string", "number", "operator", "function", "method", "parameter", "variable", "property", "type",
		"typeParameter", "namespace", "class", "tag", "attribute",
	}
}

// TokenModifiers are the protocol's names of the facts.
func TokenModifiers() []string {
	return []string{"declaration", "readonly", "defaultLibrary", "documentation"}
}

// Token is one coloured stretch. It lies in one line.
type Token struct {
	Span source.Span
	Type TokenType
	Mods TokenMods
}

// tokens finds the tokens of a file, a piece at a time.
type tokens struct {
	file       File
	ctx        context.Context
	module     *names.Module
	unit       *names.Unit       // of the piece; nil where it is none
	resolution *names.Resolution // of the unit, once it was needed
	ruler      *ruler
	out        []Token
	uses       []tokenUse
}

// newTokens returns nil if ctx has ended.
func newTokens(ctx context.Context, f File) *tokens {
	m, err := f.Snapshot.Module(ctx, f.Path)
	if err != nil || m == nil {
		return nil
	}
	return &tokens{file: f, ctx: ctx, module: m}
}

// enter goes to a piece.
func (t *tokens) enter(n syntax.Node) { t.unit, t.resolution = t.module.UnitOf(n), nil }

// local is the local that a name means; nil if it means none.
func (t *tokens) local(n syntax.Node) *names.Local {
	if t.unit == nil {
		return nil
	}
	if t.resolution == nil {
		t.resolution = names.Resolve(t.unit)
	}
	return t.resolution.Local(n, t.unit.Start())
}

// walk visits n, of which around is the node that it stands in, lists left out.
func (t *tokens) walk(n, around syntax.Node) {
	if n.IsToken() {
		t.trivia(n)
		t.token(n, around)
		return
	}
	if !n.Kind().IsList() {
		around = n
	}
	for c := range n.Children() {
		t.walk(c, around)
	}
}

func (t *tokens) trivia(n syntax.Node) {
	if !n.CommentBefore() {
		return
	}
	for piece := range n.Leading() {
		switch piece.Kind {
		case syntax.TriviaDocComment:
			t.add(piece.Span, TokenComment, ModDocumentation)
		case syntax.TriviaLineComment, syntax.TriviaBlockComment, syntax.TriviaHeader:
			t.add(piece.Span, TokenComment, 0)
		}
	}
}

// add appends a token, one for each line that it stands on.
func (t *tokens) add(span source.Span, typ TokenType, mods TokenMods) {
	for span.Start < span.End {
		end := t.ruler.lineEnd(t.ruler.line(span.Start))
		part := source.Span{Start: span.Start, End: min(span.End, end)}
		if part.Len() > 0 && part.End == end && t.ruler.text[end-1-t.ruler.base] == '\r' {
			part.End--
		}
		if part.Len() > 0 {
			t.out = append(t.out, Token{part, typ, mods})
		}
		span.Start = end + 1
	}
}

// token classifies one token.
func (t *tokens) token(n, around syntax.Node) {
	kind := n.Kind()
	switch {
	case n.Missing():
	case isConstant(kind): // the protocol has no type for these, and grammars colour them as the constants that they are
	case kind == syntax.KindIdent:
		typ, mods, ok := t.ident(n, around)
		if ok {
			t.add(n.Span(), typ, mods)
		}
	case kind.IsKeyword() || kind == syntax.KindAt || kind == syntax.KindDoctype:
		t.add(n.Span(), TokenKeyword, 0)
	case kind == syntax.KindNumber:
		t.add(n.Span(), TokenNumber, 0)
	case kind == syntax.KindTagName:
		t.tag(n)
	case kind == syntax.KindAttrName:
		t.add(n.Span(), TokenAttribute, 0)
	case kind == syntax.KindCommentOpen || kind == syntax.KindCommentClose || kind == syntax.KindRawLine && around.Kind() == syntax.KindHtmlComment:
		t.add(n.Span(), TokenComment, 0)
	case isText(kind) || kind == syntax.KindRawLine && around.Kind() == syntax.KindRawString:
		t.add(n.Span(), TokenString, 0)
	case around.Kind() == syntax.KindBinaryPart || around.Kind() == syntax.KindUnaryExpr || around.Kind() == syntax.KindAssignStmt:
		t.add(n.Span(), TokenOperator, 0)
	}
}

// isConstant reports whether a token is a word that is a value.
func isConstant(k syntax.Kind) bool {
	return k == syntax.KindKwTrue || k == syntax.KindKwFalse || k == syntax.KindKwNone
}

// isText reports whether a token is a string or part of one.
func isText(k syntax.Kind) bool {
	switch k {
	case syntax.KindPlainString, syntax.KindStringOpen, syntax.KindStringText, syntax.KindStringEscape, syntax.KindStringClose,
		syntax.KindBacktick, syntax.KindAttrWord:
		return true
	}
	return false
}

// tag is the name of an element or component; of a dotted one the first part is a namespace.
func (t *tokens) tag(n syntax.Node) {
	if !names.IsComponentTag(n.Text()) {
		t.add(n.Span(), TokenElement, 0)
		return
	}
	span := n.Span()
	for i, r := range n.Text() {
		if r == '.' {
			t.add(source.Span{Start: span.Start, End: n.Span().Start + i}, TokenNamespace, 0)
			span.Start = n.Span().Start + i + 1
		}
	}
	t.add(span, TokenComponent, 0)
}

// ident says what a name is: by where it stands, else by what it means.
func (t *tokens) ident(n, around syntax.Node) (TokenType, TokenMods, bool) {
	span := n.Span()
	is := func(slot syntax.Node) bool { return slot.Ok() && slot.Span() == span }
	if named, ok := syntax.AsNamedType(around); ok && is(named.Name()) && named.Dot().Ok() {
		return TokenNamespace, 0, true
	}
	if isType(n, around) {
		return t.typeName(n)
	}
	switch around.Kind() {
	case syntax.KindFnDecl, syntax.KindActionDecl:
		if d := (syntax.FnDecl{Node: around}); around.Kind() == syntax.KindActionDecl || is(d.Name()) {
			return TokenFunction, ModDeclaration, true
		}
	case syntax.KindTypeDecl, syntax.KindModelDecl:
		return TokenTypeName, ModDeclaration, true
	case syntax.KindTypeParam:
		return TokenTypeParameter, ModDeclaration, true
	case syntax.KindTypeField, syntax.KindModelField:
		if is(around.Slot(0)) {
			return TokenProperty, ModDeclaration, true
		}
	case syntax.KindFnTypeParam:
		if is(syntax.FnTypeParam{Node: around}.Name()) {
			return TokenParameter, ModDeclaration, true
		}
	case syntax.KindParam:
		if is(syntax.Param{Node: around}.Name()) {
			return TokenParameter, ModDeclaration, true
		}
	case syntax.KindArg:
		if is(syntax.Arg{Node: around}.Name()) {
			return TokenParameter, 0, true
		}
	case syntax.KindRecordField:
		if d := (syntax.RecordField{Node: around}); is(d.Name()) && d.Colon().Ok() {
			return TokenProperty, 0, true
		}
	case syntax.KindMemberPart:
		if next := t.file.Tree.TokenAt(n.FullSpan().End); next.Kind() == syntax.KindLParen && next.Span().Start == span.End {
			return TokenMethod, 0, true
		}
		return TokenProperty, 0, true
	case syntax.KindTaggedString:
		return TokenKeyword, 0, true
	case syntax.KindImportDecl:
		return TokenNamespace, ModDeclaration, true
	case syntax.KindImportName:
		fact := t.used(names.Text(importedAs(syntax.ImportName{Node: around})))
		return fact.typ, fact.mods, true
	case syntax.KindError, syntax.KindUnexpected:
		return 0, 0, false
	}
	return t.meaning(n)
}

// isType reports whether a name stands where a type does.
func isType(n, around syntax.Node) bool {
	var slot syntax.Node
	switch around.Kind() {
	case syntax.KindNamedType, syntax.KindOptionalType, syntax.KindUnionMember, syntax.KindListType, syntax.KindParenType,
		syntax.KindMapType, syntax.KindTypeArg, syntax.KindFnType:
		return true
	case syntax.KindParam:
		slot = syntax.Param{Node: around}.Type()
	case syntax.KindLetStmt:
		slot = syntax.LetStmt{Node: around}.Type()
	case syntax.KindLetDirective:
		slot = syntax.LetDirective{Node: around}.Type()
	case syntax.KindIsExpr:
		slot = syntax.IsExpr{Node: around}.Type()
	case syntax.KindTypeDecl:
		slot = syntax.TypeDecl{Node: around}.Value()
	case syntax.KindTypeField:
		slot = syntax.TypeField{Node: around}.Type()
	case syntax.KindModelField:
		slot = syntax.ModelField{Node: around}.Type()
	case syntax.KindFnTypeParam:
		slot = syntax.FnTypeParam{Node: around}.Type()
	case syntax.KindFnDecl:
		slot = syntax.FnDecl{Node: around}.Result()
	case syntax.KindFnExpr:
		slot = syntax.FnExpr{Node: around}.Result()
	case syntax.KindPageDecl:
		slot = syntax.PageDecl{Node: around}.Result()
	case syntax.KindLayoutDecl:
		slot = syntax.LayoutDecl{Node: around}.Result()
	case syntax.KindActionDecl:
		slot = syntax.ActionDecl{Node: around}.Result()
	}
	return slot.Ok() && slot.Span() == n.Span()
}

// typeName says whose type a name is.
func (t *tokens) typeName(n syntax.Node) (TokenType, TokenMods, bool) {
	if l := t.local(n); l != nil && l.Kind == names.LocalTypeParam {
		return TokenTypeParameter, 0, true
	}
	if _, ok := types.BasicByName(n.Text()); ok {
		return TokenTypeName, ModLibrary, true
	}
	return TokenTypeName, 0, true
}

// meaning is what a name stands for.
func (t *tokens) meaning(n syntax.Node) (TokenType, TokenMods, bool) {
	if l := t.local(n); l != nil {
		var mods TokenMods
		if l.Span.Start == n.Span().Start-t.unit.Start() {
			mods = ModDeclaration
		}
		switch l.Kind {
		case names.LocalParam:
			return TokenParameter, mods, true
		case names.LocalTypeParam:
			return TokenTypeParameter, mods, true
		case names.LocalVar:
			return TokenVariable, mods, true
		}
		return TokenVariable, mods | ModReadonly, true
	}
	name := names.Text(n)
	fact := t.used(name)
	if d := t.module.Decl(name); d != nil && d.Node == n {
		fact.mods |= ModDeclaration
	}
	return fact.typ, fact.mods, true
}

// used is what a name stands for that is no local of the piece. That it was asked is remembered.
func (t *tokens) used(name string) tokenFact {
	use := t.use(name)
	for _, u := range t.uses {
		if u.name == name {
			return use.fact
		}
	}
	t.uses = append(t.uses, use)
	return use.fact
}

func (t *tokens) use(name string) tokenUse {
	d := t.module.Decl(name)
	return tokenUse{name, t.fact(name), d != nil && d.Unit == t.unit}
}

// fact is what a top-level or standard name is.
func (t *tokens) fact(name string) tokenFact {
	if d := t.module.Decl(name); d != nil {
		if d.Import != nil {
			return t.imported(d.Import)
		}
		return ofUnit(d.Unit.Kind)
	}
	if s := std.Get().Global.Symbol(name); s != nil {
		return ofStd(s)
	}
	return tokenFact{TokenVariable, 0}
}

// imported is what an import gives a name to, as far as the other file says.
func (t *tokens) imported(im *names.Imported) tokenFact {
	target, to := names.ImportPath(t.file.Path, im.From.Spec)
	switch {
	case im.Name == names.Namespace:
		return tokenFact{TokenNamespace, 0}
	case to == names.ToStd:
		if m := std.Get().Module(target); m != nil && m.Symbol(im.Name) != nil {
			return ofStd(m.Symbol(im.Name))
		}
	case to == names.ToCode:
		if m, err := t.file.Snapshot.Module(t.ctx, target); err == nil && m != nil {
			if there := m.Decl(im.Name); there != nil {
				return ofUnit(there.Unit.Kind)
			}
		}
	}
	return tokenFact{TokenVariable, ModReadonly}
}

func ofUnit(k names.Kind) tokenFact {
	switch k {
	case names.Fn, names.ClientFn, names.Action:
		return tokenFact{TokenFunction, 0}
	case names.Type, names.Model:
		return tokenFact{TokenTypeName, 0}
	case names.Var:
		return tokenFact{TokenVariable, 0}
	}
	return tokenFact{TokenVariable, ModReadonly}
}

func ofStd(s *std.Symbol) tokenFact {
	switch s.Kind {
	case std.Func:
		return tokenFact{TokenFunction, ModLibrary}
	case std.TypeName:
		return tokenFact{TokenTypeName, ModLibrary}
	}
	return tokenFact{TokenVariable, ModLibrary | ModReadonly}
}

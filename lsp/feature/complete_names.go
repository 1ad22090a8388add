// Completion of names: what is in scope, what can be imported, and the words of the language.

package feature

import (
	"cmp"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/std"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Ranks of names: the nearer they are declared, the earlier they come.
const (
	rankMissing = iota // what the place lacks
	rankNear           // locals
	rankFar            // locals of outer blocks
	rankFile
	rankStd
	rankArgument // arguments by name
	rankWord
	rankConstant // `true`, `fn`
	rankUnimported
)

// declares reports whether the word is a new name, which nobody can guess.
func (c *completer) declares() bool {
	token, around := c.left()
	switch token.Kind() {
	case syntax.KindKwLet, syntax.KindKwVar, syntax.KindKwFn, syntax.KindKwCatch, syntax.KindKwFor, syntax.KindKwAs:
		return true
	case syntax.KindNumber:
		return token.Span().End == c.span.Start // glued to a number, which is no name
	case syntax.KindKwType, syntax.KindKwModel, syntax.KindKwAction:
		return around.Kind() == syntax.KindTypeDecl || around.Kind() == syntax.KindModelDecl || around.Kind() == syntax.KindActionDecl
	case syntax.KindLParen:
		return hasParams(around)
	case syntax.KindComma:
		switch around.Kind() {
		case syntax.KindParam, syntax.KindForStmt, syntax.KindForDirective, syntax.KindPatternName, syntax.KindTypeField, syntax.KindModelField:
			return true
		}
	case syntax.KindLBrace, syntax.KindLBracket:
		switch around.Kind() {
		case syntax.KindRecordPattern, syntax.KindListPattern, syntax.KindRecordType, syntax.KindModelDecl:
			return true
		}
	}
	return false
}

// hasParams reports whether the brackets of n hold parameters.
func hasParams(n syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindFnDecl, syntax.KindFnExpr, syntax.KindPageDecl, syntax.KindLayoutDecl, syntax.KindPathsDecl, syntax.KindActionDecl:
		return true
	}
	return false
}

// wantsType reports whether a type is to be written.
func (c *completer) wantsType() bool {
	token, around := c.left()
	switch token.Kind() {
	case syntax.KindColon:
		switch around.Kind() {
		case syntax.KindParam, syntax.KindLetStmt, syntax.KindLetDirective, syntax.KindTypeField, syntax.KindModelField,
			syntax.KindFnTypeParam, syntax.KindMapType:
			return true
		}
	case syntax.KindArrow, syntax.KindKwIs:
		return true
	case syntax.KindEq:
		return around.Kind() == syntax.KindTypeDecl
	case syntax.KindBar:
		return around.Kind() == syntax.KindUnionMember || around.Kind() == syntax.KindUnionType
	case syntax.KindLBracket:
		return around.Kind() == syntax.KindListType || around.Kind() == syntax.KindMapType
	case syntax.KindLt, syntax.KindComma:
		return around.Kind() == syntax.KindTypeArgs || around.Kind() == syntax.KindTypeArg || around.Kind() == syntax.KindFnTypeParam
	case syntax.KindLParen:
		return around.Kind() == syntax.KindParenType || around.Kind() == syntax.KindFnType
	}
	return false
}

// types offers the names of types, behind `is` also the literals that a value may be.
func (c *completer) types() {
	if token, around := c.left(); token.Kind() == syntax.KindKwIs {
		if info := c.info(); info != nil {
			c.literals(info.TypeOf(syntax.IsExpr{Node: around}.Operand()))
		}
	}
	for _, name := range types.BasicNames() {
		c.add(Item{Label: name, Kind: ItemType, rank: rankNear})
	}
	for _, b := range c.spot.bindings() {
		if b.typ {
			c.add(Item{Label: b.name.Text(), Kind: ItemType})
		}
	}
	for _, s := range c.topSymbols(nil) {
		if isTypeName(s) {
			c.add(c.symbolItem(s, rankMissing))
		} else if s.Kind == check.SymNamespace {
			c.add(c.symbolItem(s, rankFar))
		}
	}
	c.unimported(func(k names.Kind) bool { return k == names.Type || k == names.Model })
}

func isTypeName(s *check.Symbol) bool { return s.IsType() || isModel(s) }

func isModel(s *check.Symbol) bool { return s.Kind == check.SymTop && s.Decl.Kind == names.Model }

// names offers what an expression can begin with, and, where a statement can, what that begins with.
func (c *completer) names() {
	info := c.info()
	seen := map[string]bool{}
	for i, b := range c.spot.bindings() {
		name := names.Text(b.name)
		if b.typ || seen[name] {
			continue
		}
		seen[name] = true
		item := Item{Label: name, Kind: ItemVariable, rank: rankNear}
		if i >= 3 {
			item.rank = rankFar
		}
		if info != nil {
			if s := info.SymbolOf(b.name); s != nil && !types.IsInvalid(s.Type) {
				item.typ = s.Type
			}
		}
		c.add(item)
	}
	if info != nil && info.Unit.Kind.IsTopCode() {
		for _, d := range info.Unit.Decls {
			seen[d.Name] = true // it has no value yet
		}
	}
	for _, s := range c.topSymbols(seen) {
		switch {
		case s.IsType():
		case s.Kind == check.SymStd && s.Import == nil:
			c.add(c.symbolItem(s, rankStd))
		default:
			c.add(c.symbolItem(s, rankFile))
		}
	}
	c.unimported(func(k names.Kind) bool { return k != names.Type })
	c.keywords()
}

// topSymbols are what the top-level names of the file, and then the standard names, mean that match the word and are not hidden.
func (c *completer) topSymbols(hidden map[string]bool) []*check.Symbol {
	word := c.file.text().Slice(c.span)
	var out []*check.Symbol
	// An ended context leaves the list short; nobody waits for it any more.
	_ = c.file.Snapshot.With(c.ctx, c.file.Path, func(q check.Queries) {
		look := func(name string) {
			if len(out) == maxCandidates {
				c.more = true
			} else if !hidden[name] && matches(name, word) {
				if s := check.Lookup(q, c.file.Path, name); s != nil {
					out = append(out, s)
				}
			}
		}
		top, _ := q.Names(c.file.Path)
		for _, name := range top {
			look(name)
		}
		for _, s := range std.Get().Global.Symbols {
			look(s.Name)
		}
	})
	return out
}

// symbolItem is the item of a name at the top level or of an export.
func (c *completer) symbolItem(s *check.Symbol, rank int) Item {
	item := Item{Label: s.Name, Kind: ItemConstant, Doc: docOf(s, c.file.Lang), Origin: c.file.origin(s), from: s, rank: rank}
	_, item.Obsolete = names.Deprecated(s.Decl.Doc)
	if s.Type != nil && !types.IsInvalid(s.Type) {
		item.typ = s.Type
	}
	switch {
	case s.Kind == check.SymNamespace:
		item.Kind, item.Dot = ItemModule, true
	case isModel(s):
		item.Kind, item.Dot = ItemModel, true
	case s.IsType():
		item.Kind, item.typ = ItemType, nil
	case s.Kind == check.SymTop && s.Decl.Kind == names.Var:
		item.Kind = ItemVariable
	case s.IsFunction():
		item.Kind = ItemFunction
		if isComponent(s) {
			item.Kind = ItemComponent
		}
	case s.Kind == check.SymTop && s.Decl.Kind == names.Action:
		item.Kind = ItemFunction
	}
	return item
}

// unimported offers what other modules export, with the import that it needs. Nothing is offered before a letter is typed: the
// whole site would be.
func (c *completer) unimported(wanted func(names.Kind) bool) {
	word := c.file.text().Slice(c.span)
	if word == "" {
		c.more = true // an editor that filters by itself would not ask again
		return
	}
	found, more, err := c.file.Snapshot.Exports(c.ctx, c.file.Path, word, maxItems)
	if err != nil {
		return
	}
	c.more = c.more || more
	taken := map[string]bool{}
	for _, i := range c.items {
		taken[i.Label] = true
	}
	imports := newImporter(c.file)
	for _, e := range found {
		if taken[e.Name] || !wanted(e.Kind) || !isImportable(e.Path) {
			continue
		}
		spec := imports.spec(e.Path)
		item := Item{
			Label: e.Name, Origin: spec, Kind: exportKinds[e.Kind], Edits: []source.Edit{imports.edit(e.Name, spec)},
			ref: &check.Ref{Path: e.Path, Name: e.Name}, fit: differs, rank: rankUnimported,
		}
		if names.IsComponentTag(e.Name) && item.Kind == ItemFunction {
			item.Kind = ItemComponent
		}
		c.add(item)
	}
}

// exportKinds are the kinds of items that declarations are.
var exportKinds = map[names.Kind]ItemKind{
	names.Fn: ItemFunction, names.ClientFn: ItemComponent, names.Let: ItemConstant, names.Var: ItemVariable, names.Type: ItemType,
	names.Model: ItemModel,
}

// lookUp is what a name of a module, standard or not, means; nil when there is none.
func lookUp(q check.Queries, ref check.Ref) *check.Symbol {
	if m := std.Get().Module(ref.Path); m != nil {
		s := m.Symbol(ref.Name)
		if s == nil {
			return nil
		}
		return &check.Symbol{Kind: check.SymStd, Name: s.Name, Type: s.Type, Std: s}
	}
	return check.Lookup(q, ref.Path, ref.Name)
}

// statementWords and expressionWords are the keywords that begin statements and expressions; topWords what begins declarations.
var (
	statementWords  = []string{"let", "var", "if", "for", "while", "match", "return", "break", "continue", "try"}
	expressionWords = []string{"fn", "match"}
	topWords        = []string{"import", "export", "fn", "type", "page", "layout", "paths", "action", "model", "test", "client"}
)

// constants are the keywords that are values.
var constants = []struct {
	word string
	typ  types.Type
}{{"true", types.BoolLit(true)}, {"false", types.BoolLit(false)}, {"none", types.None}}

// wordSnippets are what some keywords are written with.
var wordSnippets = map[string]string{
	"let":    "let ${1:name} = $0",
	"var":    "var ${1:name} = $0",
	"if":     "if ${1:condition} {\n\t$0\n}",
	"for":    "for ${1:item} in ${2:items} {\n\t$0\n}",
	"while":  "while ${1:condition} {\n\t$0\n}",
	"try":    "try {\n\t$1\n} catch ${2:e} {\n\t$0\n}",
	"match":  "match ${1:value} {\n\t$0\n}",
	"else":   "else {\n\t$0\n}",
	"catch":  "catch ${1:e} {\n\t$0\n}",
	"import": "import { $2 } from \"$1\"$0",
	"type":   "type ${1:Name} = {\n\t$0\n}",
	"page":   "page {\n\treturn <>\n\t\t<head><title>${1:Title}</title></head>\n\t\t$0\n\t</>\n}",
	"layout": "layout(content: html) => <html lang=\"${1:en}\">\n\t<head>\n\t\t<meta charset=\"utf-8\">\n\t\t<meta name=\"viewport\" content=\"width=device-width\">\n\t\t<title>{site.name}</title>\n\t</head>\n\t<body>\n\t\t$0\n\t\t{content}\n\t</body>\n</html>",
	"paths":  "paths => [{ $0 }]",
	"action": "action ${1:name}($2) {\n\t$0\n}",
	"model":  "model ${1:Name} {\n\t$0\n}",
	"test":   "test \"${1:name}\" {\n\tassert $0\n}",
	"client": "client fn ${1:Name}($2) {\n\treturn $0\n}",
}

// Snippets of words that are written differently where they begin a declaration and where they begin an expression, and of what more
// than one declaration makes or none of the words of the language names.
const (
	functionSnippet  = "fn ${1:name}($2) {\n\t$0\n}"
	lambdaSnippet    = "fn($1) => $0"
	slugPageSnippet  = "page(${1:slug}: string) {\n\treturn $0\n}\n\npaths => [{ $1: \"${2:first}\" }]"
	componentSnippet = "fn ${1:Name}($2) => <${3:div}>$0</${3:div}>"
)

func (c *completer) keywords() {
	add := func(words []string, rank int) {
		for _, w := range words {
			c.word(Item{Label: w, Snippet: wordSnippets[w], fit: differs, rank: rank})
		}
	}
	if c.beginsStatement() {
		block := inner(c.spot.path, syntax.KindBlock)
		if !block.Ok() || !c.spot.covers(block) {
			c.word(Item{Label: "fn", Snippet: functionSnippet, fit: differs, rank: rankWord})
			c.add(Item{
				Label: "component", Kind: ItemSnippet, Insert: "fn", Snippet: componentSnippet, Detail: "fn Name() => <…>",
				Filter: "component fn", fit: differs, rank: rankWord,
			})
			c.add(Item{
				Label: "page(slug)", Kind: ItemSnippet, Insert: "page", Snippet: slugPageSnippet, Detail: "page(slug: string) … paths => […]",
				fit: differs, rank: rankWord,
			})
			add(topWords, rankWord)
		}
		add(statementWords, rankWord)
	}
	if token, _ := c.left(); inner(c.before.path, syntax.KindTestDecl).Ok() && c.beginsStatement() && token.Ok() {
		c.word(Item{Label: "assert", Insert: "assert ", fit: differs, rank: rankWord})
	}
	if f, ok := strip(c.expected().typ).(*types.Func); ok {
		c.word(Item{Label: "fn", Snippet: literalSnippet(f), typ: f})
	}
	for _, k := range constants {
		c.word(Item{Label: k.word, typ: k.typ, rank: rankConstant})
	}
	c.word(Item{Label: "fn", Snippet: lambdaSnippet, fit: differs, rank: rankConstant})
	add(expressionWords, rankConstant)
}

// literals offers the literals among the members of a type.
func (c *completer) literals(t types.Type) {
	if t == nil {
		return
	}
	members := types.Members(t)
	for i, m := range members {
		if _, ok := m.(types.Literal); ok {
			written := types.Print(m)
			c.add(Item{Label: written, Kind: ItemValue, Filter: strings.Trim(written, `"`), rank: rankMissing, order: i - len(members)})
		}
	}
}

// literalSnippet writes a function literal where a function is asked for: with the parameters that cannot be left out, of which the
// second is mostly an index that nobody needs.
func literalSnippet(f *types.Func) string {
	if len(f.Params) == 0 {
		return "fn() {\n\t$0\n}"
	}
	return "fn(${1:" + cmp.Or(f.Params[0].Name, "x") + "}) => $0"
}

// beginsStatement reports whether a statement may begin with the word.
func (c *completer) beginsStatement() bool {
	token, around := c.left()
	if c.begins() {
		return !inBrackets(c.before)
	}
	return token.Kind() == syntax.KindSemicolon || token.Kind() == syntax.KindLBrace && around.Kind() == syntax.KindBlock
}

// inBrackets reports whether a line at the place goes on with what a bracket holds.
func inBrackets(s spot) bool {
	for i := len(s.path) - 1; i >= 0; i-- {
		n := s.path[i]
		if n.IsToken() || n.Kind().IsList() || !s.covers(n) {
			continue
		}
		switch n.Kind() {
		case syntax.KindCallPart, syntax.KindIndexPart, syntax.KindParenExpr, syntax.KindListExpr, syntax.KindRecordExpr, syntax.KindHole:
			return true
		case syntax.KindBlock:
			return false
		}
	}
	return false
}

// linkWord offers the word without which what stands before the caret is not whole, and reports whether nothing else can follow:
// `in` of a loop, `catch`; `else` is offered beside what may begin on a new line instead.
func (c *completer) linkWord() bool {
	token, around := c.left()
	word := ""
	switch around.Kind() {
	case syntax.KindForStmt:
		d := syntax.ForStmt{Node: around}
		if c.afterName(d.Name(), d.In()) || c.afterName(d.Index(), d.In()) {
			word = "in"
		}
	case syntax.KindForDirective:
		d := syntax.ForDirective{Node: around}
		if c.afterName(d.Name(), d.In()) || c.afterName(d.Index(), d.In()) {
			word = "in"
		}
	case syntax.KindModelField:
		d := syntax.ModelField{Node: around}
		if c.afterName(d.Type(), d.Unique()) && !c.begins() {
			word = "unique"
		}
	case syntax.KindBlock:
		if token != (syntax.Block{Node: around}).Close() {
			return false
		}
		path := c.before.path
		switch owner := parent(path[:slices.Index(path, around)+1]); owner.Kind() {
		case syntax.KindIfClause:
			if (syntax.IfClause{Node: owner}).If().Ok() {
				c.word(Item{Label: "else", Snippet: wordSnippets["else"], rank: rankNear})
				c.word(Item{Label: "else if", Snippet: "else " + wordSnippets["if"], rank: rankNear})
			}
			return !c.begins()
		case syntax.KindTryStmt:
			if d := (syntax.TryStmt{Node: owner}); d.Body() == around {
				c.word(Item{Label: "catch", Snippet: wordSnippets["catch"], rank: rankNear})
				return true
			}
		}
		return false
	}
	if word == "" {
		return false
	}
	c.word(Item{Label: word, Insert: word + " "})
	return true
}

// afterName reports whether the word stands behind a name, where another word is lacking or is the word itself.
func (c *completer) afterName(name, word syntax.Node) bool {
	return c.before.after(name) && c.span.Start > name.Span().End && (!word.Ok() || word.Missing() || word.Span().Start >= c.span.Start) &&
		c.before.token() == name
}

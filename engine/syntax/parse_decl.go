package syntax

// Files, declarations, parameters and blocks.

// File = Decls:DeclList Eof .
func (p *parser) parseFile() word {
	f := p.open()
	p.put(&f, 0, p.parseDeclList())
	p.put(&f, 1, p.take())
	return p.close(&f, KindFile)
}

// DeclList = { Decl | Statement } .
func (p *parser) parseDeclList() word {
	return p.list(KindDeclList, p.endsFile, p.parseDeclElement, p.separate)
}

// endsFile makes a declaration that had to end what was open an ordinary one.
func (p *parser) endsFile() bool {
	if p.tok.kind == kindStop {
		p.tok.kind = p.tok.real
		p.pos = p.tok.end()
	}
	return p.at(KindEof)
}

// parseDeclElement parses an element of a file.
func (p *parser) parseDeclElement() {
	if w := p.tryDecl(true); w != 0 {
		p.stack = append(p.stack, w)
		return
	}
	p.parseStatementElement()
}

// tryDecl parses a declaration. Words that are names elsewhere start one in a file where they look like it; in a block only
// where the whole head of a declaration stands, and there it is reported.
//
// Decl = | ImportDecl | ExportDecl | FnDecl | TypeDecl | ModelDecl | PageDecl | LayoutDecl | PathsDecl | ActionDecl | TestDecl .
func (p *parser) tryDecl(inFile bool) word {
	var flags uint8
	if !inFile {
		flags = flagOwn | flagError
	}
	switch p.tok.kind {
	case KindKwImport:
		return p.parseImport(flags)
	case KindKwExport:
		return p.parseExport(flags)
	case KindKwFn:
		if p.afterName() {
			return p.parseFn(flags)
		}
		p.taint |= flagHome
		if inFile && !p.opensFnExpr() {
			return p.parseFn(flags)
		}
	case KindIdent:
		start := p.tok.start + p.tok.lead
		if !headSet[p.lexer.at(start)] || !isDeclWord(p.tokText()) {
			break
		}
		p.taint |= flagHome
		if p.isDeclaration(start) || inFile && p.opensDecl(start) {
			return p.parseWordDecl(flags)
		}
	}
	return 0
}

// isDeclWord reports whether a name is a keyword in front of a declaration.
func isDeclWord(name string) bool {
	switch name {
	case "page", "layout", "paths", "action", "model", "type", "test", "client":
		return true
	}
	return false
}

// afterName reports whether a name stands behind the current token, on its line.
func (p *parser) afterName() bool { return p.nameStart(p.afterBlanks(p.tok.end())) }

// opensFnExpr reports whether parameters follow the current `fn`: it is a function without a name.
func (p *parser) opensFnExpr() bool {
	c := p.lexer.at(p.afterBlanks(p.tok.end()))
	return c == '(' || c == '<'
}

// opensDecl reports whether the word at i starts a declaration in a file though its head is not complete.
func (p *parser) opensDecl(i int) bool {
	after := p.afterBlanks(p.tok.end())
	switch p.slice(i, p.tok.end()) {
	case "action", "model", "type":
		return after > p.tok.end() && p.nameStart(after)
	}
	return false
}

// parseWordDecl parses the declaration that starts with the current word.
func (p *parser) parseWordDecl(flags uint8) word {
	switch p.tokText() {
	case "type":
		return p.parseTypeDecl(flags)
	case "model":
		return p.parseModel(flags)
	case "page":
		return p.parsePage(KindPageDecl, KindKwPage, flags)
	case "layout":
		return p.parsePage(KindLayoutDecl, KindKwLayout, flags)
	case "paths":
		return p.parsePage(KindPathsDecl, KindKwPaths, flags)
	case "action":
		return p.parseAction(flags)
	case "test":
		return p.parseTest(flags)
	}
	return p.parseFn(flags) // client
}

// parseName parses a name, or inserts a missing one. A keyword in its place is kept beside it, where it is on the same line.
func (p *parser) parseName(f *frame, slot int) {
	if p.at(KindIdent) {
		p.put(f, slot, p.take())
		return
	}
	p.put(f, slot, missing(KindIdent))
	if p.tok.kind.isReserved() && !p.newline() {
		first := true
		p.skipTo(f, func() bool {
			was := first
			first = false
			return !was
		})
	}
}

// isReserved reports whether k is a keyword that never is a name.
func (k Kind) isReserved() bool { return KindKwLet <= k && k <= KindKwCatch }

// ImportDecl = Import:"import" Default:Ident? Star:"*"? As:"as"? Namespace:Ident? Open:"{"? Names:ImportNameList? Close:"}"? From:"from" Path:(PlainString | String) .
func (p *parser) parseImport(flags uint8) word {
	f := p.open()
	f.flags = flags
	p.put(&f, 0, p.take())
	switch {
	case p.at(KindIdent) && !p.newline() && !(p.atWord("from") && p.quoteFollows()):
		p.put(&f, 1, p.take())
	case p.at(KindStar):
		p.put(&f, 2, p.take())
		if p.atWord("as") {
			p.put(&f, 3, p.takeAs(KindKwAs))
		} else {
			p.put(&f, 3, missing(KindKwAs))
		}
		p.parseName(&f, 4)
	case p.at(KindLBrace):
		ctx := p.within(ctxParen)
		p.put(&f, 5, p.take())
		p.put(&f, 6, p.parseImportNames())
		p.closeBracket(&f, 7, KindRBrace, ctx)
	default:
		p.put(&f, 1, missing(KindIdent))
	}
	if p.atWord("from") {
		p.put(&f, 8, p.takeAs(KindKwFrom))
	} else {
		p.put(&f, 8, missing(KindKwFrom))
	}
	p.put(&f, 9, p.parseQuoted())
	return p.close(&f, KindImportDecl)
}

// quoteFollows reports whether a quote stands behind the current token.
func (p *parser) quoteFollows() bool {
	c := p.lexer.at(p.afterBlanks(p.tok.end()))
	return c == '"' || c == '\''
}

// parseQuoted parses a string where nothing else may stand.
func (p *parser) parseQuoted() word {
	switch {
	case p.newline():
	case p.at(KindPlainString):
		return p.take()
	case p.at(KindStringOpen):
		return p.parseString()
	}
	return missing(KindPlainString)
}

// ImportNameList = { ImportName } .
func (p *parser) parseImportNames() word {
	return p.list(KindImportNameList, p.endsBraces, func() {
		if !p.at(KindIdent) && !p.at(KindComma) {
			p.strayItem(p.atName)
			return
		}
		p.stack = append(p.stack, p.parseImportName())
	}, nil)
}

func (p *parser) atName() bool { return p.at(KindIdent) }

// ImportName = Name:Ident As:"as"? Alias:Ident? Comma:","? .
func (p *parser) parseImportName() word {
	f := p.open()
	p.put(&f, 0, p.expect(KindIdent))
	if p.atWord("as") {
		p.put(&f, 1, p.takeAs(KindKwAs))
		p.put(&f, 2, p.expect(KindIdent))
	}
	p.comma(&f, 3, p.atName)
	return p.close(&f, KindImportName)
}

// ExportDecl = Export:"export" Decl:(FnDecl | LetStmt | TypeDecl | ModelDecl) .
func (p *parser) parseExport(flags uint8) word {
	f := p.open()
	f.flags = flags
	p.put(&f, 0, p.take())
	start := p.tok.start + p.tok.lead
	switch {
	case p.at(KindKwFn):
		p.put(&f, 1, p.parseFn(0))
	case p.at(KindKwLet) || p.at(KindKwVar):
		p.put(&f, 1, p.parseLet())
	case p.at(KindIdent) && p.lexer.isExported(start):
		p.put(&f, 1, p.parseWordDecl(0))
	default:
		f.wrong()
		p.put(&f, 1, missing(KindIdent))
	}
	return p.close(&f, KindExportDecl)
}

// FnDecl = Client:"client"? Fn:"fn" Name:Ident TypeParams? Open:"(" Params:ParamList Close:")" Arrow:"->"? Result:Type? FatArrow:"=>"? Body:(Block | Expr) .
func (p *parser) parseFn(flags uint8) word {
	f := p.open()
	f.flags = flags
	if p.atWord("client") {
		p.put(&f, 0, p.takeAs(KindKwClient))
	}
	p.put(&f, 1, p.expect(KindKwFn))
	p.parseName(&f, 2)
	p.put(&f, 3, p.tryTypeParams())
	p.parseParens(&f, 4)
	p.parseResult(&f, 7)
	return p.closeHome(&f, KindFnDecl)
}

// parseParens parses parameters with their parentheses into three slots from slot on.
func (p *parser) parseParens(f *frame, slot int) {
	if !p.at(KindLParen) || p.newline() {
		p.put(f, slot, missing(KindLParen))
		p.put(f, slot+1, p.emptyList(KindParamList))
		p.put(f, slot+2, missing(KindRParen))
		return
	}
	ctx := p.within(p.ctx&^ctxSquare | ctxParen | ctxRound)
	p.put(f, slot, p.take())
	p.put(f, slot+1, p.parseParams())
	p.closeBracket(f, slot+2, KindRParen, ctx)
}

// parseResult parses what follows the parameters into the four slots from slot on: Arrow, Result, FatArrow, Body.
func (p *parser) parseResult(f *frame, slot int) {
	body := false // a `:` stands for `=>`
	switch {
	case p.at(KindArrow):
		p.put(f, slot, p.take())
		p.put(f, slot+1, p.parseType())
	case p.at(KindColon) && !p.newline():
		p.skipOne(f)
		if body = !p.newline() && p.atExpr() && !p.atResult(); !body {
			p.put(f, slot+1, p.parseType())
		}
	}
	if p.at(KindEq) && !p.newline() {
		p.skipOne(f)
		body = true
	}
	ctx := p.within(p.ctx&^ctxHome | p.ctx&ctxTest | ctxFn)
	if p.at(KindFatArrow) {
		p.put(f, slot+2, p.take())
		p.skipMisplaced(f)
		p.put(f, slot+3, p.parseBodyExpr())
	} else if body {
		p.put(f, slot+3, p.parseBodyExpr())
	} else {
		p.put(f, slot+3, p.parseBlockIn(ctx))
	}
	p.ctx = ctx
}

// atResult reports whether what follows a `:` behind parameters rather is their result's type than the body: brackets, or a name
// with what follows types.
func (p *parser) atResult() bool {
	if !p.at(KindIdent) {
		return p.at(KindLBracket) || p.at(KindLBrace) || p.at(KindKwNone)
	}
	i := p.afterBlanks(p.tok.end())
	p.see(i + 2)
	switch p.lexer.at(i) {
	case '{', '?', '|', '<':
		return true
	}
	return p.has(i, "=>")
}

// parseBodyExpr parses the expression after `=>`.
func (p *parser) parseBodyExpr() word {
	if !p.enter() {
		return p.tooDeep()
	}
	defer p.leave()
	return p.parseStart()
}

// tryTypeParams parses type parameters.
//
// TypeParams = Open:"<" Names:TypeParamList Close:">" .
func (p *parser) tryTypeParams() word {
	if !p.at(KindLt) || p.newline() {
		return 0
	}
	f := p.open()
	ctx := p.within(p.ctx | ctxParen)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseTypeParamList())
	p.ctx = ctx
	p.put(&f, 2, p.parseGt())
	return p.close(&f, KindTypeParams)
}

// parseGt parses a `>` that closes types, also one that an `=` is glued on.
func (p *parser) parseGt() word {
	if p.at(KindGtEq) {
		p.tok.kind, p.tok.width = KindGt, 1
		p.pos = p.tok.end()
	}
	return p.expect(KindGt)
}

// TypeParamList = { TypeParam } .
func (p *parser) parseTypeParamList() word {
	return p.list(KindTypeParamList, func() bool { return !p.at(KindIdent) && !p.at(KindComma) }, func() {
		p.stack = append(p.stack, p.parseTypeParam())
	}, nil)
}

// TypeParam = Name:Ident Comma:","? .
func (p *parser) parseTypeParam() word {
	f := p.open()
	p.put(&f, 0, p.expect(KindIdent))
	p.comma(&f, 1, p.atName)
	return p.close(&f, KindTypeParam)
}

// ParamList = { Param } .
func (p *parser) parseParams() word {
	return p.list(KindParamList, p.endsParams, func() {
		if !p.atParam() && !p.at(KindComma) {
			p.strayItem(p.atParam)
			return
		}
		p.stack = append(p.stack, p.parseParam())
	}, nil)
}

// endsParams reports whether parameters end here. A name with a `=` behind it is one with a default, not an assignment.
func (p *parser) endsParams() bool {
	return p.at(KindRParen) || p.endsOuter() && !p.atAssignment()
}

func (p *parser) atParam() bool { return p.at(KindIdent) || p.at(KindEllipsis) }

// Param = Ellipsis:"..."? Name:Ident Colon:":"? Type? Eq:"="? Default:Expr? Comma:","? .
func (p *parser) parseParam() word {
	f := p.open()
	p.put(&f, 0, p.try(KindEllipsis))
	p.put(&f, 1, p.expect(KindIdent))
	if p.at(KindColon) {
		p.put(&f, 2, p.take())
		p.put(&f, 3, p.parseType())
	}
	if p.at(KindEq) {
		p.put(&f, 4, p.take())
		p.put(&f, 5, p.parseExpr())
	}
	p.comma(&f, 6, p.atParam)
	return p.close(&f, KindParam)
}

// TypeDecl = Keyword:"type" Name:Ident TypeParams? Eq:"=" Value:Type .
func (p *parser) parseTypeDecl(flags uint8) word {
	f := p.open()
	f.flags = flags
	p.put(&f, 0, p.takeAs(KindKwType))
	p.parseName(&f, 1)
	p.put(&f, 2, p.tryTypeParams())
	p.put(&f, 3, p.expect(KindEq))
	p.put(&f, 4, p.parseType())
	return p.close(&f, KindTypeDecl)
}

// ModelDecl = Keyword:"model" Name:Ident Open:"{" Fields:ModelFieldList Close:"}" .
func (p *parser) parseModel(flags uint8) word {
	f := p.open()
	f.flags = flags
	p.put(&f, 0, p.takeAs(KindKwModel))
	p.parseName(&f, 1)
	if !p.at(KindLBrace) {
		p.put(&f, 2, missing(KindLBrace))
		p.put(&f, 3, p.emptyList(KindModelFieldList))
		p.put(&f, 4, missing(KindRBrace))
		return p.close(&f, KindModelDecl)
	}
	ctx := p.within(0)
	p.put(&f, 2, p.take())
	p.put(&f, 3, p.parseModelFields())
	p.closeBracket(&f, 4, KindRBrace, ctx)
	return p.close(&f, KindModelDecl)
}

// ModelFieldList = { ModelField } .
func (p *parser) parseModelFields() word {
	return p.list(KindModelFieldList, p.endsBraces, func() {
		if !p.atFieldName() && !p.at(KindComma) {
			p.strayItem(p.atFieldName)
			return
		}
		p.stack = append(p.stack, p.parseModelField())
	}, nil)
}

// atFieldName reports whether the current token may name a field: any word.
func (p *parser) atFieldName() bool { return p.at(KindIdent) || p.tok.kind.isReserved() }

// ModelField = Name:Ident Colon:":" Type Unique:"unique"? Eq:"="? Default:Expr? Comma:","? .
func (p *parser) parseModelField() word {
	f := p.open()
	if p.atFieldName() {
		p.put(&f, 0, p.takeAs(KindIdent))
	} else {
		p.put(&f, 0, missing(KindIdent))
	}
	if p.at(KindColon) {
		p.put(&f, 1, p.take())
		p.put(&f, 2, p.parseFieldAnnotation())
	} else {
		p.put(&f, 1, missing(KindColon))
		p.put(&f, 2, p.parseFieldType())
	}
	if p.atWord("unique") && !p.newline() {
		p.put(&f, 3, p.takeAs(KindKwUnique))
	}
	if p.at(KindEq) {
		p.put(&f, 4, p.take())
		p.put(&f, 5, p.parseExpr())
	}
	p.comma(&f, 6, p.atFieldName)
	return p.close(&f, KindModelField)
}

// parseFieldType parses the type of a field whose colon is missing, if it stands on its line.
func (p *parser) parseFieldType() word {
	if p.at(KindIdent) && !p.newline() {
		return p.parseType()
	}
	return missing(KindIdent)
}

// parsePage parses a page, layout or paths.
//
// PageDecl = Keyword:"page" Open:"("? Params:ParamList? Close:")"? Arrow:"->"? Result:Type? FatArrow:"=>"? Body:(Block | Expr) .
// LayoutDecl = Keyword:"layout" Open:"("? Params:ParamList? Close:")"? Arrow:"->"? Result:Type? FatArrow:"=>"? Body:(Block | Expr) .
// PathsDecl = Keyword:"paths" Open:"("? Params:ParamList? Close:")"? Arrow:"->"? Result:Type? FatArrow:"=>"? Body:(Block | Expr) .
func (p *parser) parsePage(kind, keyword Kind, flags uint8) word {
	f := p.open()
	f.flags = flags
	p.put(&f, 0, p.takeAs(keyword))
	if p.at(KindLParen) {
		p.parseParens(&f, 1)
	}
	p.parseResult(&f, 4)
	return p.closeHome(&f, kind)
}

// ActionDecl = Keyword:"action" Name:Ident Open:"("? Params:ParamList? Close:")"? Arrow:"->"? Result:Type? FatArrow:"=>"? Body:(Block | Expr) .
func (p *parser) parseAction(flags uint8) word {
	f := p.open()
	f.flags = flags
	p.put(&f, 0, p.takeAs(KindKwAction))
	p.parseName(&f, 1)
	if p.at(KindLParen) {
		p.parseParens(&f, 2)
	}
	p.parseResult(&f, 5)
	return p.closeHome(&f, KindActionDecl)
}

// TestDecl = Keyword:"test" Name:(PlainString | String) Body:Block .
func (p *parser) parseTest(flags uint8) word {
	f := p.open()
	f.flags = flags
	p.put(&f, 0, p.takeAs(KindKwTest))
	p.put(&f, 1, p.parseQuoted())
	ctx := p.within(p.ctx&^ctxHome | ctxTest)
	p.put(&f, 2, p.parseBlockIn(ctx))
	p.ctx = ctx
	return p.closeHome(&f, KindTestDecl)
}

// closeHome is close for what statements inside may ask for: where it stands itself makes no difference to them.
func (p *parser) closeHome(f *frame, k Kind) word {
	w := p.close(f, k)
	p.mem.unmark(w, flagHome)
	return w
}

// parseBlock parses a block in the context of its statement.
func (p *parser) parseBlock() word { return p.parseBlockIn(p.ctx) }

// parseBlockIn parses a block whose closing brace belongs to the context outer.
//
// Block = Open:"{" Body:StmtList Close:"}" .
func (p *parser) parseBlockIn(outer context) word {
	f := p.open()
	if !p.at(KindLBrace) {
		p.put(&f, 0, missing(KindLBrace))
		p.put(&f, 1, p.emptyList(KindStmtList))
		p.put(&f, 2, missing(KindRBrace))
		return p.close(&f, KindBlock)
	}
	if !p.enter() {
		p.put(&f, 0, missing(KindLBrace))
		p.put(&f, 1, p.tooDeepList(KindStmtList))
		p.put(&f, 2, missing(KindRBrace))
		return p.close(&f, KindBlock)
	}
	p.ctx = p.ctx & (ctxLine | ctxHole | ctxHome)
	p.put(&f, 0, p.take())
	p.braces++
	p.put(&f, 1, p.parseStmtList())
	p.braces--
	p.leave()
	p.closeBracket(&f, 2, KindRBrace, outer)
	return p.close(&f, KindBlock)
}

// closeBracket parses the bracket that closes a construct, after which the context is ctx again, or inserts a missing one.
func (p *parser) closeBracket(f *frame, slot int, kind Kind, ctx context) {
	p.ctx = ctx
	p.put(f, slot, p.expect(kind))
}

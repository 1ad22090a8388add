package syntax

// Statements.

// StmtList = { Statement } .
func (p *parser) parseStmtList() word {
	return p.list(KindStmtList, p.endsBlock, p.parseBlockElement, p.separate)
}

// parseBlockElement parses an element of a block.
func (p *parser) parseBlockElement() {
	if w := p.tryDecl(false); w != 0 {
		p.stack = append(p.stack, w)
		return
	}
	p.parseStatementElement()
}

// endsBlock reports whether the statements of a block end here.
func (p *parser) endsBlock() bool {
	switch p.tok.kind {
	case KindRBrace, KindEof, kindStop:
		return true
	case KindLtSlash:
		return p.ctx&ctxHole != 0
	}
	return false
}

// separate inserts a missing `;` where two statements share a line.
func (p *parser) separate() {
	if p.newline() || p.at(KindSemicolon) || p.isStop() || p.at(KindRBrace) || !p.atStatement() {
		return
	}
	for w := p.stack[len(p.stack)-1]; ; {
		k := p.mem.kindOf(w)
		if k == KindSemicolon || k == KindError {
			return
		}
		if !(k == KindStmtList || k == KindDeclList) {
			break
		}
		children := p.mem.children(w)
		w = children[len(children)-1]
	}
	p.stack = append(p.stack, missing(KindSemicolon))
}

// atStatement reports whether a statement may start at the current token.
func (p *parser) atStatement() bool {
	return p.atExpr() || p.tok.kind.isReserved() && !p.at(KindKwIn) && !p.at(KindKwIs)
}

// atStatementWord reports whether the current token is a keyword that only starts a statement or declaration, on a line of its own.
func (p *parser) atStatementWord() bool {
	if !p.newline() {
		return false
	}
	switch p.tok.kind {
	case KindKwImport, KindKwExport, KindKwElse, KindKwCatch:
		return true
	}
	return p.tok.kind.startsStatement()
}

// parseStatementElement parses a statement as an element of a list: it always consumes something.
func (p *parser) parseStatementElement() {
	if p.at(KindSemicolon) {
		p.stack = append(p.stack, p.take())
		return
	}
	if p.at(KindLtSlash) {
		p.taint |= flagHome
		p.strayEndTag(modeScript)
		return
	}
	if !p.atStatement() {
		if p.at(KindRBrace) {
			p.taint |= flagHome
		}
		p.stray(func() bool {
			return p.newline() || p.at(KindSemicolon) || p.at(KindRBrace) || p.atStatement()
		})
		return
	}
	if w := p.tryForeign(); w != 0 {
		p.stack = append(p.stack, w)
		return
	}
	p.stack = append(p.stack, p.parseStatement())
}

// parseStatement parses a statement at whose start the parser stands.
//
// Statement = | Stmt | Expr | ";" .
// Stmt = | LetStmt | AssignStmt | ReturnStmt | BreakStmt | ContinueStmt | IfStmt | ForStmt | WhileStmt | TryStmt | AssertStmt .
func (p *parser) parseStatement() word {
	switch p.tok.kind {
	case KindKwLet, KindKwVar:
		return p.parseLet()
	case KindKwReturn:
		return p.parseReturn()
	case KindKwBreak:
		return p.parseBreak()
	case KindKwContinue:
		return p.parseContinue()
	case KindKwIf, KindKwElse:
		return p.parseIf()
	case KindKwFor:
		return p.parseFor()
	case KindKwWhile:
		return p.parseWhile()
	case KindKwTry, KindKwCatch:
		return p.parseTry()
	case KindIdent:
		if p.atWord("assert") {
			p.taint |= flagHome
			if p.ctx&ctxTest != 0 {
				return p.parseAssert()
			}
		}
	}
	return p.parseAssign()
}

// LetStmt = Keyword:("let" | "var") Pattern Colon:":"? Type? Eq:"=" Value:Expr .
func (p *parser) parseLet() word {
	f := p.open()
	p.put(&f, 0, p.take())
	p.parseBinding(&f, 1)
	return p.close(&f, KindLetStmt)
}

// parseBinding parses the five slots of a binding from slot on: Pattern, Colon, Type, Eq, Value.
func (p *parser) parseBinding(f *frame, slot int) {
	if p.newline() {
		p.put(f, slot, missing(KindIdent))
	} else {
		p.parsePattern(f, slot)
	}
	switch {
	case p.atWalrus():
		p.skipOne(f)
	case p.at(KindColon) && !p.ends():
		p.put(f, slot+1, p.take())
		if p.ends() && !p.at(KindBar) {
			p.put(f, slot+2, missing(KindIdent))
		} else {
			p.put(f, slot+2, p.parseType())
		}
	}
	if !p.at(KindEq) || p.newline() {
		p.put(f, slot+3, missing(KindEq))
		if p.newline() || !p.atExpr() {
			p.put(f, slot+4, missing(KindIdent))
			return
		}
	} else {
		p.put(f, slot+3, p.take())
		p.skipMisplaced(f)
	}
	p.put(f, slot+4, p.parseValue())
}

// parseValue parses an expression after `=`, which may stand on the next line but no statement there.
func (p *parser) parseValue() word {
	if p.atStatementWord() {
		return missing(KindIdent)
	}
	return p.parseStart()
}

// Pattern = | Ident | RecordPattern | ListPattern .
func (p *parser) parsePattern(f *frame, slot int) {
	switch p.tok.kind {
	case KindLBrace:
		p.put(f, slot, p.parseRecordPattern())
	case KindLBracket:
		p.put(f, slot, p.parseListPattern())
	default:
		p.parseName(f, slot)
	}
}

// RecordPattern = Open:"{" Names:PatternNameList Close:"}" .
func (p *parser) parseRecordPattern() word {
	f := p.open()
	ctx := p.within(p.ctx&^(ctxRound|ctxSquare) | ctxParen)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parsePatternNames(p.endsBraces))
	p.closeBracket(&f, 2, KindRBrace, ctx)
	return p.close(&f, KindRecordPattern)
}

// ListPattern = Open:"[" Names:PatternNameList Close:"]" .
func (p *parser) parseListPattern() word {
	f := p.open()
	ctx := p.within(p.ctx&^ctxRound | ctxParen | ctxSquare)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parsePatternNames(p.endsSquare))
	p.closeBracket(&f, 2, KindRBracket, ctx)
	return p.close(&f, KindListPattern)
}

// PatternNameList = { PatternName } .
func (p *parser) parsePatternNames(stop func() bool) word {
	return p.list(KindPatternNameList, stop, func() {
		if !p.at(KindIdent) && !p.at(KindComma) {
			p.strayItem(p.atName)
			return
		}
		p.stack = append(p.stack, p.parsePatternName())
	}, nil)
}

// PatternName = Name:Ident Comma:","? .
func (p *parser) parsePatternName() word {
	f := p.open()
	p.put(&f, 0, p.expect(KindIdent))
	p.comma(&f, 1, p.atName)
	return p.close(&f, KindPatternName)
}

// AssignStmt = Target:Expr Op:("=" | "+=" | "-=" | "*=" | "/=" | "%=") Value:Expr .
func (p *parser) parseAssign() word {
	target := p.parseExpr()
	switch {
	case (p.at(KindPlus) || p.at(KindMinus)) && !p.newline() && p.isTarget(target): // a doubled one
		f := p.open()
		p.put(&f, 0, target)
		mark := len(p.stack)
		p.stack = append(p.stack, p.take())
		p.stack = append(p.stack, p.take())
		p.keepUnexpected(&f, mark)
		p.put(&f, 1, missing(KindPlusEq))
		p.put(&f, 2, missing(KindIdent))
		return p.close(&f, KindAssignStmt)
	case p.mem.kindOf(target) == KindIdent && p.atWalrus():
		f := p.open()
		p.put(&f, 0, missing(KindKwLet))
		p.put(&f, 1, target)
		p.skipOne(&f)
		p.put(&f, 4, p.take())
		p.put(&f, 5, p.parseValue())
		return p.close(&f, KindLetStmt)
	}
	if p.tok.kind < KindEq || p.tok.kind > KindPercentEq || p.newline() {
		return target
	}
	f := p.open()
	if !p.isTarget(target) {
		f.wrong()
	}
	p.put(&f, 0, target)
	p.put(&f, 1, p.take())
	p.put(&f, 2, p.parseValue())
	return p.close(&f, KindAssignStmt)
}

// isTarget reports whether a value may be assigned to an expression: a name, or fields and items of one.
func (p *parser) isTarget(w word) bool {
	if p.mem.kindOf(w) == KindIdent {
		return true
	}
	if p.mem.kindOf(w) != KindPostfixExpr {
		return false
	}
	children := p.mem.children(w)
	return p.mem.kindOf(children[0]) == KindIdent && p.isPath(children[1])
}

// isPath reports whether a list of postfix parts holds nothing but `.field` and `[item]`.
func (p *parser) isPath(list word) bool {
	for _, w := range p.mem.children(list) {
		switch p.mem.kindOf(w) {
		case KindIndexPart:
		case KindMemberPart:
			if p.mem.kindOf(p.mem.children(w)[0]) != KindDot {
				return false
			}
		case KindPostfixPartList:
			if !p.isPath(w) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// needs marks a statement that stands where the context lacks c.
func (p *parser) needs(f *frame, c context) {
	f.flags |= flagHome
	if p.ctx&c == 0 {
		f.wrong()
	}
}

// ReturnStmt = Keyword:"return" Value:Expr? .
func (p *parser) parseReturn() word {
	f := p.open()
	p.needs(&f, ctxFn)
	p.put(&f, 0, p.take())
	p.skipMisplaced(&f)
	if !p.newline() && p.atExpr() {
		p.put(&f, 1, p.parseStart())
	}
	return p.close(&f, KindReturnStmt)
}

// BreakStmt = Keyword:"break" .
func (p *parser) parseBreak() word {
	f := p.open()
	p.needs(&f, ctxLoop)
	p.put(&f, 0, p.take())
	return p.close(&f, KindBreakStmt)
}

// ContinueStmt = Keyword:"continue" .
func (p *parser) parseContinue() word {
	f := p.open()
	p.needs(&f, ctxLoop)
	p.put(&f, 0, p.take())
	return p.close(&f, KindContinueStmt)
}

// AssertStmt = Keyword:"assert" Value:Expr .
func (p *parser) parseAssert() word {
	f := p.open()
	p.put(&f, 0, p.takeAs(KindKwAssert))
	if p.newline() {
		p.put(&f, 1, missing(KindIdent))
	} else {
		p.put(&f, 1, p.parseExpr())
	}
	return p.close(&f, KindAssertStmt)
}

// parseIf parses an `if` with all its clauses; an `else` without `if` is kept as one and reported.
//
// IfStmt = Clauses:IfClauseList .
func (p *parser) parseIf() word {
	f := p.open()
	if p.at(KindKwElse) {
		f.wrong()
	}
	p.put(&f, 0, p.parseIfClauses())
	return p.close(&f, KindIfStmt)
}

// IfClauseList = { IfClause } .
func (p *parser) parseIfClauses() word {
	first, last := true, false
	return p.list(KindIfClauseList, func() bool {
		return last || !first && !p.at(KindKwElse) && !p.atElif()
	}, func() {
		p.stack = append(p.stack, p.parseIfClause())
	}, func() {
		first = false
		last = !p.lastHasSlot(1)
	})
}

// lastHasSlot reports whether the last element on the stack, in a chunk perhaps, has the slot.
func (p *parser) lastHasSlot(slot int) bool {
	w := p.stack[len(p.stack)-1]
	for w.isNode() {
		h := p.mem.head(w.id())
		if !h.kind().IsList() {
			return h.mask()>>slot&1 != 0
		}
		children := p.mem.children(w)
		w = children[len(children)-1]
	}
	return false
}

// IfClause = Else:"else"? If:"if"? Cond:Expr? Body:Block .
func (p *parser) parseIfClause() word {
	f := p.open()
	p.put(&f, 0, p.try(KindKwElse))
	switch {
	case p.at(KindKwIf) && (f.mask == 0 || !p.newline()):
		p.put(&f, 1, p.take())
		p.put(&f, 2, p.parseCondition())
		p.skipAssigned(&f)
	case p.atElif():
		p.instead(&f, 0, KindKwElse)
		p.put(&f, 1, missing(KindKwIf))
		p.put(&f, 2, p.parseCondition())
	case f.mask == 1 && !p.newline() && !p.at(KindLBrace) && p.atExpr() && p.lineHas('{'):
		p.put(&f, 1, missing(KindKwIf))
		p.put(&f, 2, p.parseCondition())
	}
	p.put(&f, 3, p.parseBody(p.ctx))
	return p.close(&f, KindIfClause)
}

// parseCondition parses an expression before a block. Braces right there are the block, unless they hold a record.
func (p *parser) parseCondition() word {
	if p.ends() || p.at(KindLBrace) && !p.atRecord() {
		return missing(KindIdent)
	}
	return p.parseExpr()
}

// skipAssigned keeps a `=`, written for `==` in a condition, and the expression behind it in an Unexpected node of f.
func (p *parser) skipAssigned(f *frame) {
	if !p.at(KindEq) || p.newline() {
		return
	}
	mark := len(p.stack)
	p.stack = append(p.stack, p.take())
	p.stack = append(p.stack, p.parseCondition())
	p.keepUnexpected(f, mark)
}

// atRecord reports whether the current brace starts a record that is not empty: a key with what follows keys, or `...`. A comma
// behind the only key says nothing, as formatting takes it away.
func (p *parser) atRecord() bool { return p.startsRecord(p.tok.end()) }

// startsRecord is atRecord for the brace before an offset.
func (p *parser) startsRecord(after int) bool {
	i := p.skip(after, &spaceSet)
	end := i
	switch c := p.lexer.at(i); {
	case c == '.':
		p.see(i + 2)
		return p.has(i, "...")
	case c == '"' || c == '\'':
		end = p.skip(i+1, &plainSet)
		p.see(end)
		if p.lexer.at(end) != c {
			return false
		}
		end++
	case p.nameStart(i):
		end = p.nameEnd(i)
	default:
		p.see(i)
		return false
	}
	behind := p.afterBlanks(end)
	if c := p.lexer.at(behind); c != ',' || end == i {
		return c == ':'
	}
	next := p.skip(behind+1, &spaceSet)
	p.see(next)
	c := p.lexer.at(next)
	return c == '.' || c == '"' || c == '\'' || p.nameStart(next)
}

// ForStmt = Keyword:"for" Name:Ident Comma:","? Index:Ident? In:"in" Value:Expr Body:Block .
func (p *parser) parseFor() word {
	f := p.open()
	p.put(&f, 0, p.take())
	ctx := p.ctx
	p.parseForHead(&f, 1)
	p.ctx |= ctxLoop
	p.put(&f, 6, p.parseBody(ctx))
	p.ctx = ctx
	return p.close(&f, KindForStmt)
}

// parseForHead parses the five slots of a loop's head from slot on: Name, Comma, Index, In, Value.
func (p *parser) parseForHead(f *frame, slot int) {
	inParens := p.at(KindLParen)
	switch {
	case p.ends():
		p.put(f, slot, missing(KindIdent))
	case p.skipForeignLoop(f):
		p.put(f, slot, missing(KindIdent))
		p.put(f, slot+3, missing(KindKwIn))
		p.put(f, slot+4, missing(KindIdent))
		return
	default:
		p.parseName(f, slot)
	}
	if p.at(KindComma) {
		p.put(f, slot+1, p.take())
		p.put(f, slot+2, p.expect(KindIdent))
	}
	switch {
	case p.ends():
		p.put(f, slot+3, missing(KindKwIn))
	case p.atWord("of"):
		p.instead(f, slot+3, KindKwIn)
	default:
		p.put(f, slot+3, p.expect(KindKwIn))
	}
	if p.at(KindKwIn) && !p.newline() {
		p.skipOne(f)
	}
	p.put(f, slot+4, p.parseCondition())
	if inParens && p.at(KindRParen) && !p.newline() {
		p.skipOne(f)
	}
}

// WhileStmt = Keyword:"while" Cond:Expr Body:Block .
func (p *parser) parseWhile() word {
	f := p.open()
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseCondition())
	p.skipAssigned(&f)
	ctx := p.ctx
	p.ctx |= ctxLoop
	p.put(&f, 2, p.parseBody(ctx))
	p.ctx = ctx
	return p.close(&f, KindWhileStmt)
}

// parseTry parses a `try` with its handler; a `catch` without `try` is kept as one and reported.
//
// TryStmt = Keyword:"try" Body:Block Catch:"catch" Name:Ident? Handler:Block .
func (p *parser) parseTry() word {
	f := p.open()
	if p.at(KindKwTry) {
		p.put(&f, 0, p.take())
		p.put(&f, 1, p.parseBlock())
	} else {
		f.wrong()
	}
	if p.atWord("except") || p.atWord("finally") {
		p.instead(&f, 2, KindKwCatch)
	} else {
		p.put(&f, 2, p.expect(KindKwCatch))
	}
	inParens := p.at(KindLParen) && !p.newline()
	if inParens {
		p.skipOne(&f)
	}
	if p.at(KindIdent) && !p.newline() {
		p.put(&f, 3, p.take())
	}
	if inParens && p.at(KindRParen) && !p.newline() {
		p.skipOne(&f)
	}
	p.put(&f, 4, p.parseBlock())
	return p.close(&f, KindTryStmt)
}

package syntax

// Expressions: operators by precedence, each level of equal operators one node (BinaryExpr), so that long chains are lists.

// atExpr reports whether an expression may start at the current token.
func (p *parser) atExpr() bool {
	switch p.tok.kind {
	case KindIdent, KindNumber, KindPlainString, KindStringOpen, KindBacktick, KindKwTrue, KindKwFalse, KindKwNone, KindLParen,
		KindLBracket, KindLBrace, KindKwFn, KindKwMatch, KindNot, KindMinus:
		return true
	case KindLt:
		return p.atTag()
	}
	return false
}

// atTag reports whether the current `<` starts a tag: a name or `>` follows.
func (p *parser) atTag() bool {
	end := p.tok.end()
	p.see(end)
	return p.lexer.at(end) == '>' || p.nameStart(end)
}

// Expr = | Ident | Number | true | false | none | PlainString | String | RawString | TaggedString | ListExpr | RecordExpr | FnExpr | MatchExpr | ParenExpr | UnaryExpr | BinaryExpr | IsExpr | TernaryExpr | PostfixExpr | Element .
//
// TernaryExpr = Cond:Expr Question:"?" Then:Expr Colon:":" Else:Expr .
func (p *parser) parseExpr() word {
	cond := p.parseBinary(1)
	if !p.at(KindQuestion) {
		return cond
	}
	if !p.enter() {
		return cond
	}
	defer p.leave()
	f := p.open()
	p.put(&f, 0, cond)
	p.put(&f, 1, p.take())
	p.put(&f, 2, p.parseExpr())
	p.put(&f, 3, p.expect(KindColon))
	p.put(&f, 4, p.parseExpr())
	return p.close(&f, KindTernaryExpr)
}

// Precedences of the binary operators, from 1; a larger one binds tighter.
const (
	precIs = 6
)

var precedences = [256]uint8{
	KindQuestionQuestion: 1,
	KindOrOr:             2,
	KindAndAnd:           3,
	KindEqEq:             4, KindNotEq: 4,
	KindLt: 5, KindLtEq: 5, KindGt: 5, KindGtEq: 5,
	KindKwIs:   precIs,
	KindDotDot: 7,
	KindPlus:   8, KindMinus: 8,
	KindStar: 9, KindSlash: 9, KindPercent: 9,
}

// precedence is that of the current token as a binary operator, 0 if it is none: on a new line, `-` starts a statement, and so
// does a `<` that no white space follows.
func (p *parser) precedence() int {
	prec := int(precedences[p.tok.kind])
	if !p.newline() {
		switch p.tok.kind {
		case KindIdent:
			return p.wordPrecedence()
		case KindPlus, KindMinus:
			if p.atStep() {
				return 0
			}
		}
		return prec
	}
	if prec == 0 {
		return 0
	}
	switch p.tok.kind {
	case KindLt:
		if p.ctx&ctxHole != 0 && p.atTag() {
			return 0
		}
		if p.ctx&ctxParen == 0 {
			end := p.tok.end()
			p.see(end)
			if end < p.size && !isSpace(p.lexer.at(end)) {
				return 0
			}
		}
	case KindMinus, KindKwIs:
		if p.ctx&ctxParen == 0 {
			return 0
		}
	}
	return prec
}

// parseBinary parses operators that bind at least as tight as level.
//
// BinaryExpr = First:Expr Rest:BinaryPartList .
func (p *parser) parseBinary(level int) word {
	left := p.parseUnary()
	for depth := p.depth; ; {
		prec := p.precedence()
		if prec < level || prec == 0 {
			return left
		}
		if prec == precIs {
			if depth++; depth > maxNesting {
				return left
			}
			p.deepest = max(p.deepest, depth)
			left = p.parseIs(left)
			continue
		}
		f := p.open()
		p.put(&f, 0, left)
		p.put(&f, 1, p.parseBinaryParts(prec))
		left = p.close(&f, KindBinaryExpr)
	}
}

// BinaryPartList = { BinaryPart } .
func (p *parser) parseBinaryParts(prec int) word {
	return p.list(KindBinaryPartList, func() bool { return p.precedence() != prec }, func() {
		p.stack = append(p.stack, p.parseBinaryPart(prec))
	}, nil)
}

// BinaryPart = Op:("??" | "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | ".." | "+" | "-" | "*" | "/" | "%") Operand:Expr .
func (p *parser) parseBinaryPart(prec int) word {
	f := p.open()
	op := p.tok.kind
	if p.at(KindIdent) {
		meant := KindAndAnd
		if p.atWord("or") {
			meant = KindOrOr
		}
		p.instead(&f, 0, meant)
	} else {
		p.put(&f, 0, p.take())
		if p.at(KindEq) && p.tok.lead == 0 { // `===`
			p.skipOne(&f)
		}
	}
	p.skipMisplaced(&f)
	if p.atStatementWord() || p.at(KindLBrace) && !p.atOperandRecord(op) {
		p.put(&f, 1, missing(KindIdent))
	} else {
		p.put(&f, 1, p.parseBinary(prec+1))
	}
	return p.close(&f, KindBinaryPart)
}

// atOperandRecord reports whether the current brace starts a record that is an operand. Where it cannot be one, the operand is
// lacking and the braces are the body that a condition stands before.
func (p *parser) atOperandRecord(op Kind) bool {
	switch op {
	case KindEqEq, KindNotEq, KindQuestionQuestion:
		i := p.skip(p.tok.end(), &spaceSet)
		p.see(i)
		c := p.lexer.at(i)
		return c == '}' || c == '.' || c == '"' || c == '\'' || p.nameStart(i)
	}
	return p.atRecord()
}

// IsExpr = Operand:Expr Is:"is" Type .
func (p *parser) parseIs(operand word) word {
	f := p.open()
	p.put(&f, 0, operand)
	p.put(&f, 1, p.take())
	if p.newline() && !p.atType() {
		p.put(&f, 2, missing(KindIdent))
	} else {
		p.put(&f, 2, p.parseUnion(false))
	}
	return p.close(&f, KindIsExpr)
}

// UnaryExpr = Op:("!" | "-") Operand:Expr .
func (p *parser) parseUnary() word {
	not := p.at(KindIdent) && p.atNot()
	if !p.at(KindNot) && !p.at(KindMinus) && !not {
		return p.parsePostfix()
	}
	if !p.enter() {
		return p.tooDeep()
	}
	defer p.leave()
	f := p.open()
	if not {
		p.instead(&f, 0, KindNot)
	} else {
		p.put(&f, 0, p.take())
	}
	p.put(&f, 1, p.parseUnary())
	return p.close(&f, KindUnaryExpr)
}

// PostfixExpr = Base:Expr Parts:PostfixPartList .
func (p *parser) parsePostfix() word {
	base := p.parsePrimary()
	if !p.atPostfix() || base == missing(KindIdent) && !p.at(KindDot) {
		return base
	}
	f := p.open()
	p.put(&f, 0, base)
	p.put(&f, 1, p.parsePostfixParts())
	return p.close(&f, KindPostfixExpr)
}

// atPostfix reports whether the current token goes on with the expression before it.
func (p *parser) atPostfix() bool {
	switch p.tok.kind {
	case KindDot, KindQuestionDot:
		return true
	case KindLParen, KindLBracket:
		return !p.ends()
	}
	return false
}

// PostfixPartList = { MemberPart | IndexPart | CallPart } .
func (p *parser) parsePostfixParts() word {
	return p.list(KindPostfixPartList, func() bool { return !p.atPostfix() }, func() {
		switch p.tok.kind {
		case KindLParen:
			p.stack = append(p.stack, p.parseCall())
		case KindLBracket:
			p.stack = append(p.stack, p.parseIndex())
		default:
			p.stack = append(p.stack, p.parseMemberPart())
		}
	}, nil)
}

// MemberPart = Dot:("." | "?.") Name:Ident .
func (p *parser) parseMemberPart() word {
	f := p.open()
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseMemberName())
	return p.close(&f, KindMemberPart)
}

// parseMemberName parses the name after a dot: any word; on a new line only one that is no keyword.
func (p *parser) parseMemberName() word {
	if p.at(KindIdent) || p.tok.kind.isReserved() && !p.newline() {
		return p.takeAs(KindIdent)
	}
	return missing(KindIdent)
}

// IndexPart = Open:"[" Index:Expr Close:"]" .
func (p *parser) parseIndex() word {
	f := p.open()
	if !p.enter() {
		p.put(&f, 0, missing(KindLBracket))
		p.put(&f, 1, p.tooDeep())
		p.put(&f, 2, missing(KindRBracket))
		return p.close(&f, KindIndexPart)
	}
	ctx := p.within(p.ctx | ctxParen | ctxSquare)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseExpr())
	p.leave()
	if !p.at(KindRBracket) {
		p.skipTo(&f, p.endsSquareOr(func() bool { return p.newline() || p.at(KindComma) }))
	}
	p.closeBracket(&f, 2, KindRBracket, ctx)
	return p.close(&f, KindIndexPart)
}

// CallPart = Open:"(" Args:ArgList Close:")" .
func (p *parser) parseCall() word {
	f := p.open()
	if !p.enter() {
		p.put(&f, 0, missing(KindLParen))
		p.put(&f, 1, p.tooDeepList(KindArgList))
		p.put(&f, 2, missing(KindRParen))
		return p.close(&f, KindCallPart)
	}
	ctx := p.within(p.ctx&^ctxSquare | ctxParen | ctxRound)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseArgs())
	p.leave()
	if p.placeAfterName(p.stack[len(p.stack)-1]) {
		f.wrong()
	}
	p.closeBracket(&f, 2, KindRParen, ctx)
	return p.close(&f, KindCallPart)
}

// placeAfterName reports whether in a list of arguments one by place stands behind one by name.
func (p *parser) placeAfterName(list word) bool {
	named, wrong := false, false
	p.view(list, p.tok.start-list.full()).each(func(n Node) bool {
		if n.Kind() == KindArg {
			has := n.head().mask()&1 != 0
			wrong = named && !has
			named = named || has
		}
		return !wrong
	})
	return wrong
}

// ArgList = { Arg } .
func (p *parser) parseArgs() word {
	return p.list(KindArgList, p.endsRound, func() {
		if !p.atArg() && !p.at(KindComma) && !p.atMisplaced() {
			p.strayItem(p.atArg)
			return
		}
		p.stack = append(p.stack, p.parseArg())
	}, nil)
}

// atArg reports whether an argument may start here: an expression, or a keyword that names one.
func (p *parser) atArg() bool {
	return p.atExpr() || p.tok.kind.isReserved() && p.colonFollows()
}

// Arg = Name:Ident? Colon:":"? Value:Expr Comma:","? .
func (p *parser) parseArg() word {
	f := p.open()
	if p.atFieldName() && p.colonFollows() {
		p.put(&f, 0, p.takeAs(KindIdent))
		p.put(&f, 1, p.expect(KindColon))
	}
	p.skipMisplaced(&f)
	p.put(&f, 2, p.parseStart())
	p.comma(&f, 3, p.atArg)
	return p.close(&f, KindArg)
}

// parsePrimary parses an operand, or inserts a missing name.
func (p *parser) parsePrimary() word {
	switch p.tok.kind {
	case KindIdent:
		return p.parseNamed()
	case KindNumber, KindPlainString, KindKwTrue, KindKwFalse, KindKwNone:
		return p.take()
	case KindStringOpen:
		return p.parseString()
	case KindBacktick:
		return p.parseRawString()
	case KindLt:
		if p.atTag() {
			return p.parseRootElement()
		}
		return missing(KindIdent)
	case KindLParen, KindLBracket, KindLBrace, KindKwFn, KindKwMatch:
		if !p.enter() {
			return p.tooDeep()
		}
		defer p.leave()
	}
	switch p.tok.kind {
	case KindLParen:
		return p.parseParen()
	case KindLBracket:
		return p.parseList()
	case KindLBrace:
		return p.parseRecord()
	case KindKwFn:
		return p.parseFnExpr()
	case KindKwMatch:
		return p.parseMatch()
	}
	return missing(KindIdent)
}

// parseNamed parses a name, or a tagged string if one follows without a gap.
//
// TaggedString = Tag:Ident Value:(PlainString | String) .
func (p *parser) parseNamed() word {
	inLine := p.ctx&ctxLine != 0 && !p.atWord("sql") // there a quote rather closes the string around
	name := p.take()
	if p.tok.lead > 0 || inLine || !p.at(KindPlainString) && !p.at(KindStringOpen) {
		return name
	}
	f := p.open()
	p.put(&f, 0, name)
	p.put(&f, 1, p.parseQuoted())
	return p.close(&f, KindTaggedString)
}

// ParenExpr = Open:"(" Value:Expr Close:")" .
func (p *parser) parseParen() word {
	f := p.open()
	ctx := p.within(p.ctx&^ctxSquare | ctxParen | ctxRound)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseExpr())
	if !p.at(KindRParen) {
		p.skipTo(&f, p.endsRoundOr(p.newline))
	}
	p.closeBracket(&f, 2, KindRParen, ctx)
	return p.close(&f, KindParenExpr)
}

// ListExpr = Open:"[" Items:ListItemList Close:"]" .
func (p *parser) parseList() word {
	f := p.open()
	ctx := p.within(p.ctx | ctxParen | ctxSquare)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseListItems())
	p.closeBracket(&f, 2, KindRBracket, ctx)
	return p.close(&f, KindListExpr)
}

// ListItemList = { ListItem } .
func (p *parser) parseListItems() word {
	return p.list(KindListItemList, p.endsSquare, func() {
		if !p.atItem() && !p.at(KindComma) && !p.atMisplaced() {
			p.strayItem(p.atItem)
			return
		}
		p.stack = append(p.stack, p.parseListItem())
	}, nil)
}

func (p *parser) atItem() bool { return p.atExpr() || p.at(KindEllipsis) }

// ListItem = Ellipsis:"..."? Value:Expr Comma:","? .
func (p *parser) parseListItem() word {
	f := p.open()
	p.put(&f, 0, p.try(KindEllipsis))
	p.skipMisplaced(&f)
	p.put(&f, 1, p.parseStart())
	p.comma(&f, 2, p.atItem)
	return p.close(&f, KindListItem)
}

// RecordExpr = Open:"{" Fields:RecordFieldList Close:"}" .
func (p *parser) parseRecord() word {
	f := p.open()
	ctx := p.within(p.ctx &^ ctxParen)
	p.put(&f, 0, p.take())
	p.braces++
	p.put(&f, 1, p.parseRecordFields())
	p.braces--
	p.closeBracket(&f, 2, KindRBrace, ctx)
	return p.close(&f, KindRecordExpr)
}

// RecordFieldList = { RecordField | RecordSpread } .
func (p *parser) parseRecordFields() word {
	return p.list(KindRecordFieldList, p.endsBraces, func() {
		switch {
		case p.at(KindEllipsis):
			p.stack = append(p.stack, p.parseRecordSpread())
		case p.atKey() || p.at(KindComma):
			p.stack = append(p.stack, p.parseRecordField())
		default:
			p.strayItem(p.atRecordField)
		}
	}, nil)
}

func (p *parser) atRecordField() bool { return p.atKey() || p.at(KindEllipsis) }

// RecordField = Name:(Ident | PlainString) Colon:":"? Value:Expr? Comma:","? .
func (p *parser) parseRecordField() word {
	f := p.open()
	shorthand := p.at(KindIdent)
	p.put(&f, 0, p.parseKey())
	switch {
	case p.at(KindColon):
		p.put(&f, 1, p.take())
		p.skipMisplaced(&f)
		p.put(&f, 2, p.parseValue())
	case !shorthand && f.mask == 1 && p.stack[f.mark] != missing(KindIdent):
		p.put(&f, 1, missing(KindColon))
		p.put(&f, 2, missing(KindIdent))
	}
	p.comma(&f, 3, p.atRecordField)
	return p.close(&f, KindRecordField)
}

// RecordSpread = Ellipsis:"..." Value:Expr Comma:","? .
func (p *parser) parseRecordSpread() word {
	f := p.open()
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseExpr())
	p.comma(&f, 2, p.atRecordField)
	return p.close(&f, KindRecordSpread)
}

// FnExpr = Fn:"fn" TypeParams? Open:"(" Params:ParamList Close:")" Arrow:"->"? Result:Type? FatArrow:"=>"? Body:(Block | Expr) .
func (p *parser) parseFnExpr() word {
	f := p.open()
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.tryTypeParams())
	p.parseParens(&f, 2)
	p.parseResult(&f, 5)
	return p.close(&f, KindFnExpr)
}

// MatchExpr = Keyword:"match" Subject:Expr Open:"{" Arms:MatchArmList Close:"}" .
func (p *parser) parseMatch() word {
	f := p.open()
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseCondition())
	if !p.at(KindLBrace) {
		p.put(&f, 2, missing(KindLBrace))
		p.put(&f, 3, p.emptyList(KindMatchArmList))
		p.put(&f, 4, missing(KindRBrace))
		return p.close(&f, KindMatchExpr)
	}
	ctx := p.within(p.ctx &^ ctxParen)
	p.put(&f, 2, p.take())
	p.braces++
	p.put(&f, 3, p.parseMatchArms())
	p.braces--
	p.closeBracket(&f, 4, KindRBrace, ctx)
	return p.close(&f, KindMatchExpr)
}

// MatchArmList = { MatchArm } .
func (p *parser) parseMatchArms() word {
	return p.list(KindMatchArmList, p.endsArms, func() {
		if !p.atArm() && !p.at(KindComma) && !p.at(KindFatArrow) {
			p.strayItem(p.atArm)
			return
		}
		p.stack = append(p.stack, p.parseMatchArm())
	}, nil)
}

// endsArms reports whether the arms of a match end here; statements stand only behind `=>`.
func (p *parser) endsArms() bool {
	return p.endsBraces() && !(p.at(KindKwElse) && !p.isStop())
}

func (p *parser) atArm() bool { return p.atExpr() || p.at(KindKwElse) }

// MatchArm = Patterns:MatchPatternList? Else:"else"? FatArrow:"=>"? Body:(Block | Statement) Comma:","? .
func (p *parser) parseMatchArm() word {
	f := p.open()
	p.parsePatterns(&f, 0)
	wrong := (p.at(KindColon) || p.at(KindArrow)) && !p.newline()
	if wrong || p.at(KindFatArrow) {
		if wrong {
			p.skipOne(&f)
		} else {
			p.put(&f, 2, p.take())
		}
		if p.atStatementWord() || !p.atStatement() {
			p.put(&f, 3, missing(KindIdent))
		} else {
			p.put(&f, 3, p.parseStatement())
		}
	} else {
		p.put(&f, 3, p.parseBlock())
	}
	p.comma(&f, 4, p.atArm)
	return p.close(&f, KindMatchArm)
}

// parsePatterns parses what an arm compares with into the two slots from slot on: Patterns, Else.
func (p *parser) parsePatterns(f *frame, slot int) {
	if p.at(KindKwElse) {
		p.put(f, slot+1, p.take())
		return
	}
	p.put(f, slot, p.parseMatchPatterns())
}

// MatchPatternList = { MatchPattern } .
func (p *parser) parseMatchPatterns() word {
	if !p.atExpr() && !p.at(KindComma) {
		mark := len(p.stack)
		p.stack = append(p.stack, p.parseMatchPattern()) // one that is missing
		return p.closeList(KindMatchPatternList, mark)
	}
	more := true
	return p.list(KindMatchPatternList, func() bool { return !more }, func() {
		p.stack = append(p.stack, p.parseMatchPattern())
	}, func() {
		more = p.lastHasSlot(1) && p.atExpr()
	})
}

// MatchPattern = Value:Expr Comma:","? .
func (p *parser) parseMatchPattern() word {
	f := p.open()
	p.put(&f, 0, p.parseBinary(1))
	p.put(&f, 1, p.try(KindComma))
	return p.close(&f, KindMatchPattern)
}

package syntax

// Types.

// parseType parses a type. It ends at a line end unless `|` follows.
//
// Type = | Ident | none | true | false | Number | PlainString | NamedType | OptionalType | UnionType | ListType | ParenType | RecordType | MapType | FnType .
func (p *parser) parseType() word { return p.parseUnion(true) }

// parseFieldAnnotation parses the type behind the colon of a field. Where the next line starts with a key instead, the type is missing.
func (p *parser) parseFieldAnnotation() word {
	if p.newline() && p.atKey() && p.colonFollows() {
		return missing(KindIdent)
	}
	return p.parseType()
}

// parseUnion parses a type; after `is`, members have no `?` of their own, but where it can be nothing else.
//
// UnionType = Lead:"|"? Members:UnionMemberList .
func (p *parser) parseUnion(optional bool) word {
	if !p.enter() {
		return p.tooDeep()
	}
	defer p.leave()
	outer := p.optional
	p.optional = optional
	defer func() { p.optional = outer }()
	f := p.open()
	if p.at(KindBar) {
		p.put(&f, 0, p.take())
	}
	mark := len(p.stack)
	if f.mask == 0 && !p.startsUnion() {
		w := p.stack[mark]
		p.stack = p.stack[:mark]
		return w
	}
	p.put(&f, 1, p.parseUnionMembers(mark))
	return p.close(&f, KindUnionType)
}

// startsUnion puts the first member of a union on the stack, or of an old one as many as can be taken over, and reports whether
// it is one: a type that no `|` follows stands there alone.
func (p *parser) startsUnion() bool {
	far, deepest, start, mark := p.far, p.deepest, p.tok.start, len(p.stack)
	p.far, p.deepest = max(start, p.tok.far), p.depth
	defer func() { p.far, p.deepest = max(p.far, far), max(p.deepest, deepest) }()
	if p.old != nil && p.reuse(KindUnionMemberList) {
		if first := p.onlyElement(p.stack[mark]); first != 0 && p.mem.head(first.id()).mask() == 1 {
			p.stack[mark] = p.mem.children(first)[0] // the one member of a union with a `|` before it
			return false
		}
		return true
	}
	first := p.parseMember()
	if !p.at(KindBar) {
		p.stack = append(p.stack, first)
		return false
	}
	p.stack = append(p.stack, p.closeMember(first))
	p.seal(mark, start)
	return true
}

// onlyElement is the element of a chunk of a list, or w itself; 0 if there are more.
func (p *parser) onlyElement(w word) word {
	for p.mem.kindOf(w).IsList() {
		if children := p.mem.children(w); len(children) == 1 {
			w = children[0]
			continue
		}
		return 0
	}
	return w
}

// parseUnionMembers parses members; those on the stack from mark on are the first.
//
// UnionMemberList = { UnionMember } .
func (p *parser) parseUnionMembers(mark int) word {
	return p.listFrom(mark, KindUnionMemberList, func() bool {
		if len(p.stack) > mark && !p.lastHasSlot(1) {
			return true
		}
		if !p.atType() { // the last one is missing
			p.stack = append(p.stack, p.closeMember(missing(KindIdent)))
			return true
		}
		return false
	}, func() {
		p.stack = append(p.stack, p.closeMember(p.parseMember()))
	}, nil)
}

// closeMember adds the `|` after a member.
//
// UnionMember = Type Bar:"|"? .
func (p *parser) closeMember(t word) word {
	f := p.open()
	p.put(&f, 0, t)
	p.put(&f, 1, p.try(KindBar))
	return p.close(&f, KindUnionMember)
}

// parseMember parses a type with its question marks.
//
// OptionalType = Type Question:"?" .
func (p *parser) parseMember() word {
	t := p.parsePrimaryType()
	for depth := p.depth; p.at(KindQuestion) && !p.newline() && (p.optional || p.endsTest()) && depth < maxNesting; depth++ {
		f := p.open()
		p.put(&f, 0, t)
		p.put(&f, 1, p.take())
		t = p.close(&f, KindOptionalType)
		p.deepest = max(p.deepest, depth+1)
	}
	return t
}

// endsTest reports whether no operand follows the current `?`, which then is not that of `? :` but what somebody wrote behind the type after
// `is`: the checker says so. At the end of the line, or before braces that do not look like a record, it must touch the type.
func (p *parser) endsTest() bool {
	i := p.afterBlanks(p.tok.end())
	touches := p.tok.lead == 0
	switch p.lexer.at(i) {
	case ')', ']', '}', ',', ';', '&', '|', '=', '>', '*', '%', '?':
		return true
	case '{':
		return touches && !p.startsRecord(i+1)
	case '/':
		return touches && p.has(i, "//")
	case '\r', '\n':
		return touches
	}
	return touches && i >= p.size
}

// atType reports whether a type may start at the current token.
func (p *parser) atType() bool {
	switch p.tok.kind {
	case KindIdent, KindKwNone, KindKwTrue, KindKwFalse, KindNumber, KindPlainString, KindLBracket, KindLParen, KindLBrace,
		KindKwFn, KindBar:
		return true
	}
	return false
}

func (p *parser) parsePrimaryType() word {
	switch p.tok.kind {
	case KindIdent:
		return p.parseNamedType()
	case KindKwNone, KindKwTrue, KindKwFalse, KindNumber, KindPlainString:
		return p.take()
	case KindLBracket:
		return p.parseListType()
	case KindLParen:
		if after := p.afterParens(p.tok.end() - 1); after > 0 && p.has(p.afterBlanks(after), "=>") {
			return p.parseFnType()
		}
		return p.parseParenType()
	case KindLBrace:
		return p.parseBraceType()
	case KindKwFn:
		return p.parseFnType()
	}
	return missing(KindIdent)
}

// parseNamedType parses a name, alone or with a member or arguments.
//
// NamedType = Name:Ident Dot:"."? Member:Ident? Args:TypeArgs? .
func (p *parser) parseNamedType() word {
	name := p.take()
	if p.newline() || !p.at(KindDot) && !p.at(KindLt) {
		return name
	}
	f := p.open()
	p.put(&f, 0, name)
	if p.at(KindDot) {
		p.put(&f, 1, p.take())
		p.put(&f, 2, p.parseMemberName())
	}
	if p.at(KindLt) && !p.newline() {
		p.put(&f, 3, p.parseTypeArgs())
	}
	return p.close(&f, KindNamedType)
}

// TypeArgs = Open:"<" Items:TypeArgList Close:">" .
func (p *parser) parseTypeArgs() word {
	f := p.open()
	ctx := p.within(p.ctx | ctxParen)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseTypeArgList())
	p.ctx = ctx
	p.put(&f, 2, p.parseGt())
	return p.close(&f, KindTypeArgs)
}

// TypeArgList = { TypeArg } .
func (p *parser) parseTypeArgList() word {
	return p.list(KindTypeArgList, func() bool { return !p.atType() && !p.at(KindComma) }, func() {
		p.stack = append(p.stack, p.parseTypeArg())
	}, nil)
}

// TypeArg = Type Comma:","? .
func (p *parser) parseTypeArg() word {
	f := p.open()
	p.put(&f, 0, p.parseType())
	p.comma(&f, 1, p.atType)
	return p.close(&f, KindTypeArg)
}

// ListType = Open:"[" Element:Type Close:"]" .
func (p *parser) parseListType() word {
	f := p.open()
	ctx := p.within(p.ctx | ctxParen | ctxSquare)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseType())
	p.closeBracket(&f, 2, KindRBracket, ctx)
	return p.close(&f, KindListType)
}

// ParenType = Open:"(" Type Close:")" .
func (p *parser) parseParenType() word {
	f := p.open()
	ctx := p.within(p.ctx | ctxParen | ctxRound)
	p.put(&f, 0, p.take())
	p.put(&f, 1, p.parseType())
	p.closeBracket(&f, 2, KindRParen, ctx)
	return p.close(&f, KindParenType)
}

// parseBraceType parses a record or map type.
//
// MapType = Open:"{" OpenKey:"[" Key:Type CloseKey:"]" Colon:":" Value:Type Close:"}" .
// RecordType = Open:"{" Fields:TypeFieldList Close:"}" .
func (p *parser) parseBraceType() word {
	f := p.open()
	ctx := p.within(p.ctx &^ ctxParen)
	p.put(&f, 0, p.take())
	if !p.at(KindLBracket) {
		p.put(&f, 1, p.parseTypeFields())
		p.closeBracket(&f, 2, KindRBrace, ctx)
		return p.close(&f, KindRecordType)
	}
	braces := p.within(p.ctx | ctxParen | ctxSquare)
	p.put(&f, 1, p.take())
	p.put(&f, 2, p.parseType())
	p.closeBracket(&f, 3, KindRBracket, braces)
	p.put(&f, 4, p.expect(KindColon))
	p.put(&f, 5, p.parseType())
	p.closeBracket(&f, 6, KindRBrace, ctx)
	return p.close(&f, KindMapType)
}

// TypeFieldList = { TypeField } .
func (p *parser) parseTypeFields() word {
	return p.list(KindTypeFieldList, p.endsBraces, func() {
		if !p.atKey() && !p.at(KindComma) {
			p.strayItem(p.atKey)
			return
		}
		p.stack = append(p.stack, p.parseTypeField())
	}, nil)
}

// atKey reports whether the current token may be the key of a record: any word or plain string.
func (p *parser) atKey() bool { return p.atFieldName() || p.at(KindPlainString) }

// parseKey parses a key.
func (p *parser) parseKey() word {
	switch {
	case p.at(KindPlainString):
		return p.take()
	case p.atFieldName():
		return p.takeAs(KindIdent)
	}
	return missing(KindIdent)
}

// TypeField = Name:(Ident | PlainString) Question:"?"? Colon:":" Type Comma:","? .
func (p *parser) parseTypeField() word {
	f := p.open()
	p.put(&f, 0, p.parseKey())
	p.put(&f, 1, p.try(KindQuestion))
	if p.at(KindColon) {
		p.put(&f, 2, p.take())
		p.put(&f, 3, p.parseFieldAnnotation())
	} else {
		p.put(&f, 2, missing(KindColon))
		p.put(&f, 3, p.parseFieldType())
	}
	p.comma(&f, 4, p.atKey)
	return p.close(&f, KindTypeField)
}

// FnType = Fn:"fn" Open:"(" Params:FnTypeParamList Close:")" Arrow:"->" Result:Type .
func (p *parser) parseFnType() word {
	f := p.open()
	p.put(&f, 0, p.expect(KindKwFn))
	if p.at(KindLParen) {
		ctx := p.within(p.ctx&^ctxSquare | ctxParen | ctxRound)
		p.put(&f, 1, p.take())
		p.put(&f, 2, p.parseFnTypeParams())
		p.closeBracket(&f, 3, KindRParen, ctx)
	} else {
		p.put(&f, 1, missing(KindLParen))
		p.put(&f, 2, p.emptyList(KindFnTypeParamList))
		p.put(&f, 3, missing(KindRParen))
	}
	if p.at(KindArrow) {
		p.put(&f, 4, p.take())
		p.put(&f, 5, p.parseUnion(p.optional))
	} else if p.at(KindFatArrow) && !p.newline() {
		p.instead(&f, 4, KindArrow)
		p.put(&f, 5, p.parseUnion(p.optional))
	} else {
		p.put(&f, 4, missing(KindArrow))
		p.put(&f, 5, missing(KindIdent))
	}
	return p.close(&f, KindFnType)
}

// FnTypeParamList = { FnTypeParam } .
func (p *parser) parseFnTypeParams() word {
	return p.list(KindFnTypeParamList, p.endsRound, func() {
		if !p.atTypeParam() && !p.at(KindComma) {
			p.strayItem(p.atTypeParam)
			return
		}
		p.stack = append(p.stack, p.parseFnTypeParam())
	}, nil)
}

func (p *parser) atTypeParam() bool { return p.atType() || p.at(KindEllipsis) }

// FnTypeParam = Ellipsis:"..."? Name:Ident? Colon:":"? Type Comma:","? .
func (p *parser) parseFnTypeParam() word {
	f := p.open()
	p.put(&f, 0, p.try(KindEllipsis))
	if p.at(KindIdent) && p.colonFollows() {
		p.put(&f, 1, p.take())
		p.put(&f, 2, p.take())
	}
	p.put(&f, 3, p.parseType())
	p.comma(&f, 4, p.atTypeParam)
	return p.close(&f, KindFnTypeParam)
}

// colonFollows reports whether a `:` stands behind the current token, white space aside.
func (p *parser) colonFollows() bool {
	i := p.skip(p.tok.end(), &spaceSet)
	p.see(i)
	return p.lexer.at(i) == ':'
}

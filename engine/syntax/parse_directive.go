package syntax

// Directives of markup: @if, @for, @match, @let.

// parseDirective parses the directive at the current `@`. An `@else` or `@empty` that follows nothing is kept as a directive of
// its own and reported.
func (p *parser) parseDirective() word {
	start := p.tok.end()
	switch p.slice(start, p.nameEnd(start)) {
	case "for":
		return p.parseForDirective()
	case "match":
		return p.parseMatchDirective()
	case "let":
		return p.parseLetDirective()
	case "empty":
		f := p.open()
		f.wrong()
		p.put(&f, 8, p.parseEmptyClause())
		return p.close(&f, KindForDirective)
	}
	return p.parseIfDirective()
}

// head takes the `@` and the keyword behind it into two slots, and reads on as code that ends with the line.
func (p *parser) head(f *frame, slot int) {
	p.within(p.ctx&(ctxHome|ctxLine) | ctxHole)
	p.put(f, slot, p.takeTo(modeScript))
}

// IfDirective = Clauses:IfDirectiveClauseList .
func (p *parser) parseIfDirective() word {
	f := p.open()
	start := p.tok.end()
	if p.has(start, "else") {
		f.wrong()
	}
	p.put(&f, 0, p.parseIfDirectiveClauses())
	return p.close(&f, KindIfDirective)
}

// IfDirectiveClauseList = { IfDirectiveClause } .
func (p *parser) parseIfDirectiveClauses() word {
	more := true
	return p.list(KindIfDirectiveClauseList, func() bool { return !more }, func() {
		p.stack = append(p.stack, p.parseIfDirectiveClause())
	}, func() {
		more = p.lastHasSlot(2) && p.toClause("else")
	})
}

// toClause reads on at the `@` of a clause if white space and `@` with the word follow; otherwise nothing happens.
func (p *parser) toClause(w string) bool {
	i := p.skip(p.tok.start, &spaceSet)
	p.see(i)
	if p.lexer.at(i) != '@' || !p.isWord(i+1, w) {
		return false
	}
	p.reread(modeAt)
	p.mode = modeContent
	return true
}

// IfDirectiveClause = At:"@" Else:"else"? If:"if"? Cond:Expr? Body:MarkupBlock .
func (p *parser) parseIfDirectiveClause() word {
	f := p.open()
	ctx := p.ctx
	p.head(&f, 0)
	p.put(&f, 1, p.try(KindKwElse))
	if p.at(KindKwIf) && !p.newline() {
		p.put(&f, 2, p.take())
		p.put(&f, 3, p.parseCondition())
	}
	p.put(&f, 4, p.parseMarkupBlock(ctx, modeContent))
	return p.close(&f, KindIfDirectiveClause)
}

// ForDirective = At:"@" Keyword:"for" Name:Ident Comma:","? Index:Ident? In:"in" Value:Expr Body:MarkupBlock Empty:EmptyClause? .
func (p *parser) parseForDirective() word {
	f := p.open()
	ctx := p.ctx
	p.head(&f, 0)
	p.put(&f, 1, p.take())
	p.parseForHead(&f, 2)
	p.put(&f, 7, p.parseMarkupBlock(ctx, modeContent))
	if p.toClause("empty") {
		p.put(&f, 8, p.parseEmptyClause())
	}
	return p.close(&f, KindForDirective)
}

// EmptyClause = At:"@" Keyword:"empty" Body:MarkupBlock .
func (p *parser) parseEmptyClause() word {
	f := p.open()
	ctx := p.ctx
	p.head(&f, 0)
	p.put(&f, 1, p.takeAs(KindKwEmpty))
	p.put(&f, 2, p.parseMarkupBlock(ctx, modeContent))
	return p.close(&f, KindEmptyClause)
}

// MatchDirective = At:"@" Keyword:"match" Subject:Expr Open:"{" Arms:MatchDirectiveArmList Close:"}" .
func (p *parser) parseMatchDirective() word {
	f := p.open()
	ctx := p.ctx
	p.head(&f, 0)
	p.put(&f, 1, p.take())
	p.put(&f, 2, p.parseCondition())
	if p.at(KindLBrace) && p.enter() {
		p.put(&f, 3, p.take())
		p.braces++
		p.put(&f, 4, p.parseMatchDirectiveArms())
		p.braces--
		p.leave()
	} else {
		p.put(&f, 3, missing(KindLBrace))
		p.put(&f, 4, p.emptyList(KindMatchDirectiveArmList))
	}
	p.ctx = ctx
	if p.at(KindRBrace) {
		p.put(&f, 5, p.takeTo(modeContent))
	} else {
		p.put(&f, 5, missing(KindRBrace))
		p.reread(modeContent)
	}
	return p.close(&f, KindMatchDirective)
}

// MatchDirectiveArmList = { MatchDirectiveArm } .
func (p *parser) parseMatchDirectiveArms() word {
	return p.list(KindMatchDirectiveArmList, p.endsArms, func() {
		if !p.atArm() {
			p.strayItem(p.atArm)
			return
		}
		p.stack = append(p.stack, p.parseMatchDirectiveArm())
	}, nil)
}

// MatchDirectiveArm = Patterns:MatchPatternList? Else:"else"? Body:MarkupBlock .
func (p *parser) parseMatchDirectiveArm() word {
	f := p.open()
	p.parsePatterns(&f, 0)
	p.put(&f, 2, p.parseMarkupBlock(p.ctx, modeScript))
	return p.close(&f, KindMatchDirectiveArm)
}

// LetDirective = At:"@" Keyword:"let" Pattern Colon:":"? Type? Eq:"=" Value:Expr .
func (p *parser) parseLetDirective() word {
	f := p.open()
	ctx := p.ctx
	p.head(&f, 0)
	p.put(&f, 1, p.take())
	p.parseBinding(&f, 2)
	if !p.newline() {
		p.skipTo(&f, func() bool { return p.newline() || p.at(KindRBrace) })
	}
	p.ctx = ctx
	p.reread(modeContent)
	return p.close(&f, KindLetDirective)
}

// parseMarkupBlock parses the body of a directive; what follows it is read in the mode and context outer.
//
// MarkupBlock = Open:"{" Children:ChildList Close:"}" .
func (p *parser) parseMarkupBlock(ctx context, outer mode) word {
	f := p.open()
	if !p.at(KindLBrace) || !p.enter() {
		p.put(&f, 0, missing(KindLBrace))
		if p.at(KindLBrace) {
			p.put(&f, 1, p.tooDeepList(KindChildList))
		} else {
			p.put(&f, 1, p.emptyList(KindChildList))
		}
		p.put(&f, 2, missing(KindRBrace))
		p.ctx = ctx
		p.reread(outer)
		return p.close(&f, KindMarkupBlock)
	}
	blockNames := p.blockNames
	p.blockNames = len(p.names)
	p.braces++
	if outer == modeContent {
		p.ctx = ctx
	} else {
		p.ctx = ctx &^ ctxPre
	}
	p.put(&f, 0, p.takeTo(modeContent))
	p.put(&f, 1, p.parseChildren())
	p.leave()
	p.braces--
	p.blockNames = blockNames
	p.ctx = ctx
	if p.at(KindRBrace) {
		p.put(&f, 2, p.takeTo(outer))
	} else {
		p.put(&f, 2, missing(KindRBrace))
		p.reread(outer)
	}
	return p.close(&f, KindMarkupBlock)
}

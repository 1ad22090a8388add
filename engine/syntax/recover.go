package syntax

// What ends a list in brackets, and what happens to tokens that fit nowhere in one.

// endsRound reports whether items in parentheses end here.
func (p *parser) endsRound() bool { return p.at(KindRParen) || p.endsOuter() }

// endsSquare reports whether items in square brackets end here.
func (p *parser) endsSquare() bool { return p.at(KindRBracket) || p.endsOuter() }

// endsBraces reports whether items in braces end here. Keywords may be keys there.
func (p *parser) endsBraces() bool {
	switch p.tok.kind {
	case KindRBrace:
		return true
	case KindRParen:
		return p.ctx&ctxRound != 0
	case KindRBracket:
		return p.ctx&ctxSquare != 0
	}
	return p.isStop() || p.quoteAt == p.tok.start || p.atStatementWord() && !p.keyFollows()
}

// keyFollows reports whether the current word is used as a key: what follows it on its line belongs to a key.
func (p *parser) keyFollows() bool {
	i := p.afterBlanks(p.tok.end())
	switch c := p.lexer.at(i); c {
	case ':', ',', '?', '}':
		return true
	}
	return false
}

// endsOuter reports whether the current token closes something outside of parentheses or square brackets, or cannot stand in any.
func (p *parser) endsOuter() bool {
	switch p.tok.kind {
	case KindRBrace, KindSemicolon:
		return true
	case KindRParen:
		return p.ctx&ctxRound != 0
	case KindRBracket:
		return p.ctx&ctxSquare != 0
	}
	return p.isStop() || p.quoteAt == p.tok.start || p.atStatementWord() && !p.colonFollows() || p.newline() && p.atAssignment()
}

// atAssignment reports whether a name with an assignment operator behind it stands here: a statement.
func (p *parser) atAssignment() bool {
	if !p.at(KindIdent) {
		return false
	}
	i := p.afterBlanks(p.tok.end())
	c, d := p.lexer.at(i), p.lexer.at(i+1)
	if c == '=' {
		return d != '=' && d != '>'
	}
	return d == '=' && (c == '+' || c == '-' || c == '*' || c == '/' || c == '%')
}

func (p *parser) endsRoundOr(more func() bool) func() bool {
	return func() bool { return p.endsRound() || more() }
}

func (p *parser) endsSquareOr(more func() bool) func() bool {
	return func() bool { return p.endsSquare() || more() }
}

// comma parses the comma behind an element, or inserts a missing one where another element follows that no line end parts from
// it; atNext says whether one does.
func (p *parser) comma(f *frame, slot int, atNext func() bool) {
	if p.at(KindComma) {
		p.put(f, slot, p.take())
		return
	}
	if p.ctx&ctxLine != 0 && (p.at(KindStringOpen) || p.at(KindPlainString)) {
		// Without a comma, the quote rather closes the string in whose hole this stands.
		p.quoteAt = p.tok.start
		p.taint |= flagFixed
		return
	}
	if !p.ends() && atNext() && !p.endsOuter() {
		p.put(f, slot, missing(KindComma))
	}
}

// strayItem keeps tokens that fit nowhere in a list of items as an Error element, up to the next item or with the next comma.
func (p *parser) strayItem(atNext func() bool) {
	mark := len(p.stack)
	p.stack = append(p.stack, p.take())
	for !p.isStop() && !p.ends() && !p.endsOuter() && !atNext() {
		comma := p.at(KindComma)
		p.stack = append(p.stack, p.take())
		if comma {
			break
		}
	}
	p.pushError(mark)
}

package syntax

// Strings with holes, raw strings, and holes themselves.

// parseString parses a string with holes or escapes, of one line or many.
//
// String = Open:StringOpen Parts:StringPartList Close:StringClose .
func (p *parser) parseString() word {
	f := p.open()
	outerQuote, outerMode, outer := p.quote, p.mode, p.ctx
	q := quoteDouble
	switch {
	case p.tok.width == 3:
		q = quoteTriple
	case p.tokText() == "'":
		q = quoteSingle
	}
	p.quote = q
	if q != quoteTriple {
		p.ctx |= ctxLine
	}
	p.put(&f, 0, p.takeTo(modeString))
	p.put(&f, 1, p.parseStringParts())
	p.ctx, p.quote = outer, outerQuote
	if p.at(KindStringClose) {
		p.put(&f, 2, p.takeTo(outerMode))
	} else {
		p.put(&f, 2, missing(KindStringClose))
		p.reread(outerMode)
	}
	w := p.close(&f, KindString)
	if q == quoteTriple {
		p.checkIndent(w)
	}
	return w
}

// StringPartList = { StringText | StringEscape | Hole } .
func (p *parser) parseStringParts() word {
	q := p.quote
	return p.list(KindStringPartList, func() bool {
		return p.at(KindStringClose) || p.at(KindEof) || p.at(kindStop) || q == quoteTriple && p.endsOpen(q)
	}, func() {
		if p.at(KindLBrace) {
			p.stack = append(p.stack, p.parseHole(modeString))
			p.quote = q
			return
		}
		p.stack = append(p.stack, p.take())
	}, nil)
}

// parseHole parses a hole; what follows its closing brace is read in the mode outer, with the quote that is set now.
//
// Hole = Open:"{" Value:Expr? Close:"}" .
func (p *parser) parseHole(outer mode) word {
	f := p.open()
	if !p.enter() {
		p.mode = modeScript
		p.reread(modeScript)
		p.put(&f, 0, missing(KindLBrace))
		p.put(&f, 1, p.tooDeep())
		p.put(&f, 2, missing(KindRBrace))
		p.reread(outer)
		return p.close(&f, KindHole)
	}
	q, island := p.quote, p.island
	hole := ctxHole
	if outer == modeString {
		hole = p.ctx & (ctxLine | ctxHole)
	}
	ctx := p.within(p.ctx&ctxHome | hole | ctxParen)
	p.island = len(p.names)
	p.put(&f, 0, p.takeTo(modeScript))
	p.braces++
	if outer == modeContent && p.atTemplate() {
		p.skipTo(&f, func() bool { return p.at(KindRBrace) || p.endsHole(outer, false) })
	} else if !p.at(KindRBrace) && !p.isStop() && !p.endsHole(outer, true) {
		p.skipMisplaced(&f)
		if !p.at(KindRBrace) {
			p.put(&f, 1, p.parseStart())
		}
		if !p.at(KindRBrace) {
			p.skipTo(&f, func() bool { return p.at(KindRBrace) || p.endsHole(outer, false) })
		}
	}
	p.braces--
	p.leave()
	p.island, p.quote = island, q
	p.ctx = ctx
	if p.at(KindRBrace) {
		p.put(&f, 2, p.takeTo(outer))
	} else {
		p.put(&f, 2, missing(KindRBrace))
		p.reread(outer)
	}
	return p.close(&f, KindHole)
}

// endsHole reports whether an unclosed hole ends at the current token: what closes the text around it, or what starts a line that
// belongs to it no more; at the first token of a hole, where an expression may start, less than behind one.
func (p *parser) endsHole(outer mode, first bool) bool {
	switch p.tok.kind {
	case KindPlainString, KindStringOpen:
		return (outer == modeString || outer == modeAttr) && !first
	case KindLt:
		return !first && (p.newline() || p.atTag())
	case KindGt:
		return outer == modeTag
	}
	return p.atStatementWord()
}

// parseRawString parses a string in backticks.
//
// RawString = Open:Backtick Lines:RawLineList Close:Backtick .
func (p *parser) parseRawString() word {
	f := p.open()
	outerQuote, outerMode := p.quote, p.mode
	p.quote = quoteBacktick
	p.put(&f, 0, p.takeTo(modeRaw))
	p.put(&f, 1, p.parseRawLines())
	p.quote = outerQuote
	if p.at(KindBacktick) {
		p.put(&f, 2, p.takeTo(outerMode))
	} else {
		p.put(&f, 2, missing(KindBacktick))
		p.reread(outerMode)
	}
	return p.close(&f, KindRawString)
}

// RawLineList = { RawLine } .
func (p *parser) parseRawLines() word {
	return p.list(KindRawLineList, func() bool { return !p.at(KindRawLine) || p.endsOpen(p.quote) }, func() {
		p.stack = append(p.stack, p.take())
	}, nil)
}

// checkIndent marks a string over lines, which was just closed, if the indentation is wrong somewhere.
func (p *parser) checkIndent(w word) {
	s := String{p.view(w, p.tok.start-w.full())}
	if s.Close().Missing() {
		return
	}
	badIndents(s, func(string, Node) { p.mem.mark(w, flagOwn|flagError) })
}

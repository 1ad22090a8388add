package syntax

import "strings"

// What people bring along from other languages: words, operators and heads of statements that Codescript writes in another way. A
// construct that is plainly meant is parsed as what it means, with the foreign tokens in an Unexpected node and missing tokens in
// their place, so that it costs one finding and what it declares has its name. None of this is part of the grammar: each stands
// where no program without errors goes on.

// maxParens is how far the parenthesis that closes one is looked for, in bytes, to see what stands behind it: a long line.
const maxParens = 200

// instead keeps the current token in an Unexpected node of f and inserts the token that is meant.
func (p *parser) instead(f *frame, slot int, meant Kind) {
	p.skipOne(f)
	p.put(f, slot, missing(meant))
}

// wordFollows reports whether on its line white space and a name stand behind the current token, or parentheses and a brace: what
// follows no name but in other languages.
func (p *parser) wordFollows() bool {
	end := p.tok.end()
	i := p.afterBlanks(end)
	if p.lexer.at(i) == '(' {
		after := p.afterParens(i)
		return after > 0 && p.lexer.at(p.afterBlanks(after)) == '{'
	}
	return i > end && p.nameStart(i) && !p.isWord(i, "is")
}

// afterParens is where the parentheses that open at i end, on their line; 0 if they do not.
func (p *parser) afterParens(i int) int {
	open := 0
	for limit := min(i+maxParens, p.size); i < limit; i++ {
		switch p.lexer.at(i) {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				p.see(i)
				return i + 1
			}
		case '\n':
			p.see(i)
			return 0
		}
	}
	p.see(i)
	return 0
}

// tryForeign parses a statement or declaration that starts with a word of another language.
func (p *parser) tryForeign() word {
	if !p.at(KindIdent) || p.tok.width > len("namespace") {
		return 0
	}
	switch p.tokText() {
	case "const":
		if i := p.afterBlanks(p.tok.end()); p.wordFollows() || p.lexer.at(i) == '{' || p.lexer.at(i) == '[' && i > p.tok.end() {
			f := p.open()
			p.instead(&f, 0, KindKwLet)
			p.parseBinding(&f, 1)
			return p.close(&f, KindLetStmt)
		}
	case "function", "func", "def", "fun":
		if p.wordFollows() {
			return p.parseForeignFn()
		}
	case "async":
		if i := p.afterBlanks(p.tok.end()); p.isWord(i, "function") {
			return p.parseForeignFn()
		}
	case "class", "struct", "interface", "enum", "trait", "namespace", "switch", "unless", "foreach", "until":
		if p.wordFollows() {
			return p.skipForeign()
		}
	case "do", "loop":
		if p.lexer.at(p.afterBlanks(p.tok.end())) == '{' {
			return p.skipForeign()
		}
	}
	return 0
}

// parseForeignFn parses a function after the words that start one elsewhere.
func (p *parser) parseForeignFn() word {
	f := p.open()
	mark := len(p.stack)
	if p.atWord("async") {
		p.stack = append(p.stack, p.take())
	}
	p.stack = append(p.stack, p.take())
	p.keepUnexpected(&f, mark)
	p.put(&f, 1, missing(KindKwFn))
	p.parseName(&f, 2)
	p.put(&f, 3, p.tryTypeParams())
	p.parseParens(&f, 4)
	p.parseResult(&f, 7)
	return p.closeHome(&f, KindFnDecl)
}

// skipForeign keeps a statement that means nothing here as an Error node: its line, and the lines in brackets that begin on it.
func (p *parser) skipForeign() word {
	mark, open := len(p.stack), 0
	for first := true; !p.isStop() && (first || open > 0 || !p.newline() && !p.at(KindRBrace) && !p.at(KindSemicolon)); first = false {
		switch p.tok.kind {
		case KindLParen, KindLBracket, KindLBrace:
			open++
		case KindRParen, KindRBracket, KindRBrace:
			open--
		}
		p.stack = append(p.stack, p.take())
	}
	p.taint |= flagHome
	p.pushError(mark)
	w := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	return w
}

// atElif reports whether a word of other languages for `else if` stands here.
func (p *parser) atElif() bool {
	return p.at(KindIdent) && (p.atWord("elif") || p.atWord("elseif") || p.atWord("elsif")) && p.wordFollows()
}

// lineHas reports whether c stands behind the current token on its line.
func (p *parser) lineHas(c byte) bool {
	i := p.tok.end()
	for limit := min(i+maxParens, p.size); i < limit && p.lexer.at(i) != '\n'; i++ {
		if p.lexer.at(i) == c {
			p.see(i)
			return true
		}
	}
	p.see(i)
	return false
}

// parseBody parses the block of a statement whose head stands before it. A statement without braces is one that lacks them.
func (p *parser) parseBody(outer context) word {
	if p.at(KindLBrace) || p.newline() || !p.atStatement() || p.at(KindKwElse) || p.at(KindKwCatch) || !p.enter() {
		return p.parseBlockIn(outer)
	}
	defer p.leave()
	f := p.open()
	p.put(&f, 0, missing(KindLBrace))
	mark := len(p.stack)
	p.element(p.parseBlockElement)
	list := p.closeList(KindStmtList, mark)
	p.put(&f, 1, list)
	p.put(&f, 2, missing(KindRBrace))
	p.ctx = outer
	return p.close(&f, KindBlock)
}

// wordPrecedence is the precedence of `and` and `or` as operators, 0 for other words.
func (p *parser) wordPrecedence() int {
	switch {
	case p.newline() || p.tok.width > len("and"):
	case p.atWord("and"):
		return int(precedences[KindAndAnd])
	case p.atWord("or"):
		return int(precedences[KindOrOr])
	}
	return 0
}

// atNot reports whether `not` stands before an operand.
func (p *parser) atNot() bool {
	return p.tok.width == len("not") && p.atWord("not") && p.lexer.at(p.afterBlanks(p.tok.end())) != '(' && p.wordFollows()
}

// atStep reports whether the current `+` or `-` stands doubled at the end of an expression.
func (p *parser) atStep() bool {
	end := p.tok.end()
	p.see(end)
	if p.lexer.at(end) != p.lexer.at(end-1) {
		return false
	}
	i := p.afterBlanks(end + 1)
	return i >= p.size || strings.IndexByte("\n)]};,", p.lexer.at(i)) >= 0
}

// atWalrus reports whether `:=` stands here.
func (p *parser) atWalrus() bool {
	if !p.at(KindColon) || p.newline() {
		return false
	}
	p.see(p.tok.end())
	return p.lexer.at(p.tok.end()) == '='
}

// parseStart parses an expression where a function may stand that is written as in other languages: `x => e`, `(x, y) => e`.
func (p *parser) parseStart() word {
	if p.atArrow() && p.enter() {
		defer p.leave()
		return p.parseArrow()
	}
	return p.parseExpr()
}

// atArrow reports whether parameters without `fn` stand here, and `=>` behind them.
func (p *parser) atArrow() bool {
	i := p.tok.end()
	switch p.tok.kind {
	case KindIdent:
		p.see(i)
		if c := p.lexer.at(i); c != ' ' && c != '=' {
			return false
		}
		if i = p.afterBlanks(i); p.lexer.at(i) == '(' && p.atWord("async") {
			i = p.afterParens(i)
		}
	case KindLParen:
		if p.newline() {
			return false
		}
		i = p.afterParens(i - 1)
	default:
		return false
	}
	return i > 0 && p.has(p.afterBlanks(i), "=>")
}

// parseArrow parses such a function.
func (p *parser) parseArrow() word {
	f := p.open()
	if p.at(KindIdent) && p.lexer.at(p.afterBlanks(p.tok.end())) == '(' {
		p.skipOne(&f) // async
	}
	p.put(&f, 0, missing(KindKwFn))
	if p.at(KindLParen) {
		p.parseParens(&f, 2)
	} else {
		p.put(&f, 2, missing(KindLParen))
		mark := len(p.stack)
		p.element(func() {
			param := p.open()
			p.put(&param, 1, p.take())
			p.stack = append(p.stack, p.close(&param, KindParam))
		})
		p.put(&f, 3, p.closeList(KindParamList, mark))
		p.put(&f, 4, missing(KindRParen))
	}
	p.parseResult(&f, 5)
	return p.close(&f, KindFnExpr)
}

// skipForeignLoop keeps the head of a loop of other languages, or what stands before its name, in an Unexpected node of f, and
// reports whether nothing remains of the head.
func (p *parser) skipForeignLoop(f *frame) bool {
	switch {
	case p.at(KindLParen) && !p.newline():
		start := p.tok.end() - 1
		after := p.afterParens(start)
		if after > 0 && strings.Contains(p.slice(start, after), ";") {
			p.skipTo(f, func() bool { return p.tok.start >= after })
			return true
		}
		mark := len(p.stack)
		p.stack = append(p.stack, p.take())
		if p.at(KindKwLet) || p.at(KindKwVar) || p.atWord("const") && p.wordFollows() {
			p.stack = append(p.stack, p.take())
		}
		p.keepUnexpected(f, mark)
	case p.at(KindIdent):
		if i := p.afterBlanks(p.tok.end()); p.lexer.at(i) == '=' && p.lineHas(';') {
			p.skipTo(f, func() bool { return p.newline() || p.at(KindLBrace) })
			return true
		}
	}
	return false
}

// atTemplate reports whether the tag of a template language stands in a hole: `{#if …}`, `{/if}`, `{:else}`, `{% if %}`.
func (p *parser) atTemplate() bool {
	switch p.tok.kind {
	case KindPercent, KindSlash, KindColon, KindAt:
		return true
	case KindJunk:
		return p.tokText() == "#"
	}
	return false
}

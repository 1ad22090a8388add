package syntax

// The heads of declarations: what at column 0 starts a declaration, whatever is still open. A head is complete on one line.

// headSet holds the first letters of the words that start declarations.
var headSet = byteSet(func(c byte) bool {
	return c == 'i' || c == 'e' || c == 'f' || c == 't' || c == 'm' || c == 'a' || c == 'c' || c == 'p' || c == 'l'
})

// isDeclaration reports whether the head of a declaration stands at i.
func (l *lexer) isDeclaration(i int) bool {
	if !headSet[l.at(i)] {
		l.see(i)
		return false
	}
	end := l.skip(i, &nameSet)
	l.see(end)
	after := l.afterBlanks(end)
	c := l.at(after)
	switch l.slice(i, end) {
	case "import":
		return c == '{' || c == '*' || l.importsDefault(after)
	case "export":
		return after > end && l.isExported(after)
	case "fn":
		name := l.headName(end, after)
		return name > 0 && (l.at(name) == '(' || l.at(name) == '<')
	case "type":
		name := l.headName(end, after)
		return name > 0 && (l.at(name) == '=' && l.at(name+1) != '=' || l.at(name) == '<')
	case "model":
		name := l.headName(end, after)
		return name > 0 && l.at(name) == '{'
	case "action":
		name := l.headName(end, after)
		return name > 0 && (l.at(name) == '(' || l.at(name) == '{' || l.has(name, "=>"))
	case "test":
		return c == '"' || c == '\''
	case "client":
		return after > end && l.isWord(after, "fn")
	case "page", "layout":
		return c == '(' || c == '{' || l.has(after, "=>")
	case "paths":
		return c == '{' || l.has(after, "=>")
	}
	return false
}

// afterBlanks is the first offset from i on that is not white space in the line.
func (l *lexer) afterBlanks(i int) int {
	i = l.skip(i, &blankSet)
	l.see(i + 1)
	return i
}

// headName is where the text after the name at after goes on, or 0 if there is no name or nothing before it.
func (l *lexer) headName(end, after int) int {
	if after == end || !l.nameStart(after) {
		return 0
	}
	stop := l.nameEnd(after)
	if keyword(l.slice(after, stop)) != KindIdent {
		return 0
	}
	return l.afterBlanks(stop)
}

// importsDefault reports whether `name from "` stands at i.
func (l *lexer) importsDefault(i int) bool {
	name := l.headName(0, i)
	if name == 0 || !l.isWord(name, "from") {
		return false
	}
	q := l.at(l.afterBlanks(name + len("from")))
	return q == '"' || q == '\''
}

// isExported reports whether a word that `export` may stand before is at i.
func (l *lexer) isExported(i int) bool {
	for _, w := range []string{"fn", "let", "var", "type", "model", "client"} {
		if l.isWord(i, w) {
			return true
		}
	}
	return false
}

// isWord reports whether exactly the word w stands at i.
func (l *lexer) isWord(i int, w string) bool {
	return l.has(i, w) && l.nameEnd(i+len(w)) == i+len(w)
}

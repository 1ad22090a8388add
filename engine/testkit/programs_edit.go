package testkit

import (
	"regexp"
	"strings"
)

// Edit makes an edit of a program as its writer would: of a declaration or a statement of the top level, of a line, of a word, of a
// literal, of a keyword; and sometimes one of those of [Edits], which break things.
func (p *Programs) Edit(text string) Edit {
	switch p.n(12) {
	case 0, 1:
		return p.edits.Next(text)
	case 2: // a piece of the top level goes
		at := p.piece(text)
		return Edit{at.Start, at.End, ""}
	case 3: // one comes, out of another program
		other := p.Script()
		from, to := p.piece(other), p.piece(text)
		return Edit{to.Start, to.Start, other[from.Start:from.End]}
	case 4: // one is there twice
		at := p.piece(text)
		return Edit{at.End, at.End, text[at.Start:at.End]}
	case 5: // two change places
		a := p.piece(text)
		if a.End == len(text) {
			return a
		}
		b := p.pieceAt(text, a.End)
		return Edit{a.Start, b.End, text[b.Start:b.End] + text[a.Start:a.End]}
	case 6: // a line goes
		start, end := lineAround(text, p.edits.offset(text))
		return Edit{start, end, ""}
	}
	for range 4 {
		c := changes[p.n(len(changes))]
		found := c.find.FindAllStringIndex(text, -1)
		if len(found) == 0 {
			continue
		}
		at := found[p.rnd.IntN(len(found))]
		word := choose(p, c.by...)
		if word == otherWord {
			words := wordPattern.FindAllString(text, -1)
			word = words[p.rnd.IntN(len(words))]
		}
		return Edit{at[0], at[1], word}
	}
	return p.edits.Next(text)
}

// otherWord stands for a word of the text.
const otherWord = "\x00"

var wordPattern = regexp.MustCompile(`[\pL_][\pL\pN_]*`)

// changes are small edits that change what is meant more than how it is built.
var changes = []struct {
	find *regexp.Regexp
	by   []string
}{
	{wordPattern, []string{otherWord}},
	{wordPattern, []string{otherWord, "missing", "none", "글"}},
	{regexp.MustCompile(`\b\d+\b`), []string{"7", "none", `"s"`, "[1]", "{a: 1}", "true", "fn(x) => x"}},
	{regexp.MustCompile(`"[^"\n{}]*"`), []string{`"new"`, "1", "none", "`raw`"}},
	{regexp.MustCompile(`\b(number|string|bool|html|any)\b`), []string{"number", "string", "any", "bool?", "[string]", "html", "Missing", "{a: number}", "fn() -> none"}},
	{regexp.MustCompile(`\b(let|var)\b`), []string{"let", "var"}},
	{regexp.MustCompile(`[!=]= none`), []string{"== none", "!= none", "is string", ""}},
	{regexp.MustCompile(`\?`), []string{"", "??", "?."}},
	{regexp.MustCompile(`\b(return|break|continue|exit\(1\)|fail\("none"\))`), []string{"return", "break", "continue", "print(1)", ""}},
	{regexp.MustCompile(`(?m)^`), []string{"export ", "let added = 1\n", "var count: number? = none\n", "count = none\n", "fn added() => 1\n", "if count == none { exit(1) }\n", "// coder: allow(unused-name)\n"}},
	{regexp.MustCompile(`-> [^={]+`), []string{"", "-> number ", "-> none "}},
	{regexp.MustCompile(`\b(if|while|@if)\b`), []string{"if", "while", "@if"}},
}

// piece chooses what stands between two lines that begin at column 0 with something that begins.
func (p *Programs) piece(text string) Edit { return p.pieceAt(text, p.edits.offset(text)) }

// pieceAt is the piece around an offset.
func (p *Programs) pieceAt(text string, at int) Edit {
	start := at
	for start, _ = lineAround(text, start); start > 0 && !begins(text[start:]); {
		start, _ = lineAround(text, start-1)
	}
	end := start
	for _, end = lineAround(text, start); end < len(text) && !begins(text[end:]); {
		_, end = lineAround(text, end)
	}
	return Edit{Start: start, End: end}
}

// begins reports whether a line begins something of the top level.
func begins(line string) bool {
	return line != "" && !strings.ContainsAny(line[:1], "\t )}]<\r\n\"`")
}

package syntax

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// Text over lines that nobody closed: a `"""` string, a raw string, a comment, a <style>, <script> or <pre>. While somebody types
// one, its opener has no end yet, or takes for its own the opener of the next one. Inside such text no declaration starts, so a
// line at column 0 that looks like the head of one is content where the text is closed behind it; where it is not, the text
// ends before that line, and the rest of the file keeps its tree. Text without such a line in it is never looked at here.

// maxOpen is how far behind a line that looks like a declaration the end of the text around it is looked for, in bytes: some
// thousand lines, more than anybody quotes or comments out, and little to look through while typing.
const maxOpen = 1 << 18

// What text over lines may be beside strings and raw text; these are never the quote of a lexer.
const (
	quoteBlock quote = quoteScript + 1 + iota // `*/`
	quotePre                                  // the end tag of an element that keeps its white space
	quoteNone                                 // nothing: no such text
)

// closers has what ends each kind of text over lines, and what starts another where that looks different.
var closers = [...]struct{ ends, starts []string }{
	quoteTriple:   {ends: []string{`"""`}},
	quoteBacktick: {ends: []string{"`"}},
	quoteComment:  {ends: []string{"-->"}, starts: []string{"<!--"}},
	quoteStyle:    {ends: []string{"</style"}, starts: []string{"<style"}},
	quoteScript:   {ends: []string{"</script"}, starts: []string{"<script"}},
	quoteBlock:    {ends: []string{"*/"}},
	quotePre:      {ends: []string{"</pre", "</textarea", "</listing"}, starts: []string{"<pre", "<textarea", "<listing"}},
}

// closes reports whether text over lines goes on over the line at i, which looks like the head of a declaration: what ends the
// text follows, and does not rather belong to another one that starts in between.
func (l *lexer) closes(i int, q quote) bool {
	if q == quoteNone {
		return false
	}
	if q == l.closerOf && i < l.closer {
		l.see(l.closer + maxCloser)
		return true
	}
	limit := min(i+maxOpen, l.size)
	end := l.find(i, limit, closers[q].ends)
	l.see(min(end+maxCloser, l.size))
	if end == limit {
		return false
	}
	var ok bool
	switch q {
	case quoteTriple:
		ok = strings.TrimLeft(l.lineBefore(end), " \t\r") == "" // where the closing quotes stand
	case quoteBacktick:
		ok = l.endsRawString(end)
	case quoteBlock:
		ok = !l.opensComment(i, end)
	default:
		ok = l.find(i, end, closers[q].starts) == end
	}
	if ok {
		l.closerOf, l.closer = q, end
	}
	return ok
}

// maxCloser is how many bytes from where text over lines is closed are looked at, at most.
const maxCloser = len("</textarea")

// find is where one of some strings, in any ASCII case, stands first between i and limit, or limit. All begin with the same
// byte. It leaves the lexer's window alone.
func (l *lexer) find(i, limit int, any []string) int {
	for i < limit {
		window := l.text.Window(i)
		next := i + len(window)
		for k := 0; k < len(window); k++ {
			at := strings.IndexByte(window[k:], any[0][0])
			if at < 0 {
				break
			}
			k += at
			for _, s := range any {
				found := window[k:min(k+len(s), len(window))]
				if len(found) < len(s) { // it lies across the border
					found = l.text.Slice(source.Span{Start: i + k, End: i + k + len(s)})
				}
				if strings.EqualFold(found, s) {
					return min(i+k, limit)
				}
			}
		}
		i = next
	}
	return limit
}

// lineBefore is what stands before i on its line.
func (l *lexer) lineBefore(i int) string {
	_, col := l.text.LineCol(i)
	return l.text.Slice(source.Span{Start: i - col, End: i})
}

// endsRawString reports whether the backtick at i rather ends a raw string than starts one: it stands first on its line, or an
// expression may end there and none start.
func (l *lexer) endsRawString(i int) bool {
	before := strings.TrimRight(l.lineBefore(i), " \t")
	if strings.TrimLeft(before, " \t") == "" {
		return true
	}
	after := l.text.Slice(source.Span{Start: i + 1, End: i + 2})
	return !strings.ContainsAny(before[len(before)-1:], "=([{,:?&|+>") && !strings.HasSuffix(before, "return") &&
		(after == "" || isSpace(after[0]) || strings.ContainsAny(after, ")]},.;:?+=!&|"))
}

// opensComment reports whether a block comment starts between i and end. A `/*` with neither white space nor a brace before it is
// part of a path.
func (l *lexer) opensComment(i, end int) bool {
	for i++; ; i++ {
		if i = l.find(i, end, []string{"/*"}); i == end {
			return false
		}
		if c := l.text.Slice(source.Span{Start: i - 1, End: i})[0]; isSpace(c) || c == '{' {
			return true
		}
	}
}

// endsOpen reports whether text over lines ends before the current token, though nothing closed it: a line that is no content of
// it begins there with the head of a declaration, which then is where everything open ends.
func (p *parser) endsOpen(q quote) bool {
	start := p.tok.start
	if start == 0 || !headSet[p.lexer.at(start)] || p.slice(start-1, start) != "\n" || !p.isDeclaration(start) || p.closes(start, q) {
		return false
	}
	p.tok.kind, p.tok.real = kindStop, KindIdent
	return true
}

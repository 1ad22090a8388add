// Scripts: brackets in JavaScript, which has its own servers otherwise.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// scriptBrackets returns what stands between the brackets of a script that starts at byte base of its file, by where they open. Strings,
// comments, template strings and what looks like a regular expression hold none; brackets that do not match are left out.
func scriptBrackets(text string, base int) []source.Span {
	var out []source.Span
	var open []int // indices in out
	before := byte('(')
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case strings.IndexByte(" \t\r\n", c) >= 0:
			i++
			continue
		case strings.HasPrefix(text[i:], "//"):
			i += until(text[i:], "\n")
			continue
		case strings.HasPrefix(text[i:], "/*"):
			i += 2 + until(text[i+2:], "*/")
			continue
		case c == '"' || c == '\'' || c == '`':
			i += quoted(text[i:], c)
		case c == '/' && strings.IndexByte("(,=:[!&|?{};+-*%<>~^", before) >= 0:
			i += quoted(text[i:], '/')
		case strings.IndexByte("([{", c) >= 0:
			open = append(open, len(out))
			i++
			out = append(out, source.Span{Start: base + i, End: -1})
		case strings.IndexByte(")]}", c) >= 0:
			if n := len(open) - 1; n >= 0 {
				if closes(text[out[open[n]].Start-base-1], c) {
					out[open[n]].End = base + i
				}
				open = open[:n]
			}
			i++
		default:
			i++
		}
		before = c
	}
	kept := out[:0]
	for _, s := range out {
		if s.End >= 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

func closes(open, shut byte) bool { return open == '(' && shut == ')' || open != '(' && shut == open+2 }

// until is how far it is in s to the end of mark, or of s.
func until(s, mark string) int {
	if i := strings.Index(s, mark); i >= 0 {
		return i + len(mark)
	}
	return len(s)
}

// quoted is the size of the string or regular expression that s starts with. Only a template string goes over lines; in brackets a
// slash ends no regular expression.
func quoted(s string, quote byte) int {
	class := false
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '\n' && quote != '`':
			return i
		case quote == '/' && c == '[':
			class = true
		case quote == '/' && c == ']':
			class = false
		case c == quote && !class:
			return i + 1
		}
	}
	return len(s)
}

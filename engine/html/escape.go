// Escaping: append-style functions that never allocate beyond dst.

package html

import (
	stdhtml "html"
	"strings"
)

// AppendText appends s as text between tags: & < and > become entities.
func AppendText(dst []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), entity...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// AppendAttr appends s as the inside of a value in double quotes: & " and < become entities.
func AppendAttr[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '"':
			entity = "&quot;"
		case '<':
			entity = "&lt;"
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), entity...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// AppendScriptJSON appends JSON text as the content of a script element. < > & and the line
// separators U+2028 and U+2029 become \u escapes; in JSON they occur only inside strings, so
// the value stays the same, and no end tag, comment or line end can be read in it.
func AppendScriptJSON[T string | []byte](dst []byte, json T) []byte {
	from := 0
	for i := range len(json) {
		var escape string
		width := 1
		switch json[i] {
		case '<':
			escape = `\u003c`
		case '>':
			escape = `\u003e`
		case '&':
			escape = `\u0026`
		case 0xE2: // the first of the three bytes of U+2028 and U+2029
			if i+2 >= len(json) || json[i+1] != 0x80 || json[i+2]&^1 != 0xA8 {
				continue
			}
			escape, width = `\u2028`, 3
			if json[i+2] == 0xA9 {
				escape = `\u2029`
			}
		default:
			continue
		}
		dst = append(append(dst, json[from:i]...), escape...)
		from = i + width
	}
	return append(dst, json[from:]...)
}

// DecodeText returns s with its character references replaced, as in text.
func DecodeText(s string) string { return stdhtml.UnescapeString(s) }

// DecodeAttr returns s with its character references replaced, as in an attribute's value:
// a name without its semicolon counts only where no letter, digit or = follows (HTML Living
// Standard 13.2.5.73).
func DecodeAttr(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := 1
		for end < len(s) && (s[end] == '#' && end == 1 || isAlphanumeric(s[end])) {
			end++
		}
		switch {
		case end < len(s) && s[end] == ';':
			end++
			if name := s[1 : end-1]; strings.HasPrefix(name, "#") || isWholeReference(s[:end]) {
				b.WriteString(stdhtml.UnescapeString(s[:end]))
			} else {
				b.WriteString(s[:end])
			}
		case strings.HasPrefix(s, "&#"):
			b.WriteString(stdhtml.UnescapeString(s[:end]))
		case end < len(s) && s[end] == '=' || !isWholeReference(s[:end]):
			b.WriteString(s[:end])
		default:
			b.WriteString(stdhtml.UnescapeString(s[:end]))
		}
		s = s[end:]
	}
}

// isWholeReference reports whether all of s, from its & on, is one named reference: its
// last character changes what comes out other than by standing behind it.
func isWholeReference(s string) bool {
	last := len(s) - 1
	return last > 0 && stdhtml.UnescapeString(s) != stdhtml.UnescapeString(s[:last])+s[last:]
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

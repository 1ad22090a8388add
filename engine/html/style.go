// The style attribute: declarations from a record.

package html

import "strings"

// cssFunctions are the functions a value of a style may call: CSS's maths, colours,
// transforms and gradients. None of them loads anything.
// Sources: CSS Values and Units 4 §10, CSS Color 4 and 5, CSS Transforms 2, CSS Images 4.
const cssFunctions = "calc min max clamp round mod rem sin cos tan asin acos atan atan2 pow sqrt hypot log exp abs sign " +
	"rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark " +
	"matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d " +
	"rotate rotatex rotatey rotatez rotate3d skew skewx skewy perspective " +
	"linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient"

// IsStyleKey reports whether a record's key may be a property of a style: --name, or lower
// case letters with dashes.
func IsStyleKey(s string) bool {
	name, custom := strings.CutPrefix(s, "--")
	if !custom {
		name = strings.TrimPrefix(s, "-")
	}
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z':
		case custom && ('A' <= c && c <= 'Z' || c == '_'):
		case (i > 0 || custom) && ('0' <= c && c <= '9' || c == '-'):
		default:
			return false
		}
	}
	return name != ""
}

// IsStyleValue reports whether text may be the value of a property: it cannot end its
// declaration, open a block or a comment, escape a character, or call a function that loads
// something. Quotes and brackets must be closed, or they would take in what follows.
func IsStyleValue(s string) bool {
	depth := 0
	var quote byte
	for i := range len(s) {
		c := s[i]
		switch c {
		case ';', '{', '}', '\\', '<', '\n', '\r', '\f', 0:
			return false
		case '/':
			if strings.HasPrefix(s[i:], "/*") {
				return false
			}
		case '(':
			if !endsInFunction(s[:i]) {
				return false
			}
		}
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
			if depth < 0 {
				return false
			}
		}
	}
	return quote == 0 && depth == 0 && strings.TrimSpace(s) != ""
}

func endsInFunction(s string) bool {
	start := len(s)
	for start > 0 && (isAlphanumeric(s[start-1]) || s[start-1] == '-' || s[start-1] == '_' || s[start-1] >= 0x80) {
		start--
	}
	return hasWord(cssFunctions, lower(s[start:]))
}

// AppendDeclaration appends one declaration to a style whose text begins at dst[start:],
// with what separates it from the one before, escaped as a value in double quotes. A key or
// value that may not be there leaves the declaration out.
func AppendDeclaration(dst []byte, start int, key, value string) []byte {
	if !IsStyleKey(key) || !IsStyleValue(value) {
		return dst
	}
	if len(dst) > start {
		dst = append(dst, "; "...)
	}
	dst = append(append(dst, key...), ": "...)
	return AppendAttr(dst, value)
}

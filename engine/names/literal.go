package names

import (
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// NumberValue returns what a Number token says; a literal too big for a double is infinite. A token that is in error
// reads as 0.
func NumberValue(n syntax.Node) float64 {
	v, _ := ParseNumber(n.Text())
	return v
}

// ParseNumber reads a number as codescript.md §2 writes it, without a sign: decimal with `_`, a fraction and an
// exponent, or whole in base 16, 2 or 8.
func ParseNumber(s string) (float64, bool) {
	digits := strings.ReplaceAll(s, "_", "")
	if len(digits) > 2 && digits[0] == '0' {
		base := map[byte]int{'x': 16, 'b': 2, 'o': 8}[digits[1]]
		if base != 0 {
			return parseWhole(digits[2:], base)
		}
	}
	for i := range len(digits) {
		if !strings.ContainsRune("0123456789.eE+-", rune(digits[i])) {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil && !isRange(err) || digits == "" || digits[0] < '0' || digits[0] > '9' {
		return 0, false
	}
	return v, true
}

// parseWhole reads digits of any number; beyond 64 bits the double nearest to them.
func parseWhole(digits string, base int) (float64, bool) {
	if n, err := strconv.ParseUint(digits, base, 64); err == nil {
		return float64(n), true
	} else if !isRange(err) {
		return 0, false
	}
	v := 0.0
	for i := range len(digits) {
		d, _ := strconv.ParseUint(digits[i:i+1], base, 8)
		v = v*float64(base) + float64(d)
	}
	return v, true
}

func isRange(err error) bool {
	e, ok := err.(*strconv.NumError)
	return ok && e.Err == strconv.ErrRange
}

package value

import (
	"math"
	"strconv"
	"strings"
)

// AppendNumber writes f as JavaScript's Number::toString does (ECMA-262 §6.1.6.1.20): the shortest digits that read back as f, plain
// between 1e-6 and 1e21, with an exponent outside.
func AppendNumber(dst []byte, f float64) []byte {
	if i := int64(f); float64(i) == f && i > -1e15 && i < 1e15 {
		return strconv.AppendInt(dst, i, 10) // minus zero is written 0, too
	}
	switch {
	case f != f:
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	}
	if a := math.Abs(f); a >= 1e-6 && a < 1e21 {
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'e', -1, 64)
	// Go writes at least two digits of exponent, JavaScript as many as are needed.
	if n := len(dst); n-start > 3 && dst[n-2] == '0' && (dst[n-3] == '+' || dst[n-3] == '-') {
		dst[n-2] = dst[n-1]
		dst = dst[:n-1]
	}
	return dst
}

// FormatNumber is AppendNumber as a string.
func FormatNumber(f float64) string {
	var buf [32]byte
	return string(AppendNumber(buf[:0], f))
}

// ParseNumber reads a number literal of the language, with an optional sign, white space around it trimmed.
func ParseNumber(s string) (float64, bool) {
	s = strings.TrimFunc(s, IsSpace)
	sign := 1.0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	if s == "" || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	digits, ok := withoutUnderscores(s)
	if !ok {
		return 0, false
	}
	if len(digits) > 2 && digits[0] == '0' && strings.IndexByte("xbo", digits[1]) >= 0 {
		f, ok := parseRadix(digits[2:], map[byte]float64{'x': 16, 'b': 2, 'o': 8}[digits[1]])
		return sign * f, ok
	}
	if !isDecimal(digits) {
		return 0, false
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return sign * f, true
}

// isDecimal tells whether s is digits, optionally a point and digits, optionally an exponent.
func isDecimal(s string) bool {
	i := skipDigits(s, 0)
	if i == 0 {
		return false
	}
	if i < len(s) && s[i] == '.' {
		j := skipDigits(s, i+1)
		if j == i+1 {
			return false
		}
		i = j
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		j := skipDigits(s, i)
		if j == i {
			return false
		}
		i = j
	}
	return i == len(s)
}

func skipDigits(s string, i int) int {
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i
}

// withoutUnderscores takes the underscores out; each must stand between two digits.
func withoutUnderscores(s string) (string, bool) {
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	hex := strings.HasPrefix(s, "0x")
	digit := func(i int) bool {
		if i < 0 || i >= len(s) {
			return false
		}
		c := s[i] | 0x20
		return s[i] >= '0' && s[i] <= '9' || hex && i > 1 && c >= 'a' && c <= 'f'
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b.WriteByte(s[i])
		} else if !digit(i-1) || !digit(i+1) {
			return "", false
		}
	}
	return b.String(), true
}

func parseRadix(s string, radix float64) (float64, bool) {
	f := 0.0
	for i := 0; i < len(s); i++ {
		d := 99.0
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			d = float64(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			d = float64(c|0x20-'a') + 10
		}
		if d >= radix {
			return 0, false
		}
		f = f*radix + d
	}
	return f, s != ""
}

// IsSpace tells whether r is white space as JavaScript's String.prototype.trim sees it.
func IsSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

package value

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/ir"
)

// AppendPrint writes v as print does: strings as they are, html as its markup, other values as written in Codescript.
func AppendPrint(dst []byte, v Value) ([]byte, Outcome) {
	if v.Kind() == KindString {
		return append(dst, v.Text()...), Done
	}
	return appendSource(dst, v, 0)
}

// AppendSource writes v as written in Codescript; strings, too, in quotes.
func AppendSource(dst []byte, v Value) ([]byte, Outcome) { return appendSource(dst, v, 0) }

func appendSource(dst []byte, v Value, depth int) ([]byte, Outcome) {
	switch {
	case depth > ir.MaxNesting:
		return dst, TooDeep
	case len(dst) > ir.MaxText: // what is shared in the value is written wherever it is
		return dst, TooLong
	}
	switch v.Kind() {
	case KindNumber:
		return AppendNumber(dst, v.Float()), Done
	case KindNone, KindUnset:
		return append(dst, "none"...), Done
	case KindBool:
		if v.Truth() {
			return append(dst, "true"...), Done
		}
		return append(dst, "false"...), Done
	case KindString:
		return appendQuoted(dst, v.Text()), Done
	case KindHTML:
		return append(dst, PlainHTML(v.Text())...), Done
	case KindList, KindRange:
		return appendList(dst, v, depth+1)
	case KindRecord, KindMap:
		return appendFields(dst, v, depth+1)
	case KindTime:
		return AppendTime(dst, v.Time()), Done
	case KindFunc:
		dst = append(dst, "fn"...)
		if name := v.Func().Name; name != "" {
			dst = append(append(dst, ' '), name...)
		}
		return dst, Done
	}
	return append(dst, v.TypeName()...), Done
}

func appendList(dst []byte, v Value, depth int) ([]byte, Outcome) {
	dst = append(dst, '[')
	for i, n := 0, v.Count(); i < n; i++ {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		var o Outcome
		if dst, o = appendSource(dst, v.item(i), depth); o != Done {
			return dst, o
		}
	}
	return append(dst, ']'), Done
}

func appendFields(dst []byte, v Value, depth int) ([]byte, Outcome) {
	dst = append(dst, '{')
	first, outcome := true, Done
	EachField(v, func(name string, x Value) bool {
		if !first {
			dst = append(dst, ", "...)
		}
		first = false
		dst = append(appendName(dst, name), ": "...)
		dst, outcome = appendSource(dst, x, depth)
		return outcome == Done
	})
	return append(dst, '}'), outcome
}

// appendName writes the name of a field before its `:`. There a text has no escapes: one with a quote stands between the others, so that
// it can be read back. One that no quotes can hold is written as a text of the language, which shows it, but is none there.
func appendName(dst []byte, name string) []byte {
	switch {
	case IsIdentifier(name):
		return append(dst, name...)
	case strings.Contains(name, `"`) && !strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7F || strings.ContainsRune(`'\{}`, r) }):
		return append(append(append(dst, '\''), name...), '\'')
	}
	return appendQuoted(dst, name)
}

// IsIdentifier tells whether name can stand before the `:` of a record without quotes.
func IsIdentifier(name string) bool {
	if name == "" {
		return false
	}
	for i, r := range name {
		letter := r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)
		if letter {
			continue
		}
		if i == 0 || !(unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || unicode.Is(unicode.Nd, r) || unicode.Is(unicode.Pc, r) ||
			unicode.Is(unicode.Other_ID_Continue, r)) {
			return false
		}
	}
	return true
}

// appendQuoted writes s as a string literal of the language, with the escapes of codescript.md §2.
func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			dst = utf8.AppendRune(dst, r)
			i += n
			continue
		}
		i++
		switch c {
		case '\n':
			dst = append(dst, `\n`...)
		case '\t':
			dst = append(dst, `\t`...)
		case '\r':
			dst = append(dst, `\r`...)
		case '\\', '"', '{', '}':
			dst = append(dst, '\\', c)
		default:
			if c < 0x20 || c == 0x7F {
				dst = fmt.Appendf(dst, `\u{%X}`, c)
			} else {
				dst = append(dst, c)
			}
		}
	}
	return append(dst, '"')
}

// AppendTime writes t as RFC 3339, with milliseconds where there are any.
func AppendTime(dst []byte, t time.Time) []byte {
	if t.Nanosecond() != 0 {
		return t.AppendFormat(dst, "2006-01-02T15:04:05.000Z07:00")
	}
	return t.AppendFormat(dst, time.RFC3339)
}

// AppendText writes v as a hole in a string does; ok is false for what a hole in a string does not take.
func AppendText(dst []byte, v Value) (_ []byte, ok bool) {
	switch v.Kind() {
	case KindString:
		return append(dst, v.Text()...), true
	case KindNumber:
		return AppendNumber(dst, v.Float()), true
	case KindBool:
		if v.Truth() {
			return append(dst, "true"...), true
		}
		return append(dst, "false"...), true
	case KindTime:
		return AppendTime(dst, v.Time()), true
	case KindNone:
		return dst, true
	}
	return dst, false
}

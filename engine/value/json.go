package value

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/ir"
)

// AppendJSON writes v as JSON.stringify(v, null, indent) would: none and numbers that JSON has not as null, times as RFC 3339 text, html as text.
func AppendJSON(dst []byte, v Value, indent int) ([]byte, Outcome) {
	w := jsonWriter{dst: dst, indent: indent}
	w.value(v, 0)
	return w.dst, w.outcome
}

type jsonWriter struct {
	dst     []byte
	indent  int
	outcome Outcome
}

func (w *jsonWriter) value(v Value, depth int) {
	switch {
	case depth > ir.MaxNesting:
		w.outcome = TooDeep
	case len(w.dst) > ir.MaxText: // what is shared in the value is written wherever it is
		w.outcome = TooLong
	}
	if w.outcome != Done {
		return
	}
	switch v.Kind() {
	case KindNone:
		w.dst = append(w.dst, "null"...)
	case KindBool:
		w.dst = strconv.AppendBool(w.dst, v.Truth())
	case KindNumber:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			w.dst = append(w.dst, "null"...)
		} else {
			w.dst = AppendNumber(w.dst, f)
		}
	case KindString:
		w.str(v.Text())
	case KindHTML:
		w.str(PlainHTML(v.Text()))
	case KindTime:
		w.dst = append(w.dst, '"')
		w.dst = append(AppendTime(w.dst, v.Time()), '"')
	case KindList, KindRange:
		w.list(v, depth+1)
	case KindRecord, KindMap:
		w.fields(v, depth+1)
	default:
		w.outcome = NoJSON
	}
}

func (w *jsonWriter) list(v Value, depth int) {
	w.dst = append(w.dst, '[')
	n := v.Count()
	for i := 0; i < n && w.outcome == Done; i++ {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.line(depth)
		w.value(v.item(i), depth)
	}
	if n > 0 {
		w.line(depth - 1)
	}
	w.dst = append(w.dst, ']')
}

func (w *jsonWriter) fields(v Value, depth int) {
	w.dst = append(w.dst, '{')
	first := true
	EachField(v, func(name string, x Value) bool {
		if !first {
			w.dst = append(w.dst, ',')
		}
		first = false
		w.line(depth)
		w.str(name)
		w.dst = append(w.dst, ':')
		if w.indent > 0 {
			w.dst = append(w.dst, ' ')
		}
		w.value(x, depth)
		return w.outcome == Done
	})
	if !first {
		w.line(depth - 1)
	}
	w.dst = append(w.dst, '}')
}

func (w *jsonWriter) line(depth int) {
	if w.indent == 0 {
		return
	}
	w.dst = append(w.dst, '\n')
	for range w.indent * depth {
		w.dst = append(w.dst, ' ')
	}
}

func (w *jsonWriter) str(s string) {
	const hex = "0123456789abcdef"
	w.dst = append(w.dst, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		var esc string
		switch {
		case c == '"':
			esc = `\"`
		case c == '\\':
			esc = `\\`
		case c == '\n':
			esc = `\n`
		case c == '\r':
			esc = `\r`
		case c == '\t':
			esc = `\t`
		case c == '\b':
			esc = `\b`
		case c == '\f':
			esc = `\f`
		case c < 0x20:
			esc = `\u00` + hex[c>>4:c>>4+1] + hex[c&15:c&15+1]
		default:
			continue
		}
		w.dst = append(append(w.dst, s[start:i]...), esc...)
		start = i + 1
	}
	w.dst = append(append(w.dst, s[start:]...), '"')
}

// JSONError tells where text stops being JSON; line and column from 1, the column in code points.
type JSONError struct {
	Line, Column int
	TooDeep      bool
}

// ParseJSON reads one JSON value; objects become records, of which a later field of the same name wins.
func ParseJSON(s string, shapes *Shapes) (Value, *JSONError) {
	p := jsonReader{s: s, shapes: shapes}
	v := p.value(0)
	p.space()
	if !p.failed && p.i != len(s) {
		p.fail()
	}
	if p.failed {
		before := s[:p.at]
		line := strings.Count(before, "\n")
		last := before[strings.LastIndexByte(before, '\n')+1:]
		return None, &JSONError{line + 1, utf8.RuneCountInString(last) + 1, p.deep}
	}
	return v, nil
}

type jsonReader struct {
	s      string
	i      int
	shapes *Shapes
	failed bool
	deep   bool
	at     int // where it failed
}

func (p *jsonReader) fail() Value {
	if !p.failed {
		p.failed, p.at = true, p.i
	}
	return None
}

func (p *jsonReader) space() {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\n' || p.s[p.i] == '\t' || p.s[p.i] == '\r') {
		p.i++
	}
}

func (p *jsonReader) take(c byte) bool {
	p.space()
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *jsonReader) value(depth int) Value {
	if depth > ir.MaxNesting {
		p.deep = true
		return p.fail()
	}
	p.space()
	if p.i >= len(p.s) {
		return p.fail()
	}
	switch c := p.s[p.i]; {
	case c == '{':
		return p.object(depth + 1)
	case c == '[':
		return p.list(depth + 1)
	case c == '"':
		s, ok := p.str()
		if !ok {
			return p.fail()
		}
		return String(s)
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	}
	switch rest := p.s[p.i:]; {
	case strings.HasPrefix(rest, "true"):
		p.i += len("true")
		return Bool(true)
	case strings.HasPrefix(rest, "false"):
		p.i += len("false")
		return Bool(false)
	case strings.HasPrefix(rest, "null"):
		p.i += len("null")
		return None
	}
	return p.fail()
}

func (p *jsonReader) number() Value {
	start := p.i
	if p.s[p.i] == '-' {
		p.i++
	}
	digits := skipDigits(p.s, p.i)
	if digits == p.i || p.s[p.i] == '0' && digits > p.i+1 {
		return p.fail()
	}
	p.i = digits
	if p.i < len(p.s) && p.s[p.i] == '.' {
		end := skipDigits(p.s, p.i+1)
		if end == p.i+1 {
			return p.fail()
		}
		p.i = end
	}
	if p.i < len(p.s) && p.s[p.i]|0x20 == 'e' {
		i := p.i + 1
		if i < len(p.s) && (p.s[i] == '+' || p.s[i] == '-') {
			i++
		}
		end := skipDigits(p.s, i)
		if end == i {
			return p.fail()
		}
		p.i = end
	}
	f, _ := strconv.ParseFloat(p.s[start:p.i], 64) // out of range gives an infinity, as in JavaScript
	return Number(f)
}

// str reads a string; p.i is at its quote, and stays on what is wrong where it fails.
func (p *jsonReader) str() (string, bool) {
	start := p.i + 1
	for i := start; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			p.i = i + 1
			return p.s[start:i], true
		case c == '\\':
			return p.escaped(start, i)
		case c < 0x20:
			p.i = i
			return "", false
		}
	}
	p.i = len(p.s)
	return "", false
}

func (p *jsonReader) escaped(start, i int) (string, bool) {
	b := append([]byte(nil), p.s[start:i]...)
	for i < len(p.s) {
		c := p.s[i]
		if c == '"' {
			p.i = i + 1
			return string(b), true
		}
		if c < 0x20 {
			break
		}
		if c != '\\' {
			b = append(b, c)
			i++
			continue
		}
		if i+1 >= len(p.s) {
			break
		}
		if p.s[i+1] == 'u' {
			r, n := hexRune(p.s[i:])
			if n == 0 {
				break
			}
			b = utf8.AppendRune(b, r)
			i += n
			continue
		}
		k := strings.IndexByte(`"\/bfnrt`, p.s[i+1])
		if k < 0 {
			break
		}
		b = append(b, "\"\\/\b\f\n\r\t"[k])
		i += 2
	}
	p.i = min(i, len(p.s))
	return "", false
}

// hexRune reads `\uXXXX`, or two that are a surrogate pair; n is 0 where there is none. Half a pair is U+FFFD.
func hexRune(s string) (r rune, n int) {
	hi, ok := hex4(s)
	if !ok {
		return 0, 0
	}
	if hi >= 0xD800 && hi < 0xDC00 {
		if lo, ok := hex4(s[6:]); ok && lo >= 0xDC00 && lo < 0xE000 {
			return (hi-0xD800)<<10 + (lo - 0xDC00) + 0x10000, 12
		}
	}
	if hi >= 0xD800 && hi < 0xE000 {
		return utf8.RuneError, 6
	}
	return hi, 6
}

func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}

func (p *jsonReader) list(depth int) Value {
	p.i++
	var items []Value
	if p.take(']') {
		return MakeList(items)
	}
	for !p.failed {
		items = append(items, p.value(depth))
		if p.take(']') {
			return MakeList(items)
		}
		if !p.take(',') {
			p.fail()
		}
	}
	return None
}

func (p *jsonReader) object(depth int) Value {
	p.i++
	shape := p.shapes.Empty()
	var vals []Value
	for first := true; !p.failed; first = false {
		if p.take('}') {
			if !first {
				p.i-- // a comma before the brace
				return p.fail()
			}
			break
		}
		p.space()
		if p.i >= len(p.s) || p.s[p.i] != '"' {
			return p.fail()
		}
		name, ok := p.str()
		if !ok || !p.take(':') {
			return p.fail()
		}
		v := p.value(depth)
		if slot := shape.Slot(name); slot != nil {
			vals[slot.Index] = v
		} else {
			shape = p.shapes.With(shape, name)
			vals = append(vals, v)
		}
		if p.take('}') {
			break
		}
		if !p.take(',') {
			return p.fail()
		}
	}
	r := NewRecord(shape)
	copy(r.Vals, vals)
	return MakeRecord(r)
}

package eval

import (
	"strconv"
	"unicode/utf8"
	"unsafe"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// tail is the buffer of a string that `+` made not long ago. While that string is all of the buffer's text, another `+` may write behind
// it: nobody else can see those bytes. So a loop of `s += x` is linear.
type tail struct{ buf []byte }

// tailMin is the length in bytes from which a joined string is remembered; shorter ones are as quickly copied.
const tailMin = 32

// concat joins two strings.
func (fr *frame) concat(a, b value.Value) value.Value {
	x, y := a.Text(), b.Text()
	ascii := a.IsASCII() && b.IsASCII()
	switch {
	case len(x) == 0:
		return b
	case len(y) == 0:
		return a
	case len(x)+len(y) > ir.MaxText:
		return fr.fail(ir.FaultTextSize, strconv.Itoa(len(x)+len(y)))
	}
	m := fr.m
	for i := range m.tails {
		t := &m.tails[i]
		if len(t.buf) != len(x) || len(x) == 0 || unsafe.SliceData(t.buf) != unsafe.StringData(x) {
			continue
		}
		if need := len(x) + len(y); need > cap(t.buf) {
			if !fr.charge(2 * need) {
				return value.None
			}
			grown := make([]byte, len(x), 2*need)
			copy(grown, x)
			t.buf = grown
		}
		t.buf = append(t.buf, y...)
		return value.Joined(view(t.buf), ascii)
	}
	if !fr.charge(len(x) + len(y)) {
		return value.None
	}
	buf := make([]byte, 0, len(x)+len(y))
	buf = append(append(buf, x...), y...)
	if len(buf) >= tailMin {
		m.tails[m.nextTail%len(m.tails)].buf = buf
		m.nextTail++
	}
	return value.Joined(view(buf), ascii)
}

// view returns bytes that are not written again as a string.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// template compiles joining the text of several parts.
func (c *compiler) template(e *ir.Template) valueFn {
	fns := make([]valueFn, len(e.Parts))
	for i, p := range e.Parts {
		fns[i] = c.expr(p)
	}
	if len(e.Parts) == 2 && texts(e.Parts[0], e.Parts[1]) {
		l, r, pos := fns[0], fns[1], e.Pos
		return func(fr *frame) value.Value {
			a := l(fr)
			b := r(fr)
			fr.at = pos
			return fr.concat(a, b)
		}
	}
	pos := e.Pos
	return func(fr *frame) value.Value {
		m := fr.m
		start := len(m.scratch)
		ascii := true
		for _, f := range fns {
			v := f(fr)
			if m.err != nil {
				m.scratch = m.scratch[:start]
				return value.None
			}
			if v.Kind() == value.KindString {
				ascii = ascii && v.IsASCII()
				m.scratch = append(m.scratch, v.Text()...)
				continue
			}
			var ok bool
			if m.scratch, ok = value.AppendText(m.scratch, v); !ok {
				m.scratch = m.scratch[:start]
				return fr.failAt(pos, ir.FaultNotInString, v.TypeName())
			}
		}
		n := len(m.scratch) - start
		fr.at = pos
		if n > ir.MaxText {
			fr.fail(ir.FaultTextSize, strconv.Itoa(n))
		}
		fr.charge(n)
		s := string(m.scratch[start:])
		m.scratch = m.scratch[:start]
		return value.Joined(s, ascii)
	}
}

// positionCache remembers a place in one string that is not ASCII, so that walking it by index from front to back does not count code
// points from its start each time.
type positionCache struct {
	text   string
	count  int // code points in text
	index  int // a code point …
	offset int // … and where it starts, in bytes
}

func (p *positionCache) use(s string) {
	if len(p.text) == len(s) && unsafe.StringData(p.text) == unsafe.StringData(s) {
		return
	}
	*p = positionCache{text: s, count: utf8.RuneCountInString(s)}
}

// length returns how many code points v has.
func (p *positionCache) length(v value.Value) int {
	if v.IsASCII() {
		return v.Bytes()
	}
	p.use(v.Text())
	return p.count
}

// offset returns where the k-th code point of v starts, in bytes; k is at most v's length.
func (p *positionCache) byteAt(v value.Value, k int) int {
	if v.IsASCII() {
		return k
	}
	s := v.Text()
	p.use(s)
	if k < p.index && k < p.index-k {
		p.index, p.offset = 0, 0
	}
	for p.index < k {
		_, n := utf8.DecodeRuneInString(s[p.offset:])
		p.offset += n
		p.index++
	}
	for p.index > k {
		_, n := utf8.DecodeLastRuneInString(s[:p.offset])
		p.offset -= n
		p.index--
	}
	return p.offset
}

// character returns the k-th code point of v as a string; k is below v's length.
func (p *positionCache) character(v value.Value, k int) value.Value {
	from := p.byteAt(v, k)
	s := v.Text()[from:]
	_, n := utf8.DecodeRuneInString(s)
	return value.Joined(s[:n], n == 1)
}

// slice returns the code points from..to of v; 0 <= from <= to <= v's length.
func (p *positionCache) slice(v value.Value, from, to int) value.Value {
	a := p.byteAt(v, from)
	b := p.byteAt(v, to)
	s := v.Text()[a:b]
	if v.IsASCII() {
		return value.ASCII(s)
	}
	return value.String(s)
}

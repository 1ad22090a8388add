// JSON in scripts, laid out as lists and records are.

package format

import (
	"encoding/json"
	"strings"
)

// jsonScope is an open bracket of JSON.
type jsonScope struct {
	edge   func() // what stands inside the brackets
	filled bool   // a list of numbers, as many on a line as fit
}

// json prints the JSON between start and end of the source one tab in. It reports whether it is right; it prints nothing if not.
func (p *printer) json(start, end int) bool {
	if !json.Valid([]byte(p.src[start:end])) {
		return false
	}
	p.doc.Indent()
	p.doc.Hardline()
	var open []jsonScope
	for at := start; at < end; {
		switch c := p.src[at]; c {
		case ' ', '\t', '\n', '\r':
			at++
		case '{', '[':
			inner := at + 1 + len(p.src[at+1:end]) - len(strings.TrimLeft(p.src[at+1:end], spaces))
			if c := p.src[inner]; c == '}' || c == ']' {
				p.doc.Text(at, at+1)
				p.doc.Text(inner, inner+1)
				at = inner + 1
				continue
			}
			x := jsonScope{edge: p.line}
			if c == '[' {
				x = jsonScope{edge: p.softline, filled: isNumbers(p.src[inner:end])}
			}
			open = append(open, x)
			p.doc.Group()
			p.doc.Text(at, at+1)
			p.doc.Indent()
			x.edge()
			if x.filled {
				p.doc.Fill()
			}
			at++
		case '}', ']':
			x := open[len(open)-1]
			open = open[:len(open)-1]
			if x.filled {
				p.doc.End()
			}
			p.doc.End()
			x.edge()
			p.doc.Text(at, at+1)
			p.doc.End()
			at++
		case ',':
			p.doc.Text(at, at+1)
			p.line()
			at++
		case ':':
			p.doc.Text(at, at+1)
			p.space()
			at++
		default:
			n := jsonScalarSize(p.src[at:end])
			p.doc.Text(at, at+n)
			at += n
		}
	}
	p.doc.End()
	p.doc.Hardline()
	p.pos = end
	return true
}

// isNumbers reports whether nothing but numbers stands before the end of the list whose inside s starts with.
func isNumbers(s string) bool {
	i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789+-.eE,"+spaces, r) })
	return i >= 0 && s[i] == ']'
}

// jsonScalarSize returns the size of the string, number or word that s starts with.
func jsonScalarSize(s string) int {
	if s[0] != '"' {
		if n := strings.IndexAny(s, ",:]}"+spaces); n >= 0 {
			return n
		}
		return len(s)
	}
	i := 1
	for ; s[i] != '"'; i++ {
		if s[i] == '\\' {
			i++
		}
	}
	return i + 1
}

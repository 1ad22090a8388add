// Addresses: which holes an address may have, how they are written, and the check of the
// whole value. The reading follows the URL Living Standard's basic parser as far as it
// decides scheme, host and dot segments.

package html

import (
	"bytes"
	"strings"
)

// InvalidAddress is written in place of an address that is not safe.
const InvalidAddress = "about:invalid"

// HoleFault says why a hole may not stand where it does in an address.
type HoleFault uint8

// Faults of holes.
const (
	HoleFine       HoleFault = iota
	HoleInHost               // in the scheme, host or port
	HoleBeforePath           // the address of code has no whole literal segment or origin before it
)

// CheckHoles finds the first hole that may not stand in an address. Literals holds the text
// around the holes, as browsers will read it (character references decoded): one more than
// there are holes. It returns the index of the hole and what is wrong with it, or HoleFine.
func CheckHoles(c Context, literals []string) (hole int, fault HoleFault) {
	if len(literals) < 2 || !c.IsAddress() {
		return 0, HoleFine
	}
	if c == CodeAddress && !isSafeCodeStart(literals[0]) {
		return 0, HoleBeforePath
	}
	p := itemPlace{context: c}
	var item []byte // the address so far, with holes as holeMark
	first := 0      // index of its first hole
	for i, literal := range literals {
		for j := range len(literal) {
			if p.step(literal[j]); p.state == inAddress {
				item = append(item, literal[j])
				if literal[j] == holeMark {
					item[len(item)-1] = '_'
				}
				continue
			}
			if h := hostHole(item); h >= 0 {
				return first + h, HoleInHost
			}
			item, first = item[:0], i
		}
		if i < len(literals)-1 && p.hole() {
			if len(item) == 0 {
				first = i
			}
			item = append(item, holeMark)
		}
	}
	if h := hostHole(item); h >= 0 {
		return first + h, HoleInHost
	}
	return 0, HoleFine
}

// itemPlace follows the text of an address attribute and says where in an item of it the
// text has come. A srcset is read as HTML Living Standard 4.8.4.2.2 splits it: white space
// and commas, an address up to white space, descriptors up to a comma outside round
// brackets, unless the address itself ends in a comma. Other contexts have one item, or
// items between white space.
type itemPlace struct {
	context Context
	state   itemState
	comma   bool // the address ends in a comma so far
	depth   int  // open brackets in the descriptors
}

type itemState uint8

const (
	beforeAddress itemState = iota
	inAddress
	inDescriptor
)

func (p *itemPlace) step(c byte) {
	if p.context != AddressSet && p.context != AddressList {
		if c > ' ' {
			p.state = inAddress
		}
		return
	}
	switch set := p.context == AddressSet; {
	case p.state == beforeAddress:
		if !isSpace(c) && !(set && c == ',') {
			p.state, p.comma = inAddress, false
		}
	case p.state == inAddress && !isSpace(c):
		p.comma = set && c == ','
	case p.state == inAddress && (!set || p.comma):
		p.state = beforeAddress
	case p.state == inAddress:
		p.state, p.depth = inDescriptor, 0
	case c == ',' && p.depth == 0:
		p.state = beforeAddress
	case c == '(':
		p.depth++
	case c == ')':
		p.depth = max(p.depth-1, 0)
	}
}

// hole steps over a hole, whatever its text, and reports whether it is part of an address.
func (p *itemPlace) hole() bool {
	if p.state == inDescriptor {
		return false
	}
	p.state, p.comma = inAddress, false
	return true
}

// holeMark stands for a hole in text that is read before the holes have values. In literal
// text, where this control character means nothing, it is replaced.
const holeMark = 0x7f

// hostHole returns which hole of one address, from 0, stands in its scheme, host or port,
// or -1.
func hostHole(item []byte) int {
	text := normalize(nil, item)
	end := schemeEnd(text)
	if end < 0 {
		// A hole before a colon that comes before any slash can complete a scheme.
		head, _, found := strings.Cut(string(text), ":")
		if found && !strings.ContainsAny(head, "/?#") && strings.IndexByte(head, holeMark) >= 0 {
			return 0
		}
		end = 0
	}
	rest := string(text[end:])
	scheme := text[:max(end-1, 0)]
	hasHost := foldEqual(scheme, "http") || foldEqual(scheme, "https") || len(scheme) == 0 && strings.HasPrefix(rest, "//")
	if !hasHost {
		return -1
	}
	authority := strings.TrimLeft(rest, "/")
	if i := strings.IndexAny(authority, "/?#"); i >= 0 {
		authority = authority[:i]
	}
	if strings.IndexByte(authority, holeMark) >= 0 {
		return 0
	}
	return -1
}

// isSafeCodeStart reports whether literal text fixes what a code address loads from: it has
// an origin and a slash, or a whole path segment.
func isSafeCodeStart(literal string) bool {
	text := normalize(nil, literal)
	rest := string(text)
	if end := schemeEnd(text); end >= 0 {
		scheme := lower(rest[:end-1])
		if scheme != "http" && scheme != "https" || !strings.HasPrefix(rest[end:], "//") {
			return false
		}
		rest = rest[end:]
	}
	if strings.HasPrefix(rest, "//") {
		host := strings.TrimLeft(rest, "/")
		return strings.IndexAny(host, "/") > 0
	}
	for {
		i := strings.IndexAny(rest, "/?#")
		if i < 0 {
			return false
		}
		if segment := rest[:i]; segment != "" && !isDotSegment(segment) {
			return true
		}
		if rest[i] != '/' {
			return false
		}
		rest = rest[i+1:]
	}
}

// AddressWriter builds the value of one address attribute from literal text and holes, in
// order. The zero value is ready for Start; a writer that is used again does not allocate.
// It is for one goroutine.
type AddressWriter struct {
	place   itemPlace
	value   []byte
	scratch []byte
	holes   []holeSpan
}

// holeSpan is where the encoded text of a hole stands in the value; whole addresses too.
type holeSpan struct {
	start, end int
	whole      bool
}

// Start begins a new value for the context, which must be an address.
func (w *AddressWriter) Start(c Context) {
	w.place, w.value, w.holes = itemPlace{context: c}, w.value[:0], w.holes[:0]
}

// Literal appends text that stands in the source.
func (w *AddressWriter) Literal(s string) {
	w.value = append(w.value, s...)
	for i := range len(s) {
		w.place.step(s[i])
	}
}

// Hole appends the text of a hole. The first thing of an address is a whole address and is
// written as it is; any other hole is encoded as JavaScript's encodeURIComponent does.
func (w *AddressWriter) Hole(s string) {
	start, whole := len(w.value), w.place.state == beforeAddress
	w.place.hole()
	if whole {
		w.value = append(w.value, s...)
	} else {
		w.value = appendComponent(w.value, s)
	}
	w.holes = append(w.holes, holeSpan{start, len(w.value), whole})
}

// AppendTo checks the whole value and appends it, or InvalidAddress, to dst, escaped as a
// value in double quotes.
func (w *AddressWriter) AppendTo(dst []byte) []byte {
	if !w.isSafe() {
		return append(dst, InvalidAddress...)
	}
	return AppendAttr(dst, w.value)
}

// isSafe checks each address of the value. Values without holes are the writer's own.
func (w *AddressWriter) isSafe() bool {
	if len(w.holes) == 0 {
		return true
	}
	p := itemPlace{context: w.place.context}
	start := 0
	for i, c := range w.value {
		before := p.state
		p.step(c)
		switch {
		case before != inAddress && p.state == inAddress:
			start = i
		case before == inAddress && p.state != inAddress && !w.isSafeItem(start, i):
			return false
		}
	}
	return p.state != inAddress || w.isSafeItem(start, len(w.value))
}

// isSafeItem checks the address value[start:end] as a browser reads it.
func (w *AddressWriter) isSafeItem(start, end int) bool {
	w.scratch = normalize(w.scratch[:0], w.value[start:end])
	text := w.scratch
	if n := schemeEnd(text); n >= 0 {
		return w.isSafeScheme(text, n) && w.hasNoDotHole(start, end)
	}
	if len(text) >= 2 && text[0] == '/' && text[1] == '/' && !w.startsWithLiteralHost(start, end) {
		return false
	}
	return w.hasNoDotHole(start, end)
}

// startsWithLiteralHost reports whether the literal text before the first hole of an item
// begins, as browsers read it, with the two slashes before a host.
func (w *AddressWriter) startsWithLiteralHost(start, end int) bool {
	for _, h := range w.holes {
		if h.end >= start && h.start < end {
			end = max(h.start, start)
			break
		}
	}
	w.scratch = normalize(w.scratch[:0], w.value[start:end])
	return len(w.scratch) >= 2 && w.scratch[0] == '/' && w.scratch[1] == '/'
}

// safeBitmaps are the media types an image's address may hold inline. SVG is none of them:
// it can run scripts when opened by itself.
const safeBitmaps = "png jpeg gif webp avif"

// isSafeScheme checks the scheme of text, which ends with its colon before text[end].
func (w *AddressWriter) isSafeScheme(text []byte, end int) bool {
	switch scheme := text[:end-1]; {
	case foldEqual(scheme, "http"), foldEqual(scheme, "https"):
		return true
	case foldEqual(scheme, "mailto"), foldEqual(scheme, "tel"):
		return w.place.context != CodeAddress
	case w.place.context == ImageAddress && foldEqual(scheme, "data"):
		const prefix = "image/"
		rest := text[end:]
		if len(rest) < len(prefix) || !foldEqual(rest[:len(prefix)], prefix) {
			return false
		}
		rest = rest[len(prefix):]
		for i, c := range rest {
			if c == ';' || c == ',' {
				return hasWord(safeBitmaps, lower(string(rest[:i])))
			}
		}
	}
	return false
}

// hasNoDotHole reports whether no path segment that a hole is part of is a dot segment,
// which would climb out of the literal path before it. A whole address may have them.
func (w *AddressWriter) hasNoDotHole(start, end int) bool {
	for _, h := range w.holes {
		if h.whole || h.start < start || h.end > end || bytes.ContainsAny(w.value[start:h.start], "?#") {
			continue
		}
		from, to := h.start, h.end
		for from > start && !isSlash(w.value[from-1]) {
			from--
		}
		for to < end && !isSlash(w.value[to]) && w.value[to] != '?' && w.value[to] != '#' {
			to++
		}
		if isDotSegment(w.value[from:to]) {
			return false
		}
	}
	return true
}

// isDotSegment reports whether browsers read a path segment as "." or "..": %2e is a dot,
// tabs and newlines are nothing.
func isDotSegment[T string | []byte](s T) bool {
	dots := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			dots++
		case c == '%' && i+2 < len(s) && s[i+1] == '2' && s[i+2]|0x20 == 'e':
			dots++
			i += 2
		case c == '\t' || c == '\n' || c == '\r' || c == 0:
		default:
			return false
		}
	}
	return dots == 1 || dots == 2
}

// normalize appends an address as the first steps of the URL parser leave it: C0 controls
// and spaces off both ends, tabs and newlines out, and with \ read as /, as in every scheme
// that matters here. A NUL is dropped too, as HTML's parser may have done before.
func normalize[T string | []byte](dst []byte, s T) []byte {
	start, end := 0, len(s)
	for start < end && s[start] <= ' ' {
		start++
	}
	for end > start && s[end-1] <= ' ' {
		end--
	}
	for i := start; i < end; i++ {
		switch c := s[i]; c {
		case '\t', '\n', '\r', 0:
		case '\\':
			dst = append(dst, '/')
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// schemeEnd returns the index after the colon of the scheme that text begins with, or -1.
func schemeEnd(text []byte) int {
	for i, c := range text {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return i + 1
		default:
			return -1
		}
	}
	return -1
}

// appendComponent appends s as encodeURIComponent writes it (ECMA-262, section 19.2.6.4).
func appendComponent(dst []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		c := s[i]
		if isAlphanumeric(c) || strings.IndexByte("-_.!~*'()", c) >= 0 {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		}
	}
	return dst
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// isSpace is HTML's ASCII white space.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// foldEqual compares bytes with a lower-case word, without regard to ASCII case.
func foldEqual(b []byte, word string) bool {
	if len(b) != len(word) {
		return false
	}
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

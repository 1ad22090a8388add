package syntax

import (
	"html"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What tokens mean: numbers, strings, names. Whatever part of the program needs a token's value takes it from here.

// NameText is the text of a name in NFC, in which names are compared. Bytes that are not UTF-8 read as U+FFFD.
func (n Node) NameText() string { return NFC(n.Text()) }

// NFC is s as names are compared.
func NFC(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return norm.NFC.String(validUTF8(s))
		}
	}
	return s
}

// sameName reports whether two names are one.
func sameName(a, b string) bool { return a == b || NFC(a) == NFC(b) }

// validUTF8 replaces each run of bytes that are not UTF-8 by U+FFFD.
func validUTF8(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

// Number is the value of a Number token; NaN if it is no number.
func (n Node) Number() float64 { return DecodeNumber(n.Text()) }

// DecodeNumber is the value of a number as programs write it; NaN if text is none.
func DecodeNumber(text string) float64 {
	if !validNumber(text) {
		return math.NaN()
	}
	text = strings.ReplaceAll(text, "_", "")
	if len(text) > 2 && text[0] == '0' && !isDigit(text[1]) && lower(text[1]) != 'e' && text[1] != '.' {
		return decodeInteger(text[2:], map[byte]float64{'x': 16, 'b': 2, 'o': 8}[text[1]])
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// decodeInteger is the double nearest to the digits of a base that is a power of two. Digits beyond 64 bits only decide how the
// last bit is rounded, so one bit stands for all of them that are not zero.
func decodeInteger(digits string, base float64) float64 {
	if v, err := strconv.ParseUint(digits, int(base), 64); err == nil {
		return float64(v)
	}
	digits = strings.TrimLeft(digits, "0")
	keep := 16
	if base == 2 {
		keep = 62
	} else if base == 8 {
		keep = 20
	}
	head, rest := digits[:keep-1], digits[keep-1:]
	v, err := strconv.ParseUint(head, int(base), 64)
	if err != nil {
		return math.NaN()
	}
	bits := int(math.Log2(base))
	if strings.Trim(rest, "0") != "" {
		return math.Ldexp(float64(v<<2|1), bits*len(rest)-2)
	}
	return math.Ldexp(float64(v), bits*len(rest))
}

// validNumber reports whether text is a number: digits with `_` only between them, in decimal with a fraction and an exponent.
func validNumber(text string) bool { return badNumber(text) == "" }

// Ways a number can be wrong: the variants of the diagnostic.
const (
	numberSeparator = "separator"
	numberGlued     = "glued"
	numberDigits    = "digits"
)

// badNumber says what is wrong with a number, "" if nothing is.
func badNumber(text string) string {
	digit := func(c byte) bool { return isDigit(c) }
	decimal := true
	if len(text) > 1 && text[0] == '0' {
		switch text[1] {
		case 'x':
			decimal, digit = false, func(c byte) bool { return isDigit(c) || 'a' <= lower(c) && lower(c) <= 'f' }
		case 'b':
			decimal, digit = false, func(c byte) bool { return c == '0' || c == '1' }
		case 'o':
			decimal, digit = false, func(c byte) bool { return '0' <= c && c <= '7' }
		}
	}
	rest := text
	if !decimal {
		rest = text[2:]
	}
	rest, wrong := cutDigits(rest, digit)
	if wrong != "" {
		return wrong
	}
	if decimal && strings.HasPrefix(rest, ".") {
		if rest, wrong = cutDigits(rest[1:], digit); wrong != "" {
			return wrong
		}
	}
	if decimal && rest != "" && lower(rest[0]) == 'e' {
		rest = rest[1:]
		if rest != "" && (rest[0] == '-' || rest[0] == '+') {
			rest = rest[1:]
		}
		if rest, wrong = cutDigits(rest, digit); wrong != "" {
			return wrong
		}
	}
	if rest != "" {
		return numberGlued
	}
	return ""
}

// cutDigits cuts digits with `_` between them off the front of s.
func cutDigits(s string, digit func(byte) bool) (rest, wrong string) {
	i := 0
	for i < len(s) && (digit(s[i]) || s[i] == '_') {
		if s[i] == '_' && (i == 0 || s[i-1] == '_' || i+1 == len(s) || !digit(s[i+1])) {
			return s, numberSeparator
		}
		i++
	}
	if i == 0 {
		return s, numberDigits
	}
	return s[i:], ""
}

// decodeEscape is the text of an escape of a string, and whether there is such an escape.
func decodeEscape(text string) (string, bool) {
	if len(text) < 2 || text[0] != '\\' {
		return text, false
	}
	switch text[1] {
	case 'n':
		return "\n", true
	case 't':
		return "\t", true
	case 'r':
		return "\r", true
	case 'u':
		return decodeUnicode(text)
	case '\\', '"', '\'', '{', '}':
		return text[1:], true
	}
	return text, false
}

// decodeUnicode is the character of `\u{…}`.
func decodeUnicode(text string) (string, bool) {
	digits, ok := strings.CutPrefix(text, `\u{`)
	digits, closed := strings.CutSuffix(digits, "}")
	if !ok || !closed || len(digits) == 0 || len(digits) > 6 {
		return text, false
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || !utf8.ValidRune(rune(v)) {
		return text, false
	}
	return string(rune(v)), true
}

// StringValue is the text of a string without holes: a PlainString, String or RawString. Holes are left out.
func (n Node) StringValue() string {
	switch n.Kind() {
	case KindPlainString:
		text := n.Text()
		return validUTF8(text[1 : len(text)-1])
	case KindRawString:
		return RawText(RawString{n}.Lines())
	case KindString:
		var b strings.Builder
		for part := range StringParts(n) {
			b.WriteString(part.Text)
		}
		return b.String()
	}
	return ""
}

// StringPart is a piece of a string: text as the program means it, or a hole.
type StringPart struct {
	Text string
	Hole Node // absent for text
	Node Node // the token or hole it comes from
}

// RawText is the text of raw lines as it stands, but for line ends, which are LF.
func RawText(lines Node) string {
	return validUTF8(strings.ReplaceAll(lines.t.text.Slice(lines.FullSpan()), "\r\n", "\n"))
}

// StringParts yields the pieces of a String in order: escapes are replaced, line ends are LF, and of a string over lines the first
// line end, the last one and the indentation are taken off. Texts that follow each other may come in several pieces.
func StringParts(n Node) func(yield func(StringPart) bool) {
	s := String{n}
	triple := s.Open().Text() == `"""`
	return func(yield func(StringPart) bool) {
		if !triple {
			for part := range s.Parts().Items() {
				if !yield(decodePart(part)) {
					return
				}
			}
			return
		}
		tripleParts(s, yield)
	}
}

// decodePart is the meaning of a piece of a string.
func decodePart(n Node) StringPart {
	switch n.Kind() {
	case KindHole:
		return StringPart{Hole: n, Node: n}
	case KindStringEscape:
		text, _ := decodeEscape(n.Text())
		return StringPart{Text: validUTF8(text), Node: n}
	}
	return StringPart{Text: validUTF8(strings.ReplaceAll(n.Text(), "\r\n", "\n")), Node: n}
}

// tripleParts yields the pieces of a string over lines.
func tripleParts(s String, yield func(StringPart) bool) {
	indent := tripleIndent(s)
	end := s.Close().Span().Start
	atLine, first := false, true
	var kept StringPart // kept back by one: the line end above the closing quotes is known only when they come
	for part := range s.Parts().Items() {
		p := decodePart(part)
		wasFirst, wasLine := first, atLine
		first, atLine = false, false
		if part.Kind() == KindStringText {
			atLine = strings.HasSuffix(p.Text, "\n")
			blank := isBlank(p.Text)
			if wasFirst && atLine && blank || wasLine && blank && !atLine && part.Span().End == end {
				continue // after the opening quotes, before the closing ones
			}
			if wasLine {
				p.Text = p.Text[sharedIndent(indent, p.Text):]
			}
			if p.Text == "" {
				continue
			}
		}
		if kept.Node.Ok() && !yield(kept) {
			return
		}
		kept = p
	}
	if kept.Node.Kind() == KindStringText {
		kept.Text = strings.TrimSuffix(kept.Text, "\n")
	}
	if kept.Hole.Ok() || kept.Text != "" {
		yield(kept)
	}
}

// isBlank reports whether s is white space only.
func isBlank(s string) bool { return strings.Trim(s, " \t\r\n\f\v") == "" }

// tripleIndent is the white space before the closing quotes of a string over lines; "" if they do not stand on a line of their
// own.
func tripleIndent(s String) string {
	last := s.Parts().lastElement()
	if s.Close().Missing() || last.Kind() != KindStringText {
		return ""
	}
	if text := last.Text(); !strings.HasSuffix(text, "\n") && isBlank(text) {
		return text
	}
	return ""
}

// sharedIndent is how many bytes of indent text starts with.
func sharedIndent(indent, text string) int {
	i := 0
	for i < len(indent) && i < len(text) && indent[i] == text[i] {
		i++
	}
	return i
}

// Ways the lines of a string over lines can be wrong: the variants of the diagnostic.
const (
	indentFirst = "first-line"
	indentLast  = "last-line"
	indentLess  = ""
)

// badIndents calls report for each line of a string over lines that is not as it should be, with what is wrong and the piece
// of the string in which its first character that is not white space stands.
func badIndents(s String, report func(variant string, at Node)) {
	indent := tripleIndent(s)
	end := s.Close().Span().Start
	var previous Node
	first, atLine := true, false
	for part := range s.Parts().Items() {
		text, isText := part.Text(), part.Kind() == KindStringText
		blank := isText && isBlank(text)
		switch {
		case first && !(blank && strings.HasSuffix(text, "\n")):
			if !blank {
				report(indentFirst, part)
				first = false
			}
		case atLine && part.Span().End == end && blank:
		case atLine && !(blank && strings.HasSuffix(text, "\n")):
			if indent != "" && !(isText && (blank || strings.HasPrefix(text, indent))) {
				report(indentLess, part)
			}
		}
		if isText && strings.HasSuffix(text, "\n") {
			first, atLine = false, true
		} else {
			atLine = false
		}
		previous = part
	}
	closesLine := !previous.Ok() || atLine || previous.Kind() == KindStringText && isBlank(previous.Text()) && !first
	if !closesLine {
		report(indentLast, s.Close())
	}
}

// lastElement is the last element of a list.
func (n Node) lastElement() Node {
	for {
		children := n.children()
		if len(children) == 0 {
			return Node{}
		}
		w := children[len(children)-1]
		last := Node{n.t, w, n.pos + uint32(n.w.full()-w.full())}
		if last.Kind() != n.Kind() {
			return last
		}
		n = last
	}
}

// MarkupText is what a token of markup means: text as it stands, an entity's characters, an escape's character.
func (n Node) MarkupText() string {
	text := n.Text()
	switch n.Kind() {
	case KindEntity:
		return html.UnescapeString(text)
	case KindTextEscape:
		return text[len(text)-1:]
	}
	return validUTF8(strings.ReplaceAll(text, "\r\n", "\n"))
}

// AttrText is the text of an attribute value without holes: an AttrString or AttrWord with its entities and escapes replaced.
// Holes are left out.
func (n Node) AttrText() string {
	if n.Kind() == KindAttrWord {
		return decodeAttr(n.Text())
	}
	var b strings.Builder
	for part := range (AttrString{n}).Parts().Items() {
		if part.Kind() != KindHole {
			b.WriteString(part.MarkupText())
		}
	}
	return b.String()
}

// decodeAttr replaces the entities in an attribute's word; there a name without `;` is none before a letter, digit or `=`.
func decodeAttr(s string) string {
	var b strings.Builder
	l := lexer{win: s, held: uint(len(s)), size: len(s)}
	for i := 0; i < len(s); {
		width := 0
		if s[i] == '&' {
			width = l.entity(i, true)
		}
		if width == 0 {
			b.WriteByte(s[i])
			i++
			continue
		}
		b.WriteString(html.UnescapeString(s[i : i+width]))
		i += width
	}
	return validUTF8(b.String())
}

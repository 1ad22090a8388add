package source

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// LineCol is the line and the column in bytes of offset, both from 0. An offset outside the text is cut to it.
func (t *Text) LineCol(offset int) (line, col int) {
	offset = min(max(offset, 0), t.Len())
	line = t.lineAt(offset)
	return line, offset - t.lineStart(line)
}

// Offset is the byte offset of a line and a column in bytes. A column beyond the line is cut to its end, a line beyond the text
// to the end of the text.
func (t *Text) Offset(line, col int) int {
	span, ok := t.line(line)
	if !ok {
		return span.End
	}
	return min(span.Start+max(col, 0), span.End)
}

// LineSpan is the place of a line from 0, without its line end. A line beyond the text is empty, at its end.
func (t *Text) LineSpan(line int) Span {
	span, _ := t.line(line)
	return span
}

// OffsetToUTF16 is the line and the column in UTF-16 units of offset, as the language server protocol counts by default.
func (t *Text) OffsetToUTF16(offset int) (line, col int) {
	line, col = t.LineCol(offset)
	start := t.lineStart(line)
	if t.isASCII(start, start+col) {
		return line, col
	}
	before := t.Slice(Span{start, start + col})
	return line, col + utf16Extra(before)
}

// UTF16ToOffset is the byte offset of a line and a column in UTF-16 units. A column inside a character means its start.
func (t *Text) UTF16ToOffset(line, col int) int {
	span, ok := t.line(line)
	if !ok {
		return span.End
	}
	if t.isASCII(span.Start, span.End) {
		return min(span.Start+max(col, 0), span.End)
	}
	at := span.Start
	for _, r := range t.Slice(span) {
		units, size := 1, utf8.RuneLen(r)
		if r > 0xFFFF {
			units = 2
		}
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(t.Slice(Span{at, at + utf8.UTFMax}))
		}
		if col < units {
			break
		}
		col -= units
		at += size
	}
	return at
}

// OffsetToRune is the line and the column in characters of offset, as diagnostics show them (there from 1): code points, a run of
// bytes that is not UTF-8 being one, a byte order mark at the start of the text none.
func (t *Text) OffsetToRune(offset int) (line, col int) {
	line, col = t.LineCol(offset)
	start := t.lineStart(line)
	if t.isASCII(start, start+col) {
		return line, col
	}
	return line, countCharacters(t.Slice(Span{start, start + col}), line == 0)
}

// RuneToOffset is the byte offset of a line and a column in characters, counted as OffsetToRune does.
func (t *Text) RuneToOffset(line, col int) int {
	span, ok := t.line(line)
	if !ok {
		return span.End
	}
	s := t.Slice(span)
	at := sort.Search(len(s), func(i int) bool { return countCharacters(s[:i], line == 0) >= col })
	for at < len(s) && !utf8.RuneStart(s[at]) && countCharacters(s[:at+1], line == 0) <= col {
		at++
	}
	return span.Start + at
}

// countCharacters is how many characters diagnostics count in the first bytes of a line.
func countCharacters(s string, firstLine bool) int {
	if firstLine {
		s = strings.TrimPrefix(s, "\ufeff")
	}
	if utf8.ValidString(s) {
		return utf8.RuneCountInString(s)
	}
	return utf8.RuneCountInString(strings.ToValidUTF8(s, "\ufffd"))
}

// lineAt is the number of line feeds before offset.
func (t *Text) lineAt(offset int) int {
	i := t.chunkAt(offset)
	if i < 0 {
		return 0
	}
	c := &t.chunks[i]
	return c.line + strings.Count(c.text[:offset-c.start], "\n")
}

// lineStart is the offset at which a line of the text begins.
func (t *Text) lineStart(line int) int {
	if line <= 0 {
		return 0
	}
	// The line feed that ends the line before stands in the last chunk that has fewer line feeds before it.
	i := sort.Search(len(t.chunks), func(i int) bool { return t.chunks[i].line >= line }) - 1
	c := &t.chunks[i]
	at := 0
	for n := c.line; n < line; n++ {
		at += strings.IndexByte(c.text[at:], '\n') + 1
	}
	return c.start + at
}

// line is the place of a line without its line end, and whether the text has it.
func (t *Text) line(line int) (Span, bool) {
	if line < 0 {
		return Span{}, true
	}
	if line >= t.Lines() {
		return Span{t.Len(), t.Len()}, false
	}
	start := t.lineStart(line)
	if line == t.Lines()-1 {
		return Span{start, t.Len()}, true
	}
	end := t.lineStart(line+1) - 1
	if end > start && t.Slice(Span{end - 1, end}) == "\r" {
		end--
	}
	return Span{start, end}, true
}

// isASCII reports whether the chunks that hold the bytes start to end are ASCII throughout; false may also mean "not known".
func (t *Text) isASCII(start, end int) bool {
	if t.end.wide == 0 {
		return true
	}
	i, j := t.chunkAt(start), t.chunkAt(end)
	if i < 0 {
		return true
	}
	after := t.end.wide
	if j+1 < len(t.chunks) {
		after = t.chunks[j+1].wide
	}
	return t.chunks[i].wide == after
}

// utf16Extra is the UTF-16 units of s less its bytes.
func utf16Extra(s string) int {
	extra := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		units := 1
		if r > 0xFFFF {
			units = 2
		}
		extra += units - size
		i += size
	}
	return extra
}

// The terminal form: the line of source with a caret under what is meant.

package diag

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/codescript-lang/coder/engine/source"
)

// tabColumns is how many columns a tab stop is wide in the source that is shown.
const tabColumns = 4

// maxColumns is how many columns of a source line are shown. A longer line, say of minified
// code, is cut around the caret.
const maxColumns = 120

// ANSI colours: bold, red and yellow for the severities, cyan for what frames the source.
var (
	errorColors   = colors{"\x1b[1m", "\x1b[31m", "\x1b[36m", "\x1b[0m"}
	warningColors = colors{"\x1b[1m", "\x1b[33m", "\x1b[36m", "\x1b[0m"}
)

// appendTerminal writes the plain line, the source it is about and the related places.
func appendTerminal(dst []byte, d *Diagnostic, c *Config) []byte {
	k := noColors
	if c.Color {
		if k = errorColors; d.Severity() == Warning {
			k = warningColors
		}
	}
	dst = append(appendHead(dst, d, c, k), '\n')
	dst = appendExcerpt(dst, d.Path, d.Span, c, k.severity, k)
	for _, r := range d.Related {
		path := d.pathOf(r.Path)
		dst = append(append(dst, "  "...), k.strong...)
		dst = appendPosition(dst, path, c.place(path, r.Span))
		dst = append(append(append(append(dst, k.reset...), ": "...), r.Text(c.Lang)...), '\n')
		dst = appendExcerpt(dst, path, r.Span, c, k.dim, k)
	}
	return dst
}

// appendExcerpt writes the first line of the span and a line of carets below it.
func appendExcerpt(dst []byte, path string, span source.Span, c *Config, caret string, k colors) []byte {
	text := c.text(path)
	if text == nil {
		return dst
	}
	line, start := text.LineCol(span.Start)
	bounds := text.LineSpan(line)
	shown := cut(expand(text.Slice(bounds), start, min(span.End, bounds.End)-bounds.Start))
	number := strconv.Itoa(line + 1)
	margin := strings.Repeat(" ", len(number))
	dst = append(append(dst, "  "...), k.dim...)
	dst = append(append(dst, number...), " | "...)
	dst = append(append(append(dst, k.reset...), shown.text...), '\n')
	dst = append(append(dst, "  "...), k.dim...)
	dst = append(append(dst, margin...), " | "...)
	dst = append(append(dst, k.reset...), strings.Repeat(" ", shown.start)...)
	dst = append(append(dst, caret...), strings.Repeat("^", max(shown.end-shown.start, 1))...)
	return append(append(dst, k.reset...), '\n')
}

// excerpt is a line as it is shown, with the columns of the marked part, from 0.
type excerpt struct {
	text       string
	start, end int
}

// expand makes a line fit for a terminal: tabs become spaces, control characters a dot.
// The marked part is given in bytes.
func expand(line string, start, end int) excerpt {
	var b strings.Builder
	e := excerpt{start: -1, end: -1}
	column := 0
	for i := 0; i <= len(line); {
		if i >= start && e.start < 0 {
			e.start = column
		}
		if i >= end && e.end < 0 {
			e.end = column
		}
		if i == len(line) {
			break
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		i += size
		switch n := runeWidth(r); {
		case r == '\t':
			n = tabColumns - column%tabColumns
			b.WriteString(strings.Repeat(" ", n))
			column += n
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			b.WriteString("·")
			column++
		default:
			b.WriteRune(r)
			column += n
		}
	}
	e.text = b.String()
	e.start = max(e.start, 0)
	e.end = max(e.end, e.start)
	return e
}

// cut takes maxColumns columns of a long line, with the caret a third of the way in.
func cut(e excerpt) excerpt {
	first := max(e.start-maxColumns/3, 0)
	var b strings.Builder
	column, from := 0, -1
	for _, r := range e.text {
		n := runeWidth(r)
		switch {
		case column < first:
		case column+n > first+maxColumns:
			b.WriteString("…")
			return excerpt{shownFrom(first, b.String()), e.start - from + lead(first), min(e.end-from+lead(first), maxColumns+1)}
		default:
			if from < 0 {
				from = column
			}
			b.WriteRune(r)
		}
		column += n
	}
	if from < 0 {
		from = column
	}
	return excerpt{shownFrom(first, b.String()), e.start - from + lead(first), e.end - from + lead(first)}
}

// shownFrom puts an ellipsis before text that does not begin at column 0.
func shownFrom(first int, text string) string {
	if first > 0 {
		return "…" + text
	}
	return text
}

// lead is how many columns shownFrom adds.
func lead(first int) int { return min(first, 1) }

// runeWidth is the number of columns of a character: two if Unicode Standard Annex 11 calls
// it wide or fullwidth, none if it combines with the one before it.
func runeWidth(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200d' {
		return 0
	}
	return 1
}

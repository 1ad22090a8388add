package feature

import (
	"sort"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// Lines is a text with the starts of its lines, for passes that look at thousands of places: a source.Text finds a line by
// counting within a chunk, which is made for texts that change and for few places.
type Lines struct {
	Text   string
	starts []int
}

// NewLines reads a text. Lines end as in source.Text.
func NewLines(text *source.Text) *Lines {
	l := &Lines{Text: text.String(), starts: make([]int, 1, text.Lines())}
	for at := 0; ; {
		next := strings.IndexByte(l.Text[at:], '\n')
		if next < 0 {
			return l
		}
		at += next + 1
		l.starts = append(l.starts, at)
	}
}

// Line is the line from 0 that holds the byte at offset, and where it starts. The offset must be in the text.
func (l *Lines) Line(offset int) (line, start int) {
	line = sort.SearchInts(l.starts, offset+1) - 1
	return line, l.starts[line]
}

// End is the offset of the end of a line, its line feed not counted.
func (l *Lines) End(line int) int {
	if line+1 < len(l.starts) {
		return l.starts[line+1] - 1
	}
	return len(l.Text)
}

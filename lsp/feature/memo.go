// What is remembered of an open file between its versions, so that after an edit only the declarations that it touched are looked
// at again.
//
// A file is taken in pieces: its declarations and statements with what leads them, and its end. What is known of a piece says
// nothing of where the piece stands: lines count from its start, columns on its first line likewise. A piece that the parser took
// over from the version before keeps what is known.

package feature

import (
	"iter"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Columns says what the columns of places count.
type Columns uint8

// Units of columns.
const (
	UTF16Columns Columns = iota
	ByteColumns
)

// Memo keeps what is known of the pieces of one open file: those of the newest version that was asked about, and nothing else. It
// may be used by any number of goroutines.
type Memo struct {
	columns Columns
	tokens  tokenMemo
	folds   foldMemo
	colors  colorMemo
	outline outlineMemo
	formats FormatCache // of what code actions would make of the file
}

// NewMemo returns an empty memo of a file whose places are told in lines and columns.
func NewMemo(columns Columns) *Memo { return &Memo{columns: columns} }

// memo is the memo of the file's earlier versions, an empty one if it has none.
func (f File) memo() *Memo {
	if f.Memo == nil {
		return NewMemo(UTF16Columns)
	}
	return f.Memo
}

// pieces yields the pieces of a file in order. Together they hold every byte.
func pieces(tree *syntax.Tree) iter.Seq[syntax.Node] {
	return func(yield func(syntax.Node) bool) {
		for part := range tree.Root().Children() {
			if part.Kind() != syntax.KindDeclList {
				if !yield(part) {
					return
				}
				continue
			}
			for n := range part.Children() {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// pieceMemo keeps what is known of each piece of one version of a file. Its owner guards it.
type pieceMemo[T any] struct {
	tree  *syntax.Tree
	marks []syntax.Mark // of the pieces
	spare []syntax.Mark // memory for the next marks
	known []T
	fresh int // pieces looked at; for the tests
}

// of returns what is known of each piece of a tree; what was not yet known is found by look. The list must not be changed.
func (m *pieceMemo[T]) of(tree *syntax.Tree, look func(syntax.Node) T) []T {
	if m.tree == tree {
		return m.known
	}
	marks := slices.Grow(m.spare[:0], len(m.marks)+1)
	before := 0 // pieces that are as before
	for n := range pieces(tree) {
		if before == len(marks) && before < len(m.marks) && samePiece(n, m.tree.Node(m.marks[before])) {
			before++
		}
		marks = append(marks, n.Mark())
	}
	behind := 0
	for before+behind < min(len(marks), len(m.marks)) &&
		samePiece(tree.Node(marks[len(marks)-1-behind]), m.tree.Node(m.marks[len(m.marks)-1-behind])) {
		behind++
	}
	known := make([]T, len(marks))
	copy(known, m.known[:before])
	copy(known[len(known)-behind:], m.known[len(m.known)-behind:])
	for i := before; i < len(marks)-behind; i++ {
		known[i] = look(tree.Node(marks[i]))
		m.fresh++
	}
	m.tree, m.marks, m.spare, m.known = tree, marks, m.marks, known
	return known
}

// samePiece reports whether two pieces say the same, white space and comments included.
func samePiece(a, b syntax.Node) bool {
	return a.Is(b) || a.IsToken() && b.IsToken() && a.Kind() == b.Kind() && a.Tree().Text().Slice(a.FullSpan()) == b.Tree().Text().Slice(b.FullSpan())
}

// linecol is a line and a column, from 0.
type linecol struct{ line, col uint32 }

// from is p, told from the start of a piece, told from where at is told from, the start of the piece being at.
func (p linecol) from(at linecol) linecol {
	if p.line == 0 {
		return linecol{at.line, at.col + p.col}
	}
	return linecol{at.line + p.line, p.col}
}

// ruler finds lines and columns in a piece.
type ruler struct {
	text    string
	base    int   // the byte of the file that the piece starts at
	starts  []int // of lines, in text
	columns Columns
	last    int // the line found last
}

func newRuler(n syntax.Node, columns Columns) *ruler {
	span := n.FullSpan()
	r := &ruler{text: n.Tree().Text().Slice(span), base: span.Start, starts: []int{0}, columns: ByteColumns}
	for i := range len(r.text) {
		switch c := r.text[i]; {
		case c == '\n':
			r.starts = append(r.starts, i+1)
		case c >= utf8.RuneSelf:
			r.columns = columns
		}
	}
	return r
}

// line is the line that holds a byte of the file. Places asked one after another are mostly near each other.
func (r *ruler) line(offset int) int {
	at := offset - r.base
	for r.last+1 < len(r.starts) && r.starts[r.last+1] <= at {
		r.last++
	}
	for r.starts[r.last] > at {
		r.last--
	}
	return r.last
}

// place is where a byte of the file stands in the piece.
func (r *ruler) place(offset int) linecol {
	line := r.line(offset)
	return linecol{uint32(line), uint32(r.width(source.Span{Start: r.base + r.starts[line], End: offset}))}
}

// width is how many columns a span of one line takes.
func (r *ruler) width(span source.Span) int {
	if r.columns == ByteColumns {
		return span.Len()
	}
	n := 0
	for _, c := range r.text[span.Start-r.base : span.End-r.base] {
		n += utf16.RuneLen(c)
	}
	return n
}

// lineEnd is the byte of the file at which a line ends, its line feed not counted.
func (r *ruler) lineEnd(line int) int {
	if line+1 < len(r.starts) {
		return r.base + r.starts[line+1] - 1
	}
	return r.base + len(r.text)
}

// end is where the piece ends.
func (r *ruler) end() linecol { return r.place(r.base + len(r.text)) }

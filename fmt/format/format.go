package format

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/layout"
)

// DefaultWidth is the number of columns a line may have unless a site says otherwise.
const DefaultWidth = 100

// Config says how to format. Its zero value is the style as it is meant.
type Config struct {
	Width int    // columns a line may have, tabs counted as layout.TabWidth; 0 means DefaultWidth
	Cache *Cache // of a file that is formatted again and again; nil for one that is not
}

func (c Config) width() int {
	if c.Width == 0 {
		return DefaultWidth
	}
	return c.Width
}

// ErrSyntax is returned for a file that has syntax errors: it is left as it is.
var ErrSyntax = errors.New("the file has syntax errors")

// errLost is returned when a token would have been lost, which has been reported as a bug.
var errLost = errors.New("the file cannot be formatted without loss; this is a fault of the formatter")

// Source returns the text of a tree, formatted. The text of a file that is not formatted, for which the error is ErrSyntax or tells of a fault of the
// formatter, is returned as it was. Source may be called by any number of goroutines.
func Source(tree *syntax.Tree, c Config) ([]byte, error) {
	src := tree.Text().String()
	if tree.Root().HasError() {
		return []byte(src), ErrSyntax
	}
	f := formatted{src: src}
	if err := f.format(tree, c, nil); err != nil {
		return []byte(src), err
	}
	return f.text(), nil
}

// Edits returns the edits that format a tree: disjoint, in the order of their places, and between tokens, but for the few tokens that formatting writes
// otherwise. It returns the errors of Source.
func Edits(tree *syntax.Tree, c Config) ([]source.Edit, error) {
	if tree.Root().HasError() {
		return nil, ErrSyntax
	}
	return edits(tree, c)
}

// formatted is the result of formatting: what was printed, and where it came from.
type formatted struct {
	src    string // of the tree
	out    []byte
	sorted source.Span // the part of src whose imports were sorted; empty if none were
	grown  int         // by how many bytes sorting changed it
}

// bytesAPlace is less of the source than there is to one place, as a rule: a word and the space behind it.
const bytesAPlace = 5

// format prints a tree. places, if not nil, takes where the bytes of the source went; they are offsets into the source with its imports sorted.
func (f *formatted) format(tree *syntax.Tree, c Config, places *[]layout.Place) error {
	p := printer{src: f.src, lenient: tree.Root().HasError(), width: c.width(), cache: c.Cache, places: places}
	file, _ := syntax.AsFile(tree.Root())
	if !p.lenient {
		if edit, ok := sortImports(file, f.src); ok {
			text := tree.Text().Apply(edit)
			if again := syntax.Reparse(tree, []source.Edit{edit}, text); !again.Root().HasError() {
				file, _ = syntax.AsFile(again.Root())
				p.src = text.String()
				f.sorted, f.grown = edit.Span, len(edit.New)-edit.Span.Len()
			}
		}
	}
	p.out = slices.Grow(f.out, len(p.src)+len(p.src)/8)
	if places != nil {
		*places = slices.Grow(*places, len(p.src)/bytesAPlace)
	}
	if strings.HasPrefix(p.src, byteOrderMark) {
		p.out = append(p.out, byteOrderMark...)
		p.start = len(byteOrderMark)
		if places != nil {
			*places = append(*places, layout.Place{Len: len(byteOrderMark)})
		}
	}
	p.file(file)
	if p.lost || p.pos != len(p.src) {
		return errLost
	}
	f.out = p.out
	return nil
}

// text returns what was printed, with LF at the end of every line.
func (f *formatted) text() []byte {
	f.out = lineFeeds(f.out)
	return f.out
}

// lineFeeds makes each CR LF of a text LF, in place. Behind another CR it stays: that one is a character of its own, and would be half of a
// line end without it.
func lineFeeds(text []byte) []byte {
	if !bytes.Contains(text, []byte("\r\n")) {
		return text
	}
	out, last := text[:0], byte(0)
	for i, c := range text {
		if c != '\r' || last == '\r' || i+1 == len(text) || text[i+1] != '\n' {
			out = append(out, c)
		}
		last = c
	}
	return out
}

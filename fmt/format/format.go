package format

import (
	"bytes"
	"errors"
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

// Range returns the edits of Edits in the declarations that span touches, and in the white space around them. In a file with syntax errors it formats the
// declarations without any, and nothing around them. It has no edits where Edits has an error of another kind.
func Range(tree *syntax.Tree, span source.Span, c Config) []source.Edit {
	all, err := edits(tree, c)
	if err != nil {
		return nil
	}
	return within(all, units(tree, span))
}

// units returns what Range formats where span touches it: each declaration with what leads it, imports that follow one another as one, and in a file with
// syntax errors sound declarations without what leads them. They are in order and apart.
func units(tree *syntax.Tree, span source.Span) []source.Span {
	file, _ := tree.Root().AsFile()
	broken := tree.Root().HasError()
	var parts []source.Span
	var unit source.Span // of imports
	add := func(s source.Span) {
		if s.Start > span.End || s.End < span.Start {
			return
		}
		if i := len(parts) - 1; i >= 0 && parts[i].End == s.Start {
			parts[i].End = s.End
		} else {
			parts = append(parts, s)
		}
	}
	for n := range file.Decls().Children() {
		switch {
		case broken:
			if !n.HasError() {
				add(n.Span())
			}
			continue
		case n.Kind() == syntax.KindImportDecl, n.Kind() == syntax.KindSemicolon && unit.Len() > 0:
			if unit.Len() == 0 {
				unit.Start = n.FullSpan().Start
			}
			unit.End = n.FullSpan().End
			continue
		case unit.Len() > 0:
			add(unit)
			unit = source.Span{}
		}
		add(n.FullSpan())
	}
	if !broken {
		if unit.Len() > 0 {
			add(unit)
		}
		add(file.Eof().FullSpan())
	}
	return parts
}

// OnType returns the edits that format the statement, element or declaration that ends with the character typed before offset, a byte offset; none if
// nothing ends there.
func OnType(tree *syntax.Tree, offset int, c Config) []source.Edit {
	n, ok := closedBefore(tree, offset)
	if !ok || n.HasError() {
		return nil
	}
	all, err := edits(tree, c)
	if err != nil {
		return nil
	}
	span := n.Span()
	before := tree.Text().Slice(source.Span{Start: n.FullSpan().Start, End: span.Start})
	span.Start -= trailing(before) // its indentation
	return within(all, []source.Span{span})
}

// within returns the edits that lie in a part. Edits and parts are in order.
func within(edits []source.Edit, parts []source.Span) []source.Edit {
	var in []source.Edit
	for _, e := range edits {
		for len(parts) > 0 && parts[0].End < e.Span.End {
			parts = parts[1:]
		}
		if len(parts) > 0 && parts[0].Start <= e.Span.Start {
			in = append(in, e)
		}
	}
	return in
}

// closedBefore returns the outermost element of a list that ends at offset, white space aside.
func closedBefore(tree *syntax.Tree, offset int) (syntax.Node, bool) {
	src := tree.Text().Slice(source.Span{Start: 0, End: min(max(offset, 0), tree.Text().Len())})
	end := len(strings.TrimRight(src, spaces))
	if end == 0 {
		return syntax.Node{}, false
	}
	path := tree.PathAt(end - 1)
	for i := 1; i < len(path); i++ {
		if path[i-1].Kind().IsList() && path[i].Span().End == end {
			return path[i], true
		}
	}
	return syntax.Node{}, false
}

// formatted is the result of formatting: what was printed, and where it came from.
type formatted struct {
	src    string // of the tree
	out    []byte
	sorted source.Span // the part of src whose imports were sorted; empty if none were
	grown  int         // by how many bytes sorting changed it
}

// format prints a tree. places, if not nil, takes where the bytes of the source went; they are offsets into the source with its imports sorted.
func (f *formatted) format(tree *syntax.Tree, c Config, places *[]layout.Place) error {
	p := printer{src: f.src, lenient: tree.Root().HasError(), width: c.width(), cache: c.Cache, places: places}
	file, _ := tree.Root().AsFile()
	if !p.lenient {
		if text, span, ok := sortImports(file, f.src); ok {
			if again := syntax.Parse(source.NewText(text)); !again.Root().HasError() {
				file, _ = again.Root().AsFile()
				p.src = text
				f.sorted, f.grown = span, len(text)-len(f.src)
			}
		}
	}
	p.out = make([]byte, 0, len(p.src)+len(p.src)/8)
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
	if bytes.Contains(f.out, []byte("\r\n")) {
		return bytes.ReplaceAll(f.out, []byte("\r\n"), []byte("\n"))
	}
	return f.out
}

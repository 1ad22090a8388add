// Parts of a file: the elements that a selection touches, and the one that was just closed.
//
// How a part is to stand follows from the layout of the whole file, so that formatting all parts in turn formats the file. An edit is made where it lies in
// a part. A part is made of whole elements of one list whose elements have lines of their own: declarations, statements, children of an element.

package format

import (
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Range returns the edits of Edits in the elements that the lines of span touch, with what stands before them and with the comments at the end of their lines: whole
// elements of the innermost list of declarations, statements or children that these lie in, imports that follow one another as one. In a file with syntax
// errors it formats the elements without any, in their own lines. It has no edits where Edits has an error of another kind.
func Range(tree *syntax.Tree, span source.Span, c Config) []source.Edit {
	parts := touched(tree, span)
	if len(parts) == 0 {
		return nil
	}
	all, err := edits(tree, c)
	if err != nil {
		return nil
	}
	return within(all, parts)
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
	return within(all, []source.Span{indented(n, tree.Text().String())})
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

// touched returns the parts that a selection means, in order and apart. It means the whole of its lines.
func touched(tree *syntax.Tree, span source.Span) []source.Span {
	src := tree.Text().String()
	start := min(max(span.Start, 0), len(src))
	end := min(max(span.End, start), len(src))
	if end > start && src[end-1] == '\n' {
		end-- // the line that it ends before is not meant
	}
	start = strings.LastIndexByte(src[:start], '\n') + 1
	if i := strings.IndexByte(src[end:], '\n'); i >= 0 {
		end += i
	} else {
		end = len(src)
	}
	end = start + len(strings.TrimRight(src[start:end], spaces))
	start = end - len(strings.TrimLeft(src[start:end], spaces))
	broken := tree.Root().HasError()
	list := listAround(tree, start, max(start, end-1))
	if !list.Ok() {
		if broken {
			return nil
		}
		return []source.Span{tree.TokenAt(len(src)).FullSpan()} // the end of the file
	}
	c := collector{tree: tree, src: src, broken: broken}
	c.list(list, source.Span{Start: start, End: max(end, start+1)})
	return c.parts
}

// listAround returns the innermost list of lines that holds the tokens at two places; absent if there is none.
func listAround(tree *syntax.Tree, first, last int) (list syntax.Node) {
	a, b := tree.PathAt(first), tree.PathAt(last)
	for i := 0; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
		if hasLines(a[i]) {
			list = a[i]
		}
	}
	return list
}

// hasLines reports whether the elements of a list stand on lines of their own.
func hasLines(list syntax.Node) bool {
	switch list.Kind() {
	case syntax.KindDeclList, syntax.KindStmtList, syntax.KindChildList:
		return true
	}
	return false
}

// collector collects parts.
type collector struct {
	tree   *syntax.Tree
	src    string
	parts  []source.Span
	broken bool // the file has syntax errors: only what is sound inside a part counts
}

// add adds a part that does not start before those there are.
func (c *collector) add(s source.Span) {
	if i := len(c.parts) - 1; i >= 0 && c.parts[i].End >= s.Start {
		c.parts[i].End = max(c.parts[i].End, s.End)
		return
	}
	c.parts = append(c.parts, s)
}

// list adds the elements of a list that a span touches.
func (c *collector) list(list syntax.Node, span source.Span) {
	before := list.FullSpan().Start // the end of what stands on the last line of the element before
	var run source.Span             // of imports that follow one another
	touches := false                // the span touches one of them
	flush := func() {
		if touches {
			c.add(run)
		}
		run, touches = source.Span{}, false
	}
	for n := range list.Children() {
		if n.Kind() == syntax.KindSemicolon {
			continue
		}
		hit := before < span.End && span.Start < n.Span().End
		if list.Kind() == syntax.KindChildList {
			switch {
			case hit && c.broken:
				c.sound(n)
			case hit:
				c.add(source.Span{Start: len(strings.TrimRight(c.src[:n.Span().Start], spaces)), End: n.Span().End})
			}
			before = n.Span().End
			continue
		}
		last, end := c.line(n)
		whole := source.Span{Start: before, End: end}
		before = last
		switch {
		case c.broken:
			if hit {
				c.sound(n)
			}
		case n.Kind() == syntax.KindImportDecl:
			if run.Len() == 0 {
				run.Start = whole.Start
			}
			run.End, touches = whole.End, touches || hit
		default:
			flush()
			if hit {
				c.add(whole)
			}
		}
	}
	flush()
}

// sound adds what can be formatted of an element of a file with syntax errors: the element, or the sound elements of the lists in it.
func (c *collector) sound(n syntax.Node) {
	switch {
	case !n.HasError():
		c.add(indented(n, c.src))
	case sheltered(n):
		c.soundIn(n)
	}
}

// soundIn adds what is sound in a sheltered node.
func (c *collector) soundIn(n syntax.Node) {
	for child := range n.Children() {
		switch {
		case !child.HasError():
			c.add(child.Span())
		case hasLines(child):
			for e := range child.Children() {
				c.sound(e)
			}
		default:
			c.soundIn(child)
		}
	}
}

// line returns where the last thing ends that stands on the line on which n ends: n, a semicolon or a comment; and where the line ends, or the next token
// on it begins.
func (c *collector) line(n syntax.Node) (last, end int) {
	last = n.Span().End
	end = last
	for {
		next := c.tree.TokenAt(end)
		for t := range next.Leading() {
			if t.Kind == syntax.TriviaNewline {
				return last, end
			}
			end = t.Span.End
			if isComment(t) {
				last = end
			}
		}
		if next.Kind() != syntax.KindSemicolon {
			return last, end
		}
		last = next.Span().End
		end = last
	}
}

// sheltered reports whether all syntax errors in n lie in elements of lists in it that have lines of their own, so that what is around these can be printed
// as ever, and they as they are.
func sheltered(n syntax.Node) bool {
	some := false
	for child := range n.Children() {
		if !child.HasError() {
			continue
		}
		some = true
		if !shelters(n.Kind(), child.Kind()) || hasLines(child) && !understood(child) || !hasLines(child) && !sheltered(child) {
			return false
		}
	}
	return some
}

// shelters reports whether a node with syntax errors in a child of a kind has all its parts: the parser leaves out what would follow an error elsewhere, and
// tells of it once.
func shelters(parent, child syntax.Kind) bool {
	switch child {
	case syntax.KindStmtList, syntax.KindChildList, syntax.KindIfClauseList, syntax.KindIfClause, syntax.KindIfDirectiveClauseList, syntax.KindIfDirectiveClause,
		syntax.KindEmptyClause:
		return true
	case syntax.KindBlock:
		return parent != syntax.KindTryStmt && parent != syntax.KindMatchArm
	case syntax.KindMarkupBlock:
		return parent != syntax.KindMatchDirectiveArm
	case syntax.KindElement, syntax.KindFnExpr:
		return parent == syntax.KindReturnStmt || parent == syntax.KindLetStmt || parent == syntax.KindFnDecl || parent == syntax.KindFnExpr
	}
	return parent == syntax.KindExportDecl
}

// understood reports whether the parser could make something of everything in a list.
func understood(list syntax.Node) bool {
	for n := range list.Children() {
		if k := n.Kind(); k == syntax.KindError || k == syntax.KindUnexpected {
			return false
		}
	}
	return true
}

// indented returns the span of an element, with its indentation if it begins its line.
func indented(n syntax.Node, src string) source.Span {
	s := n.Span()
	if start := strings.TrimRight(src[:s.Start], " \t\f"); start == "" || strings.HasSuffix(start, "\n") {
		s.Start = len(start)
	}
	return s
}

// closedBefore returns the outermost element of a list that ends at offset, white space aside.
func closedBefore(tree *syntax.Tree, offset int) (syntax.Node, bool) {
	src := tree.Text().String()
	end := len(strings.TrimRight(src[:min(max(offset, 0), len(src))], spaces))
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

package syntax

import (
	"fmt"
	"io"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
)

// Tree is the syntax tree of one version of a file: lossless, immutable, and made for any bytes. It may be read by any number
// of goroutines.
type Tree struct {
	mem   pages
	root  word
	text  *source.Text
	arena *arena
	work  Work
}

// Work counts what making a tree took: the currency in which tests state that an edit is local.
type Work struct {
	Tokens int // lexed
	Nodes  int // built
	Chunks int // runs of list elements reused whole
	Reused int // single list elements reused
	Steps  int // nodes of the old tree looked at
}

// Root is the node of kind File.
func (t *Tree) Root() Node { return Node{t: t, w: t.root} }

// Node is the node of t that a mark is of.
func (t *Tree) Node(k Mark) Node { return Node{t, k.w, k.pos} }

// Text is the text the tree was parsed from.
func (t *Tree) Text() *source.Text { return t.text }

// Work is what Parse or Reparse did to make t.
func (t *Tree) Work() Work { return t.work }

// TokenAt is the token whose bytes, leading trivia included, hold the byte at offset; the Eof token at the end of the text.
func (t *Tree) TokenAt(offset int) Node {
	n := t.Root()
	for !n.IsToken() {
		n = n.childAt(offset)
	}
	return n
}

// usualDepth is how deep most tokens lie, at most.
const usualDepth = 12

// PathAt is the way from the root to the token at offset (see TokenAt): root first, token last.
func (t *Tree) PathAt(offset int) []Node {
	path := append(make([]Node, 0, usualDepth), t.Root())
	n := t.Root()
	for !n.IsToken() {
		inList := n.Kind().IsList()
		next := n.childAt(offset)
		if !(inList && next.Kind() == n.Kind()) { // a chunk is part of its list
			path = append(path, next)
		}
		n = next
	}
	return path
}

// Dump writes the tree, a line for each node: its kind, its span without leading trivia, the text of tokens, and marks for what
// is missing or wrong. Two trees of one text are equal if their dumps are: how lists are cut into chunks is not shown.
func (t *Tree) Dump(w io.Writer) error {
	return t.dump(w, t.Root(), 0)
}

func (t *Tree) dump(w io.Writer, n Node, depth int) error {
	var b strings.Builder
	span := n.Span()
	fmt.Fprintf(&b, "%s%s %d-%d", strings.Repeat(" ", depth), n.Kind(), span.Start, span.End)
	if n.IsToken() {
		fmt.Fprintf(&b, " %q flags=%06b lead=%d", n.Text(), n.tokenFlags(), span.Start-int(n.pos))
	} else {
		fmt.Fprintf(&b, " flags=%08b", n.head().flags()&(flagError|flagComment|flagOwn|flagUnexpected))
	}
	b.WriteByte('\n')
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	for c := range n.Children() {
		if err := t.dump(w, c, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// Diagnostics returns the findings of the stages text and syntax, in the order of their places, one at a place. It visits only
// the parts of the tree that have any.
func (t *Tree) Diagnostics() []diag.Diagnostic { return diagnose(t) }

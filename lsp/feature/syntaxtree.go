// The syntax tree as text, for those who want to see how a file was read.

package feature

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

const (
	// maxTreeText is about how many bytes of a tree are written: more than anybody reads, and little enough for any editor.
	maxTreeText = 4 << 20
	// maxTokenText is how many characters of a token are shown.
	maxTokenText = 60
)

// SyntaxTree writes a tree, a line for each node, indented below its parent: its kind, its place as `line:column-line:column`,
// counted in characters from 1, the text of a token, and what is wrong with it. Empty lists are left out. A tree that is too long
// to be read is cut off with a line that says so.
func SyntaxTree(tree *syntax.Tree) string {
	w := treeWriter{text: tree.Text()}
	if !w.node(tree.Root(), 0) {
		w.b.WriteString("…\n")
	}
	return w.b.String()
}

type treeWriter struct {
	text *source.Text
	b    strings.Builder
}

// node writes n and what is below it, and reports whether there was room for all of it.
func (w *treeWriter) node(n syntax.Node, depth int) bool {
	if w.b.Len() > maxTreeText {
		return false
	}
	if !n.IsToken() && n.Kind().IsList() && n.Len() == 0 {
		return true
	}
	span := n.Span()
	line, col := w.text.OffsetToRune(span.Start)
	endLine, endCol := w.text.OffsetToRune(span.End)
	fmt.Fprintf(&w.b, "%s%s %d:%d-%d:%d", strings.Repeat("  ", depth), n.Kind(), line+1, col+1, endLine+1, endCol+1)
	switch {
	case n.Missing():
		w.b.WriteString(" missing")
	case n.IsToken() && !n.Kind().IsFixed():
		fmt.Fprintf(&w.b, " %q", shortened(n.Text()))
	}
	w.b.WriteByte('\n')
	for child := range n.Children() {
		if !w.node(child, depth+1) {
			return false
		}
	}
	return true
}

// shortened is the beginning of a long text.
func shortened(s string) string {
	if utf8.RuneCountInString(s) <= maxTokenText {
		return s
	}
	return string([]rune(s)[:maxTokenText-1]) + "…"
}

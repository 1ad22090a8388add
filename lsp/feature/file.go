// What every feature stands on: a file of one version of a project, and the ways into its tree.

package feature

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/workspace"
)

// File is a file of one version of a project, seen by a reader of one language.
type File struct {
	Snapshot *workspace.Snapshot
	Path     string // as the snapshot names it
	Tree     *syntax.Tree
	Lang     diag.Lang
	Memo     *Memo // of the file's earlier versions; nil if there is none
}

// Place is a span in some file of the project, or in a declaration file of the standard library.
type Place struct {
	Path string
	Span source.Span
	// Standard says that Path is that of a declaration file in the standard library.
	Standard bool
}

// text is the source text.
func (f File) text() *source.Text { return f.Tree.Text() }

// infoAt is what is known of the declaration around offset; nil when there is none, or when ctx has ended.
func (f File) infoAt(ctx context.Context, offset int) *check.Info {
	info, err := f.Snapshot.InfoAt(ctx, f.Path, offset)
	if err != nil {
		return nil
	}
	return info
}

// say picks the text in the reader's language.
func (f File) say(english, korean string) string {
	return diag.Both{English: english, Korean: korean}.In(f.Lang)
}

// meaning is a line of the tables of HTML in the reader's language.
func (f File) meaning(m html.Meaning) string { return f.say(m.English, m.Korean) }

// touching is the way from the root to the token at offset. Between two tokens that touch it prefers the one a reader would
// say is meant: a name or other word before punctuation.
func touching(tree *syntax.Tree, offset int) []syntax.Node {
	path := tree.PathAt(offset)
	at := path[len(path)-1]
	if offset == 0 || isWord(at) && at.Span().Start <= offset {
		return path
	}
	before := tree.PathAt(offset - 1)
	if left := before[len(before)-1]; left.Span().End == offset && (isWord(left) || at.Span().Start > offset) {
		return before
	}
	return path
}

// isWord reports whether a token is one that a reader points at: a name, a keyword, a number.
func isWord(n syntax.Node) bool {
	if n.Kind().IsKeyword() {
		return true
	}
	switch n.Kind() {
	case syntax.KindIdent, syntax.KindNumber, syntax.KindTagName, syntax.KindAttrName:
		return true
	}
	return false
}

// inner is the innermost node of a kind on a path; absent if there is none.
func inner(path []syntax.Node, kind syntax.Kind) syntax.Node {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].Kind() == kind {
			return path[i]
		}
	}
	return syntax.Node{}
}

// parent is the node around the last of a path, lists left out.
func parent(path []syntax.Node) syntax.Node {
	for i := len(path) - 2; i >= 0; i-- {
		if !path[i].Kind().IsList() {
			return path[i]
		}
	}
	return syntax.Node{}
}

// isNameRune reports whether r may stand in a name. Dashes and colons are no part of one.
func isNameRune(r rune) bool {
	return r == '_' || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) ||
		r >= utf8.RuneSelf && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// wordBefore is the start of the run of characters before offset of which all are in the set.
func wordBefore(text *source.Text, offset int, in func(rune) bool) int {
	line, _ := text.LineCol(offset)
	start := text.LineSpan(line).Start
	before := text.Slice(source.Span{Start: start, End: offset})
	return start + len(strings.TrimRightFunc(before, in))
}

// namespaceAt is whose element a tag in the innermost content of a path is.
func namespaceAt(path []syntax.Node) html.Namespace {
	space := html.HTML
	for _, n := range path {
		if e, ok := syntax.AsElement(n); ok {
			start := syntax.StartTag{Node: e.Start()}
			name := start.Name().Text()
			space = html.ContentNamespace(name, html.NamespaceOf(name, space))
		}
	}
	return space
}

// site is the site that the file belongs to; nil when there is none.
func (f File) site(ctx context.Context) *workspace.Site {
	dirs, err := f.Snapshot.Sites(ctx)
	if err != nil {
		return nil
	}
	best := ""
	for _, dir := range dirs {
		if (dir == "." || strings.HasPrefix(f.Path, dir+"/")) && len(dir) > len(best) {
			best = dir
		}
	}
	if best == "" {
		return nil
	}
	site, err := f.Snapshot.Site(ctx, best)
	if err != nil {
		return nil
	}
	return site
}

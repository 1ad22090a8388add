// What is typed for the writer: an end tag behind `>`, the rest of one behind `</`, quotes behind `=`, the end of a comment.

package feature

import (
	"context"
	"strings"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// Inserted returns what is to be written at offset, as a snippet, because its writer has just typed the text before it; "" when
// there is nothing to add. Nothing is ever taken away, so an editor may drop the answer when it comes late.
func Inserted(ctx context.Context, f File, offset int, typed string) string {
	text := f.text()
	if offset < len(typed) || offset > text.Len() || text.Slice(source.Span{Start: offset - len(typed), End: offset}) != typed {
		return ""
	}
	switch {
	case strings.HasSuffix(typed, "</"), typed == "/" && offset > 1 && text.Slice(source.Span{Start: offset - 2, End: offset}) == "</":
		return f.endOfOpen(offset)
	case strings.HasSuffix(typed, ">"):
		return f.endTag(offset)
	case strings.HasSuffix(typed, "="):
		return f.quotes(ctx, offset)
	case strings.HasSuffix(typed, "*"), strings.HasSuffix(typed, "-"):
		return f.commentEnd(offset)
	}
	return ""
}

// endTag is the end of the element whose start tag ends at offset, if it has none.
func (f File) endTag(offset int) string {
	path := f.Tree.PathAt(offset - 1)
	gt := path[len(path)-1]
	start, ok := syntax.AsStartTag(parent(path))
	if !ok || gt.Kind() != syntax.KindGt || start.Gt() != gt || gt.Missing() || start.Slash().Ok() {
		return ""
	}
	name := start.Name().Text()
	space := namespaceAt(path[:len(path)-3])
	if !names.IsComponentTag(name) && html.IsVoid(name) && html.NamespaceOf(name, space) == html.HTML {
		return ""
	}
	if !f.lacksEnd(path, name) {
		return ""
	}
	return "$0</" + escapeSnippet(name) + ">"
}

// lacksEnd reports whether the innermost element of a path, or one of the same name around it, has no end tag: of two that share
// one, the parser gives it to the inner.
func (f File) lacksEnd(path []syntax.Node, name string) bool {
	for i := len(path) - 1; i >= 0; i-- {
		e, ok := syntax.AsElement(path[i])
		if !ok {
			continue
		}
		if (syntax.StartTag{Node: e.Start()}).Name().Text() != name {
			return false
		}
		if end := (syntax.EndTag{Node: e.End()}); !end.Ok() || end.Name().Text() != name {
			return true
		}
	}
	return false
}

// endOfOpen is what follows the `</` before offset: the name of the innermost element that is open there.
func (f File) endOfOpen(offset int) string {
	s := spotAt(f.Tree, offset)
	if s.token().Kind() != syntax.KindLtSlash || s.token().Span().End != offset {
		return ""
	}
	open := f.openElements(offset - len("</"))
	if len(open) == 0 {
		return ""
	}
	return escapeSnippet(open[0]) + f.restOfTag(offset) + "$0"
}

// restOfTag is the bracket that ends a tag, unless it stands at offset already.
func (f File) restOfTag(offset int) string {
	if f.text().Slice(source.Span{Start: offset, End: offset + 1}) == ">" {
		return ""
	}
	return ">"
}

// openElements are the names of the elements that are open at offset, where an end tag begins, the innermost first. A fragment's is
// empty.
func (f File) openElements(offset int) []string {
	var out []string
	path := f.Tree.PathAt(max(offset, 0))
	for i := len(path) - 1; i >= 0; i-- {
		e, ok := syntax.AsElement(path[i])
		if !ok || e.Start().Span().End > offset {
			continue
		}
		start, end := syntax.StartTag{Node: e.Start()}, syntax.EndTag{Node: e.End()}
		if end.Ok() && !end.LtSlash().Missing() && end.Span().End <= offset {
			continue
		}
		name := start.Name().Text()
		if start.Slash().Ok() || !names.IsComponentTag(name) && html.IsVoid(name) && !end.Ok() {
			continue
		}
		out = append(out, name)
	}
	return out
}

// quotes are those of the value of the attribute whose `=` ends at offset, or the braces where its component asks for no text.
func (f File) quotes(ctx context.Context, offset int) string {
	path := f.Tree.PathAt(offset - 1)
	eq := path[len(path)-1]
	attr, ok := syntax.AsAttr(parent(path))
	if !ok || attr.Eq() != eq {
		return ""
	}
	// The slash of `a=/>` reads as a value without quotes.
	if value := attr.Value(); value.Ok() && !value.Missing() && value.Text() != "/" {
		return ""
	}
	if next := f.text().Slice(source.Span{Start: offset, End: offset + 1}); next != "" && !strings.Contains(" \t\r\n>/<", next) {
		return ""
	}
	start := syntax.StartTag{Node: inner(path, syntax.KindStartTag)}
	if s, p := f.parameter(ctx, start, names.Text(attr.Name())); s != nil {
		if !types.IsAny(p.Type) && !types.Meet(p.Type, types.String) {
			return "{$1}$0"
		}
	} else if html.ContextOf(html.Tag{Name: start.Name().Text()}, attr.Name().Text()) == html.Handler {
		return "{$1}$0"
	}
	return `"$1"$0`
}

// commentEnd is the end of the comment that begins at offset, if its line has none.
func (f File) commentEnd(offset int) string {
	text := f.text()
	line, _ := text.LineCol(offset)
	span := text.LineSpan(line)
	before, after := text.Slice(source.Span{Start: span.Start, End: offset}), text.Slice(source.Span{Start: offset, End: span.End})
	s := spotAt(f.Tree, offset)
	switch {
	case strings.HasSuffix(before, "<!--") && !strings.Contains(after, "-->"):
		if token := s.token(); token.Kind() == syntax.KindCommentOpen && token.Span().End == offset {
			return " $0 -->"
		}
	case strings.HasSuffix(before, "/*") && !strings.Contains(after, "*/"):
		if s.inComment() || s.opensComment() {
			return " $0 */"
		}
	}
	return ""
}

// opensComment reports whether a comment that has no end begins before the caret: in a hole it reads as text until it is ended, in
// raw text it is none of ours, but CSS and scripts write it the same way.
func (s spot) opensComment() bool {
	path := s.tree.PathAt(s.offset - 1)
	token, start := path[len(path)-1], s.offset-len("/*")
	if token.Kind() == syntax.KindRawLine {
		e, ok := syntax.AsElement(inner(path, syntax.KindElement))
		return ok && e.Children().Kind() == syntax.KindRawLineList
	}
	if token.Kind() != syntax.KindText || token.Span().Start != start || start == 0 {
		return false
	}
	return s.tree.TokenAt(start-1).Kind() == syntax.KindLBrace
}

// escapeSnippet writes text so that a snippet means the text itself.
func escapeSnippet(text string) string {
	if !strings.ContainsAny(text, `\$}`) {
		return text
	}
	return strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(text)
}

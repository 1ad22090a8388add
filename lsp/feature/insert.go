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

// Insertion is what is written for a writer: a snippet, in the place of a text that the writer has now typed, too. The span is empty
// where nothing goes.
type Insertion struct {
	Span    source.Span
	Snippet string
}

// Inserted returns what is to be written because the writer has just typed the text before offset; false when nothing is. What stands
// there a second time may be left when the answer comes too late.
func Inserted(ctx context.Context, f File, offset int, typed string) (Insertion, bool) {
	text := f.text()
	if offset < len(typed) || offset > text.Len() || text.Slice(source.Span{Start: offset - len(typed), End: offset}) != typed {
		return Insertion{}, false
	}
	at := Insertion{Span: source.Span{Start: offset, End: offset}}
	switch {
	case strings.HasSuffix(typed, "</"), typed == "/" && offset > 1 && text.Slice(source.Span{Start: offset - 2, End: offset}) == "</":
		if span, name, ok := f.endBehind(offset-len("</"), offset); ok {
			return Insertion{span, escapeSnippet(name) + ">$0"}, true
		}
		at.Snippet = f.endOfOpen(offset)
	case strings.HasSuffix(typed, ">"):
		if span, ok := f.typedTwice(offset); ok {
			return Insertion{Span: span}, true
		}
		at.Snippet = f.endTag(offset)
	case strings.HasSuffix(typed, "="):
		at.Snippet = f.quotes(ctx, offset)
	case strings.HasSuffix(typed, "*"), strings.HasSuffix(typed, "-"):
		at.Snippet = f.commentEnd(offset)
	}
	return at, at.Snippet != ""
}

// endBehind is the end tag that stands at offset and, without what was typed from start to it, ends an element there that needs it:
// one that was typed for the writer, who types it now.
func (f File) endBehind(start, offset int) (span source.Span, name string, ok bool) {
	_, after := lineAround(f.text(), offset)
	name, isEnd := strings.CutPrefix(after, "</")
	name, _, isWhole := strings.Cut(name, ">")
	if !isEnd || !isWhole {
		return source.Span{}, "", false
	}
	typed := source.Edit{Span: source.Span{Start: start, End: offset}}
	path := syntax.Reparse(f.Tree, []source.Edit{typed}, f.text().Apply(typed)).PathAt(start)
	e, found := syntax.AsElement(inner(path, syntax.KindElement))
	end := syntax.EndTag{Node: e.End()}
	if !found || !end.Ok() || end.Span().Start != start || end.Name().Text() != name || lacksEnd(path, name) {
		return source.Span{}, "", false
	}
	return source.Span{Start: offset, End: offset + len("</") + len(name) + len(">")}, name, true
}

// typedTwice is what stands twice once its writer has typed the end tag before offset: the same tag behind it, or the rest of it that
// was typed for the writer after `</`.
func (f File) typedTwice(offset int) (source.Span, bool) {
	if end, ok := f.endTagBefore(offset); ok {
		span, name, found := f.endBehind(end.Span().Start, offset)
		return span, found && end.Name().Text() == name
	}
	before, _ := lineAround(f.text(), offset)
	rest := source.Span{Start: offset - len(before) + strings.LastIndex(before[:len(before)-1], ">") + 1, End: offset}
	end, ok := f.endTagBefore(rest.Start)
	return rest, ok && end.Name().Text()+">" == f.text().Slice(rest)
}

// endTagBefore is the end tag that ends at offset.
func (f File) endTagBefore(offset int) (syntax.EndTag, bool) {
	end, ok := syntax.AsEndTag(parent(f.Tree.PathAt(max(offset-1, 0))))
	return end, ok && end.Span().End == offset && !end.Gt().Missing()
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
	if !lacksEnd(path, name) {
		return ""
	}
	return "$0</" + escapeSnippet(name) + ">"
}

// lacksEnd reports whether the innermost element of a path, or one of the same name around it, has no end tag: of two that share
// one, the parser gives it to the inner.
func lacksEnd(path []syntax.Node, name string) bool {
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
	before, after := lineAround(f.text(), offset)
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

// lineAround is the line of offset, up to it and from it on.
func lineAround(text *source.Text, offset int) (before, after string) {
	line, _ := text.LineCol(offset)
	span := text.LineSpan(line)
	return text.Slice(source.Span{Start: span.Start, End: offset}), text.Slice(source.Span{Start: offset, End: span.End})
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

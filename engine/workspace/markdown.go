package workspace

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"path"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// markdown reads src as Markdown with front matter: a record of the reserved fields and those of the front matter. The path is
// what the record says it is.
func (r *dataReader) markdown(p string) ir.Data {
	if at := invalidUTF8(r.src); at >= 0 {
		r.bad(source.Span{Start: at, End: at + 1}, diag.NotUTF8)
	}
	front, body, start, closed := splitFront(r.src)
	content, excerpt := renderMarkdown([]byte(body))
	out := ir.Data{Kind: ir.DataRecord, Fields: []ir.DataField{
		{Name: "slug", Value: ir.Data{Kind: ir.DataString, Str: slugOf(p)}},
		{Name: "path", Value: ir.Data{Kind: ir.DataString, Str: p}},
		{Name: "content", Value: ir.Data{Kind: ir.DataHTML, Str: content}},
		{Name: "excerpt", Value: ir.Data{Kind: ir.DataString, Str: excerpt}},
	}}
	if !closed {
		r.bad(source.Span{Start: 0, End: len(fence)}, diag.FrontMatterEnd)
		return out
	}
	f := frontReader{dataReader: r, front: front, start: start, left: maxDataNodes}
	f.fields(&out)
	return out
}

// slugOf is a file's name without its ending.
func slugOf(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }

// newMarkdown makes the reader of content: CommonMark with tables, strikethrough, task lists, bare links and footnotes, and
// ids on headings. HTML in it, and addresses that run code, are left out.
var newMarkdown = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
})

// renderMarkdown returns a text as HTML, and the plain text of its first paragraph.
func renderMarkdown(src []byte) (content, excerpt string) {
	md := newMarkdown()
	doc := md.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext(parser.WithIDs(&headingIDs{used: map[string]bool{}}))))
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, src, doc); err != nil {
		return "", "" // a buffer takes everything
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindParagraph {
			if excerpt := plainText(n, src); excerpt != "" {
				return b.String(), excerpt
			}
		}
	}
	return b.String(), ""
}

// headingIDs makes the ids of headings: letters and digits of any script, in lower case, with dashes between words.
type headingIDs struct{ used map[string]bool }

// Generate implements parser.IDs.
func (h *headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	var b strings.Builder
	for _, c := range syntax.NFC(string(value)) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || c == '_':
			b.WriteRune(unicode.ToLower(c))
		case (unicode.IsSpace(c) || c == '-') && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.TrimRight(b.String(), "-")
	if id == "" {
		id = "heading"
	}
	base := id
	for i := 1; h.used[id]; i++ {
		id = fmt.Sprintf("%s-%d", base, i)
	}
	h.used[id] = true
	return []byte(id)
}

// Put implements parser.IDs.
func (h *headingIDs) Put(value []byte) { h.used[string(value)] = true }

// plainText is the text of a node without its markup, on one line.
func plainText(n ast.Node, src []byte) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			writeText(&b, n.Value(src), n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			writeText(&b, n.Value, n.IsRaw() || n.IsCode())
		case *ast.AutoLink:
			b.Write(n.Label(src))
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// writeText writes the text that a piece of source stands for: entities and escapes are resolved, by the way of the HTML that
// they make, except in raw text.
func writeText(b *bytes.Buffer, piece []byte, raw bool) {
	if raw {
		b.Write(piece)
		return
	}
	var escaped bytes.Buffer
	w := bufio.NewWriter(&escaped)
	goldhtml.DefaultWriter.Write(w, piece)
	_ = w.Flush() // a buffer takes everything
	b.WriteString(html.UnescapeString(escaped.String()))
}

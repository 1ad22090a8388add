package workspace

import (
	"bytes"
	"path"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v3"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/types"
)

// This file reads Markdown with front matter.

// content reads the Markdown files that a pattern names, ordered by path, as a list of records.
func (m *memo) content(pattern string, h *hasher) *dataAnswer {
	out := &dataAnswer{found: true, value: ir.Data{Kind: ir.DataList}}
	for _, p := range m.matching(pattern) {
		t := m.dataFile(p, h)
		if t == nil {
			continue
		}
		record, diags := readContent(p, t)
		out.diags = append(out.diags, diags...)
		out.value.Items = append(out.value.Items, record)
	}
	elem := types.Type(contentRecord(nil))
	if len(out.value.Items) > 0 {
		elem = dataType(out.value.Items)
	}
	out.typ = &types.List{Elem: elem}
	h.add(len(out.value.Items))
	return out
}

// matching lists the files that a pattern names. Without a `*` in it, it names a file, which need not be there.
func (m *memo) matching(pattern string) []string {
	var out []string
	for _, p := range answer[[]string](m, key{kind: kPaths}) {
		if ok, err := path.Match(pattern, p); err == nil && ok {
			out = append(out, p)
		}
	}
	return out
}

// reservedFields are what every file has beside its front matter.
var reservedFields = []types.Field{
	{Name: "slug", Type: types.String}, {Name: "path", Type: types.String},
	{Name: "content", Type: types.HTML}, {Name: "excerpt", Type: types.String},
}

// contentRecord is the type of files of which nothing is known but what they all have.
func contentRecord(more []types.Field) *types.Record {
	return &types.Record{Fields: append(append([]types.Field{}, reservedFields...), more...), Exact: true}
}

// fence stands alone on the lines before and after the front matter.
const fence = "---"

// readContent reads one file of Markdown.
func readContent(p string, t *source.Text) (ir.Data, []diag.Diagnostic) {
	src := strings.TrimPrefix(t.String(), "\ufeff")
	skipped := t.Len() - len(src)
	front, body, frontStart, closed := splitFront(src)
	var diags []diag.Diagnostic
	bad := func(span source.Span, reason diag.Phrase) {
		diags = append(diags, diag.Diagnostic{
			Path: p, Code: diag.BadData, Span: span, Args: []diag.Arg{diag.Quote("path", p), diag.Say("reason", reason)},
		})
	}
	out := ir.Data{Kind: ir.DataRecord}
	content, excerpt := renderMarkdown([]byte(body))
	for _, f := range []ir.DataField{
		{Name: "slug", Value: ir.Data{Kind: ir.DataString, Str: slugOf(p)}},
		{Name: "path", Value: ir.Data{Kind: ir.DataString, Str: p}},
		{Name: "content", Value: ir.Data{Kind: ir.DataHTML, Str: content}},
		{Name: "excerpt", Value: ir.Data{Kind: ir.DataString, Str: excerpt}},
	} {
		out.Fields = append(out.Fields, f)
	}
	if !closed {
		bad(source.Span{Start: skipped, End: skipped + len(fence)}, diag.FrontMatterEnd)
		return out, diags
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(front), &doc); err != nil {
		bad(lineSpan(src, skipped, frontStart, yamlErrorLine(err)), diag.NotYAML)
		return out, diags
	}
	if len(doc.Content) == 0 {
		return out, diags
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		bad(lineSpan(src, skipped, frontStart, root.Line), diag.NotARecord)
		return out, diags
	}
	values := yamlReader{left: maxDataNodes}
	for i := 0; i+1 < len(root.Content); i += 2 {
		name := root.Content[i]
		if isReserved(name.Value) {
			at := offsetOf(src, frontStart, name.Line, name.Column) + skipped
			diags = append(diags, diag.Diagnostic{
				Path: p, Code: diag.BadData, Variant: "reserved", Span: source.Span{Start: at, End: at + len(name.Value)},
				Args: []diag.Arg{diag.Quote("path", p), diag.Quote("name", name.Value)},
			})
			continue
		}
		setField(&out, name.Value, values.data(root.Content[i+1], 0))
	}
	return out, diags
}

func isReserved(name string) bool {
	for _, f := range reservedFields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// slugOf is a file's name without its ending.
func slugOf(p string) string { return strings.TrimSuffix(path.Base(p), path.Ext(p)) }

// splitFront cuts the front matter off. Start is where it begins; closed is false when its end is missing.
func splitFront(src string) (front, body string, start int, closed bool) {
	first, rest, ok := strings.Cut(src, "\n")
	if strings.TrimRight(first, " \t\r") != fence {
		return "", src, 0, true
	}
	start = len(first) + 1
	if !ok {
		return "", "", len(src), false
	}
	for at := 0; at <= len(rest); {
		line, _, more := strings.Cut(rest[at:], "\n")
		if strings.TrimRight(line, " \t\r") == fence {
			return rest[:at], strings.TrimPrefix(rest[at+len(line):], "\n"), start, true
		}
		if !more {
			break
		}
		at += len(line) + 1
	}
	return "", rest, start, false
}

// offsetOf is the byte offset in src of a line and column of the front matter, both from 1.
func offsetOf(src string, start, line, column int) int {
	at := start
	for i := 1; i < line; i++ {
		next := strings.IndexByte(src[at:], '\n')
		if next < 0 {
			return len(src)
		}
		at += next + 1
	}
	return min(at+column-1, len(src))
}

// lineSpan is a line of the front matter without the white space around it.
func lineSpan(src string, skipped, start, line int) source.Span {
	at := offsetOf(src, start, line, 1)
	end := len(src)
	if i := strings.IndexByte(src[at:], '\n'); i >= 0 {
		end = at + i
	}
	text := src[at:end]
	lead := len(text) - len(strings.TrimLeft(text, " \t"))
	return source.Span{Start: at + lead + skipped, End: at + len(strings.TrimRight(text, " \t\r")) + skipped}
}

// yamlErrorLine reads the line out of an error of the YAML reader, which has no field for it; 1 if it names none.
func yamlErrorLine(err error) int {
	_, rest, ok := strings.Cut(err.Error(), "line ")
	line := 0
	for i := 0; ok && i < len(rest) && rest[i] >= '0' && rest[i] <= '9'; i++ {
		line = line*10 + int(rest[i]-'0')
	}
	return max(line, 1)
}

// maxDataNodes bounds the values read from one front matter: aliases can make a short text stand for any number.
const maxDataNodes = 100_000

// yamlReader turns YAML into data.
type yamlReader struct{ left int }

// data is a value of front matter. Mappings become records, dates times, and what YAML has beyond that its text. What
// exceeds the limits is none.
func (r *yamlReader) data(n *yaml.Node, depth int) ir.Data {
	if r.left--; r.left < 0 || depth > maxDataDepth {
		return ir.Data{Kind: ir.DataNone}
	}
	switch n.Kind {
	case yaml.AliasNode:
		return r.data(n.Alias, depth+1)
	case yaml.SequenceNode:
		out := ir.Data{Kind: ir.DataList}
		for _, c := range n.Content {
			out.Items = append(out.Items, r.data(c, depth+1))
		}
		return out
	case yaml.MappingNode:
		out := ir.Data{Kind: ir.DataRecord}
		for i := 0; i+1 < len(n.Content); i += 2 {
			setField(&out, n.Content[i].Value, r.data(n.Content[i+1], depth+1))
		}
		return out
	}
	return yamlScalar(n)
}

func yamlScalar(n *yaml.Node) ir.Data {
	var b bool
	var f float64
	var t time.Time
	switch tag := n.ShortTag(); {
	case tag == "!!null":
		return ir.Data{Kind: ir.DataNone}
	case tag == "!!bool" && n.Decode(&b) == nil:
		return boolData(b)
	case (tag == "!!int" || tag == "!!float") && n.Decode(&f) == nil:
		return ir.Data{Kind: ir.DataNumber, Num: f}
	case tag == "!!timestamp" && n.Decode(&t) == nil:
		return timeData(t)
	case tag == "!!str" && n.Style == 0:
		if t, ok := looseTime(n.Value); ok {
			return timeData(t)
		}
	}
	return ir.Data{Kind: ir.DataString, Str: n.Value}
}

func timeData(t time.Time) ir.Data {
	return ir.Data{Kind: ir.DataTime, Str: t.UTC().Format(time.RFC3339Nano)}
}

// looseTime reads the forms of time that YAML 1.1 knows and its readers often do not: a space before the zone.
func looseTime(s string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02 15:04:05 -0700", "2006-01-02 15:04 -0700", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// markdown renders content: CommonMark with tables, strikethrough, task lists and links written bare. HTML in it is
// left out.
func markdown() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
}

// renderMarkdown returns a text as HTML, and the plain text of its first paragraph.
func renderMarkdown(src []byte) (html, excerpt string) {
	md := markdown()
	doc := md.Parser().Parse(text.NewReader(src))
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, src, doc); err != nil {
		return "", "" // a buffer takes everything
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindParagraph {
			return b.String(), strings.TrimSpace(plainText(n, src))
		}
	}
	return b.String(), ""
}

// plainText is the text of a node without its markup; lines are joined by a space.
func plainText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Segment.Value(src))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

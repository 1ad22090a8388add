package workspace

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/codescript-lang/coder/engine/source"
)

// This file finds where Markdown writes the addresses that it leads to, which its reader does not keep.

// MarkdownLink is the address of a link or an image in Markdown.
type MarkdownLink struct {
	Address string      // as it is written
	Span    source.Span // in the file
}

// markdownAddress finds what looks like an address: behind the text of a link, or in the definition of one.
var markdownAddress = regexp.MustCompile(`(?m)\]\([ \t]*<?([^\s<)>]+)|^ {0,3}\[[^\]\n]+\]:[ \t]*<?([^\s<>]+)`)

// markdownElsewhere finds the addresses of other sites, by their scheme or host, and those of places in the same text.
var markdownElsewhere = regexp.MustCompile(`^(//|#|[A-Za-z][A-Za-z0-9+.-]*:)`)

// MarkdownLinks returns the addresses that a file of Markdown leads to, from the root of the site or from the file itself, in order;
// nothing when there is no such file. An address that is written with escapes is left out.
func (s *Snapshot) MarkdownLinks(p string) []MarkdownLink {
	t := s.Text(p)
	if t == nil {
		return nil
	}
	src := t.String()
	_, body, _, closed := splitFront(strings.TrimPrefix(src, "\ufeff"))
	if !closed || !strings.Contains(body, "](") && !strings.Contains(body, "]:") {
		return nil
	}
	base := len(src) - len(body)
	known, code := markdownDestinations([]byte(body))
	var out []MarkdownLink
	for _, m := range markdownAddress.FindAllStringSubmatchIndex(body, -1) {
		start, end := m[2], m[3]
		if start < 0 {
			start, end = m[4], m[5]
		}
		inCode := false
		for _, c := range code {
			inCode = inCode || c.Start <= start && start < c.Stop
		}
		if address := body[start:end]; known[address] && !inCode && !markdownElsewhere.MatchString(address) {
			out = append(out, MarkdownLink{address, source.Span{Start: base + start, End: base + end}})
		}
	}
	return out
}

// markdownDestinations are the addresses that a text leads to, and the stretches of it that are code or HTML.
func markdownDestinations(src []byte) (known map[string]bool, code []text.Segment) {
	known = map[string]bool{}
	pc := parser.NewContext()
	doc := newMarkdown().Parser().Parse(text.NewReader(src), parser.WithContext(pc))
	for _, r := range pc.References() {
		known[string(r.Destination())] = true
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			known[string(n.Destination)] = true
		case *ast.Image:
			known[string(n.Destination)] = true
		case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
			code = append(code, n.Lines().Sliced(0, n.Lines().Len())...)
		case *ast.RawHTML:
			code = append(code, n.Segments.Sliced(0, n.Segments.Len())...)
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					code = append(code, t.Segment)
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return known, code
}

// Hover on the wire.

package server

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// Hover answers with code in a fence, because some editors drop markup that stands outside of one.
func (s *session) Hover(ctx context.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	h, ok := feature.Explain(ctx, f.File, f.offset(p.Position))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !ok {
		return nil, nil
	}
	return &protocol.Hover{Contents: s.markup(h.Code, h.Doc, h.From), Range: new(f.rangeOf(h.Span))}, nil
}

// markup is code, a text in Markdown, and where that comes from, each of which may be empty.
func (s *session) markup(code, doc, from string) *protocol.MarkupContent {
	var parts []string
	if code != "" && s.can.markdown {
		parts = append(parts, "```codescript\n"+code+"\n```")
	} else if code != "" {
		parts = append(parts, code)
	}
	if doc != "" {
		parts = append(parts, doc)
	}
	if from != "" {
		parts = append(parts, "`"+from+"`")
	}
	kind := protocol.MarkupKindPlainText
	if s.can.markdown {
		kind = protocol.MarkupKindMarkdown
	}
	return &protocol.MarkupContent{Kind: kind, Value: strings.Join(parts, "\n\n")}
}

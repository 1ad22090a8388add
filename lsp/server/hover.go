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
	return &protocol.Hover{Contents: markup(s.can.markdown, h.Code, h.Doc, h.From), Range: new(f.rangeOf(h.Span))}, nil
}

// markup is code, a text in Markdown, and where that comes from, each of which may be empty, for a reader that shows Markdown or
// one that does not.
func markup(markdown bool, code, doc, from string) *protocol.MarkupContent {
	var parts []string
	if code != "" && markdown {
		code = "```codescript\n" + code + "\n```"
	}
	if !markdown {
		doc = feature.Plain(doc)
	} else if from != "" {
		from = "`" + from + "`"
	}
	for _, part := range []string{code, doc, from} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	kind := protocol.MarkupKindPlainText
	if markdown {
		kind = protocol.MarkupKindMarkdown
	}
	return &protocol.MarkupContent{Kind: kind, Value: strings.Join(parts, "\n\n")}
}

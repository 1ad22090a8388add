// Hover on the wire.

package server

import (
	"cmp"
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
	return &protocol.Hover{Contents: s.hoverText(h), Range: new(f.rangeOf(h.Span))}, nil
}

func (s *session) hoverText(h feature.Hover) *protocol.MarkupContent {
	return markup(s.can.markdown, said{code: h.Code, lang: h.Lang, doc: h.Doc, from: h.From})
}

// said is what is said of something. Each part may be empty.
type said struct {
	code, lang string // lang is what code is written in, "" for Codescript
	doc        string // Markdown
	from       string // where it comes from
}

// markup writes what is said for a reader that shows Markdown or one that does not.
func markup(markdown bool, what said) *protocol.MarkupContent {
	out := &protocol.MarkupContent{Kind: protocol.MarkupKindPlainText}
	if markdown {
		out.Kind = protocol.MarkupKindMarkdown
		if what.code != "" {
			what.code = fence(cmp.Or(what.lang, "codescript"), what.code)
		}
		what.doc = feature.WithoutTags(what.doc)
		if what.from != "" {
			what.from = "`" + what.from + "`"
		}
	} else {
		what.doc = feature.Plain(what.doc)
	}
	var parts []string
	for _, part := range []string{what.code, what.doc, what.from} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	out.Value = strings.Join(parts, "\n\n")
	return out
}

// documentation is what is said beside something that is offered: a client that shows Markdown there says so, any other takes a text.
func documentation(markdown bool, what said) protocol.InlayHintTooltip {
	out := markup(markdown, what)
	if markdown {
		return out
	}
	return protocol.String(out.Value)
}

// fence writes code as Markdown does, with a fence that is longer than any in it.
func fence(lang, code string) string {
	marks := "```"
	for strings.Contains(code, marks) {
		marks += "`"
	}
	return marks + lang + "\n" + code + "\n" + marks
}

// Semantic tokens on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) SemanticTokensFull(ctx context.Context, p *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return f.tokens(ctx, source.Span{Start: 0, End: f.text.Len()})
}

func (s *session) SemanticTokensRange(ctx context.Context, p *protocol.SemanticTokensRangeParams) (*protocol.SemanticTokens, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return f.tokens(ctx, f.span(p.Range))
}

// tokens writes tokens as the protocol does: five numbers each, the place relative to the token before (LSP 3.18, "Semantic
// Tokens").
func (f *file) tokens(ctx context.Context, within source.Span) (*protocol.SemanticTokens, error) {
	list := feature.Tokens(ctx, f.File, within)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	data := make([]uint32, 0, 5*len(list))
	last := protocol.Position{}
	m := f.mapper()
	for _, t := range list {
		r := m.spanToRange(t.Span)
		character := r.Start.Character
		if r.Start.Line == last.Line {
			character -= last.Character
		}
		data = append(data, r.Start.Line-last.Line, character, r.End.Character-r.Start.Character, uint32(t.Type), uint32(t.Mods))
		last = r.Start
	}
	return &protocol.SemanticTokens{Data: data}, nil
}

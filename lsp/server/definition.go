// Definition on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) Definition(ctx context.Context, p *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	places, _ := feature.Definition(ctx, f.File, f.offset(p.Position))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := protocol.LocationSlice{}
	for _, place := range places {
		if at, ok := s.location(f, place.Path, place.Span); ok {
			out = append(out, at)
		}
	}
	return out, nil
}

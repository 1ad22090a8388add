// Selection ranges on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) SelectionRange(ctx context.Context, p *protocol.SelectionRangeParams) ([]protocol.SelectionRange, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	out := make([]protocol.SelectionRange, len(p.Positions))
	for i, position := range p.Positions {
		spans := feature.Selections(f.Tree, f.offset(position))
		var around *protocol.SelectionRange
		for j := len(spans) - 1; j > 0; j-- {
			around = &protocol.SelectionRange{Range: f.rangeOf(spans[j]), Parent: around}
		}
		out[i] = protocol.SelectionRange{Range: f.rangeOf(spans[0]), Parent: around}
	}
	return out, nil
}

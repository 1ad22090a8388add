// Colours of style sheets on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/css"
	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) DocumentColor(ctx context.Context, p *protocol.DocumentColorParams) ([]protocol.ColorInformation, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	found := feature.Colors(f.File)
	out := make([]protocol.ColorInformation, len(found))
	for i, c := range found {
		out[i] = protocol.ColorInformation{
			Range: f.rangeOf(c.Span),
			Color: protocol.Color{Red: c.Color.Red, Green: c.Color.Green, Blue: c.Color.Blue, Alpha: c.Color.Alpha},
		}
	}
	return out, nil
}

func (s *session) ColorPresentation(ctx context.Context, p *protocol.ColorPresentationParams) ([]protocol.ColorPresentation, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	color := css.Color{Red: p.Color.Red, Green: p.Color.Green, Blue: p.Color.Blue, Alpha: p.Color.Alpha}
	var out []protocol.ColorPresentation
	for _, n := range feature.ColorNotations(f.File, color, f.span(p.Range)) {
		out = append(out, protocol.ColorPresentation{Label: n})
	}
	return out, nil
}

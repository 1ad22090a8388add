// Inlay hints on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// hintKinds are the protocol's kinds of hints; what an end tag ends has none.
var hintKinds = [...]protocol.InlayHintKind{
	feature.HintType:     protocol.InlayHintKindType,
	feature.HintArgument: protocol.InlayHintKindParameter,
	feature.HintEnd:      0,
}

func (s *session) InlayHint(ctx context.Context, p *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	if s.isClosed(ctx, p.TextDocument) {
		return nil, nil
	}
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	found := feature.Hints(ctx, f.File, f.span(p.Range))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]protocol.InlayHint, len(found))
	l := s.newLocator(f)
	for i := range found {
		h := &found[i]
		at := s.encoding.offsetToPosition(f.text, h.Offset)
		hint := protocol.InlayHint{Position: at, Kind: hintKinds[h.Kind]}
		parts := make(protocol.InlayHintLabelPartSlice, len(h.Parts))
		for j, part := range h.Parts {
			parts[j].Value = part.Text
			if part.Named {
				parts[j].Location, _ = l.location(part.At)
			}
		}
		hint.Label = parts
		if h.Insert != "" {
			hint.TextEdits = []protocol.TextEdit{{Range: protocol.Range{Start: at, End: at}, NewText: h.Insert}}
		}
		switch h.Kind {
		case feature.HintArgument:
			hint.PaddingRight = new(true)
		case feature.HintEnd:
			hint.PaddingLeft = new(true)
		}
		out[i] = hint
	}
	return out, nil
}

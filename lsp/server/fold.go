// Folding ranges on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// foldKinds are the protocol's kinds of folds; code has none.
var foldKinds = [...]protocol.FoldingRangeKind{
	feature.FoldComment: protocol.FoldingRangeKindComment,
	feature.FoldImports: protocol.FoldingRangeKindImports,
}

func (s *session) FoldingRanges(ctx context.Context, p *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	folds := feature.Folds(f.Tree)
	out := make([]protocol.FoldingRange, len(folds))
	m := f.mapper()
	for i, fold := range folds {
		r := m.spanToRange(fold.Span)
		if fold.Kind == feature.FoldCode && r.End.Line > r.Start.Line+1 {
			r.End = m.offsetToPosition(m.End(int(r.End.Line) - 1)) // for clients that fold whole lines, the closer stays in view
		}
		out[i] = protocol.FoldingRange{
			StartLine: r.Start.Line, StartCharacter: new(r.Start.Character),
			EndLine: r.End.Line, EndCharacter: new(r.End.Character), Kind: foldKinds[fold.Kind],
		}
	}
	return out, nil
}

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
	feature.FoldRegion:  protocol.FoldingRangeKindRegion,
}

func (s *session) FoldingRanges(ctx context.Context, p *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return foldsOf(feature.Folds(f.File)), nil
}

// foldsOf are folds as the protocol writes them. They share memory.
func foldsOf(folds []feature.Fold) []protocol.FoldingRange {
	out := make([]protocol.FoldingRange, len(folds))
	for i := range folds {
		fold := &folds[i]
		out[i] = protocol.FoldingRange{
			StartLine: fold.StartLine, StartCharacter: &fold.StartColumn, EndLine: fold.EndLine, EndCharacter: &fold.EndColumn,
			Kind: foldKinds[fold.Kind],
		}
	}
	return out
}

// Linked editing of tag pairs on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// tagPattern is what may stand in a tag's name while it is typed, as a regular expression of JavaScript without flags: classes of
// letters are not known there.
const tagPattern = `[^\s<>/="'{}()]*`

// LinkedEditingRange answers with the names of the element's two tags.
func (s *session) LinkedEditingRange(ctx context.Context, p *protocol.LinkedEditingRangeParams) (*protocol.LinkedEditingRanges, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	pair, ok := feature.Linked(f.Tree, f.offset(p.Position))
	if !ok {
		return nil, nil
	}
	return &protocol.LinkedEditingRanges{
		Ranges: []protocol.Range{f.rangeOf(pair[0]), f.rangeOf(pair[1])}, WordPattern: new(tagPattern),
	}, nil
}

// References and document highlights on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) References(ctx context.Context, p *protocol.ReferenceParams) ([]protocol.Location, error) {
	f, err := s.openFile(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	found := feature.References(ctx, f.File, f.offset(p.Position))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l := s.newLocator(f)
	out := []protocol.Location{}
	for _, r := range found {
		if r.Access == feature.Declares && !p.Context.IncludeDeclaration {
			continue
		}
		if at, ok := l.location(r.Place); ok {
			out = append(out, at)
		}
	}
	return out, nil
}

// highlightKinds are the protocol's kinds of what a mention does; the declaration of a name gives it its value.
var highlightKinds = [...]protocol.DocumentHighlightKind{
	feature.Reads:    protocol.DocumentHighlightKindRead,
	feature.Writes:   protocol.DocumentHighlightKindWrite,
	feature.Declares: protocol.DocumentHighlightKindWrite,
}

func (s *session) DocumentHighlight(ctx context.Context, p *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	found := feature.Highlights(ctx, f.File, f.offset(p.Position))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := f.e.mapper(f.text)
	out := make([]protocol.DocumentHighlight, len(found))
	for i, r := range found {
		out[i] = protocol.DocumentHighlight{Range: m.spanToRange(r.Span), Kind: highlightKinds[r.Access]}
	}
	return out, nil
}

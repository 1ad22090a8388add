// Document links on the wire.

package server

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) DocumentLink(ctx context.Context, p *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	f, err := s.openFile(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	found := feature.DocumentLinks(ctx, f.File)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m, l := f.e.mapper(f.text), s.newLocator(f)
	out := []protocol.DocumentLink{}
	for _, link := range found {
		at, ok := l.location(link.To)
		if !ok {
			continue
		}
		target := string(at.URI)
		if line := at.Range.Start.Line; line > 0 {
			target = fmt.Sprintf("%s#L%d", target, line+1) // as editors write a line of a file
		}
		out = append(out, protocol.DocumentLink{Range: m.spanToRange(link.Span), Target: new(uri.URI(target))})
	}
	return out, nil
}

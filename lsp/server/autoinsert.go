// What is typed for the writer, on the wire: codescript/autoInsert.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// autoInsertParams say where the caret is, and what was typed before it.
type autoInsertParams struct {
	TextDocument protocol.TextDocumentIdentifier `json:"textDocument"`
	Position     protocol.Position               `json:"position"`
	Text         string                          `json:"text"`
}

// autoInsert answers with a snippet to insert at the position, or null.
func (s *session) autoInsert(ctx context.Context, p *autoInsertParams) (*string, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	snippet := feature.Inserted(ctx, f.File, f.offset(p.Position), p.Text)
	if snippet == "" {
		return nil, nil
	}
	return &snippet, nil
}

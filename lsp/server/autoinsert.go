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

// insertion is a snippet, and the range that it takes the place of.
type insertion struct {
	Range   protocol.Range `json:"range"`
	Snippet string         `json:"snippet"`
}

// autoInsert answers with what is to be written because of what was typed, or null.
func (s *session) autoInsert(ctx context.Context, p *autoInsertParams) (*insertion, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	found, ok := feature.Inserted(ctx, f.File, f.offset(p.Position), p.Text)
	if !ok {
		return nil, nil
	}
	return &insertion{f.rangeOf(found.Span), found.Snippet}, nil
}

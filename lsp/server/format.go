// Formatting on the wire. The editor's tabSize and insertSpaces are not asked: there is one style, and tabs indent in it.

package server

import (
	"context"
	"errors"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/lsp/feature"
)

// Formatting leaves a file with syntax errors as it is: they are shown already, so it is no failure. Neither is a document that is not
// open, which is formatted because it is being saved: what it holds only the editor knows.
func (s *session) Formatting(ctx context.Context, p *protocol.DocumentFormattingParams) ([]protocol.TextEdit, error) {
	if s.isClosed(ctx, p.TextDocument) {
		return nil, nil
	}
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	edits, err := feature.Format(ctx, f.File, &f.kept.formats)
	if errors.Is(err, feature.ErrSyntax) {
		return nil, nil
	}
	if err != nil {
		return nil, jsonrpc2.NewError(codeRequestFailed, diag.Both{
			English: "the file was not formatted: " + err.Error(),
			Korean:  "파일을 정리하지 못했습니다: " + err.Error(),
		}.In(s.lang))
	}
	return s.encoding.textEdits(f.text, edits), nil
}

func (s *session) RangeFormatting(ctx context.Context, p *protocol.DocumentRangeFormattingParams) ([]protocol.TextEdit, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return s.encoding.textEdits(f.text, feature.FormatRange(ctx, f.File, f.span(p.Range), &f.kept.formats)), nil
}

func (s *session) OnTypeFormatting(ctx context.Context, p *protocol.DocumentOnTypeFormattingParams) ([]protocol.TextEdit, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return s.encoding.textEdits(f.text, feature.FormatOnType(ctx, f.File, f.offset(p.Position), &f.kept.formats)), nil
}

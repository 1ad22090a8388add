// Code actions: the fixes that come with diagnostics.

package server

import (
	"context"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
)

// CodeAction gives the fixes of the diagnostics that the range touches. They are computed again for the text of now, so that
// they never edit a text that they were not made for.
func (s *session) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil || !wantsQuickFix(p.Context.Only) {
		return nil, err
	}
	found, err := f.Snapshot.Diagnostics(ctx, f.Path)
	if err != nil {
		return nil, err
	}
	span := f.span(p.Range)
	var out []protocol.CommandOrCodeAction
	for i := range found {
		d := &found[i]
		if d.Span.End < span.Start || d.Span.Start > span.End {
			continue
		}
		for j, fix := range d.Fixes {
			edit, ok := s.workspaceEdit(f, fix.Edits)
			if !ok {
				continue
			}
			action := &protocol.CodeAction{
				Title: fix.Text(s.lang), Kind: new(protocol.CodeActionKindQuickFix), Edit: edit,
				Diagnostics: []protocol.Diagnostic{s.diagnostic(f, d)},
			}
			if j == 0 {
				action.IsPreferred = new(true)
			}
			out = append(out, action)
		}
	}
	return out, nil
}

// wantsQuickFix reports whether a client that asks for these kinds takes quick fixes; none mean all.
func wantsQuickFix(only []protocol.CodeActionKind) bool {
	for _, kind := range only {
		if kind == protocol.CodeActionKindQuickFix || kind == protocol.CodeActionKindEmpty {
			return true
		}
	}
	return len(only) == 0
}

// workspaceEdit writes edits as the protocol does, or false where a file is not there any more.
func (s *session) workspaceEdit(f *file, edits []diag.Edit) (*protocol.WorkspaceEdit, bool) {
	changes := map[uri.URI][]protocol.TextEdit{}
	for _, e := range edits {
		at, ok := s.location(f, e.Path, e.Span)
		if !ok {
			return nil, false
		}
		changes[at.URI] = append(changes[at.URI], protocol.TextEdit{Range: at.Range, NewText: e.New})
	}
	return &protocol.WorkspaceEdit{Changes: changes}, true
}

// Rename on the wire. Where it is refused the answer is an error that says why: editors show it.

package server

import (
	"context"
	"net/url"
	"path"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) PrepareRename(ctx context.Context, p *protocol.PrepareRenameParams) (protocol.PrepareRenameResult, error) {
	f, err := s.openFile(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	name, span, no := feature.PrepareRename(ctx, f.File, f.offset(p.Position))
	if err := refused(ctx, no); err != nil {
		return nil, err
	}
	return &protocol.PrepareRenamePlaceholder{Range: f.rangeOf(span), Placeholder: name}, nil
}

func (s *session) Rename(ctx context.Context, p *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	f, err := s.openFile(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	changes, no := feature.Rename(ctx, f.File, f.offset(p.Position), p.NewName)
	if err := refused(ctx, no); err != nil {
		return nil, err
	}
	if len(changes.Moves) > 0 && !s.can.fileMoves {
		return nil, jsonrpc2.NewError(codeRequestFailed, diag.Both{
			English: "The name of the file has to change, too, which this editor does not do.",
			Korean:  "파일 이름도 바꿔야 하는데 이 편집기는 그 기능을 지원하지 않습니다.",
		}.In(s.lang))
	}
	return s.projectEdit(f, changes), nil
}

// refused is the error of what was not done; nil when it was.
func refused(ctx context.Context, no feature.Refusal) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if no != "" {
		return jsonrpc2.NewError(codeRequestFailed, string(no))
	}
	return nil
}

// projectEdit writes changes: with the versions that they are of, where the client takes these. Files can only be moved among such
// changes, which are read, too, by a client that says no more than that it moves files.
func (s *session) projectEdit(f *file, changes feature.Changes) *protocol.WorkspaceEdit {
	edit := &protocol.WorkspaceEdit{}
	versioned := s.can.versionedEdits || len(changes.Moves) > 0
	if !versioned {
		edit.Changes = map[uri.URI][]protocol.TextEdit{}
	}
	l := s.newLocator(f)
	for _, c := range changes.Files {
		file := l.at(feature.Place{Path: c.Path})
		if file.mapper == nil {
			continue
		}
		edits := make([]protocol.TextEdit, len(c.Edits))
		for i, e := range c.Edits {
			edits[i] = protocol.TextEdit{Range: file.spanToRange(e.Span), NewText: e.New}
		}
		if !versioned {
			edit.Changes[file.uri] = edits
			continue
		}
		change := &protocol.TextDocumentEdit{}
		change.TextDocument.URI = file.uri
		if d := f.view.at[place{f.at.project, c.Path}]; d != nil {
			change.TextDocument.Version = new(d.version)
		}
		for i := range edits {
			change.Edits = append(change.Edits, &edits[i])
		}
		edit.DocumentChanges = append(edit.DocumentChanges, change)
	}
	for _, m := range changes.Moves {
		from := f.view.uriOf(place{f.at.project, m.From})
		edit.DocumentChanges = append(edit.DocumentChanges, &protocol.RenameFile{Kind: "rename", OldURI: from, NewURI: moved(from, m)})
	}
	return edit
}

// moved is the address of a file after a move, its characters escaped as they are in the address before.
func moved(from uri.URI, m feature.Move) uri.URI {
	escape := func(p string) string { return p }
	if !strings.HasSuffix(string(from), m.From) {
		escape = func(p string) string { return (&url.URL{Path: p}).EscapedPath() }
	}
	rest, ok := strings.CutSuffix(string(from), escape(m.From))
	if !ok { // brackets may be escaped or not
		escape = func(p string) string {
			return strings.NewReplacer("[", "%5B", "]", "%5D").Replace((&url.URL{Path: p}).EscapedPath())
		}
		if rest, ok = strings.CutSuffix(string(from), escape(m.From)); !ok {
			rest = string(from)[:strings.LastIndexByte(string(from), '/')+1]
			return uri.URI(rest + escape(path.Base(m.To)))
		}
	}
	return uri.URI(rest + escape(m.To))
}

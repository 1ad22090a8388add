// Renamed files on the wire: what follows them, and that they are looked at again.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// fileOperations says which renamed files a client is to tell of: sources, data, what is served as it is, and folders.
func fileOperations() *protocol.FileOperationOptions {
	pattern := func(glob string, kind protocol.FileOperationPatternKind) protocol.FileOperationFilter {
		return protocol.FileOperationFilter{Scheme: new("file"), Pattern: protocol.FileOperationPattern{Glob: glob, Matches: kind}}
	}
	renames := protocol.FileOperationRegistrationOptions{Filters: []protocol.FileOperationFilter{
		pattern("**/*.{code,md,markdown,json}", protocol.FileOperationPatternKindFile),
		pattern("**/static/**", protocol.FileOperationPatternKindFile),
		pattern("**", protocol.FileOperationPatternKindFolder),
	}}
	return &protocol.FileOperationOptions{WillRename: renames, DidRename: renames}
}

// WillRenameFiles answers with the edits that go with files and folders getting other paths, for the project of the first of them.
// What leaves its project takes nothing with it.
func (s *session) WillRenameFiles(ctx context.Context, p *protocol.RenameFilesParams) (*protocol.WorkspaceEdit, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	var at place
	var moves []feature.Move
	for _, r := range p.Files {
		old, isFile := filePath(uriKey(r.OldURI))
		moved, isFileToo := filePath(uriKey(r.NewURI))
		if !isFile || !isFileToo {
			continue
		}
		from, ok := v.placeOf(old)
		to, okToo := v.placeOf(moved)
		if ok && okToo && from.project == to.project && (at.project == nil || at.project == from.project) {
			at = from
			moves = append(moves, feature.Move{From: from.path, To: to.path})
		}
	}
	if len(moves) == 0 {
		return nil, nil
	}
	f := &file{File: feature.File{Snapshot: v.snapshots[at.project], Lang: s.lang}, view: v, at: place{project: at.project}, e: s.encoding}
	changes := feature.MoveFiles(ctx, f.File, moves)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.projectEdit(f, changes), nil
}

// DidRenameFiles has the old and the new paths looked at again, for clients that do not watch them.
func (s *session) DidRenameFiles(_ context.Context, p *protocol.RenameFilesParams) error {
	var files []string
	for _, r := range p.Files {
		for _, address := range []string{r.OldURI, r.NewURI} {
			if file, ok := filePath(uriKey(address)); ok {
				files = append(files, file)
			}
		}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	return s.reread(files)
}

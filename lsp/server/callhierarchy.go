// Call hierarchy on the wire. An item is found again by where its name stands.

package server

import (
	"context"
	"path/filepath"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"golang.org/x/text/unicode/norm"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) PrepareCallHierarchy(ctx context.Context, p *protocol.CallHierarchyPrepareParams) ([]protocol.CallHierarchyItem, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	l := s.newLocator(f)
	out := []protocol.CallHierarchyItem{}
	for _, item := range feature.CallItems(ctx, f.File, f.offset(p.Position)) {
		if written, ok := l.callItem(item); ok {
			out = append(out, written)
		}
	}
	return out, ctx.Err()
}

func (s *session) IncomingCalls(ctx context.Context, p *protocol.CallHierarchyIncomingCallsParams) ([]protocol.CallHierarchyIncomingCall, error) {
	f, err := s.anyFile(ctx, string(p.Item.URI))
	if err != nil {
		return nil, err
	}
	l := s.newLocator(f)
	out := []protocol.CallHierarchyIncomingCall{}
	for _, call := range feature.Callers(ctx, f.File, f.offset(p.Item.SelectionRange.Start)) {
		if item, ok := l.callItem(call.Item); ok {
			out = append(out, protocol.CallHierarchyIncomingCall{From: item, FromRanges: l.ranges(call.Item.Place.Path, call.Places)})
		}
	}
	return out, ctx.Err()
}

func (s *session) OutgoingCalls(ctx context.Context, p *protocol.CallHierarchyOutgoingCallsParams) ([]protocol.CallHierarchyOutgoingCall, error) {
	f, err := s.anyFile(ctx, string(p.Item.URI))
	if err != nil {
		return nil, err
	}
	l := s.newLocator(f)
	out := []protocol.CallHierarchyOutgoingCall{}
	for _, call := range feature.Callees(ctx, f.File, f.offset(p.Item.SelectionRange.Start)) {
		if item, ok := l.callItem(call.Item); ok {
			out = append(out, protocol.CallHierarchyOutgoingCall{To: item, FromRanges: l.ranges(f.Path, call.Places)})
		}
	}
	return out, ctx.Err()
}

// callItem writes an item; false where its file is not there.
func (l *locator) callItem(item feature.CallItem) (protocol.CallHierarchyItem, bool) {
	file := l.at(item.Place)
	if file.mapper == nil {
		return protocol.CallHierarchyItem{}, false
	}
	return protocol.CallHierarchyItem{
		Name: item.Name, Kind: l.session.can.outline.kinds[item.Kind], Detail: new(item.Detail), URI: file.uri,
		Range: file.spanToRange(item.Place.Span), SelectionRange: file.spanToRange(item.NameSpan),
	}, true
}

// ranges are spans of a file of the project.
func (l *locator) ranges(path string, spans []source.Span) []protocol.Range {
	file := l.at(feature.Place{Path: path})
	out := []protocol.Range{}
	for _, span := range spans {
		if file.mapper != nil {
			out = append(out, file.spanToRange(span))
		}
	}
	return out
}

// anyFile is a file of Codescript that a request names which need not be open: what is known of it in the project that it lies in.
func (s *session) anyFile(ctx context.Context, address string) (*file, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	key := uriKey(address)
	if d := v.documents[key]; d != nil {
		if f := s.fileOf(v, d); f.Tree != nil {
			return f, nil
		}
	}
	if name, ok := filePath(key); ok {
		if at, ok := v.placeOf(name); ok {
			snapshot := v.snapshots[at.project]
			if tree := snapshot.Tree(at.path); tree != nil {
				return &file{
					File: feature.File{Snapshot: snapshot, Path: at.path, Tree: tree, Lang: s.lang},
					view: v, at: at, text: tree.Text(), e: s.encoding,
				}, nil
			}
		}
	}
	return nil, jsonrpc2.Errorf(codeInvalidParams, "%s is no file of a project that is open", address)
}

// placeOf is where a file lies in the project that it belongs to, of those that are known; false when it is in none.
func (v *view) placeOf(file string) (at place, ok bool) {
	for p := range v.snapshots {
		if p.root == "" || !isWithin(p.root, file) || at.project != nil && len(p.root) < len(at.project.root) {
			continue
		}
		if rel, err := filepath.Rel(p.root, file); err == nil {
			at, ok = place{p, norm.NFC.String(filepath.ToSlash(rel))}, true
		}
	}
	return at, ok
}

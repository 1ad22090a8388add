// Workspace symbols on the wire.

package server

import (
	"context"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/workspace"
	"github.com/codescript-lang/coder/lsp/feature"
)

// Symbols finds declarations and addresses in all projects. The list is whole, places included, so there is nothing to resolve.
func (s *session) Symbols(ctx context.Context, p *protocol.WorkspaceSymbolParams) (protocol.WorkspaceSymbolResult, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	out := protocol.SymbolInformationSlice{}
	for known, snapshot := range v.byRoot() {
		f := &file{File: feature.File{Snapshot: snapshot, Lang: s.lang}, view: v, at: place{project: known}, e: s.encoding}
		l := s.newLocator(f)
		for _, found := range feature.FindSymbols(ctx, snapshot, p.Query) {
			if known.loose && v.at[place{known, found.Place.Path}] == nil {
				continue
			}
			if nested, err := isNested(ctx, snapshot, found.Place.Path); err != nil || nested {
				continue
			}
			at, ok := l.location(found.Place)
			if !ok || len(out) == feature.MaxFound {
				continue
			}
			info := protocol.SymbolInformation{Location: at}
			info.Name, info.Kind, info.Tags = found.Name, s.can.find.kinds[found.Kind], s.can.find.tags(found.Obsolete)
			if len(v.snapshots) > 1 && known.root != "" { // an editor shows the path below the folder by itself
				info.ContainerName = new(filepath.Base(known.root))
			}
			out = append(out, info)
		}
	}
	return out, ctx.Err()
}

// byRoot are the snapshots of all projects, in the order of their roots.
func (v *view) byRoot() iter.Seq2[*project, *workspace.Snapshot] {
	list := slices.SortedFunc(maps.Keys(v.snapshots), func(a, b *project) int { return strings.Compare(a.root, b.root) })
	return func(yield func(*project, *workspace.Snapshot) bool) {
		for _, p := range list {
			if !yield(p, v.snapshots[p]) {
				return
			}
		}
	}
}

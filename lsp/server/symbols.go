// Document symbols on the wire.

package server

import (
	"context"
	"sync"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

// symbolKinds are the protocol's kinds of what an outline holds.
var symbolKinds = [...]protocol.SymbolKind{
	feature.SymbolFunction:  protocol.SymbolKindFunction,
	feature.SymbolComponent: protocol.SymbolKindClass,
	feature.SymbolConstant:  protocol.SymbolKindConstant,
	feature.SymbolVariable:  protocol.SymbolKindVariable,
	feature.SymbolType:      protocol.SymbolKindInterface,
	feature.SymbolModel:     protocol.SymbolKindStruct,
	feature.SymbolField:     protocol.SymbolKindField,
	feature.SymbolPage:      protocol.SymbolKindModule,
	feature.SymbolAction:    protocol.SymbolKindEvent,
	feature.SymbolTest:      protocol.SymbolKindMethod,
	feature.SymbolElement:   protocol.SymbolKindKey,
}

// DocumentSymbol gives the outline: as a tree, or flat for a client that draws no trees.
func (s *session) DocumentSymbol(ctx context.Context, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	if s.can.nestedSymbols {
		return protocol.DocumentSymbolSlice(f.kept.outline.tree(f)), nil
	}
	return protocol.SymbolInformationSlice(f.symbolList(nil, feature.Symbols(f.Tree), "")), nil
}

// outlineCache remembers the outline of a document as it was last written: after an edit, the symbols of one declaration are found and
// written anew. Any goroutine may use it.
type outlineCache struct {
	mu   sync.Mutex
	last *writtenOutline
}

// writtenOutline is the outline of one version of a document. It is immutable.
type writtenOutline struct {
	outline *feature.Outline
	written map[*feature.DeclSymbols]writtenDecl
}

// writtenDecl is what a declaration adds, with lines counted from its own.
type writtenDecl struct {
	column  int // at which the declaration starts, in bytes
	symbols []protocol.DocumentSymbol
}

// tree is the outline of a version of the document.
func (c *outlineCache) tree(f *file) []protocol.DocumentSymbol {
	c.mu.Lock()
	old := c.last
	c.mu.Unlock()
	if old == nil {
		old = &writtenOutline{}
	}
	now := &writtenOutline{feature.NewOutline(f.Tree, old.outline), map[*feature.DeclSymbols]writtenDecl{}}
	m := f.mapper()
	out := []protocol.DocumentSymbol{}
	for _, d := range now.outline.Decls {
		line, start := m.Line(d.Start)
		w, ok := old.written[d.DeclSymbols]
		if !ok || w.column != d.Start-start {
			w = writtenDecl{d.Start - start, symbolTree(m, d.Symbols, d.Start, uint32(line))}
		}
		now.written[d.DeclSymbols] = w
		out = append(out, lowered(w.symbols, uint32(line))...)
	}
	c.mu.Lock()
	c.last = now
	c.mu.Unlock()
	return out
}

// symbolTree writes symbols whose spans count from start, with lines counted from one line.
func symbolTree(m mapper, found []feature.Symbol, start int, line uint32) []protocol.DocumentSymbol {
	if len(found) == 0 {
		return nil
	}
	rangeOf := func(span source.Span) protocol.Range {
		r := m.spanToRange(span.Shift(start))
		r.Start.Line, r.End.Line = r.Start.Line-line, r.End.Line-line
		return r
	}
	out := make([]protocol.DocumentSymbol, len(found))
	for i, s := range found {
		out[i] = protocol.DocumentSymbol{
			Name: s.Name, Kind: symbolKinds[s.Kind], Range: rangeOf(s.Span), SelectionRange: rangeOf(s.NameSpan),
			Children: symbolTree(m, s.Children, start, line),
		}
		if s.Detail != "" {
			out[i].Detail = new(s.Detail)
		}
	}
	return out
}

// lowered are symbols some lines further down.
func lowered(list []protocol.DocumentSymbol, lines uint32) []protocol.DocumentSymbol {
	if len(list) == 0 {
		return nil
	}
	out := make([]protocol.DocumentSymbol, len(list))
	copy(out, list)
	for i := range out {
		for _, r := range []*protocol.Range{&out[i].Range, &out[i].SelectionRange} {
			r.Start.Line += lines
			r.End.Line += lines
		}
		out[i].Children = lowered(out[i].Children, lines)
	}
	return out
}

func (f *file) symbolList(list []protocol.SymbolInformation, found []feature.Symbol, container string) []protocol.SymbolInformation {
	for _, s := range found {
		info := protocol.SymbolInformation{Location: protocol.Location{URI: f.view.uriOf(f.at), Range: f.rangeOf(s.Span)}}
		info.Name, info.Kind = s.Name, symbolKinds[s.Kind]
		if container != "" {
			info.ContainerName = new(container)
		}
		list = f.symbolList(append(list, info), s.Children, s.Name)
	}
	return list
}

// Document symbols on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

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
	found := feature.Symbols(f.Tree)
	if s.can.nestedSymbols {
		return protocol.DocumentSymbolSlice(symbolTree(f.mapper(), found)), nil
	}
	return protocol.SymbolInformationSlice(f.symbolList(nil, found, "")), nil
}

func symbolTree(m mapper, found []feature.Symbol) []protocol.DocumentSymbol {
	out := make([]protocol.DocumentSymbol, len(found))
	for i, s := range found {
		out[i] = protocol.DocumentSymbol{
			Name: s.Name, Kind: symbolKinds[s.Kind], Range: m.spanToRange(s.Span), SelectionRange: m.spanToRange(s.NameSpan),
			Children: symbolTree(m, s.Children),
		}
		if s.Detail != "" {
			out[i].Detail = new(s.Detail)
		}
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

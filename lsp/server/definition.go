// Definition, type definition and implementation on the wire.

package server

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/lsp/feature"
)

// Definition answers with links that underline the whole word where the client knows them, as it does for a path in quotes.
func (s *session) Definition(ctx context.Context, p *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	f, err := s.openFile(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	places, word := feature.Definition(ctx, f.File, f.offset(p.Position))
	return s.definitions(ctx, f, places, word)
}

func (s *session) TypeDefinition(ctx context.Context, p *protocol.TypeDefinitionParams) (protocol.DefinitionResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return s.definitions(ctx, f, feature.TypeDefinition(ctx, f.File, f.offset(p.Position)), source.Span{})
}

func (s *session) Implementation(ctx context.Context, p *protocol.ImplementationParams) (protocol.DefinitionResult, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return s.definitions(ctx, f, feature.Implementations(ctx, f.File, f.offset(p.Position)), source.Span{})
}

// definitions writes places; the word, if it is one, is what they are the definitions of.
func (s *session) definitions(ctx context.Context, f *file, places []feature.Place, word source.Span) (protocol.DefinitionResult, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	locations := s.newLocator(f).all(places)
	if !s.can.definitionLinks || word.Len() == 0 {
		return protocol.LocationSlice(locations), nil
	}
	links := make(protocol.DefinitionLinkSlice, len(locations))
	for i, at := range locations {
		links[i] = protocol.DefinitionLink{OriginSelectionRange: new(f.rangeOf(word)), TargetURI: at.URI, TargetRange: at.Range, TargetSelectionRange: at.Range}
	}
	return links, nil
}

// Signature help on the wire.

package server

import (
	"context"
	"unicode/utf16"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

// SignatureHelp answers with one signature: nothing in the language has two.
func (s *session) SignatureHelp(ctx context.Context, p *protocol.SignatureHelpParams) (*protocol.SignatureHelp, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	found, ok := feature.SignatureAt(ctx, f.File, f.offset(p.Position))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !ok {
		return nil, nil
	}
	info := protocol.SignatureInformation{Label: found.Label}
	if found.Doc != "" || found.From != "" {
		info.Documentation = documentation(s.can.markdownSignatures, said{doc: found.Doc, from: found.From})
	}
	for _, span := range found.Params {
		info.Parameters = append(info.Parameters, protocol.ParameterInformation{Label: s.parameterLabel(found.Label, span.Start, span.End)})
	}
	help := &protocol.SignatureHelp{Signatures: []protocol.SignatureInformation{info}, ActiveSignature: new(uint32)}
	switch {
	case found.Active >= 0:
		help.ActiveParameter = protocol.NewNullable(uint32(found.Active))
	case s.can.noParameter:
		help.ActiveParameter = protocol.NullNullable[uint32]()
	default: // a place behind the last highlights none in most of the others
		help.ActiveParameter = protocol.NewNullable(uint32(len(found.Params)))
	}
	return help, nil
}

// parameterLabel names a parameter by where it stands in the label, which the protocol counts in UTF-16 whatever the encoding of
// positions, or by its text for a client that takes nothing else.
func (s *session) parameterLabel(label string, start, end int) protocol.ParameterInformationLabel {
	if !s.can.labelOffsets {
		return protocol.String(label[start:end])
	}
	units := func(text string) uint32 { return uint32(len(utf16.Encode([]rune(text)))) }
	return protocol.ParameterInformationLabelTuple{units(label[:start]), units(label[:end])}
}

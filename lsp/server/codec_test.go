package server

import (
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// TestLists holds that lists are written as the library writes them, the empty ones too.
func TestLists(t *testing.T) {
	place := protocol.Range{Start: protocol.Position{Line: 1, Character: 2}, End: protocol.Position{Line: 3}}
	for _, list := range []any{
		[]protocol.TextEdit{{Range: place, NewText: "\"글\"\n"}, {}}, []protocol.TextEdit(nil), []protocol.TextEdit{},
		[]protocol.FoldingRange{{StartLine: 1, EndLine: 2, StartCharacter: new(uint32(3)), Kind: protocol.FoldingRangeKindImports}, {}},
		[]protocol.DocumentLink{{Range: place, Target: new(uri.URI("file:///a"))}, {}},
		[]protocol.InlayHint{{Position: place.Start, Label: protocol.String("n: ")}, {Label: protocol.String("")}},
		[]protocol.Location{{URI: "file:///%5Ba%5D", Range: place}, {}},
	} {
		want, err := protocol.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := newCodec(&answers{}).Marshal(list); err != nil || string(got) != string(want) {
			t.Errorf("%T is written as %s, %v, not as %s", list, got, err, want)
		}
	}
}

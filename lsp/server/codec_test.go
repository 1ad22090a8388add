package server

import (
	"bytes"
	"slices"
	"testing"

	"go.lsp.dev/jsonrpc2"
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
		if got, err := (codec{&answers{}}).Marshal(list); err != nil || string(got) != string(want) {
			t.Errorf("%T is written as %s, %v, not as %s", list, got, err, want)
		}
	}
}

// TestPayloadLength holds that the payload of a message is found, whatever number its request has and whatever is in it.
func TestPayloadLength(t *testing.T) {
	const payload = `{"error":1,"result":[","],"params":{"a":"\","},"id":1}`
	for _, id := range []jsonrpc2.ID{{}, jsonrpc2.NewNumberID(-7), jsonrpc2.NewStringID(`a,"result":{,"params":`), jsonrpc2.NewStringID(`,`)} {
		method := `,"result":`
		for _, c := range []struct {
			message jsonrpc2.Message
			want    int
		}{
			{jsonrpc2.NewResponse(id, jsonrpc2.RawMessage(payload), nil), len(payload)},
			{jsonrpc2.NewResponse(id, nil, &jsonrpc2.Error{Message: method, Data: jsonrpc2.RawMessage(payload)}), 0},
			{jsonrpc2.NewCall(id, method, jsonrpc2.RawMessage(payload)), len(payload)},
			{jsonrpc2.NewNotification(method, jsonrpc2.RawMessage(payload)), len(payload)},
			{jsonrpc2.NewNotification(method, nil), 0},
		} {
			message := jsonrpc2.AppendMessage(nil, c.message)
			if got := payloadLength(message); got != c.want {
				t.Errorf("%s: %d, want %d", message, got, c.want)
			}
			batch := jsonrpc2.AppendBatch(nil, []jsonrpc2.Message{c.message})
			if got := payloadLength(batch); got != 0 {
				t.Errorf("%s: %d, want 0", batch, got)
			}
		}
	}
}

// TestAnswersMemory hands out payloads: what is on its way to the client is never written over, and the memory of what has arrived is used
// again.
func TestAnswersMemory(t *testing.T) {
	for _, c := range []struct {
		edits int
		again bool
	}{{10, false}, {500, true}} {
		sent := &answers{}
		marshal := func(text string) []byte {
			data, err := codec{sent}.Marshal(slices.Repeat([]protocol.TextEdit{{NewText: text}}, c.edits))
			if err != nil {
				t.Fatal(err)
			}
			if isLong := len(data) >= longAnswer; isLong != c.again {
				t.Fatalf("%d edits have %d bytes", c.edits, len(data))
			}
			return data
		}
		first, second := marshal("first"), marshal("second")
		before := [][]byte{bytes.Clone(first), bytes.Clone(second)}
		third := marshal("third")
		if !bytes.Equal(first, before[0]) || !bytes.Equal(second, before[1]) {
			t.Fatalf("%d edits: an answer on its way was written over", c.edits)
		}
		for _, m := range [][]byte{first, second, third} {
			sent.written(response(string(m)))
		}
		fourth := marshal("forth")
		if again := &fourth[0] == &first[0] || &fourth[0] == &second[0]; again != c.again {
			t.Errorf("%d edits: memory is used again: %v", c.edits, again)
		}
	}
}

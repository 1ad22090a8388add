// The payload codec: the protocol library's union-aware one, which it does not export.

package server

import (
	"bytes"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// codec marshals payloads with protocol.Marshal and protocol.Unmarshal; raw messages pass through unchanged.
// It may be used by any number of goroutines.
type codec struct{ sent *answers }

func (c codec) Marshal(v any) ([]byte, error) {
	switch m := v.(type) {
	case nil:
		return []byte("null"), nil
	case jsonrpc2.RawMessage:
		if m == nil {
			return []byte("null"), nil
		}
		c.sent.count(m)
		return m, nil
	case encoded:
		return m.encoded(), nil // it was counted when it was made
	}
	data, err := appendPayload(c.sent.room(), v)
	if err != nil {
		return nil, err
	}
	return c.sent.lend(data), nil
}

// appendPayload appends a payload. The library writes lists by reflection, which shows in those that are long.
func appendPayload(out []byte, v any) ([]byte, error) {
	switch list := v.(type) {
	case []protocol.TextEdit:
		return appendList(out, list)
	case []protocol.FoldingRange:
		return appendList(out, list)
	case []protocol.DocumentLink:
		return appendList(out, list)
	case []protocol.InlayHint:
		return appendList(out, list)
	case []protocol.Location:
		return appendList(out, list)
	}
	return protocol.AppendMarshal(out, v)
}

func appendList[T any](out []byte, list []T) ([]byte, error) {
	out = append(out, '[')
	for i := range list {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = protocol.AppendMarshal(out, &list[i]); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

// encoded is a payload that is JSON already, and that answers has counted.
type encoded interface{ encoded() []byte }

func (codec) Unmarshal(data []byte, v any) error {
	if p, ok := v.(*jsonrpc2.RawMessage); ok {
		*p = bytes.Clone(data)
		return nil
	}
	return protocol.Unmarshal(data, v)
}

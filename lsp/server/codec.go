// The payload codec: the protocol library's union-aware one, which it does not export.

package server

import (
	"bytes"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// codec marshals payloads with protocol.Marshal and protocol.Unmarshal; raw messages pass through unchanged.
// It may be used by any number of goroutines.
type codec struct {
	scratch *sync.Pool // of *[]byte: payloads grow in it, and are copied when their length is known
}

func newCodec() codec { return codec{&sync.Pool{New: func() any { return new([]byte) }}} }

func (c codec) Marshal(v any) ([]byte, error) {
	switch m := v.(type) {
	case nil:
		return []byte("null"), nil
	case jsonrpc2.RawMessage:
		if m == nil {
			return []byte("null"), nil
		}
		return m, nil
	case encoded:
		return m.encoded(), nil
	}
	scratch := c.scratch.Get().(*[]byte)
	defer c.scratch.Put(scratch)
	data, err := protocol.AppendMarshal((*scratch)[:0], v)
	if err != nil {
		return nil, err
	}
	if cap(data) <= keptBuffer {
		*scratch = data
	}
	return bytes.Clone(data), nil
}

// encoded is a payload that is JSON already.
type encoded interface{ encoded() []byte }

func (codec) Unmarshal(data []byte, v any) error {
	if p, ok := v.(*jsonrpc2.RawMessage); ok {
		*p = bytes.Clone(data)
		return nil
	}
	return protocol.Unmarshal(data, v)
}

// Requests of our own, beyond the protocol: what the extensions in editors/ ask for.

package server

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// ownRequest answers a request with parameters as they came.
type ownRequest func(s *session, ctx context.Context, params protocol.LSPAny) (any, error)

// ownRequests are the requests beyond the protocol, by method.
var ownRequests = map[string]ownRequest{
	"codescript/autoInsert": own((*session).autoInsert),
	"codescript/status":     own((*session).status),
	"codescript/syntaxTree": own((*session).syntaxTree),
}

// own reads the parameters of a request for its handler.
func own[P, R any](handler func(*session, context.Context, *P) (R, error)) ownRequest {
	return func(s *session, ctx context.Context, params protocol.LSPAny) (any, error) {
		var p P
		if err := decode(jsonrpc2.RawMessage(params), &p); err != nil {
			return nil, jsonrpc2.NewError(codeInvalidParams, err.Error())
		}
		return handler(s, ctx, &p)
	}
}

// Request answers what the protocol does not know.
func (s *session) Request(ctx context.Context, method string, params any) (any, error) {
	handler, known := ownRequests[method]
	raw, isRaw := params.(protocol.LSPAny)
	if !known || !isRaw {
		return nil, jsonrpc2.Errorf(codeMethodNotFound, "there is no method %s", method)
	}
	return handler(s, ctx, raw)
}

// aboutDocument are the parameters of a request about a whole document.
type aboutDocument struct {
	TextDocument protocol.TextDocumentIdentifier `json:"textDocument"`
}

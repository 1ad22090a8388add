// Code actions on the wire.

package server

import (
	"context"
	"slices"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/lsp/feature"
)

// actionData is what finds an action again whose edits are asked for later.
type actionData struct {
	URI     uri.URI        `json:"uri"`
	Version int32          `json:"version"`
	Range   protocol.Range `json:"range"`
	Kind    string         `json:"kind"`
	Title   string         `json:"title"`
	Nth     int            `json:"nth"` // of those with the kind and title
	Auto    bool           `json:"auto,omitempty"`
}

// actionKinds are the kinds of actions that the server has, as the protocol writes them.
func actionKinds() []protocol.CodeActionKind {
	var out []protocol.CodeActionKind
	for _, k := range feature.ActionKinds() {
		out = append(out, protocol.CodeActionKind(k))
	}
	return out
}

// CodeAction lists what can be done at a place. A client that can ask for the edits of the one that is chosen gets the others without.
func (s *session) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	q := feature.ActionQuery{Span: f.span(p.Range), Disabled: s.can.disabledActions && len(p.Context.Only) > 0}
	for _, kind := range p.Context.Only {
		q.Only = append(q.Only, feature.ActionKind(kind))
	}
	q.Automatic = p.Context.TriggerKind == protocol.CodeActionTriggerKindAutomatic
	var out []protocol.CommandOrCodeAction
	seen := map[actionData]int{}
	for _, a := range feature.Actions(ctx, f.File, q) {
		action := &protocol.CodeAction{Title: a.Title, Kind: new(protocol.CodeActionKind(a.Kind))}
		if a.Diagnostic != nil {
			action.Diagnostics = []protocol.Diagnostic{s.diagnostic(f, a.Diagnostic)}
		}
		if a.Preferred {
			action.IsPreferred = new(true)
		}
		same := actionData{Kind: string(a.Kind), Title: a.Title}
		data := actionData{p.TextDocument.URI, f.version, p.Range, same.Kind, same.Title, seen[same], q.Automatic}
		seen[same]++
		switch {
		case a.Disabled != "":
			action.Disabled = protocol.CodeActionDisabled{Reason: a.Disabled}
		case s.can.resolveActions:
			if action.Data, err = json.Marshal(data); err != nil {
				return nil, err
			}
		default:
			action.Edit = s.projectEdit(f, a.Changes(ctx, f.File))
		}
		out = append(out, action)
	}
	return out, ctx.Err()
}

// CodeActionResolve makes the edits of an action. They are of the text that the action was offered for: if that has changed, the client
// has to ask anew.
func (s *session) CodeActionResolve(ctx context.Context, action *protocol.CodeAction) (*protocol.CodeAction, error) {
	var data actionData
	if err := decode(jsonrpc2.RawMessage(action.Data), &data); err != nil {
		return nil, jsonrpc2.NewError(codeInvalidParams, err.Error())
	}
	f, err := s.file(ctx, protocol.TextDocumentIdentifier{URI: data.URI})
	if err != nil {
		return nil, err
	}
	if f.version != data.Version {
		return nil, protocol.ErrContentModified
	}
	q := feature.ActionQuery{Span: f.span(data.Range), Only: []feature.ActionKind{feature.ActionKind(data.Kind)}, Automatic: data.Auto}
	found := feature.Actions(ctx, f.File, q)
	found = slices.DeleteFunc(found, func(a feature.Action) bool { return a.Title != data.Title || string(a.Kind) != data.Kind })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if data.Nth < 0 || data.Nth >= len(found) {
		return nil, protocol.ErrContentModified // another file has changed
	}
	action.Edit = s.projectEdit(f, found[data.Nth].Changes(ctx, f.File))
	return action, ctx.Err()
}

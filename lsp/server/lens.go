// Code lenses on the wire. What a page's says is only found out when the line comes into view: it may ask for the whole site.

package server

import (
	"context"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/lsp/feature"
)

func (s *session) CodeLens(ctx context.Context, p *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	out := []protocol.CodeLens{}
	for _, lens := range feature.Lenses(ctx, f.File) {
		l := protocol.CodeLens{Range: f.rangeOf(lens.Span)}
		switch lens.Kind {
		case feature.LensPage:
			if l.Data, err = json.Marshal(aboutDocument{p.TextDocument}); err != nil {
				return nil, err
			}
		case feature.LensTest:
			l.Command, err = command(feature.TestLens(f.File), commandRunTest, p.TextDocument.URI, lens.Name)
			if err != nil {
				return nil, err
			}
		}
		out = append(out, l)
	}
	return out, ctx.Err()
}

// CodeLensResolve says where a page is and how it is drawn.
func (s *session) CodeLensResolve(ctx context.Context, l *protocol.CodeLens) (*protocol.CodeLens, error) {
	var p aboutDocument
	if err := decode(jsonrpc2.RawMessage(l.Data), &p); err != nil {
		return nil, jsonrpc2.NewError(codeInvalidParams, err.Error())
	}
	f, err := s.file(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	title, address, ok := feature.PageLens(ctx, f.File)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !ok {
		return nil, protocol.ErrContentModified // the page has gone since
	}
	l.Command, err = command(title, commandOpenPage, address)
	return l, err
}

// command is what is run when something is clicked.
func command(title, name string, arguments ...any) (protocol.Command, error) {
	c := protocol.Command{Title: title, Command: name}
	for _, a := range arguments {
		data, err := json.Marshal(a)
		if err != nil {
			return c, err
		}
		c.Arguments = append(c.Arguments, data)
	}
	return c, nil
}

// Dispatch, driven over a real connection with a target that only records what reaches it.

package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

type seenKey struct{}

// recorder is a target that keeps the texts of changes in order and answers hovers from the snapshot they were received with.
type recorder struct {
	protocol.UnimplementedServer
	mu      sync.Mutex
	texts   []string
	waiting chan struct{} // receives when a references request has begun to wait
}

func (r *recorder) capture(ctx context.Context) context.Context {
	r.mu.Lock()
	defer r.mu.Unlock()
	return context.WithValue(ctx, seenKey{}, len(r.texts))
}

func (r *recorder) sync(string, jsonrpc2.RawMessage) (bool, error) { return false, nil }

func (r *recorder) Initialize(context.Context, *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	return &protocol.InitializeResult{}, nil
}

func (r *recorder) Shutdown(context.Context) error { return nil }

func (r *recorder) DidChange(_ context.Context, p *protocol.DidChangeTextDocumentParams) error {
	whole, ok := p.ContentChanges[0].(*protocol.TextDocumentContentChangeWholeDocument)
	if !ok {
		return errors.New("not a whole text")
	}
	if whole.Text == "panic" {
		panic("as asked")
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.texts = append(r.texts, strings.Clone(whole.Text))
	return nil
}

func (r *recorder) Hover(ctx context.Context, _ *protocol.HoverParams) (*protocol.Hover, error) {
	return &protocol.Hover{Contents: protocol.String(fmt.Sprint(ctx.Value(seenKey{})))}, nil
}

func (r *recorder) Definition(context.Context, *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	panic("as asked")
}

func (r *recorder) References(ctx context.Context, _ *protocol.ReferenceParams) ([]protocol.Location, error) {
	r.waiting <- struct{}{}
	<-ctx.Done()
	return nil, ctx.Err()
}

// connected starts a dispatcher over target and returns the client's end; both are closed when the test ends.
func connected(t *testing.T, target target) (jsonrpc2.Conn, *dispatcher, *bytes.Buffer) {
	t.Helper()
	here, there := net.Pipe()
	var log bytes.Buffer
	d := newDispatcher(target, slog.New(slog.NewTextHandler(&log, nil)))
	server := jsonrpc2.NewConn(jsonrpc2.NewStream(there), jsonrpc2.WithCodec(codec{&answers{}}))
	server.Go(t.Context(), d.handle)
	client := jsonrpc2.NewConn(jsonrpc2.NewStream(here), jsonrpc2.WithCodec(codec{&answers{}}))
	client.Go(t.Context(), jsonrpc2.MethodNotFoundHandler)
	t.Cleanup(func() {
		d.cancelAll()
		client.Close()
		<-server.Done()
	})
	return client, d, &log
}

func initialize(t *testing.T, client jsonrpc2.Conn) {
	t.Helper()
	if _, err := client.Call(t.Context(), "initialize", map[string]any{"capabilities": map[string]any{}, "processId": nil, "rootUri": nil}, nil); err != nil {
		t.Fatal(err)
	}
}

func change(text string) *protocol.DidChangeTextDocumentParams {
	p := &protocol.DidChangeTextDocumentParams{ContentChanges: []protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangeWholeDocument{Text: text}}}
	p.TextDocument.URI = uri.URI("file:///a.code")
	return p
}

func hover() *protocol.HoverParams {
	p := &protocol.HoverParams{}
	p.TextDocument.URI = uri.URI("file:///a.code")
	return p
}

func code(err error) jsonrpc2.Code {
	var wire *jsonrpc2.Error
	if errors.As(err, &wire) {
		return wire.Code
	}
	return 0
}

func TestChangesArriveInOrderAndRequestsSeeTheTextSentBefore(t *testing.T) {
	r := &recorder{}
	client, _, _ := connected(t, r)
	initialize(t, client)
	var want []string
	for i := range 1000 {
		text := fmt.Sprint(i)
		want = append(want, text)
		if err := client.Notify(t.Context(), "textDocument/didChange", change(text)); err != nil {
			t.Fatal(err)
		}
		if i%50 != 0 {
			continue
		}
		var got protocol.Hover
		if _, err := client.Call(t.Context(), "textDocument/hover", hover(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Contents != protocol.String(fmt.Sprint(i+1)) {
			t.Fatalf("hover after change %d saw %v changes", i, got.Contents)
		}
	}
	if _, err := client.Call(t.Context(), "textDocument/hover", hover(), nil); err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Equal(r.texts, want) {
		t.Fatal("changes were applied out of order")
	}
}

func TestFailuresLeaveTheConnectionOpen(t *testing.T) {
	client, _, log := connected(t, &recorder{})
	initialize(t, client)
	for _, n := range []struct {
		method string
		params any
	}{
		{"$/unknown", nil}, {"foo/bar", map[string]any{}}, {"initialized", nil}, {"textDocument/didChange", nil},
		{"textDocument/didChange", map[string]any{"contentChanges": 3}}, {"textDocument/didChange", change("panic")},
		{"$/cancelRequest", map[string]any{"id": 1 << 40}}, {"$/cancelRequest", map[string]any{"id": true}}, {"$/cancelRequest", nil},
	} {
		if err := client.Notify(t.Context(), n.method, n.params); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		method string
		params any
		want   jsonrpc2.Code
	}{
		{"textDocument/definition", hover(), codeInternalError},
		{"textDocument/hover", nil, codeInvalidParams},
		{"textDocument/hover", map[string]any{"position": "x"}, codeInvalidParams},
		{"initialize", map[string]any{}, codeInvalidRequest},
		{"no/such", map[string]any{}, codeMethodNotFound},
	} {
		if _, err := client.Call(t.Context(), c.method, c.params, nil); code(err) != c.want {
			t.Errorf("%s: %v, want code %d", c.method, err, c.want)
		}
	}
	if _, err := client.Call(t.Context(), "textDocument/hover", hover(), nil); err != nil {
		t.Fatalf("the server does not answer any more: %v\n%s", err, log)
	}
}

func TestLifecycle(t *testing.T) {
	client, d, _ := connected(t, &recorder{})
	if _, err := client.Call(t.Context(), "textDocument/hover", hover(), nil); code(err) != codeServerNotInitialized {
		t.Errorf("before initialize: %v", err)
	}
	initialize(t, client)
	if _, err := client.Call(t.Context(), "shutdown", nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Call(t.Context(), "textDocument/hover", hover(), nil); code(err) != codeInvalidRequest {
		t.Errorf("after shutdown: %v", err)
	}
	if err := client.Notify(t.Context(), "exit", nil); err != nil {
		t.Fatal(err)
	}
	<-d.exit
	if !d.wasClean() {
		t.Error("exit after shutdown counts as unclean")
	}
}

func TestCancelledRequestIsAnswered(t *testing.T) {
	r := &recorder{waiting: make(chan struct{}, 1)}
	client, d, _ := connected(t, r)
	initialize(t, client)
	ended := make(chan error, 1)
	go func() {
		p := &protocol.ReferenceParams{}
		p.TextDocument.URI = uri.URI("file:///a.code")
		_, err := client.Call(context.Background(), "textDocument/references", p, nil)
		ended <- err
	}()
	<-r.waiting
	d.mu.Lock()
	var id jsonrpc2.ID
	for id = range d.cancels {
	}
	d.mu.Unlock()
	number, _ := id.Number()
	if err := client.Notify(t.Context(), "$/cancelRequest", map[string]any{"id": number}); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if code(err) != protocol.ErrRequestCancelled.Code {
			t.Errorf("answered with %v", err)
		}
	case <-time.After(patience):
		t.Fatal("never answered")
	}
}

func TestVanishedClientEndsTheConnection(t *testing.T) {
	here, there := net.Pipe()
	d := newDispatcher(&recorder{}, slog.New(slog.NewTextHandler(io.Discard, nil)))
	server := jsonrpc2.NewConn(jsonrpc2.NewStream(there), jsonrpc2.WithCodec(codec{&answers{}}))
	server.Go(t.Context(), d.handle)
	here.Close()
	<-server.Done()
	if d.wasClean() {
		t.Error("a vanished client is not a clean end")
	}
}

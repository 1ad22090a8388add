// Dispatch: what happens between a message on the wire and the session's method for it.
//
// The order of things, and why the library's own handler chain is not used:
//
//   - Notifications run on the reading goroutine, one after another, so text changes are applied in the order they were sent. They only
//     swap snapshots; nothing slow runs there.
//   - A request takes its snapshot on the reading goroutine, at the moment it is received, then gives the reader's role away and runs on
//     its own goroutine: it sees exactly the text sent before it, and a slow one delays nobody.
//   - An error from a notification would close the connection; it is logged instead. A panic is answered as an internal error, logged,
//     and harmless.
//   - The library recycles a request and its context when the handler returns, so the context is detached before anything is derived
//     from it, and cancellation keeps its own table of running requests.

package server

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// maxRunning is how many requests may run at once: beyond it they wait their turn, so that a client that floods the server
// costs memory for the waiting requests only, not a stack and a working set for each.
const maxRunning = 16

// maxWaiting is how many requests may wait for that: nobody sends so many and still wants the answers. Beyond it nothing is read
// until some have been answered.
const maxWaiting = 1000

// Error codes of the Language Server Protocol that the library keeps in several types.
const (
	codeServerNotInitialized = jsonrpc2.Code(-32002)
	codeInvalidRequest       = jsonrpc2.Code(-32600)
	codeMethodNotFound       = jsonrpc2.Code(-32601)
	codeInvalidParams        = jsonrpc2.Code(-32602)
	codeInternalError        = jsonrpc2.Code(-32603)
	codeParseError           = jsonrpc2.Code(-32700)
	codeRequestFailed        = jsonrpc2.Code(-32803)
)

// phase is how far the life of a session has come.
type phase int

const (
	created phase = iota
	running
	shutDown
	exited
)

// target is what dispatch drives: the session's methods, and the snapshot that a request is to see.
type target interface {
	protocol.Server
	// capture returns ctx carrying the newest snapshot. It is called on the reading goroutine and must not block.
	capture(ctx context.Context) context.Context
	// sync handles the notifications whose parameters the target reads itself; handled is false for any other. It is called on
	// the reading goroutine.
	sync(method string, params jsonrpc2.RawMessage) (handled bool, err error)
}

// dispatcher routes the messages of one connection. handle is called by the connection's reading goroutine only;
// the table of running requests is shared with the goroutines of the requests.
type dispatcher struct {
	target  target
	inner   jsonrpc2.Handler
	log     *slog.Logger
	traffic *traffic
	exit    chan struct{} // closed when the client has sent exit
	slots   chan struct{} // one token for each running request
	queue   chan struct{} // one token for each that runs or waits

	phase phase // the reading goroutine's own

	mu      sync.Mutex
	cancels map[jsonrpc2.ID]context.CancelFunc
	clean   bool // shutdown was answered before exit came
}

func newDispatcher(t target, log *slog.Logger) *dispatcher {
	return &dispatcher{
		target:  t,
		inner:   protocol.ServerHandler(t, nil),
		log:     log,
		traffic: newTraffic(),
		exit:    make(chan struct{}),
		slots:   make(chan struct{}, maxRunning),
		queue:   make(chan struct{}, maxRunning+maxWaiting),
		cancels: map[jsonrpc2.ID]context.CancelFunc{},
	}
}

// handle is the connection's handler.
func (d *dispatcher) handle(rctx context.Context, req *jsonrpc2.Request) (result any, err error) {
	d.traffic.note()
	call, method := req.IsCall(), strings.Clone(req.Method())
	if !guarded(d.log, method, func() { result, err = d.answer(rctx, req, call, method) }) {
		result, err = nil, jsonrpc2.Errorf(codeInternalError, "%s failed inside the server; the log has the details", method)
	}
	if !call && err != nil {
		d.log.Warn("notification ignored", "method", method, "error", err)
		return nil, nil
	}
	return result, wireError(err)
}

// guarded does something and reports whether it came to its end: when it panics, the log is told, and the server goes on.
func guarded(log *slog.Logger, what string, do func()) (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("something failed inside the server", "what", what, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	do()
	return true
}

// answer does what a message asks for.
func (d *dispatcher) answer(rctx context.Context, req *jsonrpc2.Request, call bool, method string) (result any, err error) {
	ctx := jsonrpc2.DetachContext(rctx)
	if refusal := d.admit(call, method); refusal != nil {
		return nil, refusal
	}
	switch {
	case method == "$/cancelRequest":
		return nil, d.cancel(req.Params())
	case method == "exit":
		close(d.exit)
		return nil, nil
	case call && strings.HasPrefix(method, "$/"): // whatever its parameters (LSP 3.18, "$ Notifications and Requests")
		return nil, jsonrpc2.Errorf(codeMethodNotFound, "there is no method %s", method)
	case !call:
		if handled, err := d.target.sync(method, req.Params()); handled {
			return nil, err
		}
		return d.inner(ctx, req)
	case method == "initialize" || method == "shutdown":
		result, err = d.inner(ctx, req)
		d.advance(method, err)
		return result, err
	}
	ctx, done := d.begin(d.target.capture(ctx), req.ID())
	defer done()
	select {
	case d.queue <- struct{}{}:
		defer func() { <-d.queue }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	jsonrpc2.Async(rctx)
	select {
	case d.slots <- struct{}{}:
		defer func() { <-d.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return d.inner(ctx, req)
}

// admit refuses what may not come now (LSP 3.18, "Server lifecycle").
func (d *dispatcher) admit(call bool, method string) error {
	switch d.phase {
	case created:
		if method != "initialize" && method != "exit" {
			if call {
				return jsonrpc2.NewError(codeServerNotInitialized, "the server waits for initialize")
			}
			return errors.New("it came before initialize")
		}
	case running:
		if method == "initialize" {
			return jsonrpc2.NewError(codeInvalidRequest, "initialize was sent already")
		}
	case shutDown:
		if method != "exit" && method != "$/cancelRequest" {
			return jsonrpc2.NewError(codeInvalidRequest, "the server has shut down")
		}
	case exited:
		return errors.New("it came after exit")
	}
	if method == "exit" {
		d.phase = exited
	}
	return nil
}

// advance moves to the next phase after initialize or shutdown.
func (d *dispatcher) advance(method string, err error) {
	if err != nil {
		return
	}
	if method == "initialize" {
		d.phase = running
		return
	}
	d.phase = shutDown
	d.mu.Lock()
	d.clean = true
	d.mu.Unlock()
}

// begin enters a request in the table of running ones; done takes it out and frees its context.
func (d *dispatcher) begin(ctx context.Context, id jsonrpc2.ID) (_ context.Context, done func()) {
	ctx, cancel := context.WithCancel(ctx)
	d.mu.Lock()
	d.cancels[id] = cancel
	d.mu.Unlock()
	d.traffic.enter()
	return ctx, func() {
		d.traffic.leave()
		cancel()
		d.mu.Lock()
		delete(d.cancels, id)
		d.mu.Unlock()
	}
}

// cancel ends the request that params name; one that has ended already is nothing to speak of.
func (d *dispatcher) cancel(params jsonrpc2.RawMessage) error {
	var p struct {
		ID jsontext.Value `json:"id"`
	}
	if err := json.Unmarshal(params, &p); err != nil {
		return err
	}
	var id jsonrpc2.ID
	var number int64
	var text string
	switch {
	case json.Unmarshal(p.ID, &number) == nil:
		id = jsonrpc2.NewNumberID(number)
	case json.Unmarshal(p.ID, &text) == nil:
		id = jsonrpc2.NewStringID(text)
	default:
		return errors.New("its id is neither a number nor a string")
	}
	d.mu.Lock()
	cancel := d.cancels[id]
	d.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	return nil
}

// cancelAll ends every running request.
func (d *dispatcher) cancelAll() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, cancel := range d.cancels {
		cancel()
	}
}

// hasExited reports whether the client has sent exit.
func (d *dispatcher) hasExited() bool {
	select {
	case <-d.exit:
		return true
	default:
		return false
	}
}

// wasClean reports whether shutdown came before the end.
func (d *dispatcher) wasClean() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.clean
}

// wireError gives an error the code a client understands: a plain error would be sent with code 0, and wrong parameters as a parse error.
func wireError(err error) error {
	var wire *jsonrpc2.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return protocol.ErrRequestCancelled
	case errors.As(err, &wire) && wire.Code == codeParseError:
		return jsonrpc2.NewError(codeInvalidParams, wire.Message)
	case errors.As(err, &wire):
		return wire
	}
	return jsonrpc2.NewError(codeRequestFailed, err.Error())
}

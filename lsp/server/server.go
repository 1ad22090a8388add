package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"sync"
	"syscall"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/engine/diag"
)

// Config says what a server needs to know from outside.
type Config struct {
	Version string    // told to the client
	Lang    diag.Lang // of messages, where the client names no locale
	Log     *slog.Logger
	// Home is the home directory of the user, whose files do not belong together; "" if it is not known.
	Home string
	// Library is a folder into which declaration files of the standard library are written when an editor goes to one; "" where
	// there is none.
	Library string
	// RunTest runs a test that somebody asked for; nil where tests cannot be run.
	RunTest TestRunner
	// SiteURL is where a site is found that is being served on this machine, as `http://127.0.0.1:8080`: pages are opened there.
	SiteURL string
}

// parentPoll is how often a server looks whether the process that started it still lives. It only matters where that process
// died without closing the stream.
const parentPoll = 3 * time.Second

// Serve speaks the protocol over stream until the client sends exit, closes the stream or dies, or ctx ends. It closes the
// stream and returns when nothing of the session runs any more. Clean says that shutdown came before exit, which is what the
// exit status of the process tells; the error is of the stream.
//
// Closing the stream must end a Read that waits.
func Serve(ctx context.Context, stream io.ReadWriteCloser, cfg Config) (clean bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newSession(cfg)
	d := newDispatcher(s, cfg.Log)
	s.traffic = d.traffic
	conn := jsonrpc2.NewConn(newFrames(stream, cfg.Log, s.answers), jsonrpc2.WithCodec(codec{s.answers}))
	s.client = protocol.ClientDispatcher(conn)
	defer bug.Watch(s.tellBug)()

	var wait sync.WaitGroup
	wait.Go(func() { s.publisher.run(ctx, s) })
	wait.Go(func() { s.watcher.run(ctx, s) })
	wait.Go(func() { newCollector(d.traffic).run(ctx) })
	gone := make(chan struct{})
	wait.Go(func() { watchParent(ctx, s.parent, gone) })
	conn.Go(context.WithoutCancel(ctx), d.handle)

	var failed error
	select {
	case <-conn.Done():
		failed = conn.Err()
	case <-d.exit:
	case <-gone:
		cfg.Log.Warn("the process that started the server is gone")
	case <-ctx.Done():
	}
	cancel()
	d.cancelAll()
	stream.Close()
	conn.Close()
	wait.Wait()
	return failed == nil && d.hasExited() && d.wasClean(), failed
}

// tellBug has a broken invariant written into the log and into the client's.
func (s *session) tellBug(r bug.Report) {
	s.log.Error(r.String(), "stack", r.Stack)
	message := &protocol.LogMessageParams{Type: protocol.MessageTypeError, Message: r.String()}
	s.publisher.later(func(ctx context.Context) {
		if err := s.client.LogMessage(ctx, message); err != nil {
			s.log.Warn("logging a message", "error", err)
		}
	})
}

// watchParent closes gone when the process whose id is sent on parent has ended. It returns when ctx ends.
func watchParent(ctx context.Context, parent <-chan int, gone chan<- struct{}) {
	var pid int
	select {
	case pid = <-parent:
	case <-ctx.Done():
		return
	}
	tick := time.NewTicker(parentPoll)
	defer tick.Stop()
	for isAlive(pid) {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
	close(gone)
}

// isAlive reports whether a process exists; where that cannot be told, it does.
func isAlive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}

// The life of the server: listening with limits, health, and ending without cutting anyone off.

package site

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/net/netutil"
)

const (
	// headerTimeout bounds how long the head of a request may take: a sender of one byte a second is cut off.
	headerTimeout = 5 * time.Second
	// idleTimeout is how long a connection may wait for its next request.
	idleTimeout = 60 * time.Second
	// maxHeader bounds the head of a request: cookies of every kind fit twice.
	maxHeader = 64 << 10
	// maxConnections bounds connections in all: each costs some tens of kilobytes.
	maxConnections = 4096
	// maxStreams bounds the requests at once of one HTTP/2 connection.
	maxStreams = 100
	// drainTimeout is how long running requests may take to end when the server is told to stop.
	drainTimeout = 30 * time.Second
	// readyTimeout bounds one question for readiness.
	readyTimeout = 2 * time.Second
)

// ServerConfig is what a Server needs.
type ServerConfig struct {
	Mode http.Handler
	Log  *slog.Logger
	// Ready reports why the site cannot answer now, or nil.
	Ready func(context.Context) error
}

// Server serves a mode until it is told to stop.
type Server struct {
	http     *http.Server
	ready    func(context.Context) error
	draining chan struct{}
	stopping atomic.Bool
	log      *slog.Logger
}

// NewServer returns a Server.
func NewServer(c ServerConfig) *Server {
	s := &Server{ready: c.Ready, draining: make(chan struct{}), log: c.Log}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", s.readyz)
	around := Around(c.Mode, c.Log)
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	s.http = &http.Server{
		// The site's own addresses go past the mux, which would clean them: that is the router's business.
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
				mux.ServeHTTP(w, r)
				return
			}
			around.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: maxStreams},
		Protocols:         protocols,
		ErrorLog:          slog.NewLogLogger(c.Log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context {
			return context.WithValue(context.Background(), drainingKey, (<-chan struct{})(s.draining))
		},
	}
	return s
}

func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	err := errors.New("stopping")
	if !s.stopping.Load() {
		err = s.ready(ctx)
	}
	if err != nil {
		s.log.Warn("not ready", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		io.WriteString(w, "not ready\n") // why is for the log: the address is open to everybody
		return
	}
	io.WriteString(w, "ok\n")
}

// Serve answers connections of l until ctx ends, then lets the running requests finish and returns nil. It returns early with
// an error when listening fails.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(netutil.LimitListener(l, maxConnections)) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.stopping.Store(true)
	close(s.draining)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	err := s.http.Shutdown(end)
	if err != nil {
		s.http.Close()
		err = fmt.Errorf("some requests took longer than %s to end and were cut off: %w", drainTimeout, err)
	}
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

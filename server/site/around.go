// What surrounds every request: its id, its log line, its limits, the headers of every answer, and the net that catches a panic.

package site

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/codescript-lang/coder/engine/bug"
)

const (
	// readTimeout bounds how long a body may take to arrive, and with it a slow sender's hold on a connection. 32 MiB in it are 9 Mbit/s.
	readTimeout = 30 * time.Second
	// writeTimeout bounds how long an answer may take to leave; a slow reader of a large file needs it long.
	writeTimeout = 5 * time.Minute
	// maxURL bounds an address: browsers and proxies take no more either.
	maxURL = 8 << 10
)

type contextKey int

const (
	idKey contextKey = iota
	loggerKey
	drainingKey
)

// RequestID returns the id that the request's log lines carry.
func RequestID(r *http.Request) string { id, _ := r.Context().Value(idKey).(string); return id }

// Logger returns the logger of a request.
func Logger(r *http.Request) *slog.Logger {
	if l, ok := r.Context().Value(loggerKey).(*slog.Logger); ok {
		return l
	}
	return slog.Default()
}

// Draining returns a channel that is closed when the server is about to end: what answers without end must stop then. It is
// nil outside of a Server.
func Draining(r *http.Request) <-chan struct{} {
	c, _ := r.Context().Value(drainingKey).(<-chan struct{})
	return c
}

// Around wraps a mode's handler.
func Around(mode http.Handler, log *slog.Logger) http.Handler { return &around{mode, log} }

type around struct {
	mode http.Handler
	log  *slog.Logger
}

func (h *around) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	id := newRequestID()
	log := h.log.With("request", id)
	r = r.WithContext(context.WithValue(context.WithValue(r.Context(), idKey, id), loggerKey, log))
	rec := &recorder{ResponseWriter: w}
	setSecurityHeaders(rec.Header(), isSecure(r), contentSecurityPolicy(nil, nil))
	rec.Header().Set("X-Request-Id", id)

	h.serve(rec, r)

	log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("method", r.Method), slog.String("path", r.URL.EscapedPath()),
		slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes), slog.Duration("took", time.Since(start).Round(time.Microsecond)))
}

// serve runs the mode; a panic becomes the answer 500, or an aborted connection when the answer has already begun.
func (h *around) serve(w *recorder, r *http.Request) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		if cause == http.ErrAbortHandler {
			panic(cause)
		}
		Logger(r).Error("panic", "cause", cause, "stack", string(debug.Stack()))
		if w.status != 0 {
			panic(http.ErrAbortHandler) // half an answer must not look whole
		}
		for name := range w.Header() {
			if name == "Set-Cookie" || strings.HasPrefix(name, "Content-") && name != "Content-Security-Policy" || name == "Etag" {
				w.Header().Del(name)
			}
		}
		failure{Status: http.StatusInternalServerError, Lang: chooseLanguage("", r.Header.Get("Accept-Language")), ID: RequestID(r)}.render().Send(w, r, nil)
	}()
	if len(r.RequestURI) > maxURL {
		http.Error(w, "The address is too long.", http.StatusRequestURITooLong)
		return
	}
	control := http.NewResponseController(w.ResponseWriter)
	now := time.Now()
	// Recorders in tests know no deadlines; real connections always do.
	control.SetReadDeadline(now.Add(readTimeout))
	control.SetWriteDeadline(now.Add(writeTimeout))
	h.mode.ServeHTTP(w, r)
}

// newRequestID returns 80 random bits, short enough to read out on the telephone.
func newRequestID() string {
	var b [10]byte
	rand.Read(b[:])
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// recorder notes what an answer was, for the log.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	} else if status >= 200 {
		bug.Reportf("status %d after %d", status, w.status)
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

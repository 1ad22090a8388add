// Live reload for the developer: pages load a script that waits for the next version and reloads.

package site

import (
	"bytes"
	_ "embed"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	devScriptPath = "/_coder/dev.js"
	devEventsPath = "/_coder/dev"
	// devPing is how often an idle stream says that it lives, so that a closed browser is noticed.
	devPing = 20 * time.Second
)

//go:embed dev.js
var devScript []byte

// ServeDev answers what the developer's pages ask for; it reports whether it has answered.
func (p *Responder) ServeDev(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case !p.Dev || r.Method != http.MethodGet:
		return false
	case r.URL.Path == devScriptPath:
		(&Answer{Status: http.StatusOK, Type: "text/javascript; charset=utf-8", Body: devScript}).Send(w, r, nil)
		return true
	case r.URL.Path == devEventsPath:
		p.sendEvents(w, r)
		return true
	}
	return false
}

// sendEvents tells of new versions until the visitor leaves or the server stops.
func (p *Responder) sendEvents(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	ping := time.NewTicker(devPing)
	defer ping.Stop()
	text := "retry: 500\n\n"
	for {
		changed := p.Live.Changed()
		control.SetWriteDeadline(time.Now().Add(2 * devPing)) // recorders in tests know no deadlines
		if _, err := io.WriteString(w, text); err != nil {
			return
		}
		if err := control.Flush(); err != nil {
			return
		}
		select {
		case <-changed:
			text = "data: reload\n\n"
		case <-ping.C:
			text = ": alive\n\n"
		case <-Draining(r):
			return
		case <-r.Context().Done():
			return
		}
	}
}

// withDevScript adds the script to a page.
func withDevScript(a *Answer) *Answer {
	if !strings.HasPrefix(a.Type, "text/html") || a.Location != "" {
		return a
	}
	b := *a
	b.Body = slices.Concat(bytes.TrimRight(a.Body, "\n"), []byte(`<script src="`+devScriptPath+`" defer></script>`), []byte("\n"))
	return &b
}

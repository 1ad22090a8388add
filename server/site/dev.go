// Live reload for the developer: pages load a script that waits for the next version and reloads.

package site

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	devScriptPath = "/_coder/dev.js"
	devEventsPath = "/_coder/dev"
	// devPing is how often an idle stream says that it lives, so that a closed browser is noticed.
	devPing = 20 * time.Second
	// reloadEvent tells a page that it is not the newest.
	reloadEvent = "data: reload\n\n"
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
	for first := true; ; first = false {
		changed := p.Live.Changed()
		if first && r.URL.RawQuery != strconv.FormatUint(p.Live.updates.Load(), 10) {
			text += reloadEvent // the sources changed between the page and this request
		}
		control.SetWriteDeadline(time.Now().Add(2 * devPing)) // recorders in tests know no deadlines
		if _, err := io.WriteString(w, text); err != nil {
			return
		}
		if err := control.Flush(); err != nil {
			return
		}
		select {
		case <-changed:
			text = reloadEvent
		case <-ping.C:
			text = ": alive\n\n"
		case <-Draining(r):
			return
		case <-r.Context().Done():
			return
		}
	}
}

// updateOf returns the update of the sources that an answer shows.
func (p *Responder) updateOf(v *Version, a *Answer) uint64 {
	switch {
	case a.update != 0:
		return a.update
	case v != nil:
		return v.update
	}
	return p.Live.updates.Load()
}

// withDevScript adds the script to a page that shows an update of the sources.
func withDevScript(a *Answer, update uint64) *Answer {
	if !strings.HasPrefix(a.Type, "text/html") || a.Location != "" {
		return a
	}
	b := *a
	b.Body = slices.Concat(bytes.TrimRight(a.Body, "\n"), fmt.Appendf(nil, `<script src="%s" data-update="%d" defer></script>`, devScriptPath, update), []byte("\n"))
	return &b
}

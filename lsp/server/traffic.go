// Traffic: which requests are being answered, so that what nobody waits for lets them go first.

package server

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// maxYield is how long work in the background waits at most for requests that are being answered, each time it asks: a client that
// always has one running still gets the findings of its site, some tens of files a second.
const maxYield = 20 * time.Millisecond

// traffic counts the requests that somebody waits for. It may be used by any number of goroutines.
type traffic struct {
	mu      sync.Mutex
	running int
	none    chan struct{} // closed when none is running
}

func newTraffic() *traffic {
	t := &traffic{none: make(chan struct{})}
	close(t.none)
	return t
}

// enter counts a request; leave ends that.
func (t *traffic) enter() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.running++; t.running == 1 {
		t.none = make(chan struct{})
	}
}

func (t *traffic) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.running--; t.running == 0 {
		close(t.none)
	}
}

// yield waits until no request is running, until ctx ends, or for maxYield.
func (t *traffic) yield(ctx context.Context) {
	runtime.Gosched() // a message that has come in may wait for a processor to be read
	t.mu.Lock()
	none := t.none
	t.mu.Unlock()
	select {
	case <-none: // mostly: no timer is needed
		return
	default:
	}
	limit := time.NewTimer(maxYield)
	defer limit.Stop()
	select {
	case <-none:
	case <-ctx.Done():
	case <-limit.C:
	}
}

// Traffic: what comes in and is being answered, so that what nobody waits for lets it go first.

package server

import (
	"context"
	"runtime"
	"sync"
	"time"
)

const (
	// maxYield is how long work in the background waits at most each time it lets others go first: a client that never pauses still gets
	// the findings of its site, some tens of files a second.
	maxYield = 50 * time.Millisecond
	// quiet is how long nothing has come in when somebody who types, eight characters a second in a hurry, makes a pause: not so long that
	// it is missed between two of them.
	quiet = 25 * time.Millisecond
)

// traffic knows the requests that somebody waits for, when something came in last, and whether diagnostics are looked for. It may be used by any number of goroutines.
type traffic struct {
	news chan struct{} // rings when something comes in; the collector's

	mu      sync.Mutex
	running int
	none    chan struct{} // closed when no request is running
	last    time.Time
	looked  chan struct{} // closed when the look for diagnostics that is going on has ended; nil when there is none
}

func newTraffic() *traffic {
	t := &traffic{news: make(chan struct{}, 1), none: make(chan struct{})}
	close(t.none)
	return t
}

// note says that a message has come in.
func (t *traffic) note() {
	t.mu.Lock()
	t.last = time.Now()
	t.mu.Unlock()
	select {
	case t.news <- struct{}{}:
	default:
	}
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

// look says that somebody begins to look for diagnostics, one at a time; the function that it returns ends that.
func (t *traffic) look() (end func()) {
	looked := make(chan struct{})
	t.mu.Lock()
	defer t.mu.Unlock()
	t.looked = looked
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.looked = nil
		close(looked)
	}
}

// yield waits until no request is running, until ctx ends, or for maxYield.
func (t *traffic) yield(ctx context.Context) { t.wait(ctx, 0, maxYield) }

// pause waits like yield, and until nothing has come in for a while.
func (t *traffic) pause(ctx context.Context) { t.wait(ctx, quiet, maxYield) }

// calm waits until no request is running, nobody looks for diagnostics, and nothing has come in for a while, however long that takes, or
// until ctx ends.
func (t *traffic) calm(ctx context.Context, still time.Duration) {
	for {
		t.wait(ctx, still, 0)
		t.mu.Lock()
		looked := t.looked
		t.mu.Unlock()
		if looked == nil {
			return
		}
		select {
		case <-looked:
		case <-ctx.Done():
			return
		}
	}
}

// wait waits for calm, at most for a time if that is not 0.
func (t *traffic) wait(ctx context.Context, still, most time.Duration) {
	runtime.Gosched() // a message that has come in may wait for a processor to be read
	var limit <-chan time.Time
	for {
		t.mu.Lock()
		running, none, left := t.running > 0, t.none, still-time.Since(t.last)
		t.mu.Unlock()
		if !running && left <= 0 { // mostly: no timers are needed
			return
		}
		if limit == nil && most > 0 {
			timer := time.NewTimer(most)
			defer timer.Stop()
			limit = timer.C
		}
		var passed <-chan time.Time
		if !running {
			timer := time.NewTimer(left)
			defer timer.Stop()
			none, passed = nil, timer.C
		}
		select {
		case <-none:
		case <-passed:
		case <-ctx.Done():
			return
		case <-limit:
			return
		}
	}
}

package server

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestYield holds that work in the background waits for the requests that are running, all of them, and not for ever.
func TestYield(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		traffic := newTraffic()
		began := time.Now() // the clock of the bubble stands still unless everybody waits
		waited := func() time.Duration {
			now := time.Since(began)
			traffic.yield(t.Context())
			return time.Since(began) - now
		}
		if d := waited(); d != 0 {
			t.Errorf("waited %v for no request", d)
		}
		for _, d := range []time.Duration{time.Millisecond, 3 * time.Millisecond} {
			traffic.enter()
			go func() {
				time.Sleep(d)
				traffic.leave()
			}()
		}
		if d := waited(); d != 3*time.Millisecond {
			t.Errorf("waited %v for requests of one and three milliseconds", d)
		}
		traffic.enter()
		if d := waited(); d != maxYield {
			t.Errorf("waited %v for a request that does not end", d)
		}
		ended, end := context.WithCancel(t.Context())
		end()
		now := time.Now()
		if traffic.yield(ended); time.Since(now) != 0 {
			t.Error("waited although nobody needs the work any more")
		}
		traffic.leave()
		if d := waited(); d != 0 {
			t.Errorf("waited %v when all were answered", d)
		}
	})
}

package server

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestTraffic holds that work in the background waits for the requests that are running, all of them, and where it is long for a pause in
// what comes in; and not for ever.
func TestTraffic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		traffic := newTraffic()
		began := time.Now() // the clock of the bubble stands still unless everybody waits
		took := func(wait func(context.Context)) time.Duration {
			now := time.Since(began)
			wait(t.Context())
			return time.Since(began) - now
		}
		waited := func() time.Duration { return took(traffic.yield) }
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

		traffic.note()
		if d := waited(); d != 0 {
			t.Errorf("waited %v behind a message", d)
		}
		if d := took(traffic.pause); d != quiet {
			t.Errorf("waited %v for a pause, want %v", d, quiet)
		}
		traffic.enter()
		go func() {
			time.Sleep(quiet / 2)
			traffic.note()
			traffic.leave()
		}()
		if d := took(traffic.pause); d != quiet/2+quiet {
			t.Errorf("waited %v for a pause behind a request, want %v", d, quiet/2+quiet)
		}
		var busy sync.WaitGroup
		busy.Go(func() {
			for range 4 * maxYield / quiet {
				traffic.note()
				time.Sleep(quiet / 2)
			}
		})
		if d := took(traffic.pause); d != maxYield {
			t.Errorf("waited %v for a pause that does not come", d)
		}
		busy.Wait()
	})
}

package server

import (
	"context"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestCollector holds that garbage is collected in pauses, once in each, and where it is worth it: not while messages come in, nor
// while somebody waits for an answer or looks for diagnostics, nor when nothing has come in since.
func TestCollector(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		var asked, collected atomic.Int32
		var isWorth atomic.Bool
		isWorth.Store(true)
		traffic := newTraffic()
		c := &collector{traffic, func() bool { asked.Add(1); return isWorth.Load() }, func() { collected.Add(1) }}
		var running sync.WaitGroup
		running.Go(func() { c.run(ctx) })
		after := func(d time.Duration, what string, wantAsked, wantCollected int32) {
			t.Helper()
			time.Sleep(d)
			synctest.Wait()
			if asked, collected := asked.Swap(0), collected.Swap(0); asked != wantAsked || collected != wantCollected {
				t.Errorf("%s: asked %d times and collected %d times, want %d and %d", what, asked, collected, wantAsked, wantCollected)
			}
		}
		after(time.Hour, "nothing came in", 0, 0)
		for range 10 {
			traffic.note()
			after(collectorPause-1, "messages", 0, 0)
		}
		after(1, "a pause", 1, 1)
		after(time.Hour, "a longer pause", 0, 0)
		traffic.note()
		traffic.enter()
		after(10*collectorPause, "a request", 0, 0)
		traffic.leave()
		after(0, "behind a request", 1, 1)
		traffic.note()
		looked := traffic.look()
		after(10*collectorPause, "a look for diagnostics", 0, 0)
		looked()
		after(0, "behind a look", 1, 1)
		isWorth.Store(false)
		traffic.note()
		after(collectorPause, "a pause in which it is not worth it", 1, 0)
		isWorth.Store(true)
		traffic.note()
		end()
		running.Wait()
		after(time.Hour, "the end", 0, 0)
	})
}

// TestHeapIsHalfFull fills the heap: it counts as half full in time before a collection comes by itself, and not behind one.
func TestHeapIsHalfFull(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	ballast := make([]byte, 64<<20) // beside which all else is little
	defer runtime.KeepAlive(ballast)
	runtime.GC()
	h := newHeap()
	if h.isHalfFull() {
		t.Error("the heap is half full right behind a collection")
	}
	more := make([]byte, 38<<20) // a collection comes at 45 at the earliest
	if !h.isHalfFull() {
		t.Errorf("the heap is not half full of %d MB of garbage: %d in use, goal %d", len(more)>>20, h[1].Value.Uint64(), h[2].Value.Uint64())
	}
	runtime.KeepAlive(more)
	runtime.GC()
	if h.isHalfFull() {
		t.Error("the heap is half full behind the next collection")
	}
}

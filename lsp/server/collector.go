// Garbage is collected in the pauses of who types: else a collection begins where garbage is made, which is in the middle of an answer.

package server

import (
	"context"
	"runtime"
	"runtime/metrics"
	"time"
)

// collectorPause is how long nothing has come in when garbage is collected: what an editor asks for behind a key has come, and of the time to
// the next one, an eighth of a second in a hurry, more than a collection takes is left.
const collectorPause = 50 * time.Millisecond

// collector collects garbage in pauses, where it is worth it. It is one goroutine's.
type collector struct {
	traffic *traffic
	isWorth func() bool
	collect func()
}

func newCollector(t *traffic) *collector {
	return &collector{t, newHeap().isHalfFull, runtime.GC}
}

// run looks once in each pause, until ctx ends.
func (c *collector) run(ctx context.Context) {
	for {
		select {
		case <-c.traffic.news:
		case <-ctx.Done():
			return
		}
		c.traffic.calm(ctx, collectorPause)
		select {
		case <-c.traffic.news: // that of what came in meanwhile
		default:
		}
		if ctx.Err() == nil && c.isWorth() {
			c.collect()
		}
	}
}

// heap is what was last known of the memory of the process, in bytes: what is in it, what of that the last collection found in use, and at
// what the next one is to end.
type heap [3]metrics.Sample

func newHeap() *heap {
	return &heap{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/goal:bytes"}}
}

// isHalfFull reports whether there is half of the garbage at which a collection would come by itself: so there are at most twice as many.
func (h *heap) isHalfFull() bool {
	metrics.Read(h[:])
	objects, live, goal := h[0].Value.Uint64(), h[1].Value.Uint64(), h[2].Value.Uint64()
	return objects >= live && goal > live && objects-live >= (goal-live)/2
}

// How far a run of coder fmt has come, for who waits for it.

package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// A run that is over within progressAfter shows nothing; one that is not shows its progress every progressEvery.
const (
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
)

// startProgress shows on a terminal how many of the files are done, until the function it returns is called, which leaves an empty line.
func startProgress(terminal io.Writer, done *atomic.Int64, total int) (stop func()) {
	end := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		wait := time.NewTimer(progressAfter)
		defer wait.Stop()
		for shown := false; ; shown = true {
			select {
			case <-end:
				if shown {
					fmt.Fprint(terminal, "\r\x1b[K")
				}
				return
			case <-wait.C:
				fmt.Fprintf(terminal, "\r%d of %d files", min(int(done.Load()), total), total)
				wait.Reset(progressEvery)
			}
		}
	})
	return func() {
		close(end)
		running.Wait()
	}
}

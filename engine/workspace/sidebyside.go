package workspace

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// sideBySide calls f for the numbers below n, by as many goroutines as there are processors, and waits for them. After an error, which it
// returns, it ends soon. When f panics, sideBySide does: a goroutine's own panic would end the process, and whoever asked decides what
// becomes of it.
func sideBySide(n int, f func(i int) error) error {
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var broken atomic.Pointer[string]
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					broken.Store(new(fmt.Sprintf("%v\n\nby the goroutine\n%s", p, debug.Stack())))
				}
			}()
			for i := int(next.Add(1)) - 1; i < n && failed.Load() == nil && broken.Load() == nil; i = int(next.Add(1)) - 1 {
				if err := f(i); err != nil {
					failed.Store(&err)
				}
			}
		})
	}
	workers.Wait()
	if what := broken.Load(); what != nil {
		panic(*what)
	}
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

// Package bug reports broken invariants of our own code: in a test a report panics,
// in production it is recorded and the program goes on with the best answer it has.
package bug

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
)

// keep is how many different reports are remembered. A broken invariant that repeats is
// one report with a count, so a handful tells everything and a loop cannot fill memory.
const keep = 32

// frames is how many callers a report remembers: enough to see which feature ran.
const frames = 32

// Report is one broken invariant, remembered with the place that found it.
type Report struct {
	Message string // as formatted the first time
	File    string // source file of the caller of Reportf
	Line    int    // line in File, from 1
	Stack   string // one "function file:line" a line, innermost first
	Count   int    // how often the same line has reported
}

// recorder keeps the first reports of different lines. It is the only state of the
// package; it only ever grows to keep entries.
type recorder struct {
	mu      sync.Mutex
	reports []Report
	dropped int
	handler func(Report)
}

var recorded recorder

// Reportf says that something happened that the code around the call rules out. It panics
// in tests; otherwise it records the report, hands it to the handler if there is one, and
// returns, so the caller must go on safely. It may be called from any goroutine.
func Reportf(format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if testing.Testing() {
		panic("bug: " + message)
	}
	recorded.add(message, callers())
}

// SetHandler gives every later report that is new or repeated to f, in the goroutine that
// reports; nil stops it. The outer layers log with it.
func SetHandler(f func(Report)) {
	recorded.mu.Lock()
	defer recorded.mu.Unlock()
	recorded.handler = f
}

// Reports returns the reports so far, oldest first, and how many more were dropped because
// too many different lines had reported. The slice is the caller's.
func Reports() (reports []Report, dropped int) {
	recorded.mu.Lock()
	defer recorded.mu.Unlock()
	return append([]Report(nil), recorded.reports...), recorded.dropped
}

func (r *recorder) add(message string, stack []runtime.Frame) {
	report := Report{Message: message, Count: 1}
	if len(stack) > 0 {
		report.File, report.Line = stack[0].File, stack[0].Line
	}
	for _, f := range stack {
		report.Stack += fmt.Sprintf("%s %s:%d\n", f.Function, f.File, f.Line)
	}
	r.mu.Lock()
	handler := r.handler
	report = r.remember(report)
	r.mu.Unlock()
	if handler != nil {
		handler(report)
	}
}

func (r *recorder) remember(report Report) Report {
	for i := range r.reports {
		if old := &r.reports[i]; old.File == report.File && old.Line == report.Line {
			old.Count++
			return *old
		}
	}
	if len(r.reports) == keep {
		r.dropped++
		return report
	}
	r.reports = append(r.reports, report)
	return report
}

// callers returns the frames from the caller of Reportf outwards.
func callers() []runtime.Frame {
	pcs := make([]uintptr, frames)
	pcs = pcs[:runtime.Callers(3, pcs)]
	var list []runtime.Frame
	iter := runtime.CallersFrames(pcs)
	for more := len(pcs) > 0; more; {
		var f runtime.Frame
		f, more = iter.Next()
		list = append(list, f)
	}
	return list
}

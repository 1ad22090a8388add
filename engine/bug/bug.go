// Package bug reports broken invariants of our own code: in a test a report panics,
// in production it is recorded and the program goes on with the best answer it has.
package bug

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"sync"
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

// String is the report in one line for who meets it: what happened, where, and what to do.
func (r Report) String() string {
	often := ""
	if r.Count > 1 {
		often = fmt.Sprintf(", %d times", r.Count)
	}
	return fmt.Sprintf("a bug in coder: %s (%s:%d%s); it went on, but what it says may be wrong. Please report this line with what `coder version` prints",
		r.Message, r.File, r.Line, often)
}

// recorder keeps the first reports of different lines. It is the only state of the
// package; it only ever grows to keep entries.
type recorder struct {
	mu       sync.Mutex
	reports  []Report
	dropped  int
	watchers []*func(Report)
	tolerant bool // records in a test too
}

var recorded recorder

// Reportf says that something happened that the code around the call rules out. It panics
// in tests; otherwise it records the report, tells those who watch if its line is new, and
// returns, so the caller must go on safely. It may be called from any goroutine.
func Reportf(format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if inTest() && !recorded.tolerates() {
		panic("bug: " + message)
	}
	recorded.add(message, callers())
}

// inTest reports whether this is a test binary, by a flag that only those have: the package
// testing knows it too, but would come with the binary that users have.
func inTest() bool { return flag.Lookup("test.v") != nil }

// Watch gives the first report of each line to f, in the goroutine that reports, until stop
// is called; so f is called a bounded number of times. It must not wait for anything that
// the reporting goroutine may hold.
func Watch(f func(Report)) (stop func()) { return recorded.watch(&f) }

// Tolerate lets a test see what is done with reports: until its end they are recorded as in
// production. No other test may run at the same time.
func Tolerate(test interface{ Cleanup(func()) }) {
	set := func(tolerant bool) {
		recorded.mu.Lock()
		defer recorded.mu.Unlock()
		recorded.tolerant, recorded.reports, recorded.dropped = tolerant, nil, 0
	}
	set(true)
	test.Cleanup(func() { set(false) })
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
	for _, f := range r.remember(report) {
		(*f)(report)
	}
}

// remember returns who is to be told.
func (r *recorder) remember(report Report) []*func(Report) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.reports {
		if old := &r.reports[i]; old.File == report.File && old.Line == report.Line {
			old.Count++
			return nil
		}
	}
	if len(r.reports) == keep {
		r.dropped++
		return nil
	}
	r.reports = append(r.reports, report)
	return slices.Clone(r.watchers)
}

func (r *recorder) watch(f *func(Report)) (stop func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.watchers = append(r.watchers, f)
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.watchers = slices.DeleteFunc(r.watchers, func(g *func(Report)) bool { return g == f })
	}
}

func (r *recorder) tolerates() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tolerant
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

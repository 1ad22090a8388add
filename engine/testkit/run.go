// How a consumer of the corpus runs over all of its cases, and how known failures ratchet.

package testkit

import (
	"fmt"
	"path"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// A T is the [testing.TB] that a check of [Run] reports to. It keeps failures back until the case has ended, since a known failure must
// fail and any other must not. Its methods may be called from any goroutine; Fatal only from the check's own.
type T struct {
	testing.TB
	known    bool // a failure is expected
	mu       sync.Mutex
	failed   bool
	failures []string
}

// Run runs check on every case below dir, each as a subtest named like the case. The consumer's name ("check", "eval", "format", …) selects the tags that
// concern it: a case tagged #skip-<consumer> is not run; one tagged #todo-<consumer> must fail, and passing is an error, so that a tag
// never outlives its reason. Both tags need a reason.
func Run(t *testing.T, dir, consumer string, check func(t *T, c *Case)) {
	t.Helper()
	for _, c := range Load(t, dir) {
		t.Run(c.Name, func(t *testing.T) { runCase(t, &c, consumer, check) })
	}
}

func runCase(t testing.TB, c *Case, consumer string, check func(t *T, c *Case)) {
	t.Helper()
	if tag, ok := c.Tag("skip-" + consumer); ok {
		requireReason(t, c, tag)
		t.Skipf("%s:%d: %s", c.Path, tag.Line, tag.Value)
	}
	tag, known := c.Tag("todo-" + consumer)
	k := &T{TB: t, known: known}
	done := make(chan struct{})
	go func() { // FailNow ends this goroutine and not the subtest's
		defer close(done)
		check(k, c)
	}()
	<-done
	switch {
	case known:
		requireReason(t, c, tag)
		if !k.Failed() {
			t.Errorf("%s:%d: passes now; remove #%s", c.Path, tag.Line, tag.Name)
		}
	case k.Failed():
		for _, f := range k.failures {
			t.Error(f)
		}
		t.Errorf("%s:1: failed (%s)", c.Path, rerun(t))
	}
}

func requireReason(t testing.TB, c *Case, tag Tag) {
	t.Helper()
	if tag.Value == "" {
		t.Errorf("%s:%d: #%s needs a reason", c.Path, tag.Line, tag.Name)
	}
}

// rerun is the command that runs this one subtest again, from the folder of its package.
func rerun(t testing.TB) string {
	parts := strings.Split(t.Name(), "/")
	for i, p := range parts {
		parts[i] = "^" + p + "$"
	}
	return fmt.Sprintf("rerun: go test -run '%s'", path.Join(parts...))
}

// Error keeps the failure back until the case has ended.
func (t *T) Error(args ...any) { t.fail(fmt.Sprintln(args...)) }

// Errorf keeps the failure back until the case has ended.
func (t *T) Errorf(format string, args ...any) { t.fail(fmt.Sprintf(format, args...)) }

// Fatal is Error followed by FailNow.
func (t *T) Fatal(args ...any) {
	t.Error(args...)
	runtime.Goexit()
}

// Fatalf is Errorf followed by FailNow.
func (t *T) Fatalf(format string, args ...any) {
	t.Errorf(format, args...)
	runtime.Goexit()
}

// Fail marks the case as failed.
func (t *T) Fail() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed = true
}

// FailNow marks the case as failed and ends its check.
func (t *T) FailNow() {
	t.Fail()
	runtime.Goexit()
}

// Failed reports whether the case has failed so far.
func (t *T) Failed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed
}

func (t *T) fail(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed = true
	t.failures = append(t.failures, strings.TrimRight(text, "\n"))
}

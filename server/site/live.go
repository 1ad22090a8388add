// Which version of the sources is being served.

package site

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// maxSettle is how long a request waits for a change that has been seen but not compiled yet. Compiling takes far less; if it
// should not, visitors get the version before.
const maxSettle = 2 * time.Second

// Version is one state of a site: its program, routes and static files. It never changes.
type Version struct {
	Program  Program
	Settings Settings
	Routes   *Router
	Assets   *Assets
	Dir      string // the folder the sources lie in
	update   uint64 // Live.updates when it was made
}

// assetInput marks an input that is a static file, by its plain address.
const assetInput = "asset:"

// InputHash names the present content of an input of an answer: a source, or a static file that it points to.
func (v *Version) InputHash(input string) string {
	address, ok := strings.CutPrefix(input, assetInput)
	if !ok {
		return v.Program.InputHash(input)
	}
	if f := v.Assets.File(address); f != nil {
		return f.Hash
	}
	return ""
}

// Live holds the newest version that works and what is wrong with newer sources. Reading is safe from any goroutine; Update is
// called by one at a time.
type Live struct {
	compiler Compiler
	log      *slog.Logger
	copies   *copies // of static files, whatever the version
	version  atomic.Pointer[Version]
	problems atomic.Pointer[[]Problem]
	// updates counts what a developer's page may have missed, from a number of this process's own.
	updates atomic.Uint64

	mu      sync.Mutex
	settled chan struct{} // closed when no change is on its way; nil then
	changed chan struct{} // closed at the next Update, then replaced
}

// NewLive returns a Live without a version; the first Update gives it one.
func NewLive(c Compiler, log *slog.Logger) *Live {
	l := &Live{compiler: c, log: log, copies: newCopies(), changed: make(chan struct{})}
	l.updates.Store(uint64(rand.Uint32()))
	return l
}

// ErrBroken says that the sources have errors and there is no earlier version to serve.
var ErrBroken = errors.New("the sources have errors")

// Update compiles what changed in dir (nil for everything) and serves the result from the next request on. If the sources have
// errors the version before stays, and ErrBroken is returned: Problems tells why.
func (l *Live) Update(ctx context.Context, dir string, changed []string) error {
	defer l.settle()
	program, problems, err := l.compiler.Compile(ctx, dir, changed)
	if err != nil {
		return err
	}
	l.problems.Store(&problems)
	for _, p := range problems {
		l.log.Warn("diagnostic", "problem", p.String())
	}
	if program == nil {
		l.updates.Add(1)
		return ErrBroken
	}
	v, err := l.newVersion(program, dir)
	if err != nil {
		return err
	}
	l.version.Store(v)
	l.updates.Add(1)
	return nil
}

func (l *Live) newVersion(program Program, dir string) (*Version, error) {
	routes, err := NewRouter(program.Pages())
	if err != nil {
		return nil, err
	}
	var before *Assets
	if v := l.version.Load(); v != nil && v.Dir == dir {
		before = v.Assets
	}
	// The assets before are not closed here: requests may still read them. Their one descriptor goes when they are collected.
	assets, err := ReadAssets(dir, before)
	if err != nil {
		return nil, err
	}
	assets.copies = l.copies
	return &Version{program, program.Settings(), routes, assets, dir, l.updates.Load() + 1}, nil
}

// Version returns the newest version that works, or nil when there has been none. It waits for a change that was announced by
// Pending, so that a page asked for after its source was saved shows it.
func (l *Live) Version(ctx context.Context) *Version {
	l.mu.Lock()
	settled := l.settled
	l.mu.Unlock()
	if settled != nil {
		timer := time.NewTimer(maxSettle)
		defer timer.Stop()
		select {
		case <-settled:
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	return l.version.Load()
}

// Latest is Version without the wait: for who makes the changes, and would wait for itself.
func (l *Live) Latest() *Version { return l.version.Load() }

// Problems returns what is wrong with the newest sources, warnings too; the slice must not be changed.
func (l *Live) Problems() []Problem {
	if p := l.problems.Load(); p != nil {
		return *p
	}
	return nil
}

// Broken reports whether the newest sources have errors, so that the version served is not the newest.
func (l *Live) Broken() bool {
	for _, p := range l.Problems() {
		if p.Severity == "error" {
			return true
		}
	}
	return false
}

// Pending announces that a change was seen and that an Update, or Settled, will follow.
func (l *Live) Pending() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.settled == nil {
		l.settled = make(chan struct{})
	}
}

// Settled takes Pending back: what was seen turned out to be no change.
func (l *Live) Settled() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.settled != nil {
		close(l.settled)
		l.settled = nil
	}
}

func (l *Live) settle() {
	l.Settled()
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.changed)
	l.changed = make(chan struct{})
}

// Changed returns a channel that is closed after the next Update.
func (l *Live) Changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}

// Package build is the mode in which pages are written out beforehand, as plain files that any web server can host.
//
// Every build is a generation: a folder of its own, `.root.builds/00000007-<version>`, complete before anybody looks at it.
// `root` is a symbolic link to the current one and changes by one rename, so a reader sees the old site or the new one,
// never a mixture, and a crash at any moment leaves one of them. Nothing is ever written into a generation that exists.
//
// Read Builder here, then pages.go (which pages, drawn or taken over), write.go (files, copies, syncing), generation.go (the
// folders and the switch), serve.go (answering from the current generation).
package build

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/codescript-lang/coder/server/site"
)

// keep is how many generations stay: enough to go back, and for pages still open in browsers to find their files.
const keep = 5

// ErrReserved says that the output folder exists and was not made by a build.
var ErrReserved = errors.New("reserved-folder: the folder exists and was not written by a build; move it away, or build elsewhere with --out")

// ErrNone says that there is no generation to go back to.
var ErrNone = errors.New("there is no build before the current one")

// Config says where a build goes.
type Config struct {
	Out  string // the output folder, usually DIR/root
	Tool string // the version of this program: another one draws everything anew
	Log  *slog.Logger
}

// Builder writes generations. Its methods may be called from any goroutine; builds run one after the other.
type Builder struct {
	config Config
	out    string // absolute
	dir    string // of the generations
	mu     sync.Mutex
}

// Report tells what a build did.
type Report struct {
	Generation string
	Pages      int           // addresses in the generation
	Drawn      int           // of these, drawn now rather than taken over from the build before
	Changed    int           // of these, not as in the build before: new, or other bytes
	Removed    int           // addresses of the build before that are no longer there
	Files      int           // all files, compressed copies not counted
	Bytes      int64         // of these
	Live       []string      // patterns of pages that are answered per request and therefore left out
	Work       Work          // what had to be done
	Took       time.Duration // wall time
}

// Work counts what a build could not take over from the build before.
type Work struct {
	Written    int // files, the same bytes once
	Compressed int // of these, those with compressed copies
}

// Problems are pages that could not be built.
type Problems []PageProblem

// PageProblem says why one page could not be built.
type PageProblem struct {
	File    string // the page
	Address string // "" when it concerns all its addresses
	Err     error
}

// Error lists them, one a line.
func (p Problems) Error() string {
	var lines []string
	for _, q := range p {
		where := q.File
		if q.Address != "" {
			where += " (" + q.Address + ")"
		}
		lines = append(lines, where+": "+q.Err.Error())
	}
	return strings.Join(lines, "\n")
}

// New returns a builder for an output folder, and refuses one that is not its own.
func New(c Config) (*Builder, error) {
	out, err := filepath.Abs(c.Out)
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	b := &Builder{config: c, out: out, dir: filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".builds")}
	return b, b.checkOut()
}

// checkOut refuses an output folder that a build did not make.
func (b *Builder) checkOut() error {
	info, err := os.Lstat(b.out)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("build: %w", err)
	case info.Mode()&os.ModeSymlink != 0:
		target, err := os.Readlink(b.out)
		if err == nil && filepath.Dir(target) == filepath.Base(b.dir) {
			return nil
		}
	case info.IsDir():
		if _, err := readMarker(b.out); err == nil {
			return nil // a copy of a generation
		}
		if entries, err := os.ReadDir(b.out); err == nil && len(entries) == 0 {
			return nil
		}
	}
	return fmt.Errorf("%s: %w", b.out, ErrReserved)
}

// Build writes a generation for a version of the sources and makes it the current one; Prune then removes old ones. When it fails, the current one stays
// and nothing of the attempt does. The error is Problems when pages are at fault.
func (b *Builder) Build(ctx context.Context, v *site.Version) (*Report, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	start := time.Now()
	if err := b.checkOut(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	unlock, err := lock(filepath.Join(b.dir, "lock"))
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	defer unlock()
	if err := b.removeLeftovers(); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	before := b.currentMarker()
	w, err := newWriter(b.dir, before)
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	defer w.abandon()
	report, err := b.write(ctx, v, w)
	if err != nil {
		return nil, err
	}
	if before != nil && w.marker.shows(before.marker) {
		// Nothing is new: another generation would only make `coder rollback` do nothing.
		report.Generation, report.Took = before.name, time.Since(start)
		return report, nil
	}
	report.Generation, err = b.publish(w, v)
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	report.Took = time.Since(start)
	return report, nil
}

// write fills a generation.
func (b *Builder) write(ctx context.Context, v *site.Version, w *writer) (*Report, error) {
	w.marker.Tool, w.marker.Version = b.config.Tool, v.Program.Version()
	if err := w.assets(ctx, v); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	plan, live, err := planPages(ctx, v)
	if err != nil {
		return nil, err
	}
	drawn, err := w.pages(ctx, v, plan)
	if err != nil {
		return nil, err
	}
	if err := w.siteMap(v.Settings.URL); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	w.carryAssets()
	report := &Report{Pages: len(plan), Drawn: drawn, Files: len(w.marker.Files), Live: live, Work: w.work}
	for _, f := range w.marker.Files {
		report.Bytes += f.Size
	}
	report.Changed, report.Removed = w.marker.differences(w.before)
	return report, nil
}

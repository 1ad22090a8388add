// The server's own watcher, for clients that do not report files which change outside the editor.

package server

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// settled is how long nothing must happen before changes are taken over: longer than the steps of one save or the files of a
	// branch follow each other, too short to notice.
	settled = 50 * time.Millisecond
	// settledAtLast is when they are taken over although it never gets quiet.
	settledAtLast = time.Second
	// maxWatched is how many folders are watched at most: systems have a limit for all programs together.
	maxWatched = 5000
)

// watcher watches the folders of projects. It is idle until it is told of any.
type watcher struct {
	wake chan struct{}

	mu    sync.Mutex
	roots map[string]bool // with what lies below, or, if false, without
}

func newWatcher() *watcher { return &watcher{wake: make(chan struct{}, 1)} }

// follow watches the projects of a view from now on. It does not wait.
func (w *watcher) follow(v *view) {
	roots := map[string]bool{}
	for p := range v.snapshots {
		if p.root != "" {
			roots[p.root] = !p.loose
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if maps.Equal(roots, w.roots) {
		return
	}
	w.roots = roots
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// run takes over what changes until ctx ends.
func (w *watcher) run(ctx context.Context, s *session) {
	select { // most clients watch themselves: nothing is opened for them
	case <-w.wake:
	case <-ctx.Done():
		return
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		s.log.Warn("files that change outside the editor are not seen", "error", err)
		return
	}
	defer events.Close()
	var changed []string
	var since time.Time
	timer := time.NewTimer(settled)
	timer.Stop()
	note := func(files ...string) {
		if len(changed) == 0 {
			since = time.Now()
		}
		changed = append(changed, files...)
		timer.Reset(max(0, min(settled, settledAtLast-time.Since(since))))
	}
	rescan := func() {
		w.watch(events, s)
		note(w.all()...)
	}
	rescan() // something may have changed between the first look and now
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.wake:
			rescan()
		case e := <-events.Events:
			if e.Has(fsnotify.Create) && w.isDeep(e.Name) {
				w.watchBelow(events, s, e.Name)
			}
			if !e.Has(fsnotify.Chmod) {
				note(e.Name)
			}
		case err := <-events.Errors:
			s.log.Warn("watching files", "error", err)
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				rescan()
			}
		case <-timer.C:
			slices.Sort(changed)
			s.changing.Lock()
			err := s.reread(slices.Compact(changed))
			s.changing.Unlock()
			if err != nil {
				s.log.Warn("reading files that changed", "error", err)
			}
			changed = nil
		}
	}
}

// all are the folders of the projects.
func (w *watcher) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Sorted(maps.Keys(w.roots))
}

// isDeep reports whether what lies in a folder is watched, too.
func (w *watcher) isDeep(dir string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for root, deep := range w.roots {
		if deep && isWithin(root, dir) {
			return true
		}
	}
	return false
}

// watch watches the folders that are to be, and no others.
func (w *watcher) watch(events *fsnotify.Watcher, s *session) {
	roots := w.all()
	for _, dir := range events.WatchList() {
		if !slices.ContainsFunc(roots, func(root string) bool { return isWithin(root, dir) }) {
			_ = events.Remove(dir) // it may be gone
		}
	}
	for _, root := range roots {
		w.watchBelow(events, s, root)
	}
}

// watchBelow watches a folder and those below it, if it is one.
func (w *watcher) watchBelow(events *fsnotify.Watcher, s *session, top string) {
	w.mu.Lock()
	roots := maps.Clone(w.roots)
	w.mu.Unlock()
	_ = filepath.WalkDir(top, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // gone already, or a file
		}
		deep, isRoot := roots[dir]
		if name := d.Name(); !isRoot && (strings.HasPrefix(name, ".") && name != ".well-known" || name == "node_modules" || name == "root" && isSite(filepath.Dir(dir))) {
			return fs.SkipDir
		}
		if len(events.WatchList()) >= maxWatched {
			return fs.SkipAll
		}
		if err := events.Add(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
			s.log.Warn("watching a folder", "error", err)
			return fs.SkipAll
		}
		if isRoot && !deep {
			return fs.SkipDir
		}
		return nil
	})
}

// Watching a folder: events where the system has them, scanning where it has not, and scanning now and then in any case.

package checker

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing must happen before changes are told: longer than the steps of one save, too short to notice.
	quiet = 30 * time.Millisecond
	// settleCap is how long changes are held back when it never gets quiet.
	settleCap = 500 * time.Millisecond
	// reconcile is how often everything is scanned although events work: they can be lost in ways that leave no trace.
	reconcile = 30 * time.Second
	// poll is how often everything is scanned when there are no events.
	poll = time.Second
)

// FolderConfig says what to watch.
type FolderConfig struct {
	Dir string
	Log *slog.Logger
	// Seen, if not nil, is called as soon as something has happened, before it is known what. A Change always follows.
	Seen func()
	// Poll scans only, without the system's events.
	Poll bool
}

// Folder watches a folder.
type Folder struct {
	config  FolderConfig
	files   *index
	watcher *fsnotify.Watcher // nil while polling
	poll    time.Duration     // poll, or less in tests

	dirty   map[string]bool // paths below the folder to look at, once quiet
	full    bool            // look at everything
	moved   bool            // folders came or went: the watches are to be gone over
	gone    bool            // the folder itself is not there
	first   time.Time       // when the first of them came; zero when there are none
	changed map[string]bool // found, not sent yet
	pending bool            // something is to be sent, if only that nothing changed
	started bool            // everything was sent once
}

var _ Source = (*Folder)(nil)

// NewFolder returns a watcher of a folder, which must exist.
func NewFolder(c FolderConfig) (*Folder, error) {
	dir, err := filepath.Abs(c.Dir)
	if err == nil {
		// Watched by its real name, as events report it.
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", c.Dir, err)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("watch %s: not a folder", c.Dir)
	}
	c.Dir = dir
	return &Folder{config: c, files: newIndex(dir), poll: poll, dirty: map[string]bool{}, changed: map[string]bool{}}, nil
}

// Run watches until ctx ends.
func (f *Folder) Run(ctx context.Context, changes chan<- Change) error {
	f.start()
	defer f.stop()
	// The first Change says "everything", whatever the scan finds.
	if _, err := f.files.scan(); err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	f.pending = true

	settle := time.NewTimer(0)
	<-settle.C
	every := f.interval()
	scan := time.NewTicker(every)
	defer scan.Stop()
	for {
		if now := f.interval(); now != every {
			every = now
			scan.Reset(every)
		}
		var out chan<- Change
		if f.pending {
			out = changes
		}
		var events chan fsnotify.Event
		var failures chan error
		if f.watcher != nil {
			events, failures = f.watcher.Events, f.watcher.Errors
		}
		select {
		case <-ctx.Done():
			return nil
		case out <- f.next():
			f.sent()
		case e, ok := <-events:
			if !ok {
				f.toPolling(errors.New("the watcher ended"))
			}
			if ok && f.event(e) {
				settle.Reset(f.wait(time.Now()))
			}
		case err := <-failures:
			// fsnotify.ErrEventOverflow, mostly: events were lost.
			f.config.Log.Debug("watch", "error", err)
			f.seen()
			f.full = true
			settle.Reset(f.wait(time.Now()))
		case <-settle.C:
			f.look()
		case <-scan.C:
			f.full = true
			f.look()
		}
	}
}

// start begins watching, or polling where that cannot be.
func (f *Folder) start() {
	if f.config.Poll || isRemote(f.config.Dir) {
		return
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		f.toPolling(err)
		return
	}
	f.watcher = w
	f.watch(f.config.Dir)
}

func (f *Folder) stop() {
	if f.watcher != nil {
		f.watcher.Close()
		f.watcher = nil
	}
}

// toPolling gives up events: the system's limit on watches is reached, most often.
func (f *Folder) toPolling(why error) {
	f.config.Log.Warn("cannot watch every folder; looking at all files each second instead", "error", why,
		"help", "on Linux, raise fs.inotify.max_user_watches")
	f.stop()
	f.full = true
}

func (f *Folder) interval() time.Duration {
	if f.watcher == nil {
		return f.poll
	}
	return reconcile
}

// watch adds a folder and those below it. Each is added before it is read, so that what comes into it meanwhile is found by
// the one or the other. Files are never watched: a watch on a file ends with the first save that replaces it.
func (f *Folder) watch(dir string) {
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // what went away meanwhile needs no watch
		}
		if name := f.files.name(p); name != "." && Ignored(name) {
			return fs.SkipDir
		}
		err = f.watcher.Add(p)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			return nil
		}
		return err
	})
	if err != nil {
		f.toPolling(err)
	}
}

// event notes what an event is about; it reports whether that may be a source.
func (f *Folder) event(e fsnotify.Event) bool {
	name := f.files.name(e.Name)
	if name == "." {
		f.seen()
		f.full = true
		return true
	}
	if Ignored(name) || e.Op == fsnotify.Chmod {
		return false
	}
	f.seen()
	f.dirty[name] = true
	f.moved = f.moved || e.Has(fsnotify.Rename)
	if e.Has(fsnotify.Create) {
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			f.moved = true
			f.watch(e.Name)
		}
	}
	return true
}

// seen tells once that something happened.
func (f *Folder) seen() {
	if f.first.IsZero() {
		f.first = time.Now()
		if f.config.Seen != nil {
			f.config.Seen()
		}
	}
}

// wait returns how long to wait for quiet.
func (f *Folder) wait(now time.Time) time.Duration {
	return max(0, min(quiet, settleCap-now.Sub(f.first)))
}

// look compares what may have changed with what is known.
func (f *Folder) look() {
	if info, err := os.Stat(f.config.Dir); err != nil || !info.IsDir() {
		// The whole folder is gone, perhaps while it is being replaced. The site stays as it is until the folder is back;
		// until then there is nothing that could be watched.
		f.gone = true
		f.stop()
		f.pending = f.pending || !f.first.IsZero()
		f.first = time.Time{}
		return
	}
	if f.gone {
		f.gone, f.full = false, true
		f.start()
	}
	if f.watcher != nil && (f.full || f.moved) {
		// What was missed may have been a new folder; and a folder that moved loses the watch that was just put on it, when
		// the event of its old name is worked off.
		f.watch(f.config.Dir)
	}
	var found []string
	var err error
	if f.full {
		found, err = f.files.scan()
	} else {
		for name := range f.dirty {
			var more []string
			more, err = f.files.check(name)
			found = append(found, more...)
			if err != nil {
				break
			}
		}
	}
	if err != nil {
		f.config.Log.Warn("watch", "error", err)
	}
	for _, name := range found {
		f.changed[name] = true
	}
	f.pending = f.pending || len(found) > 0 || !f.first.IsZero()
	f.first, f.full, f.moved = time.Time{}, false, false
	clear(f.dirty)
}

// next is the Change to send.
func (f *Folder) next() Change {
	if !f.started {
		return Change{Dir: f.config.Dir}
	}
	return Change{Dir: f.config.Dir, Paths: sortedKeys(f.changed)}
}

func (f *Folder) sent() {
	f.pending, f.started = false, true
	clear(f.changed)
}

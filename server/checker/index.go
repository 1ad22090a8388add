// What is known of the files of a folder: enough to tell whether one changed without reading all of them.

package checker

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// grain is the coarsest clock of a file system in use (FAT's two seconds): a file changed this recently may change again
// without its time showing it, so its content is looked at again.
const grain = 2 * time.Second

// known is what is remembered of a file.
type known struct {
	stat stat
	hash [sha256.Size]byte
	read time.Time // when it was hashed
}

// stat is what the file system says of a file without opening it.
type stat struct {
	size     int64
	modified time.Time
	id       fileID
}

// index knows the files below dir by their paths with slashes. It is used by one goroutine.
type index struct {
	dir   string
	files map[string]known
}

func newIndex(dir string) *index { return &index{dir, map[string]known{}} }

// name returns a path below the folder, with slashes; "." is the folder itself.
func (x *index) name(p string) string {
	rel, err := filepath.Rel(x.dir, p)
	if err != nil {
		return "."
	}
	return filepath.ToSlash(rel)
}

// scan looks at every file and returns the paths that changed.
func (x *index) scan() ([]string, error) { return x.below(".") }

// check looks at one path, and at everything below it if it is or was a folder.
func (x *index) check(name string) ([]string, error) { return x.below(name) }

func (x *index) below(start string) ([]string, error) {
	var changed []string
	there := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(x.dir, filepath.FromSlash(start)), func(p string, d fs.DirEntry, err error) error {
		name := x.name(p)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // removed while walking
		case err != nil:
			return err
		case name != "." && Ignored(name):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular():
			return nil
		}
		is, differs, err := x.look(p, name, d)
		if is {
			there[name] = true
		}
		if differs {
			changed = append(changed, name)
		}
		return err
	})
	if err != nil {
		return changed, err // what could not be read is not taken for removed
	}
	for name := range x.files {
		if !there[name] && (start == "." || name == start || strings.HasPrefix(name, start+"/")) {
			delete(x.files, name)
			changed = append(changed, name)
		}
	}
	return changed, nil
}

// look compares one file with what is known of it.
func (x *index) look(p, name string, d fs.DirEntry) (is, differs bool, err error) {
	info, err := d.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return false, false, nil
	}
	if err != nil {
		return true, false, err
	}
	now := stat{info.Size(), info.ModTime(), idOf(info)}
	old, had := x.files[name]
	if had && old.stat == now && old.read.Sub(now.modified) > grain {
		return true, false, nil
	}
	hash, err := hashFile(p)
	if errors.Is(err, fs.ErrNotExist) {
		return false, false, nil
	}
	if err != nil {
		return true, false, err
	}
	x.files[name] = known{now, hash, time.Now()}
	return true, !had || hash != old.hash, nil
}

func hashFile(p string) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(p)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	h.Sum(sum[:0])
	return sum, nil
}

func sortedKeys(m map[string]bool) []string {
	keys := slices.AppendSeq(make([]string, 0, len(m)), maps.Keys(m)) // not nil, which would mean everything
	slices.Sort(keys)
	return keys
}

// The standard library for editors to show: its declaration files, written out when one is first gone to.
//
// An address of a scheme of our own would be more fitting, but only some editors ask a server for the content of one; a file any of
// them opens. Files are named after their content, so that servers of different versions do not meet, and cannot be written to, so
// that nobody edits what is not read back.

package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// library is the folder of the declaration files. Any goroutine may use it.
type library struct {
	dir string // "" where there is no place for them

	mu      sync.Mutex
	written map[string]string // by path in the library
}

func newLibrary(dir string) *library { return &library{dir: dir, written: map[string]string{}} }

// file is where the declaration file at path in the library can be opened; "" if there is no place for it.
func (l *library) file(path, content string) (string, error) {
	if l.dir == "" {
		return "", nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, ok := l.written[path]; ok {
		return at, nil
	}
	sum := sha256.Sum256([]byte(content))
	at := filepath.Join(l.dir, hex.EncodeToString(sum[:6]), filepath.FromSlash(path))
	if info, err := os.Stat(at); err != nil || info.Size() != int64(len(content)) {
		if err := writeWhole(at, content); err != nil {
			return "", err
		}
	}
	l.written[path] = at
	return at, nil
}

// holds reports whether a file is one of the library's.
func (l *library) holds(file string) bool {
	return l.dir != "" && strings.HasPrefix(file, l.dir+string(filepath.Separator))
}

// writeWhole writes a file that can only be read, so that nobody ever sees half of it.
func writeWhole(at, content string) (err error) {
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(at), "new-*")
	if err != nil {
		return err
	}
	defer func() {
		if gone := os.Remove(f.Name()); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	_, err = f.WriteString(content)
	if err = errors.Join(err, f.Chmod(0o444), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), at)
}

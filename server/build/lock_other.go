//go:build !unix

// One build at a time for one output folder, on systems without flock: opening the file for writing keeps others from removing it.

package build

import (
	"errors"
	"fmt"
	"os"
)

// lock takes the lock or says that somebody else has it.
func lock(path string) (unlock func(), err error) {
	os.Remove(path) // left by a process that ended early; fails while one lives, as the file is open
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("another build is writing to this folder: %w", err)
	}
	if err != nil {
		return nil, err
	}
	return func() { f.Close(); os.Remove(path) }, nil
}

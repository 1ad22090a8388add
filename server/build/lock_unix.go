//go:build unix

// One build at a time for one output folder, across processes: flock ends with the process, however that ends.

package build

import (
	"fmt"
	"os"
	"syscall"
)

// lock takes the lock or says that somebody else has it.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another build is writing to this folder: %w", err)
	}
	return func() { f.Close() }, nil // closing gives the lock back
}

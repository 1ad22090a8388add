//go:build linux || darwin || freebsd || netbsd

// What a file is beside its size and time, where the system says so.

package checker

import (
	"io/fs"
	"syscall"
)

// fileID tells a file that was replaced, or changed with its time put back, from the one before.
type fileID struct {
	inode   uint64
	changed syscall.Timespec
}

func idOf(info fs.FileInfo) fileID {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return fileID{s.Ino, changeTime(s)}
	}
	return fileID{}
}

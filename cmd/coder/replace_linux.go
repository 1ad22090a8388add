package main

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// exchange gives two files each other's name in one step; it reports false, and does nothing, where the file system cannot.
func exchange(a, b string) bool {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE) == nil
}

// reopen opens a file for writing, or returns nil: if anybody else has it open, since they would see a text of another file, and if it is not such a file as
// was made. The system gives a lease to write only to who is alone with a file (fcntl(2), "Leases").
func reopen(path string, made fs.FileInfo) *os.File {
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return nil
	}
	info, err := f.Stat()
	if err == nil && isLike(info, made) && hasNoAttributes(f) {
		if _, err := unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_WRLCK); err == nil {
			if _, err := unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_UNLCK); err == nil {
				return f
			}
		}
	}
	f.Close()
	return nil
}

// isLike reports whether a file is a plain one with one name and has the same owner and group as another.
func isLike(info, made fs.FileInfo) bool {
	a, ok := info.Sys().(*syscall.Stat_t)
	b, also := made.Sys().(*syscall.Stat_t)
	return ok && also && info.Mode().IsRegular() && a.Nlink == 1 && a.Uid == b.Uid && a.Gid == b.Gid
}

// hasNoAttributes reports whether nothing is known of a file beyond its mode and owner: no access list, no label.
func hasNoAttributes(f *os.File) bool {
	n, err := unix.Flistxattr(int(f.Fd()), nil)
	return n == 0 && (err == nil || err == unix.ENOTSUP)
}

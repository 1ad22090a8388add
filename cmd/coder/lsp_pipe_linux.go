package main

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// pipeRoom is how many bytes wait in a pipe for an editor: the outline of a file of 10,000 lines, which editors ask for after each key, and what a process
// may have without privileges (pipe(7), "/proc/sys/fs/pipe-max-size").
const pipeRoom = 1 << 20

// widen makes room in a pipe for a long answer: it goes out at once then, where a pipe of the usual size has the server wait sixteen times for
// the editor to read, and each time for a processor. What is no pipe, or must not grow, stays as it is.
func widen(w io.Writer) {
	f, ok := w.(*os.File)
	if !ok {
		return
	}
	raw, err := f.SyscallConn()
	if err != nil {
		return
	}
	raw.Control(func(fd uintptr) {
		if size, err := unix.FcntlInt(fd, unix.F_GETPIPE_SZ, 0); err == nil && size < pipeRoom {
			unix.FcntlInt(fd, unix.F_SETPIPE_SZ, pipeRoom)
		}
	})
}

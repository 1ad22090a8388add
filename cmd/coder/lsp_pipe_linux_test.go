package main

import (
	"bytes"
	"io"
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestLongAnswersDoNotWait writes an answer of nearly a megabyte to an editor that does not read: it is taken at once.
func TestLongAnswersDoNotWait(t *testing.T) {
	pipe := func() *os.File {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close(); w.Close() })
		return w
	}
	if size, err := unix.FcntlInt(pipe().Fd(), unix.F_SETPIPE_SZ, pipeRoom); err != nil {
		t.Skipf("this system lends a pipe no more than %d bytes: %v", size, err)
	}
	w := pipe()
	out := newStdio(streams{in: bytes.NewReader(nil), out: w})
	if err := w.SetWriteDeadline(time.Now().Add(lspPatience)); err != nil {
		t.Fatal(err)
	}
	if n, err := out.Write(make([]byte, pipeRoom)); err != nil {
		t.Errorf("after %d bytes: %v", n, err)
	}
	for _, w := range []io.Writer{new(bytes.Buffer), devNull(t)} { // no pipes
		newStdio(streams{in: bytes.NewReader(nil), out: w})
	}
}

func devNull(t *testing.T) *os.File {
	f, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

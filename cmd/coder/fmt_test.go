package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestProgress holds when a run shows how far it has come: not in its first second, then ten times a second, and no more once it is over.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		var done atomic.Int64
		stop := startProgress(&out, &done, 1000)
		time.Sleep(time.Second - time.Millisecond)
		synctest.Wait()
		if out.Len() > 0 {
			t.Errorf("within the first second: %q", &out)
		}
		done.Store(500)
		time.Sleep(50 * time.Millisecond)
		synctest.Wait()
		done.Store(1002) // each of two workers has looked for one more
		time.Sleep(100 * time.Millisecond)
		synctest.Wait()
		stop()
		if want := "\r500 of 1000 files\r1000 of 1000 files\r\x1b[K"; out.String() != want {
			t.Errorf("got %q, want %q", &out, want)
		}
	})
}

// TestNoProgress holds that a run that is over soon shows nothing.
func TestNoProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		stop := startProgress(&out, &atomic.Int64{}, 1000)
		time.Sleep(time.Second / 2)
		stop()
		if out.Len() > 0 {
			t.Errorf("got %q", &out)
		}
	})
}

// TestReplace holds that readers see the old text or the new of a file, and nothing of another, while three files are replaced in turn over and over, and
// that modes stay and nothing is left beside them.
func TestReplace(t *testing.T) {
	const rounds = 200
	dir := t.TempDir()
	modes := map[string]fs.FileMode{"a": 0o600, "b": 0o644, "c": 0o640}
	write := func(files *replacer, name string, size int) error {
		return files.replace(filepath.Join(dir, name), bytes.Repeat([]byte(name), size))
	}
	for name, mode := range modes {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	var over atomic.Bool
	var readers sync.WaitGroup
	for name := range modes {
		readers.Go(func() {
			for !over.Load() {
				text, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil || len(text) == 0 || strings.Trim(string(text), name) != "" || len(text)%1000 != 0 && len(text) != 1 {
					t.Errorf("%s holds %d bytes that begin %.20q, error %v", name, len(text), text, err)
					return
				}
			}
		})
	}
	var files replacer
	for i := range rounds {
		for name := range modes {
			if err := write(&files, name, 1000*(1+i%7*20)); err != nil {
				t.Error(err)
			}
		}
	}
	files.close()
	over.Store(true)
	readers.Wait()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(modes) {
		t.Errorf("left: %v, error %v", entries, err)
	}
	for name, mode := range modes {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode() != mode {
			t.Errorf("%s has mode %v, error %v", name, info.Mode(), err)
		}
	}
}

// TestReplaceSparesReaders holds that the old text of a file is not written over while somebody has it open.
func TestReplaceSparesReaders(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, name := range []string{"a", "b", "c"} {
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[len(paths)-1], []byte("old "+name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	reader, err := os.Open(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	var files replacer
	defer files.close()
	for _, path := range paths {
		if err := files.replace(path, []byte("new")); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := io.ReadAll(reader); err != nil || string(text) != "old a" {
		t.Errorf("the reader has %q, error %v", text, err)
	}
}

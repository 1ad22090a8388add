package main

import (
	"bytes"
	"os"
	"path/filepath"
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

// TestReplaceFile holds that readers see the old text or the new while a file is replaced over and over, and that nothing is left beside it.
func TestReplaceFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.code")
	texts := [][]byte{bytes.Repeat([]byte("a"), 100_000), bytes.Repeat([]byte("b"), 70_000)}
	if err := os.WriteFile(path, texts[0], 0o640); err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() {
		for i := range 300 {
			if err := replaceFile(path, texts[i%2]); err != nil {
				over <- err
				return
			}
		}
		over <- nil
	}()
	for reads := 0; ; reads++ {
		text, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(text, texts[0]) && !bytes.Equal(text, texts[1]) {
			t.Fatalf("read %d bytes, error %v", len(text), err)
		}
		select {
		case err := <-over:
			if err != nil {
				t.Fatal(err)
			}
			entries, err := os.ReadDir(filepath.Dir(path))
			if err != nil || len(entries) != 1 {
				t.Errorf("%v stands beside it, error %v", entries, err)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
				t.Errorf("mode %v, error %v", info.Mode(), err)
			}
			return
		default:
		}
	}
}

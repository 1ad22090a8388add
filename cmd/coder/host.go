// What a program that is run from the command line may do to the world: everything its user may.

package main

import (
	"crypto/rand"
	"errors"
	"io/fs"
	mathrand "math/rand/v2"
	"os"
	"time"
	_ "time/tzdata" // zones by name also where the system has none

	"github.com/codescript-lang/coder/engine/eval"
)

// hostFor gives a program the process's own files, streams, clock and environment.
func (a *app) hostFor(args []string) eval.Host {
	return eval.Host{
		Files:  diskFiles{},
		Stdin:  a.in,
		Stdout: a.out,
		Stderr: a.err,
		Now:    time.Now,
		Random: mathrand.Float64,
		Bytes:  func(b []byte) { _, _ = rand.Read(b) }, // never fails, says its documentation
		Zone:   time.LoadLocation,
		Env:    os.LookupEnv,
		Args:   args,
	}
}

// diskFiles is the file system of the process, relative to its working directory.
type diskFiles struct{}

func (diskFiles) Read(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	return b, plain(err)
}

func (diskFiles) Write(path string, data []byte) error {
	return plain(os.WriteFile(path, data, 0o644))
}

func (diskFiles) Append(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return plain(err)
	}
	_, err = f.Write(data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return plain(err)
}

func (diskFiles) Exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

func (diskFiles) List(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, plain(err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, nil
}

func (diskFiles) Remove(path string) error { return plain(os.Remove(path)) }

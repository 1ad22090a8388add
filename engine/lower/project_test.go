package lower_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"
	"time"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/workspace"
)

// lowered checks and lowers the file at path; problem is the first error the check finds, "" for none.
func lowered(fsys fs.FS, path string) (_ *ir.Program, problem string) {
	ctx := context.Background()
	snap := workspace.Open(fsys, workspace.Config{}).Snapshot()
	for _, p := range snap.Files() {
		found, err := snap.Diagnostics(ctx, p)
		if err != nil {
			return nil, err.Error()
		}
		for _, d := range found {
			if d.Severity() == diag.Error {
				return nil, fmt.Sprintf("%s: %s: %s", p, d.Code, d.Message(diag.English))
			}
		}
	}
	prog, err := snap.Program(ctx, path)
	if err != nil {
		return nil, err.Error()
	}
	return prog, ""
}

// source is main.code alone.
func source(text string) fs.FS {
	return fstest.MapFS{"main.code": &fstest.MapFile{Data: []byte(text)}}
}

// testHost gives programs everything they may ask for; files are in memory.
func testHost(stdout, stderr *bytes.Buffer) eval.Host {
	return eval.Host{
		Stdout: stdout, Stderr: stderr, Zone: time.LoadLocation, Now: time.Now, Random: rand.Float64, Files: memory{},
		Bytes: func(b []byte) { copy(b, strconv.FormatUint(rand.Uint64(), 10)) },
		Env:   func(string) (string, bool) { return "", false },
	}
}

// memory is files in memory.
type memory map[string]string

func (m memory) Read(path string) ([]byte, error) {
	if s, ok := m[path]; ok {
		return []byte(s), nil
	}
	return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
}
func (m memory) Write(path string, data []byte) error  { m[path] = string(data); return nil }
func (m memory) Append(path string, data []byte) error { m[path] += string(data); return nil }
func (m memory) Exists(path string) bool               { _, ok := m[path]; return ok }
func (m memory) Remove(path string) error              { delete(m, path); return nil }

func (m memory) List(path string) (names []string, _ error) {
	for _, p := range slices.Sorted(maps.Keys(m)) {
		if name, ok := strings.CutPrefix(p, path+"/"); ok && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names, nil
}

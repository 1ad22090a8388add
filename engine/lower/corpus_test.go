package lower_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/lower"
	"github.com/codescript-lang/coder/engine/testkit"
)

// TestCorpus runs the programs of the corpus, and draws the pages of those that are one.
func TestCorpus(t *testing.T) {
	testkit.Run(t, "testdata/lang", "eval", func(t *testkit.T, c *testkit.Case) {
		if diag, ok := c.Want("diag"); ok && strings.Contains(diag.Data, "error[") || !isProgram(c) {
			return
		}
		files := map[string]string{}
		for _, f := range c.Files {
			files[f.Name] = f.Data
		}
		p, problem := newProject(files)
		if problem != "" {
			t.Logf("not run, the check finds an error: %s", problem)
			return
		}
		var out, errOut bytes.Buffer
		host := eval.Host{
			Stdout: &out, Stderr: &errOut, Zone: time.LoadLocation, Now: time.Now, Random: rand.Float64, Files: memory{},
			Bytes: func(b []byte) { copy(b, strconv.FormatUint(rand.Uint64(), 10)) },
			Env:   func(string) (string, bool) { return "", false },
		}
		if args, ok := c.Tag("args"); ok {
			host.Args = strings.Fields(args.Value)
		}
		if in, ok := c.Tag("stdin"); ok {
			host.Stdin = strings.NewReader(in.Value)
		}
		prog := lower.Program(p, "main.code")
		m := eval.Compile(prog).NewMachine(host, eval.Limits{})
		err := m.Run(context.Background())
		if want, ok := c.Want("stdout"); ok && out.String() != want.Data {
			t.Errorf("printed %q\nwant    %q", out.String(), want.Data)
		}
		report := ""
		if err != nil && !err.Exit {
			report = err.Report()
		}
		want, hasError := c.Want("error")
		if _, hasExit := c.Want("exit"); report != want.Data && (hasError || !hasExit && len(c.Expect) > 0 && c.Expect[0].Name != "diag") {
			t.Errorf("failed with %q\nwant        %q", report, want.Data)
		}
		if _, cookie := c.Tag("cookie"); cookie || strings.HasPrefix(c.Name, "pages/") {
			return // asks for a request, which the server has
		}
		if want, ok := c.Want("html"); ok && err == nil && prog.Entry.Page != nil {
			d, err := m.Draw(context.Background(), eval.PageCall{Func: prog.Entry.Page})
			if err != nil {
				t.Fatalf("page failed: %s", err.Report())
			}
			if got := strings.TrimSuffix(string(d.Body), "\n"); got != strings.TrimSuffix(want.Data, "\n") {
				t.Errorf("drew %q\nwant %q", got, want.Data)
			}
		}
	})
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
func (m memory) List(string) ([]string, error)         { return slices.Sorted(maps.Keys(m)), nil }
func (m memory) Remove(path string) error              { delete(m, path); return nil }

// isProgram tells whether a case is one program of code alone: sites and imported data are the workspace's.
func isProgram(c *testkit.Case) bool {
	_, ok := c.Source("main.code")
	for _, f := range c.Files {
		if !strings.HasSuffix(f.Name, ".code") {
			return false
		}
	}
	return ok && !c.IsSite()
}

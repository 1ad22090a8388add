package format_test

import (
	"bytes"
	"context"
	"io/fs"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
)

// TestSameOutput runs the programs of the corpus, and draws their pages, before and after formatting.
func TestSameOutput(t *testing.T) {
	ran := 0
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range testkit.Load(t, "testdata/lang") {
		if _, ok := c.Source("main.code"); !ok || c.IsSite() {
			continue
		}
		want, ok := output(c.Files, nil)
		if !ok {
			continue
		}
		ran++
		t.Run(c.Name, func(t *testing.T) {
			checkOutput(t, c.Files, want)
			for range 4 { // and with other white space, comments and children
				files := slices.Clone(c.Files)
				for i, f := range files {
					if strings.HasSuffix(f.Name, ".code") {
						files[i].Data = sprinkle(r, parse(sprinkle(r, parse(f.Data))))
					}
				}
				if want, ok := output(files, nil); ok {
					checkOutput(t, files, want)
				}
			}
		})
	}
	if ran == 0 {
		t.Error("no program of the corpus ran")
	}
}

// checkOutput holds that sources print want when they are formatted.
func checkOutput(t *testing.T, files []testkit.File, want string) {
	t.Helper()
	for _, width := range widths {
		got, ok := output(files, func(src string) string { return formatted(t, src, width) })
		if !ok || got != want {
			t.Errorf("width %d\n%s", width, testkit.Diff(want, got))
			for _, f := range files {
				t.Logf("%s\n%s", f.Name, f.Data)
			}
		}
	}
}

// output returns what main.code prints and its page, its sources changed by change; ok is false if it does not run to its end.
func output(files []testkit.File, change func(string) string) (text string, ok bool) {
	fsys := fstest.MapFS{}
	for _, f := range files {
		data := f.Data
		if change != nil && strings.HasSuffix(f.Name, ".code") && !parse(data).Root().HasError() {
			data = change(data)
		}
		fsys[f.Name] = &fstest.MapFile{Data: []byte(data)}
	}
	ctx := context.Background()
	snapshot := workspace.Open(fsys, workspace.Config{}).Snapshot()
	for _, path := range snapshot.Files() {
		found, err := snapshot.Diagnostics(ctx, path)
		if err != nil {
			return "", false
		}
		for _, d := range found {
			if d.Severity() == diag.Error {
				return "", false
			}
		}
	}
	program, err := snapshot.Program(ctx, "main.code")
	if err != nil {
		return "", false
	}
	var out, problems bytes.Buffer
	host := eval.Host{
		Stdout: &out, Stderr: &problems, Stdin: strings.NewReader(""), Zone: time.LoadLocation, Files: readOnly{fsys},
		Now:    func() time.Time { return time.Unix(1e9, 0) },
		Random: func() float64 { return 0.5 },
		Bytes:  func([]byte) {},
		Env:    func(string) (string, bool) { return "", false },
	}
	machine := eval.Compile(program).NewMachine(host, eval.Limits{})
	if err := machine.Run(ctx); err != nil {
		return "", false
	}
	if program.Entry.Page != nil {
		page, err := machine.Draw(ctx, eval.PageCall{Func: program.Entry.Page})
		if err != nil {
			return "", false
		}
		out.Write(page.Body)
	}
	return raw.ReplaceAllStringFunc(out.String(), func(s string) string {
		m := raw.FindStringSubmatch(s)
		return m[1] + rawMeaning(m[2], m[1], m[3])
	}), true
}

// raw is raw content with the start tag before it.
var raw = regexp.MustCompile(`(?s)(<(style|script)[^>]*>)(.*?)</`)

// readOnly is files that a program may read.
type readOnly struct{ fs fs.FS }

func (r readOnly) Read(path string) ([]byte, error)      { return fs.ReadFile(r.fs, path) }
func (r readOnly) Write(string, []byte) error            { return fs.ErrPermission }
func (r readOnly) Append(string, []byte) error           { return fs.ErrPermission }
func (r readOnly) Remove(string) error                   { return fs.ErrPermission }
func (r readOnly) List(string) (names []string, _ error) { return nil, fs.ErrPermission }
func (r readOnly) Exists(path string) bool {
	_, err := fs.Stat(r.fs, path)
	return err == nil
}

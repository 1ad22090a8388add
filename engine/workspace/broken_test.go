package workspace

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// brokenFiles panics when one of its files is opened: the worst that a bug can do.
type brokenFiles struct {
	fstest.MapFS
	broken string
}

func (b brokenFiles) Open(name string) (fs.File, error) {
	if name == b.broken {
		panic("broken " + name)
	}
	return b.MapFS.Open(name)
}

// panicOf is what f panics with, as a text.
func panicOf(f func()) (text string) {
	defer func() { text, _ = recover().(string) }()
	f()
	return ""
}

// TestPanicsReachWhoAsked has one file of several break whoever looks at it: the panic is that of the caller, not of a goroutine, which
// would end the process, and what is known of other files is found afterwards.
func TestPanicsReachWhoAsked(t *testing.T) {
	open := func() *Workspace {
		return Open(brokenFiles{fstest.MapFS{
			"a.code": {Data: []byte("let unused = 1\n")}, "b.code": {Data: []byte("let x = 1\n")}, "c.code": {Data: []byte("let unused = 1\n")},
		}, "b.code"}, Config{})
	}
	ctx := context.Background()
	s := open().Snapshot()
	if got := panicOf(func() { s.Mentioning("unused") }); !strings.HasPrefix(got, "broken b.code") || !strings.Contains(got, "goroutine") {
		t.Errorf("searching panics with %q", got)
	}
	s = open().Snapshot()
	if got := panicOf(func() { _, _ = s.AllDiagnostics(ctx) }); !strings.HasPrefix(got, "broken b.code") {
		t.Errorf("checking panics with %q", got)
	}
	s = open().Snapshot()
	var f Findings
	if got := panicOf(func() { _, _ = f.Update(ctx, s, nil) }); !strings.HasPrefix(got, "broken b.code") {
		t.Errorf("looking panics with %q", got)
	}
	if _, err := f.Update(ctx, s, nil); err != nil {
		t.Fatal(err)
	}
	if paths := strings.Join(f.Paths(), " "); paths != "a.code c.code" {
		t.Errorf("something was found in %s", paths)
	}
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/bug"
)

// TestBugsAreTold breaks invariants: every command ends with a line for each that was reported, and has its own status.
func TestBugsAreTold(t *testing.T) {
	bug.Tolerate(t)
	for range 3 {
		bug.Reportf("a node has no kind")
	}
	bug.Reportf("a list is not sorted")
	var out, complaint bytes.Buffer
	if got := run(t.Context(), []string{"version"}, streams{strings.NewReader(""), &out, &complaint}); got != exitOK {
		t.Errorf("status %d", got)
	}
	lines := strings.SplitAfter(complaint.String(), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "warning: a bug in coder: a node has no kind (") || !strings.Contains(lines[0], "main_test.go:20, 3 times); ") ||
		!strings.HasPrefix(lines[1], "warning: a bug in coder: a list is not sorted (") || !strings.Contains(lines[0], "Please report this line") || lines[2] != "" {
		t.Errorf("told:\n%s", complaint.String())
	}
}

// TestServeLogsBugs breaks an invariant while a site is served: the log tells at once.
func TestServeLogsBugs(t *testing.T) {
	bug.Tolerate(t)
	file := filepath.Join(t.TempDir(), "one.code")
	if err := os.WriteFile(file, []byte("page => <h1>One</h1>\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	read, out := io.Pipe()
	var log lockedBuffer
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", file}, streams{strings.NewReader(""), out, &log})
	}()
	if line, err := bufio.NewReader(read).ReadString('\n'); err != nil {
		t.Fatalf("%q, %v", line, err)
	}
	bug.Reportf("a node has no kind")
	if !strings.Contains(log.String(), "level=ERROR msg=\"a bug in coder: a node has no kind (") || !strings.Contains(log.String(), "TestServeLogsBugs") {
		t.Errorf("logged:\n%s", log.String())
	}
	stop()
	if got := <-ended; got != exitOK {
		t.Errorf("status %d\n%s", got, log.String())
	}
}

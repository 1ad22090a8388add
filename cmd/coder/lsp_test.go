package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/codescript-lang/coder/engine/diag"
)

// lspPatience bounds a run of the server; nothing is decided by how long one takes.
const lspPatience = 2 * time.Minute

// frames are messages as they stand on the wire.
func frames(messages ...string) string {
	var b strings.Builder
	for _, m := range messages {
		fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s", len(m), m)
	}
	return b.String()
}

const (
	initialize = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`
	shutdown   = `{"jsonrpc":"2.0","id":2,"method":"shutdown"}`
	exit       = `{"jsonrpc":"2.0","method":"exit"}`
)

// openSlug opens a file whose address is written as no library would write it.
const openSlug = `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///x/[글].code","languageId":"codescript","version":1,"text":"print(1)\n"}}}`

func TestLspEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		in   string
		want int
	}{
		{"shutdown and exit", frames(initialize, shutdown, exit), exitOK},
		{"exit alone", frames(initialize, exit), exitFailed},
		{"closed after shutdown", frames(initialize, shutdown), exitFailed},
		{"closed", "", exitFailed},
		{"nonsense", "hello\r\n\r\n", exitFailed},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), lspPatience)
		var out, errors bytes.Buffer
		if got := run(ctx, []string{"lsp"}, streams{strings.NewReader(c.in), &out, &errors}); got != c.want {
			t.Errorf("%s: status %d, want %d\n%s", c.name, got, c.want, errors.String())
		}
		cancel()
	}
}

// TestLspEndsWithItsParent gives the server the id of a process that is no more, and a standard input that stays open.
func TestLspEndsWithItsParent(t *testing.T) {
	in, hold := io.Pipe()
	defer hold.Close()
	go io.WriteString(hold, frames(strings.Replace(initialize, "null", fmt.Sprint(1<<30), 1)))
	ctx, cancel := context.WithTimeout(t.Context(), lspPatience)
	defer cancel()
	if got := run(ctx, []string{"lsp"}, streams{in, io.Discard, io.Discard}); got != exitFailed || ctx.Err() != nil {
		t.Errorf("status %d, %v", got, ctx.Err())
	}
}

func TestLspNamesFilesAsTheClientDoes(t *testing.T) {
	in, write := io.Pipe()
	read, out := io.Pipe()
	ctx, cancel := context.WithTimeout(t.Context(), lspPatience)
	defer cancel()
	ended := make(chan int, 1)
	go func() {
		code := run(ctx, []string{"lsp"}, streams{in, out, io.Discard})
		out.Close()
		ended <- code
	}()
	go io.WriteString(write, frames(initialize, openSlug))
	seen := ""
	for r := bufio.NewReader(read); !strings.Contains(seen, `"uri":"file:///x/[글].code"`); {
		piece := make([]byte, 4096)
		n, err := r.Read(piece)
		if seen += string(piece[:n]); err != nil {
			t.Fatalf("the file was never named: %s", seen)
		}
	}
	go io.Copy(io.Discard, read)
	io.WriteString(write, frames(shutdown, exit))
	if got := <-ended; got != exitOK {
		t.Errorf("status %d", got)
	}
}

func TestLspListens(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), lspPatience)
	defer cancel()
	read, out := io.Pipe()
	log := filepath.Join(t.TempDir(), "lsp.log")
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"lsp", "--listen", "127.0.0.1:0", "--log", log}, streams{strings.NewReader(""), out, io.Discard})
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on tcp://")
	if !ok {
		t.Fatalf("it says %q", line)
	}
	for range 2 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, frames(initialize, strings.Replace(openSlug, "didOpen", "unknown", 1), shutdown, exit))
		answer, err := io.ReadAll(conn)
		if err != nil || !bytes.Contains(answer, []byte(`"positionEncoding":"utf-16"`)) || !bytes.Contains(answer, []byte(`"id":2`)) {
			t.Fatalf("%v: %s", err, answer)
		}
		conn.Close()
	}
	cancel()
	if got := <-ended; got != exitOK {
		t.Errorf("status %d", got)
	}
	if text, err := os.ReadFile(log); err != nil || !strings.Contains(string(text), "textDocument/unknown") {
		t.Errorf("the log does not tell of the unknown notification: %v\n%s", err, text)
	}
}

// TestRunTest runs tests as the language server has them run: on a snapshot, with what they print and why they fail in the report.
func TestRunTest(t *testing.T) {
	const text = `test "good" {
	print("seen")
	assert 1 + 1 == 2
}

test "bad" {
	assert 1 + 1 == 3
}
`
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "main.code"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "wrong.code"), []byte("test \"x\" {\n\tassert nothing\n}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := &app{streams: streams{strings.NewReader(""), &out, &out}}
	p := openProject(root)
	for _, c := range []struct {
		path, name string
		lang       diag.Lang
		passed     bool
		says       string
	}{
		{"main.code", "good", diag.English, true, "seen\n"},
		{"main.code", "bad", diag.English, false, "left:  2"},
		{"main.code", "bad", diag.Korean, false, "왼쪽:   2"},
		{"main.code", "absent", diag.English, false, "no such test"},
		{"main.code", "absent", diag.Korean, false, "그런 테스트가 없습니다"},
		{"wrong.code", "x", diag.English, false, "unknown-name"},
	} {
		got := a.runTest(t.Context(), p.Snapshot(), c.path, c.name, c.lang)
		if got.Passed != c.passed || !strings.Contains(got.Report, c.says) {
			t.Errorf("%s: %v %q", c.name, got.Passed, got.Report)
		}
	}
	if out.Len() > 0 {
		t.Errorf("the test wrote to the client: %q", out.String())
	}
}

// What the protocol asks of a server whatever its language, held over the real wire by a client that shares no code with it.

package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// duplex is one end of a connection made of two pipes.
type duplex struct {
	*io.PipeReader
	*io.PipeWriter
}

func (d duplex) Close() error {
	d.PipeReader.Close()
	return d.PipeWriter.Close()
}

// ending is what came of a session.
type ending struct {
	clean bool
	err   error
}

// peer is a client and its server.
type peer struct {
	*wire
	ended <-chan ending
	hang  func()        // closes the client's side
	log   *bytes.Buffer // of the server, to be read when it has ended
}

// newPeer starts a server. It ends with the test at the latest.
func newPeer(t testing.TB) *peer {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ended := make(chan ending, 1)
	log := &bytes.Buffer{}
	go func() {
		clean, err := Serve(t.Context(), duplex{in, out}, Config{Version: "test", Log: slog.New(slog.NewTextHandler(log, nil))})
		ended <- ending{clean, err}
	}()
	return &peer{wire: newWire(t, fromServer, toServer), ended: ended, hang: func() { toServer.Close() }, log: log}
}

// end waits for the end of the session.
func (p *peer) end() ending {
	p.t.Helper()
	select {
	case e := <-p.ended:
		return e
	case <-time.After(patience):
		p.t.Fatal("the session does not end")
	}
	return ending{}
}

// meet initializes.
func (p *peer) meet(params map[string]any) incoming {
	p.t.Helper()
	all := map[string]any{"processId": nil, "rootUri": nil, "capabilities": map[string]any{}}
	for k, v := range params {
		all[k] = v
	}
	m := p.ask("initialize", all)
	if m.Error != nil {
		p.t.Fatal(m.Error)
	}
	p.notify("initialized", map[string]any{})
	return m
}

func (p *peer) open(uri, text string) {
	p.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": "codescript", "version": 1, "text": text}})
}

// diagnosed waits until the server has told of a version of a file, whose address must be written as the client writes it, and
// returns the names of what it found.
func (p *peer) diagnosed(uri string, version int) string {
	p.t.Helper()
	var found string
	p.until(fmt.Sprintf("version %d of %s", version, uri), func(m incoming) bool {
		var told struct {
			URI         string
			Version     int
			Diagnostics []struct{ Code string }
		}
		if m.Method != "textDocument/publishDiagnostics" || json.Unmarshal(m.Params, &told) != nil || told.URI != uri || told.Version != version {
			return false
		}
		var codes []string
		for _, d := range told.Diagnostics {
			codes = append(codes, d.Code)
		}
		found = strings.Join(codes, " ")
		return true
	})
	return found
}

func about(uri string) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": uri}, "position": map[string]any{"line": 0, "character": 0}}
}

func (m incoming) code() int {
	if m.Error == nil {
		return 0
	}
	return m.Error.Code
}

func TestConformanceOfRequests(t *testing.T) {
	p := newPeer(t)
	expect := func(what string, m incoming, want int) {
		t.Helper()
		if m.code() != want {
			t.Errorf("%s: %+v, want %d", what, m.Error, want)
		}
		if m.Error != nil && m.Error.Message == "" {
			t.Errorf("%s: no message", what)
		}
	}
	expect("before initialize", p.ask("textDocument/hover", about("file:///a.code")), -32002)
	p.notify("textDocument/didOpen", map[string]any{}) // dropped
	p.meet(nil)
	p.open("untitled:a", "print(1)\n")
	expect("initialize again", p.ask("initialize", map[string]any{"capabilities": map[string]any{}}), -32600)
	expect("an unknown method", p.ask("no/such", map[string]any{}), -32601)
	expect("an unknown method of the protocol's own", p.ask("$/no", nil), -32601)
	for _, params := range []any{nil, map[string]any{}, 3, map[string]any{"textDocument": 3}, map[string]any{"textDocument": map[string]any{"uri": "untitled:a"}, "position": "x"}} {
		m := p.ask("textDocument/hover", params)
		expect(fmt.Sprintf("params %v", params), m, -32602)
	}
	expect("a document that is not open", p.ask("textDocument/hover", about("file:///b.code")), -32602)
	for _, n := range []struct {
		method string
		params any
	}{
		{"$/no", nil}, {"no/such", map[string]any{}}, {"initialized", nil}, {"textDocument/didOpen", nil}, {"textDocument/didChange", 3},
		{"textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": "file:///b.code", "version": 2}, "contentChanges": []any{}}},
		{"textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": "file:///b.code"}}},
		{"textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": "untitled:a"}}},
		{"workspace/didChangeConfiguration", map[string]any{"settings": nil}}, {"$/setTrace", map[string]any{"value": "off"}},
		{"$/cancelRequest", nil}, {"$/cancelRequest", map[string]any{"id": true}}, {"$/cancelRequest", map[string]any{"id": 1 << 60}},
		{"$/cancelRequest", map[string]any{"id": "none"}}, {"$/cancelRequest", map[string]any{"id": 1.5}},
	} {
		p.notify(n.method, n.params)
	}
	expect("after all that", p.ask("textDocument/hover", about("untitled:a")), 0)
	expect("an id that is a text", p.answer("hover", p.sendAs("한글 id", "textDocument/hover", about("untitled:a"))), 0)
	expect("an id that is large", p.answer("hover", p.sendAs(int64(1)<<52, "textDocument/hover", about("untitled:a"))), 0)
	expect("shutdown", p.ask("shutdown", nil), 0)
	expect("after shutdown", p.ask("textDocument/hover", about("untitled:a")), -32600)
	p.notify("exit", nil)
	if e := p.end(); !e.clean || e.err != nil {
		t.Errorf("the end is %+v", e)
	}
}

func TestConformanceOfEndings(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    func(p *peer)
		clean bool
		err   bool
	}{
		{"exit after shutdown", func(p *peer) { p.meet(nil); p.ask("shutdown", nil); p.notify("exit", nil) }, true, false},
		{"exit without shutdown", func(p *peer) { p.meet(nil); p.notify("exit", nil) }, false, false},
		{"exit before initialize", func(p *peer) { p.notify("exit", nil) }, false, false},
		{"the client hangs up", func(p *peer) { p.meet(nil); p.hang() }, false, false},
		{"the client hangs up after shutdown", func(p *peer) { p.meet(nil); p.ask("shutdown", nil); p.hang() }, false, false},
		{"in the middle of a message", func(p *peer) { p.meet(nil); p.raw("Content-Length: 100\r\n\r\n{"); p.hang() }, false, true},
		{"in the middle of a header", func(p *peer) { p.meet(nil); p.raw("Content-Le"); p.hang() }, false, true},
		{"a header without a length", func(p *peer) { p.meet(nil); p.raw("Content-Type: x\r\n\r\n{}") }, false, true},
		{"a header that is none", func(p *peer) { p.meet(nil); p.raw("GET / HTTP/1.1\r\n\r\n") }, false, true},
		{"a length that is none", func(p *peer) { p.meet(nil); p.raw("Content-Length: many\r\n\r\n") }, false, true},
		{"a length below nothing", func(p *peer) { p.meet(nil); p.raw("Content-Length: -5\r\n\r\n") }, false, true},
		{"an absurd length", func(p *peer) { p.meet(nil); p.raw("Content-Length: 99999999999999\r\n\r\n") }, false, true},
		{"a header without an end", func(p *peer) { p.meet(nil); p.raw(strings.Repeat("x", maxHeader+10)) }, false, true},
		{"the parent process is gone", func(p *peer) {
			cmd := exec.Command("go", "version")
			if err := cmd.Run(); err != nil {
				p.t.Fatal(err)
			}
			p.send("initialize", map[string]any{"processId": cmd.Process.Pid, "capabilities": map[string]any{}}) // the end may come before the answer
		}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPeer(t)
			c.do(p)
			if e := p.end(); e.clean != c.clean || (e.err != nil) != c.err {
				t.Errorf("%+v\n%s", e, p.log)
			}
		})
	}
}

func TestConformanceOfBrokenMessages(t *testing.T) {
	p := newPeer(t)
	p.meet(nil)
	for _, c := range []struct {
		body string
		want int
	}{
		{`{"jsonrpc":"2.0","id":7,"method":`, -32700}, {``, -32700}, {`no`, -32700}, {"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"", -32700},
		{`{}`, -32600}, {`3`, -32600}, {`[]`, -32600}, {`{"jsonrpc":"2.0"}`, -32600}, {`{"jsonrpc":"2.0","id":1,"method":3}`, -32600},
	} {
		answer := make(chan incoming, 1)
		p.mu.Lock()
		p.waiting["null"] = answer
		p.mu.Unlock()
		p.frame(c.body)
		if m := p.answer(c.body, answer); m.code() != c.want {
			t.Errorf("%q: %+v, want %d", c.body, m.Error, c.want)
		}
	}
	p.frame(`{"jsonrpc":"2.0","id":99,"result":null}`) // an answer to nothing
	// Names of fields are in any case, and there are others.
	const last = `{"jsonrpc":"2.0","id":"last","method":"shutdown","params":{}}`
	answer := make(chan incoming, 1)
	p.mu.Lock()
	p.waiting[`"last"`] = answer
	p.mu.Unlock()
	p.raw(fmt.Sprintf("content-length:  %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n%s", len(last), last))
	if m := p.answer(last, answer); m.Error != nil {
		t.Error(m.Error)
	}
}

// TestConformanceOfAddresses opens documents under every form of an address: what is told and answered is in the client's own form.
func TestConformanceOfAddresses(t *testing.T) {
	root := "file://" + filepath.ToSlash(t.TempDir())
	p := newPeer(t)
	p.meet(map[string]any{"workspaceFolders": nil})
	for _, uri := range []string{
		root + "/pages/[slug].code", root + "/pages/%5Bid%5D.code", root + "/my file.code", root + "/my%20other.code", root + "/글.code", root + "/%EA%B0%80.code",
		root + "/a+b&c=d.code", root + "/50%25.code", root + "/%7Etilde.code", "untitled:Untitled-1", "untitled:/home/x/new.code", "vscode-vfs://github/x/y.code", "git:/x/y.code?ref",
	} {
		p.open(uri, "let a = 1\n\nprint(a, nobody)\n")
		if got := p.diagnosed(uri, 1); got != "unknown-name" {
			t.Errorf("%s: %s", uri, got)
		}
		at := about(uri)
		at["position"] = map[string]any{"line": 2, "character": 6}
		if m := p.ask("textDocument/definition", at); m.Error != nil || !bytes.Contains(m.Result, []byte(quoted(uri))) {
			t.Errorf("the definition in %s is at %s %v", uri, m.Result, m.Error)
		}
	}
}

func quoted(s string) string {
	data, _ := json.Marshal(s)
	return string(bytes.ReplaceAll(data, []byte(`\u0026`), []byte("&")))
}

// TestConformanceOfSpellings opens one file under two spellings of its address: each is answered from its own text, and closing
// one leaves the other.
func TestConformanceOfSpellings(t *testing.T) {
	root := "file://" + filepath.ToSlash(t.TempDir())
	composed, taken := root+"/\uac00.code", root+"/\u1100\u1161.code" // one name in two forms of Unicode
	p := newPeer(t)
	p.meet(nil)
	p.open(composed, "print(one)\n")
	p.open(taken, "print(two, three)\n")
	p.diagnosed(taken, 1)
	change := func(uri string, version int, text string) {
		p.notify("textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": uri, "version": version},
			"contentChanges": []any{map[string]any{"range": map[string]any{"start": map[string]any{"line": 0, "character": 6}, "end": map[string]any{"line": 0, "character": 9}}, "text": text}},
		})
	}
	change(composed, 2, "1")
	if got := p.diagnosed(composed, 2); got != "" {
		t.Errorf("the first has %s", got)
	}
	change(taken, 2, "2")
	if got := p.diagnosed(taken, 2); got != "unknown-name" {
		t.Errorf("the second has %s", got)
	}
	p.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": taken}})
	change(composed, 3, "nobody)")
	if got := p.diagnosed(composed, 3); got != "unknown-name" {
		t.Errorf("the first has %s now", got)
	}
}

func TestConformanceOfFolders(t *testing.T) {
	dir := t.TempDir()
	uri := "file://" + filepath.ToSlash(dir)
	for _, params := range []map[string]any{
		{"rootUri": nil}, {"rootUri": uri}, {"rootPath": dir}, {"workspaceFolders": []any{}}, {"workspaceFolders": nil},
		{"workspaceFolders": []any{map[string]any{"uri": uri, "name": "a"}, map[string]any{"uri": uri + "/b", "name": "b"}, map[string]any{"uri": "vscode-vfs://x/y", "name": "c"}}},
		{"rootUri": "file:///no/such/folder"}, {"processId": 1 << 30}, {"locale": "xx-nonsense"}, {"capabilities": map[string]any{"general": map[string]any{"positionEncodings": []any{}}}},
	} {
		if params["processId"] != nil {
			continue // ends the session: see the endings
		}
		p := newPeer(t)
		p.meet(params)
		p.open(uri+"/a.code", "print(nobody)\n")
		if got := p.diagnosed(uri+"/a.code", 1); got != "unknown-name" {
			t.Errorf("%v: %s", params, got)
		}
	}
}

func TestConformanceOfVersions(t *testing.T) {
	const uri = "untitled:a.code"
	p := newPeer(t)
	p.meet(nil)
	p.open(uri, "print(nobody)\n")
	p.diagnosed(uri, 1)
	for _, c := range []struct {
		version any
		change  map[string]any
		told    int
		want    string
	}{
		{9, map[string]any{"text": "print(1)\n"}, 9, ""},                                  // versions may leave gaps
		{10, map[string]any{"text": "print(nobody)\n", "range": nil}, 10, "unknown-name"}, // a range that is null is none
		{nil, map[string]any{"text": "print(2)\n"}, 10, ""},                               // a version that is null is the last
		{1, map[string]any{"text": "print(nobody)\n"}, 1, "unknown-name"},                 // a client that counts anew
	} {
		p.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": c.version}, "contentChanges": []any{c.change}})
		if got := p.diagnosed(uri, c.told); got != c.want {
			t.Errorf("version %v: %s", c.version, got)
		}
	}
	p.open(uri, "print(3)\n") // again without a close between
	if got := p.diagnosed(uri, 1); got != "" {
		t.Errorf("opened again: %s", got)
	}
}

// TestCancelled cancels requests as soon as they are sent, some of them before they run: each is answered once, with a result or as
// cancelled, and most of the flood is.
func TestCancelled(t *testing.T) {
	const uri = "untitled:a.code"
	p := newPeer(t)
	p.meet(nil)
	p.open(uri, benchFile(0, 100, 1))
	var answers []<-chan incoming
	for i := range 100 {
		id := fmt.Sprintf("c%d", i)
		answers = append(answers, p.sendAs(id, "textDocument/completion", map[string]any{
			"textDocument": map[string]any{"uri": uri}, "position": map[string]any{"line": 1000 + i, "character": 1},
		}))
		p.notify("$/cancelRequest", map[string]any{"id": id})
	}
	cancelled := 0
	for i, ch := range answers {
		switch m := p.answer(fmt.Sprint(i), ch); m.code() {
		case -32800:
			cancelled++
		case 0:
		default:
			t.Errorf("answered with %+v", m.Error)
		}
	}
	if cancelled == 0 {
		t.Error("none of a hundred was cancelled")
	}
}

// slowReader is a client's side that stops reading when it is told to, which shows once the read that has begun has ended.
type slowReader struct {
	io.Reader
	stop, stopped, goOn chan struct{} // closed, each in its turn
	once                sync.Once
}

func (r *slowReader) Read(b []byte) (int, error) {
	select {
	case <-r.stop:
		r.once.Do(func() { close(r.stopped) })
		<-r.goOn
	default:
	}
	return r.Reader.Read(b)
}

// TestClientThatStopsReading sends changes and requests without reading anything: the server takes them all, and answers from the
// newest text when the client reads again.
func TestClientThatStopsReading(t *testing.T) {
	const uri = "untitled:a.code"
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ended := make(chan ending, 1)
	go func() {
		clean, err := Serve(t.Context(), duplex{in, out}, Config{Log: slog.New(slog.DiscardHandler)})
		ended <- ending{clean, err}
	}()
	client := &slowReader{Reader: fromServer, stop: make(chan struct{}), stopped: make(chan struct{}), goOn: make(chan struct{})}
	p := &peer{wire: newWire(t, client, toServer), ended: ended}
	p.meet(nil)
	p.open(uri, "")
	p.diagnosed(uri, 1)
	close(client.stop)
	p.send("no/such", nil) // its answer ends the read that has begun
	<-client.stopped
	const changes = 500
	var answers []<-chan incoming
	for i := range changes {
		p.notify("textDocument/didChange", map[string]any{
			"textDocument": map[string]any{"uri": uri, "version": i + 2}, "contentChanges": []any{map[string]any{"text": fmt.Sprintf("print(a%d)\n", i)}},
		})
		if i%5 == 0 {
			answers = append(answers, p.send("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": uri}}))
		}
	}
	close(client.goOn)
	if got := p.diagnosed(uri, changes+1); got != "unknown-name" {
		t.Errorf("at the end: %s", got)
	}
	for _, ch := range answers {
		if m := p.answer("symbols", ch); m.Error != nil {
			t.Error(m.Error)
		}
	}
}

// TestAnswersWithHeaders holds what every message of the server looks like on the wire.
func TestAnswersWithHeaders(t *testing.T) {
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := Serve(t.Context(), duplex{in, out}, Config{Log: slog.New(slog.DiscardHandler)})
		ended <- err
	}()
	ask := func(body string) string {
		t.Helper()
		if _, err := fmt.Fprintf(toServer, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
			t.Fatal(err)
		}
		var length int
		if _, err := fmt.Fscanf(fromServer, "Content-Length: %d\r\n\r\n", &length); err != nil {
			t.Fatal(err)
		}
		answer := make([]byte, length)
		if _, err := io.ReadFull(fromServer, answer); err != nil {
			t.Fatal(err)
		}
		return string(answer)
	}
	for _, c := range [][2]string{
		{`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`, `"id":1`},
		{`{"jsonrpc":"2.0","id":"글","method":"no/such"}`, `"id":"글"`},
		{`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`, `"result":null`},
	} {
		got := ask(c[0])
		var m map[string]json.RawMessage
		if err := json.Unmarshal([]byte(got), &m); err != nil || !strings.Contains(got, c[1]) || string(m["jsonrpc"]) != `"2.0"` {
			t.Errorf("%s\nis answered by\n%s", c[0], got)
		}
		if (m["result"] == nil) == (m["error"] == nil) {
			t.Errorf("a result or an error: %s", got)
		}
	}
	toServer.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// A fake editor: a client over the real wire that keeps its own texts, changes them piece by piece, and waits for diagnostics.
// It converts positions by itself, so that it disagrees with the server where either is wrong.

package server

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/workspace"
)

// patience is how long an answer may take before a test gives up. No test passes or fails by how fast anything is.
const patience = 2 * time.Minute

// editor is one client with its server.
type editor struct {
	t        testing.TB
	root     string // the folder that paths are relative to
	conn     jsonrpc2.Conn
	encoding encoding
	texts    map[string]string // of open files, by path
	versions map[string]int32

	mu    sync.Mutex
	told  map[string]*protocol.PublishDiagnosticsParams // the newest, by path
	count map[string]int
	news  chan struct{}
	shown []string // messages
	asked []string // what it was asked to register and not to any more
	again int      // how often it was told to ask for diagnostics again
	shows []string // the progress it was shown

	logged []string // what it was told for its log

	library string // the folder of the standard library's declarations
}

// stubTest stands in for the machine that runs tests: those pass of which the name does not say that they fail.
func stubTest(_ context.Context, _ *workspace.Snapshot, path, name string, _ diag.Lang) TestResult {
	if strings.Contains(name, "fails") {
		return TestResult{Report: path + ": no"}
	}
	return TestResult{Passed: true}
}

// editorConfig says what kind of client it is.
type editorConfig struct {
	root     string
	encoding encoding
	pull     bool
	locale   string
	noFolder bool      // a single file: no root, no folders
	bare     bool      // a client that can do no more than the least
	links    bool      // it takes links for definitions
	content  bool      // it can be asked to tell of files in other languages
	log      io.Writer // of the server's errors; none may be there if nil
}

// newEditor starts a server and meets it; both end with the test.
func newEditor(t testing.TB, cfg editorConfig) *editor {
	t.Helper()
	e := &editor{
		t: t, root: cfg.root, encoding: cfg.encoding, texts: map[string]string{}, versions: map[string]int32{},
		told: map[string]*protocol.PublishDiagnosticsParams{}, count: map[string]int{}, news: make(chan struct{}, 1),
		library: filepath.Join(t.TempDir(), "std"),
	}
	if cfg.log == nil {
		cfg.log = testWriter{t}
	}
	here, there := net.Pipe()
	served := make(chan error, 1)
	go func() {
		_, err := Serve(context.Background(), there, Config{Version: "test", Library: e.library, RunTest: stubTest, SiteURL: "http://localhost:1", Log: slog.New(slog.NewTextHandler(cfg.log, &slog.HandlerOptions{Level: slog.LevelError}))})
		served <- err
	}()
	e.conn = jsonrpc2.NewConn(jsonrpc2.NewStream(here), jsonrpc2.WithCodec(codec{&answers{}}))
	e.conn.Go(context.Background(), e.handle)
	t.Cleanup(func() {
		e.call("shutdown", nil, nil)
		if err := e.conn.Notify(context.Background(), "exit", nil); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Error(err)
		}
		e.conn.Close()
	})
	yes := map[string]any{}
	document := map[string]any{
		"hover": map[string]any{"contentFormat": []string{"markdown"}},
		"completion": map[string]any{"completionItem": map[string]any{
			"snippetSupport": true, "insertReplaceSupport": true, "labelDetailsSupport": true, "commitCharactersSupport": true,
			"documentationFormat": []string{"markdown"}, "tagSupport": map[string]any{"valueSet": []int{1}},
			"resolveSupport": map[string]any{"properties": []string{"documentation", "detail"}},
		}, "completionItemKind": map[string]any{"valueSet": upTo(25)}},
		"signatureHelp": map[string]any{"signatureInformation": map[string]any{"documentationFormat": []string{"markdown"}, "parameterInformation": map[string]any{"labelOffsetSupport": true}}},
		"documentSymbol": map[string]any{
			"hierarchicalDocumentSymbolSupport": true, "symbolKind": map[string]any{"valueSet": upTo(26)}, "tagSupport": map[string]any{"valueSet": []int{1}},
		},
		"rename":     map[string]any{"prepareSupport": true},
		"codeAction": map[string]any{"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}}},
		"publishDiagnostics": map[string]any{
			"relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": map[string]any{"valueSet": []int{1, 2}},
		},
	}
	if cfg.pull {
		document["diagnostic"] = yes
	}
	action := document["codeAction"].(map[string]any)
	action["disabledSupport"] = true
	if cfg.encoding == utf8Bytes { // one of the two asks for edits when an action is chosen
		action["dataSupport"], action["resolveSupport"] = true, map[string]any{"properties": []string{"edit"}}
	}
	if cfg.bare {
		document = map[string]any{"hover": map[string]any{"contentFormat": []string{"plaintext"}}, "completion": map[string]any{"completionItem": map[string]any{}}}
	}
	general := map[string]any{}
	workspace := map[string]any{"symbol": map[string]any{"symbolKind": map[string]any{"valueSet": upTo(26)}, "tagSupport": map[string]any{"valueSet": []int{1}}}, "diagnostics": map[string]any{"refreshSupport": true}, "workspaceEdit": map[string]any{"documentChanges": true, "resourceOperations": []string{"rename"}}, "didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}, "workspaceFolders": true}
	if cfg.bare {
		delete(workspace, "workspaceEdit")
	}
	if cfg.content {
		for _, feature := range []string{"synchronization", "definition", "references", "rename"} {
			document[feature] = map[string]any{"dynamicRegistration": true}
		}
		document["filters"] = map[string]any{"relativePatternSupport": true}
	}
	if cfg.links {
		document["definition"] = map[string]any{"linkSupport": true}
	}
	if cfg.encoding == utf8Bytes {
		general["positionEncodings"] = []string{"utf-8", "utf-16"}
	}
	params := map[string]any{"processId": nil, "rootUri": nil, "capabilities": map[string]any{"textDocument": document, "general": general, "workspace": workspace, "window": map[string]any{"workDoneProgress": true, "showDocument": map[string]any{"support": true}}}}
	if cfg.locale != "" {
		params["locale"] = cfg.locale
	}
	if !cfg.noFolder {
		params["workspaceFolders"] = []map[string]any{{"uri": "file://" + filepath.ToSlash(cfg.root), "name": "test"}}
	}
	var result protocol.InitializeResult
	e.call("initialize", params, &result)
	if result.Capabilities.PositionEncoding != cfg.encoding.kind() {
		t.Fatalf("the server counts %s", result.Capabilities.PositionEncoding)
	}
	e.notify("initialized", map[string]any{})
	return e
}

// upTo are the numbers from 1 to n.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// testWriter puts the server's log into the test's.
type testWriter struct{ t testing.TB }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Errorf("the server logs: %s", p)
	return len(p), nil
}

// handle takes what the server sends, in order.
func (e *editor) handle(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	switch req.Method() {
	case "textDocument/publishDiagnostics":
		p := &protocol.PublishDiagnosticsParams{}
		if err := protocol.Unmarshal(req.Params(), p); err != nil {
			return nil, err
		}
		e.mu.Lock()
		path := e.path(p.URI)
		e.told[path] = p
		e.count[path]++
		e.mu.Unlock()
		select {
		case e.news <- struct{}{}:
		default:
		}
	case "client/registerCapability", "client/unregisterCapability":
		e.mu.Lock()
		e.asked = append(e.asked, string(req.Params()))
		e.mu.Unlock()
		jsonrpc2.Async(ctx) // the pipe has no buffer: a reader that writes its answer could wait for a server that does the same
		select {
		case e.news <- struct{}{}:
		default:
		}
	case "workspace/diagnostic/refresh":
		e.mu.Lock()
		e.again++
		e.mu.Unlock()
		jsonrpc2.Async(ctx)
		select {
		case e.news <- struct{}{}:
		default:
		}
	case "window/workDoneProgress/create":
		jsonrpc2.Async(ctx)
	case "$/progress":
		e.mu.Lock()
		e.shows = append(e.shows, string(req.Params()))
		e.mu.Unlock()
		select {
		case e.news <- struct{}{}:
		default:
		}
	case "window/logMessage":
		e.mu.Lock()
		e.logged = append(e.logged, string(req.Params()))
		e.mu.Unlock()
		select {
		case e.news <- struct{}{}:
		default:
		}
	case "window/showDocument":
		p := &protocol.ShowDocumentParams{}
		if err := protocol.Unmarshal(req.Params(), p); err != nil {
			return nil, err
		}
		e.mu.Lock()
		e.shown = append(e.shown, "browser: "+string(p.URI))
		e.mu.Unlock()
		return &protocol.ShowDocumentResult{Success: true}, nil
	case "window/showMessage":
		p := &protocol.ShowMessageParams{}
		if err := protocol.Unmarshal(req.Params(), p); err != nil {
			return nil, err
		}
		e.mu.Lock()
		e.shown = append(e.shown, p.Message)
		e.mu.Unlock()
		select {
		case e.news <- struct{}{}:
		default:
		}
	}
	return nil, nil
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	if err := e.try(method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) try(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := e.conn.Call(ctx, method, params, result)
	return err
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(context.Background(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// address is the URI of a path, with brackets as they are: as some editors write it.
func (e *editor) address(path string) string {
	if strings.HasPrefix(path, "untitled:") {
		return path
	}
	if filepath.IsAbs(path) {
		return "file://" + filepath.ToSlash(path)
	}
	return "file://" + filepath.ToSlash(filepath.Join(e.root, path))
}

// write puts a file on the disk.
func (e *editor) write(path, text string) {
	e.t.Helper()
	file := filepath.Join(e.root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
}

// path is what address makes an address of.
func (e *editor) path(u uri.URI) string {
	if rest, ok := strings.CutPrefix(uriKey(string(u)), "file://"+filepath.ToSlash(e.root)+"/"); ok {
		return rest
	}
	if file, ok := filePath(uriKey(string(u))); ok {
		return file
	}
	return string(u)
}

func (e *editor) document(path string) map[string]any {
	return map[string]any{"uri": e.address(path)}
}

func (e *editor) open(path, text string) {
	e.t.Helper()
	e.texts[path], e.versions[path] = text, 1
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": e.address(path), "languageId": "codescript", "version": 1, "text": text,
	}})
}

func (e *editor) close(path string) {
	e.t.Helper()
	delete(e.texts, path)
	e.notify("textDocument/didClose", map[string]any{"textDocument": e.document(path)})
}

// splice is one change of a text by byte offsets.
type splice struct {
	start, end int
	text       string
}

// change sends splices in one notification; each is in the text that those before it have left.
func (e *editor) change(path string, splices ...splice) {
	e.t.Helper()
	text := e.texts[path]
	var changes []map[string]any
	for _, s := range splices {
		changes = append(changes, map[string]any{"range": e.rangeIn(text, s.start, s.end), "text": s.text})
		text = text[:s.start] + s.text + text[s.end:]
	}
	e.texts[path] = text
	e.versions[path]++
	e.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": e.address(path), "version": e.versions[path]}, "contentChanges": changes,
	})
}

// position is a byte offset of text as the protocol writes it.
func (e *editor) position(text string, offset int) map[string]any {
	line := strings.Count(text[:offset], "\n")
	before := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
	character := len(before)
	if e.encoding == utf16Units {
		character = 0
		for _, r := range before {
			character += utf16.RuneLen(r)
		}
	}
	return map[string]any{"line": line, "character": character}
}

func (e *editor) rangeIn(text string, start, end int) map[string]any {
	return map[string]any{"start": e.position(text, start), "end": e.position(text, end)}
}

// offset is the byte offset of a position that the server sent. One that is not in the text fails the test.
func (e *editor) offset(text string, p protocol.Position) int {
	e.t.Helper()
	at := 0
	for range p.Line {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			e.t.Fatalf("line %d is not in the text", p.Line)
		}
		at += next + 1
	}
	left := int(p.Character)
	for left > 0 {
		r, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 || r == '\n' {
			e.t.Fatalf("%d:%d is behind its line", p.Line, p.Character)
		}
		if e.encoding == utf8Bytes {
			left -= size
		} else {
			left -= utf16.RuneLen(r)
		}
		at += size
	}
	if left < 0 {
		e.t.Fatalf("%d:%d is inside a character", p.Line, p.Character)
	}
	return at
}

// await waits until the newest version of a file has been told of, and returns what was said.
func (e *editor) await(path string) []protocol.Diagnostic {
	e.t.Helper()
	limit := time.After(patience)
	for {
		e.mu.Lock()
		p := e.told[path]
		e.mu.Unlock()
		if p != nil {
			if version, ok := p.Version.Get(); ok && version == e.versions[path] {
				return p.Diagnostics
			}
		}
		select {
		case <-e.news:
		case <-limit:
			e.t.Fatalf("no diagnostics of version %d of %s", e.versions[path], path)
		}
	}
}

// pulled asks for the diagnostics of a file.
func (e *editor) pulled(path string) []protocol.Diagnostic {
	e.t.Helper()
	var report protocol.RelatedFullDocumentDiagnosticReport
	e.call("textDocument/diagnostic", map[string]any{"textDocument": e.document(path)}, &report)
	return report.Items
}

// apply makes the server's edits in text, from the last to the first, as they are all in one text.
func (e *editor) apply(text string, edits []protocol.TextEdit) string {
	e.t.Helper()
	out := text
	last := len(text)
	for i := len(edits) - 1; i >= 0; i-- {
		start, end := e.offset(text, edits[i].Range.Start), e.offset(text, edits[i].Range.End)
		if start > end || end > last {
			e.t.Fatalf("edits overlap or are out of order: %v", edits)
		}
		out = out[:start] + edits[i].NewText + out[end:]
		last = start
	}
	return out
}

// show writes diagnostics a line each: place by bytes, severity, code.
func (e *editor) show(text string, list []protocol.Diagnostic) string {
	e.t.Helper()
	var b strings.Builder
	for _, d := range list {
		severity := "error"
		if d.Severity == protocol.DiagnosticSeverityWarning {
			severity = "warning"
		}
		fmt.Fprintf(&b, "%d-%d %s[%s] %s\n", e.offset(text, d.Range.Start), e.offset(text, d.Range.End), severity, d.Code, d.Message)
	}
	return b.String()
}

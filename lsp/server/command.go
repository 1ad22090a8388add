// Commands: what a lens or a menu runs. A client that has them itself says so when it initializes; for any other the server runs them.

package server

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/workspace"
	"github.com/codescript-lang/coder/lsp/feature"
)

// Commands, with their arguments.
const (
	commandOpenPage = "codescript.openPage" // the page's address on its site: shows it in a browser
	commandRunTest  = "codescript.runTest"  // the file's address and the test's name: runs it and says what came of it
	commandShowTree = "codescript.showTree" // the file's address: answers with its syntax tree as text
)

// testPatience is how long a test may run that somebody waits for at the editor.
const testPatience = time.Minute

// TestResult is what came of a test.
type TestResult struct {
	Passed bool   `json:"passed"`
	Report string `json:"report"` // what it printed, and why it failed; may be empty
}

// TestRunner runs the test called name of the file at path, in the version of the project that the snapshot is of, and tells of it in the
// language. It returns when ctx ends.
type TestRunner func(ctx context.Context, s *workspace.Snapshot, path, name string, l diag.Lang) TestResult

// serverCommands are the commands that the server runs for this client.
func (s *session) serverCommands() []string {
	all := []string{commandOpenPage, commandShowTree}
	if s.cfg.RunTest != nil {
		all = append(all, commandRunTest)
	}
	return slices.DeleteFunc(all, func(name string) bool { return slices.Contains(s.can.commands, name) })
}

// clientOptions are what the extensions in editors/ say of themselves, beyond the protocol.
type clientOptions struct {
	Commands   []string `json:"commands"`   // those that it runs itself
	AutoInsert bool     `json:"autoInsert"` // it asks for what is to be typed for the writer
}

// readOptions reads a client's initialization options.
func readOptions(options protocol.LSPAny) clientOptions {
	var o clientOptions
	if err := json.Unmarshal(options, &o); err != nil {
		return clientOptions{} // options of somebody else
	}
	return o
}

func (s *session) ExecuteCommand(ctx context.Context, p *protocol.ExecuteCommandParams) (protocol.LSPAny, error) {
	var arguments []string
	for _, a := range p.Arguments {
		var text string
		if err := json.Unmarshal(a, &text); err != nil {
			return nil, jsonrpc2.Errorf(codeInvalidParams, "%s takes texts", p.Command)
		}
		arguments = append(arguments, text)
	}
	wanted, known := map[string]int{commandOpenPage: 1, commandRunTest: 2, commandShowTree: 1}[p.Command]
	if !known {
		return nil, jsonrpc2.Errorf(codeInvalidParams, "there is no command %s", p.Command)
	}
	if len(arguments) != wanted {
		return nil, jsonrpc2.Errorf(codeInvalidParams, "%s takes %d arguments, not %d", p.Command, wanted, len(arguments))
	}
	switch p.Command {
	case commandOpenPage:
		return nil, s.openPage(ctx, arguments[0])
	case commandShowTree:
		f, err := s.file(ctx, protocol.TextDocumentIdentifier{URI: uri.URI(arguments[0])})
		if err != nil {
			return nil, err
		}
		return json.Marshal(feature.SyntaxTree(f.Tree))
	}
	return s.runTest(ctx, arguments[0], arguments[1])
}

// openPage shows a page in the browser, or tells its address.
func (s *session) openPage(ctx context.Context, address string) error {
	if !strings.HasPrefix(address, "/") {
		return jsonrpc2.NewError(codeInvalidParams, "an address on a site begins with a slash")
	}
	if strings.Contains(address, "{") {
		return s.tell(ctx, protocol.MessageTypeInfo, fmt.Sprintf(diag.Both{
			English: "%s has parameters: open it with values for them.", Korean: "%s에는 매개변수가 있습니다. 값을 넣어서 열어 주세요.",
		}.In(s.lang), s.cfg.SiteURL+address))
	}
	where := uri.URI(s.cfg.SiteURL + address)
	if !s.can.showDocument {
		return s.tell(ctx, protocol.MessageTypeInfo, string(where))
	}
	shown, err := s.client.ShowDocument(ctx, &protocol.ShowDocumentParams{URI: where, External: new(true)})
	if err != nil || !shown.Success {
		return s.tell(ctx, protocol.MessageTypeInfo, string(where))
	}
	return nil
}

// runTest runs a test, tells the user what came of it, and answers with it.
func (s *session) runTest(ctx context.Context, address, name string) (protocol.LSPAny, error) {
	if s.cfg.RunTest == nil {
		return nil, jsonrpc2.NewError(codeRequestFailed, "this server runs no tests")
	}
	f, err := s.file(ctx, protocol.TextDocumentIdentifier{URI: uri.URI(address)})
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, testPatience)
	defer cancel()
	result := s.cfg.RunTest(limited, f.Snapshot, f.Path, name, s.lang)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	kind, said := protocol.MessageTypeInfo, diag.Both{English: "passed: %s", Korean: "통과: %s"}
	if !result.Passed {
		kind, said = protocol.MessageTypeError, diag.Both{English: "failed: %s", Korean: "실패: %s"}
	}
	message := fmt.Sprintf(said.In(s.lang), name)
	if result.Report != "" {
		message += "\n" + result.Report
	}
	if err := s.tell(ctx, kind, message); err != nil {
		return nil, err
	}
	return json.Marshal(result)
}

// tell shows the user a message.
func (s *session) tell(ctx context.Context, kind protocol.MessageType, message string) error {
	return s.client.ShowMessage(ctx, &protocol.ShowMessageParams{Type: kind, Message: message})
}

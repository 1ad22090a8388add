// Tests that are run from an editor: on the text that is open there, saved or not.

package main

import (
	"bufio"
	"context"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/workspace"
	"github.com/codescript-lang/coder/lsp/server"
)

// runTest runs one test of a file for the language server. What it prints is in the report, in the language of the editor.
func (a *app) runTest(ctx context.Context, snapshot *workspace.Snapshot, path, name string, l diag.Lang) server.TestResult {
	found, err := snapshot.Check(ctx, path)
	if err != nil {
		return server.TestResult{Report: err.Error()}
	}
	if diag.HasErrors(found) {
		var errors []diag.Diagnostic
		for _, d := range found {
			if d.Severity() == diag.Error {
				errors = append(errors, d)
			}
		}
		return server.TestResult{Report: string(diag.Render(nil, errors, diag.Config{Lang: l, Text: snapshot.Text}))}
	}
	program, err := snapshot.Program(ctx, path)
	if err != nil {
		return server.TestResult{Report: err.Error()}
	}
	for _, test := range program.Entry.Tests {
		if test.Name != name {
			continue
		}
		var printed strings.Builder
		out := bufio.NewWriter(&printed)
		host := a.hostFor(nil)
		host.Stdout, host.Stderr, host.Stdin = out, out, strings.NewReader("")
		fault := eval.Compile(program).NewMachine(host, eval.Limits{}).RunTest(ctx, test)
		_ = out.Flush()
		if fault == nil {
			return server.TestResult{Passed: true, Report: printed.String()}
		}
		return server.TestResult{Report: printed.String() + fault.In(l).Report()}
	}
	return server.TestResult{Report: diag.Both{English: "There is no such test.", Korean: "그런 테스트가 없습니다."}.In(l)}
}

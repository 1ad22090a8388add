// coder test: run the tests that files declare.

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/names"
)

// tester is one run of coder test.
type tester struct {
	*app
	pattern *regexp.Regexp // tests whose names match are run; nil is all
	json    bool           // a JSON object a line
	passed  int
	failed  int
}

func (a *app) testCommand() *cobra.Command {
	run, form := "", "text"
	cmd := &cobra.Command{
		Use:     "test [PATH…]",
		Short:   "Run the tests of files and folders",
		Example: "  coder test\n  coder test --run price shop.code",
		RunE: func(cmd *cobra.Command, paths []string) error {
			t := &tester{app: a}
			if run != "" {
				var err error
				if t.pattern, err = regexp.Compile(run); err != nil {
					return fmt.Errorf("--run: %w", err)
				}
			}
			switch form {
			case "text":
			case "json":
				t.json = true
			default:
				return fmt.Errorf("there is no format %q; there are text and json", form)
			}
			return t.run(cmd.Context(), paths)
		},
	}
	cmd.Flags().StringVar(&run, "run", run, "run only the tests whose names match this pattern (RE2)")
	cmd.Flags().StringVar(&form, "format", form, "text, or json (an object a line)")
	return cmd
}

// run runs the tests of all files that paths mean; a file that does not check stops nothing but itself.
func (t *tester) run(ctx context.Context, paths []string) error {
	files, err := sources(ctx, paths)
	if err != nil {
		return err
	}
	open := map[string]*project{}
	broken := false
	for _, file := range files {
		root, err := projectRoot(file)
		if err != nil {
			return err
		}
		if open[root] == nil {
			open[root] = openProject(root)
		}
		p := open[root]
		path, err := p.inside(file)
		if err != nil {
			return err
		}
		module, err := p.Snapshot().Module(ctx, path)
		if err != nil {
			return failure{exitFailed, err}
		}
		if module.First(names.Test) == nil {
			continue
		}
		program, err := t.compile(ctx, p, path)
		if err == status(exitUsage) {
			broken = true
			continue
		}
		if err != nil {
			return err
		}
		t.file(ctx, p, p.shown(path), program)
	}
	if ctx.Err() != nil {
		return failure{exitFailed, ctx.Err()}
	}
	t.summary()
	switch {
	case broken:
		return status(exitUsage)
	case t.failed > 0:
		return status(exitFailed)
	}
	return nil
}

// file runs the tests of one compiled file, each on a machine of its own so that none sees another's changes.
func (t *tester) file(ctx context.Context, p *project, shown string, program *ir.Program) {
	compiled := eval.Compile(program)
	for _, test := range program.Entry.Tests {
		if t.pattern != nil && !t.pattern.MatchString(test.Name) {
			continue
		}
		var printed strings.Builder
		out := bufio.NewWriter(&printed)
		host := t.hostFor(nil)
		host.Stdout, host.Stderr, host.Stdin = out, out, strings.NewReader("")
		start := time.Now()
		fault := compiled.NewMachine(host, eval.Limits{}).RunTest(ctx, test)
		_ = out.Flush()
		r := testResult{Path: shown, Name: test.Name, OK: fault == nil, Seconds: time.Since(start).Seconds(), Output: printed.String()}
		if fault != nil {
			r.Error = t.atShownPaths(p, fault).In(language()).Report()
		}
		t.report(r)
	}
}

// testResult is what became of one test; --format json writes it.
type testResult struct {
	Path    string  `json:"path"`
	Name    string  `json:"name"`
	OK      bool    `json:"ok"`
	Seconds float64 `json:"seconds"`
	Output  string  `json:"output,omitempty"`
	Error   string  `json:"error,omitempty"`
}

func (t *tester) report(r testResult) {
	if r.OK {
		t.passed++
	} else {
		t.failed++
	}
	if t.json {
		line, err := json.Marshal(r)
		if err == nil {
			fmt.Fprintf(t.out, "%s\n", line)
		}
		return
	}
	word, paint := "ok  ", green
	if !r.OK {
		word, paint = "FAIL", red
	}
	fmt.Fprintf(t.out, "%s %s: %s\n", terminalOf(t.out, t.color).paint(paint, word), r.Path, r.Name)
	if !r.OK {
		fmt.Fprint(t.out, indent(r.Output), indent(r.Error))
	}
}

func (t *tester) summary() {
	if !t.json {
		fmt.Fprintf(t.out, "%d passed, %d failed\n", t.passed, t.failed)
	}
}

// indent moves each line under the name of its test.
func indent(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString("     " + line)
	}
	return b.String()
}

// coder run: check a program, then evaluate it.

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/ir"
)

func (a *app) runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "run FILE [ARG…]",
		Short:   "Check a program, then run it",
		Example: "  coder run hello.code\n  coder run count.code words.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.runProgram(cmd.Context(), args[0], args[1:])
		},
	}
	cmd.Flags().SetInterspersed(false) // what follows the file is the program's
	return cmd
}

func (a *app) runProgram(ctx context.Context, file string, args []string) error {
	p, path, err := a.openFile(file)
	if err != nil {
		return err
	}
	program, err := a.compile(ctx, p, path)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(a.out, outputBuffer)
	host := a.hostFor(args)
	host.Stdout, host.Stdin = out, flushingReader{a.in, out}
	fault := eval.Compile(program).NewMachine(host, eval.Limits{}).Run(ctx)
	flushed := out.Flush()
	switch {
	case fault != nil && fault.Exit:
		return status(fault.Code)
	case fault != nil && ctx.Err() != nil:
		return failure{exitFailed, errors.New("interrupted")}
	case fault != nil:
		fmt.Fprint(a.err, a.atShownPaths(p, fault).In(language()).Report())
		return status(exitFailed)
	case flushed != nil:
		return failure{exitFailed, fmt.Errorf("cannot write to standard output: %w", flushed)}
	}
	return nil
}

// outputBuffer is how many bytes of a program's output are gathered before they are written: a program that prints in a loop
// would otherwise spend its time in the operating system.
const outputBuffer = 64 << 10

// flushingReader writes out what a program has printed before the program waits for input.
type flushingReader struct {
	from io.Reader
	out  *bufio.Writer
}

func (r flushingReader) Read(p []byte) (int, error) {
	if err := r.out.Flush(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}

// openFile opens the project of a file and returns what the file is called in it.
func (a *app) openFile(file string) (*project, string, error) {
	if _, err := readSource(file); err != nil {
		return nil, "", err
	}
	root, err := projectRoot(file)
	if err != nil {
		return nil, "", err
	}
	p := openProject(root)
	path, err := p.inside(file)
	return p, path, err
}

// compile checks a module and all it imports, shows what was found, and lowers the program if none of it is an error.
func (a *app) compile(ctx context.Context, p *project, path string) (*ir.Program, error) {
	snap := p.Snapshot()
	diagnostics, err := snap.Check(ctx, path)
	if err != nil {
		return nil, failure{exitFailed, err}
	}
	var found findings
	found.add(p, diagnostics)
	a.render(a.err, found, diag.Plain)
	if diag.HasErrors(found.list) {
		return nil, status(exitUsage)
	}
	program, err := snap.Program(ctx, path)
	if err != nil {
		return nil, failure{exitFailed, err}
	}
	return program, nil
}

// atShownPaths returns a run-time error with its files named as the user knows them.
func (a *app) atShownPaths(p *project, fault *eval.Error) *eval.Error {
	shown := *fault
	shown.Stack = make([]eval.Call, len(fault.Stack))
	for i, c := range fault.Stack {
		if c.Line > 0 {
			c.Path = p.shown(c.Path)
		}
		shown.Stack[i] = c
	}
	return &shown
}

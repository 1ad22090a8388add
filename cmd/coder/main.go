// Command coder is the Codescript tool: language server, formatter, checker, runner and web server in one binary.
//
// This package is the only place that reads flags, the environment and the working directory. A file holds a command and is named
// after it; terminal.go knows what the output can show, main.go how a command ends.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/codescript-lang/coder/engine/bug"
)

// Exit statuses, as the command line's reference lists them.
const (
	exitOK     = 0
	exitFailed = 1 // what was asked for has a negative answer: errors found, a test failed
	exitUsage  = 2 // wrong usage, or a program that does not check
)

// status is an error that says nothing more: everything was printed, and the process ends with this status.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// failure is an error with the status that it ends the process with.
type failure struct {
	status status
	err    error
}

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// streams are the standard streams of one run of the command.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}

func main() { os.Exit(process()) }

// process is the whole process: the arguments, streams and signals of the operating system. SIGINT and SIGTERM end the
// context that every command runs under.
func process() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
}

// tellBugs writes a line for each broken invariant that was reported while a command ran.
func tellBugs(w io.Writer) {
	reports, more := bug.Reports()
	for _, r := range reports {
		fmt.Fprintln(w, "warning:", r)
	}
	if more > 0 {
		fmt.Fprintf(w, "warning: and %d more reports of bugs in coder\n", more)
	}
}

// run runs one command line and returns its exit status. A panic is reported as a bug of ours and ends with exitFailed.
func run(ctx context.Context, args []string, io streams) (code int) {
	defer tellBugs(io.err) // also of those before a panic, which they may explain
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintf(io.err, "error: coder failed inside: %v\nThis is a bug in coder; nothing was left half-written. Please report it with these lines:\n\n%s", p, debug.Stack())
			code = exitFailed
		}
	}()
	root := newRoot(io)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var s status
	var f failure
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &s):
		return int(s)
	case errors.As(err, &f):
		fmt.Fprintln(io.err, "error:", f.err)
		return int(f.status)
	}
	fmt.Fprintln(io.err, "error:", err)
	return exitUsage
}

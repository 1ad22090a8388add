// coder fmt: one style for every file.

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/fmt/format"
)

// formatter is one run of coder fmt.
type formatter struct {
	*app
	check     bool   // list what would change, and change nothing
	diff      bool   // show what would change, and change nothing
	stdinPath string // the name of standard input in messages
	width     int    // of lines; 0: as the site of a file says
}

func (a *app) fmtCommand() *cobra.Command {
	f := &formatter{app: a, stdinPath: "<standard input>"}
	cmd := &cobra.Command{
		Use:   "fmt [PATH…]",
		Short: "Format Codescript files in place",
		Long: `Fmt gives every file the one style of Codescript. A folder means all the Codescript files
below it; no path means this folder; - reads standard input and writes standard output.
A file with syntax errors is left as it is.`,
		Example: "  coder fmt\n  coder fmt --check pages\n  coder fmt - < page.code",
		RunE: func(cmd *cobra.Command, paths []string) error {
			if cmd.Flags().Changed("width") && f.width < 1 {
				return fmt.Errorf("a width of %d is not wide enough for anything", f.width)
			}
			if len(paths) == 1 && paths[0] == "-" {
				return f.stdin(cmd.Context())
			}
			return f.files(cmd.Context(), paths)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.check, "check", false, "list the files that are not formatted, change nothing")
	flags.BoolVar(&f.diff, "diff", false, "show what would change, change nothing")
	flags.StringVar(&f.stdinPath, "stdin-path", f.stdinPath, "the name of standard input in messages")
	flags.IntVar(&f.width, "width", f.width, fmt.Sprintf("columns a line may have (what the site says, else %d)", format.DefaultWidth))
	return cmd
}

// formatted is what became of one file.
type formatted struct {
	path     string
	old, new []byte
	text     *source.Text
	broken   []diag.Diagnostic // syntax errors: the file was left as it is
	err      error             // it could not be read, written or formatted
}

// format formats one text.
func (f *formatter) format(path string, old []byte, width int) formatted {
	text := source.NewText(old)
	tree := syntax.Parse(text)
	r := formatted{path: path, old: old, new: old, text: text}
	out, err := format.Source(tree, format.Config{Width: width})
	switch {
	case errors.Is(err, format.ErrSyntax):
		for _, d := range tree.Diagnostics() {
			d.Path = path
			r.broken = append(r.broken, d)
		}
	case err != nil:
		r.err = fmt.Errorf("%s is left as it is: %w", path, err)
	default:
		r.new = out
	}
	return r
}

// file formats one file and, unless only asked about it, writes it.
func (f *formatter) file(path string, width int, files *replacer) formatted {
	old, err := readSource(path)
	if err != nil {
		return formatted{path: path, err: err}
	}
	r := f.format(path, old, width)
	if r.err == nil && !f.check && !f.diff && !bytes.Equal(r.old, r.new) {
		r.err = files.replace(path, r.new)
		r.old, r.new = nil, nil // nothing is said of it
	} else if bytes.Equal(r.old, r.new) && len(r.broken) == 0 {
		r = formatted{path: path, err: r.err}
	}
	return r
}

// gcPercent is how much garbage may stand beside what is in use: a tree and a text are let go with each file, so that collecting as often as a program that runs on
// would take a third of the time.
const gcPercent = 400

// files formats all files that paths mean, on all processors; one bad file does not stop the others.
func (f *formatter) files(ctx context.Context, paths []string) error {
	found, err := sources(ctx, paths)
	if err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	results := make([]formatted, len(found))
	var next atomic.Int64
	var workers sync.WaitGroup
	stop := func() {}
	if terminalOf(f.err, colorNever).interactive {
		stop = startProgress(f.err, &next, len(found))
	}
	wide := f.widthsOf(ctx, found)
	for range min(runtime.GOMAXPROCS(0), len(found)) {
		workers.Go(func() {
			var files replacer
			defer files.close()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(found) {
					return
				}
				results[i] = f.file(found[i], wide[i], &files)
			}
		})
	}
	workers.Wait()
	stop()
	if ctx.Err() != nil {
		return failure{exitFailed, errors.New("interrupted; files not reached yet are as they were")}
	}
	code := exitOK
	for _, r := range results {
		if bad := f.report(r); bad {
			code = exitFailed
		}
	}
	if code != exitOK {
		return status(code)
	}
	return nil
}

// report says what became of a file; it reports whether that makes the command fail.
func (f *formatter) report(r formatted) (bad bool) {
	name := filepath.ToSlash(r.path)
	switch {
	case r.err != nil:
		fmt.Fprintln(f.err, "error:", r.err)
		return true
	case len(r.broken) > 0:
		fmt.Fprintf(f.err, "%s has syntax errors and is left as it is:\n", name)
		f.render(f.err, findings{r.broken, map[string]*source.Text{r.path: r.text}}, diag.Plain)
		return true
	case bytes.Equal(r.old, r.new):
		return false
	}
	if f.diff {
		fmt.Fprint(f.out, udiff.Unified(name, name, string(r.old), string(r.new)))
	}
	if f.check {
		fmt.Fprintln(f.out, name)
	}
	return f.check
}

// stdin formats standard input to standard output; text with syntax errors is given back as it is.
func (f *formatter) stdin(ctx context.Context) error {
	old, err := io.ReadAll(io.LimitReader(f.in, maxFile+1))
	if err != nil {
		return failure{exitFailed, fmt.Errorf("cannot read standard input: %w", err)}
	}
	if len(old) > maxFile {
		return failure{exitFailed, fmt.Errorf("standard input has more than %d MB", maxFile>>20)}
	}
	r := f.format(f.stdinPath, old, f.widthsOf(ctx, []string{f.stdinPath})[0])
	bad := f.report(r)
	if !f.check && !f.diff {
		if _, err := f.out.Write(r.new); err != nil {
			return failure{exitFailed, err}
		}
	}
	if bad {
		return status(exitFailed)
	}
	return nil
}

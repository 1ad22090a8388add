// coder lsp: the language server for editors.

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/lsp/server"
)

// The collector of garbage starts when what was allocated since it last ran is so many percent of what is in use. What is known of a project
// stays in use as long as the editor, and the machine has to hold it beside the editor.
const (
	// editorGCPercent is a third of the usual: it keeps a thousand files with one of 10,000 lines below 150 MB, costs some tenths of the time that the
	// first look at them takes, and little later, as an answer after a key leaves little garbage.
	editorGCPercent = 35
	// editorBallast is how many bytes count as in use although nobody ever touches them, so that they take no memory: of a small project, of which a
	// few megabytes are in use, some thirty keys make so much garbage that else every twentieth answer would meet a collection.
	editorBallast = 8 << 20
)

func (a *app) lspCommand() *cobra.Command {
	var listen, logFile string
	c := &cobra.Command{
		Use:   "lsp",
		Short: "Serve editors by the Language Server Protocol",
		Long: `Speaks the Language Server Protocol on standard input and output, which is how editors
start it. With --listen it waits for editors on a TCP address instead, until it is
interrupted; anybody who can reach the address can read the files of this account.

Editors are shown what is wrong in all files of the sites in their workspace folders, and
of the site around any file they open. A file that belongs to neither stands for itself and
what it imports. Files that change outside the editor are seen: the editor is asked to
watch them, else the server does. Messages are in the editor's language, English or Korean.

The exit status is 0 when the editor has said goodbye first, and 1 when it vanished or sent
what is no message; the log says what it was.`,
		Example: "  coder lsp\n  coder lsp --listen 127.0.0.1:7000 --log lsp.log",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			log, end, err := a.lspLog(logFile)
			if err != nil {
				return failure{exitFailed, err}
			}
			defer end()
			home, err := os.UserHomeDir()
			if err != nil {
				log.Warn("the home directory is not known", "error", err)
			}
			cfg := server.Config{
				Version: version, Lang: language(), Log: log, Home: home, Library: libraryFolder(), RunTest: a.runTest, SiteURL: "http://" + usualListen,
			}
			defer debug.SetGCPercent(debug.SetGCPercent(editorGCPercent))
			ballast := make([]byte, editorBallast)
			defer runtime.KeepAlive(ballast)
			if listen != "" {
				return a.listenForEditors(c.Context(), listen, cfg)
			}
			clean, err := server.Serve(c.Context(), newStdio(a.streams), cfg)
			switch {
			case err != nil:
				return failure{exitFailed, err}
			case !clean:
				return status(exitFailed)
			}
			return nil
		},
	}
	c.Flags().StringVar(&listen, "listen", "", "wait for editors on this TCP `address` (port 0 picks one)")
	c.Flags().StringVar(&logFile, "log", "", "append what happens to this `file`")
	return c
}

// libraryFolder is where editors are shown the declarations of the standard library; "" where the system has no place for what can be
// made again.
func libraryFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "coder", "std")
}

// lspLog is where a server writes what a person who looks for a fault wants to know: the file in full, or errors on standard
// error, which editors show or keep.
func (a *app) lspLog(file string) (*slog.Logger, func() error, error) {
	if file == "" {
		return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelError})), func() error { return nil }, nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the log: %w", err)
	}
	return slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: slog.LevelDebug})), f.Close, nil
}

// listenForEditors serves every editor that connects, until ctx ends.
func (a *app) listenForEditors(ctx context.Context, address string, cfg server.Config) error {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return failure{exitFailed, err}
	}
	stop := context.AfterFunc(ctx, func() { listener.Close() })
	defer stop()
	fmt.Fprintf(a.out, "listening on tcp://%s\n", listener.Addr())
	var sessions sync.WaitGroup
	defer sessions.Wait()
	for {
		conn, err := listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return failure{exitFailed, err}
		}
		sessions.Go(func() {
			if _, err := server.Serve(ctx, conn, cfg); err != nil {
				cfg.Log.Error("a session ended", "client", conn.RemoteAddr(), "error", err)
			}
		})
	}
}

// stdio is standard input and output as one stream. A read of standard input cannot be broken off, so one goroutine copies it
// into a pipe, which can be closed. Nobody waits for that goroutine: it ends with standard input or with the process.
type stdio struct {
	*io.PipeReader
	io.Writer
}

func newStdio(s streams) stdio {
	widen(s.out)
	r, w := io.Pipe()
	go func() {
		_, err := io.Copy(w, s.in)
		w.CloseWithError(err) // io.EOF if nil
	}()
	return stdio{r, s.out}
}

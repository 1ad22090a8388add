// What `coder serve` tells meanwhile: a line a person can read where one looks at a terminal, else a line for programs.

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
)

// newLog returns the logger of a server: readable lines on a terminal, key=value elsewhere.
func (a *app) newLog() *slog.Logger {
	if t := terminalOf(a.err, a.color); t.interactive {
		return slog.New(&readableLog{out: a.err, terminal: t, mu: new(sync.Mutex)})
	}
	return slog.New(slog.NewTextHandler(a.err, nil))
}

// readableLog is a slog.Handler for people: the time, what happened, and the attributes in the order they were given.
type readableLog struct {
	terminal terminal
	prefix   string // of attributes that every line has

	mu  *sync.Mutex // held while writing to out
	out io.Writer
}

// requestAttr is the attribute that ties the lines of one request together; a person sees that they follow each other.
const requestAttr = "request"

func (h *readableLog) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelInfo
}

// Handle writes one line; an attribute of several lines, such as the calls that led to an error, follows it indented.
func (h *readableLog) Handle(_ context.Context, r slog.Record) error {
	var line, below bytes.Buffer
	line.WriteString(h.terminal.paint(gray, r.Time.Format("15:04:05")) + " ")
	values := map[string]string{}
	var others strings.Builder
	others.WriteString(h.prefix)
	r.Attrs(func(a slog.Attr) bool {
		value := printable(a.Value.String())
		values[a.Key] = value
		if first, rest, several := strings.Cut(value, "\n"); several {
			fmt.Fprintf(&others, "  %s", first)
			fmt.Fprintf(&below, "         %s\n", strings.ReplaceAll(rest, "\n", "\n         "))
		} else {
			fmt.Fprintf(&others, "  %s %s", h.terminal.paint(gray, a.Key), first)
		}
		return true
	})
	switch r.Message {
	case "request":
		fmt.Fprintf(&line, "%s %-4s %s  %s", h.paintStatus(values["status"]), values["method"], values["path"], h.terminal.paint(gray, values["took"]))
	case "diagnostic":
		line.WriteString(h.terminal.paint(levelColor(r.Level), values["problem"]))
	default:
		line.WriteString(h.terminal.paint(levelColor(r.Level), r.Message) + others.String())
	}
	line.WriteByte('\n')
	line.Write(below.Bytes())
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := h.out.Write(line.Bytes())
	return err
}

// printable takes out what would command the terminal: a visitor may have written parts of it.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0 {
			return '\uFFFD'
		}
		return c
	}, s)
}

// WithAttrs implements slog.Handler.
func (h *readableLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	more := *h
	for _, a := range attrs {
		if a.Key != requestAttr {
			more.prefix += fmt.Sprintf("  %s %s", h.terminal.paint(gray, a.Key), a.Value)
		}
	}
	return &more
}

// WithGroup implements slog.Handler; no line of ours has groups.
func (h *readableLog) WithGroup(string) slog.Handler { return h }

func levelColor(l slog.Level) color {
	switch {
	case l >= slog.LevelError:
		return red
	case l >= slog.LevelWarn:
		return yellow
	}
	return usual
}

// paintStatus shows the status of an answer: failures of the site stand out.
func (h *readableLog) paintStatus(status string) string {
	switch {
	case strings.HasPrefix(status, "5"):
		return h.terminal.paint(red, status)
	case strings.HasPrefix(status, "4"):
		return h.terminal.paint(yellow, status)
	}
	return h.terminal.paint(green, status)
}

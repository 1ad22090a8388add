// Frames: messages with their lengths on the wire. The library's own framing ends the connection at the first message that is no
// JSON, and takes any length up to a gigabyte; this one answers such a message and goes on, for as long as it can tell where
// the next begins.

package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
)

const (
	// maxMessage is the longest message in bytes that is taken: the longest document with every character escaped into six.
	maxMessage = 6 * maxDocument
	// maxHeader is the longest header in bytes: there are two fields of one line each.
	maxHeader = 4 << 10
	// keptBuffer is the size in bytes up to which the buffer of a message is kept for the next.
	keptBuffer = 256 << 10
	// keptAnswer is keptBuffer for answers: the outline of a file of 10,000 lines takes a megabyte, and editors ask for it after each key.
	keptAnswer = 2 << 20
	// maxUnread is how many answers may wait for a client that does not read them: then it is not read from any more, either.
	maxUnread = 1000
)

// frames is a stream of messages. Reads come from one goroutine at a time, writes from any.
type frames struct {
	conn io.ReadWriteCloser
	in   *bufio.Reader
	body []byte // valid until the next read
	log  *slog.Logger
	sent *answers

	mu     sync.Mutex // guards what follows
	turn   sync.Cond  // a write has ended
	unread int        // writes that have not ended
	closed bool

	writing sync.Mutex // guards what follows
	out     []byte     // the last answer with its header
}

func newFrames(conn io.ReadWriteCloser, log *slog.Logger, sent *answers) *frames {
	f := &frames{conn: conn, in: bufio.NewReader(conn), log: log, sent: sent}
	f.turn.L = &f.mu
	return f
}

// Read implements jsonrpc2.Stream.
func (f *frames) Read(context.Context) (jsonrpc2.Message, int64, error) {
	f.mu.Lock()
	for f.unread >= maxUnread && !f.closed {
		f.turn.Wait()
	}
	f.mu.Unlock()
	for {
		length, err := f.header()
		if err != nil {
			return nil, 0, err
		}
		if cap(f.body) < length || cap(f.body) > keptBuffer {
			f.body = make([]byte, length)
		}
		f.body = f.body[:length]
		if _, err := io.ReadFull(f.in, f.body); err != nil {
			return nil, 0, fmt.Errorf("reading a message: %w", err)
		}
		message, err := jsonrpc2.DecodeMessage(f.body)
		if err == nil {
			return message, int64(length), nil
		}
		f.log.Warn("a message that cannot be read", "error", err)
		if err := f.refuse(); err != nil {
			return nil, 0, err
		}
	}
}

// refuse answers the message in the buffer, which is none.
func (f *frames) refuse() error {
	code, text := codeInvalidRequest, "this is no message of JSON-RPC 2.0"
	if !jsontext.Value(f.body).IsValid() {
		code, text = codeParseError, "this is not JSON"
	}
	_, err := f.send(func(out []byte) []byte {
		return fmt.Appendf(out, `{"jsonrpc":"2.0","id":null,"error":{"code":%d,"message":%q}}`, code, text)
	})
	return err
}

// header reads the fields before a message and returns its length. The error is io.EOF when the stream ends before them.
func (f *frames) header() (length int, err error) {
	length = -1
	for read := 0; ; {
		line, err := f.in.ReadSlice('\n')
		read += len(line)
		switch {
		case err == io.EOF && read == 0:
			return 0, io.EOF
		case err == io.EOF:
			return 0, fmt.Errorf("reading the header of a message: %w", io.ErrUnexpectedEOF)
		case errors.Is(err, bufio.ErrBufferFull) || read > maxHeader:
			return 0, fmt.Errorf("the header of a message is longer than %d bytes", maxHeader)
		case err != nil:
			return 0, fmt.Errorf("reading the header of a message: %w", err)
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 && length < 0 {
			return 0, errors.New("the header of a message has no Content-Length")
		} else if len(line) == 0 {
			return length, nil
		}
		name, value, ok := strings.Cut(string(line), ":")
		if !ok {
			return 0, fmt.Errorf("the header of a message has a line without a colon: %q", line)
		}
		if !strings.EqualFold(name, "Content-Length") {
			continue
		}
		if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 || length > maxMessage {
			return 0, fmt.Errorf("the length of a message is %q, which is no number up to %d", strings.TrimSpace(value), maxMessage)
		}
	}
}

// Write implements jsonrpc2.Stream.
func (f *frames) Write(_ context.Context, message jsonrpc2.Message) (int64, error) {
	return f.send(func(out []byte) []byte { return jsonrpc2.AppendMessage(out, message) })
}

// send writes a message that is appended to a buffer, and returns its length. Its header is written into the room before it, so that both
// go out in one piece.
func (f *frames) send(message func(out []byte) []byte) (int64, error) {
	f.mu.Lock()
	f.unread++
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		f.unread--
		f.mu.Unlock()
		f.turn.Signal()
	}()
	f.writing.Lock()
	defer f.writing.Unlock()
	var room [64]byte // more than a header takes
	out := message(append(f.out[:0], room[:]...))
	if f.out = nil; cap(out) <= keptAnswer {
		f.out = out
	}
	length := len(out) - len(room)
	head := fmt.Appendf(room[:0], "Content-Length: %d\r\n\r\n", length)
	start := len(room) - len(head)
	copy(out[start:], head)
	f.sent.written(out[len(room):]) // what is written is a copy
	_, err := f.conn.Write(out[start:])
	return int64(length), err
}

// Close implements jsonrpc2.Stream.
func (f *frames) Close() error {
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.turn.Broadcast()
	return f.conn.Close()
}

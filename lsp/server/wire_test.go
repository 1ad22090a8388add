// A client that reads and writes its frames itself, with the standard library's JSON: it shares nothing with the server's codec, and
// can say what no library would.

package server

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// wire is one client's end. Any number of goroutines may ask.
type wire struct {
	t testing.TB
	w io.Writer

	mu      sync.Mutex
	last    int
	waiting map[string]chan incoming // by id as it is written
	told    []incoming               // notifications and requests of the server, in order
	news    chan struct{}            // rings when told grows or the stream ends
	ended   bool
}

// incoming is one message of the server, and when it had been read.
type incoming struct {
	at     time.Time
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// newWire talks over r and w. Its reader ends with r.
func newWire(t testing.TB, r io.Reader, w io.Writer) *wire {
	c := &wire{t: t, w: w, waiting: map[string]chan incoming{}, news: make(chan struct{}, 1)}
	go c.read(bufio.NewReaderSize(r, 1<<16))
	return c
}

func (c *wire) read(r *bufio.Reader) {
	defer func() {
		c.mu.Lock()
		c.ended = true
		for id, ch := range c.waiting {
			close(ch)
			delete(c.waiting, id)
		}
		c.mu.Unlock()
		c.ring()
	}()
	var body []byte
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		body = slices.Grow(body[:0], length)[:length] // what is kept of it is copied
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		m := incoming{at: time.Now()}
		if err := json.Unmarshal(body, &m); err != nil {
			c.t.Errorf("the server writes broken JSON: %v\n%s", err, body)
			return
		}
		c.take(m)
	}
}

func (c *wire) take(m incoming) {
	if m.Method == "" {
		c.mu.Lock()
		ch := c.waiting[string(m.ID)]
		delete(c.waiting, string(m.ID))
		c.mu.Unlock()
		if ch != nil {
			ch <- m
		}
		return
	}
	if m.ID != nil { // a request: agreed to
		c.write(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": nil})
	}
	c.mu.Lock()
	c.told = append(c.told, m)
	c.mu.Unlock()
	c.ring()
}

func (c *wire) ring() {
	select {
	case c.news <- struct{}{}:
	default:
	}
}

// raw writes bytes as they are.
func (c *wire) raw(bytes string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := io.WriteString(c.w, bytes); err != nil && !c.ended {
		c.t.Logf("writing: %v", err)
	}
}

func (c *wire) write(message any) {
	body, err := json.Marshal(message)
	if err != nil {
		c.t.Fatal(err)
	}
	c.frame(string(body))
}

// frame writes a body, whatever it says, with its length.
func (c *wire) frame(body string) {
	c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

func (c *wire) notify(method string, params any) {
	c.write(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// send sends a request and returns where its answer comes; the channel is closed when none can come any more.
func (c *wire) send(method string, params any) <-chan incoming {
	c.mu.Lock()
	c.last++
	id := c.last
	c.mu.Unlock()
	return c.sendAs(id, method, params)
}

// sendAs is send with an id of any kind.
func (c *wire) sendAs(id any, method string, params any) <-chan incoming {
	written, err := json.Marshal(id)
	if err != nil {
		c.t.Fatal(err)
	}
	ch := make(chan incoming, 1)
	c.mu.Lock()
	c.waiting[string(written)] = ch
	c.mu.Unlock()
	c.write(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
	return ch
}

// ask sends a request and waits for its answer.
func (c *wire) ask(method string, params any) incoming {
	c.t.Helper()
	return c.answer(method, c.send(method, params))
}

func (c *wire) answer(method string, ch <-chan incoming) incoming {
	c.t.Helper()
	select {
	case m, ok := <-ch:
		if !ok {
			c.t.Fatalf("%s: the server hung up", method)
		}
		return m
	case <-time.After(patience):
		c.t.Fatalf("%s was never answered", method)
	}
	return incoming{}
}

// until waits until the server has told something that holds, and returns it with what was told after it left for later.
func (c *wire) until(what string, holds func(incoming) bool) incoming {
	c.t.Helper()
	limit := time.After(patience)
	for {
		c.mu.Lock()
		for i, m := range c.told {
			if holds(m) {
				c.told = append(c.told[:0], c.told[i+1:]...)
				c.mu.Unlock()
				return m
			}
		}
		ended := c.ended
		c.mu.Unlock()
		if ended {
			c.t.Fatalf("the server hung up before: %s", what)
		}
		select {
		case <-c.news:
		case <-limit:
			c.t.Fatalf("never: %s", what)
		}
	}
}

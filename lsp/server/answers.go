// Answers on their way: when the memory of one can be used for the next.

package server

import (
	"bytes"
	"sync"
)

const (
	// longAnswer is from how many bytes on payloads are lent: below, memory that is used once costs less than to keep count.
	longAnswer = 8 << 10
	// freeAnswers is how many buffers of payloads are kept for the next ones: mostly one is on its way while another is made.
	freeAnswers = 2
	// maxFreeAnswer is the size in bytes up to which such a buffer is kept: a rename of 1,000 uses takes half of it.
	maxFreeAnswer = 512 << 10
)

// answers are the long payloads of a connection that were handed out and are not written yet, and memory for those to come. What is dropped
// on its way, or goes out with others in one message, stays counted: then memory is not used again, which is all that is lost. Any number
// of goroutines may use it.
type answers struct {
	mu       sync.Mutex
	onTheWay int
	lent     [][]byte // memory of what is on the way, for payloads to come
	free     [][]byte
}

// room is memory to append a payload to, which is then to be handed out by lend.
func (a *answers) room() []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := len(a.free) - 1
	if n < 0 {
		return nil
	}
	room := a.free[n][:0]
	a.free = a.free[:n]
	return room
}

// lend hands out a payload that was made in room: its memory is used again when it is written.
func (a *answers) lend(payload []byte) []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(payload) < longAnswer {
		a.keep(payload)
		return bytes.Clone(payload)
	}
	a.onTheWay++
	if len(a.lent) < freeAnswers {
		a.lent = append(a.lent, payload)
	}
	return payload
}

// keep takes memory back that nobody reads any more. The lock is held.
func (a *answers) keep(memory []byte) {
	if len(a.free) < freeAnswers && cap(memory) <= maxFreeAnswer {
		a.free = append(a.free, memory)
	}
}

// count counts a payload that is going to be written, and whose memory its owner uses again.
func (a *answers) count(payload []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(payload) >= longAnswer {
		a.onTheWay++
	}
}

// written counts a message that was written, and that nobody reads any more.
func (a *answers) written(message []byte) {
	if len(message) < longAnswer || payloadLength(message) < longAnswer {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.onTheWay--; a.onTheWay > 0 {
		return
	}
	for _, memory := range a.lent {
		a.keep(memory)
	}
	clear(a.lent)
	a.lent = a.lent[:0]
}

// areWritten reports whether nobody reads any long payload that was handed out before.
func (a *answers) areWritten() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.onTheWay == 0
}

// payloadLength is how many bytes of a message are its payload, the result or the parameters; 0 for an error and for several messages in
// one. What the client chose of what stands before, the number of a request, cannot look like the name of a field: there is no plain quote in
// a string of JSON. Behind the payload there is at most the number of a request of ours.
func payloadLength(message []byte) int {
	if message[0] != '{' {
		return 0
	}
	for from := 0; ; {
		at := bytes.Index(message[from:], []byte(`,"`))
		if at < 0 {
			return 0
		}
		from += at + len(`,"`)
		switch field := message[from:]; {
		case bytes.HasPrefix(field, []byte(`result":`)):
			return len(field) - len(`result":}`)
		case bytes.HasPrefix(field, []byte(`params":`)):
			if last := field[len(field)-len("}}")]; last != '}' && last != ']' {
				return bytes.LastIndex(field, []byte(`,"id":`)) - len(`params":`)
			}
			return len(field) - len(`params":}`)
		case bytes.HasPrefix(field, []byte(`error":`)):
			return 0
		}
	}
}

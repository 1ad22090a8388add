// Long answers on their way: when the memory of one can be used for the next.

package server

import "sync/atomic"

const (
	// longAnswer is from how many bytes on answers are counted: below, memory that is used once costs nothing that is felt.
	longAnswer = 256 << 10
	// maxEnvelope is more than a message has around its payload: clients number their requests, or name them by a few characters.
	maxEnvelope = 64 << 10
)

// answers counts the long payloads of a connection that were handed out and are not written yet. What is dropped on its way, or goes out
// with others in one message, stays counted: then memory is not used again, which is all that is lost. Any number of goroutines may use
// it.
type answers struct{ onTheirWay atomic.Int64 }

// lend counts a payload that is going to be written.
func (a *answers) lend(payload []byte) {
	if len(payload) >= longAnswer {
		a.onTheirWay.Add(1)
	}
}

// written counts a message that was written, and that nobody reads any more. One whose payload may have been too short to be counted
// is passed over.
func (a *answers) written(length int) {
	if length >= longAnswer+maxEnvelope {
		a.onTheirWay.Add(-1)
	}
}

// areWritten reports whether nobody reads any long payload that was lent before.
func (a *answers) areWritten() bool { return a.onTheirWay.Load() == 0 }

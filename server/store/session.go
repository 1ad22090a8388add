// Sessions as values: their ids, their changes and the rules of their life. The rules hold for every database.

package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"time"
)

const (
	// SessionIdle is how long a session lives without being used.
	SessionIdle = 14 * 24 * time.Hour
	// SessionAbsolute is how long a session lives however much it is used: a stolen id dies at last.
	SessionAbsolute = 90 * 24 * time.Hour
	// MaxSessionBytes bounds the JSON of one session: it is read for every request that asks for it.
	MaxSessionBytes = 64 << 10
	// sessionTouch is how stale the time of last use may be before reading a session writes it again: a tenth of a day costs
	// SessionIdle less than one percent, and saves a write for each request.
	sessionTouch = 144 * time.Minute
	// idBytes is 256 bits: not to be guessed, whatever the number of sessions.
	idBytes = 32
)

// SessionID is the secret a browser holds: 256 random bits. The zero SessionID names nothing.
type SessionID [idBytes]byte

// NewSessionID makes an id that nobody can guess.
func NewSessionID() SessionID {
	var id SessionID
	rand.Read(id[:]) // never fails: crypto/rand ends the process instead
	return id
}

// ParseSessionID reads what String wrote.
func ParseSessionID(s string) (SessionID, bool) {
	var id SessionID
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != idBytes {
		return SessionID{}, false
	}
	copy(id[:], b)
	return id, !id.IsZero()
}

// String writes the id as 43 characters that may stand in a cookie.
func (id SessionID) String() string { return base64.RawURLEncoding.EncodeToString(id[:]) }

// IsZero reports whether the id names nothing.
func (id SessionID) IsZero() bool { return id == SessionID{} }

// key is what the database holds instead of the id: who reads the database cannot take over a session.
func (id SessionID) key() string {
	sum := sha256.Sum256(id[:])
	return hex.EncodeToString(sum[:])
}

// Session is what is kept for one visitor.
type Session struct {
	Data    map[string]json.RawMessage // values as JSON, by key
	Created time.Time
	Used    time.Time
}

// expired reports whether a session's life is over.
func (s Session) expired(now time.Time) bool {
	return now.Sub(s.Used) >= SessionIdle || now.Sub(s.Created) >= SessionAbsolute
}

// SessionChange is what one request did to its session, replayed on what the database holds by then: two requests at once
// that set different keys both keep theirs.
type SessionChange struct {
	Clear  bool                       // drop everything first
	Set    map[string]json.RawMessage // then set these; a nil value removes the key
	Rotate bool                       // give the session a new id: whenever what the visitor may do changes
}

// IsZero reports whether the change does nothing.
func (c SessionChange) IsZero() bool { return !c.Clear && !c.Rotate && len(c.Set) == 0 }

// apply returns the data after the change, or ErrTooLarge.
func (c SessionChange) apply(old map[string]json.RawMessage) (map[string]json.RawMessage, []byte, error) {
	data := map[string]json.RawMessage{}
	if !c.Clear {
		maps.Copy(data, old)
	}
	for k, v := range c.Set {
		if v == nil {
			delete(data, k)
		} else {
			data[k] = v
		}
	}
	text, err := json.Marshal(data)
	if err != nil {
		return nil, nil, fmt.Errorf("write session: %w", err)
	}
	if len(text) > MaxSessionBytes {
		return nil, nil, fmt.Errorf("%w: %d bytes, at most %d; keep large data elsewhere and only its id in the session", ErrTooLarge, len(text), MaxSessionBytes)
	}
	return data, text, nil
}

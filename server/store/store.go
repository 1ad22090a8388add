// Package store keeps what a site must remember between requests: drawn pages, sessions, sealing keys and change notices.
//
// Input are plain values, output are plain values or one of the errors below; no request, no clock of its own and no goroutine
// lives here. Read this file for the interface, session.go for the rules of sessions, sqlite.go for how the file is opened.
// The statements in pages.go, sessions.go, keys.go and notices.go keep to SQL that SQLite and PostgreSQL share
// (`$1` parameters, TEXT and BIGINT columns, ON CONFLICT), so that a second database is another way to open, not another store.
package store

import (
	"context"
	"errors"
	"time"
)

// Errors that callers tell apart. Each is wrapped with what was being done.
var (
	// ErrNotFound says that there is no such page, session or key.
	ErrNotFound = errors.New("not there")
	// ErrFull says that the disk is full: reading still works, writing does not.
	ErrFull = errors.New("the disk that holds the database is full; free some space, nothing has been lost")
	// ErrBusy says that another process kept the database locked for longer than busyTimeout.
	ErrBusy = errors.New("the database is locked by another process; end that process or wait for it")
	// ErrReadOnly says that the database file or its folder may not be written.
	ErrReadOnly = errors.New("the database cannot be written; give this user the right to write the data folder and its files")
	// ErrCorrupt says that the file is not a database, or a damaged one.
	ErrCorrupt = errors.New("the database file is damaged; restore it from a backup, or move it away to begin an empty one")
	// ErrNewer says that a newer version of coder has already migrated the database.
	ErrNewer = errors.New("the database was made by a newer version of coder; run that version")
	// ErrTooLarge says that a session would grow beyond MaxSessionBytes.
	ErrTooLarge = errors.New("the session holds too much")
)

// Store is everything a site remembers. All methods may be called from any number of goroutines and end early with ctx.
type Store interface {
	Pages
	Sessions
	Keys
	Notices
	// Ready reports whether the database answers.
	Ready(ctx context.Context) error
	// Close ends the connections after the running statements; the store is not used afterwards.
	Close() error
}

// A Page is a drawn page as the spa mode sends it: the parts, not the document.
type Page struct {
	Path    string // decoded, NFC, begins with "/"
	Status  int    // HTTP status
	Title   string // text, not escaped
	Head    string // HTML
	Content string // HTML
	ETag    string // quoted, as in the header
}

// Pages keeps drawn pages by generation: a generation is one version of a site's sources.
type Pages interface {
	// Page returns one page of a generation, or ErrNotFound.
	Page(ctx context.Context, generation, path string) (Page, error)
	// PutPage adds or replaces a page of a generation.
	PutPage(ctx context.Context, generation string, p Page) error
	// KeepGenerations drops the pages of all generations but the newest n, by the time of their first page, and but current.
	KeepGenerations(ctx context.Context, current string, n int) error
}

// Sessions keeps what a site knows of its visitors.
type Sessions interface {
	// Session returns a living session by its id, or ErrNotFound.
	Session(ctx context.Context, id SessionID) (Session, error)
	// ChangeSession applies a change to the session of id in one transaction and returns the id that names it from now on.
	// An id that names no living session is never taken over: if the change leaves something to keep, a fresh id is made.
	// The zero id is returned when nothing is left to keep.
	ChangeSession(ctx context.Context, id SessionID, c SessionChange) (SessionID, error)
	// SweepSessions deletes what has expired and returns how many there were.
	SweepSessions(ctx context.Context) (int64, error)
}

// A Key is one entry of the key ring that seals paths and form tokens.
type Key struct {
	ID        uint32
	Secret    [32]byte
	NotBefore time.Time // when it may first be used to seal; it opens at once
	RetireAt  time.Time // when it stops opening
}

// Keys keeps the key ring.
type Keys interface {
	// Keys returns every key not yet retired at the time given, newest first.
	Keys(ctx context.Context, at time.Time) ([]Key, error)
	// AddKey adds a key unless one with the same NotBefore or a later one is there already, so that several machines rotate once;
	// it deletes what retired before the new key's NotBefore. It returns the ring's newest key.
	AddKey(ctx context.Context, k Key) (Key, error)
}

// A Notice tells the other machines of a site that something changed.
type Notice struct {
	Seq   int64 // grows by every notice
	Topic string
	Body  string
}

// Notices is an append-only list that every machine polls.
type Notices interface {
	// Announce appends a notice and returns its number.
	Announce(ctx context.Context, topic, body string) (int64, error)
	// NoticesAfter returns the notices after seq in order, at most maxNotices of them.
	NoticesAfter(ctx context.Context, seq int64) ([]Notice, error)
}

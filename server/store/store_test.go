package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a time that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) add(d time.Duration) { c.mu.Lock(); c.now = c.now.Add(d); c.mu.Unlock() }

func open(t *testing.T) (*sqlStore, *clock, string) {
	t.Helper()
	c := &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	path := filepath.Join(t.TempDir(), "data", "a b?#%.db") // a name that a careless address would break
	s, err := Open(t.Context(), Config{path, c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s.(*sqlStore), c, path
}

func set(kv ...string) SessionChange {
	c := SessionChange{Set: map[string]json.RawMessage{}}
	for i := 0; i < len(kv); i += 2 {
		c.Set[kv[i]] = json.RawMessage(kv[i+1])
	}
	return c
}

func change(t *testing.T, s Store, id SessionID, c SessionChange) SessionID {
	t.Helper()
	after, err := s.ChangeSession(t.Context(), id, c)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

func rows(t *testing.T, s *sqlStore) int {
	t.Helper()
	n := 0
	if err := s.read.QueryRow(`SELECT COUNT(*) FROM sessions`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSettings(t *testing.T) {
	s, _, path := open(t)
	for _, db := range []*sql.DB{s.write, s.read} {
		var mode string
		var sync, busy int
		if err := db.QueryRow(`PRAGMA journal_mode`).Scan(&mode); err != nil || mode != "wal" {
			t.Errorf("journal_mode = %q, %v; want wal", mode, err)
		}
		if err := db.QueryRow(`PRAGMA synchronous`).Scan(&sync); err != nil || sync != 2 {
			t.Errorf("synchronous = %d, %v; want 2 (FULL)", sync, err)
		}
		if err := db.QueryRow(`PRAGMA busy_timeout`).Scan(&busy); err != nil || busy != 5000 {
			t.Errorf("busy_timeout = %d, %v; want 5000", busy, err)
		}
	}
	if _, err := s.read.Exec(`DELETE FROM sessions`); err == nil {
		t.Error("a reading connection could write")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file is %v, %v; want 0600", info.Mode(), err)
	}
}

func TestSessionLife(t *testing.T) {
	s, clock, _ := open(t)
	planted := NewSessionID()
	if _, err := s.Session(t.Context(), planted); !errors.Is(err, ErrNotFound) {
		t.Fatalf("unknown session: %v", err)
	}
	if after := change(t, s, planted, SessionChange{}); !after.IsZero() || rows(t, s) != 0 {
		t.Error("a session was made although nothing was set")
	}
	id := change(t, s, planted, set("n", "1"))
	if id == planted || id.IsZero() {
		t.Fatal("an unknown id was taken over")
	}
	if again := change(t, s, id, set("m", `"x"`)); again != id {
		t.Error("a plain change gave a new id")
	}
	rotated := change(t, s, id, SessionChange{Rotate: true})
	if rotated == id {
		t.Error("no new id after rotation")
	}
	if _, err := s.Session(t.Context(), id); !errors.Is(err, ErrNotFound) {
		t.Errorf("the id before the rotation still answers: %v", err)
	}
	sess, err := s.Session(t.Context(), rotated)
	if err != nil || string(sess.Data["n"]) != "1" || string(sess.Data["m"]) != `"x"` {
		t.Errorf("after rotation: %v, %v", sess, err)
	}
	if after := change(t, s, rotated, SessionChange{Clear: true}); !after.IsZero() || rows(t, s) != 0 {
		t.Error("an emptied session left a row")
	}

	idle := change(t, s, SessionID{}, set("a", "1"))
	clock.add(SessionIdle - time.Minute)
	if _, err := s.Session(t.Context(), idle); err != nil {
		t.Errorf("before its time: %v", err)
	}
	clock.add(SessionIdle - time.Minute) // the use above began the time anew
	if _, err := s.Session(t.Context(), idle); err != nil {
		t.Errorf("after use: %v", err)
	}
	clock.add(SessionIdle)
	if _, err := s.Session(t.Context(), idle); !errors.Is(err, ErrNotFound) {
		t.Errorf("idle for too long: %v", err)
	}
	if next := change(t, s, idle, set("b", "2")); next == idle {
		t.Error("an expired id was taken over")
	} else if sess, _ := s.Session(t.Context(), next); sess.Data["a"] != nil {
		t.Error("an expired session's data came back")
	}

	old := change(t, s, SessionID{}, set("a", "1"))
	for range SessionAbsolute/SessionIdle + 1 {
		clock.add(SessionIdle - time.Hour)
		s.Session(t.Context(), old)
	}
	clock.add(SessionIdle - time.Hour)
	if _, err := s.Session(t.Context(), old); !errors.Is(err, ErrNotFound) {
		t.Errorf("used for ever: %v", err)
	}
	if n, err := s.SweepSessions(t.Context()); err != nil || n == 0 || rows(t, s) != 0 {
		t.Errorf("swept %d, %v; %d left", n, err, rows(t, s))
	}
}

func TestSessionIsBounded(t *testing.T) {
	s, _, _ := open(t)
	id := change(t, s, SessionID{}, set("a", "1"))
	_, err := s.ChangeSession(t.Context(), id, set("big", `"`+strings.Repeat("x", MaxSessionBytes)+`"`))
	if !errors.Is(err, ErrTooLarge) {
		t.Fatalf("error = %v", err)
	}
	if sess, err := s.Session(t.Context(), id); err != nil || string(sess.Data["a"]) != "1" {
		t.Errorf("the session did not survive: %v, %v", sess, err)
	}
}

func TestSessionIDIsNotStored(t *testing.T) {
	s, _, path := open(t)
	id := change(t, s, SessionID{}, set("a", "1"))
	for _, name := range []string{path, path + "-wal"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), string(id[:])) || strings.Contains(string(b), id.String()) {
			t.Errorf("%s holds the id", filepath.Base(name))
		}
	}
	if got, ok := ParseSessionID(id.String()); !ok || got != id {
		t.Error("an id does not read back")
	}
	for _, bad := range []string{"", "x", id.String() + "A", id.String()[1:], SessionID{}.String(), strings.Repeat("!", 43)} {
		if _, ok := ParseSessionID(bad); ok {
			t.Errorf("%q was taken for an id", bad)
		}
	}
}

func TestConcurrentChangesAreKept(t *testing.T) {
	s, _, _ := open(t)
	id := change(t, s, SessionID{}, set("start", "0"))
	var wg sync.WaitGroup
	for _, k := range strings.Split("a b c d e f g h i j", " ") {
		wg.Go(func() {
			if after, err := s.ChangeSession(context.Background(), id, set(k, "1")); err != nil || after != id {
				t.Errorf("%s: %v", k, err)
			}
		})
	}
	wg.Wait()
	if sess, err := s.Session(t.Context(), id); err != nil || len(sess.Data) != 11 {
		t.Errorf("%d keys, %v; want 11", len(sess.Data), err)
	}
}

func TestPages(t *testing.T) {
	s, clock, _ := open(t)
	p := Page{Path: "/글", Status: 200, Title: "A & B", Head: "<link>", Content: "<h1>x</h1>", ETag: `"1"`}
	for _, g := range []string{"g1", "g2", "g3", "g4"} {
		if err := s.PutPage(t.Context(), g, p); err != nil {
			t.Fatal(err)
		}
		clock.add(time.Second)
	}
	p.Title = "C"
	if err := s.PutPage(t.Context(), "g4", p); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Page(t.Context(), "g4", "/글"); err != nil || got != p {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := s.Page(t.Context(), "g4", "/b"); !errors.Is(err, ErrNotFound) {
		t.Errorf("missing page: %v", err)
	}
	if err := s.KeepGenerations(t.Context(), "g1", 2); err != nil {
		t.Fatal(err)
	}
	for g, want := range map[string]bool{"g1": true, "g2": false, "g3": true, "g4": true} {
		if _, err := s.Page(t.Context(), g, "/글"); (err == nil) != want {
			t.Errorf("%s: %v, kept should be %v", g, err, want)
		}
	}
}

func TestKeysRotateOnce(t *testing.T) {
	s, clock, _ := open(t)
	at := clock.Now()
	first := Key{ID: 0xfffffff0, Secret: [32]byte{1}, NotBefore: at, RetireAt: at.Add(time.Hour)}
	second := first
	second.ID, second.Secret = 2, [32]byte{2}
	if got, err := s.AddKey(t.Context(), first); err != nil || got.ID != first.ID {
		t.Fatalf("%v, %v", got, err)
	}
	if got, err := s.AddKey(t.Context(), second); err != nil || got.Secret != first.Secret {
		t.Errorf("a second machine made its own key for the same time: %v, %v", got, err)
	}
	second.NotBefore, second.RetireAt = at.Add(time.Hour), at.Add(2*time.Hour)
	if _, err := s.AddKey(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	keys, err := s.Keys(t.Context(), at.Add(time.Hour))
	if err != nil || len(keys) != 1 || keys[0].ID != 2 {
		t.Errorf("keys = %v, %v; want the second only", keys, err)
	}
}

func TestNotices(t *testing.T) {
	s, _, _ := open(t)
	a, _ := s.Announce(t.Context(), "pages", "1")
	b, err := s.Announce(t.Context(), "pages", "2")
	if err != nil || b <= a {
		t.Fatalf("%d after %d, %v", b, a, err)
	}
	if list, err := s.NoticesAfter(t.Context(), a); err != nil || len(list) != 1 || list[0] != (Notice{b, "pages", "2"}) {
		t.Errorf("%v, %v", list, err)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	s, clock, path := open(t)
	if _, err := s.write.Exec(`PRAGMA max_page_count = 16`); err != nil {
		t.Fatal(err)
	}
	if err := s.PutPage(t.Context(), "g", Page{Path: "/", Content: strings.Repeat("x", 1<<20)}); !errors.Is(err, ErrFull) {
		t.Errorf("full database: %v", err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("a full database cannot be read: %v", err)
	}
	if _, err := s.write.Exec(`INSERT INTO schema_version (version) VALUES (999)`); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Config{path, clock.Now}); !errors.Is(err, ErrNewer) {
		t.Errorf("newer database: %v", err)
	}
	junk := filepath.Join(t.TempDir(), "junk.db")
	if err := os.WriteFile(junk, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Config{junk, clock.Now}); !errors.Is(err, ErrCorrupt) {
		t.Errorf("damaged database: %v", err)
	}
	if _, err := Open(t.Context(), Config{t.TempDir(), clock.Now}); err == nil {
		t.Error("a folder was opened as a database")
	}
}

func TestLockedDatabase(t *testing.T) {
	s, _, path := open(t)
	other, err := sql.Open("sqlite", dsn(path, "_txlock", "exclusive"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := s.write.Exec(`PRAGMA busy_timeout = 10`); err != nil { // the test need not wait as long as a request
		t.Fatal(err)
	}
	if _, err := s.Announce(t.Context(), "a", "b"); !errors.Is(err, ErrBusy) {
		t.Errorf("locked database: %v", err)
	}
}

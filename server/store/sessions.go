// Sessions in the database: a row holds the SHA-256 of the id, never the id.

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

func (s *sqlStore) Session(ctx context.Context, id SessionID) (Session, error) {
	if id.IsZero() {
		return Session{}, ErrNotFound
	}
	sess, err := readSession(ctx, s.read, id)
	if err != nil {
		return Session{}, fmt.Errorf("session: %w", explain(err))
	}
	now := s.now()
	if sess.expired(now) {
		return Session{}, fmt.Errorf("session: %w", ErrNotFound)
	}
	if now.Sub(sess.Used) >= sessionTouch {
		// A session that could be read is not refused because its time could not be noted.
		_, err := s.write.ExecContext(ctx, `UPDATE sessions SET used = $1 WHERE key = $2`, now.UnixMilli(), id.key())
		if err = explain(err); err != nil && !errors.Is(err, ErrFull) && !errors.Is(err, ErrBusy) && !errors.Is(err, ErrReadOnly) {
			return Session{}, fmt.Errorf("session: %w", err)
		}
		sess.Used = now
	}
	return sess, nil
}

// queryer is what a connection pool and a transaction share.
type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// readSession returns the row of id, expired or not.
func readSession(ctx context.Context, q queryer, id SessionID) (Session, error) {
	var text string
	var created, used int64
	err := q.QueryRowContext(ctx, `SELECT data, created, used FROM sessions WHERE key = $1`, id.key()).Scan(&text, &created, &used)
	if err != nil {
		return Session{}, err
	}
	sess := Session{Created: time.UnixMilli(created), Used: time.UnixMilli(used)}
	if err := json.Unmarshal([]byte(text), &sess.Data); err != nil {
		return Session{}, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return sess, nil
}

func (s *sqlStore) ChangeSession(ctx context.Context, id SessionID, c SessionChange) (SessionID, error) {
	var after SessionID
	err := s.transact(ctx, func(tx *sql.Tx) error {
		var err error
		after, err = s.changeSession(ctx, tx, id, c)
		return err
	})
	if err != nil {
		return SessionID{}, fmt.Errorf("keep session: %w", err)
	}
	return after, nil
}

func (s *sqlStore) changeSession(ctx context.Context, tx *sql.Tx, id SessionID, c SessionChange) (SessionID, error) {
	now := s.now()
	old, err := readSession(ctx, tx, id)
	living := err == nil && !old.expired(now)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return SessionID{}, err
	}
	if !living {
		old = Session{Created: now}
	}
	data, text, err := c.apply(old.Data)
	if err != nil {
		return SessionID{}, err
	}
	if living && len(data) > 0 && !c.Rotate {
		_, err := tx.ExecContext(ctx, `UPDATE sessions SET data = $1, used = $2 WHERE key = $3`, string(text), now.UnixMilli(), id.key())
		return id, err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE key = $1`, id.key()); err != nil {
		return SessionID{}, err
	}
	if len(data) == 0 {
		return SessionID{}, nil
	}
	if c.Rotate {
		old.Created = now // logging in begins a new life
	}
	fresh := NewSessionID()
	_, err = tx.ExecContext(ctx, `INSERT INTO sessions (key, data, created, used) VALUES ($1, $2, $3, $4)`,
		fresh.key(), string(text), old.Created.UnixMilli(), now.UnixMilli())
	return fresh, err
}

func (s *sqlStore) SweepSessions(ctx context.Context) (int64, error) {
	now := s.now()
	res, err := s.write.ExecContext(ctx, `DELETE FROM sessions WHERE used <= $1 OR created <= $2`,
		now.Add(-SessionIdle).UnixMilli(), now.Add(-SessionAbsolute).UnixMilli())
	if err != nil {
		return 0, fmt.Errorf("sweep sessions: %w", explain(err))
	}
	return res.RowsAffected()
}

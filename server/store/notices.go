// Change notices: an outbox that is appended to and polled (web.md §4).

package store

import (
	"context"
	"database/sql"
	"fmt"
)

const (
	// maxNotices bounds one answer; who has fallen further behind asks again.
	maxNotices = 1000
	// keptNotices is how many stay: a machine that slept longer reads everything afresh anyway.
	keptNotices = 10_000
)

func (s *sqlStore) Announce(ctx context.Context, topic, body string) (int64, error) {
	var seq int64
	err := s.transact(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `INSERT INTO notices (topic, body, made) VALUES ($1, $2, $3) RETURNING seq`, topic, body, s.now().UnixMilli()).Scan(&seq)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM notices WHERE seq <= $1`, seq-keptNotices)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("announce %s: %w", topic, err)
	}
	return seq, nil
}

func (s *sqlStore) NoticesAfter(ctx context.Context, seq int64) ([]Notice, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT seq, topic, body FROM notices WHERE seq > $1 ORDER BY seq LIMIT $2`, seq, maxNotices)
	if err != nil {
		return nil, fmt.Errorf("notices: %w", explain(err))
	}
	defer rows.Close()
	var list []Notice
	for rows.Next() {
		var n Notice
		if err := rows.Scan(&n.Seq, &n.Topic, &n.Body); err != nil {
			return nil, fmt.Errorf("notices: %w", explain(err))
		}
		list = append(list, n)
	}
	return list, explain(rows.Err())
}

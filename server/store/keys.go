// The key ring in the database.

package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
)

func (s *sqlStore) Keys(ctx context.Context, at time.Time) ([]Key, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, secret, not_before, retire_at FROM keys WHERE retire_at > $1 ORDER BY not_before DESC, id DESC`, at.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("keys: %w", explain(err))
	}
	defer rows.Close()
	var keys []Key
	for rows.Next() {
		k, err := scanKey(rows)
		if err != nil {
			return nil, fmt.Errorf("keys: %w", explain(err))
		}
		keys = append(keys, k)
	}
	return keys, explain(rows.Err())
}

func (s *sqlStore) AddKey(ctx context.Context, k Key) (Key, error) {
	newest := k
	err := s.transact(ctx, func(tx *sql.Tx) error {
		there, err := scanKey(tx.QueryRowContext(ctx, `SELECT id, secret, not_before, retire_at FROM keys ORDER BY not_before DESC, id DESC LIMIT 1`))
		if err == nil && there.NotBefore.UnixMilli() >= k.NotBefore.UnixMilli() {
			newest = there
			return nil
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM keys WHERE retire_at <= $1`, k.NotBefore.UnixMilli()); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO keys (id, secret, not_before, retire_at) VALUES ($1, $2, $3, $4)`,
			int64(k.ID), base64.StdEncoding.EncodeToString(k.Secret[:]), k.NotBefore.UnixMilli(), k.RetireAt.UnixMilli())
		return err
	})
	if err != nil {
		return Key{}, fmt.Errorf("add key: %w", err)
	}
	return newest, nil
}

// scanKey reads one row of keys.
func scanKey(row interface{ Scan(...any) error }) (Key, error) {
	var id, notBefore, retireAt int64
	var secret string
	if err := row.Scan(&id, &secret, &notBefore, &retireAt); err != nil {
		return Key{}, err
	}
	k := Key{ID: uint32(id), NotBefore: time.UnixMilli(notBefore), RetireAt: time.UnixMilli(retireAt)}
	b, err := base64.StdEncoding.DecodeString(secret)
	if err != nil || len(b) != len(k.Secret) {
		return Key{}, fmt.Errorf("%w: key %d", ErrCorrupt, id)
	}
	copy(k.Secret[:], b)
	return k, nil
}

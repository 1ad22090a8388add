// Drawn pages by generation.

package store

import (
	"context"
	"database/sql"
	"fmt"
)

func (s *sqlStore) Page(ctx context.Context, generation, path string) (Page, error) {
	p := Page{Path: path}
	err := s.read.QueryRowContext(ctx, `SELECT status, title, head, content, etag FROM pages WHERE generation = $1 AND path = $2`, generation, path).
		Scan(&p.Status, &p.Title, &p.Head, &p.Content, &p.ETag)
	if err != nil {
		return Page{}, fmt.Errorf("page %s: %w", path, explain(err))
	}
	return p, nil
}

func (s *sqlStore) PutPage(ctx context.Context, generation string, p Page) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO generations (generation, made) VALUES ($1, $2) ON CONFLICT (generation) DO NOTHING`,
			generation, s.now().UnixMilli()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO pages (generation, path, status, title, head, content, etag) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (generation, path) DO UPDATE SET status = excluded.status, title = excluded.title, head = excluded.head,
			content = excluded.content, etag = excluded.etag`,
			generation, p.Path, p.Status, p.Title, p.Head, p.Content, p.ETag)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep page %s: %w", p.Path, err)
	}
	return nil
}

func (s *sqlStore) KeepGenerations(ctx context.Context, current string, n int) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM generations WHERE generation <> $1 AND generation NOT IN
			(SELECT generation FROM generations ORDER BY made DESC, generation LIMIT $2)`, current, n); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM pages WHERE generation NOT IN (SELECT generation FROM generations)`)
		return err
	})
	if err != nil {
		return fmt.Errorf("drop old pages: %w", err)
	}
	return nil
}

// The database file: how it is opened, migrated, closed, and how its errors are told apart.

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	// busyTimeout is how long a statement waits for another process: a backup or `coder rollback` is done well within it.
	busyTimeout = 5 * time.Second
	// readers is how many statements read at once; more only queue for the same file.
	readers = 4
)

// Config says where a store is and what time it is.
type Config struct {
	Path string           // the database file; its folder is made when missing
	Now  func() time.Time // the clock
}

// sqlStore is a Store on database/sql. Writing goes through one connection, so writers queue in this process instead of
// failing with "locked"; reading has its own, which in WAL mode never waits for the writer.
type sqlStore struct {
	write *sql.DB
	read  *sql.DB
	now   func() time.Time
}

var _ Store = (*sqlStore)(nil)

// Open opens the SQLite database of c.Path, making and migrating it as needed.
//
// The journal is a WAL with synchronous=FULL: what a request was told is kept also after a power cut.
func Open(ctx context.Context, c Config) (Store, error) {
	if err := os.MkdirAll(filepath.Dir(c.Path), 0o700); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if info, err := os.Stat(c.Path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open database: %s is not a file", c.Path)
	}
	write, err := sql.Open("sqlite", dsn(c.Path, "_txlock", "immediate"))
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", c.Path, err)
	}
	write.SetMaxOpenConns(1)
	if err := migrate(ctx, write); err != nil {
		write.Close()
		return nil, fmt.Errorf("open database %s: %w", c.Path, explain(err))
	}
	// Sessions and keys are secrets of the site: nobody else on the machine reads them.
	if err := os.Chmod(c.Path, 0o600); err != nil && !errors.Is(err, fs.ErrPermission) {
		write.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	read, err := sql.Open("sqlite", dsn(c.Path, "_pragma", "query_only(1)"))
	if err != nil {
		write.Close()
		return nil, fmt.Errorf("open database %s: %w", c.Path, err)
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return &sqlStore{write, read, c.Now}, nil
}

// dsn names the file to the driver, with the settings every connection has and one of its own.
func dsn(path, key, value string) string {
	q := url.Values{"_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds()), "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
	}}
	q.Add(key, value)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// migrations are the steps from an empty database to the present one. A step that was released is never changed:
// step i+1 is appended instead.
var migrations = []string{
	`CREATE TABLE pages (
		generation TEXT NOT NULL, path TEXT NOT NULL, status BIGINT NOT NULL, title TEXT NOT NULL, head TEXT NOT NULL,
		content TEXT NOT NULL, etag TEXT NOT NULL, PRIMARY KEY (generation, path));
	CREATE TABLE generations (generation TEXT PRIMARY KEY, made BIGINT NOT NULL);
	CREATE TABLE sessions (key TEXT PRIMARY KEY, data TEXT NOT NULL, created BIGINT NOT NULL, used BIGINT NOT NULL);
	CREATE INDEX sessions_used ON sessions (used);
	CREATE TABLE keys (id BIGINT PRIMARY KEY, secret TEXT NOT NULL, not_before BIGINT NOT NULL, retire_at BIGINT NOT NULL);
	CREATE TABLE notices (seq INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, body TEXT NOT NULL, made BIGINT NOT NULL);`,
}

// migrate brings the database to the present schema, each step in a transaction of its own.
func migrate(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)`); err != nil {
		return err
	}
	for {
		done, err := migrateOne(ctx, db)
		if err != nil || done {
			return err
		}
	}
}

// migrateOne runs the next step, if there is one. The version is read within the transaction: two processes that start together do not run a step twice.
func migrateOne(ctx context.Context, db *sql.DB) (done bool, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback() // does nothing after Commit
	version := 0
	if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM schema_version`).Scan(&version); err != nil {
		return false, err
	}
	if version > len(migrations) {
		return false, fmt.Errorf("%w (schema %d, this one knows %d)", ErrNewer, version, len(migrations))
	}
	if version == len(migrations) {
		return true, nil
	}
	if _, err := tx.ExecContext(ctx, migrations[version]); err != nil {
		return false, fmt.Errorf("migration %d: %w", version+1, err)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO schema_version (version) VALUES ($1)`, version+1); err != nil {
		return false, err
	}
	return false, tx.Commit()
}

// Ready reports whether the database answers.
func (s *sqlStore) Ready(ctx context.Context) error {
	var one int
	return explain(s.read.QueryRowContext(ctx, `SELECT 1`).Scan(&one))
}

// Close ends reading before writing: the last connection to go folds the journal into the file.
func (s *sqlStore) Close() error { return errors.Join(s.read.Close(), s.write.Close()) }

// transact runs f in one writing transaction.
func (s *sqlStore) transact(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer tx.Rollback() // does nothing after Commit
	if err := f(tx); err != nil {
		return explain(err)
	}
	return explain(tx.Commit())
}

// explain turns the driver's errors into those of this package.
func explain(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	// The low byte is the primary result code: https://sqlite.org/rescode.html.
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %w", ErrBusy, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	case sqlite3.SQLITE_IOERR:
		if strings.Contains(err.Error(), "no space") {
			return fmt.Errorf("%w: %w", ErrFull, err)
		}
	}
	return err
}

package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon/daily"
)

// errHeld says that somebody else has the lock.
var errHeld = errors.New("held")

// Lock takes the database's lock for this shop, on a connection of its own, which unlock closes.
func (s *Store) Lock(ctx context.Context) (unlock func() error, err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	take := map[Dialect]func(context.Context, *sql.Conn) error{SQLite: s.lockSQLite, MariaDB: s.lockMariaDB, PostgreSQL: s.lockPostgreSQL}[s.dialect]
	if err := take(ctx, conn); err != nil {
		drop(conn)
		if errors.Is(err, errHeld) || s.dialect == SQLite && busy(err) {
			return nil, fmt.Errorf("%w: %s: wait for it to end", daily.ErrLocked, s.holder(ctx))
		}
		return nil, fmt.Errorf("sqlstore: lock: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conn = conn
	return func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.conn = nil
		s.release(context.WithoutCancel(ctx), conn)
		return nil
	}, nil
}

// release ends the lock at once, where the database would do so a moment after the connection's end.
func (s *Store) release(ctx context.Context, conn *sql.Conn) {
	var db runner = conn
	if s.dialect == SQLite {
		db = s.db
	}
	_, _ = db.ExecContext(ctx, s.dialect.places("DELETE FROM billrecon_holder WHERE shop = ?"), s.shop)
	switch s.dialect {
	case MariaDB:
		_, _ = conn.ExecContext(ctx, "DO RELEASE_LOCK("+mariaDBLock+")", s.shop)
	case PostgreSQL:
		_, _ = conn.ExecContext(ctx, "SELECT pg_advisory_unlock_all()")
	}
	drop(conn)
}

// drop ends the connection, and every lock with it.
func drop(conn *sql.Conn) {
	_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // so that it does not go back to the others
	_ = conn.Close()
}

// mariaDBLock is the name of the lock: such names are the server's, not the database's.
const mariaDBLock = "MD5(CONCAT('billrecon ', DATABASE(), ' ', ?))"

func (s *Store) lockMariaDB(ctx context.Context, conn *sql.Conn) error {
	got, err := s.number(ctx, conn, "SELECT GET_LOCK("+mariaDBLock+", 0)", s.shop)
	return s.holds(ctx, conn, got == 1, err)
}

func (s *Store) lockPostgreSQL(ctx context.Context, conn *sql.Conn) error {
	hash, err := hex.DecodeString(s.shop)
	if err != nil {
		return err
	}
	got, err := s.number(ctx, conn, "SELECT CASE WHEN pg_try_advisory_lock(?) THEN 1 ELSE 0 END", int64(binary.BigEndian.Uint64(hash)))
	return s.holds(ctx, conn, got == 1, err)
}

// holds writes down who holds the lock.
func (s *Store) holds(ctx context.Context, conn *sql.Conn, got bool, err error) error {
	if err != nil {
		return err
	}
	if !got {
		return errHeld
	}
	return s.writeHolder(ctx, conn)
}

func (s *Store) writeHolder(ctx context.Context, db beginner) error {
	return inTransaction(ctx, db, func(tx runner) error {
		_, err := tx.ExecContext(ctx, s.dialect.places("DELETE FROM billrecon_holder WHERE shop = ?"), s.shop)
		if err == nil {
			_, err = tx.ExecContext(ctx, s.dialect.places("INSERT INTO billrecon_holder (shop, holder) VALUES (?, ?)"), s.shop, self())
		}
		return err
	})
}

// lockSQLite keeps a transaction open in a file of its own beside the database, so that the database's other users are not kept out.
func (s *Store) lockSQLite(ctx context.Context, conn *sql.Conn) error {
	var file string
	if err := conn.QueryRowContext(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file); err != nil {
		return err
	}
	if file == "" {
		return errors.New("the database must be in a file")
	}
	if _, err := conn.ExecContext(ctx, "ATTACH DATABASE ? AS billrecon_lock", file+"-lock-"+s.shop[:8]); err != nil {
		return err
	}
	for _, statement := range []string{
		"PRAGMA busy_timeout = 0", "CREATE TABLE IF NOT EXISTS billrecon_lock.held (one INTEGER)", "BEGIN", "INSERT INTO billrecon_lock.held VALUES (1)",
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return s.writeHolder(ctx, s.db)
}

// busy reports whether a SQLite driver says that somebody else has the file. Drivers have no common error for it, only SQLite's words.
func busy(err error) bool { return strings.Contains(err.Error(), "database is locked") }

// self says who holds the lock.
func self() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("process %d on %.60q, since %s", os.Getpid(), host, time.Now().UTC().Format(time.RFC3339))
}

// holder says who holds the lock, as far as that can be found out.
func (s *Store) holder(ctx context.Context) (holder string) {
	holder = "another process"
	query := "SELECT holder FROM billrecon_holder WHERE shop = ?"
	_ = s.each(ctx, s.db, func(rows *sql.Rows) error { return rows.Scan(&holder) }, query, s.shop)
	return holder
}

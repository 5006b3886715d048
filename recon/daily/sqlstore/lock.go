package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon/daily"
)

// Lock takes the database's lock for this shop, on a connection of its own, which unlock closes.
func (s *Store) Lock(ctx context.Context) (unlock func() error, err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	taken, err := s.take(ctx, conn)
	if err != nil || !taken {
		drop(conn)
	}
	if err != nil {
		return nil, fmt.Errorf("sqlstore: lock: %w", err)
	}
	if !taken {
		return nil, fmt.Errorf("%w: %s: wait for it to end", daily.ErrLocked, s.holder(ctx))
	}
	s.hold(conn)
	if err := s.write(ctx, s.writeHolder); err != nil {
		s.release(ctx, conn)
		return nil, fmt.Errorf("sqlstore: lock: %w", err)
	}
	return func() error {
		s.release(context.WithoutCancel(ctx), conn)
		return nil
	}, nil
}

func (s *Store) hold(conn *sql.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conn = conn
}

// release ends the lock at once, where the database would do so a moment after the connection's end.
func (s *Store) release(ctx context.Context, conn *sql.Conn) {
	db, _ := s.connection()
	_ = s.exec(ctx, db, "DELETE FROM billrecon_holder WHERE shop = ?", s.shop)
	switch s.dialect {
	case MariaDB:
		_ = s.exec(ctx, conn, "DO RELEASE_LOCK("+mariaDBLock+")", s.shop)
	case PostgreSQL:
		_ = s.exec(ctx, conn, "SELECT pg_advisory_unlock_all()")
	}
	s.hold(nil)
	drop(conn)
}

// drop ends the connection, and every lock with it.
func drop(conn *sql.Conn) {
	_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // so that it does not go back to the others
	_ = conn.Close()
}

// mariaDBLock is the name of the lock: such names are the server's, not the database's.
const mariaDBLock = "MD5(CONCAT('billrecon ', DATABASE(), ' ', ?))"

// take takes the lock, unless somebody else has it.
func (s *Store) take(ctx context.Context, conn *sql.Conn) (taken bool, err error) {
	var got int64
	switch s.dialect {
	case MariaDB:
		got, err = s.number(ctx, conn, "SELECT GET_LOCK("+mariaDBLock+", 0)", s.shop)
	case PostgreSQL:
		number, _ := strconv.ParseUint(s.shop[:16], 16, 64)
		got, err = s.number(ctx, conn, "SELECT CASE WHEN pg_try_advisory_lock(?) THEN 1 ELSE 0 END", int64(number))
	default:
		return s.takeFile(ctx, conn)
	}
	return got == 1, err
}

// takeFile keeps a SQLite transaction open in a file of its own beside the database, so that the database's other users are not kept out.
func (s *Store) takeFile(ctx context.Context, conn *sql.Conn) (taken bool, err error) {
	var file string
	if err := conn.QueryRowContext(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file); err != nil {
		return false, err
	}
	if file == "" {
		return false, errors.New("the database must be in a file")
	}
	err = s.exec(ctx, conn, "ATTACH DATABASE ? AS billrecon_lock", file+"-lock-"+s.shop[:8])
	for _, statement := range []string{
		"PRAGMA busy_timeout = 0", "CREATE TABLE IF NOT EXISTS billrecon_lock.held (one INTEGER)", "BEGIN", "INSERT INTO billrecon_lock.held VALUES (1)",
	} {
		if err == nil {
			err = s.exec(ctx, conn, statement)
		}
	}
	if err != nil && strings.Contains(err.Error(), "database is locked") { // SQLite's own words: its drivers have no common error
		return false, nil
	}
	return err == nil, err
}

// writeHolder writes down who holds the lock.
func (s *Store) writeHolder(ctx context.Context, tx runner) error {
	host, _ := os.Hostname()
	holder := fmt.Sprintf("process %d on %.60q, since %s", os.Getpid(), host, time.Now().UTC().Format(time.RFC3339))
	if err := s.exec(ctx, tx, "DELETE FROM billrecon_holder WHERE shop = ?", s.shop); err != nil {
		return err
	}
	return s.exec(ctx, tx, "INSERT INTO billrecon_holder (shop, holder) VALUES (?, ?)", s.shop, holder)
}

// holder says who holds the lock, as far as that can be found out.
func (s *Store) holder(ctx context.Context) (holder string) {
	holder = "another process"
	_ = s.db.QueryRowContext(ctx, s.dialect.places("SELECT holder FROM billrecon_holder WHERE shop = ?"), s.shop).Scan(&holder)
	return holder
}

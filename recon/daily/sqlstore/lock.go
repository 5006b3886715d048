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

// Lock takes the database's lock for this shop, on a connection of its own, which Close closes.
func (s *Store) Lock(ctx context.Context) (daily.Writer, error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	taken, err := s.take(ctx, conn)
	if err == nil && !taken {
		err = fmt.Errorf("%w: %s: wait for it to end", daily.ErrLocked, s.holder(ctx))
	}
	if err != nil {
		drop(conn)
		return nil, fmt.Errorf("sqlstore: lock: %w", err)
	}
	w := writer{s, conn}
	if err := inTransaction(ctx, w.db(), s.writeHolder); err != nil {
		return nil, fmt.Errorf("sqlstore: lock: %w", errors.Join(err, w.Close()))
	}
	return w, nil
}

// writer holds the lock of a Store.
type writer struct {
	store *Store
	conn  *sql.Conn
}

// db is the connection that holds the lock: when that is lost, so is what is written on it. It is any for SQLite, whose lock is lost with the
// process alone.
func (w writer) db() connection {
	if w.store.dialect == SQLite {
		return w.store.db
	}
	return w.conn
}

// Save writes the parts in one transaction.
func (w writer) Save(ctx context.Context, name string, parts map[daily.Part][]byte) error {
	return inTransaction(ctx, w.db(), func(ctx context.Context, tx runner) error { return w.store.save(ctx, tx, name, parts) })
}

// Close ends the lock at once, where the database would do so a moment after the connection's end.
func (w writer) Close() error {
	ctx, s := context.Background(), w.store
	_ = s.exec(ctx, w.db(), "DELETE FROM billrecon_holder WHERE shop = ?", s.shop)
	switch s.dialect {
	case MariaDB:
		_ = s.exec(ctx, w.conn, "DO RELEASE_LOCK("+mariaDBLock+")", s.shop)
	case PostgreSQL:
		_ = s.exec(ctx, w.conn, "SELECT pg_advisory_unlock_all()")
	}
	drop(w.conn)
	return nil
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

// Package sqlstore keeps the days of package daily in a database: SQLite, MariaDB (or MySQL), PostgreSQL.
//
//	db, err := sql.Open("pgx", "postgres://…")
//	store, err := sqlstore.Open(ctx, db, sqlstore.PostgreSQL, "shop-7 fubei")
//	orders := sqlstore.Orders{DB: db, Query: "SELECT … WHERE paid_at >= $1 AND paid_at < $2", Scan: scan}
//	job := daily.Job{Store: store, Orders: orders, …}
//
// It imports no driver: the caller does. It is a module of its own because its tests use three. A day is written in one transaction,
// every piece of it with a SHA-256, and nothing is ever updated or removed. The lock is the database's own and ends with the process:
// GET_LOCK, pg_advisory_lock, for SQLite a transaction that stays open in a file beside the database, so that other users of the
// database are not kept waiting. Locks of a session do not survive a proxy that gives its connections to one client after another:
// connect to the server itself.
package sqlstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/billrecon/billrecon/recon/daily"
)

// Store is a daily.Store in a database. It is safe for concurrent use.
type Store struct {
	db      *sql.DB
	dialect Dialect
	shop    string // a hash: names are compared in as many ways as there are databases
}

// Open makes the tables where they are missing, all of whose names begin with "billrecon_", and gives the store of one shop. Shops in
// one database do not see each other's days.
func Open(ctx context.Context, db *sql.DB, dialect Dialect, shop string) (*Store, error) {
	sum := sha256.Sum256([]byte(shop))
	s := &Store{db: db, dialect: dialect, shop: hex.EncodeToString(sum[:16])}
	if err := dialect.check(db); err != nil {
		return nil, err
	}
	if err := s.makeTables(ctx); err != nil {
		return nil, fmt.Errorf("sqlstore: tables: %w", err)
	}
	return s, nil
}

// runner is what asks the database: the database, a connection or a transaction.
type runner interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// connection is what begins transactions.
type connection interface {
	runner
	BeginTx(context.Context, *sql.TxOptions) (*sql.Tx, error)
}

func inTransaction(ctx context.Context, db connection, use func(context.Context, runner) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := use(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Names lists what was saved.
func (s *Store) Names(ctx context.Context) (names []string, err error) {
	err = s.each(ctx, func(rows *sql.Rows) error {
		names = append(names, "")
		return rows.Scan(&names[len(names)-1])
	}, "SELECT DISTINCT name FROM billrecon_kept WHERE shop = ? ORDER BY name", s.shop)
	return names, err
}

// Load reads a part.
func (s *Store) Load(ctx context.Context, name string, part daily.Part) ([]byte, error) {
	content, pieces := []byte{}, 0
	err := s.each(ctx, func(rows *sql.Rows) error {
		at := place{name, part, 0}
		var piece []byte
		var sum string
		if err := rows.Scan(&at.piece, &piece, &sum); err != nil {
			return err
		}
		if at.piece != pieces || sum != at.sum(piece) {
			return fmt.Errorf("%w: %s of %s", daily.ErrDamaged, part, name)
		}
		pieces++
		content = append(content, piece...)
		return nil
	}, "SELECT piece, content, sha256 FROM billrecon_kept WHERE shop = ? AND name = ? AND part = ? ORDER BY piece", s.shop, name, string(part))
	if err == nil && pieces == 0 {
		err = fmt.Errorf("%w: %s of %s is missing", daily.ErrDamaged, part, name)
	}
	return content, err
}

// pieceSize bounds what one statement carries: servers have limits.
const pieceSize = 1 << 20

// save writes the parts.
func (s *Store) save(ctx context.Context, tx runner, name string, parts map[daily.Part][]byte) error {
	for part, content := range parts {
		for at := (place{name, part, 0}); at.piece == 0 || len(content) > 0; at.piece++ {
			piece := append([]byte{}, content[:min(pieceSize, len(content))]...) // an empty one is not NULL
			content = content[len(piece):]
			err := s.exec(ctx, tx, "INSERT INTO billrecon_kept (shop, name, part, piece, content, sha256) VALUES (?, ?, ?, ?, ?, ?)",
				s.shop, name, string(part), at.piece, piece, at.sum(piece))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// place is where a piece belongs.
type place struct {
	name  string
	part  daily.Part
	piece int
}

func (p place) sum(content []byte) string {
	sum := sha256.Sum256(append(fmt.Appendf(nil, "%s %s %d ", p.name, p.part, p.piece), content...))
	return hex.EncodeToString(sum[:])
}

func (s *Store) exec(ctx context.Context, db runner, statement string, args ...any) error {
	_, err := db.ExecContext(ctx, s.dialect.places(statement), args...)
	return err
}

// each calls use for every row of an answer.
func (s *Store) each(ctx context.Context, use func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, s.dialect.places(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := use(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// number is the one number that a query answers; NULL is 0.
func (s *Store) number(ctx context.Context, db runner, query string, args ...any) (int64, error) {
	var n sql.NullInt64
	err := db.QueryRowContext(ctx, s.dialect.places(query), args...).Scan(&n)
	return n.Int64, err
}

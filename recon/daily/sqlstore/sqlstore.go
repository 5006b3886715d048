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
	"sync"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

// Store is a daily.Store in a database. It is safe for concurrent use.
type Store struct {
	db      *sql.DB
	dialect Dialect
	shop    string // a hash: names are compared in as many ways as there are databases
	mu      sync.Mutex
	conn    *sql.Conn // holds the lock; nil while it is not held
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

// connection is the one that holds the lock: when that is lost, so is what is written on it. It is any where the lock is not held, and
// for SQLite, whose lock is lost with the process alone.
func (s *Store) connection() (db connection, held bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn == nil || s.dialect == SQLite {
		return s.db, s.conn != nil
	}
	return s.conn, true
}

// write runs a transaction of who holds the lock.
func (s *Store) write(ctx context.Context, use func(context.Context, runner) error) error {
	db, held := s.connection()
	if !held {
		return errors.New("sqlstore: the lock must be held")
	}
	return inTransaction(ctx, db, use)
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

// Days lists the days.
func (s *Store) Days(ctx context.Context) (days []recon.Day, err error) {
	err = s.each(ctx, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		day, err := recon.ParseDay(text)
		days = append(days, day)
		return err
	}, "SELECT DISTINCT day FROM billrecon_day WHERE shop = ? AND part = 'head' ORDER BY day", s.shop)
	return days, err
}

// pieceSize bounds what one statement carries: servers have limits.
const pieceSize = 1 << 20

// Save writes the parts in one transaction.
func (s *Store) Save(ctx context.Context, day recon.Day, parts map[daily.Part][]byte) error {
	return s.write(ctx, func(ctx context.Context, tx runner) error {
		run, err := s.number(ctx, tx, "SELECT COALESCE(MAX(run), 0) + 1 FROM billrecon_day WHERE shop = ? AND day = ?", s.shop, day.String())
		if err != nil {
			return err
		}
		for _, part := range daily.Parts() {
			at := place{day.String(), run, string(part), 0}
			for content := parts[part]; at.piece == 0 || len(content) > 0; at.piece++ {
				piece := append([]byte{}, content[:min(pieceSize, len(content))]...) // an empty one is not NULL
				content = content[len(piece):]
				err := s.exec(ctx, tx, "INSERT INTO billrecon_day (shop, day, run, part, piece, content, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
					s.shop, at.day, at.run, at.part, at.piece, piece, at.sum(piece))
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// place is where a piece belongs.
type place struct {
	day   string
	run   int64
	part  string
	piece int
}

func (p place) sum(content []byte) string {
	sum := sha256.Sum256(append(fmt.Appendf(nil, "%s %d %s %d ", p.day, p.run, p.part, p.piece), content...))
	return hex.EncodeToString(sum[:])
}

// Load reads a part of the last time that the day was run.
func (s *Store) Load(ctx context.Context, day recon.Day, part daily.Part) ([]byte, error) {
	content, pieces := []byte{}, 0
	err := s.each(ctx, func(rows *sql.Rows) error {
		at := place{day: day.String(), part: string(part)}
		var piece []byte
		var sum string
		if err := rows.Scan(&at.run, &at.piece, &piece, &sum); err != nil {
			return err
		}
		if at.piece != pieces || sum != at.sum(piece) {
			return fmt.Errorf("%w: %s of %s", daily.ErrDamaged, part, day)
		}
		pieces++
		content = append(content, piece...)
		return nil
	}, `SELECT run, piece, content, sha256 FROM billrecon_day WHERE shop = ? AND day = ? AND part = ?
		AND run = (SELECT MAX(run) FROM billrecon_day WHERE shop = ? AND day = ?) ORDER BY piece`,
		s.shop, day.String(), string(part), s.shop, day.String())
	if err == nil && pieces == 0 {
		err = fmt.Errorf("%w: %s of %s is missing", daily.ErrDamaged, part, day)
	}
	return content, err
}

// Decide adds a decision.
func (s *Store) Decide(ctx context.Context, decision []byte) error {
	return s.write(ctx, func(ctx context.Context, tx runner) error {
		number, err := s.number(ctx, tx, "SELECT COALESCE(MAX(number), 0) + 1 FROM billrecon_decision WHERE shop = ?", s.shop)
		if err != nil {
			return err
		}
		return s.exec(ctx, tx, "INSERT INTO billrecon_decision (shop, number, content, sha256) VALUES (?, ?, ?, ?)",
			s.shop, number, decision, place{part: "decision", run: number}.sum(decision))
	})
}

// Decisions reads the decisions.
func (s *Store) Decisions(ctx context.Context) (all [][]byte, err error) {
	err = s.each(ctx, func(rows *sql.Rows) error {
		at := place{part: "decision"}
		var content []byte
		var sum string
		if err := rows.Scan(&at.run, &content, &sum); err != nil {
			return err
		}
		all = append(all, content)
		if at.run != int64(len(all)) || sum != at.sum(content) {
			return fmt.Errorf("%w: decision %d", daily.ErrDamaged, len(all))
		}
		return nil
	}, "SELECT number, content, sha256 FROM billrecon_decision WHERE shop = ? ORDER BY number", s.shop)
	return all, err
}

func (s *Store) exec(ctx context.Context, db runner, statement string, args ...any) error {
	_, err := db.ExecContext(ctx, s.dialect.places(statement), args...)
	return err
}

// each calls use for every row of an answer.
func (s *Store) each(ctx context.Context, use func(*sql.Rows) error, query string, args ...any) error {
	db, _ := s.connection()
	rows, err := db.QueryContext(ctx, s.dialect.places(query), args...)
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

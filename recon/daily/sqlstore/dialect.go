package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Dialect is a database's way of speaking.
type Dialect uint8

// The dialects.
const (
	SQLite Dialect = iota + 1
	MariaDB
	PostgreSQL
)

func (d Dialect) check(db *sql.DB) error {
	switch {
	case db == nil:
		return errors.New("sqlstore: db: it must be given")
	case d < SQLite || d > PostgreSQL:
		return errors.New("sqlstore: dialect: it must be SQLite, MariaDB or PostgreSQL")
	case d == SQLite && db.Stats().MaxOpenConnections == 1:
		return errors.New("sqlstore: db: SetMaxOpenConns must allow two connections at least: one holds the lock")
	}
	return nil
}

// places writes the places of a query's parameters as the database wants them.
func (d Dialect) places(query string) string {
	if d != PostgreSQL {
		return query
	}
	var b strings.Builder
	for i, part := range strings.Split(query, "?") {
		if i > 0 {
			fmt.Fprintf(&b, "$%d", i)
		}
		b.WriteString(part)
	}
	return b.String()
}

// migrations are the statements that lead from each version of the tables to the next. One that was interrupted is run again.
var migrations = [][]string{{
	`CREATE TABLE IF NOT EXISTS billrecon_day (
		shop CHAR(32) NOT NULL, day CHAR(10) NOT NULL, run INTEGER NOT NULL, part VARCHAR(16) NOT NULL, piece INTEGER NOT NULL,
		content BYTES NOT NULL, sha256 CHAR(64) NOT NULL, PRIMARY KEY (shop, day, run, part, piece))`,
	`CREATE TABLE IF NOT EXISTS billrecon_decision (
		shop CHAR(32) NOT NULL, number INTEGER NOT NULL, content BYTES NOT NULL, sha256 CHAR(64) NOT NULL, PRIMARY KEY (shop, number))`,
	`CREATE TABLE IF NOT EXISTS billrecon_holder (shop CHAR(32) NOT NULL PRIMARY KEY, holder VARCHAR(200) NOT NULL)`,
}}

// migrationLock keeps two processes from making the tables at once, where the database minds.
const migrationLock = "SELECT pg_advisory_xact_lock(7311894)"

// migrate brings the tables to the newest version. Tables that are there already need no right to make any.
func (s *Store) migrate(ctx context.Context) error {
	version, err := s.version(ctx, s.db)
	switch {
	case err == nil && version == int64(len(migrations)):
		return nil
	case err == nil && version > int64(len(migrations)):
		return fmt.Errorf("their version %d is of a newer program, this one knows %d", version, len(migrations))
	}
	return inTransaction(ctx, s.db, func(tx runner) error {
		if s.dialect == PostgreSQL {
			if _, err := tx.ExecContext(ctx, migrationLock); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS billrecon_version (version INTEGER NOT NULL PRIMARY KEY)"); err != nil {
			return err
		}
		version, err := s.version(ctx, tx)
		for ; err == nil && version < int64(len(migrations)); version++ {
			err = s.migrateTo(ctx, tx, version+1)
		}
		return err
	})
}

func (s *Store) version(ctx context.Context, db runner) (int64, error) {
	return s.number(ctx, db, "SELECT COALESCE(MAX(version), 0) FROM billrecon_version")
}

func (s *Store) migrateTo(ctx context.Context, tx runner, version int64) error {
	bytes := map[Dialect]string{SQLite: "BLOB", MariaDB: "LONGBLOB", PostgreSQL: "BYTEA"}[s.dialect]
	for _, statement := range migrations[version-1] {
		if _, err := tx.ExecContext(ctx, strings.ReplaceAll(statement, "BYTES", bytes)); err != nil {
			return err
		}
	}
	insert := map[Dialect]string{
		SQLite:     "INSERT OR IGNORE INTO billrecon_version (version) VALUES (?)",
		MariaDB:    "INSERT IGNORE INTO billrecon_version (version) VALUES (?)",
		PostgreSQL: "INSERT INTO billrecon_version (version) VALUES (?) ON CONFLICT DO NOTHING",
	}[s.dialect]
	_, err := tx.ExecContext(ctx, s.dialect.places(insert), version)
	return err
}

package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
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
	case db.Stats().MaxOpenConnections == 1:
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

// tablesVersion is that of the tables below.
const tablesVersion = 1

// tables are the statements that make the tables. They can be run again.
var tables = []string{
	`CREATE TABLE IF NOT EXISTS billrecon_version (version INTEGER NOT NULL PRIMARY KEY)`,
	`CREATE TABLE IF NOT EXISTS billrecon_kept (
		shop CHAR(32) NOT NULL, name VARCHAR(32) NOT NULL, part VARCHAR(32) NOT NULL, piece INTEGER NOT NULL,
		content BYTES NOT NULL, sha256 CHAR(64) NOT NULL, PRIMARY KEY (shop, name, part, piece))`,
	`CREATE TABLE IF NOT EXISTS billrecon_holder (shop CHAR(32) NOT NULL PRIMARY KEY, holder VARCHAR(200) NOT NULL)`,
}

// words are what the databases say each in their own way.
var words = map[Dialect]struct {
	bytes  string   // the type of any bytes
	begin  []string // keeps two processes from making the tables at once, where the database minds
	insert string   // notes their version, once
}{
	SQLite:     {"BLOB", nil, "INSERT OR IGNORE INTO billrecon_version (version) VALUES (?)"},
	MariaDB:    {"LONGBLOB", nil, "INSERT IGNORE INTO billrecon_version (version) VALUES (?)"},
	PostgreSQL: {"BYTEA", []string{"SELECT pg_advisory_xact_lock(7311894)"}, "INSERT INTO billrecon_version (version) VALUES (?) ON CONFLICT DO NOTHING"},
}

// makeTables makes the tables where they are missing. Tables that are there already need no right to make any.
func (s *Store) makeTables(ctx context.Context) error {
	version, err := s.number(ctx, s.db, "SELECT MAX(version) FROM billrecon_version")
	if err == nil && version > tablesVersion {
		return fmt.Errorf("their version %d is of a newer program, this one knows %d", version, tablesVersion)
	}
	if err == nil && version == tablesVersion {
		return nil
	}
	return inTransaction(ctx, s.db, func(ctx context.Context, tx runner) error {
		say := words[s.dialect]
		for _, statement := range slices.Concat(say.begin, tables) {
			if err := s.exec(ctx, tx, strings.ReplaceAll(statement, "BYTES", say.bytes)); err != nil {
				return err
			}
		}
		return s.exec(ctx, tx, say.insert, tablesVersion)
	})
}

//go:build linux || darwin

package sqlstore_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/internal/storetest"
	"github.com/billrecon/billrecon/recon/daily/sqlstore"
)

func TestMain(m *testing.M) { storetest.Main(m, open) }

var dialects = map[string]sqlstore.Dialect{"sqlite": sqlstore.SQLite, "mysql": sqlstore.MariaDB, "pgx": sqlstore.PostgreSQL}

// pools are the databases that are open, by "driver|dsn".
var pools sync.Map

func database(target string) (db *sql.DB, dialect sqlstore.Dialect, shop string, err error) {
	words := strings.SplitN(target, "|", 3)
	key := words[0] + "|" + words[1]
	if open, ok := pools.Load(key); ok {
		return open.(*sql.DB), dialects[words[0]], words[2], nil
	}
	db, err = sql.Open(words[0], words[1])
	pools.Store(key, db)
	return db, dialects[words[0]], words[2], err
}

// open opens a target: "driver|dsn|shop".
func open(ctx context.Context, target string) (daily.Store, error) {
	db, dialect, shop, err := database(target)
	if err != nil {
		return nil, err
	}
	return sqlstore.Open(ctx, db, dialect, shop)
}

var shops int

// server names shops of a server that nobody had before.
func server(address string) func(*testing.T) string {
	return func(*testing.T) string {
		shops++
		return fmt.Sprintf("%s|shop %d", address, shops)
	}
}

// files are SQLite databases, each in a file of its own.
func files(t *testing.T) string {
	return "sqlite|file:" + filepath.Join(t.TempDir(), "books.db") + "?_pragma=busy_timeout(5000)|shop"
}

func TestSQLite(t *testing.T) {
	all(t, files, 200)
	t.Run("full disk", func(t *testing.T) { storetest.FullDisk(t, open, files(t), 40_000, 70_000) })
}

func TestPostgreSQL(t *testing.T) {
	fresh := server(startPostgreSQL(t))
	all(t, fresh, 50)
	t.Run("lost lock", func(t *testing.T) {
		lostLock(t, fresh(t), "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'books'", "SELECT pg_terminate_backend(%d)")
	})
}

func TestMariaDB(t *testing.T) {
	fresh := server(startMariaDB(t))
	all(t, fresh, 50)
	t.Run("lost lock", func(t *testing.T) {
		lostLock(t, fresh(t), "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user = 'root'", "KILL %d")
	})
}

// all is what every database is asked for.
func all(t *testing.T, fresh func(*testing.T) string, kills int) {
	if testing.Short() {
		kills = 20
	}
	t.Run("contract", func(t *testing.T) { storetest.Contract(t, open, fresh) })
	t.Run("two jobs", func(t *testing.T) { storetest.TwoJobs(t, open, fresh(t)) })
	t.Run("edited", func(t *testing.T) { edited(t, fresh(t)) })
	t.Run("tables", func(t *testing.T) { tables(t, fresh(t)) })
	t.Run("orders", func(t *testing.T) { orders(t, fresh(t)) })
	t.Run("killed", func(t *testing.T) { storetest.Kills(t, open, fresh, kills) })
}

var zone = time.FixedZone("UTC+8", 8*3600)

func on(d int) recon.Day { return recon.Rules{}.DayOf(time.Date(2026, 11, d, 12, 0, 0, 0, zone)) }

// edited changes what is kept by hand, each in its way.
func edited(t *testing.T, target string) {
	ctx := t.Context()
	store, err := open(ctx, target)
	require.NoError(t, err)
	db, _, _, _ := database(target)
	job := storetest.Job(store, true)
	for _, d := range []int{20, 21} {
		_, err = job.Run(ctx, on(d))
		require.NoError(t, err)
	}
	for _, statement := range []string{
		"UPDATE billrecon_kept SET part = 'x' WHERE part = 'pool' AND name = '2026-11-21.1'",
		"UPDATE billrecon_kept SET part = 'pool' WHERE part = 'differences' AND name = '2026-11-21.1'",
		"UPDATE billrecon_kept SET content = '{}' WHERE part = 'head' AND name = '2026-11-20.1'",
		"UPDATE billrecon_kept SET name = '2026-11-19.1' WHERE part = 'head' AND name = '2026-11-20.1'",
	} {
		_, err := db.ExecContext(ctx, statement)
		require.NoError(t, err, statement)
		_, err = job.Run(ctx, on(22))
		assert.ErrorIs(t, err, daily.ErrDamaged, statement)
	}
}

// tables: they are made once, and those of a newer program are refused.
func tables(t *testing.T, target string) {
	ctx := t.Context()
	_, err := open(ctx, target)
	require.NoError(t, err)
	db, dialect, _, _ := database(target)
	var versions int
	require.NoError(t, db.QueryRowContext(ctx, "SELECT COUNT(*) FROM billrecon_version").Scan(&versions))
	assert.Equal(t, 1, versions)
	_, err = db.ExecContext(ctx, "INSERT INTO billrecon_version (version) VALUES (99)")
	require.NoError(t, err)
	_, err = open(ctx, target)
	assert.ErrorContains(t, err, "version 99")
	_, err = db.ExecContext(ctx, "DELETE FROM billrecon_version WHERE version = 99")
	require.NoError(t, err)
	other, err := sqlstore.Open(ctx, db, dialect, "another shop")
	require.NoError(t, err)
	days, err := daily.Days(ctx, other)
	require.NoError(t, err)
	assert.Empty(t, days)
}

// orders are read from a table of the shop's.
func orders(t *testing.T, target string) {
	ctx := t.Context()
	store, err := open(ctx, target)
	require.NoError(t, err)
	db, dialect, _, _ := database(target)
	_, err = db.ExecContext(ctx, "CREATE TABLE shop_order (number VARCHAR(40) PRIMARY KEY, amount VARCHAR(20), paid_at BIGINT)")
	require.NoError(t, err)
	for d := 19; d <= 23; d++ {
		for i := range 3 {
			paid := time.Date(2026, 11, d, 9, i, 0, 0, zone).Unix()
			_, err = db.ExecContext(ctx, fmt.Sprintf("INSERT INTO shop_order (number, amount, paid_at) VALUES ('%d-%d', '%d.50', %d)", d, i, d+i, paid))
			require.NoError(t, err)
		}
	}
	query := "SELECT number, amount, paid_at FROM shop_order WHERE paid_at >= ? AND paid_at < ? ORDER BY number"
	if dialect == sqlstore.PostgreSQL {
		query = "SELECT number, amount, paid_at FROM shop_order WHERE paid_at >= $1 AND paid_at < $2 ORDER BY number"
	}
	job := storetest.Job(store, false)
	books := sqlstore.Orders{
		DB: db, Query: query, Args: func(day daily.Request) []any { return []any{day.Start.Unix(), day.End.Unix()} },
		Scan: func(rows *sql.Rows) (row daily.Row, err error) {
			var amount string
			var paid int64
			if err := rows.Scan(&row.Record.Key, &amount, &paid); err != nil {
				return row, err
			}
			row.Record.Time = time.Unix(paid, 0)
			row.Record.Amount, err = decimal.NewFromString(amount)
			return row, err
		},
	}
	job.Orders = books
	result, err := job.Run(ctx, on(21))
	require.NoError(t, err)
	require.Len(t, result.Match.Orders(), 3)
	assert.Equal(t, "21-2", result.Match.Orders()[2].Record.Key)
	assert.Equal(t, "23.5", result.Match.Orders()[2].Record.Amount.String())

	_, err = db.ExecContext(ctx, "CREATE TABLE sale (number VARCHAR(40) PRIMARY KEY, yuan DECIMAL(12,2), state VARCHAR(20), paid_at VARCHAR(30))")
	require.NoError(t, err)
	for _, sale := range []string{"'1', 12.30, 'succeeded', '2026-11-22 00:00:00'", "'2', -2.5, 'refunded', '2026-11-22 23:59:59'", "'3', 1, 'succeeded', '2026-11-23 00:00:00'"} {
		_, err = db.ExecContext(ctx, "INSERT INTO sale (number, yuan, state, paid_at) VALUES ("+sale+")")
		require.NoError(t, err)
	}
	columns := strings.Replace(query, "number, amount, paid_at FROM shop_order", "number, yuan, state, 'wechat', paid_at FROM sale", 1)
	books = sqlstore.Orders{DB: db, Query: columns, Args: sqlstore.LocalArgs, Scan: sqlstore.ScanLocal}
	job.Orders = books
	result, err = job.Run(ctx, on(22))
	require.NoError(t, err)
	require.Len(t, result.Match.Orders(), 2)
	paid, back := result.Match.Orders()[0].Record, result.Match.Orders()[1].Record
	assert.Equal(t, "12.3 payment succeeded wechat", fmt.Sprint(paid.Amount, " ", paid.Kind, " ", paid.State, " ", paid.Channel))
	assert.True(t, paid.Time.Equal(time.Date(2026, 11, 22, 0, 0, 0, 0, zone)))
	assert.Equal(t, "-2.5 refund refunded", fmt.Sprint(back.Amount, " ", back.Kind, " ", back.State))
	for column, wrong := range map[string]string{"state": "'paid'", "time": "'2026-11-22'"} {
		name := map[string]string{"state": "state", "time": "paid_at"}[column]
		job.Orders = sqlstore.Orders{DB: db, Query: strings.Replace(columns, name, wrong, 1), Args: sqlstore.LocalArgs, Scan: sqlstore.ScanLocal}
		_, err = job.Run(ctx, on(22))
		assert.ErrorContains(t, err, "order 1: the "+column+" must be")
	}

	job.Orders = books
	_, err = db.ExecContext(ctx, "INSERT INTO shop_order (number, amount, paid_at) VALUES ('odd', 'twelve', 1795312000)")
	require.NoError(t, err)
	job.Orders = sqlstore.Orders{DB: db, Query: strings.Split(query, " WHERE")[0], Args: func(daily.Request) []any { return nil }, Scan: books.Scan}
	_, err = job.Run(ctx, on(22))
	assert.Error(t, err, "a row that cannot be read ends the run")
	for _, broken := range []sqlstore.Orders{{}, {DB: db, Query: "SELECT nothing FROM nowhere", Scan: books.Scan}} {
		job.Orders = broken
		_, err = job.Run(ctx, on(22))
		assert.Error(t, err)
	}
}

// lostLock ends the connections of a run: without its lock it keeps nothing.
func lostLock(t *testing.T, target, list, end string) {
	ctx := t.Context()
	store, err := open(ctx, target)
	require.NoError(t, err)
	words := strings.SplitN(target, "|", 3)
	admin, err := sql.Open(words[0], words[1])
	require.NoError(t, err)
	defer admin.Close()
	admin.SetMaxOpenConns(1)
	job := storetest.Job(store, false)
	job.Reports = []daily.Report{func(ctx context.Context, _ *daily.Result) error {
		rows, err := admin.QueryContext(ctx, list)
		if err != nil {
			return err
		}
		defer rows.Close()
		var ids []int64
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		for _, id := range ids {
			_, err = admin.ExecContext(ctx, fmt.Sprintf(end, id))
		}
		return errors.Join(err, rows.Err())
	}}
	_, err = job.Run(ctx, on(21))
	require.Error(t, err)
	assert.NotErrorIs(t, err, daily.ErrLocked)
	days, err := daily.Days(ctx, store)
	require.NoError(t, err)
	assert.Empty(t, days)
	job.Reports = nil
	_, err = job.Run(ctx, on(21))
	assert.NoError(t, err)
}

func TestWhatOpenRefuses(t *testing.T) {
	db, _, _, err := database("sqlite|file:" + filepath.Join(t.TempDir(), "books.db") + "|shop")
	require.NoError(t, err)
	_, err = sqlstore.Open(t.Context(), nil, sqlstore.SQLite, "shop")
	assert.ErrorContains(t, err, "db:")
	_, err = sqlstore.Open(t.Context(), db, 0, "shop")
	assert.ErrorContains(t, err, "dialect:")
	db.SetMaxOpenConns(1)
	_, err = sqlstore.Open(t.Context(), db, sqlstore.SQLite, "shop")
	assert.ErrorContains(t, err, "SetMaxOpenConns")
	memory, err := sql.Open("sqlite", "file::memory:?cache=shared")
	require.NoError(t, err)
	defer memory.Close()
	store, err := sqlstore.Open(t.Context(), memory, sqlstore.SQLite, "shop")
	require.NoError(t, err)
	_, err = store.Lock(t.Context())
	assert.ErrorContains(t, err, "file")
}

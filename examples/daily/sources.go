package main

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/billrecon/billrecon/examples/internal/envfile"
	"github.com/billrecon/billrecon/examples/internal/provider"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/sqlstore"
	"github.com/billrecon/billrecon/recon/orders"
	"github.com/billrecon/billrecon/recon/orders/xlsx"
)

// sourcesOf are the bill and the orders: the real ones, or those of a fake.
func sourcesOf(env func(string) string, o options) (bills daily.Bills, books daily.Orders, err error) {
	if o.fake {
		return o.provider.FakeBills, daily.OrdersFunc(provider.FakeOrders), nil
	}
	bills, err = o.provider.Bills(env)
	if books = daily.OrdersFunc(o.fileOrders); err == nil && o.query != "" {
		books, err = queryOf(env, o.query)
	}
	return bills, books, err
}

// fileOrders reads the whole file, whatever its days: the job knows those that it had before.
func (o options) fileOrders(ctx context.Context, _ daily.Request) iter.Seq2[daily.Row, error] {
	only := orders.Options{Columns: o.columns, AllowNone: o.closed}
	reader := orders.File(o.orders, only)
	if strings.EqualFold(filepath.Ext(o.orders), ".xlsx") {
		reader = xlsx.File(o.orders, xlsx.Options{Options: only})
	}
	return func(yield func(daily.Row, error) bool) {
		for row, err := range reader.Rows(ctx) {
			if !yield(daily.Row{Record: row.Record, File: filepath.Base(row.File), Line: row.Line}, err) {
				return
			}
		}
	}
}

// openDatabase opens the database whose DSN an environment variable holds, nil where it is empty. It ends with the process.
func openDatabase(env func(string) string, name string) (db *sql.DB, dialect sqlstore.Dialect, err error) {
	dsn, err := envfile.Value(env, name)
	if err != nil || dsn == "" {
		return nil, 0, err
	}
	driver, rest, _ := strings.Cut(dsn, ":")
	switch driver {
	case "postgres", "postgresql":
		driver, rest, dialect = "pgx", dsn, sqlstore.PostgreSQL
	case "mysql":
		dialect = sqlstore.MariaDB
	case "sqlite":
		dialect = sqlstore.SQLite
	default:
		return nil, 0, errors.New(name + " must begin with postgres:, mysql: or sqlite:")
	}
	if db, err = sql.Open(driver, rest); err != nil {
		return nil, 0, errors.New(name + " is not what the driver takes") // whose own words may repeat it
	}
	return db, dialect, nil
}

// storeOf is where days are kept: in the database of DAILY_STATE_DSN, or else in a folder.
func storeOf(ctx context.Context, env func(string) string, o options) (daily.Store, error) {
	db, dialect, err := openDatabase(env, "DAILY_STATE_DSN")
	if err != nil {
		return nil, err
	}
	if db != nil {
		return sqlstore.Open(ctx, db, dialect, o.account())
	}
	return daily.Folder(o.state), os.MkdirAll(filepath.Dir(o.state), 0o750)
}

// queryOf reads the orders of a day from the database of DAILY_ORDERS_DSN.
func queryOf(env func(string) string, query string) (daily.Orders, error) {
	db, _, err := openDatabase(env, "DAILY_ORDERS_DSN")
	if err == nil && db == nil {
		err = errors.New("-orders-query needs DAILY_ORDERS_DSN")
	}
	return sqlstore.Orders{DB: db, Query: query, Args: sqlstore.LocalArgs, Scan: sqlstore.ScanLocal}, err
}

package sqlstore_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/recon/daily/sqlstore"
)

// Days and orders in one database, here SQLite.
func ExampleOpen() {
	folder, _ := os.MkdirTemp("", "sqlstore")
	defer os.RemoveAll(folder)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "books.db"))
	if err != nil {
		panic(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE sale (no TEXT, fen INTEGER, paid_at TEXT); INSERT INTO sale VALUES ('A1', 1200, '2026-11-22 09:05:00')`); err != nil {
		panic(err)
	}
	store, err := sqlstore.Open(context.Background(), db, sqlstore.SQLite, "shop-7 fubei")
	if err != nil {
		panic(err)
	}
	day, _ := recon.ParseDay("2026-11-22")
	job := daily.Job{Shop: "shop-7 fubei", Store: store, Orders: sales(db), Bills: func(ctx context.Context, day daily.Request) (daily.Answer, error) {
		return daily.Answer{Until: day.End}, nil // a client's CollectBills
	}}
	result, err := job.Run(context.Background(), day)
	if err != nil {
		panic(err)
	}
	fmt.Println(result.Head.Day, "exceptions:", result.Head.Exceptions())
	fmt.Println(store.Names(context.Background()))
	// Output:
	// 2026-11-22 exceptions: 1
	// [2026-11-22.1] <nil>
}

// A table that keeps local time, as shop systems in China do.
func ExampleScanLocal() {
	db, err := sql.Open("sqlite", "file:sales?mode=memory&cache=shared")
	if err != nil {
		panic(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE sale (no TEXT, yuan TEXT, status TEXT, paid_at TEXT); INSERT INTO sale VALUES ('A1', '12.00', 'PAID', '2026-11-22 09:05:00')`); err != nil {
		panic(err)
	}
	books := sqlstore.Orders{
		DB: db, Args: sqlstore.LocalArgs, Scan: sqlstore.ScanLocal,
		Query: `SELECT no, yuan, CASE status WHEN 'PAID' THEN 'succeeded' ELSE 'pending' END, 'wechat', paid_at FROM sale WHERE paid_at >= ? AND paid_at < ?`,
	}
	var rules recon.Rules
	day, _ := recon.ParseDay("2026-11-22")
	for row, err := range books.Orders(context.Background(), daily.Request{Day: day, Start: rules.StartOf(day), End: rules.StartOf(day + 1)}) {
		fmt.Println(row.Record.Key, row.Record.Amount, row.Record.State, row.Record.Time, err)
	}
	// Output: A1 12 succeeded 2026-11-22 09:05:00 +0800 UTC+8 <nil>
}

// sales reads the orders of a day.
func sales(db *sql.DB) sqlstore.Orders {
	return sqlstore.Orders{
		DB:    db,
		Query: "SELECT no, fen, paid_at FROM sale WHERE paid_at >= ? AND paid_at < ?",
		Args: func(day daily.Request) []any {
			return []any{day.Start.Format(time.DateTime), day.End.Format(time.DateTime)}
		},
		Scan: func(rows *sql.Rows) (row daily.Row, err error) {
			var fen int64
			var at string
			if err = rows.Scan(&row.Record.Key, &fen, &at); err != nil {
				return row, err
			}
			row.Record.Amount = decimal.New(fen, -2)
			row.Record.Time, err = time.ParseInLocation(time.DateTime, at, time.FixedZone("UTC+8", 8*3600))
			return row, err
		},
	}
}

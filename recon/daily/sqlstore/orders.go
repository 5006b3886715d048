package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

// Orders reads a shop's orders from a database, row by row. It is a daily.Orders.
type Orders struct {
	DB *sql.DB
	// Query has two parameters, the day's start and its exclusive end, unless Args gives others.
	Query string
	// Args gives the query's parameters; nil means the start and the end, each a time.Time. A database that keeps times as numbers needs them
	// so; for one that keeps local time see LocalArgs.
	Args func(daily.Request) []any
	// Scan makes a row of what the query yields, such as ScanLocal.
	Scan func(*sql.Rows) (daily.Row, error)
}

// Orders yields the rows of the query.
func (o Orders) Orders(ctx context.Context, day daily.Request) iter.Seq2[daily.Row, error] {
	return func(yield func(daily.Row, error) bool) {
		if o.DB == nil || o.Query == "" || o.Scan == nil {
			yield(daily.Row{}, errors.New("sqlstore: Orders: DB, Query and Scan must be given"))
			return
		}
		args := []any{day.Start, day.End}
		if o.Args != nil {
			args = o.Args(day)
		}
		rows, err := o.DB.QueryContext(ctx, o.Query, args...)
		if err != nil {
			yield(daily.Row{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			if row, err := o.Scan(rows); !yield(row, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(daily.Row{}, err)
		}
	}
}

// LocalArgs is an Orders.Args for columns of local time: the day's start and its exclusive end as texts at UTC+8, "2026-11-22 00:00:00".
func LocalArgs(day daily.Request) []any {
	zone := recon.Rules{}.Zone()
	return []any{day.Start.In(zone).Format(time.DateTime), day.End.In(zone).Format(time.DateTime)}
}

// ScanLocal is an Orders.Scan for queries that yield five columns in this order: the order number; the amount in yuan, negative for a refund;
// the state, which is succeeded, pending, closed or refunded; the payment channel, such as wechat; and the time as a text at UTC+8,
// "2026-11-22 09:05:00", since drivers differ in what they make of a time without a zone.
func ScanLocal(rows *sql.Rows) (row daily.Row, err error) {
	var state, at string
	r := &row.Record
	if err = rows.Scan(&r.Key, &r.Amount, &state, &r.Channel, &at); err != nil {
		return row, err
	}
	if r.Amount.IsNegative() {
		r.Kind = recon.Refund
	}
	if r.State.UnmarshalJSON([]byte(strconv.Quote(state))) != nil {
		return row, fmt.Errorf("sqlstore: order %s: the state must be succeeded, pending, closed or refunded", r.Key)
	}
	if r.Time, err = time.ParseInLocation(time.DateTime, at, recon.Rules{}.Zone()); err != nil {
		return row, fmt.Errorf("sqlstore: order %s: the time must be a text such as %s, at UTC+8", r.Key, time.DateTime)
	}
	return row, nil
}

package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"github.com/billrecon/billrecon/recon/daily"
)

// Orders reads a shop's orders from a database, row by row. It is a daily.Orders.
type Orders struct {
	DB *sql.DB
	// Query has two parameters, the day's start and its exclusive end, unless Args gives others.
	Query string
	// Args gives the query's parameters; nil means the start and the end, each a time.Time. A database that keeps times as text or as
	// numbers needs them so.
	Args func(daily.Request) []any
	// Scan makes a row of what the query yields.
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

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/billrecon/billrecon/eshouhou"
)

// summary counts what became of the work orders.
type summary struct{ statements, none, failed int }

func (s summary) String() string {
	return fmt.Sprintf("%d statements, %d work orders without one, %d failed", s.statements, s.none, s.failed)
}

// fetch writes a row per work order while the next ones are asked for. An error is of the run, not of one work order.
func fetch(ctx context.Context, c *eshouhou.Client, ids []string, rows *table, progress io.Writer) (summary, error) {
	var sum summary
	for st, err := range c.Statements(ctx, slices.Values(ids)) {
		if err := sum.add(st, err, rows); err != nil {
			return sum, errors.Join(err, rows.flush())
		}
		fmt.Fprintf(progress, "\rwork order %d of %d", sum.statements+sum.none+sum.failed, len(ids))
	}
	fmt.Fprintln(progress)
	return sum, rows.flush()
}

// add books one step of the loop.
func (s *summary) add(st *eshouhou.Statement, err error, rows *table) error {
	var failed *eshouhou.StatementError
	switch {
	case err == nil:
		s.statements++
		return rows.statement(st)
	case !errors.As(err, &failed):
		return err // the run ended
	case errors.Is(err, eshouhou.ErrNoStatement):
		s.none++
		return rows.failure(failed.WorkOrderID, "no statement")
	}
	s.failed++
	return rows.failure(failed.WorkOrderID, failed.Err.Error())
}

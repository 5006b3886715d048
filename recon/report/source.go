package report

import (
	"iter"

	"github.com/billrecon/billrecon/recon"
)

// rowSource is a result and its rows without their types. A place is the number of a row among all rows of its side: the caller's,
// then the pool's.
type rowSource interface {
	groups() iter.Seq[recon.Group]
	// judged is Result.Judged.
	judged() iter.Seq[recon.Group]
	differences() iter.Seq[recon.Group]
	// difference is Result.Difference of a number that there is.
	difference(n int) recon.Group
	// callers is the number of the caller's rows of a side, count that of all.
	callers(side side) int
	count(side side) int
	record(side side, place int) recon.Record
	// own is the value of one of the caller's columns for a row of the caller's.
	own(side side, column, place int) string
	// replaced is Result.Replaced.
	replaced() []int
	// nearest is Result.Nearest.
	nearest(g recon.Group, n int) []recon.Suggestion
}

// side is bills or orders.
type side uint8

const (
	billSide side = iota
	orderSide
)

// source is the only thing that knows the types of the rows.
type source[B, O any] struct {
	result *recon.Result[B, O]
	pool   recon.Pool
	bills  []func(B) string // the caller's columns
	orders []func(O) string
}

func (s *source[B, O]) groups() iter.Seq[recon.Group] { return s.result.Groups() }

func (s *source[B, O]) judged() iter.Seq[recon.Group] { return s.result.Judged() }

func (s *source[B, O]) differences() iter.Seq[recon.Group] { return s.result.Differences() }

func (s *source[B, O]) difference(n int) recon.Group {
	g, _ := s.result.Difference(n)
	return g
}

func (s *source[B, O]) replaced() []int { return s.result.Replaced() }

func (s *source[B, O]) callers(side side) int {
	if side == billSide {
		return len(s.result.Bills())
	}
	return len(s.result.Orders())
}

func (s *source[B, O]) count(side side) int { return s.callers(side) + len(s.poolRows(side)) }

func (s *source[B, O]) poolRows(side side) []recon.PoolRow {
	if side == billSide {
		return s.pool.Bills
	}
	return s.pool.Orders
}

func (s *source[B, O]) record(side side, place int) recon.Record {
	if own := s.callers(side); place >= own {
		return s.poolRows(side)[place-own].Record
	}
	if side == billSide {
		return s.result.BillRecord(s.result.Bills()[place])
	}
	return s.result.OrderRecord(s.result.Orders()[place])
}

func (s *source[B, O]) own(side side, column, place int) string {
	if side == billSide {
		return s.bills[column](s.result.Bills()[place])
	}
	return s.orders[column](s.result.Orders()[place])
}

func (s *source[B, O]) nearest(g recon.Group, n int) []recon.Suggestion {
	return s.result.Nearest(g, n)
}

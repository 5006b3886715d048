package paging

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/stretchr/testify/require"
)

// bill is the row of these tests.
type bill struct{ ID string }

func bills(n int) []bill {
	rows := make([]bill, n)
	for i := range rows {
		rows[i] = bill{ID: fmt.Sprintf("b%04d", i+1)}
	}
	return rows
}

func billID(dst []byte, row *bill) []byte { return Part(dst, row.ID) }

// server pages over its rows and keeps a log of what it was asked.
type server struct {
	rows    []bill
	size    int
	noTotal bool
	// cap is the longest page, whatever is asked for, and how far pages step; 0 caps nothing.
	cap int
	// before runs ahead of a page and may change the rows; nil does nothing.
	before func(page int)
	// alter changes a correct page before it is sent; nil changes nothing.
	alter func(page int, p *Page[bill])
	// again alters the pages of other sizes than size, those of a second reading.
	again func(page int, p *Page[bill])
	// fail is the error of a page; nil fails none.
	fail func(page int) error
	// delay is how long a page takes; nil answers at once.
	delay func(page int) time.Duration

	mu      sync.Mutex
	log     []int
	sizes   []int
	flying  int
	peak    int
	aborted int
}

func newServer(rows, size int) *server { return &server{rows: bills(rows), size: size} }

func (s *server) fetch(ctx context.Context, page, size int) (Page[bill], error) {
	s.enter(page, size)
	defer s.leave()
	if err := s.wait(ctx, page); err != nil {
		return Page[bill]{}, err
	}
	if s.fail != nil {
		if err := s.fail(page); err != nil {
			// What comes with an error must not be used.
			return Page[bill]{Rows: bills(3), Total: 3, HasTotal: true}, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.before != nil {
		s.before(page)
	}
	p := s.cut(page, size)
	alter := s.alter
	if size != s.size {
		alter = s.again
	}
	if alter != nil {
		alter(page, &p)
	}
	return p, nil
}

// cut is the correct page.
func (s *server) cut(page, size int) Page[bill] {
	if s.cap > 0 {
		size = min(size, s.cap)
	}
	from := min((page-1)*size, len(s.rows))
	to := min(page*size, len(s.rows))
	rows := append([]bill(nil), s.rows[from:to]...)
	if s.noTotal {
		return Page[bill]{Rows: rows}
	}
	return Page[bill]{Rows: rows, Total: int64(len(s.rows)), HasTotal: true}
}

func (s *server) wait(ctx context.Context, page int) error {
	if s.delay == nil {
		return nil
	}
	select {
	case <-time.After(s.delay(page)):
		return nil
	case <-ctx.Done():
		s.mu.Lock()
		s.aborted++
		s.mu.Unlock()
		return ctx.Err()
	}
}

func (s *server) enter(page, size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log, s.sizes = append(s.log, page), append(s.sizes, size)
	s.flying++
	s.peak = max(s.peak, s.flying)
}

func (s *server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flying--
}

// asked is the pages asked for, in order of their start.
func (s *server) asked() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]int(nil), s.log...)
}

// plan is a serial run over the server; edits change it.
func (s *server) plan(edits ...func(*Plan[bill])) Plan[bill] {
	p := Plan[bill]{
		Op:        "test: Bills",
		Size:      s.size,
		Fetch:     s.fetch,
		Identity:  billID,
		QueryHash: HashQuery("fictional-account", "2026-11-22"),
	}
	p.DeclaresTotal = !s.noTotal
	for _, edit := range edits {
		edit(&p)
	}
	return p
}

func prefetch(n int) func(*Plan[bill])  { return func(p *Plan[bill]) { p.Prefetch = n } }
func report(p *Plan[bill])              { p.Drift = ReportDrift }
func trust(p *Plan[bill])               { p.TrustShortPage = true }
func twice(p *Plan[bill])               { p.ReadTwice = true }
func undeclared(p *Plan[bill])          { p.DeclaresTotal = false }
func from(c Cursor) func(*Plan[bill])   { return func(p *Plan[bill]) { p.Cursor = c } }
func maxPages(n int) func(*Plan[bill])  { return func(p *Plan[bill]) { p.MaxPages = n } }
func maxRows(n int64) func(*Plan[bill]) { return func(p *Plan[bill]) { p.MaxRows = n } }
func pages(from, to int) (numbers []int) {
	for n := from; n <= to; n++ {
		numbers = append(numbers, n)
	}
	return numbers
}

// Rows is Each over one plan.
func Rows(ctx context.Context, p Plan[bill]) iter.Seq2[bill, error] {
	return Each(ctx, func() (Source[bill], error) { return p, nil })
}

// Collect is All over one plan.
func Collect(ctx context.Context, p Plan[bill]) ([]bill, Audit, error) {
	return All(ctx, func() (Source[bill], error) { return p, nil })
}

// takeSome leaves a loop over p after that many rows; the Audit is what it proved, and where to go on.
func takeSome(ctx context.Context, p Plan[bill], stop int) (rows []bill, a Audit, err error) {
	r, err := newRun(ctx, p)
	if err != nil {
		return nil, Audit{}, err
	}
	err = r.each(ctx, func(row bill, _ error) bool {
		rows = append(rows, row)
		return len(rows) < stop
	})
	a = r.finish(err)
	if err == errLeft {
		err = nil
	}
	return rows, a, err
}

// drain ranges over Rows to its end.
func drain(ctx context.Context, p Plan[bill]) (rows []bill, err error) {
	for row, rowErr := range Rows(ctx, p) {
		if rowErr != nil {
			return rows, rowErr
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// requireWhole checks a run that must have brought every row.
func requireWhole(t require.TestingT, want, got []bill, audit Audit, err error) {
	require.NoError(t, err)
	require.Equal(t, len(want), len(got))
	for i := range want {
		require.Equal(t, want[i], got[i])
	}
	require.True(t, audit.Complete)
	require.Empty(t, audit.Next)
	require.Equal(t, int64(len(want)), audit.Rows)
}

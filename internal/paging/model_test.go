package paging

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// model is a server with any number of faults at once, which keeps a record of
// what it sent in which reading.
type model struct {
	rows   []bill
	size   int // of the first reading
	total  bool
	cap    int       // the longest page; 0 caps nothing
	skips  bool      // it caps pages and steps by what was asked for
	flaws  []flaw    //
	swapAt int       // the request that a swap comes before; 0: none
	sent   [2][]bill // by reading

	requests int
	swapped  bool
	hurt     bool // a page was not what it should have been
}

// flaw is what is wrong with a page of one reading or of both.
type flaw struct {
	kind string
	page int
	n    int
	in   [2]bool // the readings that have it
}

func (m *model) fetch(_ context.Context, page, size int) (Page[bill], error) {
	m.swap()
	reading := 0
	if size != m.size {
		reading = 1
	}
	right := m.cut(page, size)
	rows := m.spoil(slices.Clone(right), reading, page, size)
	m.hurt = m.hurt || !slices.Equal(right, rows)
	m.sent[reading] = append(m.sent[reading], rows...)
	return Page[bill]{Rows: rows, Total: int64(len(m.rows)), HasTotal: m.total}, nil
}

// swap lets the first row go and another one come in at the end, once.
func (m *model) swap() {
	if m.requests++; m.requests != m.swapAt || len(m.rows) == 0 {
		return
	}
	m.swapped = true
	m.rows = append(slices.Clone(m.rows[1:]), bill{ID: "new"})
}

func (m *model) cut(page, size int) []bill {
	long, step := size, size
	if m.cap > 0 {
		long = min(size, m.cap)
		if !m.skips {
			step = long
		}
	}
	from := min((page-1)*step, len(m.rows))
	return m.rows[from:min(from+long, len(m.rows))]
}

func (m *model) spoil(rows []bill, reading, page, size int) []bill {
	for _, f := range m.flaws {
		if !f.in[reading] {
			continue
		}
		switch {
		case f.kind == "drop a row":
			rows = slices.DeleteFunc(rows, func(b bill) bool { return f.n < len(m.rows) && b == m.rows[f.n] })
		case f.page != page:
		case f.kind == "shorten":
			rows = rows[:max(0, len(rows)-f.n)]
		case f.kind == "hide":
			rows = nil
		case f.kind == "repeat":
			rows = slices.Clone(m.cut(max(1, page-f.n), size))
		}
	}
	return rows
}

func drawModel(t *rapid.T) *model {
	m := &model{
		size:   rapid.IntRange(1, 6).Draw(t, "size"),
		total:  rapid.Bool().Draw(t, "total"),
		cap:    rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "cap"),
		skips:  rapid.IntRange(0, 3).Draw(t, "skips") == 0,
		swapAt: rapid.SampledFrom([]int{0, 0, 1, 2, 3, 4, 5, 8, 12}).Draw(t, "swap"),
	}
	for i := range rapid.IntRange(0, 20).Draw(t, "rows") {
		m.rows = append(m.rows, bill{ID: fmt.Sprintf("b%04d", i+1)})
	}
	for range rapid.SampledFrom([]int{0, 1, 1, 1, 2, 3}).Draw(t, "flaws") {
		in := rapid.SampledFrom([][2]bool{{true, false}, {false, true}, {true, true}}).Draw(t, "in")
		m.flaws = append(m.flaws, flaw{
			kind: rapid.SampledFrom([]string{"shorten", "hide", "repeat", "drop a row"}).Draw(t, "kind"),
			page: rapid.IntRange(1, 6).Draw(t, "page"),
			n:    rapid.IntRange(1, 3).Draw(t, "n"),
			in:   in,
		})
	}
	return m
}

// invisible reports whether the package's doc says that such a loss cannot be
// seen: by one reading missing rows where there is no total, and swaps under a
// constant total; by two readings rows that were hidden from both.
func (m *model) invisible(lost bill, twice bool) bool {
	if twice {
		return !slices.Contains(m.sent[0], lost) && !slices.Contains(m.sent[1], lost)
	}
	return !m.total || m.swapped
}

// No run that lost a row is ever Complete, unless nothing could see the loss.
func TestNoLossIsCompleteUnlessItIsInvisible(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := drawModel(rt)
		before := m.rows
		p := Plan[bill]{
			Op: "test: Bills", Size: m.size, Fetch: m.locked(), Identity: billID, DeclaresTotal: m.total,
			ReadTwice: rapid.Bool().Draw(rt, "twice"),
			Prefetch:  rapid.SampledFrom([]int{0, 0, 2, 8}).Draw(rt, "ahead"),
			Drift:     rapid.SampledFrom([]DriftPolicy{FailOnDrift, ReportDrift}).Draw(rt, "drift"),
		}
		var rows []bill
		var audit Audit
		var err error
		synctest.Test(t, func(*testing.T) { rows, audit, err = Collect(context.Background(), p) })
		if !m.hurt && !m.swapped && !m.skips {
			requireWhole(rt, m.rows, rows, audit, err)
		}
		if !audit.Complete {
			return
		}
		require.Equal(rt, p.ReadTwice, audit.ReadTwice)
		for _, b := range before {
			if !slices.Contains(rows, b) && slices.Contains(m.rows, b) {
				require.True(rt, m.invisible(b, p.ReadTwice), "%v is lost: %+v", b, audit)
			}
		}
	})
}

// locked is fetch for several callers at a time.
func (m *model) locked() func(context.Context, int, int) (Page[bill], error) {
	turn := make(chan struct{}, 1)
	return func(ctx context.Context, page, size int) (Page[bill], error) {
		time.Sleep(time.Duration(page%3) * time.Millisecond)
		turn <- struct{}{}
		defer func() { <-turn }()
		return m.fetch(ctx, page, size)
	}
}

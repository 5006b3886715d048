package paging

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// TestWhatAReadingSees is the table of the package's doc.
func TestWhatAReadingSees(t *testing.T) {
	const (
		read       = "read"
		unseen     = "NOT SEEN"
		drift      = "drift"
		loop       = "loop"
		incomplete = "incomplete"
	)
	both := func(change func(int, *Page[bill])) func(*server) {
		return func(s *server) { s.alter, s.again = change, change }
	}
	move := func(change func(rows []bill) []bill) func(*server) {
		return func(s *server) { s.before = afterPage1(func() { s.rows = change(s.rows) }) }
	}
	outside := func(row *bill) string {
		if row.ID == "other" {
			return "it is not of the day asked for"
		}
		return ""
	}
	tests := []struct {
		fault                       string
		edit                        func(*server)
		total, noTotal, two, twoNot string // two readings, with a total and without
	}{
		{"the server caps pages and steps by its cap", func(s *server) { s.cap = 4 }, read, read, read, read},
		{"it caps pages and steps by what was asked for", both(func(_ int, p *Page[bill]) { shorter(4)(p) }),
			incomplete, unseen, incomplete, drift},
		{"a page lacks rows, full pages follow", both(on(2, shorter(9))), incomplete, drift, incomplete, drift},
		{"the last page lacks rows", both(on(4, shorter(4))), incomplete, unseen, incomplete, drift},
		{"the last page was empty", both(on(4, shorter(0))), incomplete, unseen, incomplete, drift},
		{"each page lacks its last row", both(func(_ int, p *Page[bill]) { p.Rows = p.Rows[:max(0, len(p.Rows)-1)] }),
			incomplete, unseen, incomplete, drift},
		{"an empty page in the middle", both(on(2, shorter(0))), incomplete, drift, incomplete, drift},
		{"the first page was empty, once", func(s *server) { s.alter = on(1, shorter(0)) }, incomplete, unseen, incomplete, drift},
		{"the first page is empty, always", both(on(1, shorter(0))), incomplete, unseen, incomplete, unseen},
		{"a row moves up as one leaves and none comes", move(func(rows []bill) []bill { return rows[1:] }),
			drift, unseen, drift, drift},
		{"a row moves up as one leaves and another comes", move(func(rows []bill) []bill { return append(rows[1:], bill{ID: "new"}) }),
			unseen, unseen, drift, drift},
		{"a row moves down as one comes in", move(func(rows []bill) []bill { return append([]bill{{ID: "new"}}, rows...) }),
			drift, drift, drift, drift},
		{"a row comes again", both(on(2, func(p *Page[bill]) { p.Rows[1] = p.Rows[0] })), drift, drift, drift, drift},
		{"a page comes again", both(on(2, func(p *Page[bill]) { p.Rows = bills(10) })), loop, loop, loop, loop},
		{"rows that were not asked for", both(on(2, func(p *Page[bill]) { p.Rows[0] = bill{ID: "other"} })), drift, drift, drift, drift},
		{"a row that is never sent, and not counted", func(s *server) { s.rows = slices.Delete(s.rows, 7, 8) }, unseen, unseen, unseen, unseen},
	}
	for _, tt := range tests {
		for _, column := range []struct {
			want           string
			noTotal, twice bool
		}{{tt.total, false, false}, {tt.noTotal, true, false}, {tt.two, false, true}, {tt.twoNot, true, true}} {
			t.Run(tt.fault, func(t *testing.T) {
				s := newServer(35, 10)
				s.noTotal = column.noTotal
				tt.edit(s)
				whole := bills(35)
				rows, audit, err := Collect(t.Context(), s.plan(func(p *Plan[bill]) { p.ReadTwice, p.Outside = column.twice, outside }))
				require.Equal(t, err == nil, audit.Complete)
				switch column.want {
				case read:
					requireWhole(t, whole, rows, audit, err)
				case unseen:
					require.NoError(t, err)
					require.NotSubset(t, rows, whole, "rows are lost, and the reading says nothing")
				default:
					require.ErrorIs(t, err, map[string]error{
						drift: billrecon.ErrPageDrift, loop: billrecon.ErrPageLoop, incomplete: billrecon.ErrIncomplete,
					}[column.want])
				}
			})
		}
	}
}

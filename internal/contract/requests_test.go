package contract_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sizes are the bills whose requests are counted, in pages of 10 rows.
var sizes = []struct {
	name string
	rows int
}{{"no rows", 0}, {"1 page, of 5 rows", 5}, {"1 page, full", 10}, {"3 pages, the last of 5 rows", 25}, {"3 pages, all full", 30}}

// manners are the ways to read a bill that docs/faults.md counts the requests of. A second reading has pages of one row less than
// the longest page of the first.
var manners = []struct {
	name            string
	totals          bool // the provider declares totals
	twice, trusting bool
	want            []int
}{
	{"a total is declared", true, false, false, []int{1, 1, 2, 3, 4}},
	{"… and ReadTwice", true, true, false, []int{2, 3, 4, 6, 8}},
	{"no total", false, false, false, []int{1, 2, 3, 4, 5}},
	{"… and ReadTwice", false, true, false, []int{2, 5, 6, 8, 10}},
	{"… and TrustShortPage", false, false, true, []int{1, 1, 2, 3, 4}},
}

// TestRequests counts what every manner of reading costs, at every provider with pages and days.
func TestRequests(t *testing.T) {
	for _, p := range providers() {
		for _, m := range manners {
			if !p.days || p.totals != m.totals {
				continue
			}
			for i, size := range sizes {
				bubble(t, func(t *testing.T) {
					gw := p.long.serve(nil, size.rows)
					defer gw.Close()
					s := settings{baseURL: address, http: &http.Client{Transport: gw.(http.RoundTripper)}, twice: m.twice, trusting: m.trusting}
					c, err := p.dial(gw, s)
					require.NoError(t, err)
					out := p.collect().run(t.Context(), c, func() {})
					require.NoError(t, out.err)
					require.Equal(t, p.long.truth(size.rows), out.rows)
					assert.Len(t, gw.Requests(), m.want[i], "%s: %s, %s", p.name, m.name, size.name)
				})
			}
		}
	}
}

// requestTable is the figures of TestRequests for docs/faults.md.
func requestTable() string {
	var b strings.Builder
	b.WriteString("\n## What a run costs\n\nRequests of one run, without retries; a token is not counted. fubei declares a total, settlement does not.\n" +
		"A second reading has smaller pages: of one row less than the longest page of the first.\n\n| bill |")
	for _, m := range manners {
		b.WriteString(" " + m.name + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(manners)) + "\n")
	for i, size := range sizes {
		b.WriteString("| " + size.name + " |")
		for _, m := range manners {
			fmt.Fprintf(&b, " %d |", m.want[i])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

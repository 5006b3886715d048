package contract_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/billtest"
)

// TestNoLostRowIsComplete serves random bills through gateways that cap, swap, shorten, repeat, empty and mix pages at random, and
// leave totals out: a run that claims to be complete has every row, unless the fault is one that DESIGN names as invisible.
//
//   - One reading cannot see a swap under a constant total, nor rows that are missing where there is no total.
//   - Two readings cannot see a row that is hidden from both, where there is no total.
func TestNoLostRowIsComplete(t *testing.T) {
	for _, p := range providers() {
		if !p.days {
			continue
		}
		for name, twice := range map[string]bool{"one reading": false, "ReadTwice": true} {
			t.Run(p.name+"/"+name, func(t *testing.T) {
				complete, caught := 0, 0
				rapid.Check(t, func(rt *rapid.T) {
					switch lost, done := readSpoiled(t, rt, p, twice); {
					case done:
						complete++
					case lost:
						caught++
					}
				})
				t.Logf("%d runs were complete, %d lost rows and said so", complete, caught)
				if !testing.Short() { // which makes a fifth of the runs
					assert.Positive(t, complete, "no run was complete: the test shows nothing")
					assert.Positive(t, caught, "no run lost rows: the test shows nothing")
				}
			})
		}
	}
}

// readSpoiled reads one random bill through random faults, and checks what the run claims.
func readSpoiled(outer *testing.T, t *rapid.T, p provider, twice bool) (lost, done bool) {
	rows := rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(10, 29), rapid.IntRange(30, 60)).Draw(t, "rows")
	spoils := drawSpoils(t)
	net := &recording{}
	var out outcome
	bubble(outer, func(outer *testing.T) {
		gw := p.long.serve(spoils.script, rows)
		defer gw.Close()
		net.to = gw.(http.RoundTripper)
		c, err := p.dial(gw, settings{baseURL: address, http: &http.Client{Transport: net}, twice: twice})
		require.NoError(outer, err)
		out = p.collect().run(outer.Context(), c, func() {})
	})
	truth := p.long.truth(rows)
	missing := slices.DeleteFunc(slices.Clone(truth), func(row string) bool { return slices.Contains(out.rows, row) })
	require.Equal(t, out.err == nil, out.done, "an error and a complete bill, or neither")
	if !out.done {
		return len(missing) > 0, false
	}
	got := out.rows
	if spoils.hides && !p.totals { // pages of changing sizes: page 2 of three rows each begins behind page 3 of one
		got = slices.Sorted(slices.Values(got))
	}
	require.NoError(t, kept(truth, got), "rows that are not of the bill")
	switch {
	case len(missing) == 0:
	case p.totals && !twice:
		require.True(t, spoils.swap, "%d rows are lost, and the total shows it", len(missing))
		require.Len(t, missing, 1, "a swap hides one row")
	case p.totals:
		require.Empty(t, missing, "two readings agree on the total")
	case twice:
		require.True(t, spoils.hides, "%d rows are lost", len(missing))
		for _, row := range missing {
			require.False(t, net.showed(row), "a reply had the row %q", row)
		}
	default:
		require.True(t, spoils.hides || spoils.swap, "%d rows are lost", len(missing))
	}
	return len(missing) > 0, true
}

// spoils are the faults of one gateway.
type spoils struct {
	script billtest.Script
	swap   bool // the bill changes between page 1 and page 2
	hides  bool // pages may lack rows
}

// drawSpoils draws one to three faults; the first one that is due at a request is played there.
func drawSpoils(t *rapid.T) (s spoils) {
	for range rapid.SampledFrom([]int{1, 1, 2, 3}).Draw(t, "faults") {
		when := rapid.OneOf(
			rapid.Just(billtest.Always()),
			rapid.Map(rapid.IntRange(1, 6), billtest.Page),
			rapid.Map(rapid.IntRange(1, 9), billtest.Call),
			rapid.Map(rapid.Uint64(), func(seed uint64) billtest.When { return billtest.Random(0.3, seed) }),
		).Draw(t, "when")
		fault := rapid.OneOf(
			rapid.Map(rapid.IntRange(1, 12), billtest.CapPage),
			rapid.SampledFrom([]billtest.Fault{
				billtest.SwapRows(), billtest.ShortPage(), billtest.EmptyPage(), billtest.Duplicate(), billtest.Shift(),
				billtest.IgnorePage(), billtest.IgnoreLimit(), billtest.OtherRows(), billtest.AbsentTotal(),
			}),
		).Draw(t, "fault")
		s.script = append(s.script, billtest.Rule{On: when, Fault: fault})
		s.swap = s.swap || fault == billtest.SwapRows()
		s.hides = s.hides || fault == billtest.ShortPage() || fault == billtest.EmptyPage() || strings.HasPrefix(fault.String(), "page capped")
	}
	return s
}

// collect is the operation that returns a whole bill with an Audit, by default.
func (p provider) collect() op {
	at := slices.IndexFunc(p.ops, func(o op) bool { return strings.HasPrefix(o.name, "Collect") && !o.twice && !o.trusting })
	return p.ops[at]
}

// recording is a network that keeps what came.
type recording struct {
	to     http.RoundTripper
	bodies bytes.Buffer
}

// RoundTrip implements http.RoundTripper.
func (r *recording) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.to.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	return resp, tapped(resp, func(body []byte) { r.bodies.Write(body) })
}

// showed reports whether a reply had the row, which starts with a number of its own.
func (r *recording) showed(row string) bool {
	number, _, _ := strings.Cut(row, " ")
	return bytes.Contains(r.bodies.Bytes(), []byte(`"`+number+`"`))
}

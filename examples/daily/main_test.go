package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
)

func TestExitStatus(t *testing.T) {
	orders, bills := busyDay(22, 250)
	wrong := append([]order(nil), orders...)
	wrong[3].Amount = wrong[3].Amount.Add(decimal.New(1, -2))
	for _, c := range []struct {
		name   string
		orders []order
		faults []billtest.Rule
		want   int
		stdout string
		stderr string
	}{
		{"everything agrees", orders, nil, exitClean, "reconciled 250, unreconciled 0, exception 0", "250 rows"},
		{"one fen differs, which waits a day", wrong, nil, exitClean, "exception 0, reversed 0, doubtful 1", ""},
		{"the provider refuses", orders, []billtest.Rule{{On: billtest.Page(2), Fault: billtest.Business("9996", "", "no permission")}},
			exitFailed, "", "rows"},
		{"a page loses a row", orders, []billtest.Rule{{On: billtest.Page(3), Fault: billtest.ShortPage()}}, exitFailed, "", "249"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBranch(t, bills, c.faults...)
			b.write(c.orders...)
			got := b.run("2026-11-22")
			assert.Equal(t, c.want, got.status, got.stderr)
			assert.Contains(t, got.stdout, c.stdout)
			assert.Contains(t, got.stderr, c.stderr)
			if c.want == exitFailed {
				assert.Empty(t, got.stdout, "nothing is said of a day that is not reconciled")
				assert.Empty(t, b.files("state"), "no pool")
				assert.Empty(t, b.files("reports"), "no report of a partial bill")
				return
			}
			assert.Len(t, b.files("state"), 1)
			assert.Len(t, b.files("reports"), 4)
		})
	}
}

func TestYesterdayIsTheDefault(t *testing.T) {
	orders, bills := busyDay(22, 3)
	b := newBranch(t, bills)
	b.write(orders...)
	got := b.run("2026-11-22")
	require.Equal(t, exitClean, got.status, got.stderr)
	want := b.files("reports")
	args := []string{"-shop", b.name, "-orders", b.path("orders.csv"), "-state", b.path("state"), "-reports", b.path("reports"), "-lang", "en"}
	again := runJob(context.Background(), mapEnvironment(b.env()), disk{}, args...)
	assert.Equal(t, got.stdout, again.stdout)
	assert.Equal(t, want, b.files("reports"))
}

// A sale at 23:59:58 is billed the day after. Run day by day, nothing is an exception.
func TestPoolCarriesTheDoubtOverMidnight(t *testing.T) {
	early, late := paid("S-EARLY", 1200, at(21, 12, 0, 0)), paid("S-LATE", 3400, at(21, 23, 59, 58))
	next := paid("S-NEXT", 560, at(22, 9, 0, 0))
	b := newBranch(t, append(bills(early, next), billOf(late, 99, at(22, 0, 0, 2))))
	b.write(early, late, next)
	first := b.run("2026-11-21")
	assert.Equal(t, exitClean, first.status, first.stderr)
	assert.Contains(t, first.stdout, "1 bill rows, 2 orders (1 of other days left out), pool 0 before and 1 after: 1 doubtful\n")
	second := b.run("2026-11-22")
	assert.Equal(t, exitClean, second.status, second.stderr)
	assert.Contains(t, second.stdout, "2 bill rows, 1 orders (2 of other days left out), pool 1 before and 0 after\n")
}

func TestWhatWaitedTooLongIsAnException(t *testing.T) {
	lost := paid("S-LOST", 1200, at(21, 12, 0, 0))
	b := newBranch(t, nil)
	b.write(lost)
	assert.Equal(t, exitClean, b.run("2026-11-21").status)
	second := b.run("2026-11-22")
	assert.Equal(t, exitDifferences, second.status)
	assert.Contains(t, second.stdout, "S-LOST")
}

func TestSecondRunGivesTheSame(t *testing.T) {
	orders21, bills21 := busyDay(21, 40)
	orders22, bills22 := busyDay(22, 40)
	b := newBranch(t, append(bills21[1:], bills22...)) // the first bill is missing: it waits, and then it is an exception
	b.write(append(orders21, orders22...)...)
	firsts := []outcome{b.run("2026-11-21"), b.run("2026-11-22")}
	pools, reports := b.files("state"), b.files("reports")
	for range 2 {
		assert.Equal(t, firsts[0], b.run("2026-11-21"))
		assert.Equal(t, firsts[1], b.run("2026-11-22"))
		assert.Equal(t, pools, b.files("state"))
		assert.Equal(t, reports, b.files("reports"))
	}
	assert.Equal(t, exitDifferences, firsts[1].status)
}

func TestCancelledRunWritesNothing(t *testing.T) {
	orders, bills := busyDay(22, 3)
	b := newBranch(t, bills)
	b.write(orders...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	got := runJob(ctx, mapEnvironment(b.env()), disk{}, b.args("2026-11-22")...)
	assert.Equal(t, exitFailed, got.status)
	assert.Empty(t, b.files("state"))
}

// cancelAt is an output that cancels the run when a text comes by.
type cancelAt struct {
	text   string
	cancel func()
}

func (c cancelAt) Write(p []byte) (int, error) {
	if strings.Contains(string(p), c.text) {
		c.cancel()
	}
	return len(p), nil
}

// A stop that comes after the last row is obeyed, too: nothing is written any more.
func TestRunCancelledAfterTheFetchWritesNothing(t *testing.T) {
	orders, bills := busyDay(22, 3)
	b := newBranch(t, bills)
	b.write(orders...)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := system{
		env: mapEnvironment(b.env()), now: func() time.Time { return morning },
		stdout: io.Discard, stderr: cancelAt{"3 rows", cancel},
	}
	require.Equal(t, exitFailed, run(ctx, s, b.args("2026-11-22")))
	require.Error(t, ctx.Err(), "the run got as far as the last row")
	assert.Empty(t, b.files("state"))
	assert.Empty(t, b.files("reports"))
}

func TestNoSecretIsPrintedOrKept(t *testing.T) {
	orders, bills := busyDay(22, 3)
	for name, faults := range map[string][]billtest.Rule{
		"a good day": nil,
		"a bad day":  {{Fault: billtest.Business("1004", "", "the secret "+secret+" is wrong")}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBranch(t, bills, faults...)
			b.write(orders...)
			got := b.run("2026-11-22")
			assert.NotContains(t, got.stdout+got.stderr, secret)
			for _, folder := range []string{"state", "reports"} {
				for name, text := range b.files(folder) {
					assert.NotContains(t, text, secret, name)
				}
			}
		})
	}
}

func TestFakeNeedsNothing(t *testing.T) {
	for _, p := range providerNames() {
		t.Run(p, func(t *testing.T) {
			folder := t.TempDir()
			run := func(date string) outcome {
				return runJob(context.Background(), mapEnvironment(nil), disk{}, "-fake", "-provider", p, "-date", date, "-lang", "en",
					"-state", folder+"/state", "-reports", folder+"/reports")
			}
			first := run("2026-11-21")
			assert.Equal(t, exitClean, first.status, first.stderr)
			assert.Contains(t, first.stdout, "reconciled 38, unreconciled 1, exception 0, reversed 0, doubtful 2")
			second := run("2026-11-22")
			assert.Equal(t, exitDifferences, second.status, second.stderr)
			assert.Contains(t, second.stdout, "reconciled 39", "yesterday's last sale came back")
			assert.Equal(t, second, run("2026-11-22"))
		})
	}
}

func TestOrdersFileIsNamed(t *testing.T) {
	b := newBranch(t, nil)
	got := b.run("2026-11-22")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "orders.csv")
}

func TestHelp(t *testing.T) {
	got := runJob(context.Background(), mapEnvironment(nil), disk{}, "-h")
	assert.Equal(t, exitClean, got.status)
	for _, want := range []string{"Exit status", "FUBEI_APP_SECRET_FILE", "SETTLEMENT_SIGNER", "order_no,amount,status,channel,created_at"} {
		assert.Contains(t, got.stderr, want)
	}
}

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
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
		{"everything agrees", orders, nil, exitClean, "reconciled 250, unreconciled 0, exception 0", ""},
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
				assert.Empty(t, b.days(), "nothing is kept")
				assert.Empty(t, b.files("reports"), "no report of a partial bill")
				return
			}
			assert.Len(t, b.days(), 1)
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
	require.NoError(t, os.RemoveAll(b.path("state")))
	again := runJob(context.Background(), b.env(), args...)
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
	assert.Contains(t, first.stdout, "1 bill rows, 2 order rows\norders left out: 0 done before and the same, 0 too early, 1 of later days\n")
	assert.Contains(t, first.stdout, "0 rows came from the day before; 1 wait for the next: 1 doubtful, 0 unpaid\n")
	second := b.run("2026-11-22")
	assert.Equal(t, exitClean, second.status, second.stderr)
	assert.Contains(t, second.stdout, "2 bill rows, 2 order rows\norders left out: 1 done before and the same")
	assert.Contains(t, second.stdout, "1 rows came from the day before; 0 wait for the next")
}

func TestWhatWaitedTooLongIsAnException(t *testing.T) {
	lost := paid("S-LOST", 1200, at(21, 12, 0, 0))
	b := newBranch(t, nil)
	b.write(lost)
	assert.Equal(t, exitClean, b.run("2026-11-21").status)
	second := b.run("2026-11-22", "-closed")
	assert.Equal(t, exitDifferences, second.status)
	assert.Contains(t, second.stdout, "S-LOST")
}

func TestSecondRunGivesTheSame(t *testing.T) {
	orders21, bills21 := busyDay(21, 40)
	orders22, bills22 := busyDay(22, 40)
	b := newBranch(t, append(bills21[1:], bills22...)) // the first bill is missing: it waits, and then it is an exception
	b.write(append(orders21, orders22...)...)
	firsts := []outcome{b.run("2026-11-21"), b.run("2026-11-22")}
	reports := b.files("reports")
	for range 2 {
		assert.Equal(t, firsts[0], b.run("2026-11-21"))
		assert.Equal(t, firsts[1], b.run("2026-11-22"))
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
	got := runJob(ctx, b.env(), b.args("2026-11-22")...)
	assert.Equal(t, exitFailed, got.status)
	assert.Empty(t, b.days())
}

// A day that is missing is made up for; none is skipped.
func TestCatchUp(t *testing.T) {
	early, late := paid("S-EARLY", 1200, at(20, 12, 0, 0)), paid("S-LATE", 3400, at(21, 23, 59, 58))
	next := paid("S-NEXT", 560, at(22, 9, 0, 0))
	b := newBranch(t, append(bills(early, next), billOf(late, 99, at(22, 0, 0, 2))))
	b.write(early, late, next)
	require.Equal(t, exitClean, b.run("", "-through", "2026-11-20").status)
	skipped := b.run("2026-11-22")
	assert.Equal(t, exitFailed, skipped.status)
	assert.Contains(t, skipped.stderr, "2026-11-21 must be run before 2026-11-22")
	got := b.run("")
	assert.Equal(t, exitClean, got.status, got.stderr)
	assert.Contains(t, got.stdout, "2026-11-21, shop-7 fubei: 0 bill rows, 1 order rows")
	assert.Contains(t, got.stdout, "2026-11-22, shop-7 fubei: 2 bill rows, 2 order rows")
	assert.Len(t, b.days(), 3)
	again := b.run("")
	assert.Contains(t, again.stdout, "2026-11-22, shop-7 fubei: 2 bill rows", "nothing is left to run: the last day is run again")
	assert.NotContains(t, again.stdout, "2026-11-21, shop-7")
}

func TestFirstDayOfACatchUp(t *testing.T) {
	orders, bills := busyDay(22, 3)
	b := newBranch(t, bills)
	b.write(orders...)
	got := b.run("", "-closed", "-from", "2026-11-20")
	require.Equal(t, exitClean, got.status, got.stderr)
	assert.Len(t, b.days(), 3)
}

func TestDayThatIsNotOver(t *testing.T) {
	b := newBranch(t, nil)
	for _, flag := range []string{"-date", "-through"} {
		got := b.run("", flag, "2026-11-23")
		assert.Equal(t, exitFailed, got.status)
		assert.Contains(t, got.stderr, "the bill day is not over")
	}
}

func TestNoOrderOfTheDay(t *testing.T) {
	b := newBranch(t, nil)
	b.write(paid("S-1", 1200, at(21, 12, 0, 0)))
	got := b.run("2026-11-22")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "no order of the day")
	assert.Equal(t, exitClean, b.run("2026-11-22", "-closed").status)
}

func TestFee(t *testing.T) {
	o := paid("S-1", 10000, at(22, 12, 0, 0))
	bill := billOf(o, 1, o.Created)
	bill.Fee, bill.Income = decimal.NewNullDecimal(decimal.New(60, -2)), decimal.NewNullDecimal(decimal.New(9940, -2))
	b := newBranch(t, []fubei.Bill{bill})
	b.write(o)
	assert.Equal(t, exitClean, b.run("2026-11-22", "-fee-ppm", "6000").status)
	got := b.run("2026-11-22", "-fee-ppm", "3800")
	assert.Equal(t, exitDifferences, got.status, got.stdout+got.stderr)
	assert.Contains(t, got.stdout, "S-1")
}

// TestDifferencesAreFollowed: what is open is listed until a decision closes it, and the rest is counted.
func TestDifferencesAreFollowed(t *testing.T) {
	env := map[string]string{"DAILY_STATE": filepath.Join(t.TempDir(), "state"), "DAILY_REPORTS": t.TempDir(), "DAILY_LANG": "en"}
	for _, day := range []string{"2026-11-20", "2026-11-21"} {
		require.NotEqual(t, exitFailed, runJob(t.Context(), env, "-fake", "-date", day).status)
	}
	got := runJob(t.Context(), env, "-fake", "-open")
	require.Equal(t, exitDifferences, got.status, got.stderr)
	require.Contains(t, got.stdout, "2026-11-20  1 days  amount short")
	require.Contains(t, got.stdout, "open: 1 exceptions, 2 in doubt; 0 decided, 1 settled by later days, 0 gone")
	id, _, _ := strings.Cut(got.stdout, " ")

	for want, args := range map[string][]string{
		"-decide must name the difference": {"-action", "book"},
		"Decision.Action":                  {"-decide", id, "-by", "Wang"},
		"Decision.Who":                     {"-decide", id, "-action", "adjust"},
		"for flag -amount":                 {"-decide", id, "-action", "adjust", "-by", "Wang", "-amount", "1,00"},
		"no such difference":               {"-decide", "0000000000000000-1", "-action", "adjust", "-by", "Wang"},
		"Decision.Release":                 {"-decide", id, "-action", "adjust", "-by", "Wang", "-release"},
	} {
		refused := runJob(t.Context(), env, append([]string{"-fake"}, args...)...)
		require.Equal(t, exitFailed, refused.status, args)
		require.Contains(t, refused.stderr, want)
	}
	require.NotContains(t, runJob(t.Context(), env, "-fake", "-open").stdout, "Wang", "what was refused is not kept")
	got = runJob(t.Context(), env, "-fake", "-decide", id, "-action", "suspend", "-by", "Wang", "-note", "the customer pays on Monday", "-amount", "1.00")
	require.Equal(t, exitDifferences, got.status, got.stderr)
	require.Contains(t, got.stdout, "2026-11-23 07:00:00 Wang suspend 1.00 the customer pays on Monday")
	got = runJob(t.Context(), env, "-fake", "-decide", id, "-action", "adjust", "-by", "Wang")
	require.Equal(t, exitClean, got.status, got.stderr)
	require.NotContains(t, got.stdout, id)
	require.Contains(t, got.stdout, "open: 0 exceptions, 2 in doubt; 1 decided, 1 settled by later days, 0 gone")
}

func TestChangedOrderIsNamed(t *testing.T) {
	o, other := paid("S-1", 1200, at(21, 12, 0, 0)), paid("S-2", 300, at(22, 12, 0, 0))
	b := newBranch(t, bills(o, other))
	b.write(o, other)
	require.Equal(t, exitClean, b.run("2026-11-21").status)
	o.Status = "closed"
	b.write(o, other)
	got := b.run("2026-11-22")
	assert.Contains(t, got.stdout, "order S-1 was changed after it was done: 12.00 → 0.00")
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
	for _, p := range []string{"fubei", "settlement", "eshouhou"} {
		t.Run(p, func(t *testing.T) {
			folder := t.TempDir()
			run := func(date string) outcome {
				return runJob(context.Background(), nil, "-fake", "-provider", p, "-date", date, "-lang", "en",
					"-state", folder+"/state", "-reports", folder+"/reports")
			}
			first := run("2026-11-21")
			assert.Equal(t, exitClean, first.status, first.stderr)
			assert.Contains(t, first.stdout, "reconciled 38, unreconciled 1, exception 0, reversed 0, doubtful 2")
			second := run("2026-11-22")
			assert.Equal(t, exitDifferences, second.status, second.stderr)
			assert.Contains(t, second.stdout, "reconciled 39", "yesterday's last sale came back")
			assert.Equal(t, second, run("2026-11-22"))
			assert.True(t, strings.HasPrefix(second.stdout, "fake: "))
			kept, err := filepath.Glob(folder + "/state.fake/2026-11-2*.head")
			require.NoError(t, err)
			assert.Len(t, kept, 2)
			reports, err := filepath.Glob(folder + "/reports/*fake*")
			require.NoError(t, err)
			assert.Len(t, reports, 8)
			for _, name := range reports {
				if text, err := os.ReadFile(name); filepath.Ext(name) != ".html" {
					first, _, _ := strings.Cut(string(text), "\n")
					assert.NoError(t, err)
					assert.Contains(t, first, "fake", name)
				}
			}
		})
	}
}

func TestFakeMustBeAskedFor(t *testing.T) {
	b := newBranch(t, nil)
	got := runJob(t.Context(), nil, b.args("2026-11-22")...)
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "FUBEI_APP_ID, FUBEI_APP_SECRET must be set")
}

func TestOrdersFileIsNamed(t *testing.T) {
	b := newBranch(t, nil)
	got := b.run("2026-11-22")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "orders.csv")
}

func TestHelp(t *testing.T) {
	got := runJob(context.Background(), nil, "-h")
	assert.Equal(t, exitClean, got.status)
	for _, want := range []string{"Exit status", "FUBEI_APP_SECRET_FILE", "SETTLEMENT_SIGNER", "order_no,amount,status,channel,created_at"} {
		assert.Contains(t, got.stderr, want)
	}
}

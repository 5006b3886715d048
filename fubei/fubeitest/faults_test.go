package fubeitest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// Which of ten calls fail.
func TestWhen(t *testing.T) {
	for _, test := range []struct {
		name string
		rule billtest.Rule
		want []int
	}{
		{"always", billtest.Rule{On: billtest.Always()}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		{"the zero value", billtest.Rule{}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		{"twice", billtest.Rule{Times: 2}, []int{1, 2}},
		{"one call", billtest.Rule{On: billtest.Call(3)}, []int{3}},
		{"each third", billtest.Rule{On: billtest.Every(3)}, []int{3, 6, 9}},
		{"each third, once", billtest.Rule{On: billtest.Every(3), Times: 1}, []int{3}},
		{"one page", billtest.Rule{On: billtest.Page(2)}, []int{2, 5, 8}},
		{"never by chance", billtest.Rule{On: billtest.Random(0, 1)}, nil},
		{"surely by chance", billtest.Rule{On: billtest.Random(1, 1)}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.rule.Fault = billtest.Business("9999", "", "")
			assert.Equal(t, test.want, failingCalls(t, test.rule))
		})
	}
	by := billtest.Rule{On: billtest.Random(0.5, 7), Fault: billtest.Business("9999", "", "")}
	assert.Equal(t, failingCalls(t, by), failingCalls(t, by), "the same seed, the same calls")
}

func failingCalls(t *testing.T, rule billtest.Rule) (failed []int) {
	t.Helper()
	gw := fubeitest.New(t, fubeitest.Options{Faults: billtest.Script{rule}})
	c, err := fubei.New(gw.Config())
	require.NoError(t, err)
	for call := 1; call <= 10; call++ {
		q := day
		q.Page = (call-1)%3 + 1
		if _, err := c.BillPage(context.Background(), q); err != nil {
			failed = append(failed, call)
		}
	}
	return failed
}

// Every fault must do what its name says, seen from a client.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		fault billtest.Fault
		want  error // nil: no kind of its own, but an error
	}{
		{billtest.Status(503), fubei.ErrUnavailable},
		{billtest.StatusOnly(500), fubei.ErrUnavailable},
		{billtest.RetryAfter(429, "60"), fubei.ErrRateLimited},
		{billtest.HTML(502), fubei.ErrUnavailable},
		{billtest.RedirectTo("https://elsewhere.example/"), fubei.ErrUnavailable},
		{billtest.Empty(), fubei.ErrMalformedResponse},
		{billtest.Truncate(), fubei.ErrUnavailable},
		{billtest.CutShort(), fubei.ErrMalformedResponse},
		{billtest.SlowDrip(time.Minute), context.DeadlineExceeded},
		{billtest.Delay(time.Minute), context.DeadlineExceeded},
		{billtest.Oversize(2 << 20), fubei.ErrResponseTooLarge},
		{billtest.GzipBomb(2 << 20), fubei.ErrResponseTooLarge},
		{billtest.Reset(), fubei.ErrUnavailable},
		{billtest.Hang(), context.DeadlineExceeded},
		{billtest.InvalidUTF8(), fubei.ErrMalformedResponse},
		{billtest.Deep(1000), fubei.ErrMalformedResponse},
		{billtest.Respond(billtest.Reply{Body: []byte("[]")}), fubei.ErrMalformedResponse},
		{billtest.Duplicate(), fubei.ErrPageDrift},
		{billtest.Shift(), fubei.ErrPageDrift},
		{billtest.ShortPage(), fubei.ErrIncomplete},
		{billtest.EmptyPage(), fubei.ErrIncomplete},
		{billtest.IgnorePage(), fubei.ErrPageLoop},
		{billtest.IgnoreLimit(), fubei.ErrPageDrift},
		{billtest.LieTotal(20), fubei.ErrPageDrift},
		{billtest.WrongType("total_fee"), fubei.ErrMalformedResponse},
		{billtest.BadExponent(), fubei.ErrMalformedResponse},
		{billtest.Business("9999", "", ""), nil},
	} {
		t.Run(fmt.Sprint(test.fault), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := fubeitest.New(t, fubeitest.Options{Bills: fubeitest.Bills(35, 2026, 11, 22),
					Faults: billtest.Script{{On: billtest.Page(2), Fault: test.fault}}})
				cfg := gw.Config()
				cfg.MaxResponseBytes, cfg.Retry = 1<<20, fubei.RetryPolicy{MaxAttempts: 1}
				c, err := fubei.New(cfg)
				require.NoError(t, err)
				billtest.SleepPast(2026, 11, 22)
				q := day
				q.Limit = 10
				_, _, err = c.CollectBills(t.Context(), q)
				var e *fubei.Error
				require.True(t, errors.As(err, &e))
				if test.want != nil {
					require.ErrorIs(t, err, test.want)
				}
				assert.Empty(t, gw.Unplayed())
			})
		})
	}
}

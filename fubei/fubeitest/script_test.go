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

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// Which of ten calls fail.
func TestWhen(t *testing.T) {
	for _, test := range []struct {
		name string
		rule fubeitest.Rule
		want []int
	}{
		{"always", fubeitest.Rule{On: fubeitest.Always()}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		{"the zero value", fubeitest.Rule{}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		{"twice", fubeitest.Rule{Times: 2}, []int{1, 2}},
		{"one call", fubeitest.Rule{On: fubeitest.Call(3)}, []int{3}},
		{"each third", fubeitest.Rule{On: fubeitest.Every(3)}, []int{3, 6, 9}},
		{"each third, once", fubeitest.Rule{On: fubeitest.Every(3), Times: 1}, []int{3}},
		{"one page", fubeitest.Rule{On: fubeitest.Page(2)}, []int{2, 5, 8}},
		{"never by chance", fubeitest.Rule{On: fubeitest.Random(0, 1)}, nil},
		{"surely by chance", fubeitest.Rule{On: fubeitest.Random(1, 1)}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.rule.Fault = fubeitest.Business("9999", "", "")
			assert.Equal(t, test.want, failingCalls(t, test.rule))
		})
	}
	by := fubeitest.Rule{On: fubeitest.Random(0.5, 7), Fault: fubeitest.Business("9999", "", "")}
	assert.Equal(t, failingCalls(t, by), failingCalls(t, by), "the same seed, the same calls")
}

func failingCalls(t *testing.T, rule fubeitest.Rule) (failed []int) {
	t.Helper()
	gw := fubeitest.New(t, fubeitest.Options{Faults: fubeitest.Script{rule}})
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
		fault fubeitest.Fault
		want  error // nil: no kind of its own, but an error
	}{
		{fubeitest.Status(503), fubei.ErrUnavailable},
		{fubeitest.StatusOnly(500), fubei.ErrUnavailable},
		{fubeitest.RetryAfter(429, "60"), fubei.ErrRateLimited},
		{fubeitest.HTML(502), fubei.ErrUnavailable},
		{fubeitest.RedirectTo("https://elsewhere.example/"), fubei.ErrUnavailable},
		{fubeitest.Empty(), fubei.ErrMalformedResponse},
		{fubeitest.Truncate(), fubei.ErrUnavailable},
		{fubeitest.CutShort(), fubei.ErrMalformedResponse},
		{fubeitest.SlowDrip(time.Minute), context.DeadlineExceeded},
		{fubeitest.Delay(time.Minute), context.DeadlineExceeded},
		{fubeitest.Oversize(2 << 20), fubei.ErrResponseTooLarge},
		{fubeitest.GzipBomb(2 << 20), fubei.ErrResponseTooLarge},
		{fubeitest.Reset(), fubei.ErrUnavailable},
		{fubeitest.Hang(), context.DeadlineExceeded},
		{fubeitest.InvalidUTF8(), fubei.ErrMalformedResponse},
		{fubeitest.Deep(1000), fubei.ErrMalformedResponse},
		{fubeitest.Respond(fubeitest.Reply{Body: []byte("[]")}), fubei.ErrMalformedResponse},
		{fubeitest.Duplicate(), fubei.ErrPageDrift},
		{fubeitest.Shift(), fubei.ErrPageDrift},
		{fubeitest.ShortPage(), fubei.ErrIncomplete},
		{fubeitest.EmptyPage(), fubei.ErrIncomplete},
		{fubeitest.IgnorePage(), fubei.ErrPageLoop},
		{fubeitest.IgnoreLimit(), fubei.ErrPageDrift},
		{fubeitest.LieTotal(20), fubei.ErrPageDrift},
		{fubeitest.WrongType("total_fee"), fubei.ErrMalformedResponse},
		{fubeitest.BadExponent(), fubei.ErrMalformedResponse},
		{fubeitest.Business("9999", "", ""), nil},
	} {
		t.Run(fmt.Sprint(test.fault), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := fubeitest.New(t, fubeitest.Options{Bills: fubeitest.Bills(35, 2026, 11, 22),
					Faults: fubeitest.Script{{On: fubeitest.Page(2), Fault: test.fault}}})
				cfg := gw.Config()
				cfg.MaxResponseBytes, cfg.Retry = 1<<20, fubei.RetryPolicy{MaxAttempts: 1}
				c, err := fubei.New(cfg)
				require.NoError(t, err)
				_, _, err = c.CollectBills(t.Context(), fubei.BillQuery{Year: 2026, Limit: 10})
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

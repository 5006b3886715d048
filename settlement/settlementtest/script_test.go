package settlementtest_test

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
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
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
	gw := settlementtest.New(t, settlementtest.Options{Faults: billtest.Script{rule}})
	c, err := settlement.New(gw.Config())
	require.NoError(t, err)
	for call := 1; call <= 10; call++ {
		q := day
		q.Page = (call-1)%3 + 1
		if _, err := c.ItemPage(context.Background(), q); err != nil {
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
		{billtest.Status(503), settlement.ErrUnavailable},
		{billtest.StatusOnly(500), settlement.ErrUnavailable},
		{billtest.RetryAfter(429, "60"), settlement.ErrRateLimited},
		{billtest.HTML(502), settlement.ErrUnavailable},
		{billtest.RedirectTo("https://elsewhere.example/"), settlement.ErrUnavailable},
		{billtest.Empty(), settlement.ErrMalformedResponse},
		{billtest.Truncate(), settlement.ErrUnavailable},
		{billtest.CutShort(), settlement.ErrMalformedResponse},
		{billtest.SlowDrip(time.Minute), context.DeadlineExceeded},
		{billtest.Delay(time.Minute), context.DeadlineExceeded},
		{billtest.Oversize(2 << 20), settlement.ErrResponseTooLarge},
		{billtest.GzipBomb(2 << 20), settlement.ErrResponseTooLarge},
		{billtest.Reset(), settlement.ErrUnavailable},
		{billtest.Hang(), context.DeadlineExceeded},
		{billtest.InvalidUTF8(), settlement.ErrMalformedResponse},
		{billtest.Deep(1000), settlement.ErrMalformedResponse},
		{billtest.Respond(billtest.Reply{Body: []byte("[]")}), settlement.ErrMalformedResponse},
		{billtest.Duplicate(), settlement.ErrPageDrift},
		{billtest.Shift(), settlement.ErrPageDrift},
		{billtest.ShortPage(), settlement.ErrPageDrift},
		{billtest.EmptyPage(), settlement.ErrPageDrift},
		{billtest.IgnorePage(), settlement.ErrPageLoop},
		{billtest.IgnoreLimit(), settlement.ErrPageDrift},
		{billtest.WrongType("settlementAmount"), settlement.ErrMalformedResponse},
		{billtest.BadExponent(), settlement.ErrMalformedResponse},
		{settlementtest.ExpireToken(), settlement.ErrAuth},
		{billtest.Business("10016", "", "签名错误"), settlement.ErrAuth},
		{billtest.Business("9999", "", ""), nil},
	} {
		t.Run(fmt.Sprint(test.fault), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := settlementtest.New(t, settlementtest.Options{Items: settlementtest.Items(35, midnight, time.Minute),
					Faults: billtest.Script{{On: billtest.Page(2), Fault: test.fault}}})
				cfg := gw.Config()
				cfg.MaxResponseBytes, cfg.Retry, cfg.ProveEnd = 1<<20, settlement.RetryPolicy{MaxAttempts: 1}, true
				c, err := settlement.New(cfg)
				require.NoError(t, err)
				_, _, err = c.CollectItems(t.Context(), tens)
				var e *settlement.Error
				require.True(t, errors.As(err, &e))
				if test.want != nil {
					require.ErrorIs(t, err, test.want)
				}
				assert.Empty(t, gw.Unplayed())
			})
		})
	}
}

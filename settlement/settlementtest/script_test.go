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

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// Which of ten calls fail.
func TestWhen(t *testing.T) {
	for _, test := range []struct {
		name string
		rule settlementtest.Rule
		want []int
	}{
		{"always", settlementtest.Rule{On: settlementtest.Always()}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		{"the zero value", settlementtest.Rule{}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		{"twice", settlementtest.Rule{Times: 2}, []int{1, 2}},
		{"one call", settlementtest.Rule{On: settlementtest.Call(3)}, []int{3}},
		{"each third", settlementtest.Rule{On: settlementtest.Every(3)}, []int{3, 6, 9}},
		{"each third, once", settlementtest.Rule{On: settlementtest.Every(3), Times: 1}, []int{3}},
		{"one page", settlementtest.Rule{On: settlementtest.Page(2)}, []int{2, 5, 8}},
		{"never by chance", settlementtest.Rule{On: settlementtest.Random(0, 1)}, nil},
		{"surely by chance", settlementtest.Rule{On: settlementtest.Random(1, 1)}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.rule.Fault = settlementtest.Business("9999", "")
			assert.Equal(t, test.want, failingCalls(t, test.rule))
		})
	}
	by := settlementtest.Rule{On: settlementtest.Random(0.5, 7), Fault: settlementtest.Business("9999", "")}
	assert.Equal(t, failingCalls(t, by), failingCalls(t, by), "the same seed, the same calls")
}

func failingCalls(t *testing.T, rule settlementtest.Rule) (failed []int) {
	t.Helper()
	gw := settlementtest.New(t, settlementtest.Options{Faults: settlementtest.Script{rule}})
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
		fault settlementtest.Fault
		want  error // nil: no kind of its own, but an error
	}{
		{settlementtest.Status(503), settlement.ErrUnavailable},
		{settlementtest.StatusOnly(500), settlement.ErrUnavailable},
		{settlementtest.RetryAfter(429, "60"), settlement.ErrRateLimited},
		{settlementtest.HTML(502), settlement.ErrUnavailable},
		{settlementtest.RedirectTo("https://elsewhere.example/"), settlement.ErrUnavailable},
		{settlementtest.Empty(), settlement.ErrMalformedResponse},
		{settlementtest.Truncate(), settlement.ErrUnavailable},
		{settlementtest.CutShort(), settlement.ErrMalformedResponse},
		{settlementtest.SlowDrip(time.Minute), context.DeadlineExceeded},
		{settlementtest.Delay(time.Minute), context.DeadlineExceeded},
		{settlementtest.Oversize(2 << 20), settlement.ErrResponseTooLarge},
		{settlementtest.GzipBomb(2 << 20), settlement.ErrResponseTooLarge},
		{settlementtest.Reset(), settlement.ErrUnavailable},
		{settlementtest.Hang(), context.DeadlineExceeded},
		{settlementtest.InvalidUTF8(), settlement.ErrMalformedResponse},
		{settlementtest.Deep(1000), settlement.ErrMalformedResponse},
		{settlementtest.Respond(settlementtest.Reply{Body: []byte("[]")}), settlement.ErrMalformedResponse},
		{settlementtest.Duplicate(), settlement.ErrPageDrift},
		{settlementtest.Shift(), settlement.ErrPageDrift},
		{settlementtest.ShortPage(), settlement.ErrPageDrift},
		{settlementtest.EmptyPage(), settlement.ErrPageDrift},
		{settlementtest.IgnorePage(), settlement.ErrPageLoop},
		{settlementtest.IgnoreLimit(), settlement.ErrPageDrift},
		{settlementtest.WrongType("settlementAmount"), settlement.ErrMalformedResponse},
		{settlementtest.BadExponent(), settlement.ErrMalformedResponse},
		{settlementtest.ExpireToken(), settlement.ErrAuth},
		{settlementtest.Business("10016", "签名错误"), settlement.ErrAuth},
		{settlementtest.Business("9999", ""), nil},
	} {
		t.Run(fmt.Sprint(test.fault), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gw := settlementtest.New(t, settlementtest.Options{Items: settlementtest.Items(35, midnight, time.Minute),
					Faults: settlementtest.Script{{On: settlementtest.Page(2), Fault: test.fault}}})
				cfg := gw.Config()
				cfg.MaxResponseBytes, cfg.Retry = 1<<20, settlement.RetryPolicy{MaxAttempts: 1}
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

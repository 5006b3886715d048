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
				billtest.SleepPast(2022, 11, 2)
				gw := settlementtest.New(t, settlementtest.Options{Items: settlementtest.Items(35, midnight, time.Minute),
					Faults: billtest.Script{{On: billtest.Page(2), Fault: test.fault}}})
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

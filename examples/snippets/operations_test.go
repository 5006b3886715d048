package snippets

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// fields notes which fields a record of each message has.
type fields map[string]map[string]bool

func (f fields) Enabled(context.Context, slog.Level) bool { return true }
func (f fields) WithAttrs([]slog.Attr) slog.Handler       { return f }
func (f fields) WithGroup(string) slog.Handler            { return f }
func (f fields) Handle(_ context.Context, r slog.Record) error {
	seen := map[string]bool{}
	r.Attrs(func(a slog.Attr) bool { seen[a.Key] = true; return true })
	f[r.Message] = seen
	return nil
}

// The operations guide computes how long one page takes at the worst, and lists the fields of the log.
func TestOperationsGuide(t *testing.T) {
	texts := [2]string{prose(t, "docs/operations.md"), prose(t, "docs/operations.zh-CN.md")}
	logged := fields{}
	for _, test := range []struct {
		fault    billtest.Fault
		low, top time.Duration
		said     [2]string // in English and in Chinese
	}{
		{billtest.Hang(), 120 * time.Second, 121400 * time.Millisecond, [2]string{"121.4 s", "121.4 秒"}},
		{billtest.RetryAfter(503, "10"), 30 * time.Second, 31 * time.Second, [2]string{"3 × 10 s = 150 s", "3 × 10 秒 = 150 秒"}},
	} {
		for i, text := range texts {
			assert.Contains(t, text, test.said[i])
		}
		synctest.Test(t, func(t *testing.T) {
			gateway := fubeitest.New(t, fubeitest.Options{Faults: billtest.Script{{On: billtest.Always(), Fault: test.fault}}})
			client, err := fubei.New(fubei.Config{AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret, HTTPClient: gateway.Client(), Logger: slog.New(logged)})
			require.NoError(t, err)
			billtest.SleepPast(2026, 11, 22)
			start := time.Now()
			_, err = client.BillPage(t.Context(), fubei.Day(2026, 11, 22))
			assert.ErrorIs(t, err, fubei.ErrUnavailable)
			assert.GreaterOrEqual(t, time.Since(start), test.low)
			assert.LessOrEqual(t, time.Since(start), test.top)
		})
	}
	require.Len(t, logged, 2)
	for message, seen := range logged {
		for _, text := range texts {
			assert.Contains(t, text, "| `"+message+"` |")
			for field := range seen {
				assert.Contains(t, text, "`"+field+"`")
			}
		}
	}
}

// The guide counts the requests of a day of 5 000 bills, read twice.
func TestOperationsGuideCountsRequests(t *testing.T) {
	gateway := fubeitest.New(t, fubeitest.Options{Bills: fubeitest.Bills(5000, 2026, 11, 22)})
	client, err := fubei.New(fubei.Config{AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret, HTTPClient: gateway.Client(), ReadTwice: true})
	require.NoError(t, err)
	_, audit, err := client.CollectBills(t.Context(), fubei.Day(2026, 11, 22))
	require.NoError(t, err)
	require.True(t, audit.Complete)
	for name, said := range map[string]string{"docs/operations.md": "read twice**: %d requests", "docs/operations.zh-CN.md": "读两遍**：%d 个请求"} {
		assert.Contains(t, prose(t, name), fmt.Sprintf(said, len(gateway.Requests())))
	}
}

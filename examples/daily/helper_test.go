package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

const secret = "fictional-secret-of-the-daily-job"

// shopZone is the zone of bill days.
var shopZone = time.FixedZone("UTC+8", 8*3600)

// morning is when the tests run the job: yesterday is 2026-11-22.
var morning = time.Date(2026, 11, 23, 7, 0, 0, 0, shopZone)

// outcome is what a run left behind.
type outcome struct {
	status         int
	stdout, stderr string
}

// runJob runs the job inside the test.
func runJob(ctx context.Context, env map[string]string, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	s := system{env: lookup(env), now: func() time.Time { return morning }, stdout: &stdout, stderr: &stderr}
	status := run(ctx, s, args)
	return outcome{status, stdout.String(), stderr.String()}
}

func lookup(env map[string]string) func(string) string {
	return func(name string) string { return env[name] }
}

// order is a line of an orders file.
type order struct {
	Number  string
	Amount  decimal.Decimal
	Status  string
	Created time.Time
}

// branch is a shop with folders of its own, and a gateway that serves its bills.
type branch struct {
	t       *testing.T
	name    string
	folder  string
	gateway *fubeitest.Gateway
}

func newBranch(t *testing.T, bills []fubei.Bill, faults ...billtest.Rule) *branch {
	t.Helper()
	gateway := fubeitest.New(t, fubeitest.Options{AppID: "20260101000000000009", AppSecret: secret, Bills: bills, Faults: faults})
	return &branch{t: t, name: "shop-7", folder: t.TempDir(), gateway: gateway}
}

func (b *branch) env() map[string]string {
	return map[string]string{
		"FUBEI_APP_ID": "20260101000000000009", "FUBEI_APP_SECRET": secret, "FUBEI_BASE_URL": b.gateway.URL(),
	}
}

func (b *branch) args(date string, more ...string) []string {
	if date != "" {
		more = append(more, "-date", date)
	}
	return append([]string{
		"-shop", b.name, "-orders", b.path("orders.csv"), "-state", b.path("state"), "-reports", b.path("reports"),
		"-lang", "en",
	}, more...)
}

func (b *branch) run(date string, more ...string) outcome {
	return runJob(context.Background(), b.env(), b.args(date, more...)...)
}

func (b *branch) path(parts ...string) string {
	return filepath.Join(append([]string{b.folder}, parts...)...)
}

// write writes the orders file.
func (b *branch) write(orders ...order) {
	b.t.Helper()
	var text strings.Builder
	fmt.Fprintln(&text, "order_no,amount,status,channel,created_at")
	for _, o := range orders {
		fmt.Fprintf(&text, "%s,%s,%s,wechat,%s\n", o.Number, o.Amount.StringFixed(2), o.Status, o.Created.Format(time.DateTime))
	}
	require.NoError(b.t, os.WriteFile(b.path("orders.csv"), []byte(text.String()), 0o600))
}

// files are all files of a folder of the branch, by name; none where it is absent.
func (b *branch) files(folder string) map[string]string {
	b.t.Helper()
	found := map[string]string{}
	entries, err := os.ReadDir(b.path(folder))
	if !errors.Is(err, fs.ErrNotExist) {
		require.NoError(b.t, err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(b.path(folder, e.Name()))
		require.NoError(b.t, err)
		found[e.Name()] = string(text)
	}
	return found
}

// days are the days that are kept.
func (b *branch) days() (days []recon.Day) {
	b.t.Helper()
	heads, err := daily.Days(b.t.Context(), daily.Folder(b.path("state")))
	require.NoError(b.t, err)
	for _, h := range heads {
		days = append(days, h.Day)
	}
	return days
}

func at(day, hour, minute, second int) time.Time {
	return time.Date(2026, 11, day, hour, minute, second, 0, shopZone)
}

func paid(number string, fen int64, created time.Time) order {
	return order{Number: number, Amount: decimal.New(fen, -2), Status: "paid", Created: created}
}

func billOf(o order, serial int, created time.Time) fubei.Bill {
	return fubei.Bill{
		OrderSN: fmt.Sprintf("2026%010d", serial), MerchantOrderSN: o.Number, CreateTime: created, PayTime: created,
		TotalFee: o.Amount, PayStatus: fubei.PayStatusPaid, PayType: fubei.PayTypeWeChat,
	}
}

// busyDay is n orders of a day and their bills.
func busyDay(day, n int) (orders []order, bills []fubei.Bill) {
	for i := range n {
		o := paid(fmt.Sprintf("S%d-%04d", day, i), int64(100+i), at(day, 9, i/60, i%60))
		orders = append(orders, o)
		bills = append(bills, billOf(o, day*10000+i, o.Created.Add(time.Second)))
	}
	return orders, bills
}

// bills are the bills of these orders, a second after each.
func bills(orders ...order) []fubei.Bill {
	var made []fubei.Bill
	for i, o := range orders {
		made = append(made, billOf(o, i+1, o.Created.Add(time.Second)))
	}
	return made
}

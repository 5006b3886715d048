package console_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

var ctx = context.Background()

// china is the zone of the console.
var china = time.FixedZone("UTC+8", 8*3600)

// noon of the day that the rows are of.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 123456000, china)

// rows makes n orders: codes by number, amounts 1.00, 2.00, … yuan, pay methods, statuses and autos by turns.
func rows(n int) []console.Order {
	orders := make([]console.Order, n)
	for i := range orders {
		orders[i] = console.Order{
			Code: fmt.Sprintf("2026112212%04d", i), MerchantName: []string{"中软融通", "测试商户"}[i%2], EquipmentNo: "1",
			TotalFee: console.Fen(100 * (i + 1)), PayMethod: console.PayMethod(1 + i%3), CreateTime: noon.Add(time.Duration(i) * time.Second),
			ReconciliationStatus: console.ReconciliationStatus(1 + i%5), Auto: i%4 == 0,
		}
	}
	return orders
}

// setup is a console with n orders and a client of it.
func setup(t testing.TB, n int, faults billtest.Script, change ...func(*console.Config)) (*console.Client, *consoletest.Console) {
	t.Helper()
	fake := consoletest.New(t, consoletest.Options{Orders: rows(n), Faults: faults})
	return clientOf(t, fake, change...), fake
}

func clientOf(t testing.TB, fake *consoletest.Console, change ...func(*console.Config)) *console.Client {
	t.Helper()
	cfg := fake.Config()
	for _, f := range change {
		f(&cfg)
	}
	c, err := console.New(cfg)
	require.NoError(t, err)
	return c
}

// noRetry makes a client that tries once.
func noRetry(cfg *console.Config) { cfg.Retry.MaxAttempts = 1 }

// rangeAll loops over Orders to its end.
func rangeAll(ctx context.Context, c *console.Client, q console.OrderQuery) (rows []console.Order, err error) {
	for o, e := range c.Orders(ctx, q) {
		if e != nil {
			return rows, e
		}
		rows = append(rows, o)
	}
	return rows, nil
}

func requireEqualOrders(t testing.TB, want, got []console.Order) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		require.True(t, want[i].Equal(got[i]), "row %d: want %+v, got %+v", i, want[i], got[i])
	}
}

// answering is a client whose console always answers with this body.
func answering(t testing.TB, body string) *console.Client {
	t.Helper()
	fake := consoletest.New(t, consoletest.Options{Faults: billtest.Script{{Fault: billtest.Respond(billtest.Reply{
		Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(body),
	})}}})
	return clientOf(t, fake, noRetry)
}

func sample(t testing.TB, name string) string {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return string(body)
}

// sale is a row of either side, for recon.
type sale struct {
	number, other string
	fen           int64
	state         recon.State
	channel       recon.Channel
	manual        bool
	unit          string
	at            time.Time
}

func (s sale) Record() recon.Record {
	return recon.Record{Key: s.number, AltKeys: recon.AltKeys{s.other}, Amount: decimal.New(s.fen, -2), State: s.state,
		Channel: s.channel, Manual: s.manual, Unit: s.unit, Time: s.at}
}

func match(t testing.TB, bills, orders []sale, rules recon.Rules) *recon.Result[sale, sale] {
	t.Helper()
	if rules.BillsUntil.IsZero() {
		rules.BillsUntil = until(noon)
	}
	result, err := recon.Match(bills, sale.Record, orders, sale.Record, rules)
	require.NoError(t, err)
	require.NoError(t, result.Verify())
	return result
}

// proven is later than every row of the tests: with it all bills are whole, and every wait is over.
var proven = time.Date(2030, 1, 1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// until is the BillsUntil of bills that are whole for the calendar day at UTC+8 that t is in.
func until(t time.Time) time.Time {
	y, m, d := t.In(time.FixedZone("UTC+8", 8*3600)).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))
}

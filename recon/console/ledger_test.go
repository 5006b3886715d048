package console_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// seed is a day whose figures are those of the page's sample: 63 orders of 11567 fen, 15 of 2760 fen reconciled, none failed.
// The other 48, of 8807 fen, were never paid.
func seed() (bills, orders []sale) {
	for i := range 63 {
		o := sale{number: fmt.Sprintf("20200221%06d", i), fen: 184, channel: recon.Alipay, at: noon}
		switch {
		case i >= 15:
			o.fen, o.state = 183, recon.Pending
		default:
			bills = append(bills, o)
		}
		if i == 62 {
			o.fen = 8807 - 47*183
		}
		orders = append(orders, o)
	}
	return bills, orders
}

func TestLedgerOfTheSeed(t *testing.T) {
	bills, orders := seed()
	ledger, err := console.NewLedger(match(t, bills, orders, recon.Rules{}), bills, sale.Record, orders, sale.Record, console.LedgerOptions{})
	require.NoError(t, err)
	assert.Equal(t, console.Statistics{OrderNum: 63, CountPrice: console.NewNullFen(11567), SuccessBill: 15,
		SuccessPrice: console.NewNullFen(2760)}, ledger.Statistics)

	text, err := json.Marshal(ledger.Page())
	require.NoError(t, err)
	assert.Contains(t, string(text), `{"code":"200","data":{"statistics":{"order_num":63,"count_price":{"total_fee__sum":11567},"success_bill":15,`+
		`"success_price":{"total_fee__sum":2760},"fail_bill":0,"fail_price":{"total_fee__sum":null}},"order":{"num":63,"data":[{`, "the page's own figures")
	var page console.OrderPage
	require.NoError(t, json.Unmarshal(text, &page))
	assert.False(t, page.Incomplete)
	assert.Len(t, page.Orders, 63)
}

func TestLedgerRows(t *testing.T) {
	at := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	ok := sale{number: "ok", fen: 100, channel: recon.WeChat, at: at}
	over := sale{number: "over", fen: 100, channel: recon.Alipay, at: at}
	unpaid := sale{number: "unpaid", fen: 100, state: recon.Closed, channel: recon.WeChat, at: at}
	manual := sale{number: "manual", fen: 100, channel: recon.UnionPay, manual: true, at: at}
	back := sale{number: "back", fen: 100, state: recon.Refunded, at: at}
	late := sale{number: "late", fen: -5, channel: recon.Alipay, at: at.Add(24 * time.Hour)}
	higher := over
	higher.fen++
	bills, orders := []sale{ok, higher, manual, back}, []sale{ok, over, unpaid, manual, back, late}
	ledger, err := console.NewLedger(match(t, bills, orders, recon.Rules{Hold: 1}), bills, sale.Record, orders, sale.Record, console.LedgerOptions{
		MerchantName: "测试商户", EquipmentNo: "7", Change: func(i int, pool bool, o *console.Order) {
			assert.False(t, pool)
			if i == 5 {
				o.MerchantName = "另一商户"
			}
		},
	})
	require.NoError(t, err)
	for i, want := range []struct {
		code   string
		fen    console.Fen
		method console.PayMethod
		status console.ReconciliationStatus
		auto   bool
	}{
		{"ok", 100, console.PayMethodWeChat, console.StatusReconciled, true},
		{"over", 100, console.PayMethodAlipay, console.StatusException, true},
		{"unpaid", 100, console.PayMethodUnpaid, console.StatusUnreconciled, true},
		{"manual", 100, console.PayMethodAbsent, console.StatusUnreconciled, false},
		{"back", 100, console.PayMethodAbsent, console.StatusReversed, true},
		{"late", -5, console.PayMethodAlipay, console.StatusDoubtful, true},
	} {
		got := ledger.Entries[i]
		assert.Equal(t, want.code, got.Order.Code)
		assert.Equal(t, want.fen, got.Order.TotalFee, want.code)
		assert.Equal(t, want.method, got.Order.PayMethod, want.code)
		assert.Equal(t, want.status, got.Order.ReconciliationStatus, want.code)
		assert.Equal(t, want.auto, got.Order.Auto, want.code)
		assert.Equal(t, "7", got.Order.EquipmentNo)
		assert.True(t, got.Order.CreateTime.Equal(orders[i].at))
		assert.Equal(t, i, got.Index)
		assert.NotEmpty(t, got.Group.Explain(recon.Chinese))
	}
	assert.Equal(t, "另一商户", ledger.Entries[5].Order.MerchantName)
	entry, found := ledger.Entry("over")
	assert.True(t, found)
	assert.Equal(t, recon.AmountOver, entry.Group.Outcome)
	_, found = ledger.Entry("no such code")
	assert.False(t, found)
}

func TestLedgerCodesAreUnique(t *testing.T) {
	var orders []sale
	for _, number := range []string{"A", "A", "A#2", "", "", "A"} {
		orders = append(orders, sale{number: number, fen: 100, at: noon})
	}
	ledger, err := console.NewLedger(match(t, nil, orders, recon.Rules{}), nil, sale.Record, orders, sale.Record, console.LedgerOptions{})
	require.NoError(t, err)
	var codes []string
	for _, e := range ledger.Entries {
		codes = append(codes, e.Order.Code)
		details, err := ledger.Details(e.Order.Code)
		require.NoError(t, err)
		assert.Equal(t, e.Order.Code, details.Orders[0].Code)
	}
	assert.Equal(t, []string{"A", "A#2", "A#2#2", "#2", "#3", "A#3"}, codes)
}

func TestLedgerShowsThePool(t *testing.T) {
	waiting := sale{number: "waiting", fen: 300, channel: recon.Alipay, at: noon}
	first := match(t, nil, []sale{waiting}, recon.Rules{Hold: 2})
	require.Len(t, first.Pool.Orders, 1)

	today := sale{number: "today", fen: 100, at: noon.Add(24 * time.Hour)}
	bills, orders := []sale{today, waiting}, []sale{today}
	second := match(t, bills, orders, recon.Rules{Pool: first.Pool, BillDate: today.at})
	ledger, err := console.NewLedger(second, bills, sale.Record, orders, sale.Record, console.LedgerOptions{Pool: first.Pool})
	require.NoError(t, err)
	require.Len(t, ledger.Entries, 2)
	assert.Equal(t, int64(2), ledger.Statistics.OrderNum)
	pooled := ledger.Entries[1]
	assert.True(t, pooled.Pool)
	assert.Equal(t, 0, pooled.Index)
	assert.Equal(t, "waiting", pooled.Order.Code)
	assert.Equal(t, console.StatusReconciled, pooled.Order.ReconciliationStatus)
	details, err := ledger.Details("waiting")
	require.NoError(t, err)
	assert.Equal(t, "waiting", details.ThirdBill.OutTradeNo)

	_, err = console.NewLedger(second, bills, sale.Record, orders, sale.Record, console.LedgerOptions{})
	assert.ErrorIs(t, err, console.ErrInvalidRequest, "the pool is missing")
}

func TestLedgerRefuses(t *testing.T) {
	ok := sale{number: "1", fen: 1, at: noon}
	cents := func(s sale) recon.Record {
		r := s.Record()
		r.Amount = decimal.RequireFromString("0.001")
		return r
	}
	for _, test := range []struct {
		reason string
		orders []sale
		record func(sale) recon.Record
		text   string
	}{
		{"another unit", []sale{ok, {number: "2", fen: 1, unit: "福豆", at: noon}}, sale.Record, "console: NewLedger: orders[1].Unit is not CNY: the console counts fen"},
		{"a key that is not UTF-8", []sale{{number: "\xff", fen: 1}}, sale.Record, "console: NewLedger: orders[0].Key is not UTF-8 text"},
		{"a time before 1970", []sale{{number: "1", fen: 1, at: noon.AddDate(-100, 0, 0)}}, sale.Record, "console: NewLedger: orders[0].Time is not within the years 1970 to 9999"},
		{"a tenth of a fen, here in the sum", []sale{ok}, cents, "console: an amount is not whole fen within 64 bits"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			result, err := recon.Match(nil, sale.Record, test.orders, test.record, recon.Rules{})
			require.NoError(t, err)
			_, err = console.NewLedger(result, nil, sale.Record, test.orders, test.record, console.LedgerOptions{})
			assert.ErrorIs(t, err, console.ErrInvalidRequest)
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestLedgerRefusesOtherRows(t *testing.T) {
	bills, orders := seed()
	result := match(t, bills, orders, recon.Rules{})
	const text = "console: NewLedger: the result is not of these bills, orders and pool"
	for reason, rows := range map[string][2][]sale{
		"an order less": {bills, orders[1:]}, "an order more": {bills, append(orders[:63:63], orders[0])}, "a bill less": {bills[1:], orders},
	} {
		_, err := console.NewLedger(result, rows[0], sale.Record, rows[1], sale.Record, console.LedgerOptions{})
		assert.EqualError(t, err, text, reason)
	}
	_, err := console.NewLedger[sale, sale](nil, nil, sale.Record, nil, sale.Record, console.LedgerOptions{})
	assert.ErrorIs(t, err, console.ErrInvalidRequest)
	_, err = console.NewLedger(result, bills, nil, orders, sale.Record, console.LedgerOptions{})
	assert.EqualError(t, err, "console: NewLedger: the result and both record funcs are required")
}

// SetAuto and OrderDetails find a row by its code: a Change that moves codes would give one order's details for another's.
func TestLedgerRefusesAChangeOfWhatMatchFound(t *testing.T) {
	orders := []sale{{number: "1", fen: 1, at: noon}, {number: "2", fen: 1, at: noon}}
	result := match(t, nil, orders, recon.Rules{})
	for reason, change := range map[string]func(*console.Order){
		"a code":    func(o *console.Order) { o.Code = "1" },
		"an amount": func(o *console.Order) { o.TotalFee++ },
		"a status":  func(o *console.Order) { o.ReconciliationStatus = console.StatusReconciled },
	} {
		_, err := console.NewLedger(result, nil, sale.Record, orders, sale.Record, console.LedgerOptions{Change: func(i int, _ bool, o *console.Order) {
			if i == 1 {
				change(o)
			}
		}})
		assert.ErrorIs(t, err, console.ErrInvalidRequest, reason)
		assert.EqualError(t, err, "console: NewLedger: LedgerOptions.Change changed what orders[1] is: it must leave Code, TotalFee and ReconciliationStatus as they are", reason)
	}
}

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
	ledger, err := console.NewLedger(match(t, bills, orders, recon.Rules{}), console.LedgerOptions{})
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
	ledger, err := console.NewLedger(match(t, bills, orders, recon.Rules{}), console.LedgerOptions{
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
	ledger, err := console.NewLedger(match(t, nil, orders, recon.Rules{}), console.LedgerOptions{})
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
	second := match(t, bills, orders, recon.Rules{Pool: first.Pool, BillsUntil: until(today.at)})
	ledger, err := console.NewLedger(second, console.LedgerOptions{})
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
}

func TestLedgerLeavesOutWhatWasReplaced(t *testing.T) {
	held := []sale{{number: "A", fen: 300, state: recon.Pending, at: noon}, {number: "B", fen: 100, at: noon}}
	first := match(t, nil, held, recon.Rules{Hold: 2})
	paid := sale{number: "A", fen: 300, at: noon}
	second := match(t, []sale{paid}, []sale{paid}, recon.Rules{Hold: 3, Pool: first.Pool, ReplaceHeld: true, BillsUntil: until(noon.Add(24 * time.Hour))})
	ledger, err := console.NewLedger(second, console.LedgerOptions{})
	require.NoError(t, err)
	require.Len(t, ledger.Entries, 2)
	assert.Equal(t, []string{"A", "B"}, []string{ledger.Entries[0].Order.Code, ledger.Entries[1].Order.Code})
	assert.True(t, ledger.Entries[1].Pool)
	assert.Equal(t, "B", first.Pool.Orders[ledger.Entries[1].Index].Record.Key)
	details, err := ledger.Details("B")
	require.NoError(t, err)
	assert.Nil(t, details.ThirdBill)
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
			_, err = console.NewLedger(result, console.LedgerOptions{})
			assert.ErrorIs(t, err, console.ErrInvalidRequest)
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestLedgerNeedsAResult(t *testing.T) {
	_, err := console.NewLedger[sale, sale](nil, console.LedgerOptions{})
	assert.ErrorIs(t, err, console.ErrInvalidRequest)
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
		_, err := console.NewLedger(result, console.LedgerOptions{Change: func(i int, _ bool, o *console.Order) {
			if i == 1 {
				change(o)
			}
		}})
		assert.ErrorIs(t, err, console.ErrInvalidRequest, reason)
		assert.EqualError(t, err, "console: NewLedger: LedgerOptions.Change changed what orders[1] is: it must leave Code, TotalFee and ReconciliationStatus as they are", reason)
	}
}

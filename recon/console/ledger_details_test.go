package console_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

func TestLedgerDetails(t *testing.T) {
	bill := func(number string, fen int64, id string) sale {
		return sale{number: number, other: id, fen: fen, at: noon}
	}
	order := func(number string, fen int64) sale {
		return sale{number: number, fen: fen, channel: recon.WeChat, at: noon}
	}
	bills := []sale{
		bill("one", 100, "T1"), bill("split", 30, "T2"), bill("split", 70, "T3"), bill("batch", 300, "T4"), bill("twice", 100, "T5"),
		bill("twice", 100, "T6"), bill("only", 1, "T7"),
	}
	orders := []sale{
		order("one", 100), order("split", 100), order("batch", 100), order("batch", 200), order("twice", 100), order("twice", 100), order("alone", 5),
	}
	ledger, err := console.NewLedger(match(t, bills, orders, recon.Rules{}), console.LedgerOptions{EquipmentNo: "1"})
	require.NoError(t, err)
	for _, test := range []struct {
		reason, code string
		orders       []string
		transaction  string // of the third bill, "" for none
		fen          console.Fen
		outcome      recon.Outcome // of the two sides shown
	}{
		{"one and one", "one", []string{"one"}, "T1", 100, recon.Matched},
		{"a split payment: the console shows one bill", "split", []string{"split"}, "T2", 30, recon.AmountShort},
		{"a batch: all its orders, and its bill", "batch#2", []string{"batch#2", "batch"}, "T4", 300, recon.Matched},
		{"two and two: the second order shows the second bill", "twice#2", []string{"twice#2", "twice"}, "T6", 100, recon.DuplicateOrder},
		{"no bill", "alone", []string{"alone"}, "", 0, recon.OrderOnly},
	} {
		t.Run(test.reason, func(t *testing.T) {
			details, err := ledger.Details(test.code)
			require.NoError(t, err)
			var codes []string
			for _, o := range details.Orders {
				codes = append(codes, o.Code)
				assert.Equal(t, console.OrderStatusPaid, o.Status)
				assert.Equal(t, console.PayMethodWeChat, o.PayMethod)
				assert.Equal(t, "1", o.EquipmentNo)
				assert.Empty(t, o.NickName)
			}
			assert.Equal(t, test.orders, codes)
			if test.transaction == "" {
				assert.Nil(t, details.ThirdBill)
			} else {
				assert.Equal(t, test.transaction, details.ThirdBill.TransactionID)
				assert.Equal(t, test.fen, details.ThirdBill.TotalMoney)
				assert.True(t, details.ThirdBill.TradeTime.Equal(noon))
			}
			result, err := details.Match(recon.Rules{BillsUntil: until(noon)})
			require.NoError(t, err)
			assert.EqualValues(t, 1, result.Count(test.outcome), "the details can be judged again")

			text, err := json.Marshal(details)
			require.NoError(t, err)
			var again console.OrderDetails
			require.NoError(t, json.Unmarshal(text, &again))
			assert.Len(t, again.Orders, len(details.Orders))
		})
	}
	_, err = ledger.Details("only")
	assert.EqualError(t, err, "console: Ledger.Details: there is no order of this code")
}

func TestLedgerDetailsOfAnotherUnit(t *testing.T) {
	orders := []sale{{number: "1", fen: 100, at: noon}}
	bills := []sale{{number: "1", fen: 100, unit: "福豆", at: noon}}
	result := match(t, bills, orders, recon.Rules{})
	require.EqualValues(t, 1, result.Count(recon.UnitMismatch))
	ledger, err := console.NewLedger(result, console.LedgerOptions{})
	require.NoError(t, err, "the list can be shown")
	_, err = ledger.Details("1")
	assert.ErrorIs(t, err, console.ErrInvalidRequest)
	assert.EqualError(t, err, "console: Ledger.Details: bills[0].Unit is not CNY: the console counts fen")
}

// A bill row that JSON cannot hold as it is must not be shown as another one.
func TestLedgerDetailsOfABillThatIsNotText(t *testing.T) {
	orders := []sale{{number: "1", other: "T\xff", fen: 100, at: noon}}
	for _, test := range []struct{ number, other, text string }{
		{"1", "T\xff", "console: Ledger.Details: bills[0].AltKeys[0] is not UTF-8 text"},
		{"\xff", "T\xff", "console: Ledger.Details: bills[0].Key is not UTF-8 text"},
	} {
		bills := []sale{{number: test.number, other: test.other, fen: 100, at: noon}}
		result := match(t, bills, orders, recon.Rules{})
		require.EqualValues(t, 1, result.Count(recon.Matched))
		ledger, err := console.NewLedger(result, console.LedgerOptions{})
		require.NoError(t, err)
		_, err = ledger.Details("1")
		assert.ErrorIs(t, err, console.ErrInvalidRequest)
		assert.EqualError(t, err, test.text)
	}
}

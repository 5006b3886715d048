package fubei

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

func TestBillString(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*3600))
	amount := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }
	for _, test := range []struct {
		reason string
		bill   Bill
		want   string
	}{
		{"all of it",
			Bill{OrderSN: "1", MerchantOrderSN: "M1", PayStatus: PayStatusPaid, PayType: PayTypeWeChat, TotalFee: amount("9.9").Decimal,
				Fee: amount("0.06"), Income: amount("9.84"), CreateTime: at, PayTime: at.Add(time.Second)},
			`fubei.Bill{OrderSN: "1", MerchantOrderSN: "M1", paid, WeChat Pay, TotalFee: 9.90, Fee: 0.06, Income: 9.84, ` +
				`CreateTime: 2026-11-22T09:00:00+08:00, PayTime: 2026-11-22T09:00:01+08:00}`},
		{"what is absent is not shown", Bill{OrderSN: "1", PayStatus: PayStatusAbsent, PayType: PayTypeAbsent},
			`fubei.Bill{OrderSN: "1", MerchantOrderSN: "", absent, absent, TotalFee: 0.00}`},
		{"an amount that would fill the line", Bill{PayStatus: PayStatusAbsent, PayType: PayTypeAbsent, TotalFee: decimal.New(1, 21)},
			`fubei.Bill{OrderSN: "", MerchantOrderSN: "", absent, absent, TotalFee: out of the ordinary}`},
	} {
		assert.Equal(t, test.want, test.bill.String(), test.reason)
	}
}

// TestBillPrintsNothingUnknown: what this package does not know may be personal, and no verb and no log shows it.
func TestBillPrintsNothingUnknown(t *testing.T) {
	const secret = "13800138000"
	b := Bill{OrderSN: "1", Extra: map[string]json.RawMessage{"mobile": json.RawMessage(`"` + secret + `"`)}, Raw: json.RawMessage(`{"mobile":"` + secret + `"}`)}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("bill", "bill", b)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("bill", "bill", b)
	for _, text := range []string{
		fmt.Sprintf("%v %+v %#v %s %q %x %d", b, b, b, b, b, b, b), fmt.Sprint(&b, []Bill{b}, BillPage{Bills: []Bill{b}}), logged.String(),
	} {
		assert.NotContains(t, text, secret)
		assert.NotContains(t, text, fmt.Sprintf("%x", secret))
		assert.True(t, strings.Contains(text, "Extra: ***"), text)
	}
}

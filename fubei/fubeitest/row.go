package fubeitest

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

// row is what the gateway keeps of a bill: what queries ask for, and its JSON.
type row struct {
	year, month, day int // of the create time at UTC+8; 0 without one, which no query finds
	store, cashier   int64
	unpaid           bool
	text             []byte
}

func rowsOf(bills []fubei.Bill) []*row {
	rows := make([]*row, len(bills))
	for i, b := range bills {
		r := &row{store: b.StoreID, cashier: b.CashierID, unpaid: b.PayStatus == fubei.PayStatusUnpaid, text: encode(b)}
		if !b.CreateTime.IsZero() {
			at := b.CreateTime.In(china)
			r.year, r.month, r.day = at.Year(), int(at.Month()), at.Day()
		}
		rows[i] = r
	}
	return rows
}

// wireRow is a row in the mixed types of the provider's sample: everything quoted but income.
type wireRow struct {
	OrderSN         string      `json:"order_sn"`
	MerchantOrderSN string      `json:"merchant_order_sn,omitempty"`
	CreateTime      string      `json:"create_time,omitempty"`
	TotalFee        string      `json:"total_fee"`
	Fee             string      `json:"fee,omitempty"`
	StoreID         string      `json:"store_id"`
	CashierID       string      `json:"cashier_id"`
	PayTime         string      `json:"pay_time"`
	PayStatus       string      `json:"pay_status,omitempty"`
	PayType         string      `json:"pay_type,omitempty"`
	Income          json.Number `json:"income,omitempty"`
	DeviceNo        string      `json:"device_no,omitempty"`
}

// encode is the JSON of a row. It panics on an Extra that is not JSON, which is a mistake in the test.
func encode(b fubei.Bill) []byte {
	out := wireRow{
		OrderSN:         b.OrderSN,
		MerchantOrderSN: b.MerchantOrderSN,
		TotalFee:        fixed(b.TotalFee),
		StoreID:         strconv.FormatInt(b.StoreID, 10),
		CashierID:       strconv.FormatInt(b.CashierID, 10),
		PayTime:         "0",
		DeviceNo:        b.DeviceNo,
	}
	out.times(b.CreateTime, b.PayTime)
	if b.Fee.Valid {
		out.Fee = fixed(b.Fee.Decimal)
	}
	if b.Income.Valid {
		out.Income = json.Number(b.Income.Decimal.String())
	}
	if b.PayStatus != fubei.PayStatusAbsent {
		out.PayStatus = strconv.Itoa(int(b.PayStatus))
	}
	if b.PayType != fubei.PayTypeAbsent {
		out.PayType = strconv.Itoa(int(b.PayType))
	}
	return merge(out, b.Extra)
}

func (row *wireRow) times(created, paid time.Time) {
	if !created.IsZero() {
		row.CreateTime = strconv.FormatInt(created.Unix(), 10)
	}
	if !paid.IsZero() {
		row.PayTime = strconv.FormatInt(paid.Unix(), 10)
	}
}

// fixed has two decimals at least.
func fixed(d decimal.Decimal) string { return d.StringFixed(max(2, -d.Exponent())) }

func merge(row wireRow, extra map[string]json.RawMessage) []byte {
	return must(billtest.Merge(must(json.Marshal(row)), extra))
}

func must(text []byte, err error) []byte {
	if err != nil {
		panic("fubeitest: a bill cannot be encoded as JSON: " + err.Error())
	}
	return text
}

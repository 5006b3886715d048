package fubeitest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

// Bills makes n paid bills of one day at UTC+8, the same ones every time: distinct order numbers, amounts from 1.00 yuan
// upwards, a fee of 0.38 % rounded to the fen, WeChat Pay, Alipay and UnionPay by turns. The bills are one second apart
// and start over at midnight after 86 400 of them.
func Bills(n, year, month, day int) []fubei.Bill {
	midnight := time.Date(year, time.Month(month), day, 0, 0, 0, 0, billtest.China())
	bills := make([]fubei.Bill, n)
	for i := range bills {
		bills[i] = bill(i, midnight.Add(time.Duration(i%86_400)*time.Second))
	}
	return bills
}

func bill(i int, at time.Time) fubei.Bill {
	total := decimal.New(100+int64(i*37%99_900), -2)
	fee := total.Mul(decimal.New(38, -4)).Round(2)
	return fubei.Bill{
		OrderSN:         fmt.Sprintf("%s%06d", at.Format("20060102150405"), i),
		MerchantOrderSN: fmt.Sprintf("ORDER%s%07d", at.Format("20060102"), i),
		CreateTime:      at,
		PayTime:         at.Add(5 * time.Second),
		TotalFee:        total,
		Fee:             decimal.NewNullDecimal(fee),
		Income:          decimal.NewNullDecimal(total.Sub(fee)),
		StoreID:         2299,
		PayStatus:       fubei.PayStatusPaid,
		PayType:         []fubei.PayType{fubei.PayTypeWeChat, fubei.PayTypeAlipay, fubei.PayTypeUnionPay}[i%3],
		DeviceNo:        fmt.Sprintf("sn%04d", i%7),
	}
}

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
			at := b.CreateTime.In(billtest.China())
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
	return billtest.Object(out, b.Extra)
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

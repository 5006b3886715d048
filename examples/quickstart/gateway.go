package main

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// sampleBills is a made-up month of a small restaurant, November 2016, with every trouble an accountant meets.
//
//go:embed bills.csv
var sampleBills []byte

// sampleFeePPM is the fee that the restaurant agreed on: 0.38 %.
const sampleFeePPM = 3800

// connect returns a client of the real gateway, or of a fake one that it starts on loopback.
func connect(o options) (*fubei.Client, func(), error) {
	if o.real {
		c, err := fubei.New(*o.config)
		return c, func() {}, err
	}
	bills, err := readBills(sampleBills)
	if err != nil {
		return nil, nil, err
	}
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: bills})
	o.config.AppID, o.config.AppSecret, o.config.BaseURL = fubeitest.AppID, fubeitest.AppSecret, gateway.URL()
	c, err := fubei.New(*o.config)
	return c, gateway.Close, err
}

// readBills reads the sample: order_sn, merchant_order_sn, create_time, pay_time, total_fee, fee, pay_status and pay_type.
func readBills(text []byte) ([]fubei.Bill, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	bills := make([]fubei.Bill, len(rows)-1)
	for i, row := range rows[1:] {
		b := &bills[i]
		*b = fubei.Bill{OrderSN: row[0], MerchantOrderSN: row[1], StoreID: 2299, DeviceNo: "sn0000001"}
		fmt.Sscan(row[6]+" "+row[7], (*int)(&b.PayStatus), (*int)(&b.PayType))
		b.CreateTime, b.PayTime = clock(row[2]), clock(row[3])
		b.TotalFee, b.Fee = decimal.RequireFromString(row[4]), decimal.NewNullDecimal(decimal.RequireFromString(row[5]))
		b.Income = decimal.NewNullDecimal(b.TotalFee.Sub(b.Fee.Decimal))
	}
	return bills, nil
}

// clock reads a time at UTC+8; an empty one is none.
func clock(text string) time.Time {
	t, _ := time.ParseInLocation(time.DateTime, text, time.FixedZone("UTC+8", 8*60*60))
	return t
}

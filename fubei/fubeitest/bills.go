package fubeitest

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
)

// Bills makes n paid bills of one day at UTC+8, the same ones every time: distinct order numbers, amounts from 1.00 yuan
// upwards, a fee of 0.38 % rounded to the fen, WeChat Pay, Alipay and UnionPay by turns. The bills are one second apart
// and start over at midnight after 86 400 of them.
func Bills(n, year, month, day int) []fubei.Bill {
	midnight := time.Date(year, time.Month(month), day, 0, 0, 0, 0, china)
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

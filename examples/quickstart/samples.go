package main

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
)

// pageSamples are the two rows that the provider's own page shows: created at 2016-11-07 09:58:22 and 09:58:31 (UTC+8), never paid.
func pageSamples() []fubei.Bill {
	sample := func(sn, merchantSN string, created, fen int64) fubei.Bill {
		return fubei.Bill{
			OrderSN: sn, MerchantOrderSN: merchantSN, CreateTime: time.Unix(created, 0).In(shopZone),
			TotalFee: yuan(fen), Fee: decimal.NewNullDecimal(yuan(0)), Income: decimal.NewNullDecimal(yuan(fen)),
			StoreID: 2299, PayStatus: fubei.PayStatusUnpaid, PayType: fubei.PayTypeWeChat, DeviceNo: "sn2323277",
		}
	}
	return []fubei.Bill{
		sample("20161107095823831740", "201614114702155", 1478483902, 990),
		sample("20161107095831508496", "2017011416161545190", 1478483911, 825),
	}
}

// samplePageOrder is the shop's side of the page's first row.
func samplePageOrder() order {
	return order{
		Number: "201614114702155", Amount: yuan(990), Status: "unpaid", Channel: recon.WeChat,
		Created: time.Date(2016, 11, 7, 9, 58, 22, 0, shopZone),
	}
}

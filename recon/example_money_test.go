package recon_test

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

func ExampleFeeSchedule_Fee() {
	fees := recon.FeeSchedule{RatePPM: 6000, Min: decimal.NewNullDecimal(decimal.New(1, -2))} // 0.6 %, at least one fen
	for _, amount := range []string{"198", "0.50", "-198"} {
		fmt.Println(fees.Fee(decimal.RequireFromString(amount)).StringFixed(2))
	}
	// Output:
	// 1.19
	// 0.01
	// -1.19
}

func ExampleStatistics_MarshalJSON() {
	var s recon.Statistics
	if err := json.Unmarshal([]byte(`{"order_num":63,"count_price":{"total_fee__sum":11567},"fail_bill":0,"fail_price":{"total_fee__sum":null}}`), &s); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Orders.Count, s.Orders.Sum().Decimal.StringFixed(2), s.Fail.Sum().Valid)
	text, _ := json.Marshal(s)
	fmt.Println(string(text[:52]))
	// Output:
	// 63 115.67 false
	// {"order_num":63,"count_price":{"total_fee__sum":1156
}

func ExampleFoldKey() {
	fmt.Println(recon.FoldKey("　ａ１００ 7\u200b"))
	// Output: A1007
}

func ExampleRecord_MarshalJSON() {
	text, err := json.Marshal(recon.Record{Key: "A100", Amount: decimal.RequireFromString("-70.00"), Kind: recon.Refund})
	fmt.Println(string(text), err)
	// Output: {"key":"A100","amount":"-70","kind":"refund","state":"succeeded"} <nil>
}

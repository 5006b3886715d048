package recon_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

func ExampleGroup_Explain() {
	group := recon.Group{
		Outcome: recon.AmountOver,
		Verdict: recon.FoundAmountOver,
		Key:     "A100",
		Bills:   []int{0},
		Orders:  []int{0},
		Nets:    []recon.Net{{Unit: recon.CNY, Bill: decimal.NewFromInt(110), Order: decimal.NewFromInt(100)}},
	}
	fmt.Println(group.Explain(recon.Chinese))
	fmt.Println(group.Explain(recon.English))
	fmt.Println(group.Codes())
	// Output:
	// 【异常】账单金额多。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 110.00 元，订单 100.00 元，长款（账单多）10.00 元。请逐笔核对账单和订单的金额。
	// Exception: amount over. By key A100: 1 bill row, 1 order. Bill CNY 110.00, orders CNY 100.00: the bill is CNY 10.00 higher. Compare the amounts of the bill rows and the orders one by one.
	// [E-AMOUNT-OVER]
}

func ExampleVerdict_Codes() {
	fmt.Println((recon.FoundState | recon.ByFallback).Codes())
	// Output: [E-STATE I-FALLBACK]
}

func ExampleSuggestion_Explain() {
	s := recon.Suggestion{
		Hint: recon.HintAmount, Bill: true, Index: 3, Key: "B7", Unit: recon.CNY,
		Amount: decimal.NewFromInt(60), Gap: 90 * time.Second, Timed: true,
	}
	fmt.Println(s.Explain(recon.Chinese))
	fmt.Println(s.Explain(recon.English))
	// Output:
	// 账单第 4 行，单号 B7，60.00 元：金额相同，单号不同，晚 1 分 30 秒。
	// Bill row 4, key B7, CNY 60.00: the same amount under another key, 1 minute 30 seconds later.
}

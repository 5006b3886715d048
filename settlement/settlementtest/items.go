package settlementtest

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/settlement"
)

// refundEach says which of the made-up items are refunds: each tenth.
const refundEach = 10

// Items makes n items, the same ones every time, paid one after the other from start on, step apart: distinct order and
// business numbers, amounts from 1.00 yuan upwards, as many points as yuan, and each tenth item a refund with negative
// amounts and numbers of its own. The people in them are fictional.
func Items(n int, start time.Time, step time.Duration) []settlement.Item {
	start = start.In(china)
	items := make([]settlement.Item, n)
	for i := range items {
		items[i] = item(i, start.Add(time.Duration(i)*step))
	}
	return items
}

func item(i int, paid time.Time) settlement.Item {
	sign, kind := int64(1), settlement.SettlementTypePayment
	if i%refundEach == refundEach-1 {
		sign, kind = -1, settlement.SettlementTypeRefund
	}
	amount := decimal.New(sign*(100+int64(i*37%99_900)), -2)
	return settlement.Item{
		OrderNum:          fmt.Sprintf("3166%016d", i),
		BizOrderNum:       fmt.Sprintf("2122%014d", i),
		SKUName:           []string{"【全频道】【多规格】", "节日礼包", "体检套餐"}[i%3],
		TotalQuantity:     decimal.NewNullDecimal(decimal.New(sign, 0)),
		ChannelName:       "优选生活",
		SKUCategoryName:   "南非橙",
		OrderUserMobile:   fmt.Sprintf("100%08d", i%1000),
		OrderUserName:     fmt.Sprintf("fictional_user_%03d", i%1000),
		PaymentType:       "企业积分",
		CardID:            fmt.Sprintf("fictional-card-%06d", i%1000),
		PaymentAmount:     decimal.NewNullDecimal(amount),
		SettlementAmount:  amount,
		ContractID:        "286239",
		UnionOrganization: "虚构公司/财务管理部",
		OrderTime:         paid.Add(-time.Minute),
		PaymentTime:       paid,
		TotalAmount:       decimal.NewNullDecimal(amount),
		SettlementType:    kind,
	}
}

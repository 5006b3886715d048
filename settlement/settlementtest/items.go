package settlementtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
)

// refundEach says which of the made-up items are refunds: each tenth.
const refundEach = 10

// Items makes n items, the same ones every time, paid one after the other from start on, step apart: distinct order and
// business numbers, amounts from 1.00 yuan upwards, as many points as yuan, and each tenth item a refund with negative
// amounts and numbers of its own. The people in them are fictional.
func Items(n int, start time.Time, step time.Duration) []settlement.Item {
	start = start.In(billtest.China())
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

// row is what the gateway keeps of an item: what queries ask for, and its JSON.
type row struct {
	orderNum, bizOrderNum string
	paid, ordered         time.Time
	text                  []byte
}

func rowsOf(items []settlement.Item) []*row {
	rows := make([]*row, len(items))
	for n, i := range items {
		rows[n] = &row{orderNum: i.OrderNum, bizOrderNum: i.BizOrderNum, paid: i.PaymentTime, ordered: i.OrderTime, text: encode(i)}
	}
	return rows
}

// wireRow is a row in the types of the provider's sample, null for what is absent.
type wireRow struct {
	OrderNum          string       `json:"orderNum"`
	BizOrderNum       *string      `json:"bizOrderNum"`
	SKUName           *string      `json:"skuName"`
	TotalQuantity     *json.Number `json:"totalQuantity"`
	ChannelName       *string      `json:"channelName"`
	SKUCategoryName   *string      `json:"skuCategoryName"`
	OrderUserMobile   *string      `json:"orderUserMobile"`
	OrderUserName     *string      `json:"orderUserName"`
	PaymentType       *string      `json:"paymentType"`
	CardID            *string      `json:"cardId"`
	PaymentAmount     *json.Number `json:"paymentAmount"`
	SettlementAmount  json.Number  `json:"settlementAmount"`
	ContractID        *string      `json:"contractId"`
	Contract          *string      `json:"contract"`
	UnionOrganization *string      `json:"unionOrganization"`
	OrderTime         *string      `json:"orderTime"`
	PaymentTime       *string      `json:"paymentTime"`
	TotalAmount       *json.Number `json:"totalAmount"`
	SettlementType    *json.Number `json:"settlementType"`
}

// encode is the JSON of a row. It panics on an Extra that is not JSON, which is a mistake in the test.
func encode(i settlement.Item) []byte {
	out := wireRow{
		OrderNum:          i.OrderNum,
		BizOrderNum:       text(i.BizOrderNum),
		SKUName:           text(i.SKUName),
		TotalQuantity:     number(i.TotalQuantity, 0),
		ChannelName:       text(i.ChannelName),
		SKUCategoryName:   text(i.SKUCategoryName),
		OrderUserMobile:   text(i.OrderUserMobile),
		OrderUserName:     text(i.OrderUserName),
		PaymentType:       text(i.PaymentType),
		CardID:            text(i.CardID),
		PaymentAmount:     number(i.PaymentAmount, 2),
		SettlementAmount:  *number(decimal.NewNullDecimal(i.SettlementAmount), 2),
		ContractID:        text(i.ContractID),
		Contract:          text(i.Contract),
		UnionOrganization: text(i.UnionOrganization),
		OrderTime:         clock(i.OrderTime),
		PaymentTime:       clock(i.PaymentTime),
		TotalAmount:       number(i.TotalAmount, 2),
	}
	if i.SettlementType != settlement.SettlementTypeAbsent {
		n := json.Number(strconv.Itoa(int(i.SettlementType)))
		out.SettlementType = &n
	}
	return billtest.Object(out, i.Extra)
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// number has so many decimals at least.
func number(d decimal.NullDecimal, decimals int32) *json.Number {
	if !d.Valid {
		return nil
	}
	n := json.Number(d.Decimal.StringFixed(max(decimals, -d.Decimal.Exponent())))
	return &n
}

func clock(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return text(t.In(billtest.China()).Format(time.DateTime + ".999999999")) // a fraction only if there is one
}

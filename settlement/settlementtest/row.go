package settlementtest

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
)

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
	return merge(out, i.Extra)
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
	return text(t.In(china).Format(time.DateTime + ".999999999")) // a fraction only if there is one
}

func merge(row wireRow, extra map[string]json.RawMessage) []byte {
	return must(billtest.Merge(must(json.Marshal(row)), extra))
}

func must(text []byte, err error) []byte {
	if err != nil {
		panic("settlementtest: an item cannot be encoded as JSON: " + err.Error())
	}
	return text
}

package settlement

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

func TestItemEqual(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Item)
		equal  bool
	}{
		{"nothing", func(*Item) {}, true},
		{"more decimals", func(i *Item) { i.SettlementAmount = decimal.RequireFromString("-2") }, true},
		{"another zone", func(i *Item) { i.PaymentTime = i.PaymentTime.UTC() }, true},
		{"the raw text", func(i *Item) { i.Raw = json.RawMessage(`{}`) }, true},
		{"an empty Extra", func(i *Item) { i.Extra = map[string]json.RawMessage{} }, true},
		{"order number", func(i *Item) { i.OrderNum = "x" }, false},
		{"business number", func(i *Item) { i.BizOrderNum = "x" }, false},
		{"goods", func(i *Item) { i.SKUName = "x" }, false},
		{"quantity", func(i *Item) { i.TotalQuantity = amount("1") }, false},
		{"no quantity is not zero", func(i *Item) { i.TotalQuantity = decimal.NullDecimal{} }, false},
		{"channel", func(i *Item) { i.ChannelName = "x" }, false},
		{"category", func(i *Item) { i.SKUCategoryName = "x" }, false},
		{"phone", func(i *Item) { i.OrderUserMobile = "x" }, false},
		{"name", func(i *Item) { i.OrderUserName = "x" }, false},
		{"payment type", func(i *Item) { i.PaymentType = "x" }, false},
		{"card", func(i *Item) { i.CardID = "x" }, false},
		{"points", func(i *Item) { i.PaymentAmount = amount("-2.01") }, false},
		{"no points", func(i *Item) { i.PaymentAmount.Valid = false }, false},
		{"amount", func(i *Item) { i.SettlementAmount = decimal.Zero }, false},
		{"contract id", func(i *Item) { i.ContractID = "x" }, false},
		{"contract", func(i *Item) { i.Contract = "x" }, false},
		{"department", func(i *Item) { i.UnionOrganization = "x" }, false},
		{"order time", func(i *Item) { i.OrderTime = i.OrderTime.Add(time.Second) }, false},
		{"payment time", func(i *Item) { i.PaymentTime = time.Time{} }, false},
		{"total", func(i *Item) { i.TotalAmount = amount("2.00") }, false},
		{"type", func(i *Item) { i.SettlementType = SettlementTypePayment }, false},
		{"a member more", func(i *Item) { i.Extra = map[string]json.RawMessage{"a": json.RawMessage(`1`)} }, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			other := refund()
			test.change(&other)
			assert.Equal(t, test.equal, refund().Equal(other))
			assert.Equal(t, test.equal, other.Equal(refund()))
		})
	}
}

package settlement

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
)

// What is odd about a row that is kept as it came, as counted in Unknown.
const (
	oddContradiction = "settlementType:contradiction" // an amount has the wrong sign for the type
	oddOutside       = "paymentTime:outside"          // paid outside of the range that was asked for
)

// itemRow is an item on the wire, in the order of the provider's sample: null for what is absent, numbers without quotes.
// bizOrderNum and settlementType belong to the identity, which orderNum alone is not.
var itemRow = row.Of(
	row.Text("orderNum", func(i *Item) *string { return &i.OrderNum }).Identity().Absent("null"),
	row.Text("bizOrderNum", func(i *Item) *string { return &i.BizOrderNum }).OrderNumber().Strict().Absent("null"),
	row.Text("skuName", func(i *Item) *string { return &i.SKUName }).Absent("null"),
	row.Quantity("totalQuantity", func(i *Item) *decimal.NullDecimal { return &i.TotalQuantity }).Bare().Absent("null"),
	row.Text("channelName", func(i *Item) *string { return &i.ChannelName }).Absent("null"),
	row.Text("skuCategoryName", func(i *Item) *string { return &i.SKUCategoryName }).Absent("null"),
	row.Text("orderUserMobile", func(i *Item) *string { return &i.OrderUserMobile }).Absent("null"),
	row.Text("orderUserName", func(i *Item) *string { return &i.OrderUserName }).Absent("null"),
	row.Text("paymentType", func(i *Item) *string { return &i.PaymentType }).Absent("null"),
	row.Text("cardId", func(i *Item) *string { return &i.CardID }).Absent("null"),
	row.OptionalMoney("paymentAmount", func(i *Item) *decimal.NullDecimal { return &i.PaymentAmount }).Decimals(2).Bare().Absent("null"),
	row.Money("settlementAmount", func(i *Item) *decimal.Decimal { return &i.SettlementAmount }).Decimals(2).Bare(),
	row.Text("contractId", func(i *Item) *string { return &i.ContractID }).Absent("null"),
	row.Text("contract", func(i *Item) *string { return &i.Contract }).Absent("null"),
	row.Text("unionOrganization", func(i *Item) *string { return &i.UnionOrganization }).Absent("null"),
	row.Time("orderTime", rowClock, func(i *Item) *time.Time { return &i.OrderTime }).Absent("null"),
	row.Time("paymentTime", rowClock, func(i *Item) *time.Time { return &i.PaymentTime }).Absent("null"),
	row.OptionalMoney("totalAmount", func(i *Item) *decimal.NullDecimal { return &i.TotalAmount }).Decimals(2).Bare().Absent("null"),
	row.Enum("settlementType", SettlementTypeAbsent, SettlementType.known, func(i *Item) *SettlementType { return &i.SettlementType }).
		Strict().Bare().Absent("null"),
	row.Check(oddContradiction, (*Item).contradicts),
	row.Extra(func(i *Item) *map[string]json.RawMessage { return &i.Extra }),
	row.Raw(func(i *Item) *json.RawMessage { return &i.Raw }),
)

// MarshalJSON returns the row in the shape of the provider's sample: its members in that order, null for what is absent, texts
// quoted, amounts and the type as bare numbers, amounts with the decimals they came with and two at least, times at UTC+8.
// The text of a value that could not be read stands in its place; the rest of Extra follows, sorted by name. UnmarshalJSON of
// it returns an equal row.
//
// Personal data is not masked: this is the row itself.
func (i Item) MarshalJSON() ([]byte, error) { return itemRow.Marshal(&i) }

// UnmarshalJSON reads a row in any form that the provider is known to send, times in UTC+8. The whole Item is replaced; Raw
// stays nil. A row that breaks a rule is [ErrMalformedResponse].
func (i *Item) UnmarshalJSON(data []byte) error { return itemRow.Unmarshal(data, i) }

// Equal reports whether both items say the same: amounts by value (-2.0 is -2.00), times by instant, Extra as JSON text without
// regard to white space and the escapes of <, > and &. Raw is not compared. Packages that compare values in tests use this method
// by themselves.
func (i Item) Equal(other Item) bool { return itemRow.Equal(&i, &other) }

package settlement

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/enum"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/recon"
)

// Item is one row of the settlement bill (对账单): a payment (付款单) or a refund (退款单) of an order. Amounts are exact decimals
// as they came, refunds negative. Compare amounts with their Equal method: -2.0 and -2.00 differ under ==.
//
// PaymentAmount counts points (福豆/次) and SettlementAmount money (CNY): never add the two.
//
// It is a plain value: copying is safe as long as Extra and Raw are not written to. OrderUserMobile, OrderUserName, CardID and
// UnionOrganization are personal data: printing and logging an Item leaves them out, and marshalling it as JSON does not.
type Item struct {
	// OrderNum is the order number (订单号, orderNum), always there. It can repeat: the identity of a row is OrderNum,
	// SettlementType and BizOrderNum together.
	OrderNum string
	// BizOrderNum is the business number (业务单号, bizOrderNum), empty when absent.
	BizOrderNum string
	// SKUName is the name of the goods (商品名称, skuName), empty when absent.
	SKUName string
	// TotalQuantity is the number of goods (totalQuantity), negative for a refund. It is in the provider's sample and not in its
	// table, and its unit is not documented. Not valid when absent.
	TotalQuantity decimal.NullDecimal
	// ChannelName is the channel of the shop (频道名称, channelName), as text: the provider's table says that it is a number, its
	// sample has a name. Empty when absent.
	ChannelName string
	// SKUCategoryName is the category (实体分类, skuCategoryName), empty when absent.
	SKUCategoryName string
	// OrderUserMobile is the phone number (手机号, orderUserMobile) of the one who ordered, empty when absent. Personal data.
	OrderUserMobile string
	// OrderUserName is the name (下单用户名称, orderUserName) of the one who ordered, empty when absent. Personal data.
	OrderUserName string
	// PaymentType is how it was paid (支付方式, paymentType), in the provider's words, such as "企业积分". Empty when absent.
	PaymentType string
	// CardID is the card or account (卡号/账号, cardId) that paid, empty when absent. Personal data.
	CardID string
	// PaymentAmount is what was consumed (本次消费, paymentAmount), in points or times (福豆/次): not money. Not valid when absent.
	PaymentAmount decimal.NullDecimal
	// SettlementAmount is the amount to be settled (结算金额, settlementAmount) in yuan (CNY), negative for a refund. Always there.
	SettlementAmount decimal.Decimal
	// ContractID is the number of the contract (合同编号, contractId), empty when absent.
	ContractID string
	// Contract is the contract (所属合同, contract), empty when absent.
	Contract string
	// UnionOrganization is the department (部门, unionOrganization) of the one who ordered, empty when absent. Personal data.
	UnionOrganization string
	// OrderTime is when it was ordered (下单时间, orderTime; wall clock at UTC+8 on the wire), in Config.Location. Zero when absent.
	OrderTime time.Time
	// PaymentTime is when it was paid or refunded (支付时间, paymentTime; wall clock at UTC+8 on the wire), in Config.Location.
	// Zero when absent.
	PaymentTime time.Time
	// TotalAmount is the total of the order with tax (订单总金额,含税, totalAmount) in yuan (CNY). Not valid when absent.
	TotalAmount decimal.NullDecimal
	// SettlementType is the type (结算单类型, settlementType): a payment or a refund, SettlementTypeAbsent when absent.
	SettlementType SettlementType
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
	// Raw is the JSON text of the row as it came, nil without Config.KeepRaw. MarshalJSON does not use it.
	Raw json.RawMessage
}

// TypeContradiction reports whether an amount has the wrong sign for the SettlementType: a payment with a negative amount, or a
// refund with a positive one, be it SettlementAmount, PaymentAmount or TotalAmount. Zero contradicts nothing, and neither does
// any amount of a row without a known type. The amounts stay as they came; pages count such rows as "settlementType:contradiction"
// in Unknown.
func (i Item) TypeContradiction() bool { return i.contradicts() }

// contradicts is TypeContradiction without a copy.
func (i *Item) contradicts() bool {
	wrong := 0
	switch i.SettlementType {
	case SettlementTypePayment:
		wrong = -1
	case SettlementTypeRefund:
		wrong = 1
	default:
		return false
	}
	return i.SettlementAmount.Sign() == wrong ||
		i.PaymentAmount.Valid && i.PaymentAmount.Decimal.Sign() == wrong ||
		i.TotalAmount.Valid && i.TotalAmount.Decimal.Sign() == wrong
}

// oddContradiction is what Unknown counts of a row with an amount that has the wrong sign for the type.
const oddContradiction = "settlementType:contradiction"

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

// String shows the row in one line: numbers, type, amounts and the payment time. Personal data (phone number, names, card,
// organization) is masked wholly, and so are Extra and Raw, which may hold some.
func (i Item) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "settlement.Item{OrderNum: %q, BizOrderNum: %q, %s, SettlementAmount: %s",
		i.OrderNum, i.BizOrderNum, i.SettlementType, shown(i.SettlementAmount))
	if i.PaymentAmount.Valid {
		b.WriteString(", PaymentAmount: " + shown(i.PaymentAmount.Decimal))
	}
	if !i.PaymentTime.IsZero() {
		b.WriteString(", PaymentTime: " + i.PaymentTime.Format(time.RFC3339))
	}
	for _, masked := range i.maskedFields() {
		b.WriteString(", " + masked + ": ***")
	}
	b.WriteByte('}')
	return b.String()
}

// shown is an amount for people: one of 10³⁰ would fill the line with zeros.
func shown(d decimal.Decimal) string {
	if d.Exponent() > 20 {
		return "out of the ordinary"
	}
	return row.Decimal(d, 2)
}

// maskedFields names what is there and not shown.
func (i Item) maskedFields() []string {
	var names []string
	for _, field := range []struct {
		name string
		set  bool
	}{
		{"OrderUserMobile", i.OrderUserMobile != ""},
		{"OrderUserName", i.OrderUserName != ""},
		{"CardID", i.CardID != ""},
		{"UnionOrganization", i.UnionOrganization != ""},
		{"Extra", len(i.Extra) > 0},
		{"Raw", len(i.Raw) > 0},
	} {
		if field.set {
			names = append(names, field.name)
		}
	}
	return names
}

// GoString is String, so that %#v shows no personal data.
func (i Item) GoString() string { return i.String() }

// Format writes String for every verb, quoted for %q: without it %d would print every field.
func (i Item) Format(f fmt.State, verb rune) { client.Format(f, verb, i.String()) }

// LogValue is String, so that slog shows no personal data.
func (i Item) LogValue() slog.Value { return slog.StringValue(i.String()) }

// SettlementType is the type of a settlement item (结算单类型, settlementType). Values that are not named here survive as they
// came.
type SettlementType int

const (
	// SettlementTypeAbsent says that the row came without a settlementType, or with 0, which the provider does not document.
	SettlementTypeAbsent SettlementType = 0
	// SettlementTypePayment is a payment (付款单), 1 on the wire. Its amounts are positive in the provider's sample.
	SettlementTypePayment SettlementType = 1
	// SettlementTypeRefund is a refund (退款单), 2 on the wire. Its amounts are negative in the provider's sample.
	SettlementTypeRefund SettlementType = 2
)

var settlementTypes = enum.Of("SettlementType", "结算单类型", map[SettlementType]enum.Names{
	SettlementTypePayment: {English: "payment", Chinese: "付款单"},
	SettlementTypeRefund:  {English: "refund", Chinese: "退款单"},
}).Absent(SettlementTypeAbsent)

// String returns the English name, "SettlementType(7)" for a value without one.
func (t SettlementType) String() string { return settlementTypes.English(t) }

// Chinese returns the name in the provider's words, "未知结算单类型(7)" for a value without one.
func (t SettlementType) Chinese() string { return settlementTypes.Chinese(t) }

func (t SettlementType) known() bool { return settlementTypes.Known(t) }

// kind returns what recon makes of it. The sign decides where the type says nothing.
func (t SettlementType) kind(sign int) recon.Kind {
	if t == SettlementTypeRefund || !t.known() && sign < 0 {
		return recon.Refund
	}
	return recon.Payment
}

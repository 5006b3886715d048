package fubei

import (
	"encoding/json"
	"math"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/row"
)

// billRow is a bill on the wire, in the order of the provider's sample: numbers in quotes, but for income.
var billRow = row.Of(
	row.Text("order_sn", func(b *Bill) *string { return &b.OrderSN }).Identity().Absent(`""`),
	row.Text("merchant_order_sn", func(b *Bill) *string { return &b.MerchantOrderSN }).OrderNumber(),
	row.Seconds("create_time", func(b *Bill) *time.Time { return &b.CreateTime }).ZeroIsAbsent(),
	row.Money("total_fee", func(b *Bill) *decimal.Decimal { return &b.TotalFee }).Decimals(2),
	row.OptionalMoney("fee", func(b *Bill) *decimal.NullDecimal { return &b.Fee }).Decimals(2),
	row.Int("store_id", 0, math.MaxInt64, func(b *Bill) *int64 { return &b.StoreID }).Absent(`"0"`),
	row.Int("cashier_id", 0, math.MaxInt64, func(b *Bill) *int64 { return &b.CashierID }).Absent(`"0"`),
	row.Seconds("pay_time", func(b *Bill) *time.Time { return &b.PayTime }).ZeroIsAbsent().Absent(`"0"`),
	row.Enum("pay_status", PayStatusAbsent, PayStatus.known, func(b *Bill) *PayStatus { return &b.PayStatus }),
	row.Enum("pay_type", PayTypeAbsent, PayType.known, func(b *Bill) *PayType { return &b.PayType }),
	row.OptionalMoney("income", func(b *Bill) *decimal.NullDecimal { return &b.Income }).Decimals(2).Bare(),
	row.Text("device_no", func(b *Bill) *string { return &b.DeviceNo }),
	row.Check("income:differs", (*Bill).incomeDiffers),
	row.Extra(func(b *Bill) *map[string]json.RawMessage { return &b.Extra }),
	row.Raw(func(b *Bill) *json.RawMessage { return &b.Raw }),
)

// MarshalJSON returns the row in the provider's shape: times as quoted seconds, ids and enums quoted, total_fee and fee
// quoted, income a bare number, amounts with the decimals they came with and two at least. What is absent is left out;
// pay_time, store_id and cashier_id are "0" then, as the provider sends them. The text of a value that could not be read
// stands in its place; the rest of Extra follows, sorted by name. UnmarshalJSON of it returns an equal row.
func (b Bill) MarshalJSON() ([]byte, error) { return billRow.Marshal(&b) }

// UnmarshalJSON reads a row in any form that the provider is known to send, times in UTC+8. The whole Bill is replaced; Raw
// stays nil. A row that breaks a rule is [ErrMalformedResponse].
func (b *Bill) UnmarshalJSON(data []byte) error { return billRow.Unmarshal(data, b) }

// Equal reports whether both bills say the same: amounts by value (9.9 is 9.90), times by instant, Extra as JSON text without
// regard to white space and the escapes of <, > and &. Raw is not compared. Packages that compare values in tests use this method
// by themselves.
func (b Bill) Equal(other Bill) bool { return billRow.Equal(&b, &other) }

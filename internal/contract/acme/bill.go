package acme

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/recon"
)

// Bill is one row (账单) of the bill.
type Bill struct {
	// TradeNo is Acme's own number (trade_no) of the payment. Unique; a row without it is refused.
	TradeNo string
	// OrderNo is the merchant's order number (order_no), empty when none came.
	OrderNo string
	// Amount (amount) is what the customer paid, in yuan with 2 decimals. A row without it is refused.
	Amount decimal.Decimal
	// Fee (fee) is Acme's fee in yuan with 2 decimals. Absent is not zero.
	Fee decimal.NullDecimal
	// State is the state (state) of the payment.
	State State
	// PaidAt is the time of payment (paid_at), at UTC+8 or in Config.Location; zero when none came.
	PaidAt time.Time
	// Payer is the customer's name (payer): personal data, which the Bill does not print.
	Payer string
	// Extra has the members that the page does not document, and the texts of values that could not be read.
	Extra map[string]json.RawMessage
	// Raw is the JSON text of the row, with Config.KeepRaw alone.
	Raw json.RawMessage
}

// clock is how Acme writes times.
var clock = row.Clock{Layouts: []string{time.DateTime}, Write: row.WallClock}

var billRow = row.Of(
	row.Text("trade_no", func(b *Bill) *string { return &b.TradeNo }).Identity(),
	row.Text("order_no", func(b *Bill) *string { return &b.OrderNo }).OrderNumber(),
	row.Money("amount", func(b *Bill) *decimal.Decimal { return &b.Amount }).Decimals(2),
	row.OptionalMoney("fee", func(b *Bill) *decimal.NullDecimal { return &b.Fee }).Decimals(2),
	row.Enum("state", StateAbsent, states.Known, func(b *Bill) *State { return &b.State }).Bare(),
	row.Time("paid_at", clock, func(b *Bill) *time.Time { return &b.PaidAt }),
	row.Text("payer", func(b *Bill) *string { return &b.Payer }),
	row.Extra(func(b *Bill) *map[string]json.RawMessage { return &b.Extra }),
	row.Raw(func(b *Bill) *json.RawMessage { return &b.Raw }),
)

// MarshalJSON returns the row in the provider's shape.
func (b Bill) MarshalJSON() ([]byte, error) { return billRow.Marshal(&b) }

// UnmarshalJSON reads a row in the provider's shape, times at UTC+8.
func (b *Bill) UnmarshalJSON(data []byte) error { return billRow.Unmarshal(data, b) }

// Equal reports whether both bills say the same. Raw is not compared.
func (b Bill) Equal(other Bill) bool { return billRow.Equal(&b, &other) }

// String shows numbers, state and amount. Payer, Extra and Raw are left out.
func (b Bill) String() string {
	return fmt.Sprintf("acme.Bill{TradeNo: %q, OrderNo: %q, %s, Amount: %s}", b.TradeNo, b.OrderNo, b.State, row.Decimal(b.Amount, 2))
}

// GoString is String.
func (b Bill) GoString() string { return b.String() }

// Format writes String for every verb, quoted for %q.
func (b Bill) Format(f fmt.State, verb rune) { client.Format(f, verb, b.String()) }

// LogValue is String.
func (b Bill) LogValue() slog.Value { return slog.StringValue(b.String()) }

// Record is what recon.Match sees of the bill. Key is OrderNo, AltKeys[0] TradeNo, Time the time of payment; the page has no
// refunds, so Kind is always Payment.
func (b Bill) Record() recon.Record {
	return recon.Record{
		Key: b.OrderNo, AltKeys: recon.AltKeys{b.TradeNo}, Amount: b.Amount, Fee: b.Fee,
		Kind: recon.Payment, State: b.State.record(), Time: b.PaidAt,
	}
}

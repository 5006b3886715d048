package settlement

import (
	"github.com/billrecon/billrecon/internal/enum"
	"github.com/billrecon/billrecon/recon"
)

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

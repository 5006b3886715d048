package settlement

import (
	"strconv"

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

// String is the English name, "SettlementType(7)" for a value without one.
func (t SettlementType) String() string {
	switch t {
	case SettlementTypeAbsent:
		return "absent"
	case SettlementTypePayment:
		return "payment"
	case SettlementTypeRefund:
		return "refund"
	}
	return "SettlementType(" + strconv.Itoa(int(t)) + ")"
}

// Chinese is the name in the provider's words, "未知结算单类型(7)" for a value without one.
func (t SettlementType) Chinese() string {
	switch t {
	case SettlementTypeAbsent:
		return "无结算单类型"
	case SettlementTypePayment:
		return "付款单"
	case SettlementTypeRefund:
		return "退款单"
	}
	return "未知结算单类型(" + strconv.Itoa(int(t)) + ")"
}

func (t SettlementType) known() bool { return t == SettlementTypePayment || t == SettlementTypeRefund }

// kind is what recon makes of it. The sign decides where the type says nothing.
func (t SettlementType) kind(sign int) recon.Kind {
	if t == SettlementTypeRefund || !t.known() && sign < 0 {
		return recon.Refund
	}
	return recon.Payment
}

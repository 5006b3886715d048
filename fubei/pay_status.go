package fubei

import (
	"math"
	"strconv"

	"github.com/billrecon/billrecon/recon"
)

// PayStatus is the payment state (支付状态, pay_status) of a bill. Values that are not named here survive as they came.
type PayStatus int

const (
	// PayStatusUnpaid (未支付) is 0 on the wire.
	PayStatusUnpaid PayStatus = 0
	// PayStatusPaid (已支付) is 1 on the wire.
	PayStatusPaid PayStatus = 1
	// PayStatusAbsent says that the row came without a pay_status, which is not the same as unpaid. It never is on the wire.
	PayStatusAbsent PayStatus = math.MinInt32
)

// String is the English name, "PayStatus(7)" for a value without one.
func (s PayStatus) String() string {
	switch s {
	case PayStatusUnpaid:
		return "unpaid"
	case PayStatusPaid:
		return "paid"
	case PayStatusAbsent:
		return "absent"
	}
	return "PayStatus(" + strconv.Itoa(int(s)) + ")"
}

// Chinese is the name in the provider's words, "未知支付状态(7)" for a value without one.
func (s PayStatus) Chinese() string {
	switch s {
	case PayStatusUnpaid:
		return "未支付"
	case PayStatusPaid:
		return "已支付"
	case PayStatusAbsent:
		return "无支付状态"
	}
	return "未知支付状态(" + strconv.Itoa(int(s)) + ")"
}

func (s PayStatus) known() bool { return s == PayStatusUnpaid || s == PayStatusPaid }

// state is what recon makes of it: what is not known to be unpaid or paid is Unknown, never guessed.
func (s PayStatus) state() recon.State {
	switch s {
	case PayStatusUnpaid:
		return recon.Pending
	case PayStatusPaid:
		return recon.Succeeded
	}
	return recon.Unknown
}

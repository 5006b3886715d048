package fubei

import (
	"bytes"
	"encoding/json"
	"maps"

	"github.com/shopspring/decimal"
)

// Equal tells whether both bills say the same: amounts by value (9.9 is 9.90), times by instant, Extra byte by byte. Raw is
// not compared. Packages that compare values in tests use this method by themselves.
func (b Bill) Equal(other Bill) bool {
	return b.OrderSN == other.OrderSN &&
		b.MerchantOrderSN == other.MerchantOrderSN &&
		b.CreateTime.Equal(other.CreateTime) &&
		b.PayTime.Equal(other.PayTime) &&
		b.TotalFee.Equal(other.TotalFee) &&
		sameAmount(b.Fee, other.Fee) &&
		sameAmount(b.Income, other.Income) &&
		b.StoreID == other.StoreID &&
		b.CashierID == other.CashierID &&
		b.PayStatus == other.PayStatus &&
		b.PayType == other.PayType &&
		b.DeviceNo == other.DeviceNo &&
		maps.EqualFunc(b.Extra, other.Extra, func(x, y json.RawMessage) bool { return bytes.Equal(x, y) })
}

// sameAmount tells absent from zero.
func sameAmount(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

package fubei

import "github.com/billrecon/billrecon/internal/wire"

// Equal tells whether both bills say the same: amounts by value (9.9 is 9.90), times by instant, Extra as JSON text, white space
// and the escapes of <, > and & aside. Raw is not compared. Packages that compare values in tests use this method by themselves.
func (b Bill) Equal(other Bill) bool {
	return b.OrderSN == other.OrderSN &&
		b.MerchantOrderSN == other.MerchantOrderSN &&
		b.CreateTime.Equal(other.CreateTime) &&
		b.PayTime.Equal(other.PayTime) &&
		b.TotalFee.Equal(other.TotalFee) &&
		wire.SameAmount(b.Fee, other.Fee) &&
		wire.SameAmount(b.Income, other.Income) &&
		b.StoreID == other.StoreID &&
		b.CashierID == other.CashierID &&
		b.PayStatus == other.PayStatus &&
		b.PayType == other.PayType &&
		b.DeviceNo == other.DeviceNo &&
		wire.SameExtra(b.Extra, other.Extra)
}

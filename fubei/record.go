package fubei

import "github.com/billrecon/billrecon/recon"

// Record is what recon.Match sees of the bill: pass the method expression fubei.Bill.Record.
//
// Key is the merchant's order number, AltKeys[0] Fubei's own. Amount is TotalFee; Fee and Income stay absent when they are.
// State is Pending for an unpaid bill, Succeeded for a paid one, Unknown otherwise. Time is the create time, because it
// makes the bill day, or the pay time when that is missing. Channel is recon's, or "fubei:7" for a pay type without a name.
// The interface reports no refunds, so Kind is always Payment.
func (b Bill) Record() recon.Record {
	when := b.CreateTime
	if when.IsZero() {
		when = b.PayTime
	}
	return recon.Record{
		Key:     b.MerchantOrderSN,
		AltKeys: []string{b.OrderSN},
		Amount:  b.TotalFee,
		Fee:     b.Fee,
		Income:  b.Income,
		Kind:    recon.Payment,
		State:   b.PayStatus.state(),
		Time:    when,
		Channel: b.PayType.channel(),
	}
}

package eshouhou

import "github.com/billrecon/billrecon/recon"

// Record is what recon.Match sees of the statement: pass the method expression eshouhou.Statement.Record.
//
// Key is the work order id; AltKeys are the work order number and the statement's ID. Amount is [Statement.Amount]: what the
// customer has to pay, because that is what is paid (the provider's sample has a total of 0.00 and 0.02 to pay). When no
// amount was given it is zero and State is Unknown, so that the statement is never called reconciled; look at the ok of
// Amount. State is Succeeded for 完成, Closed for 已取消, Pending for what waits, Unknown otherwise; Type, 未收款 too, does not
// change it. Time is StatementTime. Channel is recon's, the word of another documented Type, or "eshouhou:11" for a Type
// without a name. The call reports no fees and no refunds, so Kind is always Payment.
func (s Statement) Record() recon.Record {
	amount, ok := s.Amount()
	state := s.StatementState.state()
	if !ok {
		state = recon.Unknown
	}
	return recon.Record{
		Key:     s.WorkOrderID,
		AltKeys: []string{s.WorkOrderNumber, s.ID},
		Amount:  amount,
		Kind:    recon.Payment,
		State:   state,
		Time:    s.StatementTime,
		Channel: s.Type.channel(),
	}
}

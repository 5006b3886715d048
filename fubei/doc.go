// Package fubei queries bills (账单) of the Fubei (付呗) open platform: the method openapi.payment.order.reconciliation.
//
// One page, every row, or a complete and audited bill:
//
//	c, err := fubei.New(fubei.Config{AppID: id, AppSecret: secret})
//	page, err := c.BillPage(ctx, fubei.BillQuery{Year: 2026, Month: 11, Day: 22})
//	for bill, err := range c.Bills(ctx, fubei.Day(2026, 11, 22)) { … }
//	bills, audit, err := c.CollectBills(ctx, fubei.Day(2026, 11, 22))
//
// [Client.Bills] and [Client.CollectBills] end without an error only when the rows equal the total that Fubei declares and
// nothing on the way contradicted it; a day that is not over is refused, and [Audit].Until says how far the bill is proven. A business failure is always an error ([Error]); errors.Is tells its kind.
//
// Days are calendar days at UTC+8, whatever the zone of the process. Amounts are exact decimals in yuan (CNY).
//
// [Bill.Record] fits recon.Match. The package fubeitest is a fake gateway for tests.
package fubei

// Package console is a client of a merchant's reconciliation console (对账控制台): its list of orders with statistics, the
// switch for automatic reconciliation, and the details of one order.
//
//	c, err := console.New(console.Config{BaseURL: u, Authorize: addToken})
//	page, err := c.OrderPage(ctx, console.OrderQuery{ReconciliationStatus: console.StatusException})
//	err = c.SetAuto(ctx, page.Orders[0].Code, true)
//	way, err := page.Orders[0].PayMethod.PayWay()
//	details, err := c.OrderDetails(ctx, page.Orders[0].Code, way)
//
// Amounts are whole fen, kept as [Fen] and converted exactly. Times carry no zone on the wire and are UTC+8. A business
// failure is always an error ([Error]); errors.Is finds its kind.
//
// How the console is reached, authorised and paged is not documented: Config.BaseURL is required, Config.Authorize adds
// what the console wants to see, and OrderQuery.Extra passes parameters through. Rows that are not proven to be all are
// reported: OrderPage.Incomplete, and [ErrIncomplete] of [Client.Orders] and [Client.CollectOrders].
//
// [NewLedger] goes the other way: it draws the console's list and details out of a recon.Result. The package consoletest
// is a fake console for tests.
package console

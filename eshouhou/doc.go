// Package eshouhou fetches settlement statements (结算单) of work orders (工单) from e售后 (易售后, eshouhou.cn): the calls
// CustomerService/GetStatementPay and TokenApi.
//
// One statement, the statements of many work orders, or all of them with an account of what came:
//
//	c, err := eshouhou.New(eshouhou.Config{AppID: id, AppSecret: secret})
//	st, err := c.Statement(ctx, workOrderID)
//	for st, err := range c.Statements(ctx, slices.Values(workOrderIDs)) { … }
//	statements, audit, err := c.CollectStatements(ctx, slices.Values(workOrderIDs))
//
// A call is for one work order, so [Client.Statements] keeps a bounded number of calls running and returns
// the results in the order of the ids. An id that fails yields its error ([StatementError]) and the rest goes on. A business
// failure is always an error ([Error]); errors.Is finds its kind.
//
// The access token is fetched when it is needed, kept until shortly before it expires, and renewed once when the provider
// refuses it. It travels in the query of every request, so no error, log or text of this package shows a URL.
//
// Times are at UTC+8, whatever the zone of the process. Amounts are exact decimals in yuan (CNY), and an amount that was
// not given is not zero.
//
// [Statement.Record] fits recon.Match. The package eshouhoutest is a fake gateway for tests.
package eshouhou

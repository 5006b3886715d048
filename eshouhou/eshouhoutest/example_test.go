package eshouhoutest_test

import (
	"context"
	"fmt"
	"slices"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// A token that expires in the middle and a server that fails once: the client renews and retries, and loses nothing.
func Example() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{
		Statements: eshouhoutest.Statements(100),
		Faults: billtest.Script{
			{On: eshouhoutest.StatementCall(30), Fault: eshouhoutest.ExpireToken()},
			{On: eshouhoutest.WorkOrder(eshouhoutest.ID(60)), Times: 1, Fault: billtest.Status(503)},
		},
	})
	defer gateway.Close()

	c, err := eshouhou.New(gateway.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	statements, audit, err := c.CollectStatements(context.Background(), slices.Values(eshouhoutest.IDs(100)))
	fmt.Println(len(statements), audit.Complete, audit.Failed, err)
	fmt.Println("tokens:", gateway.TokenRequests(), "unplayed:", len(gateway.Unplayed()))
	// Output:
	// 100 true [] <nil>
	// tokens: 2 unplayed: 0
}

// The request log says what was sent without printing it.
func ExampleGateway_Requests() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(1)})
	defer gateway.Close()
	c, err := eshouhou.New(gateway.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = c.Statement(context.Background(), eshouhoutest.ID(0))
	fmt.Println(err)
	for _, r := range gateway.Requests() {
		fmt.Println(r)
	}
	fmt.Println(gateway)
	// Output:
	// <nil>
	// #1 GET /api/TokenApi?appid=…&sign=…&timestamp=… body of 0 bytes
	// #2 GET /api/CustomerService/GetStatementPay?access_token=…&workOrderId=… page 1, body of 0 bytes
	// eshouhoutest.Gateway(1 statements, 2 requests)
}

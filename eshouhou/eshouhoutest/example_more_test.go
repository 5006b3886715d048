package eshouhoutest_test

import (
	"context"
	"fmt"
	"slices"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// collect asks a gateway with three statements for them, under a rule.
func collect(rule billtest.Rule) (*eshouhoutest.Gateway, eshouhou.Audit) {
	gw := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(3), Faults: billtest.Script{rule}})
	config := gw.Config()
	config.Concurrency = 1
	c, _ := eshouhou.New(config)
	_, audit, _ := c.CollectStatements(context.Background(), slices.Values(eshouhoutest.IDs(3)))
	return gw, audit
}

// A gateway with three statements. In a test give it t.
func ExampleNew() {
	gw := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(3)})
	defer gw.Close()
	c, _ := eshouhou.New(gw.Config())
	statement, err := c.Statement(context.Background(), eshouhoutest.ID(1))
	fmt.Println(statement.WorkOrderID == eshouhoutest.ID(1), err)
	// Output: true <nil>
}

// The same statements every time.
func ExampleStatements() {
	for _, s := range eshouhoutest.Statements(2) {
		amount, _ := s.Amount()
		fmt.Println(s.WorkOrderNumber, amount.StringFixed(2), s.StatementState.Chinese())
	}
	// Output:
	// W20260101000000 1.00 完成
	// W20260101000001 1.50 完成
}

// The ids of Statements.
func ExampleIDs() {
	ids := eshouhoutest.IDs(2)
	fmt.Println(len(ids), ids[0] == eshouhoutest.ID(0))
	// Output: 2 true
}

// One work order has no statement.
func ExampleNoStatement() {
	gw, audit := collect(billtest.Rule{On: eshouhoutest.WorkOrder(eshouhoutest.ID(1)), Fault: eshouhoutest.NoStatement()})
	defer gw.Close()
	fmt.Println(audit.Rows, audit.NoStatement[0] == eshouhoutest.ID(1))
	// Output: 2 true
}

// The second call for a statement fails once.
func ExampleStatementCall() {
	gw, audit := collect(billtest.Rule{On: eshouhoutest.StatementCall(2), Fault: billtest.Status(500)})
	defer gw.Close()
	fmt.Println(audit.Rows, audit.Retries)
	// Output: 3 1
}

// The first call for a token fails, and is made again.
func ExampleTokenCall() {
	gw, audit := collect(billtest.Rule{On: eshouhoutest.TokenCall(1), Fault: billtest.Status(500)})
	defer gw.Close()
	fmt.Println(audit.Rows, gw.TokenRequests())
	// Output: 3 2
}

// The token ends in the middle: the client fetches another one.
func ExampleExpireToken() {
	gw, audit := collect(billtest.Rule{On: eshouhoutest.StatementCall(2), Fault: eshouhoutest.ExpireToken()})
	defer gw.Close()
	fmt.Println(audit.Rows, gw.TokenRequests())
	// Output: 3 2
}

// A token for a client that is given one.
func ExampleGateway_IssueToken() {
	gw := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(1)})
	defer gw.Close()
	config := eshouhou.Config{Token: eshouhou.StaticToken(gw.IssueToken().Value), HTTPClient: gw.Client()}
	c, _ := eshouhou.New(config)
	_, err := c.Statement(context.Background(), eshouhoutest.ID(0))
	fmt.Println(gw.TokenRequests(), err)
	// Output: 0 <nil>
}

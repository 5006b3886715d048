package eshouhou_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"

	"github.com/jarcoal/httpmock"
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// sample is the statement of the provider's page.
func sample() eshouhou.Statement {
	return eshouhou.Statement{
		ID:              "6a6f0e4e-70ef-4438-b9b6-3ae7a39368aa",
		WorkOrderID:     "70e84c66-6607-4e9e-bf99-e04cc6b429b8",
		WorkOrderNumber: "W202108050004",
		TotalAmount:     decimal.NewNullDecimal(decimal.New(0, -2)),
		CustomerAmount:  decimal.NewNullDecimal(decimal.New(2, -2)),
		Type:            eshouhou.PayTypeUncollected,
		StatementState:  eshouhou.StatementStateToPay,
	}
}

// One statement.
func ExampleClient_Statement() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: []eshouhou.Statement{sample()}})
	defer gateway.Close()

	c, err := eshouhou.New(gateway.Config()) // for the real one: eshouhou.Config{AppID: id, AppSecret: secret}
	if err != nil {
		fmt.Println(err)
		return
	}
	st, err := c.Statement(context.Background(), "70e84c66-6607-4e9e-bf99-e04cc6b429b8")
	if err != nil {
		fmt.Println(err)
		return
	}
	due, ok := st.Amount()
	fmt.Println(st.WorkOrderNumber, due.StringFixed(2), ok, st.Type.Chinese(), st.StatementState)
	fmt.Println("accessories given:", st.AccessoryAmount.Valid)

	_, err = c.Statement(context.Background(), "no-such-work-order")
	fmt.Println(errors.Is(err, eshouhou.ErrNoStatement))
	// Output:
	// W202108050004 0.02 true 未收款 to pay
	// accessories given: false
	// true
}

// Many statements, in the order of their ids. An id that fails does not end the loop.
func ExampleClient_Statements() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{
		Statements: eshouhoutest.Statements(4),
		Faults:     billtest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(2)), Fault: billtest.Status(400)}},
	})
	defer gateway.Close()
	c, err := eshouhou.New(gateway.Config())
	if err != nil {
		fmt.Println(err)
		return
	}

	for st, err := range c.Statements(context.Background(), slices.Values(eshouhoutest.IDs(5))) {
		var failed *eshouhou.StatementError
		switch {
		case errors.Is(err, eshouhou.ErrNoStatement):
			fmt.Println("no statement")
		case errors.As(err, &failed):
			fmt.Println(failed.WorkOrderID, "failed:", failed.Err)
		case err != nil: // the context ended
			fmt.Println(err)
			return
		default:
			fmt.Println(st.WorkOrderID, st.TotalAmount.Decimal.StringFixed(2))
		}
	}
	fmt.Println("token requests:", gateway.TokenRequests())
	// Output:
	// 00000000-0000-4000-8000-000000000000 1.00
	// 00000000-0000-4000-8000-000000000001 1.50
	// 00000000-0000-4000-8000-000000000002 failed: eshouhou: Statements: HTTP 400: text/plain body of 16 bytes (attempt 1 of 4)
	// 00000000-0000-4000-8000-000000000003 2.50
	// no statement
	// token requests: 1
}

// All statements at once, and the work orders that have none.
func ExampleClient_CollectStatements() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(2)})
	defer gateway.Close()
	c, err := eshouhou.New(gateway.Config())
	if err != nil {
		fmt.Println(err)
		return
	}
	statements, audit, err := c.CollectStatements(context.Background(), slices.Values(eshouhoutest.IDs(3)))
	fmt.Println(len(statements), audit.Complete, audit.NoStatement, err)
	// Output: 2 true [00000000-0000-4000-8000-000000000002] <nil>
}

// Tokens from elsewhere: the source is asked once, and again before the token expires or when it is refused.
func ExampleConfig_token() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(3)})
	defer gateway.Close()
	asked := 0
	c, err := eshouhou.New(eshouhou.Config{
		HTTPClient: gateway.Client(),
		Token: eshouhou.TokenSourceFunc(func(ctx context.Context) (eshouhou.Token, error) {
			asked++
			return gateway.IssueToken(), nil
		}),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, audit, err := c.CollectStatements(context.Background(), slices.Values(eshouhoutest.IDs(3)))
	fmt.Println(audit.Rows, err, asked)
	// Output: 3 <nil> 1
}

// What recon.Match sees of a statement.
func ExampleStatement_Record() {
	record := sample().Record()
	fmt.Println(record.Key)
	fmt.Println(record.AltKeys)
	fmt.Println(record.Amount.StringFixed(2), record.State, record.Channel)
	// Output:
	// 70e84c66-6607-4e9e-bf99-e04cc6b429b8
	// [W202108050004 6a6f0e4e-70ef-4438-b9b6-3ae7a39368aa]
	// 0.02 pending uncollected
}

// A total that is not the sum of its parts is a finding.
func ExampleStatement_TotalDifference() {
	st := eshouhou.Statement{
		TotalAmount:     decimal.NewNullDecimal(decimal.RequireFromString("100.00")),
		AccessoryAmount: decimal.NewNullDecimal(decimal.RequireFromString("60.00")),
		FeeItemAmount:   decimal.NewNullDecimal(decimal.RequireFromString("39.50")),
	}
	fmt.Println(st.TotalDifference())
	// Output: 0.5 true
}

// The sign of the provider's own example.
func ExampleSign() {
	fmt.Println(eshouhou.Sign("ysh54dd4f8arinfx", "45e1cc23a7144a28ab110804491e3135", "1588239113429"))
	// Output: 70DC53194F29171C3B58C5158E9F6450
}

// The gateway behind an httptest server.
func Example_server() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(1)})
	defer gateway.Close()
	server := httptest.NewServer(gateway) // or gateway.URL(), which starts one
	defer server.Close()

	c, err := eshouhou.New(eshouhou.Config{BaseURL: server.URL, AppID: eshouhoutest.AppID, AppSecret: eshouhoutest.AppSecret})
	if err != nil {
		fmt.Println(err)
		return
	}
	st, err := c.Statement(context.Background(), eshouhoutest.ID(0))
	fmt.Println(st, err)
	// Output: eshouhou.Statement{work order "00000000-0000-4000-8000-000000000000", number "W20260101000000", total 1.00, due 1.00, Alipay, done} <nil>
}

// The gateway as an http.RoundTripper: no network.
func Example_roundTripper() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(1)})
	defer gateway.Close()

	c, err := eshouhou.New(eshouhou.Config{
		AppID: eshouhoutest.AppID, AppSecret: eshouhoutest.AppSecret,
		HTTPClient: &http.Client{Transport: gateway},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	st, err := c.Statement(context.Background(), eshouhoutest.ID(0))
	fmt.Println(st.WorkOrderNumber, err)
	// Output: W20260101000000 <nil>
}

// The gateway as an httpmock responder.
func Example_httpmock() {
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: eshouhoutest.Statements(1)})
	defer gateway.Close()
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder(http.MethodGet, "https://api.eshouhou.cn"+eshouhoutest.TokenPath, gateway.RoundTrip)
	mock.RegisterResponder(http.MethodGet, "https://api.eshouhou.cn"+eshouhoutest.StatementPath, gateway.RoundTrip)

	c, err := eshouhou.New(eshouhou.Config{
		AppID: eshouhoutest.AppID, AppSecret: eshouhoutest.AppSecret,
		HTTPClient: &http.Client{Transport: mock},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	st, err := c.Statement(context.Background(), eshouhoutest.ID(0))
	fmt.Println(st.WorkOrderNumber, err, mock.GetTotalCallCount())
	// Output: W20260101000000 <nil> 2
}

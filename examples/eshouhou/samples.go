package main

import (
	"net/http"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// The fake e售后 knows so many work orders, and the last of them has no statement.
const sampleOrders = 40

// startFake starts a fake e售后 on loopback with made-up statements, the one of the provider's page first, and two passing
// faults that the client gets over: a server error, and a token that expires in the middle.
func startFake() (*eshouhoutest.Gateway, []string) {
	statements := append([]eshouhou.Statement{pageSample()}, eshouhoutest.Statements(sampleOrders - 1)[1:]...)
	statements[1].TotalAmount.Decimal = statements[1].TotalAmount.Decimal.Add(decimal.New(1, 0)) // no longer the sum of its parts
	ids := []string{statements[0].WorkOrderID}
	ids = append(ids, eshouhoutest.IDs(sampleOrders)[1:]...)
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: statements, Faults: billtest.Script{
		{On: eshouhoutest.StatementCall(7), Fault: billtest.Status(http.StatusBadGateway)},
		{On: eshouhoutest.StatementCall(20), Fault: eshouhoutest.ExpireToken()},
	}})
	return gateway, ids
}

func gatewayConfig(gateway *eshouhoutest.Gateway, concurrency int) eshouhou.Config {
	return eshouhou.Config{
		BaseURL: gateway.URL(), AppID: eshouhoutest.AppID, AppSecret: eshouhoutest.AppSecret, Concurrency: concurrency,
	}
}

// pageSample is the statement of the provider's page: nothing but 0.02 to pay was given.
func pageSample() eshouhou.Statement {
	return eshouhou.Statement{
		ID: "6a6f0e4e-70ef-4438-b9b6-3ae7a39368aa", WorkOrderID: "70e84c66-6607-4e9e-bf99-e04cc6b429b8", WorkOrderNumber: "W202108050004",
		TotalAmount: decimal.NewNullDecimal(decimal.New(0, -2)), CustomerAmount: decimal.NewNullDecimal(decimal.New(2, -2)),
		GuaranteedName: "保内", Type: eshouhou.PayTypeUncollected, TypeName: "未收款",
		TypeList:       []eshouhou.TypeOption{{Key: "9", Value: "微信支付(线上)"}},
		StatementState: eshouhou.StatementStateToPay, StatementStateName: "待结账", StatementStateClass: "#428bca",
		WorkOrderState: eshouhou.WorkOrderStateStatementMade, WorkOrderPendState: eshouhou.WorkOrderPendStatePayment,
		CustomerPaymentAction: eshouhou.CustomerPaymentActionPay,
	}
}

package main

import (
	"context"
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/recon"
)

func eshouhouProvider() provider {
	return provider{
		name:      "eshouhou",
		variables: []string{"ESHOUHOU_APP_ID", "ESHOUHOU_APP_SECRET", "ESHOUHOU_BASE_URL (empty: production)"},
		open:      openEshouhou,
		fake:      fakeEshouhou,
	}
}

func openEshouhou(env environment) (source, error) {
	id, err := env.required("ESHOUHOU_APP_ID")
	if err != nil {
		return nil, err
	}
	secret, err := env.required("ESHOUHOU_APP_SECRET")
	if err != nil {
		return nil, err
	}
	base, err := env.value("ESHOUHOU_BASE_URL")
	if err != nil {
		return nil, err
	}
	c, err := eshouhou.New(eshouhou.Config{AppID: id, AppSecret: secret, BaseURL: base})
	return eshouhouSource{c}, err
}

type eshouhouSource struct{ client *eshouhou.Client }

// fetch asks for the statement of every order of the day and of the pool. The provider has no list of a day: an order without
// a statement is an order without a bill row, and any other failure ends the run. That the statements of the day are made by the next
// morning is what this program vouches for.
func (s eshouhouSource) fetch(ctx context.Context, r request, shown progress) (fetched, error) {
	ids := workOrders(r)
	shown.start(int64(len(ids)))
	defer shown.end()
	got := fetched{until: r.day.AddDate(0, 0, 1), pool: withoutBillsOf(ids, r.pool)}
	for statement, err := range s.client.Statements(ctx, slices.Values(ids)) {
		shown.add()
		if errors.Is(err, eshouhou.ErrNoStatement) {
			continue
		}
		if err != nil {
			return fetched{}, err
		}
		got.bills = append(got.bills, statement.Record())
	}
	return got, nil
}

// workOrders are the ids to ask for, each once.
func workOrders(r request) []string {
	var ids []string
	for _, o := range r.orders {
		ids = append(ids, o.Number)
	}
	for _, row := range r.pool.Orders {
		ids = append(ids, row.Record.Key)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// withoutBillsOf leaves out the statements that are about to be fetched again: kept, they would count twice.
func withoutBillsOf(ids []string, pool recon.Pool) recon.Pool {
	pool.Bills = slices.DeleteFunc(slices.Clone(pool.Bills), func(row recon.PoolRow) bool {
		_, again := slices.BinarySearch(ids, row.Record.Key)
		return again
	})
	return pool
}

func fakeEshouhou(sales []sale) (environment, func()) {
	var statements []eshouhou.Statement
	for _, s := range sales {
		statements = append(statements, eshouhou.Statement{
			ID: "statement-" + s.order.Number, WorkOrderID: s.order.Number,
			TotalAmount: decimal.NewNullDecimal(s.billed), CustomerAmount: decimal.NewNullDecimal(s.billed),
			FeeItemAmount: decimal.NewNullDecimal(s.billed),
			Type:          eshouhou.PayTypeWeChat, StatementState: eshouhou.StatementStateDone, StatementTime: s.billedAt,
			WorkOrderState: eshouhou.WorkOrderStateAbsent, WorkOrderPendState: eshouhou.WorkOrderPendStateAbsent,
			CustomerPaymentAction: eshouhou.CustomerPaymentActionAbsent,
		})
	}
	gateway := eshouhoutest.New(nil, eshouhoutest.Options{Statements: statements})
	return mapEnvironment(map[string]string{
		"ESHOUHOU_APP_ID": eshouhoutest.AppID, "ESHOUHOU_APP_SECRET": eshouhoutest.AppSecret, "ESHOUHOU_BASE_URL": gateway.URL(),
	}), gateway.Close
}

package contract_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// eshouhouRows are as many work orders, of which the second one goes wrong.
const eshouhouRows = 5

func eshouhouProvider() provider {
	all := fingerprints(eshouhouStatements(eshouhouRows), eshouhouRow)
	second := func(r billtest.Request) bool { return r.Query.Get("workOrderId") == eshouhoutest.ID(1) }
	token := func(r billtest.Request) bool { return strings.HasSuffix(r.Path, eshouhoutest.TokenPath) }
	// A refused token is renewed once, and the call made once more: the call, a token, the call.
	renewed := map[string]expect{"401": {"ErrAuth", 3}}
	bulk := op{hit: second, before: 2, after: 3, left: 3, sound: 4, truth: all, complete: true, differs: renewed}
	ranged, collected := bulk, bulk
	ranged.name, ranged.run = "Statements", eshouhouRange
	collected.name, collected.run = "CollectStatements", eshouhouCollect
	loose := []string{"ErrorMsg"}
	for _, o := range []*op{&ranged, &collected} {
		o.loose = loose
	}
	return provider{
		name: "eshouhou", code: "-7", carried: []string{"sign", "access_token"},
		serve: func(t billtest.TB, script billtest.Script) gateway { return eshouhouGateway(t, script, eshouhouRows) },
		dial:  dialEshouhou,
		shown: func(gw gateway, s settings, c any) []any { return []any{eshouhouConfig(gw, s), *c.(*eshouhou.Client)} },
		own: []fault{
			{name: "token refused", play: eshouhoutest.ExpireToken()},
			{name: "no statement", play: eshouhoutest.NoStatement()},
			{name: "another work order's statement", play: billtest.OtherRows()},
		},
		ops: []op{
			{name: "Statement", hit: second, before: 1, truth: all[1:2], loose: loose, differs: renewed, run: eshouhouOne},
			{name: "Statement (its token)", hit: token, left: 1, truth: all[1:2], loose: loose, run: eshouhouOne},
			ranged, collected,
		},
		long: &long{
			serve: func(script billtest.Script, n int) gateway { return eshouhouGateway(nil, script, n) },
			rows: func(ctx context.Context, c any, n int) iter.Seq2[string, error] {
				return printed(c.(*eshouhou.Client).Statements(ctx, slices.Values(eshouhoutest.IDs(n))), eshouhouPointer)
			},
			truth: func(n int) []string { return fingerprints(eshouhoutest.Statements(n), eshouhouRow) },
		},
		tokens: &tokens{
			slow: func(d time.Duration) billtest.Script {
				return billtest.Script{{On: billtest.Always().Where(token), Fault: billtest.Delay(d)}}
			},
			fetched: func(gw gateway) int { return gw.(*eshouhoutest.Gateway).TokenRequests() },
			expire:  func(gw gateway) { gw.(*eshouhoutest.Gateway).ExpireTokens() },
			call: func(ctx context.Context, c any) error {
				_, err := c.(*eshouhou.Client).Statement(ctx, eshouhoutest.ID(1))
				return err
			},
		},
	}
}

func eshouhouRow(st eshouhou.Statement) string {
	return st.ID + " " + st.WorkOrderID + " " + st.TotalAmount.Decimal.StringFixed(2)
}

func eshouhouPointer(st *eshouhou.Statement) string { return eshouhouRow(*st) }

// eshouhouStatements are statements with personal data.
func eshouhouStatements(n int) []eshouhou.Statement {
	all := eshouhoutest.Statements(n)
	for i := range all {
		all[i].CustomerName, all[i].OperatorName, all[i].Remark = plantedName, plantedName, "call "+plantedPhone
	}
	return all
}

func eshouhouGateway(t billtest.TB, script billtest.Script, rows int) gateway {
	return eshouhoutest.New(t, eshouhoutest.Options{AppSecret: plantedSecret, Statements: eshouhouStatements(rows), Faults: script})
}

func eshouhouConfig(_ gateway, s settings) eshouhou.Config {
	return eshouhou.Config{
		AppID: eshouhoutest.AppID, AppSecret: plantedSecret,
		BaseURL: s.baseURL, HTTPClient: s.http, Logger: s.logger, Timeout: s.timeout, Retry: s.retry, RateLimit: s.rate,
		MaxResponseBytes: s.maxBytes, Concurrency: max(s.ahead, 1),
	}
}

func dialEshouhou(gw gateway, s settings) (any, error) { return eshouhou.New(eshouhouConfig(gw, s)) }

func eshouhouOne(ctx context.Context, c any, _ func()) outcome {
	st, err := c.(*eshouhou.Client).Statement(ctx, eshouhoutest.ID(1))
	if err != nil {
		return outcome{err: err, shown: []any{st}}
	}
	return outcome{rows: []string{eshouhouRow(*st)}, odd: eshouhouOdd(st), shown: []any{st, *st}}
}

// eshouhouOdd tells whether the statement says that it is of another work order.
func eshouhouOdd(st *eshouhou.Statement) bool { return st.Unknown["WorkOrderID:differs"] > 0 }

func eshouhouRange(ctx context.Context, c any, row func()) outcome {
	odd := false
	out := rangeOver(c.(*eshouhou.Client).Statements(ctx, slices.Values(eshouhoutest.IDs(eshouhouRows))), func(st *eshouhou.Statement) string {
		odd = odd || eshouhouOdd(st)
		return eshouhouPointer(st)
	}, row)
	out.odd = odd
	return out
}

func eshouhouCollect(ctx context.Context, c any, _ func()) outcome {
	all, audit, err := c.(*eshouhou.Client).CollectStatements(ctx, slices.Values(eshouhoutest.IDs(eshouhouRows)))
	return outcome{
		rows: fingerprints(all, eshouhouRow), err: err, done: audit.Complete,
		odd: !audit.Complete || len(audit.NoStatement) > 0, shown: append(anys(all), audit),
	}
}

package contract_test

import (
	"context"
	"iter"
	"strconv"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// fubeiRows are three pages of ten, the last one short.
const fubeiRows = 25

var fubeiDay = fubei.BillQuery{Year: 2026, Month: 11, Day: 22, Limit: 10}

func fubeiProvider() provider {
	all := fingerprints(fubeitest.Bills(fubeiRows, 2026, 11, 22), fubeiRow)
	second := func(r billtest.Request) bool { return r.Page == 2 }
	// success repeats what result_code says, and result_message means nothing beside a success.
	loose := []string{"result_message"}
	ranged := op{name: "Bills", hit: second, before: 1, left: 1, sound: 10, truth: all, complete: true, loose: loose, run: fubeiRange,
		blind: map[string]string{"rows swapped under a constant total": oneReading}}
	collected := ranged
	collected.name, collected.run = "CollectBills", fubeiCollect
	return provider{
		days: true, totals: true,
		name: "fubei", code: "9996", paged: true, carried: []string{"sign", "nonce"},
		serve: func(t billtest.TB, script billtest.Script) gateway { return fubeiGateway(t, script, fubeiRows) },
		dial:  dialFubei,
		shown: func(gw gateway, s settings, c any) []any {
			return []any{fubeiConfig(gw, s), *c.(*fubei.Client), fubeiDay}
		},
		ops: []op{
			{name: "BillPage", hit: second, truth: all[10:20], loose: loose, run: fubeiPage},
			ranged, ranged.readTwice(4),
			collected, collected.readTwice(4),
		},
		open: func(ctx context.Context, c any) outcome {
			q := fubeiDay
			q.Open = true
			return fubeiAll(ctx, c, q)
		},
		long: &long{
			serve: func(script billtest.Script, n int) gateway { return fubeiGateway(nil, script, n) },
			rows: func(ctx context.Context, c any, _ int) iter.Seq2[string, error] {
				q := fubeiDay
				q.Limit = 1
				return printed(c.(*fubei.Client).Bills(ctx, q), fubeiRow)
			},
			truth: func(n int) []string { return fingerprints(fubeitest.Bills(n, 2026, 11, 22), fubeiRow) },
		},
	}
}

func fubeiRow(b fubei.Bill) string {
	return b.OrderSN + " " + b.TotalFee.StringFixed(2) + " " + b.Income.Decimal.StringFixed(2)
}

func fubeiGateway(t billtest.TB, script billtest.Script, rows int) gateway {
	bills := append(fubeitest.Bills(rows, 2026, 11, 22), fubeitest.Bills(2, 2026, 11, 23)...) // those of the day after are not asked for
	return fubeitest.New(t, fubeitest.Options{AppSecret: plantedSecret, Bills: bills, Faults: script})
}

func fubeiConfig(_ gateway, s settings) fubei.Config {
	return fubei.Config{
		AppID: fubeitest.AppID, AppSecret: plantedSecret,
		BaseURL: s.baseURL, HTTPClient: s.http, Logger: s.logger, Timeout: s.timeout, Retry: s.retry, RateLimit: s.rate,
		MaxResponseBytes: s.maxBytes, Prefetch: s.ahead, ReadTwice: s.twice,
	}
}

func dialFubei(gw gateway, s settings) (any, error) { return fubei.New(fubeiConfig(gw, s)) }

func fubeiPage(ctx context.Context, c any, row func()) outcome {
	q := fubeiDay
	q.Page = 2
	page, err := c.(*fubei.Client).BillPage(ctx, q)
	if err != nil {
		return outcome{err: err, shown: []any{page}}
	}
	return outcome{rows: fingerprints(page.Bills, fubeiRow), shown: []any{page, strconv.Itoa(page.Attempts)}}
}

func fubeiRange(ctx context.Context, c any, row func()) outcome {
	return rangeOver(c.(*fubei.Client).Bills(ctx, fubeiDay), fubeiRow, row)
}

func fubeiCollect(ctx context.Context, c any, _ func()) outcome { return fubeiAll(ctx, c, fubeiDay) }

func fubeiAll(ctx context.Context, c any, q fubei.BillQuery) outcome {
	rows, audit, err := c.(*fubei.Client).CollectBills(ctx, q)
	return outcome{rows: fingerprints(rows, fubeiRow), err: err, done: audit.Complete, odd: !audit.Complete, shown: []any{audit}}
}

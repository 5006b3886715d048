package contract_test

import (
	"context"
	"iter"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/contract/acme"
	"github.com/billrecon/billrecon/internal/contract/acme/acmetest"
)

// acmeRows are three pages of ten, the last one short.
const acmeRows = 25

var acmeDay = acme.BillQuery{Year: 2026, Month: 11, Day: 22, Size: 10}

// acmeProvider is the invented one, which CONTRIBUTING.md makes step by step.
func acmeProvider() provider {
	all := fingerprints(acmeBills(acmeRows), acmeRow)
	second := func(r billtest.Request) bool { return r.Page == 2 }
	loose := []string{"message"} // which means nothing beside a success
	ranged := op{name: "Bills", hit: second, before: 1, left: 1, sound: 10, truth: all, complete: true, loose: loose, run: acmeRange,
		blind: map[string]string{"rows swapped under a constant total": oneReading}}
	collected := ranged
	collected.name, collected.run = "CollectBills", acmeCollect
	return provider{
		days: true, totals: true,
		name: "acme", invented: true, code: "-7", paged: true, carried: []string{"Acme-Sign", "Acme-Nonce"},
		serve: func(t billtest.TB, script billtest.Script) gateway { return acmeGateway(t, script, acmeRows) },
		dial:  dialAcme,
		shown: func(gw gateway, s settings, c any) []any { return []any{acmeConfig(gw, s), *c.(*acme.Client), acmeDay} },
		ops: []op{
			{name: "BillPage", hit: second, truth: all[10:20], loose: loose, run: acmePage},
			ranged, collected, collected.readTwice(4),
		},
		open: func(ctx context.Context, c any) outcome {
			q := acmeDay
			q.Open = true
			return acmeAll(ctx, c, q)
		},
		long: &long{
			serve: func(script billtest.Script, n int) gateway { return acmeGateway(nil, script, n) },
			rows: func(ctx context.Context, c any, _ int) iter.Seq2[string, error] {
				q := acmeDay
				q.Size = 1
				return printed(c.(*acme.Client).Bills(ctx, q), acmeRow)
			},
			truth: func(n int) []string { return fingerprints(acmeBills(n), acmeRow) },
		},
	}
}

func acmeRow(b acme.Bill) string { return b.TradeNo + " " + b.Amount.StringFixed(2) }

// acmeBills are bills with personal data.
func acmeBills(n int) []acme.Bill {
	bills := acmetest.Bills(n, 2026, 11, 22)
	for i := range bills {
		bills[i].Payer = plantedName
	}
	return bills
}

func acmeGateway(t billtest.TB, script billtest.Script, rows int) gateway {
	bills := append(acmeBills(rows), acmetest.Bills(2, 2026, 11, 23)...) // those of the day after are not asked for
	return acmetest.New(t, acmetest.Options{Secret: plantedSecret, Bills: bills, Faults: script})
}

func acmeConfig(_ gateway, s settings) acme.Config {
	return acme.Config{
		Key: acmetest.Key, Secret: plantedSecret,
		BaseURL: s.baseURL, HTTPClient: s.http, Logger: s.logger, Timeout: s.timeout, Retry: s.retry, RateLimit: s.rate,
		MaxResponseBytes: s.maxBytes, Prefetch: s.ahead, ReadTwice: s.twice,
	}
}

func dialAcme(gw gateway, s settings) (any, error) { return acme.New(acmeConfig(gw, s)) }

func acmePage(ctx context.Context, c any, _ func()) outcome {
	q := acmeDay
	q.Page = 2
	page, err := c.(*acme.Client).BillPage(ctx, q)
	if err != nil {
		return outcome{err: err, shown: []any{page}}
	}
	return outcome{rows: fingerprints(page.Bills, acmeRow), shown: anys(page.Bills)}
}

func acmeRange(ctx context.Context, c any, row func()) outcome {
	return rangeOver(c.(*acme.Client).Bills(ctx, acmeDay), acmeRow, row)
}

func acmeCollect(ctx context.Context, c any, _ func()) outcome { return acmeAll(ctx, c, acmeDay) }

func acmeAll(ctx context.Context, c any, q acme.BillQuery) outcome {
	rows, audit, err := c.(*acme.Client).CollectBills(ctx, q)
	return outcome{rows: fingerprints(rows, acmeRow), err: err, done: audit.Complete, odd: !audit.Complete, shown: append(anys(rows), audit)}
}

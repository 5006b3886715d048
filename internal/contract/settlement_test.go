package contract_test

import (
	"context"
	"iter"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// settlementRows are three pages of ten, the last one short.
const settlementRows = 25

// The period is over in a bubble of the suite, and longer than the rows of a usual soak, a second apart.
var (
	settlementStart = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	settlementEnd   = settlementStart.AddDate(0, 0, 30)
	settlementQuery = settlement.ItemQuery{PaymentStart: settlementStart, PaymentEnd: settlementEnd, Limit: 10}
)

func settlementProvider() provider {
	all := fingerprints(settlementItems(settlementRows), settlementRow)
	second := func(r billtest.Request) bool { return r.Page == 2 }
	// A refused token is renewed once, and the call made once more; the source of this suite needs no request for it.
	renewed := map[string]expect{"401": {"ErrAuth", 2}}
	one := op{name: "ItemPage", hit: second, truth: all[10:20], loose: []string{"msg", "errMsg"}, differs: renewed, run: settlementPage}
	rows := one
	rows.before, rows.left, rows.sound, rows.truth, rows.complete = 1, 2, 10, all, true
	// No total is declared.
	rows.blind = map[string]string{"rows swapped under a constant total": oneReading, "every page lacks its last row": oneReading, firstEmpty: noReading}
	ranged, collected := rows, rows
	ranged.name, ranged.run = "Items", settlementRange
	collected.name, collected.run = "CollectItems", settlementCollect
	// With TrustShortPage a short page is the end, and the provider declares no total that would say otherwise.
	trusting := collected
	trusting.name, trusting.trusting, trusting.left = "CollectItems, TrustShortPage", true, 1
	trusting.blind = map[string]string{}
	for _, fault := range []string{"short page in the middle", "every page lacks its last row", "empty page in the middle", firstEmpty, "pages capped at 7 rows"} {
		trusting.blind[fault] = asTold
	}
	trusting.blind["rows swapped under a constant total"] = oneReading
	// Two windows, the second of which has no rows.
	windowed := collected
	windowed.name, windowed.run = "CollectItems, windows", settlementWindows
	return provider{
		days: true,
		name: "settlement", code: "-7", paged: true, carried: []string{"sign", "access_token"},
		serve: func(t billtest.TB, script billtest.Script) gateway {
			return settlementGateway(t, script, settlementRows)
		},
		dial: dialSettlement,
		shown: func(gw gateway, s settings, c any) []any {
			return []any{settlementConfig(gw, s), *c.(*settlement.Client), settlementQuery}
		},
		own: []fault{{name: "token refused", play: settlementtest.ExpireToken()}},
		ops: []op{one, ranged, ranged.readTwice(6), collected, collected.readTwice(6), trusting, windowed.readTwice(8)},
		open: func(ctx context.Context, c any) outcome {
			q := settlementQuery
			q.Open = true
			return settlementAll(ctx, c, q)
		},
		long: &long{
			serve: func(script billtest.Script, n int) gateway { return settlementGateway(nil, script, n) },
			dial: func(gw gateway, s settings) (any, error) {
				cfg := settlementConfig(gw, s)
				cfg.Token = settlement.StaticToken(settlementtest.Token) // good at every gateway
				return settlement.New(cfg)
			},
			rows: func(ctx context.Context, c any, _ int) iter.Seq2[string, error] {
				q := settlementQuery
				q.Limit = 1
				return printed(c.(*settlement.Client).Items(ctx, q), settlementRow)
			},
			truth: func(n int) []string { return fingerprints(settlementItems(n), settlementRow) },
		},
		tokens: &tokens{
			fetched: func(gw gateway) int { return gw.(*settlementtest.Gateway).TokensIssued() },
			expire:  func(gw gateway) { gw.(*settlementtest.Gateway).ExpireTokens() },
			call: func(ctx context.Context, c any) error {
				_, err := c.(*settlement.Client).ItemPage(ctx, settlementQuery)
				return err
			},
		},
	}
}

func settlementRow(i settlement.Item) string {
	return i.OrderNum + " " + i.BizOrderNum + " " + i.SettlementAmount.StringFixed(2)
}

// settlementItems are items with personal data.
func settlementItems(n int) []settlement.Item {
	all := settlementtest.Items(n, settlementStart, time.Second)
	for i := range all {
		all[i].OrderUserName, all[i].OrderUserMobile, all[i].CardID, all[i].UnionOrganization = plantedName, plantedPhone, plantedBody, plantedName
	}
	return all
}

func settlementGateway(t billtest.TB, script billtest.Script, rows int) gateway {
	items := append(settlementItems(rows), settlementtest.Items(2, settlementEnd.AddDate(0, 0, 1), time.Second)...) // those of the day after are not asked for
	return settlementtest.New(t, settlementtest.Options{Secret: plantedSecret, Items: items, Faults: script})
}

func settlementConfig(gw gateway, s settings) settlement.Config {
	issue := gw.(*settlementtest.Gateway).TokenSource(time.Hour)
	source := settlement.TokenSourceFunc(func(ctx context.Context) (settlement.Token, error) {
		time.Sleep(s.tokenTakes)
		return issue.Token(ctx)
	})
	return settlement.Config{
		Token: source, Signer: settlement.SortedSecretParamMD5(plantedSecret),
		BaseURL: s.baseURL, HTTPClient: s.http, Logger: s.logger, Timeout: s.timeout, Retry: s.retry, RateLimit: s.rate,
		MaxResponseBytes: s.maxBytes, Prefetch: s.ahead, ReadTwice: s.twice, TrustShortPage: s.trusting,
	}
}

func dialSettlement(gw gateway, s settings) (any, error) {
	return settlement.New(settlementConfig(gw, s))
}

func settlementPage(ctx context.Context, c any, _ func()) outcome {
	q := settlementQuery
	q.Page = 2
	page, err := c.(*settlement.Client).ItemPage(ctx, q)
	if err != nil {
		return outcome{err: err, shown: []any{page}}
	}
	return outcome{rows: fingerprints(page.Items, settlementRow), shown: anys(page.Items)}
}

func settlementRange(ctx context.Context, c any, row func()) outcome {
	return rangeOver(c.(*settlement.Client).Items(ctx, settlementQuery), settlementRow, row)
}

func settlementCollect(ctx context.Context, c any, _ func()) outcome {
	return settlementAll(ctx, c, settlementQuery)
}

func settlementWindows(ctx context.Context, c any, _ func()) outcome {
	q := settlementQuery
	q.Window = 20 * 24 * time.Hour
	return settlementAll(ctx, c, q)
}

func settlementAll(ctx context.Context, c any, q settlement.ItemQuery) outcome {
	rows, audit, err := c.(*settlement.Client).CollectItems(ctx, q)
	return outcome{rows: fingerprints(rows, settlementRow), err: err, done: audit.Complete, odd: !audit.Complete,
		shown: append(anys(rows), audit)}
}

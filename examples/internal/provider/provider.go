// Package provider gives example programs the bills of the three providers as daily.Bills: real ones with the credentials of the
// environment, and those of a made-up shop, which gateways on loopback serve.
package provider

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/examples/internal/envfile"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/settlement"
)

// Provider is one whose bill is known.
type Provider struct {
	Name     string
	required []string // environment variables
	optional string
	// open makes a client of the variables' values. It uses no network.
	open func(value map[string]string) (daily.Bills, error)
	// fake starts a gateway on loopback that knows these sales, and returns the values to reach it.
	fake func([]sale) (value map[string]string, closeFake func())
}

// Of finds a provider by its name.
func Of(name string) (Provider, error) {
	for _, p := range []Provider{
		{"fubei", []string{"FUBEI_APP_ID", "FUBEI_APP_SECRET"}, "FUBEI_BASE_URL", openFubei, fakeFubei},
		{"settlement", []string{"SETTLEMENT_BASE_URL", "SETTLEMENT_ACCESS_TOKEN", "SETTLEMENT_SECRET", "SETTLEMENT_SIGNER"}, "", openSettlement, fakeSettlement},
		{"eshouhou", []string{"ESHOUHOU_APP_ID", "ESHOUHOU_APP_SECRET"}, "ESHOUHOU_BASE_URL", openEshouhou, fakeEshouhou},
	} {
		if p.Name == name {
			return p, nil
		}
	}
	return Provider{}, errors.New("the provider must be fubei, settlement or eshouhou")
}

// Bills opens the provider with the credentials of the environment.
func (p Provider) Bills(env func(string) string) (daily.Bills, error) {
	value, missing, err := envfile.Values(env, p.required...)
	if err == nil && p.optional != "" {
		value[p.optional], err = envfile.Value(env, p.optional)
	}
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%s must be set, or each with _FILE added (-fake asks a fake %s that needs none)", strings.Join(missing, ", "), p.Name)
	}
	return p.open(value)
}

// FakeBills asks a gateway of the day's own, with the client that asks the real one.
func (p Provider) FakeBills(ctx context.Context, day daily.Request) (daily.Answer, error) {
	sales, _ := fakeDay(day)
	value, closeFake := p.fake(sales)
	defer closeFake()
	bills, err := p.open(value)
	if err != nil {
		return daily.Answer{}, err
	}
	return bills(ctx, day)
}

// answer is a bill that its client has proven to be whole.
func answer[B interface{ Record() recon.Record }](bills []B, until time.Time, err error) (daily.Answer, error) {
	if err != nil {
		return daily.Answer{}, fmt.Errorf("after %d rows: %w", len(bills), err)
	}
	a := daily.Answer{Until: until}
	for i, bill := range bills {
		a.Rows = append(a.Rows, daily.Row{Record: bill.Record(), Line: i + 1})
	}
	return a, nil
}

// openFubei asks for every row of the day, unpaid ones too, and reads the bill twice.
func openFubei(value map[string]string) (daily.Bills, error) {
	c, err := fubei.New(fubei.Config{
		AppID: value["FUBEI_APP_ID"], AppSecret: value["FUBEI_APP_SECRET"], BaseURL: value["FUBEI_BASE_URL"], Prefetch: 4, ReadTwice: true,
	})
	return func(ctx context.Context, day daily.Request) (daily.Answer, error) {
		year, month, date := day.Day.Date()
		q := fubei.Day(year, int(month), date)
		q.All = true
		bills, audit, err := c.CollectBills(ctx, q)
		return answer(bills, audit.Until, err)
	}, err
}

// signers are the rules of the sign, of which the shop's own document of the platform must name one: it is not public.
var signers = map[string]func(secret string) settlement.Signer{
	"sorted-md5": settlement.SortedSecretParamMD5, "sorted-body-md5": settlement.SortedSecretParamBodyMD5,
	"sorted-sha1": settlement.SortedSecretParamSHA1, "sorted-body-sha1": settlement.SortedSecretParamBodySHA1,
	"sorted-body-sha256": settlement.SortedSecretParamBodySHA256, "timestamp-data-key": settlement.TimestampDataKey,
	"secret-wrapped": settlement.SecretWrapped, "sorted-timestamp-key": settlement.SortedThenTimestampKey,
}

// openSettlement asks for the items that were paid or refunded on the day.
func openSettlement(value map[string]string) (daily.Bills, error) {
	signer := signers[value["SETTLEMENT_SIGNER"]]
	if signer == nil {
		return nil, fmt.Errorf("SETTLEMENT_SIGNER must be one of %s", strings.Join(slices.Sorted(maps.Keys(signers)), ", "))
	}
	c, err := settlement.New(settlement.Config{
		BaseURL: value["SETTLEMENT_BASE_URL"], Token: settlement.StaticToken(value["SETTLEMENT_ACCESS_TOKEN"]), Signer: signer(value["SETTLEMENT_SECRET"]),
		ReadTwice: true, // the only proof where no total is declared
	})
	return func(ctx context.Context, day daily.Request) (daily.Answer, error) {
		year, month, date := day.Day.Date()
		items, audit, err := c.CollectItems(ctx, settlement.Day(year, int(month), date))
		return answer(items, audit.Until, err)
	}, err
}

// openEshouhou asks for the statement of every order of the day, and of those that wait: the provider has no list of a day. That the
// statements of a day are made by the next morning is what this program vouches for.
func openEshouhou(value map[string]string) (daily.Bills, error) {
	c, err := eshouhou.New(eshouhou.Config{AppID: value["ESHOUHOU_APP_ID"], AppSecret: value["ESHOUHOU_APP_SECRET"], BaseURL: value["ESHOUHOU_BASE_URL"]})
	return func(ctx context.Context, day daily.Request) (daily.Answer, error) {
		var ids []string
		for _, row := range day.Orders {
			ids = append(ids, row.Record.Key)
		}
		for _, row := range day.Held {
			ids = append(ids, row.Record.Key)
		}
		slices.Sort(ids)
		var statements []eshouhou.Statement
		for statement, err := range c.Statements(ctx, slices.Values(slices.Compact(ids))) {
			if errors.Is(err, eshouhou.ErrNoStatement) {
				continue // an order without a bill row
			}
			if err != nil {
				return answer(statements, day.End, err)
			}
			statements = append(statements, *statement)
		}
		a, err := answer(statements, day.End, nil)
		a.Again = true
		return a, err
	}, err
}

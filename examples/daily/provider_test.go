package main

import (
	"fmt"
	"io"
	"maps"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

func TestMissingCredentialsAreNamed(t *testing.T) {
	for _, p := range providers() {
		env, done := p.fake(nil)
		whole := map[string]string{}
		for _, name := range []string{
			"FUBEI_APP_ID", "FUBEI_APP_SECRET", "SETTLEMENT_BASE_URL", "SETTLEMENT_ACCESS_TOKEN", "SETTLEMENT_SECRET", "SETTLEMENT_SIGNER",
			"ESHOUHOU_APP_ID", "ESHOUHOU_APP_SECRET",
		} {
			if v := env(name); v != "" {
				whole[name] = v
			}
		}
		_, err := p.open(mapEnvironment(whole))
		require.NoError(t, err, p.name)
		for missing := range whole {
			less := maps.Clone(whole)
			delete(less, missing)
			_, err := p.open(mapEnvironment(less))
			assert.ErrorContains(t, err, missing+" or "+missing+"_FILE must be set")
		}
		done()
	}
}

func TestSigners(t *testing.T) {
	for _, name := range []string{"sorted-md5", "sorted-sha1", "timestamp-data-key", "secret-wrapped", "sorted-timestamp-key"} {
		signer, err := settlementSigner(name, secret)
		assert.NoError(t, err)
		assert.NotContains(t, fmt.Sprintf("%+v %#v", signer, signer), secret)
	}
	_, err := settlementSigner("guess", secret)
	assert.ErrorContains(t, err, "SETTLEMENT_SIGNER must be")
	assert.NotContains(t, err.Error(), secret)
}

// The first and the last second of the day belong to it, and nothing around them.
func TestSettlementAsksForOneDay(t *testing.T) {
	var items []settlement.Item
	for i, paidAt := range []time.Time{at(21, 23, 59, 59), at(22, 0, 0, 0), at(22, 23, 59, 59), at(23, 0, 0, 0)} {
		items = append(items, settlement.Item{
			OrderNum: fmt.Sprint("O", i), BizOrderNum: fmt.Sprint("B", i), SettlementAmount: decimal.New(1, 0), PaymentTime: paidAt,
			SettlementType: settlement.SettlementTypePayment,
		})
	}
	gateway := settlementtest.New(t, settlementtest.Options{Items: items})
	client, err := settlement.New(gateway.Config())
	require.NoError(t, err)
	got, err := settlementSource{client}.fetch(t.Context(), request{day: at(22, 0, 0, 0)}, newProgress(io.Discard, false))
	require.NoError(t, err)
	require.Len(t, got.bills, 2)
	assert.Equal(t, []string{"O1", "O2"}, []string{got.bills[0].Key, got.bills[1].Key})
}

func TestSettlementRefundIsARowOfItsOwn(t *testing.T) {
	refund := order{Number: "R1", Amount: decimal.New(-500, -2), Status: "paid", Created: at(22, 10, 0, 0)}
	assert.Equal(t, recon.Refund, refund.Record().Kind)
	assert.Equal(t, recon.Payment, paid("S1", 500, at(22, 10, 0, 0)).Record().Kind)
}

// eshouhouDay runs one day of a shop whose statements are these.
func eshouhouDay(t *testing.T, folder string, date string, orders []order, statements ...eshouhou.Statement) outcome {
	t.Helper()
	gateway := eshouhoutest.New(t, eshouhoutest.Options{Statements: statements})
	b := &branch{t: t, name: "shop-7", folder: folder}
	b.write(orders...)
	env := mapEnvironment(map[string]string{
		"ESHOUHOU_APP_ID": eshouhoutest.AppID, "ESHOUHOU_APP_SECRET": eshouhoutest.AppSecret, "ESHOUHOU_BASE_URL": gateway.URL(),
	})
	return runJob(t.Context(), env, disk{}, b.args(date, "-provider", "eshouhou")...)
}

func statement(id string, fen int64, state eshouhou.StatementState) eshouhou.Statement {
	return eshouhou.Statement{
		ID: "st-" + id, WorkOrderID: id, CustomerAmount: decimal.NewNullDecimal(decimal.New(fen, -2)), StatementState: state,
		StatementTime: at(21, 18, 0, 0),
	}
}

// The provider has no list of a day: what waits in the pool must be asked for again, and its old statement must not count twice.
func TestEshouhouAsksAgainForWhatWaits(t *testing.T) {
	const done = eshouhou.StatementStateDone
	folder := t.TempDir()
	orders := []order{paid("w1", 1000, at(21, 9, 0, 0)), paid("w2", 2000, at(21, 9, 1, 0)), paid("w3", 3000, at(21, 9, 2, 0))}
	first := eshouhouDay(t, folder, "2026-11-21", orders, statement("w1", 1000, done),
		statement("w2", 2000, 77)) // w2 in a state that nobody knows, w3 not yet
	assert.Equal(t, exitClean, first.status, first.stderr)
	assert.Contains(t, first.stdout, "reconciled 1, unreconciled 0, exception 0, reversed 0, doubtful 2")
	second := eshouhouDay(t, folder, "2026-11-22", orders, statement("w1", 1000, done),
		statement("w2", 2000, done), statement("w3", 3000, done))
	assert.Equal(t, exitClean, second.status, second.stdout+second.stderr)
	assert.Contains(t, second.stdout, "2 bill rows, 0 orders")
	assert.Contains(t, second.stdout, "reconciled 2, unreconciled 0, exception 0, reversed 0, doubtful 0")
}

func TestEshouhouFailureEndsTheRun(t *testing.T) {
	gateway := eshouhoutest.New(t, eshouhoutest.Options{
		Statements: eshouhoutest.Statements(3),
		Faults:     billtest.Script{{On: eshouhoutest.StatementCall(2), Fault: billtest.Business("7", "", "busy")}},
	})
	client, err := eshouhou.New(gateway.Config())
	require.NoError(t, err)
	var orders []order
	for _, id := range eshouhoutest.IDs(3) {
		orders = append(orders, paid(id, 100, at(22, 9, 0, 0)))
	}
	_, err = eshouhouSource{client}.fetch(t.Context(), request{orders: orders}, newProgress(io.Discard, false))
	assert.ErrorContains(t, err, "busy")
}

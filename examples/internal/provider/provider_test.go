package provider

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

const secret = "fictional-secret-of-the-daily-job"

func lookup(env map[string]string) func(string) string {
	return func(name string) string { return env[name] }
}

func at(day, hour, minute, second int) time.Time {
	return time.Date(2026, 11, day, hour, minute, second, 0, time.FixedZone("UTC+8", 8*3600))
}

func requestOf(day int) daily.Request {
	return daily.Request{Day: recon.Rules{}.DayOf(at(day, 0, 0, 0)), Start: at(day, 0, 0, 0), End: at(day+1, 0, 0, 0)}
}

func TestMissingCredentialsAreNamed(t *testing.T) {
	for _, name := range []string{"fubei", "settlement", "eshouhou"} {
		p, err := Of(name)
		require.NoError(t, err)
		env, done := p.fake(nil)
		_, err = p.Bills(lookup(env))
		require.NoError(t, err, name)
		for _, missing := range p.required {
			less := maps.Clone(env)
			delete(less, missing)
			_, err := p.Bills(lookup(less))
			assert.ErrorContains(t, err, missing+" must be set, or each with _FILE added")
		}
		done()
	}
	_, err := Of("bank")
	assert.ErrorContains(t, err, "fubei, settlement or eshouhou")
}

func TestSigners(t *testing.T) {
	p, err := Of("settlement")
	require.NoError(t, err)
	env, done := p.fake(nil)
	defer done()
	env["SETTLEMENT_SECRET"] = secret
	for name := range signers {
		env["SETTLEMENT_SIGNER"] = name
		_, err := p.Bills(lookup(env))
		assert.NoError(t, err, name)
	}
	env["SETTLEMENT_SIGNER"] = "guess"
	_, err = p.Bills(lookup(env))
	assert.ErrorContains(t, err, "SETTLEMENT_SIGNER must be one of secret-wrapped, sorted-body-md5")
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
	bills, err := openSettlement(map[string]string{
		"SETTLEMENT_BASE_URL": gateway.URL(), "SETTLEMENT_ACCESS_TOKEN": settlementtest.Token,
		"SETTLEMENT_SECRET": settlementtest.Secret, "SETTLEMENT_SIGNER": "sorted-md5",
	})
	require.NoError(t, err)
	got, err := bills(t.Context(), requestOf(22))
	require.NoError(t, err)
	require.Len(t, got.Rows, 2)
	assert.Equal(t, []string{"O1", "O2"}, []string{got.Rows[0].Record.Key, got.Rows[1].Record.Key})
	assert.True(t, at(23, 0, 0, 0).Equal(got.Until))
}

func TestEshouhouFailureEndsTheRun(t *testing.T) {
	gateway := eshouhoutest.New(t, eshouhoutest.Options{
		Statements: eshouhoutest.Statements(3),
		Faults:     billtest.Script{{On: eshouhoutest.StatementCall(2), Fault: billtest.Business("7", "", "busy")}},
	})
	bills, err := openEshouhou(map[string]string{
		"ESHOUHOU_APP_ID": eshouhoutest.AppID, "ESHOUHOU_APP_SECRET": eshouhoutest.AppSecret, "ESHOUHOU_BASE_URL": gateway.URL(),
	})
	require.NoError(t, err)
	day := requestOf(22)
	for _, id := range eshouhoutest.IDs(3) {
		day.Orders = append(day.Orders, daily.Row{Record: recon.Record{Key: id}})
	}
	_, err = bills(t.Context(), day)
	assert.ErrorContains(t, err, "busy")
}

// The last sale of a day is billed on the next one, where it waits.
func TestFakeDays(t *testing.T) {
	for _, name := range []string{"fubei", "settlement", "eshouhou"} {
		p, err := Of(name)
		require.NoError(t, err)
		day := requestOf(22)
		for row, err := range FakeOrders(t.Context(), day) {
			require.NoError(t, err)
			day.Orders = append(day.Orders, row)
		}
		got, err := p.FakeBills(t.Context(), day)
		require.NoError(t, err)
		assert.Len(t, got.Rows, 39)
		next := requestOf(23)
		next.Held = []recon.PoolRow{{Record: day.Orders[40].Record}}
		for row := range FakeOrders(t.Context(), next) {
			next.Orders = append(next.Orders, row)
		}
		got, err = p.FakeBills(t.Context(), next)
		require.NoError(t, err)
		assert.Len(t, got.Rows, 40)
	}
}

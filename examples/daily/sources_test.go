package main

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/fubei"
)

// An export of another shop system has a pay time too, which is not what the provider's bill day goes by.
func TestWorkbookWithOtherColumns(t *testing.T) {
	b := newBranch(t, []fubei.Bill{billOf(paid("S-1", 1200, at(22, 23, 59, 0)), 1, at(22, 23, 59, 0))})
	book := excelize.NewFile()
	for i, row := range [][]any{{"订单编号", "实付金额", "订单状态", "支付时间", "下单时间"}, {"S-1", 12, "已支付", "2026-11-23 00:00:30", "2026-11-22 23:59:00"}} {
		require.NoError(t, book.SetSheetRow("Sheet1", []string{"A1", "A2"}[i], &row))
	}
	require.NoError(t, book.SaveAs(b.path("orders.xlsx")))
	args := func(more ...string) []string {
		return b.args("2026-11-22", append([]string{"-orders", b.path("orders.xlsx")}, more...)...)
	}
	got := runJob(t.Context(), b.env(), args()...)
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "no order of the day")
	got = runJob(t.Context(), b.env(), args("-time-column", "下单时间", "-number-column", "订单编号")...)
	assert.Equal(t, exitClean, got.status, got.stderr)
	assert.Contains(t, got.stdout, "reconciled 1,")
	assert.Contains(t, b.files("reports")["shop-7-fubei-2026-11-22.csv"], `"file and line"`)
}

func database(t *testing.T, path string, statements ...string) {
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	for _, statement := range statements {
		_, err := db.ExecContext(t.Context(), statement)
		require.NoError(t, err)
	}
	require.NoError(t, db.Close())
}

func TestOrdersAndStateInADatabase(t *testing.T) {
	sale, next := paid("S-1", 1200, at(21, 12, 0, 0)), paid("S-2", 300, at(22, 0, 0, 0))
	b := newBranch(t, bills(sale, next))
	database(t, b.path("shop.db"), "CREATE TABLE sale (no TEXT, yuan TEXT, state TEXT, made TEXT)",
		"INSERT INTO sale VALUES ('S-1', '12.00', 'succeeded', '2026-11-21 12:00:00'), ('S-2', '3.00', 'succeeded', '2026-11-22 00:00:00')")
	env := b.env()
	env["DAILY_ORDERS_DSN"], env["DAILY_STATE_DSN"] = "sqlite:"+b.path("shop.db"), "sqlite:"+b.path("state.db")
	run := func(query string) outcome {
		return runJob(t.Context(), env, b.args("", "-orders", "", "-from", "2026-11-21", "-orders-query", query)...)
	}
	got := run("SELECT no, yuan, state, 'wechat', made FROM sale WHERE made >= ? AND made < ?")
	assert.Equal(t, exitClean, got.status, got.stderr)
	assert.Contains(t, got.stdout, "2026-11-21, shop-7 fubei: 1 bill rows, 1 order rows\nreconciled 1,")
	assert.Contains(t, got.stdout, "2026-11-22, shop-7 fubei: 1 bill rows, 1 order rows\nreconciled 1,")
	assert.NoDirExists(t, b.path("state"))
	assert.NotContains(t, b.files("reports")["shop-7-fubei-2026-11-22.csv"], "file and line", "a query has none")
	got = run("SELECT no, yuan, 'paid', 'wechat', made FROM sale WHERE made >= ? AND made < ?")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "order S-2: the state must be succeeded, pending, closed or refunded")
	got = run("SELECT no, yuan, state, 'wechat', '22.11.2026' FROM sale WHERE made >= ? AND made < ?")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.stderr, "order S-2: the time must be a text such as")
}

func TestRefusedDatabases(t *testing.T) {
	b := newBranch(t, nil)
	for dsn, want := range map[string]string{
		"":                                "-orders-query needs DAILY_ORDERS_DSN",
		"oracle://shop:" + secret + "@db": "DAILY_ORDERS_DSN must begin with postgres:, mysql: or sqlite:",
		"mysql:shop:" + secret + "@tcp(":  "DAILY_ORDERS_DSN is not what the driver takes",
	} {
		env := b.env()
		env["DAILY_ORDERS_DSN"] = dsn
		got := runJob(t.Context(), env, b.args("2026-11-22", "-orders", "", "-orders-query", "SELECT 1")...)
		assert.Equal(t, exitFailed, got.status)
		assert.Contains(t, got.stderr, want)
		assert.NotContains(t, got.stderr, secret)
	}
}

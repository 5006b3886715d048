package main

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// eshouhouDay runs one day of a shop whose statements are these.
func eshouhouDay(t *testing.T, folder string, date string, orders []order, statements ...eshouhou.Statement) outcome {
	t.Helper()
	gateway := eshouhoutest.New(t, eshouhoutest.Options{Statements: statements})
	b := &branch{t: t, name: "shop-7", folder: folder}
	b.write(orders...)
	env := map[string]string{
		"ESHOUHOU_APP_ID": eshouhoutest.AppID, "ESHOUHOU_APP_SECRET": eshouhoutest.AppSecret, "ESHOUHOU_BASE_URL": gateway.URL(),
	}
	return runJob(t.Context(), env, b.args(date, "-provider", "eshouhou", "-closed")...)
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
	assert.Contains(t, second.stdout, "2 bill rows, 2 order rows")
	assert.Contains(t, second.stdout, "reconciled 2, unreconciled 0, exception 0, reversed 0, doubtful 0")
}

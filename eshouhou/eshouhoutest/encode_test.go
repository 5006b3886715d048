package eshouhoutest

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/eshouhou"
)

func roundTrip(t *testing.T, s eshouhou.Statement) (eshouhou.Statement, string) {
	t.Helper()
	text, err := json.Marshal(encode(s))
	require.NoError(t, err)
	var got eshouhou.Statement
	require.NoError(t, json.Unmarshal(text, &got), "%s", text)
	return got, string(text)
}

func TestEncodeIsWhatTheClientReads(t *testing.T) {
	full := Statements(1)[0]
	full.CustomerName, full.ProductName, full.ProductType, full.ServiceCategory = "c", "p", "t", "s"
	full.OtherFeeItemAmount = decimal.NewNullDecimal(decimal.RequireFromString("-0.125"))
	full.Remark, full.OperatorID, full.OperatorName, full.StatementStateClass = "r", "o", "n", "#428bca"
	full.Accessorys = []json.RawMessage{json.RawMessage(`{"a":1.50}`)}
	full.TypeList = []eshouhou.TypeOption{{Key: "9", Value: "v", IsChecked: true, Extra: map[string]json.RawMessage{"x": json.RawMessage(`1`)}}}
	full.IsOnlinePay = true
	full.WorkOrderPendState, full.CustomerPaymentAction = 28, 49
	full.Extra = map[string]json.RawMessage{"memo": json.RawMessage(`[1.50]`)}
	least := eshouhou.Statement{ID: "s", WorkOrderID: "w", Type: eshouhou.PayTypeAbsent, StatementState: eshouhou.StatementStateAbsent,
		WorkOrderState: eshouhou.WorkOrderStateAbsent, WorkOrderPendState: eshouhou.WorkOrderPendStateAbsent,
		CustomerPaymentAction: eshouhou.CustomerPaymentActionAbsent}
	for reason, s := range map[string]eshouhou.Statement{"every field": full, "the least": least, "the zero enums": {ID: "s", WorkOrderID: "w"}} {
		got, text := roundTrip(t, s)
		assert.True(t, s.Equal(got), "%s: %s", reason, text)
	}
}

func TestEncodeShapes(t *testing.T) {
	_, text := roundTrip(t, eshouhou.Statement{ID: "s", WorkOrderID: "w",
		TotalAmount:   decimal.NewNullDecimal(decimal.RequireFromString("0.5")),
		StatementTime: time.Date(2020, 4, 29, 8, 20, 16, 0, time.UTC)})
	for _, member := range []string{`"TotalAmount":"0.50"`, `"CustomerAmount":""`, `"CustomerName":null`, `"StatementTime":"2020/4/29 16:20:16"`,
		`"Accessorys":[]`, `"TypeList":[]`, `"Type":0`, `"Remark":""`} {
		assert.Contains(t, text, member)
	}
}

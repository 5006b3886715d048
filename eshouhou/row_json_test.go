package eshouhou

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
)

func TestMarshalJSONGivesTheSampleBack(t *testing.T) {
	var page struct{ ResultValue json.RawMessage }
	require.NoError(t, json.Unmarshal(samplePage(t), &page))
	var want bytes.Buffer
	require.NoError(t, json.Compact(&want, page.ResultValue))
	got, err := json.Marshal(sampleStatement())
	require.NoError(t, err)
	assert.Equal(t, want.String(), string(got), "byte by byte, white space aside")
}

// blankStatement is a statement of which nothing came.
func blankStatement() Statement {
	return Statement{Type: PayTypeAbsent, StatementState: StatementStateAbsent, WorkOrderState: WorkOrderStateAbsent,
		WorkOrderPendState: WorkOrderPendStateAbsent, CustomerPaymentAction: CustomerPaymentActionAbsent}
}

// fullStatement has every field set.
func fullStatement() Statement {
	s := sampleStatement()
	s.CustomerName, s.ProductName, s.ProductType, s.ServiceCategory = "测试甲", "产品", "型号", "类别"
	s.AccessoryAmount, s.FeeItemAmount, s.OtherFeeItemAmount = amount("1.5"), amount("0"), amount("-0.125")
	s.Remark = "a\"\\\n<&>测试"
	s.Accessorys, s.FeeItems, s.OtherFeeItems = raws(`{"a" : [1.50]}`, `null`), raws(`"<&>"`), raws(`[]`)
	s.TypeList = append(s.TypeList, TypeOption{Key: "1", IsChecked: true, ObjArray: raws(`1`), Extra: map[string]json.RawMessage{"h": raws(`"x"`)[0]}})
	s.OperatorID, s.OperatorName = "9", "测试乙"
	s.StatementTime = time.Date(2020, 4, 29, 16, 20, 16, 250_000_000, wire.ChinaZone)
	s.IsOnlinePay = true
	s.Extra = map[string]json.RawMessage{"z": raws(`{"b": 1}`)[0], "a": raws(`"<x>"`)[0]}
	return s
}

func TestMarshalJSONReadsBackEqual(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Statement)
	}{
		{"everything set", func(*Statement) {}},
		{"values without a name", func(s *Statement) {
			s.Type, s.StatementState, s.WorkOrderState, s.WorkOrderPendState, s.CustomerPaymentAction = 11, -6, 13, 29, 50
		}},
		{"zero is documented", func(s *Statement) { s.Type, s.StatementState = 0, 0 }},
		{"nothing but the identity", func(s *Statement) {
			*s = blankStatement()
			s.ID, s.WorkOrderID = "s", "w"
		}},
		{"a time elsewhere", func(s *Statement) { s.StatementTime = s.StatementTime.In(time.UTC) }},
		{"a time to the nanosecond", func(s *Statement) { s.StatementTime = s.StatementTime.Add(1) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			want := fullStatement()
			test.change(&want)
			text, err := json.Marshal(want)
			require.NoError(t, err)
			var got Statement
			require.NoError(t, json.Unmarshal(text, &got))
			assert.True(t, want.Equal(got), "%s", text)
		})
	}
}

func TestMarshalJSONLeavesOutWhatIsNotOfTheWire(t *testing.T) {
	s := sampleStatement()
	want, err := json.Marshal(s)
	require.NoError(t, err)
	s.AskedFor, s.Unknown, s.Raw = "x", map[string]int64{"y": 1}, raws(`{"no":1}`)[0]
	got, err := json.Marshal(s)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

func TestMoney(t *testing.T) {
	for _, test := range []struct{ literal, want string }{
		{"9", "9.00"}, {"9.9", "9.90"}, {"9.90", "9.90"}, {"9.900", "9.900"}, {"9.12345678", "9.12345678"},
		{"-0.5", "-0.50"}, {"0", "0.00"}, {"1e2", "100.00"}, {"123456789012345678901.1", "123456789012345678901.10"},
	} {
		text, err := Statement{TotalAmount: amount(test.literal)}.MarshalJSON()
		require.NoError(t, err)
		assert.Contains(t, string(text), `"TotalAmount":"`+test.want+`"`)
	}
}

func TestMarshalJSONRefuses(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Statement)
		text   string
	}{
		{"an extra member with a name of its own", func(s *Statement) { s.Extra = map[string]json.RawMessage{"TypeList": raws(`[]`)[0]} },
			"eshouhou: Statement.Extra holds TypeList: that is a field of its own"},
		{"an extra member that is no JSON", func(s *Statement) { s.Extra = map[string]json.RawMessage{"a": raws(`fictional-value`)[0]} },
			"eshouhou: a value in Statement.Extra is not JSON"},
		{"an item that is no JSON", func(s *Statement) { s.FeeItems = raws(`fictional-value`) }, "eshouhou: a value in Statement is not JSON"},
		{"an option that is no JSON", func(s *Statement) { s.TypeList = []TypeOption{{ObjArray: raws(`fictional-value`)}} },
			"eshouhou: a value in TypeOption is not JSON"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s := sampleStatement()
			test.change(&s)
			_, err := s.MarshalJSON()
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestUnmarshalJSON(t *testing.T) {
	s := fullStatement()
	require.NoError(t, json.Unmarshal([]byte(leastRow("")), &s))
	want := blankStatement()
	want.ID, want.WorkOrderID = "s", "w"
	assert.Equal(t, want, s, "the whole statement is replaced")

	require.NoError(t, json.Unmarshal([]byte(`null`), &s))
	assert.Equal(t, want, s, "null changes nothing")

	err := json.Unmarshal([]byte(leastRow(`"TotalAmount":"fictional-value"`)), &s)
	require.ErrorIs(t, err, ErrMalformedResponse)
	assert.Contains(t, err.Error(), "Statement: TotalAmount: is not a decimal number")
	assert.NotContains(t, err.Error(), "fictional-value")
	assert.Equal(t, want, s, "an error changes nothing")
}

package eshouhou

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// amount parses a literal, "" being absent.
func amount(literal string) decimal.NullDecimal {
	if literal == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.RequireFromString(literal))
}

// samplePage is the reply of the provider's page.
func samplePage(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/statement.json")
	require.NoError(t, err)
	return text
}

// sampleStatement is the statement in it.
func sampleStatement() Statement {
	return Statement{
		ID:                    "6a6f0e4e-70ef-4438-b9b6-3ae7a39368aa",
		WorkOrderID:           "70e84c66-6607-4e9e-bf99-e04cc6b429b8",
		WorkOrderNumber:       "W202108050004",
		TotalAmount:           amount("0.00"),
		CustomerAmount:        amount("0.02"),
		GuaranteedName:        "保内",
		Type:                  PayTypeUncollected,
		TypeName:              "未收款",
		TypeList:              []TypeOption{{Key: "9", Value: "微信支付(线上)"}},
		StatementState:        StatementStateToPay,
		StatementStateName:    "待结账",
		StatementStateClass:   "#428bca",
		WorkOrderState:        WorkOrderStateStatementMade,
		WorkOrderPendState:    WorkOrderPendStatePayment,
		CustomerPaymentAction: CustomerPaymentActionPay,
	}
}

func TestTotalDifference(t *testing.T) {
	for _, test := range []struct {
		reason                         string
		total, accessory, fee, otherFe string
		want                           string
		ok, differs                    bool
	}{
		{"the provider's sample: no part given", "0.00", "", "", "", "", false, false},
		{"the sum of its parts", "6.60", "1.10", "2.20", "3.30", "0", true, false},
		{"one fen too little", "6.59", "1.10", "2.20", "3.30", "-0.01", true, true},
		{"one fen too much", "6.61", "1.10", "2.20", "3.30", "0.01", true, true},
		{"a part that was not given adds nothing", "1.10", "1.10", "", "", "0", true, false},
		{"zero is given", "0.00", "0.00", "", "", "0", true, false},
		{"zero is given and the total is not zero", "5.00", "", "", "0.00", "5", true, true},
		{"no total", "", "1.00", "", "", "", false, false},
		{"a discount", "5.00", "7.00", "", "-2.00", "0", true, false},
		{"what float64 would get wrong", "0.30", "0.10", "0.20", "", "0", true, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s := Statement{TotalAmount: amount(test.total), AccessoryAmount: amount(test.accessory),
				FeeItemAmount: amount(test.fee), OtherFeeItemAmount: amount(test.otherFe)}
			difference, ok := s.TotalDifference()
			assert.Equal(t, test.ok, ok)
			if ok {
				assert.True(t, difference.Equal(decimal.RequireFromString(test.want)), "got %s", difference)
			}
			assert.Equal(t, test.differs, s.totalDiffers())
		})
	}
}

func TestAmount(t *testing.T) {
	for _, test := range []struct {
		reason, total, customer, want string
		ok                            bool
	}{
		{"the provider's sample: what is to pay, not the total", "0.00", "0.02", "0.02", true},
		{"nothing to pay", "9.90", "0.00", "0", true},
		{"the total stands in", "9.90", "", "9.9", true},
		{"neither was given", "", "", "0", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, ok := Statement{TotalAmount: amount(test.total), CustomerAmount: amount(test.customer)}.Amount()
			assert.Equal(t, test.ok, ok)
			assert.True(t, got.Equal(decimal.RequireFromString(test.want)), "got %s", got)
		})
	}
}

func TestSampleDecodesExactly(t *testing.T) {
	st, err := decodeStatement(nil, wire.NewReader(nil), samplePage(t), row.Options{Zone: wire.ChinaZone}, nil)
	require.NoError(t, err)
	want := sampleStatement()
	assert.Equal(t, "0.00", st.TotalAmount.Decimal.StringFixed(-st.TotalAmount.Decimal.Exponent()), "the decimals stay as they came")
	assert.Equal(t, "0.02", st.CustomerAmount.Decimal.String())
	assert.True(t, want.Equal(*st), "got %s", *st)
	assert.Nil(t, st.Unknown, "the page documents all of it")
	assert.Nil(t, st.Extra)
	assert.Nil(t, st.Raw)

	// Equal is this package's own word: so field by field as well, amounts aside.
	st.TotalAmount, st.CustomerAmount, want.TotalAmount, want.CustomerAmount = amount(""), amount(""), amount(""), amount("")
	assert.Equal(t, want, *st)
}

func TestSampleIsReadAsJSONToo(t *testing.T) {
	var page struct{ ResultValue Statement }
	require.NoError(t, json.Unmarshal(samplePage(t), &page))
	assert.True(t, sampleStatement().Equal(page.ResultValue))
}

package eshouhou

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
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
	st, err := decodeStatement(context.Background(), wire.NewReader(nil), samplePage(t), row.Options{Zone: wire.ChinaZone}, nil)
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

func TestStatementRecord(t *testing.T) {
	assert.Equal(t, recon.Record{
		Key:     "70e84c66-6607-4e9e-bf99-e04cc6b429b8",
		AltKeys: recon.AltKeys{"W202108050004", "6a6f0e4e-70ef-4438-b9b6-3ae7a39368aa"},
		Amount:  decimal.RequireFromString("0.02"),
		Kind:    recon.Payment,
		State:   recon.Pending,
		Channel: "uncollected",
	}, sampleStatement().Record())
}

func TestStatementRecordOfOddRows(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Statement)
		check  func(*testing.T, recon.Record)
	}{
		{"done is paid", func(s *Statement) { s.StatementState = StatementStateDone },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Succeeded, r.State) }},
		{"cancelled is closed", func(s *Statement) { s.StatementState = StatementStateCancelled },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Closed, r.State) }},
		{"no state is unknown, not pending", func(s *Statement) { s.StatementState = StatementStateAbsent },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"the default state is unknown", func(s *Statement) { s.StatementState = StatementStateDefault },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"the total when nothing else was given", func(s *Statement) { s.CustomerAmount, s.TotalAmount = amount(""), amount("7.00") },
			func(t *testing.T, r recon.Record) { assert.Equal(t, "7", r.Amount.String()) }},
		{"zero to pay is an amount", func(s *Statement) {
			s.CustomerAmount, s.TotalAmount, s.StatementState = amount("0.00"), amount("7.00"), StatementStateDone
		},
			func(t *testing.T, r recon.Record) {
				assert.True(t, r.Amount.IsZero())
				assert.Equal(t, recon.Succeeded, r.State)
			}},
		{"no amount is never called reconciled", func(s *Statement) {
			s.CustomerAmount, s.TotalAmount, s.StatementState = amount(""), amount(""), StatementStateDone
		},
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"its time", func(s *Statement) { s.StatementTime = fullStatement().StatementTime },
			func(t *testing.T, r recon.Record) { assert.Equal(t, fullStatement().StatementTime, r.Time) }},
		{"no time", func(*Statement) {}, func(t *testing.T, r recon.Record) { assert.True(t, r.Time.IsZero()) }},
		{"online WeChat Pay", func(s *Statement) { s.Type = PayTypeWeChatOnline },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.WeChat, r.Channel) }},
		{"a type without a name", func(s *Statement) { s.Type = 11 },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Channel("eshouhou:11"), r.Channel) }},
		{"no fee is known", func(*Statement) {}, func(t *testing.T, r recon.Record) { assert.False(t, r.Fee.Valid || r.Income.Valid) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s := sampleStatement()
			test.change(&s)
			test.check(t, s.Record())
		})
	}
}

func TestStatementRecordIsAMethodExpression(t *testing.T) {
	byValue, byPointer := Statement.Record, (*Statement).Record
	s := sampleStatement()
	assert.Equal(t, byValue(s), byPointer(&s))
}

func TestStatementPrints(t *testing.T) {
	const want = `eshouhou.Statement{work order "70e84c66-6607-4e9e-bf99-e04cc6b429b8", number "W202108050004", total 0.00, due 0.02, uncollected, to pay}`
	s := sampleStatement()
	assert.Equal(t, want, s.String())
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
		assert.Equal(t, want, fmt.Sprintf(format, s), format)
		assert.Equal(t, want, fmt.Sprintf(format, &s), format)
	}
	assert.Equal(t, fmt.Sprintf("%q", want), fmt.Sprintf("%q", s))
	assert.Equal(t, `eshouhou.Statement{work order "w", number "", absent, absent}`, func() string {
		s := blankStatement()
		s.WorkOrderID = "w"
		return s.String()
	}(), "amounts that were not given do not show as zero")
}

func TestStatementPrintsNothingPersonal(t *testing.T) {
	s := fullStatement()
	personal := []string{"测试甲", "测试乙", "fictional-remark", "fictional-item", "fictional-extra", "fictional-raw", "fictional-product"}
	s.Remark, s.ProductName = personal[2], personal[6]
	s.FeeItems = raws(`"` + personal[3] + `"`)
	s.Extra["a"], s.Raw = raws(`"` + personal[4] + `"`)[0], raws(`"` + personal[5] + `"`)[0]
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		logger := slog.New(handler)
		logger.Info("x", "statement", s, "pointer", &s)
	}
	holder := struct{ S Statement }{s}
	text := log.String() + fmt.Sprintf("%v %+v %#v %s %q %x %v %+v %#v", s, s, s, s, s, s, holder, holder, holder)
	assert.Contains(t, text, s.WorkOrderNumber)
	for _, value := range personal {
		assert.NotContains(t, text, value)
	}
}

package settlement

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

// refund is the first row of the provider's sample, its personal data replaced.
func refund() Item {
	return Item{
		OrderNum:          "31667365951449629248009653",
		BizOrderNum:       "21221102131100027835",
		SKUName:           "【全频道】【多规格】",
		TotalQuantity:     amount("-1"),
		ChannelName:       "优选生活",
		SKUCategoryName:   "南非橙",
		OrderUserMobile:   "10000000001",
		OrderUserName:     "fictional_user_0001",
		PaymentType:       "企业积分",
		CardID:            "fictional-card-0001",
		PaymentAmount:     amount("-2.00"),
		SettlementAmount:  decimal.RequireFromString("-2.00"),
		ContractID:        "286239",
		UnionOrganization: "虚构公司/财务管理部",
		OrderTime:         at("2022-11-02 13:11:31"),
		PaymentTime:       at("2022-11-02 13:12:32"),
		TotalAmount:       amount("-2.00"),
		SettlementType:    SettlementTypeRefund,
	}
}

// payment is the second row of the provider's sample.
func payment() Item {
	i := refund()
	i.OrderNum, i.BizOrderNum = "21667365827518629248078960", "21221102131000004984"
	i.SKUName, i.CardID = "hyb商城活动-001", "fictional-card-0002"
	i.TotalQuantity = amount("1")
	i.PaymentAmount, i.TotalAmount = amount("0.01"), amount("0.01")
	i.SettlementAmount = decimal.RequireFromString("0.01")
	i.OrderTime, i.PaymentTime = at("2022-11-02 13:10:27"), at("2022-11-02 13:10:34")
	i.SettlementType = SettlementTypePayment
	return i
}

func TestTypeContradiction(t *testing.T) {
	for _, test := range []struct {
		reason                    string
		kind                      SettlementType
		settled, payment, ordered string // empty: absent
		want                      bool
	}{
		{"a payment", SettlementTypePayment, "2.00", "2.00", "2.00", false},
		{"a refund", SettlementTypeRefund, "-2.00", "-2.00", "-2.00", false},
		{"a payment of nothing", SettlementTypePayment, "0.00", "0", "0.00", false},
		{"a refund of nothing", SettlementTypeRefund, "0.00", "0", "-0.00", false},
		{"a payment of a negative amount", SettlementTypePayment, "-2.00", "2.00", "2.00", true},
		{"a refund of a positive amount", SettlementTypeRefund, "2.00", "-2.00", "-2.00", true},
		{"a payment of negative points", SettlementTypePayment, "2.00", "-2.00", "2.00", true},
		{"a refund of positive points", SettlementTypeRefund, "-2.00", "2.00", "-2.00", true},
		{"a payment of a negative total", SettlementTypePayment, "2.00", "2.00", "-0.01", true},
		{"a refund of a positive total", SettlementTypeRefund, "-2.00", "-2.00", "0.01", true},
		{"absent amounts contradict nothing", SettlementTypeRefund, "-2.00", "", "", false},
		{"no type", SettlementTypeAbsent, "-2.00", "2.00", "2.00", false},
		{"an unknown type", 7, "-2.00", "2.00", "2.00", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			i := Item{OrderNum: "1", SettlementType: test.kind, SettlementAmount: decimal.RequireFromString(test.settled)}
			if test.payment != "" {
				i.PaymentAmount, i.TotalAmount = amount(test.payment), amount(test.ordered)
			}
			before := i
			assert.Equal(t, test.want, i.TypeContradiction())
			assert.Equal(t, before, i, "nothing is flipped")
		})
	}
}

func TestSettlementTypeNames(t *testing.T) {
	for _, test := range []struct {
		value            SettlementType
		english, chinese string
		known            bool
	}{
		{SettlementTypeAbsent, "absent", "无结算单类型", false},
		{SettlementTypePayment, "payment", "付款单", true},
		{SettlementTypeRefund, "refund", "退款单", true},
		{7, "SettlementType(7)", "未知结算单类型(7)", false},
		{-1, "SettlementType(-1)", "未知结算单类型(-1)", false},
	} {
		assert.Equal(t, test.english, test.value.String())
		assert.Equal(t, test.chinese, test.value.Chinese())
		assert.Equal(t, test.known, test.value.known(), test.english)
	}
}

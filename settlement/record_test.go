package settlement

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestRecord(t *testing.T) {
	assert.Equal(t, recon.Record{
		Key: "31667365951449629248009653", AltKeys: recon.AltKeys{"21221102131100027835"},
		Amount: decimal.RequireFromString("-2.00"), Unit: "CNY", Kind: recon.Refund, State: recon.Succeeded,
		Time: at("2022-11-02 13:12:32"), Channel: "企业积分",
	}, refund().Record())
	assert.Equal(t, recon.Payment, payment().Record().Kind)
}

func TestRecordByBizOrder(t *testing.T) {
	want := refund().Record()
	want.Key, want.AltKeys = "21221102131100027835", recon.AltKeys{"31667365951449629248009653"}
	assert.Equal(t, want, refund().RecordByBizOrder())

	without := Item{OrderNum: "1"}.RecordByBizOrder()
	assert.Empty(t, without.Key, "an order number is never taken for a business number")
	assert.Equal(t, recon.AltKeys{"1"}, without.AltKeys)
}

// Books that keep one of the two numbers match by that one, and by the other they match nothing.
func TestRecordsMatchByTheNumberThatTheBooksKeep(t *testing.T) {
	bill := []Item{refund(), payment()}
	byOrder := func(i Item) recon.Record {
		return recon.Record{Key: i.OrderNum, Amount: i.SettlementAmount, Kind: i.Record().Kind}
	}
	byBiz := func(i Item) recon.Record {
		return recon.Record{Key: i.BizOrderNum, Amount: i.SettlementAmount, Kind: i.Record().Kind}
	}
	for _, test := range []struct {
		reason      string
		bill, books func(Item) recon.Record
		groups      int
	}{
		{"order numbers", Item.Record, byOrder, 2},
		{"business numbers", Item.RecordByBizOrder, byBiz, 2},
		{"business numbers taken for order numbers", Item.Record, byBiz, 4},
		{"order numbers taken for business numbers", Item.RecordByBizOrder, byOrder, 4},
	} {
		t.Run(test.reason, func(t *testing.T) {
			result, err := recon.Match(bill, test.bill, bill, test.books, recon.Rules{})
			require.NoError(t, err)
			groups := 0
			for range result.Groups() {
				groups++
			}
			assert.Equal(t, test.groups, groups)
		})
	}
}

func TestRecordKind(t *testing.T) {
	for _, test := range []struct {
		reason string
		kind   SettlementType
		amount string
		want   recon.Kind
	}{
		{"a payment", SettlementTypePayment, "1.00", recon.Payment},
		{"a refund", SettlementTypeRefund, "-1.00", recon.Refund},
		{"a contradiction stays one", SettlementTypePayment, "-1.00", recon.Payment},
		{"the other contradiction", SettlementTypeRefund, "1.00", recon.Refund},
		{"no type, money given back", SettlementTypeAbsent, "-1.00", recon.Refund},
		{"no type, money taken", SettlementTypeAbsent, "1.00", recon.Payment},
		{"an unknown type of nothing", 7, "0", recon.Payment},
		{"an unknown type, money given back", 7, "-1.00", recon.Refund},
	} {
		t.Run(test.reason, func(t *testing.T) {
			i := Item{OrderNum: "1", SettlementType: test.kind, SettlementAmount: decimal.RequireFromString(test.amount)}
			i.PaymentAmount = decimal.NewNullDecimal(i.SettlementAmount)
			assert.Equal(t, test.want, i.Record().Kind)
			assert.True(t, i.SettlementAmount.Equal(i.Record().Amount), "the sign is not flipped")
			assert.Equal(t, test.want, i.PointsRecord().Kind)
		})
	}
}

func TestRecordTime(t *testing.T) {
	i := refund()
	i.PaymentTime = time.Time{}
	assert.Equal(t, i.OrderTime, i.Record().Time)
	i.OrderTime = time.Time{}
	assert.True(t, i.Record().Time.IsZero())
}

func TestPointsRecord(t *testing.T) {
	i := refund()
	i.PaymentAmount = amount("-200")
	want := i.Record()
	want.Amount, want.Unit = decimal.RequireFromString("-200"), PointsUnit
	assert.Equal(t, want, i.PointsRecord())
	want.Unit = "福豆"
	assert.Equal(t, want, PointsRecordIn("福豆")(i))

	i.PaymentAmount = decimal.NullDecimal{}
	assert.Equal(t, recon.Unknown, i.PointsRecord().State, "points that did not come are not reconciled")
	assert.True(t, i.PointsRecord().Amount.IsZero())
	assert.Equal(t, recon.Succeeded, i.Record().State)
}

// Money against money, points against points: the same rows match under both, and never across.
func TestRecordsMatch(t *testing.T) {
	rows := []Item{refund(), payment()}
	rows[0].PaymentAmount, rows[1].PaymentAmount = amount("-20"), amount("1")
	for _, test := range []struct {
		reason     string
		bill, shop func(Item) recon.Record
		equal      bool
	}{
		{"money", Item.Record, Item.Record, true},
		{"points", Item.PointsRecord, Item.PointsRecord, true},
		{"money against points", Item.Record, Item.PointsRecord, false},
		{"points of another name", Item.PointsRecord, PointsRecordIn("次"), false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			result, err := recon.Match(rows, test.bill, rows, test.shop, recon.Rules{})
			require.NoError(t, err)
			require.NoError(t, result.Verify())
			clean := 0
			for group := range result.Groups() {
				if group.Verdict == 0 {
					clean++
				} else {
					assert.NotZero(t, group.Verdict&recon.FoundUnit, "%v", group.Codes())
				}
			}
			assert.Equal(t, test.equal, clean == 2, "%d of 2 match", clean)
		})
	}
}

// An empty unit means CNY to recon, and points are not money.
func TestPointsRecordInWithoutAUnitIsNotMoney(t *testing.T) {
	assert.Equal(t, PointsUnit, PointsRecordIn("")(Item{}).Unit)
}

package settlement

import "github.com/billrecon/billrecon/recon"

// PointsUnit is the Unit of [Item.PointsRecord]: the provider's own words for what paymentAmount counts.
const PointsUnit = "福豆/次"

// Record is what recon.Match sees of the item as money, by the order number (订单号): pass the method expression
// settlement.Item.Record. It is right when your books keep the orderNum of the bill. Which of its two numbers a shop keeps is not
// documented: look for one of your own numbers in a bill, and when it is the business number (业务单号), pass
// [Item.RecordByBizOrder].
//
// Key is OrderNum, which every row has, and AltKeys[0] is BizOrderNum, which may be missing. recon compares Keys with Keys and
// AltKeys[0] with AltKeys[0] alone, so an order's Record has to put the same numbers into the same places. Amount is
// SettlementAmount in CNY, negative for a refund, as it came: a sign that contradicts the type is not flipped, and recon reports
// it. Kind comes from SettlementType, or from the sign of the amount when the type is not known. State is always Succeeded, because
// only settled rows are listed. Time is PaymentTime, which decides what a query finds, or OrderTime when that is missing. Channel
// is PaymentType as it came. The provider sends neither fee nor income.
func (i Item) Record() recon.Record {
	when := i.PaymentTime
	if when.IsZero() {
		when = i.OrderTime
	}
	return recon.Record{
		Key:     i.OrderNum,
		AltKeys: recon.AltKeys{i.BizOrderNum},
		Amount:  i.SettlementAmount,
		Unit:    "CNY",
		Kind:    i.SettlementType.kind(i.SettlementAmount.Sign()),
		Time:    when,
		Channel: recon.Channel(i.PaymentType),
	}
}

// RecordByBizOrder is [Item.Record] by the business number (业务单号): Key is BizOrderNum and AltKeys[0] is OrderNum. It is right
// when your books keep the bizOrderNum of the bill. A row without one has no Key and is matched by AltKeys[0] alone. A refund that
// repeats the business number of its payment stands in one group with it, so your books need a row for each of the two.
func (i Item) RecordByBizOrder() recon.Record {
	r := i.Record()
	r.Key, r.AltKeys = i.BizOrderNum, recon.AltKeys{i.OrderNum}
	return r
}

// PointsRecord is what recon.Match sees of the item as points: [Item.Record] with PaymentAmount in [PointsUnit] in place of the
// money. Recon never adds amounts of different units. A row without a PaymentAmount has 0 points and the state Unknown.
func (i Item) PointsRecord() recon.Record { return i.points(PointsUnit) }

// PointsRecordIn is [Item.PointsRecord] with another unit, as the orders to match with name it: pass
// settlement.PointsRecordIn("福豆") to recon.Match. An empty unit is PointsUnit: points are never taken for CNY by oversight.
func PointsRecordIn(unit string) func(Item) recon.Record {
	if unit == "" {
		unit = PointsUnit
	}
	return func(i Item) recon.Record { return i.points(unit) }
}

func (i Item) points(unit string) recon.Record {
	r := i.Record()
	r.Amount, r.Unit = i.PaymentAmount.Decimal, unit
	r.Kind = i.SettlementType.kind(r.Amount.Sign())
	if !i.PaymentAmount.Valid {
		r.State = recon.Unknown
	}
	return r
}

package fubei

import (
	"math"

	"github.com/billrecon/billrecon/internal/wire"
)

// Members of a row, as bits of the ones seen.
const (
	rowOrderSN = 1 << iota
	rowMerchantOrderSN
	rowCreateTime
	rowPayTime
	rowTotalFee
	rowFee
	rowIncome
	rowStoreID
	rowCashierID
	rowPayStatus
	rowPayType
	rowDeviceNo
)

// readBill reads one row into b, which must be zero, and counts what is not known.
func readBill(r *wire.Reader, o rowOptions, b *Bill, unknown *wire.Unknown) {
	start := r.Pos()
	b.PayStatus = PayStatusAbsent
	d := rowDecoder{r: r, times: wire.TimePolicy{Epoch: true, ZeroIsAbsent: true, Zone: o.zone}, unknown: unknown}
	seen := 0
	for ok := r.Object(); ok && r.Next(); {
		bit := d.member(b)
		if seen&bit != 0 {
			r.Twice()
		}
		seen |= bit
	}
	d.require(b)
	d.count(b)
	if o.keepRaw {
		b.Raw = r.Since(start)
	}
}

// rowDecoder is what the members of a row need beside the row.
type rowDecoder struct {
	r       *wire.Reader
	times   wire.TimePolicy
	total   bool // total_fee has a value
	unknown *wire.Unknown
}

// member reads one member and answers its bit, 0 for an unknown one.
func (d *rowDecoder) member(b *Bill) int {
	r := d.r
	switch string(r.Name()) {
	case "order_sn":
		b.OrderSN, _ = r.Text()
		return rowOrderSN
	case "merchant_order_sn":
		b.MerchantOrderSN, _ = r.Text()
		return rowMerchantOrderSN
	case "create_time":
		b.CreateTime = r.Time(d.times)
		return rowCreateTime
	case "pay_time":
		b.PayTime = r.Time(d.times)
		return rowPayTime
	case "total_fee":
		v := r.Money(wire.MoneyPolicy{})
		b.TotalFee, d.total = v.Decimal, v.Valid
		return rowTotalFee
	case "fee":
		b.Fee = r.Money(wire.MoneyPolicy{})
		return rowFee
	case "income":
		b.Income = r.Money(wire.MoneyPolicy{})
		return rowIncome
	}
	return d.number(b)
}

// number reads the members that are whole numbers, and what is left.
func (d *rowDecoder) number(b *Bill) int {
	r := d.r
	switch string(r.Name()) {
	case "store_id":
		b.StoreID, _ = r.Int(0, math.MaxInt64)
		return rowStoreID
	case "cashier_id":
		b.CashierID, _ = r.Int(0, math.MaxInt64)
		return rowCashierID
	case "pay_status":
		if v, ok := r.Int(math.MinInt32+1, math.MaxInt32); ok {
			b.PayStatus = PayStatus(v)
		}
		return rowPayStatus
	case "pay_type":
		v, _ := r.Int(math.MinInt32, math.MaxInt32)
		b.PayType = PayType(v)
		return rowPayType
	case "device_no":
		b.DeviceNo, _ = r.Text()
		return rowDeviceNo
	}
	d.r.Keep(&b.Extra, d.unknown)
	return 0
}

// require refuses a row without identity or amount: it can be neither matched nor summed.
func (d *rowDecoder) require(b *Bill) {
	switch {
	case b.OrderSN == "":
		d.r.Fail("has no order_sn")
	case !d.total:
		d.r.Fail("has no total_fee")
	}
}

// count notes what is odd about a row that is kept as it came.
func (d *rowDecoder) count(b *Bill) {
	if b.PayStatus != PayStatusAbsent && !b.PayStatus.known() {
		d.unknown.AddValue("pay_status", int64(b.PayStatus))
	}
	if b.PayType != PayTypeAbsent && !b.PayType.known() {
		d.unknown.AddValue("pay_type", int64(b.PayType))
	}
	if b.incomeDiffers() {
		d.unknown.Add("income:differs")
	}
}

package settlement

import (
	"math"
	"time"

	"github.com/billrecon/billrecon/internal/wire"
)

// What is odd about a row that is kept as it came, as counted in Unknown.
const (
	oddContradiction = "settlementType:contradiction" // an amount has the wrong sign for the type
	oddOutside       = "paymentTime:outside"          // paid outside of the range that was asked for
)

// Members of a row, as bits of the ones seen.
const (
	rowOrderNum = 1 << iota
	rowBizOrderNum
	rowSKUName
	rowTotalQuantity
	rowChannelName
	rowSKUCategoryName
	rowOrderUserMobile
	rowOrderUserName
	rowPaymentType
	rowCardID
	rowPaymentAmount
	rowSettlementAmount
	rowContractID
	rowContract
	rowUnionOrganization
	rowOrderTime
	rowPaymentTime
	rowTotalAmount
	rowSettlementType
)

// readItem reads one row into i, which must be zero, and counts what is not known.
func readItem(r *wire.Reader, o rowOptions, i *Item, unknown *wire.Unknown) {
	start := r.Pos()
	d := rowDecoder{r: r, zone: o.zone, unknown: unknown}
	seen := 0
	for ok := r.Object(); ok && r.Next(); {
		bit := d.member(i)
		if seen&bit != 0 {
			r.Twice()
		}
		seen |= bit
	}
	d.require(i)
	d.count(i)
	if o.keepRaw {
		i.Raw = r.Since(start)
	}
}

// rowDecoder is what the members of a row need beside the row.
type rowDecoder struct {
	r       *wire.Reader
	zone    *time.Location
	amount  bool // settlementAmount has a value
	unknown *wire.Unknown
}

// member reads one member and answers its bit, 0 for an unknown one.
func (d *rowDecoder) member(i *Item) int {
	text, bit := i.text(d.r.Name())
	if bit != 0 {
		*text, _ = d.r.Text()
		return bit
	}
	return d.value(i)
}

// text is the field of a member that is text, and its bit.
func (i *Item) text(name []byte) (*string, int) {
	switch string(name) {
	case "orderNum":
		return &i.OrderNum, rowOrderNum
	case "bizOrderNum":
		return &i.BizOrderNum, rowBizOrderNum
	case "skuName":
		return &i.SKUName, rowSKUName
	case "channelName":
		return &i.ChannelName, rowChannelName
	case "skuCategoryName":
		return &i.SKUCategoryName, rowSKUCategoryName
	case "orderUserMobile":
		return &i.OrderUserMobile, rowOrderUserMobile
	case "orderUserName":
		return &i.OrderUserName, rowOrderUserName
	case "paymentType":
		return &i.PaymentType, rowPaymentType
	case "cardId":
		return &i.CardID, rowCardID
	case "contractId":
		return &i.ContractID, rowContractID
	case "contract":
		return &i.Contract, rowContract
	case "unionOrganization":
		return &i.UnionOrganization, rowUnionOrganization
	}
	return nil, 0
}

// value reads the members that are amounts, times and the type, and what is left.
func (d *rowDecoder) value(i *Item) int {
	r := d.r
	switch string(r.Name()) {
	case "paymentAmount":
		i.PaymentAmount = r.Money(wire.MoneyPolicy{})
		return rowPaymentAmount
	case "settlementAmount":
		v := r.Money(wire.MoneyPolicy{})
		i.SettlementAmount, d.amount = v.Decimal, v.Valid
		return rowSettlementAmount
	case "totalAmount":
		i.TotalAmount = r.Money(wire.MoneyPolicy{})
		return rowTotalAmount
	case "totalQuantity":
		i.TotalQuantity = r.Money(wire.MoneyPolicy{})
		return rowTotalQuantity
	case "orderTime":
		i.OrderTime = readTime(r, d.zone)
		return rowOrderTime
	case "paymentTime":
		i.PaymentTime = readTime(r, d.zone)
		return rowPaymentTime
	case "settlementType":
		v, _ := r.Int(math.MinInt32, math.MaxInt32)
		i.SettlementType = SettlementType(v)
		return rowSettlementType
	}
	d.r.Keep(&i.Extra, d.unknown)
	return 0
}

// require refuses a row without identity or amount: it can be neither matched nor summed.
func (d *rowDecoder) require(i *Item) {
	switch {
	case i.OrderNum == "":
		d.r.Fail("has no orderNum")
	case !d.amount:
		d.r.Fail("has no settlementAmount")
	}
}

// count notes what is odd about a row that is kept as it came.
func (d *rowDecoder) count(i *Item) {
	if i.SettlementType != SettlementTypeAbsent && !i.SettlementType.known() {
		d.unknown.AddValue("settlementType", int64(i.SettlementType))
	}
	if i.contradicts() {
		d.unknown.Add(oddContradiction)
	}
}

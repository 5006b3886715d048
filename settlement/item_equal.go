package settlement

import (
	"bytes"
	"encoding/json"
	"maps"

	"github.com/shopspring/decimal"
)

// Equal tells whether both items say the same: amounts by value (-2.0 is -2.00), times by instant, Extra byte by byte. Raw is
// not compared. Packages that compare values in tests use this method by themselves.
func (i Item) Equal(other Item) bool {
	return i.sameTexts(other) && i.sameAmounts(other) &&
		i.OrderTime.Equal(other.OrderTime) &&
		i.PaymentTime.Equal(other.PaymentTime) &&
		i.SettlementType == other.SettlementType &&
		maps.EqualFunc(i.Extra, other.Extra, func(x, y json.RawMessage) bool { return bytes.Equal(x, y) })
}

func (i *Item) sameTexts(other Item) bool {
	return i.OrderNum == other.OrderNum && i.BizOrderNum == other.BizOrderNum && i.SKUName == other.SKUName &&
		i.ChannelName == other.ChannelName && i.SKUCategoryName == other.SKUCategoryName &&
		i.OrderUserMobile == other.OrderUserMobile && i.OrderUserName == other.OrderUserName &&
		i.PaymentType == other.PaymentType && i.CardID == other.CardID && i.ContractID == other.ContractID &&
		i.Contract == other.Contract && i.UnionOrganization == other.UnionOrganization
}

func (i *Item) sameAmounts(other Item) bool {
	return i.SettlementAmount.Equal(other.SettlementAmount) &&
		sameAmount(i.PaymentAmount, other.PaymentAmount) &&
		sameAmount(i.TotalAmount, other.TotalAmount) &&
		sameAmount(i.TotalQuantity, other.TotalQuantity)
}

// sameAmount tells absent from zero.
func sameAmount(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

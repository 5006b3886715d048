package settlement

import "github.com/billrecon/billrecon/internal/wire"

// Equal tells whether both items say the same: amounts by value (-2.0 is -2.00), times by instant, Extra as JSON text, white space
// and the escapes of <, > and & aside. Raw is not compared. Packages that compare values in tests use this method by themselves.
func (i Item) Equal(other Item) bool {
	return i.sameTexts(other) && i.sameAmounts(other) &&
		i.OrderTime.Equal(other.OrderTime) &&
		i.PaymentTime.Equal(other.PaymentTime) &&
		i.SettlementType == other.SettlementType &&
		wire.SameExtra(i.Extra, other.Extra)
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
		wire.SameAmount(i.PaymentAmount, other.PaymentAmount) &&
		wire.SameAmount(i.TotalAmount, other.TotalAmount) &&
		wire.SameAmount(i.TotalQuantity, other.TotalQuantity)
}

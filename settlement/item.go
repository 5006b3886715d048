package settlement

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"
)

// Item is one row of the settlement bill (对账单): a payment (付款单) or a refund (退款单) of an order. Amounts are exact decimals
// as they came, refunds negative. Compare amounts with their Equal method: -2.0 and -2.00 differ under ==.
//
// PaymentAmount counts points (福豆/次) and SettlementAmount money (CNY): never add the two.
//
// It is a plain value: copying is safe as long as Extra and Raw are not written to. OrderUserMobile, OrderUserName, CardID and
// UnionOrganization are personal data: printing and logging an Item leaves them out, and marshalling it as JSON does not.
type Item struct {
	// OrderNum is the order number (订单号, orderNum), always there. It can repeat: the identity of a row is OrderNum,
	// SettlementType and BizOrderNum together.
	OrderNum string
	// BizOrderNum is the business number (业务单号, bizOrderNum), empty when absent.
	BizOrderNum string
	// SKUName is the name of the goods (商品名称, skuName), empty when absent.
	SKUName string
	// TotalQuantity is the number of goods (totalQuantity), negative for a refund. It is in the provider's sample and not in its
	// table, and its unit is not documented. Not valid when absent.
	TotalQuantity decimal.NullDecimal
	// ChannelName is the channel of the shop (频道名称, channelName), as text: the provider's table says that it is a number, its
	// sample has a name. Empty when absent.
	ChannelName string
	// SKUCategoryName is the category (实体分类, skuCategoryName), empty when absent.
	SKUCategoryName string
	// OrderUserMobile is the phone number (手机号, orderUserMobile) of the one who ordered, empty when absent. Personal data.
	OrderUserMobile string
	// OrderUserName is the name (下单用户名称, orderUserName) of the one who ordered, empty when absent. Personal data.
	OrderUserName string
	// PaymentType is how it was paid (支付方式, paymentType), in the provider's words, such as "企业积分". Empty when absent.
	PaymentType string
	// CardID is the card or account (卡号/账号, cardId) that paid, empty when absent. Personal data.
	CardID string
	// PaymentAmount is what was consumed (本次消费, paymentAmount), in points or times (福豆/次): not money. Not valid when absent.
	PaymentAmount decimal.NullDecimal
	// SettlementAmount is the amount to be settled (结算金额, settlementAmount) in yuan (CNY), negative for a refund. Always there.
	SettlementAmount decimal.Decimal
	// ContractID is the number of the contract (合同编号, contractId), empty when absent.
	ContractID string
	// Contract is the contract (所属合同, contract), empty when absent.
	Contract string
	// UnionOrganization is the department (部门, unionOrganization) of the one who ordered, empty when absent. Personal data.
	UnionOrganization string
	// OrderTime is when it was ordered (下单时间, orderTime; wall clock at UTC+8 on the wire), in Config.Location. Zero when absent.
	OrderTime time.Time
	// PaymentTime is when it was paid or refunded (支付时间, paymentTime; wall clock at UTC+8 on the wire), in Config.Location.
	// Zero when absent.
	PaymentTime time.Time
	// TotalAmount is the total of the order with tax (订单总金额,含税, totalAmount) in yuan (CNY). Not valid when absent.
	TotalAmount decimal.NullDecimal
	// SettlementType is the type (结算单类型, settlementType): a payment or a refund, SettlementTypeAbsent when absent.
	SettlementType SettlementType
	// Extra holds the members that this package does not know, as they came, and under its own name the JSON text of a value
	// that could not be read. Nil when there are none.
	Extra map[string]json.RawMessage
	// Raw is the JSON text of the row as it came, nil without Config.KeepRaw. MarshalJSON does not use it.
	Raw json.RawMessage
}

// TypeContradiction reports whether an amount has the wrong sign for the SettlementType: a payment with a negative amount, or a
// refund with a positive one, be it SettlementAmount, PaymentAmount or TotalAmount. Zero contradicts nothing, and neither does
// any amount of a row without a known type. The amounts stay as they came; pages count such rows as "settlementType:contradiction"
// in Unknown.
func (i Item) TypeContradiction() bool { return i.contradicts() }

// contradicts is TypeContradiction without a copy.
func (i *Item) contradicts() bool {
	wrong := 0
	switch i.SettlementType {
	case SettlementTypePayment:
		wrong = -1
	case SettlementTypeRefund:
		wrong = 1
	default:
		return false
	}
	return i.SettlementAmount.Sign() == wrong ||
		i.PaymentAmount.Valid && i.PaymentAmount.Decimal.Sign() == wrong ||
		i.TotalAmount.Valid && i.TotalAmount.Decimal.Sign() == wrong
}

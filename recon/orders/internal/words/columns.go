// Package words knows what the columns, the statuses and the channels of Chinese shop systems' exports are called.
package words

import "github.com/billrecon/billrecon/recon"

// Field is what a column can be.
type Field int

// The fields. The second AltKey is AltKey+1, and so on.
const (
	Number Field = iota
	Amount
	Moment
	Status
	Refund
	RefundTime
	Fee
	Channel
	Unit
	Type
	AltKey
	Label  = AltKey + Field(len(recon.AltKeys{}))
	Fields = Label + Field(len(recon.Record{}.Labels))
)

// Names are the fields of orders.Columns.
var Names = [Fields]string{"Number", "Amount", "Time", "Status", "Refund", "RefundTime", "Fee", "Channel", "Unit", "Type",
	"AltKeys[0]", "AltKeys[1]", "Labels[0]", "Labels[1]", "Labels[2]", "Labels[3]"}

// Columns are the usual names of each field, as form.PlainName gives them: in groups, of which one goes before the other.
var Columns = [Fields][]string{
	Number: {
		"商户订单号 商户单号 商家订单号 外部订单号 外部单号 merchantorderno merchantordersn outtradeno",
		"订单号 订单编号 订单id 单号 orderno ordernumber orderid ordersn"},
	Amount: {
		"实付金额 支付金额 实收金额 付款金额 实付 实收 paidamount payamount amountpaid",
		"订单金额 应付金额 金额 总金额 交易金额 amount totalamount orderamount totalfee"},
	Moment: {
		"支付时间 付款时间 交易时间 支付完成时间 paytime paidat paidtime paymenttime",
		"下单时间 创建时间 订单时间 订单创建时间 时间 createdat createtime createdtime ordertime time"},
	Status:     {"订单状态 支付状态 交易状态 状态 status orderstatus paystatus state"},
	Refund:     {"退款金额 已退款金额 已退金额 refundamount amountrefunded refundedamount"},
	RefundTime: {"退款时间 退款完成时间 refundtime refundedat"},
	Channel:    {"支付方式 支付渠道 付款方式 channel paymethod paymentmethod paychannel"},
	Unit:       {"币种 货币 currency"},
	Type:       {"交易类型 业务类型 transactiontype businesstype"},
	AltKey:     {"流水号 交易流水号 支付流水号 交易单号 支付单号 transactionid tradeno transactionno"},
	Label:      {"门店", "门店名称", "店铺", "store", "storename", "shop"},
	Label + 1:  {"收银员", "cashier"},
	Label + 2:  {"设备号", "终端号", "设备", "device", "terminal"},
}

package orders

import (
	"slices"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders/internal/table"
	"github.com/billrecon/billrecon/recon/orders/internal/words"
)

// Columns maps what a Record holds to the names of columns, for files with other names than the usual ones. A field that is not empty
// is the name of the one column to take; "-" says that none is taken. Names are compared without case, spaces, "_" and "-", and
// without "(元)" at their end. Where a field is empty, the usual names count. Two columns that may be the same are an error that
// lists them. Where names are listed in two groups, those of the first go first, line by line: the others are taken where its cell
// is empty.
type Columns struct {
	// Number is Record.Key: 商户订单号 商户单号 外部订单号 merchant_order_no out_trade_no, then 订单号 订单编号 单号 order_no order_id.
	Number string
	// AltKeys are Record.AltKeys, by position: give the numbers that the bills have there. Usually the first is 流水号 交易流水号
	// 支付流水号 交易单号 支付单号 transaction_id trade_no.
	AltKeys [len(recon.AltKeys{})]string
	// Amount is Record.Amount: 实付金额 支付金额 实收金额 付款金额 paid_amount, then 订单金额 金额 应付金额 amount total_amount.
	// A line with a negative amount is a refund.
	Amount string
	// Refund is money given back for the order, of either sign: 退款金额 已退款金额 refund_amount. It becomes a row of its own, and the
	// order counts as paid. Without it an order in part refunded (部分退款) is Unknown, and one refunded (已退款) is Refunded.
	Refund string
	// RefundTime is when: 退款时间 refund_time. Where it is absent a refund has the time of its order.
	RefundTime string
	// Fee is Record.Fee. It has no usual name: a shop that writes 0.00 where it does not know would differ from every bill.
	Fee string
	// Status is Record.State, in the words of Options.Status: 订单状态 支付状态 交易状态 状态 status. Without such a column every order counts as paid.
	Status string
	// Time is Record.Time: 支付时间 付款时间 交易时间 paid_at, then 下单时间 创建时间 订单时间 created_at time. Fubei's bill day is that
	// of the create time: name the column that your bills go by.
	Time string
	// Type says whether a line is a payment or a refund, in the words of Options.Types: 交易类型 业务类型 transaction_type. The amount of a
	// refund may have either sign, that of a payment must not be negative. Without it the sign of the amount says it.
	Type string
	// Channel is Record.Channel: 支付方式 支付渠道 channel payment_method.
	Channel string
	// Unit is Record.Unit: 币种 currency. CNY where it is absent.
	Unit string
	// Labels are Record.Labels, each with the column's name. Usually the first three are the store (门店 门店名称 店铺 store), the cashier
	// (收银员 cashier) and the device (设备号 终端号 device).
	Labels [len(recon.Record{}.Labels)]string
}

// field is what a column can be.
type field = words.Field

// table is what is looked for in a file, by field.
func (c *Columns) table() (columns []table.Column) {
	own := []string{c.Number, c.Amount, c.Time, c.Status, c.Refund, c.RefundTime, c.Fee, c.Channel, c.Unit, c.Type}
	for i, name := range slices.Concat(own, c.AltKeys[:], c.Labels[:]) {
		f := field(i)
		marks := f == words.Number || f == words.Amount
		columns = append(columns, table.Column{Field: words.Names[f], Own: name, Usual: words.Columns[f],
			Needed: marks || f == words.Moment, Marks: marks, Loose: f >= words.Label})
	}
	return columns
}

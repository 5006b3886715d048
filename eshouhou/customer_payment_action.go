package eshouhou

// CustomerPaymentAction is what the customer has to do to pay (客户付款操作, CustomerPaymentAction). The provider documents one
// value; all others survive as they came.
type CustomerPaymentAction int

const (
	// CustomerPaymentActionAbsent says that the statement came without a CustomerPaymentAction. It never is on the wire.
	CustomerPaymentActionAbsent CustomerPaymentAction = absent
	// CustomerPaymentActionPay says that the customer has to pay (客户付款时需要客户进行支付).
	CustomerPaymentActionPay CustomerPaymentAction = 49
)

var customerPaymentActions = enum{"CustomerPaymentAction", "客户付款操作", map[int]enumWords{49: {"customer pays", "客户支付"}}}

// String is the English name, "CustomerPaymentAction(7)" for a value without one.
func (a CustomerPaymentAction) String() string { return customerPaymentActions.name(int(a)) }

// Chinese is the name in Chinese, "未知客户付款操作(7)" for a value without one.
func (a CustomerPaymentAction) Chinese() string { return customerPaymentActions.chineseName(int(a)) }

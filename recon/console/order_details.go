package console

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

// OrderDetails are both sides of one order. They print and log without personal data.
type OrderDetails struct {
	// Orders are the console's own rows (bill_data), empty when there are none.
	Orders []DetailOrder
	// ThirdBill is the third party's bill (third_bill), nil when there is none.
	ThirdBill *ThirdBill
	// Unknown counts what the console's page does not document, as in [OrderPage], and "code:differs" when there are rows and
	// neither number of any of them is the code that was asked for: these are the sides of another order. Nil when there was
	// nothing.
	Unknown map[string]int64
	// Attempts is how many requests this call took.
	Attempts int
	// RequestID is the X-Request-Id of the reply, empty when it sent none.
	RequestID string
}

// OrderDetails returns both sides of one order (对账单信息, GET /pay/order_details). code is the serial number (流水号) of
// Order.Code; payWay is required too, and Order.PayMethod.PayWay() converts to it. What the console replies to a code that
// it does not know is not documented: there may be no rows and no error.
//
// Errors are [*Error]: [ErrInvalidRequest] for an argument that breaks a rule, before any network use; a business failure
// with Code and Message and no sentinel; otherwise one of the sentinels, or the context's error.
func (c *Client) OrderDetails(ctx context.Context, code string, payWay PayWay) (*OrderDetails, error) {
	if err := cmp.Or(c.ready(), checkCode("OrderDetails", code)); err != nil {
		return nil, err
	}
	if _, err := payWay.PayMethod(); err != nil {
		return nil, invalid("OrderDetails: payWay is %d: it must be PayWayWeChat or PayWayAlipay", int(payWay))
	}
	details := &OrderDetails{}
	query := url.Values{"code": {code}, "pay_way": {strconv.Itoa(int(payWay))}}
	stats, err := c.get(ctx, "OrderDetails", detailsPath, query, func(in *row.Input) *map[string]int64 {
		*details = OrderDetails{}
		return details.read(in)
	})
	if err != nil {
		return nil, err
	}
	details.Attempts, details.RequestID = stats.Attempts, stats.RequestID
	details.markAsked(code)
	return details, nil
}

// markAsked notes whether the rows are of another order than the one asked for.
func (d *OrderDetails) markAsked(code string) {
	own := func(o DetailOrder) bool { return o.PlatformCode == code || o.Code == code }
	if len(d.Orders) > 0 && !slices.ContainsFunc(d.Orders, own) {
		(*wire.Unknown)(&d.Unknown).Add("code:differs")
	}
}

// ThirdBills returns ThirdBill as the rows of a bill: one, or none.
func (d OrderDetails) ThirdBills() []ThirdBill {
	if d.ThirdBill == nil {
		return nil
	}
	return []ThirdBill{*d.ThirdBill}
}

// Match judges the two sides against each other: ThirdBills as the bill, Orders as the orders.
func (d OrderDetails) Match(rules recon.Rules) (*recon.Result[ThirdBill, DetailOrder], error) {
	return recon.Match(d.ThirdBills(), ThirdBill.Record, d.Orders, DetailOrder.Record, rules)
}

// String returns the sizes and no personal data.
func (d OrderDetails) String() string {
	return fmt.Sprintf("console.OrderDetails{%d orders, %d third bills}", len(d.Orders), len(d.ThirdBills()))
}

// GoString returns String.
func (d OrderDetails) GoString() string { return d.String() }

// Format writes String for every verb.
func (d OrderDetails) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(d.String())) }

// LogValue returns String.
func (d OrderDetails) LogValue() slog.Value { return slog.StringValue(d.String()) }

// MarshalJSON returns the whole reply in the console's shape: {"code":200,"data":{"bill_data":[…],"third_bill":…}}, null for
// no third bill. Unknown, Attempts and RequestID are no part of it.
func (d OrderDetails) MarshalJSON() ([]byte, error) {
	rows, err := marshalRows(d.Orders)
	if err != nil {
		return nil, err
	}
	bill := []byte("null")
	if d.ThirdBill != nil {
		if bill, err = d.ThirdBill.MarshalJSON(); err != nil {
			return nil, err
		}
	}
	return fmt.Appendf(nil, `{"code":200,"data":{"bill_data":%s,"third_bill":%s}}`, rows, bill), nil
}

// UnmarshalJSON reads a whole reply, times in UTC+8. The whole OrderDetails is replaced. A business failure is an error, and
// a reply that breaks a rule is [ErrMalformedResponse].
func (d *OrderDetails) UnmarshalJSON(data []byte) error {
	return unmarshalReply(data, "OrderDetails", d, (*OrderDetails).read)
}

// read reads data. Missing, null, "", [] and {} mean that there is nothing.
func (d *OrderDetails) read(in *row.Input) (unknown *map[string]int64) {
	members(in, "bill_data nor third_bill", func() int {
		switch string(in.Name()) {
		case "bill_data":
			in.Likely = 1
			d.Orders = detailRow.ReadList(in, maxDetails)
			return 1
		case "third_bill":
			if !in.Empty() {
				d.ThirdBill = &ThirdBill{}
				thirdRow.Read(in, d.ThirdBill)
			}
			return 2
		}
		return 0
	})
	return &d.Unknown
}

package consoletest

import (
	"net/http"

	"github.com/billrecon/billrecon/billtest"
)

// showDetails answers GET /pay/order_details. A code that is not known has no rows and an empty third bill; so has, for the
// bill, a pay_way that the order was not paid by. The page does not say what the console does then.
func (c *Console) showDetails(r *billtest.Request, h billtest.Hints) billtest.Reply {
	code, way := r.Query.Get("code"), r.Query.Get("pay_way")
	switch {
	case code == "":
		return c.refuse("code is missing")
	case way != "1" && way != "2":
		return c.refuse("pay_way must be 1 or 2")
	}
	var reply detailsReply
	reply.Code = 200
	reply.Data.BillData, reply.Data.ThirdBill = []byte("[]"), []byte("{}")
	if row, ok := c.Order(code); ok {
		details, err := c.details(code)
		if err != nil {
			return c.refuse("the order cannot be shown")
		}
		reply.Data.BillData = billtest.Array(details.Orders, encodeDetailOrder)
		reply.Data.ThirdBill = []byte("null")
		if details.ThirdBill != nil && wayOf(int(row.PayMethod)) == way {
			reply.Data.ThirdBill = encodeThirdBill(*details.ThirdBill)
		}
	}
	return billtest.RawJSON(http.StatusOK, h.Spoil(billtest.JSON(http.StatusOK, reply).Body, "total_fee"))
}

// wayOf is the pay_way of a pay_method, "" where it has none.
func wayOf(method int) string {
	switch method {
	case 2:
		return "1"
	case 3:
		return "2"
	}
	return ""
}

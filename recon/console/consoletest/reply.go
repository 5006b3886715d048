package consoletest

import (
	"net/http"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// orderPath is where orders are listed and switched.
const orderPath = "/pay/consume_order"

// reply is the correct reply to a request, with the data-level fault of h.
func (c *Console) reply(r *billtest.Request, h billtest.Hints) billtest.Reply {
	if c.o.Allow != nil && !c.o.Allow(*r) {
		return billtest.Text(http.StatusUnauthorized, "not authorised\n")
	}
	var serve func(*billtest.Request, billtest.Hints) billtest.Reply
	switch list, details := strings.HasSuffix(r.Path, orderPath), strings.HasSuffix(r.Path, "/pay/order_details"); {
	case !list && !details:
		return billtest.Text(http.StatusNotFound, "no such endpoint\n")
	case list && r.Method == http.MethodGet:
		serve = c.list
	case list && r.Method == http.MethodPost:
		serve = c.setAuto
	case details && r.Method == http.MethodGet:
		serve = c.showDetails
	default:
		return billtest.Text(http.StatusMethodNotAllowed, "no such method\n")
	}
	if code, _, message, ok := h.Business(); ok {
		return failure(code, message)
	}
	return serve(r, h)
}

// refuse replies to a request that breaks a rule; the text says which.
func (c *Console) refuse(problem string) billtest.Reply {
	return failure(c.o.ErrorCode, "consoletest: "+problem)
}

func failure(code, message string) billtest.Reply {
	return billtest.JSON(http.StatusOK, struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}{code, message})
}

// pageOf is for Page rules: the console's list has one page.
func pageOf(r *billtest.Request) int {
	if r.Method == http.MethodGet && strings.HasSuffix(r.Path, orderPath) {
		return 1
	}
	return 0
}

package consoletest

import (
	"net/http"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// answer is the correct reply to a request, with the data-level fault of h.
func (c *Console) answer(r *billtest.Request, h billtest.Hints) billtest.Reply {
	if c.o.Allow != nil && !c.o.Allow(*r) {
		return billtest.Text(http.StatusUnauthorized, "not authorised\n")
	}
	var serve func(*billtest.Request, billtest.Hints) billtest.Reply
	switch list, details := strings.HasSuffix(r.Path, "/pay/consume_order"), strings.HasSuffix(r.Path, "/pay/order_details"); {
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

// refuse answers a request that breaks a rule; the text says which.
func (c *Console) refuse(problem string) billtest.Reply {
	return failure(c.o.ErrorCode, "consoletest: "+problem)
}

func failure(code, message string) billtest.Reply {
	return billtest.JSON(http.StatusOK, struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}{code, message})
}

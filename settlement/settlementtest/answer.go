package settlementtest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// badSignCode is the only failure code that the provider documents.
const badSignCode = "10016"

// answer is the correct reply to a request, with the data-level fault of h.
func (g *Gateway) answer(r *billtest.Request, h billtest.Hints) billtest.Reply {
	switch {
	case r.Method != http.MethodPost:
		return billtest.Text(http.StatusMethodNotAllowed, "only POST is served\n")
	case !strings.HasSuffix(r.Path, itemPath):
		return billtest.Text(http.StatusNotFound, "only …"+itemPath+" is served\n")
	}
	if problem := g.shape(r); problem != "" {
		return failure(g.errorCode, "参数错误", problem)
	}
	if h.Named(expireToken) {
		g.tokens.expire()
	}
	if !g.tokens.takes(r.Query.Get("access_token")) {
		return g.refuseToken()
	}
	if problem := g.signed(r); problem != "" {
		return failure(badSignCode, "签名错误", problem)
	}
	q, problem := parseQuery(r.Body)
	if problem != "" {
		return failure(g.errorCode, "参数错误", problem)
	}
	if code, _, message, ok := h.Business(); ok {
		return failure(code, message, "")
	}
	return g.page(q, h)
}

func (g *Gateway) refuseToken() billtest.Reply {
	if g.expiredCode == "" {
		return billtest.Text(http.StatusUnauthorized, "401 Unauthorized\n")
	}
	return failure(g.expiredCode, "access_token失效", "")
}

// failure is the provider's error envelope. The text that names what differed goes into errMsg.
func failure(code, message, problem string) billtest.Reply {
	type envelope struct {
		Code   string  `json:"code"`
		Data   any     `json:"data"`
		Msg    string  `json:"msg"`
		ErrMsg *string `json:"errMsg"`
	}
	e := envelope{Code: code, Msg: message}
	if problem != "" {
		e.ErrMsg = text("settlementtest: " + problem)
	}
	return billtest.JSON(http.StatusOK, e)
}

// page is the success envelope, in the member order of the provider's sample.
func (g *Gateway) page(q query, h billtest.Hints) billtest.Reply {
	if h.Named(ignoreRange) {
		q.paid, q.ordered = period{}, period{}
	}
	found := make([]*row, 0, len(g.rows))
	for _, r := range g.rows {
		if q.matches(r) {
			found = append(found, r)
		}
	}
	data := g.data(billtest.Paginate(h, found, q.page(), q.limit()))
	body := slices.Concat([]byte(`{"code":"0","data":`), data, []byte(`,"msg":"success","errMsg":null}`))
	return billtest.RawJSON(http.StatusOK, h.Spoil(body, "settlementAmount"))
}

func (g *Gateway) data(rows []*row) []byte {
	if len(rows) == 0 && g.nullForNone {
		return []byte("null")
	}
	size := 2
	for _, r := range rows {
		size += len(r.text) + 1
	}
	b := append(make([]byte, 0, size), '[')
	for i, r := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, r.text...)
	}
	return append(b, ']')
}

package settlementtest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// itemPath is the provider's path, after whatever a base URL has.
const itemPath = "/openApi/open/order/settlement/item/list"

// badSignCode is the only failure code that the provider documents.
const badSignCode = "10016"

const expireToken = "token expired"

// ExpireToken refuses the token of the request and every token issued before it, as [Gateway.ExpireTokens] does.
func ExpireToken() billtest.Fault { return billtest.Named(expireToken) }

// reply is the correct reply to a request, with the data-level fault of h.
func (g *Gateway) reply(r *billtest.Request, h billtest.Hints) billtest.Reply {
	items := strings.HasSuffix(r.Path, itemPath)
	switch {
	case r.Method != http.MethodPost:
		return billtest.Text(http.StatusMethodNotAllowed, "only POST is served\n")
	case !items && g.call == nil:
		return noSuchPath()
	}
	if problem := g.shape(r); problem != "" {
		return failure(g.errorCode, "参数错误", problem)
	}
	if h.Named(expireToken) {
		g.tokens.ExpireAll()
	}
	if g.tokens.Problem(r.Query.Get("access_token")) != "" {
		return g.refuseToken()
	}
	if problem := g.signed(r); problem != "" {
		return failure(badSignCode, "签名错误", problem)
	}
	if items {
		return g.itemPage(r.Body, h)
	}
	return g.other(r, h)
}

func noSuchPath() billtest.Reply {
	return billtest.Text(http.StatusNotFound, "only …"+itemPath+" is served\n")
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

// success is the success envelope, in the member order of the provider's sample, or the failure of h.
func success(data []byte, h billtest.Hints) billtest.Reply {
	if code, _, message, ok := h.Business(); ok {
		return failure(code, message, "")
	}
	body := slices.Concat([]byte(`{"code":"0","data":`), data, []byte(`,"msg":"success","errMsg":null}`))
	return billtest.RawJSON(http.StatusOK, h.Spoil(body, "settlementAmount"))
}

// itemPage is the reply with one page of the items asked for.
func (g *Gateway) itemPage(body []byte, h billtest.Hints) billtest.Reply {
	q, problem := parseQuery(body, g.lenient)
	if problem != "" {
		return failure(g.errorCode, "参数错误", problem)
	}
	paid := billtest.Select(billtest.Hints{}, g.rows, func(r *row) bool { return !r.paid.IsZero() })
	page := billtest.Paginate(h, billtest.Select(h, paid, q.matches), q.page(), q.limit())
	if len(page.Rows) == 0 && g.nullForNone {
		return success([]byte("null"), h)
	}
	return success(billtest.Array(page.Rows, func(r *row) []byte { return r.text }), h)
}

// other is the reply of Options.Call.
func (g *Gateway) other(r *billtest.Request, h billtest.Hints) billtest.Reply {
	data, ok := g.call(strings.TrimPrefix(r.Path, basePath), r.Body)
	if !ok {
		return noSuchPath()
	}
	return success(data, h)
}

package billtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// The tests' provider: POST /gateway {"page":2,"limit":3} gives a page of bills and a total.

type shopQuery struct {
	Page  int `json:"page"`
	Limit int `json:"limit"`
}

type shopBill struct {
	ID  string `json:"id"`
	Fee string `json:"fee"`
}

type shopReply struct {
	Code  int        `json:"code"`
	Msg   string     `json:"msg"`
	Total *int64     `json:"total,omitempty"`
	List  []shopBill `json:"list"`
}

func shopBills(n int) []shopBill {
	bills := make([]shopBill, n)
	for i := range bills {
		bills[i] = shopBill{ID: fmt.Sprintf("bill-%d", i+1), Fee: fmt.Sprintf("%d.90", i+1)}
	}
	return bills
}

func shopAnswer(bills []shopBill) func(*Request, Hints) Reply {
	return func(r *Request, h Hints) Reply {
		var q shopQuery
		if err := r.Decode(&q); err != nil {
			return JSON(http.StatusBadRequest, shopReply{Code: 400, Msg: "bad request"})
		}
		if _, sub, msg, ok := h.Business(); ok {
			return JSON(http.StatusOK, shopReply{Code: 9999, Msg: sub + ": " + msg})
		}
		page := Paginate(h, bills, q.Page, q.Limit)
		out := shopReply{Code: 200, Msg: "ok", List: page.Rows}
		if total, ok := page.Total(); ok {
			out.Total = &total
		}
		reply := JSON(http.StatusOK, out)
		reply.Body = h.Spoil(reply.Body, "fee")
		return reply
	}
}

func shopPage(r *Request) int {
	var q shopQuery
	if r.Decode(&q) != nil {
		return 0
	}
	return q.Page
}

func newShop(t TB, script Script) *Gateway {
	return NewGateway(t, script, shopAnswer(shopBills(7)), PageFunc(shopPage))
}

const shopTruth = `{"code":200,"msg":"ok","total":7,"list":[{"id":"bill-1","fee":"1.90"},{"id":"bill-2","fee":"2.90"},{"id":"bill-3","fee":"3.90"}]}`

// way is one of the ways a Gateway is served.
type way struct {
	name   string
	client func(t *testing.T, c *Gateway) (client *http.Client, base string)
}

var ways = []way{
	{"loopback server", func(t *testing.T, c *Gateway) (*http.Client, string) {
		transport := &http.Transport{DisableCompression: true}
		t.Cleanup(transport.CloseIdleConnections)
		return &http.Client{Transport: transport, CheckRedirect: stay}, c.URL()
	}},
	{"round tripper", func(t *testing.T, c *Gateway) (*http.Client, string) {
		client := c.Client()
		client.CheckRedirect = stay
		return client, "https://shop.example"
	}},
	{"httpmock responder", func(t *testing.T, c *Gateway) (*http.Client, string) {
		mock := httpmock.NewMockTransport()
		mock.RegisterResponder(http.MethodPost, "https://shop.example/gateway", c.RoundTrip)
		return &http.Client{Transport: mock, CheckRedirect: stay}, "https://shop.example"
	}},
}

func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func eachWay(t *testing.T, test func(t *testing.T, w way)) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) { test(t, w) })
	}
}

// got is all a client learns from one call.
type got struct {
	status  int
	header  http.Header
	length  int64
	body    []byte
	bodyErr error
	sendErr error
}

func ask(t *testing.T, ctx context.Context, client *http.Client, base string, page, limit int) got {
	t.Helper()
	body, err := json.Marshal(shopQuery{Page: page, Limit: limit})
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/gateway?sign=fictional-sign", bytes.NewReader(body))
	require.NoError(t, err)
	resp, err := client.Do(req)
	if err != nil {
		return got{sendErr: err}
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return got{status: resp.StatusCode, header: resp.Header, length: resp.ContentLength, body: data, bodyErr: err}
}

// askGateway asks page 1 of 3 rows straight through the Gateway.
func askGateway(t *testing.T, c *Gateway, page int) got {
	t.Helper()
	return ask(t, t.Context(), c.Client(), "https://shop.example", page, 3)
}

var (
	_ TB = (*testing.T)(nil)
	_ TB = (*testing.B)(nil)
	_ TB = (*clienttest.Recorder)(nil)
)

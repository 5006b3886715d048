package settlementtest

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
)

// dayBody asks for 2022-11-02.
const dayBody = `{"paymentStartTime":"2022-11-02 00:00:00","paymentEndTime":"2022-11-02 23:59:59"}`

var midnight = time.Date(2022, 11, 2, 0, 0, 0, 0, billtest.China())

// request is what a client sends.
type request struct {
	method, path, contentType string
	query                     url.Values
	body                      string
}

// correct is a request as the page has it, not signed yet.
func correct(body string) *request {
	return &request{
		method: http.MethodPost, path: "/dbenefit" + itemPath, contentType: "application/json", body: body,
		query: url.Values{"access_token": {Token}, "timestamp": {strconv.FormatInt(time.Now().UnixMilli(), 10)}},
	}
}

// sign signs anew after a change, as the scheme has it.
func (r *request) sign(s Scheme) *request {
	r.query.Del("sign")
	r.query.Set("sign", s.sign(messageOf(r.query, []byte(r.body)), Secret))
	return r
}

// envelope is a reply as a test reads it.
type envelope struct {
	Code   string          `json:"code"`
	Data   json.RawMessage `json:"data"`
	Msg    string          `json:"msg"`
	ErrMsg *string         `json:"errMsg"`
}

func (e envelope) text() string {
	if e.ErrMsg == nil {
		return ""
	}
	return *e.ErrMsg
}

func (e envelope) rows(t *testing.T) []string {
	t.Helper()
	var rows []struct {
		OrderNum string `json:"orderNum"`
	}
	require.NoError(t, json.Unmarshal(e.Data, &rows))
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.OrderNum
	}
	return numbers
}

// post sends the request to the gateway in memory and wants an envelope back.
func post(t *testing.T, g *Gateway, r *request) envelope {
	t.Helper()
	status, text := send(t, g, r)
	require.Equal(t, http.StatusOK, status, text)
	var e envelope
	require.NoError(t, json.Unmarshal([]byte(text), &e), text)
	return e
}

func send(t *testing.T, g *Gateway, r *request) (int, string) {
	t.Helper()
	req, err := http.NewRequest(r.method, "https://settlement.example"+r.path+"?"+r.query.Encode(), strings.NewReader(r.body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", r.contentType)
	resp, err := g.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(text)
}

// sortedNames are the names of a query, for comparison.
func sortedNames(query url.Values) []string { return slices.Sorted(maps.Keys(query)) }

package transport

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestStatusFailure(t *testing.T) {
	tests := []struct {
		status int
		kind   error
		retry  bool
	}{
		{300, billrecon.ErrUnavailable, false}, {304, billrecon.ErrUnavailable, false},
		{400, nil, false}, {401, billrecon.ErrAuth, false}, {403, billrecon.ErrAuth, false}, {404, nil, false}, {405, nil, false},
		{407, nil, false}, {408, billrecon.ErrUnavailable, true}, {409, nil, false}, {413, nil, false}, {422, nil, false},
		{429, billrecon.ErrRateLimited, true}, {451, nil, false},
		{500, billrecon.ErrUnavailable, true}, {501, billrecon.ErrUnavailable, true}, {502, billrecon.ErrUnavailable, true},
		{503, billrecon.ErrUnavailable, true}, {504, billrecon.ErrUnavailable, true}, {599, billrecon.ErrUnavailable, true},
	}
	for _, tt := range tests {
		e := statusFailure(Response{Status: tt.status}, "x")
		requireKind(t, tt.kind, e)
		require.Equal(t, tt.retry, e.Retry, tt.status)
		require.True(t, e.Reached, tt.status)
	}
}

func TestExplain(t *testing.T) {
	explain := func(code, sub, message string) func(Response) (string, string, string) {
		return func(Response) (string, string, string) { return code, sub, message }
	}
	tests := []struct {
		reason  string
		explain func(Response) (string, string, string)
		body    string
		want    string
	}{
		{"the body's words", explain("10016", "S", "bad "+testSecret+" of 13812345678"), "{}", "fubei: BillPage: HTTP 400: code 10016, sub code S: bad *** of *** (attempt 1 of 4)"},
		{"a body that says nothing is described", explain("", "", ""), "{}", "fubei: BillPage: HTTP 400: application/json body of 2 bytes (attempt 1 of 4)"},
		{"no Explain", nil, "{}", "fubei: BillPage: HTTP 400: application/json body of 2 bytes (attempt 1 of 4)"},
		{"an empty body is not explained", explain("7", "", ""), "", "fubei: BillPage: HTTP 400: empty body (attempt 1 of 4)"},
		{"a code of any length is cut", explain(strings.Repeat("9", 5000), "", ""), "{}",
			"fubei: BillPage: HTTP 400: code " + strings.Repeat("9", 63) + "… (attempt 1 of 4)"},
	}
	for _, tt := range tests {
		call := get()
		call.Explain = tt.explain
		_, err := newClient(t, config(play(answer(400, tt.body, "Content-Type", "application/json; charset=utf-8")))).Do(t.Context(), call)
		require.EqualError(t, err, tt.want, tt.reason)
		requireKind(t, nil, err)
	}
}

// A provider may repeat a secret in any place that an error quotes.
func TestTheMediaTypeOfAnErrorIsScrubbed(t *testing.T) {
	for _, status := range []int{200, 400} {
		provider := play(answer(status, "{}", "Content-Type", "text/"+testSecret))
		call := get()
		call.Decode = func(Response) error { return Malformed(nil, false) }
		_, err := newClient(t, config(provider)).Do(t.Context(), call)
		require.ErrorContains(t, err, "text/*** body of 2 bytes", status)
	}
}

func TestJudge(t *testing.T) {
	explain := func(Response) (code, sub, message string) { return "7", "", "" }
	judge := func(kind error, retry, ok bool) func(string) (bool, bool, error) {
		return func(code string) (bool, bool, error) {
			require.Equal(t, "7", code)
			return retry, ok, kind
		}
	}
	tests := []struct {
		reason string
		status int
		judge  func(string) (bool, bool, error)
		kind   error
		retry  bool
	}{
		{"a status alone", 503, nil, billrecon.ErrUnavailable, true},
		{"an unknown code", 503, judge(billrecon.ErrAuth, false, false), billrecon.ErrUnavailable, true},
		{"a refusal under a passing status", 503, judge(billrecon.ErrAuth, false, true), billrecon.ErrAuth, false},
		{"a passing failure under a final status", 400, judge(nil, true, true), nil, true},
		{"a kind is kept when the code has none", 429, judge(nil, false, true), billrecon.ErrRateLimited, false},
	}
	for _, tt := range tests {
		call := Call{Explain: explain, Judge: tt.judge}
		e := refusal(call, Response{Status: tt.status, Body: []byte("{}")})
		requireKind(t, tt.kind, e)
		require.Equal(t, tt.retry, e.Retry, tt.reason)
	}
	call := Call{Judge: judge(billrecon.ErrAuth, false, true)}
	require.True(t, refusal(call, Response{Status: 503}).Retry, "without a code there is nothing to judge")
}

func TestShape(t *testing.T) {
	tests := []struct{ media, body, want string }{
		{"text/html; charset=utf-8", "<html>", "text/html body of 6 bytes"},
		{"TEXT/HTML", "<html>", "text/html body of 6 bytes"},
		{"", "x", "body of 1 bytes"},
		{"text/html", "", "empty body"},
		{testSecret, "x", "body of 1 bytes"},
		{"a/" + strings.Repeat("b", 100), "x", "body of 1 bytes"},
		{"text/<script>", "x", "body of 1 bytes"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, shape(Response{Header: http.Header{"Content-Type": {tt.media}}, Body: []byte(tt.body)}), tt.media)
	}
}

func TestDecodeFailure(t *testing.T) {
	page := Response{Status: 200, Body: []byte("<html>"), Header: http.Header{"Content-Type": {"text/html"}}}
	json := Response{Status: 200, Body: []byte("{}"), Header: http.Header{"Content-Type": {"application/problem+json"}}}
	shared := Fail(billrecon.ErrAuth, "1", "", "", false)
	tests := []struct {
		reason string
		resp   Response
		err    error
		kind   error
		class  string
		text   string
	}{
		{"HTML instead of JSON is named", page, Malformed(errors.New("is not JSON"), false), billrecon.ErrMalformedResponse, classMalformed, "malformed response: text/html body of 6 bytes: is not JSON"},
		{"JSON needs no word about its type", json, Malformed(errors.New("x"), false), billrecon.ErrMalformedResponse, classMalformed, "malformed response: x"},
		{"a business failure", page, shared, billrecon.ErrAuth, classBusiness, "code 1"},
		{"a wrapped one keeps its kind", json, errors.Join(shared), billrecon.ErrAuth, classBusiness, "code 1"},
		{"an unknown error", json, context.Canceled, billrecon.ErrMalformedResponse, classMalformed, "malformed response: context canceled"},
	}
	for _, tt := range tests {
		e := decodeFailure(tt.resp, tt.err)
		require.EqualError(t, e, tt.text, tt.reason)
		requireKind(t, tt.kind, e)
		require.Equal(t, tt.class, e.Class, tt.reason)
	}
	require.Empty(t, faultOf(shared).Class, "what Decode returned is not written to")
}

package console

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// roundTripper lets a func be a transport.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestNewUsesNoNetwork(t *testing.T) {
	refuse := roundTripper(func(*http.Request) (*http.Response, error) {
		t.Error("a request was sent")
		return nil, http.ErrHandlerTimeout
	})
	hook := func(*http.Request) error { t.Error("the hook was called"); return nil }
	_, err := New(Config{BaseURL: "https://console.example", Authorize: hook, HTTPClient: &http.Client{Transport: refuse}})
	require.NoError(t, err)
}

func TestClientNeverShowsSecrets(t *testing.T) {
	secret := "fictional-secret-for-tests-0001"
	hook := func(r *http.Request) error { r.Header.Set("Authorization", secret); return nil }
	c, err := New(Config{BaseURL: "https://console.example/fictional-path", Authorize: hook})
	require.NoError(t, err)
	clienttest.AssertHidden(t, *c, secret)
	clienttest.AssertHiddenInside(t, *c, secret)
	assert.Equal(t, "console.Client", c.String())
}

func TestClientNotMadeByNew(t *testing.T) {
	ctx := context.Background()
	for _, c := range []*Client{nil, {}} {
		const text = "console: Client was not made by New"
		_, err := c.OrderPage(ctx, OrderQuery{})
		assert.ErrorIs(t, err, ErrInvalidRequest)
		assert.EqualError(t, err, text)
		_, _, err = c.CollectOrders(ctx, OrderQuery{})
		assert.EqualError(t, err, text)
		for _, err := range c.Orders(ctx, OrderQuery{}) {
			assert.EqualError(t, err, text)
		}
		assert.EqualError(t, c.SetAuto(ctx, "1", true), text)
		_, err = c.OrderDetails(ctx, "1", PayWayAlipay)
		assert.EqualError(t, err, text)
	}
}

func TestPathsAreBelowTheBaseURL(t *testing.T) {
	for _, test := range []struct{ reason, base, list, details string }{
		{"no path", "https://console.example", "https://console.example/pay/consume_order", "https://console.example/pay/order_details?code=1&pay_way=2"},
		{"a path", "https://console.example/a%2Fb/api", "https://console.example/a%2Fb/api/pay/consume_order", "https://console.example/a%2Fb/api/pay/order_details?code=1&pay_way=2"},
		{"a final slash", "https://console.example/api/", "https://console.example/api/pay/consume_order", "https://console.example/api/pay/order_details?code=1&pay_way=2"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var sent, shown []string
			transport := roundTripper(func(r *http.Request) (*http.Response, error) {
				sent = append(sent, r.Method+" "+r.URL.String())
				return nil, http.ErrHandlerTimeout
			})
			hook := func(r *http.Request) error { shown = append(shown, r.Method+" "+r.URL.String()); return nil }
			c, err := New(Config{BaseURL: test.base, Authorize: hook,
				HTTPClient: &http.Client{Transport: transport}, Retry: RetryPolicy{MaxAttempts: 1}})
			require.NoError(t, err)
			_, err = c.OrderPage(context.Background(), OrderQuery{})
			require.ErrorIs(t, err, ErrUnavailable)
			_, err = c.OrderDetails(context.Background(), "1", PayWayAlipay)
			require.ErrorIs(t, err, ErrUnavailable)
			require.ErrorIs(t, c.SetAuto(context.Background(), "1", true), ErrUnavailable)
			assert.Equal(t, []string{"GET " + test.list, "GET " + test.details, "POST " + test.list}, sent)
			assert.Equal(t, sent, shown, "the hook sees what is sent")
		})
	}
}

// kindOfData decodes a reply and says what its data was.
func kindOfData(body string) (kind wire.Kind, unknown wire.Unknown, err error) {
	err = decodeReply(context.Background(), []byte(body), row.Options{}, func(in *row.Input) *map[string]int64 {
		kind = in.Kind()
		in.Skip()
		return (*map[string]int64)(&unknown)
	})
	return kind, unknown, err
}

func TestDecodeReply(t *testing.T) {
	for _, test := range []struct {
		reason, body string
		kind         wire.Kind
	}{
		{"code as text, as the list sends it", `{"code":"200","data":{"a":1}}`, wire.Object},
		{"a code with zero decimals", `{"code":200.0,"data":{"a":1}}`, wire.Object},
		{"a byte order mark", "\ufeff" + `{"code":200,"data":{"a":1}}`, wire.Object},
		{"code as a number, as the details send it", `{"code":200,"data":{"a":1}}`, wire.Object},
		{"the code after the data", `{"data":[1],"code":200}`, wire.Array},
		{"no data", `{"code":200}`, wire.Null},
		{"null data", `{"code":200,"data":null}`, wire.Null},
		{"white space", " {\n\"code\" : \"200\" ,\t\"data\" : { } }\r\n", wire.Object},
		{"a message beside a success", `{"code":200,"message":"ok","data":"x"}`, wire.String},
	} {
		t.Run(test.reason, func(t *testing.T) {
			kind, unknown, err := kindOfData(test.body)
			require.NoError(t, err)
			assert.Equal(t, test.kind, kind)
			assert.Empty(t, unknown)
		})
	}
}

func TestDecodeReplyRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, body, text string
		retry              bool
	}{
		{"an empty body", ``, "is empty", true},
		{"HTML", `<html><body>login</body></html>`, "looks like HTML", true},
		{"plain text", `upstream error`, "is not JSON", true},
		{"cut short", `{"code":200,"da`, "ends too early", true},
		{"cut in the data", `{"code":200,"data":{"a":`, "ends too early", true},
		{"two documents", `{"code":200}{"code":200}`, "goes on after its end", false},
		{"the page's own damage: a comment", `{"code":200, #x` + "\n" + `"data":{}}`, "", false},
		{"the page's own damage: a trailing comma", `{"code":200,"data":[1,]}`, "", false},
		{"an array", `[]`, "is an array, not an object", false},
		{"no code", `{"data":{}}`, "code: is missing", false},
		{"a null code", `{"code":null,"data":{}}`, "code: is missing", false},
		{"an empty code", `{"code":"","data":{}}`, "code: is missing", false},
		{"a boolean code", `{"code":true}`, "code: is a boolean, not text", false},
		{"the code twice", `{"code":200,"code":200}`, "code: appears twice", false},
		{"the message twice", `{"code":200,"message":"a","message":"a"}`, "message: appears twice", false},
		{"the msg twice", `{"code":200,"msg":"a","msg":"a"}`, "msg: appears twice", false},
		{"the data twice", `{"code":200,"data":{},"data":{}}`, "data: appears twice", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, _, err := kindOfData(test.body)
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.ErrorContains(t, err, test.text)
			var e *Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, test.retry, e.Retryable())
		})
	}
}

func TestDecodeReplyBusinessFailure(t *testing.T) {
	for _, test := range []struct{ reason, body, code, message string }{
		{"a number", `{"code":500,"message":"出错了"}`, "500", "出错了"},
		{"text", `{"code":"404","msg":"no such order"}`, "404", "no such order"},
		{"data of any shape means nothing then", `{"code":1,"data":"oops"}`, "1", ""},
		{"data before the code", `{"data":[{"code":200}],"code":-1}`, "-1", ""},
		{"zero is not 200", `{"code":0,"data":{}}`, "0", ""},
		{"200.0 in quotes is not 200", `{"code":"200.0","data":{}}`, "200.0", ""},
		{"a message that is no text", `{"code":2,"message":{"a":1}}`, "2", ""},
		{"both names of a message", `{"code":3,"message":"denied","msg":"other"}`, "3", "denied"},
		{"both names, and one of them says nothing", `{"code":3,"msg":"","message":"denied"}`, "3", "denied"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var unknown wire.Unknown
			err := decodeReply(context.Background(), []byte(test.body), row.Options{}, func(in *row.Input) *map[string]int64 {
				in.Unknown.Add("read")
				if in.Object() && !in.Next() {
					in.Fail("has no members")
				}
				return (*map[string]int64)(&unknown)
			})
			var e *Error
			require.True(t, errors.As(err, &e))
			assert.Nil(t, unknown, "what the data of a failure holds means nothing")
			assert.Equal(t, test.code, e.Code)
			assert.Equal(t, test.message, e.Message)
			assert.False(t, e.Retryable())
			for _, kind := range []error{ErrAuth, ErrMalformedResponse, ErrRateLimited, ErrUnavailable} {
				assert.NotErrorIs(t, err, kind, "no sentinel is guessed")
			}
		})
	}
}

// Neither name of the message is documented, so a success that has both is one.
func TestDecodeReplyWithBothMessages(t *testing.T) {
	_, unknown, err := kindOfData(`{"code":200,"message":"ok","msg":"ok","data":{}}`)
	require.NoError(t, err)
	assert.Nil(t, unknown)
}

func TestDecodeReplyCountsUnknownMembers(t *testing.T) {
	_, unknown, err := kindOfData(`{"code":200,"trace":"t","data":{}}`)
	require.NoError(t, err)
	assert.Equal(t, wire.Unknown{"field:trace": 1}, unknown)
}

func TestDecodeReplyErrorPlace(t *testing.T) {
	body := `{"code":"200","data":{"order":{"num":1,"data":[{"code":"1","total_fee":1.98}]}}}`
	var page OrderPage
	err := page.UnmarshalJSON([]byte(body))
	assert.EqualError(t, err, "console: OrderPage: malformed response: data.order.data[0].total_fee: is not a whole number")
	var field *wire.FieldError
	require.True(t, errors.As(err, &field))
	assert.EqualValues(t, strings.Index(body, "1.98"), field.Offset, "in the whole reply")
}

func TestExplain(t *testing.T) {
	for _, test := range []struct{ reason, body, code, message string }{
		{"an envelope", `{"code":403,"message":"denied"}`, "403", "denied"},
		{"HTML", `<html>`, "", ""},
		{"what says that all is well", `{"code":"200","message":"ok","data":{}}`, "", ""},
		{"cut short after the code", `{"code":"x","message":"y","da`, "x", "y"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			code, sub, message := replies.Explain(transport.Response{Status: 403, Body: []byte(test.body)})
			assert.Equal(t, [3]string{test.code, "", test.message}, [3]string{code, sub, message})
		})
	}
}

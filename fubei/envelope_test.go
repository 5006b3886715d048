package fubei

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

func TestBusinessFailureIsAlwaysAnError(t *testing.T) {
	for _, test := range []struct {
		reason, body, code, subCode, message string
	}{
		{"a number", `{"result_code":9999,"result_message":"系统异常"}`, "9999", "", "系统异常"},
		{"text", `{"result_code":"9996","result_message":"参数错误"}`, "9996", "", "参数错误"},
		{"with a sub code", `{"result_code":400,"sub_code":"ISV.ERROR","result_message":"x"}`, "400", "ISV.ERROR", "x"},
		{"zero is not success", `{"result_code":0,"data":{"total":0,"list":[]}}`, "0", "", ""},
		{"another 2xx is not success", `{"result_code":201,"data":{"list":[]}}`, "201", "", ""},
		{"half more is not success", `{"result_code":200.5,"data":{}}`, "200.5", "", ""},
		{"200.0 in quotes is another code", `{"result_code":"200.0","data":{}}`, "200.0", "", ""},
		{"success says nothing", `{"result_code":400,"success":true,"data":{"list":[]}}`, "400", "", ""},
		{"data may be anything then", `{"data":false,"result_code":1004}`, "1004", "", ""},
		{"data of a broken shape", `{"data":{"list":[{"total_fee":"x"}]},"result_code":1004}`, "1004", "", ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := decodeText(test.body)
			var e *Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, test.code, e.Code)
			assert.Equal(t, test.subCode, e.SubCode)
			assert.Equal(t, test.message, e.Message)
			assert.False(t, e.Retryable())
			assert.Empty(t, page.bills)
			for _, kind := range []error{ErrAuth, ErrRateLimited, ErrUnavailable, ErrMalformedResponse, ErrInvalidRequest} {
				assert.NotErrorIs(t, err, kind, "no kind is guessed from a code that is not documented")
			}
		})
	}
}

// A number is its value: a gateway that writes 200.0 says 200.
func TestSuccessWithZeroDecimals(t *testing.T) {
	page, err := decodeText(`{"result_code":200.0,"data":{"total":1,"list":[` + oneRow + `]}}`)
	require.NoError(t, err)
	assert.Len(t, page.bills, 1)
}

func TestOutcomeRetryCodes(t *testing.T) {
	for _, test := range []struct {
		code  string
		retry bool
	}{{"9999", true}, {"BUSY", true}, {"9996", false}, {"999", false}} {
		var e *Error
		require.True(t, errors.As(outcome(replyOf(t, test.code), []string{"9999", "BUSY"}), &e))
		assert.Equal(t, test.retry, e.Retryable(), test.code)
	}
	assert.NoError(t, outcome(replyOf(t, "200"), []string{"9999"}))
}

func replyOf(t *testing.T, code string) client.Reply {
	reply, err := replies.Read(t.Context(), wire.NewReader(nil), []byte(`{"result_code":"`+code+`"}`), nil)
	require.NoError(t, err)
	return reply
}

func TestReplyThatContradictsItself(t *testing.T) {
	for _, flag := range []string{`false`, `"false"`, `0`, `"0"`} {
		_, err := decodeText(`{"success":` + flag + `,"result_code":200,"data":{"total":0,"list":[]}}`)
		assert.ErrorIs(t, err, ErrMalformedResponse, flag)
		assert.ErrorContains(t, err, "the reply contradicts itself", flag)
	}
}

func TestExplain(t *testing.T) {
	for _, test := range []struct{ reason, body, code, subCode, message string }{
		{"an envelope", `{"result_code":400,"sub_code":"S","result_message":"m"}`, "400", "S", "m"},
		{"an envelope cut short", `{"result_code":400,"result_mess`, "400", "", ""},
		{"a success explains nothing", `{"result_code":200,"result_message":"成功"}`, "", "", ""},
		{"HTML", `<html>`, "", "", ""},
		{"another object", `{"error":"x"}`, "", "", ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			code, subCode, message := replies.Explain(transport.Response{Status: 500, Body: []byte(test.body)})
			assert.Equal(t, []string{test.code, test.subCode, test.message}, []string{code, subCode, message})
		})
	}
}

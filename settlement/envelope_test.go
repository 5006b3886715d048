package settlement

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

func TestOutcome(t *testing.T) {
	codes := codeLists{retry: []string{"9000"}, tokenExpired: []string{"10010"}}
	for _, test := range []struct {
		reason, body, code, message string
		retry, auth                 bool
	}{
		{"a refused signature", `{"code":"10016","data":null,"msg":"签名错误"}`, "10016",
			"check Config.Signer, its secret and the clock of this machine: 签名错误", false, true},
		{"a refused signature as a number", `{"code":10016,"msg":"签名错误"}`, "10016",
			"check Config.Signer, its secret and the clock of this machine: 签名错误", false, true},
		{"a refused signature without words", `{"code":"10016"}`, "10016", "check Config.Signer, its secret and the clock of this machine", false, true},
		{"a refused token, as the caller says", `{"code":"10010","msg":"x"}`, "10010", "x", false, true},
		{"a code to retry, as the caller says", `{"code":"9000","msg":"x"}`, "9000", "x", true, false},
		{"any other code", `{"code":"500","msg":"系统异常"}`, "500", "系统异常", false, false},
		{"a code of words", `{"code":"ERROR"}`, "ERROR", "", false, false},
		{"both messages", `{"code":"500","msg":"a","errMsg":"b"}`, "500", "a: b", false, false},
		{"the same message twice", `{"code":"500","msg":"a","errMsg":"a"}`, "500", "a", false, false},
		{"errMsg alone", `{"code":"500","msg":"","errMsg":"b"}`, "500", "b", false, false},
		{"rows mean nothing on a failure", `{"code":"500","data":[{}]}`, "500", "", false, false},
		{"00 is no success", `{"code":"00","data":[]}`, "00", "", false, false},
		{"0.0 in quotes is no success", `{"code":"0.0","data":[]}`, "0.0", "", false, false},
		{"0.5 is no success", `{"code":0.5,"data":[]}`, "0.5", "", false, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := decodePage(context.Background(), wire.NewReader(nil), []byte(test.body), row.Options{Zone: wire.ChinaZone}, 1, codes)
			require.Error(t, err, "a business failure is never a nil error")
			var e *Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, test.code, e.Code)
			assert.Equal(t, test.message, e.Message)
			assert.Equal(t, test.retry, e.Retryable())
			assert.Equal(t, test.auth, errors.Is(err, ErrAuth))
			assert.NotErrorIs(t, err, ErrMalformedResponse)
		})
	}
}

func TestExplain(t *testing.T) {
	for _, test := range []struct{ reason, body, code, message string }{
		{"an envelope", `{"code":"500","msg":"x"}`, "500", "x"},
		{"a refused signature", `{"code":"10016","msg":"x"}`, "10016", checkSigning + ": x"},
		{"a success explains nothing", `{"code":"0","msg":"success","data":[]}`, "", ""},
		{"no JSON", `<html>`, "", ""},
		{"cut short", `{"code":"500","msg":"x`, "500", ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			code, sub, message := explain(transport.Response{Body: []byte(test.body)})
			assert.Equal(t, []string{test.code, "", test.message}, []string{code, sub, message})
		})
	}
}

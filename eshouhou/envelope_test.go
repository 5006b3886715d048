package eshouhou

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

func TestReadEnvelope(t *testing.T) {
	for _, test := range []struct {
		reason, body         string
		code, message, value string
		unknown              wire.Unknown
	}{
		{"the code as a number, as in the sample", `{"ResultCode":0,"ErrorMsg":"","ResultValue":{"a":1}}`, "0", "", `{"a":1}`, nil},
		{"the code as text, as in the table", `{"ResultCode":"0","ErrorMsg":null,"ResultValue":null}`, "0", "", `null`, nil},
		{"the code after the value", `{"ResultValue": [1] ,"ResultCode":7,"ErrorMsg":"m"}`, "7", "m", `[1]`, nil},
		{"a code below zero", `{"ResultCode":-1}`, "-1", "", "", nil},
		{"a code that is no number", `{"ResultCode":"E-1","ErrorMsg":12}`, "E-1", "12", "", nil},
		{"members that are not on the page", `{"ResultCode":0,"Total":1,"x":{"ResultCode":5}}`, "0", "", "", wire.Unknown{"field:Total": 1, "field:x": 1}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := replies.Read(context.Background(), wire.NewReader(nil), []byte(test.body), nil)
			require.NoError(t, err)
			assert.Equal(t, []string{test.code, test.message, test.value}, []string{got.Code, got.Message, string(got.DataText())})
			assert.Equal(t, test.unknown, got.Unknown)
		})
	}
}

func TestReadEnvelopeRefuses(t *testing.T) {
	for _, test := range []struct{ reason, body, text string }{
		{"no body", ``, "is empty"},
		{"HTML", `<html>`, "is not JSON"},
		{"cut short", `{"ResultCode":0,"ResultValue":{`, "ends too early"},
		{"an array", `[]`, "is an array, not an object"},
		{"two codes", `{"ResultCode":0,"ResultCode":1}`, "ResultCode: appears twice"},
		{"two values", `{"ResultCode":0,"ResultValue":1,"ResultValue":2}`, "ResultValue: appears twice"},
		{"a code of another type", `{"ResultCode":[0]}`, "ResultCode: is an array, not text"},
		{"something after it", `{"ResultCode":0}x`, ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := replies.Read(context.Background(), wire.NewReader(nil), []byte(test.body), nil)
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.text)
		})
	}
}

func TestOutcome(t *testing.T) {
	outcome := func(body string) error {
		_, err := readReply(context.Background(), wire.NewReader(nil), []byte(body), []string{"1"}, nil)
		return err
	}
	assert.NoError(t, outcome(`{"ResultCode":"0"}`))
	assert.ErrorIs(t, outcome(`{}`), ErrMalformedResponse, "no code is no success")
	for _, code := range []string{"1", "-1", "00", "0.0", "200", "success", " 0"} {
		err := outcome(fmt.Sprintf(`{"ErrorMsg":"m","ResultCode":%q}`, code))
		e, ok := errors.AsType[*Error](err)
		require.True(t, ok, code)
		assert.Equal(t, []string{code, "", "m"}, []string{e.Code, e.SubCode, e.Message})
		assert.Equal(t, code == "1", e.Retryable(), code)
		for _, kind := range []error{ErrAuth, ErrUnavailable, ErrRateLimited, ErrMalformedResponse} {
			assert.NotErrorIs(t, err, kind, "no sentinel is guessed from a code")
		}
	}
}

func TestInValueSaysWhere(t *testing.T) {
	const body = `{"ResultCode":0,"ResultValue":{"ID":"s","WorkOrderID":"w","TotalAmount":"x"}}`
	_, err := decodeStatement(context.Background(), wire.NewReader(nil), []byte(body), row.Options{Zone: wire.ChinaZone}, nil)
	require.ErrorIs(t, err, ErrMalformedResponse)
	assert.Contains(t, err.Error(), "ResultValue.TotalAmount: is not a decimal number")
	field, ok := errors.AsType[*wire.FieldError](err)
	require.True(t, ok)
	assert.Equal(t, `"x"`, body[field.Offset:field.Offset+3])
}

func TestExplain(t *testing.T) {
	for _, test := range []struct{ reason, body, code, message string }{
		{"an envelope", `{"ResultCode":401,"ErrorMsg":"m","ResultValue":null}`, "401", "m"},
		{"HTML", `<html>`, "", ""},
		{"an envelope cut short", `{"ResultCode":401,"Err`, "401", ""},
	} {
		code, sub, message := replies.Explain(transport.Response{Body: []byte(test.body)})
		assert.Equal(t, []string{test.code, "", test.message}, []string{code, sub, message}, test.reason)
	}
}

func decodeReply(body string) (*Statement, error) {
	return decodeStatement(context.Background(), wire.NewReader(nil), []byte(body), row.Options{Zone: wire.ChinaZone}, nil)
}

func TestDecodeStatement(t *testing.T) {
	for _, test := range []struct {
		reason, body string
		none         bool
	}{
		{"a statement", `{"ResultCode":0,"ResultValue":` + leastRow("") + `}`, false},
		{"before the code", `{"ResultValue":` + leastRow("") + `,"ResultCode":"0"}`, false},
		{"null is none", `{"ResultCode":0,"ErrorMsg":"","ResultValue":null}`, true},
		{"missing is none", `{"ResultCode":"0"}`, true},
		{"an empty text is none", `{"ResultCode":0,"ResultValue":""}`, true},
	} {
		t.Run(test.reason, func(t *testing.T) {
			st, err := decodeReply(test.body)
			require.NoError(t, err)
			assert.Equal(t, test.none, st == nil)
		})
	}
}

func TestDecodeStatementRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, body, text string
		retry              bool
	}{
		{"an empty object is no word for none", `{"ResultCode":0,"ResultValue":{}}`, "ResultValue: has no ID", false},
		{"an empty array neither", `{"ResultCode":0,"ResultValue":[]}`, "ResultValue: is an array, not an object", false},
		{"text", `{"ResultCode":0,"ResultValue":"x"}`, "ResultValue: is a string, not an object", false},
		{"a value of another name", `{"ResultCode":0,"Data":` + leastRow("") + `}`, "ResultValue: is missing", false},
		{"cut short", `{"ResultCode":0,"ResultValue":{"ID":"`, "", true},
		{"no JSON", `error`, "", true},
		{"no code", `{"ResultValue":null}`, "ResultCode: is missing", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			st, err := decodeReply(test.body)
			assert.Nil(t, st)
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.Contains(t, err.Error(), test.text)
			assert.Equal(t, test.retry, err.(*Error).Retryable())
		})
	}
}

func TestDecodeStatementCountsTheEnvelopeToo(t *testing.T) {
	st, err := decodeReply(`{"ResultCode":0,"Extra":1,"ResultValue":` + leastRow(`"memo":1`) + `}`)
	require.NoError(t, err)
	assert.Equal(t, map[string]int64{"field:Extra": 1, "field:memo": 1}, st.Unknown)
}

func TestMarkAsked(t *testing.T) {
	for _, test := range []struct {
		reason, asked string
		differs       bool
	}{
		{"the id", "70e84c66-6607-4e9e-bf99-e04cc6b429b8", false},
		{"the id in capitals", "70E84C66-6607-4E9E-BF99-E04CC6B429B8", false},
		{"the number", "W202108050004", false},
		{"the id of the page's request, whose answer is of another", "80404fbe-6b8b-45f1-9de9-e02e8f2ae9e1", true},
	} {
		s := sampleStatement()
		s.markAsked(test.asked)
		assert.Equal(t, test.asked, s.AskedFor)
		assert.Equal(t, test.differs, s.ofAnother(), test.reason)
		assert.Equal(t, test.differs, s.Unknown["WorkOrderID:differs"] == 1, test.reason)
	}
	fromElsewhere := sampleStatement()
	assert.False(t, fromElsewhere.ofAnother(), "nothing was asked for")
}

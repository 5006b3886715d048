package eshouhou

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

func decodeReply(body string) (*Statement, error) {
	return decodeStatement(nil, wire.NewReader(nil), []byte(body), row.Options{Zone: wire.ChinaZone}, nil)
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

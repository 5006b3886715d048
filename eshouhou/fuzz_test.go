package eshouhou

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// FuzzStatementReply: whatever comes is a statement, the word that there is none, or one of the errors; and a statement goes
// out as JSON and comes back equal.
func FuzzStatementReply(f *testing.F) {
	f.Add(samplePage(f))
	for _, seed := range []string{
		`{"ResultCode":"0","ResultValue":null}`, `{"ResultCode":5,"ErrorMsg":"m"}`, `{"ResultCode":0,"ResultValue":{}}`, `<html>`, ``,
		`{"ResultCode":0,"ResultValue":` + leastRow(`"StatementTime":"2020-04-29T16:20:16.25+08:00","Type":11,"memo":[1.50, "<&>"]`) + `}`,
		`{"ResultCode":0,"ResultValue":` + leastRow(`"TotalAmount":-1e-8,"FeeItems":[ {"a" : "\u2028"} ],"TypeList":[{"Key":1,"x":0}]`) + `}`,
		`{"ResultCode":0,"ResultValue":` + leastRow(`"StatementTime":"0001/1/1 0:00:00","IsOnlinePay":"1","Remark":"\ud83d\ude00"`) + `}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		st, err := decodeStatement(context.Background(), wire.NewReader(nil), body, row.Options{Zone: wire.ChinaZone, KeepRaw: true}, nil)
		if err != nil {
			assert.Nil(t, st)
			assert.IsType(t, (*Error)(nil), err)
			return
		}
		if st == nil {
			return
		}
		assert.NotEmpty(t, st.ID)
		assert.NotEmpty(t, st.WorkOrderID)
		assertRoundTrip(t, *st)
	})
}

func assertRoundTrip(t *testing.T, st Statement) {
	t.Helper()
	text, err := json.Marshal(st)
	require.NoError(t, err)
	var again, fromRaw Statement
	require.NoError(t, json.Unmarshal(text, &again), "%s", text)
	assert.True(t, st.Equal(again), "%s", text)
	require.NoError(t, fromRaw.UnmarshalJSON(st.Raw))
	assert.True(t, st.Equal(fromRaw), "%s", st.Raw)
	st.Record()
}

// FuzzTokenReply: a grant that is taken has a token and a life.
func FuzzTokenReply(f *testing.F) {
	for _, seed := range []string{
		`{"ResultCode":0,"ErrorMsg":"","ResultValue":{"access_token":"a+/=","expires_in":7200}}`,
		`{"ResultCode":"0","ResultValue":{"expires_in":"60","access_token":"x","more":1}}`,
		`{"ResultCode":1,"ErrorMsg":"m"}`, `{"ResultCode":0,"ResultValue":null}`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		grant, err := decodeGrant(context.Background(), body, nil)
		if err != nil {
			assert.IsType(t, (*Error)(nil), err)
			return
		}
		assert.NotEmpty(t, grant.value())
		assert.Positive(t, grant.life)
	})
}

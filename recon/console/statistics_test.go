package console

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

// sampleStatistics are the figures of the page's sample.
var sampleStatistics = Statistics{OrderNum: 63, CountPrice: NewNullFen(11567), SuccessBill: 15, SuccessPrice: NewNullFen(2760)}

const sampleStatisticsJSON = `{"order_num":63,"count_price":{"total_fee__sum":11567},"success_bill":15,` +
	`"success_price":{"total_fee__sum":2760},"fail_bill":0,"fail_price":{"total_fee__sum":null}}`

func TestStatisticsJSON(t *testing.T) {
	text, err := json.Marshal(sampleStatistics)
	require.NoError(t, err)
	assert.Equal(t, sampleStatisticsJSON, string(text))
	var again Statistics
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, sampleStatistics, again)
	assert.False(t, again.FailPrice.Valid, "null is absent, which is not 0")
	assert.Equal(t, "63 (11567 fen), 15 (2760 fen) reconciled, 0 (null fen) failed", again.String())
}

func TestStatisticsForms(t *testing.T) {
	counts := `"order_num":1,"success_bill":0,"fail_bill":0`
	for _, test := range []struct {
		reason, text string
		sum          NullFen
		rule         string
	}{
		{"no sums", `{` + counts + `}`, NullFen{}, ""},
		{"a null price", `{` + counts + `,"count_price":null}`, NullFen{}, ""},
		{"an empty price", `{` + counts + `,"count_price":{}}`, NullFen{}, ""},
		{"a sum in quotes", `{` + counts + `,"count_price":{"total_fee__sum":"5"}}`, NewNullFen(5), ""},
		{"a sum of zero", `{` + counts + `,"count_price":{"total_fee__sum":0}}`, NewNullFen(0), ""},
		{"more in a price", `{` + counts + `,"count_price":{"total_fee__avg":1,"total_fee__sum":5}}`, NewNullFen(5), ""},
		{"counts in quotes", `{"order_num":"1","success_bill":"0","fail_bill":"0"}`, NullFen{}, ""},
		{"a count is missing", `{"order_num":1,"success_bill":0}`, NullFen{}, "has not all of"},
		{"a count is null", `{"order_num":null,"success_bill":0,"fail_bill":0}`, NullFen{}, "has not all of"},
		{"a count below zero", `{"order_num":-1,"success_bill":0,"fail_bill":0}`, NullFen{}, "order_num: is not within"},
		{"a price that is a number", `{` + counts + `,"count_price":5}`, NullFen{}, "count_price: is a number, not an object"},
		{"a sum twice", `{` + counts + `,"count_price":{"total_fee__sum":5,"total_fee__sum":5}}`, NullFen{}, "appears twice"},
		{"a price twice", `{` + counts + `,"fail_price":{},"fail_price":{}}`, NullFen{}, "appears twice"},
		{"a sum in yuan", `{` + counts + `,"count_price":{"total_fee__sum":115.67}}`, NullFen{}, "total_fee__sum: is not a whole number"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var s Statistics
			err := json.Unmarshal([]byte(test.text), &s)
			if test.rule != "" {
				assert.ErrorIs(t, err, ErrMalformedResponse)
				assert.ErrorContains(t, err, test.rule)
				assert.Equal(t, Statistics{}, s)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, Statistics{OrderNum: 1, CountPrice: test.sum}, s)
		})
	}
}

func TestStatisticsOf(t *testing.T) {
	var theirs recon.Statistics
	require.NoError(t, json.Unmarshal([]byte(sampleStatisticsJSON), &theirs))
	ours, err := StatisticsOf(theirs)
	require.NoError(t, err)
	assert.Equal(t, sampleStatistics, ours)

	empty, err := StatisticsOf(recon.Statistics{})
	require.NoError(t, err)
	assert.Equal(t, Statistics{}, empty)
}

func TestStatisticsOfWhatTheConsoleCannotShow(t *testing.T) {
	for _, test := range []struct{ reason, amount string }{
		{"a fraction of a fen", "0.005"}, {"beyond 64 bits", "92233720368547758.08"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			order := recon.Record{Key: "1", Amount: decimal.RequireFromString(test.amount)}
			self := func(r recon.Record) recon.Record { return r }
			result, err := recon.Match(nil, self, []recon.Record{order}, self, recon.Rules{})
			require.NoError(t, err)
			_, err = StatisticsOf(result.Statistics())
			assert.ErrorIs(t, err, ErrInvalidRequest)
		})
	}
}

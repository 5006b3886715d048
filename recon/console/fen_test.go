package console

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
)

func TestFenOf(t *testing.T) {
	for _, test := range []struct {
		reason, yuan string
		want         Fen
		ok           bool
	}{
		{"the page's sample", "1.98", 198, true},
		{"one decimal", "1.9", 190, true},
		{"more decimals that say nothing", "1.98000", 198, true},
		{"whole yuan", "5", 500, true},
		{"an exponent", "1e2", 10000, true},
		{"a refund", "-0.01", -1, true},
		{"zero", "0", 0, true},
		{"the largest", "92233720368547758.07", math.MaxInt64, true},
		{"the smallest", "-92233720368547758.08", math.MinInt64, true},
		{"half a fen", "0.005", 0, false},
		{"beyond 64 bits", "92233720368547758.08", 0, false},
		{"far beyond", "1e30", 0, false},
		{"more decimals than most write", "1.98000000000000000000", 198, true},
		{"ruinous arithmetic", "1e10000", 0, false},
		{"ruinously small", "1e-10000", 0, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := FenOf(decimal.RequireFromString(test.yuan))
			assert.Equal(t, test.want, got)
			if !test.ok {
				assert.ErrorIs(t, err, ErrInvalidRequest)
				assert.NotContains(t, err.Error(), test.yuan)
				return
			}
			require.NoError(t, err)
			assert.True(t, got.Yuan().Equal(decimal.RequireFromString(test.yuan)), "and back")
		})
	}
}

// TestFenOfEnds: amounts that are made, not read, can have any exponent. To write one of these out would take all memory.
func TestFenOfEnds(t *testing.T) {
	for _, exponent := range []int32{1 << 30, -1 << 30, math.MaxInt32, math.MinInt32} {
		_, err := FenOf(decimal.New(1, exponent))
		assert.ErrorIs(t, err, ErrInvalidRequest, "exponent %d", exponent)
	}
}

func TestFenYuan(t *testing.T) {
	assert.Equal(t, "1.98", Fen(198).Yuan().String())
	assert.Equal(t, "1.80", Fen(180).Yuan().StringFixed(2))
	assert.Equal(t, decimal.NullDecimal{}, NullFen{Fen: 5}.Yuan(), "absent is not 0")
	assert.Equal(t, decimal.NewNullDecimal(decimal.New(5, -2)), NewNullFen(5).Yuan())
}

func TestNullFenJSON(t *testing.T) {
	for _, test := range []struct {
		reason, text, want string
		value              NullFen
	}{
		{"a number", "2760", "2760", NewNullFen(2760)},
		{"zero is there", "0", "0", NewNullFen(0)},
		{"null is absent", "null", "null", NullFen{}},
		{"empty text is absent", `""`, "null", NullFen{}},
		{"quoted", `"2760"`, "2760", NewNullFen(2760)},
		{"whole, whatever its form", "276e1", "2760", NewNullFen(2760)},
		{"below zero", "-5", "-5", NewNullFen(-5)},
		{"beyond what float64 can hold", "9007199254740993", "9007199254740993", NewNullFen(9007199254740993)},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := NewNullFen(7)
			require.NoError(t, json.Unmarshal([]byte(test.text), &got))
			assert.Equal(t, test.value, got)
			text, err := json.Marshal(got)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(text))
			assert.Equal(t, test.want, got.String())
		})
	}
}

func TestNullFenRefuses(t *testing.T) {
	for _, test := range []struct{ reason, text string }{
		{"yuan", "1.98"}, {"a word", `"secret-value"`}, {"a list", "[]"}, {"a boolean", "true"}, {"beyond 64 bits", "9223372036854775808"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			kept := NewNullFen(7)
			err := kept.UnmarshalJSON([]byte(test.text))
			assert.ErrorIs(t, err, ErrMalformedResponse)
			assert.NotContains(t, err.Error(), "secret-value")
			assert.Equal(t, NewNullFen(7), kept, "an error changes nothing")
		})
	}
}

func TestReadFen(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		fen          NullFen
		ok           bool
	}{
		{"a number", `198`, NewNullFen(198), true},
		{"quoted", `"198"`, NewNullFen(198), true},
		{"null", `null`, NullFen{}, true},
		{"yuan", `1.98`, NullFen{}, false},
		{"an exponent that ruins arithmetic", `1e10000`, NullFen{}, false},
		{"thousands", `"1,980"`, NullFen{}, false},
		{"full width", `"１９８"`, NullFen{}, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := wire.NewReader([]byte(test.text))
			assert.Equal(t, test.fen, readFen(r))
			assert.Equal(t, test.ok, r.Err() == nil)
		})
	}
}

package row

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/internal/wire"
)

var values = []string{`null`, `""`, `"x"`, `"12"`, `7`, `-3`, `1.5`, `1e3`, `2.5e+19`, `true`, `"True"`, `[]`, `{}`, `[1,{"a":null}]`,
	`{"key":"k"}`, `[{"key":1,"on":"?"}]`, `"2022-09-01 00:00:00"`, `"/Date(0)/"`, `175.45000000000002`, `"\ud800"`, "\"\xff\"", `"<&>"`}

// Whatever the members of a row are: if it is read, it is written as a row that is read as an equal one, and written the same.
func TestAnyRowRoundTrips(t *testing.T) {
	names := []string{"x", "<y>"}
	for _, f := range sampleFields() {
		if f.name != "" {
			names = append(names, f.name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom(names), rapid.ID[string]).Draw(t, "names") {
			quoted, _ := json.Marshal(name)
			text.WriteString("," + string(quoted) + ":" + rapid.SampledFrom(values).Draw(t, name))
		}
		for _, required := range []string{"id", "total", "cents"} {
			if !strings.Contains(text.String(), `"`+required+`":`) {
				text.WriteString(`,"` + required + `":1`)
			}
		}
		roundTrip(t, "{"+text.String()[1:]+"}")
	})
}

// Whatever values a program gives a row: it is written as a row that is read as an equal one.
func TestAnyValuesRoundTrip(t *testing.T) {
	amounts := rapid.Custom(func(t *rapid.T) decimal.NullDecimal {
		d := decimal.New(rapid.Int64Range(-1e12, 1e12).Draw(t, "coefficient"), rapid.Int32Range(-8, 2).Draw(t, "exponent"))
		return decimal.NullDecimal{Decimal: d, Valid: rapid.Bool().Draw(t, "valid")}
	})
	rapid.Check(t, func(t *rapid.T) {
		s := sample{
			ID:     rapid.StringMatching(`[0-9a-f测"]{1,20}`).Draw(t, "id"),
			Number: rapid.SampledFrom([]string{"", "0", "-1", "0012", "9223372036854775808", "a\nb"}).Draw(t, "number"),
			Note:   rapid.String().Filter(func(s string) bool { return strings.ToValidUTF8(s, "") == s }).Draw(t, "note"),
			Total:  amounts.Draw(t, "total").Decimal, Fee: amounts.Draw(t, "fee"), Points: amounts.Draw(t, "points"),
			Cents: cents(rapid.Int64().Draw(t, "cents")), Shop: rapid.Int64Range(-5, 99).Draw(t, "shop"),
			Color: color(rapid.Int32().Draw(t, "color")), On: rapid.Bool().Draw(t, "on"),
			At: time.Unix(rapid.Int64Range(1, 4e9).Draw(t, "at"), 0), Day: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "day"), 500).UTC(),
			Parts: []part{{Key: "k", Items: []json.RawMessage{json.RawMessage(`[ 1 ]`)}}},
		}
		text, err := samples.Marshal(&s)
		require.NoError(t, err)
		var again sample
		require.NoError(t, samples.Unmarshal(text, &again), "%s", text)
		require.True(t, samples.Equal(&s, &again), "%s", text)
	})
}

func roundTrip(t require.TestingT, text string) {
	in := Input{Reader: wire.NewReader([]byte(text))}
	var first, second sample
	samples.Read(&in, &first)
	if in.End(); in.Err() != nil {
		return
	}
	written, err := samples.Marshal(&first)
	require.NoError(t, err, text)
	require.NoError(t, samples.Unmarshal(written, &second), "%s", written)
	require.True(t, samples.Equal(&first, &second), "%s became %s", text, written)
	again, err := samples.Marshal(&second)
	require.NoError(t, err)
	require.Equal(t, string(written), string(again))
}

// FuzzRoundTrip reads, writes and reads again.
func FuzzRoundTrip(f *testing.F) {
	for _, value := range values {
		for _, name := range []string{"number", "shop", "color", "on", "at", "day", "items", "parts", "note", "x"} {
			f.Add(least(`"` + name + `":` + value))
		}
	}
	f.Add("\ufeff" + least(""))
	f.Fuzz(func(t *testing.T, text string) { roundTrip(t, text) })
}

package row

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
)

// wider is sample with a field more. One struct field and one line are all it takes.
type wider struct {
	sample
	Channel string
}

func widerTable() *Table[wider] {
	return Of(
		Text("id", func(w *wider) *string { return &w.ID }).Identity(),
		Money("total", func(w *wider) *decimal.Decimal { return &w.Total }),
		Text("channel", func(w *wider) *string { return &w.Channel }),
		Extra(func(w *wider) *map[string]json.RawMessage { return &w.Extra }),
	)
}

func TestANewFieldIsOneLine(t *testing.T) {
	table := widerTable()
	var w wider
	require.NoError(t, table.Unmarshal([]byte(`{"id":"1","total":1,"channel":"card"}`), &w))
	assert.Equal(t, "card", w.Channel, "decoded")

	text, err := table.Marshal(&w)
	require.NoError(t, err)
	assert.Equal(t, `{"id":"1","total":"1.00","channel":"card"}`, string(text), "encoded")

	other := w
	other.Channel = "cash"
	assert.False(t, table.Equal(&w, &other), "compared")

	assert.EqualError(t, table.Unmarshal([]byte(`{"id":"1","total":1,"channel":"a","channel":"a"}`), &w),
		"row: malformed response: wider: channel: appears twice")

	in := Input{Reader: wire.NewReader([]byte(`{"id":"1","total":1,"channel":[]}`))}
	var odd wider
	table.Read(&in, &odd)
	require.NoError(t, in.Err())
	assert.Equal(t, wire.Unknown{"channel:unreadable": 1}, in.Unknown, "counted")

	w.Extra = map[string]json.RawMessage{"channel": json.RawMessage(`"x"`)}
	_, err = table.Marshal(&w)
	assert.EqualError(t, err, "row: wider.Extra holds channel: that is a field of its own")
}

func TestOfRefuses(t *testing.T) {
	fields := sampleFields()
	assert.PanicsWithValue(t, "row: the table of sample has id twice", func() { Of(append(fields, fields[0])...) })
	assert.Panics(t, func() { Of(fields[0]) }, "no Extra")
}

func TestEqual(t *testing.T) {
	base := func() sample {
		s, _, err := read(least(`"number":"n","note":"o","fee":"0.10","points":1,"shop":1,"color":1,"on":true,"at":1,` +
			`"day":"2022-09-01 00:00:00","items":[{"a":1}],"parts":[{"key":"k"}],"x":1`))
		require.NoError(t, err)
		return s
	}
	for _, test := range []struct {
		reason string
		change func(*sample)
		equal  bool
	}{
		{"nothing", func(*sample) {}, true},
		{"decimals", func(s *sample) { s.Fee.Decimal = decimal.RequireFromString("0.1") }, true},
		{"the zone", func(s *sample) { s.Day = s.Day.UTC() }, true},
		{"white space", func(s *sample) { s.Items[0] = json.RawMessage(`{"a": 1}`) }, true},
		{"the raw text", func(s *sample) { s.Raw = json.RawMessage(`{}`) }, true},
		{"id", func(s *sample) { s.ID = "2" }, false},
		{"total", func(s *sample) { s.Total = decimal.Zero }, false},
		{"absent is not zero", func(s *sample) { s.Fee = decimal.NullDecimal{} }, false},
		{"points", func(s *sample) { s.Points.Valid = false }, false},
		{"cents", func(s *sample) { s.Cents++ }, false},
		{"shop", func(s *sample) { s.Shop++ }, false},
		{"color", func(s *sample) { s.Color = noColor }, false},
		{"on", func(s *sample) { s.On = false }, false},
		{"at", func(s *sample) { s.At = time.Time{} }, false},
		{"items", func(s *sample) { s.Items = nil }, false},
		{"a row within", func(s *sample) { s.Parts[0].Key = "l" }, false},
		{"extra", func(s *sample) { s.Extra = nil }, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			a, b := base(), base()
			test.change(&b)
			assert.Equal(t, test.equal, samples.Equal(&a, &b))
			assert.Equal(t, test.equal, samples.Equal(&b, &a))
		})
	}
}

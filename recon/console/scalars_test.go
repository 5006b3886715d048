package console

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// readTime reads one create_time, and reports whether it could be read.
func readTime(t *testing.T, text string, zone *time.Location) (time.Time, bool) {
	t.Helper()
	in := row.Input{Reader: wire.NewReader([]byte(`{"code":"1","total_fee":1,"create_time":` + text + `}`)), Options: row.Options{Zone: zone}}
	var o Order
	orderRow.Read(&in, &o)
	require.NoError(t, in.Err())
	return o.CreateTime, in.Unknown == nil
}

func TestReadTime(t *testing.T) {
	for _, test := range []struct{ reason, text, want string }{
		{"the list's sample", `"2020-02-21T11:37:08.784968"`, "2020-02-21T11:37:08.784968+08:00"},
		{"the details' sample", `"2020-03-10T16:52:59"`, "2020-03-10T16:52:59+08:00"},
		{"a zone of its own", `"2020-03-10T08:52:59Z"`, "2020-03-10T16:52:59+08:00"},
		{"null", `null`, ""},
		{"empty", `""`, ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, ok := readTime(t, test.text, nil)
			require.True(t, ok)
			if test.want == "" {
				assert.True(t, got.IsZero())
				return
			}
			assert.Equal(t, test.want, got.Format(time.RFC3339Nano))
		})
	}
	for _, text := range []string{`1583830379`, `"1583830379"`, `"2020-03-10 16:52:59"`, `"yesterday"`, `"2020-02-30T00:00:00"`} {
		got, ok := readTime(t, text, nil)
		assert.False(t, ok, "%s: the page shows one form", text)
		assert.True(t, got.IsZero())
	}
}

func TestReadTimeInAnotherZone(t *testing.T) {
	got, _ := readTime(t, `"2020-03-10T16:52:59"`, time.UTC)
	assert.Equal(t, "2020-03-10T08:52:59Z", got.Format(time.RFC3339), "the same instant")
}

func TestTimeText(t *testing.T) {
	at := time.Date(2020, 2, 21, 3, 37, 8, 0, time.UTC)
	for _, test := range []struct {
		reason string
		ns     int
		want   string
	}{
		{"none", 0, "2020-02-21T11:37:08"},
		{"microseconds", 784968000, "2020-02-21T11:37:08.784968"},
		{"six digits, zeros too", 74008000, "2020-02-21T11:37:08.074008"},
		{"one millisecond", 1000000, "2020-02-21T11:37:08.001000"},
		{"finer than the console's", 784968001, "2020-02-21T11:37:08.784968001"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got := timeText(at.Add(time.Duration(test.ns)))
			assert.Equal(t, test.want, got)
			back, ok := readTime(t, `"`+got+`"`, time.UTC)
			assert.True(t, ok && back.Equal(at.Add(time.Duration(test.ns))), "and back")
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

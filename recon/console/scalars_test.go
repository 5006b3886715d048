package console

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
)

func TestReadTime(t *testing.T) {
	for _, test := range []struct{ reason, text, want string }{
		{"the list's sample", `"2020-02-21T11:37:08.784968"`, "2020-02-21T11:37:08.784968+08:00"},
		{"the details' sample", `"2020-03-10T16:52:59"`, "2020-03-10T16:52:59+08:00"},
		{"a zone of its own", `"2020-03-10T08:52:59Z"`, "2020-03-10T16:52:59+08:00"},
		{"null", `null`, ""},
		{"empty", `""`, ""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := wire.NewReader([]byte(test.text))
			got := readTime(r, wire.ChinaZone)
			r.End()
			require.NoError(t, r.Err())
			if test.want == "" {
				assert.True(t, got.IsZero())
				return
			}
			assert.Equal(t, test.want, got.Format(time.RFC3339Nano))
		})
	}
	for _, text := range []string{`1583830379`, `"1583830379"`, `"2020-03-10 16:52:59"`, `"yesterday"`, `"2020-02-30T00:00:00"`} {
		r := wire.NewReader([]byte(text))
		readTime(r, wire.ChinaZone)
		assert.Error(t, r.Err(), "%s: the page shows one form", text)
	}
}

func TestReadTimeInAnotherZone(t *testing.T) {
	r := wire.NewReader([]byte(`"2020-03-10T16:52:59"`))
	got := readTime(r, time.UTC)
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
			r := wire.NewReader([]byte(`"` + got + `"`))
			assert.True(t, readTime(r, time.UTC).Equal(at.Add(time.Duration(test.ns))), "and back")
		})
	}
}

func TestReadFenAndEnum(t *testing.T) {
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
	for text, want := range map[string]int64{`3`: 3, `"3"`: 3, `null`: 0, `-7`: -7, `2147483647`: 2147483647} {
		r := wire.NewReader([]byte(text))
		assert.Equal(t, want, readEnum(r), text)
		assert.NoError(t, r.Err())
	}
	r := wire.NewReader([]byte(`2147483648`))
	readEnum(r)
	assert.Error(t, r.Err(), "an int has 32 bits on some machines")
}

func TestCountUnknown(t *testing.T) {
	var unknown wire.Unknown
	countUnknown(&unknown, "pay_method", PayMethodAbsent)
	countUnknown(&unknown, "pay_method", PayMethodAlipay)
	assert.Nil(t, unknown)
	countUnknown(&unknown, "pay_method", PayMethod(7))
	countUnknown(&unknown, "status", OrderStatus(12))
	assert.Equal(t, wire.Unknown{"pay_method:7": 1, "status:12": 1}, unknown)
}

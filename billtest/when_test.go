package billtest

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWhenString(t *testing.T) {
	tests := []struct {
		when When
		want string
	}{
		{When{}, "every call"},
		{Always(), "every call"},
		{Call(3), "call 3"},
		{Page(2), "page 2"},
		{Every(5), "one call in 5"},
		{Random(0.25, 1), "a random 0.25 of all calls"},
		{Call(1).At("/TokenApi"), "call 1 at …/TokenApi"},
		{Page(1).At("/a").At("/b"), "page 1 at …/b"},
		{Always().Where(onPageThree), "every call where a condition holds"},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, test.when.String())
	}
}

func TestWhenCheck(t *testing.T) {
	tests := []struct {
		reason string
		when   When
		err    string
	}{
		{"zero", When{}, ""},
		{"first call", Call(1), ""},
		{"call 0", Call(0), "call 0: it must be 1 or more"},
		{"negative call", Call(-2), "call -2: it must be 1 or more"},
		{"page 0", Page(0), "page 0: it must be 1 or more"},
		{"every 0 is not always", Every(0), "one call in 0: it must be 1 or more"},
		{"rate 0", Random(0, 1), ""},
		{"rate 1", Random(1, 1), ""},
		{"rate above 1", Random(1.5, 1), "the rate of Random is 1.5: it must be 0 to 1"},
		{"negative rate", Random(-0.1, 1), "the rate of Random is -0.1: it must be 0 to 1"},
		{"no number", Random(math.NaN(), 1), "the rate of Random is NaN: it must be 0 to 1"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			err := test.when.check()
			if test.err == "" {
				assert.NoError(t, err)
				return
			}
			assert.EqualError(t, err, test.err)
		})
	}
}

func TestModifiersLeaveTheirReceiverAlone(t *testing.T) {
	base := Call(1)
	_ = base.At("/x").Where(onPageThree)
	assert.Equal(t, "call 1", base.String())
}

func TestRandomKeepsItsRate(t *testing.T) {
	const calls = 20_000
	for _, rate := range []float64{0.05, 0.5, 0.9} {
		picked := 0
		for n := range calls {
			if Random(rate, 11).fires(Request{}, n+1) {
				picked++
			}
		}
		// Five standard deviations; the seed is fixed, so this either always holds or never.
		slack := 5 * math.Sqrt(calls*rate*(1-rate))
		assert.InDelta(t, calls*rate, picked, slack, "rate %g", rate)
	}
}

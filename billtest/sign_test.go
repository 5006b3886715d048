package billtest

import (
	"crypto/md5"
	"crypto/sha1"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The known answers are those of RFC 1321 and FIPS 180.
func TestHash(t *testing.T) {
	assert.Equal(t, "900150983cd24fb0d6963f7d28e17f72", Hash(md5.New(), "abc"))
	assert.Equal(t, "900150983cd24fb0d6963f7d28e17f72", Hash(md5.New(), "a", "", "bc"))
	assert.Equal(t, "d41d8cd98f00b204e9800998ecf8427e", Hash(md5.New()))
	assert.Equal(t, "a9993e364706816aba3e25717850c26c9cd0d89d", Hash(sha1.New(), "abc"))
}

func TestPairs(t *testing.T) {
	fields := map[string]string{"b": "2", "a": "1", "B": "", "sign": "x"}
	assert.Equal(t, []string{"B=", "a=1", "b=2"}, Pairs(fields, "=", "sign"))
	assert.Equal(t, []string{"a1", "b2"}, Pairs(fields, "", "sign", "B"))
	assert.Empty(t, Pairs(nil, "="))
}

func TestSameSign(t *testing.T) {
	tests := []struct {
		reason, got, want string
		same              bool
	}{
		{"equal", "70DC53", "70DC53", true},
		{"another case", "70dc53", "70DC53", false},
		{"cut off", "70DC5", "70DC53", false},
		{"longer", "70DC530", "70DC53", false},
		{"missing", "", "70DC53", false},
		{"nothing expected", "70DC53", "", false},
		{"two empty ones", "", "", false},
	}
	for _, test := range tests {
		assert.Equal(t, test.same, SameSign(test.got, test.want), test.reason)
	}
}

func TestMistake(t *testing.T) {
	guesses := []Guess{{"AB12", "the digits must be upper case"}, {"cd34", "the secret is missing"}, {"", "never"}}
	for got, want := range map[string]string{
		"ab12": "sign differs: the digits must be upper case",
		"CD34": "sign differs: the secret is missing",
		"ef56": "sign differs: another secret, or other bytes than the ones sent",
		"":     "sign differs: another secret, or other bytes than the ones sent",
	} {
		assert.Equal(t, want, Mistake(got, guesses), "%q", got)
	}
}

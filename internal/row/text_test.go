package row

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIsScientific(t *testing.T) {
	for _, test := range []struct {
		text         string
		quoted, bare bool
	}{
		{"20161107095823831740", false, false},
		{"2.0161107095823e+19", true, true},
		{"2.01611E+19", true, true},
		{"2.0161107095823E19", true, true},
		{"2e+19", true, true},
		{"2E+0019", true, true},
		{"2e-7", true, true},
		{"2E19", false, true},
		{"20200221113708e1234", false, true},
		{"20200221113708eb3b8dcc2383481c", false, false},
		{"6a6f0e4e-70ef-4438-b9b6-3ae7a39368e12", false, false},
		{"e+19", false, false},
		{"1.2.3e+4", false, false},
		{"A1e+4", false, false},
		{"12e", false, false},
		{"12.50", false, false},
		{"e", false, false},
		{"", false, false},
	} {
		assert.Equal(t, test.quoted, isScientific(test.text, false), "%q", test.text)
		assert.Equal(t, test.bare, isScientific(test.text, true), "%s", test.text)
	}
}

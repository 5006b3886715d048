package wire

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNumberLiteralsComeBackAsWritten(t *testing.T) {
	for _, literal := range []string{"0", "-0", "9.9", "9.90", "-2.00", "1e2", "1E+2", "0E-10", "12345678901234567890.123"} {
		r := NewReader([]byte(`[` + literal + ` ]`))
		r.Array()
		r.Next()
		got, ok := r.Text()
		assert.True(t, ok)
		assert.Equal(t, literal, got)
		assert.False(t, r.Next())
		assert.NoError(t, r.Err())
	}
}

func TestNumberErrors(t *testing.T) {
	for literal, want := range map[string]string{
		"012": "is a number with a leading zero", "-00": "is a number with a leading zero",
		"-x": "is not a JSON number", "1.x": "is not a JSON number", "1ex": "is not a JSON number", "1e+x": "is not a JSON number",
		"+1": "is not a JSON value", ".5": "is not a JSON value", "NaN": "is not a JSON value", "Infinity": "is not a JSON value",
		"0x10": "is followed by neither a comma nor the closing bracket",
		"1_0":  "is followed by neither a comma nor the closing bracket",
		"nul":  "is not a JSON value", "trve": "is not a JSON value", "fals ": "is not a JSON value",
	} {
		assert.Equal(t, want, rule(t, member(t, literal, (*Reader).Skip), "v"), literal)
	}
}

func TestHugeNumbersAreReadButNotTakenApart(t *testing.T) {
	huge := strings.Repeat("9", 1_000_000)
	assert.NoError(t, member(t, huge, (*Reader).Skip))
	for _, literal := range []string{huge, "1e" + huge, "0." + huge, `"` + huge + `"`, `"0.` + strings.Repeat("0", 10_000) + `"`} {
		for _, read := range []func(*Reader){
			func(r *Reader) { r.Money() },
			func(r *Reader) { r.Int(0, 9) },
		} {
			assert.Equal(t, "is a number longer than 128 characters", rule(t, member(t, literal, read), "v"))
		}
	}
}

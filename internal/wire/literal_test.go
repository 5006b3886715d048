package wire

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestScanLiteral(t *testing.T) {
	for s, want := range map[string]literal{
		"0":         {},
		"-0.00":     {negative: true, decimals: 2},
		"9.90":      {kept: 990, digits: 3, zeros: 1, decimals: 2},
		"0.05":      {kept: 5, digits: 1, decimals: 2},
		"007":       {kept: 7, digits: 1},
		"-12.5e+3":  {negative: true, kept: 125, digits: 3, decimals: 1, exponent: 3},
		"1E-2":      {kept: 1, digits: 1, exponent: -2},
		"100":       {kept: 100, digits: 3, zeros: 2},
		"1e999999":  {kept: 1, digits: 1, exponent: 9999},
		"1e-999999": {kept: 1, digits: 1, exponent: -9999},
		// The 20th digit is counted, not kept.
		"12345678901234567890": {kept: 1234567890123456789, digits: 20, zeros: 1},
	} {
		got, rule := scanLiteral([]byte(s))
		assert.Empty(t, rule, s)
		assert.Equal(t, want, got, s)
	}
}

func TestScanLiteralRefuses(t *testing.T) {
	for _, s := range []string{
		"", "-", "+1", ".5", "1.", "1.e2", "e2", "1e", "1e+", "1ee2", "1e2.5", "1.2.3", "--1", "1-", " 1", "1 ", "0x10", "1,234", "１",
		"NaN", "Inf", "1_0", "\u22121", "1\x00",
	} {
		_, rule := scanLiteral([]byte(s))
		assert.Equal(t, notDecimal, rule, "%q", s)
	}
	_, rule := scanLiteral([]byte(strings.Repeat("1", maxLiteral)))
	assert.Empty(t, rule)
	_, rule = scanLiteral([]byte(strings.Repeat("1", maxLiteral+1)))
	assert.Equal(t, "is a number longer than 128 characters", rule)
}

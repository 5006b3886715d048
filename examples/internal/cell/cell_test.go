package cell

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "-4.33": "-4.33", "南非橙": "南非橙", "=1+1": "'=1+1", "@SUM": "'@SUM", "+86": "+86", "-x": "'-x",
		"W1": "W1", "-0.50": "-0.50", "+cmd": "'+cmd", "-cmd": "'-cmd", "@x": "'@x", "工单": "工单",
	} {
		assert.Equal(t, want, Harmless(cell))
	}
}

func TestAmount(t *testing.T) {
	assert.Equal(t, "0.50", Amount(decimal.NewNullDecimal(decimal.RequireFromString("0.5"))))
	assert.Equal(t, "0.005", Amount(decimal.NewNullDecimal(decimal.RequireFromString("0.005"))))
	assert.Empty(t, Amount(decimal.NullDecimal{}), "absent is not zero")
}

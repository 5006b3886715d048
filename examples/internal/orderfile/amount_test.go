package orderfile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAmount(t *testing.T) {
	for text, want := range map[string]string{"12.50": "12.5", "-0.01": "-0.01", "0": "0", strings.Repeat("9", longest): strings.Repeat("9", longest)} {
		amount, err := Amount(text)
		assert.NoError(t, err, text)
		assert.Equal(t, want, amount.String())
	}
	for _, text := range []string{"", "--", "1,234.56", "1e9000", "1E-5", "１２", strings.Repeat("9", longest+1)} {
		_, err := Amount(text)
		assert.EqualError(t, err, "amount is not a number of yuan such as 12.50", text)
	}
}

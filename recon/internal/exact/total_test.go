package exact

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// TestTotalIsTheSum of any amounts, and counts them.
func TestTotalIsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var total Total
		var sum Sum
		for i := range rapid.IntRange(0, 4).Draw(t, "amounts") {
			d := decimal.New(rapid.Int64().Draw(t, "coefficient"), rapid.Int32Range(-4, 3).Draw(t, "exponent"))
			total.Add(d)
			sum.Add(d)
			if total.Count != i+1 {
				t.Fatalf("it counts %d, want %d", total.Count, i+1)
			}
		}
		if !total.Decimal().Equal(sum.Decimal()) {
			t.Fatalf("the total is %s, want %s", total.Decimal(), sum.Decimal())
		}
	})
}

// TestOneAmountComesBackAsItIs, and takes no memory.
func TestOneAmountComesBackAsItIs(t *testing.T) {
	d := dec("1.500")
	used := testing.AllocsPerRun(10, func() {
		var total Total
		total.Add(d)
		if got := total.Decimal(); got.Exponent() != -3 {
			t.Errorf("the exponent is %d, want -3", got.Exponent())
		}
	})
	if used != 0 {
		t.Errorf("it allocates %v times", used)
	}
}

package recon_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// agree runs the engine and the oracle on one input and says where they differ.
func agree(in input) (*oracle, string) {
	o := judge(in.bills, in.orders, in.rules)
	res, err := in.match()
	if err != nil {
		return o, "Match: " + err.Error()
	}
	return o, compare(in, res, o)
}

// report prints an input so that it can be read and typed in again.
func report(in input, diff string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n--- rows\n", diff)
	u := universeOf(in)
	for _, s := range []side{billSide, orderSide} {
		for _, r := range u[s] {
			fmt.Fprintf(&b, "%d %s\n", r.at, r.content())
		}
	}
	rules := in.rules
	rules.Pool = recon.Pool{BillDate: in.rules.Pool.BillDate}
	fmt.Fprintf(&b, "--- rules %+v", rules)
	if rules.AmountTime != nil {
		fmt.Fprintf(&b, " amount-time %+v", *rules.AmountTime)
	}
	if rules.Fees != nil {
		fmt.Fprintf(&b, " fees %+v", *rules.Fees)
	}
	return b.String()
}

// TestOracleAgrees draws inputs with small alphabets, and shrinks the first one on which engine and oracle differ.
func TestOracleAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := genInput(rapidChooser(t), 7)
		if _, diff := agree(in); diff != "" {
			t.Fatal(report(in, diff))
		}
	})
}

// TestOracleAgreesOnEveryFinding goes over fixed seeds and asserts that among them each outcome and each bit occurs, so that
// agreement means something.
func TestOracleAgreesOnEveryFinding(t *testing.T) {
	seeds := uint64(8000)
	if testing.Short() {
		seeds = 4000
	}
	reached := coverage{outcomes: map[recon.Outcome]int{}}
	for seed := range seeds {
		in := genInput(seededChooser(seed), 8)
		o, diff := agree(in)
		if diff != "" {
			t.Fatalf("seed %d: %s", seed, report(in, diff))
		}
		reached.count(o)
	}
	reached.check(t)
}

// coverage counts what the oracle, not the engine, found.
type coverage struct {
	outcomes map[recon.Outcome]int
	bits     [32]int
}

func (c *coverage) count(o *oracle) {
	for _, g := range o.groups {
		c.outcomes[g.outcome()]++
		for bit := range c.bits {
			if g.verdict&(1<<bit) != 0 {
				c.bits[bit]++
			}
		}
	}
}

func (c *coverage) check(t *testing.T) {
	t.Helper()
	for outcome := range consoleStatus {
		t.Logf("%6d groups %v", c.outcomes[outcome], outcome)
		if c.outcomes[outcome] < 10 {
			t.Errorf("the inputs reach %v only %d times", outcome, c.outcomes[outcome])
		}
	}
	for bit := range 32 {
		v := recon.Verdict(1) << bit
		if v > recon.SearchExhausted || v == recon.SearchExhausted { // exhaustion has tests of its own: small groups never get there
			continue
		}
		if c.bits[bit] < 10 {
			t.Errorf("the inputs reach bit %d only %d times", bit, c.bits[bit])
		}
	}
}

// FuzzMatch decodes bytes into rows and rules, and compares engine and oracle.
func FuzzMatch(f *testing.F) {
	for _, seed := range []string{"", "\x01\x00\x02\x05\x03", "0123456789abcdefghijklmnopqrstuvwxyz", strings.Repeat("\x03\x07\x01", 60), strings.Repeat("\x02\x05\x01\x00\x03\x04", 40)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := genInput(byteChooser(data), 7)
		if _, diff := agree(in); diff != "" {
			t.Fatal(report(in, diff))
		}
	})
}

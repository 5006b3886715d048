package recon_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

// This file runs engine and oracle side by side: on drawn inputs that shrink, on a million random rows, and on what a fuzzer finds.

// oracleAgree runs the engine and the oracle on one input and says where they differ.
func oracleAgree(in input) (*oracle, string) {
	o := oracleJudge(in)
	res, err := in.match()
	if err != nil {
		return o, "Match: " + err.Error()
	}
	o.left = res.Pool
	return o, o.compare(in, res)
}

// oracleReport prints an input so that it can be read and typed in again.
func oracleReport(in input, diff string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n--- rows\n", diff)
	for _, rows := range oracleUniverseOf(in).rows {
		for _, r := range rows {
			fmt.Fprintf(&b, "%d %s", r.at, r.words)
			if r.held {
				fmt.Fprintf(&b, " pool since=%s twin=%t moved=%t", r.since, r.twin, r.isMoved())
			}
			b.WriteByte('\n')
		}
	}
	rules := in.rules
	fmt.Fprintf(&b, "--- T %v, pool %v, replace %t, cut %v, location %v, hold %d, amounts %+v, fees %+v, income %+v, subset %d", rules.LastBillDay(), rules.Pool.BillDate, rules.ReplaceHeld,
		rules.CutOff, rules.Location, rules.Hold, rules.AmountTolerance, rules.FeeTolerance, rules.IncomeTolerance, rules.SubsetSteps)
	if rules.AmountTime != nil {
		fmt.Fprintf(&b, " amount-time %+v", *rules.AmountTime)
	}
	if rules.Fees != nil {
		fmt.Fprintf(&b, " schedule %+v", *rules.Fees)
	}
	return b.String()
}

// TestOracleAgrees draws inputs with small alphabets, and shrinks the first one on which engine and oracle differ.
func TestOracleAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := oracleInput(rapidChooser(t), 7)
		if _, diff := oracleAgree(in); diff != "" {
			t.Fatal(oracleReport(in, diff))
		}
	})
}

// TestOracleAgreesOverDays draws several days, each with the pool that the engine left the day before.
func TestOracleAgreesOverDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if diff := oracleDays(rapidChooser(t), 3, 4).agree(nil); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestOracleAgreesOnAMillionRows goes over fixed seeds, of single runs and of days in a row, and asserts that among them each
// outcome and each bit occurs, so that agreement means something.
func TestOracleAgreesOnAMillionRows(t *testing.T) {
	rows := 1_000_000
	if testing.Short() || oracleSlow {
		rows = 50_000
	}
	reached := oracleCoverage{outcomes: map[recon.Outcome]int{}}
	for seed := uint64(0); reached.rows < rows; seed++ {
		if diff := oracleDays(seededChooser(seed), 1+int(seed%4), 7).agree(&reached); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
	reached.check(t)
}

// oracleCoverage counts what the oracle, not the engine, found.
type oracleCoverage struct {
	rows     int
	outcomes map[recon.Outcome]int
	bits     [32]int
}

func (c *oracleCoverage) count(o *oracle) {
	for _, g := range o.groups {
		c.rows += len(g.all())
		c.outcomes[g.outcome]++
		for bit := range c.bits {
			if g.is(1 << bit) {
				c.bits[bit]++
			}
		}
	}
}

func (c *oracleCoverage) check(t *testing.T) {
	t.Helper()
	t.Logf("%d rows", c.rows)
	for outcome := range consoleStatus {
		t.Logf("%6d groups %v", c.outcomes[outcome], outcome)
		if c.outcomes[outcome] < 10 {
			t.Errorf("the inputs reach %v only %d times", outcome, c.outcomes[outcome])
		}
	}
	for bit, n := range c.bits {
		v := recon.Verdict(1) << bit
		if v == recon.SearchExhausted { // exhaustion has tests of its own: small groups never get there
			continue
		}
		if codes := v.Codes(); !strings.HasPrefix(codes[0], "X-") && n < 10 {
			t.Errorf("the inputs reach %v only %d times", codes, n)
		}
	}
}

// FuzzMatch decodes bytes into rows and rules, and compares engine and oracle.
func FuzzMatch(f *testing.F) {
	for _, seed := range []string{"", "\x01\x00\x02\x05\x03", "0123456789abcdefghijklmnopqrstuvwxyz", strings.Repeat("\x03\x07\x01", 60), strings.Repeat("\x02\x05\x01\x00\x03\x04", 40)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		choose := byteChooser(data)
		if diff := oracleDays(choose, 1+choose(4), 7).agree(nil); diff != "" {
			t.Fatal(diff)
		}
	})
}

package recon_test

import (
	"flag"
	"strconv"
	"strings"
	"testing"

	"github.com/billrecon/billrecon/recon"
)

// This file compares a fixed number of random rows, and asserts that they reach every outcome and every finding.

// oracleWorkers is how many share the rows.
const oracleWorkers = 2

// rowsToCompare is how many rows are compared. CI compares 300 000.
var rowsToCompare = flag.Int("oracle.rows", 0, "the number of random rows on which engine and oracle are compared; 0 means 40 000")

// TestOracleAgreesOnManyRows goes over fixed seeds, of single runs and of up to four days in a row.
func TestOracleAgreesOnManyRows(t *testing.T) {
	rows := *rowsToCompare
	if rows == 0 {
		rows = 40_000
	}
	var reached [oracleWorkers]oracleCoverage
	t.Run("rows", func(t *testing.T) {
		for worker := range oracleWorkers {
			t.Run(strconv.Itoa(worker), func(t *testing.T) {
				t.Parallel()
				reached[worker].agree(t, uint64(worker), rows/oracleWorkers)
			})
		}
	})
	var all oracleCoverage
	for _, c := range reached {
		all.add(c)
	}
	all.check(t)
}

// agree compares engine and oracle on every oracleWorkers-th seed until enough rows have been compared.
func (c *oracleCoverage) agree(t *testing.T, seed uint64, rows int) {
	t.Helper()
	for ; c.rows < rows; seed += oracleWorkers {
		if diff := oracleDays(seededChooser(seed), 1+int(seed/oracleWorkers%4), 7).agree(c); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// oracleCoverage counts what the oracle, not the engine, found.
type oracleCoverage struct {
	rows     int
	outcomes [32]int
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

func (c *oracleCoverage) add(x oracleCoverage) {
	c.rows += x.rows
	for i := range c.bits {
		c.bits[i] += x.bits[i]
		c.outcomes[i] += x.outcomes[i]
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

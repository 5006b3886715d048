package recon_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// This file runs engine and oracle side by side: on drawn inputs that shrink, on many random rows, and on what a fuzzer finds.

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

// oracleChooser reads choices that shrink to the first of everything.
func oracleChooser(t *rapid.T) chooser {
	return byteChooser(rapid.SliceOfN(rapid.Byte(), 500, 500).Draw(t, "choices"))
}

// TestOracleAgrees draws inputs with small alphabets, and shrinks the first one on which engine and oracle differ.
func TestOracleAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := oracleInput(oracleChooser(t), 7)
		if _, diff := oracleAgree(in); diff != "" {
			t.Fatal(oracleReport(in, diff))
		}
	})
}

// TestOracleAgreesOverDays draws several days, each with the pool that the engine left the day before.
func TestOracleAgreesOverDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if diff := oracleDays(oracleChooser(t), 3, 7).agree(nil); diff != "" {
			t.Fatal(diff)
		}
	})
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

package recon

import (
	"math/bits"
	"strconv"
)

// verdictCodes are the codes of the bits, by bit number. They are part of the interface: they are stored, searched for and quoted,
// so none is ever changed or used again for something else.
//
// E is a finding that makes an exception of its group unless a D holds it back, D is why a group is left in doubt,
// W is worth a look, and I tells how the outcome came about.
var verdictCodes = [...]string{
	"E-UNIT",
	"E-STATE",
	"E-DUPLICATE-BILL",
	"E-DUPLICATE-ORDER",
	"E-AMOUNT-OVER",
	"E-AMOUNT-SHORT",
	"E-FEE",
	"E-INCOME",
	"W-SIGN",
	"E-NO-BILL",
	"E-NO-ORDER",
	"I-NOT-PAID",
	"I-REVERSED",
	"D-HELD",
	"D-BILLS-INCOMPLETE",
	"D-AMBIGUOUS",
	"D-STATE-UNKNOWN",
	"I-MANUAL",
	"I-WITHIN-TOLERANCE",
	"I-FALLBACK",
	"I-SUBSET",
	"W-SEARCH-EXHAUSTED",
	"I-NETTED",
	"W-GROSS",
	"W-FEE-ABSENT",
	"W-DATE-FAR",
	"W-LIKE-HELD",
	"I-PART-SETTLED",
}

// Codes are the stable codes of the bits that are set, in the order of the bits; nil for none.
// A bit of a later version that this one does not know is "X-" and its number.
func (v Verdict) Codes() []string {
	if v == 0 {
		return nil
	}
	codes := make([]string, 0, bits.OnesCount32(uint32(v)))
	for rest := uint32(v); rest != 0; rest &= rest - 1 {
		codes = append(codes, codeOf(bits.TrailingZeros32(rest)))
	}
	return codes
}

func codeOf(bit int) string {
	if bit >= len(verdictCodes) {
		return "X-" + strconv.Itoa(bit)
	}
	return verdictCodes[bit]
}

// Codes are the stable codes of everything found in the group: see Verdict.Codes.
func (g Group) Codes() []string { return g.Verdict.Codes() }

package recon

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// The codes are stored by users. A change of this list is a broken promise.
func TestCodesNeverChange(t *testing.T) {
	for bit, want := range map[Verdict]string{
		FoundUnit:           "E-UNIT",
		FoundState:          "E-STATE",
		FoundDuplicateBill:  "E-DUPLICATE-BILL",
		FoundDuplicateOrder: "E-DUPLICATE-ORDER",
		FoundAmountOver:     "E-AMOUNT-OVER",
		FoundAmountShort:    "E-AMOUNT-SHORT",
		FoundFee:            "E-FEE",
		FoundIncome:         "E-INCOME",
		FoundSign:           "W-SIGN",
		NoBill:              "E-NO-BILL",
		NoOrder:             "E-NO-ORDER",
		NotPaid:             "I-NOT-PAID",
		Reverted:            "I-REVERSED",
		Held:                "D-HELD",
		Incomplete:          "D-BILLS-INCOMPLETE",
		AmbiguousMatch:      "D-AMBIGUOUS",
		StateUnknown:        "D-STATE-UNKNOWN",
		ManualRow:           "I-MANUAL",
		WithinTolerance:     "I-WITHIN-TOLERANCE",
		ByFallback:          "I-FALLBACK",
		BySubset:            "I-SUBSET",
		SearchExhausted:     "W-SEARCH-EXHAUSTED",
		Netted:              "I-NETTED",
		GrossDiffers:        "W-GROSS",
		FeeAbsent:           "W-FEE-ABSENT",
		DateFar:             "W-DATE-FAR",
		LikeHeld:            "W-LIKE-HELD",
		PartSettled:         "I-PART-SETTLED",
	} {
		if got := bit.Codes(); !slices.Equal(got, []string{want}) {
			t.Errorf("bit %#x has the codes %q, want %s", uint32(bit), got, want)
		}
	}
}

func TestEveryBitHasACodeOfItsOwn(t *testing.T) {
	if 1<<(len(verdictCodes)-1) != PartSettled {
		t.Errorf("there are %d codes, and the last bit is %#x", len(verdictCodes), uint32(SearchExhausted))
	}
	codes := slices.Clone(verdictCodes[:])
	slices.Sort(codes)
	if len(slices.Compact(codes)) != len(verdictCodes) {
		t.Error("two bits share a code")
	}
}

func TestCodesOfSeveralBits(t *testing.T) {
	if got := Verdict(0).Codes(); got != nil {
		t.Errorf("a clean match has the codes %q", got)
	}
	g := Group{Verdict: ByFallback | FoundAmountOver | FoundState}
	if got, want := g.Codes(), []string{"E-STATE", "E-AMOUNT-OVER", "I-FALLBACK"}; !slices.Equal(got, want) {
		t.Errorf("the codes are %q, want %q", got, want)
	}
}

func TestUnknownBitsSurvive(t *testing.T) {
	if got, want := (FoundFee | 1<<31).Codes(), []string{"E-FEE", "X-31"}; !slices.Equal(got, want) {
		t.Errorf("the codes are %q, want %q", got, want)
	}
}

// TestCodesAreDocumented: the report's pages have a line for each code, and for no other.
func TestCodesAreDocumented(t *testing.T) {
	want := slices.Sorted(slices.Values(verdictCodes[:]))
	for _, page := range []string{"../docs/report.md", "../docs/report.zh-CN.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, line := range regexp.MustCompile("(?m)^\\| `([A-Z]-[A-Z-]+)` \\| .+ \\|$").FindAllSubmatch(text, -1) {
			got = append(got, string(line[1]))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s has the codes %v, want %v", page, got, want)
		}
	}
}

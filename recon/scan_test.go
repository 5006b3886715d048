package recon

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/join"
)

// scanOne reads one record, and reports whether it is plain.
func scanOne(t *testing.T, bills bool, rules Rules, r Record) (plain bool) {
	t.Helper()
	in := newInput(bills, []Record{r}, itself, nil)
	table := join.New(1, 1, nil)
	s := newScanner(in, &rules, table, newFeeLanes(&rules), &[batchRows]Record{})
	s.to = table.Left()
	in.scan(s, 0, 1)
	if s.count != 1 || s.digest != lanes(r.hash()) {
		t.Errorf("%+v: counted %d, and its hash is not that of the record", r, s.count)
	}
	return s.to[0].Key != "" && s.to[0].Value != join.Odd
}

// TestPlain: a row is plain only if nothing about it needs judging beside an equal row of the other side.
func TestPlain(t *testing.T) {
	null := func(text string) decimal.NullDecimal { return decimal.NewNullDecimal(amountOf(text)) }
	schedule := Rules{Fees: &FeeSchedule{RatePPM: 6000}}
	for _, tt := range []struct {
		reason       string
		rules        Rules
		r            Record
		bill, orders bool
	}{
		{"a payment", Rules{}, Record{Key: "K", Amount: amountOf("1")}, true, true},
		{"a refund", Rules{}, Record{Key: "K", Amount: amountOf("-1"), Kind: Refund}, true, true},
		{"a reversal", Rules{}, Record{Key: "K", Amount: amountOf("-1"), Kind: Reversal}, true, true},
		{"nothing was paid", Rules{}, Record{Key: "K"}, true, true},
		{"a refund of nothing", Rules{}, Record{Key: "K", Kind: Refund}, true, true},
		{"CNY by name", Rules{}, Record{Key: "K", Unit: CNY}, true, true},
		{"time, channel and further keys", Rules{}, Record{Key: "K", Time: time.Unix(1, 0), Channel: Alipay, AltKeys: AltKeys{"A"}}, true, true},
		{"a negative payment", Rules{}, Record{Key: "K", Amount: amountOf("-1")}, false, false},
		{"a positive refund", Rules{}, Record{Key: "K", Amount: amountOf("1"), Kind: Refund}, false, false},
		{"an unknown kind", Rules{}, Record{Key: "K", Kind: 9}, false, false},
		{"pending", Rules{}, Record{Key: "K", State: Pending}, false, false},
		{"an unknown state", Rules{}, Record{Key: "K", State: Unknown}, false, false},
		{"another unit", Rules{}, Record{Key: "K", Unit: "次"}, false, false},
		{"manual", Rules{}, Record{Key: "K", Manual: true}, false, false},
		{"a fraction of a fen", Rules{}, Record{Key: "K", Amount: amountOf("0.001")}, false, false},
		{"a large amount", Rules{}, Record{Key: "K", Amount: amountOf("80000000000000000")}, true, true},
		{"an amount beyond 64 bits", Rules{}, Record{Key: "K", Amount: amountOf("800000000000000000")}, false, false},
		{"no key", Rules{}, Record{Amount: amountOf("1")}, false, false},
		{"a fee", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01")}, true, true},
		{"a fee that a schedule is compared with", schedule, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01")}, true, true},
		{"a fee given back", Rules{}, Record{Key: "K", Amount: amountOf("-1"), Kind: Refund, Fee: null("-0.01")}, true, true},
		{"the largest fee of a lane", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("10737418.23")}, true, true},
		{"a larger fee", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("-10737418.24")}, false, false},
		{"a fee of a fraction of a fen", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.006")}, false, false},
		{"income that is amount less fee", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01"), Income: null("0.99")}, true, true},
		{"income that is not", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01"), Income: null("0.98")}, false, false},
		{"income without a fee", Rules{}, Record{Key: "K", Amount: amountOf("1"), Income: null("5")}, true, false},
		{"income that agrees only modulo 2⁶⁴", Rules{}, Record{Key: "K", Fee: null("-92233720368547758.08"), Income: null("-92233720368547758.08")}, false, false},
	} {
		if got := scanOne(t, true, tt.rules, tt.r); got != tt.bill {
			t.Errorf("%s: as a bill it is plain: %v, want %v", tt.reason, got, tt.bill)
		}
		if got := scanOne(t, false, tt.rules, tt.r); got != tt.orders {
			t.Errorf("%s: as an order it is plain: %v, want %v", tt.reason, got, tt.orders)
		}
	}
}

func itself(r Record) Record { return r }

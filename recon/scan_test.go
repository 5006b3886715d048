package recon

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// scanOne reads one record, and tells whether it is plain.
func scanOne(t *testing.T, bills bool, rules Rules, r Record) (s *scanner, plain bool) {
	t.Helper()
	in := newInput(bills, []Record{r}, itself, nil, nil)
	to := newStore(1, 1, 1, [2]uint64{salt2, salt3})
	tails := newTailBits(1)
	s = newScanner(in, &rules, Part{}, tails, to, &prefixes{})
	in.scan(s, 0, 1)
	s.to.flush()
	if s.count != 1 || s.lane0 != r.print() || s.lane1 != secondLane(r.print()) {
		t.Errorf("%+v: counted %d, and its fingerprint is not that of the record", r, s.count)
	}
	for sh := range to.parts {
		for _, chunks := range to.parts[sh] {
			for _, c := range chunks {
				return s, to.tail(c.first, wordsOf[sh]) != tails.odd(0)
			}
		}
	}
	return s, false
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
		{"time, channel and further keys", Rules{}, Record{Key: "K", Time: time.Unix(1, 0), Channel: Alipay, AltKeys: []string{"A"}}, true, true},
		{"a negative payment", Rules{}, Record{Key: "K", Amount: amountOf("-1")}, false, false},
		{"a positive refund", Rules{}, Record{Key: "K", Amount: amountOf("1"), Kind: Refund}, false, false},
		{"an unknown kind", Rules{}, Record{Key: "K", Kind: 9}, false, false},
		{"pending", Rules{}, Record{Key: "K", State: Pending}, false, false},
		{"an unknown state", Rules{}, Record{Key: "K", State: Unknown}, false, false},
		{"another unit", Rules{}, Record{Key: "K", Unit: "次"}, false, false},
		{"manual", Rules{}, Record{Key: "K", Manual: true}, false, false},
		{"a fraction of a fen", Rules{}, Record{Key: "K", Amount: amountOf("0.001")}, false, false},
		{"an amount beyond the tail", Rules{}, Record{Key: "K", Amount: amountOf("80000000000000000")}, false, false},
		{"no key", Rules{}, Record{Amount: amountOf("1")}, false, false},
		{"a fee", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01")}, true, false},
		{"a fee that a schedule is compared with", schedule, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01")}, false, false},
		{"a fee of a fraction of a fen", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.006")}, false, false},
		{"income that is amount less fee", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01"), Income: null("0.99")}, true, false},
		{"income that is not", Rules{}, Record{Key: "K", Amount: amountOf("1"), Fee: null("0.01"), Income: null("0.98")}, false, false},
		{"income without a fee", Rules{}, Record{Key: "K", Amount: amountOf("1"), Income: null("5")}, true, false},
		{"income that agrees only modulo 2⁶⁴", Rules{}, Record{Key: "K", Fee: null("-92233720368547758.08"), Income: null("-92233720368547758.08")}, false, false},
	} {
		if _, got := scanOne(t, true, tt.rules, tt.r); got != tt.bill {
			t.Errorf("%s: as a bill it is plain: %v, want %v", tt.reason, got, tt.bill)
		}
		if _, got := scanOne(t, false, tt.rules, tt.r); got != tt.orders {
			t.Errorf("%s: as an order it is plain: %v, want %v", tt.reason, got, tt.orders)
		}
	}
}

// TestTouchRows: to fetch ahead is safe whatever a row points to, nothing included.
func TestTouchRows(t *testing.T) {
	slots := make([]slot, batchRows)
	touchRows(nil)
	touchRows(slots)
	for i := range slots {
		slots[i].key = "K"[:i%2]
		slots[i].amount = decimal.New(int64(i), -2)
	}
	touchRows(slots)
	for i := range slots {
		if slots[i].key != "K"[:i%2] || !slots[i].amount.Equal(decimal.New(int64(i), -2)) {
			t.Errorf("slot %d is no longer what it was", i)
		}
	}
}

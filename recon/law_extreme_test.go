package recon_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"runtime"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// single is one bill and one order under one key.
func single(bill, order string) input {
	return input{
		bills:  []recon.Record{{Key: "A", Amount: dec(bill)}},
		orders: []recon.Record{{Key: "A", Amount: dec(order)}},
		rules:  recon.Rules{BillsUntil: until(baseDay)},
	}
}

func only1(t *testing.T, res *result) recon.Group {
	t.Helper()
	var out []recon.Group
	for g := range res.Groups() {
		out = append(out, g)
	}
	if len(out) != 1 {
		t.Fatalf("%d groups, want 1", len(out))
	}
	return out[0]
}

func TestExactAmounts(t *testing.T) {
	digits := strings.Repeat("9", 90)
	for _, tt := range []struct {
		reason, bill, order string
		want                recon.Outcome
	}{
		{"a third decimal counts", "1.001", "1.00", recon.AmountOver},
		{"a ninetieth decimal counts", "1." + strings.Repeat("0", 89) + "1", "1", recon.AmountOver},
		{"trailing zeros do not", "1.50", "1.5000000", recon.Matched},
		{"an exponent is another way to write it", "15e-1", "1.5", recon.Matched},
		{"so is a positive one", "1e3", "1000.00", recon.Matched},
		{"the largest int64 of fen", "92233720368547758.07", "92233720368547758.07", recon.Matched},
		{"one fen above it", "92233720368547758.08", "92233720368547758.07", recon.AmountOver},
		{"the smallest int64 of fen", "-92233720368547758.08", "-92233720368547758.08", recon.Matched},
		{"one fen below it", "-92233720368547758.09", "-92233720368547758.08", recon.AmountShort},
		{"equal but for 2⁶⁴ fen", "184467440737095516.17", "0.01", recon.AmountOver},
		{"90 digits, equal", digits, digits, recon.Matched},
		{"90 digits, the last one differs", digits, digits[:89] + "8", recon.AmountOver},
		{"a large amount beside a tiny fraction", "1e100", "1e-100", recon.AmountOver},
		{"zero with a large exponent is zero", "0e100", "0", recon.Matched},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			in := single(tt.bill, tt.order)
			res := mustMatch(t, in)
			if g := only1(t, res); g.Outcome != tt.want || g.Nets[0].Difference().Rat().Cmp(new(big.Rat).Sub(dec(tt.bill).Rat(), dec(tt.order).Rat())) != 0 {
				t.Errorf("%v, want %v; or the difference is not exact", g.Outcome, tt.want)
			}
			if err := res.Verify(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAmountsAtTheLimits: up to 100 digits and an exponent of ±100 are exact; beyond is an error that names the row and not the value.
func TestAmountsAtTheLimits(t *testing.T) {
	nines := func(n int) decimal.Decimal {
		v, _ := new(big.Int).SetString(strings.Repeat("9", n), 10)
		return decimal.NewFromBigInt(v, 0)
	}
	for _, tt := range []struct {
		reason string
		amount decimal.Decimal
		ok     bool
	}{
		{"100 digits", nines(100), true},
		{"101 digits", nines(101), false},
		{"-100 digits", nines(100).Neg(), true},
		{"exponent 100", decimal.New(7, 100), true},
		{"exponent -100", decimal.New(7, -100), true},
		{"exponent 101", decimal.New(7, 101), false},
		{"exponent -101", decimal.New(7, -101), false},
		{"exponent 2³¹−1", decimal.New(7, 1<<31-1), false},
		{"zero with exponent 100", decimal.New(0, 100), true},
		{"zero with exponent -100", decimal.New(0, -100), true},
		{"zero with exponent 101", decimal.New(0, 101), false},
		{"zero with exponent −2³¹", decimal.New(0, -1<<31), false},
		{"101 digits that say 1", decimal.NewFromBigInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(100), nil), -100), false},
		{"exponent −2³¹", decimal.New(7, -1<<31), false},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			for _, field := range []string{"Amount", "Fee", "Income"} {
				in := single("1", "1")
				in.bills = append(in.bills, recon.Record{Key: "B", Amount: dec("1")})
				in.orders = append(in.orders, recon.Record{Key: "B", Amount: dec("1")})
				setAmount(&in.bills[1], field, tt.amount)
				checkLimit(t, in, fmt.Sprintf("bills[1].%s", field), tt.ok)
				in.bills[1], in.orders[1] = in.orders[1], in.bills[1]
				checkLimit(t, in, fmt.Sprintf("orders[1].%s", field), tt.ok)
			}
		})
	}
}

func setAmount(r *recon.Record, field string, d decimal.Decimal) {
	switch field {
	case "Amount":
		r.Amount = d
	case "Fee":
		r.Fee = decimal.NewNullDecimal(d)
	case "Income":
		r.Income = decimal.NewNullDecimal(d)
	}
}

func checkLimit(t *testing.T, in input, field string, ok bool) {
	t.Helper()
	var res *result
	var err error
	if mib := allocatedMiB(func() { res, err = in.match() }); mib > 16 {
		t.Errorf("%s: Match allocated %d MiB: the amount is written out before it is bounded", field, mib)
	}
	if ok {
		if err != nil {
			t.Fatalf("%s: %v", field, err)
		}
		if err := res.Verify(); err != nil {
			t.Errorf("%s: %v", field, err)
		}
		return
	}
	var e *recon.Error
	if !errors.As(err, &e) || !errors.Is(err, recon.ErrInvalidRecord) || e.Field != field {
		t.Fatalf("want an ErrInvalidRecord that names %s, got %.200v", field, err)
	}
	if len(err.Error()) > 200 || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is %d bytes long: it must be one line without the value", len(err.Error()))
	}
}

// allocatedMiB is what work allocates. No other test runs beside it.
func allocatedMiB(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

// TestManyLongAmountsStayCheap: 20 000 rows a side, of both ends of the bounds. What they cost is bounded by the memory that they make the match
// allocate: it stands for time, which a busy machine would not measure well. The suite's own limit of time catches a hang.
func TestManyLongAmountsStayCheap(t *testing.T) {
	amount := func(i int) decimal.Decimal {
		exponent := int32(100 - i%90)
		if i%2 == 1 {
			exponent = -exponent
		}
		return decimal.New(int64(i)+1, exponent)
	}
	for _, tt := range []struct {
		reason       string
		key          func(i int) string
		order        func(i int) decimal.Decimal
		rows         int
		outcome      recon.Outcome
		want, atMost int64
	}{
		{"two rows of a key, equal", func(i int) string { return fmt.Sprint("K", i/2) }, amount, 20_000, recon.Matched, 10_000, 256},
		{"a pair of a key, as different as can be", func(i int) string { return fmt.Sprint("K", i) }, func(i int) decimal.Decimal { return amount(i + 1) }, 20_000, recon.AmountOver, 10_000, 256},
		{"one key", func(int) string { return "K" }, func(i int) decimal.Decimal { return amount(i + 1) }, 20_000, recon.AmountOver, 1, 256},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			in := input{rules: recon.Rules{BillsUntil: until(baseDay)}}
			for i := range tt.rows {
				in.bills = append(in.bills, recon.Record{Key: tt.key(i), Amount: amount(i)})
				in.orders = append(in.orders, recon.Record{Key: tt.key(i), Amount: tt.order(i)})
			}
			var res *result
			mib := allocatedMiB(func() {
				res = mustMatch(t, in)
				if err := res.Verify(); err != nil {
					t.Error(err)
				}
			})
			if got := res.Count(tt.outcome); got != tt.want {
				t.Errorf("%d groups are %v, want %d", got, tt.outcome, tt.want)
			}
			if mib > uint64(tt.atMost) {
				t.Errorf("it allocated %d MiB", mib)
			}
		})
	}
}

// TestSumsAtExtremeSizes: 10⁹ rows of 10¹¹ fen, by adding a summary to itself thirty times.
func TestSumsAtExtremeSizes(t *testing.T) {
	in := single("1000000000.00", "999999999.99")
	summary := mustMatch(t, in).Summary()
	for range 30 {
		summary = summary.Add(summary)
	}
	n := decimal.NewFromInt(1 << 30)
	unit := summary.Units[0]
	if summary.Bills.Count != 1<<30 || summary.Outcomes[recon.AmountOver] != 1<<30 {
		t.Errorf("%d rows, %d groups", summary.Bills.Count, summary.Outcomes[recon.AmountOver])
	}
	if !unit.Bills.Equal(dec("1000000000").Mul(n)) || !unit.Orders.Equal(dec("999999999.99").Mul(n)) {
		t.Errorf("bills %v, orders %v", unit.Bills, unit.Orders)
	}
	if !unit.Difference.Equal(dec("0.01").Mul(n)) || !unit.Absolute.Equal(unit.Difference) {
		t.Errorf("difference %v, without sign %v", unit.Difference, unit.Absolute)
	}
}

// TestSumsBeyondInt64: the sum of a few legal amounts exceeds 64 bits, in one group and over groups.
func TestSumsBeyondInt64(t *testing.T) {
	var in input
	in.rules = recon.Rules{BillsUntil: until(baseDay)}
	for i := range 40 {
		r := recon.Record{Key: fmt.Sprint("K", i%2), Amount: dec("92233720368547758.07")}
		in.bills = append(in.bills, r)
		if i < 38 {
			in.orders = append(in.orders, r)
		}
	}
	res := mustMatch(t, in)
	for g := range res.Differences() {
		if g.Outcome != recon.DuplicateBill || !g.Nets[0].Difference().Equal(dec("92233720368547758.07")) || len(g.Excess) != 1 {
			t.Errorf("%v %s with a difference of %v", g.Outcome, g.Codes(), g.Nets[0].Difference())
		}
	}
	for g := range res.Groups() {
		if g.Outcome == recon.Matched && !g.Nets[0].Bill.Equal(dec("92233720368547758.07").Mul(dec("19"))) {
			t.Errorf("19 pairs come to %v", g.Nets[0].Bill)
		}
	}
	text, err := json.Marshal(res.Statistics())
	if err != nil || !strings.Contains(string(text), `"total_fee__sum":350488137400481480666`) {
		t.Errorf("the sum 38 × (2⁶³−1) fen is not in %s (%v)", text, err)
	}
	if err := res.Verify(); err != nil {
		t.Error(err)
	}
}

package recon

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon/internal/exact"
)

func ExampleMatch() {
	type bill struct{ no, yuan string }
	type order struct{ no, yuan string }
	bills := []bill{{"A1", "10.00"}, {"A2", "20.00"}, {"A3", "5.00"}}
	orders := []order{{"A1", "10"}, {"A2", "19.99"}, {"A4", "7"}}
	result, err := Match(
		bills, func(b bill) Record { return Record{Key: b.no, Amount: amountOf(b.yuan)} },
		orders, func(o order) Record { return Record{Key: o.no, Amount: amountOf(o.yuan)} },
		Rules{BillsUntil: time.Date(2026, 11, 23, 0, 0, 0, 0, utc8)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("matched:", result.Count(Matched))
	for g := range result.Differences() {
		fmt.Println(g.Key, g.Outcome, g.Nets[0].Difference())
	}
	fmt.Println(result.Verify())
	// Output:
	// matched: 1
	// A2 amount over 0.01
	// A4 order only -7
	// A3 bill only 5
	// <nil>
}

func TestMatchRefuses(t *testing.T) {
	for _, tt := range []struct {
		reason, field string
		bills, orders func(Record) Record
	}{
		{"no bill record", "billRecord", nil, itself},
		{"no order record", "orderRecord", itself, nil},
	} {
		_, err := Match(nil, tt.bills, nil, tt.orders, Rules{})
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, ErrInvalidRecord) || e.Field != tt.field {
			t.Errorf("%s: %v, want an error about %s", tt.reason, err, tt.field)
		}
	}
}

// TestMatchNamesTheFirst: of many bad rows the first is named, whatever the number of workers.
func TestMatchNamesTheFirst(t *testing.T) {
	rows := make([]Record, 6*segment)
	for i := 2*segment + 17; i < len(rows); i += segment / 2 {
		rows[i].Amount = decimal.New(1, exact.MaxExponent+1)
	}
	for workers := 1; workers <= 4; workers++ {
		_, err := Match(rows, itself, nil, itself, Rules{Workers: workers})
		if want := fmt.Sprintf("recon: bills[%d].Amount: it must have at most 100 digits and an exponent within ±100", 2*segment+17); err == nil || err.Error() != want {
			t.Errorf("%d workers: %v, want %s", workers, err, want)
		}
	}
}

// TestMatchBlocks: bills are looked up block by block, and the rows of a key may be in different ones.
func TestMatchBlocks(t *testing.T) {
	if !longtest.On() {
		t.Skip("many rows")
	}
	const n = 3 * blockSegments * segment
	var bills, orders []Record
	for i := range n {
		key := fmt.Sprintf("%s-key-%d-well", []string{"this", "that"}[i%2], i/3) // three rows a key
		bills = append(bills, Record{Key: key, Amount: amountOf("1")})
		if i%3 > 0 {
			orders = append(orders, Record{Key: key, Amount: amountOf("1")})
		}
	}
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Verify(); err != nil {
		t.Error(err)
	}
	total := map[Outcome]int64{}
	at := map[string][2]int{}
	for i := range bills {
		c := at[bills[i].Key]
		c[0]++
		at[bills[i].Key] = c
	}
	for i := range orders {
		c := at[orders[i].Key]
		c[1]++
		at[orders[i].Key] = c
	}
	for _, c := range at {
		switch {
		case c[1] == 0:
			total[BillOnly]++
		case c[0] == c[1]:
			total[Matched]++
		default: // an equal pair is settled, and the surplus is named alone
			total[Matched]++
			total[DuplicateBill]++
		}
	}
	got := map[Outcome]int64{}
	for o := range total {
		got[o] = res.Count(o)
	}
	if fmt.Sprint(got) != fmt.Sprint(total) {
		t.Errorf("outcomes %v, want %v", got, total)
	}
}

// TestMatchPlaces: the indexes in a group are those of the caller, also for rows in doubt from the pool.
func TestMatchPlaces(t *testing.T) {
	pool := Pool{Version: PoolVersion, Bills: []PoolRow{{ID: "b-1", Record: Record{Key: "K", Amount: amountOf("3")}}}}
	res, err := Match([]Record{{Key: "K", Amount: amountOf("3")}}, itself, []Record{{Key: "K", Amount: amountOf("3")}}, itself,
		Rules{BillsUntil: proven, Pool: pool})
	if err != nil {
		t.Fatal(err)
	}
	groups := slices.Collect(res.Groups())
	if len(groups) != 2 {
		t.Fatalf("%d groups", len(groups))
	}
	if g := groups[0]; g.Outcome != Matched || len(g.Bills) > 0 || !slices.Equal(g.PoolBills, []int{0}) {
		t.Errorf("%v: bills %v, of the pool %v: want the held one of two rows that say the same", g.Outcome, g.Bills, g.PoolBills)
	}
	if g := groups[1]; g.Outcome != DuplicateBill || !slices.Equal(g.Bills, []int{0}) || !slices.Equal(g.Excess, []int{0}) || g.Verdict&LikeHeld == 0 {
		t.Errorf("%v %s: bills %v, surplus %v", g.Outcome, g.Codes(), g.Bills, g.Excess)
	}
}

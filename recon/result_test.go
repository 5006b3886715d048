package recon

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

// mixed is rows with plain pairs, judged groups and one-sided rows in turn.
func mixed(n int) (bills, orders []Record) {
	for i := range n {
		key := fmt.Sprintf("%020d", i)
		bill, order := Record{Key: key, Amount: amountOf("1")}, Record{Key: key, Amount: amountOf("1")}
		switch i % 4 {
		case 1:
			order.Amount = amountOf("2")
		case 2:
			order.Key = "another-" + key
		}
		bills, orders = append(bills, bill), append(orders, order)
	}
	slices.Reverse(bills)
	return bills, orders
}

// TestGroupsOrder: by first order, then by first bill, groups without an order last; and every group once.
func TestGroupsOrder(t *testing.T) {
	bills, orders := mixed(400)
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	if err != nil {
		t.Fatal(err)
	}
	last, n := -1, 0
	for g := range res.Groups() {
		at := len(orders)
		if len(g.Orders) > 0 {
			at = g.Orders[0]
		} else {
			at += g.Bills[0]
		}
		if at <= last {
			t.Fatalf("group of order %v and bill %v comes after %d", g.Orders, g.Bills, last)
		}
		last = at
		n++
	}
	if n != 500 {
		t.Errorf("%d groups, want 500", n)
	}
}

func TestGroupsStopEarly(t *testing.T) {
	bills, orders := mixed(40)
	res, _ := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	for _, seq := range []func(func(Group) bool){res.Groups(), res.Differences()} {
		for stop := 1; stop < 30; stop++ {
			n := 0
			seq(func(Group) bool { n++; return n < stop })
			if n > stop {
				t.Errorf("asked to stop after %d groups, and got %d", stop, n)
			}
		}
	}
}

func TestDifferencesAreWhatIsNotMatched(t *testing.T) {
	bills, orders := mixed(40)
	res, _ := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	var want, got []string
	for g := range res.Groups() {
		if g.Outcome != Matched {
			want = append(want, fmt.Sprint(g.Outcome, g.Bills, g.Orders))
		}
	}
	for g := range res.Differences() {
		got = append(got, fmt.Sprint(g.Outcome, g.Bills, g.Orders))
	}
	if !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("differences %v, want %v", got, want)
	}
}

func TestCountOfNoOutcome(t *testing.T) {
	res, _ := Match([]Record{{Key: "A"}}, itself, []Record{{Key: "A"}}, itself, Rules{})
	if res.Count(0) != 0 || res.Count(Outcome(200)) != 0 || res.Count(Matched) != 1 {
		t.Error("counts are wrong")
	}
}

// TestResultIsReadByMany: a Result may be read by several goroutines at once, the first time too.
func TestResultIsReadByMany(t *testing.T) {
	bills, orders := mixed(400)
	res, _ := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			n := 0
			for range res.Groups() {
				n++
			}
			if err := res.Verify(); err != nil || n != 500 {
				t.Errorf("%d groups (%v)", n, err)
			}
			_, _ = res.Summary(), res.Statistics()
		})
	}
	group.Wait()
}

// TestSummaryIsOnesOwn: what is done to a Summary does not change the Result.
func TestSummaryIsOnesOwn(t *testing.T) {
	res, _ := Match([]Record{{Key: "A"}}, itself, []Record{{Key: "A"}}, itself, Rules{})
	s := res.Summary()
	s.Outcomes[Matched] = 7
	s.Units[0].Unit = "changed"
	if again := res.Summary(); again.Outcomes[Matched] != 1 || again.Units[0].Unit != CNY {
		t.Error("a Summary shares memory with its Result")
	}
}

package recon

import (
	"testing"

	"pgregory.net/rapid"
)

// drawStatistics draws the figures of a few rows.
func drawStatistics(t *rapid.T) (s Statistics) {
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		unit := rapid.SampledFrom([]string{"", CNY, "福豆"}).Draw(t, "unit")
		status := Status(rapid.IntRange(1, 5).Draw(t, "status"))
		switch rapid.IntRange(0, 3).Draw(t, "how") {
		case 0:
			s.addOrder(status, unit, drawAmount(t))
		case 1:
			s.addOrderFen(status, rapid.Int64().Draw(t, "fen"))
		case 2:
			s.addOrders(status, rapid.Int64Range(0, 9).Draw(t, "count"), sumOf("1.5"))
		case 3:
			s.addBillOnly(unit, drawAmount(t))
		}
	}
	return s
}

func TestStatisticsFileByStatus(t *testing.T) {
	cases := []struct {
		status Status
		tally  func(*Statistics) *Tally
	}{
		{StatusReconciled, func(s *Statistics) *Tally { return &s.Success }},
		{StatusUnreconciled, func(s *Statistics) *Tally { return &s.Unreconciled }},
		{StatusException, func(s *Statistics) *Tally { return &s.Fail }},
		{StatusReversed, func(s *Statistics) *Tally { return &s.Reversed }},
		{StatusDoubtful, func(s *Statistics) *Tally { return &s.Doubtful }},
		{Status(9), func(s *Statistics) *Tally { return &s.Unreconciled }},
	}
	for _, c := range cases {
		var s Statistics
		s.addOrder(c.status, "", dec("1.98"))
		want := Tally{Count: 1, priced: true, total: sumOf("1.98")}
		if got := c.tally(&s); !got.Equal(want) {
			t.Errorf("status %d: its tally has %d rows", c.status, got.Count)
		}
		if !s.Orders.Equal(want) {
			t.Errorf("status %d: all orders are %d rows", c.status, s.Orders.Count)
		}
	}
}

func TestStatisticsBillsAreNoOrders(t *testing.T) {
	var s Statistics
	s.addBillOnly("", dec("5"))
	if s.Orders.Count != 0 || s.Fail.Count != 0 || s.BillOnly.Count != 1 {
		t.Errorf("a bill without an order is counted as %+v", s)
	}
}

func TestStatisticsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawStatistics(t)
		var parts Tally
		for _, part := range []Tally{s.Success, s.Fail, s.Unreconciled, s.Reversed, s.Doubtful} {
			parts.merge(part)
		}
		if !parts.Equal(s.Orders) {
			t.Fatalf("the parts have %d rows and %v, all orders %d and %v", parts.Count, parts.Sum(), s.Orders.Count, s.Orders.Sum())
		}
	})
}

func TestStatisticsAddIsAMonoid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawStatistics(t), drawStatistics(t), drawStatistics(t)
		if !a.Add(b).Equal(b.Add(a)) {
			t.Fatal("the order matters")
		}
		if !a.Add(b).Add(c).Equal(a.Add(b.Add(c))) {
			t.Fatal("the grouping matters")
		}
		if !a.Add(Statistics{}).Equal(a) || !(Statistics{}).Add(a).Equal(a) {
			t.Fatal("the zero Statistics change something")
		}
	})
}

func TestStatisticsAddLeavesItsOperands(t *testing.T) {
	var a, b Statistics
	a.addOrderFen(StatusReconciled, 1)
	b.addOrderFen(StatusException, 2)
	a.Add(b)
	if a.Orders.Count != 1 || b.Orders.Count != 1 || a.Fail.Count != 0 {
		t.Error("adding changed an operand")
	}
}

func TestStatisticsEqualSeesEveryFigure(t *testing.T) {
	var empty Statistics
	for i := range empty.tallies() {
		var other Statistics
		other.tallies()[i].Count = 1
		if empty.Equal(other) || other.Equal(empty) {
			t.Errorf("figure %d is not compared", i)
		}
	}
}

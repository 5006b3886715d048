package recon

import (
	"encoding/json"
	"testing"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// drawStatistics draws the figures of a few rows.
func drawStatistics(t *rapid.T) (s Statistics) {
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		unit := rapid.SampledFrom([]string{"", CNY, "福豆"}).Draw(t, "unit")
		status := Status(rapid.IntRange(1, 5).Draw(t, "status"))
		switch rapid.IntRange(0, 3).Draw(t, "how") {
		case 0:
			s.addOrders(status, oneOf(unit, drawAmount(t)))
		case 1:
			s.addOrders(status, oneOf(CNY, decimal.New(rapid.Int64().Draw(t, "fen"), exact.FenExponent)))
		case 2:
			s.addOrders(status, Tally{rapid.Int64Range(1, 9).Draw(t, "count"), true, sumOf("1.5")})
		case 3:
			s.BillOnly.add(unit, drawAmount(t))
		}
	}
	return s
}

// oneOf is the tally of one row.
func oneOf(unit string, amount decimal.Decimal) (t Tally) {
	t.add(unit, amount)
	return t
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
		s.addOrders(c.status, oneOf("", dec("1.98")))
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
	var b book
	b.count(&judged{&Group{Outcome: BillOnly}, sides{bills: []*row{{Record: Record{Amount: dec("5")}}}}})
	if s := b.statistics; s.Orders.Count != 0 || s.Fail.Count != 0 || s.BillOnly.Count != 1 {
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
	a.addOrders(StatusReconciled, oneOf("", dec("0.01")))
	b.addOrders(StatusException, oneOf("", dec("0.02")))
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

func TestStatisticsOfNothing(t *testing.T) {
	text, err := json.Marshal(Statistics{})
	const want = `{"order_num":0,"count_price":{"total_fee__sum":null},` +
		`"success_bill":0,"success_price":{"total_fee__sum":null},` +
		`"fail_bill":0,"fail_price":{"total_fee__sum":null},` +
		`"unreconciled_bill":0,"unreconciled_price":{"total_fee__sum":null},` +
		`"reversed_bill":0,"reversed_price":{"total_fee__sum":null},` +
		`"doubtful_bill":0,"doubtful_price":{"total_fee__sum":null},` +
		`"bill_only_num":0,"bill_only_price":{"total_fee__sum":null}}`
	if err != nil || string(text) != want {
		t.Errorf("it is %s (%v)\nwant %s", text, err, want)
	}
}

// The sample of the console's page, with its six members as it prints them.
func TestStatisticsReadTheConsolesOwn(t *testing.T) {
	const page = `{
		"order_num": 63,
		"count_price": {"total_fee__sum": 11567},
		"success_bill": 15,
		"success_price": {"total_fee__sum": 2760},
		"fail_bill": 0,
		"fail_price": {"total_fee__sum": null}
	}`
	var s Statistics
	if err := json.Unmarshal([]byte(page), &s); err != nil {
		t.Fatal(err)
	}
	want := Statistics{
		Orders:  Tally{Count: 63, priced: true, total: sumOf("115.67")},
		Success: Tally{Count: 15, priced: true, total: sumOf("27.60")},
	}
	if !s.Equal(want) {
		t.Errorf("it is %+v, want %+v", s, want)
	}
	if s.Fail.Sum().Valid {
		t.Error("null became a sum")
	}
}

func TestStatisticsSumsAreExactFen(t *testing.T) {
	cases := []struct{ reason, yuan, want string }{
		{"fen", "1.98", "198"},
		{"zero is not null", "0", "0"},
		{"whole yuan", "470", "47000"},
		{"a net refund", "-30.01", "-3001"},
		{"half a fen", "0.005", "0.5"},
		{"beyond int64", "92233720368547758.08", "9223372036854775808"},
		{"beyond float64's digits", "90071992547409.93", "9007199254740993"},
		{"a large exponent", "1e30", "1e32"},
	}
	for _, c := range cases {
		var s Statistics
		s.addOrders(StatusException, oneOf("", dec(c.yuan)))
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Price struct {
				Sum json.RawMessage `json:"total_fee__sum"`
			} `json:"fail_price"`
		}
		if err := json.Unmarshal(text, &got); err != nil || string(got.Price.Sum) != c.want {
			t.Errorf("%s: %s (%v), want %s", c.reason, got.Price.Sum, err, c.want)
		}
	}
}

func TestStatisticsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawStatistics(t)
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back Statistics
		if err := json.Unmarshal(text, &back); err != nil || !back.Equal(s) {
			t.Fatalf("%s reads back as %+v (%v)", text, back, err)
		}
	})
}

func TestStatisticsRefusals(t *testing.T) {
	for reason, text := range map[string]string{
		"a text for a count":     `{"order_num":"many"}`,
		"a fraction of a row":    `{"order_num":1.5}`,
		"a number for a price":   `{"count_price":5}`,
		"a word for a sum":       `{"count_price":{"total_fee__sum":"fictional-secret-1"}}`,
		"an endless sum":         `{"count_price":{"total_fee__sum":1e99999}}`,
		"a list":                 `[]`,
		"an object for a sum":    `{"fail_price":{"total_fee__sum":{}}}`,
		"more rows than int64":   `{"fail_bill":9223372036854775808}`,
		"an empty text as a sum": `{"fail_price":{"total_fee__sum":""}}`,
	} {
		t.Run(reason, func(t *testing.T) {
			s := Statistics{Orders: Tally{Count: 7}}
			wantError(t, json.Unmarshal([]byte(text), &s), ErrInvalidRecord, "Statistics")
			if s.Orders.Count != 7 {
				t.Error("a refused text changed the statistics")
			}
		})
	}
}

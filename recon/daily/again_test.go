package daily_test

import (
	"context"
	"iter"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

func TestSettledOrdersThatComeAgainAreDropped(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "A", "100"), row(21, 10, "B", "7"), row(22, 9, "C", "5")}
	s.orders = []daily.Row{row(21, 9, "A", "100"), row(21, 10, "B", "7"), row(21, 11, "X", "50")}
	s.run(21)
	s.orders = append(s.orders, row(22, 9, "C", "5"), row(23, 9, "D", "1"), row(20, 9, "old", "3"))
	r := s.run(22)
	assert.Equal(t, []string{"order only order X 50"}, texts(r), "X waited; the days that were settled say nothing again")
	assert.Equal(t, daily.LeftOut{Known: 2, Earlier: 1, Later: 1}, r.LeftOut)
	assert.Empty(t, r.Changed)
	r = s.run(23)
	assert.Equal(t, []string{"doubtful order D 1"}, texts(r), "nor does what was reported")
	assert.Equal(t, 4, r.LeftOut.Known)
}

// TestAnOrderRefundedSince: the change is reported once, and is the row that is matched.
func TestAnOrderRefundedSince(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "A", "100"), row(22, 9, "A", "-100")}
	s.orders = []daily.Row{row(21, 9, "A", "100")}
	assert.Empty(t, texts(s.run(21)))
	s.orders = []daily.Row{row(21, 9, "A", "100", in(recon.Refunded))}
	r := s.run(22)
	require.Len(t, r.Changed, 1)
	c := r.Changed[0]
	assert.Equal(t, s.orders[0], c.Now)
	assert.Equal(t, "100 0", c.Was.String()+" "+c.Is.String())
	require.NotNil(t, c.Matched)
	assert.Equal(t, recon.Refund, c.Matched.Record.Kind)
	assert.Equal(t, "-100", c.Matched.Record.Amount.String())
	assert.Empty(t, texts(r), "the bill has the refund too")
	assert.Zero(t, r.Head.Held)

	r = s.run(23)
	assert.Empty(t, r.Changed, "it is known from then on")
	assert.Equal(t, 1, r.LeftOut.Known)
}

func TestAChangedOrderThatTheBillDoesNotKnow(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "A", "100")}
	s.orders = []daily.Row{row(21, 9, "A", "100")}
	s.run(21)
	s.orders = []daily.Row{row(21, 9, "A", "90")}
	assert.Equal(t, []string{"doubtful order A -10"}, texts(s.run(22)))
	assert.Equal(t, []string{"order only order A -10"}, texts(s.run(23)))
	assert.Empty(t, texts(s.run(24)))
}

func TestChangesThatMoveNothing(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "A", "100"), row(21, 9, "B", "40"), row(22, 9, "B", "-40")}
	s.orders = []daily.Row{row(21, 9, "A", "100"), row(21, 9, "B", "40")}
	s.run(21)
	fee := func(r *recon.Record) { r.Fee = decimal.NewNullDecimal(decimal.New(38, -2)) }
	s.orders = []daily.Row{row(21, 9, "A", "100", fee), row(21, 9, "B", "40", in(recon.Refunded)), row(22, 9, "B", "-40")}
	r := s.run(22)
	assert.Empty(t, texts(r))
	require.Len(t, r.Changed, 2)
	for _, c := range r.Changed {
		assert.Nil(t, c.Matched, "the fee moves nothing; B's refund is a row of its own, and is not counted twice")
	}
}

// TestAnUnpaidOrderPaidAfterItsWindow: what was done with as unpaid is money when it is paid.
func TestAnUnpaidOrderPaidAfterItsWindow(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(21, 9, "A", "100", in(recon.Pending))}
	s.run(21)
	s.run(22)
	s.bills = []daily.Row{row(23, 9, "A", "100")}
	s.orders = []daily.Row{row(21, 9, "A", "100")}
	r := s.run(23)
	require.Len(t, r.Changed, 1)
	assert.Equal(t, "100", r.Changed[0].Matched.Record.Amount.String())
	assert.Empty(t, texts(r))
}

// TestEqualOrdersAreCounted: of three equal ones where two are known, one is new.
func TestEqualOrdersAreCounted(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "A", "5"), row(21, 9, "A", "5"), row(22, 9, "A", "5")}
	s.orders = []daily.Row{row(21, 9, "A", "5"), row(21, 9, "A", "5")}
	s.run(21)
	s.orders = append(s.orders, row(21, 9, "A", "5"))
	r := s.run(22)
	assert.Equal(t, 2, r.LeftOut.Known)
	assert.Empty(t, r.Changed)
	assert.Empty(t, texts(r))
	s.run(23)
}

// TestAHeldOrderIsNoChange: an order that waits is replaced, also beside one of its key and day that was settled.
func TestAHeldOrderIsNoChange(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "A", "100"), row(22, 9, "A", "30")}
	s.orders = []daily.Row{row(21, 9, "A", "100"), row(21, 10, "A", "30", in(recon.Pending))}
	s.run(21)
	s.orders = []daily.Row{row(21, 10, "A", "30")}
	r := s.run(22)
	assert.Empty(t, r.Changed)
	assert.Empty(t, texts(r))
	assert.EqualValues(t, 1, r.Head.Summary.Orders.Count)
}

// TestAHeldOrderWithAnotherAmount is replaced before one that was settled is taken for changed.
func TestAHeldOrderWithAnotherAmount(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "A", "100"), row(22, 9, "A", "35")}
	s.orders = []daily.Row{row(21, 9, "A", "100"), row(21, 10, "A", "30", in(recon.Pending))}
	s.run(21)
	s.orders = []daily.Row{row(21, 10, "A", "35")}
	r := s.run(22)
	assert.Empty(t, r.Changed)
	assert.Empty(t, texts(r))
}

// TestAnOrderThatIsUnpaidAgain: what a held order said before it was replaced is not known as settled.
func TestAnOrderThatIsUnpaidAgain(t *testing.T) {
	s := newShop(t)
	unpaid := row(21, 9, "A", "100", in(recon.Pending))
	s.orders = []daily.Row{unpaid}
	s.run(21)
	s.bills = []daily.Row{row(22, 9, "A", "100")}
	s.orders = []daily.Row{row(21, 9, "A", "100")}
	assert.Empty(t, texts(s.run(22)))
	s.orders = []daily.Row{unpaid}
	r := s.run(23)
	require.Len(t, r.Changed, 1)
	assert.Equal(t, "-100", r.Changed[0].Matched.Record.Amount.String())
}

// TestOrdersWithoutAKeyOrATime are told from new ones by their content.
func TestOrdersWithoutAKeyOrATime(t *testing.T) {
	s := newShop(t)
	s.orders = []daily.Row{row(21, 9, "", "3"), row(21, 9, "T", "4", timeless)}
	assert.Len(t, texts(s.run(21)), 2)
	r := s.run(22)
	assert.Equal(t, []string{"order only order T 4", "order only order  3"}, texts(r))
	assert.Equal(t, 1, r.LeftOut.Known, "the one without a key waited; the other was replaced")
	assert.Empty(t, texts(s.run(23)))
}

// TestAnOrderFarInTheFuture is not left for a day that never comes.
func TestAnOrderFarInTheFuture(t *testing.T) {
	s := newShop(t)
	wrong := row(21, 9, "A", "3")
	wrong.Record.Time = wrong.Record.Time.AddDate(73, 0, 0)
	s.orders = []daily.Row{wrong}
	assert.Equal(t, []string{"doubtful order A 3"}, texts(s.run(21)))
	assert.Equal(t, []string{"order only order A 3"}, texts(s.run(22)))
	assert.Empty(t, texts(s.run(23)))
}

func TestOrdersAreForgotten(t *testing.T) {
	s := newShop(t)
	s.job.Remember = 2
	s.bills = []daily.Row{row(21, 9, "A", "3")}
	s.orders = []daily.Row{row(21, 9, "A", "3")}
	s.run(21)
	assert.Equal(t, daily.LeftOut{Known: 1}, s.run(22).LeftOut)
	assert.Equal(t, daily.LeftOut{Known: 1}, s.run(23).LeftOut)
	assert.Equal(t, daily.LeftOut{Earlier: 1}, s.run(24).LeftOut, "left out, and not taken for a new one")
}

// TestOrdersWithoutATimeAreNeverForgotten, since nothing says that they are old.
func TestOrdersWithoutATimeAreNeverForgotten(t *testing.T) {
	s := newShop(t)
	s.job.Remember = 2
	b := row(21, 9, "A", "3", timeless)
	b.File = "2026-11-21"
	s.bills = []daily.Row{b}
	s.orders = []daily.Row{row(21, 9, "A", "3", timeless)}
	for d := 21; d <= 26; d++ {
		assert.Empty(t, texts(s.run(d)))
	}
}

// TestNobodyIsAskedAboutAChange: the bill of an order that was changed was fetched when the order was new.
func TestNobodyIsAskedAboutAChange(t *testing.T) {
	s := newShop(t)
	s.bills = []daily.Row{row(21, 9, "W1", "100")}
	s.orders = []daily.Row{row(21, 9, "W1", "100")}
	s.run(21)
	s.orders = []daily.Row{row(21, 9, "W1", "100", in(recon.Closed)), row(22, 9, "W2", "5")}
	s.job.Bills = func(_ context.Context, day daily.Request) (daily.Answer, error) {
		require.Len(t, day.Orders, 1)
		assert.Equal(t, "W2", day.Orders[0].Record.Key)
		return daily.Answer{Until: day.End, Again: true}, nil
	}
	assert.ElementsMatch(t, []string{"doubtful order W1 -100", "doubtful order W2 5"}, texts(s.run(22)))
}

// refresher is an Orders that can be asked by key.
type refresher struct {
	daily.OrdersFunc
	asked [][]string
	rows  []daily.Row
}

func (r *refresher) Refresh(_ context.Context, keys []string) iter.Seq2[daily.Row, error] {
	r.asked = append(r.asked, keys)
	return yield(r.rows...)
}

// TestHeldOrdersAreAskedForAgain: those that the day's export does not have, each key once.
func TestHeldOrdersAreAskedForAgain(t *testing.T) {
	s := newShop(t)
	books := &refresher{OrdersFunc: s.export}
	s.job.Orders = books
	s.bills = []daily.Row{row(21, 9, "S", "1"), row(22, 9, "B", "6")}
	s.orders = []daily.Row{row(21, 9, "B", "6", in(recon.Pending)), row(21, 9, "A", "3"), row(21, 10, "A", "3"), row(21, 9, "C", "2"), row(21, 9, "S", "1")}
	s.run(21)
	assert.Empty(t, books.asked)
	s.orders = []daily.Row{row(21, 9, "C", "2")}
	books.rows = []daily.Row{row(21, 9, "B", "6"), row(21, 9, "A", "3", in(recon.Closed)), row(21, 10, "A", "3", in(recon.Closed))}
	r := s.run(22)
	assert.Equal(t, [][]string{{"A", "B"}}, books.asked)
	assert.Equal(t, []string{"order only order C 2"}, texts(r))
}

// TestStatementsAskedForAgain: a provider without a period gives a held bill row again, which then counts once.
func TestStatementsAskedForAgain(t *testing.T) {
	s := newShop(t)
	var asked []string
	s.job.Rules.Hold = 2
	s.job.Bills = func(_ context.Context, day daily.Request) (daily.Answer, error) {
		asked = nil
		for _, row := range day.Orders {
			asked = append(asked, row.Record.Key)
		}
		for _, row := range day.Held {
			asked = append(asked, row.Record.Key)
		}
		return daily.Answer{Rows: s.bills, Until: day.End, Again: true}, nil
	}
	s.bills = []daily.Row{row(21, 9, "W1", "80")}
	s.orders = []daily.Row{row(21, 9, "W1", "100")}
	s.run(21)
	assert.Equal(t, []string{"W1"}, asked)
	s.orders = nil
	s.bills = []daily.Row{row(21, 9, "W1", "100")}
	r := s.run(22)
	assert.Equal(t, []string{"W1"}, asked)
	assert.Empty(t, texts(r))
}

// TestADateFarAhead: an order of 31 days after the day waits for its day; one of 32 is a wrong date, and is matched now.
func TestADateFarAhead(t *testing.T) {
	s := newShop(t)
	s.clock = at(23, 7)
	ahead := func(key string, days int) daily.Row { return row(22+days, 12, key, "10") }
	s.orders = []daily.Row{row(22, 12, "today", "5"), ahead("just", 31), ahead("too far", 32)}
	s.bills = []daily.Row{row(22, 12, "today", "5")}
	r := s.run(22)
	assert.Equal(t, daily.LeftOut{Later: 1}, r.LeftOut)
	var matched []string
	for _, order := range r.Match.Orders() {
		matched = append(matched, order.Record.Key)
	}
	assert.Equal(t, []string{"today", "too far"}, matched)
}
